//! Glossary terms as readings: a hit is read as its term, and inflects as the term says.
//!
//! In: a hit. Out: the reading that stands for it in the lattice.

use crate::lexicon::{Entry, Pos};
use crate::model::{AnnotatedSegment, Definiteness, GrammaticalNumber, Inflection, PartOfSpeech, TermHit};
use crate::persian::match_key;
use crate::persian::suffix::Ending;

use super::analyse::Analyser;
use super::reading::{Cat, Reading};
use super::token::Token;

impl<'a> Analyser<'a> {
    pub(super) fn term(&self, source: &AnnotatedSegment, index: usize, last: &Token) -> Reading<'a> {
        let Some(hit) = source.hits.get(index) else { return Reading::new(Cat::Name, "") };
        let key = match_key(&hit.entry.source);
        let wanted = match hit.entry.pos {
            PartOfSpeech::Noun => Pos::Noun,
            PartOfSpeech::Adjective => Pos::Adjective,
            PartOfSpeech::Verb => Pos::Verb,
            PartOfSpeech::Name => Pos::Name,
            PartOfSpeech::None => Pos::Preposition,
        };
        let own = self
            .lexicon
            .get(&key)
            .find(|entry| entry.pos == wanted)
            .or_else(|| self.lexicon.get(&key).next())
            .or_else(|| self.head_of(&key, wanted));
        let cat = match hit.entry.pos {
            PartOfSpeech::Noun => Cat::Noun,
            PartOfSpeech::Adjective => Cat::Adjective,
            PartOfSpeech::Name => Cat::Name,
            PartOfSpeech::Verb | PartOfSpeech::None => formula_category(own, hit),
        };
        let entry = own.filter(|entry| entry.pos == wanted || cat == Cat::Adverb);
        let english = hit.entry.target.clone();
        let mut ending = ending_of(hit);
        // A plural that the glossary lists as a spelling («تحریم‌ها») is a plural all the same.
        let plural = |text: &str| text.ends_with("\u{200C}ها") || text.ends_with("\u{200C}های");
        if cat == Cat::Noun && plural(&last.text) && !plural(&hit.entry.source) {
            ending.number = GrammaticalNumber::Plural;
        }
        let reading = Reading { entry, ending, term: Some(index), ..Reading::new(cat, english) };
        if cat == Cat::Preposition && matches!(last.key.as_str(), "اینکه" | "آنکه" | "که") {
            return with_clause(reading);
        }
        reading
    }

    /// The row that tells what kind of thing a term is that has no row of its own: the head noun («فناوری» of «فناوری
    /// اطلاعات» is a mass noun), or the last name of a person.
    fn head_of(&self, key: &str, wanted: Pos) -> Option<&'a Entry> {
        let word = match wanted {
            Pos::Noun => key.split(' ').next(),
            Pos::Name => key.rsplit(' ').next(),
            _ => None,
        }?;
        self.lexicon.get(word).find(|entry| entry.pos == wanted)
    }
}

/// «با اشاره به اینکه» as a spelling of «با اشاره به»: a clause follows, so "referring to the fact that".
fn with_clause(reading: Reading<'_>) -> Reading<'_> {
    let last = reading.english.rsplit(' ').next().unwrap_or("");
    let link = if last.ends_with("ing") { "that" } else { "the fact that" };
    let english = if last == "that" { reading.english.clone() } else { format!("{} {link}", reading.english) };
    Reading { cat: Cat::Subordinator, english, ..reading }
}

/// Whether the English of an expression holds an admitted form of the term.
pub(super) fn shows(english: &str, hit: &TermHit) -> bool {
    let english = format!(" {} ", english.to_lowercase());
    let mut forms = std::iter::once(&hit.entry.target).chain(&hit.entry.admitted);
    forms.any(|form| english.contains(&format!(" {} ", form.to_lowercase())))
}

fn formula_category(own: Option<&Entry>, hit: &TermHit) -> Cat {
    match own.map(|entry| entry.pos) {
        Some(Pos::Preposition) => Cat::Preposition,
        Some(Pos::Conjunction) => Cat::Subordinator,
        Some(Pos::Noun) => Cat::Noun,
        Some(Pos::Adjective) => Cat::Adjective,
        _ if is_prepositional(&hit.entry.target) => Cat::Preposition,
        _ => Cat::Adverb,
    }
}

/// A formula whose English ends in a preposition or a participle wants a complement: "according to", "citing".
fn is_prepositional(target: &str) -> bool {
    let last = target.rsplit(' ').next().unwrap_or("");
    matches!(last, "to" | "of" | "with" | "by" | "on" | "for" | "from" | "in" | "about" | "at" | "as" | "regarding")
        || last.ends_with("ing")
}

fn ending_of(hit: &TermHit) -> Ending {
    let by_class = hit.entry.inflect != Inflection::None;
    Ending {
        number: if by_class { hit.number } else { GrammaticalNumber::Singular },
        definiteness: hit.definiteness,
        possessor: hit.possessor,
        closed: hit.definiteness == Definiteness::Indefinite,
        ..Ending::default()
    }
}
