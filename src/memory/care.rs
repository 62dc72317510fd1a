//! The file as a whole: is it sound, what is in it, another one taken in, old answers let go.
//!
//! In: a memory. Out: findings and figures. Nothing here deletes a unit; a damaged file is only ever given another name.

use std::path::{Path, PathBuf};

use rusqlite::params;

use super::unit::{Adding, SELECT, unit};
use super::{Added, Memory, MemoryError, NewUnit, schema};

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// What is wrong; nothing if all is well.
    pub problems: Vec<String>,
    /// Version of the tables.
    pub version: i32,
    /// Version of SQLite.
    pub sqlite: String,
    /// The journal mode of the file.
    pub journal: String,
}

/// How much is in a memory.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    /// Candidates by origin.
    pub candidates: Vec<(String, i64)>,
    /// Units in force by state.
    pub units: Vec<(String, i64)>,
    /// Failures.
    pub failures: i64,
    /// Units that others superseded.
    pub superseded: i64,
    /// Candidates that others superseded.
    pub history: i64,
    /// What the stored candidates cost, in millionths of a dollar, as far as it is known.
    pub micro_usd: i64,
    /// Size of the file in bytes.
    pub bytes: i64,
}

/// What is let go.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Prune {
    /// What was stored before this moment, in seconds since 1970.
    pub before: Option<i64>,
    /// What comes from here (`machine:NAME`, `failure`).
    pub origin: Option<String>,
}

/// What was taken in from another memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// New candidates.
    pub candidates: usize,
    /// Units.
    pub units: Added,
    /// Rows of history and superseded units.
    pub past: usize,
}

const TAKE_CANDIDATES: &str = "
    INSERT INTO candidate (hash, key, source, target, origin, issues, failures, stored,
        document, seg, source_hash, context_hash, terms, backend, milliseconds, micro_usd)
    SELECT hash, key, source, target, origin, issues, failures, stored,
        document, seg, source_hash, context_hash, terms, backend, milliseconds, micro_usd FROM other.candidate WHERE true
    ON CONFLICT (hash) DO UPDATE SET
        target = excluded.target, origin = excluded.origin, issues = excluded.issues, failures = 0, stored = excluded.stored
        WHERE failures > 0 AND excluded.failures = 0";

/// An answer for which this memory has another one stays known as one that it had.
const TAKE_REFUSED: &str = "
    INSERT INTO history (hash, key, source, source_hash, target, origin, issues, document, seg, terms, backend, stored, superseded, why)
    SELECT theirs.hash, theirs.key, theirs.source, theirs.source_hash, theirs.target, theirs.origin, theirs.issues, theirs.document,
        theirs.seg, theirs.terms, theirs.backend, theirs.stored, ?1, 'merge'
    FROM other.candidate AS theirs JOIN candidate AS own USING (hash)
    WHERE theirs.failures = 0 AND theirs.target <> own.target AND NOT EXISTS (SELECT 1 FROM history AS h
        WHERE h.hash = theirs.hash AND h.stored = theirs.stored AND h.target = theirs.target)";

const TAKE_HISTORY: &str = "
    INSERT INTO history (hash, key, source, source_hash, target, origin, issues, document, seg, terms, backend, stored, superseded, why)
    SELECT hash, key, source, source_hash, target, origin, issues, document, seg, terms, backend, stored, superseded, why
    FROM other.history AS theirs WHERE NOT EXISTS (SELECT 1 FROM history AS own
        WHERE own.hash = theirs.hash AND own.stored = theirs.stored AND own.target = theirs.target)";

const TAKE_SUPERSEDED: &str = "
    INSERT INTO unit (document, seg, source, key, key_hash, before_hash, after_hash, target, state, origin, reviewer, note, added, superseded)
    SELECT document, seg, source, key, key_hash, before_hash, after_hash, target, state, origin, reviewer, note, added, superseded
    FROM other.unit AS theirs WHERE superseded IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit AS own
        WHERE own.key_hash = theirs.key_hash AND own.seg IS theirs.seg AND own.document IS theirs.document AND own.added = theirs.added
            AND own.target = theirs.target)";

impl Memory {
    /// Looks through the whole file.
    ///
    /// # Errors
    /// Fails if not even that can be done.
    pub fn check(&self) -> Result<Health, MemoryError> {
        let connection = self.connection();
        let mut problems = Vec::new();
        let mut statement = connection.prepare("PRAGMA integrity_check")?;
        for row in statement.query_map([], |row| row.get::<_, String>(0))? {
            match row {
                Ok(line) if line == "ok" => {}
                Ok(line) => problems.push(line),
                Err(error) => {
                    problems.push(error.to_string());
                    break;
                }
            }
        }
        let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
        for row in statement.query_map([], |row| row.get::<_, String>(0))? {
            problems.push(format!("a row of `{}` points nowhere", row?));
        }
        let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        let journal = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
        Ok(Health { problems, version, sqlite: rusqlite::version().to_owned(), journal })
    }

    /// Counts what is in the memory.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn stats(&self) -> Result<Stats, MemoryError> {
        let connection = self.connection();
        let groups = |sql: &str| -> rusqlite::Result<Vec<(String, i64)>> {
            connection.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        };
        let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
        Ok(Stats {
            candidates: groups(
                "SELECT origin, count(*) FROM candidate WHERE failures = 0 GROUP BY origin ORDER BY origin",
            )?,
            units: groups("SELECT state, count(*) FROM unit WHERE superseded IS NULL GROUP BY state ORDER BY state")?,
            failures: number("SELECT count(*) FROM candidate WHERE failures > 0")?,
            superseded: number("SELECT count(*) FROM unit WHERE superseded IS NOT NULL")?,
            history: number("SELECT count(*) FROM history")?,
            micro_usd: number("SELECT coalesce(sum(micro_usd), 0) FROM candidate")?,
            bytes: number("PRAGMA page_count")? * number("PRAGMA page_size")?,
        })
    }

    /// Takes in what the memory at `path` has and this one lacks, in one transaction. What both have stays as it is here; of two reviews of one place the
    /// later one holds.
    ///
    /// # Errors
    /// Fails if `path` is no memory of this version or if this one cannot be written; then nothing is taken.
    pub fn merge(&self, path: &Path, now: i64) -> Result<Merged, MemoryError> {
        drop(Self::open_for_reading(path)?);
        let mut connection = self.connection();
        connection.execute("ATTACH ?1 AS other", [path.to_string_lossy()])?;
        let merged = (|| {
            let transaction = connection.transaction()?;
            let before = transaction.query_row("SELECT count(*) FROM candidate", [], |row| row.get::<_, i64>(0))?;
            transaction.execute(TAKE_CANDIDATES, [])?;
            let count = transaction.query_row("SELECT count(*) FROM candidate", [], |row| row.get::<_, i64>(0))?;
            let candidates = usize::try_from(count - before).unwrap_or(0);
            let past = transaction.execute(TAKE_REFUSED, params![now])?
                + transaction.execute(TAKE_HISTORY, [])?
                + transaction.execute(TAKE_SUPERSEDED, [])?;
            let mut units = Added::default();
            {
                let mut adding = Adding::new(&transaction)?;
                let theirs = SELECT.replace("FROM unit", "FROM other.unit");
                let mut statement = transaction.prepare(&format!("{theirs} superseded IS NULL ORDER BY id"))?;
                for row in statement.query_map([], unit)? {
                    let theirs = row?;
                    let added = theirs.added;
                    adding.one(&NewUnit::from(theirs), added, &mut units)?;
                }
            }
            transaction.commit()?;
            Ok(Merged { candidates, units, past })
        })();
        connection.execute("DETACH other", [])?;
        merged
    }

    /// Lets go of candidates, failures and history; returns how many. Units stay. With `is_dry`, they are only counted.
    ///
    /// # Errors
    /// Fails if the file cannot be written; then nothing is gone.
    pub fn prune(&self, what: &Prune, is_dry: bool) -> Result<usize, MemoryError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let mut gone = 0;
        for table in ["candidate", "history"] {
            let wanted = "(?1 IS NULL OR stored < ?1) AND (?2 IS NULL OR origin = ?2)";
            let bound = params![what.before, what.origin];
            gone += if is_dry {
                let sql = format!("SELECT count(*) FROM {table} WHERE {wanted}");
                usize::try_from(transaction.query_row(&sql, bound, |row| row.get::<_, i64>(0))?).unwrap_or(0)
            } else {
                transaction.execute(&format!("DELETE FROM {table} WHERE {wanted}"), bound)?
            };
        }
        transaction.commit()?;
        Ok(gone)
    }
}

impl From<super::Unit> for NewUnit {
    fn from(unit: super::Unit) -> Self {
        let super::Unit {
            document,
            seg,
            source,
            key,
            before_hash,
            after_hash,
            target,
            state,
            origin,
            reviewer,
            note,
            ..
        } = unit;
        Self { document, seg, source, key, before_hash, after_hash, target, state, origin, reviewer, note }
    }
}

/// Gives a memory and the files that belong to it another name beside the old one, and returns it. Nothing is deleted.
///
/// # Errors
/// Fails if another process is writing to it, or as the file system does.
pub fn move_aside(path: &Path, now: i64) -> Result<PathBuf, MemoryError> {
    let _lock = super::lock::Lock::take(path)?;
    let with = |path: &Path, ending: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        PathBuf::from(name)
    };
    let mut aside = with(path, &format!(".aside-{now}"));
    let mut nth = 1;
    while aside.exists() {
        nth += 1;
        aside = with(path, &format!(".aside-{now}-{nth}"));
    }
    for ending in ["-wal", "-shm", ""] {
        let from = with(path, ending);
        if from.exists() {
            std::fs::rename(&from, with(&aside, ending)).map_err(|source| MemoryError::File {
                what: "move aside",
                path: from,
                source,
            })?;
        }
    }
    Ok(aside)
}

/// Returns the version of the tables that this program writes.
#[must_use]
pub fn version() -> i32 {
    schema::VERSION
}
