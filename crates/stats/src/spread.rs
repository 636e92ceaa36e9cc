//! Why do the rates of several units differ: chance, their mix of strata, or something else?

use crate::number::{real, real_len};
use crate::special::incomplete_gamma::chi_square_above;
use crate::tally::{Tally, Total};

/// The spread between the rates of units, divided into what chance gives, what their mix of strata
/// gives, and the rest.
///
/// All four are variances weighted by trials, squared fractions; the square root of one times 100 is in
/// percentage points. `total = chance + mix + rest` holds exactly, so `rest` is negative where the units
/// differ less than chance and mix would give; see [`Self::shares`] for parts to show.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Σ n (p − θ)² / N, around the pooled rate θ.
    pub total: f64,
    /// What of it is expected from chance alone when every stratum has one rate in all units.
    pub chance: f64,
    /// What of it comes from different mixes: Σ n (e − θ)² / N with e the rate a unit would have had
    /// with the pooled rate in each stratum.
    pub mix: f64,
    /// What neither gives.
    pub rest: f64,
    /// The probability of as much spread around the units' own e by chance; `None` with one unit, or
    /// where chance leaves no room. An approximation, since units of few trials are many.
    pub p_value: Option<f64>,
    /// How many units have trials.
    pub units: usize,
}

/// Parts of a whole that add up to one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shares {
    /// The part of chance.
    pub chance: f64,
    /// The part of mix.
    pub mix: f64,
    /// The part of the rest.
    pub rest: f64,
}

impl Spread {
    /// Returns the division for units with the same strata; a unit is a list with one tally a stratum.
    ///
    /// With R the pooled rate of a stratum of N trials, a unit's successes in it have, given the stratum's
    /// total, the hypergeometric variance n R(1 − R)(N − n)/(N − 1). Their sum over n, weighted, is the
    /// part of chance: exact, with no allowance to be made for θ and R being estimated from the same
    /// units. Where every stratum has one rate in all units, `rest` is 0 on average.
    ///
    /// - *None*: no trials, all trials ended alike, or lists of different lengths.
    ///
    /// *Source*: analysis of variance of a stratified table; conditional moments of the hypergeometric
    /// distribution: R. A. Fisher, Statistical Methods for Research Workers, 1925.
    ///
    /// ```
    /// use stats::{Tally, spread::Spread};
    ///
    /// let tally = |x, n| Tally::of(x, n).unwrap();
    /// // Two units with the same rates in both strata, and opposite mixes: the spread is mix.
    /// let units = [vec![tally(80, 100), tally(2, 10)], vec![tally(8, 10), tally(20, 100)]];
    /// let spread = Spread::new(&units).unwrap();
    /// assert!(spread.mix > 0.05 && spread.rest < 0.0);
    /// assert!(spread.shares().unwrap().mix > 0.99);
    /// ```
    #[must_use]
    pub fn new(units: &[Vec<Tally>]) -> Option<Self> {
        let strata = units.first()?.len();
        if units.iter().any(|unit| unit.len() != strata) {
            return None;
        }
        let pooled =
            |stratum: usize| Total::of(&units.iter().map(|unit| unit[stratum]).collect::<Vec<_>>());
        let pooled: Vec<Total> = (0..strata).map(pooled).collect();
        let all = pooled.iter().fold(Total::default(), |sum, stratum| sum.plus(*stratum));
        let rate = all.open_rate()?;
        let parts: Vec<Part> = units.iter().filter_map(|unit| Part::of(unit, &pooled)).collect();
        let weighted = |value: fn(&Part, f64) -> f64| -> f64 {
            parts.iter().map(|part| part.trials * value(part, rate)).sum::<f64>() / real(all.trials)
        };
        let total = weighted(|part, rate| square(part.rate - rate));
        let mix = weighted(|part, rate| square(part.expected - rate));
        let chance = weighted(|part, _| part.variance);
        let rest = total - chance - mix;
        let p_value = p_value(&parts);
        Some(Self { total, chance, mix, rest, p_value, units: parts.len() })
    }

    /// Returns the parts as shares of the whole, none below 0.
    ///
    /// Mix is counted first, then chance, each up to what is left; so a spread smaller than chance and
    /// mix would give has no rest.
    ///
    /// - *None*: the rates of all units are the same.
    #[must_use]
    pub fn shares(&self) -> Option<Shares> {
        let whole = self.total;
        if whole <= 0.0 {
            return None;
        }
        let mix = self.mix.min(whole);
        let chance = self.chance.min(whole - mix);
        let share = |part: f64| part / whole;
        let (mix, chance) = (share(mix), share(chance));
        Some(Shares { chance, mix, rest: (1.0 - mix - chance).max(0.0) })
    }
}

/// One unit that has trials.
struct Part {
    trials: f64,
    rate: f64,
    expected: f64,
    /// Of the rate.
    variance: f64,
}

impl Part {
    fn of(unit: &[Tally], pooled: &[Total]) -> Option<Self> {
        let own = Total::of(unit);
        let (rate, trials) = (own.rate()?, real(own.trials));
        let strata = unit.iter().zip(pooled).filter_map(|(tally, all)| {
            let (n, whole, rate) = (tally.size(), real(all.trials), all.rate()?);
            // A stratum of one trial is known once the stratum's total is.
            let free = if whole > 1.0 { (whole - n) / (whole - 1.0) } else { 0.0 };
            Some((n * rate, n * rate * (1.0 - rate) * free))
        });
        let (expected, variance) = strata.fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
        Some(Self {
            trials,
            rate,
            expected: expected / trials,
            variance: variance / square(trials),
        })
    }
}

/// Returns the probability of Σ (p − e)² / variance by χ² with one degree less than units.
fn p_value(parts: &[Part]) -> Option<f64> {
    let scores = parts.iter().filter(|part| part.variance > 0.0);
    let scores: Vec<f64> =
        scores.map(|part| square(part.rate - part.expected) / part.variance).collect();
    let degrees = scores.len().checked_sub(1).filter(|degrees| *degrees > 0)?;
    // The scores are conditional on the totals, so their mean is 1 and not (I − 1)/I.
    let shrink = real_len(degrees) / real_len(scores.len());
    let sum = scores.iter().sum::<f64>() * shrink;
    Some(chi_square_above(degrees as u64, sum))
}

fn square(value: f64) -> f64 {
    value * value
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn units_alike_in_everything_have_no_spread() {
        let spread = Spread::new(&[vec![tally(3, 9)], vec![tally(3, 9)]]).expect("cases");
        assert!(spread.total.abs() < 1e-15 && spread.rest < 0.0);
        assert_eq!(spread.shares(), None);
    }

    #[test]
    fn one_stratum_leaves_nothing_to_mix() {
        let spread = Spread::new(&[vec![tally(3, 9)], vec![tally(30, 90)], vec![tally(60, 90)]]);
        assert!(spread.expect("cases").mix < 1e-15);
    }

    #[test]
    fn rates_far_apart_on_many_trials_are_neither_chance_nor_mix() {
        let spread = Spread::new(&[vec![tally(200, 1_000)], vec![tally(600, 1_000)]]);
        let spread = spread.expect("cases");
        assert!(spread.shares().expect("spread").rest > 0.98);
        assert!(spread.p_value.expect("two units") < 1e-6);
    }

    #[test]
    fn the_rest_is_nought_on_average_over_every_way_chance_can_fall() {
        // All ways to deal 3 successes of 6 trials to units of 1, 2 and 3 trials.
        let mut sum = 0.0;
        let ways: Vec<u32> = (0..64_u32).filter(|bits| bits.count_ones() == 3).collect();
        for bits in &ways {
            let of = |from: u32, size: u32| {
                let own = (bits >> from) & ((1 << size) - 1);
                vec![tally(own.count_ones(), size)]
            };
            sum += Spread::new(&[of(0, 1), of(1, 2), of(3, 3)]).expect("cases").rest;
        }
        assert!(sum.abs() < 1e-12, "{sum}");
    }

    #[test]
    fn what_cannot_be_divided_has_no_answer() {
        assert_eq!(Spread::new(&[]), None);
        assert_eq!(Spread::new(&[vec![]]), None);
        assert_eq!(Spread::new(&[vec![tally(0, 5)], vec![tally(0, 7)]]), None);
        assert_eq!(Spread::new(&[vec![tally(1, 5)], vec![]]), None);
    }

    proptest! {
        #[test]
        fn the_parts_add_up_and_units_without_trials_change_nothing(
            cells in proptest::collection::vec((any::<u32>(), any::<u32>()), 12)
        ) {
            let mut units: Vec<Vec<Tally>> = cells
                .chunks(3)
                .map(|unit| unit.iter().map(|&(successes, failures)| Tally { successes, failures }).collect())
                .collect();
            if let Some(spread) = Spread::new(&units) {
                prop_assert!((spread.chance + spread.mix + spread.rest - spread.total).abs() < 1e-12);
                prop_assert!(spread.p_value.is_none_or(|p| (0.0..=1.0).contains(&p)));
                units.push(vec![Tally::default(); 3]);
                prop_assert_eq!(Spread::new(&units), Some(spread));
            }
        }
    }

    fn tally(successes: u32, trials: u32) -> Tally {
        Tally::of(successes, trials).expect("no more than trials")
    }
}
