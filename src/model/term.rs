//! Term entries of the glossary, and their hits in a segment.

use std::ops::Range;
use std::sync::Arc;

use super::{Segment, Span};

/// Part of speech of a term, as it decides which endings it may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartOfSpeech {
    /// A common noun or noun phrase.
    #[default]
    Noun,
    /// An adjective.
    Adjective,
    /// A verb or verb phrase.
    Verb,
    /// A name of a person, place or organisation.
    Name,
    /// A fixed formula that takes no endings.
    None,
}

/// Which Persian endings a term may carry and still be the same word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Inflection {
    /// Plural, ezafe, indefinite ی, possessive clitics, copula.
    #[default]
    Noun,
    /// The noun endings and تر, ترین.
    Adjective,
    /// As written: verb forms are given as aliases.
    Verb,
    /// Ezafe, ی and ها only.
    Name,
    /// No ending at all.
    None,
}

/// How the target term's letter case is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CaseRule {
    /// Upper and lower case are equal.
    #[default]
    Any,
    /// Letters must stand as given.
    Exact,
}

/// Administrative status of an entry. Deprecated entries are kept but not matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TermStatus {
    /// Suggested, and enforced like an approved one.
    Proposed,
    /// In force.
    #[default]
    Approved,
    /// No longer matched.
    Deprecated,
}

/// Where an entry was read from.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// The glossary file.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
}

/// One concept of the glossary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermEntry {
    /// The Persian term in its dictionary form.
    pub source: String,
    /// Other spellings, name variants and broken plurals of it.
    pub aliases: Vec<String>,
    /// The preferred English term.
    pub target: String,
    /// Other English forms that are accepted.
    pub admitted: Vec<String>,
    /// English forms that must not be used.
    pub forbidden: Vec<String>,
    /// Part of speech.
    pub pos: PartOfSpeech,
    /// Endings it may take.
    pub inflect: Inflection,
    /// Letter case of the target.
    pub case: CaseRule,
    /// Do not translate: the target stands letter by letter as it is given (the source itself, or its romanisation).
    pub dnt: bool,
    /// Subject field.
    pub domain: String,
    /// The entry applies only if one of these words is in the segment; empty means always.
    pub near: Vec<String>,
    /// The entry does not apply if one of these words is in the segment.
    pub not_near: Vec<String>,
    /// Among entries for the same form the highest wins; 0 if not given.
    pub priority: i32,
    /// Administrative status.
    pub status: TermStatus,
    /// A remark for curators.
    pub note: String,
    /// An example of use.
    pub example: String,
    /// Where it was read.
    pub place: Place,
}

/// Singular or plural, as the Persian form shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GrammaticalNumber {
    /// No plural mark.
    #[default]
    Singular,
    /// ها, ات, ان, or an alias that is a plural.
    Plural,
}

/// Whether an indefinite ی or a definite mark was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Definiteness {
    /// No mark.
    #[default]
    Unmarked,
    /// Indefinite ی / ای / یی.
    Indefinite,
}

/// The person of a possessive clitic («کارگروهشان» → their).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Possessor {
    /// ـم: my.
    FirstSingular,
    /// ـت: your.
    SecondSingular,
    /// ـش: his, her, its.
    ThirdSingular,
    /// ـمان: our.
    FirstPlural,
    /// ـتان: your.
    SecondPlural,
    /// ـشان: their.
    ThirdPlural,
}

/// A curator's word that a term need not be rendered as the glossary says, in one segment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Waiver {
    /// The document; `*` for any.
    pub doc: String,
    /// The segment; `None` for any.
    pub seg: Option<usize>,
    /// The source of the glossary entry.
    pub term: String,
    /// Why.
    pub reason: String,
    /// What the segment must read for the waiver to hold.
    pub source: String,
    /// Where it was read.
    pub place: Place,
}

/// An entry found in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermHit {
    /// What was found.
    pub entry: Arc<TermEntry>,
    /// Where, in the original document: the word with its endings.
    pub span: Span,
    /// Where, as a byte range in the segment's normalised text.
    pub range: Range<usize>,
    /// Singular or plural.
    pub number: GrammaticalNumber,
    /// The possessive clitic, if there is one.
    pub possessor: Option<Possessor>,
    /// Indefinite or unmarked.
    pub definiteness: Definiteness,
    /// Why the target need not have the term, if a curator said so.
    pub waiver: Option<Arc<Waiver>>,
}

/// A segment with the term hits in it, in order, not overlapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnotatedSegment {
    /// The segment.
    pub segment: Segment,
    /// Its hits, by position.
    pub hits: Vec<TermHit>,
}
