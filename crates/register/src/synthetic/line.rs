//! Values on the lines through known years.

/// Returns the value at a time on the line through known years, level beyond them.
pub(super) fn on_line(known: &[(i16, f64)], time: f64) -> f64 {
    let upper = known.partition_point(|(year, _)| f64::from(*year) <= time);
    match (upper.checked_sub(1).map(|lower| known[lower]), known.get(upper)) {
        (Some((from, low)), Some((to, high))) => {
            low + (high - low) * (time - f64::from(from)) / f64::from(to - from)
        }
        (Some((_, value)), None) => value,
        (None, Some((_, value))) => *value,
        (None, None) => 0.0,
    }
}
