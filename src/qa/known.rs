//! Renderings of a term that are known to be wrong without being listed as forbidden.
//!
//! In: an entry. Out: forms by which a translator can only have meant this term: the required words joined, split, in a false plural or in the wrong
//! case, and the lexicon's own English for the Persian term. Verbs have none of the latter: another verb wants another construction.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::english::{noun, verb};
use crate::lexicon::{Entry, Lexicon, Pos};
use crate::model::{CaseRule, PartOfSpeech, TermEntry};
use crate::persian::match_key;

use super::renderings::{Form, Inflected};

/// Shortest part of a word that was cut in two ("net work").
const SHORTEST_PART: usize = 3;

/// Most words of a term of which every false plural is tried.
const MOST_WORDS: usize = 5;

/// A wrong rendering.
#[derive(Debug, Clone)]
pub(super) struct Known {
    pub(super) form: Form,
    /// As it is listed; empty for attempts at the required term itself.
    pub(super) text: String,
    /// English has a verb that looks the same ("state").
    pub(super) is_verb_too: bool,
}

/// Returns the known wrong renderings of an entry, the surest first.
pub(super) fn known(entry: &TermEntry) -> Vec<Known> {
    let attempts = attempts(entry);
    let attempts = Known { form: Form::of_texts(&attempts, CaseRule::Any), text: String::new(), is_verb_too: false };
    let others = other_english(entry).into_iter().map(|text| Known {
        form: Form::new(&text, entry.pos, CaseRule::Any),
        is_verb_too: is_verb_too(&text),
        text,
    });
    std::iter::once(attempts).chain(others).collect()
}

/// Misspelt attempts at the target and the admitted forms.
fn attempts(entry: &TermEntry) -> Vec<(String, Inflected)> {
    let mut texts = Vec::new();
    for text in std::iter::once(&entry.target).chain(&entry.admitted) {
        let words: Vec<&str> = text.split([' ', '-']).collect();
        match entry.pos {
            PartOfSpeech::Noun | PartOfSpeech::Name => {
                texts.extend(false_plurals(&words).into_iter().map(|text| (text, Inflected::Plural)));
            }
            PartOfSpeech::Verb => texts.extend(false_pasts(text).into_iter().map(|text| (text, Inflected::Past))),
            PartOfSpeech::Adjective | PartOfSpeech::None => {}
        }
        if words.len() > 1 {
            let joined = words.concat();
            texts.push((noun::plural(&joined), Inflected::Plural));
            texts.push((joined, Inflected::AsListed));
        } else {
            texts.extend(cut_in_two(text).into_iter().map(|text| (text, Inflected::AsListed)));
        }
        if entry.case == CaseRule::Exact && !is_common_word(text) {
            texts.push((noun::plural(text), Inflected::Plural));
            texts.push((text.clone(), Inflected::AsListed));
        }
    }
    texts
}

/// "workings group", "memorandum of understandings", "childs". Right plurals among them do no harm: those are found first, as allowed forms.
fn false_plurals(words: &[&str]) -> Vec<String> {
    if words.len() > MOST_WORDS {
        return Vec::new();
    }
    let mut found = Vec::new();
    for mask in 1..(1_u32 << words.len()) {
        for plural in [noun::plural as fn(&str) -> String, |word| format!("{word}s"), |word| format!("{word}es")] {
            let word = |(at, word): (usize, &&str)| {
                if mask & (1 << at) != 0 && word.len() > SHORTEST_PART { plural(word) } else { (*word).to_owned() }
            };
            found.push(words.iter().enumerate().map(word).collect::<Vec<_>>().join(" "));
        }
    }
    let plain = words.join(" ");
    found.retain(|text| *text != plain);
    found
}

/// "sayed", "maked".
fn false_pasts(text: &str) -> Vec<String> {
    let with_ed = |base: String| {
        let (first, rest) = base.split_once(' ').map_or((base.as_str(), ""), |(first, rest)| (first, rest));
        let end = if first.ends_with('e') { "d" } else { "ed" };
        if rest.is_empty() { format!("{first}{end}") } else { format!("{first}{end} {rest}") }
    };
    verb::bases(text).into_iter().map(with_ed).filter(|form| form != text).collect()
}

/// "net work": never where both parts are words of their own that may meet by chance.
fn cut_in_two(word: &str) -> Vec<String> {
    let inner = word.char_indices().map(|(at, _)| at);
    inner
        .filter(|at| (SHORTEST_PART..=word.len().saturating_sub(SHORTEST_PART)).contains(at))
        .map(|at| word.split_at(at))
        .filter(|(first, second)| !(is_common_word(first) && is_common_word(second)))
        .map(|(first, second)| format!("{first} {second}"))
        .collect()
}

/// Whether a word can be an adjective, so that it may as well stand before a term as inside of it.
pub(super) fn is_adjective(word: &str) -> bool {
    ADJECTIVES.contains(word)
}

/// Whether English has a verb that looks the same as `text`.
pub(super) fn is_verb_too(text: &str) -> bool {
    VERBS.contains(&text.to_lowercase())
}

/// Whether a single word in small letters is a word of everyday English: "who", "it", "turkey".
pub(super) fn is_common_word(text: &str) -> bool {
    WORDS.contains(text.to_lowercase().as_str())
}

/// The lexicon's English for the Persian term, less what the glossary accepts.
fn other_english(entry: &TermEntry) -> Vec<String> {
    let Some(pos) = lexicon_pos(entry.pos) else { return Vec::new() };
    let lexicon = Lexicon::builtin();
    let mut found: Vec<String> = Vec::new();
    for source in std::iter::once(&entry.source).chain(&entry.aliases) {
        let key = match_key(source);
        let own = lexicon.get(&key).chain(lexicon.singular_of(&key)).filter(|own| own.pos == pos);
        found.extend(own.flat_map(|own| own.english.iter().cloned()));
        if let Some((head, modifier)) = key.split_once(' ').filter(|_| pos == Pos::Noun) {
            found.extend(composed(head, modifier));
        }
    }
    let accepted: HashSet<String> =
        std::iter::once(&entry.target).chain(&entry.admitted).map(|text| text.to_lowercase()).collect();
    let mut seen = HashSet::new();
    found.retain(|text| !accepted.contains(&text.to_lowercase()) && seen.insert(text.clone()));
    found
}

fn lexicon_pos(pos: PartOfSpeech) -> Option<Pos> {
    match pos {
        PartOfSpeech::Noun => Some(Pos::Noun),
        PartOfSpeech::Adjective => Some(Pos::Adjective),
        PartOfSpeech::Name => Some(Pos::Name),
        PartOfSpeech::Verb | PartOfSpeech::None => None,
    }
}

/// Word for word: «سیاست خارجی» is "foreign policy", «وزارت بازرگانی» "ministry of commerce".
fn composed(head: &str, modifier: &str) -> Vec<String> {
    let lexicon = Lexicon::builtin();
    let english = |key: &str, pos: Pos| -> Vec<String> {
        let own = lexicon.get(key).chain(lexicon.singular_of(key)).filter(|own: &&Entry| own.pos == pos);
        own.flat_map(|own| own.english.iter().cloned()).collect()
    };
    let (nouns, adjectives) = (english(modifier, Pos::Noun), english(modifier, Pos::Adjective));
    let mut found = Vec::new();
    for head in english(head, Pos::Noun) {
        found.extend(adjectives.iter().chain(&nouns).map(|modifier| format!("{modifier} {head}")));
        found.extend(nouns.iter().map(|modifier| format!("{head} of {modifier}")));
        found.extend(nouns.iter().map(|modifier| format!("{head} of the {modifier}")));
    }
    found
}

/// English words of the lexicon in small letters.
static WORDS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let entries = Lexicon::builtin().entries().filter(|entry| entry.pos != Pos::Name);
    let texts = entries.flat_map(|entry| &entry.english);
    texts
        .flat_map(|text| text.split([' ', '-']))
        .filter(|word| !word.contains(char::is_uppercase))
        .map(str::to_owned)
        .collect()
});

/// English adjectives of the lexicon.
static ADJECTIVES: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let entries = Lexicon::builtin().entries().filter(|entry| entry.pos == Pos::Adjective);
    entries.flat_map(|entry| &entry.english).cloned().collect()
});

/// English verbs of the lexicon.
static VERBS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let entries = Lexicon::builtin().entries().filter(|entry| entry.pos == Pos::Verb);
    entries.flat_map(|entry| &entry.english).cloned().collect()
});

#[cfg(test)]
mod tests {
    use super::{CaseRule, PartOfSpeech, TermEntry, attempts, other_english};

    fn entry(source: &str, target: &str, case: CaseRule) -> TermEntry {
        TermEntry { source: source.to_owned(), target: target.to_owned(), case, ..TermEntry::default() }
    }

    #[test]
    fn attempts_at_the_term_are_known() {
        let texts: Vec<String> =
            attempts(&entry("کارگروه", "working group", CaseRule::Any)).into_iter().map(|(text, _)| text).collect();
        for wrong in ["workings group", "workings groups", "workinggroup", "working groupes"] {
            assert!(texts.iter().any(|text| text == wrong), "{wrong}: {texts:?}");
        }
    }

    #[test]
    fn a_word_of_everyday_english_is_no_misspelt_acronym() {
        let has = |target: &str| attempts(&entry("س", target, CaseRule::Exact)).iter().any(|(text, _)| text == target);
        assert_eq!([has("WHO"), has("IT"), has("Iran")], [false, false, true]);
    }

    #[test]
    fn the_lexicons_own_english_is_known_and_verbs_have_none() {
        let mut own = entry("دولت", "administration", CaseRule::Any);
        assert!(other_english(&own).contains(&"government".to_owned()));
        own.pos = PartOfSpeech::Verb;
        assert!(other_english(&own).is_empty());
    }
}
