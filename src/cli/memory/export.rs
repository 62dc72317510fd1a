//! `dilmaj memory export`: the units in force as TMX, TSV or JSON lines, some at a time.

use std::io::{self, Write};
use std::path::Path;

use crate::config::Loaded;
use crate::export::AtomicFile;
use crate::formats::{tmx, tsv};
use crate::memory::exchange::{self, Languages};
use crate::memory::{Memory, Unit};
use crate::model::State;

use super::super::Outcome;
use super::super::error::CommandError;
use super::super::terminal::say;
use super::args::{Export, Format};

/// Units that are read at once.
const SOME: usize = 1000;

/// Columns of the table; `memory import` reads them all.
const COLUMNS: [&str; 8] = ["doc", "seg", "source", "target", "origin", "state", "reviewer", "note"];

pub(super) fn run(loaded: &Loaded, args: &Export) -> Result<Outcome, CommandError> {
    let format = super::format(args.to, &args.output, "to")?;
    let memory = super::present(loaded)?;
    let tags = &args.tags;
    let languages = Languages { source: tags.source_language.clone(), target: tags.target_language.clone() };
    let write = |out: &mut dyn FnMut(&[u8]) -> io::Result<()>| units(&memory, args, format, &languages, out);
    let count = if args.output == Path::new("-") {
        let mut out = io::stdout().lock();
        let count = write(&mut |bytes| out.write_all(bytes))?;
        out.flush()?;
        count
    } else {
        let failed = |error: io::Error| CommandError::new(format!("cannot write `{}`: {error}", args.output.display()));
        let mut file = AtomicFile::new(&args.output).map_err(failed)?;
        let count = write(&mut |bytes| file.write(bytes))?;
        file.finish().map_err(failed)?;
        count
    };
    say(&format!("{count} units written"));
    Ok(Outcome::Done)
}

fn units(
    memory: &Memory,
    args: &Export,
    format: Format,
    languages: &Languages,
    out: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<usize, CommandError> {
    match format {
        Format::Tmx => out(tmx::head(&languages.source).replace("\"phrase\"", "\"sentence\"").as_bytes())?,
        Format::Tsv => out(format!("{}\n", COLUMNS.join("\t")).as_bytes())?,
        Format::Jsonl => {}
    }
    let (mut count, mut last) = (0, 0);
    loop {
        let some = memory.units(last, SOME)?;
        let Some(end) = some.last().map(|unit| unit.id) else { break };
        last = end;
        for unit in some.iter().filter(|unit| !args.reviewed || unit.state != State::Translated) {
            count += 1;
            out(text(unit, format, languages).as_bytes())?;
        }
    }
    if format == Format::Tmx {
        out(tmx::FOOT.as_bytes())?;
    }
    Ok(count)
}

fn text(unit: &Unit, format: Format, languages: &Languages) -> String {
    let or_empty = |text: &Option<String>| text.clone().unwrap_or_default();
    match format {
        Format::Tmx => tmx::write(&exchange::to_tmx(unit, languages)),
        Format::Jsonl => format!("{}\n", exchange::to_json(unit)),
        Format::Tsv => {
            let (doc, seg, reviewer) = (or_empty(&unit.document), or_empty(&unit.seg), or_empty(&unit.reviewer));
            let note = or_empty(&unit.note);
            let state = unit.state.as_str();
            let cells = [&doc, &seg, &unit.source, &unit.target, &unit.origin, state, &reviewer, &note];
            format!("{}\n", tsv::line(&cells.map(|cell: &str| cell)))
        }
    }
}
