//! More spread between units than chance gives.

use super::Funnel;
use crate::interval::{Confidence, Interval};
use crate::number::{real, real_len};
use crate::proportion::Proportion;
use crate::quantile::quantile;
use crate::special::normal;
use crate::tally::{Tally, Total};

/// The spread between units: as a factor on the variance, and as a variance of its own.
///
/// *Source*: D. J. Spiegelhalter, Quality and Safety in Health Care 14 (2005), 347–351 with
/// appendix, doi 10.1136/qshc.2005.013755. He prefers the additive form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overdispersion {
    /// The pooled rate, a fraction above 0 and below 1.
    pub reference: f64,
    /// The mean squared z; 1 is what chance gives. Below 1 it is not used as a factor.
    pub phi: f64,
    /// The variance between units, a squared fraction; 0 when chance explains the spread.
    pub tau_squared: f64,
}

impl Overdispersion {
    /// Returns the spread by score z, with a tenth winsorized at each end and φ corrected for it.
    ///
    /// Winsorizing pulls φ down by [`consistency_factor`] even when nothing is unusual; without
    /// the correction twice as many units as intended lie outside the limits.
    ///
    /// - *Population*: units with trials.
    /// - *None*: no trials, or all of them ended alike.
    ///
    /// ```
    /// use stats::{Tally, funnel::overdispersion::Overdispersion};
    ///
    /// let alike = [Tally { successes: 4, failures: 6 }, Tally { successes: 40, failures: 60 }];
    /// assert_eq!(Overdispersion::estimate(&alike).unwrap().tau_squared, 0.0);
    /// ```
    #[must_use]
    pub fn estimate(tallies: &[Tally]) -> Option<Self> {
        const FRACTION: f64 = 0.1;
        let scores = Scores::of(tallies, Scale::Score)?;
        let winsorized = scores.winsorized(FRACTION)?;
        let phi = mean_square(&winsorized.z) / consistency_factor(FRACTION)?;
        Some(scores.overdispersion(phi))
    }

    /// Returns (p − θ) / √(θ(1−θ)/n + τ²).
    #[must_use]
    pub fn additive_z(self, share: Proportion) -> f64 {
        (share.value() - self.reference) / self.additive_variance(share.trials()).sqrt()
    }

    /// Returns (p − θ) / √(max(1, φ) θ(1−θ)/n).
    #[must_use]
    pub fn multiplicative_z(self, share: Proportion) -> f64 {
        (share.value() - self.reference) / self.multiplicative_variance(share.trials()).sqrt()
    }

    /// Returns θ ± z√(θ(1−θ)/n + τ²), cut at 0 and 1; `None` without trials.
    #[must_use]
    pub fn additive_limits(self, trials: u64, confidence: Confidence) -> Option<Interval> {
        let funnel = Funnel::new(self.reference).filter(|_| trials > 0)?;
        Some(funnel.around(self.additive_variance(trials), confidence))
    }

    /// Returns θ ± z√(max(1, φ) θ(1−θ)/n), cut at 0 and 1; `None` without trials.
    #[must_use]
    pub fn multiplicative_limits(self, trials: u64, confidence: Confidence) -> Option<Interval> {
        let funnel = Funnel::new(self.reference).filter(|_| trials > 0)?;
        Some(funnel.around(self.multiplicative_variance(trials), confidence))
    }

    fn additive_variance(self, trials: u64) -> f64 {
        self.reference * (1.0 - self.reference) / real(trials) + self.tau_squared
    }

    fn multiplicative_variance(self, trials: u64) -> f64 {
        self.phi.max(1.0) * self.reference * (1.0 - self.reference) / real(trials)
    }
}

/// How the distance of a unit from the pooled rate is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// z = (p − θ) / √(θ(1−θ)/n), with variance 1 under chance for every n. The one to use.
    Score,
    /// z = 2√n (asin √p − asin √θ), for comparison with other software: in small units its
    /// variance is well above 1 by chance alone.
    Arcsine,
}

/// The z scores of all units that have trials, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Scores {
    reference: f64,
    units: Vec<Score>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Score {
    z: f64,
    precision: f64,
}

/// Scores with both ends pulled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Winsorized {
    /// The scores, those outside replaced by the cut they lie beyond.
    pub z: Vec<f64>,
    /// The lower cut.
    pub low: f64,
    /// The upper cut.
    pub high: f64,
}

impl Scores {
    /// Returns the scores against the pooled rate.
    ///
    /// - *None*: no trials, or all of them ended alike.
    #[must_use]
    pub fn of(tallies: &[Tally], scale: Scale) -> Option<Self> {
        let reference = Total::of(tallies).open_rate()?;
        let shares = tallies.iter().filter_map(|tally| tally.proportion());
        let units = shares.map(|share| score(share, reference, scale)).collect();
        Some(Self { reference, units })
    }

    /// Returns the z scores.
    #[must_use]
    pub fn z(&self) -> Vec<f64> {
        self.units.iter().map(|unit| unit.z).collect()
    }

    /// Returns the scores cut at their `fraction` and 1 − `fraction` quantiles of type 7.
    ///
    /// - *None*: `fraction` is not in 0 to ½.
    #[must_use]
    pub fn winsorized(&self, fraction: f64) -> Option<Winsorized> {
        let z = self.z();
        let low = quantile(&z, fraction).filter(|_| fraction <= 0.5)?;
        let high = quantile(&z, 1.0 - fraction)?;
        let z = z.into_iter().map(|z| z.max(low).min(high.max(low))).collect();
        Some(Winsorized { z, low, high })
    }

    /// Returns the spread with a given φ; τ² = (Iφ − (I − 1)) / (Σw − Σw²/Σw), not below 0.
    ///
    /// With the φ of scores that were not winsorized, τ² is the estimate of R. DerSimonian and N.
    /// Laird, Controlled Clinical Trials 7 (1986), 177–188.
    #[must_use]
    pub fn overdispersion(&self, phi: f64) -> Overdispersion {
        let units = real_len(self.units.len());
        let sum: f64 = self.units.iter().map(|unit| unit.precision).sum();
        let squares: f64 = self.units.iter().map(|unit| unit.precision * unit.precision).sum();
        let (excess, spread) = (units * phi - (units - 1.0), sum - squares / sum);
        let between = if self.units.len() > 1 { excess.max(0.0) / spread } else { 0.0 };
        Overdispersion { reference: self.reference, phi, tau_squared: between }
    }
}

fn score(share: Proportion, reference: f64, scale: Scale) -> Score {
    let n = real(share.trials());
    let (distance, precision) = match scale {
        Scale::Score => (share.value() - reference, n / (reference * (1.0 - reference))),
        Scale::Arcsine => {
            let angle = |rate: f64| libm::asin(rate.sqrt());
            (angle(share.value()) - angle(reference), 4.0 * n)
        }
    };
    Score { z: distance * precision.sqrt(), precision }
}

/// Returns φ, the mean of the squared scores; 0 without scores.
#[must_use]
pub fn mean_square(z: &[f64]) -> f64 {
    if z.is_empty() { 0.0 } else { z.iter().map(|z| z * z).sum::<f64>() / real_len(z.len()) }
}

/// Returns what winsorizing leaves of φ when nothing is unusual.
///
/// c(q) = 1 − 2q − 2 z_q φ(z_q) + 2 q z_q², the expected square of a standard normal score cut at
/// its q and 1 − q quantiles.
///
/// - *None*: `fraction` is not in 0 to below ½.
///
/// ```
/// use stats::funnel::overdispersion::consistency_factor;
///
/// assert_eq!(format!("{:.4}", consistency_factor(0.1).unwrap()), "0.6787");
/// ```
#[must_use]
pub fn consistency_factor(fraction: f64) -> Option<f64> {
    if !(0.0..0.5).contains(&fraction) {
        return None;
    }
    if fraction < f64::MIN_POSITIVE {
        return Some(1.0);
    }
    let z = normal::upper_quantile(fraction);
    let factor = 1.0 - 2.0 * fraction - 2.0 * z * normal::density(z) + 2.0 * fraction * z * z;
    (factor > 0.0).then_some(factor)
}
