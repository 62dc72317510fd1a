//! One row of the lexicon, typed.

/// Part of speech.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pos {
    /// Common noun.
    Noun,
    /// Name of a person, place, organisation or month.
    Name,
    /// Adjective.
    Adjective,
    /// Adverb or adverbial phrase.
    Adverb,
    /// Numeral.
    Number,
    /// Verb, given by its infinitive; a compound verb has spaces.
    Verb,
    /// Preposition or prepositional phrase.
    Preposition,
    /// Conjunction.
    Conjunction,
    /// Pronoun.
    Pronoun,
    /// Determiner or quantifier before the noun.
    Determiner,
    /// Interjection.
    Interjection,
}

impl Pos {
    /// Returns the part of speech with this name in the files.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "noun" => Self::Noun,
            "name" => Self::Name,
            "adj" => Self::Adjective,
            "adv" => Self::Adverb,
            "num" => Self::Number,
            "verb" => Self::Verb,
            "prep" => Self::Preposition,
            "conj" => Self::Conjunction,
            "pron" => Self::Pronoun,
            "det" => Self::Determiner,
            "intj" => Self::Interjection,
            _ => return None,
        })
    }

    /// Returns the tags that a row of this part of speech may carry.
    #[must_use]
    pub fn tags(self) -> &'static [&'static str] {
        match self {
            Self::Noun => &[
                "mass", "pl", "human", "the", "time", "title", "act", "attr", "unit", "place", "org", "class",
                "counted", "rare",
            ],
            Self::Name => {
                &["person", "male", "female", "family", "place", "country", "city", "org", "month", "the", "rare"]
            }
            Self::Adjective => &["before", "adv", "rare"],
            Self::Verb => &["modal", "link", "light", "intr", "pre", "said", "wants"],
            Self::Number => &["ord", "value", "rare"],
            Self::Determiner => &["sg", "pl"],
            Self::Conjunction => &["sub", "coord"],
            Self::Preposition => &["clause"],
            Self::Adverb => &["time", "place", "start", "mid", "degree"],
            Self::Pronoun | Self::Interjection => &[],
        }
    }
}

/// One sense of one word or expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Persian, in standard orthography.
    pub lemma: String,
    /// Part of speech.
    pub pos: Pos,
    /// English lemmas, the preferred one first; never empty.
    pub english: Vec<String>,
    /// Tags as listed in `lexicon/README.md`, `name` or `name=value`.
    pub tags: Vec<String>,
    /// Persian preposition and its English (`-`: the complement is the direct object).
    pub frame: Vec<(String, String)>,
    /// Broken plurals of a noun; the present stem of a verb.
    pub forms: Vec<String>,
}

impl Entry {
    /// Returns the preferred English.
    #[must_use]
    pub fn gloss(&self) -> &str {
        self.english.first().map_or("", String::as_str)
    }

    /// Returns whether the row carries `tag`.
    #[must_use]
    pub fn has(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| own == tag)
    }

    /// Returns the value of a `name=value` tag.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        self.tags.iter().find_map(|tag| tag.strip_prefix(name)?.strip_prefix('='))
    }

    /// Returns the English for a complement introduced by `preposition`, if the row says so.
    #[must_use]
    pub fn complement(&self, preposition: &str) -> Option<&str> {
        self.frame(preposition).map(|english| english.split('/').next().unwrap_or(english))
    }

    /// Returns the English verb that the complement asks for: «از کسی خواستن» is "ask", «خواستن» "want" (`از:-/ask`).
    #[must_use]
    pub fn verb_with(&self, preposition: &str) -> Option<&str> {
        self.frame(preposition)?.split_once('/').map(|(_, verb)| verb)
    }

    fn frame(&self, preposition: &str) -> Option<&str> {
        self.frame.iter().find(|(persian, _)| persian == preposition).map(|(_, english)| english.as_str())
    }
}
