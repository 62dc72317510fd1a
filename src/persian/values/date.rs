//! Reads dates: «۱۴۰۳/۰۵/۱۲», «۱۵ خرداد ۱۳۴۲», «فروردین سال 96», «سال ۹۸», «دهه ۶۰», and their lunar and Gregorian kin.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::calendar::{full_year, is_solar_year, month_number};
use super::super::match_key;
use super::super::numbers::{ordinal_value, word_value};
use super::super::table::Quick;
use super::token::Token;
use super::{Calendar, Date, Value};

/// The months of the Afghan solar calendar; they are also words of their own («اسد» lion), so a number must stand beside them.
const DARI: [&str; 12] = ["حمل", "ثور", "جوزا", "سرطان", "اسد", "سنبله", "میزان", "عقرب", "قوس", "جدی", "دلو", "حوت"];

/// The months of the lunar calendar, by match key.
const LUNAR: [&[&str]; 12] = [
    &["محرم"],
    &["صفر"],
    &["ربیعالاول"],
    &["ربیعالثانی", "ربیعالاخر"],
    &["جمادیالاول", "جمادیالاولی"],
    &["جمادیالثانی", "جمادیالثانیه", "جمادیالاخر"],
    &["رجب"],
    &["شعبان"],
    &["رمضان"],
    &["شوال"],
    &["ذیقعده", "ذیالقعده", "ذوالقعده"],
    &["ذیحجه", "ذیالحجه", "ذوالحجه"],
];

/// The Gregorian months as Persian writes them.
const GREGORIAN: [&[&str]; 12] = [
    &["ژانویه", "جنوری"],
    &["فوریه", "فبروری"],
    &["مارس", "مارچ"],
    &["آوریل", "اپریل"],
    &["مه", "می"],
    &["ژوئن", "جون"],
    &["ژوئیه", "جولای"],
    &["اوت", "آگوست", "اگست"],
    &["سپتامبر"],
    &["اکتبر"],
    &["نوامبر"],
    &["دسامبر"],
];

/// Words after which a number is no year, by match key: «قرن ۳ هجری».
const PERIODS: [&str; 6] = ["قرن", "سده", "هزاره", "قرون", "سدههای", "دوره"];

/// What may stand behind a short year; before anything else two digits are a number of things («۱۵ خرداد ۴۲ نفر»).
const AFTER_YEAR: [&str; 22] = [
    "و",
    "تا",
    "در",
    "به",
    "از",
    "با",
    "که",
    "را",
    "بود",
    "است",
    "شد",
    "برای",
    "هم",
    "نیز",
    "یا",
    "آغاز",
    "برگزار",
    "رخ",
    "خورشیدی",
    "شمسی",
    "هجری",
    "منتشر",
];

/// Reads the date at the beginning of `tokens`; returns it with the number of tokens it takes. `before` is the word before.
pub(super) fn read(tokens: &[Token], before: &str) -> Option<(Value, usize)> {
    let first = tokens.first()?;
    if let Some(date) = in_digits(first.digits()) {
        let calendar = era(&tokens[1..]).map_or(date.calendar, |(calendar, _)| calendar);
        return Some((Value::Date(Date { calendar, ..date }), 1));
    }
    if let Some(date) = year_of_era(tokens).filter(|_| !PERIODS.contains(&before)) {
        return Some((Value::Date(date), 1));
    }
    match first.key() {
        "سال" => year_alone(tokens),
        "دهه" | "دههی" => decade(tokens),
        _ => with_month(tokens),
    }
}

/// Values, each with the tokens it stands in, and the number of tokens that all of them take.
pub(super) type Series = (Vec<(Value, Range<usize>)>, usize);

/// «سال‌های ۹۸ و ۹۹», «سال‌های ۱۳۹۸ تا ۱۴۰۰», «دهه‌های ۶۰ و ۷۰».
pub(super) fn series(tokens: &[Token]) -> Option<Series> {
    let read: fn(&[Token]) -> Option<(Value, usize)> = match tokens.first()?.key() {
        "سالهای" => year_alone,
        "دهههای" => decade,
        _ => return None,
    };
    let (value, mut at) = read(tokens)?;
    let mut found = vec![(value, 0..at)];
    while let Some(joint) = tokens.get(at)
        && (matches!(joint.key(), "و" | "تا" | "الی") || joint.key().is_empty() && !joint.is_digits())
        && tokens.get(at + 1).is_some_and(Token::is_digits)
        && let Some((value, used)) = read(&tokens[at..])
    {
        found.push((value, at + 1..at + used));
        at += used;
    }
    Some((found, at))
}

/// «۱۴۰۳/۰۵/۱۲», «1403-05-12», «۱۲/۰۵/۱۴۰۳», «۹۶/۵/۱۲», «۱۴۰۳/۰۵».
fn in_digits(digits: &str) -> Option<Date> {
    let sign = ['/', '-', '.'].into_iter().find(|sign| digits.contains(*sign))?;
    let parts: Vec<&str> = digits.split(sign).collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i32>().ok());
    match parts.len() {
        3 if sign != '.' || parts[0].len() == 4 => {
            let (a, b, c) = (number(0)?, number(1)?, number(2)?);
            // «۰۵/۰۶/۹۸»: what is greater than 31 is no day.
            let is_last_year = parts[2].len() == 4 || (parts[2].len() == 2 && c > 31 && a < 32);
            if is_last_year { date_of(c, b, a) } else { date_of(a, b, c) }
        }
        2 if sign == '/' && parts[0].len() == 4 && parts[1].len() == 2 => {
            let month = u8::try_from(number(1)?).ok().filter(|month| (1..=12).contains(month))?;
            let (calendar, year) = year_of(number(0)?)?;
            Some(Date { calendar, year: Some(year), month: Some(month), day: None })
        }
        _ => None,
    }
}

fn date_of(year: i32, month: i32, day: i32) -> Option<Date> {
    let (calendar, year) = year_of(year)?;
    let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
    let day = u8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    Some(Date { calendar, year: Some(year), month: Some(month), day: Some(day) })
}

/// A year between 1200 and 1499 is solar, one from 1600 on Gregorian, one of two digits a short solar one.
fn year_of(year: i32) -> Option<(Calendar, i32)> {
    match year {
        _ if is_solar_year(year) => Some((Calendar::Solar, year)),
        1600..=2200 => Some((Calendar::Gregorian, year)),
        10..=99 => Some((Calendar::Solar, full_year(year))),
        _ => None,
    }
}

fn whole(token: Option<&Token>) -> Option<i32> {
    token?.digits().parse().ok()
}

/// «قمری», «هجری شمسی», «میلادی», «ه.ق»: the calendar that is said after a year, and whether nothing else can be meant, so that the year may be
/// small. The words are no part of the value.
fn era(tokens: &[Token]) -> Option<(Calendar, bool)> {
    let key = |at: usize| tokens.get(at).map_or("", Token::key);
    let is_stop = |at: usize| tokens.get(at).is_some_and(|token| token.key().is_empty() && !token.is_digits());
    match key(0) {
        "قمری" => Some((Calendar::Lunar, false)),
        "شمسی" | "خورشیدی" => Some((Calendar::Solar, false)),
        "میلادی" => Some((Calendar::Gregorian, false)),
        "هجری" if key(1) == "قمری" => Some((Calendar::Lunar, true)),
        "هجری" if matches!(key(1), "شمسی" | "خورشیدی") => Some((Calendar::Solar, true)),
        "ه" if is_stop(1) && key(2) == "ق" => Some((Calendar::Lunar, true)),
        "ه" if is_stop(1) && key(2) == "ش" => Some((Calendar::Solar, true)),
        "هق" => Some((Calendar::Lunar, true)),
        "هش" => Some((Calendar::Solar, true)),
        _ => None,
    }
}

/// «۱۴۴۵ هجری قمری», «۶۱ ه.ق»: a smaller number may be that of a century («قرن ۱۹ میلادی»).
fn year_of_era(tokens: &[Token]) -> Option<Date> {
    let year = whole(tokens.first()).filter(|year| (1..2200).contains(year))?;
    let letter = |at: usize| tokens.get(at).map_or("", Token::key);
    // «۱۳۵۷ ش», «۱۴۴۵ ق», but not «۵۵۰ ق.م.».
    let by_letter = match letter(1) {
        "ش" if is_solar_year(year) => Some((Calendar::Solar, true)),
        "ق" if year > 99 && letter(3) != "م" => Some((Calendar::Lunar, true)),
        _ => None,
    };
    let (calendar, is_sure) = by_letter.or_else(|| era(&tokens[1..]))?;
    (is_sure || year > 99).then_some(Date { calendar, year: Some(year), month: None, day: None })
}

/// «سال ۹۸», «سال ۲۰۱۸», «سال ۱۴۴۵ قمری», «سال هزار و سیصد و پنجاه و هفت».
fn year_alone(tokens: &[Token]) -> Option<(Value, usize)> {
    if let Some(date) = year_of_era(&tokens[1..]) {
        return Some((Value::Date(date), 2));
    }
    let (year, used) = match whole(tokens.get(1)) {
        Some(year) => (year, 1),
        None => year_in_words(&tokens[1..])?,
    };
    let (calendar, year) = year_of(year)?;
    Some((Value::Date(Date { calendar, year: Some(year), month: None, day: None }), 1 + used))
}

/// «هزار و سیصد و پنجاه و هفت»; a short year («پنجاه و هفت») only where no thing is counted.
fn year_in_words(tokens: &[Token]) -> Option<(i32, usize)> {
    tokens.first().filter(|token| !token.word().is_empty())?;
    let (Value::Number(number), used) = super::number::read(tokens, "")? else { return None };
    let year = i32::try_from(number.whole()?).ok()?;
    let is_year = year >= 1000 || ((30..100).contains(&year) && ends_year(tokens.get(used)));
    is_year.then_some((year, used))
}

/// Whether what follows lets two digits be a year.
fn ends_year(next: Option<&Token>) -> bool {
    next.is_none_or(|next| match next.key() {
        "" => !next.is_digits() && next.word().is_empty(),
        key => AFTER_YEAR.contains(&key),
    })
}

/// «دهه ۶۰», «دههٔ شصت», «دهه ۱۳۶۰».
fn decade(tokens: &[Token]) -> Option<(Value, usize)> {
    let next = tokens.get(1)?;
    let value = whole(Some(next)).or_else(|| i32::try_from(word_value(next.word())?).ok())?;
    if value % 10 != 0 {
        return None;
    }
    let (_, year) = year_of(value)?;
    // «دههٔ ۹۰ میلادی»
    let is_gregorian = era(&tokens[2..]).is_some_and(|(calendar, _)| calendar == Calendar::Gregorian) && value < 100;
    Some((Value::Decade(if is_gregorian { 1900 + value } else { year }), 2))
}

/// «[۱۵|پانزدهم] خرداد[ماه] [سال] [۱۳۴۲]»: a month needs a number, «ماه» or «سال» beside it, for most months are words too.
fn with_month(tokens: &[Token]) -> Option<(Value, usize)> {
    let (day, mut at) = day_at_start(tokens);
    let (calendar, month, said_month, used) = month(&tokens[at..])?;
    at += used;
    let apart = tokens.get(at).is_some_and(|token| token.key() == "ماه");
    at += usize::from(apart);
    let said_year = tokens.get(at).is_some_and(|token| token.key() == "سال");
    let after = tokens.get(at + usize::from(said_year));
    let next = tokens.get(at + usize::from(said_year) + 1);
    let year = whole(after).and_then(|year| {
        // «فروردین ۹۶», but not «تیر ۱۲».
        let is_near = day.is_some() || !(10..50).contains(&year);
        let two_digits = after.is_some_and(|after| after.digits().len() == 2) && is_near && ends_year(next);
        full(year, calendar, said_year || two_digits)
            .filter(|_| calendar != Calendar::Lunar || year > 99 || day.is_some())
    });
    if year.is_some() {
        at += 1 + usize::from(said_year);
    }
    // «پانزده خرداد», but not «سه مهر».
    let is_plain_day = day.is_some_and(|day| day.is_plain);
    if is_plain_day && year.is_none() && (calendar != Calendar::Solar || !is_only_a_month(month)) {
        return None;
    }
    let day = day.map(|day| day.value);
    let certain = day.is_some() || year.is_some() || ((apart || said_month) && calendar == Calendar::Solar);
    certain.then_some((Value::Date(Date { calendar, year, month: Some(month), day }), at))
}

/// Farvardin, Ordibehesht, Khordad, Mordad, Shahrivar and Esfand; the others are words too.
fn is_only_a_month(month: u8) -> bool {
    matches!(month, 1 | 2 | 3 | 5 | 6 | 12)
}

/// A day of the month, and whether it is a cardinal in words.
#[derive(Debug, Clone, Copy)]
struct Day {
    value: u8,
    is_plain: bool,
}

/// Reads the day that `tokens` may begin with: «۱۵», «۱۵ام», «پانزدهم», «پانزده», «بیست و دوم».
fn day_at_start(tokens: &[Token]) -> (Option<Day>, usize) {
    let day = |value: Option<u64>, is_plain: bool| {
        let value = value.and_then(|value| u8::try_from(value).ok()).filter(|day| (1..=31).contains(day))?;
        Some(Day { value, is_plain })
    };
    let Some(first) = tokens.first() else { return (None, 0) };
    if let Some(value) = whole(Some(first)) {
        let used = 1 + usize::from(super::number::ordinal_ending(tokens));
        let found = day(u64::try_from(value).ok(), false);
        return (found, if found.is_some() { used } else { 0 });
    }
    if let [tens, and, ones, ..] = tokens
        && and.key() == "و"
        && let Some(tens) = word_value(tens.word()).filter(|tens| matches!(tens, 20 | 30))
    {
        let ordinal = ordinal_value(ones.word());
        let value = ordinal.or_else(|| word_value(ones.word())).filter(|ones| *ones < 10).map(|ones| tens + ones);
        let found = day(value, ordinal.is_none());
        return (found, if found.is_some() { 3 } else { 0 });
    }
    let ordinal = ordinal_value(first.word());
    let found = day(ordinal.or_else(|| word_value(first.word())), ordinal.is_none());
    (found, usize::from(found.is_some()))
}

/// The number of each Gregorian month, by the match key of its names.
static GREGORIAN_KEYS: LazyLock<HashMap<String, u8, Quick>> = LazyLock::new(|| {
    let named = (1..).zip(GREGORIAN).flat_map(|(month, names)| names.iter().map(move |name| (match_key(name), month)));
    named.collect()
});

/// Returns the month, whether «ماه» is part of the word («بهمن‌ماه»), and the number of tokens («ربیع الاول» has two).
fn month(tokens: &[Token]) -> Option<(Calendar, u8, bool, usize)> {
    let key = tokens.first()?.key();
    // «۲۱ ماه رمضان», «در ماه مهر»
    if key == "ماه" && tokens.get(1).is_some_and(|next| next.key() != "ماه") {
        return month(&tokens[1..]).map(|(calendar, month, _, used)| (calendar, month, true, used + 1));
    }
    let (name, said) = match key.strip_suffix("ماه") {
        Some(name) if !name.is_empty() => (name, true),
        _ => (key, false),
    };
    let number = |at: usize| u8::try_from(at + 1).ok();
    if let Some(month) = month_number(name) {
        return Some((Calendar::Solar, month, said, 1));
    }
    if let Some(at) = DARI.iter().position(|month| *month == name) {
        return Some((Calendar::Solar, number(at)?, said, 1));
    }
    if let Some((month, used)) = lunar_month(name, tokens.get(1).map_or("", Token::key), tokens.get(2)) {
        return Some((Calendar::Lunar, month, said, used));
    }
    Some((Calendar::Gregorian, *GREGORIAN_KEYS.get(name)?, said, 1))
}

/// What is said in honour of a month: «محرم‌الحرام», «رجب المرجب».
const EPITHETS: [&str; 7] = ["الحرام", "المعظم", "المرجب", "المبارک", "المظفر", "المکرم", "مبارک"];

/// Returns the month and the number of tokens: «ربیع الاول» has two, «رجب المرجب» too.
fn lunar_month(name: &str, next: &str, third: Option<&Token>) -> Option<(u8, usize)> {
    let find = |name: &str| {
        let at = LUNAR.iter().position(|names| names.contains(&name))?;
        u8::try_from(at + 1).ok()
    };
    let bare = |name: &str| EPITHETS.iter().find_map(|epithet| name.strip_suffix(epithet)).and_then(find);
    let is_epithet = |word: &str| EPITHETS.contains(&word);
    if let Some(month) = find(name).or_else(|| bare(name)) {
        return Some((month, 1 + usize::from(is_epithet(next))));
    }
    if !LUNAR.iter().flat_map(|names| names.iter()).any(|own| own.starts_with(name)) {
        return None;
    }
    let both = format!("{name}{next}");
    let month = find(&both).or_else(|| bare(&both))?;
    Some((month, 2 + usize::from(third.is_some_and(|third| is_epithet(third.key())))))
}

fn full(year: i32, calendar: Calendar, said: bool) -> Option<i32> {
    match calendar {
        Calendar::Solar if is_solar_year(year) => Some(year),
        Calendar::Solar if said && (0..100).contains(&year) => Some(full_year(year)),
        // «۱۰ محرم ۶۱»
        Calendar::Lunar if (100..1600).contains(&year) || (said && (1..100).contains(&year)) => Some(year),
        Calendar::Gregorian if (1000..2300).contains(&year) => Some(year),
        _ => None,
    }
}
