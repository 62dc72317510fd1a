//! Datelines at the head of a segment: «تهران - ایرنا:».
//!
//! In: where a segment begins. Out: where its dateline ends. Recognised by the dash and a news agency before the colon.

use super::chars::{is_line_break, is_stop};
use super::clause;
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
    /// The same of closing brackets.
    bracket: usize,
}

impl<'a> Datelines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, colon: text.find(':').unwrap_or(text.len()), bracket: text.find(')').unwrap_or(text.len()) }
    }

    /// Returns the end of the dateline that begins at `start`.
    pub(super) fn end(&mut self, start: usize) -> Option<usize> {
        if self.colon < start {
            self.colon = self.text[start..].find(':').map_or(self.text.len(), |at| start + at);
        }
        if self.bracket < start {
            self.bracket = self.text[start..].find(')').map_or(self.text.len(), |at| start + at);
        }
        // Most segments have neither near their head.
        let colon = if self.colon - start > 4 * LONGEST { None } else { end(self.text, start) };
        colon.or_else(|| if self.bracket - start > 4 * LONGEST { None } else { end_at_dash(self.text, start) })
    }
}

fn end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let near = |c: char| !is_stop(c) && !is_line_break(c) && !matches!(c, '؛' | '«');
    let (colon, _) = rest.char_indices().take(LONGEST).take_while(|(_, c)| near(*c)).find(|(_, c)| *c == ':')?;
    let follows = rest[colon + 1..].chars().next().is_some_and(char::is_whitespace);
    (follows && is_dateline(&rest[..colon])).then_some(start + colon + 1)
}

/// «تهران (ایرنا) – »: a dash in the place of the colon.
fn end_at_dash(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let (close, _) =
        rest.char_indices().take(LONGEST).take_while(|(_, c)| !is_line_break(*c)).find(|(_, c)| *c == ')')?;
    let after = rest[close + 1..].trim_start_matches(' ');
    let dash = after.chars().next().filter(|c| DASHES.contains(c))?;
    let is_apart = after[dash.len_utf8()..].starts_with(' ');
    (is_apart && has_agency_in_brackets(&rest[..=close])).then_some(text.len() - after.len() + dash.len_utf8())
}

fn is_dateline(head: &str) -> bool {
    let head = head.trim_end();
    is_agency(head) || has_place_and_agency(head) || has_agency_in_brackets(head)
}

/// «تهران - ایرنا», «تهران-ایسنا», «تهران، خبرگزاری فارس», «تهران/ایسنا».
fn has_place_and_agency(head: &str) -> bool {
    let separator = |class: fn(char) -> bool| head.char_indices().find(|(_, c)| class(*c));
    let found = separator(|c| DASHES.contains(&c)).or_else(|| separator(|c| matches!(c, '،' | '/')));
    let Some((at, mark)) = found else { return false };
    let (place, source) = (&head[..at], &head[at + mark.len_utf8()..]);
    let is_place = || !place.trim().is_empty() && place.split_whitespace().count() <= 4 && !clause::has_verb(place);
    let mut names = clause::words_of(source);
    if mark == '-' || DASHES.contains(&mark) && place.ends_with(char::is_whitespace) {
        return names.any(|word| words::has(word, Cue::Agency)) && is_place();
    }
    // A comma or slash says less: only the agency may stand after it.
    let is_short = names.clone().count() <= 3 && !names.clone().any(|word| word == "و");
    let named = |word: &str| word == "واحد" || (words::has(word, Cue::Agency) && !matches!(word, "خبر" | "خبرنگار"));
    mark != 'ـ' && is_short && names.next().is_some_and(named) && is_place()
}

/// «تهران (ایرنا)»
fn has_agency_in_brackets(head: &str) -> bool {
    let Some((place, source)) = head.strip_suffix(')').and_then(|head| head.split_once('(')) else { return false };
    let words = place.split_whitespace().count();
    (1..=4).contains(&words) && clause::words_of(source).any(|word| words::has(word, Cue::Agency))
}

/// «واحد مرکزی خبر», «خبرگزاری فارس».
fn is_agency(head: &str) -> bool {
    let mut names = head.split_whitespace();
    matches!(names.next(), Some("واحد" | "خبرگزاری" | "باشگاه"))
        && names.clone().count() <= 3
        && names.last().is_some_and(|word| words::has(word, Cue::Agency))
}
