//! Numbers written in words and their values: «بیست و سه» 23, «سه میلیون» 3,000,000, «پنجم» fifth.

use std::ops::Range;

const UNITS: [(&str, u64); 51] = [
    ("صفر", 0),
    ("یک", 1),
    ("دو", 2),
    ("سه", 3),
    ("چهار", 4),
    ("پنج", 5),
    ("شش", 6),
    ("هفت", 7),
    ("هشت", 8),
    ("نه", 9),
    ("ده", 10),
    ("یازده", 11),
    ("دوازده", 12),
    ("سیزده", 13),
    ("چهارده", 14),
    ("پانزده", 15),
    ("شانزده", 16),
    ("هفده", 17),
    ("هجده", 18),
    ("هیجده", 18),
    ("نوزده", 19),
    ("بیست", 20),
    ("سی", 30),
    ("چهل", 40),
    ("پنجاه", 50),
    ("شصت", 60),
    ("هفتاد", 70),
    ("هشتاد", 80),
    ("نود", 90),
    ("صد", 100),
    ("یکصد", 100),
    ("دویست", 200),
    ("سیصد", 300),
    ("چهارصد", 400),
    ("پانصد", 500),
    ("ششصد", 600),
    ("شش‌صد", 600),
    ("هفتصد", 700),
    ("هشتصد", 800),
    ("نهصد", 900),
    ("چهار‌صد", 400),
    ("هفت‌صد", 700),
    ("هشت‌صد", 800),
    ("نه‌صد", 900),
    ("پان‌صد", 500),
    ("دو‌یست", 200),
    ("یک‌صد", 100),
    // Of everyday speech.
    ("شیش", 6),
    ("پونزده", 15),
    ("شونزده", 16),
    ("هیفده", 17),
];

/// Scale words: value and English name.
pub const SCALES: [(&str, u64, &str); 4] = [
    ("هزار", 1_000, "thousand"),
    ("میلیون", 1_000_000, "million"),
    ("میلیارد", 1_000_000_000, "billion"),
    ("تریلیون", 1_000_000_000_000, "trillion"),
];

/// Returns the value of one number word below a thousand.
#[must_use]
pub fn word_value(word: &str) -> Option<u64> {
    UNITS.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// Returns the parts of a word that is made of several number words, as byte ranges: «بیست‌وسه», «دوهزار», «یک‌صدوبیستم», «هفتصدو», «یک‌سوم».
///
/// Without و between them only a scale word follows («دوهزار»), or an ordinal, which makes a fraction.
#[must_use]
pub fn parts_of_word(word: &str) -> Option<Vec<Range<usize>>> {
    let mut parts = Vec::new();
    let mut at = 0;
    let mut joined = true;
    while at < word.len() {
        let rest = &word[at..];
        if rest.starts_with('\u{200C}') {
            at += '\u{200C}'.len_utf8();
        } else if !joined && rest.starts_with('و') {
            parts.push(at..at + 'و'.len_utf8());
            at += 'و'.len_utf8();
            joined = true;
        } else {
            let len = number_at_start(rest, joined)?;
            parts.push(at..at + len);
            at += len;
            joined = false;
        }
    }
    (parts.len() > 1).then_some(parts)
}

/// The length of the number word that `rest` begins with.
fn number_at_start(rest: &str, joined: bool) -> Option<usize> {
    let is_bare = !rest.contains('\u{200C}');
    if is_bare && ordinal_value(rest).is_some() {
        return Some(rest.len());
    }
    let scales = SCALES.iter().map(|(name, ..)| *name);
    let units = UNITS.iter().map(|(name, _)| *name).chain(["نیم"]).filter(|_| joined);
    scales.chain(units).filter(|name| rest.starts_with(name)).map(str::len).max()
}

/// Returns value and English name of a scale word (هزار, میلیون, میلیارد, تریلیون).
#[must_use]
pub fn scale(word: &str) -> Option<(u64, &'static str)> {
    SCALES.iter().find(|(name, ..)| *name == word).map(|(_, value, english)| (*value, *english))
}

/// Returns the value of an ordinal: پنجم 5, سوم 3, اول and نخست 1, بیستمین 20.
#[must_use]
pub fn ordinal_value(word: &str) -> Option<u64> {
    let stem = word.strip_suffix("ین").unwrap_or(word);
    match stem {
        // Share, and wire.
        "سهم" | "سیم" => return None,
        "اول" | "نخست" | "یکم" => return Some(1),
        "دوم" => return Some(2),
        "سوم" => return Some(3),
        "سی‌ام" => return Some(30),
        _ => {}
    }
    let number = stem.strip_suffix('م')?.trim_end_matches('\u{200C}');
    word_value(number).or_else(|| scale(number).map(|(value, _)| value))
}

/// Returns the value of a phrase of number words joined by «و», such as «بیست و سه» or «دو هزار و پانصد».
#[must_use]
pub fn phrase_value<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<u64> {
    let (mut total, mut part, mut seen) = (0_u64, 0_u64, false);
    for word in words {
        if word == "و" {
            continue;
        }
        seen = true;
        if let Some((value, _)) = scale(word) {
            total = total.checked_add(part.max(1).checked_mul(value)?)?;
            part = 0;
        } else {
            part = part.checked_add(word_value(word)?)?;
        }
    }
    seen.then_some(total.checked_add(part)?)
}

#[cfg(test)]
mod tests {
    use super::{ordinal_value, phrase_value};

    #[test]
    fn phrases_have_values() {
        assert_eq!(phrase_value("بیست و سه".split(' ')), Some(23));
        assert_eq!(phrase_value("دو هزار و پانصد و یک".split(' ')), Some(2501));
        assert_eq!(phrase_value("سه میلیون".split(' ')), Some(3_000_000));
        assert_eq!(phrase_value("کتاب".split(' ')), None);
    }

    #[test]
    fn ordinals_have_values() {
        for (word, value) in
            [("پنجم", 5), ("پنجمین", 5), ("دومین", 2), ("نخستین", 1), ("بیستم", 20), ("سی‌ام", 30), ("هزارمین", 1000)]
        {
            assert_eq!(ordinal_value(word), Some(value), "{word}");
        }
        for word in ["مردم", "سهم", "سیم"] {
            assert_eq!(ordinal_value(word), None, "{word}");
        }
    }
}
