//! American and British spelling: pairs of words (`spelling.tsv`) and the rule of -ize and -ise, with the words that it does not hold for.
//!
//! In: a word. Out: the word as the other side of the Atlantic writes it, if that differs. A pair marked `us` holds only towards the American
//! spelling: "programme" is never American, but "program" may well be British. British -ize (Oxford) counts as American here.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Spelling;

use super::writing::with_case_of;

/// The pairs, as a file.
const PAIRS: &str = include_str!("spelling.tsv");

/// Endings of verbs in -ize and of what is made of them, with what stands for the z.
const ENDINGS: [(&str, &str); 13] = [
    ("ization", "isation"),
    ("izations", "isations"),
    ("izational", "isational"),
    ("ize", "ise"),
    ("izes", "ises"),
    ("ized", "ised"),
    ("izing", "ising"),
    ("izer", "iser"),
    ("izers", "isers"),
    ("lyze", "lyse"),
    ("lyzed", "lysed"),
    ("lyzing", "lysing"),
    ("lyzer", "lyser"),
];

/// What stands before -ise in words that have an s everywhere: "advise", "exercise", "surprise".
const ALWAYS_S: [&str; 52] = [
    "adv",
    "advert",
    "appra",
    "appr",
    "ar",
    "bra",
    "bru",
    "chast",
    "cherubim",
    "circumc",
    "compr",
    "comprom",
    "conc",
    "cru",
    "dem",
    "desp",
    "dev",
    "disenfranch",
    "disgu",
    "enfranch",
    "enterpr",
    "exc",
    "exerc",
    "exorc",
    "expert",
    "franch",
    "gu",
    "improv",
    "inc",
    "l",
    "lia",
    "likew",
    "mala",
    "merchand",
    "mort",
    "no",
    "otherw",
    "parad",
    "po",
    "pra",
    "prec",
    "prem",
    "prom",
    "ra",
    "repr",
    "rev",
    "superv",
    "surm",
    "surpr",
    "telev",
    "tort",
    "upr",
];

/// What stands before -ize in words that have a z everywhere: "prize", "seize", "capsize".
const ALWAYS_Z: [&str; 10] = ["pr", "s", "se", "caps", "res", "downs", "overs", "ass", "ma", "outs"];

/// Shortest stem of a verb in -ize: "rise" and "wise" are none.
const SHORTEST: usize = 3;

/// Each word that is written otherwise in the one spelling, and how.
#[derive(Debug, Default)]
struct Pairs {
    american: HashMap<&'static str, &'static str>,
    british: HashMap<&'static str, &'static str>,
}

static PAIRS_BY_WORD: LazyLock<Pairs> = LazyLock::new(|| {
    let mut pairs = Pairs::default();
    for line in PAIRS.lines().skip(1) {
        let mut cells = line.split('\t');
        let (Some(us), Some(uk)) = (cells.next(), cells.next()) else { continue };
        pairs.american.insert(uk, us);
        if cells.next().unwrap_or("").is_empty() {
            pairs.british.insert(us, uk);
        }
    }
    pairs
});

/// Returns `word` in `spelling`, if it is written otherwise now. Capitals stay as they are.
#[must_use]
pub fn respelled(word: &str, spelling: Spelling) -> Option<String> {
    let lower = word.to_lowercase();
    if word.chars().skip(1).any(char::is_uppercase) {
        return None;
    }
    let pairs = match spelling {
        Spelling::Us => &PAIRS_BY_WORD.american,
        Spelling::Uk => &PAIRS_BY_WORD.british,
    };
    let listed = pairs.get(lower.as_str()).map(|other| (*other).to_owned());
    listed.or_else(|| by_ending(&lower, spelling)).map(|other| with_case_of(&other, word))
}

fn by_ending(word: &str, spelling: Spelling) -> Option<String> {
    ENDINGS.iter().find_map(|(z, s)| {
        let (from, to, always) = match spelling {
            Spelling::Us => (s, z, &ALWAYS_S[..]),
            Spelling::Uk => (z, s, &ALWAYS_Z[..]),
        };
        let stem = word.strip_suffix(from)?;
        let is_other = always.contains(&stem) || stem.len() < SHORTEST;
        (!is_other).then(|| format!("{stem}{to}"))
    })
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, PAIRS_BY_WORD, Spelling, respelled};

    #[test]
    fn words_are_written_as_each_side_writes_them() {
        for (us, uk) in [
            ("labor", "labour"),
            ("Colors", "Colours"),
            ("center", "centre"),
            ("defense", "defence"),
            ("traveling", "travelling"),
            ("organization", "organisation"),
            ("realized", "realised"),
            ("analyzed", "analysed"),
            ("neighborhood", "neighbourhood"),
        ] {
            assert_eq!(respelled(uk, Spelling::Us).as_deref(), Some(us), "{uk}");
            assert_eq!(respelled(us, Spelling::Uk).as_deref(), Some(uk), "{us}");
            assert_eq!((respelled(us, Spelling::Us), respelled(uk, Spelling::Uk)), (None, None), "{us}, {uk}");
        }
    }

    #[test]
    fn words_that_are_one_on_both_sides_stay() {
        let both = "advise advertised exercise surprised promise premises raised noise wise rise otherwise enterprises size \
                    prizes seized resized capsized citizen hour four tour glamour vigorous humorous honorary coordinator \
                    laboratory program analyses crises horizon surmise praised precise improvised supervisor WHO";
        for word in both.split_whitespace() {
            assert_eq!((respelled(word, Spelling::Us), respelled(word, Spelling::Uk)), (None, None), "{word}");
        }
        assert_eq!(respelled("programme", Spelling::Us).as_deref(), Some("program"));
    }

    #[test]
    fn the_list_is_sorted_and_large_enough() {
        let rows: Vec<&str> = PAIRS.lines().skip(1).collect();
        assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(PAIRS_BY_WORD.american.len() >= 150, "{}", PAIRS_BY_WORD.american.len());
    }
}
