//! The built-in rules as SRX 2.0, as well as it can say them.
//!
//! In: the word lists beside the built-in rules. Out: a file for this program and others. Absent, for SRX has no words for it: which verbs are finite
//! (some common ones and endings stand in), whether a quotation was opened far back, what a line break means, where hard-wrapped lines belong together.

use crate::formats::srx::{Header, LanguageMap, LanguageRule, Rule, Srx};
use crate::persian::letters::ZWNJ;

use super::super::words::{abbreviations_of, words_with};

/// Persian letters, without digits and marks; ranges, since not every tool knows scripts by name.
const LETTER: &str = r"[\u0621-\u063A\u0641-\u064A\u066E-\u06D3]";
/// What stands before a whole word. It takes in one character, which the left side of a rule may.
const EDGE: &str = r"(?:^|[^\p{L}\p{M}\p{Nd}\u200C\u200D.])";
const STOP: &str = r"[.!?؟…۔‼⁇⁈⁉！．？]";
const CLOSER: &str = r#"[»”’"')\]}›]"#;
/// Closing marks, note marks and what cannot be seen, all of which belong to the sentence that the stop ended.
const TAIL: &str = r#"(?:\h?»|[»”’"')\]}›]|\[[^\[\].]{1,30}\](?::\p{Nd}+)?|\(\p{Nd}{1,3}\)|[¹²³⁰⁴-⁹⁽⁾]|\*+|[\u00AD\u200B-\u200F\u202A-\u202E\u2066-\u2069\uFEFF])*"#;
const ELLIPSIS: &str = r"(?:…|\.\s?\.)[.…\s]*";
/// Finite verbs, told by common forms and by endings that few other words have.
const VERB: &str = r"(?:ن?می[\u200C ]?\p{L}+|\p{L}*(?:است|نیست|بود|شد|کرد|گفت|رفت|آمد|داد|گرفت|دارد|شود|کند|باشد|دید|خواست|دانست|یافت|ماند|ساخت|زد|کشید|رسید|افزود|نوشت)|\p{L}{2,}(?:ند|ایم|یم|ید))";

/// Returns the built-in rules for Persian as an SRX file.
#[must_use]
pub fn export() -> Srx {
    let rules = [before_all(), quotations(), datelines(), abbreviations(), letters(), ellipses(), stops()].concat();
    let map = LanguageMap { pattern: "[Ff][Aa].*".to_owned(), name: "Persian".to_owned(), line: 0 };
    Srx {
        header: Header::default(),
        languages: vec![LanguageRule { name: "Persian".to_owned(), rules }],
        maps: vec![map],
    }
}

fn break_rule(before: &str, after: &str) -> Rule {
    Rule { is_break: true, before: before.to_owned(), after: after.to_owned(), line: 0 }
}

fn exception(before: &str, after: &str) -> Rule {
    Rule { is_break: false, ..break_rule(before, after) }
}

/// «(?:این|آن|…)»; a ZWNJ may be missing.
fn any_of(words: impl Iterator<Item = &'static str>) -> String {
    let words: Vec<String> = words.map(|word| word.replace(ZWNJ, r"\u200C?").replace(' ', r"\s")).collect();
    format!("(?:{})", words.join("|"))
}

/// «ق.م» is also written «ق. م», «ه» also with ZWJ or tatweel.
fn any_abbreviation(words: impl Iterator<Item = &'static str>) -> String {
    let spelt = |word: &str| {
        let bare: String = word.chars().filter(|c| *c != '\u{200D}' && *c != 'ـ').collect();
        bare.replace('.', r"\.\s?").replace('ه', r"ه[\u200Dـ]?")
    };
    let mut words: Vec<String> = words.map(spelt).collect();
    words.dedup();
    format!("(?i:{})", words.join("|"))
}

/// What holds whatever the stop is.
fn before_all() -> Vec<Rule> {
    let stop = format!("{STOP}{TAIL}");
    vec![
        exception(&stop, r"\s*[،؛,;:٬٫]"),
        exception(STOP, r"\s[»”.]"),
        break_rule(&format!("{STOP}{CLOSER}+{STOP}+"), r"\s"),
    ]
}

/// Who said it stands after the quotation; a quotation or bracket inside a clause does not end it.
fn quotations() -> Vec<Rule> {
    let saying = any_of(words_with("saying"));
    let quoted = format!(r"(?:«[^«»]*{STOP}»|\([^()]*{STOP}\))");
    let follower = any_of(words_with("follower"));
    let speech = any_of(words_with("saying").chain(words_with("speech")));
    let speaker = r"(?:[\p{L}\u200C]+\s){1,3}";
    vec![
        exception(&format!("{STOP}{CLOSER}+"), &format!(r"\s{follower}\s")),
        exception(&format!(r"^[«“][^«»“”]*{STOP}[»”]"), &format!(r"\s{speaker}{speech}(?:\s\p{{L}}+)?{STOP}")),
        exception(&format!(r"(?:^|\s)[«“][^«»“”]*{STOP}[»”]"), &format!(r"\s{saying}(?:\s|{STOP}|$)")),
        exception(&format!("{STOP}{CLOSER}+"), r"\s(?:این|این\u200C?ها|چنین)\s(?:را|گفت)\s"),
        break_rule(&format!(r"(?:{EDGE}{VERB}|:|،)\s*{quoted}"), r"\s"),
        exception(&format!(r"[\p{{L}}\p{{Nd}}]\s*{quoted}"), r"\s"),
    ]
}

/// «تهران - ایرنا:»
fn datelines() -> Vec<Rule> {
    let agency = any_of(words_with("agency"));
    let words = |most: usize| format!(r"(?:[\p{{L}}\u200C]+\s){{0,{most}}}");
    let tail = r"(?:\s[\p{L}\u200C]+){0,2}:";
    let place = format!(r"(?:^|{STOP}{TAIL}\s+){}[\p{{L}}\u200C]+(?:\s[-–—ـ]|-)\s?", words(3));
    let named = format!(r"(?:^|{STOP}{TAIL}\s+){}[\p{{L}}\u200C]+", words(3));
    vec![
        break_rule(&format!("{place}{}{agency}{tail}", words(4)), r"\s"),
        break_rule(&format!(r"{named}\s?\({agency}\)(?::|\s[-–—])"), r"\s"),
        break_rule(&format!(r"{named}،\s(?:خبرگزاری|واحد)\s{}{agency}:", words(1)), r"\s"),
        break_rule(&format!(r"(?:^|{STOP}{TAIL}\s+)(?:واحد|خبرگزاری)\s{}{agency}:", words(1)), r"\s"),
    ]
}

fn abbreviations() -> Vec<Rule> {
    let starter = any_of(words_with("starter"));
    let bound =
        any_abbreviation(abbreviations_of("ref").chain(abbreviations_of("org")).chain(abbreviations_of("title")));
    let (single, several): (Vec<_>, Vec<_>) = abbreviations_of("era").partition(|word| !word.contains('.'));
    let (single, several) = (any_abbreviation(single.into_iter()), any_abbreviation(several.into_iter()));
    let era = format!(r"(?:\p{{Nd}}\s?{single}|{EDGE}{several})\.");
    let latin = format!(
        r"{EDGE}(?:{}|[A-Za-z](?:\.[A-Za-z])+|(?:[A-Z]\p{{L}}{{0,2}}\.)+[A-Z]\p{{L}}{{0,2}})\.",
        any_abbreviation(abbreviations_of("latin").chain(abbreviations_of("list")))
    );
    let opens = format!(r"\s{starter}\s");
    let letter = any_of(words_with("letter"));
    let acronym = format!(r"{EDGE}(?:{LETTER}(?:\.{LETTER})+|{letter}(?:\.\s?(?:{letter}|و))+)\.");
    vec![
        exception(&format!(r"{EDGE}(?:{letter}\.\s?)*{letter}\."), &format!(r"\s?(?:{letter}|و)(?:[.\s]|$)")),
        break_rule(&format!(r"{EDGE}{VERB}\s[^.،:]*{acronym}"), &opens),
        exception(&acronym, r"\s"),
        exception(&format!(r"\({}(?:{single}|{several})\.\)", r"[^()]*\p{Nd}\s?"), r"\s"),
        exception(&format!(r"{EDGE}{bound}\."), r"\s"),
        break_rule(&era, &opens),
        exception(&era, r"\s"),
        break_rule(&latin, &opens),
        exception(&latin, r"\s"),
        exception(r"[A-Za-z]\.", r"\s[a-z]"),
    ]
}

/// Initials, spelt-out letters, numbers of items, and letters that are values and so may end a sentence.
fn letters() -> Vec<Rule> {
    let label = any_of(words_with("label"));
    let head = format!(r"(?:^|\p{{L}}{{2}}{STOP}{TAIL}\s+|[:؛]\s*)[(•*–-]?\s*");
    vec![
        break_rule(&format!(r"{EDGE}{label}\s(?:{LETTER}+\s)?\p{{L}}\."), r"\s"),
        break_rule(&format!(r"{LETTER}\s[A-Z]\."), &format!(r"\s{LETTER}")),
        exception(&format!(r"{EDGE}\p{{L}}[\u200Dـ]?\."), r"\s"),
        exception(&format!(r"{EDGE}(?:دبلیو|دابلیو|اف|جی|اچ|اس|ال|کی|آر)\."), r"\s"),
        exception(
            &format!(r"{head}(?:\p{{Nd}}{{1,4}}|\p{{Nd}}{{1,2}}(?:\.\p{{Nd}}{{1,2}})+|[IVX]{{1,4}}|الف|اولاً)\."),
            r"\s",
        ),
        exception(&format!("{EDGE}{}[!?]", any_of(words_with("brand"))), r"\s"),
    ]
}

/// «و...» is et cetera; elsewhere an ellipsis ends the sentence after a verb or before a word that opens one.
fn ellipses() -> Vec<Rule> {
    let (linker, starter) = (any_of(words_with("linker")), any_of(words_with("starter")));
    vec![
        exception(&format!(r"[\[(]\s?{ELLIPSIS}[\])]"), r"\s"),
        exception(ELLIPSIS, r"\s*(?:و\s|$)"),
        exception(&format!(r"{EDGE}و\s*{ELLIPSIS}"), r"\s"),
        exception(&format!(r"{EDGE}{VERB}\s*{ELLIPSIS}"), &format!(r"\s{linker}\s")),
        break_rule(&format!(r"{EDGE}{VERB}\s*{ELLIPSIS}"), r"\s"),
        exception(&format!(r"(?:^|{EDGE}{linker}\s*){ELLIPSIS}"), r"\s"),
        break_rule(ELLIPSIS, &format!(r"\s{starter}\s")),
        exception(ELLIPSIS, r"\s"),
    ]
}

/// Every other stop before white space, and between two Persian words whose space is missing.
fn stops() -> Vec<Rule> {
    let word_end = format!(r#"(?:{LETTER}{{2}}[\u064B-\u0652]?[»)"]?|[»)"])"#);
    vec![
        break_rule(&format!("{STOP}{TAIL}"), r"\s"),
        break_rule(&format!(r"{word_end}{STOP}+{CLOSER}?{STOP}*"), &format!(r"(?:{LETTER}{{2}}|و\s|[«“]|\p{{Nd}}+\s)")),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Rules;
    use super::export;
    use crate::formats::srx;

    #[test]
    fn the_export_can_be_loaded_and_cuts() {
        let rules = Rules::read("own.srx", &srx::write(&export())).unwrap();
        let text =
            "ر.ک. ص. ۱۲. او رفت.[۱] «آمد؟» این را گفت. دکتر ج. ک. رولینگ در سال ۳۳۰ ق.م. زاده شد.نمایندگان آمدند.";
        let mut from = 0;
        let cut: Vec<&str> = rules
            .breaks(&mut rules.work(), text)
            .into_iter()
            .chain([text.len()])
            .map(|at| {
                let part = &text[std::mem::replace(&mut from, at)..at];
                part.trim()
            })
            .collect();
        let expected = [
            "ر.ک. ص. ۱۲.",
            "او رفت.[۱]",
            "«آمد؟» این را گفت.",
            "دکتر ج. ک. رولینگ در سال ۳۳۰ ق.م. زاده شد.",
            "نمایندگان آمدند.",
        ];
        assert_eq!(cut, expected);
    }
}
