//! Reads parallel tables: those that `translate` writes, and any TSV whose header names `source` and `target`.
//!
//! In: the name and text of a file. Out: rows. A row that has no target keeps an empty one; other columns are passed over.

use crate::formats::tsv;

/// One row of a parallel table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The document, or the file's name if the table does not say.
    pub doc: String,
    /// Number of the segment, or of the row.
    pub seg: usize,
    /// The Persian.
    pub source: String,
    /// The English; empty if there is none.
    pub target: String,
}

/// Why a file is no parallel table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BitextError {
    /// The first line does not name the column.
    #[error("{file}:1: the header has no column `{column}`")]
    Header {
        /// The file.
        file: String,
        /// What is missing.
        column: &'static str,
    },
}

/// Reads the table `text`, which is called `file` in errors.
///
/// # Errors
/// Fails if the header lacks `source` or `target`.
pub fn parallel(file: &str, text: &str) -> Result<Vec<Row>, BitextError> {
    let table = tsv::read(text);
    let at = |column: &'static str| {
        let found = table.header.iter().position(|name| name == column);
        found.ok_or_else(|| BitextError::Header { file: file.to_owned(), column })
    };
    let (source, target) = (at("source")?, at("target")?);
    let (doc, seg) = (at("doc").ok(), at("seg").ok());
    let rows = table.rows.iter().enumerate().map(|(index, row)| {
        let cell = |at: usize| row.cells.get(at).map_or("", |cell| cell.trim());
        Row {
            doc: doc.map(cell).filter(|doc| !doc.is_empty()).unwrap_or(file).to_owned(),
            seg: seg.and_then(|at| cell(at).split('+').next()?.parse().ok()).unwrap_or(index + 1),
            source: cell(source).to_owned(),
            target: cell(target).to_owned(),
        }
    });
    Ok(rows.collect())
}

#[cfg(test)]
mod tests {
    use super::parallel;

    #[test]
    fn two_columns_are_enough() {
        let rows = parallel("a.tsv", "target\tsource\nhello\tسلام\n\tدرود\n").unwrap();
        assert_eq!((rows[0].doc.as_str(), rows[0].seg, rows[0].target.as_str()), ("a.tsv", 1, "hello"));
        assert_eq!((rows[1].seg, rows[1].target.as_str()), (2, ""));
        let rows = parallel("a.tsv", "doc\tseg\tsource\ttarget\nd.txt\t4+5\tسلام\thello\n").unwrap();
        assert_eq!((rows[0].doc.as_str(), rows[0].seg), ("d.txt", 4));
        assert_eq!(
            parallel("a.tsv", "fa\ten\n").unwrap_err().to_string(),
            "a.tsv:1: the header has no column `source`"
        );
    }
}
