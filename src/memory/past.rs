//! Every translation that a segment ever had, and why an answer for the same source does not count any more.
//!
//! In: a place or a match key, or what a new key is made of. Out: translations in order of time; in what the last answer's key differs.

use rusqlite::params;

use super::candidate::{context_hash, terms_text};
use super::{Memory, MemoryError, Parts, key_hash};

/// One translation that a source had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// The source as it was written.
    pub source: String,
    /// The translation.
    pub target: String,
    /// Where it came from.
    pub origin: String,
    /// How far it was.
    pub state: String,
    /// Where it was asked for first, or where it stands.
    pub document: Option<String>,
    /// See `document`.
    pub seg: Option<String>,
    /// When it was stored, in seconds since 1970.
    pub stored: i64,
    /// When another one took its place.
    pub superseded: Option<i64>,
    /// Why.
    pub why: Option<String>,
    /// Milliseconds of asking.
    pub milliseconds: Option<i64>,
    /// Millionths of a dollar.
    pub micro_usd: Option<i64>,
    terms: Option<String>,
    backend: Option<String>,
    context: Option<i64>,
}

/// In what the key of a stored answer differs from the one that is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stale {
    /// Other terms were sent.
    pub terms: bool,
    /// Another backend, model, prompt or parameter.
    pub backend: bool,
    /// Other neighbours were sent.
    pub context: bool,
}

impl Stale {
    /// Returns the reasons in words.
    #[must_use]
    pub fn reasons(self) -> Vec<&'static str> {
        let all =
            [(self.terms, "glossary"), (self.backend, "backend, model, prompt or rules"), (self.context, "context")];
        all.into_iter().filter(|(is, _)| *is).map(|(_, name)| name).collect()
    }
}

const BY_SOURCE: &str = "
    SELECT source, target, origin, 'translated', document, seg, stored, NULL, NULL, milliseconds, micro_usd, terms, backend, context_hash
        FROM candidate WHERE source_hash = ?1 AND failures = 0
    UNION ALL SELECT source, target, origin, 'translated', document, seg, stored, superseded, why, NULL, NULL, terms, backend, NULL
        FROM history WHERE source_hash = ?1
    UNION ALL SELECT source, target, origin, state, document, seg, added, superseded, iif(superseded IS NULL, NULL, 'review'), NULL, NULL, NULL, NULL, NULL
        FROM unit WHERE key_hash = ?1
    ORDER BY 7";

const SOURCES_AT: &str = "
    SELECT source_hash FROM candidate WHERE document = ?1 AND seg = ?2 AND source_hash IS NOT NULL
    UNION SELECT source_hash FROM history WHERE document = ?1 AND seg = ?2 AND source_hash IS NOT NULL
    UNION SELECT key_hash FROM unit WHERE document = ?1 AND seg = ?2";

impl Memory {
    /// Returns every translation of the source with this match key, the oldest first.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn history_of(&self, key: &str) -> Result<Vec<Past>, MemoryError> {
        self.past(key_hash(key))
    }

    /// Returns every translation of the sources that ever stood at this place, the oldest first.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn history_at(&self, document: &str, seg: &str) -> Result<Vec<Past>, MemoryError> {
        let hashes: Vec<i64> = {
            let connection = self.connection();
            let mut statement = connection.prepare(SOURCES_AT)?;
            let rows = statement.query_map(params![document, seg], |row| row.get(0))?;
            rows.collect::<Result<_, _>>()?
        };
        let mut all = Vec::new();
        for hash in hashes {
            all.extend(self.past(hash)?);
        }
        all.sort_by_key(|past| past.stored);
        Ok(all)
    }

    fn past(&self, hash: i64) -> Result<Vec<Past>, MemoryError> {
        let connection = self.connection();
        let mut statement = connection.prepare(BY_SOURCE)?;
        let rows = statement.query_map([hash], |row| {
            Ok(Past {
                source: row.get(0)?,
                target: row.get(1)?,
                origin: row.get(2)?,
                state: row.get(3)?,
                document: row.get(4)?,
                seg: row.get(5)?,
                stored: row.get(6)?,
                superseded: row.get(7)?,
                why: row.get(8)?,
                milliseconds: row.get(9)?,
                micro_usd: row.get(10)?,
                terms: row.get(11)?,
                backend: row.get(12)?,
                context: row.get(13)?,
            })
        })?;
        let mut all = rows.collect::<Result<Vec<Past>, _>>()?;
        explain(&mut all);
        Ok(all)
    }

    /// Returns in what the last answer for the same source was asked otherwise; `None` if there is no answer that knows.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn stale(&self, wanted: &Parts<'_>) -> Result<Option<Stale>, MemoryError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT terms, backend, context_hash FROM candidate WHERE source_hash = ?1 AND failures = 0",
        )?;
        let (terms, context) = (terms_text(wanted.terms), context_hash(wanted.context));
        let mut rows = statement.query([key_hash(wanted.source)])?;
        let mut nearest: Option<Stale> = None;
        while let Some(row) = rows.next()? {
            let stale = Stale {
                terms: row.get::<_, Option<String>>(0)?.as_deref() != Some(&terms),
                backend: row.get::<_, Option<String>>(1)?.as_deref() != Some(wanted.backend),
                context: row.get::<_, Option<i64>>(2)? != Some(context),
            };
            let count = |stale: &Stale| stale.reasons().len();
            nearest = Some(nearest.filter(|former| count(former) <= count(&stale)).unwrap_or(stale));
        }
        Ok(nearest)
    }
}

/// A candidate under one key is followed by one under another: says in what the keys differ. Both can still be recalled, each under its own.
fn explain(all: &mut [Past]) {
    for at in 0..all.len() {
        let (before, behind) = all.split_at_mut(at + 1);
        let Some(own) = before.last_mut().filter(|own| own.why.is_none() && own.backend.is_some()) else { continue };
        let Some(next) = behind.iter().find(|next| next.backend.is_some() && next.why.is_none()) else { continue };
        let stale = Stale {
            terms: own.terms != next.terms,
            backend: own.backend != next.backend,
            context: own.context != next.context,
        };
        own.superseded = Some(next.stored);
        own.why = Some(stale.reasons().join("; ")).filter(|why| !why.is_empty());
    }
}
