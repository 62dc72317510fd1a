//! Repairs single characters: letters, digits, vowel signs, marks without width, white space.
//!
//! In: text and options. Out: edits. Nothing here looks at words, except to leave those of other languages alone.

use std::ops::Range;

use super::forms::base_letters;
use super::options::{Digits, Options};
use super::protect::{Walk, in_foreign_word};
use crate::model::Edit;
use crate::persian::digits;
use crate::persian::letters::{ZWNJ, is_diacritic, is_invisible, is_letter, is_presentation_form, plain_words_end};

/// What a line break is to the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// Each stays as it is.
    Keep,
    /// White space like any other.
    Fold,
}

/// Returns the edits for `text`; `kept` are the ranges that must stay.
pub(super) fn edits(text: &str, kept: &[Range<usize>], options: &Options, lines: Lines) -> Vec<Edit> {
    let mut found = Vec::new();
    let mut walk = Walk::new(kept);
    let mut at = 0;
    loop {
        at = plain_words_end(text, at);
        let Some(c) = text[at..].chars().next() else { return found };
        let mut end = at + c.len_utf8();
        if is_plain_ascii(c, text.as_bytes().get(end), options) || walk.covers(at) {
            at = end;
            continue;
        }
        if c.is_whitespace() {
            end = run_end(text, at, char::is_whitespace);
            found.extend(white_space(text, at..end, options, lines));
        } else if is_joint_or_unseen(c) {
            end = run_end(text, at, is_joint_or_unseen);
            found.extend(unseen(text, at..end, options));
        } else if let Some(with) = replacement(text, at, c, options) {
            found.push(Edit::new(at..end, with));
        }
        at = end;
    }
}

/// An ASCII mark, or a space alone: what follows it is neither white space nor of the blocks that hold other white space.
fn is_plain_ascii(c: char, next: Option<&u8>, options: &Options) -> bool {
    match c {
        ' ' => next.is_some_and(|byte| byte.is_ascii_graphic() || matches!(byte, 0xD8..=0xDB)),
        '0'..='9' => options.digits == Digits::Keep,
        _ => c.is_ascii_graphic(),
    }
}

fn run_end(text: &str, at: usize, class: impl Fn(char) -> bool) -> usize {
    text[at..].find(|c: char| !class(c)).map_or(text.len(), |step| at + step)
}

/// Folds a run of white space to one space; a tab stays a tab, since it may part columns, and a line break stays unless lines fold.
fn white_space(text: &str, run: Range<usize>, options: &Options, lines: Lines) -> Option<Edit> {
    let slice = &text[run.clone()];
    if slice == " " {
        return None;
    }
    let with: String = if lines == Lines::Fold {
        " ".to_owned()
    } else if !options.spacing {
        return None;
    } else if slice.contains(is_line_break) {
        slice.chars().filter(|c| is_line_break(*c)).collect()
    } else if run.start == 0 || slice.contains('\t') {
        // Indentation and columns are structure.
        slice.chars().map(|c| if c == '\t' { c } else { ' ' }).collect()
    } else {
        " ".to_owned()
    };
    (with != slice).then(|| Edit::new(run, with))
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn is_joint_or_unseen(c: char) -> bool {
    c == ZWNJ || c == '¬' || is_invisible(c)
}

/// A run of marks without width is one ZWNJ between two letters if it holds one (or what old programs wrote for it: soft hyphen,
/// ¬, zero-width space), and nothing elsewhere.
fn unseen(text: &str, run: Range<usize>, options: &Options) -> Option<Edit> {
    let slice = &text[run.clone()];
    let before = text[..run.start].chars().next_back();
    let after = text[run.end..].chars().next();
    if !options.invisible || slice.contains('¬') && !is_between_letters(before, after) {
        return None;
    }
    if slice.contains('\u{200D}') && keeps_joiner(before, after) {
        return None;
    }
    let parts = slice.contains([ZWNJ, '\u{00AD}', '¬', '\u{200B}']);
    let with = if parts && is_between_letters(before, after) { "\u{200C}" } else { "" };
    (with != slice).then(|| Edit::new(run, with))
}

fn is_between_letters(before: Option<char>, after: Option<char>) -> bool {
    let joins = |c: char| is_letter(c) || is_diacritic(c) || c.is_ascii_alphanumeric() || digits::is_digit(c);
    before.is_some_and(joins) && after.is_some_and(|c| is_letter(c) || c.is_ascii_alphanumeric())
}

/// «ه‍.ق»: the joiner shows that ه is the abbreviation's; and emoji are built with it.
fn keeps_joiner(before: Option<char>, after: Option<char>) -> bool {
    let emoji = |c: char| c as u32 >= 0x2190 && !is_presentation_form(c);
    (before == Some('ه') && !after.is_some_and(is_letter)) || before.is_some_and(emoji) || after.is_some_and(emoji)
}

fn replacement(text: &str, at: usize, c: char, options: &Options) -> Option<String> {
    match c {
        'ي' | 'ى' | 'ك' if options.letters => {
            let with = if c == 'ك' { "ک" } else { "ی" };
            (!in_foreign_word(text, at)).then(|| with.to_owned())
        }
        'ـ' if options.letters => tatweel(text, at),
        _ if options.letters && is_presentation_form(c) => base_letters(c).map(str::to_owned),
        // Tanwin (U+064B–D) and the marks of hamza and madda (U+0653–5) tell words apart.
        '\u{064E}'..='\u{0652}' | '\u{0670}' if options.marks => Some(String::new()),
        _ => digit(c, options.digits),
    }
}

fn digit(c: char, wanted: Digits) -> Option<String> {
    let ascii = digits::to_ascii(c)?;
    let with = match wanted {
        Digits::Keep => return None,
        Digits::Ascii => ascii,
        Digits::Persian => char::from_u32('۰' as u32 + ascii.to_digit(10)?)?,
    };
    (with != c).then(|| with.to_string())
}

/// A tatweel inside a word is only drawn; after a lone ه («هـ.ش») it is part of the abbreviation; alone it is a dash.
fn tatweel(text: &str, at: usize) -> Option<String> {
    // Of a long one («ســـــلام») all goes at once.
    let head = text[..at].trim_end_matches('ـ');
    let before = head.chars().next_back();
    let after = text[at..].trim_start_matches('ـ').chars().next();
    if !before.is_some_and(|c| is_letter(c) || is_diacritic(c)) {
        return None;
    }
    let lone_heh = head.strip_suffix('ه').is_some_and(|rest| !rest.ends_with(is_letter));
    (!lone_heh || after.is_some_and(is_letter)).then(String::new)
}
