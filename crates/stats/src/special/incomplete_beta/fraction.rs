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

/// Returns several continued fractions, good to about 1e-14; all go on until the slowest has converged.
///
/// By the recurrence of numerators and denominators, both divided by the newest denominator in each round: two
/// divisions a round instead of six, and several rounds at a time.
pub(super) fn continued_fractions(
    a: [f64; LANES],
    b: [f64; LANES],
    x: [f64; LANES],
) -> [f64; LANES] {
    let mut rounds = Rounds::new(&a, &b, &x);
    let mut moved = [f64::INFINITY; LANES];
    for _ in 0..500_000 {
        let before = rounds.value;
        for _ in 0..ROUNDS {
            rounds.go_on(&a, &b, &x);
        }
        let now: [f64; LANES] =
            std::array::from_fn(|lane| (rounds.value[lane] / before[lane] - 1.0).abs());
        // What no longer comes closer is down to the last digits, which differ from round to round.
        let settled = |(now, moved): (&f64, &f64)| *now <= 1e-15 || (*now <= 1e-9 && now >= moved);
        if now.iter().zip(&moved).all(settled) {
            break;
        }
        moved = now;
    }
    // A denominator that is next to nothing takes the careful way.
    let careful = |lane: usize| continued_fraction(a[lane], b[lane], x[lane]);
    std::array::from_fn(|lane| {
        let value = rounds.value[lane];
        if value.is_finite() { value } else { careful(lane) }
    })
}

/// The newest two convergents of several continued fractions, divided by the newest denominator.
struct Rounds {
    m: f64,
    value: [f64; LANES],
    bottom: [f64; LANES],
    top_before: [f64; LANES],
    bottom_before: [f64; LANES],
}

impl Rounds {
    fn new(a: &[f64; LANES], b: &[f64; LANES], x: &[f64; LANES]) -> Self {
        let bottom =
            std::array::from_fn(|lane| 1.0 - (a[lane] + b[lane]) * x[lane] / (a[lane] + 1.0));
        let ones = [1.0; LANES];
        Self { m: 0.0, value: ones, bottom, top_before: ones, bottom_before: ones }
    }

    fn go_on(&mut self, a: &[f64; LANES], b: &[f64; LANES], x: &[f64; LANES]) {
        self.m += 1.0;
        let m = self.m;
        for lane in 0..LANES {
            let (a, b, x) = (a[lane], b[lane], x[lane]);
            let middle = a + 2.0 * m;
            let (low, high) = (middle - 1.0, middle + 1.0);
            let share = x / (low * middle * high);
            let even = m * (b - m) * high * share;
            let odd = -(a + m) * (a + b + m) * low * share;
            let (value, bottom) = (self.value[lane], self.bottom[lane]);
            let top = value + even * self.top_before[lane];
            let under = bottom + even * self.bottom_before[lane];
            let scale = 1.0 / (under + odd * bottom);
            self.top_before[lane] = top * scale;
            self.bottom_before[lane] = under * scale;
            self.value[lane] = (top + odd * value) * scale;
        }
        self.bottom = [1.0; LANES];
    }
}
