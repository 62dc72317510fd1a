//! The endings a Persian noun, adjective or name can carry, as a bounded grammar and not as a stemmer.
//!
//! `STEM [PLURAL] [INDEFINITE | EZAFE] [POSSESSIVE] [COPULA]`, after Lazard, *A Grammar of Contemporary Persian*. In: the stem and what follows it up
//! to the end of the orthographic word. Out: what the ending says, or `None` if the rest is no ending. A stem + ending
//! that is another word («آبان» is a month, not آب + ان) is for the caller to refuse: it needs a lexicon.

use std::borrow::Cow;

use super::letters::{fold, plain_end};
use crate::model::{Definiteness, GrammaticalNumber, Possessor};

/// What an ending says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ending {
    /// Plural or not.
    pub number: GrammaticalNumber,
    /// With indefinite ی or not.
    pub definiteness: Definiteness,
    /// A written ezafe: ی after ا or و, «های», هٔ, ه‌ی.
    pub ezafe: bool,
    /// The plural stands without a written ezafe («شرکت‌ها», not «شرکت‌های»), so no modifier follows by ezafe.
    pub closed: bool,
    /// Possessive clitic.
    pub possessor: Option<Possessor>,
    /// The copula clitic: «ست», «ند», «اند», «یم», «ایم» …
    pub copula: bool,
    /// تر or ترین.
    pub degree: Degree,
}

/// Degree of an adjective.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Degree {
    /// Without ending.
    #[default]
    Positive,
    /// تر.
    Comparative,
    /// ترین.
    Superlative,
}

const PLURALS: [(&str, bool, bool); 6] = [
    // ending, ezafe, indefinite
    ("هایی", false, true),
    ("هائی", false, true),
    ("های", true, false),
    ("هاي", true, false),
    ("ها", false, false),
    ("‌ها", false, false),
];

const POSSESSIVES: [(&str, Possessor); 18] = [
    ("یشان", Possessor::ThirdPlural),
    ("یمان", Possessor::FirstPlural),
    ("یتان", Possessor::SecondPlural),
    ("شان", Possessor::ThirdPlural),
    ("مان", Possessor::FirstPlural),
    ("تان", Possessor::SecondPlural),
    ("اش", Possessor::ThirdSingular),
    ("ام", Possessor::FirstSingular),
    ("ات", Possessor::SecondSingular),
    ("یش", Possessor::ThirdSingular),
    ("یم", Possessor::FirstSingular),
    ("یت", Possessor::SecondSingular),
    ("ش", Possessor::ThirdSingular),
    ("م", Possessor::FirstSingular),
    ("ت", Possessor::SecondSingular),
    ("ایشان", Possessor::ThirdPlural),
    ("ایمان", Possessor::FirstPlural),
    ("ایتان", Possessor::SecondPlural),
];

/// Reads the ending of a noun: `rest` is what follows `stem` in one orthographic word (with its ZWNJ).
#[must_use]
pub fn noun_ending(stem: &str, rest: &str) -> Option<Ending> {
    let bare = without_joints(rest);
    if bare.is_empty() {
        return Some(Ending::default());
    }
    for (plural, ezafe, indefinite) in PLURALS {
        if let Some(tail) = bare.strip_prefix(plural) {
            let found = Ending { number: GrammaticalNumber::Plural, ezafe, closed: !ezafe, ..Ending::default() };
            let found = if indefinite { Ending { definiteness: Definiteness::Indefinite, ..found } } else { found };
            if let Some(done) = after_plural(found, tail) {
                return Some(done);
            }
        }
    }
    written_plural(stem, &bare).or_else(|| singular_ending(stem, &bare))
}

/// Reads the ending of a name: ezafe, ی, ها and های only.
#[must_use]
pub fn name_ending(stem: &str, rest: &str) -> Option<Ending> {
    let ending = noun_ending(stem, rest)?;
    let arabic_plural = ending.number == GrammaticalNumber::Plural && !without_joints(rest).starts_with("ها");
    (ending.possessor.is_none() && !ending.copula && !arabic_plural).then_some(ending)
}

/// Reads the ending of an adjective: تر and ترین, then the endings of a noun.
#[must_use]
pub fn adjective_ending(stem: &str, rest: &str) -> Option<Ending> {
    let bare = without_joints(rest);
    for (mark, degree) in [("ترین", Degree::Superlative), ("تر", Degree::Comparative)] {
        if let Some(tail) = bare.strip_prefix(mark)
            && let Some(ending) = noun_ending(mark, tail)
        {
            return Some(Ending { degree, ..ending });
        }
    }
    noun_ending(stem, rest)
}

/// Returns whether an ending of any of these grammars can begin with the folded letter `c`.
#[must_use]
pub fn may_begin(c: char) -> bool {
    matches!(c, 'ا' | 'ت' | 'ج' | 'س' | 'ش' | 'گ' | 'م' | 'ن' | 'ه' | 'ی')
}

/// Removes ZWNJ and marks, so that «‌های», «هاي» and «های» are one.
fn without_joints(rest: &str) -> Cow<'_, str> {
    if plain_end(rest, 0) == rest.len() { Cow::Borrowed(rest) } else { rest.chars().filter_map(fold).collect() }
}

fn after_plural(found: Ending, tail: &str) -> Option<Ending> {
    let indefinite = found.definiteness == Definiteness::Indefinite;
    let last = if indefinite { Final::Ye } else { Final::Vowel };
    let copula = Ending { copula: true, ezafe: false, closed: true, ..found };
    match tail {
        "" => Some(found),
        // In «هاییم», «هایید», «هاییند» the first ی only parts two vowels.
        "م" | "د" | "ند" if indefinite => Some(Ending { definiteness: Definiteness::Unmarked, ..copula }),
        "ند" | "یاند" => Some(copula),
        _ if is_copula(last, tail) => Some(copula),
        _ => {
            possessive(tail).map(|possessor| Ending { possessor: Some(possessor), ezafe: false, closed: true, ..found })
        }
    }
}

/// Reads a plural for which a silent ه steps back, and what follows it: «نماینده» → «نمایندگان», «نمایندگانشان»; «مصوبه» → «مصوبات».
///
/// `rest` is what follows the stem without its ه.
#[must_use]
pub fn heh_plural(rest: &str) -> Option<Ending> {
    let bare = without_joints(rest);
    let tail = bare.strip_prefix("گان").or_else(|| bare.strip_prefix("ات"))?;
    after_written_plural(tail)
}

/// The plurals that join the stem: ان, یان (دانشجو → دانشجویان), ین (مسئول → مسئولین), ات, جات.
fn written_plural(stem: &str, bare: &str) -> Option<Ending> {
    let marks: &[&str] = match final_sound(stem)? {
        Final::Vowel if stem.ends_with('و') => &["یان", "ان"],
        Final::Vowel => &["یان"],
        Final::SilentHeh => &["جات"],
        Final::Ye => &["ان", "ات"],
        Final::Consonant => &["ان", "ات", "ین"],
    };
    marks.iter().filter_map(|mark| bare.strip_prefix(mark)).find_map(after_written_plural)
}

fn after_written_plural(tail: &str) -> Option<Ending> {
    let found = Ending { number: GrammaticalNumber::Plural, ..Ending::default() };
    match tail {
        "" => Some(found),
        "ی" => Some(Ending { definiteness: Definiteness::Indefinite, closed: true, ..found }),
        _ if is_copula(Final::Consonant, tail) => Some(Ending { copula: true, closed: true, ..found }),
        // «نمایندگانام» is nobody's spelling: after a consonant the clitic has no ا.
        _ if tail.starts_with(['ا', 'ی']) => None,
        _ => possessive(tail).map(|possessor| Ending { possessor: Some(possessor), closed: true, ..found }),
    }
}

fn singular_ending(stem: &str, bare: &str) -> Option<Ending> {
    let last = final_sound(stem)?;
    let ezafe = Ending { ezafe: true, ..Ending::default() };
    let copula = Ending { copula: true, closed: true, ..Ending::default() };
    match bare {
        // «نیروی» is ezafe far more often than indefinite; «نیرویی» is the indefinite.
        "ی" if matches!(last, Final::Vowel | Final::SilentHeh) => return Some(ezafe),
        _ if is_copula(last, bare) => return Some(copula),
        _ => {}
    }
    if let Some(tail) = bare.strip_prefix(indefinite_mark(last)) {
        let indefinite = Ending { definiteness: Definiteness::Indefinite, ..Ending::default() };
        match tail {
            "" => return Some(indefinite),
            _ if is_copula(Final::Ye, tail) => return Some(Ending { copula: true, closed: true, ..indefinite }),
            _ => {}
        }
    }
    possessive_after(stem, last, bare).map(|possessor| Ending {
        possessor: Some(possessor),
        closed: true,
        ..Ending::default()
    })
}

fn indefinite_mark(last: Final) -> &'static str {
    match last {
        Final::Vowel => "یی",
        Final::SilentHeh | Final::Ye => "ای",
        Final::Consonant => "ی",
    }
}

/// The clitic "to be" in the shapes that it takes behind this sound: «شوراست», «دانشجوییم», «نماینده‌اند», «مدیرند».
///
/// The first two persons of the singular look like the possessive («مدیرم») and the indefinite («مدیری») and are read as those.
fn is_copula(last: Final, bare: &str) -> bool {
    match last {
        Final::Vowel => matches!(bare, "ست" | "ییم" | "یید" | "یند" | "اند" | "ایم" | "اید"),
        Final::SilentHeh | Final::Ye => matches!(bare, "ست" | "است" | "اند" | "ایم" | "اید"),
        Final::Consonant => matches!(bare, "ست" | "است" | "اند" | "ایم" | "اید" | "ند" | "یم" | "ید"),
    }
}

/// How a word ends to the ear: it decides which shape an ending takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Final {
    /// ا or و.
    Vowel,
    /// The ه that writes a vowel: خانه (house).
    SilentHeh,
    Ye,
    /// Any other letter, the sounded ه of «گروه» and the و of «عضو» too.
    Consonant,
}

/// Words, and last parts of compounds, whose ه is sounded although no ا stands before it («راه» needs no list).
const SOUNDED_HEH: [&str; 24] = [
    "گروه",
    "کوه",
    "اندوه",
    "شکوه",
    "انبوه",
    "ستوه",
    "وجوه",
    "مکروه",
    "نستوه",
    "توجیه",
    "تنبیه",
    "تشبیه",
    "ترفیه",
    "فقیه",
    "شبیه",
    "سفیه",
    "وجیه",
    "متوجه",
    "توجه",
    "وجه",
    "فقه",
    "مشابه",
    "فرمانده",
    "گره",
];

/// Words in و where it is a consonant; after ا it always is («گاو»).
const SOUNDED_VAV: [&str; 10] = ["عضو", "جزو", "نحو", "محو", "سهو", "لغو", "عفو", "حشو", "دیو", "سرو"];

fn final_sound(stem: &str) -> Option<Final> {
    let stem = without_joints(stem);
    let mut backwards = stem.chars().rev();
    let (last, before) = (backwards.next()?, backwards.next());
    let sounded = before == Some('ا');
    Some(match last {
        'ه' if sounded || matches!(stem.as_ref(), "ده" | "مه" | "زره") => Final::Consonant,
        'ه' if SOUNDED_HEH.iter().any(|word| stem.ends_with(word)) => Final::Consonant,
        'ه' => Final::SilentHeh,
        'و' if sounded || SOUNDED_VAV.contains(&stem.as_ref()) => Final::Consonant,
        'ا' | 'آ' | 'و' => Final::Vowel,
        // «چای», «سرای»; in «رایانه‌ای» the ا only carries the ی.
        'ی' if before == Some('ا') && (3..=4).contains(&stem.chars().count()) => Final::Consonant,
        'ی' => Final::Ye,
        _ => Final::Consonant,
    })
}

/// Returns whether `stem` ends in the ه that writes a vowel, which gives way to گان in the plural.
#[must_use]
pub fn ends_in_silent_heh(stem: &str) -> bool {
    final_sound(stem) == Some(Final::SilentHeh)
}

/// Letters of a stem to which a lone م, ت or ش comes by chance.
const SHORT_STEM: usize = 3;

/// «خانه‌اش» takes اش, «عمویش» یش, «کتابش» ش.
fn possessive_after(stem: &str, last: Final, bare: &str) -> Option<Possessor> {
    let found = possessive(bare)?;
    let long = stem.chars().count() > SHORT_STEM;
    let fits = match last {
        Final::SilentHeh | Final::Ye => !bare.starts_with('ی') && (bare.starts_with('ا') || bare.chars().count() > 1),
        // «خودروم» is as common as «خودرویم» in speech; behind a short stem it makes another word («موم», «صدام»).
        Final::Vowel => bare.starts_with('ی') || bare.chars().count() > 2 || (long && !bare.starts_with('ا')),
        Final::Consonant => !bare.starts_with(['ی', 'ا']),
    };
    fits.then_some(found)
}

fn possessive(bare: &str) -> Option<Possessor> {
    POSSESSIVES.iter().find(|(ending, _)| *ending == bare).map(|(_, possessor)| *possessor)
}

#[cfg(test)]
mod tests {
    use super::{Degree, adjective_ending, heh_plural, may_begin, name_ending, noun_ending};
    use crate::model::{Definiteness, GrammaticalNumber, Possessor};
    use crate::persian::letters::is_plain;

    #[test]
    fn plural_with_and_without_ezafe() {
        for rest in ["های", "‌های", "هاي"] {
            let ending = noun_ending("شرکت", rest).unwrap();
            assert_eq!((ending.number, ending.ezafe), (GrammaticalNumber::Plural, true), "{rest}");
        }
        assert!(noun_ending("شرکت", "‌ها").unwrap().closed);
        let ours = noun_ending("شرکت", "‌هایشان").unwrap();
        assert_eq!(ours.possessor, Some(Possessor::ThirdPlural));
    }

    #[test]
    fn singular_endings() {
        assert!(noun_ending("خانه", "‌ی").unwrap().ezafe);
        assert_eq!(noun_ending("کارگروه", "ی").unwrap().definiteness, Definiteness::Indefinite);
        assert_eq!(noun_ending("راه", "ش").unwrap().possessor, Some(Possessor::ThirdSingular));
        assert_eq!(noun_ending("خانه", "ش"), None);
        assert_eq!(noun_ending("عضو", "ی").unwrap().definiteness, Definiteness::Indefinite);
        assert_eq!(noun_ending("سند", "ی").unwrap().definiteness, Definiteness::Indefinite);
        assert_eq!(noun_ending("خانه", "‌ای").unwrap().definiteness, Definiteness::Indefinite);
        assert_eq!(noun_ending("کشور", "مان").unwrap().possessor, Some(Possessor::FirstPlural));
        assert_eq!(noun_ending("توافق", "ات").unwrap().number, GrammaticalNumber::Plural);
        assert_eq!(noun_ending("سند", "یده"), None);
        assert_eq!(noun_ending("کار", "گروه"), None);
    }

    #[test]
    fn copulas() {
        for (stem, rest) in [
            ("دولت", "‌هاست"),
            ("شورا", "ست"),
            ("دولت", "هاییم"),
            ("سند", "هایند"),
            ("سند", "هایی‌ست"),
            ("سند", "ی‌ست"),
            ("دانشجو", "یی‌اند"),
            ("نماینده", "‌ای‌ست"),
            ("نماینده", "‌ست"),
            ("ایرانی", "‌ایم"),
            ("دانشجو", "یانید"),
            ("مدیر", "انیم"),
            ("مشکل", "‌ست"),
        ] {
            assert!(noun_ending(stem, rest).is_some_and(|ending| ending.copula), "{stem}{rest}");
        }
        assert_eq!(noun_ending("دولت", "هاییم").unwrap().definiteness, Definiteness::Unmarked);
        assert_eq!(noun_ending("سند", "ی‌ست").unwrap().definiteness, Definiteness::Indefinite);
        assert!(adjective_ending("مهم", "ترند").unwrap().copula);
        for (stem, rest) in [("شورا", "ند"), ("دانشجو", "ند"), ("خانه", "ند"), ("شورا", "یست")]
        {
            assert!(!noun_ending(stem, rest).is_some_and(|ending| ending.copula), "{stem}{rest}");
        }
        assert!(name_ending("تهران", "‌ست").is_none(), "names take ezafe, ی and ها only");
    }

    #[test]
    fn written_plurals() {
        for (stem, rest) in [("توافق", "ات"), ("مسئول", "ین"), ("دانشجو", "یان"), ("بانو", "ان"), ("پادشاه", "ان")]
        {
            assert_eq!(noun_ending(stem, rest).unwrap().number, GrammaticalNumber::Plural, "{stem}{rest}");
        }
        assert_eq!(heh_plural("گانشان").unwrap().possessor, Some(Possessor::ThirdPlural));
        assert_eq!(heh_plural("گانی").unwrap().definiteness, Definiteness::Indefinite);
        assert_eq!(heh_plural("گی"), None);
    }

    #[test]
    fn what_no_ending_begins_with_begins_none() {
        for first in ('آ'..='ی').filter(|c| is_plain(*c) && !may_begin(*c)) {
            for rest in ["", "ا", "ان", "ها", "های", "شان", "ی"].map(|tail| format!("{first}{tail}")) {
                for stem in ["کتاب", "خانه", "دانشجو", "ایرانی"] {
                    assert_eq!((adjective_ending(stem, &rest), heh_plural(&rest)), (None, None), "{stem}{rest}");
                }
            }
        }
    }

    #[test]
    fn names_take_less() {
        assert!(name_ending("ایران", "ی").is_some());
        assert!(name_ending("ایران", "مان").is_none());
    }

    #[test]
    fn adjectives_compare() {
        assert_eq!(adjective_ending("بزرگ", "‌ترین").unwrap().degree, Degree::Superlative);
        assert_eq!(adjective_ending("مهم", "تر").unwrap().degree, Degree::Comparative);
    }
}
