//! House style: spelling, Gregorian years beside Solar Hijri ones, romanisation, pronouns.
//!
//! In: a unit and the style. Out: minor findings. Terms stand as the glossary gives them, and capitalised words inside of a sentence are names, which
//! keep their own spelling.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::english::writing::{opens_sentence, tokens};
use crate::english::{capitalize, respelled};
use crate::model::{DateStyle, Issue, IssueKind, Pronoun, Romanisation, Severity, Spelling, Style};
use crate::persian::mentions;
use crate::persian::values::{Calendar, Date, Value, values};

use super::renderings::Words;
use super::terms::allowed_ranges;
use super::{Check, Unit};

/// Letters that only scholarly romanisation has.
const MARKED: &str = "āīūḥṣżẓṭḍġʿʾĀĪŪḤṢŻẒṬ";

/// The check.
pub(super) struct StyleCheck;

impl Check for StyleCheck {
    fn check(&self, unit: &Unit<'_>) -> Vec<Issue> {
        let Some(style) = unit.style.filter(|_| unit.options.style && !unit.target.is_empty()) else {
            return Vec::new();
        };
        let mut messages = spelling(unit, style.spelling);
        messages.extend(years(unit, style.dates));
        messages.extend(marks(unit.target, style.romanisation));
        messages.extend(pronouns(unit, style));
        messages.into_iter().map(|message| Issue::new(IssueKind::Style, Severity::Minor, message)).collect()
    }
}

fn spelling(unit: &Unit<'_>, spelling: Spelling) -> Vec<String> {
    let target = unit.target;
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    for (start, token) in tokens(target) {
        let mut at = start;
        for word in token.split(['-', '\'', '’']) {
            let is_plain = !word.starts_with(char::is_uppercase) || opens_sentence(&target[..at]);
            found.extend(respelled(word, spelling).filter(|_| is_plain).map(|other| (at..at + word.len(), other)));
            at += word.len() + target[at + word.len()..].chars().next().map_or(0, char::len_utf8);
        }
    }
    if found.is_empty() {
        return Vec::new();
    }
    let words = Words::new(target);
    let terms: Vec<Range<usize>> =
        allowed_ranges(unit.source, &words, unit.forms).iter().map(|range| words.bytes(range)).collect();
    found.retain(|(range, _)| !terms.iter().any(|term| term.start <= range.start && range.end <= term.end));
    let name = if spelling == Spelling::Us { "American" } else { "British" };
    let said: BTreeSet<String> = found
        .iter()
        .map(|(range, other)| format!("{name} spelling of `{}` is `{other}`", &target[range.clone()]))
        .collect();
    said.into_iter().collect()
}

/// A Solar Hijri year spans two Gregorian ones; either of them will do.
fn years(unit: &Unit<'_>, dates: DateStyle) -> Vec<String> {
    let there: BTreeSet<i32> = numbers(unit.target);
    let text = unit.source.segment.normalized.text();
    if !text.chars().any(crate::persian::digits::is_digit) {
        return Vec::new();
    }
    let years = values(text).into_iter().filter_map(|found| match found.value {
        Value::Date(Date { calendar: Calendar::Solar, year: Some(year), .. }) if found.in_digits => Some(year),
        _ => None,
    });
    let years: BTreeSet<i32> = years.collect();
    let gregorian = |year: i32| there.contains(&(year + 621)) || there.contains(&(year + 622));
    let message = |year: i32| match dates {
        DateStyle::Both | DateStyle::Convert if !gregorian(year) => {
            Some(format!("the Gregorian year for {year} is not there"))
        }
        DateStyle::Convert if there.contains(&year) => Some(format!("the Solar Hijri year {year} is not converted")),
        DateStyle::Keep if there.contains(&year) && gregorian(year) && !values_hold(text, year) => {
            Some(format!("a Gregorian year stands beside {year}"))
        }
        _ => None,
    };
    years.into_iter().filter_map(message).collect()
}

/// Whether the source has the Gregorian year of its own accord.
fn values_hold(text: &str, year: i32) -> bool {
    let own = numbers(&crate::persian::digits::ascii_digits(text));
    own.contains(&(year + 621)) || own.contains(&(year + 622))
}

/// Numbers of four digits.
fn numbers(text: &str) -> BTreeSet<i32> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4).filter_map(|run| run.parse().ok()).collect()
}

fn marks(target: &str, romanisation: Romanisation) -> Option<String> {
    let marked = target.chars().find(|c| MARKED.contains(*c)).filter(|_| romanisation == Romanisation::Plain)?;
    Some(format!("`{marked}` is not plain romanisation"))
}

/// A person whose pronoun is known is the only one named, and the target has only another one.
fn pronouns(unit: &Unit<'_>, style: &Style) -> Option<String> {
    let text = unit.source.segment.normalized.text();
    let mut named = style.pronouns.iter().filter(|(name, _)| mentions(text, name));
    let (name, own) = named.next().filter(|_| named.next().is_none())?;
    let words: BTreeSet<String> = tokens(unit.target).map(|(_, word)| word.to_lowercase()).collect();
    let has = |pronoun: Pronoun| pronoun.forms().into_iter().find(|form| words.contains(*form));
    // "they" may as well be others.
    let other = [Pronoun::He, Pronoun::She].into_iter().filter(|other| other != own).find_map(has)?;
    if has(*own).is_some() {
        return None;
    }
    Some(format!("{} is `{}`, but the target has `{other}`", capitalize(name), own.forms()[0]))
}
