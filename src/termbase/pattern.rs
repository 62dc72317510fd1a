//! Patterns: the compact forms under which an entry is looked for, and where its own joints are.
//!
//! In: entries. Out: for each form (source, aliases) its key, its joints, and for a multi-word noun the head, on which endings are read in the
//! text («شهرهای هوشمند» for «شهر هوشمند»). No inflected form is written out here: endings are read by `find`.

use std::sync::Arc;

use crate::lexicon::Lexicon;
use crate::model::{GrammaticalNumber, Inflection, PartOfSpeech, TermEntry};
use crate::persian::match_key;
use crate::persian::suffix::{ends_in_silent_heh, noun_ending};

use super::folded::{Boundary, Folded};
use super::words::Words;

/// One form of one entry, with what is needed only until all forms are compiled.
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// The folded characters of the form.
    pub(super) key: Vec<char>,
    pub(super) head: Option<Head>,
    pub(super) pattern: Pattern,
}

/// One form of one entry as it is compared with a text. Small, and with what is asked first copied from the entry: with many entries
/// each of them lies in another corner of memory.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    pub(super) entry: Arc<TermEntry>,
    /// Cells of the key before which the form has a space, ZWNJ, hyphen or mark.
    joints: Box<[(usize, Boundary)]>,
    /// The last word as it is written, for reading endings behind it.
    pub(super) last_word: Box<str>,
    /// Its match key.
    pub(super) last_key: Box<str>,
    /// Match key of the head of a form of several words, without its ezafe; empty if it has none.
    pub(super) head_key: Box<str>,
    pub(super) priority: i32,
    pub(super) inflect: Inflection,
    pub(super) number: GrammaticalNumber,
    /// The entry is an adjective.
    pub(super) is_adjective: bool,
    /// The entry is meant only near certain words, or not near them.
    pub(super) has_sense: bool,
    /// The last word stands without its silent ه, for «گان» to follow.
    pub(super) shortened: bool,
    /// A noun that is also the past of a verb: «خرید» (a purchase; he bought).
    pub(super) is_past: bool,
}

/// The first word of a multi-word noun, on which its endings stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Head {
    /// Without a written ezafe: «شورا» of «شورای امنیت».
    pub(super) base: String,
    /// Cells of the base.
    pub(super) base_len: usize,
    /// Cells of the head as the entry writes it.
    pub(super) len: usize,
    /// The base is meant without its silent ه, for «گان» to follow; `base_len` does not count it.
    pub(super) drops_heh: bool,
}

impl Head {
    /// Returns the head as it stands before «گان», if it can.
    pub(super) fn shortened(&self) -> Option<Self> {
        let base_len = self.base_len.checked_sub(1).filter(|_| ends_in_silent_heh(&self.base))?;
        Some(Self { base_len, drops_heh: true, ..self.clone() })
    }
}

impl Pattern {
    /// Returns what the form has before cell `at`.
    pub(super) fn joint(&self, at: usize) -> Boundary {
        self.joints.iter().find(|(joint, _)| *joint == at).map_or(Boundary::Inside, |(_, boundary)| *boundary)
    }

    /// Returns whether the form is of several words.
    pub(super) fn has_words(&self) -> bool {
        self.joints.iter().any(|(_, boundary)| *boundary == Boundary::Space)
    }
}

/// Returns all patterns of `entry`, each with its key.
pub(super) fn patterns(entry: &Arc<TermEntry>, lexicon: &Lexicon) -> Vec<Form> {
    let mut out: Vec<Form> = Vec::new();
    for (at, form) in std::iter::once(&entry.source).chain(&entry.aliases).enumerate() {
        let plural = at > 0 && is_plural_of(lexicon, form, &entry.source);
        let number = if plural { GrammaticalNumber::Plural } else { GrammaticalNumber::Singular };
        for spelling in hamza_spellings(form.trim()) {
            let Some(form) = compile(entry, &spelling, number, lexicon) else { continue };
            if entry.inflect == Inflection::Noun && !plural && ends_in_silent_heh(&form.pattern.last_word) {
                let mut shorter = form.clone();
                shorter.key.pop();
                shorter.pattern.shortened = true;
                out.push(shorter);
            }
            out.push(form);
        }
    }
    out
}

/// The seats of a hamza inside a word vary: «مسئله» and «مسأله», «مسئول», «مسؤول» and «مسوول».
fn hamza_spellings(form: &str) -> Vec<String> {
    let mut spellings = vec![form.to_owned()];
    let inner = form.char_indices().skip(1).find(|(_, c)| matches!(c, 'ئ' | 'أ' | 'ؤ'));
    if let Some((at, hamza)) = inner {
        let (before, after) = (&form[..at], &form[at + hamza.len_utf8()..]);
        let seats = hamza_seats(hamza, after.chars().next());
        spellings.extend(seats.iter().map(|seat| format!("{before}{seat}{after}")));
        spellings.dedup_by_key(|spelling| match_key(spelling));
    }
    spellings
}

/// The seats among which usage varies. Not every pair does: «رأی» is never written «روی», nor «رئیس» «رایس».
fn hamza_seats(hamza: char, next: Option<char>) -> &'static [&'static str] {
    match (hamza, next) {
        // «سؤال», «سئوال»
        ('ؤ', Some('ا')) => &["و", "یو"],
        ('ؤ', _) | ('ئ', Some('و')) => &["ی", "و"],
        ('ئ', Some('ی')) => &["ی"],
        _ => &["ا", "ی"],
    }
}

fn compile(entry: &Arc<TermEntry>, form: &str, number: GrammaticalNumber, lexicon: &Lexicon) -> Option<Form> {
    let folded = Folded::new(form);
    let key: Vec<char> = (0..folded.len()).filter_map(|at| folded.get(at)).collect();
    let joints = (1..folded.len()).map(|at| (at, folded.boundary(at))).filter(|(_, own)| *own != Boundary::Inside);
    let mut joints: Vec<(usize, Boundary)> = joints.collect();
    joints.extend(linking_vav(&folded, lexicon).into_iter().map(|at| (at, Boundary::Zwnj)));
    let last_word = form.rsplit(' ').next().unwrap_or("");
    let is_noun = entry.inflect == Inflection::Noun && number == GrammaticalNumber::Singular;
    // A name of several words takes a written ezafe on its head: «اتحادیه‌ی عرب».
    let is_name = entry.inflect == Inflection::Name;
    let head = if is_noun || is_name { head(form, lexicon) } else { None };
    let head = head.filter(|head| is_noun || ends_in_silent_heh(&head.base));
    let is_past = entry.inflect == Inflection::Noun && Words { lexicon }.is_noun_and_past(&match_key(form));
    let pattern = Pattern {
        entry: Arc::clone(entry),
        joints: joints.into(),
        last_word: last_word.into(),
        last_key: match_key(last_word).into(),
        head_key: head.as_ref().map_or_else(String::new, |head| match_key(&head.base)).into(),
        priority: entry.priority,
        inflect: entry.inflect,
        number,
        is_adjective: entry.pos == PartOfSpeech::Adjective,
        has_sense: !entry.near.is_empty() || !entry.not_near.is_empty(),
        shortened: false,
        is_past,
    };
    (!key.is_empty()).then_some(Form { key, head, pattern })
}

/// In «گفت‌وگو» the و is a word between two others, and there is a joint on both sides of it; in «نخست‌وزیر» it is not.
fn linking_vav(folded: &Folded, lexicon: &Lexicon) -> Vec<usize> {
    let joint = |at: &usize| {
        let second = folded.slice(*at, folded.word_end(*at));
        folded.get(at - 1) == Some('و')
            && folded.boundary(at - 1) == Boundary::Zwnj
            && folded.boundary(*at) == Boundary::Inside
            && !lexicon.is_word(&format!("و{second}"))
    };
    (2..folded.len()).filter(joint).collect()
}

fn head(form: &str, lexicon: &Lexicon) -> Option<Head> {
    let (head, _) = form.split_once(' ')?;
    let len = Folded::new(head).len();
    let base = without_ezafe(head, lexicon);
    let base_len = Folded::new(base).len();
    Some(Head { base: base.to_owned(), base_len, len, drops_heh: false })
}

/// «شورای» is شورا with its ezafe written; «کشتی» ends in ی itself.
fn without_ezafe<'h>(head: &'h str, lexicon: &Lexicon) -> &'h str {
    let bare = head.strip_suffix('ی').or_else(|| head.strip_suffix('ي')).unwrap_or(head);
    let bare = bare.strip_suffix('\u{200C}').unwrap_or(bare);
    let written =
        bare.ends_with(['ا', 'و']) && (lexicon.is_word(&match_key(bare)) || !lexicon.is_word(&match_key(head)));
    if bare != head && (written || bare.ends_with('ه')) { bare } else { head }
}

/// Whether an alias is a plural of the source: a listed broken plural, or source + ending.
fn is_plural_of(lexicon: &Lexicon, alias: &str, source: &str) -> bool {
    let first = |form: &str| match_key(form.split(['\u{200C}', ' ']).next().unwrap_or(""));
    let (alias_head, source_head) = (first(alias), first(source));
    if alias_head == source_head {
        return false;
    }
    let bare = alias_head.strip_suffix('ی').unwrap_or(&alias_head);
    let listed = [alias_head.as_str(), bare].iter().any(|key| lexicon.singular_of(key).is_some());
    let by_ending = alias_head
        .strip_prefix(source_head.as_str())
        .and_then(|rest| noun_ending(&source_head, rest))
        .is_some_and(|ending| ending.number == GrammaticalNumber::Plural);
    // «نماینده» → «نمایندگان»
    let human = source_head.strip_suffix('ه').is_some_and(|stem| *bare == format!("{stem}گان"));
    listed || by_ending || human || is_broken_plural(bare, &source_head)
}

/// The broken plurals of the patterns «فقیر» → «فقرا» and «دین» → «ادیان», for words that the lexicon does not list with theirs.
fn is_broken_plural(plural: &str, singular: &str) -> bool {
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    match (letters(singular).as_slice(), letters(plural).as_slice()) {
        ([a, b, 'ی', c], [d, e, f, 'ا']) | ([a, b, c], ['ا', d, e, 'ا', f]) => [a, b, c] == [d, e, f],
        _ => false,
    }
}
