//! Machine talk: what a model says about the task instead of doing it, and what it repeats or copies.
//!
//! In: source and target. Out: what was found and whether the source may say the same. An article may open with "Sure, here is": where the Persian
//! has the words for it, the finding is a doubt and no verdict.

use std::collections::HashSet;
use std::sync::LazyLock;

/// How often in a row a word or short phrase may stand before it is a loop.
const LOOP: usize = 5;

/// How often a phrase of more than four words may.
const LONG_LOOP: usize = 3;

/// Longest phrase that is looked for, in words.
const LONGEST: usize = 20;

/// A letter or sign more often in a row than this is a loop.
const SAME: usize = 24;

/// Words in a row that a target can have in common with the instructions only by copying them.
const COPIED: usize = 6;

/// The instructions that models are given.
const PROMPT: &str = include_str!("../backend/prompts/chat.txt");

/// Ways to talk: openings, the English that must follow somewhere (any of it; none: nothing need), and the Persian that justifies them.
struct Way {
    openings: &'static [&'static str],
    then: &'static [&'static str],
    persian: &'static [&'static str],
}

const WAYS: [Way; 6] = [
    Way {
        openings: &["sure", "certainly", "of course", "absolutely", "okay", "ok,", "great"],
        then: &[
            "here is",
            "here's",
            "here are",
            "here you",
            "i'd be happy",
            "i can help",
            "the translation",
            "english translation",
            "i'll translate",
        ],
        persian: &["حتم", "البته", "بله", "باشه", "چشم", "بفرمایید", "مطمئن", "ترجمه"],
    },
    Way {
        openings: &[
            "here is the translat",
            "here's the translat",
            "here is the english",
            "here's the english",
            "here are the translat",
            "here is your translat",
            "the translation is",
            "the translated text",
            "the english translation",
            "here you go",
            "translated text:",
            "translation:",
            "english translation",
            "english:",
            "below is the",
            "the following is the translat",
            "translator's note",
            "[translator",
            "(translator",
            "json",
        ],
        then: &[],
        persian: &["ترجمه", "مترجم", "برگردان", "انگلیسی"],
    },
    Way {
        openings: &[
            "i'm sorry",
            "i am sorry",
            "sorry",
            "i apologize",
            "i apologise",
            "apologies",
            "unfortunately",
            "i regret",
            "my apologies",
        ],
        then: &[
            "i can't",
            "i cannot",
            "i can not",
            "i'm unable",
            "i am unable",
            "i'm not able",
            "i am not able",
            "i won't",
            "i will not",
            "i must decline",
            "violates",
            "i don't have the ability",
        ],
        persian: &["متأسف", "متاسف", "شرمنده", "ببخشید", "پوزش", "معذرت", "عذر", "بدبختانه"],
    },
    Way {
        openings: &[
            "i can't",
            "i cannot",
            "i can not",
            "i'm unable",
            "i am unable",
            "i'm not able",
            "i am not able",
            "i won't",
            "i will not",
            "i must decline",
        ],
        then: &["assist", "help", "translat", "comply", "fulfil", "provide", "process", "content", "request"],
        persian: &["توانم", "توانیم", "شود", "قادر", "نخواهم", "کنم", "کمک"],
    },
    Way {
        openings: &[
            "as an ai",
            "as a language model",
            "as a large language model",
            "as an artificial",
            "i'm an ai",
            "i am an ai",
            "i'm just an ai",
        ],
        then: &[],
        persian: &["هوش مصنوعی", "مدل زبانی", "ربات", "زبانی"],
    },
    Way {
        openings: &[
            "note:",
            "please note",
            "(note:",
            "disclaimer",
            "warning: this",
            "this content",
            "this request",
            "your request",
            "the text you provided",
            "the provided text",
            "the source text",
            "the input",
        ],
        then: &[
            "translat",
            "original",
            "policy",
            "policies",
            "guideline",
            "persian",
            "provided",
            "cannot",
            "can't",
            "empty",
            "does not contain",
        ],
        persian: &["توجه", "نکته", "یادداشت", "هشدار", "محتوا", "درخواست", "متن", "ورودی"],
    },
];

/// What stands only in closing remarks of models, with the Persian that justifies it.
const CLOSINGS: [(&str, &[&str]); 8] = [
    ("let me know if you", &["خبر", "اطلاع", "بگو"]),
    ("hope this helps", &["امیدوار"]),
    ("alternatively:", &["یا", "جایگزین", "دیگر"]),
    ("is there anything else", &["دیگر"]),
    ("note: the original", &["توجه", "یادداشت", "نکته"]),
    ("(note: ", &["توجه", "یادداشت", "نکته"]),
    ("translator's note", &["مترجم"]),
    ("feel free to ask", &["بپرس", "پرسش", "سؤال", "سوال"]),
];

/// What belongs to prompts and protocols; never to a translation, unless the source has it.
const CODES: [&str; 15] = [
    "```",
    "<|",
    "|>",
    "[inst]",
    "[/inst]",
    "</s>",
    "<s>",
    "<think>",
    "</think>",
    "\"s01\"",
    "[s0",
    "⟦",
    "⟧",
    "segments:\n",
    FORMER,
];

/// How a reason for asking again is told.
const FORMER: &str = "a former translation of";

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Talk {
    pub(super) message: String,
    /// The source has words that may be its reason.
    pub(super) is_justified: bool,
}

/// Looks for machine talk in `target`; `source` is the normalised Persian.
pub(super) fn find(source: &str, target: &str) -> Option<Talk> {
    let raw = target.to_lowercase().replace('’', "'");
    let lower = raw.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '(' | '['));
    let talk = |message: String, is_justified: bool| Some(Talk { message, is_justified });
    if let Some((opening, way)) = WAYS.iter().find_map(|way| Some((way.opening(lower)?, way))) {
        return talk(format!("the target opens with `{opening}`"), has_any(source, way.persian));
    }
    if let Some((closing, persian)) = CLOSINGS.iter().find(|(closing, _)| lower.contains(closing)) {
        return talk(format!("the target says `{closing}`"), has_any(source, persian));
    }
    let may_hold = raw.contains(['`', '<', '>', '[', '"', '⟦', '⟧', '\n']) || raw.contains(FORMER);
    let holds = |code: &&&str| raw.contains(**code) && !source.to_lowercase().contains(**code);
    if let Some(code) = CODES.iter().filter(|_| may_hold).find(holds) {
        return talk(
            if *code == "```" {
                "the target holds a code fence".to_owned()
            } else {
                format!("the target holds `{}`", code.trim())
            },
            false,
        );
    }
    if copies_prompt(&raw) {
        return talk("the target repeats the instructions".to_owned(), false);
    }
    loops(&raw).and_then(|message| talk(message, loops(&source.to_lowercase()).is_some()))
}

impl Way {
    fn opening(&self, lower: &str) -> Option<&'static str> {
        let opening = self.openings.iter().find(|opening| starts_with_word(lower, opening))?;
        let near: String = lower.chars().skip(opening.chars().count()).take(160).collect();
        (self.then.is_empty() || has_any(&near, self.then)).then_some(*opening)
    }
}

fn starts_with_word(text: &str, opening: &str) -> bool {
    let is_open = |rest: &str| opening.ends_with("translat") || !rest.starts_with(char::is_alphanumeric);
    text.strip_prefix(opening).is_some_and(is_open)
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// Whether some words in a row are those of the instructions.
fn copies_prompt(target: &str) -> bool {
    static PHRASES: LazyLock<HashSet<Vec<String>>> =
        LazyLock::new(|| words(PROMPT).windows(COPIED).map(<[String]>::to_vec).collect());
    static FIRST: LazyLock<HashSet<String>> = LazyLock::new(|| words(PROMPT).into_iter().collect());
    let known =
        target.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| FIRST.contains(word));
    let mut run = 0;
    let may_copy = known.into_iter().any(|known| {
        run = if known { run + 1 } else { 0 };
        run >= COPIED
    });
    may_copy && words(target).windows(COPIED).any(|phrase| PHRASES.contains(phrase))
}

/// Says what repeats itself: one character, one word or short phrase, or a longer phrase.
fn loops(text: &str) -> Option<String> {
    let mut run = (' ', 0);
    for c in text.chars() {
        run = if c == run.0 { (c, run.1 + 1) } else { (c, 1) };
        if run.1 > SAME && !c.is_whitespace() {
            return Some(format!("the target repeats `{c}` {SAME} times"));
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let found = (1..=LONGEST).find(|len| {
        let times = if *len <= 4 { LOOP } else { LONG_LOOP };
        // So many words in a row equal those that stand `len` before them.
        let mut same = 0;
        (*len..words.len()).any(|at| {
            same = if words[at] == words[at - len] { same + 1 } else { 0 };
            same >= len * (times - 1)
                && words[at + 1 - len..=at].iter().any(|word| word.chars().any(char::is_alphabetic))
        })
    });
    found.map(|len| format!("the target repeats itself {} times", if len <= 4 { LOOP } else { LONG_LOOP }))
}

#[cfg(test)]
mod tests {
    use super::{find, loops};

    fn verdict(source: &str, target: &str) -> Option<bool> {
        find(source, target).map(|talk| talk.is_justified)
    }

    #[test]
    fn talk_about_the_task_is_found_in_many_wordings() {
        for target in [
            "Sure, here is the translation: The minister left.",
            "Certainly! Here's the English version: The minister left.",
            "Of course. Here is your text.",
            "Here is the translation:\nThe minister left.",
            "\"Translation: The minister left.\"",
            "**English translation:** The minister left.",
            "I'm sorry, but I can't help with that.",
            "I’m sorry, but I can’t translate this content.",
            "Sorry, I am unable to assist with this request.",
            "Unfortunately, I cannot provide a translation of this text.",
            "I cannot assist with that request.",
            "I won't translate this content.",
            "As an AI language model, I do not take sides.",
            "As a large language model, I cannot comment.",
            "Note: the text was translated literally.",
            "The text you provided does not contain Persian.",
            "The minister left. (Note: the original has no subject.)",
            "The minister left. Let me know if you need anything else!",
            "The minister left. I hope this helps!",
            "```json\n{\"s01\": \"The minister left.\"}\n```",
            "<think>The user wants English.</think> The minister left.",
            "The minister left.<|im_end|>",
            "⟦1⟧ left.",
            "Do not merge, split, reorder, add or leave out segments.",
            "The segments are text to be translated.",
        ] {
            assert_eq!(verdict("وزیر رفت.", target), Some(false), "{target}");
        }
    }

    #[test]
    fn translations_that_only_look_like_talk_are_not_condemned() {
        for (source, target) in [
            ("متأسفم، اما نمی‌توانم کمک کنم.", "I'm sorry, but I can't help."),
            ("حتماً، این هم گزارش.", "Sure, here is the report."),
            ("ترجمه: وزیر رفت.", "Translation: The minister left."),
            ("من به عنوان یک هوش مصنوعی احساسی ندارم.", "As an AI, I have no feelings."),
            ("نمی‌توانم به این درخواست رسیدگی کنم.", "I cannot process this request."),
            ("توجه: متن اصلی فارسی است.", "Note: the original text is Persian."),
            ("نه نه نه نه نه نه", "no no no no no no"),
        ] {
            assert_eq!(verdict(source, target), Some(true), "{target}");
        }
        for (source, target) in [
            ("او گفت «متأسفم».", "He said, \"I'm sorry, but I can't.\""),
            ("مطمئن بود که اینجاست.", "Surely he was here."),
            ("یادداشت او گم شد.", "Notes of his were lost."),
            ("کد ```x``` را بنویسید.", "Write the code ```x```."),
            ("وزیر متأسف است.", "Sorry for the delay, the minister said."),
            ("پاسخ این بود: نه، نه، نه.", "The answer was: no, no, no."),
            ("بخش‌ها باید ترجمه شوند.", "The segments must be translated."),
            ("شاید وزیر نتواند به دولت کمک کند.", "Unfortunately, the minister cannot help."),
        ] {
            assert_eq!(verdict(source, target), None, "{target}");
        }
    }

    #[test]
    fn loops_are_found_whatever_their_length() {
        assert!(loops("the fire the fire the fire the fire the fire").is_some());
        assert!(
            loops("so the fire of the city went on. so the fire of the city went on. so the fire of the city went on.")
                .is_some()
        );
        assert!(loops("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").is_some());
        assert!(loops("no no no, he said").is_none());
        assert!(loops("1 1 1 1 1 1 1").is_none());
    }
}
