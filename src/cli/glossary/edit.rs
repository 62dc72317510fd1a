//! `dilmaj glossary add` and `dilmaj glossary edit`: one row changes, the rest of the file stays byte for byte.

use std::io::{self, Write};
use std::path::Path;

use crate::export::write_atomically;
use crate::termbase::edit::{self, Cell, Edited};
use crate::termbase::lint_file;

use super::super::Outcome;
use super::super::error::CommandError;
use super::super::setup;
use super::super::terminal::{isolated, out_is_terminal, warn};
use super::args::{Add, Cells, Edit};

pub(super) fn add(args: &Add) -> Result<Outcome, CommandError> {
    let name = args.file.display().to_string();
    let text = if args.file.exists() { setup::glossary(&args.file)?.text } else { String::new() };
    let mut cells = vec![("source", args.source.clone()), ("target", args.target.clone())];
    cells.extend(given(&args.cells));
    let done = edit::add(&name, &text, &cells)?;
    deliver(&args.file, &text, &done)
}

pub(super) fn change(args: &Edit) -> Result<Outcome, CommandError> {
    let file = setup::glossary(&args.file)?;
    let mut cells: Vec<Cell> = Vec::new();
    cells.extend(args.source.clone().map(|source| ("source", source)));
    cells.extend(args.target.clone().map(|target| ("target", target)));
    cells.extend(given(&args.cells));
    if cells.is_empty() {
        return Err(CommandError::new("nothing to change").with_hint("name a column, for example --target TERM"));
    }
    let done = edit::edit(&file.name, &file.text, &args.entry, args.line, &cells)?;
    deliver(&args.file, &file.text, &done)
}

fn given(cells: &Cells) -> Vec<Cell> {
    let all = [
        ("aliases", &cells.aliases),
        ("admitted", &cells.admitted),
        ("forbidden", &cells.forbidden),
        ("pos", &cells.pos),
        ("inflect", &cells.inflect),
        ("case", &cells.case),
        ("dnt", &cells.dnt),
        ("domain", &cells.domain),
        ("near", &cells.near),
        ("not_near", &cells.not_near),
        ("priority", &cells.priority),
        ("status", &cells.status),
        ("note", &cells.note),
        ("example", &cells.example),
    ];
    all.into_iter().filter_map(|(column, value)| Some((column, value.clone()?))).collect()
}

/// Writes the file, shows the row, and says what lint finds in it.
fn deliver(path: &Path, before: &str, done: &Edited) -> Result<Outcome, CommandError> {
    let name = path.display().to_string();
    if done.text == before {
        writeln!(io::stdout().lock(), "{name}:{}: already so", done.line)?;
        return Ok(Outcome::Done);
    }
    write_atomically(path, done.text.as_bytes())
        .map_err(|error| CommandError::new(format!("cannot write `{name}`: {error}")))?;
    let (entries, findings) = lint_file(&name, &done.text);
    let entry = entries.iter().find(|entry| entry.place.line == done.line);
    if let Some(entry) = entry {
        let source = isolated(&entry.source, out_is_terminal()).into_owned();
        writeln!(io::stdout().lock(), "{name}:{}: {source} → {}", done.line, entry.target)?;
    }
    if done.appended {
        warn(&format!("{name} is not sorted by `source`, so a new row stands at its end"));
    }
    for finding in findings.iter().filter(|finding| finding.line == done.line) {
        warn(&finding.to_string());
    }
    Ok(Outcome::Done)
}
