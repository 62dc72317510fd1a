//! The edit distance of TER: one for an insertion, deletion or substitution of a word, searched in a beam about the diagonal.
//!
//! In: words and wanted words. Out: the distance, the operations that reach it, and the distance of other orders of the same words, reckoned from the first word
//! that differs.

/// Words to each side of the diagonal that are looked at.
const BEAM: usize = 25;
const FAR: usize = usize::MAX / 2;

/// What is done to the hypothesis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Keep,
    Substitute,
    /// A wanted word is put in.
    Insert,
    /// A word is taken out.
    Delete,
}

type Row = Vec<(usize, Op)>;

/// The table of the distances of all beginnings of some words.
pub(super) struct Distance {
    rows: Vec<Row>,
}

impl Distance {
    pub(super) fn new(words: &[&str], wanted: &[&str]) -> Self {
        let first: Row = (0..=wanted.len()).map(|at| (at, Op::Insert)).collect();
        let mut rows = vec![first];
        for at in 0..words.len() {
            let row = next_row(&rows[at], at + 1, words, wanted);
            rows.push(row);
        }
        Self { rows }
    }

    pub(super) fn edits(&self) -> usize {
        self.rows.last().map_or(0, last)
    }

    /// The distance of the same words in another order, which is the same up to word `same`.
    pub(super) fn of(&self, words: &[&str], same: usize, wanted: &[&str]) -> usize {
        let mut row = self.rows[same].clone();
        for at in same..words.len() {
            row = next_row(&row, at + 1, words, wanted);
        }
        last(&row)
    }

    /// The operations from the first word to the last.
    pub(super) fn trace(&self) -> Vec<Op> {
        let (mut at, mut wanted) = (self.rows.len() - 1, self.rows[0].len() - 1);
        let mut trace = Vec::with_capacity(at + wanted);
        while at > 0 || wanted > 0 {
            let op = self.rows[at][wanted].1;
            trace.push(op);
            at -= usize::from(op != Op::Insert);
            wanted -= usize::from(op != Op::Delete);
        }
        trace.reverse();
        trace
    }
}

fn last(row: &Row) -> usize {
    row.last().map_or(0, |(edits, _)| *edits)
}

/// Row `at` of the table from the one before it.
fn next_row(before: &Row, at: usize, words: &[&str], wanted: &[&str]) -> Row {
    let (lower, upper) = beam(at, words.len(), wanted.len());
    let mut row: Row = vec![(FAR, Op::Insert); wanted.len() + 1];
    for column in lower..upper {
        if column == 0 {
            row[0] = (before[0].0 + 1, Op::Delete);
            continue;
        }
        let is_same = words[at - 1] == wanted[column - 1];
        let instead = (before[column - 1].0 + usize::from(!is_same), if is_same { Op::Keep } else { Op::Substitute });
        // Of equal ones the earlier: Tercom's preference, seen from the other side.
        let others = [(before[column].0 + 1, Op::Delete), (row[column - 1].0 + 1, Op::Insert)];
        row[column] = others.into_iter().fold(instead, |best, other| if other.0 < best.0 { other } else { best });
    }
    row
}

/// The columns of row `at` that are looked at. The last row is looked at to its end.
fn beam(at: usize, words: usize, wanted: usize) -> (usize, usize) {
    #[allow(clippy::cast_precision_loss, reason = "words of a segment")]
    let ratio = wanted as f64 / words as f64;
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "words of a segment"
    )]
    let (diagonal, width) = {
        let width = if (BEAM as f64) < ratio / 2.0 { (ratio / 2.0 + BEAM as f64).ceil() as usize } else { BEAM };
        ((at as f64 * ratio).floor() as usize, width)
    };
    let upper = if at == words { wanted + 1 } else { (wanted + 1).min(diagonal + width) };
    (diagonal.saturating_sub(width), upper)
}
