//! The ی of ezafe after a silent ه: «نامه‌ی او», which comes without its ZWNJ («نامهی») or with a space («نامه ی»).
//!
//! In: a word in ه. Out: whether a ی after it can be that of ezafe. After a sounded ه the same letter is the indefinite ending and joined: «راهی»,
//! «توجهی». Persian does not write the difference, so the letter before decides, and a list (`heh.tsv`) for the rest.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::reading::count;
use super::speller::Class;
use super::verb::is_participle;

static SOUNDED: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("heh.tsv").lines().filter(|line| !line.starts_with('#')).collect());

/// Words of the grammar that take an ezafe; other ones («که», «به») do not.
const FUNCTION: [&str; 7] = ["همه", "درباره", "کلیه", "بقیه", "بهواسطه", "بهوسیله", "دوباره"];

/// Returns whether the ezafe of `word`, of class `class`, can be written as a ی of its own.
pub(super) fn takes(word: &str, class: Option<Class>) -> bool {
    has_silent_heh(word)
        && (FUNCTION.contains(&word)
            || class.is_some_and(|class| class.is_nominal() && class != Class::FUNCTION)
            || is_participle(word))
}

/// The same for a word that nothing is known of: «علوفه‌ی», but not «هوادهی» (giving air) or «روبهی» (of the fox).
pub(super) fn takes_unknown(word: &str) -> bool {
    count(word) > 3 && !word.ends_with("ده") && !word.ends_with("به") && has_silent_heh(word)
}

/// «نامه», «توسعه», «میوه», but not «راه», «کوه», «توجه».
pub(super) fn has_silent_heh(word: &str) -> bool {
    let Some(stem) = word.strip_suffix('ه').filter(|stem| count(stem) > 1) else { return false };
    let is_sounded = match stem.chars().next_back() {
        Some('ا' | 'آ') => true,
        // «کوه», «گروه», «انبوه», «ستوه», «اندوه», «وجوه», «پژوه», but «میوه», «شیوه», «جلوه».
        Some('و') => stem.chars().rev().nth(1).is_some_and(|before| "کگربتدژج".contains(before)),
        _ => is_listed(word),
    };
    !is_sounded
}

fn is_listed(word: &str) -> bool {
    let tails = word.char_indices().map(|(at, _)| &word[at..]).take_while(|tail| count(tail) > 3);
    SOUNDED.contains(word) || tails.into_iter().any(|tail| SOUNDED.contains(tail))
}

#[cfg(test)]
mod tests {
    use super::has_silent_heh;

    #[test]
    fn the_letter_before_and_a_list_tell_a_silent_heh() {
        for word in ["نامه", "توسعه", "میوه", "توصیه", "بچه", "پرونده", "رده"] {
            assert!(has_silent_heh(word), "{word}");
        }
        for word in ["راه", "کوه", "گروه", "توجه", "بیتوجه", "شبیه", "فرمانده", "یازده", "ده", "که"]
        {
            assert!(!has_silent_heh(word), "{word}");
        }
    }
}
