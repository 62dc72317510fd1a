//! The engine with its upper layers switched off, so that it is seen what each of them brings.
//!
//! In: readings or units of one segment. Out: English in Persian order. Nothing of it is reached from the command line; `examples/engine` measures it.

use super::group::Unit;
use super::phrase::{Owner, Place, noun_phrase};
use super::reading::{Cat, Reading};
use super::tree::Np;
use super::verb_text::verb_text;

/// How far up the engine works; each layer holds those before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Layer {
    /// The first English of each word, in Persian order.
    Gloss,
    /// Number, article, owner; tense, person, passive and negation of verbs.
    Morphology,
    /// Clauses, phrases and their order.
    Reordering,
    /// Expressions of several words, compound verbs among them: the whole engine.
    #[default]
    Expressions,
}

/// The dictionary's word for each word.
pub(super) fn gloss(readings: &[Reading<'_>]) -> String {
    let words = readings.iter().map(|reading| reading.entry.map_or(reading.english.as_str(), |entry| entry.gloss()));
    words.collect::<Vec<_>>().join(" ")
}

/// Each word in its form, where it stands.
pub(super) fn inflected(units: &[Unit<'_>]) -> String {
    units.iter().map(word).collect::<Vec<_>>().join(" ")
}

fn word(unit: &Unit<'_>) -> String {
    match unit {
        Unit::Verb(group) => verb_text(group, None, group.agreement).with(&[]),
        Unit::Word(reading) if matches!(reading.cat, Cat::Noun | Cat::Name | Cat::Pronoun) => {
            noun_phrase(&Np::new(reading.clone()), Owner::UNKNOWN, Place::Free)
        }
        Unit::Word(reading) => reading.english.clone(),
    }
}
