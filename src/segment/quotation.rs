//! Quotations and brackets: which closing mark belongs to a sentence, and whether the sentence ends after it.
//!
//! In: a closing mark. Out: yes or no. Balance is judged within a few hundred characters, so that a quote that is never closed or
//! never opened cannot swallow what follows.

use super::chars::{after, is_blank, is_stop, reach, skip, word_at};
use super::judge::Stop;
use super::words::{self, Cue};

/// Returns whether the closing mark at `at`, which follows a stop directly, closes something and does not open the next sentence.
pub(super) fn closes(text: &str, floor: usize, at: usize) -> bool {
    let Some(c) = after(text, at) else { return false };
    if !matches!(c, '"' | '\'' | '’') {
        return true;
    }
    let next = after(text, at + c.len_utf8());
    next.is_none_or(|next| is_blank(next) || is_stop(next) || !next.is_alphanumeric()) || is_open(text, floor, at, c)
}

/// The same for a mark after white space, which needs its opening mark in sight.
pub(super) fn closes_far(text: &str, floor: usize, at: usize) -> bool {
    let Some(c) = after(text, at) else { return false };
    let next = after(text, at + c.len_utf8());
    is_open(text, floor, at, c) && next.is_none_or(|next| is_blank(next) || is_stop(next) || !next.is_alphanumeric())
}

/// Returns whether a sentence ends after `closer`, which followed the stop.
pub(super) fn ends_sentence(stop: &Stop<'_>, closer: usize) -> bool {
    let Some(mark) = after(stop.text, closer) else { return true };
    let Some(open) = opening(stop.text, stop.floor, closer, mark) else {
        return !is_attribution(&stop.text[stop.next..]);
    };
    let before = stop.text[stop.floor..open].trim_matches(is_blank);
    if before.is_empty() {
        return mark == ')' || mark == ']' || !is_attribution(&stop.text[stop.next..]);
    }
    if before.ends_with([':', '،', '…']) || before.ends_with("...") {
        return mark != ')';
    }
    clause_is_complete(before)
}

/// «این را گفت», «فریاد زد مرد»: who said it stands after the quotation and belongs to its sentence.
fn is_attribution(rest: &str) -> bool {
    let first = word_at(rest, 0);
    if words::has(first, Cue::Saying) {
        return true;
    }
    let second = word_at(rest, skip(rest, first.len(), is_blank));
    matches!(first, "این" | "اینها" | "چنین") && matches!(second, "را" | "گفت")
}

/// Returns whether a finite verb stands in the last clause of `text`.
pub(super) fn clause_is_complete(text: &str) -> bool {
    let tail = &text[reach(text, text.len())..];
    let clause = tail.rsplit(['،', '؛', ':', '«', '(']).next().unwrap_or(tail);
    clause
        .split(|c: char| !super::chars::is_word(c))
        .filter(|word| !word.is_empty())
        .any(crate::normalize::is_finite_verb)
}

fn is_open(text: &str, floor: usize, at: usize, closer: char) -> bool {
    opening(text, floor, at, closer).is_some()
}

/// Returns the offset of the opening mark that `closer` at `at` closes.
fn opening(text: &str, floor: usize, at: usize, closer: char) -> Option<usize> {
    let floor = floor.max(reach(text, at));
    let opener = match closer {
        '»' => '«',
        '”' => '“',
        '’' => '‘',
        ')' => '(',
        ']' => '[',
        '}' => '{',
        '›' => '‹',
        '"' | '\'' => return last_unpaired(&text[floor..at], closer).map(|found| floor + found),
        _ => return None,
    };
    let mut depth = 0_usize;
    for (offset, c) in text[floor..at].char_indices().rev() {
        if c == closer {
            depth += 1;
        } else if c == opener {
            if depth == 0 {
                return Some(floor + offset);
            }
            depth -= 1;
        }
    }
    None
}

/// A straight quote opens and closes: the last one is open if their number is odd.
fn last_unpaired(text: &str, quote: char) -> Option<usize> {
    let count = text.matches(quote).count();
    if count % 2 == 1 { text.rfind(quote) } else { None }
}
