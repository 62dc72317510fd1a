//! Classes of characters around a boundary, and steps to the left and right over them.
//!
//! In: text and an offset. Out: the neighbouring character, word or offset.

use crate::persian::{digits, letters};

/// Bytes that rules may look at to the left, or take in to the right: enough for any sentence a rule needs, and a bound on the cost of odd input.
const REACH: usize = 600;

pub(super) fn is_stop(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | '‼' | '⁇' | '⁈' | '⁉' | '！' | '．' | '？')
}

pub(super) fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// White space of any kind and marks that cannot be seen.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_unseen(c)
}

pub(super) fn is_unseen(c: char) -> bool {
    c == letters::ZWNJ || letters::is_invisible(c)
}

pub(super) fn is_closer(c: char) -> bool {
    matches!(c, '»' | '”' | '’' | '"' | '\'' | ')' | ']' | '}' | '›' | '﴾' | '〉' | '》' | '」')
}

pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '«' | '“' | '‘' | '"' | '\'' | '(' | '[' | '{' | '‹' | '﴿' | '„')
}

/// Marks after which the same sentence goes on.
pub(super) fn is_inner_punctuation(c: char) -> bool {
    matches!(c, '،' | '؛' | ',' | ';' | ':' | '٬' | '٫')
}

pub(super) fn is_word(c: char) -> bool {
    letters::is_letter(c)
        || matches!(c, letters::ZWNJ | 'ـ' | '\u{200D}')
        || letters::is_diacritic(c)
        || c.is_alphanumeric()
}

/// As `char::is_alphabetic`, which is slow where it matters: the letters of Persian are asked first.
pub(super) fn is_alphabetic(c: char) -> bool {
    matches!(c, '\u{0621}'..='\u{064A}' | '\u{0671}'..='\u{06D3}') || c.is_alphabetic()
}

pub(super) fn is_persian(c: char) -> bool {
    letters::is_letter(c) && !digits::is_digit(c)
}

pub(super) fn after(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

pub(super) fn before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// Returns the offset after all characters from `at` on that satisfy `class`.
pub(super) fn skip(text: &str, at: usize, class: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c| !class(c)).map_or(text.len(), |step| at + step)
}

/// Returns the offset before the run of characters satisfying `class` that ends at `at`, not further left than `floor`.
pub(super) fn skip_back(text: &str, floor: usize, at: usize, class: impl Fn(char) -> bool) -> usize {
    let floor = floor.max(reach(text, at)).min(at);
    let run = text[floor..at].chars().rev().take_while(|c| class(*c)).map(char::len_utf8).sum::<usize>();
    at - run
}

/// Returns the leftmost offset that rules may look at from `at`.
pub(super) fn reach(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.saturating_sub(REACH))
}

/// Returns `text` up to the rightmost offset that rules may look at from `at`.
pub(super) fn near(text: &str, at: usize) -> &str {
    &text[..text.floor_char_boundary(at.saturating_add(REACH))]
}

/// Returns the word that begins at `at`, with its ZWNJ.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    &text[at..skip(text, at, is_word)]
}

/// Returns the word that ends at `at`, not further left than `floor`.
pub(super) fn word_before(text: &str, floor: usize, at: usize) -> &str {
    &text[skip_back(text, floor, at, is_word)..at]
}
