//! What a token or a run of tokens can be: category, English, ending, verb form.

use crate::lexicon::{Entry, Pos};
use crate::persian::suffix::Ending;

use super::dates::Date;
use super::verb::VerbForm;

/// What a homograph costs that its row calls rare: «کرد» is "did" far more often than "Kurdish".
const RARE: i32 = 5;

/// Category of a reading, as the grammar sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cat {
    Noun,
    Name,
    Adjective,
    Adverb,
    Number,
    Ordinal,
    Pronoun,
    Determiner,
    Preposition,
    /// و، یا، اما
    Coordinator,
    /// هم … و هم، نه تنها … بلکه: the first of a pair, before a phrase.
    Correlative,
    /// A place where a phrase begins, although no word shows it any more.
    Boundary,
    /// اگر، زیرا، در حالی که
    Subordinator,
    /// که
    Ke,
    /// اینکه، آنکه: «the fact that» after a preposition.
    Inke,
    /// را
    Ra,
    Verb,
    Participle,
    Infinitive,
    /// باید، می‌توان: modals without person.
    Modal,
    Interjection,
    Mark(char),
}

/// One reading of `len` tokens.
#[derive(Debug, Clone)]
pub(super) struct Reading<'a> {
    pub(super) cat: Cat,
    pub(super) len: usize,
    /// How likely it is; larger is better, 0 is an ordinary word.
    pub(super) weight: i32,
    pub(super) english: String,
    pub(super) entry: Option<&'a Entry>,
    pub(super) ending: Ending,
    pub(super) verb: Option<VerbForm<'a>>,
    /// The term hit it is.
    pub(super) term: Option<usize>,
    /// It was not found in the lexicon and is romanised.
    pub(super) unknown: bool,
    /// It is a date.
    pub(super) date: Option<Date>,
    /// The English of the verb that says the same, behind "for": «برای افزایش تولید» is "to increase production".
    pub(super) deed: Option<&'a str>,
    /// It stands before its noun in Persian too: «پنجمین», «نخستین», «مهم‌ترین».
    pub(super) preposed: bool,
}

impl<'a> Reading<'a> {
    /// Returns a plain reading of one token.
    pub(super) fn new(cat: Cat, english: impl Into<String>) -> Self {
        Self {
            cat,
            len: 1,
            weight: 0,
            english: english.into(),
            entry: None,
            ending: Ending::default(),
            verb: None,
            term: None,
            unknown: false,
            date: None,
            deed: None,
            preposed: false,
        }
    }

    /// Returns the reading that a lexicon row gives.
    pub(super) fn of_entry(entry: &'a Entry, len: usize) -> Self {
        let extra = i32::try_from(len).unwrap_or(1) - 1;
        let rarity = if entry.has("rare") { RARE } else { 0 };
        let preposed = entry.has("before") || entry.lemma.ends_with("مین");
        Self {
            len,
            weight: 5 * extra + i32::from(extra > 1) - rarity,
            entry: Some(entry),
            preposed,
            ..Self::new(category(entry), entry.gloss())
        }
    }

    /// Returns the reading with an ending and its cost.
    pub(super) fn with_ending(self, ending: Ending, cost: i32) -> Self {
        Self { ending, weight: self.weight - cost, ..self }
    }

    /// Returns whether the row carries `tag`.
    pub(super) fn has(&self, tag: &str) -> bool {
        self.entry.is_some_and(|entry| entry.has(tag))
    }
}

fn category(entry: &Entry) -> Cat {
    match entry.pos {
        Pos::Noun => Cat::Noun,
        Pos::Name => Cat::Name,
        // «نخستین», «مهم‌ترین» and ordinals stand before their noun.
        Pos::Adjective if entry.has("before") => Cat::Ordinal,
        Pos::Adjective => Cat::Adjective,
        Pos::Adverb => Cat::Adverb,
        Pos::Number if entry.has("ord") => Cat::Ordinal,
        Pos::Number => Cat::Number,
        Pos::Verb => Cat::Verb,
        Pos::Preposition => Cat::Preposition,
        Pos::Conjunction if entry.has("sub") => Cat::Subordinator,
        Pos::Conjunction => Cat::Coordinator,
        Pos::Pronoun => Cat::Pronoun,
        Pos::Determiner => Cat::Determiner,
        Pos::Interjection => Cat::Interjection,
    }
}
