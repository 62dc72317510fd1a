//! Which unit answers a segment whose source it has to the letter (of the match key), if any does.
//!
//! In: the units with that source. Out: one, or all as suggestions. Units that a person looked at go before imported ones; among them those of the
//! same place and neighbours, then of the same neighbours, then all. The nearest ones must agree: where reviews contradict one another, none is taken.

use super::{Memory, MemoryError, Nearness, Place, Unit};
use crate::model::State;

/// What the units say about a segment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exact {
    /// The unit that is taken as it stands.
    pub answer: Option<Unit>,
    /// Units with other targets, the nearest first.
    pub suggestions: Vec<Unit>,
}

impl Memory {
    /// Returns what the units in force say about the segment with this match key at this place.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn exact(&self, key: &str, place: &Place<'_>) -> Result<Exact, MemoryError> {
        Ok(decided(self.unit_matches(key, place)?))
    }

    /// Returns the same for each of several segments. Reading them in one transaction saves most of the time.
    ///
    /// # Errors
    /// Fails if the file cannot be read.
    pub fn exact_all(&self, wanted: &[(&str, Place<'_>)]) -> Result<Vec<Exact>, MemoryError> {
        Ok(self.all_unit_matches(wanted)?.into_iter().map(decided).collect())
    }
}

fn decided(found: Vec<(Nearness, Unit)>) -> Exact {
    let (reviewed, imported): (Vec<_>, Vec<_>) =
        found.into_iter().partition(|(_, unit)| matches!(unit.state, State::Reviewed | State::Final));
    let group = if reviewed.is_empty() { &imported } else { &reviewed };
    let nearest = group.first().map(|(near, _)| *near);
    let best: Vec<&Unit> = group.iter().filter(|(near, _)| Some(*near) == nearest).map(|(_, unit)| unit).collect();
    // Of equal ones the last counts: it may have been released meanwhile.
    let answer = best.last().filter(|last| best.iter().all(|unit| unit.target == last.target));
    let answer = answer.map(|unit| (*unit).clone());
    let is_other = |unit: &Unit| answer.as_ref().is_none_or(|answer| answer.target != unit.target);
    let suggestions = reviewed.into_iter().chain(imported).map(|(_, unit)| unit).filter(is_other).collect();
    Exact { answer, suggestions }
}

#[cfg(test)]
mod tests {
    use super::super::{NewUnit, key_hash};
    use super::{Memory, Place};
    use crate::model::State;

    fn memory(units: &[(&str, &str, &str, State)]) -> Memory {
        let memory = Memory::in_memory().unwrap();
        let unit = |(document, before, target, state): &(&str, &str, &str, State)| NewUnit {
            document: Some((*document).to_owned()),
            seg: Some("3".to_owned()),
            source: "بله.".to_owned(),
            key: "بله.".to_owned(),
            before_hash: Some(key_hash(before)),
            after_hash: Some(key_hash("")),
            target: (*target).to_owned(),
            state: *state,
            ..NewUnit::default()
        };
        memory.add_units(&units.iter().map(unit).collect::<Vec<_>>(), 1).unwrap();
        memory
    }

    fn answer(memory: &Memory, document: &str, before: &str) -> Option<String> {
        let place = Place { document, seg: "3", before: Some(before), after: Some("") };
        memory.exact("بله.", &place).unwrap().answer.map(|unit| unit.target)
    }

    #[test]
    fn place_then_neighbours_then_agreement() {
        let (a, b) = (("a", "الف", "Yes.", State::Reviewed), ("b", "ب", "Indeed.", State::Final));
        let memory = memory(&[a, b, ("c", "ج", "Yeah", State::Translated)]);
        assert_eq!(answer(&memory, "a", "x").as_deref(), Some("Yes."));
        assert_eq!(answer(&memory, "d", "ب").as_deref(), Some("Indeed."));
        assert_eq!(answer(&memory, "d", "x"), None, "the reviews contradict one another");
        let place = Place { document: "d", seg: "1", before: None, after: None };
        assert_eq!(memory.exact("بله.", &place).unwrap().suggestions.len(), 3);
    }

    #[test]
    fn an_imported_unit_answers_where_nobody_reviewed() {
        let memory = memory(&[("c", "ج", "Yeah", State::Translated)]);
        assert_eq!(answer(&memory, "d", "x").as_deref(), Some("Yeah"));
        assert_eq!(memory.exact("نه", &Place::default()).unwrap(), super::Exact::default());
    }
}
