//! The one place where the stages meet: documents in, checked bitexts out, in order.
//!
//! In: prepared documents, a backend, a memory. Out: bitexts to a sink and events to a reporter. This is the only module that runs things
//! side by side and the only one that loops; every loop is bounded. The same inputs and answers give the same bitexts.

mod ask;
mod batch;
mod chain;
mod collect;
mod combine;
mod doubt;
mod event;
mod exact;
mod finish;
mod fuzzy;
mod harvest;
mod inspect;
mod overnight;
mod plan;
mod pronoun;
mod protect;
mod run;
mod spend;
mod waive;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub use event::{Event, Reporter, Summary};
pub use exact::Reviewed;
pub use fuzzy::Fuzzy;
pub use overnight::Overnight;
pub use plan::{Plan, Redo, Task};
pub use run::{PipelineError, Reach, Sink};

use crate::backend::Backend;
use crate::memory::{Key, KeyParts, Memory};
use crate::model::{AnnotatedSegment, Clock, Document, Issue, Segment, Span};
use crate::normalize::{self, Normalizer};
use crate::persian::match_key;
use crate::qa::Checker;
use crate::segment;
use crate::termbase::{TermBase, Waivers};

/// What the run is told besides its parts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// Neighbouring segments sent as context (0–20), if the backend reads context.
    pub context: usize,
    /// Requests under way at once; `None`: what the backend allows.
    pub jobs: Option<usize>,
    /// Stop asking after so many segments.
    pub limit: Option<usize>,
    /// The most that may be spent, in millionths of a dollar.
    pub most_cost: Option<u64>,
    /// What is asked again although it is stored.
    pub redo: Redo,
    /// What units of the memory with a like source are used for.
    pub fuzzy: Fuzzy,
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
    /// What need not be rendered as the glossary says.
    pub waivers: Arc<Waivers>,
    /// The engine.
    pub backend: Arc<dyn Backend>,
    /// Asked in turn for segments that the engine gives no answer for.
    pub fallbacks: Vec<Arc<dyn Backend>>,
    /// The checks.
    pub checker: Arc<Checker>,
    /// The journal.
    pub memory: Arc<Memory>,
    /// The time for the journal's rows.
    pub clock: Arc<dyn Clock>,
    /// The rest.
    pub options: Options,
}

/// Most segments of a document that are under way as one part.
const PART: usize = 1024;

/// Some consecutive segments of a document, annotated. Long documents travel in parts, so that memory does not grow with them.
#[derive(Debug)]
pub struct Part {
    /// The document's id.
    pub id: String,
    /// What was noticed about the document as a whole; only in its first part.
    pub issues: Vec<Issue>,
    /// Segments of the whole document, in its first part; 0 in the others.
    pub total: usize,
    /// No further part follows.
    pub is_last: bool,
    /// The title of the document, if it begins with one.
    pub title: Option<Arc<str>>,
    /// Normalised segments that stood before the first one; context only.
    pub before: Vec<String>,
    /// Match keys of the segments before and behind it: empty at the edge of the document, `None` where they are not known.
    pub edges: (Option<String>, Option<String>),
    /// The segments with their hits.
    pub segments: Vec<Arc<AnnotatedSegment>>,
}

/// What besides its source determines the answer for a segment.
struct Determined {
    /// Match keys of the context.
    context: Vec<String>,
    /// Source and preferred target of the terms, and names with their pronouns.
    terms: Vec<(String, String)>,
    /// Fingerprint of the backend.
    backend: String,
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
    /// Cuts a document into segments and finds the terms in them, part by part. A document without text has one empty part. Characters that
    /// hide something are told with the first.
    pub fn parts(&self, document: Document) -> impl Iterator<Item = Part> + use<'_> {
        let spans: Vec<(usize, Span)> = segment::spans(&document.text, &self.segment).collect();
        let count = spans.len().div_ceil(PART).max(1);
        let mut before: Vec<String> = Vec::new();
        let mut behind_former = String::new();
        let mut title = None;
        let mut issues = document.issues.clone();
        issues.extend(normalize::issues(&document.text));
        (0..count).map(move |part| {
            let first = part * PART;
            let places = &spans[first..spans.len().min(first + PART)];
            let cut = |(at, place): (usize, &(usize, Span))| {
                segment::cut(&document.text, *place, first + at + 1, &self.normalizer)
            };
            let next = spans.get(first + PART).map(|place| cut((PART, place)).key).unwrap_or_default();
            let segments = places.iter().enumerate().map(cut).map(|segment| self.annotated(&document.id, segment));
            let is_first = part == 0;
            let segments: Vec<Arc<AnnotatedSegment>> = segments.collect();
            if is_first {
                title = segments.first().and_then(|first| title_of(&first.segment));
            }
            let part = Part {
                id: document.id.clone(),
                title: title.clone(),
                issues: std::mem::take(&mut issues),
                total: if is_first { spans.len() } else { 0 },
                is_last: part + 1 == count,
                before: std::mem::take(&mut before),
                edges: (Some(std::mem::take(&mut behind_former)), Some(next)),
                segments,
            };
            behind_former = part.segments.last().map(|one| one.segment.key.clone()).unwrap_or_default();
            let kept = part.segments.len().saturating_sub(self.options.context);
            before = part.segments[kept..].iter().map(|one| one.segment.normalized.text().to_owned()).collect();
            part
        })
    }

    /// Takes each line of `lines` for one segment; `first` is the number of the first line, `before` are the lines before it.
    #[must_use]
    pub fn lines(&self, lines: &[String], first: usize, before: &[String]) -> Part {
        let before = before.iter().map(|line| self.normalizer.normalize(line).text().to_owned()).collect();
        let id = format!("line {first}");
        let segments: Vec<Arc<AnnotatedSegment>> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| self.annotated(&id, segment::line(line, first + at, &self.normalizer)))
            .collect();
        let total = segments.len();
        let (title, edges) = (None, (None, None));
        Part { id, issues: Vec::new(), total, is_last: true, title, before, edges, segments }
    }

    /// Finds the terms in a segment of document `id`, and the waivers for them.
    fn annotated(&self, id: &str, segment: Segment) -> Arc<AnnotatedSegment> {
        let mut annotated = self.terms.annotate(segment);
        self.waivers.apply(id, &mut annotated);
        Arc::new(annotated)
    }

    /// Returns the normalised neighbours that are sent before segment `at`, oldest first.
    fn context(&self, document: &Part, at: usize) -> Vec<String> {
        if !self.backend.capabilities().context {
            return Vec::new();
        }
        let inside = document.segments[..at].iter().rev().map(|segment| segment.segment.normalized.text());
        let outside = document.before.iter().rev().map(String::as_str);
        let mut nearest: Vec<String> = inside.chain(outside).take(self.options.context).map(str::to_owned).collect();
        nearest.reverse();
        nearest
    }

    /// Returns the key under which the answer of backend `index` of the chain for segment `at` is stored.
    fn key(&self, document: &Part, at: usize, index: usize) -> Key {
        self.key_of(document, at, &self.determined(document, at, index))
    }

    fn key_of(&self, document: &Part, at: usize, determined: &Determined) -> Key {
        let Determined { context, terms, backend } = determined;
        Key::new(&KeyParts { source: &document.segments[at].segment.key, context, terms, backend })
    }

    /// Returns what besides its source determines the answer of backend `index` of the chain for segment `at`.
    fn determined(&self, document: &Part, at: usize, index: usize) -> Determined {
        let source = &document.segments[at];
        let context = self.context(document, at);
        let pronouns = self.pronouns(document, at, &context).into_iter();
        let pronouns = pronouns.map(|(name, pronoun)| (format!("pronoun {name}"), pronoun.forms()[0].to_owned()));
        // The keys of the segments are there already.
        let inside = document.segments[..at].iter().rev().map(|one| one.segment.key.clone());
        let outside = document.before.iter().rev().map(|text| match_key(text));
        let mut context: Vec<String> = inside.chain(outside).take(context.len()).collect();
        context.reverse();
        let terms = source.hits.iter().map(|hit| {
            let exactly = if hit.entry.dnt { " (exactly so)" } else { "" };
            (hit.entry.source.clone(), format!("{}{exactly}", hit.entry.target))
        });
        let terms: Vec<(String, String)> = terms.chain(pronouns).collect();
        let backend = self.chain().nth(index).unwrap_or(&self.backend).fingerprint();
        Determined { context, terms, backend }
    }
}

/// Longest line that is taken for a title, in characters.
const LONGEST_TITLE: usize = 120;

/// A first segment that is short and ends like no sentence is the title.
fn title_of(first: &Segment) -> Option<Arc<str>> {
    let text = first.normalized.text().trim();
    let is_title = !text.is_empty()
        && text.chars().count() <= LONGEST_TITLE
        && !text.ends_with(['.', '!', '؟', '?', '…', ':', '؛', '،']);
    is_title.then(|| text.into())
}
