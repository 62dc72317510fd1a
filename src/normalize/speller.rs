//! The speller's table: words with their class and the places of their ZWNJ.
//!
//! In: the lexicon and `lexicon/forms.tsv`. Out: look-up by the letters of a word without ZWNJ. What endings do to a word is read in `reading`.

use std::collections::HashSet;
use std::hash::Hasher;
use std::sync::{Arc, LazyLock};

use super::joints::Joints;
use crate::lexicon::{Lexicon, Pos};
use crate::persian::letters::{ZWNJ, fold, plain_end};
use crate::persian::table::{Quick, QuickHasher, WordTable};

/// Words that the lexicon lacks: `form<TAB>class<TAB>spacing`, sorted.
const FORMS: &str = include_str!("../../lexicon/forms.tsv");

/// What a word can be, as far as endings depend on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u8);

impl Class {
    pub(super) const NOUN: Self = Self(1);
    pub(super) const ADJECTIVE: Self = Self(2);
    pub(super) const FUNCTION: Self = Self(4);
    pub(super) const OTHER: Self = Self(8);
    /// A verb form made from its stems.
    pub(super) const VERB: Self = Self(16);

    pub(super) fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// A noun or adjective: takes plural, possessive and copula.
    pub(super) fn is_nominal(self) -> bool {
        self.is(Self::NOUN.or(Self::ADJECTIVE))
    }
}

/// One word of the table.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub(super) class: Class,
    /// Spelt without ZWNJ.
    pub(super) plain: bool,
    pub(super) joints: Joints,
    /// A compound that is wrong in two words.
    pub(super) close: bool,
    /// It is listed itself, and not only as a part.
    pub(super) known: bool,
    /// First part of a compound with ZWNJ: only after one of these is a compound sought across a space.
    pub(super) head: bool,
    /// What it is as a part of compounds.
    pub(super) part: Part,
}

impl Word {
    /// Returns where its ZWNJ stand in the spelling that is preferred.
    pub(super) fn own_joints(&self) -> Joints {
        if self.plain { Joints::default() } else { self.joints }
    }
}

/// What a word is as a part of compounds that no list holds; see `compounds.tsv`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Part {
    /// Nothing.
    #[default]
    None,
    /// Second part that is also a word: «ساز».
    Last,
    /// Second part that is no word of its own, so that a space before it is a mistake: «پذیر».
    Bound,
    /// Second part that a space may part from the first: «حذف شده».
    Loose,
    /// Prefix of a known word: «هم».
    First,
    /// Prefix that never stands apart: «بی».
    Prefix,
    /// First part that does not join the next letter, so that the listed word has no ZWNJ: «نا», «غیر».
    Open,
}

/// Where a word comes from. The lexicon lists for look-up also what is as often written apart («سال‌نو»); the speller's own list
/// holds what is one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    Lexicon,
    Forms,
    /// The speller's own list, of what is never joined across a space: «پیش آمد» is a verb too.
    Apart,
}

/// The table.
#[derive(Debug, Default)]
pub(super) struct Speller {
    words: WordTable<Word>,
    /// The first part of each close compound with the first two letters of the second, hashed: what is not here needs no look-up.
    openings: HashSet<u64, Quick>,
    /// Words that look like a degree; they are judged when all are there.
    degrees: Vec<String>,
}

/// Room for the words of the lexicon, their parts, and the forms of verbs.
const WORDS: usize = 1 << 16;

static BUILTIN: LazyLock<Arc<Speller>> = LazyLock::new(|| Arc::new(Speller::new(Lexicon::builtin())));

impl Speller {
    /// Returns the table for `lexicon`; that of the built-in lexicon is made once.
    pub(super) fn shared(lexicon: &'static Lexicon) -> Arc<Self> {
        if std::ptr::eq(lexicon, Lexicon::builtin()) { Arc::clone(&BUILTIN) } else { Arc::new(Self::new(lexicon)) }
    }

    fn new(lexicon: &Lexicon) -> Self {
        let mut speller = Self::default();
        speller.words.reserve(WORDS);
        for (part, kind) in super::compound::parts() {
            speller.words.entry(part).part = kind;
        }
        for first in super::compound::first_parts() {
            speller.words.entry(first).head = true;
        }
        for row in lexicon.rows() {
            let class = class_of(row.pos());
            for form in std::iter::once(row.lemma()).chain(row.plurals()) {
                speller.add(form, class, Source::Lexicon);
            }
        }
        for (form, class, spacing) in forms() {
            speller.add(form, named_class(class), if spacing == "apart" { Source::Apart } else { Source::Forms });
        }
        speller.drop_joined_degrees();
        for wrong in super::respell::wrong() {
            speller.words.remove(wrong);
        }
        super::verb::each_form(|form, joint| speller.add_verb(form, joint));
        speller
    }

    /// A verb form never overrides a listed word: «خرید» stays a noun too.
    fn add_verb(&mut self, form: &str, joint: usize) {
        let word = self.words.entry(form);
        if word.known {
            return;
        }
        (word.known, word.plain, word.class) = (true, joint == 0, Class::VERB);
        word.joints = if joint == 0 { Joints::default() } else { Joints::default().with(joint) };
    }

    fn add(&mut self, form: &str, class: Class, source: Source) {
        if form.contains(' ') {
            return;
        }
        let (key, joints) = take_apart(form);
        let parts = form.split_once(ZWNJ).filter(|(head, last)| match source {
            Source::Forms => true,
            Source::Lexicon => self.is_close(head, last),
            Source::Apart => false,
        });
        if let Some((head, last)) = parts {
            let head = take_apart(head).0;
            self.openings.insert(opening(&head, &take_apart(last).0));
            self.words.entry(&head).head = true;
        }
        if without_degree(&key).is_some() {
            self.degrees.push(key.clone());
        }
        let word = self.words.entry(&key);
        word.known = true;
        word.class = word.class.or(class);
        word.close = (word.close || parts.is_some()) && source != Source::Apart;
        if source == Source::Forms {
            // The speller's own list decides between «پاکسازی» and «پاک‌سازی».
            (word.plain, word.joints) = (joints.is_empty(), joints);
        } else if joints.is_empty() {
            word.plain = word.joints.is_empty();
        } else if !word.plain {
            word.joints = joints;
        }
    }

    /// «بزرگترین» is no word of its own where بزرگ is an adjective; «بهترین» and «دختر» are.
    fn drop_joined_degrees(&mut self) {
        const OWN: [&str; 5] = ["کمتر", "کمترین", "بهتر", "بیشتر", "برتر"];
        let is_adjective = |base: &str| self.words.get(base).is_some_and(|word| word.class.is(Class::ADJECTIVE));
        let is_joined = |word: &String| {
            let is_plain = self.words.get(word).is_some_and(|word| word.plain);
            is_plain && without_degree(word).is_some_and(|base| super::reading::joins(base) && is_adjective(base))
        };
        let joined = self.degrees.iter().filter(|word| !OWN.contains(&word.as_str()) && is_joined(word));
        for word in joined.cloned().collect::<Vec<_>>() {
            self.words.remove(&word);
        }
        self.degrees = Vec::new();
    }

    /// The parts of a listed compound are of a kind that is written as one word: «پیش‌بینی», «حجت‌الاسلام»; «سال‌نو» is not.
    fn is_close(&self, first: &str, last: &str) -> bool {
        matches!(self.part(first), Part::First | Part::Prefix)
            || last.starts_with("ال")
            || matches!(self.part(last), Part::Last | Part::Bound)
    }

    /// Returns whether a close compound may begin with `first`, a head, and `last`.
    pub(super) fn opens(&self, first: &str, last: &str) -> bool {
        self.openings.contains(&opening(first, last))
    }

    /// Returns what is known of `key`, a word or a part of words.
    pub(super) fn find(&self, key: &str) -> Word {
        self.words.get(key).copied().unwrap_or_default()
    }

    /// Returns the listed word with these letters.
    pub(super) fn get(&self, key: &str) -> Option<&Word> {
        self.words.get(key).filter(|word| word.known)
    }

    /// Returns what `word` is as a part of compounds.
    pub(super) fn part(&self, word: &str) -> Part {
        self.words.get(word).map_or(Part::None, |word| word.part)
    }
}

fn opening(first: &str, last: &str) -> u64 {
    let mut hasher = QuickHasher::default();
    hasher.write(first.as_bytes());
    hasher.write(&last.as_bytes()[..last.len().min(4)]);
    hasher.finish()
}

/// «بزرگترین» and «بزرگتر» without the ending.
fn without_degree(word: &str) -> Option<&str> {
    word.strip_suffix("ین").unwrap_or(word).strip_suffix("تر")
}

/// Returns the letters of `form` without ZWNJ, folded, and where the ZWNJ stood.
pub(super) fn take_apart(form: &str) -> (String, Joints) {
    let (mut key, mut joints, mut count) = (String::with_capacity(form.len()), Joints::default(), 0);
    let mut at = 0;
    while at < form.len() {
        let plain = &form[at..plain_end(form, at)];
        key.push_str(plain);
        count += plain.len() / 'ا'.len_utf8();
        at += plain.len();
        let Some(c) = form[at..].chars().next() else { break };
        if c == ZWNJ {
            joints = joints.with(count);
        } else if let Some(letter) = fold(c) {
            key.push(letter);
            count += 1;
        }
        at += c.len_utf8();
    }
    (key, joints)
}

/// Returns the rows of `lexicon/forms.tsv`: form, class, and `apart` for what is as often written in two words.
fn forms() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    FORMS.lines().skip(1).filter_map(|line| {
        let (form, rest) = line.split_once('\t')?;
        let (class, spacing) = rest.split_once('\t')?;
        Some((form, class, spacing))
    })
}

fn class_of(pos: Pos) -> Class {
    match pos {
        Pos::Noun | Pos::Name => Class::NOUN,
        Pos::Adjective | Pos::Number => Class::ADJECTIVE,
        Pos::Preposition | Pos::Conjunction | Pos::Pronoun | Pos::Determiner => Class::FUNCTION,
        Pos::Adverb | Pos::Verb | Pos::Interjection => Class::OTHER,
    }
}

fn named_class(name: &str) -> Class {
    match name {
        "noun" | "name" => Class::NOUN,
        "adj" => Class::ADJECTIVE,
        "func" => Class::FUNCTION,
        _ => Class::OTHER,
    }
}
