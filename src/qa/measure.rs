//! Term success of a translation: how often what the glossary asks for is there.
//!
//! In: a source with its hits and a target. Out: counts. Occurrences are clipped at the number of hits, longest form first and without overlap. Nothing is
//! judged here; waivers do not count.

use std::collections::HashMap;
use std::ops::{AddAssign, Range};
use std::sync::Arc;

use serde::Serialize;

use crate::model::{AnnotatedSegment, CaseRule, TermEntry};

use super::forms::Forms;
use super::renderings::{Form, Words, words_of};
use super::terms::{allowed_ranges, assigned, counted};

/// Counts over one or many units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct TermFigures {
    /// Term hits in the sources.
    pub hits: usize,
    /// Of these, answered by the preferred form to the letter.
    pub exact: usize,
    /// Of these, answered by a preferred or admitted form in whatever inflection.
    pub inflected: usize,
    /// Occurrences of forms that the glossary forbids.
    pub forbidden: usize,
    /// Occurrences of a preferred form beyond those that hits ask for.
    pub over_use: usize,
}

impl AddAssign for TermFigures {
    fn add_assign(&mut self, other: Self) {
        self.hits += other.hits;
        self.exact += other.exact;
        self.inflected += other.inflected;
        self.forbidden += other.forbidden;
        self.over_use += other.over_use;
    }
}

impl TermFigures {
    /// Returns `part` as a share of the hits; 0 without hits.
    #[must_use]
    pub fn share(&self, part: usize) -> f64 {
        if self.hits == 0 { 0.0 } else { part as f64 / self.hits as f64 }
    }
}

/// The preferred forms of all entries by their first word, to find those that no hit asks for.
#[derive(Debug, Default)]
pub(super) struct Preferred {
    by_first_word: HashMap<String, Vec<Form>>,
}

impl Preferred {
    pub(super) fn new<'e>(entries: impl Iterator<Item = &'e TermEntry>) -> Self {
        let mut by_first_word: HashMap<String, Vec<Form>> = HashMap::new();
        for entry in entries {
            let form = Form::new(&entry.target, entry.pos, entry.case);
            for word in form.first_words() {
                by_first_word.entry(word.to_lowercase()).or_default().push(form.clone());
            }
        }
        Self { by_first_word }
    }

    /// Counts preferred forms outside of `taken`, from left to right, the longest first.
    fn surplus(&self, words: &Words<'_>, taken: &[Range<usize>]) -> usize {
        let mut count = 0;
        let mut free_from = 0;
        for (at, word) in words.lowered().enumerate() {
            if at < free_from || taken.iter().any(|range| range.contains(&at)) {
                continue;
            }
            let forms = self.by_first_word.get(word).into_iter().flatten();
            let longest = forms.filter_map(|form| words.length_at(form, at)).max();
            if let Some(len) = longest.filter(|len| !taken.iter().any(|range| range.start < at + len && at < range.end))
            {
                count += 1;
                free_from = at + len;
            }
        }
        count
    }
}

/// Measures one unit.
pub(super) fn figures(source: &AnnotatedSegment, target: &str, forms: &Forms, preferred: &Preferred) -> TermFigures {
    let words = Words::new(target);
    let (entries, taken) = measured(source, target, &words, forms);
    let forbidden = forbidden(source, &words, forms);
    let mut sum = TermFigures { forbidden, over_use: preferred.surplus(&words, &taken), ..TermFigures::default() };
    entries.into_iter().for_each(|(_, own)| sum += own);
    sum
}

/// Measures the hits of each entry of one unit; forbidden forms and over-use are not looked for.
pub(super) fn by_entry<'s>(
    source: &'s AnnotatedSegment,
    target: &str,
    forms: &Forms,
) -> Vec<(&'s Arc<TermEntry>, TermFigures)> {
    measured(source, target, &Words::new(target), forms).0
}

type ByEntry<'s> = Vec<(&'s Arc<TermEntry>, TermFigures)>;

fn measured<'s>(
    source: &'s AnnotatedSegment,
    target: &str,
    words: &Words<'_>,
    forms: &Forms,
) -> (ByEntry<'s>, Vec<Range<usize>>) {
    let (left, taken) = assigned(source, words, forms);
    let mut found: ByEntry<'s> = counted(source)
        .into_iter()
        .map(|(entry, hits)| {
            let missing = left.iter().find(|(own, _)| Arc::ptr_eq(own, entry)).map_or(0, |(_, count)| *count);
            (entry, TermFigures { hits, inflected: hits - missing, ..TermFigures::default() })
        })
        .collect();
    exact(&mut found, target, words);
    (found, taken)
}

/// Counts hits that the preferred form answers to the letter; a possessive mark behind it does not count, nor capitals where the entry lets them go.
fn exact(entries: &mut ByEntry<'_>, target: &str, words: &Words<'_>) {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse(words_of(&entries[*at].0.target).len()));
    let mut taken: Vec<Range<usize>> = Vec::new();
    for at in order {
        let (entry, own) = &mut entries[at];
        let found = words.find(&Form::listed(&entry.target, entry.case), &taken).into_iter();
        let found = found.filter(|range| is_verbatim(&target[words.bytes(range)], entry)).take(own.hits);
        let found: Vec<_> = found.collect();
        own.exact = found.len();
        taken.extend(found);
    }
}

fn is_verbatim(said: &str, entry: &TermEntry) -> bool {
    let said = ["'s", "’s"].iter().find_map(|mark| said.strip_suffix(mark)).unwrap_or(said);
    let said = said.trim_matches(['\'', '’']);
    entry.case == CaseRule::Exact || said.to_lowercase() == entry.target.trim_matches(['\'', '’']).to_lowercase()
}

fn forbidden(source: &AnnotatedSegment, words: &Words<'_>, forms: &Forms) -> usize {
    let own: Vec<_> = counted(source).into_iter().map(|(entry, _)| forms.of(entry)).collect();
    if own.iter().all(|own| own.forbidden.is_empty()) {
        return 0;
    }
    let allowed = allowed_ranges(source, words, forms);
    own.iter().flat_map(|own| &own.forbidden).map(|(_, form)| words.find(form, &allowed).len()).sum()
}
