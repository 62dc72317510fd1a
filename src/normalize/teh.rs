//! The Arabic ة at the end of a Persian word: «مراجعة» is written مراجعه, «نعمة» نعمت.
//!
//! In: a word in ة and its neighbours. Out: the letter that Persian writes, if the word is known. Inside an Arabic phrase («سورة البقرة», «رحمة واسعة») ة
//! stays, and so it does in a word with vowel signs, which is quoted.

use super::speller::Speller;
use super::token::Token;
use crate::persian::letters::is_diacritic;

/// Returns ه or ت for the final ة of token `at`, or `None` if it stays.
pub(super) fn letter(text: &str, tokens: &[Token<'_>], at: usize, speller: &Speller) -> Option<&'static str> {
    let token = &tokens[at];
    let word = |token: &Token<'_>| &text[token.range.clone()];
    let is_arabic = |other: &Token<'_>| word(other).starts_with("ال") || word(other).ends_with('ة');
    let next = tokens.get(at + 1).filter(|next| next.follows);
    let before = tokens.get(at.wrapping_sub(1)).filter(|_| token.follows);
    if word(token).contains(is_diacritic) || next.is_some_and(is_arabic) || before.is_some_and(is_arabic) {
        return None;
    }
    if speller.get(&token.key).is_some() {
        return Some("ه");
    }
    let stem = token.key.strip_suffix('ه')?;
    speller.get(&format!("{stem}ت")).map(|_| "ت")
}
