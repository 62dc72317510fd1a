//! Reports characters that hide something: bidi controls that can reverse what is read, and dirt without width.
//!
//! In: raw text. Out: findings. The normaliser removes them from the normalised text; the raw text keeps them, so they are told.

use crate::model::{Issue, IssueKind, Severity};
use crate::persian::letters::{ZWNJ, is_letter};

/// Most findings of one kind that are told one by one.
const TOLD: usize = 20;

/// Returns what is to be said about the characters of `raw`.
#[must_use]
pub fn issues(raw: &str) -> Vec<Issue> {
    let mut found = Vec::new();
    for (at, c) in raw.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let (severity, what) = match c {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => (Severity::Minor, "bidi control"),
            '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{00AD}' | '\u{FEFF}' => {
                (Severity::Note, "character without width")
            }
            ZWNJ if !is_between_letters(raw, at) => (Severity::Note, "ZWNJ outside a word"),
            '\u{FFFD}' => (Severity::Minor, "replacement character"),
            _ => continue,
        };
        let line = raw[..at].matches('\n').count() + 1;
        found.push(Issue::new(IssueKind::Characters, severity, format!("{what} U+{:04X} in line {line}", c as u32)));
        if found.len() == TOLD {
            found.push(Issue::new(IssueKind::Characters, Severity::Note, "and more of the kind"));
            break;
        }
    }
    found
}

fn is_between_letters(text: &str, at: usize) -> bool {
    let is_word = |c: char| is_letter(c) || c.is_alphanumeric() || crate::persian::letters::is_diacritic(c);
    text[..at].chars().next_back().is_some_and(is_word)
        && text[at + ZWNJ.len_utf8()..].chars().next().is_some_and(is_word)
}
