//! Lint: what a curator should know about glossary files beyond what makes a row unreadable.
//!
//! In: the text of glossary files, in the order in which they are stacked. Out: findings with file, line and column. Nothing is mended here, and
//! no row is passed over in silence: what cannot be read is an error.

mod cells;
mod clash;
mod shadow;
mod spelling;

use std::borrow::Borrow;
use std::collections::HashMap;

use crate::formats::tsv;
use crate::lexicon::Lexicon;
use crate::model::{Place, TermEntry, TermStatus};

use super::finding::Finding;
use super::read::read;

/// Everything that lint knows about stacked files.
#[derive(Debug, Default)]
pub struct Lint {
    /// The rows that can be used.
    pub entries: Vec<TermEntry>,
    /// The findings, by file and then by line.
    pub findings: Vec<Finding>,
}

/// Checks `files` (name and text), alone and against each other.
#[must_use]
pub fn lint<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Lint {
    let mut lint = Lint::default();
    let mut columns = Columns::default();
    let mut order: Vec<&str> = Vec::new();
    for (file, text) in files {
        columns.learn(file, text);
        order.push(file);
        let (entries, findings) = checked(file, text, &columns);
        lint.entries.extend(entries);
        lint.findings.extend(findings);
    }
    lint.findings.extend(stack(&lint.entries, &columns));
    let rank = |file: &str| order.iter().position(|own| *own == file);
    lint.findings.sort_by_key(|finding| (rank(&finding.file), finding.line, finding.column));
    lint
}

/// Checks one glossary file: its rows, its encoding marks, its spelling.
#[must_use]
pub fn lint_file(file: &str, text: &str) -> (Vec<TermEntry>, Vec<Finding>) {
    let mut columns = Columns::default();
    columns.learn(file, text);
    checked(file, text, &columns)
}

/// Checks entries of all stacked files against each other: duplicates, conflicts, entries that never count, terms inside terms.
#[must_use]
pub fn lint_stack<E: Borrow<TermEntry>>(entries: &[E]) -> Vec<Finding> {
    let entries: Vec<TermEntry> = entries.iter().map(|entry| entry.borrow().clone()).collect();
    stack(&entries, &Columns::default())
}

/// Returns the forms that two entries claim with different targets, where nothing but their order decides.
#[must_use]
pub fn conflicts<E: Borrow<TermEntry>>(entries: &[E]) -> Vec<Finding> {
    let live: Vec<&TermEntry> = live(entries.iter().map(Borrow::borrow)).collect();
    clash::findings(&live, &Columns::default()).into_iter().filter(clash::is_conflict).collect()
}

/// Returns, as errors, the entries that contradict each other: one form, and one forbids what the other allows.
pub(super) fn contradictions(entries: &[TermEntry]) -> Vec<Finding> {
    let live: Vec<&TermEntry> = live(entries.iter()).collect();
    clash::contradictions(&live)
}

fn checked(file: &str, text: &str, columns: &Columns) -> (Vec<TermEntry>, Vec<Finding>) {
    let mut findings = cells::findings(file, text);
    let (entries, unreadable) = read(file, text);
    findings.extend(unreadable);
    findings.extend(entries.iter().flat_map(|entry| spelling::findings(entry, columns)));
    (entries, findings)
}

fn stack(entries: &[TermEntry], columns: &Columns) -> Vec<Finding> {
    let live: Vec<&TermEntry> = live(entries.iter()).collect();
    let mut findings = clash::findings(&live, columns);
    findings.extend(shadow::findings(&live, columns, Lexicon::builtin()));
    findings
}

fn live<'e>(entries: impl Iterator<Item = &'e TermEntry>) -> impl Iterator<Item = &'e TermEntry> {
    entries.filter(|entry| entry.status != TermStatus::Deprecated)
}

/// Which cell of a row a column of a file is.
#[derive(Debug, Default)]
struct Columns(HashMap<String, Vec<String>>);

impl Columns {
    fn learn(&mut self, file: &str, text: &str) {
        let first = text.split('\n').next().unwrap_or("");
        self.0.insert(file.to_owned(), tsv::read(first).header);
    }

    /// Returns the number of the cell, from 1; 0 (the whole line) for a file that was not read here.
    fn number(&self, file: &str, column: &str) -> usize {
        let header = self.0.get(file);
        header.and_then(|header| header.iter().position(|name| name == column)).map_or(0, |at| at + 1)
    }

    fn warning(&self, place: &Place, column: &str, message: String) -> Finding {
        Finding::warning(&place.file, place.line, self.number(&place.file, column), message)
    }
}

/// The Persian forms of an entry, each with its column.
fn forms(entry: &TermEntry) -> impl Iterator<Item = (&'static str, &str)> {
    let aliases = entry.aliases.iter().map(|form| ("aliases", form.as_str()));
    std::iter::once(("source", entry.source.as_str())).chain(aliases)
}

#[cfg(test)]
mod tests {
    use super::{lint, lint_file, lint_stack};

    fn shown(text: &str) -> Vec<String> {
        lint([("g.tsv", text)]).findings.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn spelling_and_encoding_are_reported() {
        let text = shown("\u{FEFF}source\ttarget\r\nكارگروه\tworking group\r\n");
        assert!(text[0].contains("byte-order mark"), "{text:?}");
        assert!(text[1].contains("CR LF"), "{text:?}");
        assert!(text[2].starts_with("g.tsv:2:1: `كارگروه` has Arabic"), "{text:?}");
    }

    #[test]
    fn equal_forms_are_reported_with_both_places() {
        let (entries, _) = lint_file("g.tsv", "source\ttarget\nتفاهم‌نامه\tmemorandum\nتفاهمنامه\taccord\n");
        let findings = lint_stack(&entries);
        assert_eq!(findings[0].to_string(), "g.tsv:3: `تفاهمنامه` is `accord` here and `memorandum` in g.tsv:2");
        assert_eq!(findings.len(), 1, "a conflict is said once: {findings:?}");
    }

    #[test]
    fn a_table_with_other_separators_is_named() {
        for (head, name) in [("source,target", "commas"), ("\"source\";\"target\"", "semicolons")] {
            let found = shown(&format!("{head}\nکارگروه,working group\n"));
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].starts_with("g.tsv:1:1: ") && found[0].contains(name), "{found:?}");
        }
        let found = shown("کارگروه\tworking group\n");
        assert_eq!(found, ["g.tsv:1: the first line is no header"]);
    }

    #[test]
    fn nothing_is_passed_over_in_silence() {
        let found = shown("source\ttarget\tadmitted\nسند\tdocument\tpaper||record\n\t\t\nمتن\t\"text\"\t\n");
        assert_eq!(
            found,
            [
                "g.tsv:2:3: the list `paper||record` has an empty item",
                "g.tsv:3: the row has no content",
                "g.tsv:4:2: `\"text\"` stands in quotes, which are taken for part of it",
            ]
        );
    }

    #[test]
    fn terms_that_are_none_are_reported() {
        let found =
            shown("source\ttarget\tadmitted\nاز\tfrom\t\nworking group\tکارگروه\t\nسند  ملی\tdocument\tdocument\n");
        assert_eq!(
            found,
            [
                "g.tsv:2:1: `از` is a function word and will hit everywhere",
                "g.tsv:3:1: `working group` has no Persian letter, and its target `کارگروه` has",
                "g.tsv:4:1: `سند  ملی` has two spaces in a row",
                "g.tsv:4:3: `document` stands twice among the English forms",
            ]
        );
    }

    #[test]
    fn entries_that_never_count_are_reported() {
        let found = shown(
            "source\ttarget\tpriority\taliases\nسند\tdocument\t1\t\nسند\tdeed\t\t\nنامه\tletter\t\t\nمکاتبه\tcorrespondence\t\tنامه‌ها\n",
        );
        assert_eq!(found, ["g.tsv:3:1: `سند` never counts as this entry: g.tsv:2 (`document`) goes first"]);
    }
}
