//! Writes a file under a temporary name and renames it: a reader sees the former file or the whole new one.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// A file that is being written under a temporary name beside its own. Dropped before `finish`, it is gone.
#[derive(Debug)]
pub struct AtomicFile {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl AtomicFile {
    /// Begins the file `path`, making its folders.
    ///
    /// # Errors
    /// Fails as the file system does.
    pub fn new(path: &Path) -> io::Result<Self> {
        let folder = folder(path);
        std::fs::create_dir_all(folder)?;
        let file = tempfile::Builder::new().prefix(".dilmaj-").suffix(".tmp").tempfile_in(folder)?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }

    /// Appends `bytes`.
    ///
    /// # Errors
    /// Fails as the file system does (a full disk, for example).
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Gives the file its name. The data is on disk before the name is.
    ///
    /// # Errors
    /// Fails as the file system does; then a former file of this name is as it was.
    pub fn finish(self) -> io::Result<()> {
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.as_file().sync_all()?;
        let kept = file.persist(&self.path).map_err(|error| error.error)?;
        readable(&kept)?;
        // The rename itself is durable only when the folder is synced; file systems that cannot do it refuse, which is no failure.
        let _ = File::open(folder(&self.path)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

/// Writes `bytes` to `path` in one go.
///
/// # Errors
/// Fails as the file system does; then `path` is as it was before.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = AtomicFile::new(path)?;
    file.write(bytes)?;
    file.finish()
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Temporary files are made for their owner alone; a result is for everybody whom the folder lets in.
#[cfg(unix)]
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write_atomically;

    #[test]
    fn the_file_is_there_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b.tsv");
        write_atomically(&path, b"one").unwrap();
        write_atomically(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path().join("a")).unwrap().count(), 1);
    }
}
