//! Solar Hijri dates and what they are in the Gregorian calendar.
//!
//! The arithmetic is `icu_calendar`'s Persian calendar (33-year cycle with corrections, right for 1357–1408 by known dates).

use icu_calendar::cal::Persian;
use icu_calendar::{Date, Gregorian};

/// The twelve months: Persian name, English name.
pub const MONTHS: [(&str, &str); 12] = [
    ("فروردین", "Farvardin"),
    ("اردیبهشت", "Ordibehesht"),
    ("خرداد", "Khordad"),
    ("تیر", "Tir"),
    ("مرداد", "Mordad"),
    ("شهریور", "Shahrivar"),
    ("مهر", "Mehr"),
    ("آبان", "Aban"),
    ("آذر", "Azar"),
    ("دی", "Dey"),
    ("بهمن", "Bahman"),
    ("اسفند", "Esfand"),
];

const GREGORIAN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Returns the number (1–12) of the month with this Persian name.
#[must_use]
pub fn month_number(name: &str) -> Option<u8> {
    if name == "امرداد" {
        return Some(5);
    }
    let at = MONTHS.iter().position(|(persian, _)| *persian == name)?;
    u8::try_from(at + 1).ok()
}

/// Returns the number (1–12) of the month with this English name.
#[must_use]
pub fn month_of_english(name: &str) -> Option<u8> {
    let at = MONTHS.iter().position(|(_, english)| *english == name)?;
    u8::try_from(at + 1).ok()
}

/// Returns whether `year` is plausibly a Solar Hijri year of recent history (1200–1499).
#[must_use]
pub fn is_solar_year(year: i32) -> bool {
    (1200..1500).contains(&year)
}

/// Returns the full year meant by a two-digit one: «سال ۹۶» is 1396, «۰۲» is 1402.
///
/// The bound 20 holds as long as no one writes of the years after 1420 or before 1321 with two digits.
#[must_use]
pub fn full_year(short: i32) -> i32 {
    match short {
        0..=20 => 1400 + short,
        21..=99 => 1300 + short,
        _ => short,
    }
}

/// Returns a day in English and its Gregorian date: (15, 3, 1342) → `5 June 1963`.
#[must_use]
pub fn gregorian_day(year: i32, month: u8, day: u8) -> Option<String> {
    let date = gregorian(year, month, day)?;
    Some(format!("{} {} {}", date.2, GREGORIAN[usize::from(date.1 - 1)], date.0))
}

/// Returns the Gregorian months that a Solar Hijri month spans: (1403, 10) → `December 2024 – January 2025`.
#[must_use]
pub fn gregorian_month(year: i32, month: u8) -> Option<String> {
    let last_day = if month <= 6 { 31 } else { 29 };
    let (first_year, first_month, _) = gregorian(year, month, 1)?;
    let (last_year, last_month, _) = gregorian(year, month, last_day)?;
    let first = GREGORIAN[usize::from(first_month - 1)];
    let last = GREGORIAN[usize::from(last_month - 1)];
    Some(if first_year == last_year {
        format!("{first} – {last} {last_year}")
    } else {
        format!("{first} {first_year} – {last} {last_year}")
    })
}

/// Returns the Gregorian years that a Solar Hijri year spans: 1404 → `2025/26`.
#[must_use]
pub fn gregorian_year(year: i32) -> Option<String> {
    let (first, _, _) = gregorian(year, 1, 1)?;
    Some(format!("{first}/{:02}", (first + 1).rem_euclid(100)))
}

fn gregorian(year: i32, month: u8, day: u8) -> Option<(i32, u8, u8)> {
    let persian = Date::try_new(year.into(), icu_calendar::types::Month::new(month), day, Persian).ok()?;
    let date = persian.to_calendar(Gregorian);
    Some((date.year().extended_year(), date.month().ordinal, date.day_of_month().0))
}

#[cfg(test)]
mod tests {
    use super::{gregorian_day, gregorian_month, gregorian_year};

    #[test]
    fn known_days_are_right() {
        assert_eq!(gregorian_day(1357, 11, 22).as_deref(), Some("11 February 1979"));
        assert_eq!(gregorian_day(1342, 3, 15).as_deref(), Some("5 June 1963"));
        assert_eq!(gregorian_day(1403, 12, 30).as_deref(), Some("20 March 2025"));
        assert_eq!(gregorian_day(1404, 12, 30), None);
    }

    #[test]
    fn months_and_years_span_two_gregorian_ones() {
        assert_eq!(gregorian_month(1403, 10).as_deref(), Some("December 2024 – January 2025"));
        assert_eq!(gregorian_month(1396, 1).as_deref(), Some("March – April 2017"));
        assert_eq!(gregorian_year(1404).as_deref(), Some("2025/26"));
    }
}
