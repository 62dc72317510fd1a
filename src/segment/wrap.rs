//! Recognises hard-wrapped blocks, and tells them from verse and lists.
//!
//! In: the lines of a block. Out: its width if lines break just where the next word would not have fitted. A narrow block must show more, since lines of verse
//! and of lists are about equal by nature: it ends in a stop, and its lines do not rhyme.

use super::chars::{before, is_blank, is_closer, is_line_break, is_stop, skip_back, word_before};
use super::clause;
use super::words::{self, Cue};
use crate::normalize::is_finite_verb;

/// A narrower block is verse or a list, not wrapped prose.
const NARROWEST: usize = 22;
/// From here on, full lines alone tell.
const COMMON: usize = 46;
/// A wider one is a paragraph a line.
pub(super) const WIDEST: usize = 200;

/// Returns the width of the block of `lines` in characters if it is hard-wrapped; `known` is that of an earlier block.
pub(super) fn width(lines: &[&str], known: Option<usize>) -> Option<usize> {
    let own = lines.iter().map(|line| length(line)).max()?;
    if !(NARROWEST..=WIDEST).contains(&own) {
        return None;
    }
    if lines.len() < 3 {
        // Too short to tell by itself: it has the width of an earlier block.
        return known.filter(|known| own <= *known && lines.len() == 2 && !is_finished(lines[0]));
    }
    let pairs = lines.windows(2);
    let full = pairs.clone().filter(|pair| is_full(pair[0], pair[1], own)).count();
    let open = pairs.clone().filter(|pair| !is_finished(pair[0])).count();
    // A few lines end a paragraph early; most must be full, and most must break inside a sentence.
    let mostly = full * 5 >= pairs.len() * 4 && open * 2 >= pairs.len();
    let is_prose = own >= COMMON || hangs_together(lines);
    (mostly && is_prose && !rhymes(lines)).then_some(own)
}

/// The next word would not have fitted on this line.
pub(super) fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split_whitespace().next().unwrap_or("");
    length(line.trim_end()) + 1 + length(word) > width
}

/// A line that ends in «به», «از» or «و» cannot be the end of anything, unless it is a short one. `text` ends where the line does.
pub(super) fn hangs(text: &str) -> bool {
    let end = skip_back(text, 0, text.len(), is_blank);
    if before(text, end).is_none_or(is_stop) {
        return false;
    }
    let word = word_before(text, 0, end);
    if word.is_empty() || !(words::has(word, Cue::Preposition) || matches!(word, "و" | "که")) {
        return false;
    }
    let line = text[..end].chars().rev().take(NARROWEST);
    line.clone().count() == NARROWEST && !line.clone().any(is_line_break)
}

/// Whether the line opens something of its own: a bullet, a number with dot or bracket, a new indentation.
pub(super) fn opens_item(line: &str) -> bool {
    let line = line.trim_start_matches(is_blank);
    if line.starts_with(['-', '–', '—', '•', '*', '●', '▪', '■', '◦', '·', '✓', '○', '➢', '►', '#'])
    {
        return true;
    }
    let number = line.split([' ', '\u{A0}', '\t']).next().unwrap_or("");
    let bare = number.trim_start_matches('(').trim_end_matches(['.', ')', '-', '–']);
    let is_label =
        bare.chars().all(char::is_numeric) && bare.chars().count() <= 3 || bare == "الف" || bare.chars().count() == 1;
    number.len() > bare.len() && !bare.is_empty() && is_label
}

/// The block ends in a stop, and some line ends where a sentence cannot, has a mark within, or opens with the verb of the line before.
fn hangs_together(lines: &[&str]) -> bool {
    let goes_on = |line: &&str| clause::words_of(line).take(2).any(is_finite_verb);
    let inside = |line: &&str| {
        let text = line.trim_matches(is_blank);
        let last = text.char_indices().next_back().map_or(0, |(at, _)| at);
        hangs(line) || text[..last].contains(['.', '،', '؛', '؟'])
    };
    lines.last().is_some_and(|line| is_finished(line)) && (lines.iter().any(inside) || lines[1..].iter().any(goes_on))
}

/// Half of the lines or more end as one of the next two does.
fn rhymes(lines: &[&str]) -> bool {
    let ends: Vec<[char; 2]> = lines.iter().filter_map(|line| ending(line)).collect();
    let rhymed = |at: usize| {
        let near = at.saturating_sub(2)..(at + 3).min(ends.len());
        near.into_iter().any(|other| other != at && ends[other] == ends[at])
    };
    ends.len() >= 4 && (0..ends.len()).filter(|at| rhymed(*at)).count() * 3 >= ends.len() * 2
}

/// Returns the last two letters of a line.
fn ending(line: &str) -> Option<[char; 2]> {
    let mut letters = line.chars().rev().filter(|c| super::chars::is_alphabetic(*c));
    Some([letters.next()?, letters.next()?])
}

pub(super) fn is_finished(line: &str) -> bool {
    line.trim_end_matches(|c| is_blank(c) || is_closer(c)).ends_with(|c| is_stop(c) || c == ':')
}

fn length(line: &str) -> usize {
    line.chars().count()
}
