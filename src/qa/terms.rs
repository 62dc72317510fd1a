//! Terminology: every hit must be seen in the target, and no forbidden form may be.
//!
//! Occurrences are counted, longest term first and without overlap, so that one "deputy minister" does not also pass for "minister".

use std::collections::BTreeMap;
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
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut missing = Vec::new();
    for (entry, wanted) in longest_first(source) {
        let mut left = wanted;
        for form in allowed(entry) {
            let form = Form::new(form, entry.pos, entry.case);
            for range in words.find(&form, &taken).into_iter().take(left) {
                taken.push(range);
                left -= 1;
            }
        }
        missing.extend(std::iter::repeat_n(entry, left));
    }
    missing
}

/// Entries with the number of their hits; those with the longest preferred target come first.
fn longest_first(source: &AnnotatedSegment) -> Vec<(&TermEntry, usize)> {
    let mut counted: BTreeMap<*const TermEntry, (&TermEntry, usize, usize)> = BTreeMap::new();
    for (order, hit) in source.hits.iter().enumerate() {
        let entry = hit.entry.as_ref();
        counted.entry(std::ptr::from_ref(entry)).or_insert((entry, 0, order)).1 += 1;
    }
    let mut list: Vec<(&TermEntry, usize, usize)> = counted.into_values().collect();
    list.sort_by_key(|(entry, _, order)| (std::cmp::Reverse(entry.target.split(' ').count()), *order));
    list.into_iter().map(|(entry, count, _)| (entry, count)).collect()
}

/// The forms that satisfy an entry, the preferred one first.
pub(super) fn allowed(entry: &TermEntry) -> impl Iterator<Item = &str> {
    let own = entry.dnt.then_some(entry.source.as_str());
    std::iter::once(entry.target.as_str()).chain(entry.admitted.iter().map(String::as_str)).chain(own)
}

fn forbidden(source: &AnnotatedSegment, target: &str) -> Vec<Issue> {
    let words = Words::new(target);
    let mut issues: Vec<Issue> = Vec::new();
    for hit in &source.hits {
        let entry = &hit.entry;
        let taken: Vec<Range<usize>> =
            allowed(entry).flat_map(|form| words.find(&Form::new(form, entry.pos, entry.case), &[])).collect();
        for form in &entry.forbidden {
            if !words.find(&Form::new(form, entry.pos, entry.case), &taken).is_empty() {
                let message = format!("`{form}` must not be used for `{}`; use `{}`", entry.source, entry.target);
                let issue = Issue::new(IssueKind::Terminology, Severity::Major, message);
                if !issues.contains(&issue) {
                    issues.push(issue);
                }
            }
        }
    }
    issues
}
