//! Light-verb compounds: the nominal part joins its verb, next to it («تصریح کرد») or at a distance («صحبت از صلح کردند»).
//!
//! In: the units so far and a verb. Out: the verb with the English of the compound, the nominal part taken out. A glossary term inside a compound must
//! be seen in the English.

use std::collections::HashMap;
use std::ops::Range;

use crate::english::verb;
use crate::lexicon::{Entry, Lexicon, Pos, Row};
use crate::model::{AnnotatedSegment, PartOfSpeech};
use crate::persian::match_key;
use crate::persian::table::Quick;

use super::group::{Unit, VerbGroup};
use super::reading::{Cat, Reading};
use super::term::shows;
use super::token::Tokens;

/// Longest preverb looked for («به رسمیت» شناختن, «در دستور کار» قرار دادن), in tokens.
const LONGEST_PREVERB: usize = 5;

/// How far a nominal part or a verb that was left out is looked for, in units.
const FURTHEST: usize = 60;

/// The key in a frame for a complement by ezafe: «آماده امضای سند بودن» has `ezafe:for`.
const EZAFE: &str = "ezafe";

/// Light-verb compounds by light verb and joined key of what stands before it.
#[derive(Debug, Default)]
pub(super) struct Compounds<'a> {
    by_light: HashMap<String, HashMap<String, &'a Row, Quick>, Quick>,
    be: Option<&'a Entry>,
}

impl<'a> Compounds<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        let be = lexicon.get("بودن").find(|entry| entry.pos == Pos::Verb);
        let mut compounds = Self { be, ..Self::default() };
        for row in lexicon.rows().iter().filter(|row| row.pos() == Pos::Verb) {
            if let Some((preverb, light)) = row.lemma().rsplit_once(' ') {
                let mut key = match_key(preverb);
                key.retain(|c| c != ' ');
                compounds.by_light.entry(match_key(light)).or_default().entry(key).or_insert(row);
            }
        }
        compounds
    }

    /// Returns the English of the verb «… کردن» or «… دادن» that says what the noun says, if both are one English word: increase, reduction.
    pub(super) fn deed(&self, noun: &Reading<'a>) -> Option<&'a str> {
        let key =
            match_key(&noun.entry.filter(|_| noun.cat == Cat::Noun && noun.term.is_none())?.lemma).replace(' ', "");
        let verb = ["کردن", "دادن", "بخشیدن"].iter().find_map(|light| self.by_light.get(*light)?.get(&key)?.entry())?;
        let english = verb.gloss();
        let akin = english.get(..3).is_some_and(|root| noun.english.starts_with(root));
        (akin && !verb.has("intr") && !english.contains(' ')).then_some(english)
    }

    /// Returns what is left without the rows of the lexicon: the copula.
    pub(super) fn without_rows(self) -> Self {
        Self { by_light: HashMap::default(), ..self }
    }

    /// Returns the row of بودن.
    pub(super) fn be(&self) -> Option<&'a Entry> {
        self.be
    }

    /// Returns the compound of a light verb or one of its synonyms, and whether it is the passive of the one that is listed.
    fn get(&self, light: &str, preverb: &str) -> Option<(&'a Entry, bool)> {
        synonyms(light).iter().find_map(|(light, passive)| {
            let row = self.by_light.get(*light)?.get(preverb)?;
            Some((row.entry()?, *passive))
        })
    }
}

/// Light verbs under which a compound may be listed. «X شدن» is the passive of «X کردن» if it has no row of its own.
fn synonyms(light: &str) -> Vec<(&str, bool)> {
    match light {
        "شدن" | "گردیدن" | "گشتن" => {
            vec![("شدن", false), ("گردیدن", false), ("گشتن", false), ("کردن", true)]
        }
        "نمودن" | "کردن" | "ساختن" => vec![(light, false), ("کردن", false), ("نمودن", false)],
        // «طول می‌کشد»: the present stems of کشتن and کشیدن are one.
        "کشتن" => vec![(light, false), ("کشیدن", false)],
        "رسانیدن" => vec![("رساندن", false)],
        "نهادن" | "گذاردن" => vec![(light, false), ("گذاشتن", false)],
        other => vec![(other, false)],
    }
}

/// A compound found before a light verb.
struct Found<'a> {
    entry: &'a Entry,
    passive: bool,
    /// Token at which it begins.
    start: usize,
}

/// The units made so far, each with the token at which it begins.
pub(super) struct Grouper<'s, 'a> {
    source: &'s AnnotatedSegment,
    tokens: &'s Tokens,
    compounds: &'s Compounds<'a>,
    units: Vec<(usize, Unit<'a>)>,
}

impl<'s, 'a> Grouper<'s, 'a> {
    pub(super) fn new(source: &'s AnnotatedSegment, tokens: &'s Tokens, compounds: &'s Compounds<'a>) -> Self {
        Self { source, tokens, compounds, units: Vec::new() }
    }

    pub(super) fn push(&mut self, start: usize, unit: Unit<'a>) {
        self.units.push((start, unit));
    }

    /// Adds the copula that ends the word before token `end`, with its nominal part: «معتقدند» is معتقد بودن.
    pub(super) fn copula(&mut self, end: usize, be: &'a Entry) {
        let group = super::group::clitic_copula(be);
        let compound = self.clitic_compound(end).and_then(|(entry, passive, start)| {
            self.take(start)?;
            Some(VerbGroup { english: entry.gloss().to_owned(), entry: Some(entry), passive, ..group.clone() })
        });
        self.push(end, Unit::Verb(compound.unwrap_or(group)));
    }

    /// «بر این باورند» is بر این باور بودن: the longest compound that ends in the word with the copula.
    fn clitic_compound(&self, end: usize) -> Option<(&'a Entry, bool, usize)> {
        let (last, unit) = self.units.last()?;
        let stem = match_key(&unit.word()?.entry?.lemma).replace(' ', "");
        (end.saturating_sub(LONGEST_PREVERB)..=*last).find_map(|start| {
            let before: String = self.tokens.list[start..*last].iter().map(|token| token.key.as_str()).collect();
            let (entry, passive) = self.compounds.get("بودن", &format!("{before}{stem}"))?;
            Some((entry, passive, start))
        })
    }

    /// Returns the units; a verb that was left out before «و» is put back.
    pub(super) fn finish(mut self) -> Vec<Unit<'a>> {
        self.fill_gaps();
        self.units.into_iter().map(|(_, unit)| unit).collect()
    }

    /// Gives a finite verb its nominal part, and its term if the glossary has one for it («خاطرنشان کرد»).
    pub(super) fn finite(&mut self, core: Range<usize>, group: VerbGroup<'a>) -> VerbGroup<'a> {
        let hit =
            self.tokens.hits.iter().zip(&self.source.hits).find(|(span, hit)| {
                hit.entry.pos == PartOfSpeech::Verb && span.end > core.start && span.start < core.end
            });
        let before = self.units.len();
        let attached = self.attach(core.start, group);
        let Some((span, hit)) = hit else { return attached };
        if self.units.len() == before && span.start < core.start {
            self.take(span.start);
        }
        VerbGroup { english: hit.entry.target.clone(), preverb: None, ..attached }
    }

    /// Infinitives and attributive participles with their preverbs: «فراگیر شدن» spreading, «امضا شده» signed.
    pub(super) fn nominal(&mut self, end: usize, reading: Reading<'a>) -> Reading<'a> {
        let light = reading.entry.map_or("", |entry| entry.lemma.as_str());
        let found = self.find(end, light).and_then(|found| Some((self.take(found.start)?, found)));
        let (english, entry, passive) = match found {
            Some((words, found)) => (self.rendering(&words, found.entry).0, Some(found.entry), found.passive),
            None => (self.with_adjective(&reading, light), reading.entry, false),
        };
        if reading.cat == Cat::Infinitive {
            let gerund = if passive { format!("being {}", verb::participle(&english)) } else { verb::gerund(&english) };
            let not = if reading.verb.is_some_and(|verb| verb.negative) { "not " } else { "" };
            return Reading { english: format!("{not}{gerund}"), entry, ..reading };
        }
        Reading { english: adjectival(&english), entry, cat: Cat::Adjective, ..reading }
    }

    /// Looks for the longest compound that ends before token `end`.
    fn find(&self, end: usize, light: &str) -> Option<Found<'a>> {
        (end.saturating_sub(LONGEST_PREVERB)..end).find_map(|start| {
            let key: String = self.tokens.list[start..end].iter().map(|token| token.key.replace(' ', "")).collect();
            let (entry, passive) = self.compounds.get(light, &key)?;
            (!self.is_counted(start)).then_some(Found { entry, passive, start })
        })
    }

    /// The unit that begins at token `start`.
    fn unit_at(&self, start: usize) -> Option<usize> {
        let at = self.units.partition_point(|(token, _)| *token < start);
        self.units.get(at).filter(|(token, _)| *token == start).map(|_| at)
    }

    /// Removes the units from token `start` on; `None` if one of them straddles it or is a verb.
    fn take(&mut self, start: usize) -> Option<Vec<Reading<'a>>> {
        let cut = self.unit_at(start)?;
        let words: Option<Vec<Reading<'a>>> = self.units[cut..].iter().map(|(_, unit)| unit.word().cloned()).collect();
        let words = words?;
        self.units.truncate(cut);
        Some(words)
    }

    /// Gives a finite verb its nominal part.
    fn attach(&mut self, end: usize, group: VerbGroup<'a>) -> VerbGroup<'a> {
        let found = self.find(end, group.lemma()).filter(|found| {
            // «بخش کشاورزی شد»: a part of an expression is no part of the verb.
            self.unit_at(found.start).is_some() && !self.is_governed(found.start)
        });
        let Some(found) = found else { return self.apart(group) };
        if let Some(caused) = self.cause(found.start, &group).and_then(|at| self.split_at(at, &group)) {
            return caused;
        }
        if self.is_attributive(found.start)
            && let Some(distant) = self.distant(&group)
        {
            return distant;
        }
        let Some(words) = self.take(found.start) else { return group };
        let (english, preverb) = self.rendering(&words, found.entry);
        let passive = (group.passive || found.passive) && preverb.is_none();
        VerbGroup { english, entry: Some(found.entry), passive, preverb, ..group }
    }

    /// «خواستار تحقیقات بین‌المللی شد»: an adjective right behind a noun more likely belongs to the noun than to the verb.
    fn is_attributive(&self, start: usize) -> bool {
        let Some(at) = self.unit_at(start) else { return false };
        let is_last = at + 1 == self.units.len();
        is_last && at > 0 && self.units[at].1.cat() == Cat::Adjective && self.units[at - 1].1.cat() == Cat::Noun
    }

    /// «باعث کاهش سرمایه‌گذاری در بخش تولید شده است»: what was caused is open, so «تولید» is no part of the verb.
    fn cause(&self, start: usize, group: &VerbGroup<'a>) -> Option<usize> {
        if group.lemma() != "شدن" {
            return None;
        }
        let before = self.units.iter().enumerate().rev().skip_while(|(_, (at, _))| *at >= start).take(FURTHEST);
        let clause = before
            .map_while(|(at, (_, unit))| Some((at, unit.word()?)))
            .take_while(|(_, word)| !matches!(word.cat, Cat::Ke | Cat::Mark(_)));
        let causes = |word: &Reading<'a>| {
            word.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "باعث" | "موجب" | "سبب"))
        };
        clause.filter(|(_, word)| causes(word)).map(|(at, _)| at).next()
    }

    /// «دو گل زد», «این تصمیم گرفته شد»: what is counted or pointed at is a noun of its own.
    fn is_counted(&self, start: usize) -> bool {
        let before = self.units.iter().rev().find(|(at, _)| *at < start).and_then(|(_, unit)| unit.word());
        let opens = self.unit_at(start).map(|at| self.units[at].1.cat());
        let points = |word: &Reading<'a>| {
            let lemma = word.entry.map_or("", |entry| entry.lemma.as_str());
            word.cat == Cat::Number || matches!(lemma, "چند" | "چندین")
        };
        opens == Some(Cat::Noun) && before.is_some_and(points)
    }

    /// «آمادگی برای همکاری داریم»: what a preposition governs is no part of the verb.
    fn is_governed(&self, start: usize) -> bool {
        let before = self.units.iter().rev().find(|(at, _)| *at < start);
        let opens = self.unit_at(start).map(|at| self.units[at].1.cat());
        // «بهترین کارگردانی شد»: what is ranked is a noun of its own.
        let ranked =
            before.is_some_and(|(_, unit)| unit.cat() == Cat::Ordinal && unit.word().is_some_and(|word| word.preposed));
        ranked || before.is_some_and(|(_, unit)| unit.cat() == Cat::Preposition) && opens != Some(Cat::Preposition)
    }

    /// A term inside a compound must be seen in the English: if the verb does not show it, it becomes an object
    /// («همکاری کنند» → "carry out cooperation").
    fn rendering(&self, words: &[Reading<'a>], entry: &Entry) -> (String, Option<Reading<'a>>) {
        let term = words.iter().find_map(|word| Some((word, self.source.hits.get(word.term?)?)));
        let Some((word, hit)) = term else { return (entry.gloss().to_owned(), None) };
        // The verb is inflected: "talk" becomes "talked", which is no form of the noun; "hold talks" keeps it.
        let keeps = |english: &&String| shows(english.split_once(' ').map_or("", |(_, rest)| rest), hit);
        let is_noun = hit.entry.pos == PartOfSpeech::Noun;
        let kept = entry.english.iter().find(keeps).filter(|_| is_noun);
        match kept.or_else(|| entry.english.iter().find(|english| shows(english, hit))) {
            Some(english) => (english.clone(), None),
            None => ("carry out".to_owned(), Some(word.clone())),
        }
    }

    /// Without a compound right before the verb: one at a distance, or "carry out" with an unlisted noun as its object.
    fn apart(&mut self, group: VerbGroup<'a>) -> VerbGroup<'a> {
        if let Some(found) = self.distant(&group) {
            return found;
        }
        let is_do = matches!(group.lemma(), "کردن" | "نمودن") && !group.passive;
        let last = self.units.last().and_then(|(_, unit)| unit.word());
        match last.filter(|word| word.cat == Cat::Noun && is_do).cloned() {
            Some(object) => {
                self.units.pop();
                VerbGroup { english: "carry out".to_owned(), preverb: Some(object), ..group }
            }
            None => group,
        }
    }

    /// Looks back for a nominal part whose complement stands between it and the verb: «نیاز به بررسی دارد», «آماده امضای آن هستند»,
    /// «تأثیر منفی گذاشت»: an adjective between the parts says how: "affected … negatively".
    fn split_graded(&mut self, at: usize, key: &str, group: &VerbGroup<'a>) -> Option<VerbGroup<'a>> {
        let grade = self.units.get(at + 1)?.1.word().filter(|word| word.cat == Cat::Adjective && word.has("adv"))?;
        let (entry, passive) = self.compounds.get(group.lemma(), key).filter(|_| at + 2 == self.units.len())?;
        let adverb = Reading { cat: Cat::Adverb, english: adverb(&grade.english), entry: None, ..grade.clone() };
        self.units[at + 1].1 = Unit::Word(adverb);
        self.units.remove(at);
        let passive = group.passive || passive;
        Some(VerbGroup { english: entry.gloss().to_owned(), entry: Some(entry), passive, ..group.clone() })
    }

    /// «به امضای طرفین رسید».
    fn distant(&mut self, group: &VerbGroup<'a>) -> Option<VerbGroup<'a>> {
        for at in (0..self.units.len().checked_sub(1)?).rev().take(FURTHEST) {
            let word = self.units[at].1.word()?;
            if matches!(word.cat, Cat::Mark('.' | '؛' | ':') | Cat::Ke | Cat::Subordinator) {
                return None;
            }
            if (word.len > 1 || word.term.is_some()) && word.cat != Cat::Preposition {
                continue;
            }
            if let Some(found) = self.split_at(at, group) {
                return Some(found);
            }
        }
        None
    }

    fn split_at(&mut self, at: usize, group: &VerbGroup<'a>) -> Option<VerbGroup<'a>> {
        let key = self.whole_key(at);
        let next = self.units.get(at + 1)?.1.word()?;
        let governed = at > 0 && self.units[at - 1].1.cat() == Cat::Preposition;
        if let Some((entry, passive)) = self.compounds.get(group.lemma(), &key).filter(|_| !governed) {
            let by_preposition =
                next.cat == Cat::Preposition && next.entry.is_some_and(|own| entry.complement(&own.lemma).is_some());
            // «میزبان بیش از ۵۰۰ شرکت است»: more than so many is nominal too.
            let counts = matches!(next.english.as_str(), "more than" | "less than" | "about" | "around" | "nearly")
                && self.units.get(at + 2).is_some_and(|(_, unit)| unit.cat() == Cat::Number);
            let by_ezafe = entry.complement(EZAFE).filter(|_| is_nominal(next.cat) || counts);
            if by_preposition || by_ezafe.is_some() {
                self.units.remove(at);
                self.govern(at, by_ezafe.unwrap_or("-"));
                let passive = group.passive || passive;
                return Some(VerbGroup {
                    english: entry.gloss().to_owned(),
                    entry: Some(entry),
                    passive,
                    ..group.clone()
                });
            }
        }
        if let Some(found) = self.split_graded(at, &key, group) {
            return Some(found);
        }
        self.split_prepositional(at, group)
    }

    /// «به امضای طرفین رسید» is «به امضا رسیدن» with the doer inside: "was signed by the parties"; «به بحث و بررسی راه‌ها پرداختند» has its object
    /// inside, as the frame says.
    fn split_prepositional(&mut self, at: usize, group: &VerbGroup<'a>) -> Option<VerbGroup<'a>> {
        if self.units[at].1.cat() != Cat::Preposition {
            return None;
        }
        let mut key = String::new();
        for inside in at..self.units.len().min(at + LONGEST_PREVERB) {
            let noun = self.whole_key(inside);
            let bare = if noun.chars().count() > 3 { noun.strip_suffix('ی').unwrap_or(&noun) } else { &noun };
            let listed =
                [&noun, bare].iter().find_map(|noun| self.compounds.get(group.lemma(), &format!("{key}{noun}")));
            key.push_str(&noun);
            let Some((entry, passive)) = listed else { continue };
            let english = match entry.complement(EZAFE) {
                Some(english) => english,
                None if entry.gloss().starts_with("be ") && inside == at + 1 => "by",
                None => continue,
            };
            if !is_nominal(self.units.get(inside + 1)?.1.cat()) {
                continue;
            }
            self.units.drain(at..=inside);
            self.govern(at, english);
            let passive = group.passive || passive;
            return Some(VerbGroup {
                english: entry.gloss().to_owned(),
                entry: Some(entry),
                passive,
                preverb: None,
                ..group.clone()
            });
        }
        None
    }

    /// The keys of all tokens of unit `at`, joined.
    fn whole_key(&self, at: usize) -> String {
        let Some((start, unit)) = self.units.get(at) else { return String::new() };
        let len = unit.word().map_or(1, |word| word.len);
        self.tokens.list[*start..].iter().take(len).map(|token| token.key.replace(' ', "")).collect()
    }

    /// Puts an English preposition before unit `at`; "-" means none, but a new phrase begins there: «بارش باعث بسته شدن جاده شد».
    fn govern(&mut self, at: usize, english: &str) {
        let token = self.units.get(at).map_or(0, |(token, _)| *token);
        let cat = if english == "-" { Cat::Boundary } else { Cat::Preposition };
        self.units.insert(at, (token, Unit::Word(Reading::new(cat, english))));
    }

    fn key(&self, at: usize) -> String {
        let token = self.units.get(at).and_then(|(token, _)| self.tokens.list.get(*token));
        token.map_or_else(String::new, |token| token.key.clone())
    }

    /// «اجرایی شدن»: an adjective before an infinitive of "become".
    fn with_adjective(&mut self, reading: &Reading<'a>, light: &str) -> String {
        let last = self.units.last().and_then(|(_, unit)| unit.word());
        let adjective = last.filter(|word| word.cat == Cat::Adjective).map(|word| word.english.clone());
        match adjective {
            Some(adjective) if light == "بودن" && reading.cat == Cat::Infinitive => {
                self.units.pop();
                format!("be {adjective}")
            }
            Some(adjective) if light == "شدن" && reading.cat == Cat::Infinitive => {
                self.units.pop();
                format!("become {adjective}")
            }
            _ => reading.english.clone(),
        }
    }

    /// «توافقات را پیگیری و موانع را برطرف کنند»: the first «کنند» is left out; the noun after the object is its verb.
    fn fill_gaps(&mut self) {
        for at in 1..self.units.len().saturating_sub(1) {
            let joins = self.units[at + 1].1.cat() == Cat::Coordinator;
            let Some(word) = self.units[at].1.word().filter(|word| joins && word.len == 1) else { continue };
            let cat = word.cat;
            let Some(model) = self.units[at..].iter().take(FURTHEST).find_map(|(_, unit)| unit.verb().cloned()) else {
                continue;
            };
            let light = model.lemma().rsplit(' ').next().unwrap_or("");
            let becomes = matches!(light, "شدن" | "گردیدن") || model.passive;
            let gap = match cat {
                Cat::Noun if self.object_is_open(at) => self.compounds.get("کردن", &self.key(at)),
                Cat::Adjective | Cat::Participle if becomes && is_nominal(self.units[at - 1].1.cat()) => {
                    self.compounds.get("شدن", &self.key(at))
                }
                _ => None,
            };
            let model = VerbGroup { preverb: None, ..model };
            if let Some((entry, passive)) = gap {
                let english = entry.gloss().to_owned();
                self.units[at].1 = Unit::Verb(VerbGroup { english, entry: Some(entry), passive, ..model });
            } else if let Some(adjective) = self.left_open(at).filter(|_| becomes) {
                let english = format!("be {adjective}");
                self.units[at].1 = Unit::Verb(VerbGroup { english, entry: None, passive: false, ..model });
            }
        }
    }

    /// «۱۲ نفر کشته و ۴۰ نفر زخمی شدند»: an adjective behind a counted noun, with another counted noun behind «و».
    fn left_open(&self, at: usize) -> Option<String> {
        let word = self.units[at].1.word().filter(|word| word.cat == Cat::Adjective)?;
        let counted = at > 1 && self.units[at - 2].1.cat() == Cat::Number;
        let goes_on = self.units[at + 2..].iter().take(3).any(|(_, unit)| unit.cat() == Cat::Number);
        (counted && goes_on).then(|| word.english.clone())
    }

    /// Whether an object with را stands before unit `at` without a verb yet.
    fn object_is_open(&self, at: usize) -> bool {
        let before = self.units[..at].iter().rev().take_while(|(_, unit)| unit.cat() != Cat::Verb);
        before.map(|(_, unit)| unit.cat()).take_while(|cat| !matches!(cat, Cat::Mark(_))).any(|cat| cat == Cat::Ra)
    }
}

fn is_nominal(cat: Cat) -> bool {
    matches!(cat, Cat::Noun | Cat::Name | Cat::Pronoun | Cat::Determiner | Cat::Infinitive | Cat::Number | Cat::Ordinal)
}

/// Returns the adverb of an adjective: negative → negatively, heavy → heavily.
pub(super) fn adverb(adjective: &str) -> String {
    let last = adjective.rsplit(' ').next().unwrap_or("");
    let before = &adjective[..adjective.len() - last.len()];
    match last {
        "good" => return format!("{before}well"),
        "fast" | "hard" | "early" | "late" | "long" | "better" | "more" | "less" | "much" | "high" | "low" => {
            return adjective.to_owned();
        }
        _ if last.ends_with("ly") || last.ends_with("er") || last.ends_with("ed") => return adjective.to_owned(),
        _ => {}
    }
    match (adjective.strip_suffix('y'), adjective.strip_suffix("le")) {
        (Some(stem), _) => format!("{stem}ily"),
        (_, Some(stem)) => format!("{stem}ly"),
        _ => format!("{adjective}ly"),
    }
}

/// The participle as an adjective: "be held" → "held", "sign" → "signed".
fn adjectival(english: &str) -> String {
    english.strip_prefix("be ").map_or_else(|| verb::participle(english), str::to_owned)
}
