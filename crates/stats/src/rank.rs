//! Ranks of units whose rates are uncertain.

use crate::distribution::{Beta, PreparedBeta, log_odds_grid};
use crate::interval::Confidence;
use crate::number::real_len;

/// The probability of every rank for every unit; rank 1 is the highest rate.
///
/// A bare rank says too much: show [`Self::interval`], or the chance of being among the highest.
///
/// *Source*: H. Goldstein, D. J. Spiegelhalter, Journal of the Royal Statistical Society A 159
/// (1996), 385–443, doi 10.2307/2983325.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranks {
    probabilities: Vec<Vec<f64>>,
}

/// A range of ranks, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RankInterval {
    /// The best rank in it, from 1.
    pub lower: usize,
    /// The worst rank in it.
    pub upper: usize,
}

impl Ranks {
    /// The largest number of units; memory grows with its square.
    pub const MAX_UNITS: usize = 500;
    /// The least shape of a distribution; below it most of its mass lies next to 0 or 1.
    pub const MIN_SHAPE: f64 = 0.1;

    /// Returns the ranks of independent rates.
    ///
    /// P(rank = r) = ∫ P(exactly r − 1 others above t) f(t) dt. Deterministic, good to 1e-10.
    ///
    /// - *None*: more than [`Self::MAX_UNITS`] units, or a shape below [`Self::MIN_SHAPE`].
    ///
    /// ```
    /// use stats::{Confidence, distribution::Beta, rank::Ranks};
    ///
    /// let units = [Beta::new(30.0, 70.0), Beta::new(60.0, 40.0)].map(Option::unwrap);
    /// let ranks = Ranks::new(&units).unwrap();
    /// assert!(ranks.probability(1, 1) > 0.99);
    /// assert_eq!(ranks.interval(0, Confidence::P95).unwrap().lower, 2);
    /// ```
    #[must_use]
    pub fn new(units: &[Beta]) -> Option<Self> {
        let spread = |unit: &Beta| unit.alpha().min(unit.beta()) >= Self::MIN_SHAPE;
        if units.len() > Self::MAX_UNITS || !units.iter().all(spread) {
            return None;
        }
        let (alike, distinct) = grouped(units);
        let prepared: Vec<_> = distinct.iter().copied().map(PreparedBeta::new).collect();
        let mut without = Without::new(&alike, distinct.len());
        for node in log_odds_grid::covering(&distinct) {
            let (mut above, mut mass) = (Vec::new(), Vec::new());
            PreparedBeta::each_at(
                prepared.iter().map(|it| (it, 0.01)),
                (node.rate, node.complement),
                |tails, density| {
                    above.push(tails.upper);
                    mass.push(node.weight * density);
                },
            );
            without.add(&above, &mass);
        }
        let probabilities = alike.iter().map(|&kind| without.ranks(kind)).collect();
        Some(Self { probabilities })
    }

    /// Returns the probability that a unit has a rank; 0 for units and ranks that there are not.
    #[must_use]
    pub fn probability(&self, unit: usize, rank: usize) -> f64 {
        let ranks = self.probabilities.get(unit);
        ranks.and_then(|ranks| ranks.get(rank.checked_sub(1)?)).copied().unwrap_or(0.0)
    }

    /// Returns the expected rank, 1 + Σ P(another is higher); `None` for a unit that there is not.
    #[must_use]
    pub fn expected(&self, unit: usize) -> Option<f64> {
        let ranks = self.probabilities.get(unit)?.iter().enumerate();
        Some(ranks.map(|(place, probability)| real_len(place + 1) * probability).sum())
    }

    /// Returns the probability of a rank of `places` or better.
    #[must_use]
    pub fn among_highest(&self, unit: usize, places: usize) -> f64 {
        (1..=places.min(self.probabilities.len())).map(|rank| self.probability(unit, rank)).sum()
    }

    /// Returns the smallest ranks r with P(rank ≤ r) at least (1 − level)/2 and (1 + level)/2.
    ///
    /// - *None*: there is no such unit.
    #[must_use]
    pub fn interval(&self, unit: usize, confidence: Confidence) -> Option<RankInterval> {
        let ranks = self.probabilities.get(unit)?;
        let first = |goal: f64| {
            let mut sum = 0.0;
            let reached = ranks.iter().position(|probability| {
                sum += probability;
                sum >= goal
            });
            reached.map_or(ranks.len(), |place| place + 1)
        };
        let tail = confidence.tail();
        Some(RankInterval { lower: first(tail), upper: first(1.0 - tail) })
    }
}

/// Returns for each unit which of the distinct distributions it has, and those: equal units have equal ranks.
fn grouped(units: &[Beta]) -> (Vec<usize>, Vec<Beta>) {
    let mut distinct: Vec<Beta> = Vec::new();
    let kind = |unit: &Beta| {
        distinct.iter().position(|known| known == unit).unwrap_or_else(|| {
            distinct.push(*unit);
            distinct.len() - 1
        })
    };
    (units.iter().map(kind).collect(), distinct)
}

/// Returns the probabilities that 0, 1, 2, … of independent events happen.
fn count_distribution(probabilities: &[f64]) -> Vec<f64> {
    let mut counts = vec![0.0; probabilities.len() + 1];
    counts[0] = 1.0;
    for (known, p) in probabilities.iter().enumerate() {
        for count in (0..=known).rev() {
            counts[count + 1] += counts[count] * p;
            counts[count] *= 1.0 - p;
        }
    }
    counts
}

/// Sums, over the points of a grid, of the distribution of how many other units lie above the point.
///
/// Once for each kind of unit, since equal ones have the same. The kinds lie side by side in memory, so that their
/// divisions run beside each other.
struct Without<'a> {
    /// The kind of each unit.
    alike: &'a [usize],
    kinds: usize,
    /// By rank, then by kind.
    sums: Vec<f64>,
}

/// One kind of unit at one point: it is divided out from the end at which errors shrink.
#[derive(Clone, Copy)]
struct Divided {
    kind: usize,
    mass: f64,
    /// The probability of the step that is carried on, over that of the other.
    carried: f64,
    /// One over the other.
    scale: f64,
    rest: f64,
}

impl<'a> Without<'a> {
    fn new(alike: &'a [usize], kinds: usize) -> Self {
        Self { alike, kinds, sums: vec![0.0; alike.len() * kinds] }
    }

    /// Returns the sums of a kind, by rank.
    fn ranks(&self, kind: usize) -> Vec<f64> {
        self.sums.iter().skip(kind).step_by(self.kinds).copied().collect()
    }

    /// Adds a point at which a unit of each kind lies above with probability `above` and has the mass `mass`.
    fn add(&mut self, above: &[f64], mass: &[f64]) {
        let every: Vec<f64> = self.alike.iter().map(|&kind| above[kind]).collect();
        let counts = count_distribution(&every);
        let (mut rising, mut falling) = (Vec::new(), Vec::new());
        for (kind, (&p, &mass)) in above.iter().zip(mass).enumerate() {
            if mass > 1e-18 {
                let (list, p, q) =
                    if p <= 0.5 { (&mut rising, p, 1.0 - p) } else { (&mut falling, 1.0 - p, p) };
                list.push(Divided { kind, mass, carried: p / q, scale: 1.0 / q, rest: 0.0 });
            }
        }
        // What is left out on both sides is far below the last digits.
        let likely = |count: &f64| *count > 1e-25;
        let first = counts.iter().position(likely).unwrap_or(0);
        let last = counts.iter().rposition(likely).unwrap_or(self.alike.len());
        let counts = counts.iter().copied().enumerate().take(last + 1).skip(first);
        let units = self.alike.len();
        for (rank, count) in counts.clone().take_while(|(rank, _)| *rank < units) {
            self.step(rank, count, &mut rising);
        }
        for (rank, count) in counts.rev().take_while(|(rank, _)| *rank > 0) {
            self.step(rank - 1, count, &mut falling);
        }
    }

    fn step(&mut self, rank: usize, count: f64, kinds: &mut [Divided]) {
        let sums = &mut self.sums[rank * self.kinds..(rank + 1) * self.kinds];
        for it in kinds {
            it.rest = (count * it.scale - it.carried * it.rest).max(0.0);
            sums[it.kind] += it.mass * it.rest;
        }
    }
}
