//! How a chat model is spoken to: as one JSON object of several segments, or in the words that a translation model was trained on, one segment a call.
//!
//! In: an item. Out: messages and further fields of the body. The wordings are files in `prompts/`; each dialect has a version that is part of the
//! fingerprint. Absent: the JSON form (`prompt.rs`, `object.rs`).

use serde::Deserialize;
use serde_json::{Value, json};

use crate::model::{Item, Style};

use super::TermSupport;
use super::prompt;

/// The wording a model expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dialect {
    /// Several segments as one JSON object, with context, terms and style: for models that follow instructions.
    #[default]
    Json,
    /// The same instructions in short, one segment a call: for models that cannot keep to JSON.
    Plain,
    /// Hy-MT2, with its form for terms.
    HyMt2,
    /// `TranslateGemma`, which knows no terms.
    Translategemma,
    /// Qwen-MT: the message is the text, and terms are a field of the request.
    QwenMt,
}

impl Dialect {
    /// Returns its name in the settings and a version that is raised with every change of its wording; nothing for the JSON form, which has its own.
    pub(super) fn version(self) -> Option<&'static str> {
        match self {
            Self::Json => None,
            Self::Plain => Some("plain 1"),
            Self::HyMt2 => Some("hy-mt2 1"),
            Self::Translategemma => Some("translategemma 1"),
            Self::QwenMt => Some("qwen-mt 1"),
        }
    }

    /// Returns how terms reach a model of this dialect.
    pub(super) fn terms(self) -> TermSupport {
        match self {
            Self::Json | Self::Plain | Self::HyMt2 | Self::QwenMt => TermSupport::Prompt,
            Self::Translategemma => TermSupport::None,
        }
    }

    /// Returns whether the style of the house is told.
    pub(super) fn reads_style(self) -> bool {
        matches!(self, Self::Json | Self::Plain)
    }

    /// Puts messages, and what else the dialect asks for, into `body`.
    pub(super) fn fill(self, body: &mut Value, item: &Item, style: &Style, most_terms: usize) {
        let terms = terms(item, most_terms);
        let content = match self {
            Self::Json | Self::Plain => plain(item, style, &terms),
            Self::HyMt2 if terms.is_empty() => with_text(include_str!("prompts/hy-mt2.txt"), &item.text),
            Self::HyMt2 => {
                let lines: String = terms.iter().map(|(fa, en)| format!("{fa} translates to {en}\n")).collect();
                with_text(&include_str!("prompts/hy-mt2-terms.txt").replace("{terms}", &lines), &item.text)
            }
            Self::Translategemma => with_text(include_str!("prompts/translategemma.txt"), &item.text),
            Self::QwenMt => {
                body["translation_options"] = qwen_options(item, &terms);
                item.text.clone()
            }
        };
        body["messages"] = json!([{ "role": "user", "content": content }]);
    }
}

/// The text goes in last: what stands in it is never taken for a place to fill.
fn with_text(prompt: &str, text: &str) -> String {
    prompt.trim_end_matches('\n').replacen("{text}", text, 1)
}

fn plain(item: &Item, style: &Style, terms: &[(&str, &str)]) -> String {
    let mut lines = String::new();
    if !terms.is_empty() {
        lines.push_str("\nRender these terms as given, inflected as English grammar asks for:\n");
        terms.iter().for_each(|(fa, en)| lines.push_str(&format!("{fa} = {en}\n")));
    }
    if let Some(feedback) = &item.feedback {
        lines.push_str(&format!("\nA former translation was rejected: {feedback}\n"));
    }
    let style = format!("{}\n", prompt::house(style));
    let filled = include_str!("prompts/plain.txt").replace("{style}", &style).replace("{terms}", &lines);
    with_text(&filled, &item.text)
}

fn qwen_options(item: &Item, terms: &[(&str, &str)]) -> Value {
    let pair = |(source, target): &(&str, &str)| json!({ "source": source, "target": target });
    let mut options = json!({ "source_lang": "Western Persian", "target_lang": "English" });
    if !terms.is_empty() {
        options["terms"] = terms.iter().map(pair).collect();
    }
    if !item.examples.is_empty() {
        options["tm_list"] = item.examples.iter().map(|(fa, en)| pair(&(fa, en))).collect();
    }
    options
}

/// The terms of a segment, each once, in order.
fn terms(item: &Item, most: usize) -> Vec<(&str, &str)> {
    let mut terms: Vec<(&str, &str)> = Vec::new();
    for hit in &item.segment.hits {
        let term = (hit.entry.source.as_str(), hit.entry.target.as_str());
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms.truncate(most);
    terms
}
