//! Concordance: where words stand in sources or targets.
//!
//! In: words. Out: units and candidates that hold them, units first. Sources are compared by their match keys, so that spelling does not matter;
//! targets without regard to case.

use rusqlite::Connection;

use super::{Memory, MemoryError};
use crate::persian::match_key;

/// A translation that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The document, if it is known.
    pub document: Option<String>,
    /// The number of the segment in it.
    pub seg: Option<String>,
    /// The source.
    pub source: String,
    /// The target.
    pub target: String,
    /// How far it is.
    pub state: String,
    /// Where it comes from.
    pub origin: String,
}

/// Where is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// In sources and targets.
    Both,
    /// In sources.
    Source,
    /// In targets.
    Target,
}

impl Memory {
    /// Returns the first `most` translations that hold `text`.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn search(&self, text: &str, side: Side, most: usize) -> Result<Vec<Found>, MemoryError> {
        let wanted = Wanted { key: match_key(text), lower: text.trim().to_lowercase(), side };
        let connection = self.connection();
        let mut found = Vec::new();
        let units =
            "SELECT document, seg, source, target, state, origin, key FROM unit WHERE superseded IS NULL ORDER BY id";
        let candidates = "SELECT document, seg, source, target, 'translated', origin, NULL FROM candidate WHERE failures = 0 ORDER BY id";
        for sql in [units, candidates] {
            wanted.collect(&connection, sql, most, &mut found)?;
        }
        Ok(found)
    }
}

struct Wanted {
    key: String,
    lower: String,
    side: Side,
}

impl Wanted {
    fn collect(&self, connection: &Connection, sql: &str, most: usize, found: &mut Vec<Found>) -> rusqlite::Result<()> {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while found.len() < most
            && let Some(row) = rows.next()?
        {
            let (source, target) = (row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?);
            let key = row.get_ref(6)?.as_str_or_null()?;
            if self.is_in(source, key, target) {
                found.push(Found {
                    document: row.get(0)?,
                    seg: row.get(1)?,
                    source: source.to_owned(),
                    target: target.to_owned(),
                    state: row.get(4)?,
                    origin: row.get(5)?,
                });
            }
        }
        Ok(())
    }

    fn is_in(&self, source: &str, key: Option<&str>, target: &str) -> bool {
        let in_source = || match key {
            Some(key) => key.contains(&self.key),
            None => match_key(source).contains(&self.key),
        };
        (self.side <= Side::Source && !self.key.is_empty() && in_source())
            || (self.side != Side::Source && !self.lower.is_empty() && target.to_lowercase().contains(&self.lower))
    }
}
