//! Measures fuzzy recall: a memory of many units made from templates, filled, indexed and asked.
//!
//!     cargo run --release --example fuzzy [UNITS] [QUERIES] [FILE]
//!
//! In: how many units (a million), how many queries (2,000), a file for the memory (one that is gone at the end). Out: seconds for storing and indexing, the size of the file, and
//! the median and the 99th percentile of a query, for sources with one word changed, one number changed, and for other text of the same kind. The words are
//! made from stems of the lexicon with the frequencies of Zipf's law, so that common and rare words are as in real text.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dilmaj::lexicon::Lexicon;
use dilmaj::memory::{Durability, Memory, NewUnit, Wanted};
use dilmaj::model::State;
use dilmaj::persian::match_key;

/// A small generator (xorshift64*), so that every run makes the same text.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() >> 11).unwrap_or(0) % most.max(1)
    }

    /// A rank under Zipf's law: the n-th word is as frequent as 1/n.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a rank, far below 2^52"
    )]
    fn rank(&mut self, most: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1u64 << 53) as f64;
        ((most as f64).powf(share) as usize).saturating_sub(1).min(most - 1)
    }
}

/// Makes sources of 6 to 25 words with some numbers, never twice the same.
fn source(chance: &mut Chance, stems: &[String]) -> String {
    let length = 6 + chance.below(20);
    let word = |chance: &mut Chance| match chance.below(12) {
        0 => (1 + chance.below(5000)).to_string(),
        _ => stems[chance.rank(stems.len())].clone(),
    };
    (0..length).map(|_| word(chance)).collect::<Vec<_>>().join(" ") + "."
}

fn unit(chance: &mut Chance, stems: &[String], at: usize) -> NewUnit {
    let source = source(chance, stems);
    let key = match_key(&source);
    let target = format!("This is the translation of unit {at}, and it is about as long as its source is.");
    NewUnit { source, key, target, state: State::Reviewed, origin: "made".to_owned(), ..NewUnit::default() }
}

/// A query with what it should find (the number of the unit it was made from).
fn changed(source: &str, how: usize, chance: &mut Chance, stems: &[String]) -> String {
    let mut words: Vec<String> = source.split(' ').map(str::to_owned).collect();
    let is_number = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let at = chance.below(words.len());
    match how {
        0 => words[at].clone_from(&stems[chance.below(stems.len())]),
        _ => words.iter_mut().filter(|word| is_number(word)).for_each(|word| word.insert(0, '7')),
    }
    words.join(" ")
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let count: usize = arguments.next().map_or(Ok(1_000_000), |text| text.parse())?;
    let queries: usize = arguments.next().map_or(Ok(2_000), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let path = arguments.next().map_or_else(|| folder.path().join("memory.db"), PathBuf::from);
    let stems: Vec<String> = Lexicon::builtin().entries().map(|entry| entry.lemma.clone()).collect();
    let stems: Vec<String> = stems.into_iter().filter(|stem| !stem.contains(' ')).collect();
    let mut chance = Chance(2026);
    let memory = Memory::open(&path, Durability::Full)?;
    let mut sample = Vec::new();
    let mut storing = Duration::ZERO;
    for first in (0..count).step_by(1000) {
        let units: Vec<NewUnit> = (first..count.min(first + 1000)).map(|at| unit(&mut chance, &stems, at)).collect();
        if sample.len() < queries {
            sample.push((units[0].source.clone(), first));
        }
        let began = Instant::now();
        memory.add_units(&units, 1)?;
        storing += began.elapsed();
    }
    let began = Instant::now();
    memory.index_units()?;
    let indexing = began.elapsed();
    let mut out = std::io::stdout().lock();
    report_stores(&mut out, count, [storing, indexing], &path)?;
    let mut asking = Asking { memory: &memory, sample: &sample, chance: &mut chance, stems: &stems };
    for (how, name) in ["one word changed", "numbers changed", "other text"].iter().enumerate() {
        let (times, found) = asking.ask(how, queries)?;
        let millis = |share: usize| times[(times.len() - 1) * share / 100].as_secs_f64() * 1e3;
        let (median, last) = (millis(50), millis(99));
        writeln!(out, "{name}: median {median:.2} ms, p99 {last:.2} ms; its unit found {found} of {queries}")?;
    }
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "figures for people")]
fn report_stores(out: &mut impl Write, count: usize, times: [Duration; 2], path: &Path) -> std::io::Result<()> {
    let size = std::fs::metadata(path)?.len();
    let count = count as f64;
    let [stored, indexed] = times.map(|time| count / time.as_secs_f64());
    writeln!(out, "stored in transactions of 1,000: {stored:.0} units a second")?;
    writeln!(out, "indexed behind: {indexed:.0} units a second")?;
    writeln!(out, "file: {} MB, {:.0} bytes a unit", size / 1_000_000, size as f64 / count)
}

/// What queries are made from.
struct Asking<'a> {
    memory: &'a Memory,
    sample: &'a [(String, usize)],
    chance: &'a mut Chance,
    stems: &'a [String],
}

impl Asking<'_> {
    /// Returns the times of `queries` queries, sorted, and how many found their unit.
    fn ask(&mut self, how: usize, queries: usize) -> Result<(Vec<Duration>, usize), Box<dyn std::error::Error>> {
        let mut times = Vec::with_capacity(queries);
        let mut found = 0;
        for at in 0..queries {
            let (original, number) = &self.sample[at % self.sample.len()];
            let query = match how {
                2 => source(self.chance, self.stems),
                _ => changed(original, how, self.chance, self.stems),
            };
            let key = match_key(&query);
            let began = Instant::now();
            let similar = self.memory.similar(&Wanted { key: &key, terms: &[], least: 70, most: 5 })?;
            times.push(began.elapsed());
            let mark = format!("unit {number},");
            found += usize::from(similar.iter().any(|one| one.source == *original || one.target.contains(&mark)));
        }
        times.sort();
        Ok((times, found))
    }
}
