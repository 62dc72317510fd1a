//! Words that other formats use for our parts of speech and statuses.

use crate::model::PartOfSpeech;

/// Returns the name that TBX, UTX and Google know; `None` is the word of a format for what is no part of speech.
pub(super) fn pos_name(pos: PartOfSpeech, none: &'static str) -> &'static str {
    match pos {
        PartOfSpeech::Noun => "noun",
        PartOfSpeech::Adjective => "adjective",
        PartOfSpeech::Verb => "verb",
        PartOfSpeech::Name => "properNoun",
        PartOfSpeech::None => none,
    }
}

/// Returns the part of speech that `text` names; a noun if it names none, and nothing if it is not known.
pub(super) fn pos_of(text: &str) -> Option<PartOfSpeech> {
    let plain: String = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    Some(match plain.as_str() {
        "" | "noun" | "n" | "nounphrase" | "commonnoun" => PartOfSpeech::Noun,
        "adjective" | "adj" | "a" | "adjectivephrase" => PartOfSpeech::Adjective,
        "verb" | "v" | "verbphrase" => PartOfSpeech::Verb,
        "propernoun" | "name" | "propername" => PartOfSpeech::Name,
        "other" | "none" | "adverb" | "adv" | "preposition" | "phrase" | "sentence" => PartOfSpeech::None,
        _ => return None,
    })
}

/// What a terminologist says of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// To be used first; so is a term of which nothing is said.
    Preferred,
    /// May be used.
    Admitted,
    /// Must not be used.
    Deprecated,
}

impl Standing {
    /// Returns the standing that an `administrativeStatus` of TBX gives, in either of its spellings (`preferredTerm-admn-sts`, `preferredTerm`).
    pub(super) fn of(text: Option<&str>) -> Option<Self> {
        let text = text?.trim().to_ascii_lowercase();
        let begins = |words: &[&str]| words.iter().any(|word| text.starts_with(word));
        if begins(&["deprecated", "superseded", "obsolete", "forbidden"]) {
            Some(Self::Deprecated)
        } else if begins(&["admitted"]) {
            Some(Self::Admitted)
        } else {
            begins(&["preferred", "standardized", "legal", "regulated"]).then_some(Self::Preferred)
        }
    }

    /// Returns its name in TBX.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferredTerm-admn-sts",
            Self::Admitted => "admittedTerm-admn-sts",
            Self::Deprecated => "deprecatedTerm-admn-sts",
        }
    }
}
