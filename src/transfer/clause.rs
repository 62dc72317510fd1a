//! Writes clauses in English order: subject, verb, object, then the rest; and joins them to a sentence.
//!
//! In: the tree. Out: text without final capitals and spacing, which `surface` mends. Roles are found in `roles`.

use super::group::VerbGroup;
use super::phrase::{Owner, Place, adjective_text, is_human, is_plural, noun_phrase, prepositional, subject_form};
use super::reading::{Cat, Reading};
use super::roles::{Role, roles};
use super::tree::{Body, Clause, Item, Modal, Np, Part, Pp};
use super::verb::Agreement;
use super::verb_text::{base, verb_text};

/// A phrase of more words than this before the object's own phrases stays in front of the verb, between commas.
const LONG: usize = 9;

/// The subject of the clause before, as far as a pronoun for it depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Subject {
    agreement: Agreement,
    human: bool,
}

/// Where a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A main or subordinate clause.
    Full,
    /// After a noun: the subject may be the noun itself.
    Relative { human: bool, plural: bool, first: bool },
    /// What is wanted: "to follow it up".
    Purpose,
}

/// Returns the whole sentence.
pub(super) fn inside(parts: &[Part<'_>]) -> String {
    let mut subject = None;
    parts_text(parts, &mut subject)
}

fn parts_text(parts: &[Part<'_>], subject: &mut Option<Subject>) -> String {
    let mut words: Vec<String> = Vec::new();
    for part in parts {
        match part {
            Part::Mark(mark) => words.push(mark.to_string()),
            Part::Clause(clause) => words.push(write(clause, subject, Kind::Full)),
        }
    }
    join(words)
}

/// Returns the clauses after a noun, with "who" or "that".
pub(super) fn relative(clauses: &[Clause<'_>], human: bool, plural: bool) -> String {
    let mut subject = Some(Subject { agreement: Agreement { person: 3, plural }, human });
    let texts = clauses
        .iter()
        .enumerate()
        .map(|(at, clause)| write(clause, &mut subject, Kind::Relative { human, plural, first: at == 0 }));
    join(texts.collect())
}

/// The pieces of a clause on their way to English order.
#[derive(Debug, Default)]
struct Pieces {
    front: Vec<String>,
    subject: String,
    mid: Vec<String>,
    adverbs: Vec<String>,
    object: Vec<String>,
    right: Vec<String>,
    left: Vec<String>,
    /// A relative clause opens with "whose …" and needs no "that".
    whose: bool,
}

fn write(clause: &Clause<'_>, previous: &mut Option<Subject>, kind: Kind) -> String {
    let Some(verb) = &clause.verb else { return fragment(clause, previous) };
    let roles = roles(clause, previous.is_some(), matches!(kind, Kind::Relative { .. }));
    let own_subject = subject_of(clause, &roles);
    let agreement = own_subject.map_or(clause_agreement(clause), |subject| subject.agreement);
    let owner = owner(agreement, own_subject.or(*previous).is_some_and(|subject| subject.human));
    let mut pieces = Pieces::default();
    place_items(clause, &roles, owner, &mut pieces);
    if matches!(kind, Kind::Relative { .. }) {
        whose(clause, owner, &mut pieces);
    }
    if let Some(preverb) = &verb.preverb {
        pieces.object.insert(0, noun_phrase(&Np::new(preverb.clone()), owner, Place::Predicate));
    }
    let dropped = own_subject.is_none();
    if dropped {
        pieces.subject = pronoun(clause, *previous, kind, agreement);
    }
    let written_agreement = match kind {
        Kind::Relative { plural, .. } if dropped && pieces.subject.is_empty() => Agreement { person: 3, plural },
        _ if pieces.subject == "one" => Agreement::THIRD,
        _ => agreement,
    };
    let asked = asked(clause, verb);
    let verb = asked.as_ref().unwrap_or(verb);
    let verb_pieces = verb_text(verb, clause.modal.as_ref(), written_agreement);
    if clause.question {
        let (auxiliary, rest) = verb_pieces.inverted(base(verb), written_agreement);
        pieces.subject = format!("{auxiliary} {}", pieces.subject);
        *previous = own_subject.or(*previous);
        return assemble(String::new(), pieces, rest, post(clause, owner, previous));
    }
    let verb_text = verb_pieces.with(&pieces.adverbs);
    *previous = own_subject
        .or(if dropped { previous.map(|subject| Subject { agreement, ..subject }) } else { None })
        .or(Some(Subject { agreement, human: false }));
    let verb_text = if kind == Kind::Purpose { infinitive(verb, &pieces.adverbs) } else { verb_text };
    let link = link_text(clause, kind, &pieces, dropped);
    assemble(link, pieces, verb_text, post(clause, owner, previous))
}

/// The verb as its complement has it: «از شرکت‌ها خواست» asked, not wanted.
fn asked<'a>(clause: &Clause<'a>, verb: &VerbGroup<'a>) -> Option<VerbGroup<'a>> {
    let english = clause.items.iter().find_map(|item| match item {
        Item::Pp(pp) => verb.entry?.verb_with(&pp.persian),
        _ => None,
    })?;
    Some(VerbGroup { english: english.to_owned(), ..verb.clone() })
}

/// «تفاهم‌نامه‌هایی که نتایج آن را شاهد بودیم»: the pronoun is the noun before the clause: "whose results we witnessed".
fn whose(clause: &Clause<'_>, owner: Owner, pieces: &mut Pieces) {
    let object = clause.items.iter().find_map(|item| match item {
        Item::Object(np) if np.next.is_none() => Some(np),
        _ => None,
    });
    let Some(object) = object else { return };
    let resumes = object
        .of
        .as_ref()
        .is_some_and(|of| of.head.cat == Cat::Pronoun && matches!(of.head.english.as_str(), "it" | "they"));
    if !resumes || pieces.object.len() != 1 {
        return;
    }
    let bare = noun_phrase(&Np { of: None, ..object.clone() }, owner, Place::Predicate);
    let bare = ["the ", "a ", "an "].iter().find_map(|article| bare.strip_prefix(article)).unwrap_or(&bare);
    pieces.object.clear();
    pieces.front.insert(0, format!("whose {bare}"));
    pieces.whose = true;
}

fn assemble(link: String, mut pieces: Pieces, verb: String, post: String) -> String {
    let right: usize = pieces.object.iter().chain(&pieces.right).map(|piece| piece.split(' ').count()).sum();
    // A long object would tear the adverbials from their verb.
    let to_mid = right > LONG && !pieces.left.is_empty() && !pieces.subject.is_empty();
    if to_mid {
        let left = std::mem::take(&mut pieces.left);
        if pieces.mid.is_empty() && pieces.front.is_empty() && pieces.subject.split(' ').count() < LONG {
            pieces.front = vec![format!("{},", left.join(" "))];
        } else {
            pieces.mid.insert(0, left.join(" "));
        }
    }
    let mut words = vec![link];
    words.append(&mut pieces.front);
    words.push(pieces.subject);
    if !pieces.mid.is_empty() {
        words.push(format!(", {},", pieces.mid.join(", ")));
    }
    words.push(verb);
    words.append(&mut pieces.object);
    words.append(&mut pieces.right);
    words.append(&mut pieces.left);
    words.push(post);
    join(words)
}

fn join(words: Vec<String>) -> String {
    words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A clause without a verb keeps its order.
fn fragment(clause: &Clause<'_>, previous: &mut Option<Subject>) -> String {
    let owner = previous.map_or(Owner::UNKNOWN, |subject| owner(subject.agreement, subject.human));
    let mut words: Vec<String> = clause.link.iter().cloned().collect();
    words.extend(clause.items.iter().map(|item| item_text(item, owner)));
    if let Some(modal) = &clause.modal {
        words.push(match modal {
            Modal::Fixed(english) => english.clone(),
            Modal::Verb(group) => verb_text(group, None, group.agreement).with(&[]),
        });
    }
    words.push(post(clause, owner, previous));
    join(words)
}

fn post(clause: &Clause<'_>, owner: Owner, previous: &mut Option<Subject>) -> String {
    let mut words: Vec<String> = clause.post.iter().map(|item| item_text(item, owner)).collect();
    if clause.purpose {
        words.extend(clause.complement.iter().map(|part| match part {
            Part::Clause(inner) => write(inner, previous, Kind::Purpose),
            Part::Mark(mark) => mark.to_string(),
        }));
    } else if !clause.complement.is_empty() {
        let text = parts_text(&clause.complement, previous);
        let asks = ["why", "how", "whether", "what", "who", "where", "when"]
            .iter()
            .any(|word| text.starts_with(&format!("{word} ")));
        let picks = matches!(clause.complement.first(), Some(Part::Clause(inner)) if opens_with_best(inner));
        words.push(match (asks, picks) {
            (_, true) => format!(", {text}"),
            (true, false) => text,
            (false, false) => format!("that {text}"),
        });
    }
    join(words)
}

/// «… جلسات متعددی داشتند که مهم‌ترین این اقدامات …»: what follows goes on about one of them.
fn opens_with_best(clause: &Clause<'_>) -> bool {
    matches!(clause.items.first(), Some(Item::Np(np)) if np.head.cat == Cat::Ordinal)
}

fn infinitive(verb: &VerbGroup<'_>, adverbs: &[String]) -> String {
    let not = if verb.negative { "not " } else { "" };
    let adverbs = adverbs.iter().map(|adverb| format!("{adverb} ")).collect::<String>();
    format!("{not}to {adverbs}{}", base(verb))
}

fn subject_of(clause: &Clause<'_>, roles: &[Role]) -> Option<Subject> {
    let count = roles.iter().filter(|role| **role == Role::Subject).count();
    let at = roles.iter().position(|role| *role == Role::Subject)?;
    let Item::Np(np) = &clause.items[at] else { return None };
    let english = np.head.english.as_str();
    let person = match (np.head.cat, english) {
        (Cat::Pronoun, "I" | "we") => 1,
        (Cat::Pronoun, "you") => 2,
        _ => 3,
    };
    let plural = count > 1 || is_plural(np);
    Some(Subject { agreement: Agreement { person, plural }, human: is_human(np) })
}

fn clause_agreement(clause: &Clause<'_>) -> Agreement {
    match &clause.modal {
        Some(Modal::Verb(group)) => group.agreement,
        _ => clause.verb.as_ref().map_or(Agreement::THIRD, |verb| verb.agreement),
    }
}

fn owner(agreement: Agreement, human: bool) -> Owner {
    Owner(match (agreement.person, agreement.plural, human) {
        (1, true, _) => "our",
        (1, false, _) => "my",
        (2, ..) => "your",
        (_, true, _) => "their",
        (_, false, true) => "his",
        (_, false, false) => "its",
    })
}

/// The pronoun for a subject that Persian leaves out, or nothing where English leaves it out too.
fn pronoun(clause: &Clause<'_>, previous: Option<Subject>, kind: Kind, agreement: Agreement) -> String {
    if kind == Kind::Purpose {
        return String::new();
    }
    if let Kind::Relative { plural, .. } = kind
        && agreement.person == 3
        && (agreement.plural == plural || plural)
        && !is_object_relative(clause, kind, agreement)
    {
        return String::new();
    }
    let impersonal =
        matches!(&clause.modal, Some(Modal::Fixed(modal)) if modal.starts_with("can") || modal.starts_with("could"));
    if impersonal && clause.verb.as_ref().is_some_and(|verb| verb.tense == super::group::Tense::Past) {
        return "one".to_owned();
    }
    let continues = clause.link.is_some() && previous.is_some_and(|subject| subject.agreement == agreement);
    if continues {
        return String::new();
    }
    match (agreement.person, agreement.plural) {
        (1, false) => "I",
        (1, true) => "we",
        (2, _) => "you",
        (_, true) => "they",
        (_, false) if previous.is_some_and(|subject| subject.human) => "he",
        _ => "it",
    }
    .to_owned()
}

/// «اهدافی که ترسیم کردند»: things draw nothing, so the noun before is what was drawn, and "they" did it.
fn is_object_relative(clause: &Clause<'_>, kind: Kind, agreement: Agreement) -> bool {
    let Some(verb) = &clause.verb else { return false };
    let acts_on = clause.items.iter().any(|item| matches!(item, Item::Object(_) | Item::Np(_)));
    let framed = clause.items.iter().any(|item| {
        matches!(item, Item::Pp(pp) if verb.entry.is_some_and(|entry| entry.complement(&pp.persian) == Some("-")))
    });
    let transitive = !verb.passive
        && !verb.has("intr")
        && !verb.has("link")
        && !verb.english.starts_with("be ")
        && verb.preverb.is_none();
    matches!(kind, Kind::Relative { human: false, .. }) && transitive && !acts_on && !framed && agreement.plural
}

fn link_text(clause: &Clause<'_>, kind: Kind, pieces: &Pieces, dropped: bool) -> String {
    match kind {
        Kind::Relative { human, first: true, .. } => {
            let gap = dropped && pieces.subject.is_empty() && pieces.front.is_empty();
            if pieces.whose {
                String::new()
            } else if human && gap {
                "who".to_owned()
            } else {
                "that".to_owned()
            }
        }
        _ => clause.link.clone().unwrap_or_default(),
    }
}

fn place_items(clause: &Clause<'_>, roles: &[Role], owner: Owner, pieces: &mut Pieces) {
    let mut joint = String::new();
    let mut last = Role::Skip;
    for (at, item) in clause.items.iter().enumerate() {
        if let Item::Conjunction(english) = item {
            joint = format!("{english} ");
            continue;
        }
        let text = match (roles[at], item) {
            (Role::Subject, Item::Np(np)) => subject_text(np, owner),
            (Role::Predicate, Item::Np(np)) => noun_phrase(np, owner, Place::Predicate),
            (Role::FrameObject, Item::Pp(Pp { body: Body::Np(np), .. })) => noun_phrase(np, owner, Place::Free),
            (Role::Frame, Item::Pp(pp)) => framed(clause, pp, owner),
            _ => item_text(item, owner),
        };
        let text = format!("{}{text}", std::mem::take(&mut joint));
        if roles[at] == Role::Continue {
            push_to(pieces.open(last), &text);
            continue;
        }
        last = roles[at];
        match roles[at] {
            Role::Front => pieces.front.push(text),
            Role::Subject | Role::SubjectTail => push_to(&mut pieces.subject, &text),
            Role::Object | Role::FrameObject | Role::Predicate => pieces.object.push(text),
            Role::Mid => pieces.mid.push(text),
            Role::Adverb => pieces.adverbs.push(text),
            Role::Frame | Role::Right => pieces.right.push(text),
            Role::Left => pieces.left.push(text),
            Role::Continue | Role::Skip => {}
        }
    }
}

/// A pronoun is a subject too with a relative clause behind it: "he, who was born".
fn subject_text(np: &Np<'_>, owner: Owner) -> String {
    let text = noun_phrase(np, owner, Place::Free);
    match text.split_once(' ') {
        Some((first, rest)) if np.head.cat == Cat::Pronoun => format!("{} {rest}", subject_form(first)),
        _ => subject_form(&text),
    }
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
}

fn push_to(text: &mut String, more: &str) {
    if !text.is_empty() && !more.is_empty() {
        text.push(' ');
    }
    text.push_str(more);
}

/// A complement whose preposition the verb decides: «در … شرکت کردن» participate in.
fn framed(clause: &Clause<'_>, pp: &Pp<'_>, owner: Owner) -> String {
    let english = clause.verb.as_ref().and_then(|verb| verb.entry).and_then(|entry| entry.complement(&pp.persian));
    match english {
        // "point to" has its preposition already.
        Some(english) if clause.verb.as_ref().is_some_and(|verb| verb.english.ends_with(&format!(" {english}"))) => {
            prepositional(&Pp { english: String::new(), ..pp.clone() }, owner)
        }
        Some(english) if english != "-" => prepositional(&Pp { english: english.to_owned(), ..pp.clone() }, owner),
        _ => prepositional(pp, owner),
    }
}

fn item_text(item: &Item<'_>, owner: Owner) -> String {
    match item {
        Item::Np(np) | Item::Object(np) => {
            let text = noun_phrase(np, owner, Place::Free);
            let weekday = text.ends_with("day") && text.starts_with(char::is_uppercase) && !text.contains(' ');
            if weekday { format!("on {text}") } else { text }
        }
        Item::Pp(pp) => prepositional(pp, owner),
        Item::Adverb(word) => adverb(word),
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

fn adverb(word: &Reading<'_>) -> String {
    word.english.clone()
}
