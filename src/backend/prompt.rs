//! Writes a request as a chat: instructions, context and terms, and the segments as one JSON object at the very end.
//!
//! In: a request. Out: the system and the user message. Keys are s01, s02, …; the answer must have exactly these.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::model::Request;

/// Raised with every change of the wording: it is part of the fingerprint.
pub const PROMPT_VERSION: u32 = 2;

/// The instructions.
pub(super) const SYSTEM: &str = include_str!("prompts/chat.txt");

/// Most terms listed in one request; more would bury each other.
const MOST_TERMS: usize = 80;

/// Returns the key of the item at this index.
pub(super) fn key(at: usize) -> String {
    format!("s{:02}", at + 1)
}

/// Returns the user message.
pub(super) fn user(request: &Request) -> String {
    let mut text = String::new();
    let context = request.items.first().map(|item| item.context.as_slice()).unwrap_or_default();
    if !context.is_empty() {
        text.push_str("Context before these segments:\n");
        for line in context {
            let _ = writeln!(text, "{line}");
        }
        text.push('\n');
    }
    let terms = terms(request);
    if !terms.is_empty() {
        text.push_str("Terms:\n");
        for (source, target) in terms {
            let _ = writeln!(text, "{source} = {target}");
        }
        text.push('\n');
    }
    for (at, item) in request.items.iter().enumerate() {
        if let Some(feedback) = &item.feedback {
            let _ = writeln!(text, "A former translation of {} was rejected: {feedback}", key(at));
        }
    }
    let segments: Map<String, Value> = request
        .items
        .iter()
        .enumerate()
        .map(|(at, item)| (key(at), Value::String(item.segment.segment.normalized.text().to_owned())))
        .collect();
    text.push_str("Segments:\n");
    text.push_str(&Value::Object(segments).to_string());
    text
}

/// The terms hit in these segments, without repetition, in order of appearance.
fn terms(request: &Request) -> Vec<(&str, String)> {
    let mut seen = BTreeSet::new();
    let hits = request.items.iter().flat_map(|item| &item.segment.hits);
    hits.filter(|hit| seen.insert(hit.entry.source.as_str()))
        .map(|hit| {
            let exactly = if hit.entry.dnt { " (exactly so)" } else { "" };
            (hit.entry.source.as_str(), format!("{}{exactly}", hit.entry.target))
        })
        .take(MOST_TERMS)
        .collect()
}
