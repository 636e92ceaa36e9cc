//! What must not matter: the order of units, units without trials, the direction of a change.

use proptest::prelude::*;
use stats::{
    Confidence, Tally,
    decomposition::{Category, Kitagawa},
    funnel::{heterogeneity::heterogeneity, overdispersion::Overdispersion},
    multiplicity::benjamini_hochberg,
    shrinkage::{EmpiricalBayes, Hierarchical},
    spread::Spread,
};

fn tally() -> impl Strategy<Value = Tally> {
    (0_u32..60, 0_u32..60).prop_map(|(successes, failures)| Tally { successes, failures })
}

proptest! {
    #[test]
    fn more_successes_among_as_many_trials_never_lower_a_limit(x in 0_u32..400, more in 0_u32..400) {
        let trials = 801 + x + more;
        let at = |x: u32| Tally::of(x, trials).and_then(Tally::proportion).expect("trials");
        let (low, high) = (at(x), at(x + more));
        for interval in [
            |it: stats::Proportion| it.wilson_interval(Confidence::P95),
            |it: stats::Proportion| it.clopper_pearson_interval(Confidence::P95),
        ] {
            let (low, high) = (interval(low), interval(high));
            prop_assert!(low.lower <= high.lower && low.upper <= high.upper);
        }
    }

    #[test]
    fn the_order_of_p_values_does_not_matter(p in prop::collection::vec(0.0..=1.0, 1..20), turn in 0_usize..20) {
        let turn = turn % p.len();
        let mut turned = p.clone();
        turned.rotate_left(turn);
        let mut adjusted = benjamini_hochberg(&p).expect("probabilities");
        adjusted.rotate_left(turn);
        prop_assert_eq!(Some(adjusted), benjamini_hochberg(&turned));
    }

    #[test]
    fn the_order_of_topics_does_not_change_an_account(
        pairs in prop::collection::vec((tally(), tally()), 2..9), turn in 0_usize..9
    ) {
        let cells: Vec<Category> =
            pairs.iter().map(|&(first, second)| Category { first, second }).collect();
        let mut turned = cells.clone();
        turned.rotate_left(turn % cells.len());
        let (one, other) = (Kitagawa::new(&cells), Kitagawa::new(&turned));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let Some((one, other)) = one.zip(other) {
            prop_assert!((one.mix_effect - other.mix_effect).abs() < 1e-12);
            prop_assert!((one.rate_effect - other.rate_effect).abs() < 1e-12);
        }
    }
}

proptest! {
    // The model is fitted twice for each case.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_units_does_not_matter(units in prop::collection::vec(tally(), 2..12), turn in 0_usize..12) {
        let mut turned = units.clone();
        turned.rotate_left(turn % units.len());
        check_alike(&units, &turned)?;
    }

    #[test]
    fn units_without_trials_change_nothing(units in prop::collection::vec(tally(), 2..12), at in 0_usize..12) {
        let mut more = units.clone();
        more.insert(at.min(units.len()), Tally::default());
        check_alike(&units, &more)?;
    }
}

/// Every rate within the topics falls and the whole rises, because the topic with the high rate grows.
#[test]
fn a_whole_that_rises_while_every_part_falls_is_told_as_mix() {
    let category = |first: (u32, u32), second: (u32, u32)| Category {
        first: Tally::of(first.0, first.1).expect("no more than trials"),
        second: Tally::of(second.0, second.1).expect("no more than trials"),
    };
    let account = Kitagawa::new(&[
        category((60, 100), (330, 600)), // 60 % to 55 %
        category((90, 900), (32, 400)),  // 10 % to 8 %
    ]);
    let account = account.expect("trials in both periods");
    assert!(account.difference() > 0.2, "the whole rises from 15 % to 36 %");
    assert!(account.rate_effect < 0.0 && account.mix_effect > 0.2);
    assert!(account.categories.iter().all(|part| part.rate < 0.0));
}

/// Checks that what is said of two lists of units is the same.
fn check_alike(one: &[Tally], other: &[Tally]) -> Result<(), TestCaseError> {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(1.0);
    let tests = [one, other].map(|units| heterogeneity(units).map(|it| it.chi_square));
    prop_assert!(tests[0].zip(tests[1]).is_none_or(|(a, b)| near(a, b)));
    prop_assert_eq!(tests[0].is_some(), tests[1].is_some());
    let spread = [one, other].map(Overdispersion::estimate);
    if let [Some(a), Some(b)] = spread {
        prop_assert!(near(a.phi, b.phi) && near(a.tau_squared, b.tau_squared));
    }
    let parts = [one, other]
        .map(|units| Spread::new(&units.iter().map(|unit| vec![*unit]).collect::<Vec<_>>()));
    if let [Some(a), Some(b)] = parts {
        prop_assert!(near(a.total, b.total) && near(a.chance, b.chance) && a.units == b.units);
    }
    let fits = [one, other].map(EmpiricalBayes::fit);
    if let [Ok(a), Ok(b)] = &fits {
        let means = [a, b].map(|fit| fit.posterior(one[0]).mean());
        prop_assert!((means[0] - means[1]).abs() < 1e-6, "{means:?}");
    }
    let models = [one, other].map(Hierarchical::fit);
    if let [Some(a), Some(b)] = &models {
        let means = [a, b].map(|model| model.posterior(one[0]).mean());
        prop_assert!(near(means[0], means[1]), "{means:?}");
    }
    Ok(())
}
