//! Term success of a whole text, and of each entry in it.
//!
//! In: annotated segments and one target each. Out: the sums, and the entries with the most that is missing first.

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;

use crate::model::{AnnotatedSegment, TermEntry};
use crate::qa::{Checker, TermFigures};

/// Figures of a text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct TermReport {
    /// Segments.
    pub segments: usize,
    /// Of these, with a term hit.
    pub segments_with_hits: usize,
    /// Entries that were hit.
    pub entries_hit: usize,
    /// The sums.
    #[serde(flatten)]
    pub figures: TermFigures,
}

/// Figures of one entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryReport {
    /// The entry's source.
    pub term: String,
    /// Its preferred target.
    pub target: String,
    /// Its hits.
    pub hits: usize,
    /// Of these, answered to the letter.
    pub exact: usize,
    /// Of these, answered in some form.
    pub inflected: usize,
}

/// Measures `targets`, one for each of `sources`. The entries come with the most unanswered hits first, then in the order of their first hits.
#[must_use]
pub fn terms(sources: &[AnnotatedSegment], targets: &[&str], checker: &Checker) -> (TermReport, Vec<EntryReport>) {
    let mut report = TermReport { segments: sources.len(), ..TermReport::default() };
    for (source, target) in sources.iter().zip(targets) {
        report.segments_with_hits += usize::from(!source.hits.is_empty());
        report.figures += checker.figures(source, target);
    }
    let mut entries = by_entry(sources, targets, checker);
    report.entries_hit = entries.len();
    entries.sort_by_key(|(_, own)| std::cmp::Reverse(own.hits - own.inflected));
    let report_of = |(entry, own): (Arc<TermEntry>, TermFigures)| EntryReport {
        term: entry.source.clone(),
        target: entry.target.clone(),
        hits: own.hits,
        exact: own.exact,
        inflected: own.inflected,
    };
    (report, entries.into_iter().map(report_of).collect())
}

/// Sums up each entry, in the order of the first hits.
pub(super) fn by_entry(
    sources: &[AnnotatedSegment],
    targets: &[&str],
    checker: &Checker,
) -> Vec<(Arc<TermEntry>, TermFigures)> {
    let mut places: HashMap<usize, usize> = HashMap::new();
    let mut sums: Vec<(Arc<TermEntry>, TermFigures)> = Vec::new();
    for (source, target) in sources.iter().zip(targets) {
        for (entry, own) in checker.figures_by_entry(source, target) {
            let place = *places.entry(Arc::as_ptr(entry) as usize).or_insert_with(|| {
                sums.push((Arc::clone(entry), TermFigures::default()));
                sums.len() - 1
            });
            sums[place].1 += own;
        }
    }
    sums
}
