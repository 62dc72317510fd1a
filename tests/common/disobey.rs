//! A backend that knows the right answer and disobeys the glossary on purpose, in varied ways, the same way in every run.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]
#![allow(dead_code, reason = "a test and an example use it, each a part")]

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures_util::stream;

use dilmaj::backend::{Backend, BackendError, Capabilities, TermSupport};
use dilmaj::english::{capitalize, plural};
use dilmaj::lexicon::Lexicon;
use dilmaj::memory::Memory;
use dilmaj::model::{Clock, Reply, Request, TermEntry, TermHit, TermState, Translation, TranslationUnit};
use dilmaj::normalize::{self, Normalizer};
use dilmaj::persian::match_key;
use dilmaj::pipeline::{Event, Options, Part, Pipeline, Reporter, Stop};
use dilmaj::qa::{self, Checker};
use dilmaj::segment;
use dilmaj::termbase::{TermBase, Waivers};
use dilmaj::transfer::Engine;

/// Ways to disobey.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    Synonym,
    Forbidden,
    Omitted,
    WrongInflection,
    WrongCase,
    Joined,
    Split,
    Twice,
}

pub(crate) const WAYS: [Way; 8] = [
    Way::Synonym,
    Way::Forbidden,
    Way::Omitted,
    Way::WrongInflection,
    Way::WrongCase,
    Way::Joined,
    Way::Split,
    Way::Twice,
];

/// What is put into a term of several words. Mended, an adjective stands before the term.
const INNER: [&str; 4] = ["new", "joint", "important", "and other"];

/// Sentences with room for one or two terms.
const FRAMES: [&str; 10] = [
    "درباره {0} سخنی گفته نشد.",
    "گزارش تازه‌ای از {0} منتشر شد.",
    "کارشناسان {0} را بررسی کردند.",
    "نقش {0} در {1} روشن نیست.",
    "مدیران از {0} و {1} سخن گفتند.",
    "این خبر برای {0} مهم است.",
    "او دیروز به {0} اشاره کرد.",
    "بدون {0} کار پیش نمی‌رود.",
    "روزنامه‌ها درباره {0} و آینده {1} نوشتند.",
    "مردم {0} را می‌شناسند.",
];

/// Random numbers that depend on nothing but their seed (splitmix64).
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn of(seed: u64, text: &str) -> Self {
        Self(
            text.bytes().fold(seed ^ 0xcbf2_9ce4_8422_2325, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            }),
        )
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound.max(1) as u64) as usize
    }
}

/// The backend: right answers come from the embedded engine.
pub(crate) struct Disobedient {
    engine: Engine,
    seed: u64,
    /// Of a hundred hits, so many are disobeyed, on the second asking too.
    percent: usize,
    /// How often each source was asked.
    asked: Mutex<BTreeMap<String, u64>>,
    /// What was done to the first answer for each source.
    pub(crate) done: Mutex<BTreeMap<String, Vec<Way>>>,
}

impl std::fmt::Debug for Disobedient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Disobedient")
    }
}

#[async_trait]
impl Backend for Disobedient {
    fn name(&self) -> &str {
        "disobedient"
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            batch: 8,
            most_characters: 10_000,
            concurrency: 4,
            terms: TermSupport::Prompt,
            context: false,
            examples: false,
            network: false,
            deterministic: false,
        }
    }

    fn fingerprint(&self) -> String {
        format!("disobedient {}", self.seed)
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        let answers = request.items.iter().enumerate().map(|(at, item)| {
            let source = &item.segment.segment.source;
            let time = *self.asked.lock().unwrap().entry(source.clone()).and_modify(|time| *time += 1).or_insert(1);
            let mut random = Random::of(self.seed.wrapping_mul(1000) + time, source);
            let mut target = self.engine.translate(&item.segment).target;
            let mut done = Vec::new();
            for hit in &item.segment.hits {
                if random.below(100) < self.percent {
                    let way = WAYS[random.below(WAYS.len())];
                    if let Some(changed) = disobey(&target, hit, way, &mut random) {
                        target = changed;
                        done.push(way);
                    }
                }
            }
            if time == 1 {
                self.done.lock().unwrap().insert(source.clone(), done);
            }
            (at, Translation { target, issues: Vec::new() })
        });
        Ok(Reply { answers: answers.collect(), ..Reply::default() })
    }
}

/// Does a wrong thing to the term in `text`; `None` if this way is none for this term.
fn disobey(text: &str, hit: &TermHit, way: Way, random: &mut Random) -> Option<String> {
    let entry = &hit.entry;
    let place = place(text, entry)?;
    let said = text[place.clone()].to_owned();
    let is_plural = said.to_lowercase() != entry.target.to_lowercase();
    let words: Vec<&str> = said.split(' ').collect();
    let number = |text: &str| if is_plural { plural(text) } else { text.to_owned() };
    let new = match way {
        Way::Synonym => number(&synonym(entry, random)),
        Way::Forbidden => number(entry.forbidden.get(random.below(entry.forbidden.len()))?),
        Way::Omitted => String::new(),
        Way::WrongInflection if words.len() > 1 => format!("{}s {}", words[0], words[1..].join(" ")),
        Way::WrongInflection => format!("{said}es"),
        Way::WrongCase => said.to_lowercase(),
        Way::Joined => words.concat(),
        Way::Split if words.len() > 1 => {
            let inner = INNER[random.below(INNER.len())];
            format!("{} {inner} {}", words[0], words[1..].join(" "))
        }
        Way::Split => {
            let middle = said.char_indices().map(|(at, _)| at).nth(said.chars().count() / 2)?;
            format!("{} {}", &said[..middle], &said[middle..])
        }
        Way::Twice => format!("{said} {said}"),
    };
    let new = if place.start == 0 && way != Way::WrongCase { capitalize(&new) } else { new };
    let changed = format!("{}{new}{}", &text[..place.start], &text[place.end..]).replace("  ", " ");
    (changed != text).then_some(changed)
}

/// Another word that a dictionary gives, or one that has nothing to do with it.
fn synonym(entry: &TermEntry, random: &mut Random) -> String {
    let accepted: Vec<&String> = std::iter::once(&entry.target).chain(&entry.admitted).collect();
    let others: Vec<&String> = Lexicon::builtin()
        .get(&match_key(&entry.source))
        .flat_map(|own| &own.english)
        .filter(|english| !accepted.contains(english))
        .collect();
    match others.get(random.below(others.len())) {
        Some(other) => (*other).clone(),
        None => ["arrangement", "entity", "issue"][random.below(3)].to_owned(),
    }
}

fn place(text: &str, entry: &TermEntry) -> Option<Range<usize>> {
    let lower = text.to_lowercase();
    [plural(&entry.target), entry.target.clone()].iter().find_map(|form| {
        let form = form.to_lowercase();
        let outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
        lower.match_indices(&form).map(|(at, _)| at..at + form.len()).find(|range| {
            outside(lower[..range.start].chars().next_back()) && outside(lower[range.end..].chars().next())
        })
    })
}

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

/// The figures of a run.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    pub(crate) segments: usize,
    pub(crate) hits: usize,
    pub(crate) satisfied: usize,
    pub(crate) open: usize,
    /// Hits that are not satisfied and of which no issue of their row speaks.
    pub(crate) silent: usize,
    /// Answers that the backend gave rightly at once, and those of them that left the house changed.
    pub(crate) obeyed: usize,
    pub(crate) damaged: usize,
    /// Rows mended by rule, and those of them that are the right answer to the letter, but for an adjective that was put into the term.
    pub(crate) mended: usize,
    pub(crate) mended_to_the_letter: usize,
    /// For each way: segments whose first answer disobeyed in it, and those of them that end with every hit satisfied.
    pub(crate) ways: BTreeMap<Way, (usize, usize)>,
    /// Mended rows that are not the right answer to the letter: right, mended.
    pub(crate) differing: Vec<(String, String)>,
}

/// Makes sentences of the nouns and names of the built-in glossary.
pub(crate) fn sentences(count: usize) -> Vec<String> {
    let (name, text) = dilmaj::config::BUILTIN_GLOSSARY;
    let (entries, _) = dilmaj::termbase::lint_file(name, text);
    let takes_endings = |entry: &&TermEntry| {
        use dilmaj::model::PartOfSpeech::{Name, Noun};
        matches!(entry.pos, Noun | Name) && entry.near.is_empty() && entry.not_near.is_empty()
    };
    let terms: Vec<&str> = entries.iter().filter(takes_endings).map(|entry| entry.source.as_str()).collect();
    let sentence = |at: usize| {
        let (first, round) = (at % terms.len(), at / terms.len());
        let second = (first * 7 + round * 13 + 5) % terms.len();
        FRAMES[round % FRAMES.len()].replace("{0}", terms[first]).replace("{1}", terms[second])
    };
    (0..count).map(sentence).collect()
}

/// Translates `lines` with a backend that disobeys `percent` of the hits, and counts.
pub(crate) fn run(lines: &[String], seed: u64, percent: usize, reasks: u32) -> Figures {
    let done = Mutex::new(BTreeMap::new());
    let backend =
        Arc::new(Disobedient { engine: Engine::new(Lexicon::builtin()), seed, percent, asked: Mutex::default(), done });
    let pipeline = pipeline(Arc::clone(&backend), reasks);
    let units = translated(&pipeline, pipeline.lines(lines, 1, &[]));
    let mut figures = Figures::default();
    let done = backend.done.lock().unwrap();
    for unit in &units {
        figures.count(unit, &done[&unit.source.segment.source], &backend.engine.translate(&unit.source).target);
    }
    figures
}

impl Figures {
    fn count(&mut self, unit: &TranslationUnit, ways: &[Way], right: &str) {
        let satisfied = unit.terms.iter().filter(|state| **state == TermState::Satisfied).count();
        self.segments += 1;
        self.hits += unit.source.hits.len();
        self.satisfied += satisfied;
        self.open += unit.terms.iter().filter(|state| **state == TermState::Open).count();
        for (hit, state) in unit.source.hits.iter().zip(&unit.terms) {
            let is_said = unit.issues.iter().any(|issue| issue.message.contains(&hit.entry.source));
            self.silent += usize::from(*state == TermState::Open && !is_said);
        }
        if ways.is_empty() {
            self.obeyed += 1;
            self.damaged += usize::from(unit.target != right);
        }
        if unit.issues.iter().any(|issue| issue.kind == dilmaj::model::IssueKind::Replaced) {
            self.mended += 1;
            let is_right = unit.target == right
                || INNER.iter().any(|inner| unit.target.replacen(&format!("{inner} "), "", 1) == right);
            if is_right {
                self.mended_to_the_letter += 1;
            } else {
                self.differing.push((right.to_owned(), unit.target.clone()));
            }
        }
        for way in ways {
            let (all, good) = self.ways.entry(*way).or_default();
            *all += 1;
            *good += usize::from(satisfied == unit.source.hits.len());
        }
    }
}

fn pipeline(backend: Arc<Disobedient>, reasks: u32) -> Pipeline {
    let lexicon = Lexicon::builtin();
    let terms = TermBase::new([dilmaj::config::BUILTIN_GLOSSARY], lexicon).unwrap();
    let checks = qa::Options { reasks, ..qa::Options::default() };
    Pipeline {
        normalizer: Arc::new(Normalizer::new(lexicon, normalize::Options::default())),
        segment: segment::Options::default(),
        checker: Arc::new(Checker::new(checks, terms.entries())),
        terms: Arc::new(terms),
        waivers: Arc::new(Waivers::default()),
        backend,
        fallbacks: Vec::new(),
        memory: Arc::new(Memory::in_memory().unwrap()),
        clock: Arc::new(Zero),
        options: Options { context: 0, ..Options::default() },
    }
}

fn translated(pipeline: &Pipeline, part: Part) -> Vec<TranslationUnit> {
    let mut units = Vec::new();
    let mut sink = |bitext: &dilmaj::model::Bitext, _: dilmaj::pipeline::Reach| {
        units.extend(bitext.units.iter().cloned());
        Ok(())
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(pipeline.run(stream::iter([part]), &mut sink, &Quiet, &Stop::default())).unwrap();
    units
}
