//! BLEU (Papineni et al. 2002) as sacreBLEU computes it: tokens of mteval-v13a, orders 1–4, exponential smoothing, case kept.
//!
//! In: a hypothesis and a reference. Out: statistics `[hypothesis length, reference length, 4 matches, 4 totals]` and the score of their sum.

use std::collections::HashMap;

use super::metric::{count, float};

const ORDER: usize = 4;

/// Returns the statistics of one segment.
pub(super) fn statistics(hypothesis: &str, reference: &str) -> Vec<u64> {
    let (hypothesis, reference) = (tokenize(hypothesis.trim_end()), tokenize(reference.trim_end()));
    let hypothesis: Vec<&str> = hypothesis.split_whitespace().collect();
    let reference: Vec<&str> = reference.split_whitespace().collect();
    let mut statistics = vec![count(hypothesis.len()), count(reference.len())];
    let orders = 1..=ORDER;
    statistics.extend(orders.clone().map(|order| matches(&hypothesis, &reference, order)));
    statistics.extend(orders.map(|order| count((hypothesis.len() + 1).saturating_sub(order))));
    statistics
}

/// How many n-grams of the hypothesis are in the reference, each at most as often as there.
fn matches(hypothesis: &[&str], reference: &[&str], order: usize) -> u64 {
    let mut left: HashMap<&[&str], usize> = HashMap::new();
    for gram in reference.windows(order) {
        *left.entry(gram).or_default() += 1;
    }
    let mut matches = 0;
    for gram in hypothesis.windows(order) {
        if let Some(times) = left.get_mut(gram).filter(|times| **times > 0) {
            *times -= 1;
            matches += 1;
        }
    }
    matches
}

/// Returns the score, 0–100.
pub(super) fn score(sum: &[u64]) -> f64 {
    let (Some([length, reference]), Some(matched), Some(total)) = (sum.get(..2), sum.get(2..6), sum.get(6..10)) else {
        return 0.0;
    };
    if matched.iter().all(|matched| *matched == 0) {
        return 0.0;
    }
    // Exponential smoothing: the k-th order without a match counts as half of the one before.
    let mut halved = 1.0;
    let mut logarithms = 0.0;
    for (matched, total) in matched.iter().zip(total) {
        if *total == 0 {
            // No n-gram is that long: the precision is 0.
            return 0.0;
        }
        let precision = if *matched == 0 {
            halved *= 2.0;
            100.0 / (halved * float(*total))
        } else {
            100.0 * float(*matched) / float(*total)
        };
        logarithms += precision.ln();
    }
    let brevity = if length < reference { (1.0 - float(*reference) / float(*length)).exp() } else { 1.0 };
    brevity * (logarithms / 4.0).exp()
}

/// The tokens of mteval-v13a, with spaces between them.
fn tokenize(line: &str) -> String {
    let mut line = line.replace("<skipped>", "").replace("-\n", "").replace('\n', " ");
    if line.contains('&') {
        for (entity, sign) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
            line = line.replace(entity, sign);
        }
    }
    let line = apart(&format!(" {line} "));
    let line = pairs(&line, |a, b| (!a.is_ascii_digit() && is_stop(b)).then_some([a, ' ', b, ' ']));
    let line = pairs(&line, |a, b| (is_stop(a) && !b.is_ascii_digit()).then_some([' ', a, ' ', b]));
    pairs(&line, |a, b| (a.is_ascii_digit() && b == '-').then_some([a, ' ', b, ' ']))
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// Sets signs of ASCII apart, but for the apostrophe, comma, hyphen and full stop.
fn apart(line: &str) -> String {
    let mut spaced = String::with_capacity(line.len() * 2);
    for c in line.chars() {
        if matches!(c, '{'..='~' | '['..='`' | ' '..='&' | '('..='+' | ':'..='@' | '/') {
            spaced.extend([' ', c, ' ']);
        } else {
            spaced.push(c);
        }
    }
    spaced
}

/// Rewrites pairs of characters, from the left and without overlap.
fn pairs(line: &str, rewrite: impl Fn(char, char) -> Option<[char; 4]>) -> String {
    let mut written = String::with_capacity(line.len() * 2);
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek().and_then(|next| rewrite(c, *next)) {
            Some(four) => {
                chars.next();
                written.extend(four);
            }
            None => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{score, statistics, tokenize};

    fn tokens(line: &str) -> Vec<String> {
        tokenize(line).split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn tokens_are_those_of_mteval() {
        assert_eq!(tokens("It's 3.5%, \"well\"..."), ["It's", "3.5", "%", ",", "\"", "well", "\"", ".", ".", "."]);
        assert_eq!(tokens("1990-1995 well-known, U.S."), ["1990", "-", "1995", "well-known", ",", "U", ".", "S", "."]);
    }

    #[test]
    fn the_brevity_penalty_and_smoothing_are_counted() {
        let of = |hypothesis, reference| format!("{:.1}", score(&statistics(hypothesis, reference)));
        // By hand: 3/4, 1/3, then 1/(2*2) and 1/(4*1): the fourth root of 1/64.
        assert_eq!(of("a cat sat on", "the cat sat"), "31.9");
        assert_eq!(of("the cat sat on the mat", "the cat sat on the mat"), "100.0");
        assert_eq!(of("", "the cat"), "0.0");
        assert_eq!(of("dog", "the cat"), "0.0");
    }
}
