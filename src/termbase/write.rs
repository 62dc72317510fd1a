//! Writes entries as a glossary file.
//!
//! In: entries. Out: the text of a TSV with all columns; a cell is empty where its value is the default. What is written is read back as
//! the same entry.

use crate::formats::tsv;
use crate::model::{CaseRule, TermEntry, TermStatus};

use super::read::{COLUMNS, INFLECT, POS, STATUS, class_of};

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
    use super::write;
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
    fn defaults_are_left_empty() {
        let entry = TermEntry { source: "سند".to_owned(), target: "document".to_owned(), ..TermEntry::default() };
        assert!(write(std::slice::from_ref(&entry)).ends_with("\nسند\t\tdocument\t\t\t\t\t\t\t\t\t\t\t\t\t\n"));
        let proposed = TermEntry { status: TermStatus::Proposed, priority: -1, dnt: true, ..entry };
        assert!(write(&[proposed]).ends_with("\tyes\t\t\t\t-1\tproposed\t\t\n"));
    }
}
