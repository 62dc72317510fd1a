//! What follows a noun by ezafe, as English has it: "of …", a possessive word, a noun before the noun, a name beside it.
//!
//! In: a noun phrase with its complement. Out: what stands before the head and what behind it.

use crate::english::indefinite_article;
use crate::model::{Definiteness, GrammaticalNumber, Possessor};
use crate::persian::suffix::Ending;

use super::phrase::{Owner, Place, noun_phrase};
use super::pronoun::{owner_word, possessive_word};
use super::reading::Cat;
use super::tree::Np;

/// What follows a head by ezafe, as English has it.
pub(super) enum Complement {
    /// A possessive word before the noun: "their", "our".
    Owner(String),
    /// "of …"
    Of(String),
    /// Without a preposition: "making the agreement operational".
    After(String),
    /// In the place of the head: "Tuesday" for «روز سه‌شنبه».
    Instead(String),
    Nothing,
}

/// Returns nouns that go before the head ("technology" in "technology companies"), and what goes after it.
pub(super) fn complement(np: &Np<'_>, owner: Owner) -> (Option<String>, Complement) {
    if let Some(possessor) = np.head.ending.possessor {
        // «پدرش»: a relative of a person; of a thing there is no father.
        let personal = matches!(owner.0, "his" | "her") || np.head.has("human");
        let word = match owner.0 {
            "her" if possessor == Possessor::ThirdSingular => "her",
            _ if possessor == Possessor::ThirdSingular && personal => "his",
            _ => possessive_word(possessor),
        };
        return (None, Complement::Owner(word.to_owned()));
    }
    if is_age(np)
        && let Some(number) = &np.number
    {
        return (None, Complement::Instead(format!("the age of {number}")));
    }
    let Some(of) = &np.of else { return (None, Complement::Nothing) };
    // «سن ۸۵ سالگی»
    if is_age(of) && np.head.english == "age" {
        return (None, Complement::Instead(noun_phrase(of, owner, Place::Free)));
    }
    // «با ۲ درصد افزایش»: "a 2 percent increase".
    let one = np.determiners.iter().any(|word| word.english == "a").then(|| "1".to_owned());
    if let Some(number) = np
        .number
        .as_ref()
        .or(one.as_ref())
        .filter(|_| np.head.english == "percent" && of.head.has("act") && of.of.is_none())
    {
        let article = indefinite_article(number);
        return (None, Complement::Instead(format!("{article} {number} percent {}", of.head.english)));
    }
    if of.head.cat == Cat::Pronoun
        && of.determiners.is_empty()
        && of.next.is_none()
        && let Some(word) = owner_word(&of.head.english, owner)
    {
        return (None, Complement::Owner(word));
    }
    let title = np.head.has("title") && super::noun_phrase::is_person(&of.head);
    if title || is_named(np, of) || (of.head.date.is_some() && np.head.has("time")) {
        return (None, Complement::After(noun_phrase(of, owner, Place::Free)));
    }
    if np.head.cat == Cat::Infinitive {
        let of = noun_phrase(of, owner, Place::Free);
        // «اجرایی شدن توافقات»: what becomes something stands before its gerund.
        let undergoes = np.head.english.starts_with("being ") || np.head.has("intr");
        return if undergoes { (Some(of), Complement::Nothing) } else { (None, Complement::After(of)) };
    }
    let bare = of.number.is_none() && of.determiners.is_empty() && of.before.is_empty() && of.adjectives.is_empty();
    let time = of.head.has("time") && np.head.has("time") && of.of.is_none() && of.next.is_none() && bare;
    if let Some(complement) = of_day(np, of, time, owner) {
        return (None, complement);
    }
    if is_modifier(np, of) || time {
        return (Some(of.head.english.clone()), Complement::Nothing);
    }
    // «دو ساعت تأخیر»: two hours of delay.
    if np.number.is_some()
        && (np.head.has("time") || np.head.has("unit"))
        && bare_kind(of)
        && of.head.ending == Ending::default()
    {
        return (None, Complement::Of(of.head.english.clone()));
    }
    (None, Complement::Of(noun_phrase(of, owner, Place::Of)))
}

/// «۸۵ سالگی»
pub(super) fn is_age(np: &Np<'_>) -> bool {
    np.number.is_some() && np.head.entry.is_some_and(|entry| entry.lemma == "سالگی")
}

fn are_weekdays(np: &Np<'_>) -> bool {
    let weekday = np.head.has("time") && np.head.english.ends_with("day") && np.head.english != "day";
    weekday && np.next.as_ref().is_none_or(|(_, next)| are_weekdays(next))
}

/// Days: «روز سه‌شنبه», «روزهای یکشنبه و دوشنبه», «جمعه شب».
fn of_day(np: &Np<'_>, of: &Np<'_>, time: bool, owner: Owner) -> Option<Complement> {
    // «روزهای یکشنبه و دوشنبه»: on Sunday and Monday.
    if np.head.english == "day" && np.head.ending.number == GrammaticalNumber::Plural && are_weekdays(of) {
        return Some(Complement::Instead(noun_phrase(of, owner, Place::Free)));
    }
    if np.head.english == "day"
        && time
        && of.head.english.ends_with("day")
        && np.head.ending.number == GrammaticalNumber::Singular
    {
        // «روز سه‌شنبه» is just Tuesday.
        return Some(Complement::Instead(of.head.english.clone()));
    }
    if time && np.head.english.starts_with(char::is_uppercase) {
        // «جمعه شب» is Friday night: the weekday stays in front.
        return Some(Complement::After(of.head.english.clone()));
    }
    None
}

/// Things that are called by a name: "the film “The Salesman”", "the news agency Reuters".
const NAMED: [&str; 24] = [
    "company",
    "firm",
    "model",
    "site",
    "website",
    "film",
    "movie",
    "book",
    "novel",
    "newspaper",
    "magazine",
    "series",
    "agency",
    "network",
    "channel",
    "programme",
    "program",
    "software",
    "app",
    "song",
    "album",
    "play",
    "ship",
    "airline",
];

/// «فیلم «فروشنده»», «شرکت OpenAI»: the name stands beside what it names.
fn is_named(np: &Np<'_>, of: &Np<'_>) -> bool {
    let kind = np.head.english.rsplit(' ').next().unwrap_or("");
    let place = ["country", "city", "place", "the"].iter().any(|tag| of.head.has(tag));
    let name = of.quoted || (of.head.cat == Cat::Name && !place && of.head.date.is_none());
    let one = np.head.ending.number == GrammaticalNumber::Singular && of.next.is_none();
    name && one && np.head.cat == Cat::Noun && NAMED.contains(&kind)
}

/// A noun without anything that belongs to it.
fn bare_kind(np: &Np<'_>) -> bool {
    np.determiners.is_empty()
        && np.number.is_none()
        && np.before.is_empty()
        && np.adjectives.is_empty()
        && np.next.is_none()
        && np.tail.is_empty()
        && np.apposition.is_none()
        && np.of.is_none()
        && !np.indefinite
        && np.head.cat == Cat::Noun
}

/// «شرکت فناوری»: a bare attributive noun goes before the head.
fn is_modifier(np: &Np<'_>, of: &Np<'_>) -> bool {
    let bare = bare_kind(of) && of.head.ending == Ending::default();
    // «نمونه سرمی»: a noun in ی behind another is nearly an adjective: "serum sample".
    let relational = Ending { definiteness: Definiteness::Indefinite, ..Ending::default() };
    if bare_kind(of)
        && of.head.ending == relational
        && !np.head.has("act")
        && np.head.cat == Cat::Noun
        && of.head.term.is_none()
    {
        return !of.head.english.contains(' ');
    }
    let kinds = matches!(np.head.cat, Cat::Noun) && of.head.cat == Cat::Noun;
    bare && kinds
        && of.head.has("attr")
        && !np.head.has("unit")
        && !np.head.has("act")
        && !np.head.english.contains(" of ")
        && !of.head.english.contains(" of ")
        && !of.head.english.contains(" and ")
}
