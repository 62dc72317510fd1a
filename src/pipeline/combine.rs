//! Two rejected answers for one segment: where they differ, one may have what the other lacks.
//!
//! In: two answers and a measure of what is wrong with a text. Out: the first with places of the second, if that is better. Only places are exchanged that
//! have the same words on both sides, in answers that are alike for the most part; so the same backend said both in the same surroundings.

use std::ops::Range;

/// Longest answers that are compared, in words.
const LONGEST: usize = 400;

/// Most words of a place that is exchanged.
const WIDEST: usize = 8;

/// A place where two answers differ: words of the first and words of the second.
type Place = (Range<usize>, Range<usize>);

/// Returns `base` with those places of `other` that make it better; `None` if none does. The less `wrong`, the better.
pub(super) fn combined<W: Ord>(base: &str, other: &str, wrong: impl Fn(&str) -> W) -> Option<String> {
    let (mut words, others): (Vec<&str>, Vec<&str>) = (base.split(' ').collect(), other.split(' ').collect());
    if words.len().max(others.len()) > LONGEST {
        return None;
    }
    let places = places(&words, &others)?;
    let mut least = wrong(base);
    let mut best = None;
    // From behind, so that the places before stay where they are.
    for (own, theirs) in places.into_iter().rev().filter(|(own, theirs)| own.len().max(theirs.len()) <= WIDEST) {
        let mut tried = words.clone();
        tried.splice(own, others[theirs].iter().copied());
        let text = tried.join(" ");
        let left = wrong(&text);
        if left < least {
            (least, words, best) = (left, tried, Some(text));
        }
    }
    best
}

/// The places where the two differ, in order; `None` if less than half of the words are the same.
fn places(first: &[&str], second: &[&str]) -> Option<Vec<Place>> {
    let same = common(first, second);
    if 2 * same.len() < first.len().max(second.len()) {
        return None;
    }
    let mut found = Vec::new();
    let mut at = (0, 0);
    for (a, b) in same.into_iter().chain([(first.len(), second.len())]) {
        if at != (a, b) {
            found.push((at.0..a, at.1..b));
        }
        at = (a + 1, b + 1);
    }
    Some(found)
}

/// The longest common run of words, with gaps, as pairs of positions.
fn common(first: &[&str], second: &[&str]) -> Vec<(usize, usize)> {
    let width = second.len() + 1;
    let mut longest = vec![0_u16; (first.len() + 1) * width];
    for a in (0..first.len()).rev() {
        for b in (0..second.len()).rev() {
            let down = longest[(a + 1) * width + b].max(longest[a * width + b + 1]);
            let both = longest[(a + 1) * width + b + 1] + 1;
            longest[a * width + b] = if first[a] == second[b] { both } else { down };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut found = Vec::new();
    while a < first.len() && b < second.len() {
        if first[a] == second[b] {
            found.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if longest[(a + 1) * width + b] >= longest[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::combined;

    #[test]
    fn each_answer_gives_what_it_has_right() {
        let lacks = |text: &str| ["working group", "minister"].iter().filter(|term| !text.contains(**term)).count();
        let first = "The committee met the minister on Monday.";
        let second = "The working group met the secretary on Monday.";
        assert_eq!(combined(first, second, lacks).as_deref(), Some("The working group met the minister on Monday."));
        assert_eq!(combined(first, "On Monday, a working group was there.", lacks), None);
        assert_eq!(combined(first, first, lacks), None);
    }
}
