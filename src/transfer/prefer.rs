//! Which of the readings of one word is likelier, by the words beside it.
//!
//! In: the readings of a word. Out: the same with other weights; the lattice decides.

use crate::model::Definiteness;
use crate::persian::numbers::word_value;
use crate::persian::suffix::Ending;

use super::reading::{Cat, Reading};
use super::token::{Kind, Token};
use super::verb::{Agreement, Form};

/// «سال پیگیری»: after a singular the listed noun is likelier than the adjective with ی.
pub(super) fn prefer_listed_noun(found: &mut [Reading<'_>]) {
    let listed = found.iter().any(|reading| reading.cat == Cat::Noun && reading.ending == Ending::default());
    for reading in found.iter_mut().filter(|_| listed) {
        if reading.cat == Cat::Adjective && reading.ending.definiteness == Definiteness::Indefinite {
            reading.weight -= 2;
        }
    }
}

/// «نشست», «ساخت», «برد» are nouns and past tenses: a verb ends its clause, so before a word or comma it is the noun.
pub(super) fn prefer_noun_inside(found: &mut [Reading<'_>], next: Option<&Token>) {
    let ends = next.is_none_or(|next| {
        matches!(next.key.as_str(), "و" | "که" | "تا" | "اما" | "ولی")
            || matches!(next.kind, Kind::Mark(mark) if mark != '،')
    });
    let is_listed =
        |reading: &Reading<'_>| reading.cat == Cat::Noun && reading.ending == Ending::default() && !reading.has("rare");
    let listed = found.iter().any(is_listed);
    let described = found.iter().any(|reading| reading.cat == Cat::Adjective && reading.ending == Ending::default());
    for reading in found.iter_mut().filter(|_| (listed || described) && !ends) {
        // «از کشورها خواست …» asked: it goes on after itself.
        let Some(verb) = reading.verb.filter(|verb| !verb.entry.has("modal")) else { continue };
        if verb.form == Form::Past && verb.agreement == Agreement::THIRD && listed {
            reading.weight -= 4;
        } else if verb.form == Form::Past && verb.agreement.person < 3 {
            // «مردم» is the people, «شدید» intense, hardly ever "I died" and "you became".
            reading.weight -= 6;
        }
    }
}

/// «زیر آوار»: before a thing it is a preposition, not an adverb.
pub(super) fn prefer_preposition(found: &mut [Reading<'_>]) {
    let adverb = found.iter().any(|reading| reading.cat == Cat::Adverb);
    for reading in found.iter_mut().filter(|reading| adverb && reading.cat == Cat::Preposition) {
        reading.weight += 1;
    }
}

/// «مادری که», «شهری که»: before «که» a noun in ی is the one that is described, not an adjective.
pub(super) fn prefer_described(found: &mut [Reading<'_>]) {
    for reading in found.iter_mut() {
        if reading.cat == Cat::Noun && reading.ending.definiteness == Definiteness::Indefinite {
            reading.weight += 4;
        }
    }
}

/// «است», «بودند», «داریم»: a finite form of "be" or "have".
pub(super) fn is_be_or_have(key: &str) -> bool {
    const STEMS: [&str; 10] = ["است", "هست", "نیست", "نبود", "بود", "باش", "نداشت", "داشت", "ندار", "دار"];
    let rest = STEMS.iter().find_map(|stem| key.strip_prefix(stem));
    rest.is_some_and(|rest| matches!(rest, "" | "م" | "ی" | "د" | "یم" | "ید" | "ند"))
}

/// «کشور بزرگی است»: the adjective with ی, not the noun in ی.
pub(super) fn prefer_adjective(found: &mut [Reading<'_>]) {
    for reading in found.iter_mut() {
        if reading.cat == Cat::Adjective && reading.ending.definiteness == Definiteness::Indefinite {
            reading.weight += 2;
        }
    }
}

/// «آقای زمانی», «ایرج نظری»: behind a title or a first name a word that is rarely a family name is one.
pub(super) fn prefer_family_name(found: &mut [Reading<'_>]) {
    for reading in found.iter_mut().filter(|reading| reading.has("family") && reading.has("rare")) {
        reading.weight += 8;
    }
}

/// What the words on both sides of a homograph say about it. Weights only, but for «برابر» and «دیگر», whose other sense is impossible there.
pub(super) fn prefer_by_neighbours(
    found: &mut Vec<Reading<'_>>,
    before: Option<&Token>,
    token: &Token,
    next: Option<&Token>,
) {
    let before = before.map_or("", |token| token.key.as_str());
    let next = next.map_or("", |token| token.key.as_str());
    // «یافت می‌شود», «شایسته برد بودند»: a past tense does not stand right before "become" or "be".
    if is_auxiliary(next) {
        let past = |reading: &&mut Reading<'_>| {
            reading.verb.is_some_and(|verb| {
                verb.form == Form::Past || verb.form == Form::Subjunctive && !verb.prefixed && !verb.entry.has("modal")
            })
        };
        found.iter_mut().filter(past).for_each(|reading| reading.weight -= 8);
    }
    match token.key.as_str() {
        // «چهار برابر» is four times, «برابر ازبکستان» against Uzbekistan.
        "برابر" if !counts(before) => found.retain(|reading| reading.english != "times"),
        // «دیگر کشورها»: the other countries.
        "دیگر" if ends_plural(next) && !SPANS.contains(&before.trim_end_matches("های")) => {
            found.retain(|reading| reading.cat == Cat::Adjective);
            found.iter_mut().for_each(|reading| reading.preposed = true);
        }
        // «هفت ماه گذشته ۲۰ درصد»: the past months, not months of the past.
        "گذشته" | "آینده" | "اخیر" if SPANS.contains(&before.trim_end_matches("های")) => {
            found.iter_mut().filter(|reading| reading.cat == Cat::Noun).for_each(|reading| reading.weight -= 6);
        }
        _ if PLACES.contains(&before) => {
            let place = |reading: &&mut Reading<'_>| {
                reading.cat == Cat::Name && ["country", "city", "place"].iter().any(|tag| reading.has(tag))
            };
            found.iter_mut().filter(place).for_each(|reading| reading.weight += 6);
        }
        _ => {}
    }
}

/// Times that are counted.
const SPANS: [&str; 7] = ["سال", "ماه", "هفته", "روز", "ساعت", "دهه", "قرن"];

/// Words behind which a homograph is more likely a place: «کشور قطر».
const PLACES: [&str; 10] = ["کشور", "دولت", "شهر", "استان", "ایالت", "جزیره", "بندر", "رود", "کوههای", "پادشاهی"];

fn is_auxiliary(key: &str) -> bool {
    let stem = ["نمی", "می", "ن"].iter().find_map(|prefix| key.strip_prefix(prefix)).unwrap_or(key);
    let be = is_be_or_have(key) && !key.contains("دا");
    be || ["شد", "شو"]
        .iter()
        .any(|root| stem.strip_prefix(root).is_some_and(|rest| matches!(rest, "" | "د" | "ند" | "یم" | "م")))
}

fn counts(key: &str) -> bool {
    word_value(key).is_some() || matches!(key, "چند" | "چندین" | "نیم") || key.ends_with(|c: char| c.is_ascii_digit())
}

fn ends_plural(key: &str) -> bool {
    ["های", "ها", "گان"].iter().any(|ending| key.ends_with(ending) && key.chars().count() > 4)
}
