//! Judges whether a closed compound may be meant where the text has a space inside it.
//!
//! In: the two parts and their neighbours. Out: yes or no. «کار گروه» is the working group; «قرار داد» is a verb, «هم کار» means "also works",
//! «هر روز نامه» is "every day a letter".

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::lexicon::{Lexicon, Pos};
use crate::normalize::is_finite_verb;

use super::words::{Kind, LINKS, Words};

/// Fewest letters of both parts together: shorter ones meet by chance.
const SHORTEST: usize = 5;

/// Endings that are sometimes written as a word of their own; none of them is the second part of a compound.
pub(super) const SUFFIXES: [&str; 19] = [
    "ها",
    "های",
    "هایی",
    "هایم",
    "هایت",
    "هایش",
    "هایمان",
    "هایتان",
    "هایشان",
    "ای",
    "ی",
    "اش",
    "ام",
    "ات",
    "مان",
    "تان",
    "شان",
    "تر",
    "ترین",
];

/// Pairs of words that are as often two as one: «کار خانه» is mostly the work about the house.
const CHANCE: [(&str, &str); 5] = [("کار", "خانه"), ("کار", "دان"), ("دست", "مزد"), ("سر", "باز"), ("دل", "دار")];

/// First parts that make an adjective of a noun: «پر هزینه».
const QUALITIES: [&str; 5] = ["پر", "کم", "بی", "خوش", "بد"];

/// Nouns that make a verb with the word after them: «نامه نوشتن».
static LIGHT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let verbs = Lexicon::builtin().rows().iter().filter(|row| row.pos() == Pos::Verb);
    verbs.filter_map(|row| row.lemma().split_once(' ').map(|(noun, _)| noun)).collect()
});

/// Returns whether `noun` makes a verb with the word after it.
pub(super) fn is_light(noun: &str) -> bool {
    LIGHT.contains(noun)
}

/// Two words that together spell a compound, and the words around them («» at an edge).
#[derive(Debug)]
pub(super) struct Pair<'t> {
    pub(super) previous: &'t str,
    pub(super) first: &'t str,
    pub(super) second: &'t str,
    pub(super) next: &'t str,
    /// The word goes on with a plural in ها, which a verb never has: «قرار داد های».
    pub(super) plural: bool,
}

impl Pair<'_> {
    /// Returns whether the two words are the compound.
    pub(super) fn is_compound(&self, words: Words<'_>) -> bool {
        let (first, second) = (self.first, self.second);
        let letters = |part: &str| part.chars().count();
        let long_enough = letters(first) > 1 && letters(second) > 1 && letters(first) + letters(second) >= SHORTEST;
        if !long_enough || SUFFIXES.contains(&second) || CHANCE.contains(&(first, second)) || !words.is_word(first) {
            return false;
        }
        if self.plural {
            return true;
        }
        // «قرار داد», «باز نشسته است»
        let participle = second.strip_suffix('ه').is_some_and(|stem| words.is_past(stem)) && is_finite_verb(self.next);
        if words.is_past(second) || is_finite_verb(second) || participle {
            return false;
        }
        if !words.is_word(second) {
            // «جانبه» stands nowhere but in compounds; a shorter unknown piece is chance.
            return letters(second) > 3;
        }
        // «دبیر کل» (secretary general): a quantity after a noun belongs to it.
        let follows = matches!(words.kind(second), Kind::Noun | Kind::Adjective | Kind::Name | Kind::Determiner);
        let nominal =
            matches!(words.kind(first), Kind::Noun | Kind::Adjective | Kind::Name) || QUALITIES.contains(&first);
        nominal && follows && !self.has_other_company(words)
    }

    /// Whether one of the parts belongs to its other neighbour: «هر روز», «کار می‌کند».
    fn has_other_company(&self, words: Words<'_>) -> bool {
        let with_previous = words.is_word(&format!("{} {}", self.previous, self.first))
            || words.kind(self.previous) == Kind::Determiner && words.is_word(self.previous);
        let with_next = is_light(self.second) && is_finite_verb(self.next) && !LINKS.contains(&self.next);
        with_previous || with_next
    }
}
