//! Reads a glossary file: TSV with a header line to entries, and every problem with its place.
//!
//! In: the file's name and text. Out: the good rows, and findings. A row with an error is never dropped in silence: the finding is an error,
//! and loading a term base for a run fails if there is one.

use crate::formats::tsv::{self, Row};
use crate::model::{CaseRule, Inflection, PartOfSpeech, Place, TermEntry, TermStatus};

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

/// Reads the glossary `text`, which is called `file` in findings.
#[must_use]
pub fn read(file: &str, text: &str) -> (Vec<TermEntry>, Vec<Finding>) {
    let table = tsv::read(text);
    let mut findings = header_findings(file, &table.header);
    if findings.iter().any(Finding::is_error) {
        return (Vec::new(), findings);
    }
    let mut entries = Vec::new();
    for row in &table.rows {
        let reader = RowReader { file, header: &table.header, row };
        match reader.entry() {
            Ok(entry) => entries.push(entry),
            Err(finding) => findings.push(finding),
        }
    }
    (entries, findings)
}

fn header_findings(file: &str, header: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for needed in ["source", "target"] {
        if !header.iter().any(|name| name == needed) {
            let message = format!("the header has no column `{needed}`");
            let hint = "the first line names the columns, separated by tabs: at least source and target";
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

/// One row and what is needed to say where it stands.
struct RowReader<'t> {
    file: &'t str,
    header: &'t [String],
    row: &'t Row,
}

impl RowReader<'_> {
    fn entry(&self) -> Result<TermEntry, Finding> {
        if self.row.cells.len() > self.header.len() {
            let message = format!("{} cells, but the header has {}", self.row.cells.len(), self.header.len());
            return Err(self.error(self.header.len() + 1, message).with_hint("is there a tab inside a cell?"));
        }
        let pos = self.choice("pos", &POS)?;
        Ok(TermEntry {
            source: self.needed("source")?,
            aliases: self.list("aliases"),
            target: self.needed("target")?,
            admitted: self.list("admitted"),
            forbidden: self.list("forbidden"),
            pos,
            inflect: if self.cell("inflect").is_empty() { class_of(pos) } else { self.choice("inflect", &INFLECT)? },
            case: self.choice("case", &CASE)?,
            dnt: self.choice("dnt", &DNT)?,
            domain: self.cell("domain").to_owned(),
            near: self.list("near"),
            not_near: self.list("not_near"),
            priority: self.priority()?,
            status: self.choice("status", &STATUS)?,
            note: self.cell("note").to_owned(),
            example: self.cell("example").to_owned(),
            place: Place { file: self.file.to_owned(), line: self.row.line },
        })
    }

    /// Returns the trimmed cell of the column, or "" if the column or the cell is not there.
    fn cell(&self, column: &str) -> &str {
        self.at(column).and_then(|at| self.row.cells.get(at)).map_or("", |cell| cell.trim())
    }

    fn at(&self, column: &str) -> Option<usize> {
        self.header.iter().position(|name| name == column)
    }

    fn needed(&self, column: &str) -> Result<String, Finding> {
        let cell = self.cell(column);
        if cell.is_empty() {
            let message = format!("empty {column} term");
            return Err(self.error(self.at(column).map_or(0, |at| at + 1), message));
        }
        Ok(cell.to_owned())
    }

    fn list(&self, column: &str) -> Vec<String> {
        self.cell(column).split('|').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn choice<T: Copy>(&self, column: &str, values: &[(&str, T)]) -> Result<T, Finding> {
        let cell = self.cell(column);
        values.iter().find(|(name, _)| *name == cell).map(|(_, value)| *value).ok_or_else(|| {
            let known: Vec<&str> = values.iter().map(|(name, _)| *name).filter(|name| !name.is_empty()).collect();
            let message = format!("unknown {column} `{cell}`");
            let column = self.at(column).map_or(0, |at| at + 1);
            self.error(column, message).with_hint(format!("one of {}", known.join(", ")))
        })
    }

    fn priority(&self) -> Result<i32, Finding> {
        let cell = self.cell("priority");
        if cell.is_empty() {
            return Ok(0);
        }
        let column = self.at("priority").map_or(0, |at| at + 1);
        cell.parse().map_err(|_| self.error(column, format!("priority `{cell}` is no whole number")))
    }

    fn error(&self, column: usize, message: String) -> Finding {
        Finding::error(self.file, self.row.line, column, message)
    }
}

const POS: [(&str, PartOfSpeech); 6] = [
    ("", PartOfSpeech::Noun),
    ("noun", PartOfSpeech::Noun),
    ("adj", PartOfSpeech::Adjective),
    ("verb", PartOfSpeech::Verb),
    ("name", PartOfSpeech::Name),
    ("none", PartOfSpeech::None),
];

const INFLECT: [(&str, Inflection); 5] = [
    ("noun", Inflection::Noun),
    ("adj", Inflection::Adjective),
    ("verb", Inflection::Verb),
    ("name", Inflection::Name),
    ("none", Inflection::None),
];

const CASE: [(&str, CaseRule); 3] = [("", CaseRule::Any), ("any", CaseRule::Any), ("exact", CaseRule::Exact)];

const DNT: [(&str, bool); 5] = [("", false), ("no", false), ("false", false), ("yes", true), ("true", true)];

const STATUS: [(&str, TermStatus); 4] = [
    ("", TermStatus::Approved),
    ("proposed", TermStatus::Proposed),
    ("approved", TermStatus::Approved),
    ("deprecated", TermStatus::Deprecated),
];

fn class_of(pos: PartOfSpeech) -> Inflection {
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
        let (_, findings) = read("g.tsv", "fa\ten\n");
        assert!(findings[0].to_string().starts_with("g.tsv:1: the header has no column `source`"));
    }
}
