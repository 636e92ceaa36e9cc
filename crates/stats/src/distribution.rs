//! Probability distributions of counts and of rates.

pub mod beta;
pub mod beta_binomial;
pub mod binomial;
pub(crate) mod hypergeometric;
pub(crate) mod log_odds_grid;
pub mod poisson;
pub(crate) mod poisson_binomial;

pub use beta::Beta;
pub(crate) use beta::PreparedBeta;
pub use beta_binomial::BetaBinomial;
pub use binomial::Binomial;
pub use poisson::poisson_interval;
