//! Whether a wrong rendering in a target is clearly that of a term, or part of something else: a fixed name, an expression, another one of its kind.
//!
//! In: the words of a target, a place in them, and what the other words of the source account for. Out: yes or no. In doubt it is no rendering of the
//! term, and the hit stays an open issue: "Soviet Union" must not become "Soviet federation".

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::lexicon::{Lexicon, Pos};

use super::elsewhere::Elsewhere;
use super::known::is_common_word;
use super::renderings::{BEFORE_NOUNS, Words, words_of};

/// What the places of a target are judged by.
pub(super) struct Company<'c> {
    pub(super) words: &'c Words<'c>,
    /// The target.
    pub(super) text: &'c str,
    /// The source, in which «دیگر» asks for "another".
    pub(super) source: &'c str,
    /// Where words stand that hits ask for.
    pub(super) allowed: &'c [Range<usize>],
    pub(super) elsewhere: &'c Elsewhere,
}

impl Company<'_> {
    /// Returns whether the words `place` stand for themselves.
    pub(super) fn is_own(&self, place: &Range<usize>) -> bool {
        !self.is_joined(place) && !self.is_another(place) && !self.is_in_name(place) && !self.is_in_expression(place)
    }

    /// "state-owned", "non-state".
    fn is_joined(&self, place: &Range<usize>) -> bool {
        let bytes = self.words.bytes(place);
        let hyphen = ['-', '\u{2011}'];
        self.text[..bytes.start].ends_with(hyphen) || self.text[bytes.end..].starts_with(hyphen)
    }

    /// "The ambassador and another traveller": one more than the source has.
    fn is_another(&self, place: &Range<usize>) -> bool {
        let before = self.before(place.start).map(|at| self.words.word(at).to_lowercase());
        let says_so = ["دیگر", "سایر"].iter().any(|word| self.source.contains(word));
        !says_so && before.is_some_and(|word| matches!(word.as_str(), "another" | "other"))
    }

    /// "Soviet Union", "Persian Gulf", "Union of Artists": a capital beside a capital for which nothing in the source accounts.
    fn is_in_name(&self, place: &Range<usize>) -> bool {
        let own = self.words.word(place.start).starts_with(char::is_uppercase);
        let before = self.over_of(self.before(place.start), |at| self.before(at));
        let behind = self.over_of(self.behind(place.end - 1), |at| self.behind(at));
        own && [before, behind].into_iter().flatten().any(|at| self.is_of_name(at))
    }

    /// Steps over "of" and "of the".
    fn over_of(&self, at: Option<usize>, step: impl Fn(usize) -> Option<usize>) -> Option<usize> {
        let mut at = at;
        for _ in 0..2 {
            at = match at {
                Some(here) if matches!(self.words.word(here), "of" | "the") => step(here),
                other => other,
            };
        }
        at
    }

    fn is_of_name(&self, at: usize) -> bool {
        let word = self.words.word(at);
        let lower = word.to_lowercase();
        let opens = self.words.opens_at(at) && (BEFORE_NOUNS.contains(&lower.as_str()) || is_common_word(&lower));
        let accounted = self.allowed.iter().any(|range| range.contains(&at)) || self.elsewhere.explains(word);
        word.starts_with(char::is_uppercase) && !opens && !accounted
    }

    /// "in order to", "of course".
    fn is_in_expression(&self, place: &Range<usize>) -> bool {
        let first = self.words.word(place.start).to_lowercase();
        let known = EXPRESSIONS.get(first.as_str()).into_iter().flatten();
        known.filter(|words| words.len() > place.len()).any(|words| {
            let starts =
                (place.end.saturating_sub(words.len())..=place.start).filter(|at| at + words.len() >= place.end);
            let stands = |at: usize| {
                words.iter().enumerate().all(|(step, word)| self.words.word(at + step).eq_ignore_ascii_case(word))
            };
            starts.into_iter().any(stands)
        })
    }

    /// The word before `at`, with nothing but a space between.
    fn before(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| self.is_beside(*before))
    }

    fn behind(&self, at: usize) -> Option<usize> {
        Some(at + 1).filter(|_| self.is_beside(at))
    }

    fn is_beside(&self, at: usize) -> bool {
        let between = self.words.bytes(&(at..at + 1)).end..self.words.bytes(&(at + 1..at + 2)).start;
        self.text.get(between).is_some_and(|between| matches!(between, " " | "-"))
    }
}

/// Each word of the lexicon's English for function words, with the expressions of several words that it is in.
static EXPRESSIONS: LazyLock<HashMap<String, Vec<Vec<String>>>> = LazyLock::new(|| {
    let kinds = [Pos::Preposition, Pos::Conjunction, Pos::Adverb];
    let entries = Lexicon::builtin().entries().filter(|entry| kinds.contains(&entry.pos));
    let mut found: HashMap<String, Vec<Vec<String>>> = HashMap::new();
    for words in entries.flat_map(|entry| &entry.english).map(|text| words_of(&text.to_lowercase())) {
        for word in words.iter().filter(|_| words.len() > 1) {
            found.entry(word.clone()).or_default().push(words.clone());
        }
    }
    found
});
