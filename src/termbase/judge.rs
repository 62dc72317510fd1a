//! Judges whether what follows a stem is an ending of it or makes another word of it.
//!
//! In: the stem, the rest, and where they stand. Out: yes or no. «کارت» (card) is not «کار» with ـت. Of «ی», which has several readings, judges
//! `indefinite`. The grammar of endings itself is in `persian::suffix`.

use crate::lexicon::Pos;
use crate::model::{Definiteness, GrammaticalNumber};
use crate::normalize::is_finite_verb;
use crate::persian::suffix::{Degree, Ending};

use super::folded::{Boundary, Folded};
use super::pattern::Pattern;
use super::words::{Kind, Words};

/// Things whose plural in ان is alive.
const THINGS_IN_AN: [&str; 22] = [
    "چشم",
    "لب",
    "درخت",
    "سخن",
    "گناه",
    "زانو",
    "ابرو",
    "بازو",
    "گیسو",
    "اختر",
    "گیاه",
    "انگشت",
    "ماهی",
    "اسب",
    "گاو",
    "گرگ",
    "مرغ",
    "سگ",
    "پلنگ",
    "آهو",
    "دست",
    "پلک",
];

/// Second parts of compounds for those who do or make something, as «خودروساز» (a carmaker, also where it is a firm).
const AGENTS: [&str; 9] = ["ساز", "دار", "کار", "گر", "بان", "نویس", "فروش", "شناس", "گذار"];

/// Letters of a stem to which «ند» and «یم» do not come by chance.
const LONG_STEM: usize = 5;

/// A stem in the text with what follows it in the same word, or as a suffix written apart.
#[derive(Debug)]
pub(super) struct Place<'t> {
    pub(super) folded: &'t Folded,
    pub(super) words: Words<'t>,
    /// First cell of the whole match.
    pub(super) start: usize,
    /// First cell after the stem.
    pub(super) end: usize,
    /// First cell after the ending.
    pub(super) word_end: usize,
}

impl Place<'_> {
    /// Returns whether the ending belongs to the word.
    pub(super) fn inflects(&self, pattern: &Pattern, ending: &Ending) -> bool {
        let stem = self.stem(pattern);
        let rest = self.folded.slice(self.end, self.word_end);
        let joint = self.folded.boundary(self.end);
        if rest.starts_with("ها") {
            let is_own = |end: &str| self.words.own(&format!("{stem}{end}"), stem).is_some();
            let closed = rest == "ها" || ending.copula;
            // «ده‌ها» is tens, not villages.
            let counts = closed && self.words.is(stem, &[Pos::Number]);
            // «تن‌ها» is bodies, «تنها» alone, «تنهاست» is alone, «تنهایی» loneliness.
            let is_other = is_own(rest) || ((closed || rest == "هایی") && is_own("ها"));
            return !counts && (joint >= Boundary::Zwnj || !is_other);
        }
        if ending.copula && (self.words.is_verb_form(stem, rest) || is_finite_verb(&format!("{stem}{rest}"))) {
            return false;
        }
        if ending.degree != Degree::Positive {
            return true;
        }
        if pattern.shortened {
            return self.words.own(&format!("{stem}{rest}"), &format!("{stem}ه")).is_none();
        }
        if ending.number == GrammaticalNumber::Plural {
            return self.takes_plural(pattern, stem, rest);
        }
        if ending.definiteness == Definiteness::Indefinite {
            return self.is_indefinite(pattern, stem, rest, ending.copula);
        }
        if joint >= Boundary::Zwnj && rest != "ی" {
            return true;
        }
        // «وزیرند» is "they are ministers"; a short word for a thing is rarely a predicate with a joined copula, except with «ست».
        let is_long = stem.chars().count() >= LONG_STEM;
        let may_be = rest == "ست" || is_long || self.is_adjective(pattern, stem) || !self.words.is_thing(stem);
        let is_predicate = !ending.copula || may_be;
        is_predicate && self.is_plain_ending(stem, rest) && !self.ends_in_other_word(stem)
    }

    /// Returns whether the bare word, which can be the past of a verb, is it here: «کتاب را خرید و رفت», «خانه‌ای خرید.»
    pub(super) fn is_verb(&self) -> bool {
        let before = self.before();
        let closes = matches!(self.folded.get(self.end), Some('.' | '!' | '؟' | '؛' | '،' | ':'));
        let governed = before == Kind::Preposition || self.previous().ends_with("های") || self.previous().is_empty();
        self.previous() == "را" || (closes && !governed)
    }

    /// The word before which the ending stands, as the text has it.
    fn stem<'s>(&'s self, pattern: &'s Pattern) -> &'s str {
        // A compound may be written apart in the text: the last word of the entry is the longer one then.
        let written = self.folded.slice(self.last_word_start(), self.end);
        if pattern.last_key.ends_with(written) { &pattern.last_key } else { written }
    }

    /// «گفت و گوش داد»: the last part of a compound that is written apart is another word with its ending.
    fn ends_in_other_word(&self, stem: &str) -> bool {
        let start = self.last_word_start();
        let written = self.folded.slice(start, self.end);
        written.len() < stem.len() && self.words.own(self.folded.slice(start, self.word_end), written).is_some()
    }

    /// Possessive clitics, written ezafe and the copula.
    fn is_plain_ending(&self, stem: &str, rest: &str) -> bool {
        let whole = format!("{stem}{rest}");
        // The verbal noun of the third form: «معاون» makes «معاونت», «مشاور» «مشاورت».
        let verbal_noun = rest == "ت" && is_mufail(stem);
        self.words.own(&whole, stem).is_none() && !verbal_noun && !self.words.is_verb_form(stem, rest)
    }

    /// ان, ین and ات are plurals of some nouns only: «سندان» (anvil) is none of «سند», since it is no living being.
    fn takes_plural(&self, pattern: &Pattern, stem: &str, rest: &str) -> bool {
        let mark = ["یان", "ان", "ین", "جات", "ات"].into_iter().find(|mark| rest.starts_with(mark)).unwrap_or("");
        let is_adjective = pattern.is_adjective;
        let fits = match mark {
            "ان" | "یان" => {
                let agent =
                    AGENTS.iter().any(|end| stem.strip_suffix(end).is_some_and(|noun| self.words.is_word(noun)));
                is_adjective || agent || !self.words.is_thing(stem) || THINGS_IN_AN.contains(&stem)
            }
            "ین" => self.words.is_human(stem) || (!self.words.is_word(stem) && stem.starts_with('م')),
            "ات" => !is_adjective,
            _ => true,
        };
        let other = |end: &str| self.words.own(&format!("{stem}{end}"), stem).is_some();
        fits && !other(mark) && !other(rest)
    }

    pub(super) fn is_adjective(&self, pattern: &Pattern, stem: &str) -> bool {
        pattern.is_adjective || self.words.is(stem, &[Pos::Adjective])
    }

    fn last_word_start(&self) -> usize {
        self.folded.word_start(self.end.saturating_sub(1)).max(self.start)
    }
}

/// The active participle of the third form, مُفاعِل: معاون, مشاور, محافظ.
fn is_mufail(stem: &str) -> bool {
    let letters: Vec<char> = stem.chars().collect();
    matches!(letters[..], ['م', _, 'ا', _, _])
}
