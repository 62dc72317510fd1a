//! Dates: «۱۵ خرداد ۱۳۴۲» becomes one reading, "15 Khordad 1342 (5 June 1963)".
//!
//! In: readings. Out: readings in which day, month and year are one name. The Gregorian date is added, never put in the place of the Solar Hijri one.

use crate::persian::calendar::{
    MONTHS, full_year, gregorian_day, gregorian_month, gregorian_year, is_solar_year, month_number,
};

use crate::persian::digits::ascii_digits;
use crate::persian::numbers::word_value;
use crate::persian::values::{Calendar, Value, values};

use super::reading::{Cat, Reading};
use super::token::Token;

/// Joins the readings that make up a date.
pub(super) fn join<'a>(tokens: &[Token], readings: Vec<Reading<'a>>) -> Vec<Reading<'a>> {
    let starts = starts(&readings);
    let mut out: Vec<Reading<'a>> = Vec::with_capacity(readings.len());
    let mut at = 0;
    while at < readings.len() {
        if let Some(score) = score(tokens, &readings, &starts, at) {
            // «با نتیجه سه بر یک», but «سه بر یک پیروز شد».
            let named = out.last().is_some_and(|before| before.cat == Cat::Noun && before.english == "result");
            let cat = if named { Cat::Name } else { Cat::Adverb };
            out.push(Reading { len: 3, ..Reading::new(cat, score) });
            at += 3;
            continue;
        }
        if let Some((hour, used)) = hour(tokens, &readings, &starts, at) {
            let len = readings[at..at + used].iter().map(|reading| reading.len).sum();
            out.push(Reading { len, date: Some(Date::Hour), ..Reading::new(Cat::Name, hour) });
            at += used;
            continue;
        }
        // «قرن هجدهم میلادی»: the era goes without saying.
        let era = tokens.get(starts[at]).is_some_and(|token| token.text == "میلادی");
        if let Some(century) = out.last_mut().filter(|before| era && matches!(before.cat, Cat::Ordinal | Cat::Number)) {
            century.len += readings[at].len;
            at += 1;
            continue;
        }
        match date(tokens, &readings, &starts, at) {
            Some((english, used, day)) => {
                let len = readings[at..at + used].iter().map(|reading| reading.len).sum();
                out.push(Reading {
                    len,
                    date: Some(if day { Date::Day } else { Date::Period }),
                    ..Reading::new(Cat::Name, english)
                });
                at += used;
            }
            None => {
                out.push(readings[at].clone());
                at += 1;
            }
        }
    }
    without_word_date(out)
}

/// «در تاریخ ۱ مارس»: on 1 March; the word "date" is not written.
fn without_word_date(readings: Vec<Reading<'_>>) -> Vec<Reading<'_>> {
    let mut out: Vec<Reading<'_>> = Vec::with_capacity(readings.len());
    for reading in readings {
        let dated = out.last().and_then(|before| before.entry).is_some_and(|entry| entry.lemma == "تاریخ");
        let before = if dated && reading.date.is_some() { out.pop() } else { None };
        let len = reading.len + before.map_or(0, |before| before.len);
        out.push(Reading { len, ..reading });
    }
    out
}

/// «دو بر یک» is a score: 2–1.
fn score(tokens: &[Token], readings: &[Reading<'_>], starts: &[usize], at: usize) -> Option<String> {
    let text = |i: usize| starts.get(at + i).and_then(|start| tokens.get(*start)).map(|token| token.text.as_str());
    let value = |i: usize| {
        readings
            .get(at + i)
            .filter(|reading| matches!(reading.cat, Cat::Number | Cat::Determiner) && reading.len == 1)?;
        let text = text(i)?;
        word_value(text).map(|value| value.to_string()).or_else(|| Some(ascii_digits(text)))
    };
    let middle = text(1).is_some_and(|text| text == "بر") && readings.get(at + 1)?.len == 1;
    if !middle {
        return None;
    }
    Some(format!("{}–{}", value(0)?, value(2)?))
}

/// «ساعت ۴ بامداد» is 4 a.m., «ساعت هشت صبح» 8 a.m., «ساعت ۱۸» 18:00.
fn hour(tokens: &[Token], readings: &[Reading<'_>], starts: &[usize], at: usize) -> Option<(String, usize)> {
    let text =
        |i: usize| starts.get(at + i).and_then(|start| tokens.get(*start)).map_or("", |token| token.text.as_str());
    let number = readings.get(at + 1).filter(|reading| reading.cat == Cat::Number && reading.len == 1)?;
    if text(0) != "ساعت" || readings[at].len != 1 {
        return None;
    }
    let figures = word_value(text(1)).map_or_else(|| number.english.clone(), |value| value.to_string());
    let hour: u32 = figures.split(':').next()?.parse().ok().filter(|hour| *hour <= 24)?;
    let half = match text(2) {
        "بامداد" | "صبح" => Some("a.m."),
        "ظهر" | "عصر" | "شب" | "بعدازظهر" => Some("p.m."),
        _ => None,
    };
    match half {
        Some(half) => Some((format!("{figures} {half}"), 3)),
        None if figures.contains(':') => Some((figures, 2)),
        None if hour > 12 => Some((format!("{hour}:00"), 2)),
        None => Some((format!("{hour} o'clock"), 2)),
    }
}

/// What kind of date a reading is: it decides between "on" and "in".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Date {
    /// A day: "on 15 Khordad".
    Day,
    /// A month or year: "in Dey 1403".
    Period,
    /// A time of the day: "at 4 a.m.".
    Hour,
}

fn starts(readings: &[Reading<'_>]) -> Vec<usize> {
    let mut at = 0;
    readings
        .iter()
        .map(|reading| {
            let start = at;
            at += reading.len;
            start
        })
        .collect()
}

/// «دی», «دی‌ماه», «دی ماه» as one expression: the month, and whether «ماه» is part of the reading.
fn month(tokens: &[Token], reading: &Reading<'_>, start: usize) -> Option<(u8, bool)> {
    let text = tokens.get(start)?.text.as_str();
    let bare = text.strip_suffix("ماه").map(|name| name.trim_end_matches('\u{200C}')).filter(|name| !name.is_empty());
    let said_apart = reading.len == 2 && tokens.get(start + 1).is_some_and(|token| token.text == "ماه");
    let fits = reading.len == 1 || said_apart;
    month_number(bare.unwrap_or(text)).filter(|_| fits).map(|month| (month, bare.is_some() || said_apart))
}

/// «۱۴۰۳/۱۰/۲۷»: a date in digits.
fn in_digits(text: &str) -> Option<String> {
    let found = values(text).into_iter().next().filter(|found| found.range == (0..text.len()))?;
    let Value::Date(date) = found.value else { return None };
    let (year, month, day) = (date.year?, date.month?, date.day?);
    let name = MONTHS.get(usize::from(month).checked_sub(1)?)?.1;
    (date.calendar == Calendar::Solar)
        .then(|| with_gregorian(format!("{day} {name} {year}"), gregorian_day(year, month, day)))
}

fn date(tokens: &[Token], readings: &[Reading<'_>], starts: &[usize], at: usize) -> Option<(String, usize, bool)> {
    let text = |i: usize| starts.get(i).and_then(|start| tokens.get(*start)).map_or("", |token| token.text.as_str());
    let number = |i: usize| {
        readings
            .get(i)
            .filter(|reading| reading.cat == Cat::Number)
            .and_then(|reading| reading.english.parse::<i32>().ok())
    };
    if let Some(english) = in_digits(text(at)).filter(|_| readings[at].cat == Cat::Number && readings[at].len == 1) {
        return Some((english, 1, true));
    }
    if text(at) == "سال" && readings[at].len == 1 {
        let year = number(at + 1)?;
        let (text, used) = with_era(year, text(at + 2), text(at + 3));
        return Some((text, 2 + used, false));
    }
    let day = number(at).filter(|day| (1..=31).contains(day)).and_then(|day| u8::try_from(day).ok());
    let month_at = at + usize::from(day.is_some());
    // «۱ مارس ۲۰۲۰»: months of other calendars keep their names.
    if let (Some(day), Some(month)) = (
        day,
        readings.get(month_at).filter(|reading| {
            reading.has("month") && starts.get(month_at).is_none_or(|start| month(tokens, reading, *start).is_none())
        }),
    ) {
        let year = number(month_at + 1).filter(|year| *year > 999);
        let english =
            year.map_or_else(|| format!("{day} {}", month.english), |year| format!("{day} {} {year}", month.english));
        return Some((english, 2 + usize::from(year.is_some()), true));
    }
    let (month, said_inside) = month(tokens, readings.get(month_at)?, *starts.get(month_at)?)?;
    let mut next = month_at + 1;
    let said_apart = text(next) == "ماه";
    let said_month = said_inside || said_apart;
    next += usize::from(said_apart);
    let after_year = next + usize::from(text(next) == "سال");
    let year = number(after_year)
        .filter(|year| is_solar_year(*year) || (after_year > next && (0..100).contains(year)))
        .map(full_year);
    if year.is_some() {
        next = after_year + 1;
    }
    // «دی» alone is yesterday, «مهر» affection: a month needs a number or ماه beside it.
    if day.is_none() && year.is_none() && !said_month {
        return None;
    }
    let name = MONTHS[usize::from(month - 1)].1;
    let (day_text, is_day) = day.map_or((String::new(), false), |day| (format!("{day} "), true));
    let english = match (year, day) {
        (None, _) => format!("{day_text}{name}"),
        (Some(year), Some(day)) => with_gregorian(format!("{day} {name} {year}"), gregorian_day(year, month, day)),
        (Some(year), None) => with_gregorian(format!("{name} {year}"), gregorian_month(year, month)),
    };
    Some((english, next - at, is_day))
}

/// «۳۵۹ خورشیدی», «۴۱۰ هجری قمری», «۲۰۱۵ میلادی»: the era, and how many words it takes.
fn with_era(year: i32, first: &str, second: &str) -> (String, usize) {
    match (first, second) {
        ("هجری", "شمسی" | "خورشیدی") => (with_gregorian(year.to_string(), gregorian_year(year)), 2),
        ("خورشیدی" | "شمسی", _) => (with_gregorian(year.to_string(), gregorian_year(year)), 1),
        ("هجری", "قمری") => (format!("{year} AH"), 2),
        ("قمری" | "هجری", _) => (format!("{year} AH"), 1),
        ("میلادی", _) => (year.to_string(), 1),
        _ => (year_text(year), 0),
    }
}

fn year_text(year: i32) -> String {
    let solar = if (0..100).contains(&year) { full_year(year) } else { year };
    if is_solar_year(solar) { with_gregorian(solar.to_string(), gregorian_year(solar)) } else { year.to_string() }
}

fn with_gregorian(text: String, gregorian: Option<String>) -> String {
    match gregorian {
        Some(gregorian) => format!("{text} ({gregorian})"),
        None => text,
    }
}
