//! «Xهای» where both X and Xه are nouns: «دست‌های» or «دسته‌ای»?
//!
//! In: a word and its neighbours. Out: which of the two it is, or that nothing tells. An ezafe needs something after it, so that before a preposition, a
//! conjunction or a mark only «دسته‌ای» can stand; before it «یک» and «این» tell singular and plural. Without such a cue `compounds.tsv` says which is
//! commoner.

use super::compound::{Commoner, commoner};
use super::joints::Joints;
use super::reading::{count, joins};
use super::speller::{Class, Speller};
use super::token::Token;
use super::verb::is_participle;

/// Before these no ezafe stands. Other prepositions may open what describes the noun («روزهای به یاد ماندنی»).
const ENDS: [&str; 12] = ["از", "را", "که", "و", "یا", "است", "بود", "شد", "نیست", "اما", "ولی", "برای"];
const SINGULAR: [&str; 6] = ["یک", "هیچ", "هر", "چنین", "چنان", "عجب"];
const PLURAL: [&str; 9] = ["این", "همین", "همه", "تمام", "تمامی", "سایر", "برخی", "بعضی", "انواع"];
/// Who has something stands behind an ezafe: «حرف‌های او».
const OWNERS: [&str; 10] = ["او", "وی", "من", "تو", "ما", "شما", "آنها", "ایشان", "خود", "خویش"];

/// Returns the joints of token `at`, none if nothing tells; or `None` if it is not of this kind.
pub(super) fn choose(text: &str, tokens: &[Token<'_>], at: usize, speller: &Speller) -> Option<Option<Joints>> {
    let token = &tokens[at];
    let short = token.key.strip_suffix("های").filter(|short| token.joints.is_empty() && count(short) > 1)?;
    let is_noun = |word: &str| speller.get(word).is_some_and(|word| word.class.is(Class::NOUN) && word.plain);
    let long = &token.key[..short.len() + 'ه'.len_utf8()];
    if !is_noun(short) || !(speller.get(long).is_some_and(|word| word.class.is_nominal()) || is_participle(long)) {
        return None;
    }
    let singular = Some(Joints::default().with(count(long)));
    let plural = || {
        let joints = if joins(short) { Joints::default().with(count(short)) } else { Joints::default() };
        Some(joints)
    };
    let before = if token.follows { tokens[at - 1].key.as_ref() } else { "" };
    Some(if SINGULAR.contains(&before) || ends_here(text, tokens, at) {
        singular
    } else if PLURAL.contains(&before) || is_next(tokens, at, &OWNERS) {
        plural()
    } else {
        match commoner(long) {
            Commoner::Indefinite => singular,
            Commoner::Neither => None,
            Commoner::Plural => plural(),
        }
    })
}

/// A mark, or a word before which no ezafe stands.
fn ends_here(text: &str, tokens: &[Token<'_>], at: usize) -> bool {
    let rest = &text[tokens[at].range.end..];
    if rest.trim_start_matches(' ').starts_with(['.', '،', '؛', '؟', '!', '»', ')', ':']) {
        return true;
    }
    is_next(tokens, at, &ENDS)
}

fn is_next(tokens: &[Token<'_>], at: usize, words: &[&str]) -> bool {
    tokens.get(at + 1).is_some_and(|next| next.follows && words.contains(&next.key.as_ref()))
}
