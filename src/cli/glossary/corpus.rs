//! What `--on`, `--in` and `--bitext` name: articles, or parallel tables.
//!
//! A file ending in `.tsv` is a parallel table, any other file an article. A folder is searched for articles; if it holds none, for tables.

use std::path::{Path, PathBuf};

use crate::curate::bitext::{Row, parallel};
use crate::model::Document;
use crate::read::{self, WalkError};

use super::super::error::CommandError;
use super::super::terminal;

/// One document of a corpus.
pub(super) enum Text {
    Article(Document),
    Table(Vec<Row>),
}

/// Reads the corpus, document by document. What cannot be read is a warning; that nothing can is an error.
pub(super) fn each(
    paths: &[PathBuf],
    mut take: impl FnMut(Text) -> Result<(), CommandError>,
) -> Result<(), CommandError> {
    let mut taken = 0;
    for path in paths {
        let (articles, tables) = files(path)?;
        for input in articles {
            match read::read(&input.path, &input.id) {
                Ok(document) => take(Text::Article(document))?,
                Err(error) => {
                    terminal::warn(&error.to_string());
                    continue;
                }
            }
            taken += 1;
        }
        for table in tables {
            for rows in by_document(rows(&table)?) {
                take(Text::Table(rows))?;
            }
            taken += 1;
        }
    }
    if taken == 0 { Err(CommandError::new("nothing could be read")) } else { Ok(()) }
}

/// Reads the tables that the paths name; a folder stands for all tables in it.
pub(super) fn tables(paths: &[PathBuf]) -> Result<Vec<Row>, CommandError> {
    let mut all = Vec::new();
    for path in paths {
        let found = if path.is_dir() { tables_in(path)? } else { vec![path.clone()] };
        if found.is_empty() {
            return Err(CommandError::new(format!("there is no parallel table in `{}`", path.display()))
                .with_hint("files ending in .tsv are read, as `dilmaj translate` writes them"));
        }
        for table in found {
            all.extend(rows(&table)?);
        }
    }
    Ok(all)
}

fn files(path: &Path) -> Result<(Vec<read::Input>, Vec<PathBuf>), CommandError> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv")) && path.is_file() {
        return Ok((Vec::new(), vec![path.to_owned()]));
    }
    match read::walk(&[path.to_owned()], None) {
        Ok(articles) => Ok((articles, Vec::new())),
        Err(WalkError::Empty(folder)) => {
            let tables = tables_in(&folder)?;
            if tables.is_empty() { Err(WalkError::Empty(folder).into()) } else { Ok((Vec::new(), tables)) }
        }
        Err(error) => Err(error.into()),
    }
}

/// All tables under a folder, in the order of their names; hidden files and links to folders are left out.
fn tables_in(folder: &Path) -> Result<Vec<PathBuf>, CommandError> {
    let failed = |error| CommandError::new(format!("cannot list `{}`: {error}", folder.display()));
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths =
        entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>().map_err(failed)?;
    paths.sort();
    paths.retain(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
    let mut tables = Vec::new();
    for path in paths {
        if path.is_dir() && !path.is_symlink() {
            tables.extend(tables_in(&path)?);
        } else if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("tsv")) {
            tables.push(path);
        }
    }
    Ok(tables)
}

fn rows(path: &Path) -> Result<Vec<Row>, CommandError> {
    let name = path.display().to_string();
    let document = read::read(path, &name)?;
    let hint = "a parallel table names at least `source` and `target` in its first line";
    parallel(&name, &document.text).map_err(|error| CommandError::new(error).with_hint(hint))
}

/// Consecutive rows of one document, so that neighbours are context.
fn by_document(rows: Vec<Row>) -> Vec<Vec<Row>> {
    let mut documents: Vec<Vec<Row>> = Vec::new();
    for row in rows {
        match documents.last_mut().filter(|document| document[0].doc == row.doc) {
            Some(document) => document.push(row),
            None => documents.push(vec![row]),
        }
    }
    documents
}
