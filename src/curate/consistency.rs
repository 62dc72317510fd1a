//! How evenly terms and names are rendered over a corpus: for each the distribution of its English, most uneven first.
//!
//! In: rows of parallel tables. Out: per term or name its renderings with the rows that have them, and names that may be spellings of one
//! another. Of a term the forms are looked for that the glossary lists, preferred, admitted or forbidden; what is left is found by association
//! (`associate`). Of a name the rendering is the English of the lexicon, or the capitalised words whose consonants are most like its own.

use std::collections::BTreeMap;

use crate::english::writing;
use crate::lexicon::{Entry, Pos};
use crate::model::AnnotatedSegment;
use crate::persian::match_key;
use crate::qa::Checker;
use crate::transfer::{Word, WordKind};

use super::Reader;
use super::associate::{Limits, Occurrences, Targets, is_function_word};
use super::bitext::Row;
use super::names::{are_variants, likeness, skeleton};

/// How alike the consonants of a name and of its rendering must be.
const ALIKE: f64 = 0.66;

/// How sure a rendering must be that the glossary does not list.
const GUESSED: Limits = Limits { most: 5, weakest: 0.5 };

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An entry of the glossary.
    Term,
    /// A name that the glossary does not have.
    Name,
}

/// One rendering of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendering {
    /// The English; `None` if none was seen.
    pub text: Option<String>,
    /// Occurrences.
    pub count: usize,
    /// Where: document and segment, of the first ones.
    pub places: Vec<(String, usize)>,
}

/// A term or name with its renderings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Term or name.
    pub kind: Kind,
    /// The Persian.
    pub source: String,
    /// What the glossary prefers.
    pub preferred: Option<String>,
    /// Occurrences.
    pub count: usize,
    /// The renderings, most frequent first; those that were not seen last.
    pub renderings: Vec<Rendering>,
    /// Other names of the corpus that may be spellings of this one.
    pub variants: Vec<String>,
}

impl Item {
    /// Returns the occurrences that are not rendered as most are.
    #[must_use]
    pub fn deviating(&self) -> usize {
        let most = self.renderings.iter().filter(|one| one.text.is_some()).map(|one| one.count).max().unwrap_or(0);
        self.count - most
    }
}

/// Most places that are named for a rendering.
const PLACES: usize = 3;

/// Gathers occurrences row by row.
#[derive(Debug, Default)]
pub struct Consistency {
    items: BTreeMap<(Kind, String), Vec<Occurrence>>,
    preferred: BTreeMap<String, String>,
    rows: Vec<(String, usize)>,
    targets: Targets,
}

#[derive(Debug)]
struct Occurrence {
    row: usize,
    rendering: Option<String>,
}

impl Consistency {
    /// Takes up a row; rows without a target say nothing.
    pub fn add(&mut self, row: &Row, reader: &Reader, checker: &Checker) {
        if row.target.is_empty() {
            return;
        }
        let at = self.rows.len();
        self.rows.push((row.doc.clone(), row.seg));
        self.targets.add(&row.target);
        let segment = reader.segment(&row.source, row.seg);
        self.terms(&segment, &row.target, checker, at);
        for word in reader.engine.words(&segment).iter().filter(|word| word.term.is_none()) {
            if let Some((name, rendering)) = name(word, &row.target) {
                self.note(Kind::Name, name, Occurrence { row: at, rendering });
            }
        }
    }

    fn terms(&mut self, segment: &AnnotatedSegment, target: &str, checker: &Checker, row: usize) {
        for seen in checker.seen(segment, target) {
            self.preferred.insert(seen.entry.source.clone(), seen.entry.target.clone());
            let source = &seen.entry.source;
            for (text, count) in &seen.forms {
                // "the coronavirus" is no other rendering than "coronavirus".
                let text = text.strip_prefix("the ").unwrap_or(text);
                for _ in 0..*count {
                    self.note(Kind::Term, source.clone(), Occurrence { row, rendering: Some(text.to_owned()) });
                }
            }
            for _ in 0..seen.missing {
                self.note(Kind::Term, source.clone(), Occurrence { row, rendering: None });
            }
        }
    }

    fn note(&mut self, kind: Kind, source: String, occurrence: Occurrence) {
        self.items.entry((kind, source)).or_default().push(occurrence);
    }

    /// Returns the items that occur at least `min` times, most deviating occurrences first.
    #[must_use]
    pub fn items(&self, min: usize) -> Vec<Item> {
        let often = self.items.iter().filter(|(_, found)| found.len() >= min.max(1));
        // A word of no file that is nowhere rendered by a name is no name.
        let real =
            often.filter(|((kind, _), found)| *kind == Kind::Term || found.iter().any(|one| one.rendering.is_some()));
        let mut items: Vec<Item> = real.map(|((kind, source), found)| self.item(*kind, source, found)).collect();
        let names: Vec<String> =
            self.items.keys().filter(|(kind, _)| *kind == Kind::Name).map(|(_, name)| name.clone()).collect();
        for item in items.iter_mut().filter(|item| item.kind == Kind::Name) {
            item.variants = names.iter().filter(|other| are_variants(&item.source, other)).cloned().collect();
        }
        items.sort_by(|a, b| {
            b.deviating().cmp(&a.deviating()).then(b.count.cmp(&a.count)).then(a.source.cmp(&b.source))
        });
        items
    }

    fn item(&self, kind: Kind, source: &str, found: &[Occurrence]) -> Item {
        let mut renderings: Vec<Rendering> = Vec::new();
        let mut unseen: Vec<usize> = Vec::new();
        for occurrence in found {
            match &occurrence.rendering {
                Some(text) => self.count(&mut renderings, Some(text.clone()), occurrence.row),
                None => unseen.push(occurrence.row),
            }
        }
        let term = Occurrences { rows: &unseen, alone: &unseen, words: source.split(' ').count() };
        let guessed = self.targets.renderings(&term, GUESSED);
        for row in unseen {
            let guess = guessed.iter().find(|guess| guess.rows.contains(&row)).map(|guess| guess.text.clone());
            self.count(&mut renderings, guess, row);
        }
        renderings.sort_by_key(|one| (one.text.is_none(), std::cmp::Reverse(one.count)));
        let preferred = self.preferred.get(source).filter(|_| kind == Kind::Term).cloned();
        Item { kind, source: source.to_owned(), preferred, count: found.len(), renderings, variants: Vec::new() }
    }

    fn count(&self, renderings: &mut Vec<Rendering>, text: Option<String>, row: usize) {
        let place = self.rows[row].clone();
        match renderings.iter_mut().find(|one| one.text == text) {
            Some(known) => {
                known.count += 1;
                if known.places.len() < PLACES && known.places.last() != Some(&place) {
                    known.places.push(place);
                }
            }
            None => renderings.push(Rendering { text, count: 1, places: vec![place] }),
        }
    }
}

/// The name that a word is, and its rendering in the target.
fn name(word: &Word<'_>, target: &str) -> Option<(String, Option<String>)> {
    let names_alone = |entry: &Entry| entry.pos == Pos::Name && !entry.has("month");
    let listed = word.entry.filter(|entry| names_alone(entry));
    if word.kind != WordKind::Name || (listed.is_none() && !word.unknown) {
        return None;
    }
    let source = listed.map_or_else(|| word.surface.join(" "), |entry| entry.lemma.clone());
    if match_key(&source).chars().count() < 3 {
        return None;
    }
    let known = listed.and_then(|entry| entry.english.iter().find(|english| holds(target, english)).cloned());
    let rendering = known.or_else(|| closest(&source, target));
    // An unknown word is taken for a name only where the English shows one.
    (listed.is_some() || rendering.is_some()).then_some((source, rendering))
}

fn holds(target: &str, english: &str) -> bool {
    let place = target.find(english);
    place.is_some_and(|at| {
        let before = target[..at].chars().next_back();
        let after = target[at + english.len()..].chars().next();
        [before, after].into_iter().all(|c| !c.is_some_and(char::is_alphanumeric))
    })
}

/// The capitalised words of the target whose consonants are most like those of the name.
fn closest(name: &str, target: &str) -> Option<String> {
    let bones = skeleton(name);
    if bones.chars().count() < 2 {
        return None;
    }
    let words: Vec<&str> = writing::tokens(target).map(|(_, word)| word).collect();
    let count = name.split(' ').count();
    let capital = |word: &&str| word.starts_with(char::is_uppercase) && !is_function_word(word);
    let windows = words.windows(count).filter(|window| window.iter().all(capital));
    let scored = windows.map(|window| {
        let text = window.join(" ");
        let text = text.trim_end_matches(['\'', '’']).to_owned();
        let text = ["'s", "’s"].iter().find_map(|mark| text.strip_suffix(mark)).map_or(text.clone(), str::to_owned);
        (likeness(&bones, &skeleton(&text)), text)
    });
    let best = scored.filter(|(score, _)| *score >= ALIKE).max_by(|a, b| a.0.total_cmp(&b.0));
    best.map(|(_, text)| text)
}
