//! A text folded for matching: no spaces, no ZWNJ, one spelling; and what stood between its letters.
//!
//! In: any text. Out: a row of cells, one for each character that counts, with the boundary before it and the way back. Positions are cells.

use std::ops::Range;

use crate::persian::digits::is_digit;
use crate::persian::letters::{ZWNJ, fold, is_letter, plain_end};
use crate::persian::suffix::may_begin;

/// What stands before a character of the folded text.
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

/// One character that counts.
#[derive(Debug, Clone, Copy)]
struct Cell {
    c: char,
    boundary: Boundary,
    /// Where it begins in the folded text.
    at: usize,
    /// Byte range in the original, the marks that follow included.
    start: usize,
    end: usize,
}

/// The folded text.
#[derive(Debug, Default)]
pub(super) struct Folded {
    cells: Vec<Cell>,
    /// The characters of all cells.
    text: String,
}

impl Folded {
    pub(super) fn new(original: &str) -> Self {
        let cells = Vec::with_capacity(original.len() / 2 + 1);
        let folded = Self { cells, text: String::with_capacity(original.len()) };
        let mut folding = Folding { original, folded, pending: Boundary::Hard, previous: None };
        let mut at = 0;
        while let Some(c) = original[at..].chars().next() {
            let plain_end = plain_end(original, at);
            at = match c {
                _ if plain_end > at => folding.plain(at..plain_end),
                ' ' => folding.joint(Boundary::Space, at + 1),
                _ => folding.one(at, c),
            };
        }
        folding.folded
    }

    /// Returns the number of cells.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// Returns the folded character at `at`; punctuation stands for itself.
    pub(super) fn get(&self, at: usize) -> Option<char> {
        self.cells.get(at).map(|cell| cell.c)
    }

    /// Returns the boundary before cell `at`; the end of the text is a hard one.
    pub(super) fn boundary(&self, at: usize) -> Boundary {
        self.cells.get(at).map_or(Boundary::Hard, |cell| cell.boundary)
    }

    /// Returns the range of the original that the cells `start..end` came from.
    pub(super) fn original(&self, start: usize, end: usize) -> Range<usize> {
        let from = self.cells.get(start).map_or(0, |cell| cell.start);
        let to = end.checked_sub(1).and_then(|last| self.cells.get(last)).map_or(from, |cell| cell.end);
        from..to.max(from)
    }

    /// Returns whether nothing at all stands between the cells `at - 1` and `at` in the original («۱۹٫۵», «a.b»).
    pub(super) fn touches(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.cells.get(before));
        before.zip(self.cells.get(at)).is_some_and(|(before, cell)| before.end == cell.start)
    }

    /// Returns the end of the orthographic word that goes on at `at`: the next space, mark or change of script.
    pub(super) fn word_end(&self, at: usize) -> usize {
        (at..self.len()).find(|at| self.boundary(*at) >= Boundary::Change).unwrap_or(self.len())
    }

    /// Returns the beginning of the orthographic word that cell `at` lies in.
    pub(super) fn word_start(&self, at: usize) -> usize {
        (0..=at).rev().find(|at| self.boundary(*at) >= Boundary::Change).unwrap_or(0)
    }

    /// Returns whether the word goes on at `at` with a letter that begins no ending.
    pub(super) fn is_inside_word(&self, at: usize) -> bool {
        self.cells.get(at).is_some_and(|cell| cell.boundary < Boundary::Change && !may_begin(cell.c))
    }

    /// Returns the folded characters `start..end`.
    pub(super) fn slice(&self, start: usize, end: usize) -> &str {
        let place = |at: usize| self.cells.get(at).map_or(self.text.len(), |cell| cell.at);
        self.text.get(place(start)..place(end)).unwrap_or("")
    }
}

/// A text as it is being folded.
struct Folding<'a> {
    original: &'a str,
    folded: Folded,
    /// The boundary before the next cell, as far as it is known.
    pending: Boundary,
    /// The last cell is part of a word, and whether it is ASCII.
    previous: Option<Script>,
}

const TATWEEL: char = '\u{0640}';

/// The two kinds of characters that are told apart inside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Script {
    Ascii,
    Other,
}

impl Script {
    fn of(c: char) -> Self {
        if c.is_ascii() { Self::Ascii } else { Self::Other }
    }
}

impl Folding<'_> {
    /// Takes letters that fold to themselves, the greater part of any text. Returns where they end.
    fn plain(&mut self, letters: Range<usize>) -> usize {
        let Folded { cells, text } = &mut self.folded;
        let (first, from) = (cells.len(), text.len());
        let word = &self.original[letters.clone()];
        text.push_str(word);
        // These letters are two bytes each.
        cells.extend(word.as_bytes().chunks_exact(2).enumerate().map(|(at, bytes)| {
            let c = char::from_u32(u32::from(bytes[0] & 0x1F) << 6 | u32::from(bytes[1] & 0x3F)).unwrap_or_default();
            let start = letters.start + 2 * at;
            Cell { c, boundary: Boundary::Inside, at: from + 2 * at, start, end: start + 2 }
        }));
        self.folded.cells[first].boundary = self.boundary(Script::Other);
        (self.pending, self.previous) = (Boundary::Inside, Some(Script::Other));
        letters.end
    }

    /// Takes what parts two characters and ends at `end`.
    fn joint(&mut self, boundary: Boundary, end: usize) -> usize {
        self.pending = self.pending.max(boundary);
        end
    }

    /// Takes the character `c` at `start`. Returns where it ends.
    fn one(&mut self, start: usize, c: char) -> usize {
        let end = start + c.len_utf8();
        let next = self.original[end..].chars().next();
        let (c, boundary, is_wall) = match kind(c, self.previous.is_some(), next) {
            Kind::Joint(boundary) => return self.joint(boundary, end),
            Kind::Mark if c == TATWEEL && self.stands_alone(next) => (c, Boundary::Hard, true),
            Kind::Mark => {
                // A mark after a letter («خانهٔ», tatweel) belongs to the letter's extent; one behind a space is astray.
                let touches = self.pending <= Boundary::Zwnj;
                self.folded.cells.iter_mut().last().filter(|_| touches).into_iter().for_each(|cell| cell.end = end);
                return end;
            }
            Kind::Wall => (c, Boundary::Hard, true),
            Kind::Letter(c) => (c, self.boundary(Script::of(c)), !c.is_alphanumeric()),
        };
        self.folded.cells.push(Cell { c, boundary, at: self.folded.text.len(), start, end });
        self.folded.text.push(c);
        self.pending = if is_wall { Boundary::Hard } else { Boundary::Inside };
        self.previous = (!is_wall).then_some(Script::of(c));
        end
    }

    /// Whether a tatweel before `next` is meant for a dash: «دولت ـ مجلس».
    fn stands_alone(&self, next: Option<char>) -> bool {
        self.pending >= Boundary::Space && next.is_none_or(|next| next == TATWEEL || next.is_whitespace())
    }

    /// The boundary before a letter of this script.
    fn boundary(&self, script: Script) -> Boundary {
        let change = self.previous.is_some_and(|previous| previous != script);
        if change { self.pending.max(Boundary::Change) } else { self.pending }
    }
}

enum Kind {
    Letter(char),
    /// Has no weight in comparing, but lies inside the word.
    Mark,
    Joint(Boundary),
    Wall,
}

fn kind(c: char, in_word: bool, next: Option<char>) -> Kind {
    if c == ZWNJ {
        return Kind::Joint(Boundary::Zwnj);
    }
    if c.is_whitespace() {
        return Kind::Joint(if matches!(c, '\n' | '\r') { Boundary::Hard } else { Boundary::Space });
    }
    if matches!(c, '-' | '\u{2010}' | '\u{2011}' | '–') && in_word && next.is_some_and(char::is_alphanumeric) {
        return Kind::Joint(Boundary::Hyphen);
    }
    if is_letter(c) || is_digit(c) || c.is_alphanumeric() {
        return folded_letter(c, next).map_or(Kind::Mark, Kind::Letter);
    }
    if fold(c).is_none() { Kind::Mark } else { Kind::Wall }
}

/// As in the match key, «مسؤول» and «مسئول» are one word.
fn folded_letter(c: char, next: Option<char>) -> Option<char> {
    if c == 'ؤ' && next == Some('و') { Some('ی') } else { fold(c) }
}

#[cfg(test)]
mod tests {
    use super::{Boundary, Folded};

    #[test]
    fn letters_keep_their_place_and_boundaries() {
        let original = "کار گروه‌ِ «ما»";
        let folded = Folded::new(original);
        assert_eq!(folded.slice(3, 7), "گروه");
        assert_eq!((folded.boundary(0), folded.boundary(3)), (Boundary::Hard, Boundary::Space));
        assert_eq!(&original[folded.original(0, 7)], "کار گروه‌ِ");
        let digits = Folded::new("کووید 19در");
        assert_eq!(digits.boundary(digits.len() - 2), Boundary::Change);
    }

    #[test]
    fn marks_belong_to_their_letter() {
        for (original, word) in [("خانهٔ ما", "خانهٔ"), ("خانه ٔ ما", "خانه"), ("خانه ـ ما", "خانه"), ("خانه ِ", "خانه")]
        {
            let folded = Folded::new(original);
            assert_eq!(&original[folded.original(0, 4)], word);
        }
        let dash = Folded::new("دولت ـ ملت");
        assert_eq!((dash.boundary(4), dash.boundary(5)), (Boundary::Hard, Boundary::Hard));
    }
}
