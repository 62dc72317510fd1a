//! Where results go: one TSV per document in a folder, with a manifest; or one TSV on standard output.

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::export::{AtomicFile, Manifest, Output, header, rows, write_atomically};
use crate::model::Bitext;
use crate::pipeline::{Reach, Summary};

/// Takes bitexts.
#[derive(Debug)]
pub(super) enum Target {
    /// A file per document.
    Folder(Box<Folder>),
    /// Standard output; the flag says whether the header is out.
    Stdout { begun: bool },
}

/// The output folder.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    /// Write documents of which not every segment was reached.
    partial: bool,
    /// The file of each document.
    names: HashMap<String, String>,
    outputs: Vec<Output>,
    /// The table under way.
    open: Option<OpenTable>,
}

impl Folder {
    /// Makes the folder; `ids` are the documents that will come.
    pub(super) fn new<'i>(path: &Path, partial: bool, ids: impl Iterator<Item = &'i str>) -> io::Result<Self> {
        std::fs::create_dir_all(path)?;
        // Whether it can be written to is found out before anything is translated.
        tempfile::tempfile_in(path)?;
        Ok(Self { path: path.to_owned(), partial, names: names(ids), outputs: Vec::new(), open: None })
    }

    fn name(&self, id: &str) -> String {
        self.names.get(id).cloned().unwrap_or_else(|| format!("{id}.tsv"))
    }

    fn accept(&mut self, bitext: &Bitext, reach: Reach) -> io::Result<()> {
        let mut file = match self.open.take() {
            Some(file) => file,
            None => OpenTable::new(&self.path, bitext.document.clone(), self.name(&bitext.document))?,
        };
        file.write(&rows(bitext), bitext.units.len())?;
        file.is_complete = reach.is_complete;
        file.is_begun = reach.is_begun;
        self.open = Some(file);
        if reach.is_last { self.close() } else { Ok(()) }
    }

    /// Gives the table under way its name, if it is complete or half ones are wanted; otherwise it is gone.
    fn close(&mut self) -> io::Result<()> {
        let Some(table) = self.open.take() else { return Ok(()) };
        if table.is_complete || self.partial && table.is_begun {
            self.outputs.push(table.finish()?);
        }
        Ok(())
    }
}

/// A table that is being written under a temporary name.
#[derive(Debug)]
struct OpenTable {
    document: String,
    name: String,
    file: AtomicFile,
    hasher: blake3::Hasher,
    rows: usize,
    is_complete: bool,
    /// Some segment of the document was reached.
    is_begun: bool,
}

impl OpenTable {
    fn new(folder: &Path, document: String, name: String) -> io::Result<Self> {
        let file = AtomicFile::new(&folder.join(&name))?;
        let mut table =
            Self { document, name, file, hasher: blake3::Hasher::new(), rows: 0, is_complete: false, is_begun: false };
        table.write(&header(), 0)?;
        Ok(table)
    }

    fn write(&mut self, text: &str, rows: usize) -> io::Result<()> {
        self.hasher.update(text.as_bytes());
        self.rows += rows;
        self.file.write(text.as_bytes())
    }

    fn finish(self) -> io::Result<Output> {
        self.file.finish()?;
        let blake3 = self.hasher.finalize().to_hex().to_string();
        Ok(Output { doc: self.document, file: self.name, rows: self.rows, blake3, complete: self.is_complete })
    }
}

/// A file name for each document. Two that would share one keep their own endings (`a.txt` and `a.text` → `a.txt.tsv`, `a.text.tsv`), and a
/// number where even that is taken.
fn names<'i>(ids: impl Iterator<Item = &'i str>) -> HashMap<String, String> {
    let ids: Vec<&str> = ids.collect();
    let shared = |name: &str| ids.iter().filter(|id| replaced(id) == name).count() > 1;
    let mut taken = HashSet::new();
    let mut names = HashMap::new();
    for id in &ids {
        let short = Some(replaced(id)).filter(|name| !shared(name));
        let numbered = (2..).map(|n| format!("{id}-{n}.tsv"));
        let mut choices = short.into_iter().chain([format!("{id}.tsv")]).chain(numbered);
        let name = choices.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(name.clone());
        names.insert((*id).to_owned(), name);
    }
    names
}

/// `news/a.txt` → `news/a.tsv`.
fn replaced(id: &str) -> String {
    let (folder, name) = id.rsplit_once('/').map_or(("", id), |(folder, name)| (folder, name));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let stem = if stem.is_empty() { name } else { stem };
    if folder.is_empty() { format!("{stem}.tsv") } else { format!("{folder}/{stem}.tsv") }
}

impl Target {
    pub(super) fn accept(&mut self, bitext: &Bitext, reach: Reach) -> io::Result<()> {
        match self {
            Self::Folder(folder) => folder.accept(bitext, reach),
            Self::Stdout { begun } => {
                let mut out = io::stdout().lock();
                if !std::mem::replace(begun, true) {
                    out.write_all(header().as_bytes())?;
                }
                out.write_all(rows(bitext).as_bytes())?;
                out.flush()
            }
        }
    }

    /// Writes the manifest, if there is a folder.
    pub(super) fn finish(self, manifest: Manifest<Summary>) -> io::Result<()> {
        let Self::Folder(mut folder) = self else { return Ok(()) };
        // A run that was stopped leaves a table open.
        if let Some(table) = &mut folder.open {
            table.is_complete = false;
        }
        folder.close()?;
        let path = folder.path.join("manifest.json");
        if folder.outputs.is_empty() && path.exists() {
            // A run that was stopped before it finished a document says nothing about the tables that are there.
            return Ok(());
        }
        let manifest = Manifest { outputs: folder.outputs, ..manifest };
        let text = serde_json::to_string_pretty(&manifest).map_err(io::Error::other)? + "\n";
        write_atomically(&path, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::{Folder, names, replaced};

    #[test]
    fn endings_are_replaced_unless_two_documents_would_meet() {
        assert_eq!(replaced("news/a.b.txt"), "news/a.b.tsv");
        assert_eq!(replaced("stdin"), "stdin.tsv");
        let folder = tempfile::tempdir().unwrap();
        let out = Folder::new(folder.path(), false, ["a.txt", "a.text", "b.txt"].into_iter()).unwrap();
        assert_eq!((out.name("a.txt"), out.name("b.txt")), ("a.txt.tsv".to_owned(), "b.tsv".to_owned()));
        let clash = names(["a.txt", "a.text", "a.txt.txt"].into_iter());
        let files: std::collections::BTreeSet<&String> = clash.values().collect();
        assert_eq!(files.len(), 3, "{clash:?}");
    }
}
