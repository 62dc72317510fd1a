//! Numbers, dates and times of a Persian text, as values with the place where they stand.
//!
//! In: any text. Out: values in order, not overlapping. Digits of three sets, thousands and decimal signs, number words up to the trillions, ordinals, Solar
//! Hijri dates in the usual forms with Dari month names, lunar and Gregorian dates. Total: what is no value is left out. What a
//! value is in English is decided elsewhere.

mod date;
mod number;
mod token;

use std::ops::Range;

use token::{Token, tokens};

/// A decimal number in plain form: no leading zeros, no separators, no trailing zeros of a fraction («۰۰۷» 7, «۲٫۵۰» 2.5).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(String);

impl Number {
    /// Returns the number that these ASCII digits (with at most one point) denote, or `None` if they denote none.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = !whole.is_empty() && whole.chars().chain(fraction.chars()).all(|c| c.is_ascii_digit());
        if !is_number {
            return None;
        }
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        Some(Self(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }))
    }

    /// Returns the plain form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the value if it is whole and fits.
    #[must_use]
    pub fn whole(&self) -> Option<u64> {
        self.0.parse().ok()
    }
}

impl From<u64> for Number {
    fn from(value: u64) -> Self {
        Self(value.to_string())
    }
}

/// The calendar of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Calendar {
    /// هجری شمسی, the calendar of Iran and Afghanistan.
    Solar,
    /// هجری قمری, the lunar calendar.
    Lunar,
    /// میلادی.
    Gregorian,
}

/// A date, as much of it as is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Which calendar.
    pub calendar: Calendar,
    /// The full year: «۹۶» is 1396.
    pub year: Option<i32>,
    /// Month, 1–12.
    pub month: Option<u8>,
    /// Day, 1–31.
    pub day: Option<u8>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number in digits or words.
    Number(Number),
    /// An ordinal: «پنجمین», «بیست‌وسوم».
    Ordinal(u64),
    /// A date.
    Date(Date),
    /// A decade by its first year: «دهه ۶۰» is 1360.
    Decade(i32),
    /// A fraction in words: «دو سوم» is 2 over 3.
    Fraction(u64, u64),
    /// A time of day: hour, minute.
    Time(u8, u8),
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// The value.
    pub value: Value,
    /// It is written in digits, at least in part; a lone word such as «یک» is often no number.
    pub in_digits: bool,
}

/// Returns the values in `text`, in order, not overlapping.
#[must_use]
pub fn values(text: &str) -> Vec<Found> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        let before = if at > 0 { tokens[at - 1].key() } else { "" };
        if let Some((series, used)) = date::series(rest) {
            found.extend(series.into_iter().map(|(value, places)| place(value, &rest[places])));
            at += used;
            continue;
        }
        let Some((value, used)) = date::read(rest, before).or_else(|| number::read(rest, before)) else {
            at += 1;
            continue;
        };
        found.push(place(value, &rest[..used]));
        at += used;
    }
    found
}

fn place(value: Value, taken: &[Token]) -> Found {
    let range = taken[0].range.start..taken[taken.len() - 1].range.end;
    Found { range, value, in_digits: taken.iter().any(Token::is_digits) }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Date, Value, values};

    fn read(text: &str) -> Vec<(String, String)> {
        let show = |value: Value| match value {
            Value::Number(number) => number.as_str().to_owned(),
            Value::Ordinal(value) => format!("{value}th"),
            Value::Date(Date { calendar, year, month, day }) => {
                let part = |part: Option<i32>| part.map_or_else(|| "?".to_owned(), |part| part.to_string());
                let mark = match calendar {
                    Calendar::Solar => "SH",
                    Calendar::Lunar => "AH",
                    Calendar::Gregorian => "CE",
                };
                format!("{}-{}-{} {mark}", part(year), part(month.map(i32::from)), part(day.map(i32::from)))
            }
            Value::Decade(year) => format!("{year}s"),
            Value::Fraction(over, under) => format!("{over} over {under}"),
            Value::Time(hour, minute) => format!("{hour}:{minute:02}"),
        };
        values(text).into_iter().map(|found| (text[found.range].to_owned(), show(found.value))).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        assert_eq!(read(text), expected, "{text}");
    }

    #[test]
    fn numbers_in_three_digit_sets() {
        check(
            "۴۲٫۵ و ٣/٥ و ۱٬۲۵۰٬۰۰۰ و 12.5٪",
            &[("۴۲٫۵", "42.5"), ("٣/٥", "3.5"), ("۱٬۲۵۰٬۰۰۰", "1250000"), ("12.5٪", "12.5")],
        );
        check("نسخه 2.0.1 و COVID-19 و H1N1", &[("19", "19")]);
        check("ساعت ۱۲:۳۰", &[("۱۲:۳۰", "12:30")]);
    }

    #[test]
    fn number_words() {
        check("بیست و سه نفر", &[("بیست و سه", "23")]);
        check("۲۵ میلیون و سه میلیارد", &[("۲۵ میلیون", "25000000"), ("سه میلیارد", "3000000000")]);
        check("دو هزار و پانصد و یک", &[("دو هزار و پانصد و یک", "2501")]);
        check("سه و نیم میلیون", &[("سه و نیم میلیون", "3500000")]);
        check("۲٫۵ میلیارد تومان", &[("۲٫۵ میلیارد", "2500000000")]);
        check("هزار میلیارد", &[("هزار میلیارد", "1000000000000")]);
        check("نیم میلیون نفر", &[("نیم میلیون", "500000")]);
        check("هزارمین", &[("هزارمین", "1000th")]);
        check("کتاب و قلم", &[]);
    }

    #[test]
    fn ordinals() {
        check("پنجمین نشست", &[("پنجمین", "5th")]);
        check("قرن بیست‌وسوم", &[("بیست‌وسوم", "23th")]);
        check("بیست و سوم", &[("بیست و سوم", "23th")]);
        check("مردم سی‌ام", &[("سی‌ام", "30th")]);
    }

    #[test]
    fn solar_dates() {
        check("۱۴۰۳/۰۵/۱۲", &[("۱۴۰۳/۰۵/۱۲", "1403-5-12 SH")]);
        check("دی ۱۴۰۳", &[("دی ۱۴۰۳", "1403-10-? SH")]);
        check("در فروردین سال 96 است", &[("فروردین سال 96", "1396-1-? SH")]);
        check("۱۵ خرداد ۱۳۴۲", &[("۱۵ خرداد ۱۳۴۲", "1342-3-15 SH")]);
        check("پانزدهم خرداد ۱۳۴۲", &[("پانزدهم خرداد ۱۳۴۲", "1342-3-15 SH")]);
        check("۲۲ بهمن‌ماه", &[("۲۲ بهمن‌ماه", "?-11-22 SH")]);
        check("سال ۹۸ و سال ۱۴۰۰", &[("سال ۹۸", "1398-?-? SH"), ("سال ۱۴۰۰", "1400-?-? SH")]);
        check("دهه ۶۰ و دههٔ شصت", &[("دهه ۶۰", "1360s"), ("دههٔ شصت", "1360s")]);
        check("۱۲ حمل ۱۴۰۲", &[("۱۲ حمل ۱۴۰۲", "1402-1-12 SH")]);
        check("بیست و دوم بهمن ۱۳۵۷", &[("بیست و دوم بهمن ۱۳۵۷", "1357-11-22 SH")]);
        check("۱۲۹۹ هجری شمسی", &[("۱۲۹۹", "1299-?-? SH")]);
        check("اسد ۱۴۰۲ و سنبله سال ۱۴۰۱", &[("اسد ۱۴۰۲", "1402-5-? SH"), ("سنبله سال ۱۴۰۱", "1401-6-? SH")]);
        check("دههٔ ۹۰ میلادی", &[("دههٔ ۹۰", "1990s")]);
        check("دی به دیدار مهر رفت", &[]);
    }

    #[test]
    fn lunar_and_gregorian_dates() {
        check("۱۰ محرم ۱۴۴۵", &[("۱۰ محرم ۱۴۴۵", "1445-1-10 AH")]);
        check("۱۷ ربیع الاول ۱۴۴۵", &[("۱۷ ربیع الاول ۱۴۴۵", "1445-3-17 AH")]);
        check("سال ۱۴۴۵ قمری و ۶۱۰ ه.ق", &[("سال ۱۴۴۵", "1445-?-? AH"), ("۶۱۰", "610-?-? AH")]);
        check("۱۴۴۵/۱/۱۰ هجری قمری", &[("۱۴۴۵/۱/۱۰", "1445-1-10 AH")]);
        check("قرن ۱۹ میلادی و سال ۱۹۴۵ میلادی", &[("۱۹", "19"), ("سال ۱۹۴۵", "1945-?-? CE")]);
        check("۵ ژوئن ۲۰۲۴", &[("۵ ژوئن ۲۰۲۴", "2024-6-5 CE")]);
        check("سال ۲۰۱۸ و ۲۰۲۴/۰۶/۰۵", &[("سال ۲۰۱۸", "2018-?-? CE"), ("۲۰۲۴/۰۶/۰۵", "2024-6-5 CE")]);
    }

    #[test]
    fn numbers_in_one_word_and_with_marks() {
        check("۱،۲۵۰،۰۰۰ ریال و ۱،۲،۳", &[("۱،۲۵۰،۰۰۰", "1250000"), ("۱", "1"), ("۲", "2"), ("۳", "3")]);
        check("یکهزار و دویست تومان", &[("یکهزار و دویست", "1200")]);
        check("سی‌وپنج هزار و دوهزار نفر", &[("سی‌وپنج هزار", "35000"), ("دوهزار", "2000")]);
        check("هفتصدو پنجاه، هزاروسیصدوپنجاه", &[("هفتصدو پنجاه", "750"), ("هزاروسیصدوپنجاه", "1350")]);
        check("نیم‌میلیون نفر، ۸ و نیم درصد", &[("نیم‌میلیون", "500000"), ("۸ و نیم", "8.5")]);
        check("يك ميليون و دويست هزار", &[("يك ميليون و دويست هزار", "1200000")]);
        check("صدها هزار نفر و چند میلیون", &[]);
        check("دوده، سهم، سیم، نهاد", &[]);
        check("۱۴۰۲-۱۴۰۳ و ۰۲۱-۸۸۷۷", &[("۱۴۰۲", "1402"), ("۱۴۰۳", "1403"), ("۰۲۱", "21"), ("۸۸۷۷", "8877")]);
        check("ساعت ۸ و نیم و ساعت ۱۸:۴۵:۳۰", &[("۸ و نیم", "8:30"), ("۱۸:۴۵:۳۰", "18:45")]);
    }

    #[test]
    fn fractions_and_ordinals_in_digits() {
        check(
            "یک‌سوم مردم و دو سوم و سه‌چهارم",
            &[("یک‌سوم", "1 over 3"), ("دو سوم", "2 over 3"), ("سه‌چهارم", "3 over 4")],
        );
        check("سه سوم، یک پنجمین", &[("سه", "3"), ("سوم", "3th"), ("یک", "1"), ("پنجمین", "5th")]);
        check("۲۳مین و ۱۰‌امین و ۵م و ۵ م", &[("۲۳مین", "23th"), ("۱۰‌امین", "10th"), ("۵م", "5th"), ("۵", "5")]);
        check("یک‌صدوبیستمین و سی و یکمین", &[("یک‌صدوبیستمین", "120th"), ("سی و یکمین", "31th")]);
    }

    #[test]
    fn short_years_and_years_in_words() {
        check("۱۵ خرداد ۴۲ و فروردین ۹۶.", &[("۱۵ خرداد ۴۲", "1342-3-15 SH"), ("فروردین ۹۶", "1396-1-? SH")]);
        check("در ۱۵ خرداد ۴۲ نفر", &[("۱۵ خرداد", "?-3-15 SH"), ("۴۲", "42")]);
        check("۰۵/۰۶/۹۸", &[("۰۵/۰۶/۹۸", "1398-6-5 SH")]);
        check("سال هزار و سیصد و پنجاه و هفت", &[("سال هزار و سیصد و پنجاه و هفت", "1357-?-? SH")]);
        check("سال پنجاه و هفت، سال چهل نفر", &[("سال پنجاه و هفت", "1357-?-? SH"), ("چهل", "40")]);
        check(
            "سال‌های ۹۸ و ۹۹، دهه‌های ۶۰ و ۷۰",
            &[("سال‌های ۹۸", "1398-?-? SH"), ("۹۹", "1399-?-? SH"), ("دهه‌های ۶۰", "1360s"), ("۷۰", "1370s")],
        );
        check("دهه‌ی ۶۰", &[("دهه‌ی ۶۰", "1360s")]);
        check(
            "۱۵ام خرداد و پانزده خرداد، سه مهر",
            &[("۱۵ام خرداد", "?-3-15 SH"), ("پانزده خرداد", "?-3-15 SH"), ("سه", "3")],
        );
        check("۱۳۵۷ ش، ۱۴۴۵ ق، ۵۵۰ ق.م.", &[("۱۳۵۷", "1357-?-? SH"), ("۱۴۴۵", "1445-?-? AH"), ("۵۵۰", "550")]);
    }

    #[test]
    fn lunar_months_in_full() {
        check("دهم محرم‌الحرام ۶۱", &[("دهم محرم‌الحرام ۶۱", "61-1-10 AH")]);
        check("۲۷ رجب المرجب ۱۴۴۵", &[("۲۷ رجب المرجب ۱۴۴۵", "1445-7-27 AH")]);
        check("۲۱ ماه رمضان و اول ماه مه", &[("۲۱ ماه رمضان", "?-9-21 AH"), ("اول ماه مه", "?-5-1 CE")]);
        check("۶۱ ه.ق، قرن ۳ هجری قمری", &[("۶۱", "61-?-? AH"), ("۳", "3")]);
    }
}
