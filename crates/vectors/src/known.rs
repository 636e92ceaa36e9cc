//! The files that are known, in the order of the reference's README.

use crate::case::{Case, Outcome};
use crate::compare::{
    decomposition, difference, distribution, funnel, hierarchical, overdispersion, printed,
    proportion, rank, series, shrinkage, standardization, survival,
};

/// How the cases lie in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// CSV with a header; one case per row, an empty field is "not defined".
    Table,
    /// JSON; one case per entry of the list `cases`, `null` is "not defined".
    Cases,
    /// JSON; the file is one case.
    OneCase,
}

/// A file that can be compared.
#[derive(Debug)]
pub(crate) struct Known {
    /// Its name within the folder.
    pub name: &'static str,
    /// How its cases lie in it.
    pub form: Form,
    /// Works out one case and compares.
    pub compare: fn(&Case) -> Outcome,
}

/// All files that can be compared.
pub(crate) const KNOWN: [Known; 25] = [
    table("wilson.csv", proportion::wilson),
    table("jeffreys.csv", proportion::jeffreys),
    table("clopper_pearson.csv", proportion::clopper_pearson),
    table("newcombe_diff.csv", difference::newcombe),
    table("miettinen_nurminen_diff.csv", difference::miettinen_nurminen),
    table("two_proportion_tests.csv", difference::two_proportion_tests),
    table("funnel_binomial.csv", funnel::limits),
    table("binomial_vs_reference.csv", funnel::against_reference),
    table("betabinomial_tails.csv", distribution::beta_binomial),
    cases("overdispersion.json", overdispersion::overdispersion),
    cases("beta_binomial_eb.json", shrinkage::empirical_bayes),
    cases("kitagawa.json", decomposition::kitagawa),
    cases("das_gupta_three_factor.json", decomposition::three_factors),
    cases("direct_standardisation.json", standardization::direct),
    cases("indirect_standardisation.json", standardization::indirect),
    cases("cochran_armitage.json", series::trend),
    cases("benjamini_hochberg.json", series::adjusted_p_values),
    cases("kaplan_meier.json", survival::survival),
    cases("quantiles_type7.json", series::quantiles),
    cases("rank_distribution.json", rank::ranks),
    cases("hierarchical_beta_binomial.json", hierarchical::hierarchical),
    table("published/funnelplotr_poisson_limits.csv", distribution::printed_poisson_limits),
    table("published/newcombe1998_table2.csv", difference::printed_intervals),
    cases("published/das_gupta_1993_examples.json", printed::das_gupta),
    Known {
        name: "published/bda3_rat_tumours.json",
        form: Form::OneCase,
        compare: hierarchical::printed_means,
    },
];

const fn table(name: &'static str, compare: fn(&Case) -> Outcome) -> Known {
    Known { name, form: Form::Table, compare }
}

const fn cases(name: &'static str, compare: fn(&Case) -> Outcome) -> Known {
    Known { name, form: Form::Cases, compare }
}
