//! Terminology: every hit must be seen in the target, and no forbidden form may be.
//!
//! Occurrences are counted, longest term first and without overlap, so that one "deputy minister" does not also pass for "minister".

use std::ops::Range;
use std::sync::Arc;

use crate::model::{AnnotatedSegment, Issue, IssueKind, PartOfSpeech, Severity, TermEntry, TermState};

use super::elsewhere::Elsewhere;
use super::forms::Forms;
use super::renderings::{Form, Words};
use super::verbal::is_verbal;
use super::{Check, Unit};

/// The check.
pub(super) struct Terms;

impl Check for Terms {
    fn check(&self, unit: &Unit<'_>) -> Vec<Issue> {
        if !unit.options.terms || unit.target.is_empty() || unit.source.hits.is_empty() {
            return Vec::new();
        }
        let words = Words::new(unit.target);
        let left = unsatisfied(unit.source, &words, unit.forms)
            .into_iter()
            .filter(|(entry, _)| !is_waived(unit.source, entry));
        let left = left.flat_map(|(entry, left)| std::iter::repeat_n(entry, left));
        let missing = left.map(|entry| {
            let message = format!("`{}` must be rendered as `{}`", entry.source, entry.target);
            Issue::new(IssueKind::Terminology, Severity::Major, message)
        });
        let missing: Vec<Issue> = missing.collect();
        let wrong = forbidden(unit.source, &words, unit.forms).into_iter();
        let wrong = wrong.filter(|(entry, _)| !is_waived(unit.source, entry)).map(|(_, issue)| issue);
        let twice = doubled(unit.source, &words, unit.forms).into_iter().map(|(entry, _)| {
            let message = format!("`{}` stands twice in a row", entry.target);
            Issue::new(IssueKind::Addition, Severity::Minor, message)
        });
        missing.into_iter().chain(wrong).chain(twice).collect()
    }
}

/// Returns what became of each hit of the source.
pub(super) fn states(source: &AnnotatedSegment, target: &str, forms: &Forms) -> Vec<TermState> {
    let words = Words::new(target);
    let mut left = unsatisfied(source, &words, forms);
    let wrong = forbidden(source, &words, forms);
    let mut states: Vec<TermState> = Vec::new();
    // Of several hits of one term the last ones are those that are left over.
    for hit in source.hits.iter().rev() {
        let is_same = |entry: &Arc<TermEntry>| Arc::ptr_eq(entry, &hit.entry);
        let missing = left.iter_mut().find(|(entry, count)| is_same(entry) && *count > 0);
        let is_missing = missing.is_some();
        if let Some((_, count)) = missing {
            *count -= 1;
        }
        states.push(match &hit.waiver {
            _ if !is_missing && !wrong.iter().any(|(entry, _)| is_same(entry)) => TermState::Satisfied,
            Some(_) => TermState::Waived,
            None => TermState::Open,
        });
    }
    states.reverse();
    states
}

/// A waiver is for all hits of a term in a segment.
pub(super) fn is_waived(source: &AnnotatedSegment, entry: &Arc<TermEntry>) -> bool {
    source.hits.iter().any(|hit| hit.waiver.is_some() && Arc::ptr_eq(&hit.entry, entry))
}

/// Returns the entries with the number of their hits that no admitted form in the target answers.
pub(super) fn unsatisfied<'s>(source: &'s AnnotatedSegment, words: &Words<'_>, forms: &Forms) -> Vec<Counted<'s>> {
    assigned(source, words, forms).0
}

/// An entry, and how many of its hits.
pub(super) type Counted<'s> = (&'s Arc<TermEntry>, usize);

/// Returns the entries with the number of their hits that are left over, and the words that answer the others. A waived one takes only what
/// the others leave.
pub(super) fn assigned<'s>(
    source: &'s AnnotatedSegment,
    words: &Words<'_>,
    forms: &Forms,
) -> (Vec<Counted<'s>>, Vec<Range<usize>>) {
    let mut counted = counted(source);
    counted.sort_by_key(|(entry, _)| is_waived(source, entry));
    let compiled: Vec<_> = counted.iter().map(|(entry, _)| forms.of(entry)).collect();
    let mut wanted: Vec<(usize, &Form)> =
        compiled.iter().enumerate().flat_map(|(at, own)| own.allowed.iter().map(move |form| (at, form))).collect();
    wanted.sort_by_key(|(at, form)| (is_waived(source, counted[*at].0), std::cmp::Reverse(form.len())));
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (at, form) in wanted {
        let left = &mut counted[at].1;
        if *left == 0 {
            continue;
        }
        let found = words.find(form, &taken);
        let used = found.len().min(*left);
        taken.extend(found.into_iter().take(used));
        *left -= used;
    }
    for (entry, left) in counted.iter_mut().filter(|(_, left)| *left > 0).filter(|(entry, _)| is_verbal(source, entry))
    {
        let found = words.find(&Form::new(&entry.target, PartOfSpeech::Verb, entry.case), &taken);
        let used = found.len().min(*left);
        taken.extend(found.into_iter().take(used));
        *left -= used;
    }
    (counted, taken)
}

/// Returns where a term stands a second time, directly behind or in brackets behind the first, although the source has it less often.
/// The ranges of bytes are what is too much.
pub(super) fn doubled<'s>(
    source: &'s AnnotatedSegment,
    words: &Words<'_>,
    forms: &Forms,
) -> Vec<(&'s Arc<TermEntry>, Range<usize>)> {
    let mut found = Vec::new();
    if !words.repeats() {
        return found;
    }
    let taken: Vec<Range<usize>> = assigned(source, words, forms).1.iter().map(|range| words.bytes(range)).collect();
    for (entry, _) in counted(source) {
        let places = forms.of(entry).allowed.iter().flat_map(|form| words.find(form, &[])).collect::<Vec<_>>();
        let mut places: Vec<Range<usize>> = places.iter().map(|range| words.bytes(range)).collect();
        places.sort_by_key(|place| (place.start, std::cmp::Reverse(place.end)));
        // The longest at each place: "speaker" is no term of its own inside of "parliament speaker".
        places.dedup_by(|later, former| later.start < former.end);
        for pair in places.windows(2).filter(|pair| !pair.iter().all(|place| taken.contains(place))) {
            let too_much = second(words.text(), &pair[0], &pair[1]);
            let is_new = |bytes: &Range<usize>| {
                found.iter().all(|(_, known): &(_, Range<usize>)| known.end <= bytes.start || bytes.end <= known.start)
            };
            found.extend(too_much.filter(is_new).map(|bytes| (entry, bytes)));
        }
    }
    found.sort_by_key(|(_, bytes)| bytes.start);
    found
}

/// The second of two equal wordings with nothing, a space or an opening bracket between them.
fn second(text: &str, first: &Range<usize>, second: &Range<usize>) -> Option<Range<usize>> {
    let between = text.get(first.end..second.start)?;
    if !text[first.clone()].eq_ignore_ascii_case(&text[second.clone()]) {
        return None;
    }
    match between {
        " " => Some(first.end..second.end),
        " (" if text[second.end..].starts_with(')') => Some(first.end..second.end + 1),
        _ => None,
    }
}

/// Entries in the order of their first hits, with the number of hits.
pub(super) fn counted(source: &AnnotatedSegment) -> Vec<(&Arc<TermEntry>, usize)> {
    let mut counted: Vec<(&Arc<TermEntry>, usize)> = Vec::new();
    for entry in source.hits.iter().map(|hit| &hit.entry) {
        match counted.iter_mut().find(|(known, _)| Arc::ptr_eq(known, entry)) {
            Some((_, count)) => *count += 1,
            None => counted.push((entry, 1)),
        }
    }
    counted
}

/// Where forms allowed by any hit of the segment stand: "accord" is not at fault inside the "peace accord" of another entry.
pub(super) fn allowed_ranges(source: &AnnotatedSegment, words: &Words<'_>, forms: &Forms) -> Vec<Range<usize>> {
    let ranges = |entry: &Arc<TermEntry>| -> Vec<Range<usize>> {
        forms.of(entry).allowed.iter().flat_map(|form| words.find(form, &[])).collect()
    };
    counted(source).into_iter().flat_map(|(entry, _)| ranges(entry)).collect()
}

/// Forbidden forms in the target, with the entry that forbids them.
fn forbidden<'s>(source: &'s AnnotatedSegment, words: &Words<'_>, forms: &Forms) -> Vec<(&'s Arc<TermEntry>, Issue)> {
    let mut issues = Vec::new();
    let mut allowed: Option<Vec<Range<usize>>> = None;
    for (entry, _) in counted(source) {
        let mut elsewhere: Option<Elsewhere> = None;
        for (text, form) in &forms.of(entry).forbidden {
            if words.find(form, &[]).is_empty() {
                continue;
            }
            // «وزیر و منشی او»: the secretary is the other word's.
            if elsewhere.get_or_insert_with(|| Elsewhere::new(source, entry)).explains(text) {
                continue;
            }
            // Few targets hold a forbidden form at all, so what is allowed is looked for only then.
            let taken = allowed.get_or_insert_with(|| allowed_ranges(source, words, forms));
            if !words.find(form, taken).is_empty() {
                let message = format!("`{text}` must not be used for `{}`; use `{}`", entry.source, entry.target);
                issues.push((entry, Issue::new(IssueKind::Terminology, Severity::Major, message)));
            }
        }
    }
    issues
}
