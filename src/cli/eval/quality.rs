//! Likeness to a reference: BLEU, chrF2, chrF2++ and TER, of the whole and by document.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::eval::{Metric, Statistics};

use super::super::error::CommandError;
use super::args::Single;
use super::{as_many, rounded};

/// The scores of a text or of one document.
struct Scores {
    segments: usize,
    /// In the order of `Metric::ALL`.
    scores: [f64; 4],
}

/// What was measured.
pub(super) struct Quality {
    whole: Scores,
    /// In the order of their first lines.
    documents: Vec<(String, Scores)>,
}

/// Sums of the statistics of each metric.
#[derive(Default)]
struct Sums {
    segments: usize,
    sums: [Statistics; 4],
}

impl Sums {
    fn add(&mut self, statistics: &[Statistics; 4]) {
        self.segments += 1;
        self.sums.iter_mut().zip(statistics).for_each(|(sum, own)| sum.add(own));
    }

    fn scores(&self) -> Scores {
        let mut scores = [0.0; 4];
        for ((score, metric), sum) in scores.iter_mut().zip(Metric::ALL).zip(&self.sums) {
            *score = metric.score(sum);
        }
        Scores { segments: self.segments, scores }
    }
}

pub(super) fn measure(
    args: &Single,
    path: &Path,
    hypothesis: &[String],
    reference: &Path,
) -> Result<Quality, CommandError> {
    let references = as_many(reference, path, hypothesis.len())?;
    let names = args.documents.as_deref().map(|names| as_many(names, path, hypothesis.len())).transpose()?;
    let mut whole = Sums::default();
    let mut documents: Vec<(String, Sums)> = Vec::new();
    for (at, (hypothesis, reference)) in hypothesis.iter().zip(&references).enumerate() {
        let statistics = Metric::ALL.map(|metric| metric.statistics(hypothesis, reference));
        whole.add(&statistics);
        let Some(name) = names.as_ref().map(|names| &names[at]) else { continue };
        let known = documents.iter().position(|(known, _)| known == name);
        let place = known.unwrap_or_else(|| {
            documents.push((name.clone(), Sums::default()));
            documents.len() - 1
        });
        documents[place].1.add(&statistics);
    }
    let documents = documents.into_iter().map(|(name, sums)| (name, sums.scores())).collect();
    Ok(Quality { whole: whole.scores(), documents })
}

impl Quality {
    pub(super) fn json(&self, result: &mut Map<String, Value>) {
        fill(&self.whole, result);
        let signatures: Map<String, Value> =
            Metric::ALL.iter().map(|metric| (metric.name().to_owned(), metric.signature().into())).collect();
        result.insert("signatures".to_owned(), signatures.into());
        let documents = self.documents.iter().map(|(name, scores)| {
            let mut own = Map::new();
            own.insert("document".to_owned(), name.clone().into());
            own.insert("segments".to_owned(), scores.segments.into());
            fill(scores, &mut own);
            Value::Object(own)
        });
        if !self.documents.is_empty() {
            result.insert("documents".to_owned(), documents.collect());
        }
    }

    pub(super) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        for (metric, score) in Metric::ALL.iter().zip(self.whole.scores) {
            writeln!(out, "{:<8}{score:>6.1}   {}", metric.title(), metric.signature())?;
        }
        if self.documents.is_empty() {
            return Ok(());
        }
        let titles = Metric::ALL.map(Metric::title);
        writeln!(out, "\n{:>8}{:>8}{:>8}{:>9}{:>8}  document", "segments", titles[0], titles[1], titles[2], titles[3])?;
        for (name, Scores { segments, scores: [bleu, chrf, chrfpp, ter] }) in &self.documents {
            writeln!(out, "{segments:>8}{bleu:>8.1}{chrf:>8.1}{chrfpp:>9.1}{ter:>8.1}  {name}")?;
        }
        Ok(())
    }
}

fn fill(scores: &Scores, result: &mut Map<String, Value>) {
    for (metric, score) in Metric::ALL.iter().zip(scores.scores) {
        result.insert(metric.name().to_owned(), json!(rounded(score)));
    }
}
