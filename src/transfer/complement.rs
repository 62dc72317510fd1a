//! Parsing of what hangs behind a verb: «که» with its clauses, a subjunctive without «که», phrases.
//!
//! In: the parser right behind a finite verb. Out: the clause with its complement.

use crate::model::Definiteness;

use super::group::{Tense, Unit, VerbGroup};
use super::parse::{DEEPEST, Parser};
use super::reading::Cat;
use super::tree::{Clause, Item, Np, Part};

impl<'a> Parser<'_, 'a> {
    /// Whether a subjunctive comes before any other finite verb: «می‌خواهم توجه شما را جلب کنم».
    pub(super) fn subjunctive_follows(&self) -> bool {
        self.next_finite(1) == Some(Tense::Subjunctive)
    }

    /// «نخواست نامش فاش شود»: what is wanted has a subject of its own, for its verb is passive.
    pub(super) fn wants_of_another(&self, group: &VerbGroup<'a>) -> bool {
        let object = self.sight(1).iter().take_while(|unit| unit.cat() != Cat::Verb).any(|unit| unit.cat() == Cat::Ra);
        let passive = self.next_verb(1).is_some_and(|next| next.passive || next.english.starts_with("be "));
        group.lemma() == "خواستن" && passive && !object && self.member_follows(1)
    }

    /// The tense of the next finite verb from `ahead` on that is not in a relative clause.
    pub(super) fn next_finite(&self, ahead: usize) -> Option<Tense> {
        self.next_verb(ahead).map(|group| group.tense)
    }

    pub(super) fn next_verb(&self, ahead: usize) -> Option<&VerbGroup<'a>> {
        let mut relatives = 0;
        for unit in self.sight(ahead) {
            match unit {
                Unit::Verb(_) if relatives > 0 => relatives -= 1,
                Unit::Verb(group) => return Some(group),
                Unit::Word(word) if word.cat == Cat::Ke => relatives += 1,
                Unit::Word(word) if matches!(word.cat, Cat::Mark('.' | '؛' | ':' | '!' | '؟')) => return None,
                Unit::Word(_) => {}
            }
        }
        None
    }

    /// Phrases behind the verb, and «که» with its clauses.
    pub(super) fn after_verb(&mut self, clause: &mut Clause<'a>) {
        if self.wants_infinitive(clause) {
            clause.purpose = true;
            clause.complement = vec![Part::Clause(self.clause())];
            return;
        }
        if self.is_said(clause) {
            clause.complement = self.complement();
            return;
        }
        if self.is_ordered(clause) {
            self.at += 1;
            clause.purpose = true;
            clause.complement = vec![Part::Clause(self.clause())];
            return;
        }
        // A relative clause ends with its verb: «شرکتی که دارو تولید می‌کند در تهران است».
        while self.cat(0) == Cat::Preposition
            && self.depth < DEEPEST
            && !(self.relative && self.finite_verbs_left() > 0)
        {
            let pp = self.prepositional();
            clause.post.push(Item::Pp(pp));
        }
        let comma_ke = self.cat(0) == Cat::Mark('،') && self.cat(1) == Cat::Ke;
        if comma_ke {
            self.at += 1;
        }
        if self.cat(0) == Cat::Ke && self.depth < DEEPEST {
            self.at += 1;
            if says_when(&mut clause.items) {
                let inner = self.clause();
                clause.post.push(Item::Subordinate("when".to_owned(), Box::new(inner)));
                return;
            }
            clause.purpose =
                clause.verb.as_ref().is_some_and(|verb| verb.lemma() == "خواستن" || tells_to(clause, verb))
                    && self.next_finite(0) == Some(Tense::Subjunctive);
            clause.complement = self.complement();
        }
    }

    /// «علاقه‌مند هستند با ما همکاری کنند», «موفق شدند دارویی تولید کنند»: a subjunctive right behind such a verb, without «که».
    fn wants_infinitive(&self, clause: &Clause<'a>) -> bool {
        let predicate = clause.verb.as_ref().is_some_and(|verb| {
            verb.has("link") || verb.has("wants") || verb.has("modal") || verb.english.starts_with("be ")
        });
        // «حق دارند اعتراض کنند»: the verb may follow at once.
        let at_once = self.cat(0) == Cat::Verb && clause.verb.as_ref().is_some_and(|verb| verb.has("wants"));
        let goes_on = at_once
            || !matches!(self.cat(0), Cat::Mark(_) | Cat::Coordinator | Cat::Subordinator | Cat::Verb | Cat::Ke);
        predicate && goes_on && self.depth < DEEPEST && self.next_finite(0) == Some(Tense::Subjunctive)
    }

    /// «اعلام می‌کنم در این زمینه‌ها آمادگی داریم»: what is said follows without «که».
    fn is_said(&self, clause: &Clause<'a>) -> bool {
        let says = clause.verb.as_ref().is_some_and(|verb| verb.has("said") && !verb.passive);
        let has_object = clause.items.iter().any(|item| matches!(item, Item::Object(_)));
        let conditional = self.cat(0) == Cat::Subordinator && self.finite_verbs_left() > 1;
        let goes_on = conditional
            || !matches!(self.cat(0), Cat::Mark(_) | Cat::Coordinator | Cat::Subordinator | Cat::Verb | Cat::Ke);
        says && !has_object && goes_on && self.depth < DEEPEST && self.next_finite(0).is_some()
    }

    /// «دستور داد تا پرونده بررسی شود»: after an order «تا» is "that", not "so that".
    fn is_ordered(&self, clause: &Clause<'a>) -> bool {
        let wants = clause.verb.as_ref().is_some_and(|verb| verb.has("wants"));
        let until = self.word(0).and_then(|word| word.entry).is_some_and(|entry| entry.lemma == "تا");
        wants && until && self.cat(0) == Cat::Subordinator && self.depth < DEEPEST && self.subjunctive_follows()
    }

    /// Clauses joined by و belong to the complement as long as they follow each other directly.
    pub(super) fn complement(&mut self) -> Vec<Part<'a>> {
        let mut parts = vec![Part::Clause(self.clause())];
        while self.cat(0) == Cat::Coordinator && self.finite_verbs_left() > 0 && self.depth < DEEPEST {
            parts.push(Part::Clause(self.clause()));
        }
        parts
    }

    pub(super) fn finite_verbs_left(&self) -> usize {
        self.sight(0)
            .iter()
            .take_while(|unit| !matches!(unit.cat(), Cat::Mark('.' | '؛' | ':' | '!' | '؟')))
            .filter(|unit| matches!(unit, Unit::Verb(_)))
            .count()
    }
}

/// «به کاربران هشدار داد که پاسخ ندهند»: verbs that tell somebody to do something.
fn tells_to(clause: &Clause<'_>, verb: &VerbGroup<'_>) -> bool {
    let told = clause.items.iter().any(
        |item| matches!(item, Item::Pp(pp) if verb.entry.is_some_and(|entry| entry.complement(&pp.persian) == Some("-"))),
    );
    told && matches!(verb.english.as_str(), "warn" | "order" | "advise" | "allow" | "instruct" | "command" | "permit")
}

/// «انفجار زمانی رخ داد که …» "happened when": takes the time out of the items.
fn says_when(items: &mut Vec<Item<'_>>) -> bool {
    let is_time = |np: &Np<'_>| {
        let time = np.head.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "زمان" | "هنگام" | "وقت"));
        time && np.of.is_none() && np.head.ending.definiteness == Definiteness::Indefinite
    };
    match items.last_mut() {
        Some(Item::Np(np)) if is_time(np) => items.pop().is_some(),
        Some(Item::Np(np)) if np.of.as_deref().is_some_and(is_time) => np.of.take().is_some(),
        _ => false,
    }
}
