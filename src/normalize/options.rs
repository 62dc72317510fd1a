//! What the normaliser may change; every class of change can be switched off.

use serde::Deserialize;

/// The digits of the normalised text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Digits {
    /// As they are.
    #[default]
    Keep,
    /// ۰–۹ outside Latin words and addresses.
    Persian,
    /// 0–9.
    Ascii,
}

/// What to change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// Arabic ي ى ك to Persian letters, presentation forms to letters, tatweel out.
    pub letters: bool,
    /// Digits in one set.
    pub digits: Digits,
    /// White space: one space between words, none before marks and inside brackets, one after marks, one between number and word.
    pub spacing: bool,
    /// Correct spellings that are simply wrong: علاقمند to علاقه‌مند, مراجعة to مراجعه.
    pub spelling: bool,
    /// Restore lost ZWNJ.
    pub zwnj: bool,
    /// ASCII comma, semicolon and question mark in Persian text to ، ؛ ؟.
    pub punctuation: bool,
    /// Drop vowel signs. Tanwin and hamza stay, since they distinguish words.
    pub marks: bool,
    /// Remove marks without width: bidi controls, joiners, soft hyphens, stray ZWNJ.
    pub invisible: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            letters: true,
            digits: Digits::Keep,
            spacing: true,
            spelling: true,
            zwnj: true,
            punctuation: true,
            marks: false,
            invisible: true,
        }
    }
}
