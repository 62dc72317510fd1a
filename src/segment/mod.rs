//! Cuts a document into paragraphs and sentences.
//!
//! In: the raw text. Out: spans in it, and segments with source, normalised text and match key. Lossless: spans and the white space
//! between them are the text. The rules are code, the words they rest on are the data files `abbreviations.tsv` and `cues.tsv`; an SRX file takes
//! their place where one is given.
//! Nothing is rewritten here; repairing the spelling is the normaliser's work.

mod abbreviation;
mod chars;
mod clause;
mod dateline;
mod initials;
mod judge;
mod lines;
mod names;
mod notes;
mod quotation;
mod scan;
mod spans;
mod srx;
mod words;
mod wrap;

use std::path::PathBuf;

use serde::Deserialize;

use crate::model::{Document, Segment, Span};
use crate::normalize::Normalizer;
use crate::persian::letters::plain_words_end;
use crate::persian::match_key;

pub use lines::HardWrap;
pub use spans::Spans;
pub use srx::{Rules, RulesError, export as export_srx};

/// How to segment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "snake_case")]
pub struct Options {
    /// What a line break means.
    pub hard_wrap: HardWrap,
    /// Longest segment in characters; a longer one is cut at a clause mark or space.
    pub longest: usize,
    /// An SRX 2.0 file; whoever holds the settings reads it into `srx`.
    pub rules: Option<PathBuf>,
    /// The rules of that file; `None`: the built-in ones.
    #[serde(skip)]
    pub srx: Option<Rules>,
}

impl Default for Options {
    fn default() -> Self {
        Self { hard_wrap: HardWrap::Auto, longest: 5000, rules: None, srx: None }
    }
}

/// Returns the segments of `text` as (paragraph from 1, span).
pub fn spans<'a>(text: &'a str, options: &'a Options) -> Spans<'a> {
    Spans::new(text, options)
}

/// Returns the segments of `text` one after the other, numbered from 1.
pub fn segments<'a>(
    text: &'a str,
    options: &'a Options,
    normalizer: &'a Normalizer,
) -> impl Iterator<Item = Segment> + use<'a> {
    spans(text, options).zip(1..).map(|(place, seg)| cut(text, place, seg, normalizer))
}

/// Returns the segments of `document`, numbered from 1.
#[must_use]
pub fn segment(document: &Document, options: &Options, normalizer: &Normalizer) -> Vec<Segment> {
    segments(&document.text, options, normalizer).collect()
}

/// Returns one segment of `text`, given its paragraph and span and its number.
#[must_use]
pub fn cut(text: &str, (para, span): (usize, Span), seg: usize, normalizer: &Normalizer) -> Segment {
    let raw = span.slice(text);
    let normalized = normalizer.normalize_line(raw);
    let key = match_key(normalized.text());
    Segment { seg, para, span, source: fold_white_space(raw), normalized, key }
}

/// Returns a line as one segment, whatever is in it; `number` counts from 1.
#[must_use]
pub fn line(text: &str, number: usize, normalizer: &Normalizer) -> Segment {
    let normalized = normalizer.normalize(text);
    let key = match_key(normalized.text());
    Segment { seg: number, para: number, span: Span::new(0, text.len()), source: text.to_owned(), normalized, key }
}

/// Returns `raw` with every run of white space as one space, none outside.
fn fold_white_space(raw: &str) -> String {
    if is_folded(raw) {
        return raw.to_owned();
    }
    let mut out = String::with_capacity(raw.len());
    let (mut at, mut gap) = (0, false);
    while let Some(c) = raw[at..].chars().next() {
        let end = plain_words_end(raw, at).max(at + c.len_utf8());
        if c.is_whitespace() {
            gap = !out.is_empty();
        } else {
            if std::mem::take(&mut gap) {
                out.push(' ');
            }
            out.push_str(&raw[at..end]);
        }
        at = end;
    }
    out
}

/// Whether there is plainly nothing to fold: single spaces inside, and no other white space. Looks at bytes, all of them, which is quicker than
/// stopping at the first; in doubt it is false.
fn is_folded(raw: &str) -> bool {
    const ZWNJ: [u8; 3] = [0xE2, 0x80, 0x8C];
    let bytes = raw.as_bytes();
    // White space beyond ASCII begins with one of these.
    let odd = |byte: &u8| (*byte < b' ') | matches!(*byte, 0xC2 | 0xE1 | 0xE3);
    let has_odd = bytes.iter().fold(false, |found, byte| found | odd(byte));
    let has_double = bytes
        .iter()
        .zip(&bytes[bytes.len().min(1)..])
        .fold(false, |found, (a, b)| found | ((*a == b' ') & (*b == b' ')));
    let is_wide = bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ');
    !has_odd
        && !has_double
        && !is_wide
        && bytes.iter().enumerate().filter(|(_, byte)| **byte == ZWNJ[0]).all(|(at, _)| bytes[at..].starts_with(&ZWNJ))
}
