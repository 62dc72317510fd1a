//! One writer at a time: a lock that the system keeps on an open file beside the memory, and lets go when its process ends, however it ends.
//!
//! In: the path of the memory. Out: the lock, or which process holds it. The file itself stays: to delete it would let two processes lock two files
//! of one name.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::MemoryError;

/// A held lock.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    /// The file system knows no locks.
    pub(super) is_void: bool,
}

impl Lock {
    /// Takes the lock of the memory at `path`.
    ///
    /// # Errors
    /// Fails if another process holds it, or if the file cannot be made.
    pub(super) fn take(path: &Path) -> Result<Self, MemoryError> {
        let beside = beside(path);
        let failed = |source| MemoryError::File { what: "make the lock", path: beside.clone(), source };
        let mut file =
            OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&beside).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(MemoryError::Locked { path: path.to_owned(), holder: holder(&mut file) });
            }
            Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => {
                return Ok(Self { _file: file, is_void: true });
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        // Who holds it is a help for people; on a full disk the lock is good without it.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| writeln!(file, "{}", std::process::id()));
        Ok(Self { _file: file, is_void: false })
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let _ = file.read_to_string(&mut text);
    match text.trim().parse::<u32>() {
        Ok(pid) => format!("process {pid}"),
        Err(_) => "another process".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::Lock;

    #[test]
    fn the_second_is_told_who_was_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.db");
        let first = Lock::take(&path).unwrap();
        let error = Lock::take(&path).unwrap_err().to_string();
        assert!(error.starts_with(&format!("process {} is writing to the memory", std::process::id())), "{error}");
        drop(first);
        Lock::take(&path).unwrap();
    }
}
