//! Candidates for a glossary: noun phrases that recur, and names and words that no file has, with the renderings that a bitext shows for them.
//!
//! In: segments of a corpus, rows of a bitext. Out: entries with status `proposed`, best first. Noun phrases are ranked by their C-value (Frantzi, Ananiadou and
//! Mima 2000): log₂ of the length times the frequency, less what it has only as a part of longer candidates. «سندرم حاد», found only inside
//! «سندرم حاد تنفسی», falls out. Single words have half their frequency as their value. What the glossary finds already is left out.

mod chain;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{CaseRule, Inflection, PartOfSpeech, TermEntry, TermStatus};
use crate::persian::match_key;

use super::Reader;
use super::associate::{Limits, Occurrences, Rendering, Targets};
use super::bitext::Row;
use chain::{Link, chains, dictionary_form, may_be_term, plural_form};

/// Longest candidate, in links of a chain.
const LONGEST: usize = 5;

/// Longest example, in characters.
const LONGEST_EXAMPLE: usize = 200;

/// Share of the rows that a rendering must have to be proposed as the target.
const CLEAR: f64 = 1.0 / 3.0;

/// So many rows tell a rendering from a part of a longer one that all of them happen to have.
const ENOUGH: usize = 4;

/// The renderings that are reported of a candidate.
const REPORTED: Limits = Limits { most: 4, weakest: 0.3 };

/// A proposal for the glossary.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The entry, with status `proposed`; figures and renderings stand in its note.
    pub entry: TermEntry,
    /// Occurrences.
    pub frequency: usize,
    /// The value it is ranked by.
    pub value: f64,
    /// Renderings in the bitext, most frequent first.
    pub renderings: Vec<(String, usize)>,
}

/// Gathers candidates.
#[derive(Debug, Default)]
pub struct Miner {
    candidates: BTreeMap<String, Candidate>,
    /// Rows of the bitext by candidate.
    rows: HashMap<String, Rows>,
    targets: Targets,
}

/// The rows of the bitext that hold a candidate.
#[derive(Debug, Default)]
struct Rows {
    all: Vec<usize>,
    /// Those in which it is a whole chain.
    alone: Vec<usize>,
}

#[derive(Debug, Default)]
struct Candidate {
    /// Dictionary forms as they were met, and how often.
    forms: BTreeMap<String, usize>,
    frequency: usize,
    /// Forms with a broken plural.
    aliases: BTreeSet<String>,
    links: usize,
    is_name: bool,
    /// Match keys of the stretches inside it.
    parts: BTreeSet<String>,
    example: String,
}

impl Miner {
    /// Counts the candidates in a segment of the corpus.
    pub fn count(&mut self, source: &str, reader: &Reader) {
        let segment = reader.segment(source, 1);
        let text = segment.segment.source.clone();
        for chain in chains(&segment, &reader.engine.words(&segment)) {
            for links in stretches(&chain) {
                let form = dictionary_form(links);
                let candidate = self.candidates.entry(match_key(&form)).or_default();
                *candidate.forms.entry(form).or_default() += 1;
                candidate.frequency += 1;
                candidate.aliases.extend(plural_form(links));
                candidate.links = links.len();
                candidate.is_name = links.len() == 1 && (links[0].is_name || links[0].unknown);
                candidate.take_example(&text);
                let parts = stretches(links).filter(|part| part.len() < links.len());
                candidate.parts.extend(parts.map(|part| match_key(&dictionary_form(part))));
            }
        }
    }

    /// Takes up a row of the bitext, for renderings.
    pub fn pair(&mut self, row: &Row, reader: &Reader) {
        if row.target.is_empty() {
            return;
        }
        let at = self.targets.len();
        self.targets.add(&row.target);
        let segment = reader.segment(&row.source, row.seg);
        let chains = chains(&segment, &reader.engine.words(&segment));
        for chain in &chains {
            for links in stretches(chain) {
                let rows = self.rows.entry(match_key(&dictionary_form(links))).or_default();
                let add = |rows: &mut Vec<usize>| {
                    if rows.last() != Some(&at) {
                        rows.push(at);
                    }
                };
                add(&mut rows.all);
                if links.len() == chain.len() {
                    add(&mut rows.alone);
                }
            }
        }
    }

    /// Returns the candidates that occur at least `min` times and are not in the glossary, best first.
    #[must_use]
    pub fn proposals(&self, min: usize, reader: &Reader) -> Vec<Proposal> {
        let nested = self.nested(min);
        let mut found: Vec<(f64, &String, &Candidate)> = self
            .candidates
            .iter()
            .filter(|(_, candidate)| candidate.frequency >= min)
            .map(|(key, candidate)| (candidate.value(nested.get(key.as_str()).copied()), key, candidate))
            .filter(|(value, _, _)| *value >= 1.0)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let proposals = found.into_iter().map(|(value, key, candidate)| self.proposal(key, candidate, value, reader));
        proposals.filter(|proposal| !is_known(&proposal.entry.source, reader)).collect()
    }

    /// For each candidate the frequency that it has inside longer ones, and in how many of them.
    fn nested(&self, min: usize) -> HashMap<&str, (usize, usize)> {
        let mut nested: HashMap<&str, (usize, usize)> = HashMap::new();
        for longer in self.candidates.values().filter(|longer| longer.frequency >= min) {
            for part in &longer.parts {
                let sum = nested.entry(part).or_default();
                *sum = (sum.0 + longer.frequency, sum.1 + 1);
            }
        }
        nested
    }

    fn proposal(&self, key: &str, candidate: &Candidate, value: f64, reader: &Reader) -> Proposal {
        let source =
            candidate.forms.iter().max_by_key(|(_, count)| **count).map(|(form, _)| form.clone()).unwrap_or_default();
        let rows = self.rows.get(key);
        let (all, alone) = rows.map_or((&[][..], &[][..]), |rows| (&rows.all, &rows.alone));
        let term = Occurrences { rows: all, alone, words: source.split(' ').count() };
        let seen: Vec<Rendering> = self.targets.renderings(&term, REPORTED);
        let renderings: Vec<(String, usize)> = seen.iter().map(|one| (one.text.clone(), one.rows.len())).collect();
        let is_sure = |one: &&Rendering| !one.is_cut || one.rows.len() >= ENOUGH;
        let clear = seen.first().filter(|one| one.rows.len() as f64 >= CLEAR * all.len() as f64).filter(is_sure);
        let target = clear.map_or_else(|| draft(&source, candidate.is_name, reader), |one| one.lemma.clone());
        let is_capital = candidate.is_name && target.starts_with(char::is_uppercase);
        let entry = TermEntry {
            note: note((candidate.frequency, value), clear.is_some(), &renderings),
            aliases: candidate.aliases.iter().filter(|form| **form != source).cloned().collect(),
            source,
            target,
            pos: if candidate.is_name { PartOfSpeech::Name } else { PartOfSpeech::Noun },
            inflect: if candidate.is_name { Inflection::Name } else { Inflection::Noun },
            case: if is_capital { CaseRule::Exact } else { CaseRule::Any },
            status: TermStatus::Proposed,
            example: candidate.example.clone(),
            ..TermEntry::default()
        };
        Proposal { entry, frequency: candidate.frequency, value, renderings }
    }
}

impl Candidate {
    /// The C-value; `nested` is its frequency inside longer candidates and their number.
    fn value(&self, nested: Option<(usize, usize)>) -> f64 {
        let own = self.frequency as f64 - nested.map_or(0.0, |(sum, count)| sum as f64 / count as f64);
        if self.links == 1 { 0.5 * own } else { (self.links as f64).log2() * own }
    }

    /// The shortest sentence that is not too short is the easiest to read.
    fn take_example(&mut self, text: &str) {
        let length = |text: &str| text.chars().count();
        let fits = (30..=LONGEST_EXAMPLE).contains(&length(text));
        if fits && (self.example.is_empty() || length(text) < length(&self.example)) {
            text.clone_into(&mut self.example);
        }
    }
}

/// All stretches of a chain that may be terms.
fn stretches(chain: &[Link]) -> impl Iterator<Item = &[Link]> {
    let places = (0..chain.len())
        .flat_map(move |start| (start + 1..=chain.len().min(start + LONGEST)).map(move |end| (start, end)));
    places.map(|(start, end)| &chain[start..end]).filter(|links| may_be_term(links))
}

fn is_known(source: &str, reader: &Reader) -> bool {
    reader.terms.find(source).iter().any(|found| found.range == (0..source.len()))
}

/// What the embedded engine makes of it, for want of a rendering that was seen: without article, and without the capital of a sentence.
fn draft(source: &str, is_name: bool, reader: &Reader) -> String {
    let target = reader.engine.translate(&reader.segment(source, 1)).target;
    let target = target.trim_end_matches('.');
    if let Some(bare) = ["The ", "A ", "An "].iter().find_map(|article| target.strip_prefix(article)) {
        return bare.to_owned();
    }
    let is_acronym = target.chars().take(2).filter(|c| c.is_uppercase()).count() == 2;
    if is_name || is_acronym {
        return target.to_owned();
    }
    let mut chars = target.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

fn note((frequency, value): (usize, f64), is_clear: bool, renderings: &[(String, usize)]) -> String {
    let seen: Vec<String> = renderings.iter().map(|(text, count)| format!("{text} ({count})")).collect();
    let seen = if seen.is_empty() { String::new() } else { format!("; seen: {}", seen.join(", ")) };
    let draft = if is_clear { "" } else { "; target drafted by the engine" };
    format!("mined: {frequency} times, value {value:.1}{seen}{draft}")
}
