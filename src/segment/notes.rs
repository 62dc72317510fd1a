//! Marks of notes after a stop: «.[۱]», «.(۱)», «.²», «.[نیازمند منبع]», «.*».
//!
//! In: text and an offset after a stop. Out: where the mark ends that stands there. A mark touches the stop; only a number in square brackets
//! may have a space before it.

use super::chars::{after, is_blank, skip};
use super::clause;
use crate::persian::digits;

/// Longest content of square brackets in characters: «[نیازمند منبع غیراولیه]».
const LONGEST: usize = 30;

/// Returns the end of the mark at `at`.
pub(super) fn note_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    match rest.chars().next()? {
        '[' => square(rest).map(|len| page(text, at + len)),
        '(' => round(rest).map(|len| at + len),
        '*' | '†' | '‡' => signs(text, at),
        c if is_superscript(c) => Some(skip(text, at, is_superscript)),
        _ => None,
    }
}

/// «است. [۱] سپس»: returns the end of a number in square brackets after a space at `at`; not at the head of an item of a bibliography.
pub(super) fn spaced_note_end(text: &str, floor: usize, at: usize) -> Option<usize> {
    let rest = text[at..].strip_prefix([' ', '\u{A0}'])?;
    let len = square(rest)?;
    let is_number = rest[1..len - 1].chars().all(digits::is_digit);
    let end = text.len() - rest.len() + len;
    let stands_alone = after(text, end).is_none_or(|c| is_blank(c) || c == '[');
    (is_number && stands_alone && !text[floor..].starts_with(['[', '('])).then_some(end)
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '⁽' | '⁾' | '⁻')
}

/// Numbers of any length, or a few words without a verb.
fn square(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('[')?;
    let close = inner.char_indices().take(LONGEST + 1).find(|(_, c)| *c == ']')?.0;
    let content = &inner[..close];
    let is_words =
        || clause::words_of(content).count() <= 4 && !clause::has_verb(content) && !content.contains(['.', '…']);
    let is_number = content.chars().all(|c| c.is_numeric() || matches!(c, '،' | ',' | '-' | '–' | ' '));
    (!content.is_empty() && (is_number || is_words())).then_some(close + 2)
}

/// «(۱)», «(12)»: a longer number is a year.
fn round(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix('(')?;
    let close = inner.find(|c| !digits::is_digit(c))?;
    let count = inner[..close].chars().count();
    (inner[close..].starts_with(')') && (1..=3).contains(&count)).then_some(close + 2)
}

/// «[۴]:۲۵», «[۴]: ۲۵»: the page after the note.
fn page(text: &str, at: usize) -> usize {
    let Some(rest) = text[at..].strip_prefix(':') else { return at };
    let pages = rest.len() - rest.trim_start_matches(|c| digits::is_digit(c) || matches!(c, '-' | '–')).len();
    if pages == 0 { at } else { at + 1 + pages }
}

/// «*», «**», «†» before white space.
fn signs(text: &str, at: usize) -> Option<usize> {
    let end = skip(text, at, |c| matches!(c, '*' | '†' | '‡'));
    (end - at <= 6 && after(text, end).is_none_or(char::is_whitespace)).then_some(end)
}
