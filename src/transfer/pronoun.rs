//! Forms of English pronouns: subject, object, possessive, reflexive.
//!
//! In: a pronoun as it is listed, in the subject form. Out: the form that its place wants.

use crate::model::Possessor;

use super::phrase::Owner;

/// Pronouns are listed in the subject form; `clause` puts the subject form back where it writes a subject. «خود» is the subject again.
pub(super) fn pronoun(english: &str, owner: Owner) -> &str {
    match english {
        "himself" | "own" | "self" => match owner.0 {
            "my" => "myself",
            "our" => "ourselves",
            "your" => "yourself",
            "their" => "themselves",
            "his" => "himself",
            _ => "itself",
        },
        "I" => "me",
        "he" => "him",
        "she" => "her",
        "we" => "us",
        "they" => "them",
        other => other,
    }
}

/// The subject form of a pronoun.
pub(super) fn subject_form(english: &str) -> String {
    match english {
        "me" => "I".to_owned(),
        "him" => "he".to_owned(),
        "her" => "she".to_owned(),
        "us" => "we".to_owned(),
        "them" => "they".to_owned(),
        other => other.to_owned(),
    }
}

pub(super) fn possessive_word(possessor: Possessor) -> &'static str {
    match possessor {
        Possessor::FirstSingular => "my",
        Possessor::SecondSingular | Possessor::SecondPlural => "your",
        Possessor::ThirdSingular => "its",
        Possessor::FirstPlural => "our",
        Possessor::ThirdPlural => "their",
    }
}

pub(super) fn owner_word(pronoun: &str, owner: Owner) -> Option<String> {
    Some(
        match pronoun {
            "own" | "self" | "himself" | "itself" | "oneself" | "themselves" => owner.0,
            "he" => "his",
            "she" => "her",
            "it" => "its",
            "they" => "their",
            "we" => "our",
            "I" => "my",
            "you" => "your",
            "each other" => "each other's",
            _ => return None,
        }
        .to_owned(),
    )
}
