//! Shows how a segment was read: tokens, readings, units, tree. The tool with which rules are debugged.

use std::fmt::Write as _;

use crate::model::AnnotatedSegment;

use super::group::{Unit, VerbGroup};
use super::reading::Reading;
use super::token::Token;
use super::tree::{Adjective, Body, Clause, Item, Modal, Np, Part, Pp, Tail};
use super::{Engine, analysis};

impl Engine {
    /// Returns a listing of every step by which `source` is translated.
    #[must_use]
    pub fn explain(&self, source: &AnnotatedSegment) -> String {
        let steps = analysis(self, source);
        let mut out = format!("source  {}\n", source.segment.normalized.text());
        readings(&mut out, &steps.tokens.list, &steps.readings);
        units(&mut out, &steps.units);
        out.push_str("tree\n");
        parts(&mut out, &super::parse::parse(&steps.units), 1);
        let _ = writeln!(out, "target  {}", self.translate(source).target);
        out
    }
}

fn readings(out: &mut String, tokens: &[Token], readings: &[Reading<'_>]) {
    out.push_str("words\n");
    let mut at = 0;
    for reading in readings {
        let surface: Vec<&str> = tokens[at..at + reading.len].iter().map(|token| token.text.as_str()).collect();
        at += reading.len;
        let _ = writeln!(out, "  {} = {}", surface.join(" "), word(reading));
    }
}

fn word(reading: &Reading<'_>) -> String {
    let mut text = format!("{:?} `{}` {}", reading.cat, reading.english, reading.weight);
    if let Some(verb) = &reading.verb {
        let _ = write!(text, " {} {:?}", verb.entry.lemma, verb.form);
    }
    if reading.ending != crate::persian::suffix::Ending::default() {
        let _ = write!(text, " {:?}", reading.ending);
    }
    for (mark, is_set) in [("term", reading.term.is_some()), ("unknown", reading.unknown)] {
        if is_set {
            let _ = write!(text, " {mark}");
        }
    }
    text
}

fn units(out: &mut String, units: &[Unit<'_>]) {
    out.push_str("units\n ");
    for unit in units {
        let _ = match unit {
            Unit::Word(word) => write!(out, " {:?}:{}", word.cat, word.english),
            Unit::Verb(group) => write!(out, " [{}]", verb(group)),
        };
    }
    out.push('\n');
}

fn verb(group: &VerbGroup<'_>) -> String {
    let plural = if group.agreement.plural { "pl" } else { "sg" };
    let passive = if group.passive { " passive" } else { "" };
    let negative = if group.negative { " not" } else { "" };
    format!("{} {:?} {}{plural}{passive}{negative}", group.english, group.tense, group.agreement.person)
}

fn parts(out: &mut String, list: &[Part<'_>], depth: usize) {
    for part in list {
        match part {
            Part::Clause(inner) => clause(out, inner, depth),
            Part::Mark(mark) => line(out, depth, &format!("mark {mark}")),
        }
    }
}

fn line(out: &mut String, depth: usize, text: &str) {
    let _ = writeln!(out, "{}{text}", "  ".repeat(depth));
}

fn clause(out: &mut String, clause: &Clause<'_>, depth: usize) {
    line(out, depth, &format!("clause {}", clause.link.as_deref().unwrap_or("")));
    clause.items.iter().for_each(|one| item(out, one, depth + 1));
    match &clause.modal {
        Some(Modal::Fixed(modal)) => line(out, depth + 1, &format!("modal {modal}")),
        Some(Modal::Verb(group)) => line(out, depth + 1, &format!("modal {}", verb(group))),
        None => {}
    }
    if let Some(group) = &clause.verb {
        line(out, depth + 1, &format!("verb {}", verb(group)));
    }
    clause.post.iter().for_each(|one| item(out, one, depth + 1));
    if !clause.complement.is_empty() {
        line(out, depth + 1, "that");
        parts(out, &clause.complement, depth + 2);
    }
}

fn item(out: &mut String, item: &Item<'_>, depth: usize) {
    match item {
        Item::Np(np) => noun_phrase(out, "np", np, depth),
        Item::Object(np) => noun_phrase(out, "object", np, depth),
        Item::Pp(pp) => prepositional(out, pp, depth),
        Item::Adverb(word) => line(out, depth, &format!("adverb {}", word.english)),
        Item::Adjective(word) => adjective(out, word, depth),
        Item::Subordinate(link, inner) => {
            line(out, depth, &format!("subordinate {link}"));
            clause(out, inner, depth + 1);
        }
        Item::Conjunction(word) => line(out, depth, &format!("conjunction {word}")),
        Item::Comma => line(out, depth, ","),
        Item::Mark(mark) => line(out, depth, &format!("mark {mark}")),
    }
}

fn adjective(out: &mut String, word: &Adjective<'_>, depth: usize) {
    line(out, depth, &format!("adjective {}", word.english));
    if let Some(pp) = &word.complement {
        prepositional(out, pp, depth + 1);
    }
}

fn prepositional(out: &mut String, pp: &Pp<'_>, depth: usize) {
    line(out, depth, &format!("pp {} ({})", pp.english, pp.persian));
    match &pp.body {
        Body::Np(np) => noun_phrase(out, "np", np, depth + 1),
        Body::Clause(inner) => parts(out, inner, depth + 1),
        Body::Adverb(word) => line(out, depth + 1, word),
        Body::Nothing => {}
    }
}

fn noun_phrase(out: &mut String, name: &str, np: &Np<'_>, depth: usize) {
    let determiners: Vec<&str> = np.determiners.iter().map(|word| word.english.as_str()).collect();
    let number = np.number.as_deref().unwrap_or("");
    let head = format!("{name} {} {number} {} {}", determiners.join(" "), np.before.join(" "), np.head.english);
    line(out, depth, &head.split_whitespace().collect::<Vec<_>>().join(" "));
    np.adjectives.iter().for_each(|word| adjective(out, word, depth + 1));
    if let Some(of) = &np.of {
        noun_phrase(out, "of", of, depth + 1);
    }
    if let Some(other) = &np.apposition {
        noun_phrase(out, "that is", other, depth + 1);
    }
    for tail in &np.tail {
        match tail {
            Tail::Relative(inner) => {
                line(out, depth + 1, "relative");
                inner.iter().for_each(|one| clause(out, one, depth + 2));
            }
            Tail::Phrase(pp) => prepositional(out, pp, depth + 1),
            Tail::Bracket(inner) => parts(out, inner, depth + 1),
        }
    }
    if let Some((joint, next)) = &np.next {
        noun_phrase(out, joint, next, depth);
    }
}
