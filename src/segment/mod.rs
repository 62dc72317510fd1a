//! stub
use crate::model::{Document, Segment, Span};
use crate::normalize::Normalizer;
/// o
#[derive(Debug, Clone, PartialEq, serde::Deserialize, Default)]
#[serde(default)]
pub struct Options {}
/// s
pub fn segment(document: &Document, _: &Options, n: &Normalizer) -> Vec<Segment> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in document.text.split_inclusive('\n') {
        let t = line.trim_end();
        if !t.is_empty() {
            let normalized = n.normalize(t);
            let key = crate::persian::match_key(normalized.text());
            out.push(Segment {
                seg: out.len() + 1,
                para: out.len() + 1,
                span: Span::new(at, at + t.len()),
                source: t.to_owned(),
                normalized,
                key,
            });
        }
        at += line.len();
    }
    out
}
