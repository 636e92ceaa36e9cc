//! Best estimates for small units: their own rate, drawn towards what all units show.
//!
//! Each unit's rate is drawn from Beta(μM, (1 − μ)M); M is how many trials the common rate is
//! worth. Fit units of one kind together, not all kinds. A unit without trials gets the common
//! distribution, which is a guess and no result: show it as "no cases".

mod empirical_bayes;
mod hierarchical;
mod likelihood;
mod posterior;

pub use empirical_bayes::{EmpiricalBayes, NoFit, moment_prior};
pub use hierarchical::Hierarchical;
pub use posterior::Posterior;
