//! Articles and determiners before a noun phrase.
//!
//! In: the phrase, its place and its complement. Out: "the", "a", a determiner, or nothing. Persian marks only the indefinite; the rest is told by number, kind and place.

use crate::english::indefinite_article;
use crate::model::Definiteness;

use super::genitive::Complement;
use super::phrase::{Place, head_is_plural, tells_which_span};
use super::reading::Cat;
use super::tree::{Np, Tail};

/// Returns the article with its space, or nothing.
pub(super) fn article(np: &Np<'_>, place: Place, text: &str, complement: &Complement) -> String {
    if let Some(determiners) = determiners(np) {
        let open = determiners.strip_suffix('a').filter(|open| open.is_empty() || open.ends_with(' '));
        return open.map_or_else(|| format!("{determiners} "), |open| format!("{open}{} ", indefinite_article(text)));
    }
    match np.head.cat {
        // An acronym that the glossary prefers («ایسنا» ISNA) has no article, though the full name has.
        Cat::Name if np.head.has("the") && np.head.english.chars().any(char::is_lowercase) => "the ".to_owned(),
        Cat::Ordinal => "the ".to_owned(),
        Cat::Noun => match of_noun(np, place, matches!(complement, Complement::Of(_))) {
            Article::None => String::new(),
            Article::The => "the ".to_owned(),
            Article::A => format!("{} ", indefinite_article(text)),
        },
        _ => String::new(),
    }
}

/// What stands before a noun without determiner.
enum Article {
    None,
    The,
    A,
}

fn of_noun(np: &Np<'_>, place: Place, has_of: bool) -> Article {
    let head = &np.head;
    let acronym = head.english.chars().all(|c| !c.is_lowercase());
    let formula = head.term.is_some() && head.english.starts_with(char::is_uppercase) && !acronym;
    let indefinite = np.indefinite || head.ending.definiteness == Definiteness::Indefinite;
    if np.adjectives.iter().any(|adjective| adjective.english == "more") {
        return Article::None;
    }
    let doing = head.has("act") && head.english.ends_with("ing") && !has_of;
    // «دقیقه ۲۳» is minute 23.
    let labelled =
        head.cat == Cat::Noun && head.english.ends_with(|c: char| c.is_ascii_digit()) && head.english.contains(' ');
    if acronym || labelled || (doing && np.adjectives.is_empty()) {
        return Article::None;
    }
    // "next week", "last year"
    let relative = np.adjectives.len() == 1 && matches!(np.adjectives[0].english.as_str(), "next" | "last");
    if relative && head.has("time") && !has_of && np.number.is_none() && !head_is_plural(np) && np.before.is_empty() {
        return Article::None;
    }
    let spans = np.adjectives.iter().any(|adjective| tells_which_span(np, adjective));
    if spans || np.before.iter().any(|word| !word.is_empty()) || head.has("the") || formula {
        return Article::The;
    }
    if np.number.is_some() {
        return counted(np, place);
    }
    match (head.has("mass") || head_is_plural(np), indefinite) {
        (true, true) => Article::None,
        (true, false) => of_many(np, place, has_of),
        (false, true) => Article::A,
        (false, false) => of_one(np, place, has_of),
    }
}

/// «رهبران دو کشور» speaks of two that are known; other numbers count.
fn counted(np: &Np<'_>, place: Place) -> Article {
    let two = np.number.as_deref().is_some_and(|number| matches!(number, "two" | "2"));
    let measure = np.head.has("unit") || np.head.has("time");
    if place == Place::Of && two && !np.indefinite && !measure { Article::The } else { Article::None }
}

/// Mass nouns and plurals: "the water of the sea", "the workers", but "clean water", "large cities".
fn of_many(np: &Np<'_>, place: Place, has_of: bool) -> Article {
    let relative = np.tail.iter().any(|tail| matches!(tail, Tail::Relative(_)));
    let known = head_is_plural(np)
        && !np.head.has("mass")
        && place == Place::Free
        && np.adjectives.is_empty()
        && !np.head.has("pl")
        && !np.head.has("attr");
    if has_of || known || relative { Article::The } else { Article::None }
}

/// A singular noun is definite, but not a title beside a name, a weekday, or what is said of somebody.
fn of_one(np: &Np<'_>, place: Place, has_of: bool) -> Article {
    let head = &np.head;
    let capital = head.english.starts_with(char::is_uppercase);
    let named_day = head.has("time") && !has_of && np.adjectives.is_empty() && capital;
    match (head.has("title") && np.apposition.is_some()) || named_day {
        true => Article::None,
        false if place == Place::Predicate && !has_of => Article::A,
        false => Article::The,
    }
}

/// The determiners as English writes them.
pub(super) fn determiners(np: &Np<'_>) -> Option<String> {
    let plural = head_is_plural(np);
    let words: Vec<&str> = np
        .determiners
        .iter()
        .map(|word| match (word.english.as_str(), plural) {
            ("this", true) => "these",
            ("that", true) => "those",
            (english, _) => english,
        })
        .filter(|word| !word.is_empty())
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}
