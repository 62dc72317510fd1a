//! The embedded engine: Persian→English by rules and a lexicon (analyse → transfer → generate), offline and deterministic.
//!
//! In: a segment with its term hits. Out: English in which every hit stands as its target term, and an issue per unknown word. It is no match for a
//! neural model and says so; it is meant to be understandable, complete and consistent. Way through the files: `token` → `analyse` (with
//! `verb`, `reading`) → `figures`, `dates` → `group` → `parse`, `noun_phrase` → `roles`, `clause`, `phrase`, `verb_text` → `surface`.

mod analyse;
mod article;
mod clause;
mod complement;
mod compound;
mod correlate;
mod dates;
mod derive;
mod divide;
mod explain;
mod expression;
mod ezafe;
mod figures;
mod foreign;
mod genitive;
mod group;
mod house;
mod lattice;
mod layer;
mod list;
mod modifier;
mod negation;
mod noun_phrase;
mod number;
mod object;
mod parse;
mod phrase;
mod place;
mod prefer;
mod pronoun;
mod reading;
mod relative;
mod roles;
mod subject;
mod surface;
mod term;
mod token;
mod tree;
mod verb;
mod verb_text;
mod words;

pub use words::{Word, WordKind};

use crate::lexicon::{FILES, Lexicon};
use crate::model::{AnnotatedSegment, Issue, IssueKind, Romanisation, Severity, Translation};

use analyse::Analyser;
use compound::Compounds;
pub use house::in_style;
pub use layer::Layer;
use token::Kind;

/// Raised with every change of the rules, so that the memory does not serve what older rules made.
const RULES: u32 = 7;

/// The engine, ready to translate. Building it takes a few milliseconds.
#[derive(Debug)]
pub struct Engine {
    analyser: Analyser<'static>,
    compounds: Compounds<'static>,
    layer: Layer,
}

impl Engine {
    /// Returns an engine over `lexicon`.
    #[must_use]
    pub fn new(lexicon: &'static Lexicon) -> Self {
        Self { analyser: Analyser::new(lexicon), compounds: Compounds::new(lexicon), layer: Layer::default() }
    }

    /// Returns the engine, which writes unknown words in this romanisation.
    #[must_use]
    pub fn romanising(mut self, romanisation: Romanisation) -> Self {
        self.analyser.romanisation = romanisation;
        self
    }

    /// Returns the engine without the layers above `layer`, for measuring.
    #[must_use]
    pub fn up_to(mut self, layer: Layer) -> Self {
        self.layer = layer;
        self.analyser.expressive = layer == Layer::Expressions;
        if !self.analyser.expressive {
            self.compounds = self.compounds.without_rows();
        }
        self
    }

    /// Translates one segment. Total: any text gives a text without Persian letters.
    #[must_use]
    pub fn translate(&self, source: &AnnotatedSegment) -> Translation {
        let text = source.segment.normalized.text();
        if foreign::is_all_foreign(text) {
            return Translation { target: text.trim().to_owned(), issues: Vec::new() };
        }
        let steps = analysis(self, source);
        let english = surface::surface(&match self.layer {
            Layer::Gloss => layer::gloss(&steps.readings),
            Layer::Morphology => layer::inflected(&steps.units),
            Layer::Reordering | Layer::Expressions => clause::inside(&parse::parse(&steps.units)),
        });
        let target = if english.is_empty() { spelled(text) } else { english };
        let issues = unknown_words(&steps.tokens.list, &steps.readings, &target);
        Translation { target, issues }
    }

    /// Returns a hash of rules and lexicon: equal fingerprints give equal translations.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(env!("CARGO_PKG_VERSION").as_bytes());
        hasher.update(&RULES.to_le_bytes());
        for (_, text) in FILES {
            hasher.update(text.as_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }
}

/// A text that the grammar gives no English for («را» on its own) is romanised; what has no sound at all is an ellipsis.
fn spelled(text: &str) -> String {
    let romanized = surface::surface(text);
    if romanized.is_empty() && !text.trim().is_empty() { "…".to_owned() } else { romanized }
}

/// What is known about a segment before it is parsed.
struct Analysis<'a> {
    tokens: token::Tokens,
    readings: Vec<reading::Reading<'a>>,
    units: Vec<group::Unit<'a>>,
}

fn analysis(engine: &Engine, source: &AnnotatedSegment) -> Analysis<'static> {
    let tokens = token::tokenize(source);
    let readings = figures::join(&tokens.list, engine.analyser.analyse(source, &tokens));
    let readings = dates::join(&tokens.list, readings);
    let units = group::group(source, &tokens, &readings, &engine.compounds);
    Analysis { tokens, readings, units }
}

/// Words that were romanised; one that a verb of the glossary took in («خاطرنشان کرد») is not in the target.
fn unknown_words(tokens: &[token::Token], readings: &[reading::Reading<'_>], target: &str) -> Vec<Issue> {
    let mut at = 0;
    let mut issues = Vec::new();
    for reading in readings {
        let token = tokens.get(at);
        at += reading.len;
        let Some(token) = token.filter(|token| reading.unknown && token.kind == Kind::Word) else { continue };
        if !target.contains(&reading.english) {
            continue;
        }
        let message = format!("`{}` is not in the lexicon; romanised as {}", token.text, reading.english);
        issues.push(Issue::new(IssueKind::UnknownWord, Severity::Note, message));
    }
    issues
}
