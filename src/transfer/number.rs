//! Numbers in figures and words.
//!
//! In: readings of number words and figures. Out: "23", "3 million", "2,100,000".

use crate::persian::numbers::{scale, word_value};

use super::reading::Reading;

/// Returns a number in figures and words: «بیست و سه» 23, «سه میلیون» 3 million, «دو میلیون و ۱۰۰ هزار» 2,100,000.
pub(super) fn number_text(words: &[Reading<'_>]) -> String {
    if words.len() > 1
        && let Some(value) = value(words)
    {
        return grouped(value);
    }
    // «هزار نفر» alone is a thousand.
    let alone = words.len() == 1 && ["thousand", "million", "billion"].contains(&words[0].english.as_str());
    let one = if alone { "a " } else { "" };
    format!("{one}{}", words.iter().map(|word| word.english.as_str()).collect::<Vec<_>>().join(" "))
}

/// The value of words and whole figures in a row; `None` for «۲.۵ میلیون».
fn value(words: &[Reading<'_>]) -> Option<u64> {
    let (mut total, mut part) = (0_u64, 0_u64);
    for word in words {
        let lemma = word.entry.map_or("", |entry| entry.lemma.as_str());
        if let Some((value, _)) = scale(lemma) {
            total = total.checked_add(part.max(1).checked_mul(value)?)?;
            part = 0;
        } else {
            part = part.checked_add(word_value(lemma).or_else(|| word.english.parse().ok())?)?;
        }
    }
    total.checked_add(part)
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
