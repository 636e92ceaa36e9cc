//! Places in a cube: dimensions without the contents, the last running fastest.

/// How many values each dimension has.
#[derive(Clone, Debug)]
pub(crate) struct Shape<const N: usize>(pub [usize; N]);

impl<const N: usize> Shape<N> {
    /// Returns how many places there are.
    pub fn len(&self) -> usize {
        self.0.iter().product()
    }

    /// Returns the place of a value in each dimension.
    pub fn place(&self, at: [usize; N]) -> usize {
        self.0.iter().zip(at).fold(0, |place, (size, at)| place * size + at)
    }
}
