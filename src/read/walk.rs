//! Finds the documents under the given paths, in a stable order.
//!
//! Hidden files and folders, the output folder and folders that hold a `manifest.json` (outputs of former runs) are left out.

use std::collections::{HashMap, HashSet};
use std::path::{Component, Path, PathBuf};

/// Name endings of files that are read from folders. A file that is named itself is read whatever it is called.
const EXTENSIONS: [&str; 2] = ["txt", "text"];

/// A document to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is.
    pub path: PathBuf,
    /// Path relative to the folder that was given, with `/` between its parts; the file name if the file itself was given.
    pub id: String,
}

/// Why there is nothing to read.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// A path that was given is not there.
    #[error("`{}` does not exist", .0.display())]
    Missing(PathBuf),
    /// A folder cannot be listed.
    #[error("cannot list `{}`: {source}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A folder without a single article.
    #[error("there is no article in `{}` (files ending in .txt are read)", .0.display())]
    Empty(PathBuf),
}

/// Returns the documents under `paths`, each path's in the order of its names. `output` is left out.
///
/// # Errors
/// Fails for a path that is not there, a folder that cannot be listed, and a folder without an article.
pub fn walk(paths: &[PathBuf], output: Option<&Path>) -> Result<Vec<Input>, WalkError> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = inputs.len();
            folder(path, path, output, &mut inputs)?;
            if inputs.len() == before {
                return Err(WalkError::Empty(path.clone()));
            }
        } else if path.exists() {
            let id = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            inputs.push(Input { path: path.clone(), id });
        } else {
            return Err(WalkError::Missing(path.clone()));
        }
    }
    let mut seen = HashSet::new();
    inputs.retain(|input| seen.insert(input.path.clone()));
    with_unique_ids(&mut inputs);
    Ok(inputs)
}

/// Two articles of one name from different folders are told apart by the whole path as it was given.
fn with_unique_ids(inputs: &mut [Input]) {
    let mut count: HashMap<String, usize> = HashMap::new();
    for input in inputs.iter() {
        *count.entry(input.id.clone()).or_default() += 1;
    }
    for input in inputs.iter_mut().filter(|input| count.get(&input.id).is_some_and(|count| *count > 1)) {
        let parts = input.path.components().filter(|part| matches!(part, Component::Normal(_)));
        input.id = parts.map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    }
    // «x/a.txt» and «../x/a.txt» are still alike.
    let mut taken: HashSet<String> = HashSet::new();
    for input in inputs {
        let id = (1..).map(|n| numbered(&input.id, n)).find(|id| !taken.contains(id)).unwrap_or_default();
        taken.insert(id.clone());
        input.id = id;
    }
}

/// `a.txt`, `a-2.txt`, `a-3.txt`, …
fn numbered(id: &str, n: usize) -> String {
    match id.rsplit_once('.') {
        _ if n == 1 => id.to_owned(),
        Some((stem, extension)) if !stem.is_empty() && !extension.contains('/') => format!("{stem}-{n}.{extension}"),
        _ => format!("{id}-{n}"),
    }
}

fn folder(root: &Path, at: &Path, output: Option<&Path>, inputs: &mut Vec<Input>) -> Result<(), WalkError> {
    let failed = |source| WalkError::Folder { path: at.to_owned(), source };
    let mut paths: Vec<PathBuf> = std::fs::read_dir(at)
        .and_then(|entries| entries.map(|entry| entry.map(|entry| entry.path())).collect())
        .map_err(failed)?;
    paths.sort();
    for path in paths.into_iter().filter(|path| !is_hidden(path)) {
        if path.is_dir() {
            // A link to a folder may lead back up; it is not followed.
            let link = path.symlink_metadata().is_ok_and(|meta| meta.is_symlink());
            if !link && !path.join("manifest.json").exists() && !is_same(&path, output) {
                folder(root, &path, output, inputs)?;
            }
        } else if path.is_file() && has_known_extension(&path) {
            let relative = path.strip_prefix(root).unwrap_or(&path);
            let parts: Vec<String> =
                relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
            inputs.push(Input { id: parts.join("/"), path });
        }
    }
    Ok(())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

fn has_known_extension(path: &Path) -> bool {
    path.extension().is_some_and(|own| EXTENSIONS.iter().any(|known| own.eq_ignore_ascii_case(known)))
}

fn is_same(path: &Path, output: Option<&Path>) -> bool {
    output.is_some_and(|output| path == output || path.canonicalize().ok() == output.canonicalize().ok())
}

#[cfg(test)]
mod tests {
    use super::walk;

    #[test]
    fn folders_are_walked_in_order_and_outputs_left_out() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["b.txt", "a/z.txt", "a.txt", ".hidden.txt", "old/manifest.json", "old/x.txt", "out/y.txt", "notes.pdf"]
        {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "متن").unwrap();
        }
        let inputs = walk(&[folder.path().to_owned()], Some(&folder.path().join("out"))).unwrap();
        assert_eq!(inputs.iter().map(|input| input.id.as_str()).collect::<Vec<_>>(), ["a/z.txt", "a.txt", "b.txt"]);
    }

    #[test]
    fn an_empty_folder_and_a_missing_path_are_errors() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().to_owned();
        assert!(walk(std::slice::from_ref(&path), None).unwrap_err().to_string().starts_with("there is no article in"));
        assert!(walk(&[path.join("no")], None).unwrap_err().to_string().ends_with("does not exist"));
    }
}
