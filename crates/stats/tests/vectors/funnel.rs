//! Units against a reference rate.

use crate::table::{Row, check};
use crate::{agree, agree_in_digits, cases};
use stats::distribution::Binomial;
use stats::funnel::Funnel;
use stats::funnel::heterogeneity::{Heterogeneity, heterogeneity};
use stats::funnel::overdispersion::{
    Overdispersion, Scale, Scores, consistency_factor, mean_square,
};
use stats::reference_test::{Position, ReferenceTest};
use stats::{Confidence, Interval, Proportion, Tally};

#[test]
fn exact_tails_agree_with_independent_software() {
    check("binomial_vs_reference.csv", 121, |row| {
        row.text("id");
        let (x, n): (u32, u32) = (row.read("x"), row.read("n"));
        let share = Proportion::from_parts(x, n - x).expect("trials");
        let test = ReferenceTest::new(share, row.read("theta0")).expect("an open reference");
        let digits = |column: &str, ours: f64| {
            agree_in_digits(&row.name(column), ours, row.read(column), 1e-10);
        };
        digits("p_low", test.at_most);
        digits("p_high", test.at_least);
        digits("p_central", test.central);
        digits("p_minlike", test.no_more_likely);
        agree(&row.name("z_score"), test.z, row.read("z_score"), 1e-12);
        agree(&row.name("p_midp"), test.mid_p, row.read("p_midp"), 1e-12);
        let flag = match test.position() {
            Position::BelowOuter => "low998",
            Position::BelowInner => "low95",
            Position::Inside => "inside",
            Position::AboveInner => "high95",
            Position::AboveOuter => "high998",
        };
        assert_eq!(flag, row.text("flag_exact"), "{}", row.name("flag_exact"));
    });
}

#[test]
fn funnel_limits_agree_with_independent_software() {
    check("funnel_binomial.csv", 81, |row| {
        row.text("id");
        let (reference, n) = (row.read("theta0"), row.read("n"));
        let funnel = Funnel::new(reference).expect("an open reference");
        let binomial = Binomial::new(n, reference).expect("few enough trials");
        for (column, p) in
            [("q_lo998", 0.001), ("q_lo95", 0.025), ("q_hi95", 0.975), ("q_hi998", 0.999)]
        {
            assert_eq!(binomial.quantile(p), row.read::<u64>(column), "{}", row.name(column));
        }
        for (level, digits) in [(Confidence::P95, "95"), (Confidence::P99_8, "998")] {
            let published = funnel.interpolated_limits(n, level).expect("trials");
            limits(row, published, &format!("sp05_lo{digits}"), &format!("sp05_hi{digits}"));
            let exact = funnel.exact_limits(n, level).expect("trials");
            limits(row, exact, &format!("sp05_lo{digits}"), &format!("sym_hi{digits}"));
            let normal = funnel.normal_limits(n, level).expect("trials");
            limits(row, normal, &format!("normal_lo{digits}"), &format!("normal_hi{digits}"));
        }
    });
}

#[track_caller]
fn limits(row: &Row, ours: Interval, lower: &str, upper: &str) {
    agree(&row.name(lower), ours.lower, row.read(lower), 1e-11);
    agree(&row.name(upper), ours.upper, row.read(upper), 1e-11);
}

#[test]
fn overdispersion_agrees_with_independent_software() {
    cases::check("overdispersion.json", 23, |case| {
        let tallies = case.tallies("x", "n");
        let used = tallies.iter().filter(|tally| !tally.is_empty()).count();
        assert_eq!(used as u64, case.count("units_used"));
        let defined = case.text("status") != "undefined";
        assert_eq!(heterogeneity(&tallies).is_some(), defined, "{}", case.name("status"));
        let Some(test) = heterogeneity(&tallies) else {
            assert!(Scores::of(&tallies, Scale::Score).is_none());
            return;
        };
        spread_as_a_whole(case, test);
        let fraction = case.number("winsor_fraction");
        let score = case.part("score").expect("scores");
        let winsorized = scores(&score, &tallies, Scale::Score, fraction);
        scores(&case.part("arcsine").expect("scores"), &tallies, Scale::Arcsine, fraction);
        correction(&score, &tallies, fraction);
        standardized(&score, &tallies, winsorized);
        agree(&case.name("theta0"), winsorized.reference, case.number("theta0"), 1e-14);
        for limits in case.parts("limits_score") {
            control_limits(&limits, winsorized);
        }
    });
}

fn spread_as_a_whole(case: &cases::Case, test: Heterogeneity) {
    agree(&case.name("chi2"), test.chi_square, case.number("dispersion_chi2"), 1e-11);
    assert_eq!(test.degrees_of_freedom, case.count("dispersion_df"));
    assert_eq!(test.p_value.is_some(), case.maybe("dispersion_p").is_some());
    if let Some(p) = test.p_value {
        agree_in_digits(&case.name("p"), p, case.number("dispersion_p"), 1e-9);
    }
    let rho = test.intraclass_correlation.map(|rho| rho.max(0.0));
    assert_eq!(rho.is_some(), case.maybe("rho_moment").is_some(), "{}", case.name("rho"));
    if let Some(rho) = rho {
        agree(&case.name("rho_moment"), rho, case.number("rho_moment"), 1e-11);
    }
}

/// Checks z, the cuts, φ and τ² of one scale, and returns the spread after winsorizing.
fn scores(part: &cases::Case, tallies: &[Tally], scale: Scale, fraction: f64) -> Overdispersion {
    let scores = Scores::of(tallies, scale).expect("an open pooled rate");
    let cut = scores.winsorized(fraction).expect("a fraction");
    all(part, "z", &scores.z());
    all(part, "z_winsorised", &cut.z);
    agree(&part.name("z_low_cut"), cut.low, part.number("z_low_cut"), 1e-11);
    agree(&part.name("z_high_cut"), cut.high, part.number("z_high_cut"), 1e-11);
    let raw = scores.overdispersion(mean_square(&scores.z()));
    agree(&part.name("phi_raw"), raw.phi, part.number("phi_raw"), 1e-11);
    agree(&part.name("tau2_raw"), raw.tau_squared, part.number("tau2_raw"), 1e-12);
    let winsorized = scores.overdispersion(mean_square(&cut.z));
    agree(&part.name("phi"), winsorized.phi, part.number("phi"), 1e-11);
    agree(&part.name("tau2"), winsorized.tau_squared, part.number("tau2"), 1e-12);
    winsorized
}

fn correction(score: &cases::Case, tallies: &[Tally], fraction: f64) {
    let factor = consistency_factor(fraction).expect("a fraction");
    agree(&score.name("factor"), factor, score.number("consistency_factor"), 1e-13);
    let scores = Scores::of(tallies, Scale::Score).expect("an open pooled rate");
    let cut = scores.winsorized(fraction).expect("a fraction");
    let ours = scores.overdispersion(mean_square(&cut.z) / factor);
    agree(&score.name("phi_corrected"), ours.phi, score.number("phi_corrected"), 1e-11);
    agree(&score.name("tau2"), ours.tau_squared, score.number("tau2_corrected"), 1e-12);
    if (fraction - 0.1).abs() < 1e-9 {
        assert_eq!(
            Overdispersion::estimate(tallies),
            Some(ours),
            "the default is the corrected one"
        );
    }
}

fn standardized(score: &cases::Case, tallies: &[Tally], spread: Overdispersion) {
    let shares: Vec<Proportion> = tallies.iter().filter_map(|tally| tally.proportion()).collect();
    let z: Vec<f64> = shares.iter().map(|&share| spread.additive_z(share)).collect();
    all(score, "z_additive", &z);
    let z: Vec<f64> = shares.iter().map(|&share| spread.multiplicative_z(share)).collect();
    all(score, "z_multiplicative", &z);
}

fn control_limits(case: &cases::Case, spread: Overdispersion) {
    let n = case.count("n");
    for (level, digits) in [(Confidence::P95, "95"), (Confidence::P99_8, "998")] {
        let additive = spread.additive_limits(n, level).expect("trials");
        let multiplicative = spread.multiplicative_limits(n, level).expect("trials");
        for (name, ours) in [
            ("add_lo", additive.lower),
            ("add_hi", additive.upper),
            ("mul_lo", multiplicative.lower),
            ("mul_hi", multiplicative.upper),
        ] {
            let field = format!("{name}{digits}");
            agree(&case.name(&field), ours, case.number(&field), 1e-11);
        }
    }
}

#[track_caller]
fn all(case: &cases::Case, field: &str, ours: &[f64]) {
    let theirs = case.numbers(field);
    assert_eq!(ours.len(), theirs.len(), "{}", case.name(field));
    for (ours, theirs) in ours.iter().zip(theirs) {
        agree(&case.name(field), *ours, theirs, 1e-11);
    }
}
