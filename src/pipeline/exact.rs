//! Units that people reviewed or imported, taken as they stand.
//!
//! In: a segment and its place. Out: the unit of the memory that answers it. A review is never changed by rule; where it contradicts the
//! glossary or a check, an issue says so.

use std::ops::Range;
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
    /// Returns for each of some segments of a part the unit that answers it, if there is one.
    pub(super) fn reviewed(&self, part: &Part, places: Range<usize>) -> Result<Vec<Option<Reviewed>>, MemoryError> {
        let numbers: Vec<String> =
            part.segments[places.clone()].iter().map(|one| one.segment.seg.to_string()).collect();
        let wanted: Vec<(&str, Place<'_>)> = places.zip(&numbers).map(|(at, seg)| wanted(part, at, seg)).collect();
        let answers = self.memory.exact_all(&wanted)?.into_iter().map(|exact| exact.answer);
        Ok(answers.map(|answer| answer.map(|unit| Reviewed { target: unit.target, state: unit.state })).collect())
    }
}

/// The match key of segment `at`, and where it stands.
fn wanted<'p>(part: &'p Part, at: usize, seg: &'p str) -> (&'p str, Place<'p>) {
    let key = |at: usize| part.segments.get(at).map(|one| one.segment.key.as_str());
    let (before, behind) = (part.edges.0.as_deref(), part.edges.1.as_deref());
    let before = if at == 0 { before } else { key(at - 1) };
    (key(at).unwrap_or_default(), Place { document: &part.id, seg, before, after: key(at + 1).or(behind) })
}

/// Returns the unit of a segment: the target to the letter, with all that the checks have to say about it.
pub(super) fn unit(source: &Arc<AnnotatedSegment>, reviewed: Reviewed, checker: &Checker) -> TranslationUnit {
    let Reviewed { target, state } = reviewed;
    let issues = checker.findings(source, &target);
    let terms = checker.states(source, &target, &issues);
    TranslationUnit { source: Arc::clone(source), target, origin: Some(Origin::Exact), state, terms, issues }
}
