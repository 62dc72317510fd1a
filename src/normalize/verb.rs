//! Recognises Persian verb forms by stem and ending, in the spelling without ZWNJ.
//!
//! In: one word in standard letters. Out: whether it can be a verb form of a given kind. What the form means (person, tense) is
//! deliberately absent: a speller and a segmenter need only know that it is one.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::persian::table::Quick;

/// Stems as `past<TAB>present`, one verb a line.
const STEMS: &str = include_str!("verb_stems.tsv");

static VERBS: LazyLock<Verbs> = LazyLock::new(Verbs::load);

/// Endings of the past («گفتیم») and, after a consonant, of the present («می‌کنیم»).
const PAST_ENDINGS: [&str; 6] = ["", "م", "ی", "یم", "ید", "ند"];
const PRESENT_ENDINGS: [&str; 6] = ["د", "م", "ی", "یم", "ید", "ند"];
/// Endings of the present after ا and و: «می‌گوییم», «می‌آید».
const VOWEL_ENDINGS: [&str; 7] = ["ید", "یم", "یی", "ییم", "یید", "یند", "ئیم"];
/// Object clitics: «می‌بینمش».
const CLITICS: [&str; 6] = ["شان", "مان", "تان", "ش", "ت", "م"];
/// The copula as it follows a participle: «کرده‌اند».
pub(super) const COPULAS: [&str; 6] = ["اند", "ایم", "اید", "ام", "ای", "است"];
/// Verbs that a prefix turns into another word: «برمی‌گردد», «درنمی‌آید».
pub(super) const PREVERBS: [&str; 8] = ["بر", "در", "باز", "فرا", "فرو", "وا", "ور", "پس"];
/// Present forms of everyday speech whose stem is cut short: «می‌گم», «می‌شه», «می‌خوام», «می‌آد».
const COLLOQUIAL: [&str; 5] = ["خوا", "گ", "ش", "ر", "د"];
const COLLOQUIAL_ENDINGS: [&str; 7] = ["م", "ی", "ه", "یم", "ین", "ن", "د"];

/// «می‌توان», «می‌باید»: forms without a person.
const IMPERSONAL: [&str; 5] = ["توان", "باید", "بایست", "بایستی", "شاید"];

struct Verbs {
    past: HashSet<&'static str, Quick>,
    present: HashSet<&'static str, Quick>,
}

impl Verbs {
    fn load() -> Self {
        let rows = STEMS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        let (past, present) = rows.unzip();
        Self { past, present }
    }
}

/// Calls `add` with every form of every verb that has no object clitic, and with the letters before its ZWNJ (0: it has none):
/// «رفتند», «نروند», «می‌روند», «رفته», «رفته‌اند». Words looked up in a table need no analysis.
pub(super) fn each_form(mut add: impl FnMut(&str, usize)) {
    let mut form = String::new();
    let mut add = |parts: [&str; 3], joint| {
        form.clear();
        form.extend(parts);
        add(&form, joint);
    };
    // The order of a hash set is arbitrary; the forms of different verbs do not depend on it.
    let pasts: Vec<(&str, &str)> = VERBS.past.iter().flat_map(|stem| PAST_ENDINGS.map(|end| (*stem, end))).collect();
    let presents = VERBS.present.iter().flat_map(|stem| {
        let endings: &[&str] = if stem.ends_with(['ا', 'و', 'آ']) { &VOWEL_ENDINGS } else { &PRESENT_ENDINGS };
        let endings = endings.iter().chain(stem.ends_with('و').then_some(&PRESENT_ENDINGS).into_iter().flatten());
        endings.map(|end| (*stem, *end))
    });
    let presents: Vec<(&str, &str)> = presents.collect();
    for (stem, end) in &pasts {
        add([stem, end, ""], 0);
        add(["ن", stem, end], 0);
    }
    for (stem, end) in &presents {
        add(["ب", stem, end], 0);
        add(["ن", stem, end], 0);
    }
    for (stem, end) in pasts.iter().chain(&presents) {
        add(["می", stem, end], 2);
        add(["نمی", stem, end], 3);
    }
    for participle in VERBS.past.iter().flat_map(|stem| [format!("{stem}ه"), format!("ن{stem}ه")]) {
        let letters = participle.chars().count();
        for copula in ["اند", "ایم", "اید", "ام"] {
            add([&participle, copula, ""], letters);
        }
    }
    for form in AUXILIARIES {
        add([form, "", ""], 0);
    }
}

/// Returns whether `rest` can follow می or نمی: «توانیم», «کردند», «بینمش», «شده».
pub(crate) fn follows_mi(rest: &str) -> bool {
    if IMPERSONAL.contains(&rest) || conjugated(rest) || colloquial(rest) || is_plain_participle(rest) {
        return true;
    }
    let mut clitics = CLITICS.iter().filter_map(|clitic| rest.strip_suffix(clitic));
    clitics.any(conjugated) || COPULAS.iter().any(|end| rest.strip_suffix(end).is_some_and(is_plain_participle))
}

/// Returns whether `word` is a past participle, negated or not, prefixed or not: «کرده», «نکرده», «برگشته».
pub(crate) fn is_participle(word: &str) -> bool {
    is_plain_participle(word)
        || word.strip_prefix('ن').is_some_and(is_negated_participle)
        || PREVERBS.iter().any(|preverb| {
            word.strip_prefix(preverb).is_some_and(|rest| {
                is_plain_participle(rest) || rest.strip_prefix('ن').is_some_and(is_negated_participle)
            })
        })
}

/// Returns whether `word` can be the finite verb that closes a clause: «است», «رفتند», «نمی‌شود», «داده‌اند».
///
/// A bare past stem such as «خرید» may also be a noun; the answer leans towards the verb.
pub(crate) fn is_finite(word: &str) -> bool {
    let letters: String = word.chars().filter(|c| *c != '\u{200C}').collect();
    is_auxiliary(&letters)
        || without_preverb(&letters).any(|core| {
            past(core)
                || core.strip_prefix('ن').is_some_and(|rest| past(rest) || present(rest))
                || core.strip_prefix("نی").is_some_and(past_of_vowel)
                || core.strip_prefix('ب').is_some_and(present)
                || core.strip_prefix("نمی").or(core.strip_prefix("می")).is_some_and(follows_mi)
                || COPULAS.iter().any(|end| core.strip_suffix(end).is_some_and(is_participle))
        })
}

/// Returns whether `word` is the past stem of a verb and hardly ever a noun by itself: «داد», «کرد», but not «نهاد» (institution).
pub(crate) fn is_past_stem(word: &str) -> bool {
    const NOUNS: [&str; 5] = ["نهاد", "پرداخت", "خواست", "خرید", "ساخت"];
    VERBS.past.contains(word) && !NOUNS.contains(&word)
}

/// Present forms in use without a prefix: «شود», «کنند».
const AUXILIARIES: [&str; 34] = [
    "است",
    "نیست",
    "هست",
    "باید",
    "نباید",
    "شاید",
    "گردد",
    "شود",
    "کند",
    "دهد",
    "گیرد",
    "یابد",
    "آید",
    "شوند",
    "کنند",
    "دهند",
    "گیرند",
    "یابند",
    "گردند",
    "خواهند",
    "نخواهند",
    "روند",
    "باشد",
    "باشند",
    "هستند",
    "نیستند",
    "دارد",
    "دارند",
    "ندارد",
    "ندارند",
    "نباشد",
    "نباشند",
    "خواهد",
    "نخواهد",
];

fn is_auxiliary(word: &str) -> bool {
    const STEMS: [&str; 6] = ["باش", "هست", "نیست", "دار", "ندار", "نباش"];
    AUXILIARIES.contains(&word)
        || STEMS.iter().any(|stem| word.strip_prefix(stem).is_some_and(|end| PRESENT_ENDINGS.contains(&end)))
}

fn without_preverb(word: &str) -> impl Iterator<Item = &str> {
    std::iter::once(word).chain(PREVERBS.iter().filter_map(move |preverb| word.strip_prefix(preverb)))
}

fn conjugated(form: &str) -> bool {
    past(form) || present(form)
}

fn past(form: &str) -> bool {
    PAST_ENDINGS.iter().any(|end| form.strip_suffix(end).is_some_and(|stem| VERBS.past.contains(stem)))
}

/// «نیامد», «نیفتاد»: the glide that negation puts before a vowel is written ی, and the stem loses its madda.
fn past_of_vowel(rest: &str) -> bool {
    past(rest) || past(&format!("آ{}", rest.strip_prefix('ا').unwrap_or(rest))) || past(&format!("ا{rest}"))
}

fn present(form: &str) -> bool {
    let after_vowel = |stem: &str| stem.ends_with(['ا', 'و', 'آ']) && VERBS.present.contains(stem);
    PRESENT_ENDINGS.iter().any(|end| form.strip_suffix(end).is_some_and(|stem| VERBS.present.contains(stem)))
        || VOWEL_ENDINGS.iter().any(|end| form.strip_suffix(end).is_some_and(after_vowel))
}

/// «می‌کنه», «می‌بینه», «می‌گم», «می‌شه».
fn colloquial(form: &str) -> bool {
    form.strip_suffix('ه').is_some_and(|stem| stem.chars().count() > 1 && VERBS.present.contains(stem))
        || COLLOQUIAL.iter().any(|stem| form.strip_prefix(stem).is_some_and(|end| COLLOQUIAL_ENDINGS.contains(&end)))
}

fn is_plain_participle(word: &str) -> bool {
    word.strip_suffix('ه').is_some_and(|stem| VERBS.past.contains(stem))
}

fn is_negated_participle(rest: &str) -> bool {
    is_plain_participle(rest)
        || rest.strip_prefix('ی').is_some_and(|rest| {
            is_plain_participle(&format!("آ{}", rest.strip_prefix('ا').unwrap_or(rest)))
                || is_plain_participle(&format!("ا{rest}"))
        })
}

#[cfg(test)]
mod tests {
    use super::{follows_mi, is_finite, is_participle};

    #[test]
    fn forms_after_mi() {
        for form in [
            "توانیم",
            "کند",
            "گوییم",
            "آید",
            "خواست",
            "شده",
            "بینمش",
            "خوام",
            "گرفته‌اند".replace('\u{200C}', "").as_str(),
        ] {
            assert!(follows_mi(form), "{form}");
        }
        for form in ["ناب", "از", "دان", "هن", "ز"] {
            assert!(!follows_mi(form), "{form}");
        }
    }

    #[test]
    fn participles_and_finite_verbs() {
        for word in ["کرده", "نکرده", "برگشته", "نیامده", "نیفتاده"] {
            assert!(is_participle(word), "{word}");
        }
        for word in ["است", "نیامد", "رفتند", "نمی‌شود", "داده‌اند", "برمی‌گردد", "دارد", "باشند", "بروند"]
        {
            assert!(is_finite(word), "{word}");
        }
        for word in ["کتاب", "تهران", "مواد", "ایران"] {
            assert!(!is_finite(word), "{word}");
        }
    }
}
