//! Writes entries as a glossary file.
//!
//! In: entries. Out: the text of a TSV with all columns; a cell is empty where its value is the default. What is written is read back as
//! the same entry.

use std::collections::HashSet;

use crate::formats::tsv;
use crate::model::{CaseRule, TermEntry, TermStatus};

use super::read::{COLUMNS, INFLECT, POS, STATUS, class_of, read};

/// Returns the text of a glossary file.
#[must_use]
pub fn write(entries: &[TermEntry]) -> String {
    let mut out = format!("{}\n", COLUMNS.join("\t"));
    for entry in entries {
        let cells = cells(entry);
        out.push_str(&tsv::line(&cells.each_ref().map(String::as_str)));
        out.push('\n');
    }
    out
}

/// Returns the text of a glossary file that holds the rows of `files` (name and text) that could be read, each cell as it stands: a default that was
/// written out stays so.
#[must_use]
pub fn copy<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> String {
    let mut out = format!("{}\n", COLUMNS.join("\t"));
    for (file, text) in files {
        let usable: HashSet<usize> = read(file, text).0.iter().map(|entry| entry.place.line).collect();
        let table = tsv::read(text);
        let at = COLUMNS.map(|column| table.header.iter().position(|name| name == column));
        for row in table.rows.iter().filter(|row| usable.contains(&row.line)) {
            let cells = at.map(|at| at.and_then(|at| row.cells.get(at)).map_or("", |cell| cell.trim()));
            out.push_str(&tsv::line(&cells));
            out.push('\n');
        }
    }
    out
}

/// Returns the cells of an entry, in the order of `COLUMNS`.
#[must_use]
pub fn cells(entry: &TermEntry) -> [String; 16] {
    let list = |items: &[String]| items.join("|");
    let yes = |holds: bool, word: &str| if holds { word.to_owned() } else { String::new() };
    [
        entry.source.clone(),
        list(&entry.aliases),
        entry.target.clone(),
        list(&entry.admitted),
        list(&entry.forbidden),
        name(&POS, entry.pos),
        if entry.inflect == class_of(entry.pos) { String::new() } else { name(&INFLECT, entry.inflect) },
        yes(entry.case == CaseRule::Exact, "exact"),
        yes(entry.dnt, "yes"),
        entry.domain.clone(),
        list(&entry.near),
        list(&entry.not_near),
        if entry.priority == 0 { String::new() } else { entry.priority.to_string() },
        if entry.status == TermStatus::Approved { String::new() } else { name(&STATUS, entry.status) },
        entry.note.clone(),
        entry.example.clone(),
    ]
}

/// The first name of a value; that of a default is the empty one.
fn name<T: PartialEq>(names: &[(&str, T)], value: T) -> String {
    names.iter().find(|(_, own)| *own == value).map(|(name, _)| (*name).to_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{copy, write};
    use crate::model::{TermEntry, TermStatus};
    use crate::termbase::read;

    #[test]
    fn what_is_written_is_read() {
        let (name, text) = crate::config::BUILTIN_GLOSSARY;
        let (entries, _) = read(name, text);
        let (again, findings) = read(name, &write(&entries));
        assert_eq!(findings, []);
        assert_eq!(again, entries);
    }

    #[test]
    fn a_copy_keeps_what_is_written() {
        let row = "سند\t\tdocument\t\t\tnoun\tnoun\tany\tno\t\t\t\t0\tapproved\t\t";
        let text = write(&[]) + row + "\n";
        assert_eq!(copy([("g.tsv", text.as_str())]), text);
        let short = "target\tsource\ndocument\tسند\n\tمتن\n";
        assert_eq!(copy([("g.tsv", short)]), write(&read("g.tsv", short).0), "a row without target is left out");
    }

    #[test]
    fn defaults_are_left_empty() {
        let entry = TermEntry { source: "سند".to_owned(), target: "document".to_owned(), ..TermEntry::default() };
        assert!(write(std::slice::from_ref(&entry)).ends_with("\nسند\t\tdocument\t\t\t\t\t\t\t\t\t\t\t\t\t\n"));
        let proposed = TermEntry { status: TermStatus::Proposed, priority: -1, dnt: true, ..entry };
        assert!(write(&[proposed]).ends_with("\tyes\t\t\t\t-1\tproposed\t\t\n"));
    }
}
