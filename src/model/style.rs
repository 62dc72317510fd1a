//! House style: how dates, words and names are written where more than one way is right.

use std::collections::BTreeMap;

use serde::Deserialize;

/// The style of a house.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Style {
    /// Solar Hijri dates.
    pub dates: DateStyle,
    /// Spelling of English.
    pub spelling: Spelling,
    /// Names that have no English form of their own.
    pub romanisation: Romanisation,
    /// What else a language model is told, in words: tone, readers, what to watch for.
    pub notes: String,
    /// The pronoun of a person, by the name as it stands in Persian: Persian does not tell he from she.
    pub pronouns: BTreeMap<String, Pronoun>,
}

/// What becomes of a Solar Hijri date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateStyle {
    /// It stays, with the Gregorian one in brackets.
    #[default]
    Both,
    /// It stays as it is.
    Keep,
    /// The Gregorian one stands in its place.
    Convert,
}

/// Spelling of English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Spelling {
    /// American.
    #[default]
    Us,
    /// British.
    Uk,
}

/// How Persian names are put into Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Romanisation {
    /// As newspapers do: no marks above or below letters.
    #[default]
    Plain,
    /// As libraries do: ā ī ū, ḥ ṣ ż ṭ ẓ, ʿ.
    Scholarly,
}

/// The pronoun of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pronoun {
    /// he, him, his
    He,
    /// she, her
    She,
    /// they, them, their
    They,
}

impl Pronoun {
    /// Returns the subject, object, possessive and reflexive form.
    #[must_use]
    pub fn forms(self) -> [&'static str; 4] {
        match self {
            Self::He => ["he", "him", "his", "himself"],
            Self::She => ["she", "her", "her", "herself"],
            Self::They => ["they", "them", "their", "themselves"],
        }
    }
}

impl Style {
    /// Returns what decides answers of a backend for every segment; pronouns decide only where their names stand,
    /// and notes only for language models, which add them themselves.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        format!("style {:?} {:?} {:?}", self.dates, self.spelling, self.romanisation).to_lowercase()
    }
}
