//! The tables, their migrations, and how the file is opened.

use std::path::Path;

use rusqlite::Connection;

use super::{Durability, MemoryError};

/// Marks the file as a memory of dilmaj ("dlmj").
const APPLICATION_ID: i32 = 0x646C_6D6A;

/// Each entry brings the file from its index to the next version. Entries are only ever appended.
const MIGRATIONS: [&str; 4] = [
    "
    CREATE TABLE candidate (
        id       INTEGER PRIMARY KEY,
        hash     INTEGER NOT NULL UNIQUE,
        key      BLOB NOT NULL,
        source   TEXT NOT NULL,
        target   TEXT NOT NULL,
        origin   TEXT NOT NULL,
        issues   TEXT NOT NULL,
        failures INTEGER NOT NULL DEFAULT 0,
        stored   INTEGER NOT NULL
    ) STRICT;
",
    "
    -- What is known of a candidate besides its text; NULL where it was stored before these columns were, or is not known.
    ALTER TABLE candidate ADD COLUMN document TEXT;
    ALTER TABLE candidate ADD COLUMN seg TEXT;
    ALTER TABLE candidate ADD COLUMN source_hash INTEGER;
    ALTER TABLE candidate ADD COLUMN context_hash INTEGER;
    ALTER TABLE candidate ADD COLUMN terms TEXT;
    ALTER TABLE candidate ADD COLUMN backend TEXT;
    ALTER TABLE candidate ADD COLUMN milliseconds INTEGER;
    ALTER TABLE candidate ADD COLUMN micro_usd INTEGER;
    CREATE INDEX candidate_source ON candidate (source_hash) WHERE source_hash IS NOT NULL;

    -- Candidates that another one took the place of, under the same key.
    CREATE TABLE history (
        id          INTEGER PRIMARY KEY,
        hash        INTEGER NOT NULL,
        key         BLOB NOT NULL,
        source      TEXT NOT NULL,
        source_hash INTEGER,
        target      TEXT NOT NULL,
        origin      TEXT NOT NULL,
        issues      TEXT NOT NULL,
        document    TEXT,
        seg         TEXT,
        terms       TEXT,
        backend     TEXT,
        stored      INTEGER NOT NULL,
        superseded  INTEGER NOT NULL,
        why         TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER candidate_superseded AFTER UPDATE OF target, origin ON candidate
        WHEN OLD.failures = 0 AND NEW.failures = 0 AND (OLD.target <> NEW.target OR OLD.origin <> NEW.origin)
    BEGIN
        INSERT INTO history (hash, key, source, source_hash, target, origin, issues, document, seg, terms, backend, stored, superseded, why)
        VALUES (OLD.hash, OLD.key, OLD.source, OLD.source_hash, OLD.target, OLD.origin, OLD.issues, OLD.document, OLD.seg, OLD.terms,
                OLD.backend, OLD.stored, NEW.stored, iif(OLD.key = NEW.key, 'redo', 'collision'));
    END;
    CREATE TRIGGER history_stays BEFORE UPDATE ON history
    BEGIN
        SELECT RAISE(ABORT, 'what was is not rewritten');
    END;

    -- Reviewed and imported units. One is never overwritten, only superseded.
    CREATE TABLE unit (
        id          INTEGER PRIMARY KEY,
        document    TEXT,
        seg         TEXT,
        source      TEXT NOT NULL,
        key         TEXT NOT NULL,
        key_hash    INTEGER NOT NULL,
        before_hash INTEGER,
        after_hash  INTEGER,
        target      TEXT NOT NULL,
        state       TEXT NOT NULL CHECK (state IN ('translated', 'reviewed', 'final')),
        origin      TEXT NOT NULL,
        reviewer    TEXT,
        note        TEXT,
        added       INTEGER NOT NULL,
        superseded  INTEGER
    ) STRICT;
    CREATE INDEX unit_key ON unit (key_hash, seg);
    CREATE TRIGGER unit_stays BEFORE UPDATE OF
        document, seg, source, key, key_hash, before_hash, after_hash, target, state, origin, reviewer, note, added ON unit
    BEGIN
        SELECT RAISE(ABORT, 'a unit is never overwritten');
    END;
    CREATE TRIGGER reviewed_stays BEFORE DELETE ON unit WHEN OLD.superseded IS NULL AND OLD.state <> 'translated'
    BEGIN
        SELECT RAISE(ABORT, 'a reviewed unit is never deleted');
    END;
",
    "
    -- Fuzzy recall: which units hold a word, and how many. It can be built again from the units at any time.
    CREATE VIRTUAL TABLE fuzzy USING fts5 (words, content = '', detail = none, columnsize = 0, tokenize = 'unicode61 remove_diacritics 0');
    CREATE TABLE fuzzy_word (word TEXT PRIMARY KEY, units INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    CREATE TABLE fuzzy_state (reached INTEGER NOT NULL) STRICT;
    INSERT INTO fuzzy_state VALUES (0);
",
    "
    -- Requests that are handed in together and answered later, and the segments in them.
    CREATE TABLE posting (
        tag      TEXT PRIMARY KEY,
        backend  TEXT NOT NULL,
        name     TEXT,
        begun    INTEGER NOT NULL,
        booked   INTEGER NOT NULL,
        cost     INTEGER,
        is_open  INTEGER NOT NULL DEFAULT 1
    ) STRICT;
    CREATE TABLE posted (
        tag      TEXT NOT NULL REFERENCES posting (tag),
        request  INTEGER NOT NULL,
        item     INTEGER NOT NULL,
        key      BLOB NOT NULL,
        doc      TEXT NOT NULL,
        seg      INTEGER NOT NULL,
        source   TEXT NOT NULL,
        PRIMARY KEY (tag, request, item)
    ) STRICT;
    CREATE INDEX posted_key ON posted (key);
",
];

/// Memory for pages of the file, in KB.
const PAGES_KB: i32 = 128 << 10;

/// The version that this program writes.
pub(super) const VERSION: i32 = MIGRATIONS.len() as i32;

/// Stores a candidate; it takes the place of a failure and of an older candidate.
pub(super) const STORE_CANDIDATE: &str = "
    INSERT INTO candidate (hash, key, source, target, origin, issues, failures, stored,
        document, seg, source_hash, context_hash, terms, backend, milliseconds, micro_usd)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
    ON CONFLICT (hash) DO UPDATE SET
        key = excluded.key, source = excluded.source, target = excluded.target, origin = excluded.origin,
        issues = excluded.issues, failures = 0, stored = excluded.stored, document = excluded.document, seg = excluded.seg,
        source_hash = excluded.source_hash, context_hash = excluded.context_hash, terms = excluded.terms,
        backend = excluded.backend, milliseconds = excluded.milliseconds, micro_usd = excluded.micro_usd";

/// Stores a failure; its message stands in the column of the target.
pub(super) const STORE_FAILURE: &str = "
    INSERT INTO candidate (hash, key, source, target, origin, issues, failures, stored)
    VALUES (?1, ?2, ?3, ?4, 'failure', '[]', 1, ?5)
    ON CONFLICT (hash) DO UPDATE SET
        target = excluded.target, failures = failures + 1, stored = excluded.stored
        WHERE failures > 0";

/// The oldest SQLite without the fault that loses commits when a WAL is reset; one later version had it again.
const OLDEST: i32 = 3_051_003;
const FAULTY: i32 = 3_052_000;

/// Refuses a library that can lose what was stored.
pub(super) fn is_sound(version: &str, number: i32) -> Result<(), MemoryError> {
    if number < OLDEST || number == FAULTY {
        return Err(MemoryError::Library { version: version.to_owned() });
    }
    Ok(())
}

/// Sets the file up for durable writing and brings it to the present version; returns the journal mode that the file system allows.
pub(super) fn prepare(connection: &Connection, path: &Path, durability: Durability) -> Result<String, MemoryError> {
    let at_path = |source: rusqlite::Error| MemoryError::opening(path, source);
    examine(connection, path)?;
    // WAL may be refused on network file systems; the default journal is as safe. What was paid for must survive a power cut: FULL.
    let journal = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get::<_, String>(0));
    let synchronous = if durability == Durability::Full { "FULL" } else { "NORMAL" };
    let journal = journal.map_err(at_path)?;
    connection.pragma_update(None, "synchronous", synchronous).map_err(at_path)?;
    // Hashes fall all over their index: with room for it in memory a page is written once for many rows, not once for each.
    connection.pragma_update(None, "wal_autocheckpoint", 10_000).map_err(at_path)?;
    migrate(connection).map_err(at_path)?;
    Ok(journal)
}

/// Returns the version of the file. One of another program or of a newer version is refused.
pub(super) fn examine(connection: &Connection, path: &Path) -> Result<i32, MemoryError> {
    let at_path = |source: rusqlite::Error| MemoryError::opening(path, source);
    connection.busy_timeout(std::time::Duration::from_secs(5)).map_err(at_path)?;
    connection.set_prepared_statement_cache_capacity(32);
    connection.pragma_update(None, "cache_size", -PAGES_KB).map_err(at_path)?;
    let number = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i32>(0)).map_err(at_path);
    let id = number("PRAGMA application_id")?;
    let version = number("PRAGMA user_version")?;
    let tables = number("SELECT count(*) FROM sqlite_schema")?;
    let foreign = |problem: &str| MemoryError::Foreign { path: path.to_owned(), problem: problem.to_owned() };
    if tables > 0 && id != APPLICATION_ID {
        return Err(foreign("it is a database of another program"));
    }
    if version > VERSION {
        return Err(foreign("it was written by a newer version of dilmaj"));
    }
    Ok(version)
}

/// Brings the file to the present version. The version is read again under the lock: another process may have been quicker.
fn migrate(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let version: i32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    for (at, migration) in MIGRATIONS.iter().enumerate().skip(usize::try_from(version).unwrap_or(0)) {
        let script = format!("{migration} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {};", at + 1);
        if let Err(error) = connection.execute_batch(&script) {
            connection.execute_batch("ROLLBACK")?;
            return Err(error);
        }
    }
    connection.execute_batch("COMMIT")
}

#[cfg(test)]
mod tests {
    use super::is_sound;

    #[test]
    fn versions_that_lose_commits_are_refused() {
        assert!(is_sound("3.46.0", 3_046_000).is_err());
        assert!(is_sound("3.51.2", 3_051_002).is_err());
        assert!(is_sound("3.51.3", 3_051_003).is_ok());
        assert!(is_sound("3.52.0", 3_052_000).is_err());
        assert!(is_sound(rusqlite::version(), rusqlite::version_number()).is_ok());
    }
}
