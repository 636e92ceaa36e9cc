//! Where in a series of periods did a proportion change all at once?

mod exceedance;

use crate::number::real;
use crate::special::{normal, student};
use crate::tally::{Tally, Total};
use exceedance::{LARGEST_CORRELATION, any_beyond};

/// How a series changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// The rate is another one from a period on.
    Lasting,
    /// One period stands out; the others share a rate.
    OnePeriod,
}

/// The most likely sudden change in a series.
///
/// Every place and both shapes are looked at, and the p value allows for that: where the rate never
/// changed, a p value of at most 0.05 is promised in at most 5 of 100 series. In simulations it is
/// found in 3 of 100, and in 5 of 100 where the periods spread twice as much as chance gives: z is
/// then divided by that spread. Series that were picked because they looked odd need
/// [`crate::multiplicity`] besides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Whether it lasts.
    pub shape: Shape,
    /// The place in the list of the first period with the new rate, from 0.
    pub period: usize,
    /// The rate before, or of all other periods; a fraction.
    pub before: f64,
    /// The rate from the period on, or of that period alone; a fraction.
    pub after: f64,
    /// The difference in standard errors, positive for a rise.
    pub z: f64,
    /// The spread of the periods around the two rates, as a factor on the variance; at least 1.
    pub dispersion: f64,
    /// The probability of as large a z anywhere in a series whose rate never changes.
    pub p_value: f64,
}

/// Successes and failures that must be expected on both sides of a change.
const LEAST_EXPECTED: f64 = 5.0;

impl Change {
    /// Returns the most likely change in a series of periods, in their order.
    ///
    /// The statistic is the largest |z| between the periods from k on and those before, and between
    /// one period and all others. Along k it is a Markov chain with normal steps, so its
    /// distribution is worked out by quadrature and not by simulation.
    ///
    /// - *None*: fewer than three periods with trials, all trials ended alike, or no place with
    ///   five expected successes and failures on both sides.
    ///
    /// *Source*: K. J. Worsley, Biometrika 70 (1983), 455–464, doi 10.1093/biomet/70.2.455; the
    /// chain: R. Miller, D. Siegmund, Biometrics 38 (1982), 1011–1016.
    ///
    /// ```
    /// use stats::{Tally, step::{Change, Shape}};
    ///
    /// let quarters = [112, 109, 115, 111, 78, 80, 77, 82].map(|x| Tally::of(x, 250).unwrap());
    /// let change = Change::find(&quarters).unwrap();
    /// assert_eq!((change.shape, change.period), (Shape::Lasting, 4));
    /// assert!(change.after - change.before < -0.12 && change.p_value < 0.001);
    /// ```
    #[must_use]
    pub fn find(periods: &[Tally]) -> Option<Self> {
        let series = Series::new(periods)?;
        let lasting = series.best(Shape::Lasting);
        let single = series.best(Shape::OnePeriod);
        let best = match (lasting, single) {
            (Some(a), Some(b)) => {
                if a.p_value <= b.p_value {
                    a
                } else {
                    b
                }
            }
            (a, b) => a.or(b)?,
        };
        // Two shapes were looked for.
        Some(Self { p_value: (2.0 * best.p_value).min(1.0), ..best })
    }
}

/// The periods that have trials, with their places in the list.
struct Series {
    places: Vec<usize>,
    periods: Vec<Tally>,
    all: Total,
    rate: f64,
}

/// The periods on one side of a change, and the others.
struct Split {
    index: usize,
    changed: Total,
    others: Total,
}

impl Series {
    fn new(periods: &[Tally]) -> Option<Self> {
        let used = periods.iter().enumerate().filter(|(_, tally)| !tally.is_empty());
        let (places, periods): (Vec<usize>, Vec<Tally>) = used.unzip();
        let all = Total::of(&periods);
        let rate = all.open_rate().filter(|_| periods.len() > 2)?;
        Some(Self { places, periods, all, rate })
    }

    /// Returns the largest change of one shape, with the p value among changes of that shape.
    fn best(&self, shape: Shape) -> Option<Change> {
        let splits = self.splits(shape);
        let mut best = splits.first()?;
        for split in &splits {
            if self.z(split).abs() > self.z(best).abs() {
                best = split;
            }
        }
        let dispersion = self.dispersion(shape, best);
        let z = self.z(best) / dispersion.sqrt();
        let reach = self.normal_equivalent(z, dispersion);
        let p_value = match shape {
            Shape::OnePeriod => (real(splits.len() as u64) * normal::two_sided(reach)).min(1.0),
            Shape::Lasting => {
                let parts: Vec<f64> = splits.iter().map(|split| self.part(split)).collect();
                any_beyond(reach, &parts)
            }
        };
        let (before, after) = (best.others.rate()?, best.changed.rate()?);
        let period = self.places[best.index];
        Some(Change { shape, period, before, after, z, dispersion, p_value })
    }

    /// Returns all changes of one shape that the numbers are large enough for.
    fn splits(&self, shape: Shape) -> Vec<Split> {
        let least = LEAST_EXPECTED / self.rate.min(1.0 - self.rate);
        let mut before = Total::default();
        let mut splits = Vec::new();
        for (index, period) in self.periods.iter().enumerate() {
            let own = Total::of(&[*period]);
            let others = match shape {
                Shape::Lasting => before,
                Shape::OnePeriod => self.all.less(own),
            };
            let changed = self.all.less(others);
            if real(changed.trials.min(others.trials)) >= least {
                splits.push(Split { index, changed, others });
            }
            before = before.plus(own);
        }
        if shape == Shape::Lasting {
            self.keep_distinct(&mut splits);
        }
        splits
    }

    /// Drops places that hardly differ from the one before, as after a nearly empty period.
    fn keep_distinct(&self, splits: &mut Vec<Split>) {
        let mut last: Option<f64> = None;
        splits.retain(|split| {
            let part = self.part(split);
            let differs = last.is_none_or(|last| {
                exceedance::squared_correlation(last, part) <= LARGEST_CORRELATION
            });
            if differs {
                last = Some(part);
            }
            differs
        });
    }

    /// Returns the share of all trials that lie before the change.
    fn part(&self, split: &Split) -> f64 {
        real(split.others.trials) / real(self.all.trials)
    }

    fn z(&self, split: &Split) -> f64 {
        let (changed, others) = (real(split.changed.trials), real(split.others.trials));
        let excess = real(split.changed.successes) - changed * self.rate;
        let variance = self.rate * (1.0 - self.rate) * changed * (others / real(self.all.trials));
        excess / variance.sqrt()
    }

    /// Returns the normal |z| that is as unlikely as this one.
    ///
    /// Where the spread was estimated, z is Student's t with the periods less two degrees of
    /// freedom.
    fn normal_equivalent(&self, z: f64, dispersion: f64) -> f64 {
        if dispersion <= 1.0 {
            return z.abs();
        }
        normal::upper_quantile(0.5 * student::two_sided(z, self.degrees_of_freedom()))
    }

    /// Returns the number of periods less the two rates.
    fn degrees_of_freedom(&self) -> f64 {
        real(self.periods.len() as u64 - 2)
    }

    /// Returns Pearson's X² around the two rates over its degrees of freedom, at least 1.
    fn dispersion(&self, shape: Shape, split: &Split) -> f64 {
        let term = |(index, period): (usize, &Tally)| {
            let changed = match shape {
                Shape::Lasting => index >= split.index,
                Shape::OnePeriod => index == split.index,
            };
            let rate = if changed { &split.changed } else { &split.others }.open_rate()?;
            let distance = f64::from(period.successes) - period.size() * rate;
            Some(distance * distance / (period.size() * rate * (1.0 - rate)))
        };
        let sum: f64 = self.periods.iter().enumerate().filter_map(term).sum();
        (sum / self.degrees_of_freedom()).max(1.0)
    }
}
