//! Negation: Persian denies twice («هیچ‌کس نیامد», "nobody did not come"), English once.
//!
//! In: a clause and its roles. Out: whether the verb stays negative, and items with "any" for "no".

use super::reading::{Cat, Reading};
use super::roles::Role;
use super::tree::{Body, Clause, Item, Modal, Np, Pp};

/// Whether the denial is said elsewhere: by a subject («هیچ‌کس نیامد») or by "never" («هرگز نیامد»).
pub(super) fn said_elsewhere(clause: &Clause<'_>, roles: &[Role]) -> bool {
    clause.items.iter().zip(roles).any(|(item, role)| match item {
        Item::Np(np) => *role == Role::Subject && (denies(np) || is_anybody(np)),
        Item::Adverb(word) => word.english == "never" && *role == Role::Adverb,
        _ => false,
    })
}

/// The item with "any" for "no" if the verb denies already: «هیچ برنامه‌ای نداریم» is "we do not have any plan".
pub(super) fn affirmed<'a>(clause: &Clause<'a>, item: &Item<'a>, role: Role) -> Option<Item<'a>> {
    match item {
        // «کسی نیامد»: nobody came; «کسی را ندید»: did not see anybody.
        Item::Np(np) if is_negative(clause) && is_anybody(np) => {
            let english = if role == Role::Subject { "nobody" } else { "anybody" };
            return Some(Item::Np(called(np, english)));
        }
        Item::Object(np) if is_negative(clause) && is_anybody(np) => return Some(Item::Object(called(np, "anybody"))),
        _ if role == Role::Subject => return None,
        _ => {}
    }
    let without = matches!(item, Item::Pp(pp) if pp.english == "without");
    if !(without || is_negative(clause)) {
        return None;
    }
    match item {
        Item::Np(np) if denies(np) => Some(Item::Np(affirm(np))),
        Item::Object(np) if denies(np) => Some(Item::Object(affirm(np))),
        Item::Pp(Pp { body: Body::Np(np), persian, english }) if denies(np) => Some(Item::Pp(Pp {
            persian: persian.clone(),
            english: english.clone(),
            body: Body::Np(Box::new(affirm(np))),
        })),
        _ => None,
    }
}

fn is_negative(clause: &Clause<'_>) -> bool {
    let modal = match &clause.modal {
        Some(Modal::Verb(group)) => group.negative,
        Some(Modal::Fixed(english)) => english.ends_with("not"),
        None => false,
    };
    modal || clause.verb.as_ref().is_some_and(|verb| verb.negative)
}

/// «هیچ برنامه‌ای», «هیچ‌کس».
pub(super) fn denies(np: &Np<'_>) -> bool {
    np.determiners.iter().chain([&np.head]).any(is_none_word)
}

fn is_anybody(np: &Np<'_>) -> bool {
    np.head.cat == Cat::Pronoun && np.head.entry.is_some_and(|entry| entry.lemma == "کسی") && np.tail.is_empty()
}

fn called<'a>(np: &Np<'a>, english: &str) -> Np<'a> {
    Np { head: Reading { english: english.to_owned(), ..np.head.clone() }, ..np.clone() }
}

fn is_none_word(word: &Reading<'_>) -> bool {
    matches!(word.cat, Cat::Determiner | Cat::Pronoun) && word.entry.is_some_and(|entry| entry.lemma.starts_with("هیچ"))
}

fn affirm<'a>(np: &Np<'a>) -> Np<'a> {
    let any = |word: &Reading<'a>| Reading { english: any_word(&word.english), ..word.clone() };
    let head = if is_none_word(&np.head) { any(&np.head) } else { np.head.clone() };
    Np { determiners: np.determiners.iter().map(any).collect(), head, ..np.clone() }
}

fn any_word(english: &str) -> String {
    match english {
        "no" => "any".to_owned(),
        "nobody" => "anybody".to_owned(),
        "nothing" => "anything".to_owned(),
        "none" | "neither" => "any".to_owned(),
        other => other.strip_prefix("no ").map_or_else(|| other.to_owned(), |rest| format!("any {rest}")),
    }
}
