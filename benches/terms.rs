//! Annotating with small and large glossaries, beside a plain multi-pattern scan of the same keys in the same run, and loading a large one.
//!
//! The plain scans know no words, spaces or endings; they show what finding the strings alone costs.

use std::collections::BTreeSet;
use std::hint::black_box;

use aho_corasick::AhoCorasick;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use daachorse::CharwiseDoubleArrayAhoCorasick;

use dilmaj::lexicon::Lexicon;
use dilmaj::termbase::TermBase;

mod common;

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

fn annotate(criterion: &mut Criterion) {
    let lines = common::sentences();
    let bytes: usize = lines.iter().map(|line| line.len()).sum();
    let mut group = criterion.benchmark_group("annotate");
    group.throughput(Throughput::BytesDecimal(bytes as u64)).sample_size(20);
    for entries in [100, 1_000, 100_000] {
        let glossary = glossary(entries);
        let base = TermBase::new([("bench.tsv", glossary.as_str())], Lexicon::builtin()).expect("the rows are good");
        group.bench_function(BenchmarkId::new("termbase", entries), |bencher| {
            bencher.iter(|| lines.iter().map(|line| base.find(black_box(line)).len()).sum::<usize>());
        });
        let keys: BTreeSet<&str> = base.entries().iter().map(|entry| entry.source.as_str()).collect();
        let plain = AhoCorasick::new(&keys).expect("the keys are few enough");
        group.bench_function(BenchmarkId::new("aho-corasick", entries), |bencher| {
            bencher.iter(|| lines.iter().map(|line| plain.find_iter(black_box(line)).count()).sum::<usize>());
        });
        let plain = CharwiseDoubleArrayAhoCorasick::<u32>::new(&keys).expect("the keys are different");
        group.bench_function(BenchmarkId::new("daachorse", entries), |bencher| {
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
