//! Verb groups: auxiliaries, passives and light-verb compounds become one unit («به امضا رسانده شده است»).
//!
//! In: tokens and their readings. Out: units, a verb group or any other reading each.

use std::collections::HashMap;
use std::ops::Range;

use crate::english::verb;
use crate::lexicon::{Entry, Lexicon, Pos};
use crate::model::{AnnotatedSegment, PartOfSpeech};
use crate::persian::match_key;

use super::reading::{Cat, Reading};
use super::token::Tokens;
use super::verb::{Agreement, Form, VerbForm};

/// Longest preverb looked for («به رسمیت» شناختن, «در دستور کار» قرار دادن), in tokens.
const LONGEST_PREVERB: usize = 5;

/// Tense and mood of a verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Present,
    Past,
    Imperfect,
    Perfect,
    PastPerfect,
    Future,
    Subjunctive,
    PerfectSubjunctive,
}

/// A finite verb with everything that belongs to it.
#[derive(Debug, Clone)]
pub(super) struct VerbGroup<'a> {
    /// English base form.
    pub(super) english: String,
    /// The row whose frame holds.
    pub(super) entry: Option<&'a Entry>,
    pub(super) tense: Tense,
    pub(super) agreement: Agreement,
    pub(super) negative: bool,
    pub(super) passive: bool,
    /// Its nominal part was not listed with it: an object follows in English.
    pub(super) preverb: Option<Reading<'a>>,
}

impl VerbGroup<'_> {
    pub(super) fn has(&self, tag: &str) -> bool {
        self.entry.is_some_and(|entry| entry.has(tag))
    }

    pub(super) fn lemma(&self) -> &str {
        self.entry.map_or("", |entry| entry.lemma.as_str())
    }

    /// «بودن»، «شدن» on their own: a predicate belongs to them.
    pub(super) fn is_link(&self) -> bool {
        self.preverb.is_none() && self.has("link") && !self.passive
    }
}

/// A reading or a verb group.
#[derive(Debug, Clone)]
pub(super) enum Unit<'a> {
    Word(Reading<'a>),
    Verb(VerbGroup<'a>),
}

impl<'a> Unit<'a> {
    pub(super) fn word(&self) -> Option<&Reading<'a>> {
        if let Self::Word(reading) = self { Some(reading) } else { None }
    }

    pub(super) fn cat(&self) -> Cat {
        match self {
            Self::Word(reading) => reading.cat,
            Self::Verb(_) => Cat::Verb,
        }
    }
}

/// Light-verb compounds by light verb and joined key of what stands before it.
#[derive(Debug, Default)]
pub(super) struct Compounds<'a> {
    by_light: HashMap<String, HashMap<String, &'a Entry>>,
}

impl<'a> Compounds<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        let mut compounds = Self::default();
        for entry in lexicon.entries().iter().filter(|entry| entry.pos == Pos::Verb) {
            if let Some((preverb, light)) = entry.lemma.rsplit_once(' ') {
                let key = match_key(preverb).replace(' ', "");
                compounds.by_light.entry(match_key(light)).or_default().entry(key).or_insert(entry);
            }
        }
        compounds
    }

    fn get(&self, light: &str, preverb: &str) -> Option<&'a Entry> {
        self.by_light.get(light)?.get(preverb).copied()
    }
}

/// Joins readings to units.
pub(super) fn group<'a>(
    source: &AnnotatedSegment,
    tokens: &Tokens,
    readings: &[Reading<'a>],
    compounds: &Compounds<'a>,
) -> Vec<Unit<'a>> {
    let mut grouper = Grouper { source, tokens, compounds, units: Vec::new() };
    let (mut at, mut token) = (0, 0);
    while at < readings.len() {
        let (core, used) = core(readings, at);
        let start = token;
        token += readings[at..at + used].iter().map(|reading| reading.len).sum::<usize>();
        at += used;
        let unit = match core {
            Core::Finite(group) => Unit::Verb(grouper.finite(start..token, group)),
            Core::Nominal(reading) => Unit::Word(grouper.nominal(start, reading)),
            Core::Other(reading) => Unit::Word(reading),
        };
        grouper.push(start, unit);
    }
    grouper.units.into_iter().map(|(_, unit)| unit).collect()
}

enum Core<'a> {
    Finite(VerbGroup<'a>),
    /// An infinitive or an attributive participle.
    Nominal(Reading<'a>),
    Other(Reading<'a>),
}

fn core<'a>(readings: &[Reading<'a>], at: usize) -> (Core<'a>, usize) {
    let reading = &readings[at];
    let Some(verb) = reading.verb else { return (Core::Other(reading.clone()), 1) };
    if let Some((group, used)) = finite(readings, at) {
        return (Core::Finite(group), used);
    }
    match verb.form {
        Form::Participle if ends_clause(readings.get(at + 1)) => (Core::Finite(simple(verb, Tense::Perfect)), 1),
        _ => (Core::Nominal(reading.clone()), 1),
    }
}

/// The auxiliary after a participle is often left out before «و» and a stop: «… اجرایی شده و …».
fn ends_clause(next: Option<&Reading<'_>>) -> bool {
    next.is_none_or(|next| matches!(next.cat, Cat::Coordinator | Cat::Mark('.' | '؛' | '،' | ';' | '!' | '؟')))
}

fn finite<'a>(readings: &[Reading<'a>], at: usize) -> Option<(VerbGroup<'a>, usize)> {
    let verb = readings.get(at)?.verb?;
    let next = readings.get(at + 1).and_then(|reading| reading.verb);
    match verb.form {
        Form::Participle => {
            let auxiliary = next?;
            if auxiliary.entry.lemma == "بودن" {
                return Some((perfect(verb, auxiliary)?, 2));
            }
            let (inner, used) = finite(readings, at + 1)?;
            let passive = matches!(inner.lemma(), "شدن" | "گردیدن") && !inner.passive;
            passive.then(|| {
                (
                    VerbGroup {
                        english: verb.entry.gloss().to_owned(),
                        entry: Some(verb.entry),
                        passive: true,
                        ..inner
                    },
                    used + 1,
                )
            })
        }
        Form::Infinitive => None,
        Form::Subjunctive if verb.entry.lemma == "خواستن" && next.is_some_and(|next| next.form == Form::Past) => {
            let main = next?;
            let group = VerbGroup { agreement: verb.agreement, negative: verb.negative, ..simple(main, Tense::Future) };
            Some((group, 2))
        }
        _ => Some((simple(verb, tense(verb.form)), 1)),
    }
}

fn tense(form: Form) -> Tense {
    match form {
        Form::Past => Tense::Past,
        Form::Imperfect => Tense::Imperfect,
        Form::Present => Tense::Present,
        Form::Perfect | Form::Participle | Form::Infinitive => Tense::Perfect,
        Form::Subjunctive => Tense::Subjunctive,
    }
}

fn perfect<'a>(verb: VerbForm<'a>, auxiliary: VerbForm<'a>) -> Option<VerbGroup<'a>> {
    let tense = match auxiliary.form {
        Form::Present => Tense::Perfect,
        Form::Past => Tense::PastPerfect,
        Form::Subjunctive => Tense::PerfectSubjunctive,
        _ => return None,
    };
    Some(VerbGroup {
        agreement: auxiliary.agreement,
        negative: verb.negative || auxiliary.negative,
        ..simple(verb, tense)
    })
}

fn simple(verb: VerbForm<'_>, tense: Tense) -> VerbGroup<'_> {
    VerbGroup {
        english: verb.entry.gloss().to_owned(),
        entry: Some(verb.entry),
        tense,
        agreement: verb.agreement,
        negative: verb.negative,
        passive: false,
        preverb: None,
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
struct Grouper<'s, 'a> {
    source: &'s AnnotatedSegment,
    tokens: &'s Tokens,
    compounds: &'s Compounds<'a>,
    units: Vec<(usize, Unit<'a>)>,
}

impl<'a> Grouper<'_, 'a> {
    fn push(&mut self, start: usize, unit: Unit<'a>) {
        self.units.push((start, unit));
    }

    /// Looks for the longest compound that ends before token `end`.
    fn find(&self, end: usize, light: &str) -> Option<Found<'a>> {
        let lights: &[(&str, bool)] = match light {
            "شدن" | "گردیدن" | "گشتن" => &[("شدن", false), ("گردیدن", false), ("کردن", true)],
            "نمودن" | "کردن" => &[("کردن", false), ("نمودن", false)],
            other => &[(other, false)],
        };
        (end.saturating_sub(LONGEST_PREVERB)..end).find_map(|start| {
            let key: String = self.tokens.list[start..end].iter().map(|token| token.key.replace(' ', "")).collect();
            lights.iter().find_map(|(light, passive)| {
                let entry = self.compounds.get(light, &key)?;
                Some(Found { entry, passive: *passive, start })
            })
        })
    }

    /// Removes the units from token `start` on; `None` if one of them straddles it or is a verb.
    fn take(&mut self, start: usize) -> Option<Vec<Reading<'a>>> {
        let cut = self.units.iter().position(|(at, _)| *at == start)?;
        let words: Option<Vec<Reading<'a>>> = self.units[cut..].iter().map(|(_, unit)| unit.word().cloned()).collect();
        let words = words?;
        self.units.truncate(cut);
        Some(words)
    }

    /// Gives a finite verb its nominal part, and its term if the glossary has one for it («خاطرنشان کرد»).
    fn finite(&mut self, core: Range<usize>, group: VerbGroup<'a>) -> VerbGroup<'a> {
        let hit = self.tokens.hits.iter().zip(&self.source.hits).find(|(span, hit)| {
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

    /// Gives a finite verb its nominal part.
    fn attach(&mut self, end: usize, group: VerbGroup<'a>) -> VerbGroup<'a> {
        let Some(found) = self.find(end, group.lemma()) else { return self.bare_light(group) };
        let Some(words) = self.take(found.start) else { return group };
        let (english, preverb) = self.rendering(&words, found.entry);
        let passive = (group.passive || found.passive) && preverb.is_none();
        VerbGroup { english, entry: Some(found.entry), passive, preverb, ..group }
    }

    /// A term inside a compound must be seen in the English: if the verb does not show it, it becomes an object
    /// («همکاری کنند» → "carry out cooperation").
    fn rendering(&self, words: &[Reading<'a>], entry: &Entry) -> (String, Option<Reading<'a>>) {
        let term = words.iter().find_map(|word| Some((word, self.source.hits.get(word.term?)?)));
        let Some((word, hit)) = term else { return (entry.gloss().to_owned(), None) };
        let shows = |english: &&String| {
            let english = format!(" {} ", english.to_lowercase());
            let mut forms = std::iter::once(&hit.entry.target).chain(&hit.entry.admitted);
            forms.any(|form| english.contains(&format!(" {} ", form.to_lowercase())))
        };
        match entry.english.iter().find(shows) {
            Some(english) => (english.clone(), None),
            None => ("carry out".to_owned(), Some(word.clone())),
        }
    }

    /// «کردن» with an unlisted noun before it: "carry out" and the noun as its object; «شامل … است» and its kin: the
    /// nominal part stands apart from "be".
    fn bare_light(&mut self, group: VerbGroup<'a>) -> VerbGroup<'a> {
        if group.is_link() {
            return self.distant(group);
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

    fn distant(&mut self, group: VerbGroup<'a>) -> VerbGroup<'a> {
        let light = group.lemma().to_owned();
        for at in (0..self.units.len()).rev() {
            let (start, unit) = &self.units[at];
            let Some(word) = unit.word() else { return group };
            if matches!(word.cat, Cat::Mark('.' | '؛' | ':') | Cat::Ke | Cat::Subordinator) {
                return group;
            }
            let single = word.len == 1 && word.term.is_none() && matches!(word.cat, Cat::Adjective | Cat::Preposition);
            let key = self.tokens.list.get(*start).map_or("", |token| token.key.as_str());
            if let Some(entry) = self.compounds.get(&light, key).filter(|_| single) {
                self.units.remove(at);
                return VerbGroup { english: entry.gloss().to_owned(), entry: Some(entry), preverb: None, ..group };
            }
        }
        group
    }

    /// Infinitives and attributive participles with their preverbs: «فراگیر شدن» spreading, «امضا شده» signed.
    fn nominal(&mut self, end: usize, reading: Reading<'a>) -> Reading<'a> {
        let light = reading.entry.map_or("", |entry| entry.lemma.as_str());
        let found = self.find(end, light).and_then(|found| Some((self.take(found.start)?, found)));
        let (english, entry, passive) = match found {
            Some((words, found)) => (self.rendering(&words, found.entry).0, Some(found.entry), found.passive),
            None => (self.with_adjective(&reading, light), reading.entry, false),
        };
        if reading.cat == Cat::Infinitive {
            let gerund = if passive { format!("being {}", verb::participle(&english)) } else { verb::gerund(&english) };
            return Reading { english: gerund, entry, ..reading };
        }
        Reading { english: adjectival(&english), entry, cat: Cat::Adjective, ..reading }
    }

    /// «اجرایی شدن»: an adjective before an infinitive of "become".
    fn with_adjective(&mut self, reading: &Reading<'a>, light: &str) -> String {
        let last = self.units.last().and_then(|(_, unit)| unit.word());
        let adjective = last.filter(|word| word.cat == Cat::Adjective).map(|word| word.english.clone());
        match adjective {
            Some(adjective) if light == "شدن" && reading.cat == Cat::Infinitive => {
                self.units.pop();
                format!("become {adjective}")
            }
            _ => reading.english.clone(),
        }
    }
}

/// The participle as an adjective: "be held" → "held", "sign" → "signed".
fn adjectival(english: &str) -> String {
    english.strip_prefix("be ").map_or_else(|| verb::participle(english), str::to_owned)
}
