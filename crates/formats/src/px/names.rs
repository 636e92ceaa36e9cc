//! The names by which a PX file calls dimensions and values.

use tables::slice::Slice;

use super::text::clean;
use crate::{error::WriteError, layout::Layout};

/// The names of the dimensions of a slice and of the values chosen, in order.
#[derive(Debug)]
pub(super) struct Names {
    dimensions: Vec<String>,
    values: Vec<Vec<String>>,
}

impl Names {
    /// Returns the names, each one of its kind.
    pub(super) fn new(slice: &Slice<'_>, layout: &Layout) -> Result<Self, WriteError> {
        let pair = |code: &str, label: &str| {
            Ok((clean(code, layout.code_page)?, clean(label, layout.code_page)?))
        };
        let all = 0..slice.choices().len();
        let dimensions = all.clone().map(|choice| {
            let of = slice.dimension(choice);
            pair(&of.code, of.label.get(layout.language))
        });
        let values = all.map(|choice| {
            let of = slice.values(choice);
            let pairs = of.map(|value| pair(&value.code, value.label.get(layout.language)));
            Ok(told_apart(pairs.collect::<Result<_, WriteError>>()?))
        });
        Ok(Self {
            dimensions: told_apart(dimensions.collect::<Result<_, WriteError>>()?),
            values: values.collect::<Result<_, WriteError>>()?,
        })
    }

    /// Returns the name of a dimension.
    pub(super) fn dimension(&self, choice: usize) -> &str {
        &self.dimensions[choice]
    }

    /// Returns the names of the values of a dimension.
    pub(super) fn values(&self, choice: usize) -> &[String] {
        &self.values[choice]
    }
}

/// Returns labels, those that stand more than once with their code behind.
fn told_apart(pairs: Vec<(String, String)>) -> Vec<String> {
    let mut labels: Vec<_> = pairs.iter().map(|(_, label)| label.clone()).collect();
    labels.sort_unstable();
    let is_twice = |label: &String| {
        let start = labels.partition_point(|other| other < label);
        labels.get(start + 1) == Some(label)
    };
    let name = |(code, label): (String, String)| {
        if is_twice(&label) { format!("{label} ({code})") } else { label }
    };
    pairs.into_iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_that_share_a_label_have_their_codes_behind() {
        let pairs = [("a", "Hjælp"), ("b", "Andet"), ("c", "Hjælp")];
        let pairs = pairs.map(|(code, label)| (code.to_owned(), label.to_owned()));
        assert_eq!(told_apart(pairs.into()), ["Hjælp (a)", "Andet", "Hjælp (c)"]);
    }
}
