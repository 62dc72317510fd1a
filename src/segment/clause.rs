//! Clauses around a mark: whether what stands before is complete, and whether what follows is a clause of its own.
//!
//! In: the text before or after. Out: yes or no, by finite verbs and conjunctions. There is no parse: a verb completes its clause, a conjunction after it
//! opens the next one.

use super::chars::{is_stop, is_word, reach};
use super::words::{self, Cue};
use crate::normalize::is_finite_verb;

/// Bytes that are looked at to the right.
const AHEAD: usize = 200;

/// Returns whether the last clause of `text` has its verb, so that only a complement can follow: «متعلق است به سال ۵۲۰». Not so where a conjunction
/// stands after the verb («به چاپ رسید و در ۵۲۰»), or where the verb is one of saying, whose object is a clause.
pub(super) fn is_complete(text: &str) -> bool {
    let clause = last_clause(text);
    let Some((verb, after)) = last_verb(clause) else { return false };
    !words::has(verb, Cue::Saying) && !words_of(after).any(|word| words::has(word, Cue::Conjunction))
}

/// The same for a sentence that ends in an enumeration: «او همه چیز داشت: خانه، زمین و».
pub(super) fn is_complete_before_list(text: &str) -> bool {
    let sentence = &text[reach(text, text.len())..];
    let Some((verb, after)) = last_verb(sentence) else { return false };
    let opens_clause = words_of(sentence).any(|word| matches!(word, "اگر" | "وقتی" | "هنگامی" | "چون" | "که"));
    let at_once = words_of(after).next().is_some_and(|word| words::has(word, Cue::Conjunction));
    !words::has(verb, Cue::Saying) && !opens_clause && !at_once
}

/// Returns whether a quotation after `text` can end a sentence: its last word is a verb, or the verb has only its complement after it («گفت به او»).
pub(super) fn ends_in_verb(text: &str) -> bool {
    let Some((_, after)) = last_verb(last_clause(text)) else { return false };
    let mut rest = words_of(after);
    rest.next().is_none_or(|word| words::has(word, Cue::Linker) && !words::has(word, Cue::Conjunction))
        && !rest.any(|word| words::has(word, Cue::Conjunction))
}

/// Returns whether there is a finite verb in `text`.
pub(super) fn has_verb(text: &str) -> bool {
    last_verb(&text[reach(text, text.len())..]).is_some()
}

/// What follows up to the next mark is a clause of its own: three words or more with a finite verb.
pub(super) fn follows(rest: &str) -> bool {
    let clause = clause_at_head(rest);
    words_of(clause).count() > 2 && words_of(clause).skip(1).any(is_finite_verb)
}

/// Returns `rest` up to its first sentence-final mark.
pub(super) fn clause_at_head(rest: &str) -> &str {
    let near = &rest[..rest.floor_char_boundary(AHEAD)];
    near.find(is_stop).map_or(near, |end| &near[..end])
}

/// Returns the words of `text`.
pub(super) fn words_of(text: &str) -> impl Iterator<Item = &str> + Clone {
    text.split(|c: char| !is_word(c)).filter(|word| !word.is_empty())
}

pub(super) fn last_clause(text: &str) -> &str {
    let tail = &text[reach(text, text.len())..];
    tail.rsplit(['،', '؛', ':', '«', '(']).next().unwrap_or(tail)
}

/// Returns the last finite verb and the text after it; «می شود» counts, too.
fn last_verb(text: &str) -> Option<(&str, &str)> {
    let mut found = None;
    let mut previous = "";
    for word in words_of(text) {
        if matches!(previous, "می" | "نمی") || (is_finite_verb(word) && !is_noun(previous, word)) {
            let end = word.as_ptr() as usize - text.as_ptr() as usize + word.len();
            found = Some((word, &text[end..]));
        }
        previous = word;
    }
    found
}

/// «مردم» is the people, «در نشست» a meeting, and so is «نشست» at the head of a clause.
fn is_noun(previous: &str, word: &str) -> bool {
    let governed = || {
        previous.is_empty() || words::has(previous, Cue::Preposition) || matches!(previous, "این" | "آن" | "یک" | "هر")
    };
    word == "مردم" || (words::has(word, Cue::Noun) && governed())
}
