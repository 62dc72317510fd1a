//! UTX: rows of one concept id are one entry. `approved` and `provisional` rows are preferred, `non-standard` ones admitted or other spellings.

use std::fmt::Write as _;

use crate::formats::tsv::Row;
use crate::formats::utx::{self, Glossary};
use crate::model::{PartOfSpeech, TermEntry, TermStatus};

use super::super::finding::Finding;
use super::intake::Intake;
use super::note::{self, Note};
use super::words::{pos_name, pos_of};
use super::{ExchangeError, Export, Import, Options, languages};

/// What the format holds.
const HELD: [&str; 8] = ["source", "target", "aliases", "admitted", "forbidden", "pos", "status", "note"];

/// What UTX writes where there is no part of speech.
const NO_POS: &str = "-";

/// A row by the meaning of its cells.
#[derive(Default)]
struct Line {
    number: usize,
    source: String,
    target: String,
    pos: String,
    status: String,
    concept: String,
    comment: String,
}

pub(super) fn import(file: &str, text: &str, options: &Options) -> Result<Import, ExchangeError> {
    let glossary = utx::read(text).map_err(|error| ExchangeError::Utx { file: file.to_owned(), error })?;
    let swapped = direction(file, &glossary, options)? != options.swap;
    let mut intake = Intake::new(file, options);
    for column in glossary.columns.iter().filter(|name| !utx::COLUMNS.contains(&name.as_str())) {
        let at = glossary.columns.iter().position(|name| name == column);
        let filled = |row: &&Row| at.and_then(|at| row.cells.get(at)).is_some_and(|cell| !cell.is_empty());
        glossary.rows.iter().filter(filled).for_each(|_| intake.unread(column));
    }
    for concept in concepts(&glossary, swapped) {
        entry(&concept, &mut intake);
    }
    Ok(intake.finish())
}

/// Returns whether the file runs the other way.
fn direction(file: &str, glossary: &Glossary, options: &Options) -> Result<bool, ExchangeError> {
    let (from, to) = (&glossary.languages.0, &glossary.languages.1);
    let is = |from: &str, to: &str| {
        languages::is_variant(from, &options.source) && languages::is_variant(to, &options.target)
    };
    if is(from, to) || is(to, from) {
        return Ok(is(to, from));
    }
    let has_source = [from, to].into_iter().any(|tag| languages::is_variant(tag, &options.source));
    let wanted = if has_source { options.target.clone() } else { options.source.clone() };
    Err(ExchangeError::NoLanguage { file: file.to_owned(), wanted, found: format!("{from}, {to}") })
}

/// Rows by concept, in order of appearance; rows without an id belong together if they have one source.
fn concepts(glossary: &Glossary, swapped: bool) -> Vec<Vec<Line>> {
    let mut order: Vec<Vec<Line>> = Vec::new();
    let mut by_key = std::collections::HashMap::new();
    for row in &glossary.rows {
        let line = line(glossary, row, swapped);
        let key = if line.concept.is_empty() { (false, line.source.clone()) } else { (true, line.concept.clone()) };
        let at = *by_key.entry(key).or_insert(order.len());
        if at == order.len() {
            order.push(Vec::new());
        }
        order[at].push(line);
    }
    order
}

fn line(glossary: &Glossary, row: &Row, swapped: bool) -> Line {
    let cell = |name: &str| {
        let at = glossary.columns.iter().position(|column| column == name);
        at.and_then(|at| row.cells.get(at)).cloned().unwrap_or_default()
    };
    let (source, target) = if swapped { (cell("tgt"), cell("src")) } else { (cell("src"), cell("tgt")) };
    Line {
        number: row.line,
        source,
        target,
        pos: cell("src:pos"),
        status: cell("term status").to_lowercase(),
        concept: cell("concept ID"),
        comment: cell("comment"),
    }
}

fn entry(lines: &[Line], intake: &mut Intake<'_>) {
    let is_preferred = |line: &&Line| !matches!(line.status.as_str(), "forbidden" | "non-standard" | "rejected");
    let first = lines.iter().find(is_preferred).or_else(|| lines.iter().find(|line| line.status == "non-standard"));
    let Some(first) = first else {
        for line in lines {
            let message = format!("`{}` has no target but forbidden ones", line.source);
            intake.error(line.number, message, "");
        }
        return;
    };
    let pos = pos_of(&first.pos).unwrap_or_else(|| {
        intake.warn(first.number, format!("unknown part of speech `{}`, taken for a noun", first.pos));
        PartOfSpeech::Noun
    });
    let mut entry = TermEntry {
        source: first.source.clone(),
        target: first.target.clone(),
        pos,
        inflect: super::super::read::class_of(pos),
        status: if first.status == "provisional" { TermStatus::Proposed } else { TermStatus::Approved },
        note: first.comment.clone(),
        ..TermEntry::default()
    };
    for line in lines.iter().filter(|line| !std::ptr::eq(*line, first)) {
        if line.source.is_empty() || line.target.is_empty() {
            intake.error(line.number, "a row without source or target".to_owned(), "");
        }
        let targets = if is_preferred(&line) || line.status == "non-standard" {
            &mut entry.admitted
        } else {
            &mut entry.forbidden
        };
        targets.push(line.target.clone());
        entry.aliases.push(line.source.clone());
    }
    intake.take(first.number, entry);
}

pub(super) fn export(entries: &[TermEntry], options: &Options) -> Export {
    let mut export =
        Export { text: utx::header(&options.source, &options.target, &date(options.now)), ..Export::default() };
    let mut held: Vec<&TermEntry> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if entry.status == TermStatus::Deprecated {
            let message = format!("`{}` is deprecated and was left out", entry.source);
            export.findings.push(Finding::warning(&entry.place.file, entry.place.line, 0, message));
            continue;
        }
        rows(entry, at + 1, &mut export.text);
        held.push(entry);
    }
    export.notes = note::dropped(&held, &HELD);
    let formulas = held.iter().filter(|entry| entry.pos == PartOfSpeech::None).count();
    export.notes.extend(Note::about("pos", formulas, "`none` is written as `-`, which is read as a noun"));
    if !export.notes.iter().any(|note| note.column == "inflect") {
        export.notes.extend(Note::about("inflect", formulas, "goes with `pos`"));
    }
    export
}

/// The preferred pair first; then the other targets and spellings of the concept.
fn rows(entry: &TermEntry, concept: usize, out: &mut String) {
    let first = if entry.status == TermStatus::Proposed { "provisional" } else { "approved" };
    let concept = concept.to_string();
    let mut row = |source: &str, target: &str, status: &str, comment: &str| {
        out.push_str(&utx::line(&[source, target, pos_name(entry.pos, NO_POS), status, &concept, comment]));
    };
    row(&entry.source, &entry.target, first, &entry.note);
    entry.admitted.iter().for_each(|target| row(&entry.source, target, "non-standard", ""));
    entry.forbidden.iter().for_each(|target| row(&entry.source, target, "forbidden", ""));
    entry.aliases.iter().for_each(|source| row(source, &entry.target, "non-standard", ""));
}

/// The date of `seconds` since 1970, in UTC, as ISO 8601 writes it.
fn date(seconds: i64) -> String {
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Days are counted from 1 March of the year 0, so that the odd day of a leap year is the last one.
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let (month, year) = if month < 10 { (month + 3, year) } else { (month - 9, year + 1) };
    let mut text = format!("{:04}-{month:02}-{of_month:02}", year + era * 400);
    let _ = write!(text, "T{:02}:{:02}:{:02}Z", rest / 3600, rest / 60 % 60, rest % 60);
    text
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn dates_are_those_of_the_calendar() {
        assert_eq!(date(0), "1970-01-01T00:00:00Z");
        assert_eq!(date(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(date(1_795_593_599), "2026-11-25T07:59:59Z");
    }
}
