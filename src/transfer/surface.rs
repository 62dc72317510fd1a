//! The last touch: spacing, English punctuation, capitals, and no Persian letter left.
//!
//! In: the words of the realised sentence. Out: a sentence as it is printed.

use crate::english::capitalize;
use crate::persian::letters::is_arabic_script;
use crate::persian::{digits, romanize};

use super::foreign;

/// Returns `text` as an English sentence.
pub(super) fn surface(text: &str) -> String {
    let marks: String = text.chars().map(english_mark).collect();
    let latin = latin_only(&marks);
    let spaced = space(&latin);
    foreign::release(&capitals(&spaced))
}

fn english_mark(c: char) -> char {
    match c {
        '،' => ',',
        '؛' => ';',
        '؟' => '?',
        '«' => '“',
        '»' => '”',
        '٫' => '.',
        '٬' => ',',
        '٪' => '%',
        '۔' => '.',
        _ => digits::to_ascii(c).unwrap_or(c),
    }
}

/// Whatever Arabic script is still there is romanised.
fn latin_only(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut persian = String::new();
    for c in text.chars().chain(['\0']) {
        if is_arabic_script(c) || (c == '\u{200C}' && !persian.is_empty()) {
            persian.push(c);
            continue;
        }
        if !persian.is_empty() {
            out.push_str(&romanize::romanize(&std::mem::take(&mut persian)));
        }
        if c != '\0' && !crate::persian::letters::is_invisible(c) && c != '\u{200C}' {
            out.push(c);
        }
    }
    out
}

/// No space before closing marks and after opening ones, no doubled commas, one space elsewhere.
fn space(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let closes =
            word.starts_with([',', '.', ';', ':', '?', '!', ')', ']', '”', '…', '%']) && !word.starts_with(".ir");
        let opened = out.ends_with(['(', '[', '“', '/']);
        if closes && word.starts_with([',', '.', ';', '?', '!', ':']) {
            while out.ends_with([',', ' ']) {
                out.pop();
            }
        }
        if !out.is_empty() && !closes && !opened {
            out.push(' ');
        }
        out.push_str(word);
    }
    out = out
        .replace(",,", ",")
        .replace(", ,", ",")
        .replace(",.", ".")
        .replace("(,", "(")
        .replace(",)", ")")
        .replace(".m..", ".m.");
    out.trim_start_matches([',', ' ', ';']).trim_end_matches([' ', ',']).to_owned()
}

/// A capital at the start, after a full stop, and after a colon that opens speech.
fn capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, piece) in split_after(text, &[". ", "? ", "! ", ": "]).into_iter().enumerate() {
        let abbreviation = at > 0
            && (out.ends_with("Dr. ")
                || out.ends_with("Mr. ")
                || out.ends_with("Mrs. ")
                || out.ends_with("No. ")
                || out.ends_with(".m. "));
        let as_it_is = abbreviation || foreign::opens_kept(piece);
        out.push_str(&if as_it_is { piece.to_owned() } else { capitalize(piece) });
    }
    out
}

fn split_after<'t>(text: &'t str, ends: &[&str]) -> Vec<&'t str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = ends.iter().filter_map(|end| rest.find(end).map(|at| at + end.len())).min() {
        pieces.push(&rest[..at]);
        rest = &rest[at..];
    }
    pieces.push(rest);
    pieces
}

#[cfg(test)]
mod tests {
    use super::surface;

    #[test]
    fn marks_and_capitals() {
        assert_eq!(surface("he added : we can ، « we » go ."), "He added: We can, “we” go.");
        assert_eq!(surface(", and سلام ,, done"), "And salam, done");
    }
}
