//! Restores ZWNJ that were deleted («میکنیم») or turned into spaces («می کنیم»), and corrects the few wrong spellings that are listed.
//!
//! In: text whose characters and white space are repaired. Out: edits that insert a ZWNJ or put one in the place of a space. Decisions are made word by
//! word and gap by gap, from the table of words and the grammar of endings; words of other languages and protected ranges are passed over.

use std::ops::Range;

use super::joints::Joints;
use super::options::Options;
use super::reading::{Loose, count, joins, loose_ending, read, read_close_compound, with_auxiliary};
use super::speller::{Class, Part, Speller};
use super::token::{Token, tokens};
use super::torn;
use super::verb::{PREVERBS, follows_mi, is_finite, is_participle};
use crate::model::Edit;
use crate::persian::digits::is_digit;
use crate::persian::letters::fold;

/// Endings taken off one after the other: «سرمایه‌گذاری‌هایشان» needs three.
pub(super) const DEPTH: u8 = 3;

/// Returns the edits for `text`; `kept` are the ranges that must stay.
pub(super) fn edits(text: &str, kept: &[Range<usize>], speller: &Speller, options: &Options) -> Vec<Edit> {
    let tokens = tokens(text, kept, speller);
    let mut found = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        if options.zwnj && token.follows && at > 0 {
            found.extend(gap(text, &tokens, at, speller));
        }
        match respelling(text, &tokens, at, speller).filter(|_| options.spelling) {
            Some(edit) => found.push(edit),
            None if options.zwnj => splits(&mut found, text, &tokens, at, speller),
            None => {}
        }
    }
    found
}

/// Only a word without ZWNJ and vowel signs is respelt.
fn respelling(text: &str, tokens: &[Token<'_>], at: usize, speller: &Speller) -> Option<Edit> {
    let token = &tokens[at];
    let word = &text[token.range.clone()];
    if word.ends_with('ة') {
        let with = super::teh::letter(text, tokens, at, speller)?;
        return Some(Edit::new(token.range.end - 'ة'.len_utf8()..token.range.end, with));
    }
    if token.word.known {
        return None;
    }
    let (wrong, right) = super::respell::find(word)?;
    let start = token.range.start;
    Some(Edit::new(start..start + wrong.len(), right))
}

/// Inserts the ZWNJ that one word lacks.
fn splits(found: &mut Vec<Edit>, text: &str, tokens: &[Token<'_>], at: usize, speller: &Speller) {
    let token = &tokens[at];
    // Four letters at least, of two bytes each. Most words are listed without a ZWNJ.
    if token.key.len() < 8 || (token.word.known && token.word.own_joints() == token.joints) {
        return;
    }
    let choice = super::indefinite::choose(text, tokens, at, speller);
    let Some(wanted) =
        choice.unwrap_or_else(|| wanted(token, speller)).filter(|wanted| !wanted.is_empty() && *wanted != token.joints)
    else {
        return;
    };
    let mut letters = 0;
    for (at, c) in text[token.range.clone()].char_indices() {
        if fold(c).is_some() {
            // «دایرةالمعارف»: ة joins nothing, so that no mark is needed after it.
            if wanted.has(letters) && !token.joints.has(letters) && !text[..token.range.start + at].ends_with('ة') {
                let at = token.range.start + at;
                found.push(Edit::new(at..at, "\u{200C}"));
            }
            letters += 1;
        }
    }
}

/// Returns all joints that the word should have: none that it has are given up.
fn wanted(token: &Token<'_>, speller: &Speller) -> Option<Joints> {
    if let Some(reading) = read(speller, &token.key, DEPTH).or_else(|| with_auxiliary(&token.key))
        && token.joints.iter().all(|own| reading.joints.has(own))
    {
        return Some(reading.joints);
    }
    // «سرمایه‌گذاریهای» with a first part that is unknown: the last part by itself may still be read, a verb with its «می».
    let last = token.joints.iter().last()?;
    let before = token.joints.iter().filter(|at| *at < last).last().unwrap_or(0);
    let letters = |from: usize| token.key.chars().skip(from);
    let prefix: String = letters(before).take(last - before).collect();
    let start = if is_mi(&prefix) { before } else { last };
    let tail: String = letters(start).collect();
    let reading = (count(&tail) > 3).then(|| read(speller, &tail, DEPTH - 1)).flatten()?;
    let kept = token.joints.iter().filter(|own| *own <= start).fold(Joints::default(), Joints::with);
    Some(reading.joints.iter().fold(kept, |joints, at| joints.with(at + start)))
}

/// Decides about the space before token `at`.
fn gap(text: &str, tokens: &[Token<'_>], at: usize, speller: &Speller) -> Option<Edit> {
    let (left, right) = (&tokens[at - 1], &tokens[at]);
    if left.glued {
        return None;
    }
    let space = left.range.end..right.range.start;
    let joint = inflection(text, left, right, speller).or_else(|| compound(tokens, at, speller))?;
    let joint = joint && !text[..space.start].ends_with('ة');
    Some(Edit::new(space, if joint { "\u{200C}" } else { "" }))
}

/// An ending or the prefix می that stands apart: whether a ZWNJ takes the place of the space (after «کار» nothing does).
fn inflection(text: &str, left: &Token<'_>, right: &Token<'_>, speller: &Speller) -> Option<bool> {
    if is_mi(&left.key) {
        return follows_mi(&right.key).then_some(true);
    }
    if right.key == "ی" {
        // «خانه ی۱۲»: what a number is glued to is no ending.
        let is_alone = !text[right.range.end..].starts_with(is_digit);
        return if is_alone { loose_ezafe(left, speller) } else { None };
    }
    let ending = loose_ending(&right.key)?;
    // An ending takes no further one, except «بزرگ ترین ها».
    match loose_ending(&left.key) {
        None => {}
        Some(Loose::Comparative | Loose::Superlative) if left.follows && ending == Loose::Plural => {}
        Some(_) => return None,
    }
    let class = class_of(left, speller);
    let joint = joins(&left.key);
    let fits = match ending {
        Loose::Plural => {
            count(&left.key) > 1 && (class != Some(Class::FUNCTION) || matches!(left.key.as_ref(), "این" | "آن"))
        }
        Loose::Comparative => class.is_some_and(|class| class.is(Class::ADJECTIVE)),
        Loose::Superlative => count(&left.key) > 1 && !class.is_some_and(|class| class.is(Class::FUNCTION)),
        Loose::Vowel => return vowel_ending_fits(left, right, class).then_some(true),
        Loose::Possessive => {
            super::ezafe::has_silent_heh(&left.key) && count(&left.key) > 2 && class.is_some_and(Class::is_nominal)
        }
    };
    fits.then_some(joint)
}

/// «خانه ی ما» is خانه‌ی; «صدا ی او» is صدای.
fn loose_ezafe(left: &Token<'_>, speller: &Speller) -> Option<bool> {
    let class = class_of(left, speller);
    let is_unknown = class.is_none() && super::ezafe::takes_unknown(&left.key);
    if is_unknown || super::ezafe::takes(&left.key, class) {
        return Some(true);
    }
    let after_vowel = left.key.ends_with(['ا', 'و']) && count(&left.key) > 2;
    (after_vowel && class.is_some_and(|class| class.is(Class::NOUN))).then_some(false)
}

fn is_mi(word: &str) -> bool {
    let core = word.strip_suffix("می").map(|rest| rest.strip_suffix('ن').unwrap_or(rest));
    core.is_some_and(|core| core.is_empty() || PREVERBS.contains(&core))
}

/// «کرده اند», «جداگانه ای», «ایرانی اند»; after other letters only «اند», which is hardly a word of its own.
fn vowel_ending_fits(left: &Token<'_>, right: &Token<'_>, class: Option<Class>) -> bool {
    let nominal = class.is_some_and(Class::is_nominal);
    match left.key.chars().next_back() {
        // «راه ات» is راهت, and راه‌ات is wrong too.
        Some('ه') => {
            is_participle(&left.key)
                || (nominal && count(&left.key) > 2 && (right.key == "اند" || super::ezafe::has_silent_heh(&left.key)))
        }
        Some('ی') => nominal && right.key != "ات",
        Some(_) => nominal && right.key == "اند" && joins(&left.key),
        None => false,
    }
}

fn class_of(token: &Token<'_>, speller: &Speller) -> Option<Class> {
    if token.word.known {
        return Some(token.word.class);
    }
    read(speller, &token.key, DEPTH).map(|reading| reading.class)
}

/// Two or three words that are parts of one: «توافق نامه», «گفت و گو».
fn compound(tokens: &[Token<'_>], at: usize, speller: &Speller) -> Option<bool> {
    let (left, right) = (&tokens[at - 1], &tokens[at]);
    if left.ezafe {
        return None;
    }
    if let Some(joint) = torn::surely(tokens, at, speller) {
        return Some(joint);
    }
    if right.is_function() {
        return None;
    }
    if let Some(joint) = torn::by_piece(left, right, speller) {
        return Some(joint);
    }
    if left.word.part == Part::Open {
        return None;
    }
    if right.word.part == Part::Bound && class_of(left, speller).is_some_and(Class::is_nominal) {
        // «توان مند» is توانمند: this part alone is no more than an ending, and after «تغییر» no ZWNJ is needed.
        let is_plain = right.key.starts_with("مند")
            && speller.get(&format!("{}{}", left.key, right.key)).is_some_and(|word| word.plain);
        return Some(joins(&left.key) && !is_plain);
    }
    if right.word.part == Part::Loose || right.key == "و" || left.key == "و" {
        return None;
    }
    if left.word.part == Part::Prefix {
        return prefix_fits(left, right, speller).then_some(true);
    }
    // The gap may be the first or the second of a compound of three.
    let second_of_three = at > 1 && left.follows && opens(&tokens[at - 2], left, speller);
    if second_of_three && let Some(joint) = listed(&tokens[at - 2..=at], 1, speller) {
        return Some(joint);
    }
    if !opens(left, right, speller) || torn::is_compound_verb(tokens, at) {
        return None;
    }
    let three = tokens.get(at + 1).filter(|next| next.follows);
    listed(&tokens[at - 1..=at], 0, speller)
        .or_else(|| three.and_then(|_| listed(&tokens[at - 1..=at + 1], 0, speller)))
}

/// «بی سابقه»; «بی شک»: before a short word only where the whole is listed.
fn prefix_fits(left: &Token<'_>, right: &Token<'_>, speller: &Speller) -> bool {
    let fits = count(&right.key) > 2 && class_of(right, speller).is_some_and(Class::is_nominal);
    fits || speller.get(&format!("{}{}", left.key, right.key)).is_some_and(|word| word.joints.has(count(&left.key)))
}

/// Adverbs such as «به ویژه» and «در نتیجه» are as often written apart, and apart they are never wrong.
fn opens(left: &Token<'_>, right: &Token<'_>, speller: &Speller) -> bool {
    const APART: [&str; 15] =
        ["به", "در", "از", "با", "بر", "این", "آن", "هر", "هیچ", "چه", "که", "همین", "همان", "چنان", "تا"];
    left.word.head && !APART.contains(&left.key.as_ref()) && speller.opens(&left.key, &right.key)
}

/// Returns whether the parts, written as one, are a listed word, and if so, whether gap `gap` of it holds a ZWNJ.
fn listed(parts: &[Token<'_>], gap: usize, speller: &Speller) -> Option<bool> {
    // «نگاه داریم» are two words, «نگاه‌داری» is one.
    if parts
        .last()
        .is_some_and(|last| ["یم", "ید", "ند"].iter().any(|person| last.key.ends_with(person)) && is_finite(&last.key))
    {
        return None;
    }
    let whole: String = parts.iter().map(|part| part.key.as_ref()).collect();
    let joints = read_close_compound(speller, &whole)?;
    let mut letters = 0;
    let ends: Vec<usize> = parts
        .iter()
        .map(|part| {
            letters += count(&part.key);
            letters
        })
        .collect();
    let inner = &ends[..ends.len() - 1];
    let fits = |part: usize| joints.has(inner[part]) || !joins(&parts[part].key);
    let all = (0..inner.len()).all(fits) && inner.iter().any(|end| joints.has(*end));
    all.then(|| joints.has(inner[gap]))
}
