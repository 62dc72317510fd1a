//! Expressions of several tokens: «در ادامه», «شهرهای هوشمند», «تفاهم نامه».
//!
//! In: tokens and a place. Out: the readings of the expressions that begin there, with what speaks against each.

use crate::lexicon::{Entry, Pos};
use crate::model::GrammaticalNumber;
use crate::persian::letters::ZWNJ;
use crate::persian::numbers::{ordinal_value, word_value};
use crate::persian::suffix::Ending;

use super::analyse::Analyser;
use super::reading::Reading;
use super::token::{Kind, Token};

/// Longest expression looked for, in tokens.
const LONGEST: usize = 7;

/// What a preposition costs that ends in a noun whose adjective follows.
const TORN: i32 = 12;

/// Nouns of speech, which open a verb rather than name a thing: «در پایان ابراز امیدواری کرد».
const SPEECH: [&str; 8] = ["ابراز", "اعلام", "اظهار", "بیان", "تأکید", "تصریح", "اشاره", "خاطرنشان"];

/// Units of time that begin expressions such as «سال پیش», «هفته گذشته».
const TIMES: [&str; 6] = ["سال", "ماه", "هفته", "روز", "ساعت", "شب"];

impl<'a> Analyser<'a> {
    /// Adds expressions of several tokens that begin at `at`.
    pub(super) fn expressions(&self, tokens: &[Token], at: usize, found: &mut Vec<Reading<'a>>) {
        let mut before = String::new();
        for (len, token) in tokens[at..].iter().take(LONGEST).enumerate() {
            if !matches!(token.kind, Kind::Word | Kind::Number) {
                break;
            }
            if len > 0 {
                let key = format!("{before}{}", token.key);
                let torn =
                    self.tears_noun_phrase(tokens.get(at + len + 1)) || self.is_measured(&tokens[at + len + 1..]);
                let joined = tokens.get(at + len + 1).is_some_and(|next| next.key == "و");
                found.extend(self.lexicon.get(&key).filter(|entry| entry.pos != Pos::Verb).map(|entry| {
                    let reading = Reading::of_entry(entry, len + 1);
                    // «تا سال آینده و برپایی نشست»: the preposition governs both members.
                    // «سه هزار سال پیش»: behind a number it is years ago, not last year.
                    let counted = matches!(entry.pos, Pos::Adverb | Pos::Noun)
                        && self.is_counted(tokens, at)
                        && TIMES.contains(&tokens[at].key.as_str());
                    let listed = entry.has("time") && entry.pos == Pos::Adverb && joined;
                    // «در دو هفته گذشته از حق خود …»: the past two weeks, not "apart from".
                    let counted = counted || tokens[at].key == "گذشته" && at > 0 && is_span(&tokens[at - 1].key);
                    let finite = ends_in_participle(&entry.lemma) && ends_passive(tokens.get(at + len + 1));
                    let cost =
                        if (torn && entry.pos == Pos::Preposition) || listed || finite || counted { TORN } else { 0 };
                    let governs = entry.pos == Pos::Preposition && self.opens_thing(tokens.get(at + len + 1));
                    Reading { weight: reading.weight - cost + i32::from(governs), ..reading }
                }));
                self.inflected(&token.text, len + 1, &before, found);
                self.joined(&key, len + 1, tokens.get(at + len + 1), found);
                self.plural_head(&tokens[at], &key[tokens[at].key.len()..], len + 1, found);
            }
            before.push_str(&token.key);
            before.push(' ');
        }
    }

    /// «در ادامه این نشست» is later in this meeting, «در ادامه وزیر گفت» later the minister said.
    pub(super) fn opens_thing(&self, next: Option<&Token>) -> bool {
        let Some(next) = next.filter(|next| next.kind == Kind::Word) else { return false };
        let is_thing = |entry: &Entry| match entry.pos {
            Pos::Determiner => true,
            Pos::Noun => {
                !["human", "title", "time", "rare"].iter().any(|tag| entry.has(tag))
                    && !SPEECH.contains(&entry.lemma.as_str())
            }
            _ => false,
        };
        let singular = ["های", "ها"].iter().find_map(|plural| next.key.strip_suffix(plural)).unwrap_or(&next.key);
        self.lexicon.get(singular).any(is_thing) || self.lexicon.singular_of(&next.key).is_some_and(is_thing)
    }

    /// «در دوران طلایی روابط»: before an adjective «در دوران» is no preposition, for the adjective belongs to its noun.
    fn tears_noun_phrase(&self, next: Option<&Token>) -> bool {
        let Some(next) = next.filter(|next| next.kind == Kind::Word) else { return false };
        let is_adjective = |entry: &Entry| {
            (entry.pos == Pos::Adjective || entry.pos == Pos::Number && entry.has("ord")) && !entry.has("before")
        };
        if ordinal_value(&next.key).is_some() && !next.key.ends_with("ین") {
            return true;
        }
        let mut rows = self.lexicon.get(&next.key).filter(|entry| !entry.has("rare")).peekable();
        rows.peek().is_some() && rows.all(is_adjective)
    }

    /// «با کاهش ۵۰۰ تومانی»: what follows says how large the noun is.
    fn is_measured(&self, next: &[Token]) -> bool {
        let is_number = |token: &Token| token.kind == Kind::Number || word_value(&token.key).is_some();
        // «دو میلیون و ۵۰۰ هزار»: longer numbers are not met.
        let mut rest = next.iter().take(8).skip_while(|token| is_number(token));
        let measure = rest.next().and_then(|token| token.key.strip_suffix('ی'));
        next.first().is_some_and(is_number)
            && measure.is_some_and(|unit| self.lexicon.get(unit).any(|entry| entry.has("unit")))
    }

    /// A compound with ZWNJ that was written with a space: «تفاهم نامه».
    fn joined(&self, key: &str, len: usize, next: Option<&Token>, found: &mut Vec<Reading<'a>>) {
        let joined = key.replace(' ', "");
        let finite = ends_in_participle(&joined) && ends_passive(next);
        let compounds =
            self.lexicon.get(&joined).filter(|entry| entry.lemma.contains(ZWNJ) && entry.pos != Pos::Verb && !finite);
        found.extend(compounds.map(|entry| Reading::of_entry(entry, len)));
    }

    /// The plural inside an expression stands on its head: «شهرهای هوشمند», «شوراهای عالی».
    fn plural_head(&self, head: &Token, rest: &str, len: usize, found: &mut Vec<Reading<'a>>) {
        for plural in ["های", "ها"] {
            let Some(stem) = head.key.strip_suffix(plural).filter(|stem| stem.chars().count() > 1) else { continue };
            let ending = Ending { number: GrammaticalNumber::Plural, ezafe: true, ..Ending::default() };
            let key = format!("{stem}{rest}");
            let nouns = self.lexicon.get(&key).filter(|entry| entry.pos == Pos::Noun);
            found.extend(nouns.map(|entry| Reading::of_entry(entry, len).with_ending(ending, 0)));
        }
    }

    /// Whether a number stands before `at`.
    fn is_counted(&self, tokens: &[Token], at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &tokens[before]) else { return false };
        before.kind == Kind::Number || self.lexicon.get(&before.key).any(|entry| entry.pos == Pos::Number)
    }
}

/// «سال», «سال‌های», «هفته».
fn is_span(key: &str) -> bool {
    TIMES.iter().any(|time| key.strip_prefix(time).is_some_and(|rest| matches!(rest, "" | "ها" | "های")))
}

/// «شده», «یافته»: the participles of verbs that build compounds.
fn ends_in_participle(text: &str) -> bool {
    ["شده", "یافته", "کرده", "گرفته", "داده", "مانده", "رفته", "آمده"]
        .iter()
        .any(|participle| text.ends_with(participle))
}

/// «ساخته شده است», «ساخته شده و …»: here the participle is the verb, not the adjective "built".
fn ends_passive(next: Option<&Token>) -> bool {
    let auxiliary = ["است", "اند", "بود", "بودند", "باشد", "باشند", "و"];
    next.is_none_or(|next| auxiliary.contains(&next.key.as_str()) || matches!(next.kind, Kind::Mark('.' | '،' | '؛')))
}
