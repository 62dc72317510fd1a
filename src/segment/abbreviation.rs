//! The single full stop: abbreviations, initials, numbers, list items, addresses on the web, and the missing space.
//!
//! In: one full stop with its surroundings. Out: whether it ends the sentence.

use std::borrow::Cow;

use super::chars::{
    after, before, is_alphabetic, is_blank, is_persian, is_word, skip, skip_back, word_at, word_before,
};
use super::judge::{Stop, text_before};
use super::quotation::clause_is_complete;
use super::words::{self, Abbreviation, Cue};
use crate::normalize::is_finite_verb;
use crate::persian::digits;

/// What a full stop is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dot {
    /// The end of a sentence.
    Ends,
    /// Part of a word or number.
    Inside,
}

/// Judges a full stop that white space follows.
pub(super) fn dot(stop: &Stop<'_>) -> Dot {
    let left = text_before(stop);
    let token = token_before(stop.text, stop.floor, left);
    let ends = if token.is_empty() || (is_single_letter(token) && is_value(stop, token)) {
        true
    } else if is_list_number(stop, token) {
        false
    } else if let Some(class) = dotted(stop, token) {
        abbreviation_ends(stop, class, token)
    } else if is_single_letter(token) {
        single_letter_ends(stop, token)
    } else {
        let goes_on = is_latin(token) && next_char(stop).is_some_and(|c| c.is_ascii_lowercase());
        !goes_on && !initial_follows_name(stop, token)
    };
    if ends { Dot::Ends } else { Dot::Inside }
}

/// Judges a full stop with a letter or digit right after it.
pub(super) fn missing_space(stop: &Stop<'_>) -> bool {
    let Some(left) = before(stop.text, stop.start) else { return false };
    let next = next_char(stop).unwrap_or(' ');
    let token = token_before(stop.text, stop.floor, stop.start);
    if digits::is_digit(left) && (digits::is_digit(next) || is_list_number(stop, token)) {
        return false;
    }
    if left.is_ascii_alphanumeric() && next.is_ascii() {
        return false;
    }
    if !is_word(left) {
        // «شد .نمایندگان»: the stop slipped to the next word. «».نمایندگان»: the space is missing. «.NET» keeps its dot.
        return is_persian(next);
    }
    let right = word_at(stop.text, stop.next);
    let own = word_before(stop.text, stop.floor, stop.start);
    if next.is_ascii_lowercase() || is_single_letter(own) || words::abbreviation(token).is_some() {
        return false;
    }
    if is_single_letter(right) && right != "و" {
        return after(stop.text, stop.next + right.len()) != Some('.');
    }
    !(words::has(own, Cue::Letter) && words::has(right, Cue::Letter)) && own.chars().count() > 1
}

/// Returns where `part`, a slice of `text`, begins in it.
fn offset_of(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Letters and inner dots up to white space or another mark: «ق.م», «U.S», «www.irna.ir».
fn token_before(text: &str, floor: usize, at: usize) -> &str {
    let start = skip_back(text, floor, at, |c| is_word(c) || c == '.');
    text[start..at].trim_matches('.')
}

/// Bytes of the longest part of an abbreviation written with spaces: three letters and a joiner. A longer word is looked up as it is.
const LONGEST_PART: usize = 9;

/// «ه. ش» is the same as «ه.ش»: tries the spaced spellings with one and two earlier parts.
fn dotted(stop: &Stop<'_>, token: &str) -> Option<Abbreviation> {
    if is_latin(token) && token.contains('.') && token.split('.').all(|part| part.len() == 1) {
        return Some(Abbreviation::Latin);
    }
    if token.len() > LONGEST_PART {
        return plain_class(stop, token);
    }
    let mut whole = Cow::Borrowed(token);
    let mut found = plain_class(stop, token);
    let mut at = offset_of(stop.text, token);
    for _ in 0..2 {
        let gap = skip_back(stop.text, stop.floor, at, is_blank);
        if gap <= stop.floor || gap == at || before(stop.text, gap) != Some('.') {
            break;
        }
        let part = token_before(stop.text, stop.floor, gap - 1);
        if part.is_empty() || part.chars().count() > 3 {
            break;
        }
        at = offset_of(stop.text, part);
        whole = Cow::Owned(format!("{part}.{whole}"));
        found = words::abbreviation(&whole).or(found);
    }
    // The first half of a spaced abbreviation: «ه.» before «ق.».
    if is_single_letter(token) && found.is_none_or(|class| class == Abbreviation::Era) {
        let right = word_at(stop.text, stop.next);
        let ends_in_dot = after(stop.text, stop.next + right.len()) == Some('.');
        if is_single_letter(right) && ends_in_dot && words::abbreviation(&format!("{token}.{right}")).is_some() {
            return Some(Abbreviation::Reference);
        }
    }
    found
}

/// A one-letter abbreviation is one only in its place: «م» after a number, «ص» before a number, «خ» before a name after a comma.
fn plain_class(stop: &Stop<'_>, token: &str) -> Option<Abbreviation> {
    let class = words::abbreviation(token)?;
    if !is_single_letter(token) {
        return Some(class);
    }
    let left = before_token(stop, token);
    let after_number = left.chars().next_back().is_some_and(digits::is_digit);
    match class {
        Abbreviation::Era => after_number.then_some(class),
        _ => Some(class),
    }
}

fn before_token<'a>(stop: &Stop<'a>, token: &str) -> &'a str {
    let at = offset_of(stop.text, token);
    stop.text[stop.floor..at].trim_end_matches(is_blank)
}

fn abbreviation_ends(stop: &Stop<'_>, class: Abbreviation, token: &str) -> bool {
    match class {
        Abbreviation::Reference | Abbreviation::Title | Abbreviation::Organisation => false,
        Abbreviation::Era | Abbreviation::Latin => {
            let right = word_at(stop.text, stop.next);
            if right.is_empty() || words::has(right, Cue::Linker) || is_finite_verb(right) {
                return false;
            }
            clause_is_complete(before_token(stop, token)) && (words::has(right, Cue::Starter) || clause_follows(stop))
        }
    }
}

/// What follows up to the next mark is a clause of its own: three words or more with a finite verb.
fn clause_follows(stop: &Stop<'_>) -> bool {
    let rest = &stop.text[stop.next..];
    let end = rest
        .char_indices()
        .take(200)
        .find(|(_, c)| super::chars::is_stop(*c))
        .map_or(rest.len().min(200), |(at, _)| at);
    let clause = &rest[..rest.floor_char_boundary(end)];
    let words: Vec<&str> = clause.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
    words.len() > 2 && words.iter().skip(1).any(|word| is_finite_verb(word))
}

/// A single letter is an initial («ج. ک. رولینگ») unless it is a value («ویتامین ث.») or a new sentence clearly opens after it.
fn single_letter_ends(stop: &Stop<'_>, token: &str) -> bool {
    let left = before_token(stop, token);
    let near = last_word(left);
    let right = word_at(stop.text, stop.next);
    if is_latin(token) {
        // «گروه خونی او A. گروه…»: an initial in Latin letters stands in a Latin name.
        let is_persian_next = right.chars().next().is_some_and(is_persian);
        return is_persian_next && !near.is_empty() && !near.ends_with(|c: char| c.is_ascii_alphabetic());
    }
    words::has(right, Cue::Starter) && clause_is_complete(left)
}

/// «ویتامین د.», «گروه خونی او A.»: the letter is a value of the word before it.
fn is_value(stop: &Stop<'_>, token: &str) -> bool {
    before_token(stop, token).rsplit(char::is_whitespace).take(2).any(|word| words::has(word, Cue::Label))
}

/// «جورج دابلیو. بوش»: the spelt-out name of a letter between names.
fn initial_follows_name(stop: &Stop<'_>, token: &str) -> bool {
    if !matches!(token, "دبلیو" | "دابلیو" | "اف" | "جی" | "اچ" | "اس" | "ال" | "کی" | "آر") {
        return false;
    }
    let right = word_at(stop.text, stop.next);
    let left = before_token(stop, token);
    !left.is_empty()
        && !words::has(right, Cue::Starter)
        && !words::has(right, Cue::Linker)
        && !is_finite_verb(last_word(left))
}

fn last_word(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or("")
}

/// «۱.», «الف.», «a.» at the head of a segment number an item.
fn is_list_number(stop: &Stop<'_>, token: &str) -> bool {
    let at = offset_of(stop.text, token);
    if !stop.text[stop.floor..at].chars().all(|c| is_blank(c) || matches!(c, '(' | '-' | '–' | '•' | '*')) {
        return false;
    }
    let short_number = token.chars().all(|c| digits::is_digit(c) || c == '.' || c == '-') && token.chars().count() <= 5;
    short_number || matches!(token, "الف" | "اولاً") || is_single_letter(token)
}

fn is_single_letter(word: &str) -> bool {
    if word.len() > LONGEST_PART {
        return false;
    }
    let mut letters = word.chars().filter(|c| is_alphabetic(*c) && *c != 'ـ');
    letters.next().is_some() && letters.next().is_none() && !word.chars().any(digits::is_digit)
}

fn is_latin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn next_char(stop: &Stop<'_>) -> Option<char> {
    after(stop.text, skip(stop.text, stop.next, |_| false))
}
