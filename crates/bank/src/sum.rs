//! Totals and their parts within a dimension.

/// A total and the values it is the sum of, by their places in a dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    pub total: usize,
    pub parts: Vec<usize>,
}
