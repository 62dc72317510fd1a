//! Verb groups: participle, auxiliary and passive become one unit («گفته شده است»). The nominal part of a compound is attached in `compound`.
//!
//! In: tokens and their readings. Out: units, a verb group or any other reading each.

use crate::lexicon::Entry;
use crate::model::AnnotatedSegment;

use super::compound::{Compounds, Grouper};
use super::reading::{Cat, Reading};
use super::token::Tokens;
use super::verb::{Agreement, Form, VerbForm};

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

    pub(super) fn verb(&self) -> Option<&VerbGroup<'a>> {
        if let Self::Verb(group) = self { Some(group) } else { None }
    }

    pub(super) fn cat(&self) -> Cat {
        match self {
            Self::Word(reading) => reading.cat,
            Self::Verb(_) => Cat::Verb,
        }
    }
}

/// Joins readings to units.
pub(super) fn group<'a>(
    source: &AnnotatedSegment,
    tokens: &Tokens,
    readings: &[Reading<'a>],
    compounds: &Compounds<'a>,
) -> Vec<Unit<'a>> {
    let mut grouper = Grouper::new(source, tokens, compounds);
    let (mut at, mut token) = (0, 0);
    while at < readings.len() {
        let (core, used) = core(readings, at);
        let start = token;
        token += readings[at..at + used].iter().map(|reading| reading.len).sum::<usize>();
        at += used;
        let unit = match core {
            Core::Finite(group) => Unit::Verb(grouper.finite(start..token, group)),
            Core::Nominal(reading) => Unit::Word(grouper.nominal(start, reading)),
            Core::Other(reading) => Unit::Word(Reading { deed: compounds.deed(&reading), ..reading }),
        };
        let copula = unit.word().is_some_and(|word| word.ending.copula);
        grouper.push(start, unit);
        if let Some(be) = compounds.be().filter(|_| copula) {
            grouper.copula(token, be);
        }
    }
    let mut units = grouper.finish();
    super::correlate::pair(&mut units);
    units
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
            // «ساخته شده و …»: the auxiliary of a passive is left out too.
            let becomes = matches!(auxiliary.entry.lemma.as_str(), "شدن" | "گردیدن");
            if becomes && auxiliary.form == Form::Participle && ends_clause(readings.get(at + 2)) {
                return Some((VerbGroup { passive: true, ..simple(verb, Tense::Perfect) }, 2));
            }
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
        // «دارید» is "you have": the present of داشتن takes no می.
        Form::Subjunctive if verb.entry.lemma == "داشتن" && !verb.prefixed => {
            Some((simple(verb, Tense::Present), 1))
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
        // «داشته باشد» is the only subjunctive of داشتن: "has", not "has had".
        Form::Subjunctive if verb.entry.lemma == "داشتن" => Tense::Subjunctive,
        Form::Subjunctive => Tense::PerfectSubjunctive,
        _ => return None,
    };
    Some(VerbGroup {
        agreement: auxiliary.agreement,
        negative: verb.negative || auxiliary.negative,
        ..simple(verb, tense)
    })
}

/// «معتقدند», «خوشحال‌اند»: the copula that is written as an ending.
pub(super) fn clitic_copula(be: &Entry) -> VerbGroup<'_> {
    VerbGroup {
        english: be.gloss().to_owned(),
        entry: Some(be),
        tense: Tense::Present,
        agreement: Agreement { person: 3, plural: true },
        negative: false,
        passive: false,
        preverb: None,
    }
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
