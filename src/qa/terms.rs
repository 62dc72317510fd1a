//! Terminology: every hit must be seen in the target, and no forbidden form may be.
//!
//! Occurrences are counted, longest term first and without overlap, so that one "deputy minister" does not also pass for "minister".

use std::ops::Range;
use std::sync::Arc;

use crate::model::{AnnotatedSegment, Issue, IssueKind, Severity, TermEntry, TermState};

use super::forms::Forms;
use super::renderings::{Form, Words};
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
        missing.into_iter().chain(wrong).collect()
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

/// Returns the entries with the number of their hits that no admitted form in the target answers. A waived one takes only what the others leave.
fn unsatisfied<'s>(source: &'s AnnotatedSegment, words: &Words<'_>, forms: &Forms) -> Vec<(&'s Arc<TermEntry>, usize)> {
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
    counted
}

/// Entries in the order of their first hits, with the number of hits.
fn counted(source: &AnnotatedSegment) -> Vec<(&Arc<TermEntry>, usize)> {
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
        for (text, form) in &forms.of(entry).forbidden {
            if words.find(form, &[]).is_empty() {
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
