//! UTX 1.11, a tab-separated glossary: header lines that begin with `#`, the last of them names the columns.
//!
//! In: text. Out: the two languages, the columns, the rows with their line. It is written as the standard wants it: UTF-8 without byte-order
//! mark, CR LF. Further header lines, as they are met, are passed over.

use super::tsv::{self, Row};

/// The columns that are written, in order.
pub const COLUMNS: [&str; 6] = ["src", "tgt", "src:pos", "term status", "concept ID", "comment"];

/// A parsed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glossary {
    /// The languages, as the first line gives them.
    pub languages: (String, String),
    /// The columns.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Why a text is not UTX; always in its first lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UtxError {
    /// The first line is another.
    #[error("not UTX: the first line must begin with `#UTX` and name the version, the languages and the date")]
    NoHeader,
    /// The languages are missing.
    #[error("the first line names no languages (`#UTX 1.11; fa/en; …`)")]
    NoLanguages,
    /// The line with the columns is missing.
    #[error("no line names the columns (`#src`, `tgt`, `src:pos`, …)")]
    NoColumns,
}

/// Reads `text`.
///
/// # Errors
/// Fails if a header line is missing.
pub fn read(text: &str) -> Result<Glossary, UtxError> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines: Vec<&str> = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).collect();
    let header: Vec<&str> = lines.iter().map_while(|line| line.strip_prefix('#')).collect();
    let first = header.first().filter(|line| line.trim_start().starts_with("UTX")).ok_or(UtxError::NoHeader)?;
    let columns = header.iter().skip(1).rev().find(|line| line.split('\t').any(|name| name.trim() == "tgt"));
    let columns = columns.ok_or(UtxError::NoColumns)?.split('\t').map(|name| name.trim().to_owned()).collect();
    let rows = lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let cells = |line: &str| line.split('\t').map(|cell| cell.trim().to_owned()).collect();
    Ok(Glossary {
        languages: languages(first).ok_or(UtxError::NoLanguages)?,
        columns,
        rows: rows.map(|(at, line)| Row { line: at + 1, cells: cells(line) }).collect(),
    })
}

fn languages(header: &str) -> Option<(String, String)> {
    let pair = header.split(';').nth(1)?;
    let (source, target) = pair.trim().split_once('/')?;
    Some((source.trim().to_owned(), target.trim().to_owned()))
}

/// Returns the header lines; `date` is as ISO 8601 writes it.
#[must_use]
pub fn header(source: &str, target: &str, date: &str) -> String {
    format!("#UTX 1.11; {source}/{target}; {date}\r\n#{}\r\n", COLUMNS.join("\t"))
}

/// Returns one line with its line end; the cells are those of `COLUMNS`.
#[must_use]
pub fn line(cells: &[&str]) -> String {
    format!("{}\r\n", tsv::line(cells))
}

#[cfg(test)]
mod tests {
    use super::{UtxError, header, line, read};

    #[test]
    fn what_is_written_is_read_and_further_header_lines_are_passed_over() {
        let head = header("fa", "en", "2026-11-25T08:00:00Z").replace("#src", "#description: mine\r\n#src");
        let text = format!("{head}{}", line(&["سند", "document", "noun", "approved", "1", ""]));
        let glossary = read(&text).unwrap();
        assert_eq!(glossary.languages, ("fa".to_owned(), "en".to_owned()));
        assert_eq!(glossary.columns[2], "src:pos");
        assert_eq!((glossary.rows[0].line, glossary.rows[0].cells[1].as_str()), (4, "document"));
    }

    #[test]
    fn a_missing_header_is_said() {
        assert_eq!(read("سند\tdocument\n"), Err(UtxError::NoHeader));
        assert_eq!(read("#UTX 1.11; fa\n#src\ttgt\n"), Err(UtxError::NoLanguages));
        assert_eq!(read("#UTX 1.11; fa/en\nسند\tdocument\n"), Err(UtxError::NoColumns));
    }
}
