//! Cuts the segments that are to be asked into requests, and says what these will cost.
//!
//! In: a part and its plan. Out: questions in requests of as many segments and characters as the backend takes.

use std::sync::Arc;

use crate::model::Request;

use super::ask::Question;
use super::plan::{Plan, Task};
use super::{Part, Pipeline};

impl Pipeline {
    /// The questions for the segments `asked` of a part.
    pub(super) fn questions(&self, part: &Part, plan: &Plan, asked: &[usize]) -> Vec<Question> {
        let question = |at: &usize| {
            let first = if let Task::Ask(first) = plan.tasks[*at] { first } else { 0 };
            self.question(part, *at, first)
        };
        asked.iter().map(question).collect()
    }

    /// The question for segment `at` to backend `first` of the chain.
    pub(super) fn question(&self, part: &Part, at: usize, first: usize) -> Question {
        let context = self.context(part, at);
        let pronouns = self.pronouns(part, at, &context);
        let segment = Arc::clone(&part.segments[at]);
        let title = part.title.clone().filter(|title| **title != *segment.segment.normalized.text());
        let examples = self.examples(part, at);
        Question::new(at, first, segment, context, pronouns).with(title, examples)
    }

    /// Cuts questions into requests; none at all are one empty request.
    pub(super) fn requests<'q>(&self, questions: &'q [Question]) -> Vec<&'q [Question]> {
        let can = self.backend.capabilities();
        let mut requests = Vec::new();
        let (mut start, mut length) = (0, 0);
        for (at, question) in questions.iter().enumerate() {
            let own = question.segment.segment.normalized.text().chars().count();
            let is_full = at - start >= can.batch.max(1) || length + own > can.most_characters;
            if is_full && at > start {
                requests.push(&questions[start..at]);
                (start, length) = (at, 0);
            }
            length += own;
        }
        requests.push(&questions[start..]);
        requests
    }

    /// Returns what asking for a part as planned will cost at least and at most, in millionths of a dollar. Re-asking is not foreseen.
    #[must_use]
    pub fn estimated_cost(&self, part: &Part, plan: &Plan) -> (u64, u64) {
        let price = self.backend.price();
        if price.is_free() {
            return (0, 0);
        }
        let questions = self.questions(part, plan, &plan.asked());
        let mut total = (0, 0);
        for request in self.requests(&questions).into_iter().filter(|request| !request.is_empty()) {
            let request = Request { items: request.iter().map(Question::item).collect() };
            let estimate = self.backend.estimate(&request);
            total = (total.0 + price.cost(&estimate.low), total.1 + price.cost(&estimate.high));
        }
        total
    }
}
