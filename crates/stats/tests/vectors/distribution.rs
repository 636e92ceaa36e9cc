//! Tails of distributions.

use crate::agree_in_digits;
use crate::table::check;
use stats::Confidence;
use stats::distribution::{Beta, BetaBinomial, poisson_interval};

#[test]
fn beta_binomial_tails_agree_with_independent_software() {
    check("betabinomial_tails.csv", 77, |row| {
        row.text("id");
        let rate = Beta::new(row.read("alpha"), row.read("beta")).expect("shapes");
        let unit = BetaBinomial::new(row.read("n"), rate).expect("few enough trials");
        let x = row.read("x");
        let digits = |column: &str, ours: f64| {
            agree_in_digits(&row.name(column), ours, row.read(column), 1e-11);
        };
        digits("pmf", unit.probability(x));
        digits("p_low", unit.at_most(x));
        digits("p_high", unit.at_least(x));
        digits("mean_rate", rate.mean());
        digits("rho", unit.intraclass_correlation());
    });
}

#[test]
fn poisson_limits_agree_with_published_funnels() {
    check("published/funnelplotr_poisson_limits.csv", 3, |row| {
        let expected: f64 = row.read("expected");
        for (level, lower, upper) in
            [(Confidence::P95, "lower95", "upper95"), (Confidence::P99_8, "lower998", "upper998")]
        {
            let limits = poisson_interval(row.read("expected"), level);
            agree_in_digits(&row.name(lower), limits.lower / expected, row.read(lower), 1e-6);
            agree_in_digits(&row.name(upper), limits.upper / expected, row.read(upper), 1e-6);
        }
    });
}
