//! Writes clauses in English order: subject, verb, object, then the rest; and joins them to a sentence.
//!
//! In: the tree. Out: text without final capitals and spacing, which `surface` mends. Roles are found in `roles`, items put in their places in `place`.

use super::group::{Tense, VerbGroup};
use super::negation;
use super::phrase::{Owner, Place, is_human, noun_phrase};
use super::place::{Pieces, item_text, place_items, subordinate};
use super::reading::Cat;
use super::relative::{self, described};
use super::roles::{Role, makes, roles};
use super::subject::{Kind, Subject, clause_agreement, owner, pronoun, subject_of};
use super::tree::{Body, Clause, Item, Modal, Np, Part, Pp};
use super::verb::Agreement;
use super::verb_text::{base, verb_text};

/// A phrase of more words than this before the object's own phrases stays in front of the verb, between commas.
const LONG: usize = 9;

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

/// Returns the clauses after a noun, with "who", "that", "in which" or "whose".
pub(super) fn relative(clauses: &[Clause<'_>], np: &Np<'_>) -> String {
    relative_to(clauses, Subject::of(np))
}

fn relative_to(clauses: &[Clause<'_>], described: Subject) -> String {
    let (human, plural) = (described.human, described.agreement.plural);
    let mut subject = Some(described);
    let texts = clauses.iter().enumerate().map(|(at, clause)| {
        write(clause, &mut subject, Kind::Relative { human, plural, first: at == 0, resumes: false })
    });
    join(texts.collect())
}

/// Writes one clause; `previous` is the subject before it and becomes its own.
pub(super) fn write(clause: &Clause<'_>, previous: &mut Option<Subject>, kind: Kind) -> String {
    let text = unquoted(clause, previous, kind);
    let open = if clause.opens_quote { "«" } else { "" };
    let close = if clause.closes_quote { "»" } else { "" };
    format!("{open}{text}{close}")
}

fn unquoted(clause: &Clause<'_>, previous: &mut Option<Subject>, kind: Kind) -> String {
    let Some(verb) = &clause.verb else { return fragment(clause, previous) };
    if let Kind::Relative { human, plural, first, resumes: false } = kind
        && let Some(resumed) = relative::resume(clause, human, Agreement { person: 3, plural })
    {
        let kind = Kind::Relative { human, plural, first, resumes: true };
        return finite(&resumed.clause, verb, previous, (kind, resumed.opener));
    }
    finite(clause, verb, previous, (kind, None))
}

/// Where the clause stands, and the item that opens it if it is not the subject or the link.
type Opening = (Kind, Option<usize>);

fn finite(
    clause: &Clause<'_>,
    verb: &VerbGroup<'_>,
    previous: &mut Option<Subject>,
    (kind, opener): Opening,
) -> String {
    let shared = previous.is_some_and(|subject| subject.agreement == clause_agreement(clause));
    let mut roles = roles(clause, shared || kind == Kind::Purpose, kind != Kind::Full);
    if let Some(role) = opener.and_then(|at| roles.get_mut(at))
        && *role != Role::Subject
    {
        *role = Role::Front;
    }
    let own_subject = subject_of(clause, &roles);
    let agreement = own_subject.map_or(clause_agreement(clause), |subject| subject.agreement);
    let owner = owner(agreement, own_subject.or(*previous));
    let mut pieces = place_items(clause, &roles, owner, previous);
    if let Some(preverb) = &verb.preverb {
        pieces.object.insert(0, noun_phrase(&Np::new(preverb.clone()), owner, Place::Predicate));
    }
    let dropped = own_subject.is_none();
    if dropped {
        pieces.subject = pronoun(clause, *previous, kind, agreement);
    }
    let gap = dropped && pieces.subject.is_empty();
    let written = match kind {
        Kind::Relative { plural, .. } if gap => Agreement { person: 3, plural },
        _ if pieces.subject == "one" => Agreement::THIRD,
        _ => agreement,
    };
    let mut verb = as_asked(clause, &roles, verb);
    if verb.tense == Tense::Present && kind == Kind::Full && clause.modal.is_none() && lies_ahead(clause) {
        verb.tense = Tense::Future;
    }
    let link = if opener.is_some() { String::new() } else { link_text(clause, kind, &pieces, gap) };
    *previous = own_subject
        .or(if dropped { previous.map(|subject| Subject { agreement, ..subject }) } else { None })
        .or(Some(Subject { agreement, human: pieces.subject == "he", female: false }));
    // «از سمت خود استعفا کرد»: the row says "resign from one's post".
    let verb = verb_phrase(clause, &verb, (kind, written), &mut pieces).replace("one's", owner.0);
    assemble(link, pieces, verb, post(clause, owner, previous))
}

/// «هفته آینده منتشر می‌شود»: Persian has the present for what will be.
fn lies_ahead(clause: &Clause<'_>) -> bool {
    let ahead = |english: &str| english.starts_with("next ") || matches!(english, "tomorrow" | "soon");
    clause.items.iter().any(|item| match item {
        Item::Adverb(word) => ahead(&word.english),
        Item::Np(np) => np.head.has("time") && np.adjectives.iter().any(|adjective| adjective.english == "next"),
        Item::Pp(Pp { body: Body::Adverb(adverb), .. }) => ahead(adverb),
        _ => false,
    })
}

/// The verb phrase; in a question its auxiliary goes before the subject, in «وجود دارد» the subject behind it.
fn verb_phrase(
    clause: &Clause<'_>,
    verb: &VerbGroup<'_>,
    (kind, written): (Kind, Agreement),
    pieces: &mut Pieces,
) -> String {
    if kind == Kind::Purpose {
        return infinitive(verb, &pieces.adverbs);
    }
    let located = at_rest(verb);
    let verb = located.as_ref().unwrap_or(verb);
    let exists = there_is(clause, verb);
    let verb = exists.as_ref().unwrap_or(verb);
    if exists.is_some() {
        let subject = std::mem::replace(&mut pieces.subject, "there".to_owned());
        pieces.right.append(&mut pieces.mid);
        pieces.object.insert(0, subject);
    }
    let text = verb_text(verb, clause.modal.as_ref(), written);
    if clause.question {
        let (auxiliary, rest) = text.inverted(base(verb), written);
        pieces.subject = format!("{auxiliary} {}", pieces.subject);
        return rest;
    }
    text.with(&pieces.adverbs)
}

/// «در شمال واقع شده است» is a state: "is located".
fn at_rest<'a>(verb: &VerbGroup<'a>) -> Option<VerbGroup<'a>> {
    (verb.english == "be located" && verb.tense == Tense::Perfect).then(|| VerbGroup {
        tense: Tense::Present,
        passive: false,
        ..verb.clone()
    })
}

/// «راه‌های زیادی وجود دارد» is "there are many ways", but «این مشکل وجود دارد» "this problem exists".
fn there_is<'a>(clause: &Clause<'a>, verb: &VerbGroup<'a>) -> Option<VerbGroup<'a>> {
    let subject = clause.items.iter().find_map(|item| if let Item::Np(np) = item { Some(np) } else { None })?;
    let pointed = subject.determiners.iter().any(|word| matches!(word.english.as_str(), "this" | "that" | "whose"));
    let definite = pointed || subject.head.cat != Cat::Noun || subject.head.ending.possessor.is_some();
    (verb.lemma() == "وجود داشتن" && !definite && !clause.question)
        .then(|| VerbGroup { english: "be".to_owned(), ..verb.clone() })
}

/// The verb as its complement has it («از شرکت‌ها خواست» asked, not wanted), and as the rest of the clause denies it.
fn as_asked<'a>(clause: &Clause<'a>, roles: &[Role], verb: &VerbGroup<'a>) -> VerbGroup<'a> {
    let english = clause.items.iter().find_map(|item| match item {
        Item::Pp(pp) => verb.entry?.verb_with(&pp.persian),
        _ => None,
    });
    let english = english.map_or_else(|| called(clause, roles, verb), str::to_owned);
    let negative = verb.negative && !negation::said_elsewhere(clause, roles);
    VerbGroup { english, negative, ..verb.clone() }
}

/// «این ادعا را بی‌اساس خواند»: with an adjective it is "called", not "read".
fn called(clause: &Clause<'_>, roles: &[Role], verb: &VerbGroup<'_>) -> String {
    let adjective = clause.items.iter().any(|item| matches!(item, Item::Adjective(_)));
    let said_of = adjective || roles.contains(&Role::Predicate);
    match verb.lemma() {
        "قرار دادن" if roles.contains(&Role::Predicate) && makes(verb) => "make".to_owned(),
        "خواندن" | "نامیدن" if said_of => "call".to_owned(),
        "دانستن" if said_of => "consider".to_owned(),
        _ => verb.english.clone(),
    }
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
    if pieces.participial {
        words.push(",".to_owned());
    }
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
    let owner = previous.map_or(Owner::UNKNOWN, |subject| owner(subject.agreement, Some(subject)));
    let mut words: Vec<String> = clause.link.iter().cloned().collect();
    for item in &clause.items {
        words.push(match item {
            Item::Subordinate(english, inner) => subordinate(english, inner, previous),
            item => item_text(item, owner),
        });
    }
    if let Some(modal) = &clause.modal {
        words.push(match modal {
            Modal::Fixed(english) => english.clone(),
            Modal::Verb(group) => verb_text(group, None, group.agreement).with(&[]),
        });
    }
    words.push(post(clause, owner, previous));
    join(words)
}

/// What stands behind the verb in Persian: phrases, and the clauses after «که».
fn post(clause: &Clause<'_>, owner: Owner, previous: &mut Option<Subject>) -> String {
    let mut words: Vec<String> = clause.post.iter().map(|item| item_text(item, owner)).collect();
    if clause.purpose {
        words.extend(clause.complement.iter().map(|part| match part {
            Part::Clause(inner) => wanted(clause, inner, previous),
            Part::Mark(mark) => mark.to_string(),
        }));
    } else if let Some(np) = described(clause).filter(|_| !clause.complement.is_empty()) {
        let one = !clause_agreement(clause).plural && clause.verb.as_ref().is_some_and(VerbGroup::is_link);
        let about = Subject::of(np);
        // «پزشک و فیلسوفی بود که …»: one person is both.
        let plural = about.agreement.plural && !one;
        let about = Subject { agreement: Agreement { plural, ..about.agreement }, ..about };
        words.push(relative_to(&relative::clauses(&clause.complement), about));
    } else if !clause.complement.is_empty() && ends_in_date(clause) {
        words.push(format!(", when {}", parts_text(&clause.complement, previous)));
    } else if adds(clause) {
        words.push(format!(", and {}", parts_text(&clause.complement, previous)));
    } else if !clause.complement.is_empty() {
        words.push(that(&clause.complement, parts_text(&clause.complement, previous)));
    }
    join(words)
}

/// «۲۳ نفر مصدوم شدند که حال چهار تن از آنان وخیم است»: «که» only goes on with the story.
fn adds(clause: &Clause<'_>) -> bool {
    let people = clause.items.iter().any(|item| matches!(item, Item::Np(np) if is_human(np)));
    let happens = clause.verb.as_ref().is_some_and(|verb| {
        (verb.passive || verb.has("intr")) && !relative::says(verb) && !verb.has("wants") && !verb.is_link()
    });
    let own = |part: &Part<'_>| matches!(part, Part::Clause(inner) if inner.items.iter().any(|item| matches!(item, Item::Np(_))));
    people && happens && clause.complement.first().is_some_and(own)
}

/// «… در فروردین ۹۶ است که به نتیجه رسیدند»: what follows happened then.
fn ends_in_date(clause: &Clause<'_>) -> bool {
    fn dated(pp: &Pp<'_>) -> bool {
        matches!(&pp.body, Body::Np(np) if np.right_edge().head.date.is_some())
    }
    let says = clause.verb.as_ref().is_none_or(relative::says);
    !says
        && match clause.items.last() {
            Some(Item::Adjective(adjective)) => adjective.complement.as_deref().is_some_and(dated),
            Some(Item::Np(np)) => np.right_edge().head.date.is_some(),
            Some(Item::Pp(pp)) => dated(pp),
            _ => false,
        }
}

/// "that" before a complement, but not before "whether" and the like.
fn that(complement: &[Part<'_>], text: String) -> String {
    const ASKING: [&str; 7] = ["why ", "how ", "whether ", "what ", "who ", "where ", "when "];
    let picks = matches!(complement.first(), Some(Part::Clause(inner)) if opens_with_best(inner));
    match (ASKING.iter().any(|word| text.starts_with(word)), picks) {
        (_, true) => format!(", {text}"),
        (true, false) => text,
        (false, false) => format!("that {text}"),
    }
}

/// What is wanted: "asked them to go", but "it is expected that prices will fall" with a subject of its own.
fn wanted(clause: &Clause<'_>, inner: &Clause<'_>, previous: &mut Option<Subject>) -> String {
    let english = clause.verb.as_ref().map_or("", |verb| verb.english.as_str());
    let asks = ["want", "ask", "allow", "force", "get", "help", "invite", "order", "warn", "advise", "instruct"]
        .iter()
        .any(|word| english.starts_with(word));
    let passive = clause.verb.as_ref().is_some_and(|verb| verb.passive);
    let own_main = clause.items.iter().any(|item| matches!(item, Item::Np(_)));
    let own =
        !own_main && inner.verb.is_some() && subject_of(inner, &roles(inner, previous.is_some(), false)).is_some();
    if !own || (asks && !passive) {
        return write(inner, previous, Kind::Purpose);
    }
    let foreseen = ["be expected", "expect", "be likely", "be possible", "hope", "predict"].contains(&english);
    let mut inner = inner.clone();
    if let Some(verb) = inner.verb.as_mut().filter(|_| foreseen) {
        verb.tense = Tense::Future;
    }
    format!("that {}", write(&inner, previous, Kind::Full))
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

fn link_text(clause: &Clause<'_>, kind: Kind, pieces: &Pieces, gap: bool) -> String {
    match kind {
        Kind::Relative { human, first: true, .. } => {
            let subject = gap && pieces.front.is_empty();
            if human && subject { "who" } else { "that" }.to_owned()
        }
        _ => clause.link.clone().unwrap_or_default(),
    }
}
