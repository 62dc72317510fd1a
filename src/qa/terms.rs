//! Terminology: every hit must be seen in the target, and no forbidden form may be.
//!
//! Occurrences are counted, longest term first and without overlap, so that one "deputy minister" does not also pass for "minister".

use std::ops::Range;
use std::sync::Arc;

use crate::model::{AnnotatedSegment, Issue, IssueKind, Severity, TermEntry};

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
        let missing = unsatisfied(unit.source, &words, unit.forms).into_iter().map(|entry| {
            let message = format!("`{}` must be rendered as `{}`", entry.source, entry.target);
            Issue::new(IssueKind::Terminology, Severity::Major, message)
        });
        missing.chain(forbidden(unit.source, &words, unit.forms)).collect()
    }
}

/// Returns the entries of hits that no admitted form in the target answers, one for each hit left over.
fn unsatisfied<'s>(source: &'s AnnotatedSegment, words: &Words<'_>, forms: &Forms) -> Vec<&'s TermEntry> {
    let mut counted = counted(source);
    let compiled: Vec<_> = counted.iter().map(|(entry, _)| forms.of(entry)).collect();
    let mut wanted: Vec<(usize, &Form)> =
        compiled.iter().enumerate().flat_map(|(at, own)| own.allowed.iter().map(move |form| (at, form))).collect();
    wanted.sort_by_key(|(_, form)| std::cmp::Reverse(form.len()));
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
    counted.into_iter().flat_map(|(entry, left)| std::iter::repeat_n(entry.as_ref(), left)).collect()
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

fn forbidden(source: &AnnotatedSegment, words: &Words<'_>, forms: &Forms) -> Vec<Issue> {
    let mut issues: Vec<Issue> = Vec::new();
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
                issues.push(Issue::new(IssueKind::Terminology, Severity::Major, message));
            }
        }
    }
    issues
}
