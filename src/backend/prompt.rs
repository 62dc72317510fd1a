//! Writes a request as a chat: instructions, context and terms, and the segments as one JSON object at the very end.
//!
//! In: a request. Out: the system and the user message. Keys are s01, s02, …; the answer must have exactly these.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::model::{DateStyle, Request, Romanisation, Spelling, Style, TermHit};

/// Raised with every change of the wording: it is part of the fingerprint.
pub const PROMPT_VERSION: u32 = 4;

/// The instructions, but for the style.
const SYSTEM: &str = include_str!("prompts/chat.txt");

/// Returns the instructions, with the style of the house.
pub(super) fn system(style: &Style) -> String {
    format!("{}\n\n{}\n", SYSTEM.trim_end(), house(style))
}

/// Returns all that decides answers besides the request and the model: version of the wording, style and notes.
pub(super) fn fingerprint(style: &Style) -> String {
    let notes = style.notes.trim();
    let notes = if notes.is_empty() { String::new() } else { format!(" notes {notes}") };
    format!("prompt {PROMPT_VERSION} {}{notes}", style.fingerprint())
}

/// Returns the style of the house in words.
pub(super) fn house(style: &Style) -> String {
    let dates = match style.dates {
        DateStyle::Both => "Solar Hijri dates stay as they are, with the Gregorian date in brackets.",
        DateStyle::Keep => "Solar Hijri dates stay as they are, without the Gregorian date.",
        DateStyle::Convert => "Give Solar Hijri dates as Gregorian dates only.",
    };
    let spelling = match style.spelling {
        Spelling::Us => "Write American English.",
        Spelling::Uk => "Write British English.",
    };
    let names = match style.romanisation {
        Romanisation::Plain => "Romanise names that have no English form without marks above or below letters.",
        Romanisation::Scholarly => {
            "Romanise names that have no English form in the scholarly way (ā ī ū, ḥ ṣ ż ṭ ẓ, ʿ)."
        }
    };
    let notes = style.notes.trim();
    format!("{dates} {spelling} {names}{}{notes}", if notes.is_empty() { "" } else { " " })
}

/// Returns the key of the item at this index.
pub(super) fn key(at: usize) -> String {
    format!("s{:02}", at + 1)
}

/// Returns the user message.
///
/// Listed are the terms of these segments, `most_terms` at most.
pub(super) fn user(request: &Request, most_terms: usize) -> String {
    let mut text = String::new();
    if let Some(title) = request.items.iter().find_map(|item| item.title.as_deref()) {
        let _ = writeln!(text, "Title of the document: {title}\n");
    }
    let context = request.items.first().map(|item| item.context.as_slice()).unwrap_or_default();
    if !context.is_empty() {
        text.push_str("Context before these segments:\n");
        for line in context {
            let _ = writeln!(text, "{line}");
        }
        text.push('\n');
    }
    let terms = terms(request, most_terms);
    if !terms.is_empty() {
        text.push_str("Terms:\n");
        for term in terms {
            let _ = writeln!(text, "{term}");
        }
        text.push('\n');
    }
    let pronouns: BTreeMap<&str, &str> = request
        .items
        .iter()
        .flat_map(|item| &item.pronouns)
        .map(|(name, pronoun)| (name.as_str(), pronoun.forms()[0]))
        .collect();
    if !pronouns.is_empty() {
        text.push_str("Pronouns:\n");
        for (name, pronoun) in pronouns {
            let _ = writeln!(text, "{name}: {pronoun}");
        }
        text.push('\n');
    }
    let examples: BTreeSet<&(String, String)> = request.items.iter().flat_map(|item| &item.examples).collect();
    if !examples.is_empty() {
        text.push_str("Translations of like segments:\n");
        for (source, target) in examples {
            let _ = writeln!(text, "{source}\n→ {target}");
        }
        text.push('\n');
    }
    for (at, item) in request.items.iter().enumerate() {
        if let Some(feedback) = &item.feedback {
            let _ = writeln!(text, "A former translation of {} was rejected: {feedback}", key(at));
        }
    }
    let segments: Map<String, Value> =
        request.items.iter().enumerate().map(|(at, item)| (key(at), Value::String(item.text.clone()))).collect();
    text.push_str("Segments:\n");
    text.push_str(&Value::Object(segments).to_string());
    text
}

/// The terms hit in these segments, without repetition, in order of appearance. An alias stands beside its term, and a term with two senses
/// is given the key of its segment.
fn terms(request: &Request, most: usize) -> Vec<String> {
    let hits =
        || request.items.iter().enumerate().flat_map(|(at, item)| item.segment.hits.iter().map(move |hit| (at, hit)));
    let mut targets: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (_, hit) in hits() {
        targets.entry(&hit.entry.source).or_default().insert(&hit.entry.target);
    }
    let mut seen = BTreeSet::new();
    let line = |(at, hit): (usize, &TermHit)| {
        let text = request.items[at].segment.segment.normalized.text();
        let entry = &hit.entry;
        let surface = text.get(hit.range.clone()).filter(|surface| entry.aliases.iter().any(|alias| alias == surface));
        let surface = surface.map(|surface| format!(" ({surface})")).unwrap_or_default();
        let exactly = if entry.dnt { " (exactly so)" } else { "" };
        let has_senses = targets.get(entry.source.as_str()).is_some_and(|targets| targets.len() > 1);
        let place = if has_senses { format!(" [in {}]", key(at)) } else { String::new() };
        format!("{}{surface} = {}{exactly}{place}", entry.source, entry.target)
    };
    hits().map(line).filter(|line| seen.insert(line.clone())).take(most).collect()
}
