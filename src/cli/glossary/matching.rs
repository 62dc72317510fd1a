//! `dilmaj glossary match`: which entries hit where.

use std::io::{self, BufWriter, Write};

use serde_json::json;

use crate::model::{Definiteness, GrammaticalNumber, Possessor};
use crate::normalize::Normalizer;
use crate::termbase::TermBase;

use super::super::args::{Common, Match};
use super::super::error::CommandError;
use super::super::terminal::{isolated, out_is_terminal};
use super::super::{Outcome, setup, translate};

pub(super) fn run(common: &Common, args: &Match) -> Result<Outcome, CommandError> {
    let loaded = setup::settings(common)?;
    let terms = setup::term_base(&setup::glossaries(&loaded, &args.glossary)?)?;
    let normalizer = setup::normalizer(&loaded);
    let mut out = BufWriter::new(io::stdout().lock());
    for source in translate::sources(&args.paths, None)? {
        let document = source.read()?;
        for line in document.text.split_terminator('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)) {
            let hits = hits(line, &terms, &normalizer);
            if args.json { write_json(line, &hits, &mut out)? } else { write_text(line, &hits, &mut out)? }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// A hit in an input line.
struct Hit {
    start: usize,
    end: usize,
    term: String,
    target: String,
    number: &'static str,
    indefinite: bool,
    possessor: Option<&'static str>,
}

/// Terms are found in the repaired line, as `translate` does it, and shown where they stand in the raw one.
fn hits(line: &str, terms: &TermBase, normalizer: &Normalizer) -> Vec<Hit> {
    let repaired = normalizer.normalize(line);
    let found = terms.find(repaired.text()).into_iter();
    found
        .map(|found| {
            let raw = repaired.to_raw(found.range);
            Hit {
                start: raw.start,
                end: raw.end,
                term: found.entry.source.clone(),
                target: found.entry.target.clone(),
                number: if found.number == GrammaticalNumber::Plural { "plural" } else { "singular" },
                indefinite: found.definiteness == Definiteness::Indefinite,
                possessor: found.possessor.map(person),
            }
        })
        .collect()
}

fn person(possessor: Possessor) -> &'static str {
    match possessor {
        Possessor::FirstSingular => "1sg",
        Possessor::SecondSingular => "2sg",
        Possessor::ThirdSingular => "3sg",
        Possessor::FirstPlural => "1pl",
        Possessor::SecondPlural => "2pl",
        Possessor::ThirdPlural => "3pl",
    }
}

fn write_json(line: &str, hits: &[Hit], out: &mut impl Write) -> io::Result<()> {
    let hits: Vec<_> = hits
        .iter()
        .map(|hit| {
            let surface = line.get(hit.start..hit.end).unwrap_or("");
            json!({
                "start": hit.start, "end": hit.end, "surface": surface, "term": hit.term, "target": hit.target,
                "number": hit.number, "indefinite": hit.indefinite, "possessor": hit.possessor,
            })
        })
        .collect();
    writeln!(out, "{}", json!({ "source": line, "hits": hits }))
}

fn write_text(line: &str, hits: &[Hit], out: &mut impl Write) -> io::Result<()> {
    let to_terminal = out_is_terminal();
    writeln!(out, "{}", isolated(line, to_terminal))?;
    for hit in hits {
        let surface = line.get(hit.start..hit.end).unwrap_or("");
        let surface = isolated(surface, to_terminal);
        writeln!(out, "  {}-{} {surface} → {}", hit.start, hit.end, hit.target)?;
    }
    Ok(())
}
