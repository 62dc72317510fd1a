//! The translation memory: every candidate that a backend gave, under a key of all that determined it, and the units that people reviewed or imported.
//!
//! In: keys, candidates, units. Out: the same. It is the journal of a run: what is stored is not asked again, so resuming is running the same command
//! again. Checks and repairs are not stored; they are made anew in every run. One SQLite file; nothing here knows backends or pipelines.

mod candidate;
mod care;
mod error;
mod exact;
pub mod exchange;
mod fuzzy;
mod journal;
mod key;
mod lock;
mod past;
mod schema;
mod search;
mod unit;

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, ErrorCode, OpenFlags};
use serde::Deserialize;

pub use candidate::{Parts, Provenance, Row, Stored};
pub use care::{Health, Merged, Prune, Stats, move_aside, version};
pub use error::MemoryError;
pub use exact::Exact;
pub use fuzzy::{Similar, Wanted};
pub use journal::{PostedItem, Posting};
pub use key::{Key, KeyParts};
pub use past::{Past, Stale};
pub use search::{Found, Side};
pub use unit::{Added, Nearness, NewUnit, Place, Unit, key_hash};

use lock::Lock;

/// What a power cut may take away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Durability {
    /// Nothing: each answer is on the disk before it is used.
    #[default]
    Full,
    /// The last answers before a power cut; a crash of the program still loses nothing.
    Normal,
}

/// An open memory.
#[derive(Debug)]
pub struct Memory {
    connection: Mutex<Connection>,
    warnings: Vec<String>,
    /// Whether any unit can be found by likeness; without one nothing is looked up.
    has_likes: AtomicBool,
    /// Held until the connection is closed: fields are dropped in this order.
    _lock: Option<Lock>,
}

impl Memory {
    /// Opens the memory at `path` for writing, or makes a new one there.
    ///
    /// # Errors
    /// Fails if the folder cannot be made, if the file is not a memory of this version, or if another process is writing to it.
    pub fn open(path: &Path, durability: Durability) -> Result<Self, MemoryError> {
        schema::is_sound(rusqlite::version(), rusqlite::version_number())?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            let failed = |source| MemoryError::File { what: "make the folder", path: folder.to_owned(), source };
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let lock = Lock::take(path)?;
        let connection = Connection::open(path).map_err(|source| MemoryError::opening(path, source))?;
        let journal = schema::prepare(&connection, path, durability)?;
        let warnings = warnings(path, &journal, lock.is_void);
        Ok(Self::of(connection, warnings, Some(lock)))
    }

    /// Opens the memory at `path` for reading; another process may be writing to it.
    ///
    /// # Errors
    /// Fails if there is no file, or if it is not a memory of this version.
    pub fn open_for_reading(path: &Path) -> Result<Self, MemoryError> {
        schema::is_sound(rusqlite::version(), rusqlite::version_number())?;
        match Self::reader(path) {
            Err(MemoryError::Open { source, .. }) if source.sqlite_error_code() == Some(ErrorCode::ReadOnly) => {}
            Ok((connection, schema::VERSION)) => return Ok(Self::of(connection, Vec::new(), None)),
            Ok(_) => {}
            Err(error) => return Err(error),
        }
        // It was written by an older version, or a process died while it made the file: a writer sets that right, if there is none at work.
        drop(Self::open(path, Durability::Full)?);
        Ok(Self::of(Self::reader(path)?.0, Vec::new(), None))
    }

    fn reader(path: &Path) -> Result<(Connection, i32), MemoryError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(path, flags).map_err(|source| MemoryError::opening(path, source))?;
        let version = schema::examine(&connection, path)?;
        Ok((connection, version))
    }

    fn of(connection: Connection, warnings: Vec<String>, lock: Option<Lock>) -> Self {
        let has_likes = AtomicBool::new(fuzzy::is_begun(&connection));
        Self { connection: Mutex::new(connection), warnings, has_likes, _lock: lock }
    }

    /// Returns a memory that is gone at the end of the run.
    ///
    /// # Errors
    /// Fails only if SQLite cannot be started.
    pub fn in_memory() -> Result<Self, MemoryError> {
        schema::is_sound(rusqlite::version(), rusqlite::version_number())?;
        let connection = Connection::open_in_memory()?;
        schema::prepare(&connection, Path::new(":memory:"), Durability::Normal)?;
        Ok(Self::of(connection, Vec::new(), None))
    }

    /// Returns what a person should know about this file.
    #[must_use]
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A thread that panicked in a statement has rolled back; the connection is good.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn warnings(path: &Path, journal: &str, lock_is_void: bool) -> Vec<String> {
    let name = path.display();
    let mut warnings = Vec::new();
    if journal != "wal" {
        warnings.push(format!(
            "the memory `{name}` is in journal mode `{journal}`, not `wal`, as on network file systems: it is slower, and readers must wait; a local disk is better"
        ));
    }
    if lock_is_void {
        warnings.push(format!(
            "the file system of the memory `{name}` knows no locks: see to it that no second run writes to it"
        ));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::{Durability, Key, KeyParts, Memory, Stored};
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
        Memory::open(&path, Durability::Full).unwrap().store([(&key("سلام"), "سلام", &candidate("hello"))], 1).unwrap();
        let memory = Memory::open(&path, Durability::Full).unwrap();
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
        assert!(Memory::open(&path, Durability::Full).is_err());
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
}
