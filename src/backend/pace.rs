//! How fast a server may be asked: requests and tokens per minute, and pauses between tries that do not fall in step.
//!
//! In: the limits of the settings. Out: a wait before each request.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

/// Characters of Persian text and of its prompt that make up a token, roughly; the servers' own counts differ from model to model.
const CHARACTERS_PER_TOKEN: usize = 2;

/// Limits by the minute; `None`: there is none.
#[derive(Debug)]
pub(super) struct Pace {
    requests: Option<DefaultDirectRateLimiter>,
    tokens: Option<(DefaultDirectRateLimiter, NonZeroU32)>,
}

impl Pace {
    /// Makes the limits; 0 stands for none.
    pub(super) fn new(requests_per_minute: u32, tokens_per_minute: u32) -> Self {
        // A whole minute's worth at once would be refused by servers that count by the second.
        let burst = |minute: NonZeroU32| NonZeroU32::new(minute.get().div_ceil(10)).unwrap_or(minute);
        let requests = NonZeroU32::new(requests_per_minute)
            .map(|limit| RateLimiter::direct(Quota::per_minute(limit).allow_burst(burst(limit))));
        let tokens =
            NonZeroU32::new(tokens_per_minute).map(|limit| (RateLimiter::direct(Quota::per_minute(limit)), limit));
        Self { requests, tokens }
    }

    /// Waits until a request with a body of this length may be sent.
    pub(super) async fn wait(&self, characters: usize) {
        if let Some(requests) = &self.requests {
            requests.until_ready().await;
        }
        if let Some((tokens, most)) = &self.tokens {
            let needed = u32::try_from(characters / CHARACTERS_PER_TOKEN).unwrap_or(u32::MAX).clamp(1, most.get());
            if let Some(needed) = NonZeroU32::new(needed) {
                // It cannot be more than the limit holds.
                let _ = tokens.until_n_ready(needed).await;
            }
        }
    }
}

/// Returns a pause between half and the whole of `pause`, so that requests that failed together do not come again together.
pub(super) fn spread(pause: Duration) -> Duration {
    let dice = RandomState::new().hash_one(pause) % 1000;
    pause / 2 + pause / 2 * u32::try_from(dice).unwrap_or(0) / 1000
}

#[cfg(test)]
mod tests {
    use super::{Duration, Pace, spread};

    #[test]
    fn pauses_lie_between_half_and_whole() {
        for _ in 0..100 {
            let pause = spread(Duration::from_secs(8));
            assert!((Duration::from_secs(4)..=Duration::from_secs(8)).contains(&pause), "{pause:?}");
        }
    }

    #[tokio::test]
    async fn a_limit_holds_requests_back_and_no_limit_does_not() {
        // One may go at once; the next one must wait for ten seconds.
        let pace = Pace::new(6, 0);
        pace.wait(10).await;
        let waited = tokio::time::timeout(Duration::from_millis(1), pace.wait(10)).await;
        assert!(waited.is_err());
        let free = Pace::new(0, 0);
        for _ in 0..1000 {
            free.wait(1_000_000).await;
        }
    }
}
