//! Runs that are killed at random moments: the last one gives what an undisturbed one gives, and nothing that was stored is asked again.
//!
//! `cargo run --release --example kill_storm` does the same with more segments and more kills.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]

#[path = "common/kills.rs"]
mod kills;

use kills::{End, Random, storm};

#[test]
fn ten_kills_lose_nothing_and_pay_nothing_twice() {
    let program = assert_cmd::cargo::cargo_bin("dilmaj");
    let storm = storm(&program, 600, 10, &[End::Kill, End::Kill, End::Terminate, End::Interrupt], &mut Random(1));
    assert!(storm.ends >= 10, "{storm:?}");
    assert_eq!((storm.different, storm.lost, storm.doubled, storm.asked_again), (0, 0, 0, 0), "{storm:?}");
    // Beyond one asking for each segment there is only what was in flight at an end: at most 4 requests of 10.
    assert!(storm.asked <= storm.segments + storm.ends * 40, "{storm:?}");
}
