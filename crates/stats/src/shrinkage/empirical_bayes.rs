//! The quick version: both parameters at their most likely values.

use super::likelihood::Likelihood;
use crate::distribution::Beta;
use crate::funnel::heterogeneity::heterogeneity;
use crate::special::root::{Tangent, newton, turning_point};
use crate::special::saddle_point::ln_binomial;
use crate::tally::{Tally, Total};

/// A common distribution of rates, fitted to all units by maximum likelihood.
///
/// Its intervals take the fitted parameters as known and are too narrow where units hardly
/// differ (79 % coverage instead of 95 %); [`super::Hierarchical`] is the one to publish.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EmpiricalBayes {
    /// The distribution of rates that all units are drawn from.
    pub prior: Beta,
    /// The log-likelihood without the constant terms ln C(n, x).
    pub log_likelihood: f64,
    /// The same if all units had one rate.
    pub binomial_log_likelihood: f64,
    /// The constant terms.
    pub constant: f64,
}

/// Why no distribution of rates can be fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NoFit {
    /// Fewer than two units have trials.
    TooFewUnits,
    /// All trials of all units ended alike.
    AllAlike,
    /// No unit has more than one trial, so spread within and between units look the same.
    SingleTrials,
    /// The units spread no more than by chance: the best estimate for each is the common rate.
    NoSpread {
        /// The pooled rate, a fraction.
        rate: f64,
        /// The log-likelihood of that rate, without the constant terms.
        log_likelihood: f64,
    },
    /// Every unit's trials ended (next to) alike within it: units have nothing in common.
    NothingShared,
}

impl EmpiricalBayes {
    /// Returns the fit over all units that have trials.
    ///
    /// - *No fit*: see [`NoFit`]. [`NoFit::NoSpread`] is common and legitimate.
    ///
    /// *Source*: D. A. Griffiths, Biometrics 29 (1973), 637–648, doi 10.2307/2529131; C. N. Morris,
    /// JASA 78 (1983), 47–55.
    ///
    /// ```
    /// use stats::{Tally, shrinkage::EmpiricalBayes};
    ///
    /// let units = [(3, 27), (27, 3), (12, 18), (4, 6)];
    /// let units = units.map(|(successes, failures)| Tally { successes, failures });
    /// let fit = EmpiricalBayes::fit(&units).unwrap();
    /// let smallest = fit.posterior(units[3]).mean();
    /// assert!(0.4 < smallest && smallest < fit.prior.mean());
    /// ```
    pub fn fit(tallies: &[Tally]) -> Result<Self, NoFit> {
        if tallies.iter().filter(|tally| !tally.is_empty()).count() < 2 {
            return Err(NoFit::TooFewUnits);
        }
        let rate = Total::of(tallies).open_rate().ok_or(NoFit::AllAlike)?;
        if tallies.iter().all(|tally| tally.trials() <= 1) {
            return Err(NoFit::SingleTrials);
        }
        let likelihood = Likelihood::new(tallies);
        let t = likeliest_spread(&likelihood, rate)?;
        let mean = likeliest_mean(&likelihood, t, rate);
        Ok(Self {
            prior: Beta::new(mean / t, (1.0 - mean) / t).ok_or(NoFit::NothingShared)?,
            log_likelihood: likelihood.value(mean, t),
            binomial_log_likelihood: likelihood.value(rate, 0.0),
            constant: tallies.iter().map(|&tally| ln_choices(tally)).sum(),
        })
    }

    /// Returns M, the number of trials that the common rate is worth.
    #[must_use]
    pub fn prior_sample_size(self) -> f64 {
        self.prior.alpha() + self.prior.beta()
    }

    /// Returns the correlation between two trials of one unit, 1/(M + 1).
    #[must_use]
    pub fn intraclass_correlation(self) -> f64 {
        1.0 / (self.prior_sample_size() + 1.0)
    }

    /// Returns what is known of a unit's rate, Beta(α + x, β + y).
    #[must_use]
    pub fn posterior(self, tally: Tally) -> Beta {
        let (alpha, beta) = (self.prior.alpha(), self.prior.beta());
        let sum = |shape: f64, count: u32| shape + f64::from(count);
        Beta::new(sum(alpha, tally.successes), sum(beta, tally.failures)).unwrap_or(self.prior)
    }

    /// Returns the weight of a unit's own rate in its estimate, n/(n + M).
    #[must_use]
    pub fn own_weight(self, tally: Tally) -> f64 {
        tally.size() / (tally.size() + self.prior_sample_size())
    }
}

/// Returns the distribution of rates by the moment estimate of the correlation within units.
///
/// - *None*: it is not between 0 and 1, or cannot be estimated.
///
/// *Source*: J. C. Kleinman, JASA 68 (1973), 46–54, doi 10.1080/01621459.1973.10481395.
#[must_use]
pub fn moment_prior(tallies: &[Tally]) -> Option<Beta> {
    let correlation = heterogeneity(tallies)?.intraclass_correlation?;
    let rate = Total::of(tallies).open_rate()?;
    let size = 1.0 / correlation - 1.0;
    let inside = correlation > 0.0 && correlation < 1.0;
    Beta::new(rate * size, (1.0 - rate) * size).filter(|_| inside)
}

/// Returns the μ with the highest likelihood for a given t.
pub(super) fn likeliest_mean(likelihood: &Likelihood, t: f64, start: f64) -> f64 {
    newton((0.0, 1.0), start, 1e-6, |mean| {
        let (first, second) = likelihood.by_mean(mean, t);
        Tangent { value: -first, slope: -second }
    })
}

/// Returns the t with the highest likelihood, where the profile's derivative changes sign.
///
/// The search is over t/(1 + t), the correlation within units.
fn likeliest_spread(likelihood: &Likelihood, rate: f64) -> Result<f64, NoFit> {
    const ENDS: (f64, f64) = (1e-9, 1.0 - 1e-6);
    let spread = |correlation: f64| correlation / (1.0 - correlation);
    let falls = |correlation: f64| {
        let t = spread(correlation);
        likelihood.by_t(likeliest_mean(likelihood, t, rate), t) < 0.0
    };
    if falls(ENDS.0) {
        return Err(NoFit::NoSpread { rate, log_likelihood: likelihood.value(rate, 0.0) });
    }
    if !falls(ENDS.1) {
        return Err(NoFit::NothingShared);
    }
    Ok(spread(turning_point(ENDS.0, ENDS.1, falls)))
}

/// Returns ln C(n, x).
fn ln_choices(tally: Tally) -> f64 {
    let (x, y) = (f64::from(tally.successes), f64::from(tally.failures));
    if tally.successes == 0 || tally.failures == 0 {
        return 0.0;
    }
    let (p, q) = (x / (x + y), y / (x + y));
    ln_binomial(x, y, p, q) - x * libm::log(p) - y * libm::log(q)
}
