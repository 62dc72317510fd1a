//! The words around a term, as far as they decide how its ending is read.
//!
//! In: a place in the text. Out: the neighbours as match keys, empty at a mark or an edge, and their kinds.

use std::ops::Range;

use crate::lexicon::Pos;

use super::folded::Boundary;
use super::judge::Place;
use super::words::Kind;

impl Place<'_> {
    /// Kind of the word before the term; a coordinated modifier is looked through («پولی و ارزی»).
    pub(super) fn before(&self) -> Kind {
        let Some(word) = self.word_before(self.start) else { return Kind::Other };
        let key = self.key(word.clone());
        let pair = self.word_before(word.start).map(|first| format!("{} {key}", self.key(first)));
        if pair.is_some_and(|pair| self.words.is(&pair, &[Pos::Preposition])) {
            return Kind::Preposition;
        }
        match self.words.kind(key) {
            Kind::Coordinator => match self.word_before(word.start).map(|word| self.words.kind(self.key(word))) {
                Some(Kind::Adjective) => Kind::Adjective,
                _ => Kind::Other,
            },
            kind => kind,
        }
    }

    /// The word before the term.
    pub(super) fn previous(&self) -> &str {
        self.word_before(self.start).map_or("", |word| self.key(word))
    }

    /// The word behind the term and its ending, and the one behind that.
    pub(super) fn following(&self) -> [&str; 2] {
        let next = self.word_after(self.word_end);
        let second = self.word_after(next.end);
        [self.key(next), self.key(second)]
    }

    /// Returns the word before cell `from`, if nothing but a space stands between.
    fn word_before(&self, from: usize) -> Option<Range<usize>> {
        let joined = from > 0 && self.folded.boundary(from) == Boundary::Space;
        joined.then(|| self.folded.word_start(from - 1)..from)
    }

    /// Returns the word behind cell `to`, empty if anything but a space stands between.
    fn word_after(&self, to: usize) -> Range<usize> {
        let joined = self.folded.boundary(to) == Boundary::Space;
        if joined { to..self.folded.word_end(to + 1) } else { to..to }
    }

    fn key(&self, word: Range<usize>) -> &str {
        self.folded.slice(word.start, word.end)
    }
}
