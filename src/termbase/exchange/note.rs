//! What a format does not hold, column by column.

use std::fmt;

use crate::model::{Inflection, TermEntry};

use super::super::read::COLUMNS;
use super::super::write::cells;

/// A column that was not taken over as it is, and in how many entries that matters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// The column.
    pub column: String,
    /// How many entries have something in it.
    pub entries: usize,
    /// What became of it.
    pub fate: &'static str,
}

impl Note {
    /// A note about a column of ours; none if no entry is concerned.
    pub(super) fn about(column: &str, entries: usize, fate: &'static str) -> Option<Self> {
        (entries > 0).then(|| Self { column: column.to_owned(), entries, fate })
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.entries == 1 { "entry" } else { "entries" };
        write!(f, "{}: {} ({} {plural})", self.column, self.fate, self.entries)
    }
}

/// Notes about all columns that are not in `held`.
pub(super) fn dropped(entries: &[&TermEntry], held: &[&str]) -> Vec<Note> {
    let rows: Vec<[String; 16]> = entries.iter().map(|entry| cells(entry)).collect();
    let lost = |at: usize, row: &[String; 16], entry: &TermEntry| match COLUMNS[at] {
        // Without its part of speech an entry comes back as a noun.
        "inflect" if !held.contains(&"pos") => entry.inflect != Inflection::Noun,
        _ => !row[at].is_empty(),
    };
    let columns = COLUMNS.iter().enumerate().filter(|(_, column)| !held.contains(column));
    columns
        .filter_map(|(at, column)| {
            let count = rows.iter().zip(entries).filter(|(row, entry)| lost(at, row, entry)).count();
            Note::about(column, count, "dropped")
        })
        .collect()
}
