//! What differs between two glossaries: entries added, removed, and changed column by column.
//!
//! In: the entries of both. Out: the differences, in the order of the new one, removed ones last. Entries are the same if their source has the same match key;
//! of several senses of one source, equal rows are paired first, then rows with the same conditions, then the rest in their order.

use std::collections::HashMap;
use std::sync::Arc;

use crate::model::TermEntry;
use crate::persian::match_key;
use crate::termbase::{COLUMNS, cells};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Only the new glossary has it.
    Added(Arc<TermEntry>),
    /// Only the old glossary has it.
    Removed(Arc<TermEntry>),
    /// Both have it, with different cells.
    Changed {
        /// The old row.
        old: Arc<TermEntry>,
        /// The new row.
        new: Arc<TermEntry>,
        /// Column, old and new cell.
        cells: Vec<(&'static str, String, String)>,
    },
}

/// Whether two rows are taken for the same entry.
type Fits = fn(&TermEntry, &TermEntry) -> bool;

/// Returns the differences between `old` and `new`.
#[must_use]
pub fn changes(old: &[Arc<TermEntry>], new: &[Arc<TermEntry>]) -> Vec<Change> {
    let mut left: HashMap<String, Vec<&Arc<TermEntry>>> = HashMap::new();
    for entry in old {
        left.entry(match_key(&entry.source)).or_default().push(entry);
    }
    let same_cells: Fits = |a, b| cells(a) == cells(b);
    let same_sense: Fits = |a, b| a.near == b.near && a.not_near == b.not_near;
    let mut partner: Vec<Option<Arc<TermEntry>>> = vec![None; new.len()];
    for fits in [same_cells, same_sense, |_: &TermEntry, _: &TermEntry| true] {
        for (at, entry) in new.iter().enumerate().filter(|(at, _)| partner[*at].is_none()).collect::<Vec<_>>() {
            let Some(group) = left.get_mut(&match_key(&entry.source)) else { continue };
            partner[at] =
                group.iter().position(|other| fits(other, entry)).map(|found| Arc::clone(group.remove(found)));
        }
    }
    let mut found: Vec<Change> = new.iter().zip(partner).filter_map(|(new, old)| change(old, new)).collect();
    let is_left = |entry: &&Arc<TermEntry>| {
        left.get(&match_key(&entry.source)).is_some_and(|group| group.iter().any(|other| Arc::ptr_eq(other, entry)))
    };
    found.extend(old.iter().filter(is_left).map(|entry| Change::Removed(Arc::clone(entry))));
    found
}

fn change(old: Option<Arc<TermEntry>>, new: &Arc<TermEntry>) -> Option<Change> {
    let new = Arc::clone(new);
    let Some(old) = old else { return Some(Change::Added(new)) };
    let (before, after) = (cells(&old), cells(&new));
    let columns = COLUMNS.into_iter().zip(before.into_iter().zip(after));
    let cells: Vec<_> = columns.filter(|(_, (a, b))| a != b).map(|(column, (a, b))| (column, a, b)).collect();
    (!cells.is_empty()).then_some(Change::Changed { old, new, cells })
}

impl Change {
    /// Returns the pairs of source and preferred target that the change takes away and brings, as they stand in memory keys.
    #[must_use]
    pub fn entries(&self) -> (Option<&Arc<TermEntry>>, Option<&Arc<TermEntry>>) {
        match self {
            Self::Added(new) => (None, Some(new)),
            Self::Removed(old) => (Some(old), None),
            Self::Changed { old, new, .. } => (Some(old), Some(new)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Change, changes};
    use crate::model::TermEntry;
    use crate::termbase::read;

    fn entries(rows: &str) -> Vec<Arc<TermEntry>> {
        let (entries, findings) = read("g.tsv", &format!("source\ttarget\tnear\n{rows}"));
        assert_eq!(findings, []);
        entries.into_iter().map(Arc::new).collect()
    }

    #[test]
    fn rows_are_compared_cell_by_cell() {
        let old = entries("سند\tdocument\t\nدبیر\tsecretary\tحزب\nدبیر\tteacher\tمدرسه\nآب\twater\t\n");
        let new = entries("دبیر\tschoolteacher\tمدرسه\nدبیر\tsecretary\tحزب\nسند\tdocument\t\nشهر\tcity\t\n");
        let found = changes(&old, &new);
        assert_eq!(found.len(), 3, "{found:?}");
        let Change::Changed { cells, .. } = &found[0] else { panic!("{found:?}") };
        assert_eq!(cells[..], [("target", "teacher".to_owned(), "schoolteacher".to_owned())]);
        assert!(matches!(&found[1], Change::Added(entry) if entry.target == "city"));
        assert!(matches!(&found[2], Change::Removed(entry) if entry.target == "water"));
    }
}
