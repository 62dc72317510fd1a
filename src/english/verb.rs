//! Verb forms: third person, past, participle, gerund. A phrase is inflected in its first word ("point out" → "pointed out").

use super::irregular::VERBS;

/// Returns the third person singular present: go → goes, be present → is present.
#[must_use]
pub fn third_person(phrase: &str) -> String {
    inflect(phrase, |verb| match verb {
        "be" => "is".to_owned(),
        "have" => "has".to_owned(),
        "do" => "does".to_owned(),
        "go" => "goes".to_owned(),
        _ => {
            let consonant_y = verb.len() > 1 && verb.ends_with('y') && !before_last_is_vowel(verb);
            if consonant_y {
                format!("{}ies", &verb[..verb.len() - 1])
            } else if ["s", "x", "z", "ch", "sh"].iter().any(|end| verb.ends_with(end)) {
                format!("{verb}es")
            } else {
                format!("{verb}s")
            }
        }
    })
}

/// Returns the past tense: write → wrote. "be" gives "was"; the plural is for the caller.
#[must_use]
pub fn past(phrase: &str) -> String {
    inflect(phrase, |verb| irregular(verb).map_or_else(|| regular_past(verb), |(past, _)| past.to_owned()))
}

/// Returns the past participle: write → written.
#[must_use]
pub fn participle(phrase: &str) -> String {
    inflect(phrase, |verb| irregular(verb).map_or_else(|| regular_past(verb), |(_, done)| done.to_owned()))
}

/// Returns the gerund: make → making, be held → being held.
#[must_use]
pub fn gerund(phrase: &str) -> String {
    inflect(phrase, |verb| match verb {
        "be" | "see" | "agree" | "flee" | "free" | "guarantee" | "oversee" | "foresee" => format!("{verb}ing"),
        "lie" | "die" | "tie" => format!("{}ying", &verb[..1]),
        _ if verb.ends_with('e') && !verb.ends_with("oe") && !verb.ends_with("ye") => {
            format!("{}ing", &verb[..verb.len() - 1])
        }
        _ if doubles(verb) => format!("{verb}{}ing", last(verb)),
        _ => format!("{verb}ing"),
    })
}

/// Returns the base forms of which the phrase may be a form: said → say, added → add, taking part → take part. Empty if it is none.
#[must_use]
pub fn bases(phrase: &str) -> Vec<String> {
    let (verb, rest) = phrase.split_once(' ').map_or((phrase, ""), |(verb, rest)| (verb, rest));
    let irregular =
        VERBS.iter().filter(|(_, past, done)| *past == verb || *done == verb).map(|(base, ..)| (*base).to_owned());
    let ends = [("ied", "y"), ("ies", "y"), ("ed", ""), ("d", ""), ("es", ""), ("s", ""), ("ing", ""), ("ing", "e")];
    let regular = ends.iter().filter_map(|(end, base)| Some(format!("{}{base}", verb.strip_suffix(end)?)));
    let undoubled = ["ed", "ing"].iter().filter_map(|end| {
        let stem = verb.strip_suffix(end)?;
        Some(stem[..stem.len() - stem.chars().next_back()?.len_utf8()].to_owned())
    });
    let is_base = |base: &String| {
        base.len() > 1
            && [third_person(base), past(base), participle(base), gerund(base)].iter().any(|form| form == verb)
    };
    let mut found: Vec<String> = irregular.chain(regular.chain(undoubled).filter(is_base)).collect();
    found.dedup();
    found.into_iter().map(|base| if rest.is_empty() { base } else { format!("{base} {rest}") }).collect()
}

fn inflect(phrase: &str, form: impl Fn(&str) -> String) -> String {
    match phrase.split_once(' ') {
        Some((verb, rest)) => format!("{} {rest}", form(verb)),
        None => form(phrase),
    }
}

fn irregular(verb: &str) -> Option<(&'static str, &'static str)> {
    VERBS.iter().find(|(base, ..)| *base == verb).map(|(_, past, done)| (*past, *done))
}

fn regular_past(verb: &str) -> String {
    if verb.ends_with('e') {
        format!("{verb}d")
    } else if verb.len() > 1 && verb.ends_with('y') && !before_last_is_vowel(verb) {
        format!("{}ied", &verb[..verb.len() - 1])
    } else if doubles(verb) {
        format!("{verb}{}ed", last(verb))
    } else {
        format!("{verb}ed")
    }
}

/// One-syllable verbs in consonant-vowel-consonant double the last letter, and so do a few longer ones (permit, refer).
fn doubles(verb: &str) -> bool {
    const LONGER: [&str; 22] = [
        "permit", "refer", "admit", "commit", "occur", "prefer", "submit", "transfer", "control", "expel", "compel",
        "rebel", "regret", "equip", "omit", "emit", "confer", "deter", "infer", "patrol", "unplug", "propel",
    ];
    let letters: Vec<char> = verb.chars().collect();
    let [.., a, b, c] = letters[..] else { return false };
    let closed = !is_vowel(a) && is_vowel(b) && !is_vowel(c) && !matches!(c, 'w' | 'x' | 'y');
    let one_syllable = letters.iter().filter(|c| is_vowel(**c)).count() == 1;
    closed && (one_syllable || LONGER.contains(&verb))
}

fn last(verb: &str) -> char {
    verb.chars().next_back().unwrap_or(' ')
}

fn before_last_is_vowel(verb: &str) -> bool {
    verb.chars().rev().nth(1).is_some_and(is_vowel)
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::{bases, gerund, participle, past, third_person};

    #[test]
    fn bases_of_forms() {
        for (form, base) in [
            ("said", "say"),
            ("added", "add"),
            ("stated", "state"),
            ("taking part", "take part"),
            ("stopped", "stop"),
            ("carries", "carry"),
        ] {
            assert!(bases(form).contains(&base.to_owned()), "{form}: {:?}", bases(form));
        }
        assert!(bases("minister").is_empty());
    }

    #[test]
    fn forms() {
        for (base, s, ed, en, ing) in [
            ("sign", "signs", "signed", "signed", "signing"),
            ("point out", "points out", "pointed out", "pointed out", "pointing out"),
            ("hold", "holds", "held", "held", "holding"),
            ("take part", "takes part", "took part", "taken part", "taking part"),
            ("be held", "is held", "was held", "been held", "being held"),
            ("carry", "carries", "carried", "carried", "carrying"),
            ("refer", "refers", "referred", "referred", "referring"),
            ("stop", "stops", "stopped", "stopped", "stopping"),
            ("discuss", "discusses", "discussed", "discussed", "discussing"),
            ("die", "dies", "died", "died", "dying"),
            ("play", "plays", "played", "played", "playing"),
            ("visit", "visits", "visited", "visited", "visiting"),
        ] {
            assert_eq!(
                (third_person(base), past(base), participle(base), gerund(base)),
                (s.into(), ed.into(), en.into(), ing.into())
            );
        }
    }
}
