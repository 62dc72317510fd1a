//! Lint of entries against each other, by their match keys: one form in two rows, and a term inside a longer one that is rendered otherwise.

use std::collections::{HashMap, HashSet};

use crate::model::TermEntry;
use crate::persian::match_key;

use super::super::finding::{Finding, Gravity};
use super::super::read::is_same_english;
use super::{Columns, forms};

/// The remedy for a conflict.
const ORDER_DECIDES: &str = "the earlier one is used; give one of them a priority or a sense condition";

/// Returns whether a finding says that two entries claim one form.
pub(super) fn is_conflict(finding: &Finding) -> bool {
    finding.hint == ORDER_DECIDES
}

pub(super) fn findings(entries: &[&TermEntry], columns: &Columns) -> Vec<Finding> {
    let mut first: HashMap<String, &TermEntry> = HashMap::new();
    let mut findings = Vec::new();
    for entry in entries {
        for (column, form) in forms(entry) {
            match first.get(&match_key(form)) {
                Some(earlier) if std::ptr::eq(*earlier, *entry) => findings.push(columns.warning(&entry.place, column, format!(
                    "`{form}` is listed twice in this row (spellings that differ in ZWNJ, hamza seat or ي/ی are equal)"
                ))),
                Some(earlier) => findings.extend(clash(entry, earlier, (column, form), columns)),
                None => {
                    first.insert(match_key(form), entry);
                }
            }
        }
    }
    findings.extend(inside(entries, &first, columns));
    findings
}

/// Two entries for one form are a conflict unless a sense condition or a priority tells them apart.
fn clash(entry: &TermEntry, earlier: &TermEntry, (column, form): (&str, &str), columns: &Columns) -> Option<Finding> {
    let place = format!("{}:{}", earlier.place.file, earlier.place.line);
    if is_told_apart(entry, earlier) {
        return None;
    }
    let at = |message| columns.warning(&entry.place, column, message);
    if entry.target == earlier.target {
        return Some(at(format!("`{form}` is already in {place} with the same target")));
    }
    if let Some(bad) = contradiction(entry, earlier) {
        let message = format!("`{form}`: what one entry allows the other forbids, `{bad}` ({place})");
        let finding = at(message)
            .with_hint("nothing tells which of the two holds; give one of them a priority or a sense condition");
        return Some(Finding { gravity: Gravity::Error, ..finding });
    }
    let message = format!("`{form}` is `{}` here and `{}` in {place}", entry.target, earlier.target);
    Some(at(message).with_hint(ORDER_DECIDES))
}

/// Returns the entries of one form of which one forbids what the other allows, without anything that tells which one counts.
pub(super) fn contradictions(entries: &[&TermEntry]) -> Vec<Finding> {
    let plain = |text: &String| text.replace('-', " ").to_lowercase();
    let bad: HashSet<String> = entries.iter().flat_map(|entry| &entry.forbidden).map(plain).collect();
    let suspect = |entry: &&TermEntry| {
        let mut allowed = std::iter::once(&entry.target).chain(&entry.admitted);
        !bad.is_empty() && (!entry.forbidden.is_empty() || allowed.any(|form| bad.contains(&plain(form))))
    };
    // Only few entries are compared, so that a great glossary is loaded quickly.
    let suspects: Vec<&TermEntry> = entries.iter().copied().filter(suspect).collect();
    let mut by_form: HashMap<String, Vec<&TermEntry>> = HashMap::new();
    let mut findings = Vec::new();
    for entry in suspects {
        for (column, form) in forms(entry) {
            let others = by_form.entry(match_key(form)).or_default();
            let clashes = others.iter().filter(|other| !std::ptr::eq(**other, entry));
            let clashes = clashes.filter_map(|other| clash(entry, other, (column, form), &Columns::default()));
            findings.extend(clashes.filter(Finding::is_error));
            others.push(entry);
        }
    }
    findings
}

/// Returns what one of two entries allows and the other forbids.
fn contradiction<'e>(one: &'e TermEntry, other: &'e TermEntry) -> Option<&'e String> {
    let pairs = [(one, other), (other, one)];
    pairs.into_iter().find_map(|(allows, forbids)| {
        let mut allowed = std::iter::once(&allows.target).chain(&allows.admitted);
        allowed.find(|form| forbids.forbidden.iter().any(|bad| is_same_english(forbids, form, bad)))
    })
}

/// Returns whether a priority or a sense condition says which of two entries counts.
fn is_told_apart(one: &TermEntry, other: &TermEntry) -> bool {
    let guarded = [one, other].iter().any(|one| !one.near.is_empty() || !one.not_near.is_empty());
    guarded || one.priority != other.priority
}

/// Terms inside a longer term whose target holds what the shorter one forbids: the curator says both, and a reader meets both.
fn inside(entries: &[&TermEntry], first: &HashMap<String, &TermEntry>, columns: &Columns) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in entries {
        let key = match_key(&entry.source);
        let words: Vec<&str> = key.split(' ').collect();
        let parts = (1..words.len()).flat_map(|len| words.windows(len).map(|part| part.join(" ")).collect::<Vec<_>>());
        for shorter in parts.filter_map(|part| first.get(&part)) {
            let forbids = |form: &&String| holds(&entry.target, form);
            let Some(bad) = shorter.forbidden.iter().find(forbids) else { continue };
            if shorter.admitted.iter().chain([&shorter.target]).any(|form| holds(form, bad)) {
                continue;
            }
            let place = format!("{}:{}", shorter.place.file, shorter.place.line);
            let message = format!(
                "the target `{}` holds `{bad}`, which `{}` inside it forbids ({place})",
                entry.target, shorter.source
            );
            findings.push(columns.warning(&entry.place, "target", message));
        }
    }
    findings
}

/// Whether `text` holds `part` as whole words, capitals aside.
fn holds(text: &str, part: &str) -> bool {
    let bare = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (words, part) = (bare(text), bare(part));
    !part.is_empty() && words.windows(part.len()).any(|window| window == part)
}
