//! Translation edit rate (Snover et al. 2006) as Tercom and sacreBLEU count it: words in lower case, edits and shifts.
//!
//! In: a hypothesis and a reference. Out: statistics `[edits, reference length]` and the score of their sum. Shifts are searched greedily, with Tercom's limits; the
//! edit distance is `edits.rs`.

use super::edits::{Distance, Op};
use super::metric::{count, float};

/// Longest run of words that is shifted.
const LONGEST: usize = 10;
/// How far it is shifted at most.
const FARTHEST: usize = 50;
/// Shifts that are tried for a segment at most.
const TRIED: usize = 1000;

/// Returns the statistics of one segment.
pub(super) fn statistics(hypothesis: &str, reference: &str) -> Vec<u64> {
    let (hypothesis, reference) = (hypothesis.to_lowercase(), reference.to_lowercase());
    let words: Vec<&str> = hypothesis.split_whitespace().collect();
    let wanted: Vec<&str> = reference.split_whitespace().collect();
    vec![count(edits(words, &wanted)), count(wanted.len())]
}

/// Returns the score in percent: 0 for equal text, more than 100 if there is more to change than words are wanted.
pub(super) fn score(sum: &[u64]) -> f64 {
    match sum {
        [edits, length] if *length > 0 => 100.0 * float(*edits) / float(*length),
        [edits, _] if *edits > 0 => 100.0,
        _ => 0.0,
    }
}

fn edits(mut words: Vec<&str>, wanted: &[&str]) -> usize {
    if wanted.is_empty() {
        return words.len();
    }
    let (mut shifts, mut tried) = (0, 0);
    loop {
        let distance = Distance::new(&words, wanted);
        let best = best_shift(&words, wanted, &distance, &mut tried);
        match best {
            Some(shift) if shift.gain > 0 && tried < TRIED => {
                shifts += 1;
                words = shift.moved;
            }
            _ => return shifts + distance.edits(),
        }
    }
}

/// A move of some words to another place.
struct Shift<'w> {
    gain: isize,
    length: usize,
    start: usize,
    target: usize,
    moved: Vec<&'w str>,
}

impl Shift<'_> {
    /// Tercom's order: the greater gain, the longer run, the earlier run, the earlier place.
    fn rank(&self) -> (isize, usize, std::cmp::Reverse<usize>, std::cmp::Reverse<usize>) {
        (self.gain, self.length, std::cmp::Reverse(self.start), std::cmp::Reverse(self.target))
    }
}

fn best_shift<'w>(words: &[&'w str], wanted: &[&str], distance: &Distance, tried: &mut usize) -> Option<Shift<'w>> {
    let aligned = Alignment::new(&distance.trace());
    let mut best: Option<Shift<'w>> = None;
    for (start, at, length) in runs(words, wanted) {
        let is_right = |wrong: &[bool], from: usize| !wrong[from..from + length].contains(&true);
        let own_place = aligned.place[at];
        let is_inside = own_place.is_some_and(|place| (start..start + length).contains(&place));
        if is_right(&aligned.hypothesis_wrong, start) || is_right(&aligned.reference_wrong, at) || is_inside {
            continue;
        }
        for target in targets(&aligned, at, length) {
            let moved = shifted(words, start, length, target);
            let edits = distance.of(&moved, start.min(target), wanted);
            let gain = distance.edits().cast_signed() - edits.cast_signed();
            *tried += 1;
            let shift = Shift { gain, length, start, target, moved };
            if best.as_ref().is_none_or(|best| shift.rank() > best.rank()) {
                best = Some(shift);
            }
        }
        if *tried >= TRIED {
            break;
        }
    }
    best
}

/// The places before which the run may go: behind the word before its place in the reference, then behind each of its words there.
fn targets(aligned: &Alignment, at: usize, length: usize) -> Vec<usize> {
    let mut targets = Vec::new();
    for offset in 0..=length {
        // `offset` 0 is the word before the run.
        let target = match (at + offset).checked_sub(1) {
            None => 0,
            Some(word) if word < aligned.place.len() => aligned.place[word].map_or(0, |place| place + 1),
            Some(_) => break,
        };
        if targets.last() != Some(&target) {
            targets.push(target);
        }
    }
    targets
}

/// Runs of words that both have, at most `FARTHEST` apart: start in the hypothesis, start in the reference, length.
fn runs<'w>(words: &'w [&str], wanted: &'w [&str]) -> impl Iterator<Item = (usize, usize, usize)> + 'w {
    let starts = (0..words.len()).flat_map(|start| (0..wanted.len()).map(move |at| (start, at)));
    starts.filter(|(start, at)| start.abs_diff(*at) <= FARTHEST).flat_map(|(start, at)| {
        let same = words[start..].iter().zip(&wanted[at..]).take(LONGEST).take_while(|(a, b)| a == b).count();
        (1..=same).map(move |length| (start, at, length))
    })
}

fn shifted<'w>(words: &[&'w str], start: usize, length: usize, target: usize) -> Vec<&'w str> {
    let end = start + length;
    let run = &words[start..end];
    let parts: [&[&str]; 4] = if target < start {
        [&words[..target], run, &words[target..start], &words[end..]]
    } else if target > end {
        [&words[..start], &words[end..target], run, &words[target..]]
    } else {
        // Into its own place: it moves on by the words between its start and the target.
        let behind = (length + target).min(words.len());
        [&words[..start], &words[end..behind], run, &words[behind..]]
    };
    parts.concat()
}

/// Which word of the hypothesis stands at which word of the reference, and which are wrong.
struct Alignment {
    place: Vec<Option<usize>>,
    reference_wrong: Vec<bool>,
    hypothesis_wrong: Vec<bool>,
}

impl Alignment {
    fn new(trace: &[Op]) -> Self {
        let mut aligned = Self { place: Vec::new(), reference_wrong: Vec::new(), hypothesis_wrong: Vec::new() };
        for op in trace {
            let is_wrong = *op != Op::Keep;
            if *op != Op::Insert {
                aligned.hypothesis_wrong.push(is_wrong);
            }
            if *op != Op::Delete {
                aligned.place.push(aligned.hypothesis_wrong.len().checked_sub(1));
                aligned.reference_wrong.push(is_wrong);
            }
        }
        aligned
    }
}

#[cfg(test)]
mod tests {
    use super::{score, statistics};

    #[test]
    fn a_shift_is_one_edit() {
        for (hypothesis, reference, edits) in [
            ("the cat sat", "the cat sat", 0),
            ("The CAT sat", "the cat sat", 0),
            ("on the mat the cat sat", "the cat sat on the mat", 1),
            ("the cat sat", "the dog sat down", 2),
            ("", "the cat", 2),
            ("the cat", "", 2),
        ] {
            assert_eq!(statistics(hypothesis, reference)[0], edits, "{hypothesis} | {reference}");
        }
        assert!((score(&[1, 4]) - 25.0).abs() < 1e-9);
    }
}
