//! Documents and the segments cut from them.

use super::{Issue, Normalized};

/// A half-open byte range in the *original* document (decoded to UTF-8, without BOM).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Returns the span `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Returns the slice of `text` that the span covers, or the empty string if it lies outside of it.
    #[must_use]
    pub fn slice(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }
}

/// One input text, decoded and never altered afterwards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The path relative to the walked folder with `/` between its parts, or `stdin`.
    pub id: String,
    /// The decoded text without a byte-order mark.
    pub text: String,
    /// What was noticed while decoding (an encoding other than UTF-8, for example).
    pub issues: Vec<Issue>,
}

/// The smallest unit translated: one sentence, heading or list item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Position in the document, from 1.
    pub seg: usize,
    /// Paragraph the segment belongs to, from 1.
    pub para: usize,
    /// Where it stands in the original document, without outer white space.
    pub span: Span,
    /// The raw slice with white space folded to single spaces.
    pub source: String,
    /// The raw slice in repaired orthography, with the map back to it.
    pub normalized: Normalized,
    /// The folded form under which equal sources are equal (see `persian::match_key`).
    pub key: String,
}
