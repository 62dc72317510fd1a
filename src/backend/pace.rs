//! How fast a server may be asked: requests and tokens per minute, and pauses between tries that do not fall in step.
//!
//! In: the limits of the settings. Out: a wait before each request.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};
use tokio::time::Instant;

/// Characters of Persian text and of its prompt that make up a token, roughly; the servers' own counts differ from model to model.
const CHARACTERS_PER_TOKEN: usize = 2;

/// Limits by the minute; `None`: there is none.
#[derive(Debug)]
pub(super) struct Pace {
    requests: Option<DefaultDirectRateLimiter>,
    tokens: Option<(DefaultDirectRateLimiter, NonZeroU32)>,
    /// Nothing is sent before this.
    held: Mutex<Option<Instant>>,
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
        Self { requests, tokens, held: Mutex::default() }
    }

    /// Lets nothing be sent for so long.
    pub(super) fn hold(&self, pause: Duration) {
        let until = Instant::now() + pause;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        *held = Some(held.map_or(until, |held| held.max(until)));
    }

    /// Waits until a request with a body of this length may be sent.
    pub(super) async fn wait(&self, characters: usize) {
        let held = *self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = held {
            tokio::time::sleep_until(held).await;
        }
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

/// Returns how long a server asks to wait: seconds, or a date, which is counted from the date that the server itself gives.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok();
    }
    let (until, now) = (seconds_of(asked)?, seconds_of(text(DATE)?)?);
    Some(Duration::from_secs(until.saturating_sub(now)))
}

/// Seconds since the year 0 of a date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
fn seconds_of(date: &str) -> Option<u64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let words: Vec<&str> = date.split([' ', ':']).collect();
    let [_, day, month, year, hour, minute, second, "GMT"] = words.as_slice() else { return None };
    let month = MONTHS.find(month).filter(|at| at % 3 == 0 && month.len() == 3)? as u64 / 3;
    let number = |text: &str| text.parse::<u64>().ok().filter(|number| *number < 10_000);
    // March counts as the first month, so that the leap day comes last.
    let (year, month) =
        if month < 2 { (number(year)?.checked_sub(1)?, month + 10) } else { (number(year)?, month - 2) };
    let days = year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + number(day)?;
    Some(days * 86_400 + number(hour)? * 3_600 + number(minute)? * 60 + number(second)?)
}

/// Returns a pause between half and the whole of `pause`, so that requests that failed together do not come again together.
pub(super) fn spread(pause: Duration) -> Duration {
    let dice = RandomState::new().hash_one(pause) % 1000;
    pause / 2 + pause / 2 * u32::try_from(dice).unwrap_or(0) / 1000
}

#[cfg(test)]
mod tests {
    use super::{DATE, Duration, HeaderMap, Pace, RETRY_AFTER, retry_after, seconds_of, spread};

    #[test]
    fn a_wait_is_asked_for_in_seconds_or_by_a_date() {
        let asked = |wait: &str, now: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, wait.parse().unwrap());
            headers.insert(DATE, now.parse().unwrap());
            retry_after(&headers)
        };
        let now = "Sat, 28 Feb 2032 23:59:50 GMT";
        assert_eq!(asked("7", now), Some(Duration::from_secs(7)));
        assert_eq!(asked("1.5", now), Some(Duration::from_millis(1500)));
        assert_eq!(asked("Sun, 29 Feb 2032 00:00:20 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(asked("Mon, 01 Mar 2032 00:00:00 GMT", now), Some(Duration::from_secs(86_410)));
        assert_eq!(asked("Sat, 28 Feb 2032 23:00:00 GMT", now), Some(Duration::ZERO), "it is over already");
        for odd in
            ["-3", "soon", "inf", "NaN", "1e300", "Sun, 99 Xyz 2032 00:00:00 GMT", "Sunday, 06-Nov-94 08:49:37 GMT"]
        {
            assert_eq!(asked(odd, now), None, "{odd}");
        }
        let year = seconds_of("Thu, 01 Jan 1970 00:00:00 GMT").zip(seconds_of("Fri, 01 Jan 2100 00:00:00 GMT"));
        assert_eq!(year.map(|(from, to)| to - from), Some(4_102_444_800));
    }

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
