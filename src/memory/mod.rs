//! The translation memory: every candidate that a backend gave, under a key of all that determined it.
//!
//! In: keys and candidates. Out: candidates. It is the journal of a run: what is stored is not asked again, so resuming is running the same command
//! again. Checks and repairs are not stored; they are made anew in every run. One SQLite file; nothing here knows backends or pipelines.

mod journal;
mod key;
mod schema;
mod unit;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};

pub use journal::{PostedItem, Posting};
pub use key::{Key, KeyParts};
pub use unit::{Added, Nearness, NewUnit, Unit, key_hash};

use crate::model::{Candidate, Issue, Origin};

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
    /// The folder of the file cannot be made.
    #[error("cannot make the folder of the memory `{}`: {source}", path.display())]
    Folder {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The file is something else, or was written by a newer version. It is left as it is.
    #[error("`{}` is no memory of this version: {problem}", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What was found in it.
        problem: String,
    },
    /// A statement failed.
    #[error("the memory failed: {0}")]
    Statement(#[from] rusqlite::Error),
}

/// What is known under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stored {
    /// A translation.
    Candidate(Candidate),
    /// The backend failed for good, so many times.
    Failure {
        /// What it said.
        message: String,
        /// In how many runs.
        count: u32,
    },
}

/// An open memory.
#[derive(Debug)]
pub struct Memory {
    connection: Mutex<Connection>,
}

impl Memory {
    /// Opens the memory at `path`, or makes a new one there.
    ///
    /// # Errors
    /// Fails if the folder cannot be made, if the file is not a memory of this version, or if another process is writing to it.
    pub fn open(path: &Path) -> Result<Self, MemoryError> {
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(|source| MemoryError::Folder { path: path.to_owned(), source })?;
        }
        let connection =
            Connection::open(path).map_err(|source| MemoryError::Open { path: path.to_owned(), source })?;
        schema::prepare(&connection, path)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// Returns a memory that is gone at the end of the run.
    ///
    /// # Errors
    /// Fails only if SQLite cannot be started.
    pub fn in_memory() -> Result<Self, MemoryError> {
        let connection = Connection::open_in_memory()?;
        schema::prepare(&connection, Path::new(":memory:"))?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    /// Returns what is stored under `key`.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn recall(&self, key: &Key) -> Result<Option<Stored>, MemoryError> {
        let connection = self.connection();
        let mut statement = connection
            .prepare_cached("SELECT target, origin, issues, failures FROM candidate WHERE hash = ?1 AND key = ?2")?;
        let row = statement.query_row(params![key.hash(), key.bytes()], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?, row.get::<_, u32>(3)?))
        });
        Ok(row.optional()?.map(|(target, origin, issues, failures)| stored(target, &origin, &issues, failures)))
    }

    /// Stores candidates and failures in one transaction; what is returned from is durable. A failure never replaces a candidate.
    ///
    /// # Errors
    /// Fails if the file cannot be written (a full disk, for example); then nothing of `rows` is stored.
    pub fn store<'r>(
        &self,
        rows: impl IntoIterator<Item = (&'r Key, &'r str, &'r Stored)>,
        now: i64,
    ) -> Result<(), MemoryError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        {
            let mut candidate = transaction.prepare_cached(schema::STORE_CANDIDATE)?;
            let mut failure = transaction.prepare_cached(schema::STORE_FAILURE)?;
            for (key, source, stored) in rows {
                match stored {
                    Stored::Candidate(found) => {
                        let issues = serde_json::to_string(&found.issues).unwrap_or_default();
                        let origin = found.origin.to_string();
                        candidate.execute(params![
                            key.hash(),
                            key.bytes(),
                            source,
                            found.target,
                            origin,
                            issues,
                            now
                        ])?;
                    }
                    Stored::Failure { message, .. } => {
                        failure.execute(params![key.hash(), key.bytes(), source, message, now])?;
                    }
                }
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// Returns the number of candidates and of failures.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn counts(&self) -> Result<(i64, i64), MemoryError> {
        let sql = "SELECT coalesce(sum(failures = 0), 0), coalesce(sum(failures > 0), 0) FROM candidate";
        Ok(self.connection().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A thread that panicked in a statement has rolled back; the connection is good.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn stored(target: String, origin: &str, issues: &str, failures: u32) -> Stored {
    if failures > 0 {
        return Stored::Failure { message: target, count: failures };
    }
    let issues: Vec<Issue> = serde_json::from_str(issues).unwrap_or_default();
    Stored::Candidate(Candidate { target, origin: parse_origin(origin), issues })
}

/// Reads what `Origin`'s `Display` writes.
fn parse_origin(text: &str) -> Origin {
    match text.split_once(':') {
        Some(("machine", backend)) => Origin::Machine(backend.to_owned()),
        Some(("fuzzy", score)) => Origin::Fuzzy(score.parse().unwrap_or(0)),
        _ if text == "exact" => Origin::Exact,
        _ => Origin::Human,
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, KeyParts, Memory, Stored};
    use crate::model::{Candidate, Origin};

    fn key(source: &str) -> Key {
        Key::new(&KeyParts { source, ..KeyParts::default() })
    }

    fn candidate(target: &str) -> Stored {
        let origin = Origin::Machine("fast".to_owned());
        Stored::Candidate(Candidate { target: target.to_owned(), origin, issues: Vec::new() })
    }

    #[test]
    fn what_is_stored_is_recalled_after_reopening() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/memory.db");
        Memory::open(&path).unwrap().store([(&key("سلام"), "سلام", &candidate("hello"))], 1).unwrap();
        let memory = Memory::open(&path).unwrap();
        assert_eq!(memory.recall(&key("سلام")).unwrap(), Some(candidate("hello")));
        assert_eq!(memory.recall(&key("درود")).unwrap(), None);
    }

    #[test]
    fn a_failure_is_counted_and_gives_way_to_a_candidate() {
        let memory = Memory::in_memory().unwrap();
        let failed = Stored::Failure { message: "refused".to_owned(), count: 1 };
        memory.store([(&key("الف"), "الف", &failed)], 1).unwrap();
        memory.store([(&key("الف"), "الف", &failed)], 2).unwrap();
        assert_eq!(
            memory.recall(&key("الف")).unwrap(),
            Some(Stored::Failure { message: "refused".to_owned(), count: 2 })
        );
        memory.store([(&key("الف"), "الف", &candidate("a"))], 3).unwrap();
        memory.store([(&key("الف"), "الف", &failed)], 4).unwrap();
        assert_eq!(memory.recall(&key("الف")).unwrap(), Some(candidate("a")));
        assert_eq!(memory.counts().unwrap(), (1, 0));
    }

    #[test]
    fn a_foreign_file_is_refused_and_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("memory.db");
        std::fs::write(&path, "this is a letter, not a database, and it is long enough to be looked at").unwrap();
        let before = std::fs::read(&path).unwrap();
        assert!(Memory::open(&path).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
