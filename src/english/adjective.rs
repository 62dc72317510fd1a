//! Comparison of adjectives, and ordinal numbers.

/// Words that take -er although their spelling does not show it, or do not although it does: (positive, comparative, superlative).
const IRREGULAR: [(&str, &str, &str); 12] = [
    ("good", "better", "best"),
    ("bad", "worse", "worst"),
    ("few", "fewer", "fewest"),
    ("little", "less", "least"),
    ("much", "more", "most"),
    ("many", "more", "most"),
    ("real", "more real", "most real"),
    ("right", "more right", "most right"),
    ("ill", "worse", "worst"),
    ("main", "more central", "main"),
    ("chief", "more central", "chief"),
    ("fun", "more fun", "most fun"),
];

/// Returns the comparative: large → larger, heavy → heavier, important → more important.
#[must_use]
pub fn comparative(word: &str) -> String {
    match IRREGULAR.iter().find(|(base, ..)| *base == word) {
        Some((_, more, _)) => (*more).to_owned(),
        None => with_ending(word, "er").unwrap_or_else(|| format!("more {word}")),
    }
}

/// Returns the superlative: large → largest, important → most important.
#[must_use]
pub fn superlative(word: &str) -> String {
    match IRREGULAR.iter().find(|(base, ..)| *base == word) {
        Some((.., most)) => (*most).to_owned(),
        None => with_ending(word, "est").unwrap_or_else(|| format!("most {word}")),
    }
}

/// The short form, for words of one syllable and those of two in -y. Participles («known», «used») have none.
fn with_ending(word: &str, ending: &str) -> Option<String> {
    if !word.chars().all(|c| c.is_ascii_lowercase()) || word.len() > 7 || word.ends_with("ed") || word.ends_with("wn") {
        return None;
    }
    let syllables = syllables(word);
    let stem = match word.strip_suffix('y') {
        Some(stem) if syllables == 2 => format!("{stem}i"),
        _ if syllables != 1 => return None,
        _ if word.ends_with('e') => word[..word.len() - 1].to_owned(),
        _ if doubles(word) => format!("{word}{}", &word[word.len() - 1..]),
        _ => word.to_owned(),
    };
    Some(format!("{stem}{ending}"))
}

/// Runs of vowels, a silent e at the end not counted.
fn syllables(word: &str) -> usize {
    let body = word.strip_suffix('e').unwrap_or(word);
    let vowels: Vec<bool> = body.chars().map(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')).collect();
    (0..vowels.len()).filter(|at| vowels[*at] && (*at == 0 || !vowels[at - 1])).count()
}

/// big → bigger: one vowel between consonants.
fn doubles(word: &str) -> bool {
    let vowel = |c: u8| matches!(c, b'a' | b'e' | b'i' | b'o' | b'u');
    match word.as_bytes() {
        [.., before, middle, last] => {
            !vowel(*before) && vowel(*middle) && !vowel(*last) && !matches!(last, b'w' | b'x' | b'y')
        }
        _ => false,
    }
}

/// Returns the English ordinal: 5 → fifth, 23 → 23rd.
#[must_use]
pub fn ordinal(value: u64) -> String {
    const WORDS: [&str; 13] = [
        "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
        "eleventh", "twelfth",
    ];
    if let Some(word) = usize::try_from(value).ok().and_then(|at| WORDS.get(at)) {
        return (*word).to_owned();
    }
    let end = match (value % 10, value % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{value}{end}")
}

#[cfg(test)]
mod tests {
    use super::{comparative, ordinal, superlative};

    #[test]
    fn adjectives_compare() {
        for (word, more, most) in [
            ("good", "better", "best"),
            ("large", "larger", "largest"),
            ("big", "bigger", "biggest"),
            ("heavy", "heavier", "heaviest"),
            ("new", "newer", "newest"),
            ("important", "more important", "most important"),
            ("famous", "more famous", "most famous"),
            ("known", "more known", "most known"),
            ("deep", "deeper", "deepest"),
        ] {
            assert_eq!((comparative(word).as_str(), superlative(word).as_str()), (more, most));
        }
    }

    #[test]
    fn ordinals() {
        assert_eq!([5, 23, 112].map(ordinal), ["fifth", "23rd", "112th"]);
    }
}
