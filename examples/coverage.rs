//! Measures how many running tokens the embedded engine's analyser knows, and lists the most frequent that it does not.
//!
//! `coverage FORMS.tsv [HOW_MANY]`: FORMS.tsv has the columns rank, form, count (a header line is skipped); each form is analysed on its own.
//! `coverage text [HOW_MANY] < TEXT`: running text, one segment a line, each analysed as a whole.
//!
//! A token is analysed if the lexicon, with the grammar of endings and verb forms, reads it. It is not if the engine had to romanise it, and a name
//! counts only if it stands in `names.tsv`. Tokens without a Persian letter (numbers, marks, Latin words) are left out of the total. A list of
//! forms has no neighbours, so its unread forms are told apart: pieces of words that only the speller joins (می, ها, single letters), and
//! words that the lexicon has only inside expressions («علاوه بر»); running text has neither.

use std::collections::{HashMap, HashSet};
use std::io::{self, BufRead, Write};

use dilmaj::lexicon::Lexicon;
use dilmaj::model::{AnnotatedSegment, Segment, Span};
use dilmaj::normalize::{Normalizer, Options};
use dilmaj::persian::match_key;
use dilmaj::transfer::Engine;

/// Endings and prefixes that some write apart from their word; the speller joins them before the engine reads.
const PIECES: [&str; 20] = [
    "می", "نمی", "ها", "های", "هایی", "هایش", "تر", "تری", "ترین", "ام", "ات", "اش", "ای", "ایم", "اید", "اند", "مان",
    "تان", "شان", "ان",
];

/// Tokens counted, and those that were not analysed with how often they stood.
#[derive(Default)]
struct Coverage {
    tokens: usize,
    left_out: usize,
    unknown: HashMap<String, usize>,
}

fn main() -> io::Result<()> {
    let source = std::env::args().nth(1).unwrap_or_else(|| "text".to_owned());
    let how_many = std::env::args().nth(2).and_then(|number| number.parse().ok()).unwrap_or(50);
    let coverage =
        if source == "text" { of_text(io::stdin().lock()) } else { of_forms(&std::fs::read_to_string(source)?) };
    report(&coverage?, how_many)
}

fn of_forms(table: &str) -> io::Result<Coverage> {
    let (engine, normalizer) = tools();
    let mut coverage = Coverage::default();
    for line in table.lines() {
        let mut cells = line.split('\t').skip(1);
        let (Some(form), Some(Ok(count))) = (cells.next(), cells.next().map(str::parse::<usize>)) else { continue };
        if !is_persian(form) {
            coverage.left_out += count;
            continue;
        }
        coverage.tokens += count;
        if !engine.translate(&segment(&normalizer, form)).issues.is_empty() {
            *coverage.unknown.entry(form.to_owned()).or_default() += count;
        }
    }
    Ok(coverage)
}

fn of_text(text: impl BufRead) -> io::Result<Coverage> {
    let (engine, normalizer) = tools();
    let mut coverage = Coverage::default();
    for line in text.lines() {
        let source = segment(&normalizer, &line?);
        let words = source.segment.normalized.text().split_whitespace();
        let (persian, other): (Vec<&str>, Vec<&str>) = words.partition(|word| is_persian(word));
        coverage.tokens += persian.len();
        coverage.left_out += other.len();
        for issue in engine.translate(&source).issues {
            let word = issue.message.split('`').nth(1).unwrap_or_default();
            *coverage.unknown.entry(word.to_owned()).or_default() += 1;
        }
    }
    Ok(coverage)
}

fn report(coverage: &Coverage, how_many: usize) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    let (tokens, left_out, forms) = (coverage.tokens, coverage.left_out, coverage.unknown.len());
    let missed: usize = coverage.unknown.values().sum();
    let share = |missed: usize, of: usize| 100.0 - 100.0 * missed as f64 / of.max(1) as f64;
    writeln!(
        out,
        "{:.2} % of {tokens} tokens analysed; {missed} tokens of {forms} forms are not",
        share(missed, tokens)
    )?;
    let parts = words_of_expressions();
    let sum = |wanted: &dyn Fn(&str) -> bool| {
        coverage.unknown.iter().filter(|(form, _)| wanted(form)).map(|(_, n)| n).sum::<usize>()
    };
    let pieces = sum(&is_piece);
    let inside = sum(&|form| !is_piece(form) && parts.contains(&match_key(form)));
    let rest = share(missed - pieces - inside, tokens - pieces);
    writeln!(
        out,
        "of these {pieces} are pieces of words, {inside} stand in expressions only; without the pieces and with the expressions {rest:.2} %"
    )?;
    writeln!(out, "{left_out} tokens without a Persian letter left out")?;
    let mut unknown: Vec<_> = coverage.unknown.iter().collect();
    unknown.sort_by(|one, other| other.1.cmp(one.1).then(one.0.cmp(other.0)));
    for (form, count) in unknown.into_iter().take(how_many) {
        writeln!(out, "{count}\t{form}")?;
    }
    out.flush()
}

fn is_piece(form: &str) -> bool {
    form.chars().count() == 1 || PIECES.contains(&form)
}

/// The words of all expressions, compound verbs and names of several words.
fn words_of_expressions() -> HashSet<String> {
    let several = Lexicon::builtin().entries().filter(|entry| entry.lemma.contains(' '));
    several.flat_map(|entry| entry.lemma.split(' ').map(match_key)).collect()
}

fn tools() -> (Engine, Normalizer) {
    let lexicon = Lexicon::builtin();
    (Engine::new(lexicon), Normalizer::new(lexicon, Options::default()))
}

fn is_persian(word: &str) -> bool {
    word.chars().any(|letter| letter.is_alphabetic() && ('\u{600}'..='\u{6ff}').contains(&letter))
}

fn segment(normalizer: &Normalizer, line: &str) -> AnnotatedSegment {
    let normalized = normalizer.normalize_line(line);
    let (span, key) = (Span::new(0, line.len()), match_key(line));
    let segment = Segment { seg: 1, para: 1, span, source: line.to_owned(), normalized, key };
    AnnotatedSegment { segment, hits: Vec::new() }
}
