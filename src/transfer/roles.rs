//! Finds what each phrase of a clause is: subject, object, predicate, complement of the verb, adverbial.
//!
//! In: a clause with a verb. Out: one role per item. Persian marks only the definite object (را), so the rest is told by agreement, order and frame.

use crate::model::{Definiteness, GrammaticalNumber};

use super::divide::{can_act, says_of_object};
use super::group::VerbGroup;
use super::negation;
use super::phrase::{is_human, is_plural};
use super::reading::Cat;
use super::tree::{Body, Clause, Item, Np, Pp};

/// What an item is in its clause, and so where it goes in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Before the subject.
    Front,
    Subject,
    /// Belongs to the subject.
    SubjectTail,
    /// Between subject and verb, set off by commas.
    Mid,
    /// Beside the verb: "also", "still".
    Adverb,
    Object,
    /// A prepositional phrase that is the object in English.
    FrameObject,
    Predicate,
    /// A prepositional phrase that the verb asks for.
    Frame,
    /// After the object, because it stands after it in Persian.
    Right,
    /// Last: stood before the object in Persian.
    Left,
    /// Goes on with the phrase before it, wherever that stands.
    Continue,
    /// Not written.
    Skip,
}

/// Returns the role of every item of `clause`.
pub(super) fn roles(clause: &Clause<'_>, has_previous: bool, relative: bool) -> Vec<Role> {
    let Some(verb) = &clause.verb else { return vec![Role::Left; clause.items.len()] };
    let found = Found::new(clause, verb, has_previous && (relative || clause.link.is_some()));
    let mut roles: Vec<Role> = (0..clause.items.len()).map(|at| role(clause, verb, &found, at)).collect();
    continue_participials(clause, &mut roles);
    roles
}

/// «با اشاره به همه‌گیری در دنیا، گفت»: phrases right behind a participial one belong to it, up to a comma.
fn continue_participials(clause: &Clause<'_>, roles: &mut [Role]) {
    for at in 1..roles.len() {
        let follows = match roles[at - 1] {
            Role::Mid | Role::Front => matches!(&clause.items[at - 1], Item::Pp(pp) if is_participial(pp)),
            Role::Continue => true,
            _ => false,
        };
        let comma_ahead = clause.items[at..].iter().any(|item| matches!(item, Item::Comma));
        let is_phrase = matches!(&clause.items[at], Item::Pp(pp) if !is_participial(pp));
        let lists =
            matches!((&clause.items[at - 1], &clause.items[at]), (Item::Pp(_), Item::Pp(pp)) if names_examples(pp));
        if lists && !matches!(roles[at - 1], Role::Subject | Role::Skip) {
            roles[at] = Role::Continue;
            continue;
        }
        if follows
            && is_phrase
            && (comma_ahead || roles[at..].iter().all(|role| *role != Role::Subject))
            && roles[at] != Role::Frame
            && roles[at] != Role::FrameObject
        {
            roles[at] = Role::Continue;
        }
    }
}

/// «از جمله هوش مصنوعی»: examples stay with what they are examples of.
fn names_examples(pp: &Pp<'_>) -> bool {
    matches!(pp.english.as_str(), "including" | "such as" | "like")
}

/// "referring to", "stressing": an English participle, but not a plain preposition such as "during".
pub(super) fn is_participial(pp: &Pp<'_>) -> bool {
    is_participle(&pp.english)
}

fn is_participle(english: &str) -> bool {
    let first = english.split(' ').next().unwrap_or("");
    first.ends_with("ing") && first.len() > 4 && !is_plain_preposition(english)
}

/// Positions of the main parts.
#[derive(Debug, Default)]
struct Found {
    /// First item of the subject, and one past its last.
    subject: Option<(usize, usize)>,
    object: Option<usize>,
    predicate: Option<usize>,
    /// The first complement that the frame names.
    frame: Option<usize>,
}

impl Found {
    fn new(clause: &Clause<'_>, verb: &VerbGroup<'_>, can_drop: bool) -> Self {
        let mut bare: Vec<usize> = (0..clause.items.len()).filter(|at| is_bare(&clause.items[*at])).collect();
        let marked = clause.items.iter().position(|item| matches!(item, Item::Object(_)));
        let frame = clause.items.iter().position(|item| matches!(item, Item::Pp(pp) if is_framed(verb, pp)));
        let mut found = Self { frame, object: marked, ..Self::default() };
        let said_of = marked.and_then(|object| bare.iter().rposition(|at| *at > object)).filter(|_| makes(verb));
        if let Some(at) = said_of {
            found.predicate = Some(bare.remove(at));
        }
        if verb.is_link() {
            found.linked(clause, &bare, can_drop);
        } else {
            found.plain(clause, verb, &bare, can_drop);
        }
        found
    }

    /// Whether the subject is a pronoun.
    fn has_pronoun(&self, clause: &Clause<'_>) -> bool {
        self.subject.is_some_and(|(start, _)| is_pronoun(&clause.items[start]))
    }

    /// "be" and "become": the predicate is the last adjective, else the last of two noun phrases, else nothing.
    fn linked(&mut self, clause: &Clause<'_>, bare: &[usize], can_drop: bool) {
        let adjective = clause.items.iter().rposition(|item| matches!(item, Item::Adjective(_)));
        let first = bare.first().copied();
        let last = bare.last().copied();
        let one_is_predicate = can_drop || person(clause) != 3;
        let ends_in_phrase = matches!(clause.items.last(), Some(Item::Pp(_)));
        match (adjective, bare.len()) {
            (Some(at), _) => {
                self.predicate = Some(at);
                self.subject = first.filter(|first| *first < at).map(|first| (first, first + 1));
            }
            (None, 0) => {}
            (None, 1) if one_is_predicate || !ends_in_phrase => self.predicate = last,
            (None, 1) => {
                // «اسناد در دفتر است»: where it is, is said of it.
                self.subject = first.map(|first| (first, first + 1));
                self.predicate = Some(clause.items.len() - 1).filter(|at| last < Some(*at));
            }
            (None, many) => {
                self.predicate = last;
                let end = if many > 2 { list_end(clause, last) } else { None };
                self.subject = first.map(|first| (first, end.unwrap_or(first + 1)));
            }
        }
        if self.object.is_some() && self.predicate.is_none() {
            self.predicate = self.object.take();
        }
    }

    fn plain(&mut self, clause: &Clause<'_>, verb: &VerbGroup<'_>, bare: &[usize], can_drop: bool) {
        let takes_object = !verb.passive && !verb.has("intr") && self.object.is_none() && verb.preverb.is_none();
        let framed_object = self.frame.is_some_and(|at| frame_is_object(verb, clause, at));
        match bare {
            [] => {}
            [only] if self.object.is_some_and(|object| says_of_object(clause, object, *only)) => {}
            [only] => {
                if takes_object && !framed_object && is_object(clause, verb, *only, can_drop) {
                    self.object = Some(*only);
                } else if person(clause) == 3 {
                    self.subject = Some((*only, only + 1));
                }
            }
            [first, .., last] => {
                self.subject = Some((*first, first + 1));
                let measure = matches!(&clause.items[*last], Item::Np(np) if np.number.is_some());
                if (takes_object && !framed_object) || (measure && self.object.is_none()) {
                    self.object = Some(*last);
                }
            }
        }
        if self.subject.is_none() && person(clause) != 3 {
            self.subject = bare.first().filter(|at| is_pronoun(&clause.items[**at])).map(|at| (*at, at + 1));
        }
    }
}

/// «شهر را پایتخت خود قرار داد», «او را نابغه خواند»: behind the object stands what it is made or called.
pub(super) fn makes(verb: &VerbGroup<'_>) -> bool {
    matches!(verb.lemma(), "قرار دادن" | "خواندن" | "نامیدن" | "دانستن") && !verb.passive
}

/// The comma before the predicate closes a list of phrases that is the subject.
fn list_end(clause: &Clause<'_>, predicate: Option<usize>) -> Option<usize> {
    let predicate = predicate?;
    let before = clause.items[..predicate].iter().rposition(|item| matches!(item, Item::Comma))?;
    (before + 1 == predicate).then_some(before)
}

fn person(clause: &Clause<'_>) -> u8 {
    match &clause.modal {
        Some(super::tree::Modal::Verb(group)) => group.agreement.person,
        _ => clause.verb.as_ref().map_or(3, |verb| verb.agreement.person),
    }
}

fn verb_is_plural(clause: &Clause<'_>) -> bool {
    match &clause.modal {
        Some(super::tree::Modal::Verb(group)) => group.agreement.plural,
        _ => clause.verb.as_ref().is_some_and(|verb| verb.agreement.plural),
    }
}

/// A noun phrase without preposition or را that is no adverbial of time.
fn is_bare(item: &Item<'_>) -> bool {
    matches!(item, Item::Np(np) if !is_time(np))
}

fn is_time(np: &Np<'_>) -> bool {
    // «هشت بار برنده شد»: how often.
    let often =
        np.number.is_some() && np.head.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "بار" | "مرتبه"));
    often
        || np.head.date.is_some()
        || (np.head.has("time") && np.head.cat == Cat::Noun)
        || (np.head.cat == Cat::Name && np.head.has("time"))
}

fn is_pronoun(item: &Item<'_>) -> bool {
    matches!(item, Item::Np(np) if np.head.cat == Cat::Pronoun)
}

/// Whether the only bare noun phrase is the object: it does not agree with the verb, or the subject is the one before.
fn is_object(clause: &Clause<'_>, verb: &VerbGroup<'_>, at: usize, can_drop: bool) -> bool {
    let Item::Np(np) = &clause.items[at] else { return false };
    // «خانواده او می‌گویند …»: what is said is the object.
    if verb.has("said") && (!clause.complement.is_empty() || is_human(np)) {
        return false;
    }
    if np.head.cat == Cat::Pronoun && matches!(np.head.english.as_str(), "he" | "she" | "I" | "we" | "they") {
        return false;
    }
    let third = person(clause) == 3;
    let plural = verb_is_plural(clause);
    let disagrees = plural && !is_plural(np) && !np.head.has("org");
    let thing_plural = !plural && is_plural(np) && np.head.ending.number == GrammaticalNumber::Plural && is_human(np);
    let thing = !np.head.has("org") && !can_act(np);
    let unknown = np.indefinite || np.head.ending.definiteness == Definiteness::Indefinite || negation::denies(np);
    let near_verb = clause.items[at + 1..].iter().all(|item| matches!(item, Item::Adverb(_)));
    !third
        || disagrees
        || thing_plural
        || (verb.is_have() && near_verb)
        || (can_drop && near_verb)
        || (thing && unknown && near_verb && clause.complement.is_empty())
        || (thing && can_drop)
        || (is_watched(clause, np) && near_verb)
}

/// «فیلم تماشا کرد»: a bare thing right before such a verb, with nothing else in the clause.
fn is_watched(clause: &Clause<'_>, np: &Np<'_>) -> bool {
    let bare = np.of.is_none() && np.adjectives.is_empty() && np.determiners.is_empty() && np.next.is_none();
    let only = clause.items.iter().all(|item| matches!(item, Item::Np(_) | Item::Adverb(_)));
    let acts = clause.verb.as_ref().is_some_and(|verb| {
        ["watch", "read", "write", "eat", "drink", "buy", "sell", "cook", "play", "hear", "wear", "build", "study"]
            .contains(&verb.english.as_str())
    });
    bare && only && acts && !can_act(np)
}

fn is_framed(verb: &VerbGroup<'_>, pp: &Pp<'_>) -> bool {
    matches!(pp.body, Body::Np(_)) && verb.entry.is_some_and(|entry| entry.complement(&pp.persian).is_some())
}

fn frame_is_object(verb: &VerbGroup<'_>, clause: &Clause<'_>, at: usize) -> bool {
    matches!(&clause.items[at], Item::Pp(pp) if verb.entry.is_some_and(|entry| entry.complement(&pp.persian) == Some("-")))
        && !verb.passive
}

fn role(clause: &Clause<'_>, verb: &VerbGroup<'_>, found: &Found, at: usize) -> Role {
    let (subject_start, subject_end) = found.subject.unwrap_or((0, 0));
    if found.subject.is_some() && (subject_start..subject_end).contains(&at) {
        return if at == subject_start { Role::Subject } else { Role::SubjectTail };
    }
    if found.object == Some(at) {
        return Role::Object;
    }
    if found.predicate == Some(at) {
        return Role::Predicate;
    }
    if found.subject.is_some() && at < subject_start {
        return Role::Front;
    }
    match &clause.items[at] {
        Item::Pp(pp) => prepositional_role(clause, verb, found, at, pp),
        Item::Adverb(word) if clause.question && ["why", "how", "where", "when"].contains(&word.english.as_str()) => {
            Role::Front
        }
        Item::Adverb(word) if word.has("mid") => Role::Adverb,
        Item::Adverb(word) if word.has("start") && leads(clause, at) => Role::Front,
        Item::Subordinate(english, _) if english == "that" => Role::Right,
        Item::Subordinate(..) if leads(clause, at) => Role::Front,
        Item::Subordinate(english, _) if is_participle(english) && found.has_pronoun(clause) => Role::Front,
        Item::Subordinate(..) => Role::Mid,
        Item::Comma if found.subject.is_none() && leads(clause, at) => Role::Front,
        Item::Comma | Item::Conjunction(_) => Role::Skip,
        Item::Mark(_) => Role::Right,
        Item::Adverb(_) | Item::Adjective(_) | Item::Np(_) | Item::Object(_) => behind(found, at),
    }
}

/// Without a written subject only adverbials stand before this item.
fn leads(clause: &Clause<'_>, at: usize) -> bool {
    clause.items[..at].iter().all(|item| {
        matches!(item, Item::Adverb(_) | Item::Subordinate(..) | Item::Comma | Item::Pp(_) | Item::Conjunction(_))
    })
}

fn prepositional_role(clause: &Clause<'_>, verb: &VerbGroup<'_>, found: &Found, at: usize, pp: &Pp<'_>) -> Role {
    if found.frame == Some(at) {
        let is_object = frame_is_object(verb, clause, at) && found.object.is_none();
        return if is_object { Role::FrameObject } else { Role::Frame };
    }
    if is_participial(pp) && matches!(pp.body, Body::Clause(_) | Body::Np(_)) {
        // "He, referring to …, said" reads better as "Referring to …, he said".
        return if found.subject.is_none() || found.has_pronoun(clause) { Role::Front } else { Role::Mid };
    }
    if found.subject.is_none() && leads(clause, at) && matches!(clause.items.get(at + 1), Some(Item::Comma)) {
        return Role::Front;
    }
    if belongs_to_subject(clause, found, at, pp) {
        return Role::SubjectTail;
    }
    behind(found, at)
}

fn is_plain_preposition(english: &str) -> bool {
    matches!(
        english.split(' ').next(),
        Some(
            "during"
                | "following"
                | "regarding"
                | "including"
                | "according"
                | "considering"
                | "concerning"
                | "excluding"
                | "pending"
        )
    )
}

/// The first phrase right after the subject belongs to it: «سفیر ایران در مسکو», «نشست … در حوزه ارتباطات».
fn belongs_to_subject(clause: &Clause<'_>, found: &Found, at: usize, pp: &Pp<'_>) -> bool {
    let Some((start, end)) = found.subject else { return false };
    let Item::Np(subject) = &clause.items[start] else { return false };
    let Body::Np(np) = &pp.body else { return false };
    let pronoun = subject.head.cat == Cat::Pronoun || (subject.head.cat == Cat::Name && pp.persian != "از جمله");
    let free = pronoun || is_time(np) || subject.head.ending.possessor.is_some();
    at == end && !free && is_attributive(subject, np, &pp.persian)
}

/// Whether a phrase with this preposition says more about the noun before it than about the verb. «در» and «با» belong to the verb («دو
/// هواپیما در آسمان دیده شدند») unless the noun is a role or an act («سفیر ایران در مسکو»).
fn is_attributive(subject: &Np<'_>, np: &Np<'_>, preposition: &str) -> bool {
    let pointing = |np: &Np<'_>| np.determiners.iter().any(|word| matches!(word.english.as_str(), "this" | "that"));
    if pointing(np) || pointing(subject) {
        return false;
    }
    let whose = subject.of.is_some() || subject.head.english.contains(' ');
    let role = subject.head.has("title") && whose || subject.head.has("human") && subject.of.is_some();
    match preposition {
        "در" | "با" => (role || subject.head.has("act")) && subject.number.is_none(),
        "از" => !subject.head.has("human"),
        "برای" | "بین" | "میان" | "در حوزه" | "در زمینه" | "درباره" | "مانند" | "از جمله" | "شامل" => {
            true
        }
        _ => false,
    }
}

fn behind(found: &Found, at: usize) -> Role {
    let anchor = found.object.into_iter().chain(found.frame).chain(found.predicate).min();
    match anchor {
        Some(anchor) if at < anchor => Role::Left,
        _ => Role::Right,
    }
}
