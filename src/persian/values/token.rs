//! Cuts a text into what values are made of: digits with the signs inside them, words, and anything else.

use std::ops::Range;

use super::super::digits::{ascii_digits, is_digit};
use super::super::key::match_key;
use super::super::letters::{ZWNJ, is_diacritic, is_invisible, is_letter};
use super::super::numbers::parts_of_word;

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
        // «۲۳‌مین»: the ending follows the number.
        if c.is_whitespace() || c == ZWNJ {
            at += c.len_utf8();
            continue;
        }
        let (len, kind) = extent(&text[at..], c);
        match parts_of_number(&text[at..at + len], &kind) {
            Some(parts) => found.extend(parts.into_iter().map(|part| {
                let range = at + part.start..at + part.end;
                let kind = word(&text[range.clone()]);
                Token { range, kind }
            })),
            None => found.push(Token { range: at..at + len, kind }),
        }
        at += len;
    }
    found
}

/// «بیست‌وسه» is read as three words.
fn parts_of_number(text: &str, kind: &Kind) -> Option<Vec<Range<usize>>> {
    let Kind::Word(word, _) = kind else { return None };
    let is_plain = word.len() == text.len() && !word.contains(['ي', 'ك']);
    // The ordinals «سی‌ام» and «سی‌امین» are words of their own.
    let may_be = is_plain && (word.contains([ZWNJ, 'و']) || word.ends_with(['م', 'ر', 'ن', 'د']));
    (may_be
        && super::super::numbers::ordinal_value(word).is_none()
        && super::super::numbers::word_value(word).is_none())
    .then(|| parts_of_word(word))
    .flatten()
}

fn word(text: &str) -> Kind {
    let letters = text.chars().filter(|c| !is_diacritic(*c) && !is_invisible(*c) && *c != 'ـ');
    let word = letters.map(|c| match c {
        'ي' => 'ی',
        'ك' => 'ک',
        _ => c,
    });
    let word: String = word.collect();
    Kind::Word(word.trim_end_matches(ZWNJ).to_owned(), match_key(text))
}

fn extent(rest: &str, first: char) -> (usize, Kind) {
    if is_digit(first) {
        let len = digits_len(rest);
        return (len, Kind::Digits(ascii_digits(&rest[..len]).replace('،', ",")));
    }
    if is_letter(first) {
        let inside = |c: char| is_letter(c) || c == ZWNJ || is_diacritic(c) || is_invisible(c) || c == 'ـ';
        let len = rest.find(|c| !inside(c)).unwrap_or(rest.len());
        return (len, word(&rest[..len]));
    }
    if first.is_alphanumeric() {
        // «H1N1»: the digits inside a Latin word are no number.
        let len = rest.find(|c: char| !c.is_alphanumeric() || is_letter(c)).unwrap_or(rest.len());
        return (len.max(first.len_utf8()), Kind::Other);
    }
    (first.len_utf8(), Kind::Other)
}

/// Signs belong to the number between two digits; a percent sign also behind the last one. A hyphen does so only in a date: «۱۴۰۲-۱۴۰۳» are two numbers.
fn digits_len(rest: &str) -> usize {
    let len = run_len(rest);
    let hyphens = rest[..len].matches('-').count();
    let is_date = hyphens == 2 && rest[..len].split('-').all(|part| matches!(part.chars().count(), 1 | 2 | 4));
    if hyphens > 0 && !is_date { rest.find('-').unwrap_or(len) } else { len }
}

fn run_len(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = matches!(c, '.' | ',' | '/' | ':' | '٫' | '٬' | '-')
            && chars.peek().is_some_and(|(_, next)| is_digit(*next));
        let percent = matches!(c, '%' | '٪');
        let is_inside = is_digit(c) || joins || percent || (c == '،' && is_group(rest, at));
        if !is_inside {
            break;
        }
        end = at + c.len_utf8();
        if percent {
            break;
        }
    }
    end
}

/// «۱،۲۵۰،۰۰۰»: the Persian comma before exactly three digits, and after one to three that are no zero alone.
fn is_group(rest: &str, comma: usize) -> bool {
    let behind = rest[comma + '،'.len_utf8()..].chars().take_while(|c| is_digit(*c)).count();
    let before = rest[..comma].chars().rev().take_while(|c| is_digit(*c)).count();
    let is_grouped = rest[..comma].chars().all(|c| is_digit(c) || c == '،') && !rest.starts_with(['۰', '٠', '0']);
    behind == 3 && (1..=3).contains(&before) && is_grouped
}
