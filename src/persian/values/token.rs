//! Cuts a text into what values are made of: digits with the signs inside them, words, and anything else.

use std::ops::Range;

use super::super::digits::{ascii_digits, is_digit};
use super::super::key::match_key;
use super::super::letters::{ZWNJ, is_diacritic, is_invisible, is_letter};

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind,
}

/// What it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits and signs between them, in ASCII.
    Digits(String),
    /// A Persian word: the text without marks, and its match key.
    Word(String, String),
    /// Letters of another script with the digits inside them, punctuation.
    Other,
}

impl Token {
    pub(super) fn is_digits(&self) -> bool {
        matches!(self.kind, Kind::Digits(_))
    }

    /// Returns the digits, or "".
    pub(super) fn digits(&self) -> &str {
        if let Kind::Digits(digits) = &self.kind { digits } else { "" }
    }

    /// Returns the match key of a word, or "".
    pub(super) fn key(&self) -> &str {
        if let Kind::Word(_, key) = &self.kind { key } else { "" }
    }

    /// Returns a word with its ZWNJ, or "".
    pub(super) fn word(&self) -> &str {
        if let Kind::Word(word, _) = &self.kind { word } else { "" }
    }
}

/// Returns the tokens of `text`; white space is left out.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (len, kind) = extent(&text[at..], c);
        found.push(Token { range: at..at + len, kind });
        at += len;
    }
    found
}

fn extent(rest: &str, first: char) -> (usize, Kind) {
    if is_digit(first) {
        let len = digits_len(rest);
        return (len, Kind::Digits(ascii_digits(&rest[..len])));
    }
    if is_letter(first) {
        let inside = |c: char| is_letter(c) || c == ZWNJ || is_diacritic(c) || is_invisible(c) || c == 'ـ';
        let len = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        let word: String =
            rest[..len].chars().filter(|c| !is_diacritic(*c) && !is_invisible(*c) && *c != 'ـ').collect();
        return (len, Kind::Word(word, match_key(&rest[..len])));
    }
    if first.is_alphanumeric() {
        // «H1N1»: the digits inside a Latin word are no number.
        let len = rest.find(|c: char| !c.is_alphanumeric() || is_letter(c)).unwrap_or(rest.len());
        return (len.max(first.len_utf8()), Kind::Other);
    }
    (first.len_utf8(), Kind::Other)
}

/// Signs belong to the number between two digits; a percent sign also behind the last one.
fn digits_len(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬' | '-')
            && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        let percent = matches!(c, '%' | '٪');
        if !is_digit(c) && !joins && !percent {
            break;
        }
        end = at + c.len_utf8();
        if percent {
            break;
        }
    }
    end
}
