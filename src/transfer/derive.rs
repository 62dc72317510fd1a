//! Reads words that no file has but whose parts are known: «غیرسیگاری», «بی‌انصافی», «تاراج‌شده», «صنعت‌نفت».
//!
//! In: a token that has no other reading. Out: what its parts make of it, weaker than any listed word. Nothing is guessed: each part must be in the lexicon.

use crate::english::verb;
use crate::lexicon::Pos;
use crate::model::{Definiteness, GrammaticalNumber};
use crate::persian::letters::ZWNJ;
use crate::persian::match_key;
use crate::persian::suffix::Ending;

use super::analyse::Analyser;
use super::reading::{Cat, Reading};
use super::token::Token;

/// What a derived word costs: a listed word wins, a romanised one does not.
const DERIVED: i32 = 6;

/// What a prefix does to its word.
#[derive(Clone, Copy)]
enum Prefix {
    /// It stands before the English: «غیرنفتی» is non-oil, «ابرقهرمان» a super-champion.
    Before(&'static str),
    /// It makes an adjective of a noun: «ضدشورش» is anti-riot.
    Adjective(&'static str),
    /// «بی‌مهار» has no control, «بی‌انصافی» is a lack of fairness.
    Without,
}

const PREFIXES: [(&str, Prefix); 9] = [
    ("غیر", Prefix::Before("non-")),
    ("نیمه", Prefix::Before("semi-")),
    ("پیش", Prefix::Before("pre-")),
    ("ابر", Prefix::Before("super-")),
    ("فرا", Prefix::Before("trans-")),
    ("میان", Prefix::Before("inter-")),
    ("ضد", Prefix::Adjective("anti-")),
    ("پسا", Prefix::Adjective("post-")),
    ("بی", Prefix::Without),
];

/// Returns the readings of a word that is in no file but made of words that are.
pub(super) fn derived<'a>(analyser: &Analyser<'a>, token: &Token) -> Vec<Reading<'a>> {
    let mut found = spaced(analyser, token);
    found.extend(done(analyser, &token.key));
    for (prefix, kind) in PREFIXES {
        let Some(rest) = token.text.strip_prefix(prefix) else { continue };
        let rest = rest.trim_start_matches(ZWNJ);
        // «بیکن» is no «بی‌کن»: a short rest is chance.
        if rest.chars().count() > 2 {
            found.extend(prefixed(kind, analyser.listed(rest)));
        }
    }
    found.into_iter().map(|reading| Reading { weight: -DERIVED, ..reading }).collect()
}

/// «صنعت‌نفت»: an expression that was written in one word.
fn spaced<'a>(analyser: &Analyser<'a>, token: &Token) -> Vec<Reading<'a>> {
    if !token.text.contains(ZWNJ) {
        return Vec::new();
    }
    let key = match_key(&token.text.replace(ZWNJ, " "));
    let rows = analyser.lexicon.get(&key).filter(|entry| entry.pos != Pos::Verb);
    rows.map(|entry| Reading::of_entry(entry, 1)).collect()
}

/// «تاراج‌شده» is plundered, «تاراج‌کننده» plundering: of the compound verb «تاراج کردن», if its English is one word.
fn done<'a>(analyser: &Analyser<'a>, key: &str) -> Option<Reading<'a>> {
    let (head, form) = if let Some(head) = key.strip_suffix("شده") {
        (head, verb::participle as fn(&str) -> String)
    } else {
        (key.strip_suffix("کننده")?, verb::gerund as fn(&str) -> String)
    };
    let entry = analyser.lexicon.get(&format!("{head} کردن")).find(|entry| entry.pos == Pos::Verb)?;
    let english = entry.gloss();
    (!english.contains(' ')).then(|| Reading::new(Cat::Adjective, form(english)))
}

fn prefixed<'a>(kind: Prefix, rest: Vec<Reading<'a>>) -> Option<Reading<'a>> {
    let nominal = rest.into_iter().filter(|reading| matches!(reading.cat, Cat::Noun | Cat::Adjective));
    let base = nominal.max_by_key(|reading| reading.weight)?;
    let adjective = |english: String| Reading::new(Cat::Adjective, english);
    match kind {
        Prefix::Before(before) => Some(Reading { english: format!("{before}{}", base.english), ..base }),
        Prefix::Adjective(_) | Prefix::Without if base.cat != Cat::Noun => None,
        Prefix::Adjective(before) => Some(adjective(format!("{before}{}", base.english))),
        Prefix::Without if is_abstract(base.ending) => {
            Some(Reading::new(Cat::Noun, format!("lack of {}", base.english)))
        }
        Prefix::Without => Some(adjective(format!("{}-less", base.english.replace(' ', "-")))),
    }
}

/// «بی‌انصافی», «بی‌عدالتی‌ها»: here ی makes the abstract noun.
fn is_abstract(ending: Ending) -> bool {
    ending.definiteness == Definiteness::Indefinite && ending.number == GrammaticalNumber::Singular
}
