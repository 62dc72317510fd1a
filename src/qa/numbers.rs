//! Numbers by value: every number written in digits in the source must be in the target, in digits or words.

use std::collections::BTreeSet;

use crate::model::{AnnotatedSegment, Issue, IssueKind, Severity};
use crate::persian::calendar::{full_year, is_solar_year};
use crate::persian::digits::{ascii_digits, is_digit};

use super::{Check, Options};

/// The check.
pub(super) struct Numbers;

impl Check for Numbers {
    fn check(&self, source: &AnnotatedSegment, target: &str, options: &Options) -> Vec<Issue> {
        if !options.numbers || target.is_empty() {
            return Vec::new();
        }
        let there = values(target);
        let lower = target.to_lowercase();
        values(source.segment.normalized.text())
            .into_iter()
            .filter(|value| !is_rendered(value, &there, &lower))
            .map(|value| {
                let message = format!("the number {value} of the source is not in the target");
                Issue::new(IssueKind::Number, Severity::Minor, message)
            })
            .collect()
    }
}

/// The numbers of a text as plain decimals: thousands separators removed, trailing zeros of fractions too.
fn values(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut number = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let next_is_digit = chars.peek().copied().is_some_and(is_digit);
        if is_digit(c) {
            number.push(c);
        } else if !number.is_empty() && next_is_digit && matches!(c, ',' | '٬') {
            // A thousands separator belongs to the number.
        } else if !number.is_empty() && next_is_digit && matches!(c, '.' | '٫') {
            number.push('.');
        } else if !number.is_empty() {
            found.insert(plain(&std::mem::take(&mut number)));
        }
    }
    if !number.is_empty() {
        found.insert(plain(&number));
    }
    found
}

fn plain(number: &str) -> String {
    let ascii = ascii_digits(number);
    let trimmed = if ascii.contains('.') { ascii.trim_end_matches('0').trim_end_matches('.') } else { &ascii };
    let bare = trimmed.trim_start_matches('0');
    if bare.is_empty() || bare.starts_with('.') { format!("0{bare}") } else { bare.to_owned() }
}

fn is_rendered(value: &str, there: &BTreeSet<String>, target: &str) -> bool {
    if there.contains(value) {
        return true;
    }
    let Ok(whole) = value.parse::<i32>() else { return false };
    // «سال 96» may be written out as 1396.
    let year = full_year(whole);
    let as_year = year != whole && is_solar_year(year) && there.contains(&year.to_string());
    as_year || words(whole).is_some_and(|word| target.contains(word))
}

/// The English word of a small number, as far as style guides spell it out; months are numbers too in «1403/05/12».
fn words(value: i32) -> Option<&'static str> {
    const WORDS: [&str; 13] =
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    usize::try_from(value).ok().and_then(|at| WORDS.get(at)).copied()
}

#[cfg(test)]
mod tests {
    use super::{is_rendered, values};

    #[test]
    fn numbers_are_read_in_three_digit_sets() {
        let found = values("۱٬۲۵۰ و ٣٫٥ و 2,018.50 و 007");
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["1250", "2018.5", "3.5", "7"]);
    }

    #[test]
    fn years_and_words_count() {
        let there = values("in 1396 (2017)");
        assert!(is_rendered("96", &there, ""));
        assert!(is_rendered("3", &values(""), "three committees"));
        assert!(!is_rendered("4", &there, "in 1396"));
    }
}
