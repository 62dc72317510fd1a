//! What goes to a backend and what comes back, as plain data.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{AnnotatedSegment, Issue, Pronoun};

/// One segment to translate.
#[derive(Debug, Clone)]
pub struct Item {
    /// The segment with its required terms.
    pub segment: Arc<AnnotatedSegment>,
    /// The normalised text as it is to be translated, with placeholders for what the backend must not touch.
    pub text: String,
    /// Normalised neighbours before it, oldest first; context only, never translated.
    pub context: Vec<String>,
    /// Title of the document, if it has one and this is not it; understood, never translated.
    pub title: Option<Arc<str>>,
    /// Translations of like segments, as examples: Persian and English.
    pub examples: Vec<(String, String)>,
    /// Persons in it or in its context whose pronoun is known: the name as the style gives it.
    pub pronouns: Vec<(String, Pronoun)>,
    /// What was wrong with the former answer, if this is a second try.
    pub feedback: Option<String>,
}

/// Segments that are sent together.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The segments, in document order.
    pub items: Vec<Item>,
}

/// The answer for one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translation {
    /// The target text.
    pub target: String,
    /// What the backend reports about it.
    pub issues: Vec<Issue>,
}

/// What a request used, as the backend reports it; zeros where it reports nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Usage {
    /// Tokens sent.
    pub input_tokens: u64,
    /// Tokens received.
    pub output_tokens: u64,
    /// Characters of source text.
    pub characters: u64,
}

impl std::ops::AddAssign for Usage {
    fn add_assign(&mut self, other: Self) {
        self.input_tokens += other.input_tokens;
        self.output_tokens += other.output_tokens;
        self.characters += other.characters;
    }
}

/// The answer to a request, by the index of the item it answers.
///
/// An item without an answer was left out by the backend; it is asked again, never filled from a neighbour.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// The translations that came back well formed.
    pub answers: BTreeMap<usize, Translation>,
    /// What it used.
    pub usage: Usage,
}
