//! Term success of a translation, beside a baseline, a reference and words drawn by chance.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::eval::{Control, EntryReport, TermReport, control, terms};
use crate::lexicon::Lexicon;
use crate::model::AnnotatedSegment;
use crate::qa::{Checker, Options};
use crate::segment;

use super::super::args::Common;
use super::super::error::CommandError;
use super::super::setup;
use super::super::terminal::isolated;
use super::args::{Shared, Single};
use super::{as_many, slices};

/// Entries that are shown to a person, those with the most unanswered hits.
const MOST_SHOWN: usize = 10;

/// What was measured.
pub(super) struct Terms {
    hypothesis: TermReport,
    entries: Vec<EntryReport>,
    baseline: Option<TermReport>,
    reference: Option<TermReport>,
    control: Control,
}

/// The source with its term hits, and the checks that go with the glossary.
pub(super) struct Sources {
    pub(super) segments: Vec<AnnotatedSegment>,
    pub(super) checker: Checker,
}

impl Sources {
    /// Reads the source, which must have `count` lines, as many as `other`.
    pub(super) fn read(
        common: &Common,
        shared: &Shared,
        source: &Path,
        (other, count): (&Path, usize),
    ) -> Result<Self, CommandError> {
        let loaded = setup::settings(common)?;
        let base = setup::term_base(&setup::glossaries(&loaded, &shared.glossary)?)?;
        let normalizer = setup::normalizer(&loaded);
        let lines = as_many(source, other, count)?;
        let segments = lines.iter().zip(1..).map(|(line, at)| base.annotate(segment::line(line, at, &normalizer)));
        Ok(Self { segments: segments.collect(), checker: Checker::new(Options::default(), base.entries()) })
    }
}

pub(super) fn measure(
    common: &Common,
    args: &Single,
    path: &Path,
    hypothesis: &[String],
    source: &Path,
) -> Result<Terms, CommandError> {
    let sources = Sources::read(common, &args.common, source, (path, hypothesis.len()))?;
    let report_of = |path: &Option<PathBuf>| -> Result<Option<TermReport>, CommandError> {
        let Some(path) = path else { return Ok(None) };
        let targets = as_many(path, source, sources.segments.len())?;
        Ok(Some(terms(&sources.segments, &slices(&targets), &sources.checker).0))
    };
    let targets = slices(hypothesis);
    let (own, entries) = terms(&sources.segments, &targets, &sources.checker);
    Ok(Terms {
        hypothesis: own,
        entries,
        baseline: report_of(&args.baseline)?,
        reference: report_of(&args.reference)?,
        control: control(&sources.segments, &targets, Lexicon::builtin(), args.common.seed),
    })
}

impl Terms {
    pub(super) fn json(&self, result: &mut Map<String, Value>) {
        let Self { hypothesis, entries, baseline, reference, control } = self;
        result.insert("terms".to_owned(), report(hypothesis));
        result.insert("control".to_owned(), json!(control));
        for (name, other) in [("baseline", baseline), ("reference", reference)] {
            if let Some(other) = other {
                result.insert(name.to_owned(), report(other));
            }
        }
        result.insert("entries".to_owned(), json!(entries));
    }

    pub(super) fn print(&self, out: &mut impl Write, to_terminal: bool) -> io::Result<()> {
        let Self { hypothesis, entries, baseline, reference, control } = self;
        let TermReport { segments, segments_with_hits, entries_hit, figures } = hypothesis;
        writeln!(
            out,
            "{segments} segments, {segments_with_hits} with terms; {entries_hit} entries hit {} times\n",
            figures.hits
        )?;
        writeln!(out, "{:<14}{:>9}{:>11}{:>11}{:>10}", "", "exact", "inflected", "forbidden", "over-use")?;
        row(out, "hypothesis", &shares(hypothesis))?;
        if let Some(baseline) = baseline {
            row(out, "baseline", &shares(baseline))?;
            let (own, base) = (shares(hypothesis), shares(baseline));
            let difference: Vec<f64> = own.iter().zip(&base).map(|(own, base)| own - base).collect();
            row(out, "difference", &difference)?;
        }
        if let Some(reference) = reference {
            row(out, "reference", &shares(reference))?;
        }
        row(out, "random terms", &[control.exact, control.inflected])?;
        print_failed(out, entries, to_terminal)
    }
}

fn print_failed(out: &mut impl Write, entries: &[EntryReport], to_terminal: bool) -> io::Result<()> {
    let failed: Vec<&EntryReport> =
        entries.iter().filter(|entry| entry.inflected < entry.hits).take(MOST_SHOWN).collect();
    if !failed.is_empty() {
        writeln!(out, "\nmost often not as in the glossary:")?;
    }
    for EntryReport { term, target, hits, inflected, .. } in failed {
        writeln!(out, "  {} of {hits}  {} → {target}", hits - inflected, isolated(term, to_terminal))?;
    }
    Ok(())
}

/// Counts and shares.
fn report(report: &TermReport) -> Value {
    let figures = &report.figures;
    let mut value = json!(report);
    for (name, part) in [
        ("success_exact", figures.exact),
        ("success_inflected", figures.inflected),
        ("forbidden_rate", figures.forbidden),
        ("over_use_rate", figures.over_use),
    ] {
        value[name] = json!(figures.share(part));
    }
    value
}

fn shares(report: &TermReport) -> [f64; 4] {
    let figures = &report.figures;
    [figures.exact, figures.inflected, figures.forbidden, figures.over_use].map(|part| figures.share(part))
}

fn row(out: &mut impl Write, name: &str, shares: &[f64]) -> io::Result<()> {
    write!(out, "{name:<14}")?;
    for (share, width) in shares.iter().zip([7, 9, 9, 8]) {
        write!(out, "{:>width$.1} %", 100.0 * share)?;
    }
    writeln!(out)
}
