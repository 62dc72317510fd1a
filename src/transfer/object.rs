//! Objects: what را marks, and the subject that a chain of unwritten ezafes has swallowed.
//!
//! In: the items of a clause. Out: the object told from the subject. Persian writes no ezafe after most nouns, so «سخنگوی وزارتخانه حمله را محکوم کرد»
//! looks like one noun phrase with را; if then nobody acts, the phrase is cut where its first part can act.

use super::noun_phrase::is_person;
use super::reading::Cat;
use super::tree::{Body, Clause, Item, Np, Pp, Tail};

/// Marks the object when را is met: the noun phrase before it, together with phrases between the noun and را.
pub(super) fn mark(items: &mut Vec<Item<'_>>, has_modal: bool) {
    let Some(at) = items.iter().rposition(|item| matches!(item, Item::Np(_))) else { return };
    if at + 1 == items.len() {
        if let Some(Item::Np(np)) = items.pop() {
            items.push(Item::Object(np));
        }
        return;
    }
    let only_phrases = items[at + 1..].iter().all(|item| matches!(item, Item::Pp(_)));
    let is_first = !items[..at].iter().any(|item| matches!(item, Item::Np(_)));
    let acts = matches!(&items[at], Item::Np(np) if can_act(np));
    if !only_phrases || (is_first && acts && !has_modal && from_phrase(items)) {
        return;
    }
    let phrases: Vec<Item<'_>> = items.drain(at + 1..).collect();
    let Some(Item::Np(mut np)) = items.pop() else { return };
    for item in phrases {
        if let Item::Pp(pp) = item {
            np.last().tail.push(Tail::Phrase(pp));
        }
    }
    items.push(Item::Object(np));
}

/// «وزیر در نشست همکاری را ستود»: the object is the end of the phrase before را.
fn from_phrase(items: &mut Vec<Item<'_>>) -> bool {
    let Some(Item::Pp(Pp { body: Body::Np(np), .. })) = items.last_mut() else { return false };
    let mut chain: &mut Np<'_> = np;
    while chain.of.as_ref().is_some_and(|of| of.of.is_some()) {
        let Some(of) = chain.of.as_mut() else { return false };
        chain = of;
    }
    let Some(object) = chain.of.take() else { return false };
    items.push(Item::Object(*object));
    true
}

/// Cuts the object in two if nobody else can be the subject.
pub(super) fn free_subject(clause: &mut Clause<'_>) {
    let active = clause.verb.as_ref().is_some_and(|verb| !verb.passive && verb.agreement.person == 3);
    let acts = clause.items.iter().any(|item| matches!(item, Item::Np(_)));
    if !active || acts {
        return;
    }
    let Some(at) = clause.items.iter().position(|item| matches!(item, Item::Object(_))) else { return };
    let Item::Object(np) = &mut clause.items[at] else { return };
    let Some(object) = cut(np) else { return };
    let Item::Object(subject) = std::mem::replace(&mut clause.items[at], Item::Object(object)) else { return };
    clause.items.insert(at, Item::Np(subject));
}

/// Takes the object out of a chain that begins with an actor; `None` if there is no good place.
fn cut<'a>(np: &mut Np<'a>) -> Option<Np<'a>> {
    let pointed = np.determiners.iter().any(|word| matches!(word.english.as_str(), "this" | "that"));
    if !(pointed || can_act(np)) {
        return None;
    }
    let depth = place(np, pointed)?;
    let mut left = np;
    for _ in 0..depth {
        left = left.of.as_mut()?;
    }
    let mut object = *left.of.take()?;
    // What followed the whole chain followed its end.
    let next = left.next.take();
    object.last_member().next = next;
    Some(object)
}

/// How many links of the chain belong to the subject: up to the last one that names an actor or body, before a thing.
fn place(np: &Np<'_>, pointed: bool) -> Option<usize> {
    let mut best = None;
    let mut left = np;
    let mut depth = 0;
    while let Some(right) = &left.of {
        let open = left.head.ending.ezafe;
        let thing = !can_act(right) && right.head.cat != Cat::Name;
        let closes = depth == 0 || left.head.cat == Cat::Name || can_act(left) || !left.adjectives.is_empty();
        if !open && closes && (thing || left.head.cat == Cat::Name) && best.is_none() {
            best = Some(depth);
        }
        if pointed {
            break;
        }
        left = right;
        depth += 1;
    }
    best
}

/// English heads of bodies that act: the lexicon marks few of them as `org`.
const BODIES: [&str; 36] = [
    "bank",
    "government",
    "ministry",
    "parliament",
    "council",
    "company",
    "team",
    "police",
    "army",
    "court",
    "committee",
    "organization",
    "organisation",
    "university",
    "party",
    "group",
    "union",
    "agency",
    "association",
    "commission",
    "board",
    "institute",
    "center",
    "federation",
    "club",
    "force",
    "office",
    "department",
    "authority",
    "network",
    "foundation",
    "city",
    "country",
    "nation",
    "people",
    "administration",
];

fn can_act(np: &Np<'_>) -> bool {
    let last = np.head.english.rsplit(' ').next().unwrap_or("").to_lowercase();
    if np.head.cat == Cat::Noun && BODIES.contains(&last.as_str()) {
        return true;
    }
    let tags = ["human", "title", "org", "country", "city", "person", "male", "female", "family"];
    tags.iter().any(|tag| np.head.has(tag)) || is_person(&np.head)
}
