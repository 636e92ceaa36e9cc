//! Figures over time, a line for each value of one dimension.

use charts::{
    lines::{LinePoint, LineSeries, Lines},
    standalone::Drawing,
};
use stats::{Confidence, Interval};
use tables::{cell::Cell, dimension::Role};

use super::{Asked, Picture, breaks::breaks};
use crate::{
    address::TableChoice,
    pages::{
        figure_text::in_percent,
        portal::{
            figure, narrow,
            selected::Selected,
            shares::{RATE, Shares},
        },
    },
    text::text_with,
};

/// How many lines can be told apart.
const MAX_LINES: usize = 9;

/// How many periods a picture has room for.
pub const MAX_PERIODS: usize = 200;

/// Returns the choice with all periods, where only one is chosen.
pub fn suited(selected: &Selected, choice: TableChoice) -> TableChoice {
    let time = selected.of_time();
    if selected.slice.values(time).len() > 1 {
        return choice;
    }
    choice.with(&selected.slice.dimension(time).code, vec![format!("top({MAX_PERIODS})")])
}

/// Returns the picture, or why there is none.
pub fn picture(asked: &Asked) -> Result<Picture, String> {
    let Asked { portal, selected, choice, .. } = *asked;
    let language = portal.address.language;
    let time = selected.of_time();
    let periods = selected.slice.values(time).len();
    if !(2..=MAX_PERIODS).contains(&periods) {
        return Err(asked.say("lines-periods"));
    }
    let series_of = series_of(selected);
    let whole: Vec<_> = series_of.into_iter().chain([time]).collect();
    let at = narrow::places(selected, choice);
    let all = series_of.map_or(1, |of| selected.slice.values(of).len());
    let series = all.min(MAX_LINES);
    let points: Vec<_> = (0..series).map(|place| points(asked, &at, series_of, place)).collect();
    let names: Vec<_> = (0..series).map(|place| name(asked, &at, series_of, place)).collect();
    let drawn: Vec<_> =
        names.iter().zip(&points).map(|(name, points)| LineSeries { name, points }).collect();
    let labels: Vec<_> =
        selected.slice.values(time).map(|value| value.label.get(language)).collect();
    let unit = narrow::contents(selected, &at).unit.as_ref();
    let of_these = narrow::taken(selected, &at, &whole, language);
    let svg = asked.draw(
        Drawing::Lines(&Lines {
            periods: &labels,
            series: &drawn,
            unit: unit.map_or("", |unit| unit.name.get(language)),
            breaks: &breaks(asked, &at),
            language,
            title: &asked.title(),
            description: &asked.say("picture-description"),
        }),
        &of_these,
    );
    let (shown, all) = (series.to_string(), all.to_string());
    let args = [("shown", &*shown), ("all", &*all)];
    let note = (shown != all).then(|| text_with(language, "lines-first", &args).into_owned());
    Ok(Picture {
        svg,
        legend: Vec::new(),
        of: of_these,
        fields: narrow::fields(selected, &at, &whole, language),
        notes: note.into_iter().collect(),
    })
}

/// Returns the choice whose values are the lines: the first with several values. Kinds of numbers are lines
/// only where nothing else is, and only in one unit.
fn series_of(selected: &Selected) -> Option<usize> {
    let slice = &selected.slice;
    let several = selected.fixed..slice.choices().len();
    let role = |of: usize| slice.dimension(of).role;
    let other = several.clone().find(|&of| !matches!(role(of), Role::Time | Role::Contents));
    let is_one_unit = |of: usize| {
        let mut units = slice.values(of).map(|value| value.unit.as_ref().map(|it| &it.name));
        let first = units.next();
        units.all(|unit| Some(unit) == first)
    };
    other.or_else(|| several.into_iter().find(|&of| role(of) == Role::Contents && is_one_unit(of)))
}

fn name(asked: &Asked, at: &[usize], series_of: Option<usize>, place: usize) -> String {
    let (selected, language) = (asked.selected, asked.portal.address.language);
    let value = match series_of {
        Some(of) => selected.slice.value(of, place),
        None => narrow::contents(selected, at),
    };
    value.label.get(language).to_owned()
}

/// Returns the points of a line; a period without a number has none.
fn points(
    asked: &Asked,
    at: &[usize],
    series_of: Option<usize>,
    place: usize,
) -> Vec<LinePoint<'static>> {
    let (selected, language) = (asked.selected, asked.portal.address.language);
    let slice = &selected.slice;
    let time = selected.of_time();
    let name = name(asked, at, series_of, place);
    let mut at = at.to_vec();
    if let Some(of) = series_of {
        at[of] = place;
    }
    let point = |(period, value): (usize, &tables::dimension::Value)| {
        at[time] = period;
        let Cell::Number(number) = slice.at(&at) else { return None };
        let basis = basis(selected, &at);
        let (figure, when) = (figure::number(number, language), value.label.get(language));
        Some(LinePoint {
            period,
            value: number.value(),
            interval: basis.interval,
            few_cases: basis.is_of_few,
            label: format!("{name}, {when}: {figure}").into(),
        })
    };
    slice.values(time).enumerate().filter_map(point).collect()
}

/// How sure a number is.
pub struct Basis {
    /// The 95 % interval of a rate in per cent; `None` for any other number.
    pub interval: Option<Interval>,
    /// Whether it is a rate of few cases.
    pub is_of_few: bool,
}

/// Returns how sure the number at places of the slice is.
pub fn basis(selected: &Selected, at: &[usize]) -> Basis {
    let is_rate = narrow::contents(selected, at).code == RATE;
    let shares = Shares::of(selected.table).filter(|_| is_rate);
    let figure = shares.map(|shares| shares.at(&selected.slice, at));
    let share = figure.and_then(|figure| figure.rate());
    let percent = |share: stats::Proportion| in_percent(share.wilson_interval(Confidence::P95));
    Basis {
        interval: share.map(percent),
        is_of_few: share.is_some() && figure.is_some_and(|it| !it.is_readable()),
    }
}
