//! Several translations of one source side by side, with the chance that a difference is none.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::eval::{Metric, Paired, Statistics, paired_bootstrap, terms};

use super::super::Outcome;
use super::super::args::Common;
use super::super::error::CommandError;
use super::args::Compare;
use super::terms::Sources;
use super::{as_many, lines, page, rounded, slices};

/// Below this chance a difference is marked.
const SIGNIFICANT: f64 = 0.05;

/// One translation with its scores.
pub(super) struct System {
    /// The file as it was typed.
    pub(super) name: String,
    /// In the order of `Metric::ALL`: the score and what resampling says of it.
    pub(super) scores: Vec<(Metric, f64, Paired)>,
    /// Share of the term hits that are answered to the letter, and in some form.
    pub(super) terms: Option<[f64; 2]>,
}

pub(super) fn run(common: &Common, args: &Compare) -> Result<Outcome, CommandError> {
    let systems = measure(common, args)?;
    if let Some(path) = &args.html {
        std::fs::write(path, page::page(&systems, &args.reference.display().to_string()))
            .map_err(|error| CommandError::new(format!("cannot write `{}`: {error}", path.display())))?;
    }
    let mut out = io::stdout().lock();
    if args.common.json {
        writeln!(out, "{}", json(&systems))?;
    } else {
        print(&mut out, &systems)?;
    }
    Ok(Outcome::Done)
}

fn measure(common: &Common, args: &Compare) -> Result<Vec<System>, CommandError> {
    let references = lines(&args.reference)?;
    let count = (args.reference.as_path(), references.len());
    let sources = args.source.as_deref().map(|source| Sources::read(common, &args.common, source, count));
    let sources = sources.transpose()?;
    let mut baseline: Option<Vec<Vec<Statistics>>> = None;
    let mut systems = Vec::new();
    for path in &args.hypotheses {
        let targets = as_many(path, count.0, count.1)?;
        let statistics: Vec<Vec<Statistics>> =
            Metric::ALL.iter().map(|m| statistics(*m, &targets, &references)).collect();
        let samples = usize::try_from(args.samples).unwrap_or(1000);
        let scores = Metric::ALL.iter().enumerate().map(|(at, metric)| {
            let base = baseline.as_ref().map(|base| base[at].as_slice());
            let paired = paired_bootstrap(*metric, &statistics[at], base, samples, args.common.seed);
            (*metric, whole(*metric, &statistics[at]), paired)
        });
        let scores = scores.collect();
        let terms = sources.as_ref().map(|sources| {
            let figures = terms(&sources.segments, &slices(&targets), &sources.checker).0.figures;
            [figures.share(figures.exact), figures.share(figures.inflected)]
        });
        systems.push(System { name: name(path), scores, terms });
        baseline.get_or_insert(statistics);
    }
    Ok(systems)
}

fn name(path: &Path) -> String {
    path.display().to_string()
}

fn statistics(metric: Metric, targets: &[String], references: &[String]) -> Vec<Statistics> {
    targets.iter().zip(references).map(|(target, reference)| metric.statistics(target, reference)).collect()
}

fn whole(metric: Metric, statistics: &[Statistics]) -> f64 {
    let mut sum = Statistics::default();
    statistics.iter().for_each(|own| sum.add(own));
    metric.score(&sum)
}

/// Whether a difference from the first system is more than chance.
pub(super) fn is_marked(paired: &Paired) -> bool {
    paired.p.is_some_and(|p| p < SIGNIFICANT)
}

fn json(systems: &[System]) -> Value {
    let systems = systems.iter().map(|system| {
        let mut own = Map::new();
        own.insert("system".to_owned(), system.name.clone().into());
        for (metric, score, paired) in &system.scores {
            let Paired { mean, interval, p } = paired;
            let value = json!({ "score": rounded(*score), "mean": mean, "interval": interval, "p": p });
            own.insert(metric.name().to_owned(), value);
        }
        if let Some([exact, inflected]) = system.terms {
            own.insert("terms".to_owned(), json!({ "success_exact": exact, "success_inflected": inflected }));
        }
        Value::Object(own)
    });
    let signatures: Map<String, Value> =
        Metric::ALL.iter().map(|metric| (metric.name().to_owned(), metric.signature().into())).collect();
    json!({ "systems": systems.collect::<Vec<_>>(), "signatures": signatures })
}

fn print(out: &mut impl Write, systems: &[System]) -> io::Result<()> {
    for metric in Metric::ALL {
        write!(out, "{:>16}", metric.title())?;
    }
    let with_terms = systems.iter().any(|system| system.terms.is_some());
    writeln!(out, "{}  system", if with_terms { "   terms" } else { "" })?;
    for system in systems {
        for (_, score, paired) in &system.scores {
            let mark = if is_marked(paired) { '*' } else { ' ' };
            write!(out, "{:>16}", format!("{score:.1} ± {:.1}{mark}", paired.interval))?;
        }
        if let Some([_, inflected]) = system.terms {
            write!(out, "{:>6.1} %", 100.0 * inflected)?;
        }
        writeln!(out, "  {}", system.name)?;
    }
    writeln!(
        out,
        "\n± half the interval that holds 95 % of resampled scores; * other than the first system (paired bootstrap, p < {SIGNIFICANT})"
    )?;
    for metric in Metric::ALL {
        writeln!(out, "{:<8} {}", metric.title(), metric.signature())?;
    }
    Ok(())
}
