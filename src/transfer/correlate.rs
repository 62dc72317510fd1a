//! Pairs of conjunctions: «هم … و هم», «نه تنها … بلکه», and the author after his work.
//!
//! In: units. Out: units in which the first word of a pair stands before its phrase as "both", and the second is one coordinator.

use super::group::Unit;
use super::reading::{Cat, Reading};

/// Furthest the second word of a pair is looked for, in units.
const FURTHEST: usize = 24;

/// Rewrites the pairs in `units`.
pub(super) fn pair(units: &mut Vec<Unit<'_>>) {
    let mut at = 0;
    while at < units.len() {
        match lemma(&units[at]) {
            "هم" if nominal_follows(units, at) => both(units, at),
            "نه" if nominal_follows(units, at) => neither(units, at),
            "نه تنها" | "نه‌تنها" if nominal_follows(units, at) => not_only(units, at),
            "اثر" | "نوشته" | "سروده" | "ساخته" if is_authorship(units, at) => {
                units[at] = word(Cat::Preposition, "by");
            }
            _ => {}
        }
        at += 1;
    }
}

fn lemma<'u>(unit: &'u Unit<'_>) -> &'u str {
    unit.word().and_then(|word| word.entry).map_or("", |entry| entry.lemma.as_str())
}

fn word<'a>(cat: Cat, english: &str) -> Unit<'a> {
    Unit::Word(Reading::new(cat, english))
}

fn nominal_follows(units: &[Unit<'_>], at: usize) -> bool {
    units.get(at + 1).is_some_and(|unit| {
        matches!(unit.cat(), Cat::Noun | Cat::Name | Cat::Pronoun | Cat::Determiner | Cat::Infinitive)
    })
}

/// «هم دولت و هم بخش خصوصی»: "both the government and the private sector".
fn both(units: &mut Vec<Unit<'_>>, at: usize) {
    let end = units.len().min(at + FURTHEST);
    let second = (at + 1..end).take_while(|next| units[*next].cat() != Cat::Verb).find(|next| {
        lemma(&units[*next]) == "و هم" || (lemma(&units[*next]) == "هم" && units[*next - 1].cat() == Cat::Coordinator)
    });
    let Some(second) = second else { return };
    units[at] = word(Cat::Correlative, "both");
    if lemma(&units[second]) == "هم" {
        units.remove(second);
    } else {
        units[second] = word(Cat::Coordinator, "and");
    }
}

/// «نه پول داشتند و نه کار»: "neither money nor work"; without a second «نه» it is the number nine or plain "no".
fn neither(units: &mut Vec<Unit<'_>>, at: usize) {
    let end = units.len().min(at + FURTHEST);
    let second = (at + 1..end).find(|next| lemma(&units[*next]) == "نه" && units[*next - 1].cat() == Cat::Coordinator);
    let Some(second) = second else { return };
    units[at] = word(Cat::Correlative, "neither");
    units[second] = word(Cat::Coordinator, "nor");
    units.remove(second - 1);
}

/// «نه تنها ایران بلکه کشورهای دیگر»: "not only Iran but also other countries"; before a verb it stays an adverb.
fn not_only(units: &mut [Unit<'_>], at: usize) {
    let end = units.len().min(at + FURTHEST);
    let before_verb = (at + 1..end).take_while(|next| units[*next].cat() != Cat::Verb);
    if let Some(second) = before_verb.clone().find(|next| lemma(&units[*next]) == "بلکه") {
        units[at] = word(Cat::Correlative, "not only");
        units[second] = word(Cat::Coordinator, "but also");
    }
}

/// «شاهنامه اثر فردوسی», «کتاب «بوف کور» نوشته صادق هدایت»: behind a title and before a person "the work" means "by".
fn is_authorship(units: &[Unit<'_>], at: usize) -> bool {
    let person = |unit: &Unit<'_>| unit.word().is_some_and(super::noun_phrase::is_person);
    let titled =
        at.checked_sub(1).is_some_and(|before| matches!(units[before].cat(), Cat::Noun | Cat::Name | Cat::Mark('»')));
    titled && units.get(at + 1).is_some_and(person)
}
