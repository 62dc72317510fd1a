//! Reports characters that hide something: bidi controls that can reverse what is read, and dirt without width.
//!
//! In: raw text. Out: findings with their place. The normaliser removes them from the normalised text; the raw text keeps them, so they are told.

use crate::model::{Issue, IssueKind, Severity};
use crate::persian::letters::{ZWNJ, is_diacritic, is_letter};

/// Most findings that are told one by one.
pub const TOLD: usize = 20;

/// A character that hides something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// Byte offset in the text.
    pub at: usize,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The character.
    pub c: char,
    /// What it is.
    pub what: &'static str,
    /// How much it matters.
    pub severity: Severity,
}

impl Finding {
    /// Returns what was found, without its place: «bidi control U+202E».
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} U+{:04X}", self.what, u32::from(self.c))
    }

    /// Returns the finding as it stands in a table.
    #[must_use]
    pub fn issue(&self) -> Issue {
        let message = format!("{} in line {}, column {}", self.name(), self.line, self.column);
        Issue::new(IssueKind::Characters, self.severity, message)
    }
}

/// Returns what is to be said about the characters of `raw`.
#[must_use]
pub fn issues(raw: &str) -> Vec<Issue> {
    let mut findings = findings(raw);
    let mut found: Vec<Issue> = findings.by_ref().take(TOLD).map(|finding| finding.issue()).collect();
    if findings.next().is_some() {
        found.push(Issue::new(IssueKind::Characters, Severity::Note, "and more of the kind"));
    }
    found
}

/// Returns the characters of `raw` that hide something, in order, as they are found.
pub fn findings(raw: &str) -> impl Iterator<Item = Finding> + use<'_> {
    let bytes = raw.as_bytes();
    let (mut at, mut told, mut line, mut column) = (0, 0, 1, 1);
    std::iter::from_fn(move || {
        loop {
            let hit = at + bytes[at..].iter().position(|byte| is_lead(*byte))?;
            let c = raw[hit..].chars().next()?;
            at = hit + c.len_utf8();
            let Some((severity, what)) = judge(raw, hit, c) else { continue };
            for c in raw[told..hit].chars() {
                (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
            }
            told = hit;
            return Some(Finding { at: hit, line, column, c, what, severity });
        }
    })
}

/// The first byte of every character that `judge` knows; hardly a letter of a text has one.
fn is_lead(byte: u8) -> bool {
    matches!(byte, 0xC2 | 0xE2 | 0xEF)
}

fn judge(raw: &str, at: usize, c: char) -> Option<(Severity, &'static str)> {
    Some(match c {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => (Severity::Minor, "bidi control"),
        '\u{200E}' | '\u{200F}' => (Severity::Note, "direction mark"),
        '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{206A}'..='\u{206F}' | '\u{00AD}' | '\u{FEFF}' => {
            (Severity::Note, "character without width")
        }
        ZWNJ if !is_between_letters(raw, at) => (Severity::Note, "ZWNJ outside a word"),
        '\u{FFFD}' => (Severity::Minor, "replacement character"),
        _ => return None,
    })
}

fn is_between_letters(text: &str, at: usize) -> bool {
    let is_word = |c: char| is_letter(c) || c.is_alphanumeric() || is_diacritic(c);
    text[..at].chars().next_back().is_some_and(is_word)
        && text[at + ZWNJ.len_utf8()..].chars().next().is_some_and(is_word)
}
