//! What is known about words: whether a string is a word of its own, and what kind of word stands somewhere.
//!
//! In: match keys. Out: kinds. Asked are the lexicon and `words.tsv`, a list of words that look like a shorter word with an ending.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::lexicon::{Entry, Lexicon, Pos};
use crate::normalize::is_finite_verb;
use crate::persian::match_key;

/// What a listed string is, other than a form of the shorter word in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// A noun, adverb, … : «کارت», «همکاری».
    Word,
    /// An adjective: «قراردادی», which is also "a contract".
    Adjective,
    /// The surname or place made of it: «وزیری», which is also "a minister".
    Name,
}

/// Kind of a neighbouring word, as far as it decides how «ی» is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// هر, یک, هیچ, numerals: a noun follows.
    Determiner,
    Preposition,
    /// و, یا
    Coordinator,
    /// A noun that a modifier may follow.
    Noun,
    /// A name of a person or place, which is rarely modified.
    Name,
    /// A plural without a written ezafe: no modifier follows.
    ClosedNoun,
    Adjective,
    /// بسیار, خیلی and other adverbs of degree.
    Degree,
    /// Verbs, pronouns, adverbs, conjunctions, را.
    Other,
}

static LISTED: LazyLock<HashMap<String, Own>> = LazyLock::new(|| {
    let rows = include_str!("words.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
        .map(|(word, kind)| (match_key(word), if kind == "adj" { Own::Adjective } else { Own::Word }))
        .collect()
});

/// Function words by which a neighbour is judged before the lexicon is asked: many of them are listed there as several parts of speech.
const COORDINATORS: [&str; 3] = ["و", "یا", "نیز"];
const DEGREES: [&str; 9] = ["بسیار", "خیلی", "چندان", "نسبتا", "کاملا", "بس", "چنان", "فوق‌العاده", "سخت"];
const DETERMINERS: [&str; 12] =
    ["یک", "هر", "هیچ", "چنین", "چه", "کدام", "همچنین", "چندین", "چند", "عجب", "فلان", "کدامین"];

/// Verb forms that take a predicate: «دولتی است».
pub(super) const LINKS: [&str; 9] = ["است", "بود", "نیست", "نبود", "شد", "نشد", "باشد", "میشود", "خواهد"];

/// Verbs that begin with one of these have nouns of the same letters.
const PREVERBS: [&str; 8] = ["در", "بر", "باز", "فرا", "فرو", "وا", "پس", "پیش"];

/// The lexicon with what is added to it here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'l> {
    pub(super) lexicon: &'l Lexicon,
}

impl<'l> Words<'l> {
    /// Returns whether `key` is a word with one of these parts of speech.
    pub(super) fn is(&self, key: &str, pos: &[Pos]) -> bool {
        self.lexicon.get(key).any(|entry| pos.contains(&entry.pos))
    }

    /// Returns whether `key` is any word.
    pub(super) fn is_word(&self, key: &str) -> bool {
        self.lexicon.is_word(key) || LISTED.contains_key(key)
    }

    /// Returns whether `key` is an adjective, among other things perhaps.
    pub(super) fn describes(&self, key: &str) -> bool {
        self.is(key, &[Pos::Adjective]) || LISTED.get(key) == Some(&Own::Adjective)
    }

    /// Returns whether `key` is a noun for a person or an animal, which takes ان and گان.
    pub(super) fn is_human(&self, key: &str) -> bool {
        self.lexicon.get(key).any(|entry| entry.has("human"))
    }

    /// Returns whether the lexicon knows the word as a noun or adjective, and no sense of it is a person or an adjective.
    pub(super) fn is_thing(&self, key: &str) -> bool {
        let mut senses = self.lexicon.get(key).peekable();
        senses.peek().is_some() && senses.all(|entry| entry.pos == Pos::Noun && !entry.has("human"))
    }

    /// Returns what `whole` is if it is another word than `stem`.
    pub(super) fn own(&self, whole: &str, stem: &str) -> Option<Own> {
        let listed = LISTED.get(whole).copied();
        let other = |entry: &&'l Entry| !is_form_of(entry, stem, whole);
        let kinds: Vec<Own> = self.lexicon.get(whole).filter(other).filter_map(own_kind).collect();
        let plural = self.lexicon.singular_of(whole).filter(|entry| match_key(&entry.lemma) != stem).map(|_| Own::Word);
        let best = [Own::Word, Own::Adjective, Own::Name].into_iter().find(|kind| kinds.contains(kind));
        // «کشاورزی» is farming as well as agricultural.
        let listed = listed.filter(|_| !(best == Some(Own::Word) && self.is_human(stem)));
        listed.or(plural).or(best)
    }

    /// Returns whether stem + rest is a form of a simple verb: «سازند» (they build), «خریدم» (I bought), «بخشید» (he forgave), «توانست» (he could).
    pub(super) fn is_verb_form(&self, stem: &str, rest: &str) -> bool {
        // «درآمدم» is "my income" far more often than "I came out".
        let simple =
            |entry: &Entry| entry.pos == Pos::Verb && !PREVERBS.iter().any(|verb| entry.lemma.starts_with(verb));
        let infinitive = |middle: &str| self.lexicon.get(&format!("{stem}{middle}ن")).any(simple);
        match rest {
            "ند" => infinitive("") || is_finite_verb(&format!("می{stem}{rest}")),
            "م" | "یم" => infinitive(""),
            "ست" | "یست" => infinitive(rest),
            "ید" => infinitive("") || infinitive("ید") || is_finite_verb(&format!("می{stem}{rest}")),
            _ => false,
        }
    }

    /// Returns whether a doing goes with this preposition: «پرستاری از او» is the nursing of him, «سربازی از پادگان» a soldier.
    pub(super) fn governs(&self, doing: &str, preposition: &str) -> bool {
        let key = format!("{doing} کردن");
        self.lexicon.get(&key).any(|verb| verb.frame.iter().any(|(own, _)| match_key(own) == preposition))
    }

    /// Returns whether `key` is also the past of a simple verb: «خرید» is a purchase and "he bought".
    pub(super) fn is_noun_and_past(&self, key: &str) -> bool {
        self.is_past(key) && !PREVERBS.iter().any(|verb| key.starts_with(verb))
    }

    /// Returns whether `key` is the past stem of a verb, which is also its third person: «داد», «داشت».
    pub(super) fn is_past(&self, key: &str) -> bool {
        self.is(&format!("{key}ن"), &[Pos::Verb])
    }

    /// Returns the kind of the word `key`.
    pub(super) fn kind(&self, key: &str) -> Kind {
        use Pos::{Adjective, Adverb, Conjunction, Determiner, Name, Noun, Number, Preposition, Pronoun};
        let is = |pos| self.is(key, &[pos]);
        match key {
            _ if COORDINATORS.contains(&key) => Kind::Coordinator,
            _ if DEGREES.contains(&key) => Kind::Degree,
            _ if DETERMINERS.contains(&key) || key.chars().all(|c| c.is_ascii_digit()) => Kind::Determiner,
            "را" | "که" | "این" | "آن" | "همین" | "همان" => Kind::Other,
            _ if key.ends_with("های") => Kind::Noun,
            _ if is(Preposition) => Kind::Preposition,
            _ if is(Conjunction) || is(Pronoun) => Kind::Other,
            _ if is(Determiner) || is(Number) => Kind::Determiner,
            _ if is(Noun) => Kind::Noun,
            _ if is(Adjective) => Kind::Adjective,
            _ if is(Name) => Kind::Name,
            _ if is(Adverb) || is_finite_verb(key) => Kind::Other,
            _ if key.ends_with("ها") => Kind::ClosedNoun,
            _ if LISTED.get(key) == Some(&Own::Adjective) => Kind::Adjective,
            _ => Kind::Noun,
        }
    }
}

/// A lexicon row for a plural or another ending of the stem itself is no other word: «مسئولین», «مهم‌ترین».
fn is_form_of(entry: &Entry, stem: &str, whole: &str) -> bool {
    // The entry was found by `whole`, so that this is the key of its lemma.
    let is_plural = entry.has("pl") && whole.strip_prefix(stem).is_some_and(|rest| matches!(rest, "ان" | "ین" | "یان"));
    // «آوارگان» is the plural of «آواره» alone, and «مذاکرات» that of «مذاکره»; «مخابرات» (telecommunications) is none of «مخابره».
    let without_heh = stem.strip_suffix('ه').and_then(|short| whole.strip_prefix(short));
    let drops_heh = without_heh.is_some_and(|end| end == "گان" || (end == "ات" && entry.has("pl")));
    whole == stem || is_plural || drops_heh
}

fn own_kind(entry: &Entry) -> Option<Own> {
    match entry.pos {
        Pos::Adjective => Some(Own::Adjective),
        Pos::Name => Some(Own::Name),
        // «گروهی از» (a number of) is listed for its English; it is the indefinite noun all the same.
        Pos::Determiner => None,
        _ => Some(Own::Word),
    }
}
