//! How often intervals hold the true value, and how often limits are left by chance: worked out over
//! every outcome where that can be done, else simulated. The expected values are those of
//! `docs/method`'s sources, computed beforehand by other software.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use stats::{
    Confidence, Interval, Proportion, Tally,
    difference::Difference,
    distribution::Binomial,
    funnel::{Funnel, overdispersion::Overdispersion},
    shrinkage::Hierarchical,
};

#[test]
fn the_score_interval_covers_95_per_cent_on_average_from_five_trials_on() {
    let wilson = |share: Proportion| share.wilson_interval(Confidence::P95);
    check_coverage(5, wilson, 0.957, 0.916);
    check_coverage(10, wilson, 0.952, 0.920);
    check_coverage(20, wilson, 0.952, 0.929);
}

#[test]
fn the_exact_interval_never_covers_less_than_it_says() {
    let exact = |share: Proportion| share.clopper_pearson_interval(Confidence::P95);
    for trials in [1, 2, 5, 10, 20, 50] {
        let (_, least) = coverage(trials, exact);
        assert!(least >= 0.95, "{trials}: {least}");
    }
    check_coverage(5, exact, 0.990, 0.976);
    check_coverage(10, exact, 0.979, 0.961);
}

#[test]
fn the_interval_of_a_difference_covers_94_to_95_per_cent() {
    for (trials, expected) in [((5, 5), 0.940), ((10, 8), 0.950), ((20, 25), 0.951)] {
        let rates = (0..51).map(|step| 0.2 + 0.01 * f64::from(step));
        let covered: Vec<f64> = rates.map(|rate| difference_coverage(trials, rate)).collect();
        let mean = covered.iter().sum::<f64>() / 51.0;
        assert!((mean - expected).abs() < 0.004, "{trials:?}: {mean}");
    }
}

#[test]
fn limits_that_treat_both_sides_alike_are_left_as_seldom_as_they_say() {
    for (trials, sides_alike, as_published) in
        [(5, 0.019, 0.131), (20, 0.021, 0.058), (100, 0.018, 0.028)]
    {
        let funnel = Funnel::new(0.45).expect("a rate");
        let above = |limits: Interval| {
            let binomial = Binomial::new(trials, 0.45).expect("a rate");
            let outside = (0..=trials).filter(|x| share(*x, trials).value() > limits.upper);
            outside.map(|x| binomial.probability(x)).sum::<f64>()
        };
        let alike = above(funnel.exact_limits(trials, Confidence::P95).expect("trials"));
        let published = above(funnel.interpolated_limits(trials, Confidence::P95).expect("trials"));
        assert!((alike - sides_alike).abs() < 0.002, "{trials}: {alike}");
        assert!((published - as_published).abs() < 0.002, "{trials}: {published}");
    }
}

#[test]
fn about_five_of_98_alike_but_for_the_ordinary_spread_lie_outside() {
    // Intraclass correlation 0.02 at a rate of 0.42: beta(20.58, 28.42).
    let (mut outside, rounds) = (0, 200);
    for seed in 0..rounds {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let units: Vec<Tally> = (0..98)
            .map(|_| {
                let rate = beta(&mut random, 20, 28);
                let trials = random.random_range(20..120);
                draw(&mut random, trials, rate)
            })
            .collect();
        let spread = Overdispersion::estimate(&units).expect("cases");
        outside += units.iter().filter(|unit| is_outside(spread, **unit)).count();
    }
    let mean = f64::from(u32::try_from(outside).expect("few"))
        / f64::from(u32::try_from(rounds).expect("few"));
    assert!((3.9..5.9).contains(&mean), "{mean} of 98");
}

#[test]
fn estimates_drawn_towards_all_units_cover_about_95_per_cent() {
    let (mut covered, mut all) = (0, 0);
    for seed in 0..3 {
        let mut random = ChaCha8Rng::seed_from_u64(1_000 + seed);
        let truth: Vec<f64> = (0..98).map(|_| beta(&mut random, 20, 28)).collect();
        let units: Vec<Tally> = truth
            .iter()
            .map(|rate| {
                let trials = random.random_range(2..90);
                draw(&mut random, trials, *rate)
            })
            .collect();
        let model = Hierarchical::fit(&units).expect("cases");
        for (unit, rate) in units.iter().zip(&truth) {
            let interval = model.posterior(*unit).interval(Confidence::P95);
            covered += usize::from(interval.contains(*rate));
            all += 1;
        }
    }
    let share = f64::from(u32::try_from(covered).expect("few")) / f64::from(all);
    assert!((0.92..0.98).contains(&share), "{share}");
}

#[track_caller]
fn check_coverage(
    trials: u64,
    interval: impl Fn(Proportion) -> Interval,
    expected_mean: f64,
    expected_least: f64,
) {
    let (mean, least) = coverage(trials, interval);
    assert!((mean - expected_mean).abs() < 0.004, "{trials}: mean {mean}");
    assert!((least - expected_least).abs() < 0.008, "{trials}: least {least}");
}

/// Returns the mean and least probability that an interval holds the rate, for rates from 0.2 to 0.7.
fn coverage(trials: u64, interval: impl Fn(Proportion) -> Interval) -> (f64, f64) {
    let intervals: Vec<Interval> = (0..=trials).map(|x| interval(share(x, trials))).collect();
    let at = |rate: f64| -> f64 {
        let binomial = Binomial::new(trials, rate).expect("a rate");
        let holding = (0..).zip(&intervals).filter(|(_, interval)| interval.contains(rate));
        holding.map(|(x, _)| binomial.probability(x)).sum()
    };
    let covered: Vec<f64> = (0..2_001).map(|step| at(0.2 + 0.000_25 * f64::from(step))).collect();
    let mean = covered.iter().sum::<f64>() / 2_001.0;
    (mean, covered.iter().copied().fold(1.0, f64::min))
}

/// Returns the probability that the interval of a difference of two equal rates holds 0.
fn difference_coverage((first, second): (u64, u64), rate: f64) -> f64 {
    let binomial = |trials| Binomial::new(trials, rate).expect("a rate");
    let mut sum = 0.0;
    for x in 0..=first {
        for y in 0..=second {
            let pair = Difference { first: share(x, first), second: share(y, second) };
            if pair.newcombe_interval(Confidence::P95).contains(0.0) {
                sum += binomial(first).probability(x) * binomial(second).probability(y);
            }
        }
    }
    sum
}

fn is_outside(spread: Overdispersion, unit: Tally) -> bool {
    let limits = spread.additive_limits(unit.trials(), Confidence::P95);
    let rate = unit.proportion().expect("trials").value();
    limits.is_some_and(|limits| !limits.contains(rate))
}

/// Draws from a beta distribution with whole parameters: the a-th of a + b − 1 uniform numbers.
fn beta(random: &mut ChaCha8Rng, a: usize, b: usize) -> f64 {
    let mut numbers: Vec<f64> = (0..a + b - 1).map(|_| random.random_range(0.0..1.0)).collect();
    numbers.sort_by(f64::total_cmp);
    numbers[a - 1]
}

fn draw(random: &mut ChaCha8Rng, trials: u32, rate: f64) -> Tally {
    let successes = (0..trials).filter(|_| random.random_bool(rate)).count();
    Tally::of(u32::try_from(successes).expect("few"), trials).expect("no more than trials")
}

fn share(successes: u64, trials: u64) -> Proportion {
    let count = |number: u64| u32::try_from(number).expect("few");
    Proportion::from_parts(count(successes), count(trials - successes)).expect("trials")
}
