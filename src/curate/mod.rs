//! What a curator of a glossary sees: what is in it, what a change of it does, what it lacks, how evenly it is followed.
//!
//! In: entries, and corpora as articles or as parallel tables. Out: figures and proposals as plain data. Nothing is printed, and no glossary is
//! changed here (`termbase::edit` does that); only `impact::keep` writes, to the memory, and only what it is told to.

pub mod associate;
pub mod bitext;
pub mod changes;
pub mod consistency;
pub mod impact;
pub mod mine;
pub mod names;
pub mod stats;

use crate::lexicon::Lexicon;
use crate::model::{AnnotatedSegment, Span};
use crate::normalize::Normalizer;
use crate::segment;
use crate::termbase::TermBase;
use crate::transfer::Engine;

/// What reads a corpus.
#[derive(Debug)]
pub struct Reader {
    /// Repairs spelling, as a run does it.
    pub normalizer: Normalizer,
    /// The glossary.
    pub terms: TermBase,
    /// Reads words.
    pub engine: Engine,
}

impl Reader {
    /// Returns a reader with this glossary.
    #[must_use]
    pub fn new(normalizer: Normalizer, terms: TermBase) -> Self {
        Self { normalizer, terms, engine: Engine::new(Lexicon::builtin()) }
    }

    /// Takes a text for one segment and finds the terms in it.
    #[must_use]
    pub fn segment(&self, source: &str, seg: usize) -> AnnotatedSegment {
        self.terms.annotate(segment::cut(source, (seg, Span::new(0, source.len())), seg, &self.normalizer))
    }
}
