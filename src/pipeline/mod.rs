//! The one place where the stages meet: documents in, checked bitexts out, in order.
//!
//! In: prepared documents, a backend, a memory. Out: bitexts to a sink and events to a reporter. This is the only module that runs things
//! side by side and the only one that loops; every loop is bounded. The same inputs and answers give the same bitexts.

mod ask;
mod event;
mod finish;
mod plan;
mod run;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use event::{Event, Reporter, Summary};
pub use plan::{Plan, Redo, Task};
pub use run::{PipelineError, Sink};

use crate::backend::Backend;
use crate::memory::{Key, KeyParts, Memory};
use crate::model::{AnnotatedSegment, Clock, Document, Issue, Segment};
use crate::normalize::Normalizer;
use crate::persian::match_key;
use crate::termbase::TermBase;
use crate::{qa, segment};

/// What the run is told besides its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Neighbouring segments sent as context (0–20), if the backend reads context.
    pub context: usize,
    /// Requests under way at once; `None`: what the backend allows.
    pub jobs: Option<usize>,
    /// Stop asking after so many segments.
    pub limit: Option<usize>,
    /// What is asked again although it is stored.
    pub redo: Redo,
    /// Settings of the checks.
    pub qa: qa::Options,
}

/// All parts of a run.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// Repairs spelling.
    pub normalizer: Arc<Normalizer>,
    /// How documents are cut.
    pub segment: segment::Options,
    /// The glossary.
    pub terms: Arc<TermBase>,
    /// The engine.
    pub backend: Arc<dyn Backend>,
    /// The journal.
    pub memory: Arc<Memory>,
    /// The time for the journal's rows.
    pub clock: Arc<dyn Clock>,
    /// The rest.
    pub options: Options,
}

/// A document, cut and annotated.
#[derive(Debug)]
pub struct Prepared {
    /// The document's id.
    pub id: String,
    /// What was noticed about it as a whole.
    pub issues: Vec<Issue>,
    /// Normalised segments that stood before the first one; context only.
    pub before: Vec<String>,
    /// Its segments with their hits.
    pub segments: Vec<Arc<AnnotatedSegment>>,
}

/// Tells a run to end: what is in flight is finished and stored, nothing new is begun.
#[derive(Debug, Clone, Default)]
pub struct Stop(Arc<AtomicBool>);

impl Stop {
    /// Asks the run to end.
    pub fn request(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Returns whether the run was asked to end.
    #[must_use]
    pub fn is_requested(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Pipeline {
    /// Cuts a document into segments and finds the terms in them.
    #[must_use]
    pub fn prepare(&self, document: &Document) -> Prepared {
        let segments = segment::segment(document, &self.segment, &self.normalizer);
        let segments = segments.into_iter().map(|segment| Arc::new(self.terms.annotate(segment))).collect();
        Prepared { id: document.id.clone(), issues: document.issues.clone(), before: Vec::new(), segments }
    }

    /// Takes each line of `lines` for one segment; `first` is the number of the first line, `before` are the lines before it.
    #[must_use]
    pub fn prepare_lines(&self, lines: &[String], first: usize, before: &[String]) -> Prepared {
        let before = before.iter().map(|line| self.normalizer.normalize(line).text().to_owned()).collect();
        let segments = lines
            .iter()
            .enumerate()
            .map(|(at, line)| Arc::new(self.terms.annotate(self.line_segment(line, first + at))))
            .collect();
        Prepared { id: format!("line {first}"), issues: Vec::new(), before, segments }
    }

    fn line_segment(&self, line: &str, number: usize) -> Segment {
        let normalized = self.normalizer.normalize(line);
        let key = match_key(normalized.text());
        let span = crate::model::Span::new(0, line.len());
        Segment { seg: number, para: number, span, source: line.to_owned(), normalized, key }
    }

    /// Returns the normalised neighbours that are sent before segment `at`, oldest first.
    fn context(&self, document: &Prepared, at: usize) -> Vec<String> {
        if !self.backend.capabilities().context {
            return Vec::new();
        }
        let inside = document.segments[..at].iter().map(|segment| segment.segment.normalized.text());
        let all: Vec<&str> = document.before.iter().map(String::as_str).chain(inside).collect();
        all[all.len().saturating_sub(self.options.context)..].iter().map(|text| (*text).to_owned()).collect()
    }

    /// Returns the key under which the answer for segment `at` is stored.
    fn key(&self, document: &Prepared, at: usize) -> Key {
        let source = &document.segments[at];
        let context: Vec<String> = self.context(document, at).iter().map(|text| match_key(text)).collect();
        let terms: Vec<(String, String)> =
            source.hits.iter().map(|hit| (hit.entry.source.clone(), hit.entry.target.clone())).collect();
        let backend = self.backend.fingerprint();
        Key::new(&KeyParts { source: &source.segment.key, context: &context, terms: &terms, backend: &backend })
    }
}
