//! `AARSAG1`, `FEJL1` and `DEL1`: reasons, formal errors and part-decisions by place, act and year, small
//! counts hidden.

pub(crate) mod errors;
pub(crate) mod parts;
pub(crate) mod reasons;
mod tabulation;

use tables::text::Text;

use crate::source::Source;

/// Returns the rule of small counts in words.
pub(crate) fn disclosure(source: &Source) -> Text {
    let largest = source.settings.hide_up_to;
    Text::new(
        format!(
            "Antal fra 1 til {largest} skjules, og med dem de tal, de ellers kunne regnes ud af inden for samme år og lov. Hvad der var skjult første gang, en periode blev vist, bliver ved med at være det."
        ),
        format!(
            "Counts of 1 to {largest} are hidden, and with them those from which they could be worked out within the same year and act. What was hidden when a period was first shown stays hidden."
        ),
    )
}
