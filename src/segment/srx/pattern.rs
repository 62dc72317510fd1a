//! Regular expressions of SRX, which are those of ICU, made ready for the automata that run them.
//!
//! In: one `<beforebreak>` or `<afterbreak>`. Out: the expression over marked text, or why it cannot be run. What differs in writing is
//! rewritten (`\h`, `\R`, `\Q…\E`, possessive quantifiers); what no automaton can do in linear time is named: look-around, atomic groups, back-references.

use std::iter::Peekable;
use std::str::Chars;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassBytes, ClassBytesRange, Hir, HirKind, Look, Repetition};

/// Stands in marked text between two characters, at its head and at its end: here is a word boundary.
pub(super) const BOUNDARY: u8 = 0xFF;
/// Here is none. Both bytes never occur in UTF-8.
pub(super) const NO_BOUNDARY: u8 = 0xFE;

/// Line ends as ICU counts them.
const VERTICAL: &str = r"[\n\x0B\x0C\r\x{85}\x{2028}\x{2029}]";

/// Why an expression cannot be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Problem {
    /// Right for ICU, but not run here.
    Unsupported(&'static str),
    /// A break rule with two sides that match everywhere.
    Everywhere,
    /// Wrong.
    Wrong(String),
}

/// Returns `source` over marked text; `None` if it matches everywhere, since it matches nothing at all.
pub(super) fn compile(source: &str) -> Result<Option<Hir>, Problem> {
    let hir = plain(source)?;
    let properties = hir.properties();
    if properties.minimum_len() == Some(0) && properties.look_set().is_empty() {
        return Ok(None);
    }
    marked(&hir).map(Some)
}

/// Returns whether `pattern`, the whole of it, is `code`; capitals do not count in codes of languages.
pub(super) fn fits_language(pattern: &str, code: &str) -> Result<bool, Problem> {
    let hir = plain(&format!("(?i)\\A(?:{pattern})\\z"))?;
    let dfa = super::automaton::build(&[marked(&hir)?], false).map_err(Problem::Wrong)?;
    let mut hit = false;
    super::automaton::forward(&dfa, &mut dfa.create_cache(), code, |_, _| hit = true);
    Ok(hit)
}

fn plain(source: &str) -> Result<Hir, Problem> {
    let source =
        Rewriter { rest: source.chars().peekable(), out: String::new(), depth: 0, after_quantifier: false }.run()?;
    ParserBuilder::new().build().parse(&source).map_err(|error| Problem::Wrong(kind(&error)))
}

/// The parser's own message draws the expression with a caret under it, which does not work from right to left.
fn kind(error: &regex_syntax::Error) -> String {
    match error {
        regex_syntax::Error::Parse(error) => error.kind().to_string(),
        regex_syntax::Error::Translate(error) => error.kind().to_string(),
        other => other.to_string(),
    }
}

/// From ICU's writing to that of `regex-syntax`.
struct Rewriter<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
    /// How many brackets of character classes are open.
    depth: usize,
    after_quantifier: bool,
}

impl Rewriter<'_> {
    fn run(mut self) -> Result<String, Problem> {
        while let Some(c) = self.rest.next() {
            let quantified = std::mem::take(&mut self.after_quantifier);
            match c {
                '\\' => self.escape()?,
                '[' => {
                    self.depth += 1;
                    self.out.push(c);
                }
                ']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.out.push(c);
                }
                _ if self.depth > 0 => self.out.push(c),
                '(' => self.group()?,
                // `a*+` takes what it can and gives nothing back; read as `a*`.
                '+' if quantified => {}
                '*' | '+' | '?' => {
                    self.after_quantifier = true;
                    self.out.push(c);
                }
                '{' => {
                    self.through('}', c);
                    self.after_quantifier = true;
                }
                _ => self.out.push(c),
            }
        }
        Ok(self.out)
    }

    fn through(&mut self, end: char, first: char) {
        self.out.push(first);
        for c in self.rest.by_ref() {
            self.out.push(c);
            if c == end {
                return;
            }
        }
    }

    fn escape(&mut self) -> Result<(), Problem> {
        let Some(c) = self.rest.next() else { return Err(Problem::Wrong("it ends in a backslash".to_owned())) };
        match c {
            'h' => self.out.push_str(r"[\t\p{Zs}]"),
            'H' => self.out.push_str(r"[^\t\p{Zs}]"),
            'v' => self.out.push_str(VERTICAL),
            'V' => self.out.push_str(&VERTICAL.replacen('[', "[^", 1)),
            'R' => self.out.push_str(&format!(r"(?:\r\n|{VERTICAL})")),
            'Z' => self.out.push_str(&format!(r"(?:\r\n|{VERTICAL})?\z")),
            'e' => self.out.push_str(r"\x1B"),
            'Q' => self.quoted(),
            'p' | 'P' | 'x' => {
                self.out.extend(['\\', c]);
                if self.rest.next_if_eq(&'{').is_some() {
                    self.through('}', '{');
                }
            }
            '1'..='9' | 'k' => return Err(Problem::Unsupported("a back-reference")),
            'X' | 'G' | 'N' | 'c' | '0' | 'C' => {
                return Err(Problem::Unsupported("`\\X`, `\\G`, `\\N`, `\\c`, `\\0` and `\\C`"));
            }
            _ if c.is_ascii_alphabetic() => self.out.extend(['\\', c]),
            _ => self.literal(c),
        }
        Ok(())
    }

    /// `\«`, `\ظ`, `\<`: a backslash before any other character takes it as it is.
    fn literal(&mut self, c: char) {
        self.out.push_str(&format!("\\x{{{:X}}}", u32::from(c)));
    }

    fn quoted(&mut self) {
        while let Some(c) = self.rest.next() {
            if c == '\\' && self.rest.next_if_eq(&'E').is_some() {
                return;
            }
            self.literal(c);
        }
    }

    fn group(&mut self) -> Result<(), Problem> {
        let mut ahead = self.rest.clone();
        let head = (ahead.next(), ahead.next(), ahead.next());
        match head {
            (Some('?'), Some('=' | '!'), _) => return Err(Problem::Unsupported("look-ahead")),
            (Some('?'), Some('<'), Some('=' | '!')) => return Err(Problem::Unsupported("look-behind")),
            (Some('?'), Some('>'), _) => return Err(Problem::Unsupported("an atomic group")),
            (Some('?'), Some('#'), _) => {
                for c in self.rest.by_ref() {
                    if c == ')' {
                        break;
                    }
                }
                return Ok(());
            }
            _ => {}
        }
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_some() {
            self.out.push('?');
        }
        Ok(())
    }
}

/// In marked text every character has a mark before it. An assertion about words takes in that mark, so before a character it may be gone.
fn marked(hir: &Hir) -> Result<Hir, Problem> {
    Ok(match hir.kind() {
        HirKind::Empty => Hir::empty(),
        HirKind::Literal(literal) => {
            Hir::concat(String::from_utf8_lossy(&literal.0).chars().flat_map(character).collect())
        }
        HirKind::Class(class) => Hir::concat(vec![any_mark(), Hir::class(class.clone())]),
        HirKind::Look(look) => assertion(*look)?,
        HirKind::Repetition(repetition) => {
            Hir::repetition(Repetition { sub: Box::new(marked(&repetition.sub)?), ..repetition.clone() })
        }
        HirKind::Capture(capture) => marked(&capture.sub)?,
        HirKind::Concat(parts) => Hir::concat(parts.iter().map(marked).collect::<Result<_, _>>()?),
        HirKind::Alternation(parts) => Hir::alternation(parts.iter().map(marked).collect::<Result<_, _>>()?),
    })
}

fn character(c: char) -> [Hir; 2] {
    [any_mark(), Hir::literal(c.to_string().into_bytes())]
}

fn any_mark() -> Hir {
    let class = ClassBytes::new([ClassBytesRange::new(NO_BOUNDARY, BOUNDARY)]);
    let one = Hir::class(Class::Bytes(class));
    Hir::repetition(Repetition { min: 0, max: Some(1), greedy: true, sub: Box::new(one) })
}

fn assertion(look: Look) -> Result<Hir, Problem> {
    match look {
        Look::WordUnicode | Look::WordAscii => Ok(Hir::literal([BOUNDARY])),
        Look::WordUnicodeNegate | Look::WordAsciiNegate => Ok(Hir::literal([NO_BOUNDARY])),
        Look::Start | Look::StartLF | Look::StartCRLF => Ok(Hir::look(look)),
        Look::End | Look::EndLF | Look::EndCRLF => Ok(Hir::concat(vec![any_mark(), Hir::look(look)])),
        _ => Err(Problem::Unsupported("`\\b{…}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Problem, compile, fits_language};

    #[test]
    fn what_icu_writes_in_its_own_way_is_read() {
        for source in
            [r"\h+\R", r"[\h\v]\Q.*[\E", r"\ظ\«\<\-", r"\p{Lu}++a*+b?+c{2}+", r"(?#note)\u200C\x{200c}", r"[^\]\[]\Z"]
        {
            assert!(compile(source).unwrap().is_some(), "{source}");
        }
        assert!(
            compile("").unwrap().is_none() && compile(r"\s*").unwrap().is_none() && compile(r"\b").unwrap().is_some()
        );
    }

    #[test]
    fn what_cannot_be_run_is_named() {
        for (source, part) in [
            ("(?=a)", "look-ahead"),
            ("(?<!a)", "look-behind"),
            ("(?>a)", "an atomic group"),
            (r"(a)\1", "a back-reference"),
        ] {
            assert_eq!(compile(source), Err(Problem::Unsupported(part)), "{source}");
        }
        for source in ["(", "[a", "a**b(", r"\p{Nonsense}", "\\", "*"] {
            assert!(matches!(compile(source), Err(Problem::Wrong(_))), "{source}");
        }
    }

    #[test]
    fn languages() {
        for (pattern, fits) in
            [("fa.*", true), ("FA", true), ("[Ff][Aa](-.*)?", true), (".*", true), ("f", false), ("en.*", false)]
        {
            assert_eq!(fits_language(pattern, "fa"), Ok(fits), "{pattern}");
        }
    }
}
