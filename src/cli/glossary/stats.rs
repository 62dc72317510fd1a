//! `dilmaj glossary stats`: what a glossary holds, and what of it a corpus uses.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::curate::stats::{Stats, Usage};
use crate::model::{Document, TermEntry};
use crate::normalize::Normalizer;
use crate::segment;
use crate::termbase::TermBase;

use super::super::args::Common;
use super::super::error::CommandError;
use super::super::terminal::{isolated, out_is_terminal};
use super::super::{Outcome, setup};
use super::args;
use super::corpus::{self, Text};

pub(super) fn run(common: &Common, args: &args::Stats) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let terms = setup::term_base(&setup::glossaries(&loaded, &args.files)?)?;
    let stats = Stats::new(terms.entries());
    let usage = if args.on.is_empty() { None } else { Some(usage(&loaded, &terms, args)?) };
    let mut out = io::stdout().lock();
    if args.json {
        writeln!(out, "{}", as_json(&stats, usage.as_ref(), &terms))?;
    } else {
        print(&stats, &mut out)?;
        usage.map(|usage| print_usage(&usage, &terms, &mut out)).transpose()?;
    }
    Ok(Outcome::Done)
}

fn usage(loaded: &crate::config::Loaded, terms: &TermBase, args: &args::Stats) -> Result<Usage, CommandError> {
    let normalizer = setup::normalizer(loaded);
    let mut usage = Usage::default();
    corpus::each(&args.on, |text| {
        for segment in segments(text, &loaded.config.segment, &normalizer) {
            usage.add(&terms.annotate(segment).hits);
        }
        Ok(())
    })?;
    Ok(usage)
}

fn segments(text: Text, options: &segment::Options, normalizer: &Normalizer) -> Vec<crate::model::Segment> {
    match text {
        Text::Article(document) => segment::segment(&document, options, normalizer),
        Text::Table(rows) => {
            let whole = |text: String| Document { id: String::new(), text, issues: Vec::new() };
            let options = segment::Options { longest: usize::MAX, ..options.clone() };
            rows.into_iter().flat_map(|row| segment::segment(&whole(row.source), &options, normalizer)).collect()
        }
    }
}

fn print(stats: &Stats, out: &mut impl Write) -> io::Result<()> {
    let Stats { entries, aliases, admitted, forbidden, conditional, kept, .. } = stats;
    writeln!(out, "{entries} entries, {aliases} aliases, {admitted} admitted and {forbidden} forbidden English forms")?;
    writeln!(out, "{conditional} entries with a sense condition, {kept} not translated")?;
    for (column, values) in &stats.by {
        let values: Vec<String> = values.iter().map(|(value, count)| format!("{value} {count}")).collect();
        writeln!(out, "{column}: {}", values.join(", "))?;
    }
    Ok(())
}

fn print_usage(usage: &Usage, terms: &TermBase, out: &mut impl Write) -> io::Result<()> {
    let to_terminal = out_is_terminal();
    let found = usage.found(terms.entries());
    let never = usage.never(terms.entries());
    let hits: usize = found.iter().map(|(_, hits, _)| hits).sum();
    writeln!(
        out,
        "{} segments, {} with a term, {hits} hits of {} entries",
        usage.segments,
        usage.with_hits,
        found.len()
    )?;
    for (entry, hits, segments) in &found {
        writeln!(out, "{hits:>6} in {segments} segments  {} → {}", isolated(&entry.source, to_terminal), entry.target)?;
    }
    writeln!(out, "{} entries never found:", never.len())?;
    for entry in never {
        writeln!(out, "  {} → {} ({})", isolated(&entry.source, to_terminal), entry.target, place(entry))?;
    }
    Ok(())
}

fn place(entry: &TermEntry) -> String {
    format!("{}:{}", entry.place.file, entry.place.line)
}

fn as_json(stats: &Stats, usage: Option<&Usage>, terms: &TermBase) -> Value {
    let by = stats.by.iter().map(|(column, values)| {
        let values: Map<String, Value> = values.iter().map(|(value, count)| (value.clone(), json!(count))).collect();
        ((*column).to_owned(), Value::Object(values))
    });
    let mut object = json!({
        "entries": stats.entries, "aliases": stats.aliases, "admitted": stats.admitted, "forbidden": stats.forbidden,
        "conditional": stats.conditional, "not_translated": stats.kept,
        "by": by.collect::<Map<String, Value>>(),
    });
    if let Some(usage) = usage {
        let found = usage.found(terms.entries()).into_iter().map(|(entry, hits, segments)| {
            json!({ "source": entry.source, "target": entry.target, "hits": hits, "segments": segments, "place": place(entry) })
        });
        let never = usage.never(terms.entries()).into_iter();
        let never = never.map(|entry| json!({ "source": entry.source, "target": entry.target, "place": place(entry) }));
        object["segments"] = json!(usage.segments);
        object["segments_with_hits"] = json!(usage.with_hits);
        object["found"] = Value::Array(found.collect());
        object["never"] = Value::Array(never.collect());
    }
    object
}
