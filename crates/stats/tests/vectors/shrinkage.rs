//! Best estimates and ranks.

use crate::cases::{Case, check, load};
use crate::{agree, agree_in_digits};
use serde_json::Value;
use stats::distribution::Beta;
use stats::funnel::heterogeneity::heterogeneity;
use stats::rank::Ranks;
use stats::shrinkage::{EmpiricalBayes, Hierarchical, NoFit, moment_prior};
use stats::{Confidence, Tally};

#[test]
fn empirical_bayes_agrees_with_independent_software() {
    check("beta_binomial_eb.json", 22, |case| {
        let tallies = case.tallies("x", "n");
        let used = tallies.iter().filter(|tally| !tally.is_empty()).count();
        assert_eq!(used as u64, case.count("units_used"));
        let (x, n) = tallies.iter().fold((0.0, 0.0), |(x, n), tally| {
            let successes = f64::from(tally.successes);
            (x + successes, n + successes + f64::from(tally.failures))
        });
        agree(&case.name("pooled_rate"), x / n, case.number("pooled_rate"), 1e-14);
        if let Some(part) = case.part("moment") {
            moment(&part, &tallies);
        }
        let fit = EmpiricalBayes::fit(&tallies);
        let status = match fit {
            Ok(_) => "ok",
            Err(NoFit::TooFewUnits) => "single_unit",
            Err(NoFit::AllAlike) => "pooled_rate_0_or_1",
            Err(NoFit::SingleTrials) => "rho_not_identified",
            Err(NoFit::NoSpread { log_likelihood, .. }) => {
                let theirs = case.number("loglik_kernel_binomial");
                agree_in_digits(&case.name("loglik"), log_likelihood, theirs, 1e-12);
                "boundary_no_overdispersion"
            }
            Err(NoFit::NothingShared) => "nothing shared",
        };
        assert_eq!(status, case.text("status"), "{}", case.name("status"));
        if let Ok(fit) = fit {
            parameters(case, fit);
            let posteriors = case.parts("posterior");
            assert_eq!(posteriors.len(), tallies.len(), "{}", case.name("posterior"));
            for (&tally, part) in tallies.iter().zip(&posteriors) {
                posterior(part, fit, tally);
            }
        }
    });
}

fn moment(part: &Case, tallies: &[Tally]) {
    let test = heterogeneity(tallies).expect("an open pooled rate");
    agree(&part.name("chi2"), test.chi_square, part.number("pearson_chi2"), 1e-12);
    let rho = test.intraclass_correlation;
    assert_eq!(rho.is_some(), part.maybe("rho_unclamped").is_some());
    if let Some(rho) = rho {
        agree(&part.name("rho"), rho, part.number("rho_unclamped"), 1e-12);
        agree(&part.name("rho"), rho.max(0.0), part.number("rho"), 1e-12);
    }
    let prior = moment_prior(tallies);
    assert_eq!(prior.is_some(), part.maybe("alpha").is_some(), "{}", part.name("alpha"));
    if let Some(prior) = prior {
        agree_in_digits(&part.name("alpha"), prior.alpha(), part.number("alpha"), 1e-11);
        agree_in_digits(&part.name("beta"), prior.beta(), part.number("beta"), 1e-11);
    }
}

fn parameters(case: &Case, fit: EmpiricalBayes) {
    for (field, ours, tolerance) in [
        ("alpha", fit.prior.alpha(), 1e-8),
        ("beta", fit.prior.beta(), 1e-8),
        ("prior_sample_size", fit.prior_sample_size(), 1e-8),
        ("mu", fit.prior.mean(), 1e-10),
        ("rho", fit.intraclass_correlation(), 1e-8),
        ("loglik_kernel", fit.log_likelihood, 1e-12),
        ("loglik_full", fit.log_likelihood + fit.constant, 1e-11),
        ("loglik_kernel_binomial", fit.binomial_log_likelihood, 1e-12),
    ] {
        agree_in_digits(&case.name(field), ours, case.number(field), tolerance);
    }
}

fn posterior(part: &Case, fit: EmpiricalBayes, tally: Tally) {
    assert_eq!(part.count("x"), u64::from(tally.successes));
    assert_eq!(part.count("n"), tally.trials());
    let ours = fit.posterior(tally);
    let interval = ours.interval(Confidence::P95);
    for (field, ours) in [
        ("mean", ours.mean()),
        ("sd", ours.standard_deviation()),
        ("lower95", interval.lower),
        ("upper95", interval.upper),
        ("prob_above_mu", ours.above(fit.prior.mean())),
        ("shrinkage_weight_own", fit.own_weight(tally)),
    ] {
        agree(&part.name(field), ours, part.number(field), 1e-9);
    }
}

#[test]
fn hierarchical_estimates_agree_with_independent_quadrature() {
    check("hierarchical_beta_binomial.json", 8, |case| {
        let tallies = case.tallies("x", "n");
        assert_eq!(case.text("status"), "ok");
        let fit = Hierarchical::fit(&tallies).expect("trials");
        let settled = case.part("integration_change").expect("a change");
        assert!(settled.number("mean") < 1e-12);
        let quantiles = settled.maybe("quantile").is_some_and(|change| change < 1e-9);
        for (field, ours) in [
            ("log_marginal_kernel", fit.log_marginal()),
            ("posterior_mean_mu", fit.expectation(|mean, _| mean)),
            ("posterior_mean_s", fit.expectation(|_, size| (1.0 / size).sqrt())),
            ("posterior_mean_rho", fit.expectation(|_, size| 1.0 / (size + 1.0))),
        ] {
            agree(&case.name(field), ours, case.number(field), 1e-10);
        }
        for unit in case.parts("units") {
            let place = usize::try_from(unit.count("index")).expect("few");
            let tally = tallies[place];
            assert_eq!(unit.count("x"), u64::from(tally.successes));
            assert_eq!(unit.count("n"), tally.trials());
            let posterior = fit.posterior(tally);
            agree(&unit.name("mean"), posterior.mean(), unit.number("mean"), 1e-10);
            agree(&unit.name("sd"), posterior.standard_deviation(), unit.number("sd"), 1e-10);
            assert_eq!(quantiles, unit.maybe("lower95").is_some(), "{}", unit.name("lower95"));
            if let (Some(lower), Some(upper)) = (unit.maybe("lower95"), unit.maybe("upper95")) {
                let ours = posterior.interval(Confidence::P95);
                agree(&unit.name("lower95"), ours.lower, lower, 1e-9);
                agree(&unit.name("upper95"), ours.upper, upper, 1e-9);
            }
        }
    });
}

#[test]
fn the_published_rat_tumors_are_met() {
    let file = load("published/bda3_rat_tumours.json");
    let counts = |field: &str| -> Vec<u32> {
        let list = file[field].as_array().expect("a list").iter();
        list.map(|value| value.as_u64().and_then(|v| u32::try_from(v).ok()).expect("a count"))
            .collect()
    };
    let groups = counts("x").into_iter().zip(counts("n"));
    let tallies: Vec<Tally> = groups.map(|(x, n)| Tally::of(x, n).expect("x of n")).collect();
    assert_eq!(tallies.len(), 71);
    let fit = Hierarchical::fit(&tallies).expect("trials");
    let (alpha, beta) = (
        fit.expectation(|mean, size| mean * size),
        fit.expectation(|mean, size| (1.0 - mean) * size),
    );
    let number = |field: &str| file[field].as_f64().expect("a number");
    // The density at M = ∞ is 1e-6 of its mean and not zero, so these means grow without bound as
    // the grid gets finer there; two grids agree to a hundredth, not more.
    agree("alpha", alpha, number("computed_mean_alpha_s_below_1"), 0.01);
    agree("beta", beta, number("computed_mean_beta_s_below_1"), 0.01);
    // Printed to one decimal, from a grid that was cut by eye.
    assert!((alpha - number("published_mean_alpha")).abs() < 0.05);
    assert!((beta - number("published_mean_beta")).abs() < 0.15);
    let fields: Vec<&String> = file.as_object().expect("an object").keys().collect();
    assert_eq!(fields.len(), 8, "a new field needs a check: {fields:?}");
}

#[test]
fn ranks_agree_with_independent_quadrature() {
    check("rank_distribution.json", 7, |case| {
        let shapes = case.numbers("alpha").into_iter().zip(case.numbers("beta"));
        let units: Vec<Beta> = shapes.map(|(a, b)| Beta::new(a, b).expect("shapes")).collect();
        let ranks = Ranks::new(&units).expect("few units");
        assert!(case.number("quadrature_change") < 1e-10);
        let each = |field: &str, ours: &dyn Fn(usize) -> f64| {
            let theirs = case.numbers(field);
            assert_eq!(theirs.len(), units.len());
            for (unit, theirs) in theirs.into_iter().enumerate() {
                agree(&case.name(field), ours(unit), theirs, 2e-10);
            }
        };
        each("posterior_mean", &|unit| units[unit].mean());
        each("expected_rank", &|unit| ranks.expected(unit).expect("a unit"));
        each("prob_rank_first", &|unit| ranks.probability(unit, 1));
        each("prob_rank_last", &|unit| ranks.probability(unit, units.len()));
        if units.len() > 12 {
            each("prob_in_top_10", &|unit| ranks.among_highest(unit, 10));
        } else {
            table(case, &ranks);
        }
        let (lower, upper) = (case.counts("rank_lower95"), case.counts("rank_upper95"));
        for unit in 0..units.len() {
            let ours = ranks.interval(unit, Confidence::P95).expect("a unit");
            assert_eq!(ours.lower, lower[unit] as usize, "{}", case.name("rank_lower95"));
            assert_eq!(ours.upper, upper[unit] as usize, "{}", case.name("rank_upper95"));
        }
    });
}

fn table(case: &Case, ranks: &Ranks) {
    let rows = case.value("rank_probability").and_then(Value::as_array).expect("a table");
    for (unit, row) in rows.iter().enumerate() {
        for (place, theirs) in row.as_array().expect("a row").iter().enumerate() {
            let ours = ranks.probability(unit, place + 1);
            agree(&case.name("rank_probability"), ours, theirs.as_f64().expect("a number"), 2e-10);
        }
    }
}
