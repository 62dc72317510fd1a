//! Lint: what a curator should know about glossary files beyond what makes a row unreadable.
//!
//! In: entries and the raw text they came from. Out: findings. Nothing is mended here.

use std::borrow::Borrow;
use std::collections::HashMap;

use crate::model::{TermEntry, TermStatus};
use crate::persian::letters::ZWNJ;
use crate::persian::match_key;

use super::finding::Finding;
use super::read::read;

/// Terms of more words than this are sentences rather than terms.
const LONGEST_TERM: usize = 10;

/// The remedy for a conflict.
const ORDER_DECIDES: &str = "the earlier one is used; give one of them a priority or a sense condition";

/// Checks one glossary file: its rows, its encoding marks, its spelling.
#[must_use]
pub fn lint_file(file: &str, text: &str) -> (Vec<TermEntry>, Vec<Finding>) {
    let mut findings = Vec::new();
    if text.starts_with('\u{FEFF}') {
        findings.push(Finding::warning(file, 1, 0, "the file begins with a byte-order mark"));
    }
    if text.contains('\r') {
        findings.push(Finding::warning(file, 1, 0, "lines end in CR LF").with_hint("save it with LF line ends"));
    }
    let (entries, unreadable) = read(file, text);
    findings.extend(unreadable);
    findings.extend(entries.iter().flat_map(spelling));
    (entries, findings)
}

/// Checks entries of all stacked files against each other: duplicates and conflicts.
#[must_use]
pub fn lint_stack<E: Borrow<TermEntry>>(entries: &[E]) -> Vec<Finding> {
    let mut first: HashMap<String, &TermEntry> = HashMap::new();
    let mut findings = Vec::new();
    for entry in entries.iter().map(Borrow::borrow).filter(|entry| entry.status != TermStatus::Deprecated) {
        for form in std::iter::once(&entry.source).chain(&entry.aliases) {
            match first.get(&match_key(form)) {
                Some(earlier) if std::ptr::eq(*earlier, entry) => findings.push(at(entry, format!(
                    "`{form}` is listed twice in this row (spellings that differ in ZWNJ, hamza seat or ي/ی are equal)"
                ))),
                Some(earlier) => findings.extend(clash(entry, earlier, form)),
                None => {
                    first.insert(match_key(form), entry);
                }
            }
        }
    }
    findings
}

/// Returns the forms that two entries claim with different targets, where nothing but their order decides.
#[must_use]
pub fn conflicts<E: Borrow<TermEntry>>(entries: &[E]) -> Vec<Finding> {
    lint_stack(entries).into_iter().filter(|finding| finding.hint == ORDER_DECIDES).collect()
}

/// Two entries for one form are a conflict unless a sense condition or a priority tells them apart.
fn clash(entry: &TermEntry, earlier: &TermEntry, form: &str) -> Option<Finding> {
    let place = format!("{}:{}", earlier.place.file, earlier.place.line);
    let guarded = [entry, earlier].iter().any(|one| !one.near.is_empty() || !one.not_near.is_empty());
    if guarded || entry.priority != earlier.priority {
        return None;
    }
    if entry.target == earlier.target {
        return Some(at(entry, format!("`{form}` is already in {place} with the same target")));
    }
    let message = format!("`{form}` is `{}` here and `{}` in {place}", entry.target, earlier.target);
    Some(at(entry, message).with_hint(ORDER_DECIDES))
}

fn spelling(entry: &TermEntry) -> Vec<Finding> {
    let mut findings = Vec::new();
    for form in std::iter::once(&entry.source).chain(&entry.aliases) {
        if form.contains(['ي', 'ك', 'ى']) {
            findings.push(at(entry, format!("`{form}` has Arabic ي or ك; write ی and ک")));
        }
        if form.starts_with(ZWNJ) || form.ends_with(ZWNJ) {
            findings.push(at(entry, format!("`{form}` has a ZWNJ at its edge")));
        }
        if form.split_whitespace().count() > LONGEST_TERM {
            findings.push(at(entry, format!("`{form}` is longer than {LONGEST_TERM} words")));
        }
        if match_key(form).chars().count() < 2 {
            findings.push(at(entry, format!("`{form}` is a single letter and will hit too much")));
        }
    }
    let persian = |text: &String| text.chars().any(crate::persian::letters::is_arabic_script);
    for target in std::iter::once(&entry.target).chain(&entry.admitted).filter(|target| persian(target)) {
        findings.push(at(entry, format!("the target `{target}` has Persian letters")));
    }
    if entry.dnt && !entry.source.chars().any(crate::persian::letters::is_arabic_script) && entry.source != entry.target
    {
        findings.push(at(entry, format!("`{}` is not translated, but its target is `{}`", entry.source, entry.target)));
    }
    if entry.forbidden.iter().any(|form| form == &entry.target || entry.admitted.contains(form)) {
        findings.push(at(entry, "a target is both allowed and forbidden".to_owned()));
    }
    findings
}

fn at(entry: &TermEntry, message: String) -> Finding {
    Finding::warning(&entry.place.file, entry.place.line, 0, message)
}

#[cfg(test)]
mod tests {
    use super::{lint_file, lint_stack};

    #[test]
    fn spelling_and_encoding_are_reported() {
        let (_, findings) = lint_file("g.tsv", "\u{FEFF}source\ttarget\r\nكارگروه\tworking group\r\n");
        let text: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(text[0].contains("byte-order mark"), "{text:?}");
        assert!(text[1].contains("CR LF"), "{text:?}");
        assert!(text[2].starts_with("g.tsv:2: `كارگروه` has Arabic"), "{text:?}");
    }

    #[test]
    fn equal_forms_are_reported_with_both_places() {
        let (entries, _) = lint_file("g.tsv", "source\ttarget\nتفاهم‌نامه\tmemorandum\nتفاهمنامه\taccord\n");
        let findings = lint_stack(&entries);
        assert_eq!(findings[0].to_string(), "g.tsv:3: `تفاهمنامه` is `accord` here and `memorandum` in g.tsv:2");
    }
}
