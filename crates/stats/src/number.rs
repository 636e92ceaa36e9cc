//! Whole numbers as real ones.

/// Returns a count as a real number; exact below 2⁵³, which no sum of published counts reaches.
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^53")]
pub(crate) const fn real(count: u64) -> f64 {
    count as f64
}

/// Returns a length or a position as a real number.
#[expect(clippy::cast_precision_loss, reason = "no list in memory has 2^53 entries")]
pub(crate) const fn real_len(length: usize) -> f64 {
    length as f64
}

/// Returns the whole part of a number; 0 for what is negative or no number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
pub(crate) const fn whole(value: f64) -> u64 {
    value as u64
}
