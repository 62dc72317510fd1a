//! What stands behind the head of a noun phrase and modifies it: adjectives, ordinals, numbers that name, "ago".
//!
//! In: the parser behind a head. Out: the phrase with its modifiers. Nouns and phrases that follow are read in `noun_phrase` and `ezafe`.

use crate::model::Definiteness;
use crate::persian::suffix::Degree;

use super::group::Unit;
use super::noun_phrase::is_degree;
use super::parse::Parser;
use super::reading::{Cat, Reading};
use super::tree::{Adjective, Body, Np, Pp, Tail};

impl<'a> Parser<'_, 'a> {
    /// Reads one modifier behind the head: an adjective, an ordinal, a number that names, "ago". Returns false if there is none.
    pub(super) fn modifier(&mut self, np: &mut Np<'a>) -> bool {
        match self.cat(0) {
            Cat::Adverb | Cat::Preposition | Cat::Adjective if self.says_ago(np) => {
                self.at += 1;
                let ago = Pp { persian: String::new(), english: "ago".to_owned(), body: Body::Nothing };
                np.tail.push(Tail::Phrase(ago));
            }
            Cat::Adverb if self.dates(np) => {
                let day = self.word(0).map_or("", |word| word.english.as_str()).to_owned();
                np.determiners.push(Reading::new(Cat::Determiner, format!("{day}'s")));
                self.at += 1;
            }
            Cat::Adverb if self.ranks_first(np) => {
                np.before.push("first".to_owned());
                self.at += 1;
            }
            Cat::Adjective if self.says_how() => return false,
            Cat::Adjective if !self.opens_noun_phrase() && !self.is_closed(np) => {
                let adjective = self.adjective(None);
                self.push_adjective(np, adjective);
            }
            Cat::Determiner if self.says_many(np) => {
                self.at += 1;
                let english = "much".to_owned();
                np.adjectives.push(Adjective { english, joint: None, complement: None, superlative: false });
            }
            Cat::Adverb if self.grades_attribute() => {
                let adverb = self.word(0).map_or_else(String::new, |word| word.english.clone());
                self.at += 1;
                let adjective = self.adjective(None);
                let english = format!("{adverb} {}", adjective.english);
                self.push_adjective(np, Adjective { english, ..adjective });
            }
            Cat::Coordinator
                if !np.adjectives.is_empty() && self.cat(1) == Cat::Adjective && !self.predicate_after(1) =>
            {
                let joint = self.word(0).map(|word| word.english.clone());
                self.at += 1;
                let adjective = self.adjective(joint);
                self.push_adjective(np, adjective);
            }
            Cat::Mark('،') if !np.adjectives.is_empty() && self.adjectives_go_on() => {
                self.at += 1;
                let adjective = self.adjective(Some(",".to_owned()));
                self.push_adjective(np, adjective);
            }
            Cat::Ordinal if !self.is_closed(np) && !self.word(0).is_some_and(|word| word.preposed) => {
                np.before.extend(self.word(0).map(|word| word.english.clone()));
                self.at += 1;
            }
            Cat::Number if np.head.cat != Cat::Pronoun && self.number_label(np) => {
                let label = self.word(0).map_or_else(String::new, |word| word.english.clone());
                np.head.english = format!("{} {label}", np.head.english);
                self.at += 1;
            }
            _ => return false,
        }
        true
    }

    /// «چالش‌های پزشکی، علمی و اجتماعی»: adjectives between commas up to a «و» with one more, none of them a predicate.
    fn adjectives_go_on(&self) -> bool {
        let mut ahead = 1;
        while self.cat(ahead) == Cat::Adjective && self.cat(ahead + 1) == Cat::Mark('،') {
            ahead += 2;
        }
        self.cat(ahead) == Cat::Adjective
            && self.cat(ahead + 1) == Cat::Coordinator
            && self.cat(ahead + 2) == Cat::Adjective
            && !self.predicate_after(ahead)
            && !matches!(self.cat(ahead + 3), Cat::Coordinator)
    }

    /// «کاری کاملاً تازه», but not «کار کاملاً تازه است».
    fn grades_attribute(&self) -> bool {
        self.cat(1) == Cat::Adjective && self.word(0).is_some_and(is_degree) && !self.predicate_after(1)
    }

    /// «در معاملات امروز»: inside a phrase the day belongs to the noun: today's deals.
    fn dates(&self, np: &Np<'a>) -> bool {
        const DAYS: [&str; 6] = ["today", "yesterday", "tomorrow", "tonight", "this year", "last year"];
        let day = self.word(0).is_some_and(|word| DAYS.contains(&word.english.as_str()));
        let thing = np.head.cat == Cat::Noun && !np.head.has("human") && np.determiners.is_empty();
        let ends = matches!(self.cat(1), Cat::Preposition | Cat::Mark('،'));
        day && thing && self.inside && ends && np.of.is_none() && np.head.ending.possessor.is_none()
    }

    /// «در نیمه دوم بهتر بازی کردند»: a comparative right before the verb says how it was done.
    fn says_how(&self) -> bool {
        let graded = self.word(0).is_some_and(|word| word.has("adv") && word.ending.degree != Degree::Superlative);
        let compared = self.word(0).is_some_and(|word| {
            word.ending.degree == Degree::Comparative || matches!(word.english.as_str(), "better" | "worse" | "faster")
        });
        graded && compared && matches!(self.units.get(self.at + 1), Some(Unit::Verb(group)) if !group.is_link())
    }

    /// «تجربیات بسیار کشورش»: behind a plural «بسیار» belongs to it.
    fn says_many(&self, np: &Np<'a>) -> bool {
        let many = self.word(0).and_then(|word| word.entry).is_some_and(|entry| entry.lemma == "بسیار");
        let plural = np.head.ending.number == crate::model::GrammaticalNumber::Plural;
        many && plural && !self.is_closed(np) && !matches!(self.cat(1), Cat::Adjective | Cat::Verb)
    }

    /// «سه روز نخست», «گل اول ایران»: behind a noun it is "the first three days", not "at first".
    fn ranks_first(&self, np: &Np<'a>) -> bool {
        let lemma = self.word(0).and_then(|word| word.entry).map_or("", |entry| entry.lemma.as_str());
        let ordinal = matches!(lemma, "اول" | "نخست") && matches!(self.cat(1), Cat::Noun | Cat::Name | Cat::Ra);
        np.head.cat == Cat::Noun && (ordinal || lemma == "نخست" && (np.number.is_some() || np.head.has("time")))
    }

    /// «سه سال پیش»: three years ago.
    fn says_ago(&self, np: &Np<'a>) -> bool {
        let lemma = self.word(0).and_then(|word| word.entry).map_or("", |entry| entry.lemma.as_str());
        np.number.is_some() && np.head.has("time") && matches!(lemma, "پیش" | "قبل")
    }

    fn push_adjective(&mut self, np: &mut Np<'a>, adjective: Adjective<'a>) {
        let marked = self.units.get(self.at.wrapping_sub(1)).and_then(Unit::word);
        np.indefinite |= marked
            .is_some_and(|word| word.cat == Cat::Adjective && word.ending.definiteness == Definiteness::Indefinite);
        // «فضاپیمای جدیدش»: the owner is written on the last word of the phrase.
        let owner = marked.filter(|word| word.cat == Cat::Adjective).and_then(|word| word.ending.possessor);
        np.head.ending.possessor = np.head.ending.possessor.or(owner);
        np.adjectives.push(adjective);
    }

    /// «سال 2018», «کووید ۱۹», «شماره ۵»: a number that names.
    fn number_label(&self, np: &Np<'a>) -> bool {
        let is_digits = self.word(0).is_some_and(|word| word.english.starts_with(|c: char| c.is_ascii_digit()));
        let noun_follows = matches!(self.cat(1), Cat::Noun | Cat::Name | Cat::Adjective | Cat::Number | Cat::Ordinal);
        let bare = np.adjectives.is_empty() || np.head.english == "number";
        is_digits && !noun_follows && np.head.cat != Cat::Number && bare
    }
}
