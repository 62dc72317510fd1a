//! Text that was rewritten step by step, with an exact map back to what it was before.
//!
//! In: the raw text and sorted edits. Out: the new text, and for any range in it the raw range it came from.

use std::ops::Range;

/// Replaces the bytes `range` of the present text by `with`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// Byte range in the text before the edit.
    pub range: Range<usize>,
    /// What stands there afterwards; may be empty.
    pub with: String,
}

impl Edit {
    /// Returns the edit that puts `with` in the place of `range`.
    pub fn new(range: Range<usize>, with: impl Into<String>) -> Self {
        Self { range, with: with.into() }
    }
}

/// A stretch that is either unchanged or one replaced piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    new: usize,
    raw: usize,
    new_len: usize,
    raw_len: usize,
    changed: bool,
}

/// Rewritten text together with its map to the raw text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Normalized {
    text: String,
    runs: Vec<Run>,
}

impl Normalized {
    /// Returns `raw` unchanged.
    #[must_use]
    pub fn identity(raw: &str) -> Self {
        let len = raw.len();
        let runs = vec![Run { new: 0, raw: 0, new_len: len, raw_len: len, changed: false }];
        Self { text: raw.to_owned(), runs }
    }

    /// Returns the text as it is now.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Appends `next`, the text that follows in the raw text too.
    pub fn push(&mut self, next: &Self) {
        let new = self.text.len();
        let raw = self.runs.last().map_or(0, |run| run.raw + run.raw_len);
        self.text.push_str(&next.text);
        for run in next.runs.iter().filter(|run| run.new_len > 0 || run.raw_len > 0) {
            append(&mut self.runs, Run { new: run.new + new, raw: run.raw + raw, ..*run });
        }
    }

    /// Applies `edits`, which are sorted, do not overlap, and lie on character boundaries of the present text.
    #[must_use]
    pub fn apply(self, edits: &[Edit]) -> Self {
        if edits.is_empty() {
            return self;
        }
        let mut text = String::with_capacity(self.text.len());
        let mut cuts = Vec::new();
        let mut at = 0;
        for edit in edits {
            if edit.range.start < at || edit.range.end > self.text.len() || edit.range.start > edit.range.end {
                continue;
            }
            push_cut(&mut cuts, &text, at..edit.range.start, edit.range.start - at, false);
            text.push_str(&self.text[at..edit.range.start]);
            push_cut(&mut cuts, &text, edit.range.clone(), edit.with.len(), true);
            text.push_str(&edit.with);
            at = edit.range.end;
        }
        push_cut(&mut cuts, &text, at..self.text.len(), self.text.len() - at, false);
        text.push_str(&self.text[at..]);
        let runs = cuts.iter().flat_map(|cut| self.through(cut)).collect();
        Self { text, runs: merge(runs) }
    }

    /// Returns the raw byte range from which `range` of the present text came.
    ///
    /// An end inside a replaced piece widens to the whole piece.
    #[must_use]
    pub fn to_raw(&self, range: Range<usize>) -> Range<usize> {
        let start = self.raw_at(range.start, true);
        let end = if range.is_empty() { start } else { self.raw_at(range.end, false) };
        start..end.max(start)
    }

    fn raw_at(&self, at: usize, is_start: bool) -> usize {
        let index = if is_start {
            self.runs.partition_point(|run| run.new + run.new_len <= at)
        } else {
            self.runs.partition_point(|run| run.new + run.new_len < at)
        };
        let Some(run) = self.runs.get(index) else {
            return self.runs.last().map_or(0, |run| run.raw + run.raw_len);
        };
        match (run.changed, is_start) {
            (false, _) => run.raw + at.saturating_sub(run.new),
            (true, true) => run.raw,
            (true, false) => run.raw + run.raw_len,
        }
    }

    /// Maps one cut of the present text through the existing runs to raw offsets.
    fn through(&self, cut: &Cut) -> Vec<Run> {
        if cut.changed || cut.old.is_empty() {
            let raw = self.covering(&cut.old);
            return vec![Run { new: cut.new, raw: raw.start, new_len: cut.len, raw_len: raw.len(), changed: true }];
        }
        let first = self.runs.partition_point(|run| run.new + run.new_len <= cut.old.start);
        let mut out = Vec::new();
        for run in &self.runs[first..] {
            let start = run.new.max(cut.old.start);
            let end = (run.new + run.new_len).min(cut.old.end);
            if run.new > cut.old.end
                || (start >= end && run.new_len > 0)
                || (run.new_len == 0 && run.new == cut.old.end)
            {
                break;
            }
            let new = cut.new + (start - cut.old.start);
            if run.changed {
                out.push(Run { new, raw: run.raw, new_len: end - start, raw_len: run.raw_len, changed: true });
            } else {
                let raw = run.raw + (start - run.new);
                out.push(Run { new, raw, new_len: end - start, raw_len: end - start, changed: false });
            }
        }
        out
    }

    fn covering(&self, old: &Range<usize>) -> Range<usize> {
        if old.is_empty() {
            let at = self.raw_at(old.start, true);
            return at..at;
        }
        self.to_raw(old.clone())
    }
}

/// A piece of the text being built: the old range it came from, where it starts now, and its new length.
struct Cut {
    old: Range<usize>,
    new: usize,
    len: usize,
    changed: bool,
}

fn push_cut(cuts: &mut Vec<Cut>, text: &str, old: Range<usize>, len: usize, changed: bool) {
    if changed || !old.is_empty() {
        cuts.push(Cut { old, new: text.len(), len, changed });
    }
}

/// Joins neighbouring unchanged runs, so that the map stays as short as the number of changes.
fn merge(runs: Vec<Run>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::with_capacity(runs.len());
    for run in runs {
        append(&mut out, run);
    }
    out
}

fn append(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if !last.changed && !run.changed && last.raw + last.raw_len == run.raw => {
            last.new_len += run.new_len;
            last.raw_len += run.raw_len;
        }
        _ => runs.push(run),
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, Normalized};

    #[test]
    fn ranges_map_back_through_two_rounds_of_edits() {
        let raw = "abc def ghi";
        let once = Normalized::identity(raw).apply(&[Edit::new(3..4, "--"), Edit::new(7..8, "")]);
        assert_eq!(once.text(), "abc--defghi");
        let twice = once.apply(&[Edit::new(0..1, "AA"), Edit::new(8..9, "G")]);
        assert_eq!(twice.text(), "AAbc--defGhi");
        assert_eq!(&raw[twice.to_raw(6..9)], "def");
        assert_eq!(&raw[twice.to_raw(9..12)], "ghi");
        assert_eq!(&raw[twice.to_raw(0..4)], "abc");
        assert_eq!(&raw[twice.to_raw(4..5)], " ");
        assert_eq!(twice.to_raw(0..12), 0..11);
    }

    #[test]
    fn texts_are_joined_with_their_maps() {
        let mut done = Normalized::identity("ab").apply(&[Edit::new(0..1, "")]);
        done.push(&Normalized::identity("cd ef").apply(&[Edit::new(2..3, "--")]));
        assert_eq!(done.text(), "bcd--ef");
        assert_eq!(done.to_raw(1..3), 2..4);
        assert_eq!(done.to_raw(5..7), 5..7);
    }

    #[test]
    fn an_insertion_has_no_raw_extent() {
        let done = Normalized::identity("19در").apply(&[Edit::new(2..2, " ")]);
        assert_eq!(done.text(), "19 در");
        assert_eq!(done.to_raw(0..2), 0..2);
        assert_eq!(done.to_raw(3..7), 2..6);
    }
}
