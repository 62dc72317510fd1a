//! Fuzzy recall: stored units whose source is like a text, with a score of 0–100.
//!
//! In: a match key. Out: reviewed and imported units, the best first. What the score means: `score.rs`; which units are compared: `index.rs`; number-only
//! differences: `adapt.rs`.

mod adapt;
mod index;
mod score;
mod text;

use std::sync::atomic::Ordering;

use rusqlite::{Connection, OptionalExtension};

use super::{Memory, MemoryError};

/// Score of a unit whose figures were exchanged and that differs in nothing else.
const ADAPTED: u8 = 99;

/// A stored unit that is like the wanted text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Similar {
    /// Its source, as it was stored.
    pub source: String,
    /// Its target; with the figures of the wanted text if `is_adapted`.
    pub target: String,
    /// How like the sources are (0–100; 100: equal but for spelling).
    pub score: u8,
    /// Only figures differed, and they were exchanged in the target.
    pub is_adapted: bool,
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// The match key of the text.
    pub key: &'w str,
    /// The match keys of the terms in it; they weigh more than other words.
    pub terms: &'w [String],
    /// The lowest score (0–100) that is of use.
    pub least: u8,
    /// The most units that are of use.
    pub most: usize,
}

/// Returns whether the index holds any unit; not if it cannot be read.
pub(super) fn is_begun(connection: &Connection) -> bool {
    index::reached(connection).is_ok_and(|reached| reached > 0)
}

impl Memory {
    /// Returns the units that are most like the wanted text, the best first; of equal ones the newer.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn similar(&self, wanted: &Wanted<'_>) -> Result<Vec<Similar>, MemoryError> {
        if !self.has_likes.load(Ordering::Relaxed) {
            return Ok(Vec::new());
        }
        let mut connection = self.connection();
        let connection = connection.transaction()?;
        let query = text::tokens(wanted.key, wanted.terms);
        let mut statement =
            connection.prepare_cached("SELECT source, key, target FROM unit WHERE id = ?1 AND superseded IS NULL")?;
        let mut found: Vec<Similar> = Vec::new();
        for id in index::candidates(&connection, wanted.key)? {
            let unit = statement.query_row([id], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
            });
            let Some((source, key, target)) = unit.optional()? else { continue };
            let tokens = text::tokens(&key, wanted.terms);
            if score::ceiling(&query, &tokens) < wanted.least {
                continue;
            }
            let score = score::score(&query, &tokens);
            let adapted = adapt::adapt(&query, &tokens, &target);
            let score = if adapted.is_some() { score.max(ADAPTED) } else { score };
            if score >= wanted.least && !found.iter().any(|known| known.score == score && known.target == target) {
                let is_adapted = adapted.is_some();
                found.push(Similar { source, target: adapted.unwrap_or(target), score, is_adapted });
            }
        }
        // Stable, so that of equal scores the one with the rarer common words stays first.
        found.sort_by_key(|similar| (std::cmp::Reverse(similar.score), !similar.is_adapted));
        found.truncate(wanted.most);
        Ok(found)
    }

    /// Brings the index of fuzzy recall up to the last unit; returns how many were added.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn index_units(&self) -> Result<usize, MemoryError> {
        let mut connection = self.connection();
        let added = index::catch_up(&mut connection)?;
        self.has_likes.store(is_begun(&connection), Ordering::Relaxed);
        Ok(added)
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;
    use crate::memory::{Memory, NewUnit};
    use crate::model::State;
    use crate::persian::match_key;

    fn memory(units: &[(&str, &str)]) -> Memory {
        let memory = Memory::in_memory().unwrap();
        let unit = |(source, target): &(&str, &str)| NewUnit {
            source: (*source).to_owned(),
            key: match_key(source),
            target: (*target).to_owned(),
            state: State::Reviewed,
            origin: "test".to_owned(),
            ..NewUnit::default()
        };
        memory.add_units(&units.iter().map(unit).collect::<Vec<_>>(), 1).unwrap();
        memory.index_units().unwrap();
        memory
    }

    fn found(memory: &Memory, source: &str) -> Vec<(String, u8)> {
        let wanted = Wanted { key: &match_key(source), terms: &[], least: 50, most: 3 };
        memory.similar(&wanted).unwrap().into_iter().map(|similar| (similar.target, similar.score)).collect()
    }

    #[test]
    fn the_nearest_comes_first_and_figures_are_exchanged() {
        let memory = memory(&[
            ("وزیر نیرو از ۱۲ نیروگاه بازدید کرد.", "The energy minister visited 12 power plants."),
            ("وزیر کشور از چند نیروگاه بازدید کرد.", "The interior minister visited some power plants."),
            ("هوا سرد است.", "It is cold."),
        ]);
        let found = found(&memory, "وزیر نیرو از ۱۵ نیروگاه بازدید کرد.");
        assert_eq!(found[0], ("The energy minister visited 15 power plants.".to_owned(), 99));
        assert_eq!(found[1].0, "The interior minister visited some power plants.");
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn text_of_common_words_alone_is_found_too() {
        let common: Vec<(String, String)> =
            (0..9000).map(|at| (format!("این خبر از تهران است {at}"), format!("news {at}"))).collect();
        let mut units: Vec<(&str, &str)> = common.iter().map(|(s, t)| (s.as_str(), t.as_str())).collect();
        units.push(("تهران است این خبر", "this is the news"));
        assert!(found(&memory(&units), "این خبر از تهران است").len() == 3);
    }
}
