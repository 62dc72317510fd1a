//! Judges whether «ی», «ای», «یی» behind a term is the indefinite article, or makes an adjective or an abstract noun of it.
//!
//! In: the stem, its ending, and the words around. Out: yes or no. «شهری» is "a city" at the beginning of a noun phrase and "urban" behind a
//! noun («زندگی شهری»); «شاعری گمنام» is a poet, «شاعری دشوار است» is about poetry.

use crate::lexicon::Pos;
use crate::model::Inflection;
use crate::normalize::is_finite_verb;

use super::judge::Place;
use super::pattern::Pattern;
use super::spaced::is_light;
use super::words::{Kind, LINKS, Own};

/// Nouns after which a word for a person + ی is the profession or rank: «شغل معلمی», «مقام سفیری».
const OFFICES: [&str; 26] = [
    "شغل",
    "حرفه",
    "پیشه",
    "مقام",
    "سمت",
    "پست",
    "دوران",
    "دوره",
    "سابقه",
    "تجربه",
    "رتبه",
    "درجه",
    "لباس",
    "کسوت",
    "کرسی",
    "منصب",
    "عنوان",
    "رشته",
    "نظام",
    "جنبش",
    "خوابگاه",
    "فعالیت",
    "انجمن",
    "روز",
    "کار",
    "زندگی",
];

/// Nouns whose complement is what comes about: «تأسیس حزبی تازه», «امضای قراردادی».
const MAKING: [&str; 26] = [
    "امضا",
    "امضای",
    "تشکیل",
    "تاسیس",
    "ایجاد",
    "ساخت",
    "احداث",
    "انتشار",
    "صدور",
    "ارایه",
    "تصویب",
    "تدوین",
    "تهیه",
    "نگارش",
    "کشف",
    "برگزاری",
    "برپایی",
    "وجود",
    "نبود",
    "انتصاب",
    "طراحی",
    "یافتن",
    "داشتن",
    "ساختن",
    "نوشتن",
    "افتتاح",
];

/// Adjectives of persons, also where they are domains of work: «بازرگانی جوان».
const PERSONAL: [&str; 34] = [
    "جوان",
    "پیر",
    "گمنام",
    "ناشناس",
    "مشهور",
    "معروف",
    "بزرگ",
    "نامدار",
    "برجسته",
    "خردسال",
    "کوچک",
    "تنها",
    "ماهر",
    "باتجربه",
    "مجرب",
    "ثروتمند",
    "فقیر",
    "مسلح",
    "بیمار",
    "باهوش",
    "توانا",
    "دلسوز",
    "مهربان",
    "سالخورده",
    "میانسال",
    "نابینا",
    "بیگناه",
    "بیکار",
    "بازنشسته",
    "خوب",
    "دیگر",
    "آگاه",
    "خسته",
    "معلول",
];

/// What is said of a work or a time of life rather than of a person: «کارشناسی ارشد», «کودکی سخت».
const OF_WORK: [&str; 15] = [
    "معکوس",
    "نوین",
    "متوسط",
    "ارشد",
    "پایدار",
    "مدرن",
    "دشوار",
    "سخت",
    "آسان",
    "کامل",
    "تمام",
    "مداوم",
    "مستقل",
    "دقیق",
    "حرفهای",
];

/// What befalls persons and what they do: «سربازی کشته شد», «کارشناسی گفت».
const DEEDS: [&str; 38] = [
    "کشته",
    "بازداشت",
    "دستگیر",
    "زخمی",
    "مجروح",
    "مصدوم",
    "غرق",
    "جان",
    "ناپدید",
    "گم",
    "اخراج",
    "برکنار",
    "استخدام",
    "محکوم",
    "اعدام",
    "ترور",
    "شهید",
    "تبعید",
    "ربوده",
    "گفت",
    "میگوید",
    "نوشت",
    "پرسید",
    "پاسخ",
    "گریخت",
    "آمد",
    "رفت",
    "افزود",
    "افتاد",
    "درگذشت",
    "مرد",
    "رسید",
    "ایستاد",
    "نشست",
    "خواست",
    "دید",
    "برخاست",
    "بود",
];

/// What befalls persons alone: «نظامی کشته شد» tells of a soldier, not of a system.
const BEFALLS: [&str; 14] = [
    "کشته",
    "بازداشت",
    "دستگیر",
    "زخمی",
    "مجروح",
    "مصدوم",
    "ناپدید",
    "اخراج",
    "برکنار",
    "استخدام",
    "اعدام",
    "ترور",
    "شهید",
    "تبعید",
];

/// What is done in some manner: «قانونی رفتار کرد» is "lawfully", «علمی سخن گفت» "scientifically".
const DONE: [&str; 9] = ["رفتار", "عمل", "سخن", "برخورد", "صحبت", "حرف", "زندگی", "فکر", "بازی"];

impl Place<'_> {
    /// Returns whether the ending is the indefinite article. `is_predicate`: the copula stands behind it, «سندی‌ست که».
    pub(super) fn is_indefinite(&self, pattern: &Pattern, stem: &str, rest: &str, is_predicate: bool) -> bool {
        let mark = ["یی", "ای", "ی"].into_iter().find(|mark| rest.starts_with(mark));
        let rest = mark.filter(|_| is_predicate).unwrap_or(rest);
        let own = self.words.own(&format!("{stem}{rest}"), stem);
        let before = self.before();
        let modifies = matches!(before, Kind::Noun | Kind::Adjective) && !MAKING.contains(&self.previous());
        let [next, _] = self.following();
        let relative = !modifies && next == "که";
        if pattern.inflect == Inflection::Name {
            return own.is_none() && relative;
        }
        // «باستانی» is an adjective as «باستان» is.
        let is_adjective = self.is_adjective(pattern, stem) && own != Some(Own::Adjective);
        if pattern.has_words() {
            let is_name = self.words.is(stem, &[Pos::Name]) && !self.words.is(stem, &[Pos::Noun]);
            return is_adjective || own.is_none() || !(modifies || is_name);
        }
        if is_adjective && (modifies || matches!(before, Kind::Degree | Kind::Determiner) || rest != "ی") {
            // «مرد بزرگی» (a great man); «بزرگی» alone is greatness.
            return !(modifies && OFFICES.contains(&self.previous()));
        }
        if pattern.is_adjective || matches!(next, "شدن" | "بودن" | "کردن") {
            return false;
        }
        match own {
            Some(Own::Word) => {
                let counted = relative || before == Kind::Determiner || self.is_someone(&format!("{stem}{rest}"));
                rest != "ای" && self.words.is_human(stem) && !modifies && counted
            }
            Some(_) if self.words.is(next, &[Pos::Verb]) || self.tells_how() => false,
            Some(_) if BEFALLS.contains(&next) && !self.words.is_human(stem) => false,
            Some(_) => {
                relative
                    || before == Kind::Determiner
                    || !(modifies || before == Kind::Degree || is_predicate || self.describes())
            }
            None if !modifies => !(self.words.is_human(stem) && self.precedes_noun()),
            None if self.words.is_human(stem) => !OFFICES.contains(&self.previous()),
            // Behind a plural a modifier is likelier than another noun: «نهادهای نظارتی», «آثار باستانی».
            None => !self.is_plural(self.previous()) || self.words.is(next, &[Pos::Adjective]),
        }
    }

    /// «قانونی رفتار کرد»: an adjective before a verb of conduct says how.
    fn tells_how(&self) -> bool {
        let [next, second] = self.following();
        DONE.contains(&next) && is_finite_verb(second)
    }

    fn is_plural(&self, word: &str) -> bool {
        word.ends_with("های") || self.words.lexicon.singular_of(word).is_some()
    }

    /// Whether what follows `whole` is said of a person: «سربازی از پادگان», «کودکی سه‌ساله», «شاگردی تنبل».
    fn is_someone(&self, whole: &str) -> bool {
        let [next, second] = self.following();
        let follows = |list: &[&str]| list.contains(&next);
        if self.words.governs(whole, next) {
            return false;
        }
        let is_domain = self.words.is(whole, &[Pos::Adjective]);
        // «سربازی در پادگان» is a soldier, «کشاورزی در این استان» farming.
        let is_placed = self.words.is(next, &[Pos::Preposition]) && (!is_domain || next == "از");
        if follows(&PERSONAL) || follows(&DEEDS) || next.ends_with("ساله") || is_placed {
            return true;
        }
        let trait_of_one = self.words.kind(next) == Kind::Adjective && !next.ends_with('ی') && !follows(&OF_WORK);
        trait_of_one && !is_domain && !LINKS.contains(&second)
    }

    /// Whether what follows shows an adjective: a predicate («دولتی است»), or the noun that it is the name of («آبی آسمان»).
    fn describes(&self) -> bool {
        let [next, second] = self.following();
        if LINKS.contains(&next) {
            return second.is_empty();
        }
        let coordinated = next == "و" && self.words.describes(second);
        coordinated || self.precedes_noun()
    }

    /// Whether a noun follows that is neither part of a verb («جان باخت») nor a time, a person or an adjective.
    fn precedes_noun(&self) -> bool {
        let [next, second] = self.following();
        let is_noun = matches!(self.words.kind(next), Kind::Noun | Kind::Name);
        let known = self.words.is(next, &[Pos::Noun, Pos::Name]) && !self.words.is(next, &[Pos::Adjective]);
        let is_other = self.words.lexicon.get(next).any(|entry| entry.has("time") || entry.has("human"));
        let participle = second.strip_suffix('ه').is_some_and(|stem| self.words.is_past(stem));
        let verbal = is_finite_verb(second) || participle || (is_light(next) && second == "و");
        is_noun && known && !is_other && !verbal
    }
}
