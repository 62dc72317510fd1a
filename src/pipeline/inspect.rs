//! Looks at a run without running it: the keys of segments, the same segments under another glossary, the unit that a candidate would give.
//!
//! In: parts. Out: keys, parts and units. Nothing is asked or stored here.

use std::sync::Arc;

use crate::memory::{Key, MemoryError, Parts, Stale, Stored};
use crate::model::{AnnotatedSegment, Candidate, Item, Span, TranslationUnit};
use crate::qa::Checker;
use crate::segment;
use crate::termbase::TermBase;

use super::{Determined, Part, Pipeline, finish};

impl Pipeline {
    /// Returns the same pipeline with another glossary.
    #[must_use]
    pub fn with_terms(&self, terms: TermBase) -> Self {
        let checker = Checker::new(self.checker.options().clone(), terms.entries());
        Self { terms: Arc::new(terms), checker: Arc::new(checker), ..self.clone() }
    }

    /// Returns the key under which the answer of the chosen backend for each segment of `part` is stored.
    #[must_use]
    pub fn keys(&self, part: &Part) -> Vec<Key> {
        (0..part.segments.len()).map(|at| self.key(part, at, 0)).collect()
    }

    /// Returns the answer that a run would take for segment `at` from the memory, and whether it is the chosen backend's own.
    ///
    /// # Errors
    /// Fails if the memory cannot be read.
    pub fn recalled(&self, part: &Part, at: usize) -> Result<Option<(Candidate, bool)>, MemoryError> {
        if let Some(reviewed) = self.reviewed(part, at..at + 1)?.pop().flatten() {
            return Ok(Some((reviewed.candidate(), false)));
        }
        Ok(match self.memory.recall(&self.key(part, at, 0))? {
            Some(Stored::Candidate(candidate)) => Some((candidate, true)),
            Some(Stored::Failure { .. }) => self.fallback_answer(part, at)?.map(|candidate| (candidate, false)),
            None => None,
        })
    }

    /// Returns why an answer that is stored for the same source does not count for segment `at`; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the memory cannot be read.
    pub fn stale(&self, part: &Part, at: usize) -> Result<Option<Stale>, MemoryError> {
        let Determined { context, terms, backend } = self.determined(part, at, 0);
        let source = &part.segments[at].segment.key;
        self.memory.stale(&Parts { source, context: &context, terms: &terms, backend: &backend })
    }

    /// Returns segment `at` as it is sent.
    #[must_use]
    pub fn item(&self, part: &Part, at: usize) -> Item {
        self.question(part, at, 0).item()
    }

    /// Takes segments that are cut already (number and source) for a document.
    #[must_use]
    pub fn rows<'r>(&self, id: &str, rows: impl IntoIterator<Item = (usize, &'r str)>) -> Part {
        let cut = |(seg, source): (usize, &str)| {
            let segment = segment::cut(source, (seg, Span::new(0, source.len())), seg, &self.normalizer);
            self.annotated(id, segment)
        };
        let segments: Vec<_> = rows.into_iter().map(cut).collect();
        let total = segments.len();
        let (title, edges) = (None, (None, None));
        Part { id: id.to_owned(), issues: Vec::new(), total, is_last: true, title, before: Vec::new(), edges, segments }
    }

    /// Returns `part` with the terms that this pipeline's glossary finds in it.
    #[must_use]
    pub fn reannotated(&self, part: &Part) -> Part {
        let segments = part.segments.iter().map(|one| self.annotated(&part.id, one.segment.clone())).collect();
        let (issues, title, before, edges) =
            (part.issues.clone(), part.title.clone(), part.before.clone(), part.edges.clone());
        Part { id: part.id.clone(), issues, title, before, edges, segments, ..*part }
    }

    /// Returns the unit that `candidate` gives after checks and repairs.
    #[must_use]
    pub fn unit(&self, source: &Arc<AnnotatedSegment>, candidate: Candidate) -> TranslationUnit {
        finish::unit(source, Ok(candidate), &self.checker)
    }
}
