//! Noun phrases that may be terms: a noun and what follows it by ezafe, nouns and adjectives, as the engine reads them.
//!
//! In: the words of a segment. Out: maximal chains, and the text of any stretch of one in its dictionary form. A chain ends where Persian shows that no ezafe
//! follows: a plural in ها without ی, an indefinite ی, a possessive, a vowel without its ی; before a verb that makes a compound of the noun; at time words, units and
//! titles, which are in every text and in no glossary.

use crate::model::{AnnotatedSegment, Definiteness, GrammaticalNumber, PartOfSpeech};
use crate::persian::match_key;
use crate::persian::suffix::{Degree, noun_ending};
use crate::transfer::{Word, WordKind};

/// Nouns that only lead over to what is meant: «نوع بیماری», «دلیل مرگ».
const LIGHT: [&str; 47] = [
    "مورد",
    "نوع",
    "احتمال",
    "دلیل",
    "علت",
    "صورت",
    "طور",
    "عنوان",
    "زمینه",
    "طریق",
    "جهت",
    "راستا",
    "نظر",
    "حال",
    "سوی",
    "سمت",
    "پی",
    "اساس",
    "حدود",
    "تعداد",
    "میزان",
    "مقدار",
    "گونه",
    "چند",
    "بسیاری",
    "برخی",
    "بخش",
    "قسمت",
    "عدم",
    "انجام",
    "ایجاد",
    "افزایش",
    "کاهش",
    "وجود",
    "ادامه",
    "آغاز",
    "پایان",
    "جمله",
    "مدت",
    "دوره",
    "طول",
    "محل",
    "مقابل",
    "میان",
    "سطح",
    "منظور",
    "شکل",
];

/// Adjectives that qualify anything and close no term, and those that want a complement: «کشور دیگر», «افراد مبتلا (به …)».
const OPEN_ADJECTIVES: [&str; 52] = [
    "دیگر",
    "مختلف",
    "متعدد",
    "متفاوت",
    "جدید",
    "قبلی",
    "فعلی",
    "کنونی",
    "اخیر",
    "بعدی",
    "مشابه",
    "خاص",
    "مهم",
    "اصلی",
    "بزرگ",
    "کوچک",
    "زیاد",
    "کم",
    "زیر",
    "فوق",
    "مذکور",
    "لازم",
    "دارای",
    "حاضر",
    "نهایی",
    "آتی",
    "گذشته",
    "آینده",
    "مبتلا",
    "مربوط",
    "موجود",
    "قابل",
    "بیشتر",
    "کمتر",
    "بالا",
    "پایین",
    "خوب",
    "بد",
    "تنها",
    "واقعی",
    "کافی",
    "مناسب",
    "ممکن",
    "معتقد",
    "متعلق",
    "مربوطه",
    "یکسان",
    "فراوان",
    "بسیار",
    "تمام",
    "اولیه",
    "فاقد",
];

/// One link of a chain.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// As it stands.
    surface: String,
    /// Its dictionary form, if it is known.
    lemma: Option<String>,
    pub(super) is_name: bool,
    is_noun: bool,
    pub(super) unknown: bool,
    plural: bool,
    /// A plural that is no lemma with an ending: «عوامل».
    broken: bool,
    /// «زمینه‌ای» behind a noun is as often "underlying" as "a field".
    derived: bool,
    /// It leads over to what is meant, or asks for more.
    light: bool,
    /// The glossary has it.
    is_term: bool,
    words: usize,
}

/// Returns the maximal chains of a segment.
pub(super) fn chains(segment: &AnnotatedSegment, words: &[Word<'_>]) -> Vec<Vec<Link>> {
    let mut chains: Vec<Vec<Link>> = Vec::new();
    let mut open = false;
    let mut last_is_name = false;
    for word in words {
        let begins = matches!(word.kind, WordKind::Noun | WordKind::Name) && !is_barred(word);
        let follows =
            open && (word.kind == WordKind::Adjective || begins && !(last_is_name && word.kind == WordKind::Noun));
        if follows || begins {
            let link = link(segment, word);
            match chains.last_mut().filter(|_| follows) {
                Some(chain) => chain.push(link),
                None => chains.push(vec![link]),
            }
        }
        let numbers = word.kind == WordKind::Number && open;
        if let Some(chain) = chains.last_mut().filter(|_| numbers) {
            // «فاز ۳», «ماده ۵»: the noun belongs to its number.
            chain.pop();
        }
        open = (follows || begins) && is_open(word);
        last_is_name = word.kind == WordKind::Name && !word.unknown;
    }
    chains
}

/// Words of time, measures and titles begin no term and end none.
fn is_barred(word: &Word<'_>) -> bool {
    let tags = ["time", "unit", "title", "month"];
    // «ها» behind a word in Latin letters is no word.
    let is_ending = word.unknown && noun_ending("کار", &word.surface.join(" ")).is_some();
    is_ending || word.entry.is_some_and(|entry| tags.iter().any(|tag| entry.has(tag)))
}

/// Whether something may follow by ezafe.
fn is_open(word: &Word<'_>) -> bool {
    let ending = &word.ending;
    let last = word.surface.last().map_or("", String::as_str);
    let vowel = last.ends_with(['ا', 'و']) && !ending.ezafe;
    !ending.closed
        && ending.possessor.is_none()
        && !ending.copula
        && ending.definiteness == Definiteness::Unmarked
        && ending.degree == Degree::Positive
        && !(vowel && word.kind != WordKind::Name)
}

fn link(segment: &AnnotatedSegment, word: &Word<'_>) -> Link {
    let hit = word.term.and_then(|at| segment.hits.get(at));
    let surface = word.surface.join(" ");
    let lemma = word.entry.map(|entry| entry.lemma.clone()).or_else(|| hit.map(|hit| hit.entry.source.clone()));
    let number = hit.map_or(word.ending.number, |hit| hit.number);
    let first = |text: &str| match_key(text.split(' ').next().unwrap_or(""));
    let has_stem = |lemma: &String| first(&surface).starts_with(first(lemma).trim_end_matches('ه'));
    let (broken, regular) = lemma.as_ref().map_or((false, false), |lemma| (!has_stem(lemma), has_stem(lemma)));
    let light = LIGHT.contains(&surface.as_str())
        || LIGHT.contains(&surface.split(' ').next().unwrap_or("").trim_end_matches('ی'))
        || word.kind == WordKind::Adjective && OPEN_ADJECTIVES.contains(&surface.as_str())
        || word.entry.is_some_and(|entry| entry.has("class"));
    Link {
        is_name: word.kind == WordKind::Name && hit.is_none_or(|hit| hit.entry.pos == PartOfSpeech::Name),
        is_noun: word.kind == WordKind::Noun,
        unknown: word.unknown,
        plural: broken || regular && number == GrammaticalNumber::Plural,
        broken,
        derived: word.ending.definiteness == Definiteness::Indefinite && surface.ends_with("ای"),
        light,
        is_term: hit.is_some(),
        words: surface.split(' ').count(),
        lemma,
        surface,
    }
}

/// Returns whether a stretch of a chain may be a term.
pub(super) fn may_be_term(links: &[Link]) -> bool {
    let (Some(first), Some(last)) = (links.first(), links.last()) else { return false };
    let single = links.len() == 1;
    if single {
        return !first.is_term && !first.light && (first.is_name || first.unknown || first.words > 1);
    }
    (first.is_noun || first.unknown) && !first.light && !last.light
}

/// Returns the dictionary form: the head singular, the last word without ezafe, indefinite ی or possessive.
pub(super) fn dictionary_form(links: &[Link]) -> String {
    form(links, true)
}

/// Returns the form with a broken plural at its head as it stands, which the glossary wants as an alias.
pub(super) fn plural_form(links: &[Link]) -> Option<String> {
    links.first().is_some_and(|head| head.broken).then(|| form(links, false))
}

fn form(links: &[Link], singular: bool) -> String {
    let end = links.len() - 1;
    let words = links.iter().enumerate().map(|(at, link)| match &link.lemma {
        Some(lemma) if at == 0 && end == 0 && singular => lemma.clone(),
        Some(lemma) if at == 0 && link.plural && (singular || !link.broken) => with_ezafe(lemma),
        Some(lemma) if at == end && at > 0 && !link.plural && !link.derived => lemma.clone(),
        _ if at == end => without_ezafe(&link.surface).to_owned(),
        _ => link.surface.clone(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// «نیروها» before another word is «نیروی».
fn with_ezafe(lemma: &str) -> String {
    if lemma.ends_with(['ا', 'و']) { format!("{lemma}ی") } else { lemma.to_owned() }
}

/// «بیماری‌های» at the end is «بیماری‌ها».
fn without_ezafe(surface: &str) -> &str {
    surface.strip_suffix('ی').filter(|rest| rest.ends_with("ها")).unwrap_or(surface)
}
