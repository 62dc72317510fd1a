//! The pipeline with a backend that misbehaves on purpose: nothing is lost, shifted, or accepted that must not be.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use futures_util::stream;

use dilmaj::backend::{Backend, BackendError, Capabilities, TermSupport};
use dilmaj::lexicon::Lexicon;
use dilmaj::memory::Memory;
use dilmaj::model::{Bitext, Clock, Document, Origin, Reply, Request, State, Translation};
use dilmaj::normalize::{self, Normalizer};
use dilmaj::pipeline::{Event, Options, Pipeline, Reach, Redo, Reporter, Stop, Summary};
use dilmaj::qa::{self, Checker};
use dilmaj::segment;
use dilmaj::termbase::{TermBase, Waivers};

/// What the mock does with a request: it is given the number of the request and the request.
type Script = dyn Fn(usize, &Request) -> Result<Reply, BackendError> + Send + Sync;

struct Mock {
    name: &'static str,
    calls: AtomicUsize,
    asked: Mutex<Vec<String>>,
    script: Box<Script>,
}

impl std::fmt::Debug for Mock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mock")
    }
}

impl Mock {
    fn new(script: impl Fn(usize, &Request) -> Result<Reply, BackendError> + Send + Sync + 'static) -> Arc<Self> {
        Self::named("mock", script)
    }

    fn named(
        name: &'static str,
        script: impl Fn(usize, &Request) -> Result<Reply, BackendError> + Send + Sync + 'static,
    ) -> Arc<Self> {
        Arc::new(Self { name, calls: AtomicUsize::new(0), asked: Mutex::new(Vec::new()), script: Box::new(script) })
    }

    fn calls(&self) -> usize {
        self.calls.load(Ordering::SeqCst)
    }
}

#[async_trait]
impl Backend for Mock {
    fn name(&self) -> &str {
        self.name
    }

    fn capabilities(&self) -> Capabilities {
        Capabilities {
            most_characters: usize::MAX,
            batch: 4,
            concurrency: 3,
            terms: TermSupport::Prompt,
            context: false,
            examples: false,
            network: false,
            deterministic: false,
        }
    }

    fn fingerprint(&self) -> String {
        format!("{} 1", self.name)
    }

    async fn translate(&self, request: &Request) -> Result<Reply, BackendError> {
        let call = self.calls.fetch_add(1, Ordering::SeqCst);
        let sources = request.items.iter().map(|item| item.segment.segment.source.clone());
        self.asked.lock().unwrap().extend(sources);
        // Later requests answer sooner, so that order is not there by chance.
        tokio::time::sleep(std::time::Duration::from_millis(20u64.saturating_sub(call as u64 * 5))).await;
        (self.script)(call, request)
    }
}

#[derive(Debug)]
struct Zero;

impl Clock for Zero {
    fn now(&self) -> i64 {
        0
    }
}

#[derive(Default)]
struct Events(Mutex<Vec<Event>>);

impl Reporter for Events {
    fn report(&self, event: &Event) {
        self.0.lock().unwrap().push(event.clone());
    }
}

/// The right answer: the number of the sentence, and the term where the source has it.
fn right(source: &str) -> String {
    let number: String = source.chars().filter(char::is_ascii_digit).collect();
    let term = if source.contains("کارگروه") { "the working group" } else { "the meeting" };
    format!("Sentence {number} is about {term} here.")
}

fn translation(target: impl Into<String>) -> Translation {
    Translation { target: target.into(), issues: Vec::new() }
}

fn answer_all(request: &Request) -> Reply {
    let answers = request.items.iter().enumerate();
    Reply {
        answers: answers.map(|(at, item)| (at, translation(right(&item.segment.segment.source)))).collect(),
        ..Reply::default()
    }
}

fn document(id: &str, sentences: std::ops::Range<usize>) -> Document {
    let text: Vec<String> = sentences
        .map(|n| format!("این جمله {n} درباره {} است.", if n % 2 == 0 { "کارگروه" } else { "جلسه" }))
        .collect();
    Document { id: id.to_owned(), text: text.join("\n"), issues: Vec::new() }
}

fn pipeline(backend: Arc<Mock>, memory: Arc<Memory>) -> Pipeline {
    let lexicon = Lexicon::builtin();
    let glossary = "source\ttarget\tforbidden\nکارگروه\tworking group\ttask force\n";
    let terms = TermBase::new([("g.tsv", glossary)], lexicon).unwrap();
    Pipeline {
        normalizer: Arc::new(Normalizer::new(lexicon, normalize::Options::default())),
        segment: segment::Options::default(),
        checker: Arc::new(Checker::new(qa::Options::default(), terms.entries())),
        terms: Arc::new(terms),
        waivers: Arc::new(Waivers::default()),
        backend,
        fallbacks: Vec::new(),
        memory,
        clock: Arc::new(Zero),
        options: Options::default(),
    }
}

fn memory() -> Arc<Memory> {
    Arc::new(Memory::in_memory().unwrap())
}

fn run(pipeline: &Pipeline, documents: &[Document]) -> (Vec<Bitext>, Summary) {
    let mut bitexts = Vec::new();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let parts: Vec<_> = documents.iter().flat_map(|document| pipeline.parts(document.clone())).collect();
    let summary = runtime
        .block_on(pipeline.run(
            stream::iter(parts),
            &mut |bitext, _| {
                bitexts.push(bitext.clone());
                Ok(())
            },
            &Events::default(),
            &Stop::default(),
        ))
        .unwrap();
    (bitexts, summary)
}

#[track_caller]
fn assert_all_right(bitexts: &[Bitext]) {
    for bitext in bitexts {
        for unit in &bitext.units {
            assert_eq!(unit.target, right(&unit.source.segment.source));
            assert_eq!(unit.state, State::Translated);
        }
    }
}

#[test]
fn documents_come_in_order_whatever_answers_first() {
    let mock = Mock::new(|_, request| Ok(answer_all(request)));
    let documents = [document("a", 1..11), document("b", 11..13), document("c", 13..30)];
    let (bitexts, summary) = run(&pipeline(Arc::clone(&mock), memory()), &documents);
    assert_eq!(bitexts.iter().map(|bitext| bitext.document.as_str()).collect::<Vec<_>>(), ["a", "b", "c"]);
    assert_eq!(bitexts.iter().map(|bitext| bitext.units.len()).collect::<Vec<_>>(), [10, 2, 17]);
    assert_all_right(&bitexts);
    assert_eq!((summary.asked, summary.failed, summary.term_errors), (29, 0, 0));
}

#[test]
fn what_is_stored_is_not_asked_again_and_equal_sources_are_asked_once() {
    let mock = Mock::new(|_, request| Ok(answer_all(request)));
    let store = memory();
    let parts = pipeline(Arc::clone(&mock), store);
    let (first, summary) = run(&parts, &[document("a", 1..6), document("b", 3..9)]);
    assert_eq!((summary.asked, summary.recalled), (8, 3));
    let before = mock.calls();
    let (second, summary) = run(&parts, &[document("a", 1..6), document("b", 3..9)]);
    assert_eq!((mock.calls(), summary.asked, summary.recalled), (before, 0, 11));
    assert_eq!(first, second);
}

#[test]
fn answers_that_are_left_out_are_asked_again_and_never_filled_from_a_neighbour() {
    let mock = Mock::new(|call, request| {
        let mut reply = answer_all(request);
        if call % 2 == 0 && request.items.len() > 1 {
            reply.answers.remove(&0);
            reply.answers.remove(&2);
        }
        Ok(reply)
    });
    let (bitexts, summary) = run(&pipeline(mock, memory()), &[document("a", 1..20)]);
    assert_all_right(&bitexts);
    assert_eq!(summary.failed, 0);
}

#[test]
fn a_batch_that_cannot_be_read_is_halved_until_it_can() {
    let mock = Mock::new(|_, request| {
        if request.items.len() > 1 {
            return Err(BackendError::Malformed { backend: "mock".to_owned(), problem: "merged".to_owned() });
        }
        Ok(answer_all(request))
    });
    let (bitexts, summary) = run(&pipeline(mock, memory()), &[document("a", 1..10)]);
    assert_all_right(&bitexts);
    assert_eq!(summary.failed, 0);
}

#[test]
fn a_segment_that_is_never_answered_fails_alone_and_is_asked_again_on_demand() {
    let mock = Mock::new(|_, request| {
        let mut reply = answer_all(request);
        reply.answers.retain(|at, _| !request.items[*at].segment.segment.source.contains('7'));
        Ok(reply)
    });
    let store = memory();
    let mut parts = pipeline(Arc::clone(&mock), store);
    let (bitexts, summary) = run(&parts, &[document("a", 1..10)]);
    assert_eq!(summary.failed, 1);
    let failed = &bitexts[0].units[6];
    assert_eq!((failed.target.as_str(), failed.state), ("", State::Initial));
    let before = mock.calls();
    run(&parts, &[document("a", 1..10)]);
    assert_eq!(mock.calls(), before, "a stored failure is not asked again by itself");
    parts.options.redo = Redo::Failed;
    run(&parts, &[document("a", 1..10)]);
    assert!(mock.calls() > before);
}

#[test]
fn refusals_echoes_and_chatter_are_never_accepted() {
    let bad =
        ["", "این جمله 1 درباره جلسه است.", "Sure, here is the translation: x", "I’m fine ```json```", "متن left over"];
    for answer in bad {
        let mock = Mock::new(move |_, request| {
            let answers = request.items.iter().enumerate().map(|(at, _)| (at, translation(answer)));
            Ok(Reply { answers: answers.collect(), ..Reply::default() })
        });
        let (bitexts, summary) = run(&pipeline(mock, memory()), &[document("a", 1..2)]);
        assert_eq!((summary.failed, bitexts[0].units[0].target.as_str()), (1, ""), "{answer}");
    }
}

#[test]
fn a_violated_term_is_asked_again_with_the_reason() {
    let mock = Mock::new(|_, request| {
        let mut answers = BTreeMap::new();
        for (at, item) in request.items.iter().enumerate() {
            let told = item.feedback.as_deref().is_some_and(|feedback| feedback.contains("working group"));
            let target = right(&item.segment.segment.source);
            answers.insert(at, translation(if told { target } else { target.replace("working group", "committee") }));
        }
        Ok(Reply { answers, ..Reply::default() })
    });
    let (bitexts, summary) = run(&pipeline(mock, memory()), &[document("a", 1..9)]);
    assert_all_right(&bitexts);
    assert_eq!(summary.term_errors, 0);
}

#[test]
fn a_forbidden_rendering_is_mended_and_an_unknown_one_stays_open() {
    for (wrong, mended) in [("task force", true), ("committee", false)] {
        let mock = Mock::new(move |_, request| {
            let answers = request.items.iter().enumerate().map(|(at, item)| {
                (at, translation(right(&item.segment.segment.source).replace("working group", wrong)))
            });
            Ok(Reply { answers: answers.collect(), ..Reply::default() })
        });
        let (bitexts, summary) = run(&pipeline(mock, memory()), &[document("a", 2..3)]);
        let unit = &bitexts[0].units[0];
        assert_eq!(unit.target.contains("working group"), mended, "{}", unit.target);
        assert_eq!((summary.term_errors, summary.replaced), if mended { (0, 1) } else { (1, 0) });
        assert!(!unit.issues.is_empty());
    }
}

#[test]
fn an_error_that_no_request_can_survive_stops_the_run_and_keeps_what_was_done() {
    let mock = Mock::new(|call, request| {
        if call == 0 {
            return Ok(answer_all(request));
        }
        Err(BackendError::Authentication { backend: "mock".to_owned(), problem: "no".to_owned() })
    });
    let store = memory();
    let parts = pipeline(mock, Arc::clone(&store));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let prepared: Vec<_> = parts.parts(document("a", 1..20)).collect();
    let mut sink = |_: &Bitext, _: Reach| Ok(());
    let result = runtime.block_on(parts.run(stream::iter(prepared), &mut sink, &Events::default(), &Stop::default()));
    assert!(result.unwrap_err().to_string().contains("refuses the key"));
    assert_eq!(store.counts().unwrap(), (4, 0));
}

#[test]
fn a_run_that_is_asked_to_stop_stores_what_was_under_way() {
    let stop = Stop::default();
    let inner = stop.clone();
    let mock = Mock::new(move |_, request| {
        inner.request();
        Ok(answer_all(request))
    });
    let store = memory();
    let parts = pipeline(mock, Arc::clone(&store));
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let prepared: Vec<_> = parts.parts(document("a", 1..41)).chain(parts.parts(document("b", 50..60))).collect();
    let mut complete = Vec::new();
    let summary = runtime
        .block_on(parts.run(
            stream::iter(prepared),
            &mut |_, reach| {
                complete.push(reach.is_complete);
                Ok(())
            },
            &Events::default(),
            &stop,
        ))
        .unwrap();
    assert!(summary.interrupted);
    assert!(!complete.contains(&true));
    let (stored, _) = store.counts().unwrap();
    assert!((4..40).contains(&stored), "{stored}");
}

#[test]
fn a_fallback_translates_what_the_first_gives_no_answer_for_and_is_marked() {
    let refuses = |source: &str| source.contains('3');
    let first = Mock::new(move |_, request| {
        if request.items.iter().any(|item| refuses(&item.segment.segment.source)) {
            if request.items.len() > 1 {
                return Err(BackendError::TooLong { backend: "mock".to_owned() });
            }
            return Err(BackendError::Refused { backend: "mock".to_owned(), problem: "no".to_owned() });
        }
        Ok(answer_all(request))
    });
    let second = Mock::named("second", |_, request| Ok(answer_all(request)));
    let memory = memory();
    let mut chained = pipeline(Arc::clone(&first), Arc::clone(&memory));
    chained.fallbacks = vec![Arc::clone(&second) as Arc<dyn Backend>];
    let (bitexts, summary) = run(&chained, &[document("a", 1..9)]);
    assert_all_right(&bitexts);
    assert_eq!((summary.fallbacks, summary.failed, second.calls()), (1, 0, 1));
    let unit = &bitexts[0].units[2];
    assert_eq!(unit.origin, Some(Origin::Machine("second".to_owned())));
    assert_eq!(unit.issues[0].message, "translated by second, because mock gave no answer");
    // Both are stored, each under its own key: the next run asks nobody and gives the same.
    let calls = first.calls();
    let (again, _) = run(&chained, &[document("a", 1..9)]);
    assert_eq!((&again, first.calls(), second.calls()), (&bitexts, calls, 1));
}

#[test]
fn a_backend_that_never_answers_is_left_alone_after_five_requests() {
    let silent = |backend: &str| BackendError::Timeout { backend: backend.to_owned(), seconds: 1 };
    let first = Mock::new(move |_, _| Err(silent("mock")));
    let second = Mock::named("second", |_, request| Ok(answer_all(request)));
    let mut chained = pipeline(Arc::clone(&first), memory());
    chained.fallbacks = vec![second as Arc<dyn Backend>];
    let (bitexts, summary) = run(&chained, &[document("a", 1..200)]);
    assert_all_right(&bitexts);
    assert_eq!(summary.fallbacks, 199);
    // Three may be under way when the fifth comes back.
    assert!((5..8).contains(&first.calls()), "{}", first.calls());
    let alone = pipeline(Mock::new(move |_, _| Err(silent("mock"))), memory());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let parts: Vec<_> = alone.parts(document("a", 1..200)).collect();
    let ended = runtime.block_on(alone.run(
        stream::iter(parts),
        &mut |_: &Bitext, _: Reach| Ok(()),
        &Events::default(),
        &Stop::default(),
    ));
    assert!(ended.unwrap_err().to_string().starts_with("mock did not answer 5 requests in a row"));
}

#[test]
fn after_a_stop_nothing_is_asked_again_and_the_next_run_ends_as_an_undisturbed_one() {
    let disobeys_first = |request: &Request| {
        let answers = request.items.iter().enumerate().map(|(at, item)| {
            let target = right(&item.segment.segment.source);
            let wrong = target.replace("working group", "committee");
            (at, translation(if item.feedback.is_some() { target } else { wrong }))
        });
        Reply { answers: answers.collect(), ..Reply::default() }
    };
    let stop = Stop::default();
    let inner = stop.clone();
    let mock = Mock::new(move |_, request| {
        inner.request();
        Ok(disobeys_first(request))
    });
    let store = memory();
    let parts = pipeline(Arc::clone(&mock), Arc::clone(&store));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let prepared: Vec<_> = parts.parts(document("a", 1..5)).collect();
    let mut sink = |_: &Bitext, _: Reach| Ok(());
    let summary = runtime.block_on(parts.run(stream::iter(prepared), &mut sink, &Events::default(), &stop)).unwrap();
    assert!(summary.interrupted);
    assert_eq!((mock.calls(), store.counts().unwrap()), (1, (2, 0)), "two of four answers were right at once");
    let again = pipeline(Mock::new(move |_, request| Ok(disobeys_first(request))), store);
    let (bitexts, summary) = run(&again, &[document("a", 1..5)]);
    assert_all_right(&bitexts);
    assert_eq!((summary.recalled, summary.term_errors), (2, 0));
}

#[test]
fn codes_travel_as_placeholders_and_without_them_if_one_gets_lost() {
    for (keeps, calls) in [(true, 1), (false, 2)] {
        let mock = Mock::new(move |_, request| {
            let answers = request.items.iter().enumerate().map(|(at, item)| {
                let kept = ["⟦1⟧", "info@example.ir"].into_iter().find(|code| item.text.contains(code)).unwrap();
                let lost = kept == "⟦1⟧" && !keeps;
                (at, translation(format!("Write to {}.", if lost { "us" } else { kept })))
            });
            Ok(Reply { answers: answers.collect(), ..Reply::default() })
        });
        let text = "به info@example.ir بنویسید.".to_owned();
        let source = Document { id: "a".to_owned(), text, issues: Vec::new() };
        let (bitexts, _) = run(&pipeline(Arc::clone(&mock), memory()), &[source]);
        assert_eq!(bitexts[0].units[0].target, "Write to info@example.ir.");
        assert_eq!(mock.calls(), calls);
    }
}

#[test]
fn a_forbidden_word_that_answers_no_hit_is_shown_and_not_replaced() {
    let target = "Sentence 2 is about the working group and a task force of the army here.";
    let mock =
        Mock::new(move |_, _| Ok(Reply { answers: BTreeMap::from([(0, translation(target))]), ..Reply::default() }));
    let (bitexts, _) = run(&pipeline(mock, memory()), &[document("a", 2..3)]);
    assert_eq!(bitexts[0].units[0].target, target);
}
