//! Repairs the spelling of Persian text.
//!
//! In: raw text. Out: the text in standard orthography with an exact map back. Total and idempotent; never adds or removes a line.
//! Nothing inside web addresses, e-mail addresses, Latin words, numbers, dates or abbreviations is changed.

mod characters;
mod compound;
mod ezafe;
mod forms;
mod indefinite;
mod issues;
mod joints;
mod options;
mod protect;
mod reading;
mod respell;
mod spacing;
mod speller;
mod teh;
mod token;
mod torn;
mod verb;
mod zwnj;

use std::ops::Range;
use std::sync::Arc;

use crate::lexicon::Lexicon;
use crate::model::{Edit, Normalized};

pub use issues::{Finding, TOLD, findings, issues};
pub use options::{Digits, Options};
pub(crate) use verb::is_finite as is_finite_verb;

use characters::Lines;
use speller::Speller;

/// Rewrites text into standard orthography.
#[derive(Debug, Clone)]
pub struct Normalizer {
    options: Options,
    speller: Arc<Speller>,
}

impl Normalizer {
    /// Returns a normaliser that knows the words of `lexicon`. For the built-in lexicon its table is made once and shared.
    #[must_use]
    pub fn new(lexicon: &'static Lexicon, options: Options) -> Self {
        Self { options, speller: Speller::shared(lexicon) }
    }

    /// Returns `raw` repaired. Line breaks stay as they are.
    #[must_use]
    pub fn normalize(&self, raw: &str) -> Normalized {
        let mut done = Normalized::identity("");
        for piece in pieces(raw) {
            done.push(&self.run(piece, Lines::Keep));
        }
        done
    }

    /// Returns `raw` repaired, with every run of white space, line breaks too, as one space.
    #[must_use]
    pub fn normalize_line(&self, raw: &str) -> Normalized {
        self.run(raw, Lines::Fold)
    }

    /// Returns whether `word`, one orthographic word, is known or is a known stem with endings.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        reading::read(&self.speller, &speller::take_apart(word).0, 3).is_some_and(|reading| reading.sure)
    }

    /// Characters first, then white space, then words: each step relies on what the step before has repaired.
    fn run(&self, raw: &str, lines: Lines) -> Normalized {
        let options = &self.options;
        let mut work = Work { kept: protect::ranges(raw), text: Normalized::identity(raw) };
        work.settle(|text, kept| characters::edits(text, kept, options, lines), <[Edit]>::is_empty);
        for _ in 0..ROUNDS {
            if options.spacing || options.punctuation {
                work.settle(|text, kept| spacing::edits(text, kept, options), <[Edit]>::is_empty);
            }
            let has_words = options.zwnj || options.spelling;
            // A gap that closed may make a word of what stood before a mark: «کرده ی .رفت».
            if !has_words || !work.settle(|text, kept| zwnj::edits(text, kept, &self.speller, options), only_inserts) {
                break;
            }
        }
        work.text
    }
}

/// Bytes after which a line is cut at the next «. », so that working memory does not grow with the line. No rule looks across «. ».
const PIECE: usize = 1 << 16;

/// Cuts `raw` after line breaks, and longer lines after a full stop with a space.
fn pieces(raw: &str) -> impl Iterator<Item = &str> {
    let mut rest = raw;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let window = rest.floor_char_boundary(PIECE.min(rest.len()));
        let end = rest[..window].find('\n').map_or_else(|| piece_end(rest, window), |at| at + 1);
        let (piece, tail) = rest.split_at(end);
        rest = tail;
        Some(piece)
    })
}

/// Returns the end of the first line or sentence that ends at `from` or later.
fn piece_end(text: &str, from: usize) -> usize {
    let mut ends = text[from..].match_indices(['\n', '.']).map(|(at, _)| from + at + 1);
    ends.find(|end| text[..*end].ends_with('\n') || text[*end..].starts_with(' ')).unwrap_or(text.len())
}

/// A change may make room for another («ـ» out, then a ZWNJ beside it); more rounds than these are never needed.
const ROUNDS: usize = 4;

/// The text at work, and the ranges in it that must stay.
struct Work {
    text: Normalized,
    kept: Vec<Range<usize>>,
}

impl Work {
    /// Applies the edits of one step until they are such that nothing can follow from them, so that normalised text stays as it is. Returns whether there
    /// were any from which something could follow.
    fn settle(&mut self, step: impl Fn(&str, &[Range<usize>]) -> Vec<Edit>, is_last: fn(&[Edit]) -> bool) -> bool {
        for round in 0..ROUNDS {
            let edits = step(self.text.text(), &self.kept);
            if edits.is_empty() {
                return round > 0;
            }
            let text = std::mem::replace(&mut self.text, Normalized::identity(""));
            self.text = text.apply(&edits);
            self.kept = protect::ranges(self.text.text());
            if is_last(&edits) {
                return round > 0;
            }
        }
        true
    }
}

/// A ZWNJ inside a word makes no other word of it; only joined words may be joined further.
fn only_inserts(edits: &[Edit]) -> bool {
    edits.iter().all(|edit| edit.range.is_empty())
}
