//! Finds what must stay as it is: addresses, Latin words, file names, code, words of other languages in Arabic script.
//!
//! In: text. Out: sorted byte ranges. Numbers and abbreviations need no range: the rules that insert or remove look at their neighbours.

use std::ops::Range;

use crate::persian::letters::{is_invisible, is_letter};

/// Returns the ranges of `text` that no rule may touch.
pub(super) fn ranges(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|byte| is_trigger(*byte)) {
        let hit = at + step;
        let chunk = chunk_around(text, at, hit);
        found.push(core(text, chunk.clone()));
        at = chunk.end.max(hit + 1);
    }
    found
}

/// An ASCII letter, or a sign that opens a handle, tag or code.
fn is_trigger(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || matches!(byte, b'@' | b'#' | b'<' | b'>' | b'_' | b'\\' | b'=')
}

/// The run without white space around `hit`, not further left than `floor`.
fn chunk_around(text: &str, floor: usize, hit: usize) -> Range<usize> {
    let start = text[floor..hit]
        .rfind(char::is_whitespace)
        .map_or(floor, |at| floor + at + text[floor + at..].chars().next().map_or(1, char::len_utf8));
    let end = text[hit..].find(char::is_whitespace).map_or(text.len(), |at| hit + at);
    start..end
}

/// An address, handle, tag or piece of code is kept whole, but for marks around it; of another chunk only its Latin part is kept.
fn core(text: &str, chunk: Range<usize>) -> Range<usize> {
    let slice = &text[chunk.clone()];
    let outer = |c: char| {
        is_invisible(c)
            || matches!(c, '«' | '»' | '(' | ')' | '،' | '؛' | '؟' | '.' | ':' | '"' | '“' | '”' | '!' | '…')
    };
    if is_whole(slice) {
        let trimmed = slice.trim_matches(outer);
        let start = chunk.start + (slice.len() - slice.trim_start_matches(outer).len());
        return start..start + trimmed.len();
    }
    let first = slice.find(|c: char| c.is_ascii_alphanumeric()).unwrap_or(0);
    let last = slice.rfind(|c: char| c.is_ascii_alphanumeric()).map_or(slice.len(), |at| at + 1);
    chunk.start + first..chunk.start + last.max(first)
}

fn is_whole(chunk: &str) -> bool {
    chunk.contains("://")
        || chunk.contains("www.")
        || chunk.contains(['@', '#', '_', '\\', '=', '<', '>', '/'])
        || has_inner_dot(chunk)
}

/// «گزارش‌ها.pdf»: a dot between a letter and an ASCII letter.
fn has_inner_dot(chunk: &str) -> bool {
    let mut chars = chunk.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        if c == '.' && (before.is_alphanumeric()) && chars.peek().is_some_and(char::is_ascii_alphanumeric) {
            return true;
        }
        before = c;
    }
    false
}

/// Letters that Persian does not have: a word with one of them is Urdu, Kurdish, Pashto, Uyghur or Arabic of the Maghreb.
pub(super) fn is_foreign_letter(c: char) -> bool {
    is_letter(c)
        && matches!(
            c,
            'ٹ' | 'ڈ'
                | 'ڑ'
                | 'ں'
                | 'ے'
                | 'ھ'
                | 'ہ'
                | 'ۂ'
                | 'ۓ'
                | 'ێ'
                | 'ۆ'
                | 'ڕ'
                | 'ڵ'
                | 'ە'
                | 'ڤ'
                | 'ۇ'
                | 'ې'
                | 'ۍ'
                | 'ګ'
                | 'ښ'
                | 'ځ'
                | 'څ'
                | 'ړ'
                | 'ډ'
                | 'ټ'
                | 'ږ'
                | 'ڼ'
                | 'ڭ'
                | 'ۈ'
                | 'ۋ'
                | 'ڪ'
                | 'ݨ'
        )
}

/// Returns whether the word around `at` has a letter that Persian does not have.
pub(super) fn in_foreign_word(text: &str, at: usize) -> bool {
    let left = text[..at].chars().rev().take_while(|c| is_letter(*c)).take(24).any(is_foreign_letter);
    left || text[at..].chars().take_while(|c| is_letter(*c)).take(24).any(is_foreign_letter)
}

/// Walks along sorted ranges together with an ascending offset.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    ranges: &'a [Range<usize>],
    at: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(ranges: &'a [Range<usize>]) -> Self {
        Self { ranges, at: 0 }
    }

    /// Returns whether `offset` lies in a range; offsets must not decrease from call to call.
    pub(super) fn covers(&mut self, offset: usize) -> bool {
        while self.ranges.get(self.at).is_some_and(|range| range.end <= offset) {
            self.at += 1;
        }
        self.ranges.get(self.at).is_some_and(|range| range.contains(&offset))
    }
}
