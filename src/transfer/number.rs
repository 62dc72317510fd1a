//! Numbers in figures and words.
//!
//! In: readings of number words. Out: "23", "3 million", "50 thousand".

use crate::persian::numbers;

use super::reading::Reading;

/// Returns a number in figures and words: «بیست و سه» 23, «سه میلیون» 3 million.
pub(super) fn number_text(words: &[Reading<'_>]) -> String {
    let persian: Vec<&str> = words.iter().filter_map(|word| word.entry).map(|entry| entry.lemma.as_str()).collect();
    if persian.len() == words.len()
        && words.len() > 1
        && let Some(value) = numbers::phrase_value(persian.iter().copied())
    {
        return grouped(value);
    }
    // «هزار نفر» alone is a thousand.
    let alone = words.len() == 1 && ["thousand", "million", "billion"].contains(&words[0].english.as_str());
    let one = if alone { "a " } else { "" };
    format!("{one}{}", words.iter().map(|word| word.english.as_str()).collect::<Vec<_>>().join(" "))
}

/// Returns a number with commas between thousands.
fn grouped(value: u64) -> String {
    for (scale, name) in [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million")] {
        if value >= scale && value.is_multiple_of(scale) {
            return format!("{} {name}", value / scale);
        }
    }
    let digits = value.to_string();
    let mut out = String::new();
    for (at, c) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}
