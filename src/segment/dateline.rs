//! Datelines at the head of a segment: «تهران - ایرنا:».
//!
//! In: where a segment begins. Out: where its dateline ends. Recognised by the dash and a news agency before the colon.

use super::chars::{is_line_break, is_stop, is_word};
use super::words::{self, Cue};

/// Longest dateline in characters: «بیرمنگام - خبرنگار اعزامی خبرگزاری جمهوری اسلامی:».
const LONGEST: usize = 60;

const DASHES: [char; 4] = ['-', '–', '—', 'ـ'];

/// The datelines of one text, asked for from left to right.
#[derive(Debug)]
pub(super) struct Datelines<'a> {
    text: &'a str,
    /// The first colon that is not left of where was last asked.
    colon: usize,
}

impl<'a> Datelines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, colon: text.find(':').unwrap_or(text.len()) }
    }

    /// Returns the end of the dateline that begins at `start`.
    pub(super) fn end(&mut self, start: usize) -> Option<usize> {
        if self.colon < start {
            self.colon = self.text[start..].find(':').map_or(self.text.len(), |at| start + at);
        }
        // Most segments have no colon near their head.
        if self.colon - start > 4 * LONGEST { None } else { end(self.text, start) }
    }
}

fn end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let (colon, _) = rest
        .char_indices()
        .take(LONGEST)
        .take_while(|(_, c)| !is_stop(*c) && !is_line_break(*c) && !matches!(c, '،' | '؛' | '«'))
        .find(|(_, c)| *c == ':')?;
    let follows = rest[colon + 1..].chars().next().is_some_and(char::is_whitespace);
    let head = &rest[..colon];
    let found = if head.contains(DASHES) { has_place_and_agency(head) } else { is_agency(head) };
    (follows && found).then_some(start + colon + 1)
}

fn has_place_and_agency(head: &str) -> bool {
    let Some((place, source)) = head.split_once(DASHES) else { return false };
    let mut names = source.split(|c: char| !is_word(c)).filter(|word| !word.is_empty());
    !place.trim().is_empty()
        && place.split_whitespace().count() <= 4
        && place.ends_with(char::is_whitespace)
        && names.any(|word| words::has(word, Cue::Agency))
}

/// «واحد مرکزی خبر:», «خبرگزاری فارس:».
fn is_agency(head: &str) -> bool {
    let mut names = head.split_whitespace();
    matches!(names.next(), Some("واحد" | "خبرگزاری"))
        && names.clone().count() <= 2
        && names.last().is_some_and(|word| words::has(word, Cue::Agency))
}
