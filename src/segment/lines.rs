//! Which line breaks end a paragraph: all of them, those before an empty line, or all but those of hard-wrapped text.
//!
//! In: the text and a policy. Out: for one line break, whether a paragraph ends there. What hard-wrapped text looks like: `wrap.rs`.

use serde::Deserialize;

use super::chars::{is_blank, is_line_break};
use super::scan::{self, Mark};
use super::wrap::{self, WIDEST};

/// What a line break means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HardWrap {
    /// Hard-wrapped blocks are recognised and joined; elsewhere every line is a paragraph.
    #[default]
    Auto,
    /// Every line is a paragraph.
    Line,
    /// Only an empty line ends a paragraph.
    BlankLine,
}

/// Lines of a block looked at to see whether it is wrapped.
const SAMPLE: usize = 64;

/// The answers about one text, with what is known of the present block.
#[derive(Debug)]
pub(super) struct Lines<'a> {
    text: &'a str,
    policy: HardWrap,
    /// Where the block begins to which `width` belongs.
    block: Option<usize>,
    /// Width in characters if the block is wrapped.
    width: Option<usize>,
    /// Width of the last block that was.
    known: Option<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str, policy: HardWrap) -> Self {
        Self { text, policy, block: None, width: None, known: None }
    }

    /// Returns whether the line break at `at`, `len` bytes long, ends the paragraph whose text begins at `start`.
    pub(super) fn ends_paragraph(&mut self, start: usize, at: usize, len: usize) -> bool {
        if self.policy == HardWrap::Line {
            return true;
        }
        if is_blank_line(&self.text[at + len..]) {
            self.block = None;
            return true;
        }
        if self.policy == HardWrap::BlankLine {
            return false;
        }
        if self.block.is_none() {
            self.block = Some(start);
            self.width = wrap::width(&block(&self.text[line_start(self.text, start)..]), self.known);
            self.known = self.width.or(self.known);
        }
        let hangs = wrap::hangs(&self.text[..at]);
        if !hangs && self.width.is_none() {
            return true;
        }
        let next = line(self.text, at + len);
        let fills = |width| wrap::is_full(&self.text[line_start(self.text, at)..at], next, width);
        !(hangs || self.width.is_some_and(fills)) || wrap::opens_item(next)
    }
}

/// Returns whether nothing that can be seen stands on the line that begins `text`.
fn is_blank_line(text: &str) -> bool {
    text.chars().find(|c| is_line_break(*c) || !is_blank(*c)).is_none_or(is_line_break)
}

fn line(text: &str, from: usize) -> &str {
    let end = line_end(text, from);
    &text[from..end]
}

fn line_end(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        match scan::next(text.as_bytes(), at, text.len()) {
            Some((end, Mark::Line(_))) => return end,
            Some((stop, Mark::Stop)) => at = stop + text[stop..].chars().next().map_or(1, char::len_utf8),
            None => return text.len(),
        }
    }
}

/// Looks back over one line at most of the widest kind; a longer line is no wrapped one.
fn line_start(text: &str, at: usize) -> usize {
    let floor = text.floor_char_boundary(at.saturating_sub(4 * WIDEST));
    text[floor..at].rfind(is_line_break).map_or(floor, |found| {
        let found = floor + found;
        found + text[found..].chars().next().map_or(1, char::len_utf8)
    })
}

/// Returns the first lines of the block that begins `text`.
fn block(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut at = 0;
    while at < text.len() && lines.len() < SAMPLE {
        let here = line(text, at);
        if here.trim_matches(is_blank).is_empty() {
            break;
        }
        lines.push(here.trim_end());
        at += here.len();
        at += break_length(&text[at..]);
    }
    lines
}

fn break_length(rest: &str) -> usize {
    if rest.starts_with("\r\n") { 2 } else { rest.chars().next().map_or(0, char::len_utf8) }
}
