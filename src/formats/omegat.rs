//! OmegaT's glossary: tab-separated source, target and comment; `#` begins a line that is passed over; nothing can be escaped.
//!
//! In: text. Out: rows with their line. Writing folds tabs and line ends; a source that begins with `#` cannot be held.

use super::tsv::{self, Row};

/// Returns the rows of `text`, whatever their number of cells. Blank lines and comments are left out.
#[must_use]
pub fn read(text: &str) -> Vec<Row> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line)).enumerate();
    lines
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(at, line)| Row { line: at + 1, cells: line.split('\t').map(str::to_owned).collect() })
        .collect()
}

/// Returns whether a row that begins with `source` would be read again.
#[must_use]
pub fn holds(source: &str) -> bool {
    !source.starts_with('#')
}

/// Returns one line with its line end.
#[must_use]
pub fn line(source: &str, target: &str, comment: &str) -> String {
    let cells = [source, target, comment];
    format!("{}\n", tsv::line(if comment.is_empty() { &cells[..2] } else { &cells }))
}

#[cfg(test)]
mod tests {
    use super::{line, read};

    #[test]
    fn comments_are_passed_over_and_lines_counted() {
        let text = format!("\u{FEFF}# mine\r\n{}\r\nسند\n{}", line("سند", "document", ""), line("الف", "a", "b\tc"));
        let rows = read(&text);
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 4, 5]);
        assert_eq!(rows[2].cells, ["الف", "a", "b c"]);
    }
}
