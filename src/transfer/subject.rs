//! Subjects: who a clause is about, and the pronoun where Persian leaves that out.
//!
//! In: a clause and the subject of the clause before. Out: agreement, pronoun, and who "own" refers to.

use super::group::Tense;
use super::phrase::{Owner, is_female, is_human, is_plural};
use super::reading::Cat;
use super::roles::Role;
use super::tree::{Clause, Item, Modal, Np};
use super::verb::Agreement;

/// The subject of a clause, as far as a pronoun for it depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) agreement: Agreement,
    pub(super) human: bool,
    /// It is known to be a woman; otherwise a person is "he".
    pub(super) female: bool,
}

impl Subject {
    /// Returns the subject that `np` would be.
    pub(super) fn of(np: &Np<'_>) -> Self {
        let agreement = Agreement { person: 3, plural: is_plural(np) };
        Self { agreement, human: is_human(np), female: is_female(np) }
    }
}

/// Where a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A main or subordinate clause.
    Full,
    /// After a noun: the subject may be the noun itself, unless the clause `resumes` it in another place.
    Relative { human: bool, plural: bool, first: bool, resumes: bool },
    /// What is wanted: "to follow it up".
    Purpose,
}

/// Returns the subject that is written in the clause.
pub(super) fn subject_of(clause: &Clause<'_>, roles: &[Role]) -> Option<Subject> {
    let is_part =
        |(item, role): &(&Item<'_>, &Role)| matches!((item, role), (Item::Np(_), Role::Subject | Role::SubjectTail));
    let count = clause.items.iter().zip(roles).filter(is_part).count();
    let at = roles.iter().position(|role| *role == Role::Subject)?;
    let Item::Np(np) = &clause.items[at] else { return None };
    let english = np.head.english.as_str();
    let person = match (np.head.cat, english) {
        (Cat::Pronoun, "I" | "we") => 1,
        (Cat::Pronoun, "you") => 2,
        _ => 3,
    };
    let plural = count > 1 || is_plural(np);
    Some(Subject { agreement: Agreement { person, plural }, ..Subject::of(np) })
}

/// Returns person and number as the verb, or its modal, says them.
pub(super) fn clause_agreement(clause: &Clause<'_>) -> Agreement {
    match &clause.modal {
        Some(Modal::Verb(group)) => group.agreement,
        _ => clause.verb.as_ref().map_or(Agreement::THIRD, |verb| verb.agreement),
    }
}

/// Returns the possessive word for "own".
pub(super) fn owner(agreement: Agreement, subject: Option<Subject>) -> Owner {
    let human = subject.is_some_and(|subject| subject.human);
    let female = subject.is_some_and(|subject| subject.female);
    Owner(match (agreement.person, agreement.plural, human) {
        (1, true, _) => "our",
        (1, false, _) => "my",
        (2, ..) => "your",
        (_, true, _) => "their",
        (_, false, true) if female => "her",
        (_, false, true) => "his",
        (_, false, false) => "its",
    })
}

/// Returns the pronoun for a subject that Persian leaves out, or nothing where English leaves it out too.
pub(super) fn pronoun(clause: &Clause<'_>, previous: Option<Subject>, kind: Kind, agreement: Agreement) -> String {
    if clause.imperative || kind == Kind::Purpose || is_noun_before(clause, kind, agreement) {
        return String::new();
    }
    let impersonal = matches!(&clause.modal, Some(Modal::Fixed(modal)) if ["can", "could", "must"].iter().any(|word| modal.starts_with(word)));
    if impersonal && clause.verb.as_ref().is_some_and(|verb| verb.tense == Tense::Past) {
        return "one".to_owned();
    }
    let continues = clause.link.is_some() && previous.is_some_and(|subject| subject.agreement == agreement);
    if continues {
        return String::new();
    }
    match (agreement.person, agreement.plural) {
        (1, false) => "I",
        (1, true) => "we",
        (2, _) => "you",
        (_, true) => "they",
        (_, false) if previous.is_some_and(|subject| subject.female) => "she",
        (_, false) if previous.is_some_and(|subject| subject.human) => "he",
        (_, false) if previous.is_none() && acts(clause) => "he",
        _ => "it",
    }
    .to_owned()
}

/// «فیلم تماشا کرد»: where nothing tells who does something, it is a person.
fn acts(clause: &Clause<'_>) -> bool {
    let object = clause.items.iter().any(|item| matches!(item, Item::Object(_) | Item::Np(_)));
    clause.verb.as_ref().is_some_and(|verb| {
        let does = !verb.passive && !verb.has("intr") && !verb.has("link") && !verb.english.starts_with("be ");
        clause.modal.is_none() && does && (object || verb.has("said") || verb.has("wants"))
    })
}

/// «شرکتی که آمد»: the noun before the relative clause is its subject.
fn is_noun_before(clause: &Clause<'_>, kind: Kind, agreement: Agreement) -> bool {
    let Kind::Relative { plural, resumes: false, .. } = kind else { return false };
    agreement.person == 3 && (agreement.plural == plural || plural) && !is_object_relative(clause, kind, agreement)
}

/// «اهدافی که ترسیم کردند»: things draw nothing, so the noun before is what was drawn, and "they" did it.
fn is_object_relative(clause: &Clause<'_>, kind: Kind, agreement: Agreement) -> bool {
    let Some(verb) = &clause.verb else { return false };
    let acts_on = clause.items.iter().any(|item| matches!(item, Item::Object(_) | Item::Np(_)));
    let framed = clause.items.iter().any(|item| {
        matches!(item, Item::Pp(pp) if verb.entry.is_some_and(|entry| entry.complement(&pp.persian) == Some("-")))
    });
    let transitive = !verb.passive
        && !verb.has("intr")
        && !verb.has("link")
        && !verb.english.starts_with("be ")
        && verb.preverb.is_none();
    matches!(kind, Kind::Relative { human: false, .. }) && transitive && !acts_on && !framed && agreement.plural
}
