//! Glossaries of translation services: pairs of terms within named limits.
//!
//! In: entries, a service. Out: its file; aliases are rows of their own, deprecated entries are left out, and what breaks a limit is named and
//! left out too. The other way round each pair is an entry, and the same limits are checked.

use crate::formats::csv::{self, Delimiter, Dialect, Record};
use crate::formats::tmx;
use crate::model::{PartOfSpeech, TermEntry, TermStatus};

use super::super::finding::Finding;
use super::gate::{Gate, Limits, Pair, Unit, pair, pairs};
use super::intake::Intake;
use super::note::{self, Note};
use super::words::{pos_name, pos_of};
use super::{ExchangeError, Export, Import, Options, languages};

/// A service.
#[derive(Debug, Clone, Copy)]
pub(super) struct Service {
    pub(super) name: &'static str,
    pub(super) header: Header,
    /// Tabs instead of commas, unless the file's name says otherwise.
    pub(super) with_tabs: bool,
    pub(super) limits: Limits,
}

/// The first line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Header {
    /// There is none.
    None,
    /// Language codes.
    Languages,
    /// Language codes, `pos`, `description`.
    LanguagesPosDescription,
}

impl Service {
    fn fits(&self, file: &str, text: &str) -> Result<(), ExchangeError> {
        let (limit, unit) = self.limits.file;
        let (size, unit) = match unit {
            Unit::Bytes => (text.len(), "bytes"),
            Unit::Characters => (text.chars().count(), "characters"),
        };
        let error = ExchangeError::TooLarge { file: file.to_owned(), service: self.name, unit, size, limit };
        if size > limit { Err(error) } else { Ok(()) }
    }

    fn dialect(&self, options: &Options) -> Dialect {
        let own = if self.with_tabs { Delimiter::Tab } else { Delimiter::Comma };
        let delimiter = options.delimiter.unwrap_or(own);
        Dialect { delimiter, quoting: options.quoting.unwrap_or(delimiter != Delimiter::Tab) }
    }

    fn held(&self) -> &'static [&'static str] {
        match self.header {
            // A target that may stand once cannot have further spellings of its source.
            _ if self.limits.one_source => &["source", "target"],
            Header::LanguagesPosDescription => &["source", "target", "aliases", "pos", "note"],
            Header::None | Header::Languages => &["source", "target", "aliases"],
        }
    }
}

pub(super) fn import(service: &Service, file: &str, text: &str, options: &Options) -> Result<Import, ExchangeError> {
    service.fits(file, text)?;
    let mut intake = Intake::new(file, options);
    let pairs = if text.trim_start_matches('\u{FEFF}').trim_start().starts_with('<') {
        from_tmx(file, text, &mut intake)?
    } else {
        from_table(service, file, text, &mut intake)?
    };
    let mut gate = Gate::new(service.name, service.limits);
    for pair in pairs {
        match gate.admit(&pair) {
            Ok(true) => intake.take(pair.line, pair.into_entry()),
            Ok(false) => intake.warn(pair.line, format!("`{}` stands here twice", pair.source)),
            Err(message) => intake.error(pair.line, message, "--from csv or tsv reads it without these limits"),
        }
    }
    intake.finish_with_languages()
}

fn from_tmx(file: &str, text: &str, intake: &mut Intake<'_>) -> Result<Vec<Pair>, ExchangeError> {
    let units = tmx::read(text).map_err(|error| ExchangeError::Xml { file: file.to_owned(), error })?;
    let mut pairs = Vec::new();
    for unit in units {
        let (sources, targets) = intake.in_our_languages(&unit.variants);
        let first = |texts: Vec<String>| texts.into_iter().next().unwrap_or_default();
        pairs.push(pair(file, unit.line, first(sources), first(targets)));
    }
    Ok(pairs)
}

fn from_table(service: &Service, file: &str, text: &str, intake: &mut Intake<'_>) -> Result<Vec<Pair>, ExchangeError> {
    let options = intake.options;
    let delimiter = options.delimiter.unwrap_or(csv::sniff(text).delimiter);
    let dialect = service.dialect(&Options { delimiter: Some(delimiter), ..options.clone() });
    let records = csv::read(text, dialect).map_err(|error| ExchangeError::Csv { file: file.to_owned(), error })?;
    if service.header != Header::None {
        return by_language(file, &records, intake);
    }
    let mut pairs = Vec::new();
    for (at, record) in records.into_iter().enumerate() {
        if at == 0 && is_header(&record, intake.options) {
            let message = format!("a header, which {} would take for a term", service.name);
            intake.error(record.line, message, "remove the line");
        } else {
            pairs.extend(by_position(file, record, intake));
        }
    }
    Ok(pairs)
}

fn is_header(record: &Record, options: &Options) -> bool {
    let is = |cell: &String, name: &str, language: &str| {
        cell.trim().eq_ignore_ascii_case(name) || languages::is_exact(cell.trim(), language)
    };
    match record.cells.as_slice() {
        [first, second, ..] => is(first, "source", &options.source) && is(second, "target", &options.target),
        _ => false,
    }
}

/// Two columns; DeepL may name the languages of each row in two more.
fn by_position(file: &str, record: Record, intake: &mut Intake<'_>) -> Option<Pair> {
    let Record { line, cells } = record;
    match cells.as_slice() {
        [_, _] => {}
        [_, _, from, to] if languages::is_tag(from) && languages::is_tag(to) => {
            let Options { source, target, .. } = intake.options;
            if !languages::is_variant(from, source) || !languages::is_variant(to, target) {
                let message = format!("from `{from}` to `{to}`, not from `{source}` to `{target}`");
                intake.error(line, message, "");
                return None;
            }
        }
        other => {
            let message = format!("{} cells instead of two", other.len());
            intake.error(line, message, "is the delimiter in a cell that is not quoted?");
            return None;
        }
    }
    let mut cells = cells.into_iter();
    let (source, target) = (cells.next()?, cells.next()?);
    let (source, target) = if intake.options.swap { (target, source) } else { (source, target) };
    Some(pair(file, line, source, target))
}

/// A column per language, named in the first record.
fn by_language(file: &str, records: &[Record], intake: &mut Intake<'_>) -> Result<Vec<Pair>, ExchangeError> {
    let header = records.first().map(|record| record.cells.as_slice()).unwrap_or_default();
    let at = |wanted: &str| {
        let exact = header.iter().position(|name| languages::is_exact(name.trim(), wanted));
        exact.or_else(|| header.iter().position(|name| languages::is_tag(name) && languages::is_variant(name, wanted)))
    };
    let missing = |wanted: &String| ExchangeError::NoLanguage {
        file: file.to_owned(),
        wanted: wanted.clone(),
        found: header.join(", "),
    };
    let options = intake.options;
    let source = at(&options.source).ok_or_else(|| missing(&options.source))?;
    let target = at(&options.target).ok_or_else(|| missing(&options.target))?;
    let named = |wanted: &str| header.iter().position(|name| name.trim() == wanted);
    let (pos, note) = (named("pos"), named("description"));
    let mut pairs = Vec::new();
    for record in &records[1..] {
        let cell = |at: usize| record.cells.get(at).cloned().unwrap_or_default();
        if record.cells.len() != header.len() {
            let message = format!("{} cells, but there are {} columns", record.cells.len(), header.len());
            intake.error(record.line, message, "is the delimiter in a cell that is not quoted?");
            continue;
        }
        for (at, name) in header.iter().enumerate() {
            if ![Some(source), Some(target), pos, note].contains(&Some(at)) && !record.cells[at].trim().is_empty() {
                intake.unread(name);
            }
        }
        let pos = pos.and_then(|at| pos_of(&cell(at))).unwrap_or_default();
        let note = note.map(cell).unwrap_or_default();
        pairs.push(Pair { pos, note, ..pair(file, record.line, cell(source), cell(target)) });
    }
    Ok(pairs)
}

pub(super) fn export(service: &Service, entries: &[TermEntry], options: &Options) -> Result<Export, ExchangeError> {
    let mut export = Export::default();
    let mut held: Vec<&TermEntry> = Vec::new();
    let mut rows: Vec<Pair> = Vec::new();
    let mut gate = Gate::new(service.name, service.limits);
    for entry in entries {
        if entry.status == TermStatus::Deprecated {
            let message = format!("`{}` is deprecated and was left out", entry.source);
            export.findings.push(Finding::warning(&entry.place.file, entry.place.line, 0, message));
            continue;
        }
        held.push(entry);
        let rows_of_entry = if service.limits.one_source { 1 } else { usize::MAX };
        for pair in pairs(entry).take(rows_of_entry) {
            match gate.admit(&pair) {
                Ok(is_new) => rows.extend(is_new.then_some(pair)),
                Err(message) => {
                    let message = format!("{message}: left out");
                    export.findings.push(Finding::error(&pair.file, pair.line, 0, message));
                }
            }
        }
    }
    export.text = if options.as_tmx { as_tmx(&rows, options) } else { as_table(service, &rows, options) };
    service.fits(service.name, &export.text)?;
    export.notes = notes(service, &held);
    Ok(export)
}

fn as_table(service: &Service, rows: &[Pair], options: &Options) -> String {
    let dialect = service.dialect(options);
    let languages = [options.source.as_str(), &options.target];
    let mut text = match service.header {
        Header::None => String::new(),
        Header::Languages => csv::line(&languages, dialect),
        Header::LanguagesPosDescription => csv::line(&[languages[0], languages[1], "pos", "description"], dialect),
    };
    for row in rows {
        let cells = [row.source.as_str(), &row.target, pos_name(row.pos, ""), &row.note];
        let width = if service.header == Header::LanguagesPosDescription { 4 } else { 2 };
        text.push_str(&csv::line(&cells[..width], dialect));
    }
    text
}

fn as_tmx(rows: &[Pair], options: &Options) -> String {
    let mut text = tmx::head(&options.source);
    for row in rows {
        let variants = vec![(options.source.clone(), row.source.clone()), (options.target.clone(), row.target.clone())];
        text.push_str(&tmx::write(&tmx::Unit { variants, ..tmx::Unit::default() }));
    }
    text + tmx::FOOT
}

fn notes(service: &Service, held: &[&TermEntry]) -> Vec<Note> {
    let mut notes = note::dropped(held, service.held());
    let with_aliases = held.iter().filter(|entry| !entry.aliases.is_empty() && !service.limits.one_source).count();
    notes.extend(Note::about("aliases", with_aliases, "written as rows of their own"));
    if service.held().contains(&"pos") {
        let formulas = held.iter().filter(|entry| entry.pos == PartOfSpeech::None).count();
        notes.extend(Note::about("pos", formulas, "`none` has no name here and is read as a noun"));
        if !notes.iter().any(|note| note.column == "inflect") {
            notes.extend(Note::about("inflect", formulas, "goes with `pos`"));
        }
    }
    notes
}
