//! What can go wrong with a backend, and what may be done about it.

use std::time::Duration;

/// A failed request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BackendError {
    /// The server cannot be reached, or the connection broke.
    #[error("{backend} cannot be reached: {problem}")]
    Unreachable {
        /// The backend's name.
        backend: String,
        /// What the connection reports.
        problem: String,
    },
    /// No answer in time.
    #[error("{backend} did not answer within {seconds} s")]
    Timeout {
        /// The backend's name.
        backend: String,
        /// The limit.
        seconds: u64,
    },
    /// Too many requests (429), or overloaded (5xx).
    #[error("{backend} is busy (HTTP {status})")]
    Busy {
        /// The backend's name.
        backend: String,
        /// HTTP status.
        status: u16,
        /// What the server asks to wait.
        retry_after: Option<Duration>,
    },
    /// The key is missing, wrong or without rights.
    #[error("{backend} refuses the key: {problem}")]
    Authentication {
        /// The backend's name.
        backend: String,
        /// What the server says.
        problem: String,
    },
    /// The account is used up.
    #[error("the quota of {backend} is exhausted: {problem}")]
    Quota {
        /// The backend's name.
        backend: String,
        /// What the server says.
        problem: String,
    },
    /// The request is too long for the model, or the answer was cut.
    #[error("the request is too long for {backend}")]
    TooLong {
        /// The backend's name.
        backend: String,
    },
    /// The answer is not what was asked for.
    #[error("{backend} gave an answer that cannot be read: {problem}")]
    Malformed {
        /// The backend's name.
        backend: String,
        /// What is wrong with it.
        problem: String,
    },
    /// The model will not translate this.
    #[error("{backend} refused the text: {problem}")]
    Refused {
        /// The backend's name.
        backend: String,
        /// What it said.
        problem: String,
    },
    /// The configuration cannot work.
    #[error("backend {backend}: {problem}")]
    Configuration {
        /// The backend's name.
        backend: String,
        /// What is wrong.
        problem: String,
    },
}

/// What may be done about an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// Wait and send the same again.
    Wait(Option<Duration>),
    /// Send less at once.
    Split,
    /// Nothing: these segments fail.
    GiveUp,
    /// Nothing, and every other request would fail too: stop the run.
    Stop,
}

impl BackendError {
    /// Returns what may be done.
    #[must_use]
    pub fn remedy(&self) -> Remedy {
        match self {
            Self::Unreachable { .. } | Self::Timeout { .. } => Remedy::Wait(None),
            Self::Busy { retry_after, .. } => Remedy::Wait(*retry_after),
            Self::TooLong { .. } | Self::Malformed { .. } => Remedy::Split,
            Self::Refused { .. } => Remedy::GiveUp,
            Self::Authentication { .. } | Self::Quota { .. } | Self::Configuration { .. } => Remedy::Stop,
        }
    }

    /// Returns what a person can do about it; empty if nothing is known.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "`dilmaj backends --probe` tells whether a backend answers",
            Self::Authentication { .. } => "set the environment variable that api_key_env names to a valid key",
            Self::Quota { .. } => "what is translated so far is stored; run the same command again when there is quota",
            _ => "",
        }
    }
}
