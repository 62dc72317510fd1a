//! `dilmaj glossary diff`: what differs between two glossaries, and what the difference does to a corpus.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::config::Loaded;
use crate::curate::changes::{Change, changes};
use crate::curate::impact::{Cost, Fate, Impact, Known, Pair, Touched};
use crate::model::TermEntry;
use crate::pipeline::Pipeline;
use crate::termbase::TermBase;

use super::super::args::Common;
use super::super::error::CommandError;
use super::super::setup::GlossaryFile;
use super::super::terminal::{dollars, isolated, out_is_terminal};
use super::super::{Outcome, setup, translate};
use super::args::Diff;
use super::corpus::{self, Text};

/// Fates in the order of the report, with what they mean.
const FATES: [(Fate, &str); 5] = [
    (Fate::Ask, "to be asked"),
    (Fate::Same, "like one that is asked"),
    (Fate::Keepable, "satisfied by the stored answer: asked again unless it is kept (--keep)"),
    (Fate::Stored, "already stored under the new entries"),
    (Fate::Rechecked, "not asked again, but the stored answer is judged otherwise"),
];

pub(super) fn run(common: &Common, args: &Diff) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let beside = args.glossary.iter().map(|path| setup::glossary(path)).collect::<Result<Vec<_>, _>>()?;
    let (old, new) = (terms(&beside, &args.old)?, terms(&beside, &args.new)?);
    let found = changes(old.entries(), new.entries());
    if args.on.is_empty() {
        let mut out = io::stdout().lock();
        if args.json {
            writeln!(
                out,
                "{}",
                json!({ "changes": found.iter().map(|one| change_json(one, None)).collect::<Vec<_>>() })
            )?;
        } else {
            print_changes(&found, None, &mut out)?;
        }
        return Ok(Outcome::Done);
    }
    let pipelines = pipelines(&loaded, args, old, new)?;
    let known = known(args)?;
    let impact = impact(&pipelines, &known, args)?;
    let kept = if args.keep { Some(impact.keep()?) } else { None };
    let report = Report {
        changes: &found,
        impact: &impact,
        free: is_free(&pipelines.1),
        backend: pipelines.1.backend.name(),
        kept,
    };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", report.json())?;
    } else {
        report.print(&mut out)?;
    }
    Ok(Outcome::Done)
}

fn terms(beside: &[GlossaryFile], path: &Path) -> Result<TermBase, CommandError> {
    let mut files = beside.to_vec();
    files.push(setup::glossary(path)?);
    setup::term_base(&files)
}

fn pipelines(loaded: &Loaded, args: &Diff, old: TermBase, new: TermBase) -> Result<(Pipeline, Pipeline), CommandError> {
    let pipeline = setup::curator(loaded, args.backend.as_deref(), args.context, args.keep)?;
    Ok((pipeline.with_terms(old), pipeline.with_terms(new)))
}

fn known(args: &Diff) -> Result<Known, CommandError> {
    let mut known = Known::default();
    if let Some(folder) = &args.known {
        known.add(corpus::tables(std::slice::from_ref(folder))?);
    }
    let tables = |path: &&PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"));
    for path in args.on.iter().filter(tables) {
        known.add(corpus::tables(std::slice::from_ref(path))?);
    }
    Ok(known)
}

fn impact<'p>(pipelines: &'p (Pipeline, Pipeline), known: &'p Known, args: &Diff) -> Result<Impact<'p>, CommandError> {
    let (old, new) = pipelines;
    let mut impact = Impact::new(old, new, known);
    corpus::each(&args.on, |text| {
        match text {
            Text::Article(document) => {
                for part in old.parts(document) {
                    impact.add(&part)?;
                }
            }
            Text::Table(rows) => {
                let id = rows.first().map(|row| row.doc.clone()).unwrap_or_default();
                impact.add(&old.rows(&id, rows.iter().map(|row| (row.seg, row.source.as_str()))))?;
            }
        }
        Ok(())
    })?;
    if is_free(new) {
        translate::runtime()?.block_on(impact.preview());
    }
    Ok(impact)
}

/// A backend on this machine whose answers are always the same: what it will say can be shown now.
fn is_free(pipeline: &Pipeline) -> bool {
    let can = pipeline.backend.capabilities();
    can.deterministic && !can.network && can.terms == crate::backend::TermSupport::Native
}

struct Report<'r, 'p> {
    changes: &'r [Change],
    impact: &'r Impact<'p>,
    free: bool,
    backend: &'r str,
    kept: Option<usize>,
}

impl Report<'_, '_> {
    fn count(&self, fate: Fate) -> usize {
        self.impact.touched.iter().filter(|one| one.fate == fate).count()
    }

    fn touched(&self) -> usize {
        self.impact.touched.len() - self.count(Fate::Rechecked)
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        print_changes(self.changes, Some(&self.impact.touched), out)?;
        writeln!(out, "{} segments, {} touched", self.impact.segments, self.touched())?;
        for (fate, meaning) in FATES {
            let count = self.count(fate);
            if count > 0 {
                let price = if matches!(fate, Fate::Ask | Fate::Keepable) { self.price(fate) } else { String::new() };
                writeln!(out, "  {count} {}: {meaning}{price}", fate.as_str())?;
            }
        }
        if let Some(kept) = self.kept {
            writeln!(out, "  {kept} kept: stored under the new entries, nothing is asked for them")?;
        }
        self.impact.touched.iter().try_for_each(|one| print_touched(one, out))
    }

    fn price(&self, fate: Fate) -> String {
        let Cost { characters, words, tokens, micro_usd, .. } = self.impact.cost(fate);
        let tokens = if tokens.1 > 0 { format!(", {} to {} tokens", tokens.0, tokens.1) } else { String::new() };
        let price = match micro_usd {
            (low, high) if high > 0 => format!("{} to {}", dollars(low), dollars(high)),
            _ if self.free => "nothing to pay".to_owned(),
            _ => "no price set".to_owned(),
        };
        format!(" ({words} words, {characters} characters{tokens}; {}: {price})", self.backend)
    }

    fn json(&self) -> Value {
        let touched = &self.impact.touched;
        let costs = |fate| {
            let Cost { segments, characters, words, tokens, micro_usd } = self.impact.cost(fate);
            json!({
                "segments": segments, "characters": characters, "words": words,
                "tokens": [tokens.0, tokens.1], "cost_micro_usd": [micro_usd.0, micro_usd.1],
            })
        };
        let fates = FATES.map(|(fate, _)| (fate.as_str().to_owned(), json!(self.count(fate))));
        json!({
            "changes": self.changes.iter().map(|one| change_json(one, Some(touched))).collect::<Vec<_>>(),
            "segments": self.impact.segments,
            "touched": self.touched(),
            "fates": fates.into_iter().collect::<serde_json::Map<String, Value>>(),
            "ask": costs(Fate::Ask),
            "keepable": costs(Fate::Keepable),
            "backend": self.backend,
            "free": self.free,
            "kept": self.kept.unwrap_or(0),
            "list": touched.iter().map(touched_json).collect::<Vec<_>>(),
        })
    }
}

fn print_changes(changes: &[Change], touched: Option<&[Touched]>, out: &mut impl Write) -> io::Result<()> {
    let count = |wanted: fn(&Change) -> bool| changes.iter().filter(|one| wanted(one)).count();
    let added = count(|one| matches!(one, Change::Added(_)));
    let removed = count(|one| matches!(one, Change::Removed(_)));
    writeln!(out, "{added} entries added, {removed} removed, {} changed", changes.len() - added - removed)?;
    let to_terminal = out_is_terminal();
    for change in changes {
        let segments = touched.map(|touched| format!(" — {} segments", reach(change, touched))).unwrap_or_default();
        let (sign, entry) = sign(change);
        let source = isolated(&entry.source, to_terminal);
        writeln!(out, "{sign} {source} → {} ({}){segments}", entry.target, place(entry))?;
        if let Change::Changed { cells, .. } = change {
            for (column, old, new) in cells {
                let shown = |text: &str| {
                    if text.is_empty() { "(empty)".to_owned() } else { isolated(text, to_terminal).into_owned() }
                };
                writeln!(out, "    {column}: {} ⇒ {}", shown(old), shown(new))?;
            }
        }
    }
    Ok(())
}

fn sign(change: &Change) -> (char, &TermEntry) {
    match change {
        Change::Added(entry) => ('+', entry),
        Change::Removed(entry) => ('-', entry),
        Change::Changed { new, .. } => ('~', new),
    }
}

/// The segments in which the pair of an entry comes or goes, or in which it is judged otherwise.
fn reach(change: &Change, touched: &[Touched]) -> usize {
    let (old, new) = change.entries();
    let has = |pairs: &[Pair], entry: Option<&std::sync::Arc<TermEntry>>| {
        entry.is_some_and(|entry| {
            pairs.iter().any(|(source, target)| *source == entry.source && *target == entry.target)
        })
    };
    let hit = |one: &&Touched| {
        let judged = one.fate == Fate::Rechecked
            && one.item.segment.hits.iter().any(|hit| new.is_some_and(|new| hit.entry.source == new.source));
        judged || has(&one.lost, old) || has(&one.gained, new)
    };
    touched.iter().filter(hit).count()
}

fn place(entry: &TermEntry) -> String {
    format!("{}:{}", entry.place.file, entry.place.line)
}

fn print_touched(one: &Touched, out: &mut impl Write) -> io::Result<()> {
    let to_terminal = out_is_terminal();
    let source = &one.item.segment.segment.source;
    writeln!(out, "{}:{} {}", isolated(&one.doc, to_terminal), one.item.segment.segment.seg, one.fate.as_str())?;
    let pairs = |pairs: &[Pair], sign: char| -> Vec<String> {
        pairs.iter().map(|(source, target)| format!("{sign}{} → {target}", isolated(source, to_terminal))).collect()
    };
    let changed = [pairs(&one.lost, '-'), pairs(&one.gained, '+')].concat();
    if !changed.is_empty() {
        writeln!(out, "    terms   {}", changed.join("  "))?;
    }
    writeln!(out, "    source  {}", isolated(source, to_terminal))?;
    if let Some(before) = &one.before {
        let mark = if one.satisfied && one.fate != Fate::Rechecked { "  (satisfies the new entries)" } else { "" };
        writeln!(out, "    before  {before}{mark}")?;
    }
    if let Some(after) = &one.after {
        writeln!(out, "    after   {after}")?;
    }
    Ok(())
}

fn pairs_json(pairs: &[Pair]) -> Vec<Value> {
    pairs.iter().map(|(source, target)| json!({ "source": source, "target": target })).collect()
}

fn touched_json(one: &Touched) -> Value {
    json!({
        "doc": one.doc, "seg": one.item.segment.segment.seg, "fate": one.fate.as_str(), "source": one.item.segment.segment.source,
        "lost": pairs_json(&one.lost), "gained": pairs_json(&one.gained),
        "before": one.before, "after": one.after, "satisfied": one.satisfied,
    })
}

fn change_json(change: &Change, touched: Option<&[Touched]>) -> Value {
    let (_, entry) = sign(change);
    let kind = match change {
        Change::Added(_) => "added",
        Change::Removed(_) => "removed",
        Change::Changed { .. } => "changed",
    };
    let mut object = json!({ "change": kind, "source": entry.source, "target": entry.target, "place": place(entry) });
    if let Change::Changed { cells, .. } = change {
        let cells = cells.iter().map(|(column, old, new)| json!({ "column": column, "old": old, "new": new }));
        object["columns"] = Value::Array(cells.collect());
    }
    if let Some(touched) = touched {
        object["segments"] = json!(reach(change, touched));
    }
    object
}
