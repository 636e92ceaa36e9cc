//! Does a proportion rise or fall over ordered periods?

use crate::number::real;
use crate::special::incomplete_gamma::chi_square_above;
use crate::special::{normal, student};
use crate::tally::{Tally, Total};

/// The trials of one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Period {
    /// Where the period lies, for example its year; gaps are kept.
    pub score: f64,
    /// What happened in it; empty periods are passed over.
    pub tally: Tally,
}

/// A chi-square statistic with its p value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquare {
    /// The statistic.
    pub value: f64,
    /// Its degrees of freedom.
    pub degrees_of_freedom: u64,
    /// The probability of as large a value by chance.
    pub p_value: f64,
}

impl ChiSquare {
    fn new(value: f64, degrees_of_freedom: u64) -> Self {
        let value = value.max(0.0);
        Self { value, degrees_of_freedom, p_value: chi_square_above(degrees_of_freedom, value) }
    }
}

/// A straight line through the rates of several periods, and how well it describes them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trend {
    /// The number of periods with trials.
    pub periods: usize,
    /// The pooled rate, a fraction.
    pub pooled_rate: f64,
    /// The change of the rate for each unit of score, a fraction.
    pub slope: f64,
    /// The test statistic, with the variance that divides by N.
    pub z: f64,
    /// The same with the variance that divides by N − 1, as some packages report it.
    pub z_n_minus_1: f64,
    /// The test that all periods have one rate.
    pub total: ChiSquare,
    /// What of it the line does not explain; `None` with two periods, which always lie on a line.
    ///
    /// When this is significant the rate "changed unevenly"; do not call it a trend.
    pub departure: Option<ChiSquare>,
}

impl Trend {
    /// Returns the Cochran–Armitage test for trend.
    ///
    /// z = Σx(s − s̄) / √(p̄(1 − p̄) Σn(s − s̄)²) with s̄ weighted by n;
    /// slope = Σx(s − s̄) / Σn(s − s̄)²; departure = total − z² with k − 2 degrees of freedom.
    ///
    /// - *None*: fewer than two different scores with trials, all trials ended alike, or a score
    ///   that is not finite.
    ///
    /// *Source*: W. G. Cochran, Biometrics 10 (1954), 417–451, doi 10.2307/3001616; P. Armitage,
    /// Biometrics 11 (1955), 375–386, doi 10.2307/3001775.
    ///
    /// ```
    /// use stats::{Tally, trend::{Period, Trend}};
    ///
    /// let period = |score, successes| Period { score, tally: Tally::of(successes, 12).unwrap() };
    /// let trend = Trend::new(&[period(1.0, 3), period(2.0, 6), period(3.0, 10)]).unwrap();
    /// assert_eq!(format!("{:.2}", trend.z * trend.z), "8.19");
    /// ```
    #[must_use]
    pub fn new(periods: &[Period]) -> Option<Self> {
        let used: Vec<Period> = periods.iter().filter(|p| !p.tally.is_empty()).copied().collect();
        let tallies: Vec<Tally> = used.iter().map(|period| period.tally).collect();
        let all = Total::of(&tallies);
        let pooled_rate = all.open_rate()?;
        let n = real(all.trials);
        let center = used.iter().map(|p| p.tally.size() / n * p.score).sum::<f64>();
        let (rise, spread) = moments(&used, center, pooled_rate);
        let variance = pooled_rate * (1.0 - pooled_rate);
        let z = rise / (variance * spread).sqrt();
        let defined = spread > 0.0 && z.is_finite() && (rise / spread).is_finite();
        let total = heterogeneity(&tallies, pooled_rate) / variance;
        let degrees = used.len() as u64 - 1;
        defined.then(|| Self {
            periods: used.len(),
            pooled_rate,
            slope: rise / spread,
            z,
            z_n_minus_1: z * ((n - 1.0) / n).sqrt(),
            total: ChiSquare::new(total, degrees),
            departure: (degrees > 1).then(|| ChiSquare::new(total - z * z, degrees - 1)),
        })
    }

    /// Returns the two-sided p value of z.
    #[must_use]
    pub fn p_value(self) -> f64 {
        normal::two_sided(self.z)
    }

    /// Returns the two-sided p value of the variant that divides by N − 1.
    #[must_use]
    pub fn p_value_n_minus_1(self) -> f64 {
        normal::two_sided(self.z_n_minus_1)
    }

    /// Returns z divided by the spread around the line, where that is more than chance gives.
    ///
    /// For large N every slope is significant; this asks whether it stands out from the spread
    /// between periods: z / √max(1, departure / (k − 2)).
    #[must_use]
    pub fn scaled_z(self) -> f64 {
        let factor =
            |departure: ChiSquare| (departure.value / real(departure.degrees_of_freedom)).max(1.0);
        self.z / self.departure.map_or(1.0, factor).sqrt()
    }

    /// Returns the two-sided p value of [`Self::scaled_z`].
    ///
    /// Where the spread around the line is more than chance gives it was estimated from k − 2 degrees
    /// of freedom, so Student's t is used; else the normal distribution.
    #[must_use]
    pub fn scaled_p_value(self) -> f64 {
        let spread = self.departure.filter(|it| it.value > real(it.degrees_of_freedom));
        let z = self.scaled_z();
        spread.map_or_else(
            || normal::two_sided(z),
            |it| student::two_sided(z, real(it.degrees_of_freedom)),
        )
    }
}

/// Returns Σx(s − s̄), written with x − np̄ so that nothing large cancels, and Σn(s − s̄)².
fn moments(periods: &[Period], center: f64, rate: f64) -> (f64, f64) {
    periods.iter().fold((0.0, 0.0), |(rise, spread), period| {
        let (n, distance) = (period.tally.size(), period.score - center);
        let excess = f64::from(period.tally.successes) - n * rate;
        (rise + excess * distance, spread + n * distance * distance)
    })
}

/// Returns Σ n (p − p̄)².
fn heterogeneity(tallies: &[Tally], rate: f64) -> f64 {
    let squares = tallies.iter().filter_map(|tally| {
        let distance = tally.rate()? - rate;
        Some(tally.size() * distance * distance)
    });
    squares.sum()
}
