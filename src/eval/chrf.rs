//! chrF and chrF++ (Popović 2015, 2017) as sacreBLEU computes them: character n-grams up to 6 without white space, word n-grams up to `words`, β = 2.
//!
//! In: a hypothesis and a reference. Out: statistics `[hypothesis n-grams, reference n-grams, matches]` for each order, and the score of their sum.

use std::collections::HashMap;
use std::hash::Hash;

use super::metric::float;

const CHARACTERS: usize = 6;
/// Recall weighs twice as much as precision; squared.
const FACTOR: f64 = 4.0;

/// Returns the statistics of one segment; `words`: the longest word n-gram, 0 for plain chrF.
pub(super) fn statistics(hypothesis: &str, reference: &str, words: usize) -> Vec<u64> {
    let characters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<char>>();
    let (own, wanted) = (characters(hypothesis), characters(reference));
    let mut statistics: Vec<u64> = (1..=CHARACTERS).flat_map(|order| matches(&own, &wanted, order)).collect();
    let (own, wanted) = (split(hypothesis), split(reference));
    statistics.extend((1..=words).flat_map(|order| matches(&own, &wanted, order)));
    statistics
}

fn matches<T: Eq + Hash>(hypothesis: &[T], reference: &[T], order: usize) -> [u64; 3] {
    let mut left: HashMap<&[T], u64> = HashMap::new();
    let (mut own, mut wanted, mut matches) = (0, 0, 0);
    for gram in reference.windows(order) {
        *left.entry(gram).or_default() += 1;
        wanted += 1;
    }
    for gram in hypothesis.windows(order) {
        own += 1;
        if let Some(times) = left.get_mut(gram).filter(|times| **times > 0) {
            *times -= 1;
            matches += 1;
        }
    }
    // Where the reference has no n-gram of this order, those of the hypothesis are not held against it.
    if wanted == 0 { [0, 0, 0] } else { [own, wanted, matches] }
}

/// Words with one sign of punctuation taken off, the last before the first.
fn split(text: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let (first, last) = (word.chars().next(), word.chars().next_back());
        let is_sign = |c: Option<char>| c.is_some_and(|c| c.is_ascii_punctuation());
        if word.chars().nth(1).is_none() {
            words.push(word);
        } else if is_sign(last) {
            words.extend([&word[..word.len() - 1], &word[word.len() - 1..]]);
        } else if is_sign(first) {
            words.extend([&word[..1], &word[1..]]);
        } else {
            words.push(word);
        }
    }
    words
}

/// Returns the score, 0–100: the F-score of the mean precision and recall over the orders that both have.
pub(super) fn score(sum: &[u64]) -> f64 {
    let (mut precision, mut recall, mut orders) = (0.0, 0.0, 0.0);
    for order in sum.chunks_exact(3) {
        let [own, wanted, matched] = [order[0], order[1], order[2]].map(float);
        if own > 0.0 && wanted > 0.0 {
            precision += matched / own;
            recall += matched / wanted;
            orders += 1.0;
        }
    }
    if orders == 0.0 || precision + recall == 0.0 {
        return 0.0;
    }
    let (precision, recall) = (precision / orders, recall / orders);
    100.0 * (1.0 + FACTOR) * precision * recall / (FACTOR * precision + recall)
}

#[cfg(test)]
mod tests {
    use super::{score, split, statistics};

    #[test]
    fn one_sign_is_taken_off_a_word() {
        assert_eq!(split("(hi) \"so it goes... ."), ["(hi", ")", "\"", "so", "it", "goes..", ".", "."]);
    }

    #[test]
    fn equal_text_is_100_and_strange_text_0() {
        for words in [0, 2] {
            assert_eq!(format!("{:.1}", score(&statistics("a fine day", "a fine day", words))), "100.0");
            assert_eq!(format!("{:.1}", score(&statistics("xzq", "a fine day", words))), "0.0");
            assert_eq!(format!("{:.1}", score(&statistics("", "a fine day", words))), "0.0");
        }
    }
}
