//! Reads dates: «۱۴۰۳/۰۵/۱۲», «۱۵ خرداد ۱۳۴۲», «فروردین سال 96», «سال ۹۸», «دهه ۶۰», and their lunar and Gregorian kin.

use super::super::calendar::{full_year, is_solar_year, month_number};
use super::super::numbers::{ordinal_value, word_value};
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
    &["جمادیالثانی", "جمادیالاخر"],
    &["رجب"],
    &["شعبان"],
    &["رمضان"],
    &["شوال"],
    &["ذیقعده", "ذیالقعده"],
    &["ذیحجه", "ذیالحجه"],
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

/// Reads the date at the beginning of `tokens`; returns it with the number of tokens it takes.
pub(super) fn read(tokens: &[Token]) -> Option<(Value, usize)> {
    let first = tokens.first()?;
    if let Some(date) = in_digits(first.digits()) {
        let calendar = era(&tokens[1..]).unwrap_or(date.calendar);
        return Some((Value::Date(Date { calendar, ..date }), 1));
    }
    if let Some(date) = year_of_era(tokens) {
        return Some((Value::Date(date), 1));
    }
    match first.key() {
        "سال" => year_alone(tokens),
        "دهه" => decade(tokens),
        _ => with_month(tokens),
    }
}

/// «۱۴۰۳/۰۵/۱۲», «1403-05-12», «۱۲/۰۵/۱۴۰۳», «۹۶/۵/۱۲», «۱۴۰۳/۰۵».
fn in_digits(digits: &str) -> Option<Date> {
    let sign = ['/', '-', '.'].into_iter().find(|sign| digits.contains(*sign))?;
    let parts: Vec<&str> = digits.split(sign).collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<i32>().ok());
    match parts.len() {
        3 if sign != '.' || parts[0].len() == 4 => {
            let (a, b, c) = (number(0)?, number(1)?, number(2)?);
            date_of(a, b, c).or_else(|| if parts[2].len() == 4 { date_of(c, b, a) } else { None })
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

/// «قمری», «هجری شمسی», «میلادی», «ه.ق»: the calendar that is said after a year. The words are no part of the value.
fn era(tokens: &[Token]) -> Option<Calendar> {
    let key = |at: usize| tokens.get(at).map_or("", Token::key);
    match key(0) {
        "قمری" => Some(Calendar::Lunar),
        "شمسی" | "خورشیدی" => Some(Calendar::Solar),
        "میلادی" => Some(Calendar::Gregorian),
        "هجری" if key(1) == "قمری" => Some(Calendar::Lunar),
        "هجری" if matches!(key(1), "شمسی" | "خورشیدی") => Some(Calendar::Solar),
        "ه" if key(1).is_empty() && key(2) == "ق" => Some(Calendar::Lunar),
        "ه" if key(1).is_empty() && key(2) == "ش" => Some(Calendar::Solar),
        _ => None,
    }
}

/// «۱۴۴۵ هجری قمری»: a smaller number may be that of a century («قرن ۱۹ میلادی»).
fn year_of_era(tokens: &[Token]) -> Option<Date> {
    let year = whole(tokens.first()).filter(|year| (100..2200).contains(year))?;
    let calendar = era(&tokens[1..])?;
    Some(Date { calendar, year: Some(year), month: None, day: None })
}

/// «سال ۹۸», «سال ۲۰۱۸», «سال ۱۴۴۵ قمری».
fn year_alone(tokens: &[Token]) -> Option<(Value, usize)> {
    if let Some(date) = year_of_era(&tokens[1..]) {
        return Some((Value::Date(date), 2));
    }
    let (calendar, year) = year_of(whole(tokens.get(1))?)?;
    Some((Value::Date(Date { calendar, year: Some(year), month: None, day: None }), 2))
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
    let is_gregorian = era(&tokens[2..]) == Some(Calendar::Gregorian) && value < 100;
    Some((Value::Decade(if is_gregorian { 1900 + value } else { year }), 2))
}

/// «[۱۵|پانزدهم] خرداد[ماه] [سال] [۱۳۴۲]»: a month needs a number, «ماه» or «سال» beside it, for most months are words too.
fn with_month(tokens: &[Token]) -> Option<(Value, usize)> {
    let (day, mut at) = day(&tokens[0]).map_or_else(|| day_of_three(tokens), |day| (Some(day), 1));
    let (calendar, month, said_month, used) = month(&tokens[at..])?;
    at += used;
    let apart = tokens.get(at).is_some_and(|token| token.key() == "ماه");
    at += usize::from(apart);
    let said_year = tokens.get(at).is_some_and(|token| token.key() == "سال");
    let year = whole(tokens.get(at + usize::from(said_year))).and_then(|year| full(year, calendar, said_year));
    if year.is_some() {
        at += 1 + usize::from(said_year);
    }
    let certain = day.is_some() || year.is_some() || ((apart || said_month) && calendar == Calendar::Solar);
    certain.then_some((Value::Date(Date { calendar, year, month: Some(month), day }), at))
}

/// «بیست و دوم بهمن»
fn day_of_three(tokens: &[Token]) -> (Option<u8>, usize) {
    let [tens, and, ones, ..] = tokens else { return (None, 0) };
    let value = word_value(tens.word()).filter(|tens| and.key() == "و" && matches!(tens, 20 | 30));
    let day = value.zip(ordinal_value(ones.word())).map(|(tens, ones)| tens + ones);
    let day = day.and_then(|day| u8::try_from(day).ok()).filter(|day| (21..=31).contains(day));
    (day, if day.is_some() { 3 } else { 0 })
}

fn day(token: &Token) -> Option<u8> {
    let value = match whole(Some(token)) {
        Some(value) => u64::try_from(value).ok(),
        None => ordinal_value(token.word()).or_else(|| {
            let (tens, rest) = token.word().split_once("‌و")?;
            Some(word_value(tens)? + ordinal_value(rest.trim_start_matches('\u{200C}'))?)
        }),
    };
    value.and_then(|value| u8::try_from(value).ok()).filter(|day| (1..=31).contains(day))
}

/// Returns the month, whether «ماه» is part of the word («بهمن‌ماه»), and the number of tokens («ربیع الاول» has two).
fn month(tokens: &[Token]) -> Option<(Calendar, u8, bool, usize)> {
    let key = tokens.first()?.key();
    let (name, said) = match key.strip_suffix("ماه") {
        Some(name) if !name.is_empty() => (name, true),
        _ => (key, false),
    };
    let number = |at: usize| u8::try_from(at + 1).ok();
    let lunar = |name: &str| LUNAR.iter().position(|names| names.contains(&name)).and_then(number);
    if let Some(month) = month_number(name) {
        return Some((Calendar::Solar, month, said, 1));
    }
    if let Some(at) = DARI.iter().position(|month| *month == name) {
        return Some((Calendar::Solar, number(at)?, said, 1));
    }
    if let Some(month) = lunar(name) {
        return Some((Calendar::Lunar, month, said, 1));
    }
    if let Some(month) = tokens.get(1).and_then(|next| lunar(&format!("{name}{}", next.key()))) {
        return Some((Calendar::Lunar, month, said, 2));
    }
    let at = GREGORIAN.iter().position(|names| names.iter().any(|own| super::super::match_key(own) == name))?;
    Some((Calendar::Gregorian, number(at)?, said, 1))
}

fn full(year: i32, calendar: Calendar, said: bool) -> Option<i32> {
    match calendar {
        Calendar::Solar if is_solar_year(year) => Some(year),
        Calendar::Solar if said && (0..100).contains(&year) => Some(full_year(year)),
        Calendar::Lunar if (1..1600).contains(&year) && year > 99 => Some(year),
        Calendar::Gregorian if (1000..2300).contains(&year) => Some(year),
        _ => None,
    }
}
