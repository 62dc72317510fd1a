//! Terminology: every hit must be seen in the target, and no forbidden form may be.
//!
//! Occurrences are counted, longest term first and without overlap, so that one "deputy minister" does not also pass for "minister".

use std::ops::Range;

use crate::model::{AnnotatedSegment, Issue, IssueKind, Severity, TermEntry};

use super::renderings::{Form, Words};
use super::{Check, Options};

/// The check.
pub(super) struct Terms;

impl Check for Terms {
    fn check(&self, source: &AnnotatedSegment, target: &str, options: &Options) -> Vec<Issue> {
        if !options.terms || target.is_empty() {
            return Vec::new();
        }
        let missing = unsatisfied(source, target).into_iter().map(|entry| {
            let message = format!("`{}` must be rendered as `{}`", entry.source, entry.target);
            Issue::new(IssueKind::Terminology, Severity::Major, message)
        });
        missing.chain(forbidden(source, target)).collect()
    }
}

/// Returns the entries of hits that no admitted form in the target answers, one for each hit left over.
pub(super) fn unsatisfied<'s>(source: &'s AnnotatedSegment, target: &str) -> Vec<&'s TermEntry> {
    let words = Words::new(target);
    let mut counted = counted(source);
    let mut forms: Vec<(usize, Form)> = Vec::new();
    for (at, (entry, _)) in counted.iter().enumerate() {
        forms.extend(allowed(entry).map(|form| (at, Form::new(form, entry.pos, entry.case))));
    }
    forms.sort_by_key(|(_, form)| std::cmp::Reverse(form.len()));
    let mut taken: Vec<Range<usize>> = Vec::new();
    for (at, form) in &forms {
        let left = &mut counted[*at].1;
        let found = words.find(form, &taken);
        let used = found.len().min(*left);
        taken.extend(found.into_iter().take(used));
        *left -= used;
    }
    counted.into_iter().flat_map(|(entry, left)| std::iter::repeat_n(entry, left)).collect()
}

/// Entries in the order of their first hits, with the number of hits.
fn counted(source: &AnnotatedSegment) -> Vec<(&TermEntry, usize)> {
    let mut counted: Vec<(&TermEntry, usize)> = Vec::new();
    for entry in source.hits.iter().map(|hit| hit.entry.as_ref()) {
        match counted.iter_mut().find(|(known, _)| std::ptr::eq(*known, entry)) {
            Some((_, count)) => *count += 1,
            None => counted.push((entry, 1)),
        }
    }
    counted
}

/// The forms that satisfy an entry, the preferred one first.
pub(super) fn allowed(entry: &TermEntry) -> impl Iterator<Item = &str> {
    let own = entry.dnt.then_some(entry.source.as_str());
    std::iter::once(entry.target.as_str()).chain(entry.admitted.iter().map(String::as_str)).chain(own)
}

/// Where forms allowed by any hit of the segment stand: "accord" is not at fault inside the "peace accord" of another entry.
pub(super) fn allowed_ranges(source: &AnnotatedSegment, words: &Words<'_>) -> Vec<Range<usize>> {
    let entries = counted(source).into_iter();
    let forms = entries.flat_map(|(entry, _)| allowed(entry).map(|form| Form::new(form, entry.pos, entry.case)));
    forms.flat_map(|form| words.find(&form, &[])).collect()
}

fn forbidden(source: &AnnotatedSegment, target: &str) -> Vec<Issue> {
    let words = Words::new(target);
    let taken = allowed_ranges(source, &words);
    let mut issues: Vec<Issue> = Vec::new();
    for (entry, _) in counted(source) {
        for form in &entry.forbidden {
            if !words.find(&Form::new(form, entry.pos, entry.case), &taken).is_empty() {
                let message = format!("`{form}` must not be used for `{}`; use `{}`", entry.source, entry.target);
                issues.push(Issue::new(IssueKind::Terminology, Severity::Major, message));
            }
        }
    }
    issues
}
