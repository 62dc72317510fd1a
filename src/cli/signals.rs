//! Ctrl-C and SIGTERM: the first one lets what is under way finish, the second one ends the program at once.

use std::time::Duration;

use crate::pipeline::Stop;

use super::terminal::say;

/// How often a waiting reader looks whether it should stop.
const LOOK: Duration = Duration::from_millis(100);

/// Watches for signals in the background and passes the first one on to `stop`.
pub(super) fn watch(stop: &Stop) {
    let stop = stop.clone();
    tokio::spawn(async move {
        interrupted().await;
        stop.request();
        say("\nfinishing what is under way; once more to leave at once");
        interrupted().await;
        std::process::exit(130);
    });
}

/// Ends when the run is asked to stop: a reader that waits for input must not hold it up.
pub(super) async fn stopped(stop: &Stop) {
    while !stop.is_requested() {
        tokio::time::sleep(LOOK).await;
    }
}

#[cfg(unix)]
async fn interrupted() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => drop(tokio::signal::ctrl_c().await),
    }
}

#[cfg(not(unix))]
async fn interrupted() {
    drop(tokio::signal::ctrl_c().await);
}
