//! CSV: our own columns with another delimiter, or the columns of others, known by their names or by language codes.

use crate::formats::csv::{self, Record};
use crate::formats::tsv::Row;
use crate::model::TermEntry;
use crate::persian::letters::is_arabic_script;

use super::super::read::{COLUMNS, POS, read_rows};
use super::super::write::cells;
use super::intake::Intake;
use super::words::pos_of;
use super::{ExchangeError, Export, Import, Options, languages};

/// What others call our columns.
const SYNONYMS: [(&str, &[&str]); 5] = [
    ("source", &["src", "sourcestring", "sourceterm"]),
    ("target", &["tgt", "targetstring", "targetterm"]),
    ("pos", &["partofspeech"]),
    ("domain", &["subject", "subjectfield"]),
    ("note", &["notes", "comment", "description", "definition"]),
];

/// What a column is for us.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    /// One of ours.
    Own(&'static str),
    /// The language of the source column, row by row.
    SourceLanguage,
    /// The language of the target column.
    TargetLanguage,
    /// Nothing.
    Other(String),
}

/// The columns of a file.
struct Layout {
    columns: Vec<Column>,
    /// The first record names them.
    has_header: bool,
}

pub(super) fn import(file: &str, text: &str, options: &Options) -> Result<Import, ExchangeError> {
    let records =
        csv::read(text, options.dialect(text)).map_err(|error| ExchangeError::Csv { file: file.to_owned(), error })?;
    let layout = layout(file, &records, options)?;
    let mut intake = Intake::new(file, options);
    let names: Vec<String> = layout.columns.iter().map(|column| column.name().to_owned()).collect();
    let mut rows = Vec::new();
    for record in records.iter().skip(usize::from(layout.has_header)) {
        rows.extend(layout.row(record, &mut intake));
    }
    let (entries, findings) = read_rows(file, &names, &rows);
    intake.extend(entries, findings);
    Ok(intake.finish())
}

impl Column {
    fn of(name: &str, options: &Options) -> Self {
        let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let own = name.trim().to_lowercase();
        if let Some(column) = COLUMNS.iter().find(|column| **column == own) {
            return Self::Own(column);
        }
        if let Some((column, _)) = SYNONYMS.iter().find(|(_, others)| others.contains(&plain.as_str())) {
            return Self::Own(column);
        }
        match plain.as_str() {
            "sourcelang" | "sourcelanguage" => Self::SourceLanguage,
            "targetlang" | "targetlanguage" => Self::TargetLanguage,
            _ if languages::is_tag(name) && languages::is_variant(name, &options.source) => Self::Own("source"),
            _ if languages::is_tag(name) && languages::is_variant(name, &options.target) => Self::Own("target"),
            _ => Self::Other(name.trim().to_owned()),
        }
    }

    /// The name under which rows are read; what is not ours has none.
    fn name(&self) -> &'static str {
        if let Self::Own(name) = self { name } else { "" }
    }
}

fn layout(file: &str, records: &[Record], options: &Options) -> Result<Layout, ExchangeError> {
    let first = records.first().map(|record| record.cells.as_slice()).unwrap_or_default();
    let mut columns: Vec<Column> = first.iter().map(|name| Column::of(name, options)).collect();
    // A row may name its languages too («سند,document,fa,en»), but then it has a Persian term.
    let persian = first.iter().any(|cell| cell.chars().any(is_arabic_script));
    let has_header = !persian && ["source", "target"].iter().all(|name| columns.contains(&Column::Own(name)));
    if !has_header {
        if let Some(error) = foreign_header(file, records, options) {
            return Err(error);
        }
        columns = by_position(records);
    }
    // Columns that are named by their languages, here or in each row, are what they are.
    let by_language = columns.contains(&Column::SourceLanguage) || first.iter().any(|name| languages::is_tag(name));
    if options.swap && !by_language {
        let at = |name| columns.iter().position(|column| *column == Column::Own(name));
        if let (Some(source), Some(target)) = (at("source"), at("target")) {
            columns.swap(source, target);
        }
    }
    Ok(Layout { columns, has_header })
}

/// A first line of languages that are not ours, or of names that say nothing to us.
fn foreign_header(file: &str, records: &[Record], options: &Options) -> Option<ExchangeError> {
    let first = records.first()?;
    let file = file.to_owned();
    if first.cells.len() > 1 && first.cells.iter().take(2).all(|name| languages::is_tag(name)) {
        let missing = [&options.source, &options.target].into_iter();
        let wanted =
            missing.into_iter().find(|own| !first.cells.iter().any(|name| languages::is_variant(name, own)))?;
        return Some(ExchangeError::NoLanguage { file, wanted: wanted.clone(), found: first.cells.join(", ") });
    }
    let persian = |record: &Record| record.cells.iter().take(2).any(|cell| cell.chars().any(is_arabic_script));
    let is_header = first.cells.len() < 2 || (!persian(first) && records.get(1).is_some_and(persian));
    let languages = format!("`{}`, `{}`", options.source, options.target);
    is_header.then_some(ExchangeError::Header { file, line: first.line, languages })
}

/// Without a header: source and target, then two languages (DeepL) or a comment.
fn by_position(records: &[Record]) -> Vec<Column> {
    let width = records.first().map_or(0, |record| record.cells.len());
    let mut columns = vec![Column::Own("source"), Column::Own("target")];
    let tags = records.iter().all(|record| record.cells.iter().skip(2).all(|cell| languages::is_tag(cell)));
    match width {
        4 if tags => columns.extend([Column::SourceLanguage, Column::TargetLanguage]),
        3.. => columns.push(Column::Own("note")),
        _ => {}
    }
    columns
}

impl Layout {
    /// Returns the record as a row of ours, or names what is wrong with it.
    fn row(&self, record: &Record, intake: &mut Intake<'_>) -> Option<Row> {
        let mut cells = record.cells.clone();
        let (found, wanted) = (cells.len(), self.columns.len());
        if found > wanted {
            let hint = "is the delimiter in a cell that is not quoted?";
            intake.error(record.line, format!("{found} cells, but there are {wanted} columns"), hint);
            return None;
        }
        if found < wanted && self.has_header {
            intake.warn(
                record.line,
                format!("{found} cells, but there are {wanted} columns: the rest is taken for empty"),
            );
        }
        cells.resize(wanted, String::new());
        self.in_our_direction(record.line, &mut cells, intake)?;
        for (cell, column) in cells.iter_mut().zip(&self.columns) {
            match column {
                Column::Other(name) if !cell.trim().is_empty() => intake.unread(name),
                Column::Own("pos") => *cell = pos(cell, record.line, intake),
                _ => {}
            }
            if cell.contains(['\n', '\r', '\t']) {
                intake.warn(record.line, "a tab or line end in a cell became a space".to_owned());
                *cell = cell.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        Some(Row { line: record.line, cells })
    }

    /// Where each row names its languages, one that runs the other way is turned round.
    fn in_our_direction(&self, line: usize, cells: &mut [String], intake: &mut Intake<'_>) -> Option<()> {
        let at = |wanted: &Column| self.columns.iter().position(|column| column == wanted);
        let (Some(from), Some(to)) = (at(&Column::SourceLanguage), at(&Column::TargetLanguage)) else {
            return Some(());
        };
        let (source, target) = (&intake.options.source, &intake.options.target);
        let is = |from: &str, to: &str| languages::is_variant(from, source) && languages::is_variant(to, target);
        if is(&cells[from], &cells[to]) {
            return Some(());
        }
        if !is(&cells[to], &cells[from]) {
            let message = format!("from `{}` to `{}`, not from `{source}` to `{target}`", cells[from], cells[to]);
            intake.error(line, message, "");
            return None;
        }
        let (source, target) = (at(&Column::Own("source"))?, at(&Column::Own("target"))?);
        cells.swap(source, target);
        Some(())
    }
}

/// Our name for a part of speech.
fn pos(text: &str, line: usize, intake: &mut Intake<'_>) -> String {
    let Some(pos) = pos_of(text) else {
        intake.warn(line, format!("unknown part of speech `{}`, taken for a noun", text.trim()));
        return String::new();
    };
    POS.iter().find(|(_, own)| *own == pos).map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

pub(super) fn export(entries: &[TermEntry], options: &Options) -> Export {
    let dialect = options.own_dialect();
    let mut text = csv::line(&COLUMNS, dialect);
    for entry in entries {
        text.push_str(&csv::line(&cells(entry).each_ref().map(String::as_str), dialect));
    }
    Export { text, ..Export::default() }
}
