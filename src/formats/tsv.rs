//! Tab-separated values without quoting: a header line, then one record a line, UTF-8.
//!
//! In: text. Out: cells with their place. A cell never holds a tab or a line end: writing folds them to a space, so that one
//! record is one line for every reader (`wc -l`, Python's `splitlines`, a spreadsheet).

use std::borrow::Cow;

/// A parsed file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// Column names, trimmed.
    pub header: Vec<String>,
    /// The records; blank lines are left out.
    pub rows: Vec<Row>,
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line number in the file, from 1.
    pub line: usize,
    /// The cells as they stand, untrimmed.
    pub cells: Vec<String>,
}

/// Splits `text` into header and records. A leading byte-order mark and CR before LF are not part of a cell.
#[must_use]
pub fn read(text: &str) -> Table {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).enumerate();
    let header =
        lines.next().map(|(_, line)| line.split('\t').map(|name| name.trim().to_owned()).collect()).unwrap_or_default();
    let rows = lines
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(at, line)| Row { line: at + 1, cells: line.split('\t').map(str::to_owned).collect() })
        .collect();
    Table { header, rows }
}

/// Returns `text` as a cell: tab, LF, VT, FF, CR, U+0085, U+2028, U+2029 and NUL become a space each.
#[must_use]
pub fn cell(text: &str) -> Cow<'_, str> {
    if text.contains(is_forbidden) { Cow::Owned(text.replace(is_forbidden, " ")) } else { Cow::Borrowed(text) }
}

/// Returns one line, without its line end.
#[must_use]
pub fn line(cells: &[&str]) -> String {
    cells.iter().map(|text| cell(text)).collect::<Vec<_>>().join("\t")
}

/// What some reader or other takes for the end of a cell or of a line.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{000B}' | '\u{000C}' | '\u{0085}' | '\u{2028}' | '\u{2029}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::{cell, line, read};

    #[test]
    fn records_know_their_line() {
        let table = read("\u{FEFF}source\ttarget\r\nکارگروه\tworking group\r\n\r\nسند\tdocument");
        assert_eq!(table.header, ["source", "target"]);
        assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4]);
        assert_eq!(table.rows[1].cells, ["سند", "document"]);
    }

    #[test]
    fn a_record_is_one_line_for_every_reader() {
        let out = line(&["a\tb", "c\r\nd\u{2028}e\u{85}f"]);
        assert_eq!(out, "a b\tc  d e f");
        assert!(matches!(cell("plain \"quoted\""), std::borrow::Cow::Borrowed(_)));
    }
}
