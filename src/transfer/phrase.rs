//! Writes noun phrases and prepositional phrases in English: order, articles, number, "of" or compound or possessive.

use crate::english::plural;
use crate::model::GrammaticalNumber;

use super::article::{article, determiners};
use super::clause;
use super::dates::Date;
use super::genitive::{Complement, complement, is_age};
use super::pronoun::pronoun;
use super::reading::Cat;
use super::tree::{Adjective, Body, Clause, Item, Np, Pp, Tail};

/// Who "own" refers to: the subject of the clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner(pub(super) &'static str);

impl Owner {
    pub(super) const UNKNOWN: Self = Self("its");
}

/// Where a noun phrase stands, as far as its article depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Subject, object, after a preposition.
    Free,
    /// After "of".
    Of,
    /// Predicate: "they are members".
    Predicate,
}

/// Returns the phrase in English.
pub(super) fn noun_phrase(np: &Np<'_>, owner: Owner, place: Place) -> String {
    // «پایتخت و بزرگ‌ترین شهر ایران»: the complement of the last member defines the first too.
    let shared = np.of.is_none() && np.next.as_ref().is_some_and(|(_, next)| next.of.is_some() && next.next.is_none());
    let mut text = single(np, owner, if shared { Place::Free } else { place });
    let mut next = &np.next;
    let mut members = 1;
    while let Some((joint, member)) = next {
        let english = single(member, owner, place);
        members += 1;
        let oxford = if joint == "," || members < 3 { "" } else { "," };
        text = if joint == "," { format!("{text}, {english}") } else { format!("{text}{oxford} {joint} {english}") };
        next = &member.next;
    }
    match &np.pair {
        Some(pair) => format!("{pair} {text}"),
        None => text,
    }
}

/// Returns whether the verb must be plural.
pub(super) fn is_plural(np: &Np<'_>) -> bool {
    if np.determiners.iter().any(|word| word.english.starts_with("one of")) && np.next.is_none() {
        return false;
    }
    let joined = np.next.as_ref().is_some_and(|(joint, next)| joint != "or" || is_plural(next));
    joined || head_is_plural(np) || matches!(np.head.english.as_str(), "they" | "we" | "you" | "these" | "those")
}

pub(super) fn head_is_plural(np: &Np<'_>) -> bool {
    if np.head.has("mass") || np.determiners.iter().any(|word| word.has("sg")) {
        return false;
    }
    let by_number = np.number.as_deref().is_some_and(|number| number != "one" && number != "1");
    let by_determiner = np.determiners.iter().any(|word| word.has("pl"));
    let plural_term = np.head.term.is_some() && np.head.cat == Cat::Noun && is_english_plural(&np.head.english);
    np.head.ending.number == GrammaticalNumber::Plural || np.head.has("pl") || by_number || by_determiner || plural_term
}

/// Terms whose English is plural whatever the Persian is: "parties", "two sides", "working hours".
fn is_english_plural(english: &str) -> bool {
    english.ends_with('s')
        && !["ss", "us", "is", "ics", "news"].iter().any(|end| english.ends_with(end))
        && english.len() > 3
}

/// Returns whether the phrase is about a person: it decides between "he" and "it", "who" and "that".
pub(super) fn is_human(np: &Np<'_>) -> bool {
    // «یکی از آنها که …», «بسیاری از کارگران».
    let some = np.head.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "یکی" | "بسیاری" | "برخی" | "بعضی"));
    let members = np.of.as_deref().filter(|_| some);
    members.is_some_and(|of| is_human(of) || of.head.cat == Cat::Pronoun)
        || np.head.english == "one of them"
        || np.head.has("human")
        || np.head.has("title")
        || super::noun_phrase::is_person(&np.head)
        || matches!(np.head.english.as_str(), "he" | "she" | "who")
}

/// Returns whether the phrase is about a woman or girl.
pub(super) fn is_female(np: &Np<'_>) -> bool {
    const WOMEN: [&str; 14] = [
        "woman",
        "mother",
        "girl",
        "sister",
        "wife",
        "daughter",
        "lady",
        "queen",
        "actress",
        "grandmother",
        "aunt",
        "princess",
        "nun",
        "bride",
    ];
    let head = np.head.english.as_str();
    np.head.has("female") && !np.head.has("male")
        || head.starts_with("female ")
        || WOMEN.contains(&head)
        || head == "she"
        || np.apposition.as_ref().is_some_and(|other| other.head.has("female") && !other.head.has("male"))
}

fn single(np: &Np<'_>, owner: Owner, place: Place) -> String {
    let mut words = core(np, owner, place);
    if np.quoted {
        words = format!("“{words}”");
    }
    if let Some(of_them) = some_of_them(np) {
        words = of_them;
    }
    if let Some(other) = &np.apposition {
        words = apposition(np, &words, other, owner);
    }
    for tail in &np.tail {
        words.push_str(&tail_text(tail, np, owner));
    }
    words
}

/// «سه نفر از آنان»: "three of them", not "three of the them".
fn some_of_them(np: &Np<'_>) -> Option<String> {
    let some = np.determiners.last().map(|word| word.english.as_str()).filter(|_| np.head.cat == Cat::Pronoun)?;
    let count = some.strip_suffix(" of the").or_else(|| some.strip_suffix(" of"))?;
    let whom = match np.head.english.as_str() {
        "this" => "these",
        "that" => "those",
        other => pronoun(other, Owner::UNKNOWN),
    };
    Some(format!("{count} of {whom}"))
}

/// "Hamid Fattahi, the deputy minister," but "President Pezeshkian".
fn apposition(np: &Np<'_>, words: &str, other: &Np<'_>, owner: Owner) -> String {
    let name_last = super::noun_phrase::is_person(&other.head);
    let bare_title = name_last && np.of.is_none() && np.adjectives.is_empty() && np.determiners.is_empty();
    if bare_title {
        let title = crate::english::capitalize(np.head.english.as_str());
        return format!("{title} {}", noun_phrase(other, owner, Place::Free));
    }
    // A minister is the minister, a doctor one of many.
    let unique = other.head.has("title") || other.of.is_some() || other.head.term.is_some();
    format!("{words}, {},", noun_phrase(other, owner, if unique { Place::Free } else { Place::Predicate }))
}

fn tail_text(tail: &Tail<'_>, np: &Np<'_>, owner: Owner) -> String {
    match tail {
        Tail::Relative(inner) if is_known(np, inner) => {
            let text = clause::relative(inner, np);
            let text = text.strip_prefix("that ").map_or_else(|| text.clone(), |rest| format!("which {rest}"));
            format!(", {text},")
        }
        Tail::Relative(inner) => format!(" {}", clause::relative(inner, np)),
        Tail::Phrase(pp) => format!(" {}", prepositional(pp, owner)),
        Tail::Bracket(parts) => format!(" ({})", clause::inside(parts)),
    }
}

/// «او که … پیوست», «این نویسنده که …»: who is known already is only described by a relative clause, so it stands between commas.
fn is_known(np: &Np<'_>, inner: &[Clause<'_>]) -> bool {
    let pronoun = np.head.cat == Cat::Pronoun && matches!(np.head.english.as_str(), "he" | "she" | "I" | "we");
    let this = np.determiners.first().is_some_and(|word| word.english == "this") && np.determiners.len() == 1;
    let named = np.head.cat == Cat::Name && np.of.is_none() && np.head.date.is_none() && np.determiners.is_empty();
    // «این موضوع که آمریکا رفت»: a whole clause says what the matter is.
    let whole = inner.first().is_some_and(|clause| clause.items.iter().any(|item| matches!(item, Item::Np(_))));
    pronoun || (this && (!whole || is_human(np))) || named
}

/// Determiner, number, adjectives, head and its complement.
fn core(np: &Np<'_>, owner: Owner, place: Place) -> String {
    let plural_head = head_is_plural(np);
    let noun = head_text(np, plural_head, owner);
    let (prefix, complement) = complement(np, owner);
    let mut words: Vec<String> = Vec::new();
    words.extend(np.before.iter().cloned());
    let (inside, outside): (Vec<&Adjective<'_>>, Vec<&Adjective<'_>>) =
        np.adjectives.iter().partition(|adjective| adjective.complement.is_none());
    let (span, inside): (Vec<&Adjective<'_>>, Vec<&Adjective<'_>>) =
        inside.into_iter().partition(|adjective| tells_which_span(np, adjective));
    words.extend(span.iter().map(|adjective| adjective.english.replace("last", "past").replace("future", "next")));
    words.extend(np.number.clone());
    words.extend(adjectives(&inside, plural_head));
    words.extend(prefix);
    words.push(noun);
    let text = words.join(" ");
    let own = matches!(&complement, Complement::Owner(_));
    let article = if own { quantified(np) } else { article(np, place, &text, &complement) };
    // «آنزیم دیگری»: an other is another.
    let (article, text) = match text.strip_prefix("other ") {
        Some(rest) if article == "an " => (String::new(), format!("another {rest}")),
        _ => (article, text),
    };
    let mut text = match &complement {
        Complement::Owner(_) if matches!(article.as_str(), "this " | "that " | "these " | "those ") => {
            format!("{article}{text}")
        }
        Complement::Owner(word) => format!("{article}{word} {text}"),
        Complement::Of(of) => format!("{article}{text} of {of}"),
        Complement::After(of) => format!("{article}{text} {of}"),
        Complement::Instead(of) => of.clone(),
        Complement::Nothing => format!("{article}{text}"),
    };
    for adjective in outside {
        text = format!("{text} {}", adjective_text(adjective, owner));
    }
    text
}

/// «دو هفته گذشته»: the past two weeks.
pub(super) fn tells_which_span(np: &Np<'_>, adjective: &Adjective<'_>) -> bool {
    let counted = np.number.is_some() && np.head.has("time");
    counted && matches!(adjective.english.as_str(), "last" | "past" | "next" | "coming" | "future" | "recent")
}

/// «برخی توافقات خود»: what says how many stands before the owner, "some of their agreements", "all their agreements".
fn quantified(np: &Np<'_>) -> String {
    let Some(words) = determiners(np).filter(|words| words != "a") else { return String::new() };
    match words.as_str() {
        "this" | "that" | "these" | "those" | "all" => format!("{words} "),
        "whose" | "no" => String::new(),
        _ if head_is_plural(np) => format!("{words} of "),
        _ => String::new(),
    }
}

/// An adjective with its complement: "related to the agreement".
pub(super) fn adjective_text(adjective: &Adjective<'_>, owner: Owner) -> String {
    match &adjective.complement {
        Some(pp) => format!("{} {}", adjective.english, prepositional(pp, owner)),
        None => adjective.english.clone(),
    }
}

/// Adjectives stand in the opposite order in English, except those joined by "and".
fn adjectives(list: &[&Adjective<'_>], plural: bool) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    for adjective in list {
        let english = if adjective.english == "much" && plural { "many" } else { adjective.english.as_str() };
        match (&adjective.joint, groups.last_mut()) {
            (Some(joint), Some(last)) => *last = format!("{last} {joint} {english}"),
            _ => groups.push(english.to_owned()),
        }
    }
    groups.reverse();
    // Where something is from stands next to the noun: "large Iranian company".
    groups.sort_by_key(|adjective| adjective.starts_with(char::is_uppercase));
    groups
}

fn head_text(np: &Np<'_>, is_plural: bool, owner: Owner) -> String {
    let head = &np.head;
    let english =
        if head.cat == Cat::Pronoun { pronoun(&head.english, owner).to_owned() } else { head.english.clone() };
    if head.cat != Cat::Noun || head.has("pl") || head.has("mass") {
        return english;
    }
    // A term that is plural in English takes no second plural unless the Persian is plural.
    let plural_term = head.term.is_some() && is_english_plural(&english);
    let marked = head.term.is_some() && head.ending.number == GrammaticalNumber::Plural;
    if marked || (is_plural && !plural_term) { plural(&english) } else { english }
}

/// Returns a preposition with its complement in English.
pub(super) fn prepositional(pp: &Pp<'_>, owner: Owner) -> String {
    match &pp.body {
        Body::Np(np) if let Some(aim) = aim(pp, np, owner) => aim,
        Body::Np(np) => {
            let phrase = noun_phrase(np, owner, Place::Free);
            let english = preposition_for(pp, np);
            if english.is_empty() { phrase } else { format!("{english} {phrase}") }
        }
        Body::Clause(parts) => format!("{} {}", pp.english, clause::inside(parts)),
        Body::Adverb(adverb) if pp.english == "towards" && adverb.starts_with("last ") => {
            format!("compared with {adverb}")
        }
        Body::Adverb(adverb) => format!("{} {adverb}", pp.english),
        Body::Nothing => pp.english.clone(),
    }
}

/// «برای افزایش تولید»: to increase production.
fn aim(pp: &Pp<'_>, np: &Np<'_>, owner: Owner) -> Option<String> {
    let deed = np.head.deed.filter(|_| matches!(pp.persian.as_str(), "برای" | "به منظور" | "جهت" | "در جهت"))?;
    let of = np.of.as_deref().filter(|of| of.head.cat != Cat::Pronoun && of.head.deed.is_none())?;
    let bare = np.adjectives.is_empty() && np.determiners.is_empty() && np.number.is_none() && np.before.is_empty();
    let alone = bare && np.tail.is_empty() && np.next.is_none() && np.apposition.is_none() && !np.quoted;
    let joined = of.next.as_ref().is_some_and(|(_, next)| next.head.has("act"));
    (alone && !joined && pp.english != "from").then(|| format!("to {deed} {}", noun_phrase(of, owner, Place::Free)))
}

/// "in" is "on" before a day.
fn preposition_for(pp: &Pp<'_>, np: &Np<'_>) -> String {
    let day = np.head.date == Some(Date::Day)
        || (np.head.has("time") && np.head.english.ends_with("day") && np.head.english.starts_with(char::is_uppercase));
    let adverbial =
        np.of.is_none() && ["today", "yesterday", "tomorrow", "tonight"].contains(&np.head.english.as_str());
    match (pp.english.as_str(), day) {
        // «نسبت به سال گذشته کاهش یافت»: against a time something is compared.
        ("towards", _) if np.head.has("time") => "compared with".to_owned(),
        ("at the age of", _) if is_age(np) => "at".to_owned(),
        ("in", _) if adverbial => String::new(),
        ("in", _) if is_age(np) || np.of.as_deref().is_some_and(is_age) => "at".to_owned(),
        ("in", true) => "on".to_owned(),
        ("in", false) if np.head.date == Some(Date::Hour) => "at".to_owned(),
        (english, _) => english.to_owned(),
    }
}
