//! Counts what a glossary holds, and over a corpus how often each entry is found.
//!
//! In: entries and the hits of segments. Out: figures.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::model::{TermEntry, TermHit, TermStatus};
use crate::termbase::{COLUMNS, cells};

/// What a glossary holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Entries.
    pub entries: usize,
    /// Entries by the value of a column: `status`, `pos`, `domain`, most frequent value first.
    pub by: Vec<(&'static str, Vec<(String, usize)>)>,
    /// Aliases, admitted and forbidden forms of all entries.
    pub aliases: usize,
    /// Admitted English forms.
    pub admitted: usize,
    /// Forbidden English forms.
    pub forbidden: usize,
    /// Entries with a sense condition.
    pub conditional: usize,
    /// Entries that are not translated.
    pub kept: usize,
}

impl Stats {
    /// Counts `entries`.
    #[must_use]
    pub fn new(entries: &[Arc<TermEntry>]) -> Self {
        let sum = |count: &dyn Fn(&TermEntry) -> usize| entries.iter().map(|entry| count(entry)).sum();
        Self {
            entries: entries.len(),
            by: ["status", "pos", "domain"].map(|column| (column, by(entries, column))).to_vec(),
            aliases: sum(&|entry| entry.aliases.len()),
            admitted: sum(&|entry| entry.admitted.len()),
            forbidden: sum(&|entry| entry.forbidden.len()),
            conditional: sum(&|entry| usize::from(!entry.near.is_empty() || !entry.not_near.is_empty())),
            kept: sum(&|entry| usize::from(entry.dnt)),
        }
    }
}

fn by(entries: &[Arc<TermEntry>], column: &str) -> Vec<(String, usize)> {
    let at = COLUMNS.iter().position(|name| *name == column).unwrap_or(0);
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for entry in entries {
        let value = std::mem::take(&mut cells(entry)[at]);
        // A cell that is empty has the default; a domain has none.
        let value = match (value.as_str(), column) {
            ("", "status") => "approved".to_owned(),
            ("", "pos") => "noun".to_owned(),
            ("", _) => "(none)".to_owned(),
            _ => value,
        };
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

/// How often entries are found in a corpus.
#[derive(Debug, Default)]
pub struct Usage {
    /// Segments looked at.
    pub segments: usize,
    /// Segments with at least one hit.
    pub with_hits: usize,
    /// Hits and segments by the address of the entry.
    counts: HashMap<usize, (usize, usize)>,
}

impl Usage {
    /// Counts a segment with its hits.
    pub fn add(&mut self, hits: &[TermHit]) {
        self.segments += 1;
        self.with_hits += usize::from(!hits.is_empty());
        for (at, hit) in hits.iter().enumerate() {
            let count = self.counts.entry(address(&hit.entry)).or_default();
            count.0 += 1;
            count.1 += usize::from(!hits[..at].iter().any(|other| Arc::ptr_eq(&other.entry, &hit.entry)));
        }
    }

    /// Returns the entries that were found with their hits and the segments they are in, most frequent first.
    #[must_use]
    pub fn found<'e>(&self, entries: &'e [Arc<TermEntry>]) -> Vec<(&'e Arc<TermEntry>, usize, usize)> {
        let count = |entry: &'e Arc<TermEntry>| self.counts.get(&address(entry)).map(|own| (entry, own.0, own.1));
        let mut found: Vec<_> = entries.iter().filter_map(count).collect();
        found.sort_by_key(|(_, hits, _)| std::cmp::Reverse(*hits));
        found
    }

    /// Returns the entries in force that were never found.
    #[must_use]
    pub fn never<'e>(&self, entries: &'e [Arc<TermEntry>]) -> Vec<&'e Arc<TermEntry>> {
        let live = entries.iter().filter(|entry| entry.status != TermStatus::Deprecated);
        live.filter(|entry| !self.counts.contains_key(&address(entry))).collect()
    }
}

fn address(entry: &Arc<TermEntry>) -> usize {
    Arc::as_ptr(entry) as usize
}
