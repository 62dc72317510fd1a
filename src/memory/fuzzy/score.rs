//! How like two sources are, 0–100, as a translator would say.
//!
//! In: tokens of both. Out: the score. 100 means: the same tokens. It is 100 less the share of the longer text that has to be changed, with what a change costs
//! a translator: a word 4 quarters, a word of a term 6, a word that begins alike (another ending) less, another number in the same place 1, a number
//! more or fewer 4, a mark 1. The edit distance is Wagner and Fischer's (1974) with these weights.

use super::text::{Kind, Token};

/// Another number in the same place: the translation stays, the figure is exchanged.
const OTHER_VALUE: u32 = 1;
/// From this share of common beginning two words pass for forms of one.
const ALIKE: usize = 60;

/// Returns the score of `unit` as a help for translating `query`. Both ways give the same.
pub(super) fn score(query: &[Token<'_>], unit: &[Token<'_>]) -> u8 {
    let whole = weight(query).max(weight(unit));
    if whole == 0 {
        return 100;
    }
    let changed = distance(query, unit);
    // Rounded down: only equal tokens are 100.
    let kept = u64::from(whole.saturating_sub(changed)) * 100 / u64::from(whole);
    u8::try_from(kept).unwrap_or(100)
}

/// Returns the highest score that two texts can have, judged by their weights alone.
pub(super) fn ceiling(query: &[Token<'_>], unit: &[Token<'_>]) -> u8 {
    let (long, short) = (weight(query).max(weight(unit)), weight(query).min(weight(unit)));
    if long == 0 { 100 } else { u8::try_from(u64::from(short) * 100 / u64::from(long)).unwrap_or(100) }
}

fn weight(tokens: &[Token<'_>]) -> u32 {
    tokens.iter().map(|token| token.weight).sum()
}

fn distance(query: &[Token<'_>], unit: &[Token<'_>]) -> u32 {
    let mut row: Vec<u32> = std::iter::once(0)
        .chain(unit.iter().scan(0, |sum, token| {
            *sum += token.weight;
            Some(*sum)
        }))
        .collect();
    for token in query {
        let mut diagonal = row[0];
        row[0] += token.weight;
        for (at, other) in unit.iter().enumerate() {
            let without = row[at + 1] + token.weight;
            let with = row[at] + other.weight;
            let instead = diagonal + exchange(token, other);
            diagonal = row[at + 1];
            row[at + 1] = without.min(with).min(instead);
        }
    }
    row.last().copied().unwrap_or(0)
}

/// What it costs to put one token in the place of another.
fn exchange(one: &Token<'_>, other: &Token<'_>) -> u32 {
    if one.text == other.text {
        return 0;
    }
    let dearer = one.weight.max(other.weight);
    match (one.kind, other.kind) {
        (Kind::Value, Kind::Value) => OTHER_VALUE,
        (Kind::Mark, Kind::Mark) => dearer,
        (Kind::Word, Kind::Word) => word_exchange(one.text, other.text, dearer),
        // A word is no help for a number, nor a mark for a word: out with the one, in with the other.
        _ => one.weight + other.weight,
    }
}

/// Persian inflects at the end: «کتاب» and «کتاب‌هایش» share their beginning.
fn word_exchange(one: &str, other: &str, full: u32) -> u32 {
    let common: usize = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let both = one.chars().count() + other.chars().count();
    let alike = 200 * common / both.max(1);
    if alike < ALIKE {
        return full;
    }
    let rest = u32::try_from(100 - alike.min(100)).unwrap_or(0);
    (full * rest).div_ceil(100).max(1)
}

#[cfg(test)]
mod tests {
    use super::super::text::tokens;
    use super::score;
    use crate::persian::match_key;

    fn of(one: &str, other: &str) -> u8 {
        let terms = ["کارگروه".to_owned()];
        let (one, other) = (match_key(one), match_key(other));
        let (one, other) = (tokens(&one, &terms), tokens(&other, &terms));
        assert_eq!(score(&one, &other), score(&other, &one));
        score(&one, &other)
    }

    #[test]
    fn the_smaller_the_change_the_higher_the_score() {
        let base = "وزیر نیرو دیروز از ۱۲ نیروگاه تازه در استان یزد بازدید کرد.";
        let number = of(base, "وزیر نیرو دیروز از ۱۵ نیروگاه تازه در استان یزد بازدید کرد.");
        let mark = of(base, "وزیر نیرو دیروز از ۱۲ نیروگاه تازه در استان یزد بازدید کرد!");
        let ending = of(base, "وزیر نیرو دیروز از ۱۲ نیروگاه تازه در استان‌های یزد بازدید کرد.");
        let word = of(base, "وزیر نیرو دیروز از ۱۲ نیروگاه تازه در شهر یزد بازدید کرد.");
        let two = of(base, "وزیر کشور دیروز از ۱۲ نیروگاه تازه در شهر یزد بازدید کرد.");
        assert_eq!(of(base, base), 100);
        assert!((97..100).contains(&number), "{number}");
        assert!((97..100).contains(&mark), "{mark}");
        assert!(ending <= number && ending > word, "{ending}");
        assert!(word >= 90 && two < word && two >= 80, "{word} {two}");
        assert!(of(base, "هوا سرد است.") < 20);
    }

    #[test]
    fn a_term_counts_for_more_than_another_word() {
        let base = "نشست کارگروه امروز برگزار شد.";
        assert!(of(base, "نشست شورا امروز برگزار شد.") < of(base, "نشست کارگروه دیروز برگزار شد."));
    }

    #[test]
    fn spelling_makes_no_difference() {
        assert_eq!(of("تفاهم‌نامه امضا می‌شود", "تفاهمنامه  امضا میشود"), 100);
    }
}
