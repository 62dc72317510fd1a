//! Reads a glossary file: TSV with a header line to entries, and every problem with its place.
//!
//! In: the file's name and text. Out: the good rows, and findings. A row with an error is never dropped in silence: the finding is an error,
//! and loading a term base for a run fails if there is one.

use crate::formats::tsv::{self, Row};
use crate::model::{CaseRule, Inflection, PartOfSpeech, Place, TermEntry, TermStatus};
use crate::persian::letters::is_arabic_script;

use super::finding::Finding;

/// The columns, in the order in which they are written.
pub const COLUMNS: [&str; 16] = [
    "source",
    "aliases",
    "target",
    "admitted",
    "forbidden",
    "pos",
    "inflect",
    "case",
    "dnt",
    "domain",
    "near",
    "not_near",
    "priority",
    "status",
    "note",
    "example",
];

/// The columns that hold lists, with a bar between the items.
pub(super) const LISTS: [&str; 5] = ["aliases", "admitted", "forbidden", "near", "not_near"];

/// Reads the glossary `text`, which is called `file` in findings.
#[must_use]
pub fn read(file: &str, text: &str) -> (Vec<TermEntry>, Vec<Finding>) {
    let table = tsv::read(text);
    let mut findings = header_findings(file, &table.header);
    // With a column too many the rows can be read all the same, and all that is wrong in them is told at once.
    if !["source", "target"].iter().all(|needed| table.header.iter().any(|name| name == needed)) {
        return (Vec::new(), findings);
    }
    let (entries, in_rows) = read_rows(file, &table.header, &table.rows);
    findings.extend(in_rows);
    (entries, findings)
}

/// Reads rows whose columns are known by `header`; a column of another name is passed over.
pub(super) fn read_rows(file: &str, header: &[String], rows: &[Row]) -> (Vec<TermEntry>, Vec<Finding>) {
    let (mut entries, mut findings) = (Vec::new(), Vec::new());
    for row in rows {
        let mut reader = RowReader { file, header, row, findings: Vec::new() };
        let entry = reader.entry();
        reader.contradiction(&entry);
        if reader.findings.is_empty() {
            entries.push(entry);
        }
        findings.append(&mut reader.findings);
    }
    (entries, findings)
}

fn header_findings(file: &str, header: &[String]) -> Vec<Finding> {
    let hint = "the first line names the columns, separated by tabs: at least source and target";
    if header.iter().all(String::is_empty) {
        let message =
            if header.len() > 1 { "the header is empty" } else { "there is no header: the first line is empty" };
        return vec![Finding::error(file, 1, 0, message).with_hint(hint)];
    }
    if let Some(finding) = no_header(file, header) {
        return vec![finding];
    }
    let mut findings = Vec::new();
    for needed in ["source", "target"] {
        if !header.iter().any(|name| name == needed) {
            let message = format!("the header has no column `{needed}`");
            findings.push(Finding::error(file, 1, 0, message).with_hint(hint));
        }
    }
    for (at, name) in header.iter().enumerate() {
        if !COLUMNS.contains(&name.as_str()) {
            let message = format!("unknown column `{name}`");
            findings.push(Finding::error(file, 1, at + 1, message).with_hint(format!("known: {}", COLUMNS.join(" "))));
        } else if header[..at].contains(name) {
            findings.push(Finding::error(file, 1, at + 1, format!("column `{name}` stands twice")));
        }
    }
    findings
}

/// A first line that names no column at all: cells that are separated otherwise, or terms.
fn no_header(file: &str, header: &[String]) -> Option<Finding> {
    if header.iter().any(|name| COLUMNS.contains(&name.as_str())) {
        return None;
    }
    let cells = |mark: char| header.first().map_or(0, |line| line.split(mark).count());
    let marks = [(',', "commas"), (';', "semicolons"), ('|', "bars")];
    let foreign = marks.into_iter().filter(|_| header.len() == 1).max_by_key(|(mark, _)| cells(*mark));
    if let Some((_, name)) = foreign.filter(|(mark, _)| cells(*mark) > 1) {
        let message = format!("the cells are separated by {name}, not by tabs");
        let hint = format!("`dilmaj glossary import {file} -o NEW.tsv` makes a glossary of it");
        return Some(Finding::error(file, 1, 1, message).with_hint(hint));
    }
    let hint = "the first line names the columns, separated by tabs: at least source and target";
    let is_term = header.iter().any(|cell| cell.chars().any(is_arabic_script));
    is_term.then(|| Finding::error(file, 1, 0, "the first line is no header").with_hint(hint))
}

/// One row, what is needed to say where it stands, and what was found wrong in it so far.
struct RowReader<'t> {
    file: &'t str,
    header: &'t [String],
    row: &'t Row,
    findings: Vec<Finding>,
}

impl RowReader<'_> {
    /// Reads the whole row, so that all its faults are known at once; the entry is of use only if there are none.
    fn entry(&mut self) -> TermEntry {
        if self.row.cells.len() > self.header.len() {
            let message = format!("{} cells, but the header has {}", self.row.cells.len(), self.header.len());
            self.error(self.header.len() + 1, message, "is there a tab inside a cell?");
        }
        let pos = self.choice("pos", &POS);
        let source = self.term("source", "others belong in `aliases`");
        TermEntry {
            target: self.target(&source),
            source,
            aliases: self.list("aliases"),
            admitted: self.list("admitted"),
            forbidden: self.list("forbidden"),
            pos,
            inflect: if self.cell("inflect").is_empty() { class_of(pos) } else { self.choice("inflect", &INFLECT) },
            case: self.choice("case", &CASE),
            dnt: self.choice("dnt", &DNT),
            domain: self.cell("domain").to_owned(),
            near: self.list("near"),
            not_near: self.list("not_near"),
            priority: self.priority(),
            status: self.choice("status", &STATUS),
            note: self.cell("note").to_owned(),
            example: self.cell("example").to_owned(),
            place: Place { file: self.file.to_owned(), line: self.row.line },
        }
    }

    /// Returns the trimmed cell of the column, or "" if the column or the cell is not there.
    fn cell(&self, column: &str) -> &str {
        self.at(column).and_then(|at| self.row.cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn at(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    fn number(&self, column: &str) -> usize {
        self.at(column).map_or(0, |at| at + 1)
    }

    /// The one term of a language.
    fn term(&mut self, column: &str, others: &str) -> String {
        let cell = self.cell(column).to_owned();
        if cell.is_empty() {
            self.error(self.number(column), format!("empty {column} term"), "");
        } else if cell.contains('|') {
            let message = format!("the {column} `{cell}` has a bar, which separates the terms of a list");
            self.error(self.number(column), message, &format!("one preferred {column}; {others}"));
        }
        cell
    }

    /// What is not translated is written as it is in the source, unless that is Persian: then the row must say how.
    fn target(&mut self, source: &str) -> String {
        let kept = self.cell("target").is_empty() && DNT.contains(&(self.cell("dnt"), true)) && !source.is_empty();
        if !kept {
            return self.term("target", "others belong in `admitted`");
        }
        if source.chars().any(is_arabic_script) {
            let message = format!("`{source}` is not translated, but nothing says how it is written in English");
            self.error(self.number("target"), message, "give its form in Latin letters in `target`");
        }
        source.to_owned()
    }

    fn list(&self, column: &str) -> Vec<String> {
        self.cell(column).split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn choice<T: Copy + Default>(&mut self, column: &str, values: &[(&str, T)]) -> T {
        let cell = self.cell(column);
        if let Some((_, value)) = values.iter().find(|(name, _)| *name == cell) {
            return *value;
        }
        let known: Vec<&str> = values.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect();
        let message = format!("unknown {column} `{cell}`");
        self.error(self.number(column), message, &format!("one of {}", known.join(", ")));
        T::default()
    }

    fn priority(&mut self) -> i32 {
        let cell = self.cell("priority");
        let number = if cell.is_empty() { Ok(0) } else { cell.parse() };
        if number.is_err() {
            let message = format!("priority `{cell}` is no whole number");
            self.error(self.number("priority"), message, "");
        }
        number.unwrap_or(0)
    }

    /// What must be used cannot be forbidden as well: no translation could satisfy both.
    fn contradiction(&mut self, entry: &TermEntry) {
        let allowed = std::iter::once(&entry.target).chain(&entry.admitted);
        let both = allowed.flat_map(|form| entry.forbidden.iter().filter(|bad| is_same_english(entry, form, bad)));
        if let Some(form) = both.into_iter().next() {
            let message = format!("`{form}` is allowed and forbidden at once");
            self.error(self.number("forbidden"), message, "take it out of one of the two columns");
        }
    }

    fn error(&mut self, column: usize, message: String, hint: &str) {
        self.findings.push(Finding::error(self.file, self.row.line, column, message).with_hint(hint));
    }
}

pub(super) const POS: [(&str, PartOfSpeech); 6] = [
    ("", PartOfSpeech::Noun),
    ("noun", PartOfSpeech::Noun),
    ("adj", PartOfSpeech::Adjective),
    ("verb", PartOfSpeech::Verb),
    ("name", PartOfSpeech::Name),
    ("none", PartOfSpeech::None),
];

pub(super) const INFLECT: [(&str, Inflection); 5] = [
    ("noun", Inflection::Noun),
    ("adj", Inflection::Adjective),
    ("verb", Inflection::Verb),
    ("name", Inflection::Name),
    ("none", Inflection::None),
];

pub(super) const CASE: [(&str, CaseRule); 3] =
    [("", CaseRule::Any), ("any", CaseRule::Any), ("exact", CaseRule::Exact)];

pub(super) const DNT: [(&str, bool); 5] = [("", false), ("no", false), ("false", false), ("yes", true), ("true", true)];

pub(super) const STATUS: [(&str, TermStatus); 4] = [
    ("", TermStatus::Approved),
    ("proposed", TermStatus::Proposed),
    ("approved", TermStatus::Approved),
    ("deprecated", TermStatus::Deprecated),
];

/// Returns whether two English forms are one for the checks: capitals count only where the entry says so, hyphens never.
pub(super) fn is_same_english(entry: &TermEntry, form: &str, other: &str) -> bool {
    let exact = entry.dnt || entry.case == CaseRule::Exact;
    let plain = |text: &str| if exact { text.replace('-', " ") } else { text.replace('-', " ").to_lowercase() };
    plain(form) == plain(other)
}

/// The endings that a word of this kind takes if the row does not say.
pub(super) fn class_of(pos: PartOfSpeech) -> Inflection {
    match pos {
        PartOfSpeech::Noun => Inflection::Noun,
        PartOfSpeech::Adjective => Inflection::Adjective,
        PartOfSpeech::Verb => Inflection::Verb,
        PartOfSpeech::Name => Inflection::Name,
        PartOfSpeech::None => Inflection::None,
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::model::{CaseRule, Inflection, PartOfSpeech};

    #[test]
    fn two_columns_are_enough() {
        let (entries, findings) = read("g.tsv", "target\tsource\nworking group\tکارگروه\n");
        assert!(findings.is_empty());
        assert_eq!((entries[0].source.as_str(), entries[0].target.as_str()), ("کارگروه", "working group"));
    }

    #[test]
    fn cells_have_their_meaning() {
        let text = "source\taliases\ttarget\tpos\tcase\tpriority\nپارشین\tپرشین | پارشین‌\tParshin\tname\texact\t3\n";
        let (entries, findings) = read("g.tsv", text);
        assert_eq!(findings, []);
        let entry = &entries[0];
        assert_eq!(entry.aliases.len(), 2);
        assert_eq!((entry.pos, entry.inflect, entry.case), (PartOfSpeech::Name, Inflection::Name, CaseRule::Exact));
        assert_eq!(entry.priority, 3);
    }

    #[test]
    fn what_is_allowed_is_not_forbidden() {
        let head = "source\ttarget\tadmitted\tforbidden\tcase\n";
        for row in ["سند\tdocument\t\tpaper|Document\t", "سند\tcease-fire\tpaper\tcease fire\t"] {
            let (entries, findings) = read("g.tsv", &format!("{head}{row}\n"));
            assert!(entries.is_empty() && findings[0].to_string().contains("g.tsv:2:4: `"), "{findings:?}");
        }
        let (entries, _) = read("g.tsv", &format!("{head}کووید\tCOVID-19\t\tCovid-19\texact\n"));
        assert_eq!(entries.len(), 1, "capitals count here");
    }

    #[test]
    fn an_unknown_column_hides_no_other_fault() {
        let (entries, findings) = read("g.tsv", "source\ttarget\tcatgory\tpos\nسند\t\tx\t\nمتن\ttext\tx\tnuon\n");
        let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            ["g.tsv:1:3: unknown column `catgory`", "g.tsv:2:2: empty target term", "g.tsv:3:4: unknown pos `nuon`"]
        );
        assert!(entries.is_empty());
    }

    #[test]
    fn what_is_not_translated_is_written_in_latin_letters() {
        let head = "source\ttarget\tdnt\n";
        let (entries, _) = read("g.tsv", &format!("{head}Telegram\t\tyes\nنما\tNama\tyes\n"));
        assert_eq!(entries.iter().map(|entry| entry.target.as_str()).collect::<Vec<_>>(), ["Telegram", "Nama"]);
        let (_, findings) = read("g.tsv", &format!("{head}نما\t\tyes\n"));
        assert!(findings[0].to_string().contains("nothing says how it is written"), "{findings:?}");
    }

    #[test]
    fn problems_name_file_line_and_column() {
        let text = "source\ttarget\tpos\nکارگروه\t\t\nسند\tdocument\tnuon\nالف\tb\t\tmore\n";
        let (entries, findings) = read("glossary/ict.tsv", text);
        assert!(entries.is_empty());
        let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            [
                "glossary/ict.tsv:2:2: empty target term",
                "glossary/ict.tsv:3:3: unknown pos `nuon`",
                "glossary/ict.tsv:4:4: 4 cells, but the header has 3",
            ]
        );
        let (_, findings) = read("g.tsv", "source\ttarget\tpos\tdnt\nسند\ta|b\tnuon\tmaybe\n");
        let columns: Vec<usize> = findings.iter().map(|finding| finding.column).collect();
        assert_eq!(columns, [3, 2, 4], "every bad cell of a row is named");
        let (_, findings) = read("g.tsv", "");
        assert_eq!(findings.len(), 1, "{findings:?}");
        let (_, findings) = read("g.tsv", "fa\ten\n");
        assert!(findings[0].to_string().starts_with("g.tsv:1: the header has no column `source`"));
    }
}
