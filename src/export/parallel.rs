//! The parallel TSV: `doc seg source target origin state terms issues`, one unit a row.

use serde_json::{Value, json};

use crate::formats::tsv;
use crate::model::{Bitext, Issue, TermState, TranslationUnit};

/// The columns, in order.
pub const COLUMNS: [&str; 8] = ["doc", "seg", "source", "target", "origin", "state", "terms", "issues"];

/// Returns the header line, with its line end.
#[must_use]
pub fn header() -> String {
    format!("{}\n", COLUMNS.join("\t"))
}

/// Returns the rows of a bitext, each with its line end. What was found about the document as a whole stands in its first row.
#[must_use]
pub fn rows(bitext: &Bitext) -> String {
    let mut out = String::new();
    for (at, unit) in bitext.units.iter().enumerate() {
        let about_document: &[Issue] = if at == 0 { &bitext.issues } else { &[] };
        out.push_str(&row(&bitext.document, unit, about_document));
        out.push('\n');
    }
    out
}

fn row(document: &str, unit: &TranslationUnit, about_document: &[Issue]) -> String {
    let seg = unit.source.segment.seg.to_string();
    let origin = unit.origin.as_ref().map(ToString::to_string).unwrap_or_default();
    let issues: Vec<&Issue> = about_document.iter().chain(&unit.issues).collect();
    let issues = serde_json::to_string(&issues).unwrap_or_default();
    let terms = Value::Array(terms(unit)).to_string();
    let state = unit.state.as_str();
    tsv::line(&[document, &seg, &unit.source.segment.source, &unit.target, &origin, state, &terms, &issues])
}

/// One object per hit: the entry's source and preferred target, the surface in the source, and what became of it (with the reason of a waiver).
fn terms(unit: &TranslationUnit) -> Vec<Value> {
    let hits = unit.source.hits.iter().enumerate().map(|(at, hit)| {
        let surface = unit.source.segment.normalized.text().get(hit.range.clone()).unwrap_or("");
        let mut term = json!({ "term": hit.entry.source, "target": hit.entry.target, "surface": surface });
        if let Some(state) = unit.terms.get(at) {
            term["state"] = json!(state.as_str());
        }
        if let Some(waiver) = hit.waiver.as_ref().filter(|_| unit.terms.get(at) == Some(&TermState::Waived)) {
            term["reason"] = json!(waiver.reason);
        }
        term
    });
    hits.collect()
}
