//! Two factors: mix and rate.

use super::Category;
use crate::number::real;
use crate::tally::Total;

/// A change of a rate, split into rate and mix; the two add up to the difference exactly.
#[derive(Clone, Debug, PartialEq)]
pub struct Kitagawa {
    /// The rate of the first period.
    pub first_rate: f64,
    /// The rate of the second period.
    pub second_rate: f64,
    /// What changed because the categories' rates changed: Σ ½(w₁ + w₂)(r₂ − r₁).
    pub rate_effect: f64,
    /// What changed because the mix changed: Σ ½(r₁ + r₂)(w₂ − w₁).
    pub mix_effect: f64,
    /// The second period's rates at the first period's mix, Σ w₁r₂.
    pub second_rates_at_first_mix: f64,
    /// The first period's rates at the second period's mix, Σ w₂r₁.
    pub first_rates_at_second_mix: f64,
    /// What neither alone explains, Σ (w₂ − w₁)(r₂ − r₁); each effect above holds half of it.
    pub interaction: f64,
    /// What each category adds, in the order given.
    pub categories: Vec<CategoryEffect>,
}

/// What one category adds to a change.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CategoryEffect {
    /// Its part of the rate effect.
    pub rate: f64,
    /// Its part of the mix effect as the formula has it; positive for every growing category.
    pub raw_mix: f64,
    /// Its part of the mix effect against the overall rate: (½(r₁+r₂) − ½(R₁+R₂))(w₂ − w₁).
    ///
    /// The sum is the same, but a category with a low rate that grows is negative. The one to show.
    pub centered_mix: f64,
}

impl Kitagawa {
    /// Returns the split of the change from the first period to the second.
    ///
    /// - *Unit*: fractions; times 100 they are percentage points.
    /// - *None*: one of the periods has no trials at all.
    ///
    /// *Source*: E. M. Kitagawa, JASA 50 (1955), 1168–1194, doi 10.1080/01621459.1955.10501299;
    /// centering: A. Chevan, M. Sutherland, Demography 46 (2009), 429–449, doi 10.1353/dem.0.0060.
    ///
    /// ```
    /// use stats::{Tally, decomposition::{Category, Kitagawa}};
    ///
    /// let category = |a, b| Category { first: Tally::of(a, 50).unwrap(), second: b };
    /// // Both rates stay; the category with the higher one grows from 50 to 80 of 100.
    /// let change = Kitagawa::new(&[
    ///     category(30, Tally::of(48, 80).unwrap()),
    ///     category(10, Tally::of(4, 20).unwrap()),
    /// ]).unwrap();
    /// assert_eq!(format!("{:.2} {:.2}", change.rate_effect, change.mix_effect), "0.00 0.12");
    /// ```
    #[must_use]
    pub fn new(categories: &[Category]) -> Option<Self> {
        let total = |part: fn(&Category) -> crate::Tally| {
            Total::of(&categories.iter().map(part).collect::<Vec<_>>())
        };
        let (first, second) = (total(|c| c.first), total(|c| c.second));
        let (first_rate, second_rate) = (first.rate()?, second.rate()?);
        let shares = |category: &Category| Shares {
            weights: (
                category.first.size() / real(first.trials),
                category.second.size() / real(second.trials),
            ),
            rates: category.rates(),
        };
        let shares: Vec<Shares> = categories.iter().map(shares).collect();
        let middle = f64::midpoint(first_rate, second_rate);
        let effects: Vec<_> = shares.iter().map(|share| share.effect(middle)).collect();
        let sum = |part: fn(&Shares) -> f64| shares.iter().map(part).sum::<f64>();
        Some(Self {
            first_rate,
            second_rate,
            rate_effect: effects.iter().map(|effect| effect.rate).sum(),
            mix_effect: effects.iter().map(|effect| effect.raw_mix).sum(),
            second_rates_at_first_mix: sum(|share| share.weights.0 * share.rates.1),
            first_rates_at_second_mix: sum(|share| share.weights.1 * share.rates.0),
            interaction: sum(|s| (s.weights.1 - s.weights.0) * (s.rates.1 - s.rates.0)),
            categories: effects,
        })
    }

    /// Returns the whole change, second less first.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.second_rate - self.first_rate
    }
}

/// The weight and the rate of one category in both periods.
struct Shares {
    weights: (f64, f64),
    rates: (f64, f64),
}

impl Shares {
    fn effect(&self, middle: f64) -> CategoryEffect {
        let growth = self.weights.1 - self.weights.0;
        let rate = f64::midpoint(self.rates.0, self.rates.1);
        CategoryEffect {
            rate: f64::midpoint(self.weights.0, self.weights.1) * (self.rates.1 - self.rates.0),
            raw_mix: rate * growth,
            centered_mix: (rate - middle) * growth,
        }
    }
}
