//! Asks the backend for a batch of segments until each has an acceptable answer or has failed.
//!
//! A batch that fails as a whole is halved; an answer that may belong to another segment is asked for alone; what an answer leaves out is asked in smaller batches; an answer that a check rejects is asked
//! again with the reason. Halving ends at one segment, and the rounds are counted, so the loop is bounded. After a stop nothing more is sent.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::backend::{Backend, BackendError, Remedy, TermSupport};
use crate::model::{AnnotatedSegment, Candidate, Issue, Item, Origin, Pronoun, Request, Translation, Usage};
use crate::qa::{self, Checker};

use super::chain::Asking;
use super::combine::combined;
use super::doubt::{self, Doubt};
use super::protect::Protected;

/// How often a single segment that an answer left out is asked before it has failed.
const MOST_OMISSIONS: u32 = 2;

/// A segment to be asked.
#[derive(Debug, Clone)]
pub(super) struct Question {
    /// Position in its document.
    pub(super) at: usize,
    /// The first backend of the chain that is asked.
    pub(super) first: usize,
    pub(super) segment: Arc<AnnotatedSegment>,
    pub(super) context: Vec<String>,
    title: Option<Arc<str>>,
    examples: Vec<(String, String)>,
    pronouns: Vec<(String, Pronoun)>,
    /// Placeholders in the text, if there are some.
    protected: Option<Protected>,
    /// What was wrong with the former answer.
    feedback: Option<String>,
    /// Answers that a check rejected.
    rejected: u32,
    /// Answers that left it out, or that could not be read, although it was alone.
    omitted: u32,
    /// Why it is asked again although it had an answer.
    doubt: Option<Arc<Doubt>>,
}

impl Question {
    pub(super) fn new(
        at: usize,
        first: usize,
        segment: Arc<AnnotatedSegment>,
        context: Vec<String>,
        pronouns: Vec<(String, Pronoun)>,
    ) -> Self {
        let (title, examples, protected, feedback, doubt) = (None, Vec::new(), None, None, None);
        let (rejected, omitted) = (0, 0);
        Self { at, first, segment, context, title, examples, pronouns, protected, feedback, rejected, omitted, doubt }
    }

    /// The same question with the title of its document and translations of like segments.
    pub(super) fn with(self, title: Option<Arc<str>>, examples: Vec<(String, String)>) -> Self {
        Self { title, examples, ..self }
    }

    /// The question as it is sent.
    pub(super) fn item(&self) -> Item {
        Item {
            text: match &self.protected {
                Some(protected) => protected.text.clone(),
                None => self.segment.segment.normalized.text().to_owned(),
            },
            segment: Arc::clone(&self.segment),
            context: self.context.clone(),
            title: self.title.clone(),
            examples: self.examples.clone(),
            pronouns: self.pronouns.clone(),
            feedback: self.feedback.clone(),
        }
    }

    /// An answer with what its placeholders stand for, if they came back.
    fn with_originals(&self, target: &str) -> String {
        let restored = self.protected.as_ref().and_then(|protected| protected.restored(target));
        restored.unwrap_or_else(|| target.to_owned())
    }

    /// An answer is doubted once, and not if it is asked again anyway for a placeholder that did not come back.
    fn may_doubt(&self, answer: &Translation) -> bool {
        let came_back = |protected: &Protected| protected.restored(&answer.target).is_some();
        self.doubt.is_none() && self.protected.as_ref().is_none_or(came_back)
    }

    /// The same question with placeholders, for a backend that knows nothing of terms.
    fn protected(self) -> Self {
        Self { protected: Protected::new(&self.segment), ..self }
    }

    /// The same question for another backend, which knows nothing of former answers.
    pub(super) fn for_backend(self, first: usize) -> Self {
        Self::new(self.at, first, self.segment, self.context, self.pronouns).with(self.title, self.examples)
    }
}

/// Why there is no translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    pub(super) message: String,
    /// Asking again later may help (the server was busy or out of reach), so it is not stored.
    pub(super) may_pass: bool,
}

/// What a segment took: its share of all requests that it was in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Effort {
    pub(super) milliseconds: u64,
    pub(super) micro_usd: u64,
}

/// What became of a segment: a candidate, or why there is none.
pub(super) type Outcome = Result<Candidate, Failure>;

/// Asks `backend` for all `questions`.
///
/// # Errors
/// Fails with an error after which no further request makes sense.
pub(super) async fn ask(
    backend: &dyn Backend,
    questions: Vec<Question>,
    checker: &Checker,
    asking: &Asking,
) -> Result<(BTreeMap<usize, Outcome>, BTreeMap<usize, Effort>), BackendError> {
    let knows_terms = backend.capabilities().terms == TermSupport::Native;
    let questions = if knows_terms { questions } else { questions.into_iter().map(Question::protected).collect() };
    let (outcomes, efforts) = (BTreeMap::new(), BTreeMap::new());
    let mut round =
        Round { backend, checker, asking, outcomes, efforts, queue: VecDeque::from([questions]), tokens: 0 };
    while let Some(batch) = round.queue.pop_front() {
        if asking.is_over() {
            round.leave(&batch);
        } else {
            round.batch(batch).await?;
        }
    }
    Ok((round.outcomes, round.efforts))
}

/// The state of one call of `ask`.
struct Round<'b> {
    backend: &'b dyn Backend,
    checker: &'b Checker,
    asking: &'b Asking,
    outcomes: BTreeMap<usize, Outcome>,
    efforts: BTreeMap<usize, Effort>,
    queue: VecDeque<Vec<Question>>,
    /// Tokens of the last answer for each of its segments.
    tokens: u64,
}

impl Round<'_> {
    /// What was still to be asked stays without an outcome, a rejected answer too: the next run shall end as this one would have.
    fn leave(&mut self, batch: &[Question]) {
        for question in batch {
            self.outcomes.remove(&question.at);
        }
    }

    async fn batch(&mut self, batch: Vec<Question>) -> Result<(), BackendError> {
        if batch.is_empty() {
            return Ok(());
        }
        let request = Request { items: batch.iter().map(Question::item).collect() };
        let price = self.backend.price();
        let most = if price.is_free() { 0 } else { price.cost(&self.backend.estimate(&request).high) };
        if !self.asking.spending.reserve(most) {
            self.leave(&batch);
            return Ok(());
        }
        let begun = Instant::now();
        match self.backend.translate(&request).await {
            Ok(mut reply) => {
                // A server that does not say what it used is not for nothing: what was set aside stays booked.
                let cost = if reply.usage == Usage::default() { most } else { price.cost(&reply.usage) };
                self.asking.spending.settle(most, cost, reply.usage);
                self.count(&batch, begun.elapsed(), cost);
                self.tokens = reply.usage.output_tokens / request.items.len().max(1) as u64;
                let doubts = self.doubts(&batch, &reply.answers);
                let mut left_out = Vec::new();
                for ((at, question), doubt) in batch.into_iter().enumerate().zip(doubts) {
                    match reply.answers.remove(&at) {
                        Some(answer) if doubt.is_some() && question.may_doubt(&answer) => {
                            self.ask_alone(Question { doubt, ..question });
                        }
                        Some(translation) => self.receive(question, translation),
                        None => left_out.push(question),
                    }
                }
                self.again(left_out);
            }
            Err(error) => {
                self.asking.spending.fail(most, &error);
                self.failed(batch, error)?;
            }
        }
        Ok(())
    }

    /// Adds each segment's share of a request.
    fn count(&mut self, batch: &[Question], took: Duration, cost: u64) {
        let segments = batch.len().max(1) as u64;
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX).div_ceil(segments);
        for question in batch {
            let effort = self.efforts.entry(question.at).or_default();
            effort.milliseconds += milliseconds;
            effort.micro_usd += cost.div_ceil(segments);
        }
    }

    fn failed(&mut self, batch: Vec<Question>, error: BackendError) -> Result<(), BackendError> {
        match error.remedy() {
            Remedy::Stop => return Err(error),
            Remedy::Split | Remedy::GiveUp if batch.len() > 1 => self.halve(batch),
            Remedy::Split => self.once_more(batch, &error.to_string()),
            remedy => {
                let may_pass = matches!(remedy, Remedy::Wait(_));
                batch.iter().for_each(|question| self.fail(question, error.to_string(), may_pass));
            }
        }
        Ok(())
    }

    fn halve(&mut self, mut batch: Vec<Question>) {
        let rest = batch.split_off(batch.len().div_ceil(2));
        self.queue.push_back(batch);
        self.queue.push_back(rest);
    }

    /// Asks smaller what was left out: two or more by halves, one alone a bounded number of times.
    fn again(&mut self, left_out: Vec<Question>) {
        if left_out.len() > 1 {
            self.halve(left_out);
        } else {
            self.once_more(left_out, "the answer left the segment out");
        }
    }

    /// Asks single segments again, a bounded number of times.
    fn once_more(&mut self, questions: Vec<Question>, problem: &str) {
        for mut question in questions {
            question.omitted += 1;
            if question.omitted > MOST_OMISSIONS {
                self.fail(&question, problem.to_owned(), false);
            } else {
                self.queue.push_back(vec![question]);
            }
        }
    }

    /// Asks for a segment alone whose answer may belong to another one.
    fn ask_alone(&mut self, question: Question) {
        self.asking.spending.waste(self.tokens);
        self.queue.push_back(vec![question]);
    }

    /// Which answers of a batch may belong to another segment.
    fn doubts(&self, batch: &[Question], answers: &BTreeMap<usize, Translation>) -> Vec<Option<Arc<Doubt>>> {
        let is_second = |question: &Question| question.doubt.is_some();
        if self.backend.capabilities().deterministic || batch.iter().all(is_second) {
            return vec![None; batch.len()];
        }
        let targets: Vec<Option<String>> = batch
            .iter()
            .enumerate()
            .map(|(at, question)| answers.get(&at).map(|answer| question.with_originals(&answer.target)))
            .collect();
        doubt::doubts(batch, &targets)
    }

    /// Takes an answer whose placeholders came back; otherwise the segment is asked again without any, once.
    fn receive(&mut self, mut question: Question, translation: Translation) {
        let Some(protected) = question.protected.take() else { return self.judge(question, translation) };
        match protected.restored(&translation.target) {
            Some(target) => {
                question.protected = Some(protected);
                self.judge(question, Translation { target, ..translation });
            }
            None => {
                self.asking.spending.waste(self.tokens);
                self.queue.push_back(vec![question]);
            }
        }
    }

    fn judge(&mut self, mut question: Question, translation: Translation) {
        let origin = Origin::Machine(self.backend.name().to_owned());
        let mut candidate = Candidate { target: translation.target, origin, issues: translation.issues };
        candidate
            .issues
            .extend(question.doubt.as_ref().and_then(|doubt| doubt.issue(&question.segment, &candidate.target)));
        let issues = self.checker.findings(&question.segment, &candidate.target);
        let (is_rejected, is_doubtful) = (qa::is_rejected(&issues), qa::is_doubtful(&issues));
        if !is_rejected && !is_doubtful {
            self.outcomes.insert(question.at, Ok(candidate));
            return;
        }
        self.keep_better(&question, candidate, &issues);
        let reasks = self.checker.options().reasks;
        let reasks = if is_rejected { reasks } else { reasks.min(1) };
        question.rejected += 1;
        if question.rejected <= reasks && !self.backend.capabilities().deterministic {
            self.asking.spending.waste(self.tokens);
            question.feedback = Some(issues.iter().map(|issue| issue.message.as_str()).collect::<Vec<_>>().join("; "));
            self.queue.push_back(vec![question]);
        }
    }

    /// Of several rejected answers the one stays of which less is open after repair, with what another one has right; one that must not be used
    /// at all never replaces another.
    fn keep_better(&mut self, question: &Question, candidate: Candidate, issues: &[Issue]) {
        if let Some(hard) = issues.iter().find(|issue| qa::is_hard(issue)) {
            let failure = || Failure { message: hard.message.clone(), may_pass: false };
            self.outcomes.entry(question.at).or_insert_with(|| Err(failure()));
            return;
        }
        let Some(Ok(former)) = self.outcomes.get(&question.at) else {
            self.outcomes.insert(question.at, Ok(candidate));
            return;
        };
        let burden = |target: &str| {
            let issues = self.checker.findings(&question.segment, target);
            let is_unfit = issues.iter().any(qa::is_hard);
            (is_unfit, self.checker.burden(&question.segment, target, &issues))
        };
        let is_better = burden(&candidate.target) < burden(&former.target);
        let (good, less) = if is_better { (&candidate, former) } else { (former, &candidate) };
        let best = match combined(&good.target, &less.target, burden) {
            Some(target) => Candidate { target, ..good.clone() },
            None => good.clone(),
        };
        self.outcomes.insert(question.at, Ok(best));
    }

    fn fail(&mut self, question: &Question, message: String, may_pass: bool) {
        self.outcomes.entry(question.at).or_insert(Err(Failure { message, may_pass }));
    }
}
