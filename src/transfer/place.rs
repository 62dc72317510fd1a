//! Puts the items of a clause in the places that their roles give them in English.
//!
//! In: items and roles. Out: pieces of text for front, subject, object and the rest.

use super::clause::write;
use super::compound::adverb;
use super::dates::Date;
use super::group::Tense;
use super::negation;
use super::phrase::{Owner, Place, adjective_text, is_plural, noun_phrase, prepositional, tells_which_span};
use super::pronoun::subject_form;
use super::reading::Cat;
use super::roles::{Role, is_participial};
use super::subject::{Kind, Subject, clause_agreement, owner as owner_of};
use super::tree::{Adjective, Body, Clause, Item, Np, Pp};

/// The pieces of a clause on their way to English order.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pub(super) front: Vec<String>,
    pub(super) subject: String,
    pub(super) mid: Vec<String>,
    pub(super) adverbs: Vec<String>,
    pub(super) object: Vec<String>,
    pub(super) right: Vec<String>,
    pub(super) left: Vec<String>,
    /// What stands in front tells what the subject does: "referring to …, he said".
    pub(super) participial: bool,
}

impl Pieces {
    /// Returns the phrase that is under way in the place of `role`.
    fn open(&mut self, role: Role) -> &mut String {
        let list = match role {
            Role::Front => &mut self.front,
            Role::Mid => &mut self.mid,
            _ => &mut self.right,
        };
        if list.is_empty() {
            list.push(String::new());
        }
        let at = list.len() - 1;
        &mut list[at]
    }

    fn put(&mut self, role: Role, text: String) {
        match role {
            Role::Front => self.front.push(text),
            Role::Subject | Role::SubjectTail => push_to(&mut self.subject, &text),
            Role::Object | Role::FrameObject | Role::Predicate => self.object.push(text),
            Role::Mid => self.mid.push(text),
            Role::Adverb => self.adverbs.push(text),
            Role::Frame | Role::Right => self.right.push(text),
            Role::Left => self.left.push(text),
            Role::Continue | Role::Skip => {}
        }
    }
}

/// Writes every item into its place. The subject of a subordinate clause may become the subject meant by the next pronoun.
pub(super) fn place_items(clause: &Clause<'_>, roles: &[Role], owner: Owner, previous: &mut Option<Subject>) -> Pieces {
    let mut pieces = Pieces::default();
    let mut joint = String::new();
    let mut last = Role::Skip;
    for (item, role) in clause.items.iter().zip(roles) {
        if let Item::Conjunction(english) = item {
            joint = format!("{english} ");
            continue;
        }
        let text = format!("{}{}", std::mem::take(&mut joint), role_text(clause, item, *role, (owner, previous)));
        if *role == Role::Continue {
            push_to(pieces.open(last), &text);
            continue;
        }
        last = *role;
        if matches!(item, Item::Adjective(adjective) if *role != Role::Predicate && says_how(clause, adjective)) {
            pieces.object.push(text);
            continue;
        }
        let participial = *role == Role::Front && matches!(item, Item::Pp(pp) if is_participial(pp));
        pieces.participial |= participial;
        if participial && !pieces.front.is_empty() {
            pieces.front.push(",".to_owned());
        }
        pieces.put(*role, text);
    }
    pieces
}

/// Who owns, and who was the subject before.
type Known<'p> = (Owner, &'p mut Option<Subject>);

fn role_text(clause: &Clause<'_>, item: &Item<'_>, role: Role, (owner, previous): Known<'_>) -> String {
    let denied = negation::affirmed(clause, item, role);
    let item = denied.as_ref().unwrap_or(item);
    match (role, item) {
        // In the subject itself "his" is somebody named before.
        (Role::Subject, Item::Np(np)) => {
            subject_text(np, previous.map_or(owner, |before| owner_of(before.agreement, Some(before))))
        }
        // «هدف این است که …» "the goal is that": "this" only points at the clause.
        (Role::Predicate, Item::Np(np)) if np.head.english == "this" && !clause.complement.is_empty() => String::new(),
        (Role::Predicate, Item::Np(np)) => noun_phrase(np, owner, Place::Predicate),
        // Without را an object is not definite.
        (Role::Object, Item::Np(np)) => noun_phrase(np, owner, Place::Predicate),
        (Role::FrameObject, Item::Pp(Pp { body: Body::Np(np), .. })) => noun_phrase(np, owner, Place::Free),
        (Role::Right, Item::Np(np)) if measures_object(clause, np) => {
            format!("{} {}", measure_preposition(clause), noun_phrase(np, owner, Place::Free))
        }
        (Role::Left | Role::Right, Item::Adjective(adjective)) if says_how(clause, adjective) => {
            adverb(&adjective.english)
        }
        (Role::Frame, Item::Pp(pp)) => framed(clause, pp, owner),
        (_, Item::Pp(pp)) => timed(clause, pp, owner),
        (_, Item::Subordinate(english, inner)) => subordinate(english, inner, previous),
        _ => item_text(item, owner),
    }
}

/// A clause with its conjunction; its subject may become the one meant by the next pronoun.
pub(super) fn subordinate(english: &str, inner: &Clause<'_>, previous: &mut Option<Subject>) -> String {
    let mut subject = *previous;
    // «کاهش داد تا از رشد حمایت کند»: the same one does both, so English has the infinitive.
    if english == "so that" && aims(inner, *previous) {
        return write(inner, &mut subject, Kind::Purpose);
    }
    let text = format!("{english} {},", write(inner, &mut subject, Kind::Full));
    *previous = subject.or(*previous);
    text
}

fn aims(inner: &Clause<'_>, previous: Option<Subject>) -> bool {
    let same = previous.is_some_and(|subject| subject.agreement == clause_agreement(inner));
    let aimed = inner.verb.as_ref().is_some_and(|verb| verb.tense == Tense::Subjunctive && !verb.negative);
    let own = inner.items.iter().any(|item| matches!(item, Item::Np(np) if !np.head.has("time")));
    same && aimed && !own && inner.modal.is_none()
}

/// «نرخ سود را ۲۳ درصد تعیین کرد»: a number between را and the verb.
fn measures_object(clause: &Clause<'_>, np: &Np<'_>) -> bool {
    let marked = clause.items.iter().any(|item| matches!(item, Item::Object(_)));
    marked && np.number.is_some() && !np.head.has("time")
}

/// What was set at a figure, or changed by one.
fn measure_preposition(clause: &Clause<'_>) -> &'static str {
    const CHANGES: [&str; 10] =
        ["increase", "reduce", "decrease", "raise", "lower", "cut", "boost", "expand", "shrink", "lift"];
    let english = clause.verb.as_ref().map_or("", |verb| verb.english.as_str());
    if CHANGES.contains(&english) { "by" } else { "at" }
}

/// «خوب بازی کردند»: beside a verb without object the adjective says how.
fn says_how(clause: &Clause<'_>, adjective: &Adjective<'_>) -> bool {
    let object = clause.items.iter().any(|item| matches!(item, Item::Object(_)));
    adjective.complement.is_none()
        && !object
        && clause.verb.as_ref().is_some_and(|verb| !verb.is_link() && verb.preverb.is_none() && !verb.passive)
}

/// A pronoun is a subject too with a relative clause behind it: "he, who was born".
fn subject_text(np: &Np<'_>, owner: Owner) -> String {
    let text = noun_phrase(np, owner, Place::Free);
    match text.split_once(' ') {
        Some((first, rest)) if np.head.cat == Cat::Pronoun => {
            let comma = if first.ends_with(',') { "," } else { "" };
            format!("{}{comma} {rest}", subject_form(first.trim_end_matches(',')))
        }
        _ => subject_form(&text),
    }
}

fn push_to(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// A complement whose preposition the verb decides: «در … شرکت کردن» participate in.
fn framed(clause: &Clause<'_>, pp: &Pp<'_>, owner: Owner) -> String {
    // «در ۲۲ بهمن سخنرانی کرد»: a date is when, whatever preposition the verb asks for.
    if matches!(&pp.body, Body::Np(np) if np.head.date.is_some()) {
        return timed(clause, pp, owner);
    }
    let english = clause.verb.as_ref().and_then(|verb| verb.entry).and_then(|entry| entry.complement(&pp.persian));
    match english {
        // "point to" has its preposition already.
        Some(english) if clause.verb.as_ref().is_some_and(|verb| verb.english.ends_with(&format!(" {english}"))) => {
            with_preposition(pp, "", owner)
        }
        Some(english) if english != "-" => with_preposition(pp, english, owner),
        _ => timed(clause, pp, owner),
    }
}

fn with_preposition(pp: &Pp<'_>, english: &str, owner: Owner) -> String {
    prepositional(&Pp { english: english.to_owned(), ..pp.clone() }, owner)
}

/// «تا پایان سال افتتاح می‌شود» is done by the end of the year, «تا پایان سال ادامه داشت» went on until then; «از فردا» is from, «از دیروز» since.
fn timed(clause: &Clause<'_>, pp: &Pp<'_>, owner: Owner) -> String {
    let Some(verb) = clause.verb.as_ref() else { return prepositional(pp, owner) };
    let ahead = matches!(verb.tense, Tense::Future | Tense::Subjunctive | Tense::Present);
    let until =
        pp.english.strip_prefix("until").filter(|rest| ahead && !verb.negative && (!rest.is_empty() || is_point(pp)));
    let since = pp.english.strip_prefix("since").filter(|_| ahead);
    // «تا ۳۰ درصد کاهش می‌دهد»: by up to 30 percent.
    if let Body::Np(np) = &pp.body
        && pp.english == "until"
        && (np.number.is_some() || np.determiners.iter().any(|word| word.has("pl")))
        && np.head.has("unit")
        && !np.head.has("time")
    {
        let changes =
            ["decrease", "increase", "reduce", "rise", "fall", "grow", "drop"].contains(&verb.english.as_str());
        return with_preposition(pp, if changes { "by up to" } else { "up to" }, owner);
    }
    // «تا ده سال آینده»: within the next ten years.
    if let Body::Np(np) = &pp.body
        && pp.english == "until"
        && ahead
        && np.adjectives.iter().any(|adjective| tells_which_span(np, adjective))
    {
        return with_preposition(pp, "within", owner);
    }
    match (until, since) {
        (Some(rest), _) => with_preposition(pp, &format!("by{rest}"), owner),
        (_, Some(rest)) => with_preposition(pp, &format!("from{rest}"), owner),
        _ => prepositional(pp, owner),
    }
}

/// A point in time: a date, a year, the end of something.
fn is_point(pp: &Pp<'_>) -> bool {
    matches!(&pp.body, Body::Np(np) if np.head.date.is_some() || np.head.english == "end")
}

/// Returns an item as it stands anywhere in a clause.
pub(super) fn item_text(item: &Item<'_>, owner: Owner) -> String {
    match item {
        Item::Np(np) | Item::Object(np) => adverbial(np, noun_phrase(np, owner, Place::Free)),
        Item::Pp(pp) => prepositional(pp, owner),
        Item::Adverb(word) => word.english.clone(),
        Item::Adjective(adjective) => adjective_text(adjective, owner),
        Item::Subordinate(english, clause) => {
            let mut subject = None;
            format!("{english} {},", write(clause, &mut subject, Kind::Full))
        }
        Item::Conjunction(english) => english.clone(),
        Item::Comma => ",".to_owned(),
        Item::Mark(mark) => mark.to_string(),
    }
}

/// A date or weekday that stands alone says when: "on 15 Khordad", "in 1399", "at 4 a.m.".
fn adverbial(np: &Np<'_>, text: String) -> String {
    let days = text.ends_with("day") && np.head.english == "day" && np.head.has("time");
    let weekday = text.starts_with(char::is_uppercase) && (days || text.ends_with("day") && !text.contains(' '));
    let alone = np.of.is_none() && np.next.is_none() && np.determiners.is_empty();
    let plain = alone && np.number.is_none() && np.adjectives.is_empty() && np.tail.is_empty();
    let long =
        plain && np.head.cat == Cat::Noun && np.head.has("time") && is_plural(np) && np.head.ending.possessor.is_none();
    if long {
        // «ماه‌ها تلاش کردند»
        return format!("for {}", text.strip_prefix("the ").unwrap_or(&text));
    }
    match np.head.date.filter(|_| alone) {
        Some(Date::Day) => format!("on {text}"),
        Some(Date::Period) => format!("in {text}"),
        Some(Date::Hour) => format!("at {text}"),
        None if weekday => format!("on {text}"),
        None => text,
    }
}
