//! `dilmaj eval`: term success of a translation, beside a baseline, a reference and words drawn by chance.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::eval::{Control, EntryReport, TermReport, control, terms};
use crate::lexicon::Lexicon;
use crate::model::AnnotatedSegment;
use crate::qa::{Checker, Options};
use crate::segment;

use super::args::{Common, Eval};
use super::error::CommandError;
use super::terminal::{isolated, out_is_terminal};
use super::{Outcome, setup};

/// Entries that are shown to a person, those with the most unanswered hits.
const MOST_SHOWN: usize = 10;

/// What was measured.
struct Measured {
    hypothesis: TermReport,
    entries: Vec<EntryReport>,
    baseline: Option<TermReport>,
    reference: Option<TermReport>,
    control: Control,
}

pub(super) fn run(common: &Common, args: &Eval) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let base = setup::term_base(&setup::glossaries(&loaded, &args.glossary)?)?;
    let normalizer = setup::normalizer(&loaded);
    let sources = lines(&args.source)?;
    let sources: Vec<AnnotatedSegment> =
        sources.iter().zip(1..).map(|(line, at)| base.annotate(segment::line(line, at, &normalizer))).collect();
    let checker = Checker::new(Options::default(), base.entries());
    let measure = |path: &Path| -> Result<(Vec<String>, TermReport, Vec<EntryReport>), CommandError> {
        let targets = as_many(path, &args.source, sources.len())?;
        let (report, entries) = terms(&sources, &slices(&targets), &checker);
        Ok((targets, report, entries))
    };
    let report_of = |path: &Option<PathBuf>| path.as_deref().map(&measure).transpose();
    let (targets, hypothesis, entries) = measure(&args.hypothesis)?;
    let measured = Measured {
        hypothesis,
        entries,
        baseline: report_of(&args.baseline)?.map(|(_, report, _)| report),
        reference: report_of(&args.reference)?.map(|(_, report, _)| report),
        control: control(&sources, &slices(&targets), Lexicon::builtin(), args.seed),
    };
    if args.json {
        print_json(&measured)?;
    } else {
        print_text(&measured)?;
    }
    Ok(Outcome::Done)
}

fn lines(path: &Path) -> Result<Vec<String>, CommandError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| CommandError::new(format!("cannot read `{}`: {error}", path.display())))?;
    let lines = text.split_terminator('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    Ok(lines.map(str::to_owned).collect())
}

/// Reads a file that must have a line for each line of the source.
fn as_many(path: &Path, source: &Path, count: usize) -> Result<Vec<String>, CommandError> {
    let lines = lines(path)?;
    if lines.len() == count {
        return Ok(lines);
    }
    let (path, own, source) = (path.display(), lines.len(), source.display());
    let message = format!("`{path}` has {own} lines, but `{source}` has {count}");
    Err(CommandError::new(message).with_hint("line n of each file must belong to line n of the source"))
}

fn slices(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

fn print_json(measured: &Measured) -> io::Result<()> {
    let Measured { hypothesis, entries, baseline, reference, control } = measured;
    let mut result = json!({ "terms": report(hypothesis), "control": control });
    for (name, other) in [("baseline", baseline), ("reference", reference)] {
        if let Some(other) = other {
            result[name] = report(other);
        }
    }
    result["entries"] = json!(entries);
    writeln!(io::stdout().lock(), "{result}")
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

fn print_text(measured: &Measured) -> io::Result<()> {
    let mut out = io::stdout().lock();
    let Measured { hypothesis, entries, baseline, reference, control } = measured;
    let TermReport { segments, segments_with_hits, entries_hit, figures } = hypothesis;
    writeln!(
        out,
        "{segments} segments, {segments_with_hits} with terms; {entries_hit} entries hit {} times\n",
        figures.hits
    )?;
    writeln!(out, "{:<14}{:>9}{:>11}{:>11}{:>10}", "", "exact", "inflected", "forbidden", "over-use")?;
    row(&mut out, "hypothesis", &shares(hypothesis))?;
    if let Some(baseline) = baseline {
        row(&mut out, "baseline", &shares(baseline))?;
        let (own, base) = (shares(hypothesis), shares(baseline));
        let difference: Vec<f64> = own.iter().zip(&base).map(|(own, base)| own - base).collect();
        row(&mut out, "difference", &difference)?;
    }
    if let Some(reference) = reference {
        row(&mut out, "reference", &shares(reference))?;
    }
    row(&mut out, "random terms", &[control.exact, control.inflected])?;
    let failed: Vec<&EntryReport> =
        entries.iter().filter(|entry| entry.inflected < entry.hits).take(MOST_SHOWN).collect();
    if !failed.is_empty() {
        writeln!(out, "\nmost often not as in the glossary:")?;
    }
    let to_terminal = out_is_terminal();
    for EntryReport { term, target, hits, inflected, .. } in failed {
        writeln!(out, "  {} of {hits}  {} → {target}", hits - inflected, isolated(term, to_terminal))?;
    }
    Ok(())
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
