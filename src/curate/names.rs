//! Compares names by their consonants: «پارشین» and «پرشین», Parshin and Parshyn, «پارشین» and Parshin have one skeleton.
//!
//! In: words in Persian or Latin letters. Out: skeletons and how alike they are. Vowels are left out, and with them و, ی and ه, which may be
//! vowels; letters that are written one for another in transcriptions count as one (ق غ گ – gh q g; ز ذ ض ظ – z; ث س ص – s).

use crate::persian::letters::{fold, is_arabic_script};

/// Returns the skeleton of a word in either script.
#[must_use]
pub fn skeleton(word: &str) -> String {
    let bones = if word.chars().any(is_arabic_script) { persian(word) } else { latin(word) };
    let mut out = String::new();
    for bone in bones {
        // «محمّد», Mohammad: doubled consonants are one.
        if !out.ends_with(bone) {
            out.push(bone);
        }
    }
    out
}

/// Returns how alike two skeletons are, 0 to 1.
#[must_use]
pub fn likeness(a: &str, b: &str) -> f64 {
    if a.is_empty() || b.is_empty() { 0.0 } else { strsim::normalized_levenshtein(a, b) }
}

/// Returns whether two Persian spellings may be one name: the same skeleton of at least three consonants, the same beginning, and little else between them.
#[must_use]
pub fn are_variants(a: &str, b: &str) -> bool {
    let bones = skeleton(a);
    let vowel = |word: &str| word.chars().next().is_some_and(|c| matches!(c, 'ا' | 'آ' | 'ع' | 'ی'));
    a != b
        && bones.chars().count() >= 3
        && bones == skeleton(b)
        && vowel(a) == vowel(b)
        && strsim::levenshtein(a, b) <= 2
        && a.split(' ').count() == b.split(' ').count()
}

fn persian(word: &str) -> Vec<char> {
    word.chars().filter_map(fold).filter_map(bone).collect()
}

fn bone(c: char) -> Option<char> {
    Some(match c {
        'ب' => 'b',
        'پ' => 'p',
        'ت' | 'ط' => 't',
        'ث' | 'س' | 'ص' => 's',
        'ج' | 'ژ' => 'j',
        'چ' => 'c',
        'خ' => 'x',
        'د' => 'd',
        'ذ' | 'ز' | 'ض' | 'ظ' => 'z',
        'ر' => 'r',
        'ش' => 'š',
        'غ' | 'ق' | 'گ' => 'g',
        'ف' => 'f',
        'ک' => 'k',
        'ل' => 'l',
        'م' => 'm',
        'ن' => 'n',
        _ => return None,
    })
}

fn latin(word: &str) -> Vec<char> {
    let lower = word.to_lowercase();
    let mut rest = lower.as_str();
    let mut bones = Vec::new();
    while let Some(first) = rest.chars().next() {
        let pair = PAIRS.iter().find(|(letters, _)| rest.starts_with(letters));
        if let Some((letters, bone)) = pair {
            bones.extend(bone.chars());
            rest = &rest[letters.len()..];
            continue;
        }
        rest = &rest[first.len_utf8()..];
        let soft = rest.starts_with(['e', 'i', 'y']);
        bones.extend(match first {
            'c' if soft => Some('s'),
            'c' | 'k' => Some('k'),
            'q' | 'g' => Some('g'),
            'b' | 'p' | 't' | 's' | 'j' | 'd' | 'z' | 'r' | 'f' | 'l' | 'm' | 'n' => Some(first),
            _ => None,
        });
    }
    bones
}

/// Letters that stand for one sound together, longest first.
const PAIRS: [(&str, &str); 13] = [
    ("tch", "c"),
    ("sch", "š"),
    ("dj", "j"),
    ("ch", "c"),
    ("sh", "š"),
    ("zh", "j"),
    ("kh", "x"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("ck", "k"),
    ("ts", "ts"),
    ("x", "ks"),
];

#[cfg(test)]
mod tests {
    use super::{are_variants, likeness, skeleton};

    #[test]
    fn spellings_of_one_name_have_one_skeleton() {
        for names in [["پارشین", "پرشین"], ["Parshin", "Parshyn"], ["پارشین", "Parshin"], ["محمد", "Mohammad"]]
        {
            assert_eq!(skeleton(names[0]), skeleton(names[1]), "{names:?}");
        }
        assert!(likeness(&skeleton("خاشقجی"), &skeleton("Khashoggi")) > 0.7);
        assert!(likeness(&skeleton("تهران"), &skeleton("Moscow")) < 0.5);
    }

    #[test]
    fn variants_are_close_in_their_letters_too() {
        assert!(are_variants("پارشین", "پرشین"));
        assert!(!are_variants("کرمانی", "اکرمنا"));
        assert!(!are_variants("کرم", "کریمان"), "too much between them");
    }
}
