//! Roots of increasing functions.

/// The value of a function at a point, and its slope there.
pub(crate) struct Tangent {
    /// The value; the root is where it is zero.
    pub value: f64,
    /// The derivative.
    pub slope: f64,
}

/// Returns the root of an increasing function in `[low, high]` by Newton's method in a bracket.
///
/// A step out of the bracket is replaced by its middle, so the search always ends. When the value
/// is below `close`, one last step squares the error away. `close` is in the unit of the value.
pub(crate) fn newton(
    (mut low, mut high): (f64, f64),
    start: f64,
    close: f64,
    function: impl Fn(f64) -> Tangent,
) -> f64 {
    let mut x = start.clamp(low, high);
    for _ in 0..300 {
        let Tangent { value, slope } = function(x);
        if value > 0.0 {
            high = x;
        } else {
            low = x;
        }
        let next = x - value / slope;
        let inside = low <= next && next <= high;
        let step = if inside { next } else { f64::midpoint(low, high) };
        if (inside && value.abs() < close) || step.to_bits() == x.to_bits() {
            return step;
        }
        x = step;
    }
    x
}

/// Returns where `is_above` turns from false to true in `[low, high]`, by halving.
///
/// The answer is good to the last digits, relative to its size; below 1e-300 it is zero.
pub(crate) fn turning_point(low: f64, high: f64, is_above: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        if is_above(middle) {
            high = middle;
        } else {
            low = middle;
        }
        if high - low <= 1e-15 * high.abs().min(low.abs()) {
            break;
        }
    }
    f64::midpoint(low, high)
}

/// Returns the smallest whole number in `[low, high]` for which `holds`; `high` if none does.
///
/// Once it holds, it must hold for every larger number.
pub(crate) fn first_whole(low: u64, high: u64, holds: impl Fn(u64) -> bool) -> u64 {
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_root_is_found_to_the_last_digit() {
        let square = |x: f64| Tangent { value: x * x - 2.0, slope: 2.0 * x };
        assert!((newton((0.0, 4.0), 4.0, 1e-8, square) - 2f64.sqrt()).abs() < 1e-15);
        assert!((turning_point(0.0, 4.0, |x| x * x > 2.0) - 2f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn the_first_whole_number_is_found_at_both_ends() {
        assert_eq!(first_whole(0, 10, |_| true), 0);
        assert_eq!(first_whole(0, 10, |_| false), 10);
        assert_eq!(first_whole(0, u64::MAX, |x| x >= 7), 7);
    }
}
