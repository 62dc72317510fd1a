//! Takes entries as other formats give them, tidies them, and names what our table cannot hold.

use std::collections::BTreeMap;

use crate::formats::tsv::Row;
use crate::model::{Place, TermEntry};

use super::super::finding::Finding;
use super::super::read::read_rows;
use super::note::Note;
use super::{ExchangeError, Import, Options, languages};

/// The import under way.
pub(super) struct Intake<'o> {
    pub(super) file: &'o str,
    pub(super) options: &'o Options,
    found: Import,
    /// Columns or categories that are not read, with the number of their entries.
    unread: BTreeMap<String, usize>,
    /// Languages that were met.
    met: Vec<String>,
    /// Entries that had a term in the source language, and in the target language.
    had: (usize, usize),
}

impl<'o> Intake<'o> {
    pub(super) fn new(file: &'o str, options: &'o Options) -> Self {
        let (unread, met) = (BTreeMap::new(), Vec::new());
        Self { file, options, found: Import::default(), unread, met, had: (0, 0) }
    }

    pub(super) fn error(&mut self, line: usize, message: String, hint: &str) {
        self.found.findings.push(Finding::error(self.file, line, 0, message).with_hint(hint));
    }

    pub(super) fn warn(&mut self, line: usize, message: String) {
        self.found.findings.push(Finding::warning(self.file, line, 0, message));
    }

    pub(super) fn extend(&mut self, entries: Vec<TermEntry>, findings: Vec<Finding>) {
        self.found.entries.extend(entries);
        self.found.findings.extend(findings);
    }

    /// Counts a column or category that is not read.
    pub(super) fn unread(&mut self, column: &str) {
        *self.unread.entry(column.to_owned()).or_default() += 1;
    }

    /// Returns the texts of `terms` (language and text) that are in the source language and in the target language; those in exactly the wanted
    /// variant come first.
    pub(super) fn in_our_languages<T: Clone>(&mut self, terms: &[(String, T)]) -> (Vec<T>, Vec<T>) {
        for (tag, _) in terms {
            if !self.met.contains(tag) {
                self.met.push(tag.clone());
            }
        }
        let of = |wanted: &str| -> Vec<T> {
            let exact = terms.iter().filter(|(tag, _)| languages::is_exact(tag, wanted));
            let variants =
                terms.iter().filter(|(tag, _)| !languages::is_exact(tag, wanted) && languages::is_variant(tag, wanted));
            exact.chain(variants).map(|(_, term)| term.clone()).collect()
        };
        let found = (of(&self.options.source), of(&self.options.target));
        self.had.0 += usize::from(!found.0.is_empty());
        self.had.1 += usize::from(!found.1.is_empty());
        found
    }

    /// Reads cells of ours that travelled in another format; `None` (and findings) if one has no meaning.
    pub(super) fn own_cells(&mut self, line: usize, cells: &[(String, String)]) -> Option<TermEntry> {
        let needed = [("source", "-"), ("target", "-")].map(|(name, cell)| (name.to_owned(), cell.to_owned()));
        let (header, cells): (Vec<String>, Vec<String>) = needed.into_iter().chain(cells.iter().cloned()).unzip();
        let (mut entries, findings) = read_rows(self.file, &header, &[Row { line, cells }]);
        // The column of such a cell says nothing to whoever looks into the file.
        self.found.findings.extend(findings.into_iter().map(|finding| Finding { column: 0, ..finding }));
        entries.pop()
    }

    /// Takes an entry, or names what is wrong with it.
    pub(super) fn take(&mut self, line: usize, entry: TermEntry) {
        let entry = tidied(entry, Place { file: self.file.to_owned(), line });
        let faults = self.faults(&entry);
        if faults.is_empty() {
            self.found.entries.push(entry);
        }
        for (message, hint) in faults {
            self.error(line, message, hint);
        }
    }

    fn faults(&self, entry: &TermEntry) -> Vec<(String, &'static str)> {
        let mut faults = Vec::new();
        for (text, language) in [(&entry.source, &self.options.source), (&entry.target, &self.options.target)] {
            if text.is_empty() {
                faults.push((format!("no term in the language `{language}`"), ""));
            }
        }
        let lists = [&entry.aliases, &entry.admitted, &entry.forbidden, &entry.near, &entry.not_near];
        let all = [&entry.source, &entry.target].into_iter().chain(lists.into_iter().flatten());
        for text in all.filter(|text| text.contains('|')) {
            let hint = "a bar separates the terms of a list; write the terms one by one";
            faults.push((format!("`{text}` has a bar"), hint));
        }
        faults
    }

    /// Returns what was read; fails if no entry at all has a term in one of our languages.
    pub(super) fn finish_with_languages(self) -> Result<Import, ExchangeError> {
        let options = self.options;
        for (count, wanted) in [(self.had.0, &options.source), (self.had.1, &options.target)] {
            if count == 0 && !self.met.is_empty() {
                let named: Vec<&str> = self.met.iter().map(|tag| if tag.is_empty() { "(none)" } else { tag }).collect();
                let (file, wanted) = (self.file.to_owned(), wanted.clone());
                return Err(ExchangeError::NoLanguage { file, wanted, found: named.join(", ") });
            }
        }
        Ok(self.finish())
    }

    /// Returns what was read.
    pub(super) fn finish(mut self) -> Import {
        let notes = self.unread.iter().filter_map(|(column, count)| Note::about(column, *count, "not read"));
        self.found.notes.extend(notes);
        self.found.findings.sort_by_key(|finding| finding.line);
        self.found
    }
}

/// Single spaces, no empty items, nothing twice.
fn tidied(mut entry: TermEntry, place: Place) -> TermEntry {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = |items: &[String], known: &[&str]| {
        let mut kept: Vec<String> = Vec::new();
        for item in items.iter().map(|item| fold(item)).filter(|item| !item.is_empty()) {
            if !kept.contains(&item) && !known.contains(&item.as_str()) {
                kept.push(item);
            }
        }
        kept
    };
    entry.source = fold(&entry.source);
    entry.target = fold(&entry.target);
    entry.aliases = list(&entry.aliases, &[&entry.source]);
    entry.admitted = list(&entry.admitted, &[&entry.target]);
    entry.forbidden = list(&entry.forbidden, &[]);
    entry.domain = fold(&entry.domain);
    entry.note = fold(&entry.note);
    entry.example = fold(&entry.example);
    TermEntry { place, ..entry }
}
