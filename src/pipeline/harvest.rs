//! Collects what was handed in: answers by the name of their request, through the same gate as any other.
//!
//! In: the postings of the memory. Out: answers and failures in the memory; what came back without an answer, or with one that may belong to another
//! segment, is free to be handed in again, a bounded number of times.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::backend::{BackendError, Found, Posted, Progress, Remedy};
use crate::memory::{PostedItem, Posting, Stored};
use crate::model::{AnnotatedSegment, Candidate, Origin, Translation};
use crate::qa;

use super::ask::Question;
use super::overnight::Overnight;
use super::run::PipelineError;
use super::{Pipeline, doubt};

/// How long a service may need to show what it took, in seconds.
const UNTIL_SHOWN: i64 = 120;

/// How often a segment is handed in before it has failed.
const MOST_TIMES: usize = 3;

/// What became of segments, by request and place in it.
type Outcomes = BTreeMap<(usize, usize), Stored>;

impl Pipeline {
    /// Collects what the service has done of former postings. Answers go to the memory.
    ///
    /// # Errors
    /// Fails if the backend takes no postings or does not answer, or if the memory fails.
    pub async fn collect_postings(&self) -> Result<Overnight, PipelineError> {
        let mut done = Overnight::default();
        let postings = self.memory.open_postings(self.backend.name())?;
        for posting in postings {
            let items = self.memory.posted(&posting.tag)?;
            let Some(name) = self.name_of(&posting, &mut done).await? else {
                if self.memory.open_postings(self.backend.name())?.iter().any(|open| open.tag == posting.tag) {
                    done.waiting += items.len();
                }
                continue;
            };
            match self.service()?.progress(&name).await? {
                Progress::UnderWay => done.waiting += items.len(),
                Progress::Ended => self.collect(&posting, &name, &items, &mut done).await?,
                Progress::Refused(problem) => {
                    self.memory.close(&posting.tag, 0)?;
                    let backend = self.backend.name().to_owned();
                    return Err(BackendError::Configuration { backend, problem }.into());
                }
            }
        }
        Ok(done)
    }

    /// The service's name of a posting. One whose answer was lost is looked for; if the service does not have it, its segments are free again.
    async fn name_of(&self, posting: &Posting, done: &mut Overnight) -> Result<Option<String>, PipelineError> {
        if posting.name.is_some() {
            return Ok(posting.name.clone());
        }
        match self.service()?.find(&posting.tag).await? {
            Found::As(name) => {
                self.memory.handed_in(&posting.tag, &name)?;
                return Ok(Some(name));
            }
            Found::Nowhere if self.clock.now() - posting.begun > UNTIL_SHOWN => self.memory.withdraw(&posting.tag)?,
            Found::Nowhere | Found::Unsure => {
                let tag = &posting.tag;
                done.warnings.push(format!("it is not known yet whether the service has {tag}; its segments wait"));
            }
        }
        Ok(None)
    }

    async fn collect(
        &self,
        posting: &Posting,
        name: &str,
        items: &[PostedItem],
        done: &mut Overnight,
    ) -> Result<(), PipelineError> {
        let mut requests: BTreeMap<usize, Vec<&PostedItem>> = BTreeMap::new();
        for item in items {
            requests.entry(item.request).or_default().push(item);
        }
        let count = requests.keys().last().map_or(0, |last| last + 1);
        let counts: Vec<usize> = (0..count).map(|at| requests.get(&at).map_or(0, Vec::len)).collect();
        let price = self.backend.price().halved();
        let mut cost = 0;
        let mut stored = Outcomes::new();
        for answer in self.service()?.collect(name, &posting.tag, &counts).await? {
            // An answer that comes twice is one answer.
            let Some(own) = requests.remove(&answer.request) else { continue };
            cost += price.cost(&answer.usage);
            done.usage += answer.usage;
            self.receive(&own, answer, &mut stored, done);
        }
        for item in items {
            if !stored.contains_key(&(item.request, item.item)) && self.memory.times_posted(&item.key)? >= MOST_TIMES {
                let message = format!("left without an answer {MOST_TIMES} times");
                stored.insert((item.request, item.item), Stored::Failure { message, count: 1 });
            }
        }
        let rows = items
            .iter()
            .filter_map(|item| Some((&item.key, item.source.as_str(), stored.get(&(item.request, item.item))?)));
        self.memory.store(rows, self.clock.now())?;
        self.memory.close(&posting.tag, cost)?;
        let good = stored.values().filter(|one| matches!(one, Stored::Candidate(_))).count();
        done.collected += good;
        done.unanswered += items.len() - good;
        done.cost_micro_usd += cost;
        Ok(())
    }

    /// Takes the answer to one request.
    fn receive(&self, own: &[&PostedItem], answer: Posted, stored: &mut Outcomes, done: &mut Overnight) {
        let each = answer.usage.output_tokens / own.len().max(1) as u64;
        match answer.reply {
            Ok(reply) => {
                let segments: Vec<Arc<AnnotatedSegment>> = own.iter().map(|item| self.annotated_again(item)).collect();
                let doubtful = doubtful(&segments, &reply.answers);
                for (item, segment) in own.iter().zip(&segments) {
                    let answer = reply.answers.get(&item.item).filter(|_| !doubtful[item.item]);
                    let outcome = answer.map(|answer| self.gated(segment, answer));
                    if !matches!(outcome, Some(Stored::Candidate(_))) {
                        done.wasted_tokens += each;
                    }
                    stored.extend(outcome.map(|outcome| ((item.request, item.item), outcome)));
                }
            }
            Err(error) => {
                done.wasted_tokens += answer.usage.output_tokens;
                let is_final = matches!(error, BackendError::Configuration { .. }) || error.remedy() == Remedy::GiveUp;
                let failure = Stored::Failure { message: error.to_string(), count: 1 };
                stored.extend(own.iter().filter(|_| is_final).map(|item| ((item.request, item.item), failure.clone())));
            }
        }
    }

    fn annotated_again(&self, item: &PostedItem) -> Arc<AnnotatedSegment> {
        let part = self.rows(&item.doc, [(item.seg, item.source.as_str())]);
        Arc::clone(&part.segments[0])
    }

    /// An answer that must not be used is a failure.
    fn gated(&self, segment: &AnnotatedSegment, answer: &Translation) -> Stored {
        let issues = self.checker.findings(segment, &answer.target);
        match issues.iter().find(|issue| qa::is_hard(issue)) {
            Some(hard) => Stored::Failure { message: hard.message.clone(), count: 1 },
            None => {
                let origin = Origin::Machine(self.backend.name().to_owned());
                let (target, issues) = (answer.target.clone(), answer.issues.clone());
                Stored::Candidate(Candidate { target, origin, issues })
            }
        }
    }
}

/// Which answers may belong to another segment of their request; alone, none can.
fn doubtful(segments: &[Arc<AnnotatedSegment>], answers: &BTreeMap<usize, Translation>) -> Vec<bool> {
    if segments.len() < 2 {
        return vec![false; segments.len()];
    }
    let question = |segment: &Arc<AnnotatedSegment>| Question::new(0, 0, Arc::clone(segment), Vec::new(), Vec::new());
    let questions: Vec<Question> = segments.iter().map(question).collect();
    let targets: Vec<Option<String>> =
        (0..segments.len()).map(|at| answers.get(&at).map(|answer| answer.target.clone())).collect();
    doubt::doubts(&questions, &targets).iter().map(Option::is_some).collect()
}
