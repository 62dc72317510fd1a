//! Plural and possessive of nouns and noun phrases.

use super::irregular::PLURALS;

/// Words after which the rest of a noun phrase only modifies: the word before them is the head.
const AFTER_HEAD: [&str; 9] = ["of", "for", "in", "on", "to", "at", "with", "from", "and"];

/// Returns the plural: company → companies, memorandum of understanding → memorandums of understanding.
#[must_use]
pub fn plural(phrase: &str) -> String {
    let words: Vec<&str> = phrase.split(' ').collect();
    let head = words.iter().position(|word| AFTER_HEAD.contains(word)).unwrap_or(words.len()).max(1) - 1;
    let mut out: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    if let Some(word) = out.get_mut(head) {
        *word = plural_word(word);
    }
    out.join(" ")
}

/// Returns the singular of a plural phrase: communications → communication, companies → company; `None` if it is no plural.
#[must_use]
pub fn singular(phrase: &str) -> Option<String> {
    let (before, last) = phrase.rsplit_once(' ').map_or(("", phrase), |(before, last)| (before, last));
    let irregular = PLURALS.iter().find(|(_, many)| *many == last).map(|(one, _)| (*one).to_owned());
    let regular = || {
        let stems = [("ies", "y"), ("xes", "x"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("s", "")];
        let mut words = stems.iter().filter_map(|(end, one)| Some(format!("{}{one}", last.strip_suffix(end)?)));
        words.find(|word| word.chars().count() > 2 && plural_word(word) == last)
    };
    let one = irregular.or_else(regular).filter(|one| one != last && !last.ends_with("ss"))?;
    Some(if before.is_empty() { one } else { format!("{before} {one}") })
}

/// Returns the possessive form: Iran → Iran's, companies → companies'.
#[must_use]
pub fn possessive(phrase: &str) -> String {
    let ends_in_plural_s = phrase.ends_with('s') && !phrase.ends_with("ss") && !phrase.ends_with("us");
    if ends_in_plural_s { format!("{phrase}'") } else { format!("{phrase}'s") }
}

fn plural_word(word: &str) -> String {
    if let Some((stem, last)) = word.rsplit_once('-') {
        return format!("{stem}-{}", plural_word(last));
    }
    let lower = word.to_lowercase();
    if let Some((_, form)) = PLURALS.iter().find(|(singular, _)| *singular == lower) {
        return super::writing::with_case_of(form, word);
    }
    if let Some(stem) = word.strip_suffix("man").filter(|stem| is_person_stem(stem)) {
        return format!("{stem}men");
    }
    let is_acronym = word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    if is_acronym {
        return format!("{word}s");
    }
    regular_plural(word)
}

/// -man makes -men in the words for people, but not in German, human, Roman, Ottoman.
fn is_person_stem(stem: &str) -> bool {
    [
        "spokes", "chair", "business", "states", "police", "fisher", "fire", "sports", "crafts", "clergy", "congress",
        "wo", "gun", "sales", "serva", "noble", "country",
    ]
    .contains(&stem.to_lowercase().as_str())
}

fn regular_plural(word: &str) -> String {
    let before_y_is_consonant =
        word.strip_suffix('y').and_then(|stem| stem.chars().next_back()).is_some_and(|c| !is_vowel(c));
    if before_y_is_consonant && !word.starts_with(char::is_uppercase) {
        return format!("{}ies", &word[..word.len() - 1]);
    }
    if ["s", "x", "z", "ch", "sh"].iter().any(|end| word.ends_with(end)) {
        return format!("{word}es");
    }
    format!("{word}s")
}

fn is_vowel(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::{plural, possessive, singular};

    #[test]
    fn plurals() {
        for (one, many) in [
            ("company", "companies"),
            ("memorandum of understanding", "memorandums of understanding"),
            ("working group", "working groups"),
            ("deputy minister", "deputy ministers"),
            ("process", "processes"),
            ("day", "days"),
            ("child", "children"),
            ("woman", "women"),
            ("German", "Germans"),
            ("MoU", "MoUs"),
            ("analysis", "analyses"),
            ("head of state", "heads of state"),
            ("series", "series"),
        ] {
            assert_eq!(plural(one), many);
        }
    }

    #[test]
    fn singulars() {
        for (many, one) in [
            ("communications", Some("communication")),
            ("trading companies", Some("trading company")),
            ("boxes", Some("box")),
            ("houses", Some("house")),
            ("children", Some("child")),
            ("process", None),
            ("series", None),
            ("water", None),
        ] {
            assert_eq!(singular(many).as_deref(), one, "{many}");
        }
    }

    #[test]
    fn possessives() {
        assert_eq!(possessive("Iran"), "Iran's");
        assert_eq!(possessive("companies"), "companies'");
        assert_eq!(possessive("Cyprus"), "Cyprus's");
    }
}
