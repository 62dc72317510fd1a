//! House style on a finished sentence: dates, spelling, the pronoun of a person who is named.
//!
//! In: the engine's English, the style, the source. Out: the same sentence in that style. The rules before this one write both dates and "he".

use std::ops::Range;

use crate::english::writing::{opens_sentence, tokens};
use crate::english::{capitalize, respelled};
use crate::model::{AnnotatedSegment, DateStyle, Pronoun, Spelling, Style};
use crate::persian::calendar::{gregorian_day, gregorian_month, gregorian_year, month_of_english};

/// Returns `english` in the style of the house; `pronouns` are those of the persons named in `source`.
#[must_use]
pub fn in_style(english: &str, style: &Style, source: &AnnotatedSegment, pronouns: &[(String, Pronoun)]) -> String {
    let dated = dates(english, style.dates);
    let spelled = spelling(&dated, style.spelling, source);
    match pronouns {
        [(_, first), rest @ ..] if rest.iter().all(|(_, other)| other == first) => with_pronoun(&spelled, *first),
        _ => spelled,
    }
}

/// A date in brackets behind its Solar Hijri one goes, or takes its place.
fn dates(text: &str, style: DateStyle) -> String {
    let mut out = text.to_owned();
    let mut from = 0;
    if style == DateStyle::Both {
        return out;
    }
    while let Some(open) = out[from..].find(" (").map(|at| from + at) {
        from = open + 2;
        let Some(close) = out[from..].find(')').map(|at| from + at) else { break };
        let Some(solar) = solar_before(&out[..open], &out[from..close]) else { continue };
        let gregorian = out[from..close].to_owned();
        match style {
            DateStyle::Convert => out.replace_range(solar.start..=close, &gregorian),
            DateStyle::Keep | DateStyle::Both => out.replace_range(open..=close, ""),
        }
        from = solar.start;
    }
    out
}

/// Where the Solar Hijri date stands at the end of `text` of which `gregorian` is the other name.
fn solar_before(text: &str, gregorian: &str) -> Option<Range<usize>> {
    let words: Vec<(usize, &str)> = tokens(text).collect();
    let number = |back: usize| words.len().checked_sub(back).and_then(|at| words[at].1.parse::<i32>().ok());
    let month = |back: usize| words.len().checked_sub(back).and_then(|at| month_of_english(words[at].1));
    let year = number(1)?;
    let day = || gregorian_day(year, month(2)?, u8::try_from(number(3)?).ok()?);
    let long = [(3, day()), (2, month(2).and_then(|month| gregorian_month(year, month))), (1, gregorian_year(year))];
    let (back, _) = long.into_iter().find(|(_, other)| other.as_deref() == Some(gregorian))?;
    Some(words[words.len() - back].0..text.len())
}

/// Words of a term stand as the glossary gives them, and names as they are.
fn spelling(text: &str, spelling: Spelling, source: &AnnotatedSegment) -> String {
    let terms: Vec<String> = source.hits.iter().map(|hit| hit.entry.target.to_lowercase()).collect();
    let is_term = |word: &str| terms.iter().any(|term| tokens(term).any(|(_, own)| word.starts_with(own)));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (at, word) in tokens(text) {
        let is_name = word.starts_with(char::is_uppercase) && !opens_sentence(&text[..at]);
        let Some(other) = respelled(word, spelling).filter(|_| !is_name && !is_term(&word.to_lowercase())) else {
            continue;
        };
        out.push_str(&text[done..at]);
        out.push_str(&other);
        done = at + word.len();
    }
    out.push_str(&text[done..]);
    out
}

/// "he" where the one person named is a woman; a plural wants other forms of be, have and do.
fn with_pronoun(text: &str, pronoun: Pronoun) -> String {
    const AGREE: [(&str, &str); 5] = [("is", "are"), ("was", "were"), ("has", "have"), ("does", "do"), ("'s", "'re")];
    let (from, to) = (Pronoun::He.forms(), pronoun.forms());
    let mut out = String::with_capacity(text.len());
    let (mut done, mut was_subject) = (0, false);
    for (at, word) in tokens(text) {
        let lower = word.to_lowercase();
        let agree = || AGREE.iter().find(|(one, _)| was_subject && pronoun == Pronoun::They && *one == lower);
        let form = from.iter().position(|form| *form == lower).map(|form| to[form]);
        let new = form.or_else(|| agree().map(|(_, many)| *many));
        was_subject = lower == from[0];
        let Some(new) = new else { continue };
        out.push_str(&text[done..at]);
        out.push_str(&if word.starts_with(char::is_uppercase) { capitalize(new) } else { new.to_owned() });
        done = at + word.len();
    }
    out.push_str(&text[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::{DateStyle, Pronoun, dates, with_pronoun};

    #[test]
    fn solar_dates_are_kept_or_converted() {
        let text = "On 15 Khordad 1342 (5 June 1963) and in 1404 (2025/26), in Dey 1403 (December 2024 – January 2025) (see 1403).";
        assert_eq!(dates(text, DateStyle::Both), text);
        assert_eq!(dates(text, DateStyle::Keep), "On 15 Khordad 1342 and in 1404, in Dey 1403 (see 1403).");
        let converted = "On 5 June 1963 and in 2025/26, in December 2024 – January 2025 (see 1403).";
        assert_eq!(dates(text, DateStyle::Convert), converted);
    }

    #[test]
    fn a_pronoun_takes_the_forms_of_another() {
        assert_eq!(with_pronoun("He said his book was with him.", Pronoun::She), "She said her book was with her.");
        assert_eq!(with_pronoun("He is there.", Pronoun::They), "They are there.");
        assert_eq!(with_pronoun("The other one is here.", Pronoun::She), "The other one is here.");
    }
}
