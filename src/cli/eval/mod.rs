//! `dilmaj eval`: how good a translation is, alone or beside others.
//!
//! In: files with a segment a line. Out: likeness to a reference (`quality.rs`), term success (`terms.rs`), a table of several (`compare.rs`).

pub(super) mod args;
mod compare;
mod page;
mod quality;
mod terms;

use std::io::Write;
use std::path::Path;

use serde_json::{Map, Value};

use args::{Eval, EvalCommand, Single};

use super::args::Common;
use super::error::CommandError;
use super::{Outcome, terminal};

pub(super) fn run(common: &Common, args: &Eval) -> Result<Outcome, CommandError> {
    match &args.command {
        Some(EvalCommand::Compare(own)) => compare::run(common, own),
        None => single(common, &args.single),
    }
}

fn single(common: &Common, args: &Single) -> Result<Outcome, CommandError> {
    let Some(path) = &args.hypothesis else {
        return Err(CommandError::new("no --hypothesis is given"));
    };
    if args.reference.is_none() && args.source.is_none() {
        let hint = "--reference gives BLEU, chrF and TER; --source gives term success; both may be given";
        return Err(CommandError::new("there is nothing to hold the hypothesis against").with_hint(hint));
    }
    let hypothesis = lines(path)?;
    let quality = args.reference.as_deref().map(|reference| quality::measure(args, path, &hypothesis, reference));
    let quality = quality.transpose()?;
    let terms = args.source.as_deref().map(|source| terms::measure(common, args, path, &hypothesis, source));
    let terms = terms.transpose()?;
    let mut out = std::io::stdout().lock();
    if args.common.json {
        let mut result = Map::new();
        quality.iter().for_each(|quality| quality.json(&mut result));
        terms.iter().for_each(|terms| terms.json(&mut result));
        writeln!(out, "{}", Value::Object(result))?;
        return Ok(Outcome::Done);
    }
    if let Some(quality) = &quality {
        quality.print(&mut out)?;
    }
    if let Some(terms) = &terms {
        if quality.is_some() {
            writeln!(out)?;
        }
        terms.print(&mut out, terminal::out_is_terminal())?;
    }
    Ok(Outcome::Done)
}

fn lines(path: &Path) -> Result<Vec<String>, CommandError> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| CommandError::new(format!("cannot read `{}`: {error}", path.display())))?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
    let lines = text.split_terminator('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    Ok(lines.map(str::to_owned).collect())
}

/// Reads a file that must have a line for each line of another.
fn as_many(path: &Path, other: &Path, count: usize) -> Result<Vec<String>, CommandError> {
    let lines = lines(path)?;
    if lines.len() == count {
        return Ok(lines);
    }
    let (path, own, other) = (path.display(), lines.len(), other.display());
    let message = format!("`{path}` has {own} lines, but `{other}` has {count}");
    Err(CommandError::new(message).with_hint("line n of each file must belong to line n of the others"))
}

fn slices(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

/// A figure as it is printed: one decimal.
fn rounded(score: f64) -> f64 {
    (score * 10.0).round() / 10.0
}
