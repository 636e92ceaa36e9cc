//! What holds for every input, however wild: a value in its range or a typed absence.

use proptest::prelude::*;
use stats::decomposition::{Category, Cells, Kitagawa, cross_classified, factor_effects, nested};
use stats::difference::Difference;
use stats::distribution::poisson::byar_interval;
use stats::distribution::{Beta, BetaBinomial, Binomial, poisson_interval};
use stats::funnel::Funnel;
use stats::funnel::heterogeneity::heterogeneity;
use stats::funnel::overdispersion::{Overdispersion, Scale, Scores};
use stats::multiplicity::{benjamini_hochberg, benjamini_yekutieli, holm};
use stats::quantile::quantile;
use stats::rank::Ranks;
use stats::reference_test::ReferenceTest;
use stats::shrinkage::{EmpiricalBayes, Hierarchical};
use stats::standardization::{DirectRate, IndirectRate, OffsetRate, Stratum};
use stats::step::Change;
use stats::survival::{Observation, Share, Survival};
use stats::trend::{Period, Trend};
use stats::{Confidence, Interval, Proportion, Tally};

/// Counts at the edges, around them and anywhere.
fn count() -> impl Strategy<Value = u32> {
    prop_oneof![
        Just(0),
        Just(1),
        Just(1_000_000_000),
        Just(u32::MAX),
        0_u32..60,
        0_u32..20_000,
        any::<u32>()
    ]
}

fn tally() -> impl Strategy<Value = Tally> {
    (count(), count()).prop_map(|(successes, failures)| Tally { successes, failures })
}

fn small_tally() -> impl Strategy<Value = Tally> {
    (0_u32..30, 0_u32..30).prop_map(|(successes, failures)| Tally { successes, failures })
}

fn share() -> impl Strategy<Value = Proportion> {
    tally().prop_filter_map("no trials", Tally::proportion)
}

/// Any number at all: infinities, no number, and what a rate may be.
fn wild() -> impl Strategy<Value = f64> {
    prop_oneof![any::<f64>(), 0.0..=1.0, Just(f64::NAN), Just(f64::INFINITY), Just(5e-324)]
}

fn confidence() -> impl Strategy<Value = Confidence> {
    let any = (1e-9..0.999_999_999).prop_filter_map("no level", Confidence::new);
    prop_oneof![Just(Confidence::P95), Just(Confidence::P99_8), any]
}

#[track_caller]
fn rate_interval(interval: Interval) {
    assert!(
        0.0 <= interval.lower && interval.lower <= interval.upper && interval.upper <= 1.0,
        "{interval:?}"
    );
}

#[track_caller]
fn probability(value: f64) {
    assert!((0.0..=1.0).contains(&value), "{value}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn intervals_hold_the_share(share in share(), level in confidence()) {
        for interval in [
            share.wilson_interval(level),
            share.jeffreys_interval(level),
            share.clopper_pearson_interval(level),
        ] {
            rate_interval(interval);
        }
        let exact = share.clopper_pearson_interval(level);
        prop_assert!(exact.lower <= share.value() && share.value() <= exact.upper);
    }

    #[test]
    fn exact_intervals_mirror(x in 0_u32..5_000, y in 0_u32..5_000) {
        let (Some(a), Some(b)) = (Proportion::from_parts(x, y), Proportion::from_parts(y, x)) else {
            return Ok(());
        };
        let (a, b) = (
            a.clopper_pearson_interval(Confidence::P95),
            b.clopper_pearson_interval(Confidence::P95),
        );
        prop_assert!((a.lower - (1.0 - b.upper)).abs() < 1e-13);
    }

    #[test]
    fn differences_stay_within_one(first in share(), second in share(), level in confidence()) {
        let (pair, swapped) = (Difference { first, second }, Difference { first: second, second: first });
        for (ours, theirs) in [
            (pair.newcombe_interval(level), swapped.newcombe_interval(level)),
            (pair.miettinen_nurminen_interval(level), swapped.miettinen_nurminen_interval(level)),
            (pair.mee_interval(level), swapped.mee_interval(level)),
        ] {
            prop_assert!(-1.0 <= ours.lower && ours.lower <= ours.upper && ours.upper <= 1.0);
            prop_assert!((ours.lower + theirs.upper).abs() < 1e-9);
        }
        if let (Some(z), Some(yates)) = (pair.pooled_test(), pair.yates_test()) {
            prop_assert!(z.statistic.is_finite() && yates.statistic.is_finite());
            probability(z.p_value);
            probability(yates.p_value);
        }
    }

    #[test]
    fn fisher_gives_probabilities(first in share(), second in share()) {
        let test = Difference { first, second }.fisher_test();
        for value in [test.less, test.greater, test.two_sided, test.mid_p] {
            probability(value);
        }
        prop_assert!(test.less + test.greater > 1.0 - 1e-9);
        let swapped = Difference { first: second, second: first }.fisher_test();
        prop_assert!((test.less - swapped.greater).abs() < 1e-9);
    }

    #[test]
    fn binomials_give_probabilities(n in any::<u64>(), x in any::<u64>(), rate in wild(), p in wild()) {
        for n in [n, n % 10_000_000_000, n % 50] {
            let Some(binomial) = Binomial::new(n, rate) else { continue };
            let x = x % (n + 2);
            probability(binomial.probability(x));
            probability(binomial.at_most(x));
            probability(binomial.at_least(x));
            prop_assert!(binomial.at_most(x) + binomial.at_least(x) > 1.0 - 1e-9);
            prop_assert!(binomial.quantile(p) <= n);
        }
    }

    #[test]
    fn betas_give_probabilities(a in -7.0..11.0, b in -7.0..11.0, rate in wild(), level in confidence()) {
        let Some(beta) = Beta::new(libm::exp10(a), libm::exp10(b)) else { return Ok(()) };
        probability(beta.at_most(rate));
        probability(beta.above(rate));
        rate_interval(beta.interval(level));
        probability(beta.quantile(rate.clamp(0.0, 1.0)));
        prop_assert!(beta.standard_deviation() >= 0.0);
    }

    #[test]
    fn beta_binomials_give_probabilities(n in count(), x in count(), a in -6.0..10.0, b in -6.0..10.0) {
        let Some(rate) = Beta::new(libm::exp10(a), libm::exp10(b)) else { return Ok(()) };
        let Some(unit) = BetaBinomial::new(u64::from(n), rate) else { return Ok(()) };
        let x = u64::from(x % n.saturating_add(1).max(1));
        probability(unit.probability(x));
        probability(unit.at_most(x));
        probability(unit.at_least(x));
    }

    #[test]
    fn poisson_limits_hold_the_count(events in any::<u64>(), level in confidence()) {
        for events in [events % 10_000_000_000, events % 40] {
            for limits in [poisson_interval(events, level), byar_interval(events, level)] {
                prop_assert!(0.0 <= limits.lower && limits.lower <= limits.upper);
                prop_assert!(limits.upper.is_finite());
            }
        }
        prop_assert!(poisson_interval(events, level).upper.is_finite());
    }

    #[test]
    fn a_reference_gives_probabilities_or_nothing(share in share(), reference in wild()) {
        let Some(test) = ReferenceTest::new(share, reference) else { return Ok(()) };
        for value in [test.at_most, test.at_least, test.central, test.mid_p, test.no_more_likely] {
            probability(value);
        }
        prop_assert!(test.z.is_finite());
    }

    #[test]
    fn funnels_stay_within_rates(reference in wild(), n in any::<u64>(), level in confidence()) {
        let Some(funnel) = Funnel::new(reference) else { return Ok(()) };
        for n in [n, n % 10_000_000_000, n % 100, 0, 1] {
            for limits in [
                funnel.exact_limits(n, level),
                funnel.interpolated_limits(n, level),
                funnel.normal_limits(n, level),
            ].into_iter().flatten() {
                probability(limits.lower);
                probability(limits.upper);
            }
            prop_assert!(n > 0 || funnel.exact_limits(n, level).is_none());
        }
    }

    #[test]
    fn overdispersion_is_finite(tallies in prop::collection::vec(tally(), 0..12), q in wild()) {
        if let Some(test) = heterogeneity(&tallies) {
            prop_assert!(test.chi_square >= 0.0 && test.chi_square.is_finite());
            test.p_value.into_iter().for_each(probability);
            prop_assert!(test.intraclass_correlation.is_none_or(f64::is_finite));
        }
        if let Some(scores) = Scores::of(&tallies, Scale::Arcsine) {
            let cut = scores.winsorized(q);
            prop_assert!(cut.is_none_or(|cut| cut.z.iter().all(|z| z.is_finite())));
        }
        let Some(spread) = Overdispersion::estimate(&tallies) else { return Ok(()) };
        prop_assert!(spread.phi >= 0.0 && spread.tau_squared >= 0.0 && spread.tau_squared.is_finite());
        for share in tallies.iter().filter_map(|tally| tally.proportion()) {
            prop_assert!(spread.additive_z(share).is_finite());
            prop_assert!(spread.multiplicative_z(share).is_finite());
        }
        spread.additive_limits(7, Confidence::P95).into_iter().for_each(rate_interval);
    }

    #[test]
    fn adjusted_values_are_larger_and_in_order(p in prop::collection::vec(wild(), 0..30)) {
        let all = p.iter().all(|p| (0.0..=1.0).contains(p));
        for adjusted in [benjamini_hochberg(&p), benjamini_yekutieli(&p), holm(&p)] {
            prop_assert_eq!(adjusted.is_some(), all);
            for (i, ours) in adjusted.iter().flatten().enumerate() {
                probability(*ours);
                prop_assert!(*ours >= p[i] * (1.0 - 1e-12));
            }
        }
    }

    #[test]
    fn quantiles_lie_between_the_ends(values in prop::collection::vec(wild(), 0..20), p in wild()) {
        let Some(ours) = quantile(&values, p) else { return Ok(()) };
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let slack = 1e-12 * low.abs().max(high.abs());
        prop_assert!(low - slack <= ours && ours <= high + slack);
    }

    #[test]
    fn trends_are_finite_or_absent(
        periods in prop::collection::vec((wild(), tally()), 0..8),
        years in prop::collection::vec((2000_u16..2030, tally()), 0..8),
    ) {
        let years = years.into_iter().map(|(year, tally)| (f64::from(year), tally));
        for periods in [periods, years.collect()] {
            let period = |&(score, tally): &(f64, Tally)| Period { score, tally };
            let list: Vec<Period> = periods.iter().map(period).collect();
            let Some(trend) = Trend::new(&list) else { continue };
            prop_assert!(trend.z.is_finite() && trend.slope.is_finite());
            prop_assert!(trend.scaled_z().is_finite());
            for p in [trend.p_value(), trend.p_value_n_minus_1(), trend.total.p_value] {
                probability(p);
            }
            trend.departure.into_iter().for_each(|departure| probability(departure.p_value));
        }
    }

    #[test]
    fn sudden_changes_are_finite_or_absent(periods in prop::collection::vec(tally(), 0..12)) {
        let Some(change) = Change::find(&periods) else { return Ok(()) };
        prop_assert!(change.period < periods.len());
        prop_assert!(change.z.is_finite() && change.dispersion >= 1.0);
        for value in [change.before, change.after, change.p_value] {
            probability(value);
        }
    }

    #[test]
    fn the_parts_of_a_change_add_up(pairs in prop::collection::vec((tally(), tally()), 0..8)) {
        let cells: Vec<Category> =
            pairs.iter().map(|&(first, second)| Category { first, second }).collect();
        let back: Vec<Category> =
            pairs.iter().map(|&(first, second)| Category { first: second, second: first }).collect();
        let Some(change) = Kitagawa::new(&cells) else { return Ok(()) };
        let forth = change.rate_effect + change.mix_effect;
        prop_assert!((forth - change.difference()).abs() < 1e-12);
        let centered: f64 = change.categories.iter().map(|part| part.centered_mix).sum();
        prop_assert!((centered - change.mix_effect).abs() < 1e-12);
        let reverse = Kitagawa::new(&back).expect("trials in both periods");
        prop_assert!((reverse.rate_effect + change.rate_effect).abs() < 1e-12);
        for columns in [0, 1, 2, cells.len()] {
            if let Some(effects) = nested(columns, &cells) {
                let sum = effects.rows + effects.columns + effects.rates;
                prop_assert!((sum - change.difference()).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn factors_are_finite_or_absent(
        a in prop::collection::vec(prop::collection::vec(wild(), 0..3), 0..10),
        sizes in prop::collection::vec(wild(), 0..7), columns in 0_usize..4,
    ) {
        let effects = factor_effects(&a, &a);
        prop_assert!(effects.is_none_or(|effects| effects.iter().all(|e| e.abs() < 1e-300)));
        let cells = Cells { columns, sizes: &sizes, rates: &sizes };
        prop_assert!(cross_classified(cells, cells).is_none_or(|effects| effects.rates.abs() < 1e-300));
    }

    #[test]
    fn adjusted_rates_stay_in_their_range(pairs in prop::collection::vec((tally(), tally()), 0..5)) {
        let strata: Vec<Stratum> =
            pairs.iter().map(|&(local, reference)| Stratum { local, reference }).collect();
        check_standardized(&strata);
    }

    #[test]
    fn adjusted_rates_of_few_trials_stay_in_their_range(
        pairs in prop::collection::vec((small_tally(), small_tally()), 0..5),
    ) {
        let strata: Vec<Stratum> =
            pairs.iter().map(|&(local, reference)| Stratum { local, reference }).collect();
        check_standardized(&strata);
    }

    #[test]
    fn survival_falls_from_one(
        cases in prop::collection::vec((count(), any::<bool>(), prop::option::of(count())), 0..60),
        horizon in any::<u32>(), least in 0_u64..12,
    ) {
        let case = |&(time, ended, entry): &(u32, bool, Option<u32>)| Observation { time, ended, entry };
        let cases: Vec<Observation> = cases.iter().map(case).collect();
        for curve in [Survival::new(&cases), Survival::from_at_risk(&cases, least)].into_iter().flatten() {
            let mut above = 1.0;
            for step in curve.steps() {
                probability(step.survival);
                prop_assert!(step.survival <= above && step.events <= step.at_risk);
                above = step.survival;
                step.interval(Confidence::P95).into_iter().for_each(rate_interval);
            }
            let mean = curve.restricted_mean(horizon);
            prop_assert!(0.0 <= mean && mean <= f64::from(curve.longest()));
            let (half, most) = (curve.quantile(Share::HALF), curve.quantile(Share::NINE_TENTHS));
            prop_assert!(most.is_none() || half <= most);
            let limits = curve.median_limits(Confidence::P95);
            prop_assert!(limits.upper.is_none() || limits.lower <= limits.upper);
        }
    }

    #[test]
    fn without_pending_cases_survival_is_the_share_that_lasts(times in prop::collection::vec(0_u32..20, 1..40)) {
        let case = |&time: &u32| Observation { time, ended: true, entry: None };
        let cases: Vec<Observation> = times.iter().map(case).collect();
        let curve = Survival::new(&cases).expect("cases");
        for step in curve.steps() {
            let lasting = times.iter().filter(|&&time| time > step.time).count();
            let lasting = u32::try_from(lasting).expect("few");
            let gone = u32::try_from(times.len()).expect("few") - lasting;
            let share = Proportion::from_parts(lasting, gone).expect("cases");
            prop_assert!((step.survival - share.value()).abs() < 1e-12);
        }
    }
}

fn check_standardized(strata: &[Stratum]) {
    if let Ok(direct) = DirectRate::new(strata) {
        probability(direct.value.min(1.0));
        assert!(direct.value < 1.0 + 1e-12);
        rate_interval(direct.mover_interval(Confidence::P95));
        for interval in [
            direct.dobson_byar_interval(Confidence::P95),
            direct.fay_feuer_interval(Confidence::P95),
        ]
        .into_iter()
        .flatten()
        {
            assert!(0.0 <= interval.lower && interval.lower <= interval.upper, "{interval:?}");
            assert!(interval.upper.is_finite());
        }
    }
    if let Ok(indirect) = IndirectRate::new(strata) {
        for value in [indirect.at_most, indirect.at_least, indirect.p_value()] {
            probability(value);
        }
        assert!(indirect.ratio().is_finite() && indirect.z().is_none_or(f64::is_finite));
    }
    if let Ok(offset) = OffsetRate::new(strata) {
        let interval = offset.interval(Confidence::P95);
        rate_interval(interval);
        probability(offset.value);
        assert!(interval.lower <= offset.value + 1e-9 && offset.value <= interval.upper + 1e-9);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn estimates_lie_between_own_and_common_rate(
        units in prop::collection::vec(tally(), 0..6),
        few in prop::collection::vec(small_tally(), 0..6),
    ) {
        for tallies in [units, few] {
            check_shrinkage(&tallies);
        }
    }

    #[test]
    fn equal_units_have_equal_ranks(shapes in prop::collection::vec((-1.0..4.0, -1.0..4.0), 1..5)) {
        let shapes = shapes.iter().map(|&(a, b)| (libm::exp10(a), libm::exp10(b)));
        let once: Vec<Beta> = shapes.filter_map(|(a, b)| Beta::new(a, b)).collect();
        let ranks = Ranks::new(&[once.clone(), once.clone()].concat()).expect("few units");
        for unit in 0..once.len() {
            let twin = unit + once.len();
            for rank in 1..=2 * once.len() {
                let (one, other) = (ranks.probability(unit, rank), ranks.probability(twin, rank));
                prop_assert!((one - other).abs() < 1e-15);
            }
            prop_assert!((ranks.among_highest(unit, 2 * once.len()) - 1.0).abs() < 1e-9);
        }
    }

    #[test]
    fn ranks_add_up(shapes in prop::collection::vec((-1.0..4.0, -1.0..4.0), 0..7)) {
        let shapes = shapes.iter().map(|&(a, b)| (libm::exp10(a), libm::exp10(b)));
        let units: Vec<Beta> = shapes.filter_map(|(a, b)| Beta::new(a, b)).collect();
        let ranks = Ranks::new(&units).expect("shapes of a tenth and more");
        let all: f64 = (0..units.len()).filter_map(|unit| ranks.expected(unit)).sum();
        let n = f64::from(u32::try_from(units.len()).expect("few"));
        prop_assert!((all - n * (n + 1.0) / 2.0).abs() < 1e-8, "{all}");
        for unit in 0..units.len() {
            prop_assert!((ranks.among_highest(unit, units.len()) - 1.0).abs() < 1e-9);
            let interval = ranks.interval(unit, Confidence::P95).expect("a unit");
            prop_assert!(1 <= interval.lower && interval.lower <= interval.upper);
        }
        prop_assert!(ranks.interval(units.len(), Confidence::P95).is_none());
    }
}

fn check_shrinkage(tallies: &[Tally]) {
    if let Ok(fit) = EmpiricalBayes::fit(tallies) {
        assert!(
            fit.log_likelihood >= fit.binomial_log_likelihood - 1e-6 * fit.log_likelihood.abs()
        );
        for &tally in tallies {
            let (mean, common) = (fit.posterior(tally).mean(), fit.prior.mean());
            let own = tally.proportion().map_or(common, Proportion::value);
            assert!(own.min(common) - 1e-9 <= mean && mean <= own.max(common) + 1e-9);
        }
    }
    let Some(fit) = Hierarchical::fit(tallies) else {
        return assert!(tallies.iter().all(|tally| tally.is_empty()));
    };
    assert!(fit.log_marginal().is_finite());
    for &tally in tallies.iter().take(2) {
        let posterior = fit.posterior(tally);
        probability(posterior.mean());
        rate_interval(posterior.interval(Confidence::P95));
        probability(posterior.above(0.5));
        assert!(posterior.standard_deviation() >= 0.0);
    }
}
