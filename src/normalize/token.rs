//! Cuts a text into words of Persian letters.
//!
//! In: text and the ranges that must stay. Out: the words outside of them, each with its letters, its ZWNJ and what the speller knows of it.
//! Words of other languages are left out.

use std::borrow::Cow;
use std::ops::Range;

use super::joints::Joints;
use super::protect::{Walk, is_foreign_letter};
use super::speller::{Class, Speller, Word, take_apart};
use crate::persian::digits::is_digit;
use crate::persian::letters::{ZWNJ, is_diacritic, is_letter, plain_end};

/// A run of Persian letters.
#[derive(Debug)]
pub(super) struct Token<'a> {
    pub(super) range: Range<usize>,
    /// Its letters, folded, without ZWNJ.
    pub(super) key: Cow<'a, str>,
    /// Where its ZWNJ stand.
    pub(super) joints: Joints,
    /// A single space parts it from the token before.
    pub(super) follows: bool,
    /// A number or a closing mark stands right before it, so that it is an ending of what stands there: «۱۲ها», «»های».
    pub(super) glued: bool,
    /// It carries the mark of ezafe (همهٔ), so that it cannot be the first part of a compound.
    pub(super) ezafe: bool,
    /// What the speller's table says of it.
    pub(super) word: Word,
}

impl Token<'_> {
    /// A word of the grammar and nothing else.
    pub(super) fn is_function(&self) -> bool {
        self.word.known && self.word.class == Class::FUNCTION
    }
}

/// Bytes of the longest run of letters that is taken for a word. Longer ones are none, and looking for words in them takes time with their square.
const LONGEST: usize = 256;

/// Returns the words of `text` outside of `kept`.
pub(super) fn tokens<'a>(text: &'a str, kept: &[Range<usize>], speller: &Speller) -> Vec<Token<'a>> {
    let mut walk = Walk::new(kept);
    let mut out: Vec<Token<'a>> = Vec::with_capacity(text.len() / 9);
    let mut at = 0;
    while let Some(run) = next_run(text, at) {
        let start = run.range.start;
        let word = &text[run.range.clone()];
        at = run.range.end;
        let word = if run.plain { word } else { word.trim_end_matches(ZWNJ) };
        let follows = out.last().is_some_and(|last| &text[last.range.end..start] == " ");
        if word.len() > LONGEST || walk.covers(start) || (!run.plain && word.chars().any(is_foreign_letter)) {
            continue;
        }
        let (key, joints) = if run.plain { (Cow::Borrowed(word), Joints::default()) } else { apart(word) };
        let found = speller.find(&key);
        let glued = text[..start].ends_with(|c| is_digit(c) || matches!(c, '»' | ')'));
        let ezafe = !run.plain && word.ends_with(['ٔ', 'ۀ']);
        out.push(Token { range: start..start + word.len(), key, joints, follows, glued, ezafe, word: found });
    }
    out
}

/// Letters in a row, and whether all of them are plain, so that the word is its own key.
struct Run {
    range: Range<usize>,
    plain: bool,
}

fn next_run(text: &str, from: usize) -> Option<Run> {
    let start = from + text[from..].find(is_letter)?;
    let plain = plain_end(text, start);
    let goes_on = |c: char| is_letter(c) || c == ZWNJ || is_diacritic(c);
    let end = text[plain..].find(|c| !goes_on(c)).map_or(text.len(), |at| plain + at);
    Some(Run { range: start..end, plain: plain == end })
}

/// Only words with ZWNJ, vowel signs or hamza need a copy.
fn apart(word: &str) -> (Cow<'_, str>, Joints) {
    let (key, joints) = take_apart(word);
    (Cow::Owned(key), joints)
}
