//! How the cases of one row ended: a bar of three parts in a fixed order.

use std::fmt::{self, Write};

use domain::{
    format::{self, Language},
    outcome::Outcome,
    reversal::{OutcomeCounts, merits_share},
};

use crate::{
    choropleth::LegendItem,
    xml::{self, Coordinate, Escaped},
};

/// The width of the bar in its own units.
const WIDTH: f64 = 600.0;
/// The height of the bar in its own units.
const HEIGHT: f64 = 40.0;
/// Both.
pub(crate) const SIZE: [f64; 2] = [WIDTH, HEIGHT];
/// The outcomes on the merits in the order of the bar: what did not stand comes first, so that the
/// two first parts together are the reversal rate.
pub(crate) const ORDER: [Outcome; 3] = [Outcome::Changed, Outcome::Remitted, Outcome::Upheld];

/// A bar of the cases decided on their merits; dismissed cases are not part of it.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeBar<'a> {
    /// The cases.
    pub counts: OutcomeCounts,
    /// Whose cases they are, for the accessible name: `Aarhus, 2023`.
    pub of: &'a str,
    /// The language of the accessible name.
    pub language: Language,
}

/// Draws the bar as an inline `<svg>` for a page that has [`crate::style()`].
///
/// Each part carries its number of cases where there is room. Without cases the bar is an empty,
/// dashed frame.
#[must_use]
pub fn outcome_bar(bar: &OutcomeBar) -> String {
    xml::collect(|out| {
        write!(
            out,
            "<svg class=\"bar\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
            Escaped(&outcome_label(bar))
        )?;
        draw_bar(out, bar)?;
        out.write_str("</svg>")
    })
}

/// Returns what the bar says, in words: whose cases, then every part with its share.
#[must_use]
pub fn outcome_label(bar: &OutcomeBar) -> String {
    let OutcomeBar { counts, of, language } = *bar;
    if counts.merits() == 0 {
        let nothing = match language {
            Language::Da => "ingen sager afgjort på realiteten",
            Language::En => "no case decided on its merits",
        };
        return format!("{of}: {nothing}");
    }
    let parts = ORDER.map(|outcome| {
        let share = merits_share(counts, outcome).expect("there is a case decided on its merits");
        let word = outcome_word(outcome, language).to_lowercase();
        format!(
            "{} {word} ({})",
            format::count(counts.of(outcome), language),
            format::percent(share, language)
        )
    });
    format!("{of}: {}", parts.join(", "))
}

/// Returns the three parts and their words, for a legend.
#[must_use]
pub fn outcome_legend(language: Language) -> Vec<LegendItem> {
    ORDER
        .into_iter()
        .map(|outcome| {
            let swatch = xml::collect(|out| {
                out.write_str(
                    "<svg class=\"swatch bar\" viewBox=\"0 0 44 28\" width=\"44\" height=\"28\" \
                     aria-hidden=\"true\">",
                )?;
                draw_swatch(out, outcome)?;
                out.write_str("</svg>")
            });
            LegendItem { swatch, label: outcome_word(outcome, language).to_owned() }
        })
        .collect()
}

/// Draws a piece of a part, 44 by 28, for a legend.
pub(crate) fn draw_swatch(out: &mut String, outcome: Outcome) -> fmt::Result {
    draw_part(out, outcome, [1.0, 43.0], [1.0, 27.0])
}

/// Draws everything between the `<svg>` tags.
pub(crate) fn draw_bar(out: &mut String, bar: &OutcomeBar) -> fmt::Result {
    let counts = bar.counts;
    if counts.merits() == 0 {
        return write!(
            out,
            "<rect class=\"empty\" x=\"1\" y=\"1\" width=\"{}\" height=\"{}\"/>",
            WIDTH - 2.0,
            HEIGHT - 2.0
        );
    }
    let mut before = 0;
    for outcome in ORDER {
        let after = before + counts.of(outcome);
        let [left, right] = [before, after].map(|cases| edge(cases, counts.merits()));
        if after > before {
            draw_part(out, outcome, [left, right], [1.0, HEIGHT - 1.0])?;
            let number = format::count(counts.of(outcome), bar.language);
            draw_number(out, outcome, [left, right], &number)?;
        }
        before = after;
    }
    Ok(())
}

fn edge(cases: u32, merits: u32) -> f64 {
    1.0 + (WIDTH - 2.0) * f64::from(cases) / f64::from(merits)
}

/// Draws one part. Color is not all that tells the parts apart: the first is dark, the second
/// striped, the third light.
fn draw_part(
    out: &mut String,
    outcome: Outcome,
    [left, right]: [f64; 2],
    [top, bottom]: [f64; 2],
) -> fmt::Result {
    let [x, y, width, height] = [left, top, right - left, bottom - top].map(Coordinate);
    let place = format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"");
    write!(out, "<rect class=\"{}\" {place}/>", outcome.id())?;
    if outcome == Outcome::Remitted {
        // One wide dashed line makes all stripes, without a pattern whose id would have to be
        // unique on a page of a hundred bars.
        let middle = Coordinate(f64::midpoint(top, bottom));
        write!(
            out,
            "<path class=\"stripes\" d=\"M{x} {middle}H{}\" stroke-width=\"{height}\"/>",
            Coordinate(right)
        )?;
    }
    write!(out, "<rect class=\"outline\" {place}/>")
}

/// Writes a number into its part if it fits there.
fn draw_number(
    out: &mut String,
    outcome: Outcome,
    [left, right]: [f64; 2],
    number: &str,
) -> fmt::Result {
    /// The width of a digit, and the air on both sides.
    const DIGIT: f64 = 13.0;
    const AIR: f64 = 14.0;
    let digits = u32::try_from(number.len()).unwrap_or(u32::MAX);
    if right - left < f64::from(digits) * DIGIT + AIR {
        return Ok(());
    }
    write!(
        out,
        "<text class=\"on-{}\" x=\"{}\" y=\"28\" text-anchor=\"middle\">{number}</text>",
        outcome.id(),
        Coordinate(f64::midpoint(left, right)),
    )
}

pub(crate) const fn outcome_word(outcome: Outcome, language: Language) -> &'static str {
    match (outcome, language) {
        (Outcome::Changed, Language::Da) => "Ændret eller ophævet",
        (Outcome::Remitted, Language::Da) => "Hjemvist",
        (Outcome::Upheld, Language::Da) => "Stadfæstet",
        (Outcome::Dismissed, Language::Da) => "Afvist",
        (Outcome::Changed, Language::En) => "Changed or annulled",
        (Outcome::Remitted, Language::En) => "Remitted",
        (Outcome::Upheld, Language::En) => "Upheld",
        (Outcome::Dismissed, Language::En) => "Dismissed",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_gives_every_part_with_its_share() {
        check_label(
            [5, 19, 105],
            Language::En,
            "Aarhus: 5 changed or annulled (3.9%), 19 remitted (14.7%), 105 upheld (81.4%)",
        );
    }

    #[test]
    fn no_cases_are_said_rather_than_shown_as_zero() {
        check_label([0, 0, 0], Language::Da, "Aarhus: ingen sager afgjort på realiteten");
    }

    #[test]
    fn an_empty_bar_has_a_frame_and_no_parts() {
        check_parts([0, 0, 0], "empty");
    }

    #[test]
    fn parts_keep_their_order_and_empty_ones_are_left_out() {
        check_parts([5, 19, 105], "changed outline remitted outline upheld outline");
        check_parts([0, 2, 0], "remitted outline");
    }

    #[test]
    fn the_parts_fill_the_bar() {
        let text = outcome_bar(&bar([1, 1, 1], Language::Da));
        let svg = roxmltree::Document::parse(&text).expect("the bar is well-formed");
        let number = |node: &roxmltree::Node, name: &str| -> f64 {
            node.attribute(name).expect("a part has a place").parse().expect("a number")
        };
        let last = svg.descendants().rfind(|node| node.attribute("class") == Some("upheld"));
        let last = last.expect("there are upheld cases");
        let end = number(&last, "x") + number(&last, "width");
        assert!((end - (WIDTH - 1.0)).abs() < 0.11, "{end}");
    }

    fn bar([changed, remitted, upheld]: [u32; 3], language: Language) -> OutcomeBar<'static> {
        let counts = OutcomeCounts { changed, remitted, upheld, dismissed: 7 };
        OutcomeBar { counts, of: "Aarhus", language }
    }

    #[track_caller]
    fn check_label(counts: [u32; 3], language: Language, expected: &str) {
        assert_eq!(outcome_label(&bar(counts, language)), expected);
    }

    /// Checks the classes of the rectangles, in order.
    #[track_caller]
    fn check_parts(counts: [u32; 3], expected: &str) {
        let text = outcome_bar(&bar(counts, Language::Da));
        let svg = roxmltree::Document::parse(&text).expect("the bar is well-formed");
        let classes: Vec<_> = svg
            .descendants()
            .filter(|node| node.has_tag_name("rect"))
            .filter_map(|node| node.attribute("class"))
            .collect();
        assert_eq!(classes.join(" "), expected);
    }
}
