//! Hands segments in together, for half the price; their answers are collected in a later run (`harvest.rs`).
//!
//! In: parts. Out: postings in the memory. What is handed in is noted in the memory first; if nobody knows whether the service took it, the service is
//! asked before anything is handed in again. A segment that came back without an answer goes alone.

use crate::backend::{BackendError, PostService};
use crate::memory::{Key, PostedItem, Posting};
use crate::model::{Request, Usage};

use super::ask::Question;
use super::run::PipelineError;
use super::spend::Spending;
use super::{Part, Pipeline};

/// Most requests that are handed in at once; services take more.
const MOST_REQUESTS: usize = 10_000;

/// Most characters of source text that are handed in at once. With its prompt a request is several times as long; files may have 200 MB.
const MOST_CHARACTERS: usize = 4_000_000;

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize)]
pub struct Overnight {
    /// Segments that were handed in now.
    pub handed_in: usize,
    /// What these may cost at most, in millionths of a dollar.
    pub booked_micro_usd: u64,
    /// Segments whose answers were collected now.
    pub collected: usize,
    /// Segments that came back without an answer, or with one that must not be used.
    pub unanswered: usize,
    /// Segments that the service still has.
    pub waiting: usize,
    /// What the collected answers cost, in millionths of a dollar.
    pub cost_micro_usd: u64,
    /// What the service says they used.
    #[serde(flatten)]
    pub usage: Usage,
    /// Of the tokens received, those of answers that cannot be used.
    pub wasted_tokens: u64,
    /// Something was left because more could have cost more than the cap.
    pub cost_reached: bool,
    /// What a person should know.
    pub warnings: Vec<String>,
}

/// Requests that wait to be handed in.
#[derive(Default)]
struct Heap {
    requests: Vec<Request>,
    items: Vec<PostedItem>,
    characters: usize,
    booked: u64,
}

impl Pipeline {
    /// Hands in the segments of `parts` that are neither stored nor with the service; `most_cost` of the options holds for them.
    ///
    /// # Errors
    /// Fails if the backend takes no postings or refuses them, or if the memory fails.
    pub async fn post(&self, parts: impl Iterator<Item = Part>) -> Result<Overnight, PipelineError> {
        let mut done = Overnight::default();
        let spending = Spending::new(self.options.most_cost);
        let price = self.backend.price().halved();
        let mut left = self.options.limit;
        let mut asked = self.memory.posted_keys(self.backend.name())?;
        let mut heap = Heap::default();
        for part in parts {
            let plan = self.plan(&part, &mut asked)?;
            let mut own = plan.asked();
            if let Some(left) = &mut left {
                own.truncate(*left);
                *left -= own.len();
            }
            let mut questions = self.questions(&part, &plan, &own);
            questions.retain(|question| question.first == 0);
            for request in self.postable(&questions, &plan.keys)? {
                let sent = Request { items: request.iter().map(Question::item).collect() };
                let most = price.cost(&self.backend.estimate(&sent).high);
                if !spending.reserve(most) {
                    done.cost_reached = true;
                    break;
                }
                heap.add(sent, posted(&part, &plan.keys, request, heap.requests.len()), most);
                if heap.is_full() && !self.hand_in(std::mem::take(&mut heap), &mut done).await? {
                    return Ok(done);
                }
            }
        }
        self.hand_in(heap, &mut done).await?;
        Ok(done)
    }

    /// Cuts questions into requests; one that was handed in before has one of its own, so that nothing can be mixed up with it.
    fn postable<'q>(&self, questions: &'q [Question], keys: &[Key]) -> Result<Vec<&'q [Question]>, PipelineError> {
        let mut requests = Vec::new();
        let mut start = 0;
        for (at, question) in questions.iter().enumerate() {
            if self.memory.times_posted(&keys[question.at])? > 0 {
                requests.extend(self.requests(&questions[start..at]));
                requests.push(&questions[at..=at]);
                start = at + 1;
            }
        }
        requests.extend(self.requests(&questions[start..]));
        requests.retain(|request| !request.is_empty());
        Ok(requests)
    }

    /// Returns the keys of the segments that the service has.
    ///
    /// # Errors
    /// Fails if the memory cannot be read.
    pub fn waiting_keys(&self) -> Result<std::collections::HashSet<Key>, PipelineError> {
        Ok(self.memory.posted_keys(self.backend.name())?)
    }

    pub(super) fn service(&self) -> Result<&dyn PostService, PipelineError> {
        let backend = self.backend.name().to_owned();
        let problem = "it takes no requests to be answered later (`chat` and `anthropic` do)".to_owned();
        self.backend.post_service().ok_or_else(|| BackendError::Configuration { backend, problem }.into())
    }

    /// Hands in a heap; returns false if nobody knows whether the service took it.
    async fn hand_in(&self, heap: Heap, done: &mut Overnight) -> Result<bool, PipelineError> {
        if heap.requests.is_empty() {
            return Ok(true);
        }
        let (backend, begun, booked) = (self.backend.name().to_owned(), self.clock.now(), heap.booked);
        let tag = tag(&heap.items, begun, self.memory.count_of_postings()?);
        let posting = Posting { tag, backend, name: None, begun, booked };
        let service = self.service()?;
        if !self.memory.intend(&posting, &heap.items)? {
            done.warnings.push("another run hands in the same segments".to_owned());
            return Ok(false);
        }
        match service.hand_in(&posting.tag, &heap.requests).await {
            Ok(name) => {
                self.memory.handed_in(&posting.tag, &name)?;
                done.handed_in += heap.items.len();
                done.booked_micro_usd += booked;
                done.waiting += heap.items.len();
                Ok(true)
            }
            Err(error) if is_unknown(&error) => {
                done.warnings.push(format!(
                    "it is not known whether the service took {} segments; the next run asks it ({error})",
                    heap.items.len()
                ));
                done.booked_micro_usd += booked;
                done.waiting += heap.items.len();
                Ok(false)
            }
            Err(error) => {
                self.memory.withdraw(&posting.tag)?;
                Err(error.into())
            }
        }
    }
}

impl Overnight {
    /// Adds what came of collecting later: it counts anew what waits.
    pub fn add_collected(&mut self, later: Self) {
        self.waiting = 0;
        self.add_posted(later);
    }

    /// Adds what came of handing in more.
    pub fn add_posted(&mut self, later: Self) {
        self.handed_in += later.handed_in;
        self.booked_micro_usd += later.booked_micro_usd;
        self.collected += later.collected;
        self.unanswered += later.unanswered;
        self.cost_micro_usd += later.cost_micro_usd;
        self.usage += later.usage;
        self.wasted_tokens += later.wasted_tokens;
        self.cost_reached |= later.cost_reached;
        self.waiting += later.waiting;
        self.warnings.extend(later.warnings);
    }
}

impl Heap {
    fn add(&mut self, request: Request, items: Vec<PostedItem>, most: u64) {
        self.characters += items.iter().map(|item| item.source.chars().count()).sum::<usize>();
        self.requests.push(request);
        self.items.extend(items);
        self.booked += most;
    }

    fn is_full(&self) -> bool {
        self.requests.len() >= MOST_REQUESTS || self.characters >= MOST_CHARACTERS
    }
}

/// The segments of a request as they are noted.
fn posted(part: &Part, keys: &[Key], questions: &[Question], request: usize) -> Vec<PostedItem> {
    let one = |(item, question): (usize, &Question)| {
        let segment = &part.segments[question.at].segment;
        let (key, doc, source) = (keys[question.at].clone(), part.id.clone(), segment.source.clone());
        PostedItem { request, item, key, doc, seg: segment.seg, source }
    };
    questions.iter().enumerate().map(one).collect()
}

/// A name that no other posting has: a hash of what is in it, of the time, and of the number of those before it (the same segments may be handed in twice in
/// a second).
fn tag(items: &[PostedItem], now: i64, before: i64) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&now.to_le_bytes());
    hasher.update(&before.to_le_bytes());
    items.iter().for_each(|item| {
        hasher.update(item.key.bytes());
    });
    format!("dilmaj-{}", &hasher.finalize().to_hex()[..16])
}

/// Whether nobody knows if the service did what it was asked for.
fn is_unknown(error: &BackendError) -> bool {
    match error {
        BackendError::Timeout { .. } | BackendError::Unreachable { .. } | BackendError::Malformed { .. } => true,
        BackendError::Busy { status, .. } => *status >= 500,
        _ => false,
    }
}
