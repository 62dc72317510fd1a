//! Finds the units that may be like a text: those that share its rarest words.
//!
//! In: the words of a match key. Out: ids of units, the most promising first. The index is an FTS5 table without content; how many units hold a word is kept beside
//! it, so that common words are never looked up. It is built behind: a unit is found once `catch_up` has reached it.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, params};

use super::text::{Kind, tokens};

/// Units that are indexed in one transaction.
const STEP: i64 = 20_000;
/// Words that are looked up, the rarest ones.
const WORDS: usize = 8;
/// Units that are looked at over all words; common words are left out beyond it.
const LOOKED_AT: i64 = 8_000;
/// Units that are compared in full.
pub(super) const COMPARED: usize = 48;

/// Brings the index up to the last unit; returns how many units were added.
pub(super) fn catch_up(connection: &mut Connection) -> rusqlite::Result<usize> {
    let mut added = 0;
    while is_behind(connection)? {
        added += step(connection)?;
    }
    Ok(added)
}

/// Returns whether a unit is not in the index yet.
pub(super) fn is_behind(connection: &Connection) -> rusqlite::Result<bool> {
    let last: i64 = connection.query_row("SELECT coalesce(max(id), 0) FROM unit", [], |row| row.get(0))?;
    Ok(reached(connection)? < last)
}

pub(super) fn reached(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT reached FROM fuzzy_state")?.query_row([], |row| row.get(0))
}

fn step(connection: &mut Connection) -> rusqlite::Result<usize> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let reached = reached(&transaction)?;
    let units: Vec<(i64, String)> = {
        let mut statement =
            transaction.prepare_cached("SELECT id, key FROM unit WHERE id > ?1 ORDER BY id LIMIT ?2")?;
        statement.query_map([reached, STEP], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?
    };
    let mut counts: HashMap<String, i64> = HashMap::new();
    {
        let mut insert = transaction.prepare_cached("INSERT INTO fuzzy (rowid, words) VALUES (?1, ?2)")?;
        for (id, key) in &units {
            let words = words(key);
            insert.execute(params![id, words.join(" ")])?;
            for word in words {
                *counts.entry(word.to_owned()).or_default() += 1;
            }
        }
        let mut count = transaction.prepare_cached(
            "INSERT INTO fuzzy_word (word, units) VALUES (?1, ?2)
             ON CONFLICT (word) DO UPDATE SET units = units + excluded.units",
        )?;
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort();
        for (word, units) in counts {
            count.execute(params![word, units])?;
        }
        let last = units.last().map_or(reached, |(id, _)| *id);
        transaction.execute("UPDATE fuzzy_state SET reached = ?1", [last])?;
    }
    transaction.commit()?;
    Ok(units.len())
}

/// The words of a match key, each once, in order of the alphabet. Numbers are left out: a translation with another number is as good.
fn words(key: &str) -> Vec<&str> {
    let tokens = tokens(key, &[]);
    let mut words: Vec<&str> = tokens.iter().filter(|t| t.kind == Kind::Word).map(|t| t.text).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Returns the units that share the most, and the rarest, words with `key`; at most `COMPARED`.
pub(super) fn candidates(connection: &Connection, key: &str) -> rusqlite::Result<Vec<i64>> {
    let words = counted(connection, key)?;
    let all = words.iter().map(|(_, units)| units).sum::<i64>().max(1);
    let mut shared: HashMap<i64, f64> = HashMap::new();
    for (query, units) in lookups(&words) {
        // The rarer, the more it says.
        #[allow(clippy::cast_precision_loss, reason = "counts of units, far below 2^52")]
        let weight = ((all as f64 + 1.0) / units as f64).ln().max(0.1);
        let mut statement = connection.prepare_cached("SELECT rowid FROM fuzzy WHERE fuzzy MATCH ?1 LIMIT ?2")?;
        let mut rows = statement.query(params![query, LOOKED_AT])?;
        while let Some(row) = rows.next()? {
            *shared.entry(row.get(0)?).or_default() += weight;
        }
    }
    let mut found: Vec<(i64, f64)> = shared.into_iter().collect();
    // Equal weights: the newer unit first, so that the answer does not hang on the order of a table of hashes.
    let order = |a: &(i64, f64), b: &(i64, f64)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
    if found.len() > COMPARED {
        found.select_nth_unstable_by(COMPARED, order);
        found.truncate(COMPARED);
    }
    found.sort_by(order);
    Ok(found.into_iter().map(|(id, _)| id).collect())
}

/// The words of `key` that some unit has, with the number of those units, the rarest first.
fn counted<'k>(connection: &Connection, key: &'k str) -> rusqlite::Result<Vec<(&'k str, i64)>> {
    let mut statement = connection.prepare_cached("SELECT units FROM fuzzy_word WHERE word = ?1")?;
    let mut counted = Vec::new();
    for word in words(key) {
        if let Some(units) = statement.query_row([word], |row| row.get(0)).optional()? {
            counted.push((word, units));
        }
    }
    counted.sort_by_key(|(word, units)| (*units, *word));
    Ok(counted)
}

/// What is asked of the index: each rare word alone; if all words are common, those units that have the rarest of them together.
fn lookups(words: &[(&str, i64)]) -> Vec<(String, i64)> {
    let mut left = LOOKED_AT;
    let mut lookups = Vec::new();
    for (word, units) in words.iter().take(WORDS) {
        if *units > left {
            break;
        }
        left -= units;
        lookups.push((quoted(word), *units));
    }
    if lookups.len() < 2 && words.len() > 1 {
        let together: Vec<String> = words.iter().take(4).map(|(word, _)| quoted(word)).collect();
        lookups.push((together.join(" AND "), words[0].1));
    }
    if lookups.is_empty() {
        lookups.extend(words.first().map(|(word, units)| (quoted(word), *units)));
    }
    lookups
}

/// A word as FTS5 reads it. Words hold letters and digits only, so there is no quote in them.
fn quoted(word: &str) -> String {
    format!("\"{word}\"")
}
