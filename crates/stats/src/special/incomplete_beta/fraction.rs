//! Continued fractions of the incomplete beta function, several at a time.

use super::Tails;

/// The tails of one distribution at one point, or what is left to be done for them.
pub(super) enum Start {
    Known(Tails, f64),
    Fraction(Fraction),
}

/// A continued fraction of the smaller tail.
pub(super) struct Fraction {
    pub(super) a: f64,
    pub(super) b: f64,
    pub(super) x: f64,
    pub(super) front: f64,
    pub(super) is_lower: bool,
}

impl Fraction {
    pub(super) fn tails(&self, value: f64) -> Tails {
        let tail = (self.front * value / self.a).clamp(0.0, 1.0);
        if self.is_lower {
            Tails { lower: tail, upper: 1.0 - tail }
        } else {
            Tails { lower: 1.0 - tail, upper: tail }
        }
    }
}

/// Returns the continued fraction of I(x; a, b), which converges fast below the mean.
pub(super) fn continued_fraction(a: f64, b: f64, x: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    let mut m = 0.0;
    // About √max(a, b) terms are needed next to the mean; shapes end at 1e10.
    for _ in 0..2_000_000 {
        m += 1.0;
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / away_from_zero(1.0 + even * d);
        c = away_from_zero(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / away_from_zero(1.0 + odd * d);
        c = away_from_zero(1.0 + odd / c);
        let change = d * c;
        fraction *= change;
        if (change - 1.0).abs() < 1e-16 {
            break;
        }
    }
    fraction
}

/// How many continued fractions are worked out beside each other.
pub(super) const LANES: usize = 8;

/// After how many rounds it is looked whether they have converged.
const ROUNDS: usize = 4;

/// Several continued fractions; they go on until the slowest has converged.
///
/// By the recurrence of numerators and denominators, multiplied through so that no step divides; after some rounds
/// both are divided by the newest denominator, long before they leave the numbers there are.
pub(super) struct Lanes {
    a: [f64; LANES],
    b: [f64; LANES],
    x: [f64; LANES],
    /// The share of its value by which each may be wrong.
    error: [f64; LANES],
    taken: usize,
}

impl Default for Lanes {
    /// Returns fractions that are 1 from the first round.
    fn default() -> Self {
        Self { a: [1.0; LANES], b: [1.0; LANES], x: [0.0; LANES], error: [1.0; LANES], taken: 0 }
    }
}

impl Lanes {
    /// Takes the next lane, of which there must be one.
    pub(super) fn push(&mut self, fraction: &Fraction, error: f64) {
        let lane = self.taken;
        self.taken += 1;
        (self.a[lane], self.b[lane], self.x[lane]) = (fraction.a, fraction.b, fraction.x);
        self.error[lane] = error;
    }

    pub(super) const fn is_full(&self) -> bool {
        self.taken == LANES
    }

    /// Returns the values of the fractions, in their order.
    pub(super) fn values(&self) -> [f64; LANES] {
        let mut rounds = Rounds::new(self);
        let mut moved = [f64::INFINITY; LANES];
        for _ in 0..500_000 {
            let before = rounds.value;
            for _ in 0..ROUNDS {
                rounds.go_on(self);
            }
            rounds.rescale();
            let now: [f64; LANES] = std::array::from_fn(|lane| {
                ((rounds.value[lane] - before[lane]) / rounds.value[lane]).abs()
            });
            // What no longer comes closer is down to the last digits, which differ from round to round. No number is
            // left to the careful way.
            let goes_on = |lane: usize| {
                now[lane] > self.error[lane] && (now[lane] > 1e-9 || now[lane] < moved[lane])
            };
            if !(0..LANES).any(goes_on) {
                break;
            }
            moved = now;
        }
        // A denominator that is next to nothing takes the careful way.
        let careful = |lane: usize| continued_fraction(self.a[lane], self.b[lane], self.x[lane]);
        std::array::from_fn(|lane| {
            let value = rounds.value[lane];
            if value.is_finite() { value } else { careful(lane) }
        })
    }
}

/// The newest two numerators and denominators of several continued fractions.
struct Rounds {
    m: f64,
    value: [f64; LANES],
    bottom: [f64; LANES],
    top_before: [f64; LANES],
    bottom_before: [f64; LANES],
}

impl Rounds {
    fn new(Lanes { a, b, x, .. }: &Lanes) -> Self {
        let ones = [1.0; LANES];
        let bottom = std::array::from_fn(|lane| a[lane] + 1.0 - (a[lane] + b[lane]) * x[lane]);
        let value = a.map(|a| a + 1.0);
        Self { m: 0.0, value, bottom, top_before: ones, bottom_before: ones }
    }

    /// The fraction's terms, m(b − m)x / ((a + 2m − 1)(a + 2m)) and −(a + m)(a + b + m)x / ((a + 2m)(a + 2m + 1)),
    /// times their denominators.
    fn go_on(&mut self, Lanes { a, b, x, .. }: &Lanes) {
        self.m += 1.0;
        let m = self.m;
        for lane in 0..LANES {
            let (a, b, x) = (a[lane], b[lane], x[lane]);
            let (middle, high) = (a + 2.0 * m, a + 2.0 * m + 1.0);
            let even = m * (b - m) * x;
            let odd = -(a + m) * (a + b + m) * x;
            let (value, bottom) = (self.value[lane], self.bottom[lane]);
            let top = middle * value + even * self.top_before[lane];
            let under = middle * bottom + even * self.bottom_before[lane];
            self.top_before[lane] = top;
            self.bottom_before[lane] = under;
            self.value[lane] = high * top + odd * value;
            self.bottom[lane] = high * under + odd * bottom;
        }
    }

    /// Divides by the newest denominator, so that the numerator is the value.
    fn rescale(&mut self) {
        for lane in 0..LANES {
            let scale = 1.0 / self.bottom[lane];
            self.value[lane] *= scale;
            self.top_before[lane] *= scale;
            self.bottom_before[lane] *= scale;
            self.bottom[lane] = 1.0;
        }
    }
}
