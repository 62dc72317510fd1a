//! The unwritten ezafe: whether a noun is the complement of the noun before it.
//!
//! Persian does not write most ezafes, so a noun after a noun is taken as its complement unless a mark speaks against it: «شرکت‌ها» (not «های»), an
//! indefinite ی, a possessive clitic, a pronoun with را, a person's name. Chains that are cut again stand in `divide`.

use crate::model::{Definiteness, GrammaticalNumber};

use super::dates::Date;
use super::group::Unit;
use super::noun_phrase::{DEEPEST_CHAIN, is_person};
use super::parse::Parser;
use super::reading::{Cat, Reading};
use super::tree::Np;

impl<'a> Parser<'_, 'a> {
    /// Reads what follows by ezafe, or a name in apposition. Returns false if the noun phrase ends here.
    pub(super) fn complement_of(&mut self, np: &mut Np<'a>, chain: usize) -> bool {
        let Some(next) = self.word(0).cloned() else {
            return self.cat(0) == Cat::Mark('«') && chain < DEEPEST_CHAIN && self.quoted_complement(np, chain);
        };
        if np.of.is_some() || chain >= DEEPEST_CHAIN {
            return false;
        }
        if next.cat == Cat::Name && is_person(&next) && is_person(&np.head) && np.adjectives.is_empty() {
            np.head.english = format!("{} {}", np.head.english, next.english);
            np.head.unknown |= next.unknown;
            self.at += 1;
            return true;
        }
        if let Some(sex) = says_sex(np, &next) {
            np.head = Reading { english: format!("{sex} {}", next.english), ..next };
            self.at += 1;
            return true;
        }
        if self.is_apposition(np, &next) {
            // «شجریان خواننده ایرانی بود»: the adjective belongs to the role.
            let outer = std::mem::replace(&mut self.predicated, true);
            let other = self.noun_phrase_in(chain + 1, true);
            self.predicated = outer;
            np.apposition = Some(Box::new(other));
            return false;
        }
        if !self.ezafe_possible(np, &next) {
            return false;
        }
        let inner = self.noun_phrase_in(chain + 1, true);
        np.of = Some(Box::new(inner));
        false
    }

    fn quoted_complement(&mut self, np: &mut Np<'a>, chain: usize) -> bool {
        if np.of.is_some() || self.is_closed(np) || !self.quotes_phrase() {
            return false;
        }
        np.of = Some(Box::new(self.noun_phrase_in(chain + 1, false)));
        false
    }

    /// Whether the quotation that opens here holds a noun phrase and nothing else.
    pub(super) fn quotes_phrase(&self) -> bool {
        let inside = self.sight(1).iter().take_while(|unit| unit.cat() != Cat::Mark('»'));
        let simple =
            inside.clone().all(|unit| !matches!(unit.cat(), Cat::Verb | Cat::Preposition | Cat::Mark(_) | Cat::Ke));
        simple && inside.count() > 0 && self.member_follows(1)
    }

    /// «حمید فتاحی معاون وزیر»: a person's name, then who that is; «رئیس‌جمهور پزشکیان»: the other way round.
    fn is_apposition(&self, np: &Np<'a>, next: &Reading<'a>) -> bool {
        let name_first = is_person(&np.head) && next.cat == Cat::Noun && next.has("human");
        let title_first = np.head.cat == Cat::Noun && (np.head.has("human") || np.head.has("title")) && is_person(next);
        let singular =
            np.head.ending.number == GrammaticalNumber::Singular && next.ending.number == GrammaticalNumber::Singular;
        singular && (name_first || title_first)
    }

    pub(super) fn ezafe_possible(&self, np: &Np<'a>, next: &Reading<'a>) -> bool {
        let ending = np.head.ending;
        if np.head.cat == Cat::Pronoun || ending.possessor.is_some() || np.indefinite || np.head.date.is_some() {
            return false;
        }
        let closed = ending.closed || (ending.definiteness == Definiteness::Indefinite && !ending.ezafe);
        if np.head.cat == Cat::Number
            || np.adjectives.iter().any(|adjective| adjective.superlative) && !np.before.is_empty()
        {
            return false;
        }
        // «من شما را دیدم», but «توجه شما را».
        let doer = np.head.cat == Cat::Name || np.head.has("human");
        let object_pronoun = next.cat == Cat::Pronoun && self.cat(1) == Cat::Ra && doer;
        if object_pronoun
            && !matches!(next.english.as_str(), "own" | "self" | "himself" | "itself" | "themselves" | "oneself")
        {
            return false;
        }
        if closed || says_how_many(np, next) {
            return false;
        }
        // «تا پایان سال آینده سه هزار نفر»: behind a time with its adjective a number opens a phrase.
        if next.cat == Cat::Number && np.head.has("time") && !np.adjectives.is_empty() {
            return false;
        }
        let is_time = next.has("time") && next.cat == Cat::Noun;
        // «این کتاب هفته آینده منتشر می‌شود»: what is pointed at is not next week's.
        let this = np.determiners.iter().any(|word| word.english == "this");
        if is_time
            && !np.head.has("time")
            && (this || np.head.cat == Cat::Name || !np.adjectives.is_empty() || np.head.has("human"))
        {
            return false;
        }
        // «رئیس سازمان روز دوشنبه گفت»: a named day says when, whatever stands before it.
        let names_day =
            self.word(1).is_some_and(|day| day.has("time") && day.english.ends_with("day") && day.english != "day");
        if is_time && next.english == "day" && names_day && !np.head.has("time") {
            return false;
        }
        // «زلزله ساعت ۴ بامداد رخ داد»: a day or hour says when.
        let is_when = matches!(next.date, Some(Date::Hour | Date::Day)) || (next.date.is_some() && is_person(&np.head));
        if is_when && !np.head.has("time") {
            return false;
        }
        // «شنبه شب نشستی برگزار شد»: a day is an adverbial, only a time or date follows it.
        let weekday =
            np.head.english.ends_with("day") && np.head.english.starts_with(char::is_uppercase) && np.head.has("time");
        if (weekday || chain_is_night(np)) && !next.has("time") && next.date.is_none() && next.cat != Cat::Number {
            return false;
        }
        // «ایران جلسات»: the name of a country or body takes no complement.
        let names_a_body = ["country", "city", "place", "org"].iter().any(|tag| np.head.has(tag));
        if np.head.cat == Cat::Name && names_a_body && matches!(next.cat, Cat::Noun | Cat::Determiner | Cat::Number) {
            return false;
        }
        if ending.ezafe {
            return true;
        }
        if np.number.is_some() && next.cat == Cat::Number {
            return false;
        }
        let pointed = matches!(next.english.as_str(), "this" | "that");
        // «این پنجمین نشست دو کشور است»: "this" is the subject, so the noun keeps its complement.
        let ranked = !np.before.is_empty() && !np.determiners.is_empty();
        let starts_anew = matches!(next.cat, Cat::Number | Cat::Determiner) && !pointed && !ranked && self.phrases == 0;
        !((starts_anew || self.is_indefinite_predicate()) && self.verb_is_have_or_link())
    }

    /// «… موضوعاتی هستند», «… برنامه‌های جدیدی دارد»: an indefinite phrase right before "be" or "have" stands for itself.
    fn is_indefinite_predicate(&self) -> bool {
        let mut indefinite = false;
        for (ahead, unit) in self.sight(0).iter().enumerate() {
            match unit {
                Unit::Verb(group) => return indefinite && (group.is_link() || group.is_have()),
                Unit::Word(word)
                    if matches!(word.cat, Cat::Noun | Cat::Adjective) && (ahead == 0 || word.cat == Cat::Adjective) =>
                {
                    indefinite |= word.ending.definiteness == Definiteness::Indefinite;
                }
                Unit::Word(_) => return false,
            }
        }
        false
    }

    /// «این تفاهم‌نامه 4 محور داشت»: before "have" and "be" a number or determiner begins the second noun phrase.
    pub(super) fn verb_is_have_or_link(&self) -> bool {
        self.sight(0)
            .iter()
            .find_map(|unit| if let Unit::Verb(group) = unit { Some(group.is_have() || group.is_link()) } else { None })
            .unwrap_or(false)
    }
}

/// «زن فضانورد», «مرد پرستار»: a female astronaut, a male nurse.
fn says_sex(np: &Np<'_>, next: &Reading<'_>) -> Option<&'static str> {
    let singular = np.head.ending == crate::persian::suffix::Ending::default()
        && next.ending.number == GrammaticalNumber::Singular;
    let role = next.cat == Cat::Noun && next.has("human") && !next.has("title") && np.adjectives.is_empty();
    match np.head.entry.filter(|_| singular && role)?.lemma.as_str() {
        "زن" => Some("female"),
        "مرد" => Some("male"),
        _ => None,
    }
}

/// «شب», «صبح» on their own, as in «شنبه شب».
fn chain_is_night(np: &Np<'_>) -> bool {
    np.adjectives.is_empty()
        && np.determiners.is_empty()
        && ["night", "morning", "evening", "noon"].contains(&np.head.english.as_str())
        && np.head.ending == crate::persian::suffix::Ending::default()
        && np.number.is_none()
}

/// «هشت بار برنده شد», «سه میلیون نفر یکی از …»: how often, and how many, is said in full.
fn says_how_many(np: &Np<'_>, next: &Reading<'_>) -> bool {
    let often = np.head.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "بار" | "مرتبه" | "دفعه"));
    let one_of = next.entry.is_some_and(|entry| entry.lemma.starts_with("یکی"));
    np.number.is_some() && (often || one_of && np.head.has("unit"))
}
