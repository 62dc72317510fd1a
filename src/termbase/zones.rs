//! Places where letters are no words: addresses, file names, paths, identifiers, inline code. A term is not meant there, and its English would break them.
//!
//! In: a text and its matches. Out: the matches outside of such places. Tags («#دولت») and words with a stroke between them («دولت/ملت») are words.

use std::ops::Range;

use super::find::Match;

/// Longest ending of a file name or a domain.
const LONGEST_ENDING: usize = 6;

/// Returns the matches that lie in no such place.
pub(super) fn outside(text: &str, mut found: Vec<Match>) -> Vec<Match> {
    let zones = zones(text);
    if !zones.is_empty() {
        found.retain(|one| zones.iter().all(|zone| one.range.end <= zone.start || zone.end <= one.range.start));
    }
    found
}

fn zones(text: &str) -> Vec<Range<usize>> {
    let is_trigger = |byte: &u8| matches!(byte, b'/' | b'@' | b'\\' | b'_' | b'`' | b'.');
    if !text.as_bytes().iter().any(is_trigger) {
        return Vec::new();
    }
    let mut zones = code(text);
    zones.extend(
        chunks(text).filter_map(|chunk| address(&text[chunk.clone()]).map(|from| chunk.start + from..chunk.end)),
    );
    zones
}

/// What stands between two back-ticks.
fn code(text: &str) -> Vec<Range<usize>> {
    let ticks: Vec<usize> = text.match_indices('`').map(|(at, _)| at).collect();
    ticks.chunks_exact(2).map(|pair| pair[0]..pair[1] + 1).collect()
}

/// Runs without white space, brackets and quotation marks.
fn chunks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let parts =
        |c: char| c.is_whitespace() || matches!(c, '(' | ')' | '«' | '»' | '"' | '“' | '”' | '،' | '؛' | '<' | '>');
    let start = text.as_ptr() as usize;
    text.split(parts).filter(|chunk| !chunk.is_empty()).map(move |chunk| {
        let from = chunk.as_ptr() as usize - start;
        from..from + chunk.len()
    })
}

/// Returns where in `chunk` an address, a file name, a path or an identifier begins.
fn address(chunk: &str) -> Option<usize> {
    // «سند:https://…»: what stands before the scheme is a word.
    if let Some(at) = chunk.find("://") {
        return Some(chunk[..at].rfind(|c: char| !c.is_ascii_alphanumeric()).map_or(0, |at| at + 1));
    }
    if let Some(at) = chunk.find("www.") {
        return Some(at);
    }
    let rooted = ["/", "./", "../", "~/"].iter().find_map(|root| chunk.strip_prefix(root));
    // «(اردن)/یمن»: one stroke between words is no path.
    let path = rooted.is_some_and(|rest| rest.contains('/') || rest.contains(|c: char| c.is_ascii_alphabetic()));
    let identifier = !chunk.starts_with('#') && chunk.trim_matches('_').contains('_');
    let mail = chunk.char_indices().any(|(at, c)| c == '@' && chunk[at + 1..].starts_with(char::is_alphanumeric));
    (path || identifier || mail || chunk.contains('\\') || has_ending(chunk)).then_some(0)
}

/// «گزارش.pdf», «دولت.ir/اسناد»: a dot between a letter and a few small Latin letters.
fn has_ending(chunk: &str) -> bool {
    chunk.match_indices('.').any(|(at, _)| {
        let ending = &chunk[at + 1..];
        let len = ending.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(ending.len());
        let small = ending.starts_with(|c: char| c.is_ascii_lowercase());
        chunk[..at].ends_with(char::is_alphanumeric) && small && (2..=LONGEST_ENDING).contains(&len)
    })
}
