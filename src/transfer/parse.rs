//! Parsing: units to a tree of clauses, by recursive descent with one look ahead.
//!
//! In: units of one sentence. Out: its parts. Total: what fits no rule becomes an item in its place. Noun phrases are read in `noun_phrase`.

use crate::persian::suffix::Degree;

use super::divide::{self, can_act};
use super::group::{Tense, Unit, VerbGroup};
use super::noun_phrase::{is_degree, is_much};
use super::object;
use super::reading::{Cat, Reading};
use super::tree::{Adjective, Body, Clause, Item, Modal, Np, Part, Pp, Tail};

/// Deepest nesting of clauses; beyond it the rest is read flat, so that no text can exhaust the stack.
pub(super) const DEEPEST: usize = 12;

/// How many units the parser looks ahead at most.
const SIGHT: usize = 100;

/// Reads units from left to right.
pub(super) struct Parser<'u, 'a> {
    pub(super) units: &'u [Unit<'a>],
    pub(super) at: usize,
    pub(super) depth: usize,
    /// Bare noun phrases of the clause under way.
    pub(super) phrases: usize,
    /// The predicate of the clause under way was read: an adjective before its verb belongs to a noun.
    pub(super) predicated: bool,
    /// The clause under way is a relative one.
    pub(super) relative: bool,
    /// The complement of a preposition is being read.
    pub(super) inside: bool,
    /// The source of the news is being read: the comma behind it begins no list.
    pub(super) citing: bool,
}

/// Returns the parts of a sentence.
pub(super) fn parse<'a>(units: &[Unit<'a>]) -> Vec<Part<'a>> {
    Parser { units, at: 0, depth: 0, phrases: 0, predicated: false, relative: false, inside: false, citing: false }
        .parts(|_| false)
}

impl<'a> Parser<'_, 'a> {
    /// Reads clauses and marks until the units end or `stop` holds.
    pub(super) fn parts(&mut self, stop: impl Fn(&Self) -> bool) -> Vec<Part<'a>> {
        let mut parts = Vec::new();
        while self.at < self.units.len() && !stop(self) {
            let before = self.at;
            if let Cat::Mark(mark) = self.cat(0)
                && (!matches!(mark, '(' | '[' | '«' | '"' | '،')
                    || (mark == '،' && !parts.is_empty())
                    || (mark == '«' && !self.quotes_phrase()))
            {
                parts.push(Part::Mark(mark));
                self.at += 1;
                continue;
            }
            let clause = self.clause();
            if self.at == before {
                self.at += 1;
            }
            parts.push(Part::Clause(clause));
        }
        parts
    }

    pub(super) fn cat(&self, ahead: usize) -> Cat {
        self.units.get(self.at + ahead).map_or(Cat::Mark('.'), Unit::cat)
    }

    /// The units from `ahead` on, as far as the parser looks: a longer look would make long segments slow.
    pub(super) fn sight(&self, ahead: usize) -> &[Unit<'a>] {
        let from = (self.at + ahead).min(self.units.len());
        &self.units[from..(from + SIGHT).min(self.units.len())]
    }

    pub(super) fn word(&self, ahead: usize) -> Option<&Reading<'a>> {
        self.units.get(self.at + ahead).and_then(Unit::word)
    }

    /// Reads one clause: phrases up to the finite verb, then what hangs behind it.
    pub(super) fn clause(&mut self) -> Clause<'a> {
        let mut clause = Clause::default();
        let outer = (std::mem::take(&mut self.phrases), std::mem::take(&mut self.predicated));
        let inside = std::mem::take(&mut self.inside);
        self.depth += 1;
        // A quotation that opens here encloses the clause: its mark stands before whatever comes first in English.
        clause.opens_quote = self.cat(0) == Cat::Mark('«') && !self.quotes_phrase();
        self.at += usize::from(clause.opens_quote);
        while self.at < self.units.len() {
            if !self.step(&mut clause) {
                break;
            }
        }
        clause.closes_quote = clause.verb.is_some() && self.cat(0) == Cat::Mark('»');
        self.at += usize::from(clause.closes_quote);
        self.depth -= 1;
        (self.phrases, self.predicated) = outer;
        self.inside = inside;
        // A clause after «و» or inside another may share the subject of the one before.
        let worth = match self.depth {
            // «فیلمی که داستان یک خانواده را روایت می‌کند»: the noun before is the subject.
            _ if self.relative => divide::SURE + 3,
            _ if clause.link.is_some() => divide::SURE,
            0 => 0,
            _ => 1,
        };
        divide::divide(&mut clause, worth, self.cat(0) == Cat::Mark(':'));
        let asks = clause.question || self.units.last().map(Unit::cat) == Some(Cat::Mark('؟'));
        let free = self.depth == 0 && !asks && clause.modal.is_none();
        clause.imperative = free && clause.verb.as_ref().is_some_and(is_imperative);
        clause
    }

    /// Reads one phrase into `clause`; returns false where the clause ends.
    fn step(&mut self, clause: &mut Clause<'a>) -> bool {
        match self.cat(0) {
            Cat::Verb => return self.verb(clause),
            Cat::Modal => {
                clause.modal = self.word(0).map(|word| Modal::Fixed(word.english.clone()));
                self.at += 1;
            }
            Cat::Mark('،' | ',') => {
                if !clause.items.is_empty() {
                    clause.items.push(Item::Comma);
                }
                self.at += 1;
            }
            Cat::Mark('(' | '[') => self.bracket(clause),
            Cat::Mark('«') if self.quotes_phrase() => {
                let np = self.noun_phrase();
                clause.items.push(Item::Np(np));
            }
            Cat::Mark(mark @ ('«' | '»' | '"' | '–' | '-')) => {
                clause.items.push(Item::Mark(mark));
                self.at += 1;
            }
            Cat::Mark(_) => return false,
            Cat::Ke | Cat::Inke => return self.ke(clause),
            Cat::Subordinator => self.subordinate(clause),
            Cat::Coordinator => self.coordinator(clause),
            Cat::Preposition if !self.is_quantifier() => {
                let pp = self.prepositional();
                clause.items.push(Item::Pp(pp));
            }
            Cat::Boundary => self.bounded(clause),
            Cat::Ra => {
                object::mark(&mut clause.items, clause.modal.is_some());
                self.at += 1;
            }
            Cat::Adverb if self.cat(1) == Cat::Adjective && self.word(0).is_some_and(is_degree) => self.graded(clause),
            Cat::Adverb | Cat::Interjection if !self.is_quantifier() => {
                self.adverb(clause);
            }
            Cat::Adjective | Cat::Participle if !self.opens_noun_phrase() => self.predicate(clause),
            _ => {
                // «تهران میزبان ناشران خارجی است»: with a subject before it, the noun is the predicate and keeps its adjective.
                let outer = self.predicated;
                self.predicated |= self.phrases > 0;
                let np = self.noun_phrase();
                self.predicated = outer;
                self.phrases += usize::from(!np.head.has("time"));
                clause.items.push(Item::Np(np));
            }
        }
        true
    }

    /// «خواستار آزادی شدند»: what stood between the parts of the verb is its object.
    fn bounded(&mut self, clause: &mut Clause<'a>) {
        self.at += 1;
        if self.member_follows(0) {
            let np = self.noun_phrase();
            clause.items.push(Item::Object(np));
        }
    }

    /// «آیا» makes a question; «چرا» and the like do too, and stand first.
    fn adverb(&mut self, clause: &mut Clause<'a>) {
        let Some(word) = self.word(0).cloned() else { return };
        self.at += 1;
        let asked = self.depth == 1 && self.units.last().map(Unit::cat) == Some(Cat::Mark('؟'));
        let adverbials = clause.items.iter().all(|item| !matches!(item, Item::Np(_) | Item::Object(_)));
        let opens = adverbials && word.entry.is_some_and(|entry| entry.lemma == "آیا");
        // «آیا» asks even where the mark is left out.
        clause.question |=
            (opens && self.depth == 1) || asked && (["why", "how", "where", "when"].contains(&word.english.as_str()));
        if !(opens && self.depth == 1) {
            clause.items.push(Item::Adverb(word));
        }
    }

    fn verb(&mut self, clause: &mut Clause<'a>) -> bool {
        let Some(Unit::Verb(group)) = self.units.get(self.at) else { return false };
        // «از شرکت‌ها خواست که …» asks somebody; «خواست که …» wants.
        let asks = clause.items.iter().any(
            |item| matches!(item, Item::Pp(pp) if group.entry.is_some_and(|entry| entry.verb_with(&pp.persian).is_some())),
        );
        // «چه بخواهیم و چه نخواهیم» wants nothing further.
        let governs = self.cat(1) != Cat::Coordinator && self.subjunctive_follows();
        if group.has("modal") && !asks && governs && !self.wants_of_another(group) {
            // «ممکن است قیمت‌ها بالا بروند»: person and number are those of the main verb.
            let agreement = self.next_verb(1).map_or(group.agreement, |next| next.agreement);
            let agreement = if group.lemma().contains(' ') { agreement } else { group.agreement };
            clause.modal = Some(Modal::Verb(VerbGroup { agreement, ..group.clone() }));
            self.at += 1;
            if self.cat(0) == Cat::Ke {
                self.at += 1;
            }
            return true;
        }
        // «ممکن بوده است» governs nothing: "has been possible".
        let english = if group.english == "may" { "be possible".to_owned() } else { group.english.clone() };
        clause.verb = Some(VerbGroup { english, ..group.clone() });
        self.at += 1;
        self.after_verb(clause);
        false
    }

    /// «که» after a noun opens a relative clause, elsewhere a complement.
    fn ke(&mut self, clause: &mut Clause<'a>) -> bool {
        self.at += 1;
        if self.depth >= DEEPEST {
            return true;
        }
        let host = clause.items.iter_mut().rev().find(|item| !matches!(item, Item::Comma));
        match host {
            Some(Item::Np(np) | Item::Object(np)) => self.relative(np),
            Some(Item::Pp(Pp { body: Body::Np(np), .. })) => self.relative(np),
            _ => {
                let inner = self.clause();
                clause.items.push(Item::Subordinate("that".to_owned(), Box::new(inner)));
            }
        }
        true
    }

    fn relative(&mut self, np: &mut Np<'a>) {
        let outer = std::mem::replace(&mut self.relative, true);
        let mut inner = vec![self.clause()];
        // More verbs to come than the main clause needs: «که … کرد و … کرد، … است».
        if self.cat(0) == Cat::Coordinator && self.finite_verbs_left() > 1 {
            inner.push(self.clause());
        }
        self.relative = outer;
        if self.cat(0) == Cat::Mark('،') && self.at + 1 < self.units.len() {
            self.at += 1;
        }
        let plural = inner.first().is_some_and(speaks_of_many);
        np.agreeing(plural).tail.push(Tail::Relative(inner));
    }

    fn subordinate(&mut self, clause: &mut Clause<'a>) {
        let english = self.word(0).map_or_else(String::new, |word| word.english.clone());
        self.at += 1;
        if self.cat(0) == Cat::Ke {
            self.at += 1;
        }
        if self.depth >= DEEPEST {
            return;
        }
        let inner = self.clause();
        if self.cat(0) == Cat::Mark('،') {
            self.at += 1;
        }
        clause.items.push(Item::Subordinate(english, Box::new(inner)));
    }

    fn coordinator(&mut self, clause: &mut Clause<'a>) {
        let english = self.word(0).map_or_else(String::new, |word| word.english.clone());
        self.at += 1;
        if clause.items.is_empty() && clause.link.is_none() {
            clause.link = Some(english);
        } else {
            clause.items.push(Item::Conjunction(english));
        }
    }

    /// An adjective outside a noun phrase is a predicate, with a complement by preposition or ezafe.
    fn predicate(&mut self, clause: &mut Clause<'a>) {
        let mut adjective = self.adjective(None);
        // «گرم و خشک است»: both are said.
        while self.cat(0) == Cat::Coordinator && self.cat(1) == Cat::Adjective && self.predicate_after(1) {
            let joint = self.word(0).map_or_else(String::new, |word| word.english.clone());
            self.at += 1;
            let other = self.adjective(None);
            adjective = Adjective { english: format!("{} {joint} {}", adjective.english, other.english), ..other };
        }
        let complement_follows =
            matches!(self.cat(0), Cat::Noun | Cat::Name | Cat::Pronoun | Cat::Determiner | Cat::Infinitive);
        let adjective = if complement_follows && adjective.complement.is_none() && !self.opens_list() {
            let np = self.noun_phrase();
            let english = "for".to_owned();
            let complement = Some(Box::new(Pp { persian: String::new(), english, body: Body::Np(Box::new(np)) }));
            Adjective { complement, ..adjective }
        } else {
            adjective
        };
        clause.items.push(Item::Adjective(adjective));
    }

    /// «این‌قدر گران است», «چقدر مضر است»: the adverb grades the predicate.
    fn graded(&mut self, clause: &mut Clause<'a>) {
        let grade = self.word(0).map_or_else(String::new, |word| word.english.clone());
        self.at += 1;
        self.predicate(clause);
        let grade = match grade.as_str() {
            "how much" => "how",
            "so much" => "so",
            other => other,
        };
        if let Some(Item::Adjective(adjective)) = clause.items.last_mut() {
            adjective.english = format!("{grade} {}", adjective.english);
        }
    }

    fn opens_list(&self) -> bool {
        self.cat(1) == Cat::Ra
    }

    /// Reads an adjective and the complement that its row names: «مربوط به …» related to.
    pub(super) fn adjective(&mut self, joint: Option<String>) -> Adjective<'a> {
        let graded = self.word(0).is_some_and(is_much) && matches!(self.cat(1), Cat::Adjective | Cat::Participle);
        self.at += usize::from(graded);
        let word = self.word(0).cloned();
        self.at += 1;
        let very = if graded { "very " } else { "" };
        let english = word.as_ref().map_or_else(String::new, |word| format!("{very}{}", word.english));
        let superlative = word.as_ref().is_some_and(|word| word.ending.degree == Degree::Superlative);
        let comparative = word.as_ref().is_some_and(|word| word.ending.degree == Degree::Comparative);
        let preposition = self.word(0).filter(|next| next.cat == Cat::Preposition).and_then(|next| next.entry);
        let frame = word
            .as_ref()
            .and_then(|word| word.entry)
            .zip(preposition)
            .and_then(|(own, next)| own.complement(&next.lemma))
            .or(preposition.filter(|next| comparative && next.lemma == "از").map(|_| "than"));
        let complement = frame.filter(|_| self.depth < DEEPEST).map(str::to_owned).map(|english| {
            let outer = std::mem::replace(&mut self.predicated, true);
            let pp = self.prepositional();
            self.predicated = outer;
            Box::new(Pp { english, ..pp })
        });
        Adjective { english, joint, complement, superlative }
    }

    /// Reads a preposition and its complement: a noun phrase, «اینکه» with clauses, an adverb.
    pub(super) fn prepositional(&mut self) -> Pp<'a> {
        let word = self.word(0).cloned();
        self.at += 1;
        let persian = word.as_ref().and_then(|word| word.entry).map_or_else(String::new, |entry| entry.lemma.clone());
        let english = word.as_ref().map_or_else(String::new, |word| word.english.clone());
        let outer = (self.citing, self.inside);
        (self.citing, self.inside) = (cites(&english), true);
        let pp = self.governed(word.as_ref(), persian, english);
        (self.citing, self.inside) = outer;
        pp
    }

    fn governed(&mut self, word: Option<&Reading<'a>>, persian: String, english: String) -> Pp<'a> {
        let clausal = word.is_some_and(|word| word.has("clause"));
        let fact = matches!(self.cat(0), Cat::Inke | Cat::Ke);
        if (fact || clausal && persian.ends_with("که")) && self.depth < DEEPEST {
            self.at += usize::from(fact);
            if self.cat(0) == Cat::Ke {
                self.at += 1;
            }
            let english = if clausal { english } else { format!("{english}{}", fact_link(word)) };
            let body = Body::Clause(self.complement());
            if self.cat(0) == Cat::Mark('،') {
                self.at += 1;
            }
            return Pp { persian, english, body };
        }
        // «به زیر ۱۰ درصد»: "to below".
        let place = self.cat(0) == Cat::Adverb && self.word(0).is_some_and(|word| word.has("place"));
        let stacked =
            (place || self.cat(0) == Cat::Preposition) && matches!(self.cat(1), Cat::Noun | Cat::Name | Cat::Number);
        if stacked && !self.is_quantifier() && self.depth < DEEPEST {
            self.depth += 1;
            let inner = self.prepositional();
            self.depth -= 1;
            let body = match inner.body {
                Body::Np(np) => Body::Np(Box::new(Np { pair: Some(inner.english), ..*np })),
                other => other,
            };
            return Pp { persian, english, body };
        }
        let body = match self.cat(0) {
            Cat::Mark('«') if self.quotes_phrase() => Body::Np(Box::new(self.noun_phrase())),
            _ if self.is_quantifier() => Body::Np(Box::new(self.noun_phrase())),
            Cat::Mark(_)
            | Cat::Ra
            | Cat::Verb
            | Cat::Coordinator
            | Cat::Modal
            | Cat::Preposition
            | Cat::Boundary
            | Cat::Subordinator => Body::Nothing,
            Cat::Adverb => {
                let english = self.word(0).map_or_else(String::new, |word| word.english.clone());
                self.at += 1;
                Body::Adverb(english)
            }
            Cat::Adjective if !self.opens_noun_phrase() => Body::Adverb(self.adjective(None).english),
            _ => Body::Np(Box::new(self.noun_phrase())),
        };
        Pp { persian, english, body }
    }

    fn bracket(&mut self, clause: &mut Clause<'a>) {
        self.at += 1;
        self.depth += 1;
        let parts =
            if self.depth < DEEPEST { self.parts(|p| matches!(p.cat(0), Cat::Mark(')' | ']'))) } else { Vec::new() };
        self.depth -= 1;
        if matches!(self.cat(0), Cat::Mark(')' | ']')) {
            self.at += 1;
        }
        match clause.items.last_mut() {
            Some(Item::Np(np) | Item::Object(np)) => np.last().tail.push(Tail::Bracket(parts)),
            Some(Item::Pp(Pp { body: Body::Np(np), .. })) => np.last().tail.push(Tail::Bracket(parts)),
            _ => {
                clause.items.push(Item::Mark('('));
                clause.items.extend(parts.into_iter().flat_map(flatten));
                clause.items.push(Item::Mark(')'));
            }
        }
    }
}

/// «کارگران کارخانه که حقوق نگرفته‌اند»: the verb is plural and nobody else does it.
fn speaks_of_many(clause: &Clause<'_>) -> bool {
    let other = clause.items.iter().any(|item| match item {
        Item::Np(np) | Item::Object(np) => can_act(np) || np.head.cat == Cat::Pronoun,
        Item::Pp(Pp { body: Body::Np(np), .. }) => np.head.cat == Cat::Pronoun,
        _ => false,
    });
    !other && clause.verb.as_ref().is_some_and(|verb| verb.agreement.person == 3 && verb.agreement.plural)
}

/// «به گزارش ایسنا، …»: names who said it.
fn cites(english: &str) -> bool {
    ["according to", "quoting", "citing", "as reported"].iter().any(|opening| english.starts_with(opening))
}

/// «دست‌های خود را بشویید»: second person in the subjunctive.
fn is_imperative(verb: &VerbGroup<'_>) -> bool {
    verb.tense == Tense::Subjunctive && verb.agreement.person == 2
}

fn flatten(part: Part<'_>) -> Vec<Item<'_>> {
    match part {
        Part::Clause(clause) => clause.items,
        Part::Mark(mark) => vec![Item::Mark(mark)],
    }
}

/// «به اینکه» and the like: the English of the preposition, then "the fact that" unless it ends in a verb.
fn fact_link(word: Option<&Reading<'_>>) -> &'static str {
    let english = word.map_or("", |word| word.english.as_str());
    let last = english.rsplit(' ').next().unwrap_or("");
    if last.ends_with("ing") { " that" } else { " the fact that" }
}

impl VerbGroup<'_> {
    /// Whether the verb stands on its own as "have": «4 محور داشت».
    pub(super) fn is_have(&self) -> bool {
        self.lemma() == "داشتن"
    }
}
