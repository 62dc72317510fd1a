//! `dilmaj memory import`: TMX, parallel tables, two columns and JSON lines into the memory, in little memory however long they are.
//!
//! Each file is taken as a whole or not at all. Read again, it adds only what is new; a changed row supersedes its former one.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use serde_json::{Value, json};

use crate::config::Loaded;
use crate::formats::input::Input;
use crate::formats::tmx;
use crate::formats::xml_stream::StreamError;
use crate::memory::exchange::{self, Languages};
use crate::memory::{Added, MemoryError, NewUnit, key_hash};
use crate::model::{Clock, State};
use crate::normalize::Normalizer;
use crate::persian::match_key;

use super::super::Outcome;
use super::super::error::CommandError;
use super::super::setup::{self, SystemClock};
use super::super::terminal::say;
use super::args::{Format, Import};

/// Longest line of a table, in bytes.
const LONGEST_LINE: u64 = 16 << 20;

pub(super) fn run(loaded: &Loaded, args: &Import) -> Result<Outcome, CommandError> {
    let memory = setup::memory(loaded)?;
    let normalizer = setup::normalizer(loaded);
    let mut total = (Added::default(), 0);
    for path in &args.files {
        let format = super::format(args.from, path, "from")?;
        let file = File::open(path)
            .map_err(|error| CommandError::new(format!("cannot read `{}`: {error}", path.display())))?;
        let mut left_out = 0;
        let added = memory.add_from(SystemClock.now(), |add| {
            let mut intake = Intake::new(args, path, &normalizer, add);
            match format {
                Format::Tmx => intake.tmx(file)?,
                Format::Tsv => intake.tsv(file)?,
                Format::Jsonl => intake.jsonl(file)?,
            }
            left_out = intake.left_out;
            Ok::<(), CommandError>(())
        })?;
        let sum = |a: Added, b: Added| Added {
            added: a.added + b.added,
            known: a.known + b.known,
            superseded: a.superseded + b.superseded,
        };
        total = (sum(total.0, added), total.1 + left_out);
    }
    let (Added { added, known, superseded }, left_out) = total;
    if args.json {
        let figures = json!({ "added": added, "known": known, "superseded": superseded, "left_out": left_out });
        writeln!(io::stdout().lock(), "{figures}")?;
    } else {
        let rest =
            if left_out > 0 { format!("; {left_out} without a source or a target left out") } else { String::new() };
        say(&format!("{added} units added, {known} known already, {superseded} superseded{rest}"));
    }
    Ok(Outcome::Done)
}

/// Takes rows of one file.
struct Intake<'i> {
    args: &'i Import,
    /// The file as it is called in errors.
    name: String,
    normalizer: &'i Normalizer,
    add: &'i mut dyn FnMut(&NewUnit) -> Result<(), MemoryError>,
    left_out: usize,
}

impl<'i> Intake<'i> {
    fn new(
        args: &'i Import,
        path: &Path,
        normalizer: &'i Normalizer,
        add: &'i mut dyn FnMut(&NewUnit) -> Result<(), MemoryError>,
    ) -> Self {
        Self { args, name: path.display().to_string(), normalizer, add, left_out: 0 }
    }

    fn key(&self, source: &str) -> String {
        match_key(self.normalizer.normalize_line(source).text())
    }

    fn take(&mut self, unit: Option<NewUnit>) -> Result<(), MemoryError> {
        let Some(mut unit) = unit.filter(|unit| !unit.target.is_empty() && !unit.source.is_empty()) else {
            self.left_out += 1;
            return Ok(());
        };
        if unit.key.is_empty() {
            unit.key = self.key(&unit.source);
        }
        if self.args.reviewed && unit.state != State::Final {
            unit.state = State::Reviewed;
        }
        unit.reviewer = self.args.reviewer.clone().or(unit.reviewer);
        (self.add)(&unit)
    }

    fn tmx(&mut self, file: File) -> Result<(), CommandError> {
        let tags = &self.args.tags;
        let languages = Languages { source: tags.source_language.clone(), target: tags.target_language.clone() };
        let document = document(&self.name);
        let mut failure = None;
        let done = tmx::each(file, &mut |unit| {
            failure = self.take(exchange::from_tmx(&unit, &document, &languages)).err();
            failure.is_none()
        });
        if let Some(failure) = failure {
            return Err(failure.into());
        }
        done.map_err(|error| {
            let hint = if let StreamError::Fault { fault, .. } = &error { fault.hint() } else { "" };
            CommandError::new(format!("{}:{error}", self.name)).with_hint(hint)
        })
    }

    fn jsonl(&mut self, file: File) -> Result<(), CommandError> {
        let mut lines = Lines::new(file, &self.name);
        while let Some(line) = lines.next()? {
            if line.trim().is_empty() {
                continue;
            }
            let value: Value = serde_json::from_str(&line).map_err(|error| {
                CommandError::new(format!("{}:{}:{}: not JSON: {error}", self.name, lines.number, error.column()))
            })?;
            self.take(value.as_object().and_then(exchange::from_json))?;
        }
        Ok(())
    }

    /// A table with a header that names `source` and `target`, or plain two columns.
    fn tsv(&mut self, file: File) -> Result<(), CommandError> {
        let mut lines = Lines::new(file, &self.name);
        let Some(first) = lines.next()? else { return Ok(()) };
        let header: Vec<&str> = first.split('\t').map(str::trim).collect();
        let column = |name: &str| header.iter().position(|own| *own == name);
        let columns = match (column("source"), column("target")) {
            (Some(source), Some(target)) => {
                Columns { source, target, others: ["doc", "seg", "origin", "state", "reviewer", "note"].map(column) }
            }
            _ if header.len() == 2 => Columns { source: 0, target: 1, others: [None; 6] },
            _ => {
                let message = format!("{}:1:1: the header has no columns `source` and `target`", self.name);
                return Err(CommandError::new(message).with_hint("name them, or give a file of just two columns"));
            }
        };
        let mut rows = Rows { document: document(&self.name), columns, waiting: None, number: 0 };
        if rows.columns.is_plain() && column("source").is_none() {
            let row = rows.unit(&first, self);
            self.take(rows.next(row))?;
        }
        while let Some(line) = lines.next()? {
            if line.trim().is_empty() {
                continue;
            }
            let row = rows.unit(&line, self);
            if let Some(before) = rows.next(row) {
                self.take(Some(before))?;
            }
        }
        let last = rows.last();
        if last.is_some() { self.take(last).map_err(CommandError::from) } else { Ok(()) }
    }
}

/// The name that stands in for a document.
fn document(name: &str) -> String {
    Path::new(name).file_name().map_or_else(|| name.to_owned(), |name| name.to_string_lossy().into_owned())
}

struct Columns {
    source: usize,
    target: usize,
    /// `doc`, `seg`, `origin`, `state`, `reviewer`, `note`.
    others: [Option<usize>; 6],
}

impl Columns {
    /// There are no places, so neighbours say nothing.
    fn is_plain(&self) -> bool {
        self.others[0].is_none() || self.others[1].is_none()
    }
}

/// Rows in their order, each held back until the next one is known: it is its neighbour.
struct Rows {
    document: String,
    columns: Columns,
    waiting: Option<NewUnit>,
    number: usize,
}

impl Rows {
    fn unit(&mut self, line: &str, intake: &Intake<'_>) -> NewUnit {
        self.number += 1;
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |at: usize| cells.get(at).map_or("", |cell| cell.trim());
        let [doc, seg, origin, state, reviewer, note] =
            self.columns.others.map(|at| at.map(cell).filter(|cell| !cell.is_empty()).map(str::to_owned));
        let source = cell(self.columns.source).to_owned();
        NewUnit {
            document: doc.or_else(|| Some(self.document.clone())),
            seg: seg.or_else(|| Some(self.number.to_string())),
            key: intake.key(&source),
            source,
            target: cell(self.columns.target).to_owned(),
            state: exchange::state(state.as_deref()),
            origin: origin.unwrap_or_else(|| "imported".to_owned()),
            reviewer,
            note,
            ..NewUnit::default()
        }
    }

    /// Takes a row; returns the one before it, whose neighbours are known now.
    fn next(&mut self, mut row: NewUnit) -> Option<NewUnit> {
        if self.columns.is_plain() {
            return Some(row);
        }
        let edge = Some(key_hash(""));
        let mut before = self.waiting.take();
        if let Some(before) = &mut before {
            if before.document != row.document {
                before.after_hash = edge;
            } else if follows(before, &row) {
                before.after_hash = Some(key_hash(&row.key));
                row.before_hash = Some(key_hash(&before.key));
            }
        }
        if numbers(&row).is_some_and(|(first, _)| first == 1) {
            row.before_hash = edge;
        }
        self.waiting = Some(row);
        before
    }

    fn last(&mut self) -> Option<NewUnit> {
        let last = self.waiting.take()?;
        Some(NewUnit { after_hash: Some(key_hash("")), ..last })
    }
}

fn follows(before: &NewUnit, row: &NewUnit) -> bool {
    matches!((numbers(before), numbers(row)), (Some((_, last)), Some((first, _))) if last + 1 == first)
}

/// First and last number of `4` or `4+5`.
fn numbers(unit: &NewUnit) -> Option<(usize, usize)> {
    let seg = unit.seg.as_deref()?;
    let first = seg.split('+').next()?.parse().ok()?;
    Some((first, seg.rsplit('+').next()?.parse().ok()?))
}

/// Lines of a file of any length.
struct Lines {
    input: BufReader<Input<File>>,
    name: String,
    number: usize,
}

impl Lines {
    fn new(file: File, name: &str) -> Self {
        Self { input: BufReader::new(Input::new(file)), name: name.to_owned(), number: 0 }
    }

    fn next(&mut self) -> Result<Option<String>, CommandError> {
        let mut line = String::new();
        let count = self.input.by_ref().take(LONGEST_LINE).read_line(&mut line).map_err(|error| {
            if error.kind() != io::ErrorKind::InvalidData {
                return CommandError::new(format!("cannot read `{}`: {error}", self.name));
            }
            let (line, column) = self.input.get_ref().lines().borrow_mut().end();
            let hint = "save it as UTF-8 (`iconv -t UTF-8`)";
            CommandError::new(format!("{}:{line}:{column}: not UTF-8", self.name)).with_hint(hint)
        })?;
        self.number += 1;
        if count == 0 {
            return Ok(None);
        }
        if count as u64 == LONGEST_LINE {
            return Err(CommandError::new(format!("{}:{}: the line is longer than 16 MB", self.name, self.number)));
        }
        let end = line.trim_end_matches('\n').trim_end_matches('\r').len();
        line.truncate(end);
        Ok(Some(line))
    }
}
