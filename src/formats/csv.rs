//! Delimited text with quoting (RFC 4180): comma, semicolon, tab or bar.
//!
//! In: text, and how it is cut (`sniff` finds out). Out: records with their line, or the line of a quotation that never ends. A byte-order mark
//! is no part of the first cell.

use csv::{QuoteStyle, ReaderBuilder, StringRecord, Terminator, WriterBuilder};

/// Lines that are looked at to find out how a text is cut.
const LOOKED_AT: usize = 50;

/// Stands behind the last record while reading; if it does not come out again, a quotation has swallowed it.
const SENTINEL: &str = "\u{FDD0}";

/// How records are cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Between two cells.
    pub delimiter: Delimiter,
    /// Whether `"` encloses a cell.
    pub quoting: bool,
}

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// U+0009
    Tab,
    /// `|`
    Bar,
}

impl Delimiter {
    /// All, the likelier ones first.
    pub const ALL: [Self; 4] = [Self::Tab, Self::Comma, Self::Semicolon, Self::Bar];

    /// Returns its character.
    #[must_use]
    pub fn as_char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Tab => '\t',
            Self::Bar => '|',
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Bar => b'|',
        }
    }
}

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// The line it begins in, from 1.
    pub line: usize,
    /// Its cells as they stand, without quotes.
    pub cells: Vec<String>,
}

/// A quotation that never ends.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a quotation (`\"`) is not closed")]
pub struct Unclosed {
    /// The line of its record, from 1.
    pub line: usize,
}

/// Finds out how `text` is cut: the delimiter that cuts most lines to the same number of cells.
#[must_use]
pub fn sniff(text: &str) -> Dialect {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(LOOKED_AT).collect();
    let delimiter = Delimiter::ALL.into_iter().rev().max_by_key(|delimiter| regular(&lines, *delimiter));
    let delimiter = delimiter.unwrap_or(Delimiter::Comma);
    Dialect { delimiter, quoting: delimiter != Delimiter::Tab || lines.iter().any(|line| is_quoted(line)) }
}

/// The lines that have the most frequent number of delimiters; those without any do not count.
fn regular(lines: &[&str], delimiter: Delimiter) -> usize {
    let counts: Vec<usize> = lines.iter().map(|line| outside_of_quotes(line, delimiter.as_char())).collect();
    let alike = |count: usize| counts.iter().filter(|other| **other == count).count();
    counts.iter().filter(|count| **count > 0).map(|count| alike(*count)).max().unwrap_or(0)
}

fn outside_of_quotes(line: &str, delimiter: char) -> usize {
    let mut quoted = false;
    let mut count = 0;
    for c in line.chars() {
        quoted ^= c == '"';
        count += usize::from(c == delimiter && !quoted);
    }
    count
}

/// A cell of a tab-separated line that begins and ends with a quotation mark. A single mark is an inch or a slip.
fn is_quoted(line: &str) -> bool {
    line.split('\t').any(|cell| cell.len() > 1 && cell.starts_with('"') && cell.ends_with('"'))
}

/// Cuts `text` to records; blank lines are left out.
///
/// # Errors
/// Fails if a quotation never ends: the rest of the file would be one cell.
pub fn read(text: &str, dialect: Dialect) -> Result<Vec<Record>, Unclosed> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let closed = format!("{}\n{SENTINEL}\n", text.strip_suffix('\n').unwrap_or(text));
    let mut builder = ReaderBuilder::new();
    builder.has_headers(false).flexible(true).delimiter(dialect.delimiter.byte()).quoting(dialect.quoting);
    let mut reader = builder.from_reader(closed.as_bytes());
    let mut records: Vec<Record> = Vec::new();
    let (mut at, mut line) = (0, 1);
    // The text is in memory and UTF-8, so that no record can fail.
    for record in reader.records().flatten() {
        let begin = record.position().map_or(at, |position| usize::try_from(position.byte()).unwrap_or(at));
        let begin = begin + blank(closed.get(begin..).unwrap_or(""));
        line += closed.get(at..begin).map_or(0, |passed| passed.matches('\n').count());
        at = begin;
        records.push(Record { line, cells: record.iter().map(str::to_owned).collect() });
    }
    match records.pop() {
        Some(last) if last.cells == [SENTINEL] => {}
        last => return Err(Unclosed { line: last.map_or(1, |record| record.line) }),
    }
    records.retain(|record| record.cells.iter().any(|cell| !cell.trim().is_empty()));
    Ok(records)
}

/// The reader says where it began to look for a record, which may be before the line ends that it then passes over.
fn blank(text: &str) -> usize {
    text.len() - text.trim_start_matches(['\r', '\n']).len()
}

/// Returns one line with its line end, quoted where it must be.
#[must_use]
pub fn line(cells: &[&str], dialect: Dialect) -> String {
    let style = if dialect.quoting { QuoteStyle::Necessary } else { QuoteStyle::Never };
    let mut builder = WriterBuilder::new();
    builder.delimiter(dialect.delimiter.byte()).quote_style(style).terminator(Terminator::Any(b'\n')).flexible(true);
    let mut writer = builder.from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(&StringRecord::from(cells.to_vec()));
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Delimiter, Dialect, line, read, sniff};

    const COMMA: Dialect = Dialect { delimiter: Delimiter::Comma, quoting: true };

    #[test]
    fn delimiter_and_quoting_are_found_out() {
        for (text, delimiter, quoting) in [
            ("source,target\nسند,document\n", Delimiter::Comma, true),
            ("source;target\nسند;\"a, b\"\nالف;a, b\n", Delimiter::Semicolon, true),
            ("سند\tdocument, paper\nالف\ta, b\n", Delimiter::Tab, false),
            ("سند\t\"a\tb\"\n", Delimiter::Tab, false),
            ("\"سند\"\t\"a\"\n", Delimiter::Tab, true),
            ("سند|document\n", Delimiter::Bar, true),
        ] {
            assert_eq!(sniff(text), Dialect { delimiter, quoting }, "{text}");
        }
    }

    #[test]
    fn records_know_their_line_even_behind_a_cell_of_several_lines() {
        let records = read("\u{FEFF}a,b\r\n\n\"c\nd\",\"e \"\"f\"\"\"\ng,h,i", COMMA).unwrap();
        let lines: Vec<usize> = records.iter().map(|record| record.line).collect();
        assert_eq!(lines, [1, 3, 5]);
        assert_eq!(records[1].cells, ["c\nd", "e \"f\""]);
        assert_eq!(records[2].cells.len(), 3);
        assert_eq!(read("", COMMA).unwrap(), []);
    }

    #[test]
    fn a_quotation_that_never_ends_is_an_error_with_its_line() {
        assert_eq!(read("a,b\n\"c,d\ne,f\n", COMMA).unwrap_err().line, 2);
        let literal = Dialect { quoting: false, ..COMMA };
        assert_eq!(read("a,b\n\"c,d\n", literal).unwrap()[1].cells, ["\"c", "d"]);
    }

    #[test]
    fn what_is_written_is_read() {
        let cells = ["a, b", "\"c\"", "", "d\ne", "سند"];
        assert_eq!(read(&line(&cells, COMMA), COMMA).unwrap()[0].cells, cells);
    }
}
