//! `chat` against a server that fails in every way: nothing lost, nothing twice, nothing wrong in silence.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on says where")]
#![allow(dead_code, reason = "the example uses the rest")]

#[path = "common/faults.rs"]
mod faults;
#[path = "common/storm.rs"]
mod storm;
#[path = "common/wrong.rs"]
mod wrong;

use faults::{FAULTS, Fault};

#[test]
fn a_storm_of_all_faults_loses_nothing_and_lets_nothing_wrong_through() {
    let (figures, summary) = storm::run(800, 7, 250, &FAULTS, 16);
    assert_eq!((figures.rows, figures.lost, figures.duplicated), (800, 0, 0));
    assert_eq!(figures.right + figures.open + figures.failed + figures.accepted.len(), 800);
    assert_eq!(figures.failed, summary.failed);
    assert!(figures.accepted.is_empty(), "{:?}", figures.accepted);
    assert!(figures.rejected <= 4, "{} right answers were not used", figures.rejected);
    assert!(figures.right >= 790, "{figures:?}");
}

#[test]
fn each_fault_alone_is_overcome_or_said() {
    for fault in FAULTS {
        // Half of all requests, those that ask again too, until it has happened.
        let happened = (1..9).any(|seed| {
            let (figures, _) = storm::run(40, seed, 500, &[fault], 4);
            assert_eq!((figures.rows, figures.lost, figures.duplicated), (40, 0, 0), "{fault:?}");
            assert!(figures.accepted.is_empty(), "{fault:?}: {:?}", figures.accepted);
            figures.faults.get(&fault).is_some_and(|row| row[0] > 0)
        });
        assert!(happened, "{fault:?} never happened");
    }
}

#[test]
fn right_answers_raise_no_doubt() {
    let (figures, _) = storm::run(400, 3, 0, &[], 8);
    assert_eq!((figures.right, figures.failed, figures.accepted.len()), (400, 0, 0));
    assert!(figures.asked_again <= 2, "{} right answers were asked again", figures.asked_again);
}

#[test]
fn the_same_seed_gives_the_same_storm() {
    let run = || {
        let (figures, _) = storm::run(100, 5, 400, &[Fault::Swapped, Fault::Refused, Fault::CutJson], 4);
        (figures.requests, figures.right, figures.open, figures.failed)
    };
    assert_eq!(run(), run());
}
