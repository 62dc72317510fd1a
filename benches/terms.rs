//! Annotating with small and large glossaries, beside a plain multi-pattern scan of the same keys in the same run, and loading a large one.
//!
//! The plain scan knows no words, spaces or endings; it shows what finding the strings alone costs.

use std::hint::black_box;

use aho_corasick::AhoCorasick;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

use dilmaj::lexicon::Lexicon;
use dilmaj::termbase::TermBase;

const NOUNS: &str = include_str!("../lexicon/nouns.tsv");

/// Pairs of nouns of the lexicon as terms of one, two and three words; all different.
fn glossary(entries: usize) -> String {
    let nouns: Vec<&str> = NOUNS.lines().skip(1).filter_map(|line| line.split('\t').next()).collect();
    let terms = (0..entries).map(|at| {
        let (first, second) = (nouns[at % nouns.len()], nouns[(at / nouns.len() + at) % nouns.len()]);
        if at < nouns.len() { first.to_owned() } else { format!("{first} {second}") }
    });
    terms.fold("source\ttarget\n".to_owned(), |text, term| text + &term + "\tterm\n")
}

/// About a hundred thousand bytes of running Persian.
fn text() -> Vec<String> {
    let mut lines = Vec::new();
    for seed in std::fs::read_dir("seeds").into_iter().flatten().flatten() {
        let text = std::fs::read_to_string(seed.path()).unwrap_or_default();
        lines.extend(text.lines().filter(|line| !line.is_empty()).map(str::to_owned));
    }
    lines
}

fn annotate(criterion: &mut Criterion) {
    let lines = text();
    let bytes: usize = lines.iter().map(String::len).sum();
    let mut group = criterion.benchmark_group("annotate");
    group.throughput(Throughput::Bytes(bytes as u64)).sample_size(20);
    for entries in [100, 1_000, 100_000] {
        let glossary = glossary(entries);
        let base = TermBase::new([("bench.tsv", glossary.as_str())], Lexicon::builtin()).expect("the rows are good");
        group.bench_function(BenchmarkId::new("termbase", entries), |bencher| {
            bencher.iter(|| lines.iter().map(|line| base.find(black_box(line)).len()).sum::<usize>());
        });
        let keys = base.entries().iter().map(|entry| entry.source.as_str());
        let plain = AhoCorasick::new(keys).expect("the keys are few enough");
        group.bench_function(BenchmarkId::new("plain scan", entries), |bencher| {
            bencher.iter(|| lines.iter().map(|line| plain.find_iter(black_box(line)).count()).sum::<usize>());
        });
    }
    group.finish();
}

fn load(criterion: &mut Criterion) {
    let glossary = glossary(100_000);
    let mut group = criterion.benchmark_group("load");
    group.sample_size(10);
    group.bench_function("100000 entries", |bencher| {
        bencher.iter(|| TermBase::new([("bench.tsv", black_box(glossary.as_str()))], Lexicon::builtin()));
    });
    group.finish();
}

criterion_group!(benches, annotate, load);
criterion_main!(benches);
