//! The random-term control: how often do words that no glossary asks for come out as a dictionary says?
//!
//! In: annotated sources and one target each. Out: the success of randomly drawn words of the lexicon that are about as frequent in the sources as the
//! glossary's terms, measured like those. What the glossary gains is the distance to this figure, not to zero.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use crate::lexicon::{Lexicon, Pos};
use crate::model::{AnnotatedSegment, CaseRule, Inflection, PartOfSpeech, TermEntry};
use crate::persian::letters::{ZWNJ, is_letter};
use crate::persian::match_key;
use crate::qa::{Checker, Options, TermFigures};
use crate::termbase::TermBase;

use super::random::Random;
use super::terms::by_entry;

/// How often a set of words is drawn.
const DRAWS: usize = 100;

/// Success of randomly drawn words, the mean over all draws.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Control {
    /// How often words were drawn.
    pub draws: usize,
    /// Words in a draw.
    pub words: usize,
    /// Hits in a draw, on average.
    pub hits: f64,
    /// Share of hits answered by the first English of the lexicon to the letter.
    pub exact: f64,
    /// Share of hits answered by it in some form.
    pub inflected: f64,
}

/// Draws words and measures them.
#[must_use]
pub fn control(sources: &[AnnotatedSegment], targets: &[&str], lexicon: &'static Lexicon, seed: u64) -> Control {
    let wanted = frequencies(sources);
    let mut pool = measured(sources, targets, lexicon);
    pool.sort_by(|a, b| (a.1.hits, &a.0).cmp(&(b.1.hits, &b.0)));
    let mut random = Random::new(seed);
    let mut sum = Control { draws: DRAWS, ..Control::default() };
    for _ in 0..DRAWS {
        let drawn = draw(&wanted, &pool, &mut random);
        let mut figures = TermFigures::default();
        drawn.iter().for_each(|at| figures += pool[*at].1);
        sum.words = drawn.len();
        sum.hits += figures.hits as f64;
        sum.exact += figures.share(figures.exact);
        sum.inflected += figures.share(figures.inflected);
    }
    let mean = |sum: f64| sum / DRAWS as f64;
    Control { hits: mean(sum.hits), exact: mean(sum.exact), inflected: mean(sum.inflected), ..sum }
}

/// How often each entry of the glossary is hit, the most frequent first.
fn frequencies(sources: &[AnnotatedSegment]) -> Vec<usize> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for hit in sources.iter().flat_map(|source| &source.hits) {
        *counts.entry(&hit.entry.source).or_default() += 1;
    }
    let mut counts: Vec<usize> = counts.into_values().collect();
    counts.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
    counts
}

/// Every word of the sources that the lexicon knows and no entry claims, with its figures.
fn measured(sources: &[AnnotatedSegment], targets: &[&str], lexicon: &'static Lexicon) -> Vec<(String, TermFigures)> {
    let claimed: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| &source.hits)
        .flat_map(|hit| std::iter::once(&hit.entry.source).chain(&hit.entry.aliases))
        .map(|text| match_key(text))
        .collect();
    let words: BTreeSet<String> = sources
        .iter()
        .flat_map(|source| source.segment.normalized.text().split(|c| !is_letter(c) && c != ZWNJ))
        .map(match_key)
        .filter(|key| !key.is_empty() && !claimed.contains(key))
        .collect();
    let entries: Vec<TermEntry> = words.iter().filter_map(|key| entry(key, lexicon)).collect();
    let base = TermBase::of_entries(entries, lexicon);
    let checker = Checker::new(Options::default(), base.entries());
    let annotated: Vec<AnnotatedSegment> = sources.iter().map(|source| base.annotate(source.segment.clone())).collect();
    by_entry(&annotated, targets, &checker).into_iter().map(|(entry, own)| (entry.source.clone(), own)).collect()
}

/// A word as an entry of a glossary, if it is a noun, name or adjective before anything else.
fn entry(key: &str, lexicon: &Lexicon) -> Option<TermEntry> {
    let own = lexicon.get(key).next()?;
    let (pos, inflect) = match own.pos {
        Pos::Noun => (PartOfSpeech::Noun, Inflection::Noun),
        Pos::Adjective => (PartOfSpeech::Adjective, Inflection::Adjective),
        Pos::Name => (PartOfSpeech::Name, Inflection::Name),
        _ => return None,
    };
    let target = own.gloss().to_owned();
    Some(TermEntry { source: own.lemma.clone(), target, pos, inflect, case: CaseRule::Any, ..TermEntry::default() })
}

/// For each wanted frequency a word between half and twice as frequent, else the nearest; no word twice. `pool` is sorted by frequency.
fn draw(wanted: &[usize], pool: &[(String, TermFigures)], random: &mut Random) -> Vec<usize> {
    let mut free: Vec<usize> = (0..pool.len()).collect();
    let mut drawn = Vec::new();
    for count in wanted {
        let hits = |at: &usize| pool[*at].1.hits;
        let first = free.partition_point(|at| hits(at) * 2 < *count);
        let last = free.partition_point(|at| hits(at) <= count * 2);
        let chosen = if first < last {
            first + random.below(last - first)
        } else if free.is_empty() {
            break;
        } else {
            first.min(free.len() - 1)
        };
        drawn.push(free.remove(chosen));
    }
    drawn
}

#[cfg(test)]
mod tests {
    use super::{Random, TermFigures, draw};

    #[test]
    fn words_of_like_frequency_are_drawn_once_each() {
        let pool: Vec<(String, TermFigures)> = [1, 1, 2, 9, 10, 40]
            .into_iter()
            .map(|hits| (hits.to_string(), TermFigures { hits, ..TermFigures::default() }))
            .collect();
        let drawn = draw(&[10, 10, 1, 500], &pool, &mut Random::new(7));
        let hits: Vec<usize> = drawn.iter().map(|at| pool[*at].1.hits).collect();
        assert!(hits[..2].iter().all(|hits| (9..=10).contains(hits)) && hits[0] != hits[1], "{hits:?}");
        assert!(hits[2] <= 2 && hits[3] == 40, "{hits:?}");
        assert_eq!(draw(&[1], &[], &mut Random::new(7)), Vec::<usize>::new());
    }
}
