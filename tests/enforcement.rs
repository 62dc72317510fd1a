//! Behind a backend that disobeys, every term hit ends satisfied or flagged, and what was right stays as it was.

#[path = "common/disobey.rs"]
mod disobey;

#[test]
fn a_backend_that_disobeys_three_times_in_ten_ends_at_99_in_a_hundred() {
    let figures = disobey::run(&disobey::sentences(2000), 1, 30, 1);
    assert!(figures.hits >= 2000, "{}", figures.hits);
    assert_eq!((figures.silent, figures.satisfied + figures.open), (0, figures.hits));
    assert!(figures.satisfied * 100 >= figures.hits * 99, "{} of {}", figures.satisfied, figures.hits);
    assert!(figures.obeyed > 1000 && figures.damaged == 0, "{} of {}", figures.damaged, figures.obeyed);
    let wrong = figures.mended - figures.mended_to_the_letter;
    assert!(figures.mended > 100 && wrong * 20 < figures.mended, "{:?}", figures.differing);
}

#[test]
fn a_backend_that_never_obeys_is_mended_or_flagged_and_one_that_obeys_is_left_alone() {
    let lines = disobey::sentences(600);
    let never = disobey::run(&lines, 2, 100, 1);
    assert_eq!((never.silent, never.satisfied + never.open), (0, never.hits));
    assert!(never.open > 0 && never.satisfied * 2 > never.hits, "{} of {}", never.satisfied, never.hits);
    let always = disobey::run(&lines, 2, 0, 1);
    assert_eq!((always.satisfied, always.mended, always.damaged), (always.hits, 0, 0));
}
