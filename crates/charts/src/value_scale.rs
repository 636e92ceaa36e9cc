//! A scale of any values with round ends and round steps, zero among them.

use domain::format::{self, Language};

/// Beyond it a value stands at the end of the scale: no figure of a table comes near, and its number
/// would fill the picture.
const MOST: f64 = 1e12;

/// A stretch of values that begins and ends at a whole number of steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct ValueScale {
    step: f64,
    /// Both ends in steps.
    first: f64,
    last: f64,
    decimals: usize,
}

/// A round value of the scale.
pub(crate) struct Tick {
    /// Where it stands, from 0.0 to 1.0.
    pub share: f64,
    /// How it is written, without its unit.
    pub text: String,
    pub is_zero: bool,
}

impl ValueScale {
    /// Fits the scale to finite values, zero and at most about `parts` steps between them. `None`
    /// without a value.
    ///
    /// Whole values have whole steps: nobody counts half a case.
    pub(crate) fn of(values: impl IntoIterator<Item = f64>, parts: u8) -> Option<Self> {
        let mut ends = None;
        let mut is_whole = true;
        for value in values {
            let value = value.clamp(-MOST, MOST);
            let [low, high] = ends.unwrap_or([0.0; 2]);
            ends = Some([value.min(low), value.max(high)]);
            is_whole &= value.fract() == 0.0;
        }
        let [low, high] = ends?;
        let (step, decimals) = round_step((high - low) / f64::from(parts), is_whole);
        let first = (low / step).floor();
        let last = (high / step).ceil().max(first + 1.0);
        Some(Self { step, first, last, decimals })
    }

    /// Returns where a value stands, from 0.0 at the low end to 1.0 at the high one.
    pub(crate) fn share(self, value: f64) -> f64 {
        ((value / self.step - self.first) / (self.last - self.first)).clamp(0.0, 1.0)
    }

    /// Returns the round values from the low end to the high one.
    pub(crate) fn ticks(self, language: Language) -> impl Iterator<Item = Tick> {
        // An end is some steps from zero: there are few.
        let steps = std::iter::successors(Some(self.first), |at| Some(at + 1.0));
        steps.take_while(move |at| *at <= self.last).map(move |at| Tick {
            share: (at - self.first) / (self.last - self.first),
            text: format::fixed(at * self.step, self.decimals, language),
            is_zero: at == 0.0,
        })
    }
}

/// Returns the smallest round step that is no smaller than asked for, and how many decimals it has.
fn round_step(least: f64, is_whole: bool) -> (f64, usize) {
    let steps = (-6_i32..=12).flat_map(|power| {
        let unit = libm::pow(10.0, f64::from(power));
        let decimals = usize::try_from(-power).unwrap_or(0);
        [1.0, 2.0, 5.0].map(|lead| (lead * unit, decimals))
    });
    steps
        .filter(|(_, decimals)| *decimals == 0 || !is_whole)
        .find(|(step, _)| *step >= least)
        .expect("the values lie between the limits")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_ends_at_a_round_number_above_the_largest_value() {
        check(&[12.5, 38.6], "0 10 20 30 40");
        check(&[2_431.0], "0 500 1.000 1.500 2.000 2.500");
        check(&[0.34], "0,0 0,1 0,2 0,3 0,4");
    }

    #[test]
    fn below_zero_it_begins_at_a_round_number_too() {
        check(&[-3.2, 7.0], "−5 0 5 10");
    }

    #[test]
    fn whole_values_have_whole_steps() {
        check(&[1.0, 2.0], "0 1 2");
        check(&[0.0], "0 1");
    }

    #[test]
    fn without_a_value_there_is_no_scale() {
        assert_eq!(ValueScale::of([], 5), None);
    }

    #[test]
    fn the_ends_of_what_a_machine_can_hold_stay_on_the_scale() {
        let values = [f64::MIN, f64::MIN_POSITIVE, 0.0, f64::MAX];
        let scale = ValueScale::of(values, 5).expect("there are values");
        assert!(values.iter().all(|value| (0.0..=1.0).contains(&scale.share(*value))));
        assert!(ValueScale::of([f64::MIN_POSITIVE], 5).is_some());
    }

    #[track_caller]
    fn check(values: &[f64], expected: &str) {
        let scale = ValueScale::of(values.iter().copied(), 5).expect("there are values");
        let ticks: Vec<_> = scale.ticks(Language::Da).map(|tick| tick.text).collect();
        assert_eq!(ticks.join(" "), expected);
    }
}
