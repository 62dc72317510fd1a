//! Rules from an SRX 2.0 file in the place of the built-in ones.
//!
//! In: the text of the file. Out: rules for Persian, and with them the places in a paragraph where a sentence ends. By the standard: at each place the
//! first rule decides whose two sides match there; where none does, there is no break. What the file says about inline codes and subflows is
//! without effect, since plain text has neither.

mod automaton;
mod export;
mod pattern;

use std::fmt;
use std::sync::Arc;

use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_syntax::hir::Hir;

use crate::formats::srx::{self, LanguageRule, Srx, SrxError};
use pattern::Problem;

pub use export::export;

/// The language of the texts.
const LANGUAGE: &str = "fa";

/// Why a file gives no rules.
#[derive(Debug, thiserror::Error)]
pub enum RulesError {
    /// It is no SRX 2.0.
    #[error("{name}:{}: {error}", error.line)]
    Syntax {
        /// The file.
        name: String,
        /// What is wrong.
        error: SrxError,
    },
    /// An expression cannot be run.
    #[error("{name}:{line}: {place}: {problem}: `{pattern}`")]
    Pattern {
        /// The file.
        name: String,
        /// Line, from 1.
        line: usize,
        /// Which part of which rule.
        place: String,
        /// What is wrong.
        problem: String,
        /// The expression.
        pattern: String,
        /// What can be done about it.
        hint: &'static str,
    },
    /// No list of rules is for Persian.
    #[error("{name}:{line}: no language map fits `{LANGUAGE}`; there are {patterns}")]
    NoMap {
        /// The file.
        name: String,
        /// Line of the last map.
        line: usize,
        /// The patterns that there are.
        patterns: String,
    },
    /// A map names a list that is not there.
    #[error("{name}:{line}: no language rule is called `{rule}`")]
    NoRule {
        /// The file.
        name: String,
        /// Line of the map.
        line: usize,
        /// The name.
        rule: String,
    },
}

impl RulesError {
    /// Returns what can be done about it.
    #[must_use]
    pub fn hint(&self) -> String {
        match self {
            Self::Syntax { error, .. } => error.hint(),
            Self::Pattern { hint, .. } => (*hint).to_owned(),
            Self::NoMap { .. } => {
                "add `<languagemap languagepattern=\"fa.*\" languagerulename=\"…\"/>` before the maps of other languages".to_owned()
            }
            Self::NoRule { .. } => "name one of the `<languagerule>` elements".to_owned(),
        }
    }
}

/// Compiled rules.
#[derive(Clone)]
pub struct Rules(Arc<Compiled>);

struct Compiled {
    /// What it was made from.
    source: Srx,
    /// Hash of the file.
    fingerprint: String,
    /// Whether the rule is a break rule, by its number.
    is_break: Vec<bool>,
    before: Side,
    after: Side,
}

/// The expressions of one side of all rules.
struct Side {
    dfa: DFA,
    /// From the number of an expression to that of its rule.
    rules: Vec<usize>,
    /// Whether the rule has an expression on this side; otherwise it matches everywhere.
    has: Vec<bool>,
}

impl Rules {
    /// Compiles the rules for Persian in `text`, which errors call `name`.
    ///
    /// # Errors
    /// Fails at the first thing that is wrong, with its line.
    pub fn read(name: &str, text: &str) -> Result<Self, RulesError> {
        let source = srx::read(text).map_err(|error| RulesError::Syntax { name: name.to_owned(), error })?;
        let (mut is_break, mut before, mut after) = (Vec::new(), Vec::new(), Vec::new());
        'lists: for language in chosen(name, &source)? {
            for (rule, number) in language.rules.iter().zip(1..) {
                let failed = |part: &str, pattern: &str, problem: Problem| {
                    let place = format!("<{part}> of rule {number} of `{}`", language.name);
                    problem_at(name, rule.line, place, pattern, problem)
                };
                let side = |part, pattern: &str| one(pattern).map_err(|problem| failed(part, pattern, problem));
                let both = (side("beforebreak", &rule.before)?, side("afterbreak", &rule.after)?);
                if both == (None, None) {
                    if rule.is_break {
                        return Err(failed("rule", "", Problem::Everywhere));
                    }
                    // An exception that matches everywhere leaves nothing to the rules after it.
                    break 'lists;
                }
                before.push(both.0);
                after.push(both.1);
                is_break.push(rule.is_break);
            }
        }
        let failed = |problem| problem_at(name, 1, "all rules together".to_owned(), "", Problem::Wrong(problem));
        let before = Side::new(before, false).map_err(failed)?;
        let after = Side::new(after, true).map_err(failed)?;
        let fingerprint = blake3::hash(text.as_bytes()).to_hex()[..16].to_owned();
        Ok(Self(Arc::new(Compiled { source, fingerprint, is_break, before, after })))
    }

    /// Returns a hash of the file that the rules were read from.
    #[must_use]
    pub fn fingerprint(&self) -> &str {
        &self.0.fingerprint
    }

    /// Returns what the automata work with.
    pub(super) fn work(&self) -> Work {
        Work { before: self.0.before.dfa.create_cache(), after: self.0.after.dfa.create_cache() }
    }

    /// Returns the places inside `text`, one paragraph, where a segment ends.
    pub(super) fn breaks(&self, work: &mut Work, text: &str) -> Vec<usize> {
        let (before, after) = (&self.0.before, &self.0.after);
        let mut left = Vec::new();
        automaton::forward(&before.dfa, &mut work.before, text, |at, pattern| left.push((at, before.rules[pattern])));
        let mut decision = Decision { rules: &self.0, left, right: Vec::new(), place: text.len(), found: Vec::new() };
        automaton::backward(&after.dfa, &mut work.after, text, |at, pattern| decision.see(at, after.rules[pattern]));
        decision.settle();
        decision.place = 0;
        decision.settle();
        let mut found = decision.found;
        found.retain(|at| *at > 0 && *at < text.len());
        found.reverse();
        found
    }
}

/// Two settings are the same if their files say the same.
impl PartialEq for Rules {
    fn eq(&self, other: &Self) -> bool {
        self.0.source == other.0.source
    }
}

impl Eq for Rules {}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rules").field("rules", &self.0.is_break.len()).finish_non_exhaustive()
    }
}

impl Side {
    fn new(expressions: Vec<Option<Hir>>, backwards: bool) -> Result<Self, String> {
        let has: Vec<bool> = expressions.iter().map(Option::is_some).collect();
        let rules = (0..has.len()).filter(|rule| has[*rule]).collect();
        let expressions: Vec<Hir> = expressions.into_iter().flatten().collect();
        Ok(Self { dfa: automaton::build(&expressions, backwards)?, rules, has })
    }
}

/// States that the automata have made so far; they serve for every paragraph.
#[derive(Debug)]
pub(super) struct Work {
    before: Cache,
    after: Cache,
}

/// Puts the two sides together, place by place from the end of the text.
struct Decision<'a> {
    rules: &'a Compiled,
    /// Places from left to right, and the rules whose left side matches there.
    left: Vec<(usize, usize)>,
    /// The rules whose right side matches at `place`.
    right: Vec<usize>,
    place: usize,
    found: Vec<usize>,
}

impl Decision<'_> {
    fn see(&mut self, at: usize, rule: usize) {
        if at != self.place {
            self.settle();
            self.place = at;
        }
        self.right.push(rule);
    }

    /// Decides about all places from the last one down to `place`.
    fn settle(&mut self) {
        while let Some((at, _)) = self.left.last().copied().filter(|(at, _)| *at > self.place) {
            self.decide(at, &[]);
        }
        let mut right = std::mem::take(&mut self.right);
        right.sort_unstable();
        self.decide(self.place, &right);
        right.clear();
        self.right = right;
    }

    fn decide(&mut self, at: usize, right: &[usize]) {
        let mut first = right.iter().copied().find(|rule| !self.rules.before.has[*rule]);
        while let Some((_, rule)) = self.left.pop_if(|(own, _)| *own == at) {
            let fits = !self.rules.after.has[rule] || right.binary_search(&rule).is_ok();
            if fits && first.is_none_or(|first| rule < first) {
                first = Some(rule);
            }
        }
        if first.is_some_and(|rule| self.rules.is_break[rule]) {
            self.found.push(at);
        }
    }
}

/// Returns the lists of rules for Persian: the first that a map gives, or with `cascade` all.
fn chosen<'a>(name: &str, source: &'a Srx) -> Result<Vec<&'a LanguageRule>, RulesError> {
    let mut lists = Vec::new();
    for map in &source.maps {
        let place = || format!("languagepattern of `{}`", map.name);
        let fits = pattern::fits_language(&map.pattern, LANGUAGE)
            .map_err(|problem| problem_at(name, map.line, place(), &map.pattern, problem))?;
        if fits {
            let missing = || RulesError::NoRule { name: name.to_owned(), line: map.line, rule: map.name.clone() };
            lists.push(source.languages.iter().find(|list| list.name == map.name).ok_or_else(missing)?);
            if !source.header.cascade {
                break;
            }
        }
    }
    if lists.is_empty() {
        let patterns: Vec<String> = source.maps.iter().map(|map| format!("`{}`", map.pattern)).collect();
        let patterns = if patterns.is_empty() { "none".to_owned() } else { patterns.join(", ") };
        let line = source.maps.last().map_or(1, |map| map.line);
        return Err(RulesError::NoMap { name: name.to_owned(), line, patterns });
    }
    Ok(lists)
}

/// Compiles one expression by itself, so that one that is too large is told by its own line.
fn one(source: &str) -> Result<Option<Hir>, Problem> {
    let hir = pattern::compile(source)?;
    if let Some(hir) = &hir {
        automaton::build(std::slice::from_ref(hir), false).map_err(Problem::Wrong)?;
    }
    Ok(hir)
}

fn problem_at(name: &str, line: usize, place: String, pattern: &str, problem: Problem) -> RulesError {
    let (problem, hint) = match problem {
        Problem::Unsupported(part) => (
            format!("{part} is not supported"),
            "what must follow goes into <afterbreak>, what must not into an exception (break=\"no\") above the rule; see docs/CLI.md",
        ),
        Problem::Everywhere => (
            "both sides match everywhere: it would cut after each character".to_owned(),
            "give it a <beforebreak> or an <afterbreak>",
        ),
        Problem::Wrong(problem) => (problem, "mend the expression; `\\` takes the next character as it is"),
    };
    RulesError::Pattern { name: name.to_owned(), line, place, problem, pattern: pattern.to_owned(), hint }
}

#[cfg(test)]
mod tests {
    use super::Rules;

    fn file(cascade: &str, rules: &str, maps: &str) -> String {
        format!(
            "<srx version=\"2.0\"><header segmentsubflows=\"yes\" cascade=\"{cascade}\"/><body><languagerules>\n\
             <languagerule languagerulename=\"A\">{rules}</languagerule>\n\
             <languagerule languagerulename=\"B\"><rule><beforebreak>\\.</beforebreak><afterbreak>\\s</afterbreak></rule></languagerule>\n\
             </languagerules><maprules>\n{maps}</maprules></body></srx>"
        )
    }

    fn rule(is_break: &str, before: &str, after: &str) -> String {
        format!(
            "<rule break=\"{is_break}\"><beforebreak>{before}</beforebreak><afterbreak>{after}</afterbreak></rule>\n"
        )
    }

    fn map(pattern: &str, name: &str) -> String {
        format!("<languagemap languagepattern=\"{pattern}\" languagerulename=\"{name}\"/>")
    }

    #[track_caller]
    fn check(cascade: &str, rules: &str, maps: &str, text: &str, expected: &[&str]) {
        let rules = Rules::read("rules.srx", &file(cascade, rules, maps)).unwrap();
        let mut parts = Vec::new();
        let mut from = 0;
        for at in rules.breaks(&mut rules.work(), text) {
            parts.push(&text[from..at]);
            from = at;
        }
        parts.push(&text[from..]);
        assert_eq!(parts, expected);
    }

    #[test]
    fn the_first_rule_that_matches_at_a_place_decides() {
        let exception = rule("no", "\\bص\\.", "\\s");
        let breaks = rule("yes", "[.؟]+", "\\s");
        let text = "بنگرید به ص. ۱۲. رفت؟؟ آمد";
        let map = map("fa", "A");
        check("no", &format!("{exception}{breaks}"), &map, text, &["بنگرید به ص. ۱۲.", " رفت؟؟", " آمد"]);
        check("no", &format!("{breaks}{exception}"), &map, text, &["بنگرید به ص.", " ۱۲.", " رفت؟؟", " آمد"]);
    }

    #[test]
    fn an_empty_side_matches_everywhere() {
        let map = map("fa", "A");
        check("no", &rule("yes", "؛", ""), &map, "الف؛ب", &["الف؛", "ب"]);
        check("no", &rule("yes", "", "•"), &map, "الف• ب", &["الف", "• ب"]);
        let nothing = format!("{}{}", rule("no", "", "\\s*"), rule("yes", "ا", ""));
        check("no", &nothing, &map, "الف", &["الف"]);
        assert!(Rules::read("r", &file("no", &rule("yes", "", ""), &map)).is_err());
    }

    #[test]
    fn word_boundaries_are_those_of_all_scripts() {
        let map = map("fa", "A");
        check("no", &rule("yes", "\\bدر", "\\b"), &map, "در برادر دررفت", &["در", " برادر دررفت"]);
        check("no", &rule("yes", "\\Bدر\\b", " "), &map, "در برادر رفت", &["در برادر", " رفت"]);
        check("no", &rule("yes", "^Dr$|\\bDr\\.", "$"), &map, "Mr Dr.", &["Mr Dr."]);
    }

    #[test]
    fn maps_in_cascade_and_without() {
        let exception = rule("no", "ص\\.", "\\s");
        let maps = format!("{}{}{}", map("en", "B"), map("fa.*", "A"), map(".*", "B"));
        check("no", &exception, &maps, "ص. ب. ج", &["ص. ب. ج"]);
        check("yes", &exception, &maps, "ص. ب. ج", &["ص. ب.", " ج"]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let map = map("fa", "A");
        let good = rule("yes", "\\.", " ");
        for (rules, maps, line, message) in [
            (rule("yes", "(", ""), map.clone(), 2, "<beforebreak> of rule 1 of `A`: unclosed group: `(`"),
            (
                format!("{good}{}", rule("no", "a", "(?!b)")),
                map.clone(),
                3,
                "<afterbreak> of rule 2 of `A`: look-ahead is not supported",
            ),
            (rule("no", "(a{1000}){1000}", ""), map.clone(), 2, "too large"),
            (rule("yes", "", "x*"), map.clone(), 2, "it would cut after each character"),
            (good.clone(), super::tests::map("en", "A"), 6, "no language map fits `fa`; there are `en`"),
            (good.clone(), super::tests::map("fa", "C"), 6, "no language rule is called `C`"),
            (good.clone(), super::tests::map("fa(", "A"), 6, "languagepattern of `A`: unclosed group"),
            (good.clone(), String::new(), 1, "there are none"),
        ] {
            let error = Rules::read("rules.srx", &file("no", &rules, &maps)).unwrap_err();
            let text = error.to_string();
            assert!(text.starts_with(&format!("rules.srx:{line}: ")) && text.contains(message), "{message}: {text}");
            assert!(!error.hint().is_empty());
        }
        assert!(Rules::read("r", "{}").unwrap_err().to_string().starts_with("r:1: not well-formed XML"));
    }
}
