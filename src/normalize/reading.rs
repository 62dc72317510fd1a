//! Reads a word written without ZWNJ: which stem and endings it has, and so where ZWNJ belong.
//!
//! In: the letters of one word. Out: its joints and class, or nothing for an unknown word. The endings are those of the written language
//! (ها and its tails, تر, the copula and the possessives after ه), the verb forms those of `verb`.

use super::compound::Commoner;
use super::joints::Joints;
use super::speller::{Class, Speller};
use super::verb::{COPULAS, PREVERBS, follows_mi, is_participle};
use crate::persian::letters::is_right_joining_only;

/// What may follow ها: «هایی», «هایشان», «هاست».
const PLURAL_TAILS: [&str; 16] =
    ["", "ی", "یی", "ئی", "یم", "یت", "یش", "یمان", "یتان", "یشان", "یند", "ست", "یست", "م", "ش", "شان"];
/// What may follow تر: «بزرگ‌ترین», «مهم‌ترین‌ها», «سریع‌تری».
const DEGREE_TAILS: [&str; 9] = ["", "ین", "ی", "ینی", "ها", "های", "ینها", "ینهای", "ند"];
/// Endings that keep their ا after ه and ی: «خانه‌ای», «جمله‌ام», «ایرانی‌اند».
const VOWEL_TAILS: [&str; 7] = ["ای", "ام", "ات", "اش", "اند", "ایم", "اید"];
const PLURAL_POSSESSIVES: [&str; 3] = ["مان", "تان", "شان"];
/// What may be written on to a participle: «گفته‌بودم», «شده‌باشد», «خوانده‌شد».
const AUXILIARIES: [&str; 14] =
    ["بود", "بودم", "بودی", "بودیم", "بودید", "بودند", "باشد", "باشم", "باشی", "باشیم", "باشید", "باشند", "شد", "شدند"];
/// Endings written on to any consonant.
const CLOSE_TAILS: [&str; 27] = [
    "ی",
    "یی",
    "م",
    "ت",
    "ش",
    "مان",
    "تان",
    "شان",
    "ان",
    "ات",
    "یم",
    "یت",
    "یش",
    "یان",
    "ند",
    "انی",
    "انش",
    "انم",
    "انشان",
    "انمان",
    "اتی",
    "اتش",
    "اتشان",
    "یشان",
    "یمان",
    "یانی",
    "یانش",
];

/// A word understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) joints: Joints,
    pub(super) class: Class,
    /// The stem is listed; otherwise only the ending speaks for the reading.
    pub(super) sure: bool,
}

/// Reads `word`; endings are taken off at most `depth` times.
pub(super) fn read(speller: &Speller, word: &str, depth: u8) -> Option<Reading> {
    if let Some(known) = speller.get(word) {
        let joints = if known.plain { Joints::default() } else { known.joints };
        return Some(Reading { joints, class: known.class, sure: true });
    }
    let depth = depth.checked_sub(1)?;
    if word.contains("ها")
        && let Some(reading) = perfect_of_being(speller, word)
            .or_else(|| after_vowel(speller, word, depth, Preference::Listed))
            .or_else(|| plural(speller, word, depth, true))
    {
        return Some(reading);
    }
    verb(word)
        .or_else(|| perfect(speller, word))
        .or_else(|| after_vowel(speller, word, depth, Preference::Listed))
        .or_else(|| plural(speller, word, depth, true))
        .or_else(|| after_vowel(speller, word, depth, Preference::Any))
        .or_else(|| degree(speller, word, depth))
        .or_else(|| ezafe(speller, word, depth))
        .or_else(|| close(speller, word, depth))
        .or_else(|| super::compound::read(speller, word, depth))
        .or_else(|| after_unknown(word))
        .or_else(|| plural(speller, word, depth, false))
}

/// «زلزله‌ای», «کوله‌اش»: an unknown word in ه with an ending that only ه and ی leave whole.
fn after_unknown(word: &str) -> Option<Reading> {
    let base = ["ای", "اش", "اند"].iter().find_map(|tail| word.strip_suffix(tail))?;
    // «پریزهای» is the plural of پریز, not پریزه + ای.
    let short = base.strip_suffix('ه')?;
    let fits = (4..=5).contains(&count(base)) && joins(short);
    fits.then(|| Reading { joints: Joints::default().with(count(base)), class: Class::OTHER, sure: false })
}

/// Reads `word` as a compound that is wrong in two words, by itself or with one ending.
pub(super) fn read_close_compound(speller: &Speller, word: &str) -> Option<Joints> {
    let listed = |base: &str| speller.get(base).filter(|word| word.close && !word.plain).map(|word| word.joints);
    listed(word).or_else(|| {
        let plural = word.rfind("ها").filter(|at| PLURAL_TAILS.contains(&&word[at + "ها".len()..]));
        plural.and_then(|at| listed(&word[..at])).or_else(|| {
            // «طرح دارای» is no compound with ای: after other letters than ه and ی no vowel ending follows, nor the copula ند.
            let vowel =
                VOWEL_TAILS.iter().filter_map(|tail| word.strip_suffix(tail)).filter(|base| base.ends_with(['ه', 'ی']));
            let close = CLOSE_TAILS.iter().filter(|tail| **tail != "ند").filter_map(|tail| word.strip_suffix(tail));
            // «تصمیم‌گیرندگان»: گ stands for the ه of تصمیم‌گیرنده.
            let agents = ["گان", "گی", "گانی"].iter().filter_map(|tail| word.strip_suffix(tail));
            vowel
                .chain(close)
                .find_map(listed)
                .or_else(|| agents.map(|stem| format!("{stem}ه")).find_map(|one| listed(&one)))
        })
    })
}

/// «می‌کنیم», «نمی‌تواند», «برمی‌گردد».
fn verb(word: &str) -> Option<Reading> {
    let core = |preverb: &str| {
        let rest = word.strip_prefix(preverb)?;
        let (mi, rest) = ["نمی", "می"].iter().find_map(|mi| Some((*mi, rest.strip_prefix(mi)?)))?;
        (count(rest) > 1 && follows_mi(rest)).then(|| count(preverb) + count(mi))
    };
    let joint = std::iter::once("").chain(PREVERBS).find_map(core)?;
    let joints = Joints::default().with(joint);
    let copula = COPULAS.iter().find_map(|end| word.strip_suffix(end)).filter(|base| is_mi_participle(base));
    let joints = copula.map_or(joints, |base| joints.with(count(base)));
    Some(Reading { joints, class: Class::OTHER, sure: true })
}

/// «می‌کرده», the participle before «‌اند».
fn is_mi_participle(base: &str) -> bool {
    base.find("می").is_some_and(|at| is_participle(&base[at + "می".len()..]))
}

/// «کرده‌اند», «نیامده‌ایم».
fn perfect(speller: &Speller, word: &str) -> Option<Reading> {
    let base = COPULAS.iter().filter_map(|end| word.strip_suffix(end)).find(|base| is_participle(base))?;
    let stem = base.strip_suffix('ه')?;
    // «نهادهای» and «برخوردهای» are plurals of nouns; «کرده‌ای» is commoner than the plural of the noun کرد.
    let noun_first =
        ["نهاد", "پرداخت", "خواست"].contains(&stem) || PREVERBS.iter().any(|preverb| stem.starts_with(preverb));
    if &word[stem.len()..] == "های" && noun_first && speller.get(stem).is_some_and(|word| word.class.is(Class::NOUN))
    {
        return None;
    }
    Some(Reading { joints: Joints::default().with(count(base)), class: Class::OTHER, sure: true })
}

/// «درگذشته‌است» before «درگذشت‌هاست».
fn perfect_of_being(speller: &Speller, word: &str) -> Option<Reading> {
    let stem = word.strip_suffix("هاست")?;
    if ["نهاد", "پرداخت", "خواست", "ساخت", "دست"].contains(&stem) {
        None
    } else {
        perfect(speller, word)
    }
}

/// «گفته‌بودم», «شنیده‌شد»: a participle and its auxiliary that are written as one. No ending follows, so that `read` need not know.
pub(super) fn with_auxiliary(word: &str) -> Option<Reading> {
    // «ساخته‌شده‌است»
    if let Some(base) = COPULAS.iter().find_map(|end| word.strip_suffix(end)?.strip_suffix("شده"))
        && is_participle(base)
    {
        let joints = Joints::default().with(count(base)).with(count(base) + 3);
        return Some(Reading { joints, class: Class::OTHER, sure: true });
    }
    let base = AUXILIARIES.iter().filter_map(|end| word.strip_suffix(end)).find(|base| is_participle(base))?;
    Some(Reading { joints: Joints::default().with(count(base)), class: Class::OTHER, sure: true })
}

/// «شرکت‌های», «سرمایه‌گذاری‌هایشان»; with `known` only after a word that is understood, else after any three letters.
fn plural(speller: &Speller, word: &str, depth: u8, known: bool) -> Option<Reading> {
    let at = word.rfind("ها")?;
    let (base, tail) = (&word[..at], &word[at + "ها".len()..]);
    if !PLURAL_TAILS.contains(&tail) || count(base) < 2 {
        return None;
    }
    if speller.get(&word[..at + "ها".len()]).is_some_and(|whole| whole.plain) {
        // «آنهایی»: آنها is a word of its own.
        return Some(Reading { joints: Joints::default(), class: Class::OTHER, sure: true });
    }
    let Some(stem) = read(speller, base, depth) else {
        let opens = !known && count(base) > 2 && joins(base);
        return opens.then(|| Reading {
            joints: Joints::default().with(count(base)),
            class: Class::OTHER,
            sure: false,
        });
    };
    // Verbs take no plural: «می‌شده‌ام» is not می‌شد + هام.
    if matches!(stem.class, Class::FUNCTION | Class::VERB) {
        return None;
    }
    Some(Reading { joints: extended(stem.joints, base), class: Class::OTHER, sure: true })
}

/// Whether a stem in ه is tried before the plural of the shorter word: «خانه‌ای» before «خان‌های», but «نام‌های» before «نامه‌ای».
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Preference {
    Listed,
    Any,
}

/// A word in ی that is no ezafe of a word in ا or و: «تنهایی» and «نوجوانی», not «بقای».
fn is_whole(speller: &Speller, base: &str) -> bool {
    let listed = |word: &str| speller.get(word).is_some_and(|word| word.class.is_nominal());
    let stem = base.strip_suffix("یی").or_else(|| base.strip_suffix('ی').filter(|stem| !stem.ends_with(['ا', 'و'])));
    listed(base) || stem.is_some_and(listed)
}

/// «زلزله‌ای»: زلزل is no noun; «خانه‌ای»: listed as likelier than «خان‌های».
fn is_likelier(speller: &Speller, base: &str, tail: &str) -> bool {
    let short = &base[..base.len() - 'ه'.len_utf8()];
    // «حرفه‌ای», but «حرف‌هایم».
    (tail == "ای" && super::compound::commoner(base) == Commoner::Indefinite)
        || (speller.get(base).is_some() && !speller.get(short).is_some_and(|word| word.class.is(Class::NOUN)))
}

/// «خانه‌ای», «جمله‌ام», «پیشانی‌اش», «خانه‌مان».
fn after_vowel(speller: &Speller, word: &str, depth: u8, preference: Preference) -> Option<Reading> {
    VOWEL_TAILS.iter().chain(&PLURAL_POSSESSIVES).find_map(|tail| {
        let base = word.strip_suffix(tail)?;
        let fits = match base.chars().next_back()? {
            'ه' => preference == Preference::Any || !tail.starts_with("ای") || is_likelier(speller, base, tail),
            // «بقایای» is not بقای + ای.
            'ی' => {
                preference == Preference::Any && VOWEL_TAILS.contains(tail) && *tail != "ات" && is_whole(speller, base)
            }
            last => preference == Preference::Any && *tail == "اند" && !is_right_joining_only(last),
        };
        let stem = if fits && count(base) > 2 { read(speller, base, depth) } else { None }?;
        stem.class.is_nominal().then(|| Reading {
            joints: extended(stem.joints, base),
            class: Class::OTHER,
            sure: true,
        })
    })
}

/// «بزرگ‌تر», «مهم‌ترین».
fn degree(speller: &Speller, word: &str, depth: u8) -> Option<Reading> {
    let at = word.rfind("تر")?;
    let (base, tail) = (&word[..at], &word[at + "تر".len()..]);
    if !DEGREE_TAILS.contains(&tail) || count(base) < 2 {
        return None;
    }
    let stem = read(speller, base, depth)?;
    let superlative = tail.starts_with("ین") && !stem.class.is(Class::FUNCTION);
    if !superlative && !stem.class.is(Class::ADJECTIVE) {
        return None;
    }
    let joints = extended(stem.joints, base);
    let joints = if tail.starts_with("ینها") { joints.with(count(base) + 4) } else { joints };
    Some(Reading { joints, class: Class::ADJECTIVE, sure: true })
}

/// «نامه‌ی», «توافق‌نامه‌ی», «گفته‌ی».
fn ezafe(speller: &Speller, word: &str, depth: u8) -> Option<Reading> {
    let base = word.strip_suffix("هی").map(|_| &word[..word.len() - 'ی'.len_utf8()])?;
    if !super::ezafe::has_silent_heh(base) {
        return None;
    }
    let stem = read(speller, base, depth);
    let fits =
        super::ezafe::takes(base, stem.map(|stem| stem.class)) || (stem.is_none() && super::ezafe::takes_unknown(base));
    fits.then(|| Reading {
        joints: stem.map(|stem| stem.joints).unwrap_or_default().with(count(base)),
        class: Class::OTHER,
        sure: stem.is_some(),
    })
}

/// «سرمایه‌گذارانش», «کتابم»: endings without ZWNJ, after which the ZWNJ of the stem stay. «شرکت‌کنندگان» is شرکت‌کننده with گ for ه.
fn close(speller: &Speller, word: &str, depth: u8) -> Option<Reading> {
    let tail = CLOSE_TAILS.iter().find_map(|tail| {
        let base = word.strip_suffix(tail)?;
        if count(base) < 3 {
            return None;
        }
        if let Some(stem) = base.strip_suffix('گ') {
            let singular = stem_of_close(speller, &format!("{stem}ه"), depth);
            if singular.is_some() {
                return singular;
            }
        }
        stem_of_close(speller, base, depth)
    })?;
    let class = if tail.class.is_nominal() { Class::NOUN } else { Class::OTHER };
    Some(Reading { joints: tail.joints, class, sure: true })
}

/// Only a listed word or a compound stands before such an ending, so that endings do not pile up («لیبیایی» is not لیبی + ای + ی).
fn stem_of_close(speller: &Speller, base: &str, depth: u8) -> Option<Reading> {
    read(speller, base, 0).or_else(|| super::compound::read(speller, base, depth))
}

/// Returns the joints of `base` with one at its end, if its last letter joins the next: «کار» + ها needs none.
fn extended(joints: Joints, base: &str) -> Joints {
    if joins(base) { joints.with(count(base)) } else { joints }
}

/// Returns whether the last letter of `word` would join the next one.
pub(super) fn joins(word: &str) -> bool {
    word.chars().next_back().is_some_and(|last| !is_right_joining_only(last))
}

pub(super) fn count(word: &str) -> usize {
    word.chars().count()
}

/// Returns whether `word` is ها with its tails, تر with its tails, or a vowel ending, standing alone.
pub(super) fn loose_ending(word: &str) -> Option<Loose> {
    // The longest is «هایشان»; every ending begins with one of these letters.
    if word.len() > 14 || !word.starts_with(['ه', 'ت', 'ا', 'م', 'ش']) {
        return None;
    }
    if word.strip_prefix("ها").is_some_and(|tail| PLURAL_TAILS.contains(&tail)) {
        Some(Loose::Plural)
    } else if word.strip_prefix("تر").is_some_and(|tail| DEGREE_TAILS.contains(&tail)) {
        Some(if word.starts_with("ترین") { Loose::Superlative } else { Loose::Comparative })
    } else if VOWEL_TAILS.contains(&word) {
        Some(Loose::Vowel)
    } else {
        PLURAL_POSSESSIVES.contains(&word).then_some(Loose::Possessive)
    }
}

/// An ending that a space has cut off its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loose {
    /// ها, های …
    Plural,
    /// تر, تری …
    Comparative,
    /// ترین …
    Superlative,
    /// ای, ام, اند …
    Vowel,
    /// مان, تان, شان.
    Possessive,
}
