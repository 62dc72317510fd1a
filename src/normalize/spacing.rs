//! Repairs white space around marks, and the marks that were typed on a Latin keyboard.
//!
//! In: text whose characters are repaired. Out: edits. «کرد:می» → «کرد: می», «19در» → «19 در», «سلام ,» → «سلام،». Decimals, times, dates, addresses and
//! abbreviations are not touched: a mark is moved only if its neighbours are Persian words or white space.

use std::ops::Range;

use super::options::Options;
use super::protect::Walk;
use crate::model::Edit;
use crate::persian::digits::is_digit;
use crate::persian::letters::{ZWNJ, is_diacritic, is_letter, plain_words_end};

/// Endings written on to a number: «۲۰ام», «۵م», «۱۰ها».
const NUMBER_ENDINGS: [&str; 15] =
    ["ام", "م", "مین", "امین", "ها", "های", "هایی", "ساله", "نفره", "تایی", "درصدی", "گانه", "یها", "یهای", "الف"];

/// Returns the edits for `text`; `kept` are the ranges that must stay.
pub(super) fn edits(text: &str, kept: &[Range<usize>], options: &Options) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut walk = Walk::new(kept);
    let mut balance = Balance::default();
    let (mut at, mut before) = (0, None);
    while let Some(c) = text[at..].chars().next() {
        // Between words of letters there is nothing to repair, but a letter may follow a number.
        let words_end = if before.is_some_and(is_digit) { at } else { plain_words_end(text, at) };
        if words_end > at {
            (at, before) = (words_end, text[..words_end].chars().next_back());
            continue;
        }
        if is_letter(c) {
            if options.spacing && before.is_some_and(is_digit) && !walk.covers(at) && needs_space_after_number(text, at)
            {
                found.push(Edit::new(at..at, " "));
            }
        } else if is_digit(c) {
            if options.spacing
                && before.is_some_and(is_letter)
                && !walk.covers(at)
                && needs_space_before_number(text, at)
            {
                found.push(Edit::new(at..at, " "));
            }
        } else if c != ' ' && c != ZWNJ && !walk.covers(at) {
            balance.see(c, before, &text[at..]);
            mark(&mut found, Place { text, at, c, before }, &balance, options);
        }
        (at, before) = (at + c.len_utf8(), Some(c));
    }
    found
}

/// Which brackets and quotes are open: a closing mark without its opening one is left where it stands («علی) ع (»).
#[derive(Debug, Default)]
struct Balance {
    quotes: i32,
    brackets: i32,
    squares: i32,
    curls: i32,
    /// The last bracket that was opened stands right behind a Latin letter: «b[ j ]» is code.
    is_code: bool,
}

impl Balance {
    fn see(&mut self, c: char, before: Option<char>, rest: &str) {
        if matches!(c, '(' | '[') {
            self.is_code = before.is_some_and(|c| c.is_ascii_alphanumeric());
        }
        match c {
            '«' => self.quotes += 1,
            '»' => self.quotes -= 1,
            '(' => self.brackets += 1,
            ')' => self.brackets -= 1,
            '[' => self.squares += 1,
            ']' => self.squares -= 1,
            '“' => self.curls += 1,
            '”' => self.curls -= 1,
            '\n' => *self = Self::default(),
            // An unbalanced mark must not be felt beyond its sentence.
            '.' if rest.starts_with(". ") => *self = Self::default(),
            _ => {}
        }
    }

    /// The mark just seen has its partner.
    fn is_even(&self, c: char) -> bool {
        match c {
            '»' => self.quotes >= 0,
            ')' => self.brackets >= 0 && !self.is_code,
            ']' => self.squares >= 0 && !self.is_code,
            '”' => self.curls >= 0,
            _ => true,
        }
    }
}

/// A mark and its neighbours.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    at: usize,
    c: char,
    before: Option<char>,
}

impl Place<'_> {
    fn end(&self) -> usize {
        self.at + self.c.len_utf8()
    }

    fn after(&self) -> Option<char> {
        self.text[self.end()..].chars().next()
    }

    /// The last character before the white space that stands before the mark.
    fn before_space(&self) -> Option<char> {
        self.text[..self.at].trim_end_matches(' ').chars().next_back()
    }
}

fn mark(found: &mut Vec<Edit>, place: Place<'_>, balance: &Balance, options: &Options) {
    if options.spacing && place.before == Some(' ') && wants_no_space_before(&place, balance) {
        found.push(Edit::new(place.at - 1..place.at, ""));
    } else if options.spacing
        && place.before.is_some_and(is_letter)
        && matches!(place.c, '«' | '(' | '[' | '“')
        && wants_space_before(&place)
    {
        found.push(Edit::new(place.at..place.at, " "));
    }
    let is_code = matches!(place.c, '(' | '[') && balance.is_code;
    if options.spacing && place.after() == Some(' ') && !is_code && opens_a_pair(&place) {
        found.push(Edit::new(place.end()..place.end() + 1, ""));
    }
    if options.punctuation
        && let Some(persian) = persian_mark(&place)
    {
        found.push(Edit::new(place.at..place.end(), persian));
    }
    if options.spacing && wants_space_after(&place) {
        found.push(Edit::new(place.end()..place.end(), " "));
    }
}

/// «« سلام »»: the mark opens something that is closed before anything of the kind is opened again, and holds text.
fn opens_a_pair(place: &Place<'_>) -> bool {
    let close = match place.c {
        '«' => '»',
        '(' => ')',
        '[' => ']',
        '“' => '”',
        _ => return false,
    };
    let inside = &place.text[place.end() + 1..];
    inside.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '«' | '(' | '“')) && closes(inside, place.c, close)
}

/// Whether `close` comes before another `open` and before the sentence ends: «علی) ع ( گفت (مهم)» has a mirrored bracket.
fn closes(inside: &str, open: char, close: char) -> bool {
    let mut chars = inside.chars().peekable();
    while let Some(c) = chars.next() {
        if c == close {
            return true;
        }
        if c == open || c == '\n' || (c == '.' && chars.peek() == Some(&' ')) {
            return false;
        }
    }
    false
}

/// The mark closes something or ends a sentence or clause, and what stands before the space is text.
fn wants_no_space_before(place: &Place<'_>, balance: &Balance) -> bool {
    if !place.before_space().is_some_and(|c| {
        c.is_alphanumeric() || is_diacritic(c) || matches!(c, '»' | ')' | ']' | '"' | '”' | '؟' | '!' | '.' | '…')
    }) {
        return false;
    }
    // A stop before a stop is an ellipsis or a mark of its own; only what closes follows one.
    if !matches!(place.c, '»' | ')' | ']' | '”')
        && place.before_space().is_some_and(|c| matches!(c, '؟' | '!' | '.' | '…'))
    {
        return false;
    }
    if place.text[..place.at - 1].ends_with(' ') {
        return false;
    }
    let ends_here = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '»' | ')' | ']' | '"' | '”'));
    match place.c {
        '،' | '؛' => true,
        ':' => {
            place.after().is_none_or(|c| c.is_whitespace() || matches!(c, '«' | '“'))
                && place.before_space().is_some_and(is_letter)
        }
        '.' => ends_here(place.after()) || is_stop_of_the_word_before(place),
        '!' | '؟' => ends_here(place.after()) || matches!(place.after(), Some('!' | '؟')),
        '»' | ')' | ']' | '”' => balance.is_even(place.c),
        ',' | '?' => place.before_space().is_some_and(is_letter) && ends_here(place.after()),
        _ => false,
    }
}

/// «آمد .رفت»: between two words of at least two letters.
fn is_stop_of_the_word_before(place: &Place<'_>) -> bool {
    let mut before = place.text[..place.at].trim_end_matches(' ').chars().rev();
    place.after().is_some_and(is_letter)
        && before.next().is_some_and(is_letter)
        && before.next().is_some_and(|c| is_letter(c) || c == ZWNJ)
        && is_own_word(word_at(place.text, place.end()))
}

/// «روزنامه«کیهان»»: a quotation or bracket opens after a space, unless it holds an ending («کتاب(ها)»).
fn wants_space_before(place: &Place<'_>) -> bool {
    is_own_word(word_at(place.text, place.end()))
}

/// Between a mark and a Persian word stands a space. Before digits it is not asked for: «۱:۳۰», «۲،۵۰۰».
fn wants_space_after(place: &Place<'_>) -> bool {
    let Some(after) = place.after() else { return false };
    let before_is_text = place
        .before
        .is_some_and(|c| is_letter(c) || is_digit(c) || is_diacritic(c) || matches!(c, ' ' | '»' | ')' | '"'));
    match place.c {
        '،' | '؛' => {
            is_letter(after)
                || after == '«'
                || after.is_ascii_alphabetic()
                || (is_digit(after) && place.before.is_some_and(is_letter))
        }
        ':' | '؟' | '!' => before_is_text && (is_letter(after) || after == '«') && !place.before.is_some_and(is_digit),
        '.' => place.before == Some(' ') && is_stop_of_the_word_before(place),
        ',' | '?' | ';' => place.before.is_some_and(is_letter) && is_letter(after),
        '»' | ')' | ']' | '”' => is_letter(after) && is_own_word(word_at(place.text, place.end())),
        _ => false,
    }
}

/// «سلام,» → «سلام،»: the ASCII mark stands after a Persian word and before white space, a closing mark or another Persian word.
fn persian_mark(place: &Place<'_>) -> Option<&'static str> {
    let persian = match place.c {
        ',' => "،",
        ';' => "؛",
        '?' => "؟",
        _ => return None,
    };
    let before = if place.before == Some(' ') { place.before_space() } else { place.before };
    let after_word = before.is_some_and(|c| is_letter(c) || is_diacritic(c) || matches!(c, '»' | ')'));
    let ends =
        place.after().is_none_or(|c| c.is_whitespace() || is_letter(c) || matches!(c, '»' | ')' | '"' | '!' | '«'));
    (after_word && ends).then_some(persian)
}

/// A word, and not an ending written to a quotation or number: «کیهان»ها, «کتاب(ها)», «وب»ی.
fn is_own_word(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| is_letter(*c)).collect();
    letters.chars().count() > 1 && super::reading::loose_ending(&letters).is_none()
}

fn word_at(text: &str, at: usize) -> &str {
    let rest = &text[at..];
    &rest[..rest.find(|c: char| !is_letter(c) && c != ZWNJ && !is_diacritic(c)).unwrap_or(rest.len())]
}

/// «۲۰ام», «۱۲ساله», «۱۲ساله‌ها».
fn is_number_ending(word: &str) -> bool {
    let mut rests = NUMBER_ENDINGS.iter().filter_map(|ending| word.strip_prefix(ending));
    rests.any(|rest| rest.is_empty() || super::reading::loose_ending(rest).is_some())
}

/// «19در», «۲۰۰۰تومان», but not «۲۰ام» and not the letter of «۱۲الف» or «۵ب».
fn needs_space_after_number(text: &str, at: usize) -> bool {
    let word = word_at(text, at);
    let bare: String = word.chars().filter(|c| *c != ZWNJ).collect();
    let number = text[..at].trim_end_matches(is_digit);
    bare.chars().count() > 1
        && !is_number_ending(&bare)
        && !number.ends_with(|c: char| c.is_alphanumeric() || c == ZWNJ || c == '_')
}

/// «سال96», but not the name of a thing made of letters and digits with further digits or Latin letters around.
fn needs_space_before_number(text: &str, at: usize) -> bool {
    let number = &text[at..];
    let after = number[number.find(|c: char| !is_digit(c)).unwrap_or(number.len())..].chars().next();
    let left = &text[..at];
    let start = left
        .rfind(|c: char| !is_letter(c) && c != ZWNJ && !is_diacritic(c))
        .map_or(0, |found| found + left[found..].chars().next().map_or(1, char::len_utf8));
    let word = &left[start..];
    let before = left[..start].chars().next_back();
    word.chars().filter(|c| is_letter(*c)).count() > 1
        && !after.is_some_and(char::is_alphanumeric)
        && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '/' | '-' | '#' | '@' | '.'))
}
