//! Where figures come from, carried with them wherever they go.

use crate::format::Language;

/// Whether figures were delivered by the board or made up.
///
/// Carried, not remembered: a snapshot is one or the other for ever, and everything made from a
/// synthetic one says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Provenance {
    /// Figures the board delivered.
    Delivered,
    /// Figures made by our generator. They describe no real municipality.
    Synthetic,
}

impl Provenance {
    /// Returns what a mixture of two sources is: one synthetic part makes the whole synthetic.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        match (self, other) {
            (Self::Delivered, Self::Delivered) => Self::Delivered,
            _ => Self::Synthetic,
        }
    }

    /// Returns the sentence that marks made-up figures wherever they are shown; `None` for delivered ones.
    #[must_use]
    pub const fn mark(self, language: Language) -> Option<&'static str> {
        match (self, language) {
            (Self::Delivered, _) => None,
            (Self::Synthetic, Language::Da) => Some(
                "Syntetiske tal: opdigtet til demonstration. De beskriver ingen virkelig kommune.",
            ),
            (Self::Synthetic, Language::En) => Some(
                "Synthetic figures: made up for demonstration. They describe no real municipality.",
            ),
        }
    }

    /// Tells whether the figures are made up.
    #[must_use]
    pub const fn is_synthetic(self) -> bool {
        matches!(self, Self::Synthetic)
    }
}
