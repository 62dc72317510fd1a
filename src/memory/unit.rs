//! Reviewed and imported units: written once, superseded by a later one for the same place, never changed or deleted.
//!
//! In: new units. Out: units by key with how near their surroundings are, or all of them in order of their numbers. Which of them answers a segment is
//! decided in `exact`; similar sources are not looked for here.

use rusqlite::{Row, Statement, Transaction, params};

use super::{Memory, MemoryError};
use crate::model::State;

/// A unit to be added.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewUnit {
    /// The document, if it is known.
    pub document: Option<String>,
    /// Its number in the document (`4`, or `4+5` for several segments).
    pub seg: Option<String>,
    /// The source as it was written.
    pub source: String,
    /// Match key of the source.
    pub key: String,
    /// Hash of the match key of the neighbour before it (of the empty one at the edge of a document); `None` where it is not known.
    pub before_hash: Option<i64>,
    /// The same of the neighbour after it.
    pub after_hash: Option<i64>,
    /// The target.
    pub target: String,
    /// How far it is; `Initial` is not added.
    pub state: State,
    /// Where it comes from, in the words of the file that brought it.
    pub origin: String,
    /// Who looked at it.
    pub reviewer: Option<String>,
    /// What was noted about it.
    pub note: Option<String>,
}

/// A unit of the memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its number; later ones are higher.
    pub id: i64,
    /// See `NewUnit`.
    pub document: Option<String>,
    /// See `NewUnit`.
    pub seg: Option<String>,
    /// See `NewUnit`.
    pub source: String,
    /// See `NewUnit`.
    pub key: String,
    /// Hash of the match key of the neighbour before it.
    pub before_hash: Option<i64>,
    /// Hash of the match key of the neighbour after it.
    pub after_hash: Option<i64>,
    /// See `NewUnit`.
    pub target: String,
    /// See `NewUnit`.
    pub state: State,
    /// See `NewUnit`.
    pub origin: String,
    /// See `NewUnit`.
    pub reviewer: Option<String>,
    /// See `NewUnit`.
    pub note: Option<String>,
    /// When it was added, in seconds since 1970.
    pub added: i64,
    /// When a later one took its place.
    pub superseded: Option<i64>,
}

/// Where a segment stands for which units are looked up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'p> {
    /// The document.
    pub document: &'p str,
    /// The number of the segment in it.
    pub seg: &'p str,
    /// Match keys of the neighbours; empty at the edge of a document, `None` where they are not known.
    pub before: Option<&'p str>,
    /// See `before`.
    pub after: Option<&'p str>,
}

/// How near a unit with the same source is; the later, the nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// The source alone is the same.
    Source,
    /// The neighbours are the same too.
    Neighbours,
    /// It has the same number in the same document.
    Place,
    /// It has the same neighbours in the same document.
    Document,
    /// It has the same number and neighbours in the same document.
    All,
}

/// What was done with units that were to be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    /// They are in the memory now.
    pub added: usize,
    /// They were in it already.
    pub known: usize,
    /// Former units that they superseded.
    pub superseded: usize,
}

/// Most units with one source that are looked at, besides the one at the place itself: «بله.» may stand in a memory a million times.
const MOST: usize = 1000;

/// Units, with their columns in the order in which `unit` reads them.
pub(super) const SELECT: &str = "SELECT id, document, seg, source, key, before_hash, after_hash, target, state, origin, reviewer, note, added, superseded
    FROM unit WHERE";

/// Those in force with a source.
const BY_KEY: &str = "key_hash = ?1 AND key = ?2 AND superseded IS NULL";

/// Returns the hash under which a match key is indexed.
#[must_use]
pub fn key_hash(key: &str) -> i64 {
    let [a, b, c, d, e, f, g, h, ..] = *blake3::hash(key.as_bytes()).as_bytes();
    i64::from_le_bytes([a, b, c, d, e, f, g, h])
}

impl Memory {
    /// Adds units in one transaction. A unit for the same source at the same place supersedes a former one, unless that was looked at by a person
    /// and the new one was not; one that is there already is not added again.
    ///
    /// # Errors
    /// Fails if the file cannot be written; then none is added.
    pub fn add_units(&self, units: &[NewUnit], now: i64) -> Result<Added, MemoryError> {
        self.add_from(now, |add| units.iter().try_for_each(add))
    }

    /// Adds what `feed` hands to the function that it is given, all in one transaction, however much it is.
    ///
    /// # Errors
    /// Fails if the file cannot be written or if `feed` fails; then nothing is added.
    pub fn add_from<E: From<MemoryError>>(
        &self,
        now: i64,
        feed: impl FnOnce(&mut dyn FnMut(&NewUnit) -> Result<(), MemoryError>) -> Result<(), E>,
    ) -> Result<Added, E> {
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(MemoryError::from)?;
        let mut added = Added::default();
        {
            let mut adding = Adding::new(&transaction).map_err(MemoryError::from)?;
            feed(&mut |unit| Ok(adding.one(unit, now, &mut added)?))?;
        }
        transaction.commit().map_err(MemoryError::from)?;
        Ok(added)
    }

    /// Returns the units in force whose source has this match key (at most a thousand), the nearest first, among these the oldest first.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn unit_matches(&self, key: &str, place: &Place<'_>) -> Result<Vec<(Nearness, Unit)>, MemoryError> {
        Ok(self.all_unit_matches(&[(key, *place)])?.pop().unwrap_or_default())
    }

    /// Returns the same for each of several segments, read in one transaction.
    pub(super) fn all_unit_matches(&self, wanted: &[(&str, Place<'_>)]) -> Result<Vec<Matches>, MemoryError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let mut everywhere = transaction.prepare_cached(&format!("{SELECT} {BY_KEY} LIMIT {MOST}"))?;
        let mut here = transaction.prepare_cached(&format!("{SELECT} {BY_KEY} AND seg = ?3 AND document = ?4"))?;
        let matches = |(key, place): &(&str, Place<'_>)| -> rusqlite::Result<Matches> {
            let rows = everywhere.query_map(params![key_hash(key), key], unit)?;
            let mut units = rows.collect::<Result<Vec<Unit>, _>>()?;
            if units.len() == MOST {
                let rows = here.query_map(params![key_hash(key), key, place.seg, place.document], unit)?;
                units.extend(rows.collect::<Result<Vec<Unit>, _>>()?);
                units.sort_by_key(|unit| unit.id);
                units.dedup_by_key(|unit| unit.id);
            }
            Ok(by_nearness(units, place))
        };
        Ok(wanted.iter().map(matches).collect::<Result<_, _>>()?)
    }

    /// Returns at most `limit` units in force with numbers above `after_id`, in order: called again with the last number, it goes through all.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn units(&self, after_id: i64, limit: usize) -> Result<Vec<Unit>, MemoryError> {
        let connection = self.connection();
        let sql = format!("{SELECT} id > ?1 AND superseded IS NULL ORDER BY id LIMIT ?2");
        let mut statement = connection.prepare_cached(&sql)?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map(params![after_id, limit], unit)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Units with the source of a segment, the nearest first.
pub(super) type Matches = Vec<(Nearness, Unit)>;

fn by_nearness(units: Vec<Unit>, place: &Place<'_>) -> Matches {
    if units.is_empty() {
        return Vec::new();
    }
    let around = (place.before.map(key_hash), place.after.map(key_hash));
    let near = |unit: Unit| (nearness(&unit, around, place), unit);
    let mut found: Matches = units.into_iter().map(near).collect();
    found.sort_by(|(a, left), (b, right)| b.cmp(a).then(left.id.cmp(&right.id)));
    found
}

fn nearness(unit: &Unit, around: (Option<i64>, Option<i64>), place: &Place<'_>) -> Nearness {
    let same = |own: Option<i64>, other: Option<i64>| own.is_some() && own == other;
    let neighbours = same(unit.before_hash, around.0) && same(unit.after_hash, around.1);
    let in_document = unit.document.as_deref() == Some(place.document);
    let at_place = in_document && unit.seg.as_deref() == Some(place.seg);
    match (neighbours, in_document, at_place) {
        (true, _, true) => Nearness::All,
        (true, true, false) => Nearness::Document,
        (false, _, true) => Nearness::Place,
        (true, false, false) => Nearness::Neighbours,
        (false, _, false) => Nearness::Source,
    }
}

pub(super) fn unit(row: &Row<'_>) -> rusqlite::Result<Unit> {
    Ok(Unit {
        id: row.get(0)?,
        document: row.get(1)?,
        seg: row.get(2)?,
        source: row.get(3)?,
        key: row.get(4)?,
        before_hash: row.get(5)?,
        after_hash: row.get(6)?,
        target: row.get(7)?,
        state: state(row.get_ref(8)?.as_str()?),
        origin: row.get(9)?,
        reviewer: row.get(10)?,
        note: row.get(11)?,
        added: row.get(12)?,
        superseded: row.get(13)?,
    })
}

pub(super) fn state(name: &str) -> State {
    match name {
        "final" => State::Final,
        "reviewed" => State::Reviewed,
        _ => State::Translated,
    }
}

/// The statements of adding.
pub(super) struct Adding<'t> {
    former: Statement<'t>,
    insert: Statement<'t>,
    supersede: Statement<'t>,
}

impl<'t> Adding<'t> {
    pub(super) fn new(transaction: &'t Transaction<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            former: transaction.prepare(
                "SELECT id, target, state, before_hash, after_hash, added FROM unit
                 WHERE key_hash = ?1 AND seg IS ?4 AND key = ?2 AND superseded IS NULL AND document IS ?3",
            )?,
            insert: transaction.prepare(
                "INSERT INTO unit (document, seg, source, key, key_hash, before_hash, after_hash, target, state, origin, reviewer, note, added, superseded)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?,
            supersede: transaction.prepare("UPDATE unit SET superseded = ?2 WHERE id = ?1")?,
        })
    }

    pub(super) fn one(&mut self, unit: &NewUnit, now: i64, done: &mut Added) -> rusqlite::Result<()> {
        if unit.state == State::Initial {
            return Ok(());
        }
        let (hash, around) = (key_hash(&unit.key), around(unit));
        let mut replaced = Vec::new();
        let mut later = None;
        {
            let mut rows = self.former.query(params![hash, unit.key, unit.document, unit.seg])?;
            while let Some(row) = rows.next()? {
                let (id, target, at) =
                    (row.get::<_, i64>(0)?, row.get_ref(1)?.as_str()?, state(row.get_ref(2)?.as_str()?));
                let same_place = (row.get(3)?, row.get(4)?) == around;
                if target == unit.target && at as u8 >= unit.state as u8 && same_place {
                    done.known += 1;
                    return Ok(());
                }
                // Without a place, several targets for one source stand side by side; the same target, better looked at, is one unit.
                let is_placed = unit.document.is_some() && unit.seg.is_some();
                if (is_placed || (target == unit.target && same_place)) && rank(at) <= rank(unit.state) {
                    // Two memories that are merged: of two reviews the later one holds.
                    let when = row.get::<_, i64>(5)?;
                    if when > now && rank(at) == rank(unit.state) { later = Some(when) } else { replaced.push(id) }
                }
            }
        }
        for id in replaced {
            done.superseded += self.supersede.execute(params![id, now])?;
        }
        let NewUnit { document, seg, source, key, target, origin, reviewer, note, .. } = unit;
        let state = unit.state.as_str();
        self.insert.execute(params![
            document, seg, source, key, hash, around.0, around.1, target, state, origin, reviewer, note, now, later
        ])?;
        done.added += 1;
        Ok(())
    }
}

fn around(unit: &NewUnit) -> (Option<i64>, Option<i64>) {
    (unit.before_hash, unit.after_hash)
}

/// Whether a person looked at it counts; being released counts no more than being reviewed, so that a review can correct what is released.
fn rank(state: State) -> u8 {
    u8::from(matches!(state, State::Reviewed | State::Final))
}

#[cfg(test)]
mod tests {
    use super::{Added, Memory, Nearness, NewUnit, Place, key_hash};
    use crate::model::State;

    fn unit(place: Option<(&str, &str)>, key: &str, around: (&str, &str), target: &str, state: State) -> NewUnit {
        NewUnit {
            document: place.map(|(document, _)| document.to_owned()),
            seg: place.map(|(_, seg)| seg.to_owned()),
            source: key.to_owned(),
            key: key.to_owned(),
            before_hash: Some(key_hash(around.0)),
            after_hash: Some(key_hash(around.1)),
            target: target.to_owned(),
            state,
            origin: "human".to_owned(),
            ..NewUnit::default()
        }
    }

    fn targets(memory: &Memory, document: &str, seg: &str, around: (&str, &str)) -> Vec<(Nearness, String)> {
        let place = Place { document, seg, before: Some(around.0), after: Some(around.1) };
        let found = memory.unit_matches("بله", &place).unwrap();
        found.into_iter().map(|(near, unit)| (near, unit.target)).collect()
    }

    #[test]
    fn the_nearest_unit_stands_first() {
        let memory = Memory::in_memory().unwrap();
        let around = ("الف", "ب");
        let own = unit(Some(("a", "2")), "بله", around, "Yes.", State::Reviewed);
        let moved = unit(Some(("b", "7")), "بله", around, "Indeed.", State::Reviewed);
        let other = unit(None, "بله", ("", ""), "Yeah.", State::Reviewed);
        memory.add_units(&[other, moved, own], 1).unwrap();
        let pair = |near, target: &str| (near, target.to_owned());
        assert_eq!(
            targets(&memory, "a", "2", around),
            [pair(Nearness::All, "Yes."), pair(Nearness::Neighbours, "Indeed."), pair(Nearness::Source, "Yeah.")]
        );
        assert_eq!(targets(&memory, "b", "9", around)[0], pair(Nearness::Document, "Indeed."));
        assert_eq!(targets(&memory, "b", "7", ("", "x"))[0], pair(Nearness::Place, "Indeed."));
    }

    #[test]
    fn a_later_review_supersedes_and_an_import_does_not() {
        let memory = Memory::in_memory().unwrap();
        let at = |target, state| unit(Some(("a", "1")), "بله", ("", ""), target, state);
        let add = |target, state| memory.add_units(&[at(target, state)], 1).unwrap();
        assert_eq!(add("Yes", State::Translated), Added { added: 1, known: 0, superseded: 0 });
        assert_eq!(add("Yes.", State::Reviewed), Added { added: 1, known: 0, superseded: 1 });
        assert_eq!(add("Yes.", State::Reviewed), Added { added: 0, known: 1, superseded: 0 });
        assert_eq!(add("Yes.", State::Final), Added { added: 1, known: 0, superseded: 1 });
        assert_eq!(add("Yup", State::Translated), Added { added: 1, known: 0, superseded: 0 });
        assert_eq!(add("Indeed.", State::Reviewed).superseded, 2);
        assert_eq!(memory.units(0, 10).unwrap().len(), 1);
    }

    #[test]
    fn a_unit_cannot_be_overwritten_and_a_review_cannot_be_deleted() {
        let memory = Memory::in_memory().unwrap();
        memory.add_units(&[unit(None, "بله", ("", ""), "Yes.", State::Reviewed)], 1).unwrap();
        let connection = memory.connection();
        let refused = |sql: &str| connection.execute_batch(sql).unwrap_err().to_string();
        assert!(refused("UPDATE unit SET target = 'No.'").contains("never overwritten"));
        assert!(refused("DELETE FROM unit").contains("never deleted"));
    }
}
