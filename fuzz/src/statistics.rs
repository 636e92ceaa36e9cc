//! The statistics: whatever the counts, every answer is a number in its range, or absent.

use stats::{
    Confidence, Interval, Proportion, Tally,
    decomposition::{Category, Kitagawa},
    difference::Difference,
    funnel::{Funnel, heterogeneity::heterogeneity, overdispersion::Overdispersion},
    reference_test::ReferenceTest,
    spread::Spread,
    standardization::{OffsetRate, Stratum},
    step::Change,
    trend::{Period, Trend},
};

/// Reads pairs of counts, eight bytes each, and asks every method about them.
pub fn statistics(bytes: &[u8]) {
    // Enough for every branch; the methods are linear or better in the units.
    let tallies: Vec<Tally> = bytes.chunks_exact(8).take(24).map(tally).collect();
    let shares: Vec<Proportion> = tallies.iter().filter_map(|tally| tally.proportion()).collect();
    for share in &shares {
        rate(share.wilson_interval(Confidence::P95));
        rate(share.clopper_pearson_interval(Confidence::P95));
    }
    for pair in shares.windows(2) {
        beside(pair[0], pair[1]);
    }
    together(&tallies);
}

fn tally(bytes: &[u8]) -> Tally {
    let count = |at: usize| {
        let raw = u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap());
        // Small counts are as likely as large ones.
        raw >> (raw % 32)
    };
    Tally { successes: count(0), failures: count(4) }
}

fn beside(first: Proportion, second: Proportion) {
    let pair = Difference { first, second };
    let interval = pair.newcombe_interval(Confidence::P95);
    assert!(-1.0 <= interval.lower && interval.lower <= interval.upper && interval.upper <= 1.0);
    if first.trials() + second.trials() < 100_000 {
        probability(pair.fisher_test().two_sided.min(1.0));
    }
    if let Some(test) = ReferenceTest::new(first, second.value()) {
        probability(test.central);
    }
    let funnel = Funnel::new(second.value());
    if let Some(limits) = funnel.and_then(|it| it.exact_limits(first.trials(), Confidence::P99_8)) {
        rate(limits);
    }
}

fn together(tallies: &[Tally]) {
    if let Some(spread) = Spread::new(&tallies.chunks_exact(3).map(<[_]>::to_vec).collect::<Vec<_>>()) {
        let sum = spread.chance + spread.mix + spread.rest;
        assert!((sum - spread.total).abs() < 1e-9, "{spread:?}");
    }
    if let Some(spread) = Overdispersion::estimate(tallies) {
        assert!(spread.tau_squared.is_finite() && spread.tau_squared >= 0.0, "{spread:?}");
    }
    if let Some(p) = heterogeneity(tallies).and_then(|test| test.p_value) {
        probability(p);
    }
    if let Some(change) = Change::find(tallies) {
        probability(change.p_value);
    }
    let periods = (0_u8..).zip(tallies);
    let periods = periods.map(|(score, tally)| Period { score: score.into(), tally: *tally });
    if let Some(trend) = Trend::new(&periods.collect::<Vec<_>>()) {
        probability(trend.p_value());
        probability(trend.scaled_p_value());
    }
    let pairs: Vec<_> = tallies.chunks_exact(2).collect();
    let categories = pairs.iter().map(|pair| Category { first: pair[0], second: pair[1] });
    if let Some(account) = Kitagawa::new(&categories.collect::<Vec<_>>()) {
        let parts = account.rate_effect + account.mix_effect;
        assert!((parts - account.difference()).abs() < 1e-9, "{account:?}");
    }
    let strata = pairs.iter().map(|pair| Stratum { local: pair[0], reference: pair[1] });
    if let Ok(level) = OffsetRate::new(&strata.collect::<Vec<_>>()) {
        assert!((0.0..=1.0).contains(&level.value), "{level:?}");
    }
}

fn rate(interval: Interval) {
    assert!(0.0 <= interval.lower && interval.lower <= interval.upper && interval.upper <= 1.0);
}

fn probability(value: f64) {
    assert!((0.0..=1.0).contains(&value), "{value}");
}
