//! Units that people reviewed or imported, taken as they stand.
//!
//! In: a segment and its place. Out: the unit of the memory that answers it. A review is never changed by rule; where it contradicts the
//! glossary or a check, an issue says so.

use std::sync::Arc;

use crate::memory::{MemoryError, Place};
use crate::model::{AnnotatedSegment, Candidate, Origin, State, TranslationUnit};
use crate::qa::Checker;

use super::{Part, Pipeline};

/// A unit of the memory that answers a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// Its target.
    pub target: String,
    /// How far it is.
    pub state: State,
}

impl Reviewed {
    pub(super) fn candidate(self) -> Candidate {
        Candidate { target: self.target, origin: Origin::Exact, issues: Vec::new() }
    }
}

impl Pipeline {
    /// Returns the unit that answers segment `at`, if there is one.
    pub(super) fn reviewed(&self, part: &Part, at: usize) -> Result<Option<Reviewed>, MemoryError> {
        let key = |at: usize| part.segments.get(at).map(|one| one.segment.key.as_str());
        let (before, behind) = (part.edges.0.as_deref(), part.edges.1.as_deref());
        let segment = &part.segments[at].segment;
        let place = Place {
            document: &part.id,
            seg: &segment.seg.to_string(),
            before: if at == 0 { before } else { key(at - 1) },
            after: key(at + 1).or(behind),
        };
        let answer = self.memory.exact(&segment.key, &place)?.answer;
        Ok(answer.map(|unit| Reviewed { target: unit.target, state: unit.state }))
    }
}

/// Returns the unit of a segment: the target to the letter, with all that the checks have to say about it.
pub(super) fn unit(source: &Arc<AnnotatedSegment>, reviewed: Reviewed, checker: &Checker) -> TranslationUnit {
    let Reviewed { target, state } = reviewed;
    let issues = checker.findings(source, &target);
    let terms = checker.states(source, &target, &issues);
    TranslationUnit { source: Arc::clone(source), target, origin: Some(Origin::Exact), state, terms, issues }
}
