//! Reads one Persian verb form: prefix, stem, personal ending.
//!
//! In: the match key of a word. Out: all finite forms, participles and infinitives it can be. Nothing is guessed: the stem must be in the lexicon.

use std::collections::HashMap;

use crate::lexicon::{Entry, Lexicon, Pos, Row};

/// The form of a verb.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// «رفت»
    Past,
    /// «می‌رفت»
    Imperfect,
    /// «می‌رود»
    Present,
    /// «برود», «رود»
    Subjunctive,
    /// «رفته»
    Participle,
    /// «رفته‌اند» in one word
    Perfect,
    /// «می‌رفته است»-like forms are read as this too.
    Infinitive,
}

/// Person and number: `person` is 1–3.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agreement {
    pub(super) person: u8,
    pub(super) plural: bool,
}

impl Agreement {
    pub(super) const THIRD: Self = Self { person: 3, plural: false };
}

/// One reading of a verb form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VerbForm<'a> {
    pub(super) entry: &'a Entry,
    pub(super) form: Form,
    pub(super) agreement: Agreement,
    pub(super) negative: bool,
    /// The mood prefix ب is written.
    pub(super) prefixed: bool,
}

/// The stems of all simple verbs, by match key.
#[derive(Debug, Default)]
pub(super) struct Stems<'a> {
    past: HashMap<String, Vec<&'a Entry>>,
    present: HashMap<String, Vec<&'a Entry>>,
}

const ENDINGS: [(&str, u8, bool); 7] = [
    ("یم", 1, true),
    ("ید", 2, true),
    ("ند", 3, true),
    ("م", 1, false),
    ("ی", 2, false),
    ("د", 3, false),
    ("", 3, false),
];

const PERFECT_ENDINGS: [(&str, u8, bool); 6] =
    [("ایم", 1, true), ("اید", 2, true), ("اند", 3, true), ("ام", 1, false), ("ای", 2, false), ("است", 3, false)];

impl<'a> Stems<'a> {
    /// Collects the stems of the simple verbs of `lexicon`.
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        let mut stems = Self::default();
        let simple = lexicon.rows().iter().filter(|row| row.pos() == Pos::Verb && !row.lemma().contains(' '));
        for entry in simple.filter_map(Row::entry) {
            let key = crate::persian::match_key(&entry.lemma);
            if let Some(past) = key.strip_suffix('ن') {
                stems.past.entry(past.to_owned()).or_default().push(entry);
            }
            let prefix = entry.value("pre").unwrap_or("");
            for form in &entry.forms {
                let present = crate::persian::match_key(form);
                let whole = if present.starts_with(prefix) { present } else { format!("{prefix}{present}") };
                stems.present.entry(whole).or_default().push(entry);
            }
        }
        stems
    }

    /// Returns every verb form that the word with this match key can be.
    pub(super) fn read(&self, key: &str) -> Vec<VerbForm<'a>> {
        let mut found = Vec::new();
        self.copula(key, &mut found);
        if let Some(entries) = key.strip_suffix('ن').and_then(|stem| self.past.get(stem)) {
            found.extend(entries.iter().map(|entry| form(entry, Form::Infinitive, Agreement::THIRD, false)));
        }
        // «پرداخت نشدن»: not being paid.
        let denied = key.strip_prefix('ن').and_then(|rest| rest.strip_suffix('ن')).and_then(|stem| self.past.get(stem));
        found.extend(denied.into_iter().flatten().map(|entry| form(entry, Form::Infinitive, Agreement::THIRD, true)));
        for (prefix, rest) in separable(key) {
            self.prefixed(prefix, rest, &mut found);
        }
        found
    }

    /// «است», «نیست», «هستند»: بودن in forms that no stem yields.
    fn copula(&self, key: &str, found: &mut Vec<VerbForm<'a>>) {
        let Some(be) = self.past.get("بود").and_then(|entries| entries.first()) else { return };
        let present = match key {
            "است" | "هست" => Some((Agreement::THIRD, false)),
            "نیست" => Some((Agreement::THIRD, true)),
            "اند" => Some((Agreement { person: 3, plural: true }, false)),
            _ => {
                let (stem, negative) = if let Some(rest) = key.strip_prefix("هست") {
                    (rest, false)
                } else {
                    (key.strip_prefix("نیست").unwrap_or("-"), true)
                };
                ENDINGS
                    .iter()
                    .find(|(ending, ..)| *ending == stem)
                    .map(|(_, person, plural)| (Agreement { person: *person, plural: *plural }, negative))
            }
        };
        if let Some((agreement, negative)) = present {
            found.push(form(be, Form::Present, agreement, negative));
        }
    }

    /// Reads `rest` after a separable prefix such as بر (or none): «برمی‌گردد», «بازنگشت».
    fn prefixed(&self, prefix: &str, rest: &str, found: &mut Vec<VerbForm<'a>>) {
        const MARKS: [(&str, bool, Mark); 8] = [
            ("نمی", true, Mark::Durative),
            ("می", false, Mark::Durative),
            ("بی", false, Mark::Subjunctive),
            ("ب", false, Mark::Subjunctive),
            ("نی", true, Mark::None),
            ("ن", true, Mark::None),
            ("م", true, Mark::Imperative),
            ("", false, Mark::None),
        ];
        for (mark, negative, kind) in MARKS {
            let Some(body) = rest.strip_prefix(mark) else { continue };
            for body in with_madda(body, mark.ends_with('ی')) {
                self.bodies(&format!("{prefix}{body}"), kind, negative, found);
            }
        }
    }

    fn bodies(&self, body: &str, mark: Mark, negative: bool, found: &mut Vec<VerbForm<'a>>) {
        for (ending, person, plural) in ENDINGS {
            let Some(stem) = body.strip_suffix(ending) else { continue };
            let agreement = Agreement { person, plural };
            if ending != "د" && mark != Mark::Subjunctive && mark != Mark::Imperative {
                let tense = if mark == Mark::Durative { Form::Imperfect } else { Form::Past };
                push_all(found, self.past.get(stem), tense, agreement, negative);
            }
            if ending.is_empty() {
                self.commands(stem, mark, negative, found);
                continue;
            }
            let tense = if mark == Mark::Durative { Form::Present } else { Form::Subjunctive };
            // After ا and و the present stem takes a glide: «می‌گوید» is گو + ی + د.
            let glide = stem.strip_suffix('ی').filter(|short| short.ends_with(['ا', 'و', 'آ']));
            for (stem, glides) in [(Some(stem), false), (glide, true)] {
                let Some(stem) = stem else { continue };
                let before = found.len();
                push_all(found, self.present.get(stem), tense, agreement, negative);
                // «بشویید» is from شستن: شدن takes no glide.
                if glides && before < found.len() && found[before..].iter().any(|new| new.entry.lemma == "شدن") {
                    let mut at = 0;
                    found.retain(|new| {
                        at += 1;
                        at <= before || new.entry.lemma != "شدن"
                    });
                }
                for new in &mut found[before..] {
                    new.prefixed = mark == Mark::Subjunctive;
                }
            }
        }
        if mark == Mark::None || mark == Mark::Durative {
            self.participles(body, negative, found);
        }
    }

    /// «بگو», «نکن», «باش»: a command to one person is the bare present stem. Without a prefix only verbs that build others are read so.
    fn commands(&self, stem: &str, mark: Mark, negative: bool, found: &mut Vec<VerbForm<'a>>) {
        if mark == Mark::Durative {
            return;
        }
        let prefixed = mark != Mark::None || negative;
        let agreement = Agreement { person: 2, plural: false };
        let entries = self.present.get(stem).into_iter().flatten();
        let may = |entry: &&&Entry| prefixed || entry.has("light") || entry.has("link");
        let new = entries
            .filter(may)
            .map(|entry| VerbForm { prefixed, ..form(entry, Form::Subjunctive, agreement, negative) });
        found.extend(new);
    }

    fn participles(&self, body: &str, negative: bool, found: &mut Vec<VerbForm<'a>>) {
        if let Some(stem) = body.strip_suffix('ه') {
            push_all(found, self.past.get(stem), Form::Participle, Agreement::THIRD, negative);
        }
        for (ending, person, plural) in PERFECT_ENDINGS {
            let Some(stem) = body.strip_suffix(ending).and_then(|stem| stem.strip_suffix('ه')) else { continue };
            push_all(found, self.past.get(stem), Form::Perfect, Agreement { person, plural }, negative);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    None,
    Durative,
    Subjunctive,
    Imperative,
}

fn form(entry: &Entry, form: Form, agreement: Agreement, negative: bool) -> VerbForm<'_> {
    VerbForm { entry, form, agreement, negative, prefixed: false }
}

fn push_all<'a>(
    found: &mut Vec<VerbForm<'a>>,
    entries: Option<&Vec<&'a Entry>>,
    kind: Form,
    agreement: Agreement,
    negative: bool,
) {
    for entry in entries.into_iter().flatten() {
        let next = form(entry, kind, agreement, negative);
        if !found.contains(&next) {
            found.push(next);
        }
    }
}

/// Splits off a separable prefix where the mood prefix stands behind it: «برمی‌گردد» is بر + می + گردد.
fn separable(key: &str) -> Vec<(&str, &str)> {
    const PREFIXES: [&str; 8] = ["بر", "باز", "در", "فرا", "فرو", "وا", "ور", "پس"];
    let mut out = vec![("", key)];
    for prefix in PREFIXES {
        if let Some(rest) = key.strip_prefix(prefix)
            && (rest.starts_with('ن') || rest.starts_with("می"))
        {
            out.push((prefix, rest));
        }
    }
    out
}

/// After a prefix آ is written یا: «بیاید» is ب + آید, «نیامد» ن + آمد. The match key «می‌آید» keeps its madda.
fn with_madda(body: &str, prefixed: bool) -> Vec<String> {
    let mut out = vec![body.to_owned()];
    if prefixed && let Some(rest) = body.strip_prefix('ا') {
        out.push(format!("آ{rest}"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Form, Stems};
    use crate::lexicon::Lexicon;

    fn read(key: &str) -> Vec<(String, Form, u8, bool, bool)> {
        let rows = "lemma\tpos\tenglish\ttags\tframe\tforms\nبودن\tverb\tbe\tlink\t\tباش\nکردن\tverb\tdo\tlight\t\tکن\nگفتن\tverb\tsay\t\t\tگو\nآمدن\tverb\tcome\tintr\t\tآ\nبرگشتن\tverb\treturn\tpre=بر,intr\t\tگرد\n";
        let lexicon = Lexicon::new([rows]);
        let stems = Stems::new(&lexicon);
        stems
            .read(key)
            .iter()
            .map(|v| (v.entry.lemma.clone(), v.form, v.agreement.person, v.agreement.plural, v.negative))
            .collect()
    }

    #[test]
    fn forms_are_read() {
        for (key, lemma, form, person, plural, negative) in [
            ("میکنیم", "کردن", Form::Present, 1, true, false),
            ("نمیکنند", "کردن", Form::Present, 3, true, true),
            ("کرد", "کردن", Form::Past, 3, false, false),
            ("کردهاند", "کردن", Form::Perfect, 3, true, false),
            ("بگوید", "گفتن", Form::Subjunctive, 3, false, false),
            ("میگویند", "گفتن", Form::Present, 3, true, false),
            ("بیاید", "آمدن", Form::Subjunctive, 3, false, false),
            ("نیامدند", "آمدن", Form::Past, 3, true, true),
            ("برمیگردد", "برگشتن", Form::Present, 3, false, false),
            ("هستند", "بودن", Form::Present, 3, true, false),
            ("نیستیم", "بودن", Form::Present, 1, true, true),
            ("بگو", "گفتن", Form::Subjunctive, 2, false, false),
            ("بیا", "آمدن", Form::Subjunctive, 2, false, false),
            ("نکن", "کردن", Form::Subjunctive, 2, false, true),
            ("باش", "بودن", Form::Subjunctive, 2, false, false),
            ("کردن", "کردن", Form::Infinitive, 3, false, false),
            ("گفته", "گفتن", Form::Participle, 3, false, false),
        ] {
            assert!(read(key).contains(&(lemma.to_owned(), form, person, plural, negative)), "{key}: {:?}", read(key));
        }
        assert!(read("کتاب").is_empty());
    }
}
