//! Why nothing can be shown as it was chosen, in the reader's language.

use domain::format::{self, Language};
use tables::{choose::Refusal, table::Table};

use super::selected::MAX_COLUMNS;
use crate::text::{text, text_with};

/// Why figures cannot be shown as they were chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The cells cannot be chosen.
    Choice(Refusal),
    /// The table would be too wide.
    TooManyColumns {
        /// How many columns it would have.
        columns: u64,
    },
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self::Choice(refusal)
    }
}

impl Refused {
    /// Says what is wrong with what was chosen of a table, and what to do.
    pub fn text(&self, table: &Table, language: Language) -> String {
        let refusal = match self {
            Self::Choice(refusal) => refusal,
            Self::TooManyColumns { columns } => {
                let count = |number| format::count(number, language);
                let (columns, limit) = (count(*columns), count(MAX_COLUMNS));
                let args = [("columns", &*columns), ("limit", &*limit)];
                return text_with(language, "refused-columns", &args).into_owned();
            }
        };
        said(refusal, table, language)
    }
}

fn said(refusal: &Refusal, table: &Table, language: Language) -> String {
    let say = |name, args: &[(&'static str, &str)]| text_with(language, name, args).into_owned();
    let label = |code: &str| {
        let dimension = table.position(code).map(|place| &table.dimensions()[place]);
        dimension.map_or_else(
            || code.to_owned(),
            |it| match language {
                Language::Da => format!("»{}«", it.label.get(language)),
                Language::En => format!("“{}”", it.label.get(language)),
            },
        )
    };
    match refusal {
        Refusal::UnknownDimension { code, known } | Refusal::Placement { code, known } => {
            say("refused-dimension", &[("code", code), ("known", &known.join(", "))])
        }
        Refusal::UnknownValue { dimension, code, near } if !near.is_empty() => {
            let (label, near) = (label(dimension), near.join(", "));
            let args = [("dimension", &*label), ("code", code), ("near", &near)];
            say("refused-value-near", &args)
        }
        Refusal::UnknownValue { dimension, code, .. }
        | Refusal::UnknownCodeList { dimension, id: code, .. } => {
            say("refused-value", &[("dimension", &label(dimension)), ("code", code)])
        }
        Refusal::Malformed { dimension, expression }
        | Refusal::NoMatch { dimension, expression }
        | Refusal::Twice { dimension, expression } => say(
            "refused-expression",
            &[("dimension", &label(dimension)), ("expression", expression)],
        ),
        Refusal::Backwards { dimension, expression } => say(
            "refused-backwards",
            &[("dimension", &label(dimension)), ("expression", expression)],
        ),
        Refusal::DimensionTwice { dimension }
        | Refusal::Empty { dimension }
        | Refusal::LeftOut { dimension }
        | Refusal::TooLong { dimension, .. }
        | Refusal::TooManyExpressions { dimension, .. } => {
            say("refused-field", &[("dimension", &label(dimension))])
        }
        Refusal::TooManyCells { cells, limit } => {
            let count = |number: u64| match number {
                u64::MAX => text(language, "refused-countless").into_owned(),
                number => format::count(number, language),
            };
            say("refused-cells", &[("cells", &count(*cells)), ("limit", &count(*limit))])
        }
    }
}
