//! What is written in another script inside a Persian text: words, addresses. It is kept as it is, in its order.
//!
//! In: text. Out: how far such a run goes, its place, and how it stands in English. The Persian in an address is percent-encoded.

use std::ops::Range;

use crate::persian::digits::{self, is_digit};
use crate::persian::letters::{is_arabic_script, is_letter};

/// Stands for a space inside a run, so that nothing is done to the words around it.
const KEPT_SPACE: char = '\u{E000}';

/// Stands before a run: its first letter takes no capital.
const KEPT: char = '\u{E001}';

/// Marks that may stand between two words of one run.
const JOINTS: [char; 16] = [',', '.', ';', ':', '!', '?', '&', '/', '\'', '’', '-', '–', '+', '#', '@', '|'];

/// Returns whether `text` holds foreign words and nothing in Arabic script, so that nothing is to be translated.
pub(super) fn is_all_foreign(text: &str) -> bool {
    !text.chars().any(is_arabic_script) && text.chars().any(char::is_alphabetic)
}

/// Returns the length of the run with which `rest` begins.
pub(super) fn len(rest: &str) -> usize {
    let mut end = word_len(rest);
    while let Some(next) = next_word(&rest[end..]) {
        end += next;
    }
    end
}

/// Returns where the runs of more than one word and the addresses of `text` lie.
pub(super) fn runs(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(opens).map(|start| at + start) {
        let end = start + len(&text[start..]);
        found.push(start..end);
        at = end;
    }
    found
}

/// Returns a run as it stands in English until `release`.
pub(super) fn keep(run: &str) -> String {
    let mut kept = String::from(KEPT);
    for c in run.chars() {
        match c {
            c if c.is_whitespace() => kept.push(KEPT_SPACE),
            c if is_arabic_script(c) && !is_digit(c) => {
                let mut bytes = [0; 4];
                kept.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
            }
            c => kept.push(digits::to_ascii(c).unwrap_or(c)),
        }
    }
    kept
}

/// Returns whether the first letter of `text` belongs to a run.
pub(super) fn opens_kept(text: &str) -> bool {
    text.find(char::is_alphanumeric).is_some_and(|at| text[..at].ends_with(KEPT))
}

/// Returns `text` with its runs as they were.
pub(super) fn release(text: &str) -> String {
    text.chars().filter(|c| *c != KEPT).map(|c| if c == KEPT_SPACE { ' ' } else { c }).collect()
}

fn opens(c: char) -> bool {
    c.is_alphabetic() && !is_arabic_script(c)
}

/// One word or address without the stop behind it. In an address Persian letters go on: `https://fa.wikipedia.org/wiki/ایران`.
fn word_len(rest: &str) -> usize {
    let stops = |c: char| c.is_whitespace() || matches!(c, '«' | '»' | '،' | '؛' | '؟' | '(' | ')' | '"');
    let whole = rest.find(stops).unwrap_or(rest.len());
    let foreign = rest[..whole].find(is_letter).unwrap_or(whole);
    let len = if is_address(&rest[..foreign]) { whole } else { foreign };
    let first = rest.chars().next().map_or(0, char::len_utf8);
    rest[..len].trim_end_matches(['.', ',', ':', ';', '!', '?']).len().max(first)
}

fn is_address(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or("");
    word.contains("://") || word.starts_with("www.") || (word.contains('/') && host.contains('.'))
}

/// How far it is to the end of the next word of the run, over spaces, joints and figures.
fn next_word(rest: &str) -> Option<usize> {
    let gap = rest.find(|c: char| !c.is_whitespace() && !JOINTS.contains(&c)).filter(|gap| *gap > 0)?;
    let behind = &rest[gap..];
    let figures = behind.find(|c: char| !is_digit(c) && !c.is_whitespace() && !JOINTS.contains(&c))?;
    let in_figures = behind.starts_with(|c: char| c.is_ascii_digit());
    let word = if in_figures { &behind[figures..] } else { behind };
    let start = rest.len() - word.len();
    word.starts_with(opens).then(|| start + word_len(word))
}

#[cfg(test)]
mod tests {
    use super::{keep, len, release};

    #[test]
    fn a_run_goes_on_over_spaces_and_marks() {
        for (text, run) in [
            ("Hello world, it is. سلام", "Hello world, it is"),
            ("OpenAI مدل", "OpenAI"),
            ("iPhone 15 Pro را", "iPhone 15 Pro"),
            ("Apple 5 میلیون", "Apple"),
            ("https://fa.wikipedia.org/wiki/ایران را", "https://fa.wikipedia.org/wiki/ایران"),
            ("info@example.ir.", "info@example.ir"),
        ] {
            assert_eq!(&text[..len(text)], run);
        }
    }

    #[test]
    fn persian_in_an_address_is_encoded() {
        assert_eq!(release(&keep("a.ir/آب")), "a.ir/%D8%A2%D8%A8");
        assert_eq!(release(&keep("the  iPhone")), "the  iPhone");
        assert_eq!(release(&keep("N۹۵")), "N95");
    }
}
