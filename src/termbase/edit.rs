//! Adds and changes rows of a glossary file so that a version control system shows the change and nothing else.
//!
//! In: the text of a file and the cells of a row. Out: the new text and the line of the row, or why the change is refused. All other rows stay as they are,
//! byte for byte; a sorted file stays sorted (by `source` in code-point order). Nothing is read from or written to disk here.

use crate::formats::tsv;
use crate::model::{TermEntry, TermStatus};
use crate::persian::match_key;

use super::finding::Finding;
use super::read::{COLUMNS, read};

/// A column and what its cell shall hold.
pub type Cell = (&'static str, String);

/// A changed file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The whole new text.
    pub text: String,
    /// The line of the row, from 1.
    pub line: usize,
    /// The file was not sorted, so the row stands at its end.
    pub appended: bool,
}

/// Why a change is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The file has rows that cannot be read.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Broken(Vec<Finding>),
    /// The new row could not be read.
    #[error("the row cannot be used: {}", .0.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>().join("; "))]
    Unusable(Vec<Finding>),
    /// Another row claims the form, with nothing but the order to decide.
    #[error("{file}:{line}: `{form}` is already there as `{target}`")]
    Conflict {
        /// The file.
        file: String,
        /// The line of the other row.
        line: usize,
        /// The form that both claim.
        form: String,
        /// The target of the other row.
        target: String,
    },
    /// No row has this source.
    #[error("{file}: there is no entry `{source_term}`")]
    Missing {
        /// The file.
        file: String,
        /// What was looked for.
        source_term: String,
        /// The row that has it among its aliases.
        alias_of: Option<String>,
    },
    /// Several rows have this source.
    #[error("{file}: `{source_term}` stands in the lines {}", .lines.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))]
    Several {
        /// The file.
        file: String,
        /// What was looked for.
        source_term: String,
        /// Where it stands.
        lines: Vec<usize>,
    },
}

impl EditError {
    /// Returns what can be done about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Broken(_) => "`dilmaj glossary lint` shows all findings; mend the file first".to_owned(),
            Self::Unusable(findings) => findings.iter().map(|one| one.hint.clone()).find(|one| !one.is_empty()).unwrap_or_default(),
            Self::Conflict { .. } => {
                "change that row with `glossary edit`, or give one of the two a condition (--near, --not-near) or a --priority".to_owned()
            }
            Self::Missing { alias_of: Some(source), .. } => format!("it is an alias of `{source}`; name that one"),
            Self::Missing { .. } => "`dilmaj glossary add` makes a new entry".to_owned(),
            Self::Several { .. } => "say which one with --line".to_owned(),
        }
    }
}

/// Adds a row to the file `file` with this `text`; an empty text becomes a file with all columns.
///
/// # Errors
/// Refuses a row that could not be read or that conflicts with another one.
pub fn add(file: &str, text: &str, cells: &[Cell]) -> Result<Edited, EditError> {
    let all_columns = format!("{}\n", COLUMNS.join("\t"));
    let mut sheet = Sheet::new(file, if text.is_empty() { &all_columns } else { text })?;
    sheet.need(cells);
    let row = sheet.changed(&[], cells);
    let at = sheet.place(&row);
    sheet.lines.insert(at, row);
    sheet.finish(at, true)
}

/// Changes the row with the source term `source`; `line` says which, if there are several.
///
/// # Errors
/// Refuses a source that is not there or there several times, and what `add` refuses.
pub fn edit(file: &str, text: &str, source: &str, line: Option<usize>, cells: &[Cell]) -> Result<Edited, EditError> {
    let mut sheet = Sheet::new(file, text)?;
    sheet.need(cells);
    let at = sheet.find(source, line)?;
    let old = sheet.lines.remove(at);
    let old_cells: Vec<&str> = old.split('\t').collect();
    let row = sheet.changed(&old_cells, cells);
    let moves = cells.iter().any(|(column, _)| *column == "source");
    let at = if moves { sheet.place(&row) } else { at };
    sheet.lines.insert(at, row);
    sheet.finish(at, false)
}

/// A file as lines, without their ends.
struct Sheet<'t> {
    file: &'t str,
    mark: &'t str,
    line_end: &'t str,
    header: Vec<String>,
    lines: Vec<String>,
    /// The rows stand in order.
    sorted: bool,
}

impl<'t> Sheet<'t> {
    fn new(file: &'t str, text: &'t str) -> Result<Self, EditError> {
        let (entries, findings) = read(file, text);
        if !findings.is_empty() {
            return Err(EditError::Broken(findings));
        }
        let sorted = entries.windows(2).all(|pair| pair[0].source.as_bytes() <= pair[1].source.as_bytes());
        let (mark, body) = text.strip_prefix('\u{FEFF}').map_or(("", text), |body| ("\u{FEFF}", body));
        let line_end =
            if body.lines().next().is_some_and(|first| body[first.len()..].starts_with('\r')) { "\r\n" } else { "\n" };
        let lines =
            body.strip_suffix('\n').unwrap_or(body).split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
        let header = tsv::read(text).header;
        Ok(Self { file, mark, line_end, header, lines: lines.map(str::to_owned).collect(), sorted })
    }

    /// Adds the columns that the cells need; rows may be shorter than the header, so they stay as they are.
    fn need(&mut self, cells: &[Cell]) {
        for (column, _) in cells {
            if !self.header.iter().any(|name| name == column) {
                self.header.push((*column).to_owned());
                self.lines[0] = format!("{}\t{column}", self.lines[0]);
            }
        }
    }

    /// Returns the row `old` with these cells; cells that are not named stay as they stand.
    fn changed(&self, old: &[&str], cells: &[Cell]) -> String {
        let count = if old.is_empty() { self.header.len() } else { old.len() };
        let mut row: Vec<String> = (0..count).map(|at| old.get(at).copied().unwrap_or("").to_owned()).collect();
        for (column, value) in cells {
            let Some(at) = self.header.iter().position(|name| name == column) else { continue };
            row.resize(row.len().max(at + 1), String::new());
            row[at] = tsv::cell(value.trim()).into_owned();
        }
        row.join("\t")
    }

    /// Where the row belongs: before the first one with a greater source, or at the end of a file without order.
    fn place(&self, row: &str) -> usize {
        let own = self.source(row);
        let greater = |line: &String| !line.trim().is_empty() && self.source(line).as_bytes() > own.as_bytes();
        let after_header = || self.lines.iter().skip(1).position(greater).map(|at| at + 1);
        let end = self.lines.len();
        if self.sorted { after_header().unwrap_or(end) } else { end }
    }

    fn source<'r>(&self, row: &'r str) -> &'r str {
        let at = self.header.iter().position(|name| name == "source").unwrap_or(0);
        row.split('\t').nth(at).unwrap_or("").trim()
    }

    fn find(&self, source: &str, line: Option<usize>) -> Result<usize, EditError> {
        let key = match_key(source);
        let rows = 1..self.lines.len();
        let mut found: Vec<usize> = rows.filter(|at| match_key(self.source(&self.lines[*at])) == key).collect();
        found.retain(|at| line.is_none_or(|line| line == at + 1));
        match found[..] {
            [at] => Ok(at),
            [] => {
                let (entries, _) = read(self.file, &self.text());
                let has = |entry: &&TermEntry| entry.aliases.iter().any(|alias| match_key(alias) == key);
                let alias_of = entries.iter().find(has).map(|entry| entry.source.clone());
                Err(EditError::Missing { file: self.file.to_owned(), source_term: source.to_owned(), alias_of })
            }
            _ => {
                let lines = found.iter().map(|at| at + 1).collect();
                Err(EditError::Several { file: self.file.to_owned(), source_term: source.to_owned(), lines })
            }
        }
    }

    fn text(&self) -> String {
        let mut text = self.mark.to_owned();
        for line in &self.lines {
            text.push_str(line);
            text.push_str(self.line_end);
        }
        text
    }

    /// Reads the new file again: the row `at` must be usable and alone in its claims.
    fn finish(self, at: usize, is_new: bool) -> Result<Edited, EditError> {
        let text = self.text();
        let (entries, findings) = read(self.file, &text);
        if !findings.is_empty() {
            return Err(EditError::Unusable(findings));
        }
        let line = at + 1;
        if let Some(conflict) = conflict(&entries, line, is_new) {
            return Err(conflict);
        }
        Ok(Edited { text, line, appended: !self.sorted })
    }
}

/// Another live row with a form of the row at `line`, neither a condition nor a priority between them.
fn conflict(entries: &[TermEntry], line: usize, is_new: bool) -> Option<EditError> {
    let own = entries.iter().find(|entry| entry.place.line == line && entry.status != TermStatus::Deprecated)?;
    let conditional = |entry: &TermEntry| !entry.near.is_empty() || !entry.not_near.is_empty();
    let own_forms: Vec<String> = std::iter::once(&own.source).chain(&own.aliases).map(|form| match_key(form)).collect();
    let others = entries.iter().filter(|entry| entry.place.line != line && entry.status != TermStatus::Deprecated);
    let mut rivals = others.filter(|other| other.priority == own.priority && !conditional(other) && !conditional(own));
    rivals.find_map(|other| {
        let form =
            std::iter::once(&other.source).chain(&other.aliases).find(|form| own_forms.contains(&match_key(form)))?;
        Some(EditError::Conflict {
            file: other.place.file.clone(),
            // The row is not in the file yet, so lines behind it are counted as they are there now.
            line: if is_new && other.place.line > line { other.place.line - 1 } else { other.place.line },
            form: form.clone(),
            target: other.target.clone(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{EditError, add, edit};

    const FILE: &str = "source\ttarget\tforbidden\nسند\tdocument\t\nکارگروه\t working group\ttask force\n";

    #[test]
    fn a_row_is_put_where_it_belongs() {
        let done = add("g.tsv", FILE, &[("source", "شهر".to_owned()), ("target", "city".to_owned())]).unwrap();
        assert_eq!(done.text, FILE.replace("\nکارگروه", "\nشهر\tcity\t\nکارگروه"));
        assert_eq!((done.line, done.appended), (3, false));
        let new = add("g.tsv", "", &[("source", "شهر".to_owned()), ("target", "city".to_owned())]).unwrap();
        assert_eq!(new.text.lines().count(), 2);
    }

    #[test]
    fn only_the_named_cells_of_a_row_change() {
        let done = edit("g.tsv", FILE, "كارگروه", None, &[("forbidden", "workgroup".to_owned())]).unwrap();
        assert_eq!(done.text, FILE.replace("task force", "workgroup"));
        let wider = edit("g.tsv", FILE, "سند", None, &[("pos", "noun".to_owned())]).unwrap();
        let expected = FILE.replace("forbidden\n", "forbidden\tpos\n").replace("document\t\n", "document\t\tnoun\n");
        assert_eq!(wider.text, expected);
        let moved = edit("g.tsv", FILE, "سند", None, &[("source", "گواهی".to_owned())]).unwrap();
        assert!(moved.text.ends_with("task force\nگواهی\tdocument\t\n"), "{}", moved.text);
    }

    #[test]
    fn byte_order_mark_and_line_ends_stay() {
        let foreign = format!("\u{FEFF}{}", FILE.replace('\n', "\r\n"));
        let done = edit("g.tsv", &foreign, "سند", None, &[("target", "deed".to_owned())]).unwrap();
        assert_eq!(done.text, foreign.replace("document", "deed"));
    }

    #[test]
    fn an_unsorted_file_is_appended_to() {
        let done = add(
            "g.tsv",
            "source\ttarget\nی\tb2\nآب\twater",
            &[("source", "سند".to_owned()), ("target", "d".to_owned())],
        );
        let done = done.unwrap();
        assert!(done.appended && done.text.ends_with("water\nسند\td\n"), "{}", done.text);
    }

    #[test]
    fn conflicts_are_refused() {
        let again = add("g.tsv", FILE, &[("source", "كارگروه".to_owned()), ("target", "panel".to_owned())]);
        assert_eq!(again.unwrap_err().to_string(), "g.tsv:3: `کارگروه` is already there as `working group`");
        let cells = [("source", "كارگروه".to_owned()), ("target", "panel".to_owned()), ("near", "حزب".to_owned())];
        assert!(add("g.tsv", FILE, &cells).is_ok(), "a condition tells them apart");
        let missing = edit("g.tsv", FILE, "شهر", None, &[("target", "town".to_owned())]);
        assert!(matches!(missing, Err(EditError::Missing { .. })));
        let empty = edit("g.tsv", FILE, "سند", None, &[("target", String::new())]);
        assert_eq!(empty.unwrap_err().to_string(), "the row cannot be used: empty target term");
    }
}
