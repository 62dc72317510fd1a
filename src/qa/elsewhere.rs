//! What the other words of a source may be rendered as, so that their English is never taken for a wrong rendering of a term.
//!
//! In: a source and one of its terms. Out: whether an English word can stand for something else in that source. Asks the lexicon for every word and
//! short phrase outside of the term, with endings taken off generously: too much is known rather than too little.

use std::ops::Range;
use std::sync::Arc;

use crate::lexicon::{Entry, Lexicon};
use crate::model::{AnnotatedSegment, TermEntry};
use crate::persian::letters::{ZWNJ, is_letter};
use crate::persian::match_key;
use crate::persian::suffix::{adjective_ending, noun_ending};

use super::renderings::words_of;

/// Words of the longest phrase that is looked up.
const LONGEST: usize = 4;

/// With these a noun makes a verb: «اعلام کرد» is looked up as «اعلام کردن».
const LIGHT_VERBS: [&str; 8] = ["کردن", "داشتن", "دادن", "شدن", "گرفتن", "زدن", "بودن", "یافتن"];

/// English of the words outside of the hits of one term, each as its words in lower case.
#[derive(Debug)]
pub(super) struct Elsewhere {
    english: Vec<Vec<String>>,
}

impl Elsewhere {
    pub(super) fn new(source: &AnnotatedSegment, entry: &Arc<TermEntry>) -> Self {
        let text = source.segment.normalized.text();
        let own = source.hits.iter().filter(|hit| Arc::ptr_eq(&hit.entry, entry));
        let own: Vec<Range<usize>> = own.map(|hit| hit.range.clone()).collect();
        let words: Vec<Range<usize>> = words(text)
            .into_iter()
            .filter(|word| !own.iter().any(|hit| word.start < hit.end && hit.start < word.end))
            .collect();
        let mut english = Vec::new();
        for (at, word) in words.iter().enumerate() {
            for last in &words[at..words.len().min(at + LONGEST)] {
                english.extend(phrase(&text[word.start..last.end]));
            }
            english.extend(inflected(&text[word.clone()]));
        }
        Self { english }
    }

    /// Returns whether `text` is, or is part of, the English of another word.
    pub(super) fn explains(&self, text: &str) -> bool {
        let wanted: Vec<String> = words_of(text).iter().map(|word| word.to_lowercase()).collect();
        self.english.iter().any(|known| known.windows(wanted.len().max(1)).any(|window| window == wanted))
    }
}

/// Runs of letters, ZWNJ and marks inside of a word.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| is_letter(*c) || *c == ZWNJ) {
        match found.last_mut() {
            Some(last) if last.end == at => last.end = at + c.len_utf8(),
            _ => found.push(at..at + c.len_utf8()),
        }
    }
    found
}

fn phrase(text: &str) -> Vec<Vec<String>> {
    let lexicon = Lexicon::builtin();
    let key = match_key(text);
    let own = lexicon.get(&key).chain(lexicon.singular_of(&key));
    own.flat_map(english).collect()
}

/// What a word is with an ending taken off, and with a light verb behind it.
fn inflected(word: &str) -> Vec<Vec<String>> {
    let lexicon = Lexicon::builtin();
    let cuts = word.char_indices().map(|(at, _)| at).skip(2);
    let stems = cuts.filter(|at| {
        let (stem, rest) = word.split_at(*at);
        noun_ending(stem, rest).is_some() || adjective_ending(stem, rest).is_some()
    });
    let mut found: Vec<Vec<String>> =
        stems.flat_map(|at| lexicon.get(&match_key(&word[..at])).flat_map(english).collect::<Vec<_>>()).collect();
    for verb in LIGHT_VERBS {
        found.extend(lexicon.get(&match_key(&format!("{word} {verb}"))).flat_map(english));
    }
    found
}

fn english(entry: &Entry) -> Vec<Vec<String>> {
    entry.english.iter().map(|text| words_of(&text.to_lowercase())).collect()
}
