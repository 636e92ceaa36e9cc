//! Why cells cannot be chosen as asked.

/// Why cells cannot be chosen as asked: the field, what is wrong with it, and where there is one the limit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The table has no such dimension.
    #[error("the table has no variable {code:?}")]
    UnknownDimension {
        /// What was asked for.
        code: String,
        /// The dimensions there are.
        known: Vec<String>,
    },
    /// A dimension is asked for twice.
    #[error("variable {dimension:?} is selected twice")]
    DimensionTwice {
        /// The dimension.
        dimension: String,
    },
    /// The dimension has no such named choice.
    #[error("variable {dimension:?} has no code list {id:?}")]
    UnknownCodeList {
        /// The dimension.
        dimension: String,
        /// What was asked for.
        id: String,
        /// The lists there are.
        known: Vec<String>,
    },
    /// The dimension, or the code list it is narrowed to, has no such value.
    #[error("variable {dimension:?} has no value {code:?}")]
    UnknownValue {
        /// The dimension.
        dimension: String,
        /// What was asked for.
        code: String,
        /// Up to five codes that look like it.
        near: Vec<String>,
    },
    /// An expression is written wrongly.
    #[error("{expression:?} of variable {dimension:?} is not an expression")]
    Malformed {
        /// The dimension.
        dimension: String,
        /// What was written.
        expression: String,
    },
    /// An expression chooses nothing.
    #[error("{expression:?} of variable {dimension:?} matches no value")]
    NoMatch {
        /// The dimension.
        dimension: String,
        /// What was written.
        expression: String,
    },
    /// A code or expression is written twice.
    #[error("{expression:?} is selected twice in variable {dimension:?}")]
    Twice {
        /// The dimension.
        dimension: String,
        /// What was written.
        expression: String,
    },
    /// A range ends before it begins.
    #[error("the range {expression:?} of variable {dimension:?} runs backwards")]
    Backwards {
        /// The dimension.
        dimension: String,
        /// What was written.
        expression: String,
    },
    /// A dimension is named, but none of its values.
    #[error("variable {dimension:?} is named without a value")]
    Empty {
        /// The dimension.
        dimension: String,
    },
    /// A dimension without a total is left out.
    #[error("variable {dimension:?} has no total and must be selected")]
    LeftOut {
        /// The dimension.
        dimension: String,
    },
    /// More expressions than are worked out for one dimension.
    #[error("variable {dimension:?} has more than {limit} expressions")]
    TooManyExpressions {
        /// The dimension.
        dimension: String,
        /// How many there may be.
        limit: usize,
    },
    /// An expression is longer than any code.
    #[error("a value of variable {dimension:?} is longer than {limit} bytes")]
    TooLong {
        /// The dimension.
        dimension: String,
        /// How long it may be.
        limit: usize,
    },
    /// A dimension is placed twice in rows and columns, or does not exist.
    #[error("variable {code:?} cannot be placed: it is placed twice or does not exist")]
    Placement {
        /// What was written.
        code: String,
        /// The dimensions there are.
        known: Vec<String>,
    },
    /// More cells than one answer may hold.
    #[error("the selection has {cells} cells; at most {limit} are allowed")]
    TooManyCells {
        /// How many there would be; saturated.
        cells: u64,
        /// How many there may be.
        limit: u64,
    },
}

impl Refusal {
    /// Returns the dimension that is at fault; `None` where it is the selection as a whole.
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        match self {
            Self::UnknownDimension { code, .. } | Self::Placement { code, .. } => Some(code),
            Self::DimensionTwice { dimension }
            | Self::UnknownCodeList { dimension, .. }
            | Self::UnknownValue { dimension, .. }
            | Self::Malformed { dimension, .. }
            | Self::NoMatch { dimension, .. }
            | Self::Twice { dimension, .. }
            | Self::Backwards { dimension, .. }
            | Self::Empty { dimension }
            | Self::LeftOut { dimension }
            | Self::TooManyExpressions { dimension, .. }
            | Self::TooLong { dimension, .. } => Some(dimension),
            Self::TooManyCells { .. } => None,
        }
    }

    /// Returns the limit that is passed; `None` where it is not a matter of how much.
    #[must_use]
    pub fn limit(&self) -> Option<u64> {
        match self {
            Self::TooManyCells { limit, .. } => Some(*limit),
            Self::TooManyExpressions { limit, .. } | Self::TooLong { limit, .. } => {
                Some(*limit as u64)
            }
            _ => None,
        }
    }

    /// Returns what the reader can do.
    #[must_use]
    pub fn hint(&self) -> String {
        let list = |start: &str, codes: &[String]| format!("{start}: {}", codes.join(", "));
        match self {
            Self::UnknownDimension { known, .. } | Self::Placement { known, .. } => {
                list("the variables are", known)
            }
            Self::UnknownCodeList { known, .. } if known.is_empty() => {
                "the variable has no code lists".into()
            }
            Self::UnknownCodeList { known, .. } => list("the code lists are", known),
            Self::UnknownValue { near, .. } if !near.is_empty() => list("similar codes", near),
            Self::UnknownValue { .. } | Self::NoMatch { .. } => {
                "the metadata of the table list the codes".into()
            }
            Self::DimensionTwice { .. } | Self::Twice { .. } => "name it once".into(),
            Self::Malformed { .. } => "the documentation lists the expressions".into(),
            Self::Backwards { .. } => "write the earlier value first".into(),
            Self::Empty { .. } => "name values, or leave the variable out".into(),
            Self::LeftOut { .. } => "select some of its values; * takes all".into(),
            Self::TooManyExpressions { .. } => {
                "codes need no expressions and are not limited".into()
            }
            Self::TooLong { .. } => "no code is that long".into(),
            Self::TooManyCells { .. } => "select fewer values and ask several times".into(),
        }
    }
}
