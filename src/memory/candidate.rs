//! Candidates: what backends answered, each under the key of all that determined it, with where it was asked first and what it took.
//!
//! In: keys, candidates and failures. Out: the same by key. A candidate that another one takes the place of goes into the history (see `schema`).

use rusqlite::{OptionalExtension, Statement, params};

use super::{Key, Memory, MemoryError, key_hash, schema};
use crate::model::{Candidate, Issue, Origin};

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

/// What is to be stored.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// Its key.
    pub key: &'r Key,
    /// The source as it was written.
    pub source: &'r str,
    /// The candidate or failure.
    pub stored: &'r Stored,
    /// Where it comes from.
    pub provenance: Provenance<'r>,
}

/// Where a candidate comes from; nothing where it is not known. None of it decides what is recalled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Provenance<'r> {
    /// The document it was asked for first, and the number of the segment in it.
    pub place: Option<(&'r str, usize)>,
    /// What its key was made of.
    pub parts: Option<Parts<'r>>,
    /// Milliseconds of its request, shared evenly among the segments of the request.
    pub milliseconds: Option<u64>,
    /// What it cost, in millionths of a dollar.
    pub micro_usd: Option<u64>,
}

/// What a key was made of, to tell later in what another key differs from it.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'r> {
    /// Match key of the source.
    pub source: &'r str,
    /// Match keys of the context that was sent.
    pub context: &'r [String],
    /// Source and preferred target of the terms that were sent.
    pub terms: &'r [(String, String)],
    /// Fingerprint of the backend.
    pub backend: &'r str,
}

impl<'r> From<(&'r Key, &'r str, &'r Stored)> for Row<'r> {
    fn from((key, source, stored): (&'r Key, &'r str, &'r Stored)) -> Self {
        Self { key, source, stored, provenance: Provenance::default() }
    }
}

impl Memory {
    /// Returns what is stored under `key`.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn recall(&self, key: &Key) -> Result<Option<Stored>, MemoryError> {
        let mut found = self.recall_all(std::slice::from_ref(key))?;
        Ok(found.pop().flatten())
    }

    /// Returns what is stored under each of `keys`. Reading them in one transaction saves most of the time.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn recall_all(&self, keys: &[Key]) -> Result<Vec<Option<Stored>>, MemoryError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let mut statement = transaction
            .prepare_cached("SELECT target, origin, issues, failures FROM candidate WHERE hash = ?1 AND key = ?2")?;
        let recall = |key: &Key| {
            let row = statement.query_row(params![key.hash(), key.bytes()], |row| {
                let text = |column: usize| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
                Ok(stored(row.get(0)?, text(1)?, text(2)?, row.get(3)?))
            });
            row.optional()
        };
        Ok(keys.iter().map(recall).collect::<Result<_, _>>()?)
    }

    /// Stores candidates and failures in one transaction; what is returned from is durable. A failure never replaces a candidate.
    ///
    /// # Errors
    /// Fails if the file cannot be written (a full disk, for example); then nothing of `rows` is stored.
    pub fn store<'r, R: Into<Row<'r>>>(&self, rows: impl IntoIterator<Item = R>, now: i64) -> Result<(), MemoryError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        {
            let mut candidate = transaction.prepare_cached(schema::STORE_CANDIDATE)?;
            let mut failure = transaction.prepare_cached(schema::STORE_FAILURE)?;
            for row in rows {
                let row: Row<'_> = row.into();
                match row.stored {
                    Stored::Candidate(found) => store_candidate(&mut candidate, &row, found, now)?,
                    Stored::Failure { message, .. } => {
                        failure.execute(params![row.key.hash(), row.key.bytes(), row.source, message, now])?;
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
}

fn store_candidate(statement: &mut Statement<'_>, row: &Row<'_>, found: &Candidate, now: i64) -> rusqlite::Result<()> {
    let issues = serde_json::to_string(&found.issues).unwrap_or_default();
    let Provenance { place, parts, milliseconds, micro_usd } = row.provenance;
    statement.execute(params![
        row.key.hash(),
        row.key.bytes(),
        row.source,
        found.target,
        found.origin.to_string(),
        issues,
        now,
        place.map(|(document, _)| document),
        place.map(|(_, seg)| seg.to_string()),
        parts.map(|parts| key_hash(parts.source)),
        parts.map(|parts| context_hash(parts.context)),
        parts.map(|parts| terms_text(parts.terms)),
        parts.map(|parts| parts.backend),
        milliseconds.map(signed),
        micro_usd.map(signed),
    ])?;
    Ok(())
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Returns the hash of the context that a candidate was asked with.
pub(super) fn context_hash(context: &[String]) -> i64 {
    key_hash(&context.join("\n"))
}

/// Returns the pairs that a key depends on, sorted, as JSON.
pub(super) fn terms_text(terms: &[(String, String)]) -> String {
    let mut terms: Vec<&(String, String)> = terms.iter().collect();
    terms.sort();
    terms.dedup();
    serde_json::to_string(&terms).unwrap_or_default()
}

fn stored(target: String, origin: &str, issues: &str, failures: u32) -> Stored {
    if failures > 0 {
        return Stored::Failure { message: target, count: failures };
    }
    let issues: Vec<Issue> = serde_json::from_str(issues).unwrap_or_default();
    Stored::Candidate(Candidate { target, origin: parse_origin(origin), issues })
}

/// Reads what `Origin`'s `Display` writes.
pub(super) fn parse_origin(text: &str) -> Origin {
    match text.split_once(':') {
        Some(("machine", backend)) => Origin::Machine(backend.to_owned()),
        Some(("fuzzy", score)) => Origin::Fuzzy(score.parse().unwrap_or(0)),
        _ if text == "exact" => Origin::Exact,
        _ => Origin::Human,
    }
}
