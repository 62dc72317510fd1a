//! Objects: what را marks, together with the phrases that stand between the noun and its را.
//!
//! In: the items of a clause. Out: the object told from the rest. What a chain of unwritten ezafes has swallowed is freed in `divide`.

use super::divide::can_act;
use super::reading::Cat;
use super::roles::is_participial;
use super::tree::{Body, Item, Np, Pp, Tail};

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
    // «گیاهان با استفاده از نور آب را جذب می‌کنند»: how it is done is no part of the object.
    let tells_how = items[at + 1..].iter().any(|item| matches!(item, Item::Pp(pp) if is_participial(pp)));
    if !only_phrases || (is_first && (acts && !has_modal || tells_how) && from_phrase(items)) {
        return;
    }
    let phrases: Vec<Item<'_>> = items.drain(at + 1..).collect();
    let Some(Item::Np(mut np)) = items.pop() else { return };
    for item in phrases {
        if let Item::Pp(pp) = item {
            let noun = np.last_noun();
            let framed = noun.head.entry.and_then(|entry| entry.complement(&pp.persian)).map(str::to_owned);
            noun.tail.push(Tail::Phrase(Pp { english: framed.unwrap_or_else(|| pp.english.clone()), ..pp }));
        }
    }
    items.push(Item::Object(np));
}

/// «وزیر در نشست همکاری را ستود»: the object is the end of the phrase before را.
fn from_phrase(items: &mut Vec<Item<'_>>) -> bool {
    let Some(Item::Pp(Pp { body: Body::Np(np), .. })) = items.last_mut() else { return false };
    let mut chain: &mut Np<'_> = np;
    // «در دادگاه اتهام خود را نپذیرفت»: the pronoun is no object of its own.
    let more = |of: &Np<'_>| of.of.as_ref().is_some_and(|last| last.head.cat != Cat::Pronoun || last.of.is_some());
    while chain.of.as_deref().is_some_and(more) {
        let Some(of) = chain.of.as_mut() else { return false };
        chain = of;
    }
    let Some(object) = chain.of.take() else { return false };
    items.push(Item::Object(*object));
    true
}
