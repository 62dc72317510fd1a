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

/// «سال ۹۸», «سال ۲۰۱۸».
fn year_alone(tokens: &[Token]) -> Option<(Value, usize)> {
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
    Some((Value::Decade(year), 2))
}

/// «[۱۵|پانزدهم] خرداد[ماه] [سال] [۱۳۴۲]»: a month needs a number, «ماه» or «سال» beside it, for most months are words too.
fn with_month(tokens: &[Token]) -> Option<(Value, usize)> {
    let day = day(&tokens[0]);
    let mut at = usize::from(day.is_some());
    let (calendar, month, said_month) = month(tokens.get(at)?)?;
    at += 1;
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

/// Returns the month, and whether «ماه» is part of the word («بهمن‌ماه»).
fn month(token: &Token) -> Option<(Calendar, u8, bool)> {
    let key = token.key();
    let (name, said) = match key.strip_suffix("ماه") {
        Some(name) if !name.is_empty() => (name, true),
        _ => (key, false),
    };
    let number = |at: usize| u8::try_from(at + 1).ok();
    if let Some(month) = month_number(name) {
        return Some((Calendar::Solar, month, said));
    }
    if let Some(at) = DARI.iter().position(|month| *month == name) {
        return Some((Calendar::Solar, number(at)?, said));
    }
    if let Some(at) = LUNAR.iter().position(|names| names.contains(&name)) {
        return Some((Calendar::Lunar, number(at)?, said));
    }
    let at = GREGORIAN.iter().position(|names| names.iter().any(|own| super::super::match_key(own) == name))?;
    Some((Calendar::Gregorian, number(at)?, said))
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
