//! The words of a segment as the engine reads them, for those who count words instead of translating them.
//!
//! In: an annotated segment. Out: one word or expression after another with its kind, in the order of the text. Nothing is put into English here.

use std::ops::Range;

use crate::lexicon::{Entry, Lexicon, Pos};
use crate::model::AnnotatedSegment;
use crate::persian::match_key;
use crate::persian::suffix::Ending;

use super::reading::{Cat, Reading};
use super::token::Kind;
use super::{Engine, analysis};

/// What a word is, as far as it decides what may be a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// A common noun.
    Noun,
    /// A name.
    Name,
    /// An adjective behind its noun.
    Adjective,
    /// The nominal part of a compound verb right before its verb: «رسمیت» in «رسمیت بخشیدند».
    VerbPart,
    /// A number in figures or in words.
    Number,
    /// A verb, preposition, pronoun, …: no term goes across it.
    Other,
    /// A punctuation mark.
    Mark,
}

/// One word or expression.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// Its words as they stand in the repaired text.
    pub surface: Vec<String>,
    /// What it is.
    pub kind: WordKind,
    /// The row of the lexicon, if one was read.
    pub entry: Option<&'a Entry>,
    /// What its ending says.
    pub ending: Ending,
    /// The index of the term hit that it is.
    pub term: Option<usize>,
    /// No file has it.
    pub unknown: bool,
}

impl Engine {
    /// Returns the words of `source`. Total.
    #[must_use]
    pub fn words(&self, source: &AnnotatedSegment) -> Vec<Word<'static>> {
        let steps = analysis(self, source);
        let mut at = 0;
        let mut words = Vec::new();
        for (index, reading) in steps.readings.iter().enumerate() {
            let tokens: Range<usize> = at..at + reading.len;
            at = tokens.end;
            let tokens = steps.tokens.list.get(tokens).unwrap_or_default();
            let is_word = tokens.iter().all(|token| token.kind == Kind::Word);
            words.push(Word {
                surface: tokens.iter().map(|token| token.text.clone()).collect(),
                kind: kind(reading, steps.readings.get(index + 1), self.analyser.lexicon, is_word),
                entry: reading.entry,
                ending: reading.ending,
                term: reading.term,
                unknown: reading.unknown,
            });
        }
        words
    }
}

fn kind(reading: &Reading<'_>, next: Option<&Reading<'_>>, lexicon: &Lexicon, is_word: bool) -> WordKind {
    let nominal = matches!(reading.cat, Cat::Noun | Cat::Name | Cat::Adjective);
    match reading.cat {
        Cat::Mark(_) => WordKind::Mark,
        Cat::Number => WordKind::Number,
        _ if !is_word || !nominal || reading.preposed => WordKind::Other,
        Cat::Name if !reading.unknown => WordKind::Name,
        _ if next.is_some_and(|next| is_compound(reading, next, lexicon)) => WordKind::VerbPart,
        Cat::Noun => WordKind::Noun,
        Cat::Name => WordKind::Name,
        Cat::Adjective => WordKind::Adjective,
        _ => WordKind::Other,
    }
}

/// Whether a verb follows that is no verb without a nominal part («تأیید شده», «بستری شد»), or the lexicon has the two as one.
fn is_compound(reading: &Reading<'_>, next: &Reading<'_>, lexicon: &Lexicon) -> bool {
    let verb = next.verb.as_ref().map(|verb| verb.entry).or(next.entry).filter(|entry| entry.pos == Pos::Verb);
    let Some(verb) = verb else { return false };
    let is_light = verb.has("light") || verb.lemma == "شدن";
    let listed = || {
        let nominal = reading.entry.map(|entry| entry.lemma.as_str());
        let key = nominal.map(|nominal| match_key(&format!("{nominal} {}", verb.lemma)));
        key.is_some_and(|key| lexicon.get(&key).next().is_some())
    };
    is_light || listed()
}
