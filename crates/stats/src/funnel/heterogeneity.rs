//! Do all units have the same rate?

use super::overdispersion::{Scale, Scores};
use crate::number::real;
use crate::special::incomplete_gamma::chi_square_above;
use crate::tally::{Tally, Total};

/// The test whether all units have the same rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heterogeneity {
    /// Pearson's X², the sum of squared score z.
    pub chi_square: f64,
    /// Units with trials less one.
    pub degrees_of_freedom: u64,
    /// The probability of as much spread by chance; `None` with one unit.
    pub p_value: Option<f64>,
    /// The moment estimate of the correlation within units, below 0 where there is less spread
    /// than chance gives; `None` when every unit has one trial.
    ///
    /// (X² − (I − 1)) / Σ(n − 1)(1 − n/N). Preferred to τ² when many units have 1 to 3 trials.
    pub intraclass_correlation: Option<f64>,
}

/// Returns Pearson's test of one common rate.
///
/// - *None*: no trials, or all of them ended alike.
///
/// *Source*: K. Pearson 1900; the moment estimate: J. C. Kleinman, JASA 68 (1973), 46–54,
/// doi 10.1080/01621459.1973.10481395.
///
/// ```
/// use stats::{Tally, funnel::heterogeneity::heterogeneity};
///
/// let units = [Tally { successes: 3, failures: 27 }, Tally { successes: 27, failures: 3 }];
/// assert_eq!(format!("{:.1}", heterogeneity(&units).unwrap().chi_square), "38.4");
/// ```
#[must_use]
pub fn heterogeneity(tallies: &[Tally]) -> Option<Heterogeneity> {
    let scores = Scores::of(tallies, Scale::Score)?;
    let z = scores.z();
    let degrees = z.len() as u64 - 1;
    let chi_square: f64 = z.iter().map(|z| z * z).sum();
    let all = real(Total::of(tallies).trials);
    let room: f64 = tallies
        .iter()
        .filter(|tally| !tally.is_empty())
        .map(|tally| (tally.size() - 1.0) * (1.0 - tally.size() / all))
        .sum();
    Some(Heterogeneity {
        chi_square,
        degrees_of_freedom: degrees,
        p_value: (degrees > 0).then(|| chi_square_above(degrees, chi_square)),
        intraclass_correlation: (room > 0.0).then(|| (chi_square - real(degrees)) / room),
    })
}
