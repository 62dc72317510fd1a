//! Romanisation of unknown words in the manner of English-language newspapers: no diacritics, kh gh sh ch zh, final ه as eh.
//!
//! Short vowels are not written in Persian, so a vowel is supplied between consonants; the result is readable, not certain.

use super::digits;
use super::letters::{ZWNJ, fold};
use crate::model::Romanisation;

/// Returns `word` in Latin letters. No character of the Arabic script is left.
#[must_use]
pub fn romanize(word: &str) -> String {
    word.split([ZWNJ, ' '])
        .map(|part| romanize_part(part, Romanisation::Plain))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// Returns `word` romanised with a capital first letter.
#[must_use]
pub fn romanize_name(word: &str, romanisation: Romanisation) -> String {
    let parts = word.split([ZWNJ, ' ']).map(|part| romanize_part(part, romanisation));
    let latin = parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    let mut chars = latin.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A sound: its Latin letters, and whether it is a vowel.
#[derive(Clone, Copy)]
struct Sound {
    latin: &'static str,
    vowel: bool,
}

fn romanize_part(part: &str, romanisation: Romanisation) -> String {
    let letters: Vec<char> = part.chars().filter_map(fold).collect();
    let sounds: Vec<Sound> = (0..letters.len()).filter_map(|at| sound_in(&letters, at, romanisation)).collect();
    let mut out = String::new();
    for (at, current) in sounds.iter().enumerate() {
        out.push_str(current.latin);
        if needs_vowel(&sounds, at) {
            out.push('a');
        }
    }
    if out.is_empty() { letters.iter().filter(|c| c.is_ascii()).collect() } else { out }
}

/// A vowel goes after the first of two opening consonants, and before the last of three in a row.
fn needs_vowel(sounds: &[Sound], at: usize) -> bool {
    let is_consonant = |i: usize| sounds.get(i).is_some_and(|sound| !sound.vowel);
    if !is_consonant(at) || !is_consonant(at + 1) {
        return false;
    }
    let opens = at == 0;
    let before_is_vowel = at > 0 && !is_consonant(at - 1);
    opens || (before_is_vowel && is_consonant(at + 2)) || (!before_is_vowel && at.is_multiple_of(2))
}

/// The sound of a letter; libraries tell letters apart that sound the same, and write long vowels and ع.
fn sound_in(letters: &[char], at: usize, romanisation: Romanisation) -> Option<Sound> {
    let plain = sound(letters, at);
    if romanisation == Romanisation::Plain {
        return plain;
    }
    let vowel = plain.is_some_and(|sound| sound.vowel);
    let latin = match letters[at] {
        'ا' | 'آ' => "ā",
        'ی' if vowel => "ī",
        'و' if vowel => "ū",
        'ع' => "ʿ",
        'ح' => "ḥ",
        'ص' => "ṣ",
        'ض' => "ż",
        'ط' => "ṭ",
        'ظ' => "ẓ",
        'ق' => "q",
        _ => return plain,
    };
    Some(Sound { latin, vowel })
}

fn sound(letters: &[char], at: usize) -> Option<Sound> {
    let c = letters[at];
    let last = at + 1 == letters.len();
    let next_is_vowel = letters.get(at + 1).is_some_and(|c| matches!(c, 'ا' | 'آ' | 'ی' | 'و'));
    let vowel = |latin| Some(Sound { latin, vowel: true });
    let consonant = |latin| Some(Sound { latin, vowel: false });
    match c {
        'ا' | 'آ' => vowel("a"),
        'ی' if at == 0 || (next_is_vowel && !last) => consonant("y"),
        'ی' => vowel("i"),
        'و' if at == 0 || next_is_vowel => consonant("v"),
        'و' => vowel("u"),
        'ه' if last && at > 0 => vowel("eh"),
        'ع' => None,
        _ => consonant(consonant_letters(c)?),
    }
}

fn consonant_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' => "t",
        'ث' | 'س' | 'ص' => "s",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ه' => "h",
        'خ' => "kh",
        'د' => "d",
        'ذ' | 'ز' | 'ض' | 'ظ' => "z",
        'ر' => "r",
        'ژ' => "zh",
        'ش' => "sh",
        'غ' | 'ق' => "gh",
        'ف' => "f",
        'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        _ => return ascii(c),
    })
}

fn ascii(c: char) -> Option<&'static str> {
    let digit = digits::to_ascii(c)?.to_digit(10)?;
    ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"].get(digit as usize).copied()
}

#[cfg(test)]
mod tests {
    use super::{Romanisation, romanize};

    fn romanize_name(word: &str) -> String {
        super::romanize_name(word, Romanisation::Plain)
    }

    #[test]
    fn libraries_mark_what_newspapers_do_not() {
        for (word, plain, scholarly) in [("شجاعی", "Shajai", "Shajāʿī"), ("حقانی", "Haghani", "Ḥaqānī")]
        {
            assert_eq!(romanize_name(word), plain);
            assert_eq!(super::romanize_name(word, Romanisation::Scholarly), scholarly);
        }
    }

    #[test]
    fn names_are_readable() {
        assert_eq!(romanize_name("پارشین"), "Parshin");
        assert_eq!(romanize_name("تهران"), "Tahran");
        assert_eq!(romanize_name("جلالی"), "Jalali");
        assert_eq!(romanize("خانه"), "khaneh");
    }

    #[test]
    fn nothing_persian_is_left() {
        let all: String = ('\u{0600}'..'\u{0700}').collect();
        assert!(!romanize(&all).chars().any(crate::persian::letters::is_arabic_script));
    }
}
