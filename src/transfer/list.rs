//! Lists of noun phrases, and what stands beside a name between commas.
//!
//! In: the parser behind a noun phrase. Out: the phrase with the further members, or with its apposition.

use super::group::Unit;
use super::noun_phrase::{DEEPEST_CHAIN, is_person};
use super::parse::Parser;
use super::reading::{Cat, Reading};
use super::tree::{Np, Tail};

/// Longest member of a list between commas, in units.
const LONGEST_MEMBER: usize = 6;

impl<'a> Parser<'_, 'a> {
    /// Reads the further members of a list: «الف، ب و ج».
    pub(super) fn list(&mut self, np: &mut Np<'a>, chain: usize) {
        if chain >= DEEPEST_CHAIN {
            return;
        }
        if self.comma_apposition(np) {
            self.at += 1;
            let mut other = self.noun_phrase_in(chain + 1, true);
            while self.cat(0) == Cat::Preposition {
                let pp = self.prepositional();
                other.tail.push(Tail::Phrase(pp));
            }
            self.at += usize::from(self.cat(0) == Cat::Mark('،'));
            np.last().apposition = Some(Box::new(other));
            return;
        }
        let joint = match self.cat(0) {
            Cat::Coordinator if self.member_follows(1) => self.word(0).map(|word| word.english.clone()),
            Cat::Mark('،') if !self.citing && (self.list_goes_on() || self.kin_goes_on(np)) => Some(",".to_owned()),
            _ => None,
        };
        if let Some(joint) = joint {
            self.at += 1;
            let next = self.noun_phrase_in(chain + 1, true);
            np.next = Some((joint, Box::new(next)));
        }
    }

    /// «ولایتی، مشاور رهبر ایران در امور بین‌الملل، گفت»: who a name is, between commas.
    fn comma_apposition(&self, np: &Np<'a>) -> bool {
        const LONGEST: usize = 14;
        let role = self.word(1).is_some_and(|word| word.cat == Cat::Noun && (word.has("human") || word.has("title")));
        let name = is_person(&np.head) && np.next.is_none() && np.of.is_none() && np.apposition.is_none();
        if self.cat(0) != Cat::Mark('،') || !role || !name {
            return false;
        }
        let rest = self.sight(1);
        let end = rest.iter().take(LONGEST).position(|unit| matches!(unit.cat(), Cat::Mark(_) | Cat::Verb | Cat::Ke));
        end.is_some_and(|end| {
            rest[end].cat() == Cat::Mark('،') && !rest[..end].iter().any(|unit| unit.cat() == Cat::Ra)
        })
    }

    pub(super) fn member_follows(&self, ahead: usize) -> bool {
        match self.cat(ahead) {
            Cat::Noun | Cat::Name | Cat::Pronoun | Cat::Infinitive | Cat::Determiner | Cat::Number | Cat::Ordinal => {
                true
            }
            Cat::Adjective => matches!(self.cat(ahead + 1), Cat::Noun | Cat::Name),
            _ => false,
        }
    }

    /// A comma belongs to a list if short nominal members follow up to a «و» that is itself followed by one.
    fn list_goes_on(&self) -> bool {
        // Longer lists than this are read without their commas being understood.
        const FURTHEST: usize = 60;
        let mut member = 0;
        let mut ahead = 1;
        while ahead < FURTHEST {
            match self.cat(ahead) {
                Cat::Coordinator if member > 0 => return self.member_follows(ahead + 1) && self.all_nominal(ahead + 1),
                Cat::Mark('،') if member > 0 => member = 0,
                Cat::Noun | Cat::Name | Cat::Adjective | Cat::Infinitive | Cat::Ordinal | Cat::Number
                    if member < LONGEST_MEMBER =>
                {
                    member += 1;
                }
                _ => return false,
            }
            if member == 0 && !self.member_follows(ahead + 1) {
                return false;
            }
            ahead += 1;
        }
        false
    }

    /// «سفیر کشورمان، معاون وزیر … و معاون وزیر …»: long members are a list if they are of one kind and a «و» with a third one follows.
    fn kin_goes_on(&self, np: &Np<'a>) -> bool {
        let kind = |word: &Reading<'a>| {
            ["human", "title", "country", "city"]
                .into_iter()
                .find(|tag| word.has(tag))
                .or(is_person(word).then_some("human"))
        };
        let own = kind(&np.head);
        let is_kin = |word: Option<&Reading<'a>>| own.is_some() && word.and_then(kind) == own;
        if !is_kin(self.word(1)) {
            return false;
        }
        let rest = self.sight(1);
        let before_verb =
            rest.iter().take_while(|unit| !matches!(unit.cat(), Cat::Verb | Cat::Ke | Cat::Ra | Cat::Mark('.' | ':')));
        let units: Vec<&Unit<'a>> = before_verb.collect();
        units.windows(2).any(|pair| pair[0].cat() == Cat::Coordinator && is_kin(pair[1].word()))
    }

    /// The member after «و» must not be the subject of a clause of its own; a verb may follow it.
    fn all_nominal(&self, ahead: usize) -> bool {
        self.units.get(self.at + ahead).is_some()
    }
}
