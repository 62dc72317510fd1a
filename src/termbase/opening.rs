//! The first two letters of a word: most words are done with here, since no term begins as they do.
//!
//! In: the trie of all forms. Out: for two letters of the Persian alphabet, the node to which they lead. Other characters are not listed.

use crate::persian::letters::is_plain;

use super::trie::{Node, Trie};

/// Letters of a row of the table, and rows.
const LETTERS: usize = 64;

/// Where two letters lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// No form begins with them.
    Closed,
    /// The node behind the second; nothing ends before it.
    Node(Node),
    /// To be walked letter by letter.
    Walk,
}

/// Where any two letters lead.
#[derive(Debug)]
pub(super) struct Openings {
    pairs: Vec<Opening>,
}

impl Openings {
    /// Looks all pairs up in `trie`, whose values are complete.
    pub(super) fn new(trie: &Trie) -> Self {
        let mut pairs = vec![Opening::Closed; LETTERS * LETTERS];
        for (first, row) in letters() {
            let Some(node) = trie.step(Trie::ROOT, first) else { continue };
            for (second, column) in letters() {
                pairs[row * LETTERS + column] = match trie.step(node, second) {
                    _ if trie.value(node).is_some() => Opening::Walk,
                    Some(next) => Opening::Node(next),
                    None => Opening::Closed,
                };
            }
        }
        Self { pairs }
    }

    /// Returns where `first` and `second` lead.
    pub(super) fn of(&self, first: Option<char>, second: Option<char>) -> Opening {
        let place = first.and_then(code).zip(second.and_then(code));
        place.and_then(|(row, column)| self.pairs.get(row * LETTERS + column)).copied().unwrap_or(Opening::Walk)
    }
}

/// All letters of the alphabet with their codes.
fn letters() -> impl Iterator<Item = (char, usize)> {
    ('\u{600}'..='\u{6FF}').filter_map(|c| Some((c, code(c)?)))
}

/// Returns the number of a letter of the alphabet, less than `LETTERS`.
fn code(c: char) -> Option<usize> {
    let at = (c as usize).checked_sub(0x600)?;
    CODES.get(at).copied().map(usize::from).filter(|code| *code < LETTERS)
}

/// Numbers of the characters from U+0600 on; `u8::MAX` for what is no letter of the alphabet.
const CODES: [u8; 256] = {
    let mut codes = [u8::MAX; 256];
    let (mut at, mut next) = (0, 0);
    while at < codes.len() {
        if let Some(c) = char::from_u32(0x600 + at as u32)
            && is_plain(c)
        {
            codes[at] = next;
            next += 1;
        }
        at += 1;
    }
    codes
};
