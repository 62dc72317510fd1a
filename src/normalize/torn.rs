//! Words of no ZWNJ, or of more than one, that a space has torn: «نا امید», «شهر وندان», «بر می گردم», «هم چنین», «گفت و گو», «قرار داد های».
//!
//! In: words and a gap between two. Out: whether the gap closes, and whether with a ZWNJ. Compounds of two words that may stand apart are `zwnj`'s.

use super::reading::{Loose, count, loose_ending, read};
use super::speller::{Class, Part, Speller};
use super::token::Token;
use super::verb::{COPULAS, PREVERBS, follows_mi, is_finite, is_participle, is_past_stem};
use super::zwnj::DEPTH;

/// What is one word whatever class its parts have.
pub(super) fn surely(tokens: &[Token<'_>], at: usize, speller: &Speller) -> Option<bool> {
    if is_preverb(tokens, at) {
        return Some(false);
    }
    // Most gaps end here.
    if tokens[at].is_function() && !tokens[at - 1].word.head {
        return None;
    }
    one_word(tokens, at, speller).or_else(|| noun_of_verb(tokens, at, speller))
}

/// What is one word because one of the two pieces is none.
pub(super) fn by_piece(left: &Token<'_>, right: &Token<'_>, speller: &Speller) -> Option<bool> {
    let found = if right.word.known { None } else { piece(left, right, speller) };
    found.or_else(|| if left.word.part == Part::Open { opened(left, right, speller) } else { None })
}

/// «نا امید», «غیر قانونی», «پر جمعیت»: only what is listed as one word; after «پر», which is full and feather too, only adjectives.
fn opened(left: &Token<'_>, right: &Token<'_>, speller: &Speller) -> Option<bool> {
    let whole = format!("{}{}", left.key, right.key);
    let reading = if left.key == "پر" { read(speller, &whole, 0) } else { read(speller, &whole, 1) }?;
    let fits = reading.sure && reading.class.is_nominal() && (left.key != "پر" || !reading.class.is(Class::NOUN));
    (fits && count(&right.key) > 2).then_some(false)
}

/// «شهر وندان», «خوش بختانه»: the second piece is no word, and the two are one. After a word of the grammar it may be a name («به رام»).
fn piece(left: &Token<'_>, right: &Token<'_>, speller: &Speller) -> Option<bool> {
    const TAILS: [&str; 6] = ["", "ی", "ان", "انی", "ها", "های"];
    let may_be = left.word.part == Part::None && right.word.part == Part::None && loose_ending(&right.key).is_none();
    // A word that has ZWNJ is whole.
    if !may_be
        || !right.joints.is_empty()
        || count(&left.key) < 2
        || count(&right.key) < 3
        || count(&left.key) + count(&right.key) < 6
        || left.word.class.is(Class::FUNCTION)
    {
        return None;
    }
    let whole = format!("{}{}", left.key, right.key);
    let word =
        TAILS.iter().filter_map(|tail| speller.get(whole.strip_suffix(tail)?)).find(|word| word.class.is_nominal())?;
    let is_word = |key: &str| is_participle(key) || is_finite(key) || read(speller, key, DEPTH).is_some();
    (!is_word(&right.key)).then(|| word.own_joints().has(count(&left.key)))
}

/// «بر می گردم» is برمی‌گردم: no preposition stands before a verb. «باز می گوید» may be "says again", «در می زند» "knocks at the door".
fn is_preverb(tokens: &[Token<'_>], at: usize) -> bool {
    let (left, right) = (&tokens[at - 1], &tokens[at]);
    if !matches!(right.key.as_ref(), "می" | "نمی") || !PREVERBS.contains(&left.key.as_ref()) {
        return false;
    }
    let Some(verb) = tokens.get(at + 1).filter(|next| next.follows && follows_mi(&next.key)) else { return false };
    let begins = |stems: &[&str]| stems.iter().any(|stem| verb.key.starts_with(stem));
    match left.key.as_ref() {
        "باز" => begins(&["گشت", "گرد", "دار", "داشت", "مان", "یاب", "یاف", "ایست"]),
        "در" => !begins(&["زن", "زد", "بند", "بست", "گشا", "گشو", "کوب"]),
        "پس" => begins(&["گیر", "گرف", "ده", "داد", "فرست", "انداز"]),
        _ => true,
    }
}

/// «هم چنین», «خبر نگاران», «گفت و گوی»: parts that are never words of their own side by side.
fn one_word(tokens: &[Token<'_>], at: usize, speller: &Speller) -> Option<bool> {
    let (left, right) = (&tokens[at - 1], &tokens[at]);
    let is_pair = |first: usize, last: usize| {
        let (first, last) = (&tokens[first], tokens.get(last)?);
        (first.word.head && !first.ezafe && last.follows && super::compound::is_one_word(&first.key, &last.key))
            .then_some(())
    };
    if right.key == "و" {
        is_pair(at - 1, at + 1)?;
        return joint_of_pair(&tokens[at - 1..=at + 1], 0, speller);
    }
    if left.key == "و" && left.follows && at > 1 {
        is_pair(at - 2, at)?;
        return joint_of_pair(&tokens[at - 2..=at], 1, speller);
    }
    is_pair(at - 1, at)?;
    // «یک دیگری» are two words: a word of the grammar takes no ending.
    if right.is_function() && !super::compound::is_one_word_exactly(&left.key, &right.key) {
        return None;
    }
    let whole = read(speller, &format!("{}{}", left.key, right.key), DEPTH).filter(|whole| whole.sure)?;
    Some(whole.joints.has(count(&left.key)))
}

/// «گفت و گو» is گفت‌وگو, «داد و ستد» دادوستد.
fn joint_of_pair(parts: &[Token<'_>], gap: usize, speller: &Speller) -> Option<bool> {
    let whole: String = parts.iter().map(|part| part.key.as_ref()).collect();
    let reading = read(speller, &whole, DEPTH).filter(|reading| reading.sure)?;
    let letters: usize = parts[..=gap].iter().map(|part| count(&part.key)).sum();
    Some(reading.joints.has(letters))
}

/// «قرار داد های»: a verb form takes no plural, so that the word before it belongs to it: «قراردادهای».
fn noun_of_verb(tokens: &[Token<'_>], at: usize, speller: &Speller) -> Option<bool> {
    let (left, right) = (&tokens[at - 1], &tokens[at]);
    let ending = tokens.get(at + 1).filter(|next| next.follows && !next.glued)?;
    if loose_ending(&ending.key) != Some(Loose::Plural) || !is_past_stem(&right.key) {
        return None;
    }
    let whole = speller.get(&format!("{}{}", left.key, right.key))?;
    whole.class.is(Class::NOUN).then(|| whole.own_joints().has(count(&left.key)))
}

/// «آسیب دیده اند», «عقب افتاده است»: the participle belongs to what follows it.
pub(super) fn is_compound_verb(tokens: &[Token<'_>], at: usize) -> bool {
    let follows = |next: &&Token<'_>| {
        next.follows
            && (COPULAS.contains(&next.key.as_ref()) || ["بود", "باش"].iter().any(|be| next.key.starts_with(be)))
    };
    tokens.get(at + 1).filter(follows).is_some() && is_participle(&tokens[at].key)
}
