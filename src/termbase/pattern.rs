//! Patterns: the compact forms under which an entry is looked for, and where its own joints are.
//!
//! In: entries. Out: for each form (source, aliases) its compact key; for multi-word nouns also the forms with the ending on the head
//! («شهرهای هوشمند» for «شهر هوشمند»). Endings on the last word are read by `find`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::lexicon::Lexicon;
use crate::model::{Definiteness, GrammaticalNumber, Inflection, TermEntry};
use crate::persian::match_key;
use crate::persian::suffix::noun_ending;

use super::folded::{Boundary, Folded};

/// One form of one entry.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) entry: Arc<TermEntry>,
    /// Byte offsets in the key at which the form has a space, ZWNJ or hyphen.
    pub(super) joints: BTreeMap<usize, Boundary>,
    /// The last word as it is written, for reading endings behind it.
    pub(super) last_word: String,
    pub(super) number: GrammaticalNumber,
    pub(super) definiteness: Definiteness,
    /// The form as the entry gives it, without an ending on its head.
    pub(super) as_listed: bool,
}

/// Returns all patterns of `entry`, each with its key.
pub(super) fn patterns(entry: &Arc<TermEntry>, lexicon: &Lexicon) -> Vec<(String, Pattern)> {
    let mut out = Vec::new();
    for (at, form) in std::iter::once(&entry.source).chain(&entry.aliases).enumerate() {
        let number = if at > 0 && is_plural_of(lexicon, form, &entry.source) {
            GrammaticalNumber::Plural
        } else {
            GrammaticalNumber::Singular
        };
        out.extend(pattern(entry, form, number, true));
        if number == GrammaticalNumber::Singular && entry.inflect == Inflection::Noun {
            out.extend(with_inflected_head(entry, form));
        }
    }
    out
}

fn pattern(
    entry: &Arc<TermEntry>,
    form: &str,
    number: GrammaticalNumber,
    as_listed: bool,
) -> Option<(String, Pattern)> {
    let folded = Folded::new(form.trim());
    if folded.text.is_empty() || folded.text.contains('\u{1}') {
        return None;
    }
    let joints = (1..folded.text.len())
        .map(|at| (at, folded.boundary(at)))
        .filter(|(_, boundary)| *boundary != Boundary::Inside)
        .collect();
    let last_word = form.trim().rsplit(' ').next().unwrap_or("").to_owned();
    let definiteness = Definiteness::Unmarked;
    Some((folded.text, Pattern { entry: Arc::clone(entry), joints, last_word, number, definiteness, as_listed }))
}

/// Endings that the head of a multi-word term may carry, with their number and definiteness.
fn head_endings(head: &str) -> Vec<(&'static str, GrammaticalNumber, Definiteness)> {
    use Definiteness::{Indefinite, Unmarked};
    use GrammaticalNumber::{Plural, Singular};
    let mut endings = vec![("های", Plural, Unmarked), ("ها", Plural, Unmarked), ("هایی", Plural, Indefinite)];
    match head.chars().next_back() {
        Some('ا' | 'و') => {
            endings.extend([("ی", Singular, Unmarked), ("یان", Plural, Unmarked), ("یی", Singular, Indefinite)]);
        }
        Some('ه') => endings.extend([("ی", Singular, Unmarked), ("ای", Singular, Indefinite)]),
        Some('ی') => {
            endings.extend([("ان", Plural, Unmarked), ("ات", Plural, Unmarked), ("ای", Singular, Indefinite)]);
        }
        _ => endings.extend([("ی", Singular, Indefinite), ("ات", Plural, Unmarked), ("ان", Plural, Unmarked)]),
    }
    endings
}

fn with_inflected_head(entry: &Arc<TermEntry>, form: &str) -> Vec<(String, Pattern)> {
    let Some((head, rest)) = form.trim().split_once(' ') else { return Vec::new() };
    let mut forms: Vec<(String, GrammaticalNumber, Definiteness)> = head_endings(head)
        .into_iter()
        .map(|(ending, number, definiteness)| (format!("{head}{ending} {rest}"), number, definiteness))
        .collect();
    if let Some(stem) = head.strip_suffix('ه') {
        // «نماینده ویژه» → «نمایندگان ویژه»
        forms.push((format!("{stem}گان {rest}"), GrammaticalNumber::Plural, Definiteness::Unmarked));
    }
    forms
        .into_iter()
        .filter_map(|(form, number, definiteness)| {
            let (key, pattern) = pattern(entry, &form, number, false)?;
            Some((key, Pattern { definiteness, ..pattern }))
        })
        .collect()
}

/// Whether an alias is a plural of the source: a listed broken plural, or source + ending.
fn is_plural_of(lexicon: &Lexicon, alias: &str, source: &str) -> bool {
    let first = |form: &str| form.split(' ').next().unwrap_or("").to_owned();
    let (alias_head, source_head) = (match_key(&first(alias)), match_key(&first(source)));
    if alias_head == source_head {
        return false;
    }
    let bare = alias_head.strip_suffix('ی').unwrap_or(&alias_head);
    let listed = [alias_head.as_str(), bare].iter().any(|key| lexicon.singular_of(key).is_some());
    let by_ending = alias_head
        .strip_prefix(source_head.as_str())
        .and_then(|rest| noun_ending(&source_head, rest))
        .is_some_and(|ending| ending.number == GrammaticalNumber::Plural);
    listed || by_ending
}
