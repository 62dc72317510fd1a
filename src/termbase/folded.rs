//! A text folded for matching: no spaces, no ZWNJ, one spelling; and what stood between its letters.
//!
//! In: any text. Out: the compact string that the automaton scans, with a boundary before every character and the way back.

use crate::persian::digits::is_digit;
use crate::persian::letters::{ZWNJ, fold, is_letter};

/// What stands before a character of the compact string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Boundary {
    /// Nothing: the same word goes on.
    Inside,
    /// A ZWNJ: the same word goes on, at a joint.
    Zwnj,
    /// Persian letters meet Latin letters or digits without a space («19در», «ICTها»).
    Change,
    /// A hyphen between two characters.
    Hyphen,
    /// White space.
    Space,
    /// Other punctuation, or the edge of the text: no term goes across.
    Hard,
}

/// Stands in the compact string where no term may go across.
const WALL: char = '\u{1}';

/// The folded text.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// Folded characters; `WALL` where there is punctuation.
    pub(super) text: String,
    /// For every byte of `text` that begins a character, the boundary before it; `Inside` elsewhere.
    boundaries: Vec<Boundary>,
    /// For every byte of `text`, and for its end, where its character begins in the original.
    starts: Vec<usize>,
    /// For every byte of `text`, where its character ends in the original, marks that follow it included.
    ends: Vec<usize>,
}

impl Folded {
    pub(super) fn new(original: &str) -> Self {
        let mut folded = Self::default();
        let mut pending = Boundary::Hard;
        let mut previous: Option<char> = None;
        let mut chars = original.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let end = at + c.len_utf8();
            let next = chars.peek().map(|(_, next)| *next);
            match kind(c, previous, next) {
                Kind::Joint(boundary) => pending = pending.max(boundary),
                Kind::Mark => folded.extend_last(end),
                Kind::Wall => {
                    folded.push(WALL, Boundary::Hard, at..end);
                    pending = Boundary::Hard;
                    previous = None;
                }
                Kind::Letter(letter) => {
                    let change = previous.is_some_and(|before| before.is_ascii() != letter.is_ascii());
                    let boundary = if change { pending.max(Boundary::Change) } else { pending };
                    folded.push(letter, boundary, at..end);
                    pending = Boundary::Inside;
                    previous = Some(letter);
                }
            }
        }
        folded.starts.push(original.len());
        folded
    }

    /// Returns the boundary before the character that begins at byte `at`; the end of the text is a hard one.
    pub(super) fn boundary(&self, at: usize) -> Boundary {
        self.boundaries.get(at).copied().unwrap_or(Boundary::Hard)
    }

    /// Returns the range of the original that the compact range `start..end` came from.
    pub(super) fn original(&self, start: usize, end: usize) -> std::ops::Range<usize> {
        let from = self.starts.get(start).copied().unwrap_or(0);
        let to = end.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or(from);
        from..to.max(from)
    }

    /// Returns the end of the orthographic word that goes on at `at`: the next space, mark or change of script.
    pub(super) fn word_end(&self, at: usize) -> usize {
        (at..self.text.len()).find(|at| self.boundary(*at) >= Boundary::Change).unwrap_or(self.text.len())
    }

    /// Returns the compact slice, with ZWNJ where the original has one.
    pub(super) fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or("")
    }

    fn push(&mut self, c: char, boundary: Boundary, original: std::ops::Range<usize>) {
        for byte in 0..c.len_utf8() {
            self.boundaries.push(if byte == 0 { boundary } else { Boundary::Inside });
            self.starts.push(original.start);
            self.ends.push(original.end);
        }
        self.text.push(c);
    }

    /// A mark after a letter («خانهٔ», tatweel) belongs to the letter's extent.
    fn extend_last(&mut self, end: usize) {
        let Some(last) = self.text.chars().next_back() else { return };
        let len = self.ends.len();
        self.ends[len - last.len_utf8()..].fill(end);
    }
}

enum Kind {
    Letter(char),
    /// Has no weight in comparing, but lies inside the word.
    Mark,
    Joint(Boundary),
    Wall,
}

fn kind(c: char, previous: Option<char>, next: Option<char>) -> Kind {
    if c == ZWNJ {
        return Kind::Joint(Boundary::Zwnj);
    }
    if c.is_whitespace() {
        return Kind::Joint(if matches!(c, '\n' | '\r') { Boundary::Hard } else { Boundary::Space });
    }
    if matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–') && previous.is_some() && next.is_some_and(char::is_alphanumeric)
    {
        return Kind::Joint(Boundary::Hyphen);
    }
    if is_letter(c) || is_digit(c) || c.is_alphanumeric() {
        let folded = if c == 'ؤ' && next == Some('و') { Some('ی') } else { fold(c) };
        return folded.map_or(Kind::Mark, Kind::Letter);
    }
    if fold(c).is_none() { Kind::Mark } else { Kind::Wall }
}

#[cfg(test)]
mod tests {
    use super::{Boundary, Folded};

    #[test]
    fn letters_keep_their_place_and_boundaries() {
        let original = "کار گروه‌ِ «ما»";
        let folded = Folded::new(original);
        let at = folded.text.find("گروه").unwrap();
        assert_eq!(folded.boundary(at), Boundary::Space);
        assert_eq!(folded.boundary(0), Boundary::Hard);
        assert_eq!(&original[folded.original(0, at + "گروه".len())], "کار گروه‌ِ");
        let digits = Folded::new("کووید 19در");
        let at = digits.text.find("در").unwrap();
        assert_eq!(digits.boundary(at), Boundary::Change);
    }

    #[test]
    fn marks_belong_to_their_letter() {
        let original = "خانهٔ ما";
        let folded = Folded::new(original);
        assert_eq!(&original[folded.original(0, "خانه".len())], "خانهٔ");
    }
}
