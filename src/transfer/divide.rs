//! Divides chains of unwritten ezafes that hold two parts of the clause.
//!
//! In: a clause as it was parsed. Out: the clause with subject, object and predicate apart. Persian writes no ezafe after most nouns, so
//! «سخنگوی وزارتخانه حمله را محکوم کرد» and «چین بزرگ‌ترین شریک ایران است» look like one noun phrase each; if the verb lacks a part, the
//! phrase is cut where the signs for a new phrase are strongest.

use crate::model::{Definiteness, GrammaticalNumber};

use super::group::VerbGroup;
use super::noun_phrase::is_person;
use super::reading::{Cat, Reading};
use super::tree::{Body, Clause, Item, Np, Pp, Tail};

/// What a cut must be worth where the clause can do without it: its subject may be the one before.
pub(super) const SURE: i32 = 3;

/// What the verb lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    /// The object marked with را.
    Object,
    /// An object without را, which is never definite.
    Thing,
    Predicate,
    Subject,
}

/// Gives the verb of `clause` the parts that a noun phrase has swallowed. What cutting out a subject must be
/// `worth` is more where the clause may leave it out. Speech follows a `spoken` clause.
pub(super) fn divide(clause: &mut Clause<'_>, worth: i32, spoken: bool) {
    let Some(verb) = clause.verb.clone() else { return };
    raise_object(clause, &verb);
    let bare: Vec<usize> = (0..clause.items.len()).filter(|at| is_bare(&clause.items[*at])).collect();
    let marked = clause.items.iter().position(|item| matches!(item, Item::Object(_)));
    let predicate = clause.items.iter().any(|item| matches!(item, Item::Adjective(_)));
    let third = verb.agreement.person == 3;
    if verb.is_link() && !predicate && one_of_the_best(clause) {
        return;
    }
    match (bare.as_slice(), marked) {
        ([], Some(_)) if third && by_ezafe(&verb) && worth == 0 => free_from_phrase(clause),
        (_, Some(_)) if by_ezafe(&verb) => {}
        (others, Some(at))
            if third && !verb.passive && others.iter().all(|other| says_of_object(clause, at, *other)) =>
        {
            free_subject(clause, at, worth);
        }
        ([only], None) if verb.is_link() && !predicate => free_predicate(clause, *only, worth),
        ([only], None) if third && verb.has("intr") && !verb.is_link() => free_measure(clause, *only),
        // «کارگردان این فیلم گفت: …»: what was said is the object.
        ([_], None) if verb.has("said") && (!clause.complement.is_empty() || spoken) => {}
        (_, None) if takes_object(&verb) && free_object_from_phrase(clause) => {}
        ([only], None) if third && takes_object(&verb) && free_object(clause, &verb, *only) => {}
        ([only], None) if third && takes_object(&verb) && can_act_at(clause, *only) => free_thing(clause, &verb),
        ([_], None) if third && takes_object(&verb) => {}
        ([], None) if third && worth > 0 && takes_object(&verb) => free_thing(clause, &verb),
        ([], None) if third && worth == 0 => free_from_phrase(clause),
        _ => {}
    }
}

/// «از ده پژوهشگر تقدیر شد», «به این موضوع اشاره شد»: Persian leaves the preposition of the object before a passive, in English it is the subject.
fn raise_object(clause: &mut Clause<'_>, verb: &VerbGroup<'_>) {
    let Some(entry) = verb.entry.filter(|_| verb.passive && verb.agreement.person == 3) else { return };
    if clause.items.iter().any(|item| is_bare(item) || matches!(item, Item::Object(_))) {
        return;
    }
    let raised = clause.items.iter().position(|item| {
        matches!(item, Item::Pp(pp) if matches!(pp.body, Body::Np(_))
            && entry.complement(&pp.persian) == Some("-") && entry.verb_with(&pp.persian).is_none())
    });
    if let Some(at) = raised
        && let Item::Pp(Pp { body: Body::Np(np), .. }) = clause.items.remove(at)
    {
        clause.items.insert(at, Item::Np(*np));
    }
}

/// «خواستار آزادی شدن»: the object is known by its place.
fn by_ezafe(verb: &VerbGroup<'_>) -> bool {
    verb.entry.is_some_and(|entry| entry.complement("ezafe") == Some("-"))
}

/// «از مشهورترین رمان‌ها است»: "is one of the most famous novels".
fn one_of_the_best(clause: &mut Clause<'_>) -> bool {
    let Some(Item::Pp(pp)) = clause.items.last_mut() else { return false };
    let best = matches!(&pp.body, Body::Np(np) if np.before.iter().any(|word| word.starts_with("most ") || word.ends_with("est")));
    if best && pp.persian == "از" {
        "one of".clone_into(&mut pp.english);
    }
    best && pp.persian == "از"
}

/// «نرخ سود را ۲۳ درصد تعیین کرد»: what stands between را and the verb is said of the object, unless it can act itself.
pub(super) fn says_of_object(clause: &Clause<'_>, object: usize, other: usize) -> bool {
    other > object && matches!(&clause.items[other], Item::Np(np) if !can_act(np))
}

fn is_bare(item: &Item<'_>) -> bool {
    matches!(item, Item::Np(np) if !(np.head.has("time") && np.of.is_none()) && np.head.date.is_none())
}

/// Verbs of which it is certain enough that they want an object.
fn takes_object(verb: &VerbGroup<'_>) -> bool {
    !verb.passive
        && !verb.has("intr")
        && !verb.has("link")
        && verb.preverb.is_none()
        && !verb.english.starts_with("be ")
}

/// «دادگاه متهم را محکوم کرد»: the court is the subject.
fn free_subject(clause: &mut Clause<'_>, at: usize, worth: i32) {
    let Item::Object(np) = &mut clause.items[at] else { return };
    if let Some(object) = cut(np, Missing::Object, worth) {
        let Item::Object(subject) = std::mem::replace(&mut clause.items[at], Item::Object(object)) else { return };
        clause.items.insert(at, Item::Np(subject));
    } else {
        free_marked_from_phrase(clause, at);
    }
}

/// «زمین‌لرزه‌ای به بزرگی ۵.۲ ریشتر استان کرمان را لرزاند» is parsed with the object's phrase inside; nothing is left to do then.
fn free_marked_from_phrase(clause: &mut Clause<'_>, at: usize) {
    let Some(before) = at.checked_sub(1) else { return };
    let Item::Object(object) = &clause.items[at] else { return };
    // A reflexive alone is no object: the noun it belongs to is the end of the phrase before.
    if is_reflexive(&object.head) {
        clause.items.swap(before, at);
    }
}

/// «چین بزرگ‌ترین شریک ایران است»: China is the subject, the rest is said of it.
fn free_predicate(clause: &mut Clause<'_>, at: usize, worth: i32) {
    let phrase_last = matches!(clause.items.last(), Some(Item::Pp(_)));
    let worth = if phrase_last { SURE } else { worth.max(1) };
    if phrase_last && free_from_last_phrase(clause) {
        return;
    }
    let Item::Np(np) = &mut clause.items[at] else { return };
    let Some(predicate) = pointed_at(np).or_else(|| said_of(np)).or_else(|| cut(np, Missing::Predicate, worth)) else {
        return;
    };
    clause.items.insert(at + 1, Item::Np(predicate));
}

/// «این پنجمین نشست است»: "this" alone is the subject.
fn pointed_at<'a>(np: &mut Np<'a>) -> Option<Np<'a>> {
    let pointing = np.determiners.first().is_some_and(|word| matches!(word.english.as_str(), "this" | "that"));
    if !pointing || (np.before.is_empty() && np.determiners.len() < 2) {
        return None;
    }
    let this = Np::new(Reading { cat: Cat::Pronoun, ..np.determiners.remove(0) });
    Some(std::mem::replace(np, this))
}

/// «کوروش بنیان‌گذار شاهنشاهی بود»: with "be" what looks like an apposition is the predicate.
fn said_of<'a>(np: &mut Np<'a>) -> Option<Np<'a>> {
    let last = np.last();
    last.apposition.take().map(|other| *other)
}

/// «پلیس ۳۰۰ کیلو مواد کشف کرد»: an object without را begins with a number, a determiner, or is indefinite.
fn free_object(clause: &mut Clause<'_>, verb: &VerbGroup<'_>, at: usize) -> bool {
    let framed = clause.items.iter().any(
        |item| matches!(item, Item::Pp(pp) if verb.entry.is_some_and(|entry| entry.complement(&pp.persian).is_some())),
    );
    let worth = match (verb.is_have(), framed) {
        (true, _) => SURE - 1,
        (false, true) => SURE + 1,
        (false, false) => SURE,
    };
    let Item::Np(np) = &mut clause.items[at] else { return false };
    let Some(object) = cut(np, Missing::Thing, worth) else { return false };
    clause.items.insert(at + 1, Item::Np(object));
    true
}

fn can_act_at(clause: &Clause<'_>, at: usize) -> bool {
    matches!(&clause.items[at], Item::Np(np) if can_act(np))
}

/// «این طرح سه سال طول می‌کشد»: how long or how far stands before the verb.
fn free_measure(clause: &mut Clause<'_>, at: usize) {
    if let Some(Item::Pp(Pp { body: Body::Np(np), .. })) = clause.items.last_mut() {
        let measured = np.last_link().is_some_and(|last| last.number.is_some() && last.head.has("unit"));
        if let Some(measure) = measured.then(|| cut(np, Missing::Object, SURE)).flatten() {
            clause.items.push(Item::Np(measure));
            return;
        }
    }
    let Item::Np(np) = &mut clause.items[at] else { return };
    let measured =
        np.last_link().is_some_and(|last| last.number.is_some() && (last.head.has("time") || last.head.has("unit")));
    if measured && let Some(measure) = cut(np, Missing::Object, SURE) {
        clause.items.insert(at + 1, Item::Np(measure));
    }
}

/// «نسبت به سال گذشته دو درصد افزایش نشان می‌دهد»: a phrase of time has swallowed the object.
fn free_object_from_phrase(clause: &mut Clause<'_>) -> bool {
    let Some(Item::Pp(Pp { body: Body::Np(np), .. })) = clause.items.last_mut() else { return false };
    let timed = np.head.has("time") && np.of.as_ref().is_some_and(|of| of.number.is_some());
    let Some(object) = timed.then(|| cut(np, Missing::Object, SURE)).flatten() else { return false };
    clause.items.push(Item::Object(object));
    true
}

/// «در جاده اصفهان ۱۲ نفر جان باختند»: the subject begins with a number inside the last phrase before the verb.
fn free_from_phrase(clause: &mut Clause<'_>) {
    for at in 0..clause.items.len() {
        let Item::Pp(Pp { body: Body::Np(np), .. }) = &mut clause.items[at] else { continue };
        if let Some(subject) = cut(np, Missing::Subject, SURE) {
            clause.items.insert(at + 1, Item::Np(subject));
            return;
        }
    }
}

/// «… که در این مسابقه سه گل زد»: the subject stands before, the object inside the phrase.
fn free_thing(clause: &mut Clause<'_>, verb: &VerbGroup<'_>) {
    let Some(Item::Pp(pp)) = clause.items.last_mut() else { return };
    if verb.entry.is_some_and(|entry| entry.complement(&pp.persian).is_some()) {
        return;
    }
    let Body::Np(np) = &mut pp.body else { return };
    if let Some(object) = cut(np, Missing::Thing, SURE) {
        clause.items.push(Item::Np(object));
    }
}

/// «دماوند با ارتفاع ۵۶۱۰ متر بلندترین قله است»: the predicate begins inside the phrase.
fn free_from_last_phrase(clause: &mut Clause<'_>) -> bool {
    let Some(Item::Pp(Pp { body: Body::Np(np), .. })) = clause.items.last_mut() else { return false };
    let Some(predicate) = cut(np, Missing::Predicate, SURE) else { return false };
    clause.items.push(Item::Np(predicate));
    true
}

/// Takes the second part out of a chain, at the best place that is worth at least `worth`.
fn cut<'a>(np: &mut Np<'a>, missing: Missing, worth: i32) -> Option<Np<'a>> {
    let steps = best_place(np, missing, worth)?;
    let mut left = np;
    for step in steps {
        left = match step {
            Step::Of => left.of.as_mut()?,
            Step::Next => &mut left.next.as_mut()?.1,
            Step::Adjective => governed(left.adjectives.last_mut()?.complement.as_deref_mut()?)?,
            Step::Tail => match left.tail.last_mut()? {
                Tail::Phrase(pp) => governed(pp)?,
                _ => return None,
            },
        };
    }
    let mut right = *left.of.take()?;
    // What followed the whole chain followed its end.
    if let Some(next) = left.next.take() {
        right.last_member().next = Some(next);
    }
    right.last().tail.extend(std::mem::take(&mut left.tail));
    Some(right)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Of,
    Next,
    /// Into the complement of the last adjective: «بیماران مبتلا به کرونا».
    Adjective,
    /// Into the phrase behind the noun: «سفر به تهران».
    Tail,
}

fn governed<'p, 'a>(pp: &'p mut Pp<'a>) -> Option<&'p mut Np<'a>> {
    if let Body::Np(np) = &mut pp.body { Some(np) } else { None }
}

/// The noun phrase inside what stands behind the head.
fn behind_head<'p, 'a>(np: &'p Np<'a>) -> Option<(Step, &'p Np<'a>)> {
    let complement = np.adjectives.last().and_then(|adjective| adjective.complement.as_deref());
    let (step, pp) = match (np.tail.last(), complement) {
        (Some(Tail::Phrase(pp)), _) => (Step::Tail, pp),
        (None, Some(pp)) => (Step::Adjective, pp),
        _ => return None,
    };
    if let Body::Np(np) = &pp.body { Some((step, np)) } else { None }
}

/// The way to the link of the chain that is best cut.
fn best_place(np: &Np<'_>, missing: Missing, worth: i32) -> Option<Vec<Step>> {
    let mut best: Option<(i32, Vec<Step>)> = None;
    let mut way = Vec::new();
    let mut left = np;
    let mut owned = is_owned(np);
    loop {
        if let Some(right) = &left.of {
            let value = worth_of_cut(np, left, right, missing) - if owned { 4 } else { 0 };
            if !forbids(left, right) && value >= worth && best.as_ref().is_none_or(|(most, _)| value > *most) {
                best = Some((value, way.clone()));
            }
        }
        // Inside the chain of a member that others follow no cut is possible.
        let (step, next) = match (&left.next, &left.of) {
            (Some((_, next)), _) => (Step::Next, &**next),
            (None, Some(of)) => (Step::Of, &**of),
            (None, None) => match behind_head(left) {
                Some(inner) => inner,
                None => return best.map(|(_, way)| way),
            },
        };
        way.push(step);
        left = next;
        owned |= is_owned(left);
    }
}

/// A written ezafe goes on, and a pronoun belongs to its noun.
fn forbids(left: &Np<'_>, right: &Np<'_>) -> bool {
    let opens = right.head.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "یکی" | "این"));
    left.head.ending.ezafe || (right.head.cat == Cat::Pronoun && !opens)
}

/// «… خود» refers to a subject before it, so it does not stand in the subject.
fn is_owned(np: &Np<'_>) -> bool {
    np.of.as_ref().is_some_and(|of| is_reflexive(&of.head))
}

fn is_reflexive(word: &Reading<'_>) -> bool {
    word.entry.is_some_and(|entry| matches!(entry.lemma.as_str(), "خود" | "خویش"))
}

/// How strong the signs are that `right` begins a new phrase; the numbers are ours, set by hand.
fn worth_of_cut(root: &Np<'_>, left: &Np<'_>, right: &Np<'_>, missing: Missing) -> i32 {
    let pointed = points(left);
    let is_root = std::ptr::eq(root, left);
    let thing_object = matches!(missing, Missing::Object | Missing::Thing) && !can_act(right);
    let mut value = begins_anew(right) + ends_here(left);
    value += i32::from(pointed && left.adjectives.is_empty()) * 3;
    value += i32::from(can_act(root) && is_root && !can_act(right));
    value += i32::from(can_act(left) && thing_object);
    // «حکم متهمان این پرونده را تأیید کرد»: deep inside the object "this" and numbers open nothing.
    // «صاحبان این رستوران وام گرفتند»: without را "this" is no object.
    value -= i32::from(missing == Missing::Thing && points(right)) * 8;
    // «سیل خانه‌هایشان را برد»: what is theirs is not the subject.
    value += i32::from(missing == Missing::Object && right.head.ending.possessor.is_some()) * 3;
    let deep = !is_root && missing == Missing::Object;
    value -= i32::from(deep && (points(right) || right.number.is_some())) * 2;
    value += i32::from(is_owned(right)) * 2;
    // «روابط تجاری ایران را گسترش می‌دهد»: a bare name belongs to the noun before it.
    value -= i32::from(thing_object_is_name(left, right, missing)) * 2;
    value -= i32::from(left.head.has("act") && !right.head.has("human")) * 2;
    value -= i32::from(right.head.has("attr") && is_bare_noun(right)) * 2;
    value -= i32::from(left.head.has("title") && (right.head.has("org") || right.head.has("place"))) * 3;
    let whole = is_root && (right.of.is_some() || !right.adjectives.is_empty());
    value += i32::from(missing == Missing::Predicate && whole);
    value -= i32::from(missing == Missing::Predicate && !is_said_easily(right));
    value
}

fn points(np: &Np<'_>) -> bool {
    np.determiners.iter().any(|word| matches!(word.english.as_str(), "this" | "that"))
}

fn thing_object_is_name(left: &Np<'_>, right: &Np<'_>, missing: Missing) -> bool {
    missing == Missing::Object && right.head.cat == Cat::Name && right.of.is_none() && !can_act(left)
}

/// Numbers, determiners, superlatives and «یکی از» open a phrase; an indefinite noun is more often an object than a complement.
fn begins_anew(right: &Np<'_>) -> i32 {
    let opens = right.number.is_some() || !right.determiners.is_empty();
    let ranks = !right.before.is_empty() || right.head.cat == Cat::Ordinal || right.head.cat == Cat::Number;
    let one_of = right.head.entry.is_some_and(|entry| entry.lemma == "یکی")
        || (right.head.cat == Cat::Pronoun && right.head.english == "this");
    let indefinite = right.indefinite || right.head.ending.definiteness == Definiteness::Indefinite;
    3 * i32::from(opens || ranks) + 4 * i32::from(one_of) + 2 * i32::from(indefinite)
}

/// A name seldom takes a complement, a measure never, a noun with its adjective less often than one without.
fn ends_here(left: &Np<'_>) -> i32 {
    let named = is_person(&left.head)
        || left.head.cat == Cat::Name
        || left.head.cat == Cat::Noun && left.head.english.starts_with(char::is_uppercase) && !left.head.has("title");
    let measured = left.number.is_some() && (left.head.has("unit") || left.head.has("time"));
    4 * i32::from(named) + 3 * i32::from(measured) + i32::from(!left.adjectives.is_empty())
}

/// What is said of something is a role, a kind, or begins a phrase: not a bare thing.
fn is_said_easily(right: &Np<'_>) -> bool {
    right.head.has("human") || right.of.is_some() || begins_anew(right) > 0 || !right.adjectives.is_empty()
}

fn is_bare_noun(np: &Np<'_>) -> bool {
    np.adjectives.is_empty()
        && np.of.is_none()
        && np.head.ending.number == GrammaticalNumber::Singular
        && np.determiners.is_empty()
}

/// English heads of bodies that act: the lexicon marks few of them as `org`.
const BODIES: [&str; 37] = [
    "sector",
    "bank",
    "government",
    "ministry",
    "parliament",
    "council",
    "company",
    "team",
    "police",
    "army",
    "court",
    "committee",
    "organization",
    "organisation",
    "university",
    "party",
    "group",
    "union",
    "agency",
    "association",
    "commission",
    "board",
    "institute",
    "center",
    "federation",
    "club",
    "force",
    "office",
    "department",
    "authority",
    "network",
    "foundation",
    "city",
    "country",
    "nation",
    "people",
    "administration",
];

/// Whether the phrase names a person or a body.
pub(super) fn can_act(np: &Np<'_>) -> bool {
    let last = np.head.english.rsplit(' ').next().unwrap_or("").to_lowercase();
    if np.head.cat == Cat::Noun && BODIES.contains(&last.as_str()) {
        return true;
    }
    let tags = ["human", "title", "org", "country", "city", "person", "male", "female", "family"];
    tags.iter().any(|tag| np.head.has(tag)) || is_person(&np.head)
}
