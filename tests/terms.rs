//! Term matching held to its policy: labelled sentences through normaliser and term base, as `dilmaj glossary match` does it.
//!
//! Each set in `cases/terms` is a glossary and a file of hits, a row for each sentence: phenomenon, text, and the hits as
//! `surface=source;feature=value|…`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::BTreeMap;
use std::ops::Range;

use dilmaj::lexicon::Lexicon;
use dilmaj::model::{Definiteness, GrammaticalNumber, Possessor};
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::termbase::{Match, TermBase};

/// Name, glossary and hits of each set.
const SETS: [[&str; 3]; 9] = [
    ["first", include_str!("cases/terms/glossary.tsv"), include_str!("cases/terms/hits.tsv")],
    ["state", include_str!("cases/terms/state.glossary.tsv"), include_str!("cases/terms/state.hits.tsv")],
    ["society", include_str!("cases/terms/society.glossary.tsv"), include_str!("cases/terms/society.hits.tsv")],
    ["culture", include_str!("cases/terms/culture.glossary.tsv"), include_str!("cases/terms/culture.hits.tsv")],
    ["provinces", include_str!("cases/terms/provinces.glossary.tsv"), include_str!("cases/terms/provinces.hits.tsv")],
    ["copula", include_str!("cases/terms/copula.glossary.tsv"), include_str!("cases/terms/copula.hits.tsv")],
    ["letters", include_str!("cases/terms/letters.glossary.tsv"), include_str!("cases/terms/letters.hits.tsv")],
    ["press", include_str!("cases/terms/press.glossary.tsv"), include_str!("cases/terms/press.hits.tsv")],
    ["everyday", include_str!("cases/terms/everyday.glossary.tsv"), include_str!("cases/terms/everyday.hits.tsv")],
];

/// Least precision and recall of hits, and least share of right features among the hits found.
const LEAST_HITS: f64 = 0.99;
const LEAST_FEATURES: f64 = 0.98;

/// A hit, as it is labelled or as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hit {
    span: Range<usize>,
    source: String,
    /// Sorted `name=value` pairs; unmarked values are left out.
    features: Vec<String>,
}

impl Hit {
    fn same_place(&self, other: &Self) -> bool {
        self.span == other.span && self.source == other.source
    }

    fn show(&self, text: &str) -> String {
        let surface = text.get(self.span.clone()).unwrap_or("?");
        [&format!("{surface}={}", self.source)].into_iter().chain(&self.features).cloned().collect::<Vec<_>>().join(";")
    }
}

/// What was counted.
#[derive(Debug, Default)]
struct Tally {
    labelled: usize,
    found: usize,
    right: usize,
    right_features: usize,
    /// Set and phenomenon → failures.
    failures: BTreeMap<String, Vec<String>>,
}

impl Tally {
    fn add(&mut self, phenomenon: String, text: &str, labelled: &[Hit], found: &[Hit]) {
        let in_place = |hit: &&Hit| found.iter().any(|other| other.same_place(hit));
        self.labelled += labelled.len();
        self.found += found.len();
        self.right += labelled.iter().filter(in_place).count();
        self.right_features += labelled.iter().filter(|hit| found.contains(hit)).count();
        if labelled != found {
            let show = |hits: &[Hit]| hits.iter().map(|hit| hit.show(text)).collect::<Vec<_>>().join(" | ");
            let failure = format!("{text}\n      wanted: {}\n      found:  {}", show(labelled), show(found));
            self.failures.entry(phenomenon).or_default().push(failure);
        }
    }

    fn precision(&self) -> f64 {
        share(self.right, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.labelled)
    }

    fn features(&self) -> f64 {
        share(self.right_features, self.right)
    }

    fn report(&self) -> String {
        let mut report = format!(
            "precision {:.4}, recall {:.4}, features {:.4} ({} labelled, {} found)\n",
            self.precision(),
            self.recall(),
            self.features(),
            self.labelled,
            self.found
        );
        for (phenomenon, failures) in &self.failures {
            report.push_str(&format!("  {phenomenon}\n"));
            failures.iter().for_each(|failure| report.push_str(&format!("    {failure}\n")));
        }
        report
    }
}

fn share(part: usize, whole: usize) -> f64 {
    let count = |n| f64::from(u32::try_from(n).expect("the cases are few"));
    count(part) / count(whole)
}

/// Rows of a file of hits: phenomenon, text, hits.
fn rows(hits: &'static str) -> Vec<(&'static str, &'static str, Vec<Hit>)> {
    let row = |line: &'static str| {
        let [phenomenon, text, hits] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("not 3 cells: {line}") };
        (phenomenon, text, labelled(text, hits))
    };
    hits.lines().skip(1).map(row).collect()
}

fn labelled(text: &str, cell: &str) -> Vec<Hit> {
    let mut from = 0;
    let parts = cell.split('|').filter(|part| !part.is_empty());
    let hits = parts.map(|part| {
        let mut fields = part.split(';');
        let (surface, source) = fields.next().and_then(|hit| hit.split_once('=')).unwrap_or_else(|| panic!("{part}"));
        let start = place(text, surface, from).unwrap_or_else(|| panic!("{surface} is not in {text}"));
        from = start + surface.len();
        let mut features: Vec<String> = fields.map(str::to_owned).collect();
        features.sort();
        Hit { span: start..from, source: source.to_owned(), features }
    });
    hits.collect()
}

/// Returns where `surface` stands in `text` from byte `from` on, as a word: «سند» is not meant inside «پسندیده», nor «هند» in «هندو».
fn place(text: &str, surface: &str, from: usize) -> Option<usize> {
    let meet = |left: &str, right: &str| left.ends_with(char::is_alphabetic) && right.starts_with(char::is_alphabetic);
    let is_word = |at: &usize| !meet(&text[..*at], surface) && !meet(surface, &text[*at + surface.len()..]);
    text[from..].match_indices(surface).map(|(at, _)| from + at).find(is_word)
}

fn hit(found: &Match, raw: Range<usize>) -> Hit {
    let possessor = found.possessor.map(|possessor| match possessor {
        Possessor::FirstSingular => "1sg",
        Possessor::SecondSingular => "2sg",
        Possessor::ThirdSingular => "3sg",
        Possessor::FirstPlural => "1pl",
        Possessor::SecondPlural => "2pl",
        Possessor::ThirdPlural => "3pl",
    });
    let indefinite = found.definiteness == Definiteness::Indefinite;
    let plural = found.number == GrammaticalNumber::Plural;
    let features = [
        indefinite.then(|| "definiteness=indefinite".to_owned()),
        plural.then(|| "number=plural".to_owned()),
        possessor.map(|person| format!("possessor={person}")),
    ];
    Hit { span: raw, source: found.entry.source.clone(), features: features.into_iter().flatten().collect() }
}

#[test]
fn hits_are_found_as_the_policy_says() {
    let normalizer = Normalizer::new(Lexicon::builtin(), Options::default());
    let mut tally = Tally::default();
    for [set, glossary, hits] in SETS {
        let base = TermBase::new([(set, glossary)], Lexicon::builtin()).unwrap();
        for (phenomenon, text, labelled) in rows(hits) {
            let normalized = normalizer.normalize(text);
            let matches = base.find(normalized.text());
            let found: Vec<Hit> =
                matches.iter().map(|found| hit(found, normalized.to_raw(found.range.clone()))).collect();
            tally.add(format!("{set}: {phenomenon}"), text, &labelled, &found);
        }
    }
    let report = tally.report();
    assert!(tally.precision() >= LEAST_HITS && tally.recall() >= LEAST_HITS, "{report}");
    assert!(tally.features() >= LEAST_FEATURES, "{report}");
}

#[test]
fn the_cases_are_many_and_a_good_part_of_them_negative() {
    let sets = SETS.map(|[_, _, hits]| rows(hits));
    let negative = sets.iter().flatten().filter(|(_, _, hits)| hits.is_empty()).count();
    let all = sets.iter().flatten().count();
    assert!(all >= 2500 && negative >= 1000, "{all} sentences, {negative} without a hit");
    for rows in sets {
        let texts: std::collections::HashSet<&str> = rows.iter().map(|(_, text, _)| *text).collect();
        assert_eq!(texts.len(), rows.len(), "a sentence stands twice");
    }
}
