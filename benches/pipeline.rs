//! Speed of the stages on one core: cutting, finding terms, the embedded engine, the checks; in words of Persian source per second.
//!
//! The text is a handful of sentences of our own, repeated: speed depends on the mixture of sentence lengths, not on the topic.
//! The start of the whole program is not measured here; `docs/PERFORMANCE.md` says how.

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};

use dilmaj::config::BUILTIN_GLOSSARY;
use dilmaj::lexicon::Lexicon;
use dilmaj::model::{AnnotatedSegment, Candidate, Document, Origin, Segment};
use dilmaj::normalize::{self, Normalizer};
use dilmaj::qa::{Checker, Verdict};
use dilmaj::segment;
use dilmaj::termbase::TermBase;
use dilmaj::transfer::Engine;

/// Short and long sentences, a date, a quotation, lost ZWNJ.
const SENTENCES: [&str; 8] = [
    "نشست کارگروه مشترک دو کشور در تهران برگزار شد.",
    "وی افزود: همکاری دو کشور در زمینه فناوری اطلاعات ادامه دارد.",
    "به گزارش خبرگزاری مهر، وزیر ارتباطات و فناوری اطلاعات دیروز با سفیر روسیه دیدار و درباره گسترش روابط گفت‌وگو کرد.",
    "این تفاهم نامه در ۱۵ خرداد ۱۴۰۳ به امضای نمایندگان شرکتهای بزرگ رسید.",
    "مدیر شرکت گفت: «ما می توانیم تا پایان سال آینده ۲۵۰ هزار کاربر تازه داشته باشیم.»",
    "کتابخانه‌های کوچک شهر هر روز صبح باز می‌شوند.",
    "اگر باران ببارد، کشاورزان این روستا گندم بیشتری برداشت خواهند کرد.",
    "با توجه به اینکه شمار زیادی از دانشجویان در خوابگاه زندگی می‌کنند، دانشگاه ساعت کار سالن مطالعه را افزایش داده است.",
];

/// Sentences in the text.
const COUNT: usize = 400;

fn text() -> String {
    SENTENCES.iter().copied().cycle().take(COUNT).collect::<Vec<_>>().join("\n")
}

struct Parts {
    document: Document,
    words: u64,
    normalizer: Normalizer,
    terms: TermBase,
    segments: Vec<Segment>,
    annotated: Vec<AnnotatedSegment>,
}

impl Parts {
    fn new() -> Self {
        let lexicon = Lexicon::builtin();
        let text = text();
        let words = text.split_whitespace().count() as u64;
        let document = Document { id: "bench".to_owned(), text, issues: Vec::new() };
        let normalizer = Normalizer::new(lexicon, normalize::Options::default());
        let terms = TermBase::new([BUILTIN_GLOSSARY], lexicon).expect("the built-in glossary is clean");
        let segments = segment::segment(&document, &segment::Options::default(), &normalizer);
        let annotated = segments.iter().cloned().map(|segment| terms.annotate(segment)).collect();
        Self { document, words, normalizer, terms, segments, annotated }
    }
}

fn stages(criterion: &mut Criterion) {
    let parts = Parts::new();
    let engine = Engine::new(Lexicon::builtin());
    let mut group = criterion.benchmark_group("words");
    group.throughput(Throughput::Elements(parts.words));
    group.bench_function("segment and normalise", |bencher| {
        bencher.iter(|| segment::segment(black_box(&parts.document), &segment::Options::default(), &parts.normalizer));
    });
    group.bench_function("find terms", |bencher| {
        bencher.iter(|| {
            parts.segments.iter().map(|segment| parts.terms.find(segment.normalized.text()).len()).sum::<usize>()
        });
    });
    group.bench_function("translate with the embedded engine", |bencher| {
        bencher.iter(|| parts.annotated.iter().map(|source| engine.translate(source).target.len()).sum::<usize>());
    });
    checks(&mut group, &parts, &engine);
    group.finish();
}

fn checks(group: &mut BenchmarkGroup<'_, criterion::measurement::WallTime>, parts: &Parts, engine: &Engine) {
    let checker = Checker::new(dilmaj::qa::Options::default(), parts.terms.entries());
    let candidates: Vec<Candidate> = parts
        .annotated
        .iter()
        .map(|source| {
            let translation = engine.translate(source);
            let origin = Origin::Machine("transfer".to_owned());
            Candidate { target: translation.target, origin, issues: translation.issues }
        })
        .collect();
    group.bench_function("check", |bencher| {
        bencher.iter(|| {
            let pairs = parts.annotated.iter().zip(&candidates);
            pairs.filter(|(source, candidate)| checker.check(source, candidate) == Verdict::Accept).count()
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = stages
}
criterion_main!(benches);
