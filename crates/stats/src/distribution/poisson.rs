//! The Poisson distribution: limits for a count of rare events.

use crate::interval::{Confidence, Interval};
use crate::number::real;
use crate::special::incomplete_gamma::{lower_quantile, upper_quantile};

/// Returns the exact limits for the mean of a Poisson count, as gamma quantiles.
///
/// The limits are counts. For rare events only: where the rate is near one half they are up to twice too wide; then use
/// the binomial methods.
///
/// *Source*: F. Garwood, Biometrika 28 (1936), 437–442, doi 10.1093/biomet/28.3-4.437.
///
/// ```
/// use stats::{Confidence, distribution::poisson_interval};
///
/// let limits = poisson_interval(15, Confidence::P95);
/// assert_eq!(format!("{:.3}–{:.3}", limits.lower / 15.0, limits.upper / 15.0), "0.560–1.649");
/// ```
#[must_use]
pub fn poisson_interval(events: u64, confidence: Confidence) -> Interval {
    let events = real(events.min(MAX_EVENTS));
    let tail = confidence.tail();
    let lower = if events > 0.0 { lower_quantile(events, tail) } else { 0.0 };
    Interval { lower, upper: upper_quantile(events + 1.0, tail) }
}

/// Returns Byar's approximate limits for the mean of a Poisson count; exact below 10 events.
///
/// With O events: O (1 − 1/(9O) − z/(3√O))³ and (O+1) (1 − 1/(9(O+1)) + z/(3√(O+1)))³.
///
/// *Source*: N. E. Breslow, N. E. Day, Statistical Methods in Cancer Research II, IARC 1987, 69.
///
/// ```
/// use stats::{Confidence, distribution::poisson::byar_interval};
///
/// assert_eq!(format!("{:.2}", byar_interval(25, Confidence::P95).lower), "16.17");
/// ```
#[must_use]
pub fn byar_interval(events: u64, confidence: Confidence) -> Interval {
    if events < EXACT_BELOW {
        poisson_interval(events, confidence)
    } else {
        byar(events, confidence)
    }
}

/// Below this many events public-health practice replaces Byar's limits by exact ones.
pub const EXACT_BELOW: u64 = 10;

/// Above this many events the gamma quantiles would take too long.
const MAX_EVENTS: u64 = 10_000_000_000;

/// Byar's limits at any count.
pub(crate) fn byar(events: u64, confidence: Confidence) -> Interval {
    let z = confidence.z();
    let limit = |count: f64, z: f64| {
        let root = 1.0 - 1.0 / (9.0 * count) + z / (3.0 * count.sqrt());
        count * root * root * root
    };
    let lower = if events == 0 { 0.0 } else { limit(real(events), -z).max(0.0) };
    Interval { lower, upper: limit(real(events) + 1.0, z) }
}
