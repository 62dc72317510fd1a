//! Why the memory cannot be used, and what can be done about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// Why the memory cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum MemoryError {
    /// The folder or file cannot be made or opened.
    #[error("cannot open the memory `{}`: {source}", path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: rusqlite::Error,
    },
    /// A file or folder beside the memory cannot be made, moved or read.
    #[error("cannot {what} `{}`: {source}", path.display())]
    File {
        /// What was to be done.
        what: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Another process writes to the memory.
    #[error("{holder} is writing to the memory `{}`", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// Which process, if it says so.
        holder: String,
    },
    /// The file is something else, or was written by a newer version. It is left as it is.
    #[error("`{}` is no memory of this version: {problem}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What was found in it.
        problem: String,
    },
    /// The file was a memory and cannot be read any more. It is left as it is.
    #[error("the memory `{}` is damaged: {problem}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite says.
        problem: String,
    },
    /// The SQLite that is built in has a fault that loses what was stored.
    #[error("SQLite {version} can lose what was stored; 3.51.3 or later is needed, and not 3.52.0")]
    Library {
        /// Its version.
        version: String,
    },
    /// A statement failed.
    #[error("the memory failed: {0}")]
    Statement(rusqlite::Error),
    /// A statement met a page that is not as it was written.
    #[error("the memory is damaged: {0}")]
    Corrupt(rusqlite::Error),
    /// The disk has no room for what is to be stored.
    #[error("the memory cannot be written: {0}")]
    Full(rusqlite::Error),
}

impl MemoryError {
    /// Returns what can be done about it.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Foreign { .. } => "the file was left as it is; name another one in [memory] path, or use --no-memory",
            Self::Damaged { .. } | Self::Corrupt(_) => {
                "nothing was deleted; `dilmaj memory check` tells more, `dilmaj memory check --move-aside` gives the file another name, and the next run begins a new one"
            }
            Self::Open { .. } | Self::File { .. } => {
                "set [memory] path to a place you can write to, or use --no-memory"
            }
            Self::Locked { .. } => {
                "wait until it is done, or name another file in [memory] path; reading (--dry-run, memory search, stats, check, export) works meanwhile"
            }
            Self::Library { .. } => "build dilmaj with the bundled SQLite",
            Self::Full(_) => "what was stored before is safe; make room on the disk and run the same command again",
            Self::Statement(_) => "what was stored before is safe; run the same command again",
        }
    }

    /// Says of an error while opening `path` what it means.
    pub(super) fn opening(path: &Path, source: rusqlite::Error) -> Self {
        let path = path.to_owned();
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::Foreign { path, problem: "it is no SQLite database".to_owned() },
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged { path, problem: source.to_string() },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Locked { path, holder: "another process".to_owned() }
            }
            _ => Self::Open { path, source },
        }
    }
}

impl From<rusqlite::Error> for MemoryError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::Full(error),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Corrupt(error),
            _ => Self::Statement(error),
        }
    }
}
