//! Ctrl-C and SIGTERM: the first one lets what is under way finish, the second one ends the program at once.

use crate::pipeline::Stop;

/// Watches for signals in the background and passes the first one on to `stop`.
pub(super) fn watch(stop: &Stop) {
    let stop = stop.clone();
    tokio::spawn(async move {
        interrupted().await;
        stop.request();
        say("finishing what is under way; once more to leave at once");
        interrupted().await;
        std::process::exit(130);
    });
}

#[expect(clippy::print_stderr, reason = "an answer to the person who pressed Ctrl-C")]
fn say(message: &str) {
    eprintln!("\n{message}");
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
