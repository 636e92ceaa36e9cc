//! Chance that is the same on every machine: whole numbers out of ChaCha, and sums of them.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};

/// A stream of chance.
pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// Returns stream number `stream` of a seed.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// Returns a number from 0 up to but not including `end`, which is not 0.
    pub fn below(&mut self, end: u64) -> u64 {
        // The upper half of a 128-bit product; the bias is below one in four thousand million.
        let wide = u128::from(self.0.next_u64()) * u128::from(end);
        u64::try_from(wide >> 64).expect("the upper half has 64 bits")
    }

    /// Returns a number from `first` to `last`.
    pub fn between(&mut self, first: i32, last: i32) -> i32 {
        let span = u64::from(last.abs_diff(first)) + 1;
        first + i32::try_from(self.below(span)).expect("the span is one of days")
    }

    /// Tells whether something with a chance of `parts` in ten thousand happens.
    pub fn happens(&mut self, parts: u64) -> bool {
        self.below(10_000) < parts
    }

    /// Returns a number that is nearly normal, with mean 0 and variance 1: the sum of twelve
    /// fractions less six.
    pub fn normal(&mut self) -> f64 {
        // Four fractions of 16 bits in each draw are plenty for a noise.
        let mut sum = 0.0;
        for _ in 0..3 {
            let bits = self.0.next_u64();
            for shift in [0, 16, 32, 48] {
                sum += f64::from(u16::try_from((bits >> shift) & 0xffff).expect("16 bits"));
            }
        }
        sum / 65_536.0 - 6.0
    }

    /// Returns a place in a list of growing sums, by weight.
    pub fn weighted(&mut self, sums: &[u64]) -> usize {
        let total = *sums.last().expect("there is something to choose");
        let drawn = self.below(total);
        sums.partition_point(|sum| *sum <= drawn)
    }
}
