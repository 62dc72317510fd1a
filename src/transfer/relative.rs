//! Relative clauses: what in them stands for the noun before, and which noun a clause behind the verb describes.
//!
//! Persian has one relative word, «که», and puts a pronoun where the noun belongs: «شهری که در آن زاده شد» is "the city that in it he was born".
//! In: the clause. Out: the clause with "which", "whom" or "whose" in the place of that pronoun.

use super::group::VerbGroup;
use super::phrase::is_human;
use super::reading::{Cat, Reading};
use super::roles::{Role, roles};
use super::subject::clause_agreement;
use super::tree::{Body, Clause, Item, Np, Part, Pp};
use super::verb::Agreement;
use crate::model::{Definiteness, Possessor};

/// A relative clause whose pronoun was replaced.
pub(super) struct Resumed<'a> {
    pub(super) clause: Clause<'a>,
    /// The item that opens the English clause; `None` if the pronoun was an object and is gone.
    pub(super) opener: Option<usize>,
}

/// Finds the pronoun that stands for the noun before, and puts the relative word in its place.
pub(super) fn resume<'a>(clause: &Clause<'a>, human: bool, described: Agreement) -> Option<Resumed<'a>> {
    let at = clause.items.iter().position(resumes)?;
    if is_own(clause, &clause.items[at], described) {
        return None;
    }
    let mut clause = clause.clone();
    match &mut clause.items[at] {
        // «کتابی که آن را خواندم»: "the book that I read".
        Item::Object(np) if is_resumptive(np) => {
            clause.items.remove(at);
            return Some(Resumed { clause, opener: None });
        }
        // «شهری که در آن زاده شد»: "in which".
        Item::Pp(pp) if matches!(&pp.body, Body::Np(np) if is_resumptive(np)) => {
            pp.body = Body::Adverb(if human { "whom" } else { "which" }.to_owned());
        }
        // «نویسنده‌ای که آثارش ترجمه شد»: "whose works".
        Item::Np(np) | Item::Object(np) => mark_whose(np),
        Item::Pp(Pp { body: Body::Np(np), .. }) => mark_whose(np),
        _ => return None,
    }
    Some(Resumed { clause, opener: Some(at) })
}

fn resumes(item: &Item<'_>) -> bool {
    match item {
        Item::Np(np) => is_whose(np),
        Item::Object(np) => is_resumptive(np) || is_whose(np),
        Item::Pp(Pp { body: Body::Np(np), .. }) => is_resumptive(np) || is_whose(np),
        _ => false,
    }
}

/// «مادری که پسرش را از دست داد»: nobody else is there to do it, so the mother lost her own son.
fn is_own(clause: &Clause<'_>, item: &Item<'_>, described: Agreement) -> bool {
    let np = match item {
        Item::Object(np) => np,
        Item::Pp(Pp { body: Body::Np(np), .. }) => np,
        _ => return false,
    };
    let whose = is_whose(np) && np.head.ending.possessor.is_some();
    let subject = clause.items.iter().any(|item| matches!(item, Item::Np(_)));
    whose && !subject && clause_agreement(clause) == described
}

fn is_third(word: &Reading<'_>) -> bool {
    word.cat == Cat::Pronoun && matches!(word.english.as_str(), "it" | "he" | "they" | "that")
}

/// A pronoun on its own: «آن», «او», «آن‌ها».
fn is_resumptive(np: &Np<'_>) -> bool {
    is_third(&np.head) && np.of.is_none() && np.next.is_none() && np.tail.is_empty()
}

/// «آثارش», «نتایج آن»: the pronoun owns the noun.
fn is_whose(np: &Np<'_>) -> bool {
    let clitic = matches!(np.head.ending.possessor, Some(Possessor::ThirdSingular | Possessor::ThirdPlural));
    let pronoun = np.of.as_ref().is_some_and(|of| is_third(&of.head) && of.of.is_none() && of.next.is_none());
    np.next.is_none() && np.determiners.is_empty() && (clitic || pronoun)
}

fn mark_whose(np: &mut Np<'_>) {
    np.head.ending.possessor = None;
    np.of = None;
    np.determiners.push(Reading::new(Cat::Determiner, "whose"));
}

/// The noun that the clause behind the verb is about, if that clause is no complement: «ستاره‌ای است که می‌درخشد», «دارویی ساختند که …».
pub(super) fn described<'c, 'a>(clause: &'c Clause<'a>) -> Option<&'c Np<'a>> {
    let verb = clause.verb.as_ref().filter(|_| !clause.purpose)?;
    if clause.complement.iter().any(|part| matches!(part, Part::Mark(_))) {
        return None;
    }
    let np = match clause.items.last()? {
        Item::Np(np) | Item::Object(np) => np,
        // «موفق به ساخت دارویی شدند که …»
        Item::Pp(Pp { body: Body::Np(np), .. }) if !says(verb) => {
            return unknown_at_end(np).or_else(|| made_before_phrase(clause, verb));
        }
        _ => return None,
    };
    let indefinite = np.indefinite || np.head.ending.definiteness == Definiteness::Indefinite;
    let superlative = !np.before.is_empty();
    let named = np.head.cat == Cat::Noun && (np.of.is_some() || is_human(np) || !np.determiners.is_empty());
    let fits = match (verb.is_link(), np.head.cat) {
        (true, Cat::Noun) => indefinite || superlative || (named && !ends_in_pronoun(np)),
        (false, Cat::Noun) => indefinite && is_subject_or_object(clause),
        _ => false,
    };
    (fits && !says(verb)).then_some(np)
}

/// «واکسنی علیه مالاریا ساخته‌اند که …»: what was made, with a phrase behind it.
fn made_before_phrase<'c, 'a>(clause: &'c Clause<'a>, verb: &VerbGroup<'a>) -> Option<&'c Np<'a>> {
    let at = clause.items.len().checked_sub(2)?;
    let Item::Np(np) = &clause.items[at] else { return None };
    let unknown = np.indefinite || np.head.ending.definiteness == Definiteness::Indefinite;
    let object = roles(clause, false, false).get(at) == Some(&Role::Object);
    // «… که مهم‌ترین این اقدامات برگزاری نشست بود»: a clause with a subject of its own says something of the whole.
    let whole =
        clauses(&clause.complement).first().is_some_and(|own| own.items.iter().any(|item| matches!(item, Item::Np(_))));
    (unknown && object && !whole && !verb.is_link() && np.head.cat == Cat::Noun).then_some(np)
}

fn unknown_at_end<'c, 'a>(np: &'c Np<'a>) -> Option<&'c Np<'a>> {
    let last = np.right_edge();
    let unknown = last.indefinite || last.head.ending.definiteness == Definiteness::Indefinite;
    (last.head.cat == Cat::Noun && unknown && np.of.is_some()).then_some(last)
}

/// «وقت آن است که»: "it" is the clause itself.
fn ends_in_pronoun(np: &Np<'_>) -> bool {
    np.of.as_ref().is_some_and(|of| of.head.cat == Cat::Pronoun || ends_in_pronoun(of))
}

fn is_subject_or_object(clause: &Clause<'_>) -> bool {
    matches!(roles(clause, false, false).last(), Some(Role::Subject | Role::Object))
}

/// Verbs that have a complement rather than a described object.
pub(super) fn says(verb: &VerbGroup<'_>) -> bool {
    verb.has("said") || verb.preverb.is_some()
}

/// The clauses of a complement.
pub(super) fn clauses<'a>(parts: &[Part<'a>]) -> Vec<Clause<'a>> {
    parts.iter().filter_map(|part| if let Part::Clause(clause) = part { Some(clause.clone()) } else { None }).collect()
}
