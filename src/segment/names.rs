//! Names that end in «!» or «?»: «یاهو!», «برنامهٔ کاهوت!», "Jeopardy!".
//!
//! In: such a mark. Out: whether it belongs to a name within the sentence. Known by the name, or by the noun of kind before it.

use super::chars::{word_at, word_before};
use super::clause;
use super::judge::Stop;
use super::words::{self, Cue};

/// Returns whether the mark is part of a name and the sentence goes on.
pub(super) fn is_named(stop: &Stop<'_>) -> bool {
    let name = word_before(stop.text, stop.floor, stop.start);
    words::has(name, Cue::Brand) || is_named_by_kind(stop)
}

/// «برنامهٔ کاهوت! محبوب است»: a noun of kind, one or two words of a name, «!», and then what is said of it.
fn is_named_by_kind(stop: &Stop<'_>) -> bool {
    let before = clause::last_clause(&stop.text[stop.floor..stop.start]);
    let words: Vec<&str> = clause::words_of(before).collect();
    let Some(kind) = words.iter().rposition(|word| words::has(word, Cue::Kind)) else { return false };
    let name = &words[kind + 1..];
    let right = word_at(stop.text, stop.next);
    let head = clause::clause_at_head(&stop.text[stop.next..]);
    let calls = |word: &&str| matches!(*word, "چه" | "عجب" | "ای" | "چقدر" | "زنده" | "این" | "آن");
    stop.text[stop.start..].starts_with('!')
        && (1..=2).contains(&name.len())
        && !name.iter().any(|word| is_imperative(word) || words::has(word, Cue::Linker))
        && !words.iter().any(calls)
        && !clause::has_verb(before)
        && !words::has(right, Cue::Starter)
        && clause::has_verb(head)
}

/// «کتاب بخوانید!», «برنامه بریز!»: what may be an imperative is no name.
fn is_imperative(word: &str) -> bool {
    word.ends_with("ید") || word.ends_with("یم") || word.starts_with('ب')
}
