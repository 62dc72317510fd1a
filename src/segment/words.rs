//! The segmenter's word lists, read from the data files beside this one.
//!
//! In: a word. Out: its class, or nothing. Spellings with and without ZWNJ, and capitals, are equal.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::persian::letters::fold;
use crate::persian::table::Quick;

/// How an abbreviation behaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// ق.م., ه.ش. — complete in itself, so it may stand at the end of a sentence.
    Era,
    /// ر.ک., ص. — something must follow.
    Reference,
    /// ج.ا. — part of a name.
    Organisation,
    /// Dr. — stands before a name.
    Title,
    /// Inc. — may stand at the end.
    Latin,
    /// etc., الخ. — closes an enumeration.
    List,
}

/// What a word says about a boundary next to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Opens a sentence and is no part of a name: این, وی.
    Starter,
    /// Goes on with the clause: و, در, است.
    Linker,
    /// Verb of saying: گفت.
    Saying,
    /// A single letter after it is a value: ویتامین.
    Label,
    /// News agency: ایرنا.
    Agency,
    /// A name ending in ! or ?: یاهو!.
    Brand,
    /// The name of a Latin letter: دبلیو.
    Letter,
    /// Joins clauses: و, که, اما.
    Conjunction,
    /// Never opens a sentence: را, که, است.
    Follower,
    /// Wants its noun after it: به, از.
    Preposition,
    /// A verb form that is a noun, too: نشست.
    Noun,
    /// With a verb, one of saying: تأکید (کرد).
    Speech,
    /// A noun before the name of a thing of its kind: شرکت, فیلم.
    Kind,
}

/// Words by their folded letters.
type Table<V> = HashMap<Vec<char>, V, Quick>;

static ABBREVIATIONS: LazyLock<Table<Abbreviation>> = LazyLock::new(|| {
    rows(include_str!("abbreviations.tsv"))
        .filter_map(|(word, class)| {
            let class = match class {
                "era" => Abbreviation::Era,
                "ref" => Abbreviation::Reference,
                "org" => Abbreviation::Organisation,
                "title" => Abbreviation::Title,
                "latin" => Abbreviation::Latin,
                "list" => Abbreviation::List,
                _ => return None,
            };
            Some((plain(word).collect(), class))
        })
        .collect()
});

static CUES: LazyLock<Table<Vec<Cue>>> = LazyLock::new(|| {
    let mut cues = Table::<Vec<Cue>>::default();
    for (word, class) in rows(include_str!("cues.tsv")) {
        let class = match class {
            "starter" => Cue::Starter,
            "linker" => Cue::Linker,
            "saying" => Cue::Saying,
            "label" => Cue::Label,
            "agency" => Cue::Agency,
            "brand" => Cue::Brand,
            "letter" => Cue::Letter,
            "conjunction" => Cue::Conjunction,
            "follower" => Cue::Follower,
            "preposition" => Cue::Preposition,
            "noun" => Cue::Noun,
            "speech" => Cue::Speech,
            "kind" => Cue::Kind,
            _ => continue,
        };
        cues.entry(plain(word).collect()).or_default().push(class);
    }
    cues
});

/// More bytes than the longest abbreviation has: most words before a full stop need no look-up.
const LONGEST_ABBREVIATION: usize = 16;

/// Returns the class of an abbreviation, given without its last stop: «ق.م», «Dr».
pub(super) fn abbreviation(word: &str) -> Option<Abbreviation> {
    if word.len() > LONGEST_ABBREVIATION {
        return None;
    }
    look_up(&ABBREVIATIONS, word).copied()
}

/// Returns whether `word` carries this cue.
pub(super) fn has(word: &str, cue: Cue) -> bool {
    look_up(&CUES, word).is_some_and(|own| own.contains(&cue))
}

/// Returns the abbreviations of a class, by the class's name in the file, as they are spelt there.
pub(super) fn abbreviations_of(class: &str) -> impl Iterator<Item = &'static str> {
    rows(include_str!("abbreviations.tsv")).filter(move |(_, own)| *own == class).map(|(word, _)| word)
}

/// Returns the words with a cue, by the cue's name in the file, as they are spelt there.
pub(super) fn words_with(cue: &str) -> impl Iterator<Item = &'static str> {
    rows(include_str!("cues.tsv")).filter(move |(_, own)| *own == cue).map(|(word, _)| word)
}

fn rows(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    data.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

/// Folds case, Arabic letters, white space, ZWNJ, tatweel and ZWJ: «ه‍. ش», «هـ.ش» and «ه.ش» are one.
fn plain(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !c.is_whitespace()).filter_map(fold)
}

/// No word of the lists has more letters.
const LONGEST: usize = 24;

/// Folds into a buffer, since a word is looked up beside every mark.
fn look_up<'t, V>(table: &'t Table<V>, word: &str) -> Option<&'t V> {
    let mut letters = ['\0'; LONGEST];
    let mut len = 0;
    for c in plain(word) {
        *letters.get_mut(len)? = c;
        len += 1;
    }
    table.get(&letters[..len])
}

#[cfg(test)]
mod tests {
    use super::{ABBREVIATIONS, CUES, LONGEST};

    #[test]
    fn listed_words_fit_the_buffer() {
        assert!(ABBREVIATIONS.keys().chain(CUES.keys()).all(|word| word.len() <= LONGEST));
    }
}
