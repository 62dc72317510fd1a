//! Segmenting and normalising Persian text, with the sentence segmenters of other crates in the same run.
//!
//! Machines are noisy: read the ratios between the lines of one run, not the lines of two. The peers only cut; they know no
//! Persian abbreviation and rewrite nothing.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use icu_segmenter::SentenceSegmenter;

use dilmaj::lexicon::Lexicon;
use dilmaj::model::Document;
use dilmaj::normalize::{self, Normalizer};
use dilmaj::segment;

mod common;

fn segmenters(criterion: &mut Criterion) {
    let options = segment::Options::default();
    let icu = SentenceSegmenter::new(Default::default());
    for (name, text) in common::texts() {
        let mut group = criterion.benchmark_group(format!("segment {name}"));
        group.throughput(Throughput::BytesDecimal(text.len() as u64)).sample_size(30);
        group.bench_function("dilmaj", |bencher| bencher.iter(|| segment::spans(black_box(&text), &options).count()));
        group.bench_function("icu_segmenter", |bencher| bencher.iter(|| icu.segment_str(black_box(&text)).count()));
        group.bench_function("sentencex", |bencher| bencher.iter(|| sentencex::segment("fa", black_box(&text)).len()));
        group.finish();
    }
}

fn stages(criterion: &mut Criterion) {
    let options = segment::Options::default();
    let normalizer = |zwnj| {
        let options = normalize::Options { zwnj, spelling: zwnj, ..normalize::Options::default() };
        Normalizer::new(Lexicon::builtin(), options)
    };
    let kinds = [("without ZWNJ restoration", normalizer(false)), ("with ZWNJ restoration", normalizer(true))];
    for (name, text) in common::texts() {
        let document = Document { id: "bench".to_owned(), text, issues: Vec::new() };
        let mut group = criterion.benchmark_group(format!("segment and normalise {name}"));
        group.throughput(Throughput::BytesDecimal(document.text.len() as u64)).sample_size(20);
        for (kind, normalizer) in &kinds {
            group.bench_function(*kind, |bencher| {
                bencher.iter(|| segment::segment(black_box(&document), &options, normalizer).len());
            });
        }
        group.finish();
    }
}

criterion_group!(benches, segmenters, stages);
criterion_main!(benches);
