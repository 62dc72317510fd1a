//! Parsing of noun phrases: determiners, number, head, adjectives, the unwritten ezafe, lists.
//!
//! Persian does not write most ezafes, so a noun after a noun is taken as its complement unless a mark speaks against it: «شرکت‌ها»
//! (not «های»), an indefinite ی, a possessive clitic, a pronoun with را, a person's name.

use crate::model::Definiteness;
use crate::persian::suffix::Degree;

use super::group::Unit;
use super::parse::Parser;
use super::reading::{Cat, Reading};
use super::tree::{Body, Np, Pp, Tail};

/// Deepest chain of ezafes.
pub(super) const DEEPEST_CHAIN: usize = 24;

impl<'a> Parser<'_, 'a> {
    /// Whether the units from here on begin a noun phrase although the first is an adjective or participle.
    pub(super) fn opens_noun_phrase(&self) -> bool {
        let Some(word) = self.word(0) else { return false };
        word.preposed && matches!(self.cat(1), Cat::Noun | Cat::Name | Cat::Determiner | Cat::Adjective)
    }

    /// Reads a noun phrase with everything that belongs to it. Always takes at least one unit.
    pub(super) fn noun_phrase(&mut self) -> Np<'a> {
        self.noun_phrase_in(0, true)
    }

    pub(super) fn noun_phrase_in(&mut self, chain: usize, lists: bool) -> Np<'a> {
        let start = self.at;
        let pair = self.word(0).filter(|word| word.cat == Cat::Correlative).map(|word| word.english.clone());
        self.at += usize::from(pair.is_some() && self.at + 1 < self.units.len());
        let quoted = self.cat(0) == Cat::Mark('«');
        self.at += usize::from(quoted);
        let mut determiners = Vec::new();
        while self.cat(0) == Cat::Determiner
            && !self.stands_for_noun()
            && self.at + 1 < self.units.len()
            && self.continues()
        {
            determiners.extend(self.word(0).cloned());
            self.at += 1;
        }
        // «یکی از مشکلات بیماران خاص است»: the predicate begins with "one of", its last adjective belongs to it.
        let one_of = self.word(0).and_then(|word| word.entry).is_some_and(|entry| entry.lemma == "یکی");
        self.predicated |= one_of && (chain > 0 || self.phrases > 0);
        self.amount();
        if self.stands_for_noun() {
            self.at += 1;
            return Np::new(Reading::new(Cat::Pronoun, "it"));
        }
        let about = self.quantifier();
        let mut before = self.before_noun();
        // «او نخستین زن ایرانی است»: behind the subject what is ranked is the predicate, its last adjective belongs to it.
        self.predicated |= !before.is_empty() && self.phrases > 0 && chain == 0;
        let number = self.number(&determiners, &before);
        before.extend(self.before_noun());
        self.classifier(number.is_some() || determiners.iter().any(|word| word.has("sg")));
        if let Some(np) = self.best_of(chain) {
            return np;
        }
        let head = self.word(0).cloned().unwrap_or_else(|| Reading::new(Cat::Name, ""));
        self.at += 1;
        let number = match (about, number) {
            (Some(about), Some(number)) => Some(format!("{about} {number}")),
            (about, number) => about.or(number),
        };
        let head = self.counted(head, number.is_some());
        if let Some(np) = self.part_of(&head, number.as_ref(), chain) {
            return np;
        }
        let head = self.resuming(head, start);
        let mut np = Np { determiners, number, before, quoted, pair, ..Np::new(head) };
        self.after_head(&mut np, chain);
        if quoted && self.cat(0) == Cat::Mark('»') {
            self.at += 1;
            self.after_head(&mut np, chain);
        }
        if lists {
            self.list(&mut np, chain);
        }
        if self.at == start {
            self.at += 1;
        }
        np
    }

    /// «بیش از ۳۰۰ شرکت»: before a number these are no prepositions.
    pub(super) fn is_quantifier(&self) -> bool {
        const QUANTIFIERS: [&str; 10] = [
            "more than",
            "less than",
            "over",
            "about",
            "nearly",
            "around",
            "at least",
            "at most",
            "close to",
            "fewer than",
        ];
        self.cat(1) == Cat::Number
            && self.word(0).is_some_and(|word| {
                QUANTIFIERS.contains(&word.english.as_str()) && matches!(word.cat, Cat::Preposition | Cat::Adverb)
            })
    }

    fn quantifier(&mut self) -> Option<String> {
        let word = self.word(0).filter(|_| self.is_quantifier())?.english.clone();
        self.at += 1;
        Some(word)
    }

    /// «تعداد ۲۰ نفر», «مبلغ ۳ میلیون تومان»: before a number "the number" and "the sum" say nothing.
    fn amount(&mut self) {
        let lemma = self.word(0).and_then(|word| word.entry).map_or("", |entry| entry.lemma.as_str());
        self.at += usize::from(matches!(lemma, "تعداد" | "مبلغ" | "مقدار" | "شمار") && self.cat(1) == Cat::Number);
    }

    /// «۲۰ دستگاه آمبولانس», «یک قلاده پلنگ»: the classifier between number and noun has no English.
    fn classifier(&mut self, counted: bool) {
        let classifies = self.word(0).is_some_and(|word| word.cat == Cat::Noun && word.has("class"));
        let noun = self.word(1).is_some_and(|word| word.cat == Cat::Noun && !word.has("time"));
        self.at += usize::from(counted && classifies && noun);
    }

    /// «در آن گیر افتاد», «آن را دید»: alone behind a preposition or before را «آن» is "it".
    fn resuming(&self, head: Reading<'a>, start: usize) -> Reading<'a> {
        let pointing = head.cat == Cat::Determiner && head.entry.is_some_and(|entry| entry.lemma == "آن");
        let before = start.checked_sub(1).and_then(|at| self.units.get(at)).and_then(Unit::word);
        let governed = before.is_some_and(|word| word.cat == Cat::Preposition && word.english != "than")
            && !matches!(self.cat(0), Cat::Ke | Cat::Noun | Cat::Name);
        if pointing && (governed || self.cat(0) == Cat::Ra) {
            return Reading { cat: Cat::Pronoun, english: "it".to_owned(), ..head };
        }
        head
    }

    /// «چهار تن از آنان», «دو نفر از متهمان»: four of them, two of the defendants.
    fn part_of(&mut self, head: &Reading<'a>, number: Option<&String>, chain: usize) -> Option<Np<'a>> {
        let number = number?;
        let person = head.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "نفر" | "تن"));
        let from = self.word(0).and_then(|word| word.entry).is_some_and(|entry| entry.lemma == "از");
        let many = self.word(1).is_some_and(|next| {
            let plural = next.ending.number == crate::model::GrammaticalNumber::Plural || next.has("pl");
            next.cat == Cat::Pronoun || next.cat == Cat::Noun && (plural || next.english.ends_with('s'))
        });
        if !(person && from && many) {
            return None;
        }
        self.at += 1;
        let whole = self.noun_phrase_in(chain + 1, false);
        let of = Pp { persian: "از".to_owned(), english: "of".to_owned(), body: Body::Np(Box::new(whole)) };
        let mut np = Np::new(Reading { english: number.clone(), cat: Cat::Number, ..head.clone() });
        np.head.ending.number = crate::model::GrammaticalNumber::Plural;
        np.tail.push(Tail::Phrase(of));
        Some(np)
    }

    /// «۳۰ سنت», «۵۰ هزار تن»: after a number some words mean a unit.
    fn counted(&self, head: Reading<'a>, number: bool) -> Reading<'a> {
        let unit = head.entry.filter(|_| number).and_then(|entry| entry.value("counted"));
        match unit {
            Some(unit) => Reading { english: unit.to_owned(), ..head },
            None => head,
        }
    }

    /// «مهم‌ترین این اقدامات»: a superlative before a determined noun is the head, "the most important of these measures".
    fn best_of(&mut self, chain: usize) -> Option<Np<'a>> {
        let head = self.word(0).filter(|word| word.preposed && self.cat(1) == Cat::Determiner)?.clone();
        self.at += 1;
        // Before "be" the next noun is the predicate: «مهم‌ترین این اقدامات برگزاری اجلاس بود».
        let chain = if self.verb_is_have_or_link() { DEEPEST_CHAIN } else { chain + 1 };
        let of = self.noun_phrase_in(chain, false);
        Some(Np { of: Some(Box::new(of)), ..Np::new(head) })
    }

    /// «که در آن بدن نمی‌تواند …»: right behind «که» and a preposition «آن» is the noun before the clause.
    fn stands_for_noun(&self) -> bool {
        let before = |back: usize| self.at.checked_sub(back).and_then(|at| self.units.get(at)).map(Unit::cat);
        let pointing = self.word(0).and_then(|word| word.entry).is_some_and(|entry| entry.lemma == "آن");
        pointing && self.cat(0) == Cat::Determiner && before(1) == Some(Cat::Preposition) && before(2) == Some(Cat::Ke)
    }

    /// A determiner stands before something nominal; alone it is itself the head («این را», «برخی گفتند»).
    fn continues(&self) -> bool {
        let partitive =
            self.word(0).is_some_and(|word| word.english.ends_with(" of the") || word.english.ends_with(" of"));
        partitive && self.cat(1) == Cat::Pronoun
            || matches!(
                self.cat(1),
                Cat::Noun | Cat::Name | Cat::Number | Cat::Ordinal | Cat::Adjective | Cat::Determiner | Cat::Infinitive
            )
    }

    fn before_noun(&mut self) -> Vec<String> {
        let mut before = Vec::new();
        loop {
            let fits = match self.cat(0) {
                Cat::Ordinal => {
                    matches!(
                        self.cat(1),
                        Cat::Noun | Cat::Name | Cat::Adjective | Cat::Number | Cat::Infinitive | Cat::Ordinal
                    )
                }
                Cat::Adjective => self.opens_noun_phrase(),
                _ => false,
            };
            let Some(word) = self.word(0).filter(|_| fits) else { return before };
            before.push(word.english.clone());
            self.at += 1;
        }
    }

    /// Reads a number with its scale words and «و» («دو هزار و پانصد»), if a noun or the end of the phrase follows it.
    fn number(&mut self, determiners: &[Reading<'a>], before: &[String]) -> Option<String> {
        if self.cat(0) != Cat::Number {
            return None;
        }
        let mut words = Vec::new();
        let mut at = 0;
        while self.cat(at) == Cat::Number
            || (self.cat(at) == Cat::Coordinator && at > 0 && self.cat(at + 1) == Cat::Number)
        {
            words.extend(self.word(at).filter(|word| word.cat == Cat::Number).cloned());
            at += 1;
        }
        let more = matches!(self.cat(at), Cat::Noun | Cat::Name | Cat::Infinitive | Cat::Ordinal)
            || (self.cat(at) == Cat::Adjective && self.cat(at + 1) == Cat::Noun);
        if !more && determiners.is_empty() && before.is_empty() && words.len() == 1 {
            return None;
        }
        let text = super::number::number_text(&words);
        if more {
            self.at += at;
            return Some(text);
        }
        // No noun follows: the last word stays as the head and carries the whole number.
        self.at += at - 1;
        words.pop();
        (!words.is_empty()).then(|| super::number::number_text(&words))
    }

    /// Reads what follows the head: modifiers, then complements and phrases, as long as they belong to it.
    fn after_head(&mut self, np: &mut Np<'a>, chain: usize) {
        loop {
            if self.modifier(np) {
                continue;
            }
            match self.cat(0) {
                Cat::Noun
                | Cat::Name
                | Cat::Pronoun
                | Cat::Infinitive
                | Cat::Determiner
                | Cat::Number
                | Cat::Ordinal
                | Cat::Mark('«') => {
                    if !self.complement_of(np, chain) {
                        self.phrase_behind_owner(np);
                        return;
                    }
                }
                // «جمعیتی کمتر از سه میلیون نفر»: a population of less than three million.
                Cat::Preposition | Cat::Adverb if self.is_quantifier() && self.is_measured(np, chain) => {
                    np.of = Some(Box::new(self.noun_phrase_in(chain + 1, false)));
                    return;
                }
                Cat::Preposition if self.phrase_belongs(np) => {
                    let framed = |pp: &Pp<'a>| np.head.entry?.complement(&pp.persian).map(str::to_owned);
                    let pp = self.prepositional();
                    let english = framed(&pp).unwrap_or_else(|| pp.english.clone());
                    np.tail.push(Tail::Phrase(Pp { english, ..pp }));
                }
                _ => return,
            }
        }
    }

    /// An indefinite noun inside a phrase, behind which its measure stands.
    fn is_measured(&self, np: &Np<'a>, chain: usize) -> bool {
        let indefinite = np.head.ending.definiteness == Definiteness::Indefinite;
        self.inside && indefinite && np.head.cat == Cat::Noun && np.of.is_none() && chain < DEEPEST_CHAIN
    }

    /// «حمایت پاریس از کی‌یف», «حمله آن‌ها به شهر»: behind the name of who does it comes the phrase that the noun asks for.
    fn phrase_behind_owner(&mut self, np: &mut Np<'a>) {
        let owner = |of: &Np<'a>| {
            matches!(of.head.cat, Cat::Name | Cat::Pronoun)
                && of.of.is_none()
                && of.next.is_none()
                && of.tail.is_empty()
        };
        if self.cat(0) != Cat::Preposition || !np.of.as_deref().is_some_and(owner) || !self.phrase_belongs(np) {
            return;
        }
        let pp = self.prepositional();
        let framed = np.head.entry.and_then(|entry| entry.complement(&pp.persian)).map(str::to_owned);
        np.tail.push(Tail::Phrase(Pp { english: framed.unwrap_or_else(|| pp.english.clone()), ..pp }));
    }

    /// «مذاکره با همتایان»: the noun's row names the preposition. Right before the verb the phrase is more likely the verb's.
    fn phrase_belongs(&self, np: &Np<'a>) -> bool {
        let Some(entry) = np.head.entry.filter(|entry| entry.pos == crate::lexicon::Pos::Noun) else { return false };
        let preposition = self.word(0).and_then(|word| word.entry);
        preposition.is_some_and(|own| entry.complement(&own.lemma).is_some()) && self.depth < 8
    }

    /// Whether the unit `ahead` is a predicate: an adjective right before a verb, with «بسیار» before it perhaps.
    pub(super) fn predicate_after(&self, ahead: usize) -> bool {
        if self.predicated {
            return false;
        }
        let graded = self.word(ahead).is_some_and(is_much) && self.cat(ahead + 1) == Cat::Adjective;
        let mut ahead = ahead + usize::from(graded);
        let furthest = ahead + 6;
        while ahead < furthest
            && self.cat(ahead) == Cat::Adjective
            && self.cat(ahead + 1) == Cat::Coordinator
            && self.cat(ahead + 2) == Cat::Adjective
        {
            ahead += 2;
        }
        matches!(self.units.get(self.at + ahead + 1), Some(Unit::Verb(group)) if group.is_link())
    }

    /// Whether no ezafe can follow.
    pub(super) fn is_closed(&self, np: &Np<'a>) -> bool {
        let ending = np.head.ending;
        let adjective_follows = self.cat(0) == Cat::Adjective;
        np.head.cat == Cat::Pronoun
            || ending.possessor.is_some()
            || (ending.closed && ending.definiteness != Definiteness::Indefinite && !adjective_follows)
            || (adjective_follows && !self.is_indefinite(0) && (self.predicate_after(0) || self.compares()))
    }

    /// «این شهر بزرگ‌تر از تهران است»: a comparative with "than" is a predicate.
    fn compares(&self) -> bool {
        let than = self.word(1).and_then(|word| word.entry).is_some_and(|entry| entry.lemma == "از");
        than && self.word(0).is_some_and(|word| word.ending.degree == Degree::Comparative) && !self.predicated
    }

    pub(super) fn is_indefinite(&self, ahead: usize) -> bool {
        self.word(ahead).is_some_and(|word| word.ending.definiteness == Definiteness::Indefinite)
    }
}

/// «بسیار پایین», «خیلی گران»: before an adjective these grade it.
pub(super) fn is_much(word: &Reading<'_>) -> bool {
    word.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "بسیار" | "خیلی"))
}

/// «بسیار مهم», «کاملاً آماده»: adverbs that grade an adjective.
pub(super) fn is_degree(word: &Reading<'_>) -> bool {
    word.has("degree")
}

/// A name of a person, or an unknown name, which in news is one more often than not.
pub(super) fn is_person(word: &Reading<'_>) -> bool {
    word.cat == Cat::Name
        && word.date.is_none()
        && (word.unknown
            || (word.term.is_some() && word.entry.is_none())
            || ["person", "male", "female", "family"].iter().any(|tag| word.has(tag)))
}
