//! Units whose source is like a segment: as examples for a model, and as the answer where next to nothing differs.
//!
//! In: a segment. Out: examples, or a candidate that says what it was made from. Like units are looked for only where neither a review nor a stored answer
//! is there.

use serde::Deserialize;

use crate::memory::{MemoryError, Similar, Wanted};
use crate::model::{Candidate, Issue, IssueKind, Origin, Severity};
use crate::persian::match_key;

use super::{Part, Pipeline};

/// What like units are used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Fuzzy {
    /// Most examples that a model is shown for a segment (0–10).
    pub examples: usize,
    /// The lowest score of an example (1–100).
    pub examples_from: u8,
    /// The lowest score with which a unit is the answer (1–101; 101: never). 99: only figures differ, and were exchanged.
    pub answer_from: u8,
}

impl Default for Fuzzy {
    fn default() -> Self {
        Self { examples: 3, examples_from: 70, answer_from: 99 }
    }
}

impl Pipeline {
    /// Returns the translations of like segments, for a backend that reads examples. They are a help and no more: a memory that cannot be read is
    /// noticed where an answer is looked for.
    pub(super) fn examples(&self, part: &Part, at: usize) -> Vec<(String, String)> {
        let Fuzzy { examples, examples_from, .. } = self.options.fuzzy;
        if examples == 0 || !self.backend.capabilities().examples {
            return Vec::new();
        }
        let similar = self.like(part, at, examples_from, examples).unwrap_or_default();
        similar.into_iter().map(|one| (one.source, one.target)).collect()
    }

    /// Returns the most similar unit as the answer, if it is similar enough.
    pub(super) fn fuzzy_answer(&self, part: &Part, at: usize) -> Result<Option<Candidate>, MemoryError> {
        let least = self.options.fuzzy.answer_from;
        if least > 100 {
            return Ok(None);
        }
        Ok(self.like(part, at, least, 1)?.pop().map(candidate))
    }

    fn like(&self, part: &Part, at: usize, least: u8, most: usize) -> Result<Vec<Similar>, MemoryError> {
        let source = &part.segments[at];
        let terms: Vec<String> = source.hits.iter().map(|hit| match_key(&hit.entry.source)).collect();
        self.memory.similar(&Wanted { key: &source.segment.key, terms: &terms, least, most })
    }
}

fn candidate(similar: Similar) -> Candidate {
    let Similar { source, target, score, is_adapted } = similar;
    let issue = if is_adapted {
        Issue::new(IssueKind::Fuzzy, Severity::Note, format!("figures exchanged in the translation of `{source}`"))
    } else {
        Issue::new(IssueKind::Fuzzy, Severity::Minor, format!("this is the translation of `{source}`"))
    };
    Candidate { target, origin: Origin::Fuzzy(score), issues: vec![issue] }
}
