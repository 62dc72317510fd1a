//! Decides for each segment whether it is recalled, asked, or left blank.

use std::collections::HashSet;

use crate::memory::{Key, MemoryError, Stored};
use crate::model::IssueKind;

use super::exact::Reviewed;
use super::{Part, Pipeline};

/// What is asked again although it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Redo {
    /// Nothing.
    #[default]
    Nothing,
    /// Segments that failed.
    Failed,
    /// Segments that failed, and those with an open issue.
    Issues,
    /// A document, or one segment of it.
    Document(String, Option<usize>),
}

/// What happens to one segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// There is nothing to translate.
    Blank,
    /// A unit that a person reviewed or imported is used as it stands.
    Unit(Reviewed),
    /// The stored answer is used.
    Recall(Stored),
    /// It is sent to this backend of the chain (0: the chosen one), and to those behind it if that one gives no answer.
    Ask(usize),
    /// An equal one was already asked in this run: its answer is used.
    Same,
}

/// The tasks of one part of a document.
#[derive(Debug)]
pub struct Plan {
    /// One task per segment.
    pub tasks: Vec<Task>,
    /// The key of each segment.
    pub keys: Vec<Key>,
}

impl Plan {
    /// Returns the positions of the segments that are asked.
    #[must_use]
    pub fn asked(&self) -> Vec<usize> {
        (0..self.tasks.len()).filter(|at| matches!(self.tasks[*at], Task::Ask(_))).collect()
    }
}

impl Pipeline {
    /// Plans a part of a document. `asked` holds the keys that were asked in this run and gains those that will be.
    ///
    /// # Errors
    /// Fails if the memory cannot be read.
    pub fn plan(&self, document: &Part, asked: &mut HashSet<Key>) -> Result<Plan, MemoryError> {
        let keys: Vec<Key> = (0..document.segments.len()).map(|at| self.key(document, at, 0)).collect();
        let mut tasks = Vec::with_capacity(keys.len());
        let known = self.reviewed(document, 0..keys.len())?.into_iter().zip(self.memory.recall_all(&keys)?);
        for ((at, key), known) in keys.iter().enumerate().zip(known) {
            tasks.push(self.task(document, at, known, (key, asked))?);
        }
        Ok(Plan { tasks, keys })
    }

    fn task(
        &self,
        document: &Part,
        at: usize,
        (reviewed, stored): (Option<Reviewed>, Option<Stored>),
        (key, asked): (&Key, &mut HashSet<Key>),
    ) -> Result<Task, MemoryError> {
        if document.segments[at].segment.normalized.text().trim().is_empty() {
            return Ok(Task::Blank);
        }
        if let Some(reviewed) = reviewed {
            return Ok(Task::Unit(reviewed));
        }
        if asked.contains(key) {
            return Ok(Task::Same);
        }
        if let Some(stored) = stored
            && !self.is_redone(document, at, &stored)
        {
            if matches!(stored, Stored::Candidate(_)) {
                return Ok(Task::Recall(stored));
            }
            if let Some(candidate) = self.fallback_answer(document, at)? {
                return Ok(Task::Recall(Stored::Candidate(candidate)));
            }
            let Some(next) = self.next_unasked(document, at)? else { return Ok(Task::Recall(stored)) };
            asked.insert(key.clone());
            return Ok(Task::Ask(next));
        }
        if !self.is_named(document, at)
            && let Some(candidate) = self.fuzzy_answer(document, at)?
        {
            return Ok(Task::Recall(Stored::Candidate(candidate)));
        }
        asked.insert(key.clone());
        Ok(Task::Ask(0))
    }

    fn is_redone(&self, document: &Part, at: usize, stored: &Stored) -> bool {
        let failed = matches!(stored, Stored::Failure { .. });
        match &self.options.redo {
            Redo::Nothing => false,
            Redo::Failed => failed,
            Redo::Issues => failed || self.has_issue(document, at, stored),
            Redo::Document(..) => self.is_named(document, at),
        }
    }

    /// Whether the user asked for this very segment to be translated anew.
    fn is_named(&self, document: &Part, at: usize) -> bool {
        let Redo::Document(id, segment) = &self.options.redo else { return false };
        *id == document.id && segment.is_none_or(|segment| segment == document.segments[at].segment.seg)
    }

    fn has_issue(&self, document: &Part, at: usize, stored: &Stored) -> bool {
        let Stored::Candidate(candidate) = stored else { return true };
        let found = self.checker.findings(&document.segments[at], &candidate.target);
        found.iter().any(|issue| issue.kind != IssueKind::Replaced)
    }
}
