//! Paired bootstrap: is the distance between two systems more than chance?
//!
//! In: the statistics of both, segment by segment. Out: the mean and the 95 % interval of the second system, and the p-value of the difference, reckoned as sacreBLEU
//! does (Koehn 2004, with the centred differences of Riezler and Maxwell 2005). The numbers drawn are our own, so the last digits differ.

use serde::Serialize;

use super::metric::{Metric, Statistics, count, float};
use super::random::Random;

/// What resampling says about a system beside another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Paired {
    /// Mean score of the system over all samples.
    pub mean: f64,
    /// Half the width of the interval that holds 95 % of its scores.
    pub interval: f64,
    /// How likely so great a difference is by chance (0–1); `None` if there is no other system.
    pub p: Option<f64>,
}

/// Resamples the segments `samples` times. `baseline` and `system` have the same segments in the same order.
#[must_use]
pub fn paired_bootstrap(
    metric: Metric,
    system: &[Statistics],
    baseline: Option<&[Statistics]>,
    samples: usize,
    seed: u64,
) -> Paired {
    let mut random = Random::new(seed);
    let mut scores = Vec::with_capacity(samples);
    let mut differences = Vec::with_capacity(samples);
    for _ in 0..samples {
        let drawn: Vec<usize> = system.iter().map(|_| random.below(system.len())).collect();
        let score = score_of(metric, system, drawn.iter().copied());
        differences.extend(baseline.map(|base| (score_of(metric, base, drawn.iter().copied()) - score).abs()));
        scores.push(score);
    }
    let p = baseline.map(|base| {
        let whole = |all: &[Statistics]| score_of(metric, all, 0..all.len());
        p_value(&differences, (whole(base) - whole(system)).abs())
    });
    let mean = mean(&scores);
    scores.sort_by(f64::total_cmp);
    let cut = scores.len() / 40;
    let width = match (scores.get(cut), scores.iter().nth_back(cut)) {
        (Some(low), Some(high)) => high - low,
        _ => 0.0,
    };
    Paired { mean, interval: width / 2.0, p }
}

fn score_of(metric: Metric, all: &[Statistics], places: impl Iterator<Item = usize>) -> f64 {
    let mut sum = Statistics::default();
    places.for_each(|at| sum.add(&all[at]));
    metric.score(&sum)
}

/// The share of centred differences that reach the real one. Both sides gain one, so that no p is 0 (Noreen 1989). sacreBLEU counts those beyond it, and so
/// calls a system other than itself.
fn p_value(differences: &[f64], real: f64) -> f64 {
    let mean = mean(differences);
    let beyond = differences.iter().filter(|difference| **difference - mean >= real).count();
    float(count(beyond) + 1) / float(count(differences.len()) + 1)
}

fn mean(scores: &[f64]) -> f64 {
    scores.iter().sum::<f64>() / float(count(scores.len().max(1)))
}

#[cfg(test)]
mod tests {
    use super::{Metric, Statistics, paired_bootstrap};

    fn statistics(hypothesis: &str) -> Vec<Statistics> {
        (0..60).map(|at| Metric::Chrf2.statistics(hypothesis, &format!("the cat sat on mat {at}"))).collect()
    }

    #[test]
    fn a_great_difference_is_no_chance_and_none_is() {
        let (good, bad) = (statistics("the cat sat on mat 7"), statistics("a dog"));
        let far = paired_bootstrap(Metric::Chrf2, &good, Some(&bad), 200, 1);
        assert!(far.p.is_some_and(|p| p < 0.05), "{far:?}");
        let same = paired_bootstrap(Metric::Chrf2, &good, Some(&good), 200, 1);
        assert_eq!((same.p, same.mean), (Some(1.0), far.mean));
        assert_eq!(paired_bootstrap(Metric::Chrf2, &good, None, 200, 1).p, None);
    }
}
