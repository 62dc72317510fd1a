//! Persons whose pronoun the house style knows, in a segment and the neighbours that are sent with it.

use crate::model::Pronoun;
use crate::persian::mentions;

use super::{Part, Pipeline};

impl Pipeline {
    /// Returns the names and pronouns of the persons who are named in segment `at` or its context, in the order of the style.
    pub(super) fn pronouns(&self, document: &Part, at: usize, context: &[String]) -> Vec<(String, Pronoun)> {
        let Some(style) = self.checker.style() else { return Vec::new() };
        let own = document.segments[at].segment.normalized.text();
        let is_named = |name: &str| mentions(own, name) || context.iter().any(|text| mentions(text, name));
        let named = style.pronouns.iter().filter(|(name, _)| is_named(name));
        named.map(|(name, pronoun)| (name.clone(), *pronoun)).collect()
    }
}
