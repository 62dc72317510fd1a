//! Initials and acronyms written with dots: «ا.پ. رضایی», «ک.گ.ب.», «بی.بی.سی.», "U.S.", "Ph.D.".
//!
//! In: the word before a full stop. Out: what of these it is, and whether the sentence ends after it.

use super::chars::{after, before, is_alphabetic, is_blank, is_persian, skip_back, word_at, word_before};
use super::clause;
use super::judge::Stop;
use super::words::{self, Cue};
use crate::normalize::is_finite_verb;
use crate::persian::digits;

/// What letters with dots stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dotted {
    /// «ا.پ», «ک.گ.ب»: single letters.
    Letters,
    /// «بی.بی.سی»: names of Latin letters.
    Spelt,
    /// "U.S", "Ph.D".
    Latin,
}

/// Bytes of a letter with a joiner or tatweel, or of the longest short word before the dot.
pub(super) const LONGEST_PART: usize = 9;
/// Bytes of the longest name of a letter: «دابلیو».
const LONGEST_NAME: usize = 12;

/// Returns what `token`, the word with inner dots that ends at `end`, is.
pub(super) fn dotted(stop: &Stop<'_>, token: &str, at: usize) -> Option<Dotted> {
    if token.contains('.') {
        return of_parts(token);
    }
    let is_name = || words::has(token, Cue::Letter) && !is_finite_verb(token);
    (token.len() <= LONGEST_NAME && has_neighbour(stop, at) && is_name()).then_some(Dotted::Spelt)
}

fn of_parts(token: &str) -> Option<Dotted> {
    let mut parts = token.split('.');
    if token.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // "Ph.D", "M.Sc" against "Node.js" and "irna.ir".
        let is_degree = |part: &str| {
            part.len() <= 3
                && part.starts_with(|c: char| c.is_ascii_uppercase())
                && part.chars().all(char::is_alphanumeric)
        };
        let short = parts.clone().all(|part| part.len() == 1);
        return (short || parts.all(is_degree)).then_some(Dotted::Latin);
    }
    let all = parts.clone().all(|part| is_single_letter(part) || words::has(part, Cue::Letter));
    // «رفت.م»: a letter after a whole word is none; «او.زد» is a missing space.
    let spelt = parts.any(|part| !is_single_letter(part));
    all.then_some(if spelt { Dotted::Spelt } else { Dotted::Letters })
}

/// «بی. بی. سی.»: another letter with a dot stands beside the one at `at`.
fn has_neighbour(stop: &Stop<'_>, at: usize) -> bool {
    let gap = skip_back(stop.text, stop.floor, at, is_blank);
    if before(stop.text, gap) == Some('.') && is_letter(word_before(stop.text, stop.floor, gap - 1)) {
        return true;
    }
    let ahead = &stop.text.as_bytes()[stop.next..];
    if !ahead[..ahead.len().min(LONGEST_NAME + 1)].contains(&b'.') {
        return false;
    }
    let right = word_at(stop.text, stop.next);
    after(stop.text, stop.next + right.len()) == Some('.') && is_letter(right)
}

fn is_letter(word: &str) -> bool {
    is_single_letter(word) || words::has(word, Cue::Letter)
}

/// Returns whether the dot between `own` and `right` stands in an acronym of spelt letters: «بی.بی.سی», «بی.ام.و».
pub(super) fn joins_letters(stop: &Stop<'_>, own: &str, right: &str) -> bool {
    let named = own.len() <= LONGEST_NAME && words::has(own, Cue::Letter);
    // «او زد.وی رفت»: a verb is no letter.
    named && (words::has(right, Cue::Letter) || right == "و") && !is_end_of_clause(stop, own)
}

fn is_end_of_clause(stop: &Stop<'_>, own: &str) -> bool {
    let inside = before(stop.text, stop.start - own.len()) == Some('.');
    is_finite_verb(own) && !inside
}

/// Returns whether a sentence ends after these letters, with `left` before them.
pub(super) fn ends(stop: &Stop<'_>, left: &str, dotted: Dotted) -> bool {
    let right = word_at(stop.text, stop.next);
    if right.is_empty() || words::has(right, Cue::Linker) || is_finite_verb(right) || !clause::is_complete(left) {
        return false;
    }
    words::has(right, Cue::Starter) || (dotted != Dotted::Letters && clause::follows(&stop.text[stop.next..]))
}

/// A single letter is an initial («ج. ک. رولینگ») unless a new sentence clearly opens after it.
pub(super) fn single_ends(stop: &Stop<'_>, token: &str, left: &str) -> bool {
    let right = word_at(stop.text, stop.next);
    if token.starts_with(|c: char| c.is_ascii_alphabetic()) {
        // «جان F. کندی» is a name; «گروه خونی او A. گروه…» and «با بخشی از S. برادرش…» end.
        let near = left.rsplit(char::is_whitespace).next().unwrap_or("");
        let is_apart = right.chars().next().is_some_and(is_persian) && near.ends_with(is_persian);
        let is_value = || left.rsplit(char::is_whitespace).take(4).any(|word| words::has(word, Cue::Label));
        return is_apart
            && (is_value()
                || words::has(near, Cue::Linker)
                || words::has(right, Cue::Starter)
                || clause::has_verb(left));
    }
    words::has(right, Cue::Starter) && clause::is_complete(left)
}

/// «جورج دابلیو. بوش»: the spelt-out name of a letter between names.
pub(super) fn follows_name(stop: &Stop<'_>, token: &str, left: &str) -> bool {
    if !matches!(token, "دبلیو" | "دابلیو" | "اف" | "جی" | "اچ" | "اس" | "ال" | "کی" | "آر" | "جِی")
    {
        return false;
    }
    let right = word_at(stop.text, stop.next);
    let near = left.rsplit(char::is_whitespace).next().unwrap_or("");
    !left.is_empty() && !words::has(right, Cue::Starter) && !words::has(right, Cue::Linker) && !is_finite_verb(near)
}

pub(super) fn is_single_letter(word: &str) -> bool {
    if word.len() > LONGEST_PART {
        return false;
    }
    let mut letters = word.chars().filter(|c| is_alphabetic(*c) && *c != 'ـ');
    letters.next().is_some() && letters.next().is_none() && !word.chars().any(digits::is_digit)
}
