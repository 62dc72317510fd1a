//! The money of a run: what a request may cost at most is set aside before it is sent, and settled when its answer is there.
//!
//! A request whose outcome is not known (no answer in time, a broken connection, an answer that cannot be read) stays booked at its most.

use std::sync::{Mutex, PoisonError};

use crate::backend::BackendError;
use crate::model::Usage;

/// What was spent and may still be.
#[derive(Debug, Default)]
pub(super) struct Spending {
    /// The most that may be spent, in millionths of a dollar.
    cap: Option<u64>,
    state: Mutex<Spent>,
}

/// Figures of a run.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spent {
    /// Settled and booked, in millionths of a dollar.
    pub(super) cost: u64,
    pub(super) usage: Usage,
    /// Of the tokens received, those of answers that were not used.
    pub(super) wasted: u64,
    /// A request was not sent because the cap would not have held.
    pub(super) exhausted: bool,
}

impl Spending {
    pub(super) fn new(cap: Option<u64>) -> Self {
        Self { cap, state: Mutex::default() }
    }

    pub(super) fn spent(&self) -> Spent {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets `most` aside; returns false, and from then on always, if the cap would not hold.
    pub(super) fn reserve(&self, most: u64) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.exhausted |= self.cap.is_some_and(|cap| state.cost + most > cap);
        if !state.exhausted {
            state.cost += most;
        }
        !state.exhausted
    }

    /// Puts what an answer cost in the place of what was set aside.
    pub(super) fn settle(&self, most: u64, cost: u64, usage: Usage) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.cost = state.cost.saturating_sub(most) + cost;
        state.usage += usage;
    }

    /// Releases what was set aside if the error says that nothing was done for it.
    pub(super) fn fail(&self, most: u64, error: &BackendError) {
        let unknown = matches!(
            error,
            BackendError::Timeout { .. }
                | BackendError::Unreachable { .. }
                | BackendError::Malformed { .. }
                | BackendError::Refused { .. }
        );
        if !unknown {
            self.settle(most, 0, Usage::default());
        }
    }

    pub(super) fn waste(&self, tokens: u64) {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).wasted += tokens;
    }
}

#[cfg(test)]
mod tests {
    use super::{BackendError, Spending, Usage};

    #[test]
    fn the_cap_holds_whatever_comes_back() {
        let spending = Spending::new(Some(100));
        assert!(spending.reserve(60));
        assert!(spending.reserve(40), "it may be reached");
        spending.settle(60, 10, Usage::default());
        assert!(spending.reserve(50));
        assert!(!spending.reserve(1));
        assert!(!spending.reserve(0), "once it is reached, nothing more is sent");
        assert!(spending.spent().exhausted);
    }

    #[test]
    fn an_unknown_outcome_stays_booked() {
        let spending = Spending::new(None);
        spending.reserve(30);
        spending.fail(30, &BackendError::Timeout { backend: "b".to_owned(), seconds: 1 });
        assert_eq!(spending.spent().cost, 30);
        spending.reserve(30);
        spending.fail(30, &BackendError::Busy { backend: "b".to_owned(), status: 429, retry_after: None });
        assert_eq!(spending.spent().cost, 30);
    }
}
