//! Numbers by value: every number written in digits in the source must be in the target, in digits or words.
//!
//! Dates count by their parts, since a target may write them out; a short year counts as the full one.

use std::collections::BTreeSet;

use crate::model::{DateStyle, Issue, IssueKind, Severity};
use crate::persian::values::{Calendar, Date, Number, Value, values};

use super::{Check, Unit};

/// The check.
pub(super) struct Numbers;

impl Check for Numbers {
    fn check(&self, unit: &Unit<'_>) -> Vec<Issue> {
        let Unit { source, target, options, .. } = *unit;
        let text = source.segment.normalized.text();
        let has_digits = text.chars().any(crate::persian::digits::is_digit);
        if !options.numbers || target.is_empty() || !has_digits {
            return Vec::new();
        }
        let there = in_english(target);
        let lower = target.to_lowercase();
        let is_converted = |value: &Value| {
            let converts = unit.style.is_some_and(|style| style.dates == DateStyle::Convert);
            converts && matches!(value, Value::Date(Date { calendar: Calendar::Solar, year: Some(_), .. }))
        };
        let digits = values(text).into_iter().filter(|found| found.in_digits && !is_converted(&found.value));
        let missing: BTreeSet<Number> = digits.flat_map(|found| parts(&found.value)).collect();
        missing
            .into_iter()
            .filter(|number| !is_rendered(number, &there, &lower))
            .map(|number| {
                let message = format!("the number {} of the source is not in the target", number.as_str());
                Issue::new(IssueKind::Number, Severity::Minor, message)
            })
            .collect()
    }
}

/// The numbers that must be seen for a value. A month may be written as its name.
pub(super) fn parts(value: &Value) -> Vec<Number> {
    let number = |value: i32| u64::try_from(value).ok().map(Number::from);
    match value {
        Value::Number(number) => vec![number.clone()],
        Value::Ordinal(value) => vec![Number::from(*value)],
        Value::Date(Date { year, day, .. }) => {
            year.and_then(number).into_iter().chain(day.map(|day| Number::from(u64::from(day)))).collect()
        }
        Value::Decade(year) => number(*year).into_iter().collect(),
        // Always in words: «دو سوم».
        Value::Fraction(..) => Vec::new(),
        Value::Time(hour, minute) => vec![Number::from(u64::from(*hour)), Number::from(u64::from(*minute))],
    }
}

/// The numbers in an English text, with "million" and its kin multiplied out beside the figure itself.
pub(super) fn in_english(text: &str) -> BTreeSet<Number> {
    const SCALES: [(&str, &str); 4] =
        [("thousand", "000"), ("million", "000000"), ("billion", "000000000"), ("trillion", "000000000000")];
    let mut found = BTreeSet::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for (at, word) in words.iter().enumerate() {
        for figure in figures(word) {
            let scale = words.get(at + 1).and_then(|next| SCALES.iter().find(|(name, _)| next.starts_with(name)));
            if let Some((_, zeros)) = scale {
                found.extend(multiplied(&figure, zeros));
            }
            found.extend(Number::parse(&figure));
        }
    }
    found
}

/// The runs of digits in a word, thousands separators removed: "1,250.5" → 1250.5; "COVID-19" → 19; "12:30" → 12, 30.
fn figures(word: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut figure = String::new();
    let mut chars = word.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(char::is_ascii_digit);
        match c {
            '0'..='9' => figure.push(c),
            ',' if !figure.is_empty() && next_is_digit => {}
            '.' if !figure.is_empty() && next_is_digit => figure.push('.'),
            _ if !figure.is_empty() => found.push(std::mem::take(&mut figure)),
            _ => {}
        }
    }
    if !figure.is_empty() {
        found.push(figure);
    }
    found
}

/// "2.5" and six zeros → 2500000.
fn multiplied(figure: &str, zeros: &str) -> Option<Number> {
    let (whole, fraction) = figure.split_once('.').unwrap_or((figure, ""));
    let padded: String = fraction.chars().chain(zeros.chars().skip(fraction.len())).collect();
    Number::parse(&format!("{whole}{padded}"))
}

fn is_rendered(number: &Number, there: &BTreeSet<Number>, target: &str) -> bool {
    there.contains(number) || number.whole().and_then(word).is_some_and(|word| target.contains(word))
}

/// The English word of a small number, as far as style guides spell it out.
fn word(value: u64) -> Option<&'static str> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(value).ok().and_then(|at| WORDS.get(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::{in_english, is_rendered, parts};
    use crate::persian::values::{Number, values};

    fn missing(source: &str, target: &str) -> Vec<String> {
        let there = in_english(target);
        let numbers = values(source).into_iter().filter(|found| found.in_digits).flat_map(|found| parts(&found.value));
        numbers
            .filter(|number| !is_rendered(number, &there, &target.to_lowercase()))
            .map(|number| number.as_str().to_owned())
            .collect()
    }

    #[test]
    fn numbers_are_compared_by_value() {
        for (source, target) in [
            ("۱٬۲۵۰ نفر", "1,250 people"),
            ("۲۵ میلیون نفر", "25 million people"),
            ("۲۵ میلیون نفر", "25,000,000 people"),
            ("۲٫۵ میلیارد", "2.5 billion"),
            ("۳ کمیته", "Three committees"),
            ("سال ۹۶", "in 1396 (2017/18)"),
            ("۱۴۰۳/۰۵/۱۲", "12 Mordad 1403"),
            ("ساعت ۱۲:۳۰", "at 12:30"),
            ("کووید ۱۹", "COVID-19"),
        ] {
            assert!(missing(source, target).is_empty(), "{source} | {target}: {:?}", missing(source, target));
        }
        assert_eq!(missing("۴ محور و ۷ سند", "4 axes and a document"), ["7"]);
        assert!(Number::parse("1.50").is_some_and(|number| number.as_str() == "1.5"));
    }
}
