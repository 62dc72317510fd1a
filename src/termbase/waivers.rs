//! Waivers: a curator's word that a term need not be rendered as the glossary says, in one segment, for a reason.
//!
//! In: TSV files with the columns `doc seg term reason source`. Out: hits that carry their waiver. `source` is the safeguard: it is the text of the
//! segment as the table shows it (or its beginning and `…`), and the waiver holds only as long as the segment still reads so.

use std::collections::HashMap;
use std::sync::Arc;

use crate::formats::tsv::{self, Row};
use crate::model::{AnnotatedSegment, Place, Segment, Waiver};
use crate::persian::match_key;

use super::finding::Finding;

/// The columns; their order in a file is free.
pub const WAIVER_COLUMNS: [&str; 5] = ["doc", "seg", "term", "reason", "source"];

/// Stands for any document or any segment.
const ANY: &str = "*";

/// Ends a source of which only the beginning is given.
const MORE: char = '…';

/// All waivers of a run.
#[derive(Debug, Default)]
pub struct Waivers {
    list: Vec<Arc<Waiver>>,
    by_term: HashMap<String, Vec<usize>>,
}

impl Waivers {
    /// Reads waivers from `files` (name and text).
    ///
    /// # Errors
    /// Names everything that is wrong in them: a waiver that cannot be used is never dropped in silence.
    pub fn read<'t>(files: impl IntoIterator<Item = (&'t str, &'t str)>) -> Result<Self, Vec<Finding>> {
        let mut waivers = Self::default();
        let mut findings = Vec::new();
        for (file, text) in files {
            waivers.read_file(file, text, &mut findings);
        }
        if findings.is_empty() { Ok(waivers) } else { Err(findings) }
    }

    /// Returns the waivers, in the order of the files.
    #[must_use]
    pub fn list(&self) -> &[Arc<Waiver>] {
        &self.list
    }

    /// Gives the hits of a segment of document `doc` their waivers.
    pub fn apply(&self, doc: &str, source: &mut AnnotatedSegment) {
        if self.list.is_empty() {
            return;
        }
        for hit in &mut source.hits {
            let for_term = self.by_term.get(&match_key(&hit.entry.source)).map(Vec::as_slice).unwrap_or_default();
            let waivers = for_term.iter().map(|at| &self.list[*at]);
            hit.waiver = waivers.into_iter().find(|waiver| is_for(waiver, doc, &source.segment)).cloned();
        }
    }

    fn read_file(&mut self, file: &str, text: &str, findings: &mut Vec<Finding>) {
        let table = tsv::read(text);
        let wrong = header_findings(file, &table.header);
        if !wrong.is_empty() {
            findings.extend(wrong);
            return;
        }
        for row in &table.rows {
            match (Reader { file, header: &table.header, row }).waiver() {
                Ok(waiver) => findings.extend(self.add(waiver)),
                Err(faults) => findings.extend(faults),
            }
        }
    }

    fn add(&mut self, waiver: Waiver) -> Option<Finding> {
        let of_term = self.by_term.entry(match_key(&waiver.term)).or_default();
        let same = |at: &&usize| {
            let other = &self.list[**at];
            (&other.doc, other.seg, &other.source) == (&waiver.doc, waiver.seg, &waiver.source)
        };
        if let Some(first) = of_term.iter().find(same).map(|at| &self.list[*at].place) {
            let message =
                format!("`{}` is waived for this segment in {}:{} already", waiver.term, first.file, first.line);
            return Some(
                Finding::error(&waiver.place.file, waiver.place.line, 0, message).with_hint("keep one of them"),
            );
        }
        of_term.push(self.list.len());
        self.list.push(Arc::new(waiver));
        None
    }
}

/// Returns whether `waiver` names this document and this segment, whatever the segment reads.
#[must_use]
pub fn names(waiver: &Waiver, doc: &str, seg: usize) -> bool {
    (waiver.doc == ANY || waiver.doc == doc) && waiver.seg.is_none_or(|own| own == seg)
}

/// Returns whether the segment still reads as the waiver says.
#[must_use]
pub fn reads_as(waiver: &Waiver, segment: &Segment) -> bool {
    let key = match_key(&segment.source);
    match waiver.source.strip_suffix(MORE) {
        Some(beginning) => key.starts_with(&match_key(beginning)),
        None => key == match_key(&waiver.source),
    }
}

fn is_for(waiver: &Waiver, doc: &str, segment: &Segment) -> bool {
    names(waiver, doc, segment.seg) && reads_as(waiver, segment)
}

fn header_findings(file: &str, header: &[String]) -> Vec<Finding> {
    let hint = format!("the first line names the columns, separated by tabs: {}", WAIVER_COLUMNS.join(" "));
    if header.iter().all(String::is_empty) {
        return vec![Finding::error(file, 1, 0, "there is no header: the first line is empty").with_hint(hint)];
    }
    let missing = WAIVER_COLUMNS.iter().filter(|column| !header.iter().any(|name| name == *column));
    let missing = missing.map(|column| Finding::error(file, 1, 0, format!("the header has no column `{column}`")));
    let unknown = header.iter().enumerate().filter(|(_, name)| !WAIVER_COLUMNS.contains(&name.as_str()));
    let unknown = unknown.map(|(at, name)| Finding::error(file, 1, at + 1, format!("unknown column `{name}`")));
    missing.chain(unknown).map(|finding| finding.with_hint(hint.clone())).collect()
}

/// One row and what is needed to say where it stands.
struct Reader<'t> {
    file: &'t str,
    header: &'t [String],
    row: &'t Row,
}

impl Reader<'_> {
    /// Returns the waiver, or all that is wrong with the row.
    fn waiver(&self) -> Result<Waiver, Vec<Finding>> {
        let mut faults = Vec::new();
        if self.row.cells.len() > self.header.len() {
            let message = format!("{} cells, but the header has {}", self.row.cells.len(), self.header.len());
            let finding = Finding::error(self.file, self.row.line, self.header.len() + 1, message);
            faults.push(finding.with_hint("is there a tab inside a cell?"));
        }
        for (column, hint) in [
            ("doc", "the `doc` of the table, or * for any"),
            ("seg", "the `seg` of the table, or * for any"),
            ("term", "the `source` of the glossary entry"),
            ("reason", "say why; it is shown in the table"),
            (
                "source",
                "copy the `source` of the table, or its beginning and …: the waiver holds as long as the segment reads so",
            ),
        ] {
            if self.cell(column).trim_end_matches(MORE).is_empty() {
                faults.push(self.error(column, format!("no {column}")).with_hint(hint));
            }
        }
        let number = self.cell("seg");
        let seg = if number == ANY { None } else { number.parse().ok().filter(|seg| *seg > 0) };
        if seg.is_none() && number != ANY && !number.is_empty() {
            faults.push(
                self.error("seg", format!("`{number}` is no segment number")).with_hint("a whole number from 1, or *"),
            );
        }
        let own = |column: &str| self.cell(column).to_owned();
        let place = Place { file: self.file.to_owned(), line: self.row.line };
        let waiver =
            Waiver { doc: own("doc"), seg, term: own("term"), reason: own("reason"), source: own("source"), place };
        if faults.is_empty() { Ok(waiver) } else { Err(faults) }
    }

    fn at(&self, column: &str) -> usize {
        self.header.iter().position(|name| name == column).unwrap_or(0)
    }

    fn cell(&self, column: &str) -> &str {
        self.row.cells.get(self.at(column)).map_or("", |cell| cell.trim())
    }

    fn error(&self, column: &str, message: String) -> Finding {
        Finding::error(self.file, self.row.line, self.at(column) + 1, message)
    }
}

#[cfg(test)]
mod tests {
    use super::Waivers;

    const HEAD: &str = "doc\tseg\tterm\treason\tsource\n";

    #[test]
    fn columns_are_known_by_name_and_seg_may_be_any() {
        let waivers = Waivers::read([("w.tsv", "term\treason\tsource\tdoc\tseg\nسند\tquotation\tسند …\ta.txt\t*\n")]);
        let waivers = waivers.unwrap();
        assert_eq!((waivers.list()[0].seg, waivers.list()[0].reason.as_str()), (None, "quotation"));
    }

    #[test]
    fn what_is_wrong_is_named_with_place_and_remedy() {
        let row = "a.txt\t2\tسند\tbecause\tسند رسید.\n";
        let text = format!("{HEAD}{row}a.txt\t0\tسند\t\t…\n{row}a.txt\t2\tسند\tx\ty\tz\n");
        let findings = Waivers::read([("w.tsv", text.as_str())]).unwrap_err();
        let said: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "w.tsv:3:4: no reason",
                "w.tsv:3:5: no source",
                "w.tsv:3:2: `0` is no segment number",
                "w.tsv:4: `سند` is waived for this segment in w.tsv:2 already",
                "w.tsv:5:6: 6 cells, but the header has 5",
            ]
        );
        assert!(findings.iter().all(|finding| !finding.hint.is_empty()));
        let header = Waivers::read([("w.tsv", "doc\tsegment\tterm\treason\tsource\n")]).unwrap_err();
        assert_eq!(header.len(), 2, "{header:?}");
        assert_eq!(Waivers::read([("w.tsv", "")]).unwrap_err().len(), 1);
    }
}
