//! The regularized incomplete beta function, both tails, and its inverse.
//!
//! *Source*: continued fraction 26.5.8 of M. Abramowitz, I. Stegun, Handbook of Mathematical
//! Functions, 1964, by the method of W. J. Lentz, Applied Optics 15 (1976), 668–671.

mod fraction;

use super::outward::{self, LARGE};
use super::quadrature::Rule;
use super::root::{Tangent, newton};
use super::saddle_point::BetaFront;
use std::sync::LazyLock;

use fraction::{Fraction, Lanes, Start, continued_fraction};

/// How the tails of large shapes are worked out.
#[derive(Clone, Copy)]
struct Large {
    /// With both shapes above this by the integral, else by the continued fraction.
    from: f64,
    /// Takes the shapes, the point and the density of the log-odds there.
    integral: fn(&Shapes, (f64, f64), f64) -> Tails,
}

/// For one distribution: to the last digits.
const ALONE: Large = Large { from: LARGE, integral: exact_integral };
/// For many: continued fractions beside each other are quick for longer, and twelve digits are enough.
const BESIDE: Large = Large { from: 20_000.0, integral: quick_integral };

/// The same for a weight so small that six digits are enough.
const BESIDE_LITTLE: Large = Large { from: 20_000.0, integral: short_integral };
/// Below this a weight is that small.
const LITTLE: f64 = 1e-7;

/// ln of the smallest number there is.
const SMALLEST_LOG: f64 = -745.0;

/// Both tails of a distribution at one point.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tails {
    /// The probability below the point.
    pub lower: f64,
    /// The probability above the point.
    pub upper: f64,
}

impl Tails {
    /// Returns both tails from the one that was integrated where the log-density has this slope.
    pub(super) fn from_outward(slope: f64, tail: f64) -> Self {
        if slope > 0.0 {
            Self { lower: tail, upper: 1.0 - tail }
        } else {
            Self { lower: 1.0 - tail, upper: tail }
        }
    }
}

/// The shapes of Beta(a, b), above zero, with what can be worked out before a point is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shapes {
    a: f64,
    b: f64,
    front: BetaFront,
}

impl Shapes {
    pub(crate) fn new(a: f64, b: f64) -> Self {
        Self { a, b, front: BetaFront::new(a, b) }
    }

    /// Returns the tails at x = 1 − y, and with them what they are made from: xᵃ yᵇ / B(a, b), the density of the
    /// log-odds.
    ///
    /// The smaller tail keeps its relative precision; x and y are both taken for the same reason.
    pub(crate) fn tails_and_front(&self, x: f64, y: f64) -> (Tails, f64) {
        match self.start(x, y, ALONE) {
            Start::Known(tails, front) => (tails, front),
            Start::Fraction(it) => (it.tails(continued_fraction(it.a, it.b, it.x)), it.front),
        }
    }

    /// The same where the tail is added with a weight.
    fn weighted_start(&self, x: f64, y: f64, weight: f64) -> Start {
        const NOTHING: f64 = 1e-18;
        let slope = self.a * y - self.b * x;
        let front = self.front.at(x, y);
        // The density of the log-odds is log-concave, so its tail is at most that of an exponential curve.
        if front * weight < NOTHING * slope.abs() {
            return Start::Known(Tails::from_outward(slope, 0.0), front);
        }
        self.start_from(x, y, front, if weight < LITTLE { BESIDE_LITTLE } else { BESIDE })
    }

    /// Returns the tails, or the continued fraction that gives them.
    fn start(&self, x: f64, y: f64, large: Large) -> Start {
        if x <= 0.0 {
            return Start::Known(Tails { lower: 0.0, upper: 1.0 }, 0.0);
        }
        if y <= 0.0 {
            return Start::Known(Tails { lower: 1.0, upper: 0.0 }, 0.0);
        }
        self.start_from(x, y, self.front.at(x, y), large)
    }

    /// The same for x and y above zero, with the front there.
    fn start_from(&self, x: f64, y: f64, front: f64, large: Large) -> Start {
        let Self { a, b, .. } = *self;
        if front <= 0.0 {
            // So far out that the density itself is below the smallest number.
            let lower = if x * b < y * a { 0.0 } else { 1.0 };
            return Start::Known(Tails { lower, upper: 1.0 - lower }, front);
        }
        if a.min(b) > large.from {
            return Start::Known((large.integral)(self, (x, y), front), front);
        }
        Start::Fraction(if x * (a + b + 2.0) < a + 1.0 {
            Fraction { a, b, x, front, is_lower: true }
        } else {
            Fraction { a: b, b: a, x: y, front, is_lower: false }
        })
    }
}

/// Returns the tails of Beta(a, b) at x = 1 − y, for a and b above zero.
pub(crate) fn tails(a: f64, b: f64, x: f64, y: f64) -> Tails {
    Shapes::new(a, b).tails_and_front(x, y).0
}

/// Calls `found` with the tails and the front of many distributions at one point x = 1 − y, in their order.
///
/// Each comes with the weight its tail is to be added with, at most 1; the tail times the weight is good to 1e-15.
/// Their continued fractions are worked out beside each other, which takes a fraction of the time.
pub(crate) fn many_tails_and_fronts<'a>(
    shapes: impl Iterator<Item = (&'a Shapes, f64)>,
    (x, y): (f64, f64),
    mut found: impl FnMut(Tails, f64),
) {
    let mut waiting: Vec<Start> = Vec::new();
    let mut lanes = Lanes::default();
    for (shapes, weight) in shapes {
        let start = shapes.weighted_start(x, y, weight);
        if let Start::Fraction(fraction) = &start {
            lanes.push(fraction, (1e-15 / weight).min(1e-3));
        }
        waiting.push(start);
        if lanes.is_full() {
            deliver(&mut waiting, &lanes, &mut found);
            lanes = Lanes::default();
        }
    }
    deliver(&mut waiting, &lanes, &mut found);
}

fn deliver(waiting: &mut Vec<Start>, lanes: &Lanes, found: &mut impl FnMut(Tails, f64)) {
    let mut values = lanes.values().into_iter();
    for start in waiting.drain(..) {
        match start {
            Start::Known(tails, front) => found(tails, front),
            Start::Fraction(fraction) => {
                let value = values.next().expect("a lane for each fraction");
                found(fraction.tails(value), fraction.front);
            }
        }
    }
}

/// Returns the tails by integrating the density of the log-odds from x outward.
fn exact_integral(shapes: &Shapes, (x, y): (f64, f64), _: f64) -> Tails {
    let Shapes { a, b, front } = *shapes;
    let slope = a * y - b * x;
    let tail = outward::tail(slope, (a + b) * x * y, |step| {
        let odds = x * libm::exp(step);
        front.at(odds / (odds + y), y / (odds + y))
    });
    Tails::from_outward(slope, tail)
}

/// The same in one panel, with the ratio of each density to that at x.
///
/// The ratio's logarithm is the difference of two numbers as large as the root of the shapes, which costs that many of
/// the last digits.
fn quick_integral(shapes: &Shapes, at: (f64, f64), front: f64) -> Tails {
    static RULE: LazyLock<Rule> = LazyLock::new(|| Rule::new(22));
    one_panel(shapes, at, front, (&RULE, 32.0))
}

/// The same to six digits.
fn short_integral(shapes: &Shapes, at: (f64, f64), front: f64) -> Tails {
    static RULE: LazyLock<Rule> = LazyLock::new(|| Rule::new(10));
    one_panel(shapes, at, front, (&RULE, 18.0))
}

/// The same by a rule, to where the density's logarithm has fallen by `depth`.
fn one_panel(
    shapes: &Shapes,
    (x, y): (f64, f64),
    front: f64,
    (rule, depth): (&Rule, f64),
) -> Tails {
    let Shapes { a, b, .. } = *shapes;
    let (slope, curvature) = (a * y - b * x, (a + b) * x * y);
    // With shapes as large as these the density is normal where it is more than nothing.
    let length = 2.0 * depth / (slope.abs() + (slope * slope + 2.0 * depth * curvature).sqrt());
    let outward = if slope > 0.0 { -1.0 } else { 1.0 };
    let ratio = |distance: f64| {
        let step = outward * distance;
        libm::exp(a * step - (a + b) * libm::log1p(x * libm::expm1(step)))
    };
    let tail: f64 = rule.on(0.0, length).map(|(distance, weight)| weight * ratio(distance)).sum();
    Tails::from_outward(slope, (front * tail).min(1.0))
}

/// Returns ln of xᵃ yᵇ / B(a, b), which is x (1 − x) times the density of Beta(a, b).
pub(crate) fn ln_front(a: f64, b: f64, x: f64, y: f64) -> f64 {
    if x <= 0.0 || y <= 0.0 {
        return f64::NEG_INFINITY;
    }
    BetaFront::new(a, b).ln_at(x, y)
}

/// Returns the point of Beta(a, b) with probability `p` below it.
///
/// Relative precision near 0; near 1 what `1 − x` can hold. Newton's method on the logarithms of
/// point and probability, which makes the far tail a straight line.
pub(crate) fn quantile(a: f64, b: f64, p: f64) -> f64 {
    if p <= 0.0 {
        return 0.0;
    }
    if p > 0.5 {
        return 1.0 - quantile(b, a, 1.0 - p);
    }
    let goal = libm::log(p);
    let start = libm::log(a / (a + b));
    let shapes = Shapes::new(a, b);
    let log = newton((SMALLEST_LOG, 0.0), start, 1e-8, |u| {
        let (x, y) = (libm::exp(u), -libm::expm1(u));
        let (Tails { lower: below, .. }, front) = shapes.tails_and_front(x, y);
        Tangent { value: libm::log(below) - goal, slope: front / (y * below) }
    });
    // Where the answer is below the smallest number, the search ends at the edge.
    if log < SMALLEST_LOG + 1.0 { 0.0 } else { libm::exp(log) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_uniform_distribution_is_its_own_point() {
        assert!((tails(1.0, 1.0, 0.3, 0.7).lower - 0.3).abs() < 1e-15);
        assert!((quantile(1.0, 1.0, 0.3) - 0.3).abs() < 1e-15);
    }

    #[test]
    fn a_quantile_far_out_keeps_its_digits() {
        // Beta(1, b): 1 − (1 − p)^(1/b).
        let expected = -libm::expm1(libm::log1p(-1e-12) / 1e9);
        assert!((quantile(1.0, 1e9, 1e-12) / expected - 1.0).abs() < 1e-12);
    }

    #[test]
    fn huge_shapes_end_in_time() {
        let middle = tails(5e9, 5e9, 0.5, 0.5);
        assert!((middle.lower - 0.5).abs() < 1e-9, "{middle:?}");
    }

    #[test]
    fn both_methods_agree_where_one_takes_over() {
        for (x, a, b) in [(0.2, 1001.0, 4000.0), (0.24, 1001.0, 3000.0), (0.3, 2000.0, 5000.0)] {
            let front = libm::exp(ln_front(a, b, x, 1.0 - x));
            let below = front * continued_fraction(a, b, x) / a;
            let ours = exact_integral(&Shapes::new(a, b), (x, 1.0 - x), front).lower;
            assert!((ours / below - 1.0).abs() < 1e-11 || below > 0.5, "{x}: {ours} {below}");
        }
    }

    #[test]
    fn many_distributions_beside_each_other_have_the_tails_of_each_alone() {
        let shapes = [(2.5, 3.0), (40.0, 900.0), (2e3, 1e4), (3e4, 1e5), (9e3, 3e9), (0.3, 0.9)];
        let shapes = shapes.map(|(a, b)| Shapes::new(a, b));
        for x in [3e-6, 0.04, 0.166, 0.23, 0.44, 0.5, 0.97] {
            let three_times = || shapes.iter().cycle().take(18);
            let mut alone = three_times().map(|it| it.tails_and_front(x, 1.0 - x));
            many_tails_and_fronts(
                three_times().map(|it| (it, 1.0)),
                (x, 1.0 - x),
                |tails, front| {
                    let expected = alone.next().expect("as many");
                    assert!(
                        (tails.lower - expected.0.lower).abs() < 1e-12,
                        "{x}: {tails:?} {expected:?}"
                    );
                    assert!(
                        (tails.upper - expected.0.upper).abs() < 1e-12,
                        "{x}: {tails:?} {expected:?}"
                    );
                    assert!(front.to_bits() == expected.1.to_bits());
                },
            );
        }
    }

    #[test]
    fn a_tail_of_little_weight_is_good_to_its_share_of_the_sum() {
        let shapes = [(2.5, 3.0), (40.0, 900.0), (2e3, 1e4), (0.3, 0.9), (3e4, 1e5), (1e9, 5e9)];
        let shapes = shapes.map(|(a, b)| Shapes::new(a, b));
        for weight in [1.0, 1e-4, 1e-9, 1e-13] {
            for x in [1e-9, 0.01, 0.04, 0.166, 0.2, 0.5, 0.97] {
                let mut alone = shapes.iter().map(|it| it.tails_and_front(x, 1.0 - x).0);
                many_tails_and_fronts(
                    shapes.iter().map(|it| (it, weight)),
                    (x, 1.0 - x),
                    |tails, _| {
                        let error = tails.lower - alone.next().expect("as many").lower;
                        assert!((weight * error).abs() < 1e-14, "{x} {weight}: {tails:?} {error}");
                    },
                );
            }
        }
    }

    #[test]
    fn far_tails_of_large_shapes_keep_their_digits() {
        let (a, b) = (2000.0, 3000.0);
        for x in [0.3, 0.2, 0.1, 0.01] {
            let y: f64 = 1.0 - x;
            let front = libm::exp(ln_front(a, b, x, y));
            let below = front * continued_fraction(a, b, x) / a;
            let ours = exact_integral(&Shapes::new(a, b), (x, y), front).lower;
            assert!((ours - below).abs() <= 1e-11 * below, "{x}: {ours:e} {below:e}");
        }
    }
}
