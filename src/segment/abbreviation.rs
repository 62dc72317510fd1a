//! The single full stop: abbreviations, initials, numbers, list items, addresses on the web, and the missing space.
//!
//! In: one full stop with its surroundings. Out: whether it ends the sentence.

use std::borrow::Cow;

use super::chars::{after, before, is_blank, is_persian, is_word, skip_back, word_at, word_before};
use super::clause;
use super::initials::{self, Dotted, LONGEST_PART, is_single_letter};
use super::judge::{Stop, text_before};
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

/// What the word before a full stop is.
enum Word {
    /// Nothing, or a letter that is a value: «ویتامین ث».
    Whole,
    /// The number of an item of a list.
    Item,
    Abbreviation(Abbreviation),
    Letters(Dotted),
    Initial,
    Other,
}

/// Judges a full stop that white space follows.
pub(super) fn dot(stop: &Stop<'_>) -> Dot {
    let token = token_of(stop);
    let left = before_token(stop, token);
    let ends = match word(stop, token) {
        Word::Whole => true,
        Word::Item => false,
        Word::Abbreviation(class) => abbreviation_ends(stop, class, left),
        Word::Letters(dotted) => initials::ends(stop, left, dotted),
        Word::Initial => initials::single_ends(stop, token, left),
        Word::Other => {
            let goes_on = is_latin(token) && next_char(stop).is_some_and(|c| c.is_ascii_lowercase());
            !goes_on && !initials::follows_name(stop, token, left)
        }
    };
    if ends { Dot::Ends } else { Dot::Inside }
}

/// Returns whether the full stop belongs to an abbreviation, so that it says nothing about a closing mark after it.
pub(super) fn is_abbreviation(stop: &Stop<'_>) -> bool {
    matches!(word(stop, token_of(stop)), Word::Abbreviation(_) | Word::Letters(_) | Word::Initial)
}

fn token_of<'a>(stop: &Stop<'a>) -> &'a str {
    let token = token_before(stop.text, stop.floor, text_before(stop));
    // «۱۳۵۰ش.», «۷۲۰ق.م.»: the year is no part of the mark.
    let word = token.trim_start_matches(digits::is_digit);
    if word.is_empty() || word.starts_with('.') { token } else { word }
}

fn word(stop: &Stop<'_>, token: &str) -> Word {
    if token.is_empty() || (is_single_letter(token) && is_value(stop, token)) {
        Word::Whole
    } else if is_list_number(stop, token) {
        Word::Item
    } else if let Some(class) = listed(stop, token) {
        Word::Abbreviation(class)
    } else if let Some(dotted) = initials::dotted(stop, token, offset_of(stop.text, token)) {
        Word::Letters(dotted)
    } else if is_single_letter(token) {
        Word::Initial
    } else {
        Word::Other
    }
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
    if initials::joins_letters(stop, own, right) {
        return false;
    }
    if is_single_letter(right) && right != "و" {
        return after(stop.text, stop.next + right.len()) != Some('.');
    }
    own.chars().count() > 1 && !is_file_name(right)
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

/// «ه. ش» is the same as «ه.ش»: tries the spaced spellings with one and two earlier parts.
fn listed(stop: &Stop<'_>, token: &str) -> Option<Abbreviation> {
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

/// A short abbreviation is one only in its place: «م» and «هش» after a number; «خ» is a street, after a number an era.
fn plain_class(stop: &Stop<'_>, token: &str) -> Option<Abbreviation> {
    let class = words::abbreviation(token)?;
    if token.contains('.') {
        return Some(class);
    }
    let after_number = before_token(stop, token).ends_with(digits::is_digit);
    match class {
        Abbreviation::Era => after_number.then_some(class),
        Abbreviation::Reference if token == "خ" && after_number => Some(Abbreviation::Era),
        _ => Some(class),
    }
}

fn before_token<'a>(stop: &Stop<'a>, token: &str) -> &'a str {
    let at = offset_of(stop.text, token);
    stop.text[stop.floor..at].trim_end_matches(is_blank)
}

fn abbreviation_ends(stop: &Stop<'_>, class: Abbreviation, left: &str) -> bool {
    let right = word_at(stop.text, stop.next);
    let opens = || words::has(right, Cue::Starter);
    match class {
        Abbreviation::Reference | Abbreviation::Title => false,
        Abbreviation::Organisation => opens() && clause::is_complete(left),
        Abbreviation::List => opens() && clause::is_complete_before_list(left),
        Abbreviation::Era | Abbreviation::Latin => {
            if right.is_empty() || words::has(right, Cue::Linker) || is_finite_verb(right) {
                return false;
            }
            clause::is_complete(left) && (opens() || clause::follows(&stop.text[stop.next..]))
        }
    }
}

/// «ویتامین د.», «گروه خونی او A.»: the letter is a value of the word before it.
fn is_value(stop: &Stop<'_>, token: &str) -> bool {
    before_token(stop, token).rsplit(char::is_whitespace).take(2).any(|word| words::has(word, Cue::Label))
}

/// «۱.», «الف.», «a.», «II.» at the head of a segment number an item; «۱.» does so after a colon, «۲.» after a semicolon.
fn is_list_number(stop: &Stop<'_>, token: &str) -> bool {
    let at = offset_of(stop.text, token);
    let left = stop.text[stop.floor..at].trim_matches(|c| is_blank(c) || matches!(c, '(' | '-' | '–' | '•' | '*'));
    let is_number = token.chars().all(|c| digits::is_digit(c) || c == '.' || c == '-') && token.chars().count() <= 5;
    if !left.is_empty() {
        let is_first = left.ends_with(':') && matches!(token, "۱" | "1" | "١" | "الف");
        let is_short = is_number && token.chars().count() <= 2;
        return is_first || (is_short && (left.ends_with('؛') || continues_list(left, token)));
    }
    let is_roman = token.len() <= 4 && token.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    is_number || is_roman || matches!(token, "الف" | "اولاً") || is_single_letter(token)
}

/// «… ۱. سن بالا ۲. مدرک لیسانس»: the number before it stands as an item in the same segment.
fn continues_list(left: &str, token: &str) -> bool {
    let number = digits::ascii_digits(token).parse::<u8>().ok().and_then(|number| number.checked_sub(1));
    let is_before =
        |word: &str| word.strip_suffix('.').is_some_and(|item| digits::ascii_digits(item).parse::<u8>().ok() == number);
    number.is_some_and(|before| before > 0) && left.split_whitespace().any(is_before)
}

/// «گزارش.PDF»
fn is_file_name(ending: &str) -> bool {
    [
        "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "csv", "jpg", "jpeg", "png", "zip", "rar", "mp3",
        "mp4", "exe", "apk",
    ]
    .iter()
    .any(|known| ending.eq_ignore_ascii_case(known))
}

fn is_latin(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_alphabetic())
}

fn next_char(stop: &Stop<'_>) -> Option<char> {
    after(stop.text, stop.next)
}
