//! A run through `chat` against a server that fails in every way, and what became of every row.
//!
//! In: a number of segments, a seed, a share of spoilt requests. Out: counts, in all and for each fault, and the wrong answers that were
//! accepted without an open issue. Right answers are those of the embedded engine.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use dilmaj::backend::{self, ServerOptions};
use dilmaj::lexicon::Lexicon;
use dilmaj::memory::Memory;
use dilmaj::model::{AnnotatedSegment, Bitext, Clock, IssueKind, Severity, Style, TranslationUnit};
use dilmaj::normalize::{self, Normalizer};
use dilmaj::pipeline::{Event, Options, Part, Pipeline, Reporter, Stop, Summary};
use dilmaj::qa::{self, Checker};
use dilmaj::segment;
use dilmaj::termbase::{TermBase, Waivers};
use dilmaj::transfer::Engine;
use futures_util::stream;

use super::faults::{Dice, Fault, Faulty, Plan, Right, serve};

/// Segments of one part: as the pipeline cuts documents.
const PART: usize = 1000;

#[derive(Debug)]
struct Zero;

impl Clock for Zero {
    fn now(&self) -> i64 {
        0
    }
}

struct Quiet;

impl Reporter for Quiet {
    fn report(&self, _: &Event) {}
}

/// Sentences with room for a term, a place, a number and a noun.
const FRAMES: [&str; 12] = [
    "گزارش تازه‌ای از {t} در {p} منتشر شد.",
    "کارشناسان {n} {x} را در {p} بررسی کردند.",
    "نقش {t} در {x} روشن نیست.",
    "مدیران {p} از {t} و {x} سخن گفتند.",
    "این خبر برای {n} نفر در {p} مهم است.",
    "او دیروز به {t} اشاره کرد.",
    "بدون {t}، {x} پیش نمی‌رود.",
    "روزنامه‌ها درباره {x} و آینده {t} نوشتند.",
    "مردم {p} {t} را می‌شناسند.",
    "آیا {x} در {p} تغییر می‌کند؟",
    "در {p} {n} پروژه درباره {x} آغاز شد.",
    "وزیر {t} را با {n} نماینده در {p} دید.",
];

/// Makes distinct sentences of the glossary's terms and the lexicon's nouns and places.
pub(crate) fn sentences(count: usize, seed: u64) -> Vec<String> {
    let (name, text) = dilmaj::config::BUILTIN_GLOSSARY;
    let (entries, _) = dilmaj::termbase::lint_file(name, text);
    let plain = |entry: &&dilmaj::model::TermEntry| {
        use dilmaj::model::PartOfSpeech::{Name, Noun};
        matches!(entry.pos, Noun | Name) && entry.near.is_empty() && entry.not_near.is_empty()
    };
    let terms: Vec<&str> = entries.iter().filter(plain).map(|entry| entry.source.as_str()).collect();
    let of = |tag: &str, pos: dilmaj::lexicon::Pos| -> Vec<&str> {
        let all = Lexicon::builtin().entries();
        all.filter(|entry| {
            entry.pos == pos && (tag.is_empty() || entry.has(tag)) && !entry.has("rare") && !entry.lemma.contains(' ')
        })
        .map(|entry| entry.lemma.as_str())
        .collect()
    };
    let (places, nouns) = (of("city", dilmaj::lexicon::Pos::Name), of("", dilmaj::lexicon::Pos::Noun));
    let mut dice = Dice::of(seed, "sentences");
    let mut seen = HashSet::new();
    let mut out = Vec::with_capacity(count);
    while out.len() < count {
        let mut pick = |list: &[&str]| list[dice.below(list.len())].to_owned();
        let frame = pick(&FRAMES);
        let (term, place, noun) = (pick(&terms), pick(&places), pick(&nouns));
        let number = (13 + dice.below(9_000)).to_string();
        let sentence = frame.replace("{t}", &term).replace("{p}", &place).replace("{x}", &noun).replace("{n}", &number);
        if seen.insert(sentence.clone()) {
            out.push(sentence);
        }
    }
    out
}

/// The parts of a run but for its backend.
pub(crate) fn pipeline(server: &ServerOptions, secret: Option<&str>) -> Pipeline {
    let lexicon = Lexicon::builtin();
    let terms = TermBase::new([dilmaj::config::BUILTIN_GLOSSARY], lexicon).unwrap();
    let secret = secret.map(str::to_owned);
    let options = backend::Options::Chat(server.clone());
    let backend = backend::build("storm", &options, &Style::default(), &|_| secret.clone()).unwrap();
    Pipeline {
        normalizer: Arc::new(Normalizer::new(lexicon, normalize::Options::default())),
        segment: segment::Options::default(),
        checker: Arc::new(Checker::new(qa::Options::default(), terms.entries())),
        terms: Arc::new(terms),
        waivers: Arc::new(Waivers::default()),
        backend: Arc::from(backend),
        fallbacks: Vec::new(),
        memory: Arc::new(Memory::in_memory().unwrap()),
        clock: Arc::new(Zero),
        options: Options { context: 2, ..Options::default() },
    }
}

/// Right answers for the segments of `parts`, as the server sees them.
pub(crate) fn right(parts: &[Part]) -> Right {
    let engine = Engine::new(Lexicon::builtin());
    let segments = parts.iter().flat_map(|part| &part.segments);
    let pair = |one: &Arc<AnnotatedSegment>| (one.segment.normalized.text().to_owned(), engine.translate(one).target);
    segments.map(pair).collect()
}

/// The figures of a storm.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) rows: usize,
    pub(crate) lost: usize,
    pub(crate) duplicated: usize,
    pub(crate) right: usize,
    pub(crate) failed: usize,
    /// Not the right answer, with an open issue.
    pub(crate) open: usize,
    /// Right, with an open issue that says otherwise.
    pub(crate) right_but_open: usize,
    /// What is said of right answers.
    pub(crate) said_of_right: BTreeMap<String, usize>,
    /// Not the right answer and nothing said about it: source, target, what had been done to the answer.
    pub(crate) accepted: Vec<(String, String, Option<Fault>)>,
    /// Rows that failed although a right answer had come.
    pub(crate) rejected: usize,
    /// Right answers that were not believed at once.
    pub(crate) asked_again: usize,
    pub(crate) requests: usize,
    /// For each fault: requests, segments that met it; of these right in the end, open, failed, accepted.
    pub(crate) faults: BTreeMap<Fault, [usize; 6]>,
}

/// Runs `count` segments against a server that spoils `per_mille` of its answers.
pub(crate) fn run(
    count: usize,
    seed: u64,
    per_mille: usize,
    faults: &[Fault],
    concurrency: usize,
) -> (Figures, Summary) {
    let lines = sentences(count, seed);
    let mut server = ServerOptions { model: "storm".to_owned(), concurrency, ..ServerOptions::default() };
    server.timeout = Duration::from_secs(20);
    let draft = pipeline(&server, None);
    let parts = |pipeline: &Pipeline| -> Vec<Part> {
        lines.chunks(PART).enumerate().map(|(at, lines)| pipeline.lines(lines, at * PART + 1, &[])).collect()
    };
    let plan = Plan { seed, per_mille, faults: faults.to_vec(), latency: Duration::ZERO };
    let right = right(&parts(&draft));
    let faulty = serve(right.clone(), plan);
    server.base_url = faulty.address.clone();
    let pipeline = pipeline(&server, None);
    let mut units = Vec::new();
    let mut sink = |bitext: &Bitext, _: dilmaj::pipeline::Reach| {
        units.extend(bitext.units.iter().cloned());
        Ok(())
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let all = parts(&pipeline);
    let summary = runtime.block_on(pipeline.run(stream::iter(all), &mut sink, &Quiet, &Stop::default())).unwrap();
    (figures(&lines, &units, &right, &faulty), summary)
}

fn figures(lines: &[String], units: &[TranslationUnit], right: &Right, faulty: &Faulty) -> Figures {
    let log = faulty.log.lock().unwrap();
    let mut figures = Figures { rows: units.len(), requests: log.requests, ..Figures::default() };
    let mut fates: HashMap<&str, usize> = HashMap::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for unit in units {
        *seen.entry(unit.source.segment.source.as_str()).or_default() += 1;
        let source = unit.source.segment.normalized.text();
        let delivered = log.right.get(source).copied().unwrap_or(0);
        figures.asked_again += delivered.saturating_sub(1);
        let fate = figures.fate(unit, &right[source], log.last.get(source).copied().flatten(), delivered);
        fates.insert(source, fate);
    }
    figures.lost = lines.iter().filter(|line| !seen.contains_key(line.as_str())).count();
    figures.duplicated = seen.values().filter(|count| **count > 1).count();
    for (fault, met) in &log.met {
        let row = figures.faults.entry(*fault).or_default();
        row[0] = log.spoilt.get(fault).copied().unwrap_or(0);
        let met: HashSet<&String> = met.iter().collect();
        row[1] = met.len();
        met.iter().for_each(|source| row[2 + fates.get(source.as_str()).copied().unwrap_or(2)] += 1);
    }
    figures
}

impl Figures {
    /// Counts a row; returns 0 right, 1 open, 2 failed, 3 accepted although wrong.
    fn fate(&mut self, unit: &TranslationUnit, right: &str, last: Option<Fault>, delivered: usize) -> usize {
        let is_open =
            unit.issues.iter().any(|issue| issue.severity >= Severity::Minor && issue.kind != IssueKind::UnknownWord);
        if unit.target.is_empty() {
            self.failed += 1;
            self.rejected += usize::from(delivered > 0);
            return 2;
        }
        if unit.target == right {
            self.right += 1;
            self.right_but_open += usize::from(is_open);
            for issue in unit.issues.iter().filter(|issue| issue.kind != IssueKind::UnknownWord) {
                *self.said_of_right.entry(issue.message.clone()).or_default() += 1;
            }
            return 0;
        }
        if is_open || unit.issues.iter().any(|issue| issue.kind == IssueKind::Replaced) {
            self.open += 1;
            self.rejected += usize::from(delivered > 0);
            return 1;
        }
        self.accepted.push((unit.source.segment.source.clone(), unit.target.clone(), last));
        3
    }
}
