//! What a map's outcomes must come to in a year: the published figure, or a plausible one.

use domain::format::{tenths_of_percent, whole_percent};
use domain::{
    map::MapKind,
    outcome::Outcome,
    published::{PublishedFigure, PublishedPercent},
    reversal::{OutcomeCounts, merits_share, reversal_rate},
};

/// The shares of the merits cases that were changed and remitted, and the figure to be met.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target<'p> {
    pub changed: f64,
    pub remitted: f64,
    pub published: Option<&'p PublishedFigure>,
}

impl Target<'_> {
    /// Tells whether counts round to every figure published.
    pub fn is_met_by(&self, counts: OutcomeCounts) -> bool {
        let Some(figure) = self.published else { return true };
        let share = |outcome| merits_share(counts, outcome);
        let pairs = [
            (figure.changed, share(Outcome::Changed)),
            (figure.remitted, share(Outcome::Remitted)),
            (figure.upheld, share(Outcome::Upheld)),
            (figure.reversal, reversal_rate(counts)),
        ];
        pairs.into_iter().all(|(published, share)| {
            let (Some(published), Some(share)) = (published, share) else { return true };
            let rounded = match published.decimals() {
                0 => whole_percent(share) * 10,
                _ => tenths_of_percent(share),
            };
            rounded == u64::from(published.tenths())
        })
    }
}

/// Returns the figure of a map and year that is met: one with a split if there is one, else the most
/// exact rate, and of equals the one published last.
pub(super) fn chosen(
    figures: &[PublishedFigure],
    map: MapKind,
    year: i16,
) -> Option<&PublishedFigure> {
    let candidates = figures.iter().filter(|figure| {
        figure.map == map && figure.year.number() == year && figure.reversal.is_some()
    });
    candidates.max_by_key(|figure| {
        let decimals = figure.reversal.map_or(0, PublishedPercent::decimals);
        (has_split(figure), decimals, figure.published_on)
    })
}

/// Returns the target of a map and year.
pub(super) fn target(figures: &[PublishedFigure], map: MapKind, year: i16) -> Target<'_> {
    let published = chosen(figures, map, year);
    let changed_part = changed_part_of_reversed(figures, map, year);
    let reversed =
        published.and_then(reversed_share).unwrap_or_else(|| rate_between(figures, map, year));
    Target {
        changed: reversed * changed_part,
        remitted: reversed * (1.0 - changed_part),
        published,
    }
}

const fn has_split(figure: &PublishedFigure) -> bool {
    figure.changed.is_some() && figure.remitted.is_some() && figure.upheld.is_some()
}

fn fraction(percent: PublishedPercent) -> f64 {
    f64::from(percent.tenths()) / 1_000.0
}

fn reversed_share(figure: &PublishedFigure) -> Option<f64> {
    match (figure.changed, figure.remitted) {
        (Some(changed), Some(remitted)) => Some(fraction(changed) + fraction(remitted)),
        _ => figure.reversal.map(fraction),
    }
}

/// Returns the changed cases' part of the reversed ones, from the nearest year with a split of the
/// map, or else of the general map.
fn changed_part_of_reversed(figures: &[PublishedFigure], map: MapKind, year: i16) -> f64 {
    let nearest = |map| {
        let splits = figures.iter().filter(|figure| figure.map == map && has_split(figure));
        splits.min_by_key(|figure| (figure.year.number().abs_diff(year), figure.year))
    };
    let part = nearest(map)
        .or_else(|| nearest(MapKind::Social))
        .and_then(|figure| Some(fraction(figure.changed?) / reversed_share(figure)?));
    part.unwrap_or(0.25)
}

/// Returns a rate where none was published: on a line between the nearest published ones, or the
/// nearest one.
fn rate_between(figures: &[PublishedFigure], map: MapKind, year: i16) -> f64 {
    let rate = |year| Some((year, reversed_share(chosen(figures, map, year)?)?));
    let before = (2000..year).rev().find_map(rate);
    let after = (year + 1..2100).find_map(rate);
    match (before, after) {
        (Some((from, low)), Some((to, high))) => {
            low + (high - low) * f64::from(year - from) / f64::from(to - from)
        }
        (Some((_, rate)), None) | (None, Some((_, rate))) => rate,
        (None, None) => 0.36,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_with_a_split_goes_before_a_later_rate() {
        check(MapKind::Social, 2020, 363, true);
        check(MapKind::Social, 2024, 449, true);
    }

    #[test]
    fn without_a_split_the_most_exact_and_latest_rate_is_met() {
        check(MapKind::Social, 2023, 386, true);
        check(MapKind::ChildDisability, 2018, 480, true);
        check(MapKind::AdultDisability, 2022, 0, false);
    }

    #[test]
    fn a_year_without_a_figure_lies_between_its_neighbors() {
        let figures = PublishedFigure::reference();
        let target = target(&figures, MapKind::ChildDisability, 2022);
        let rate = target.changed + target.remitted;
        assert!((0.359..0.484).contains(&rate), "{rate}");
    }

    #[track_caller]
    fn check(map: MapKind, year: i16, tenths: u32, is_published: bool) {
        let figures = PublishedFigure::reference();
        let figure = chosen(&figures, map, year);
        assert_eq!(figure.is_some(), is_published);
        let rate = figure.and_then(|figure| figure.reversal);
        assert_eq!(rate.map_or(0, PublishedPercent::tenths), tenths);
    }
}
