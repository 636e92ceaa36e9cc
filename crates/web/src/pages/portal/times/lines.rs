//! The pictures: a line for each of a few series.

use charts::lines::{LinePoint, LineSeries, Lines, lines};
use domain::format;
use publication::edition::FEW_CASES_BELOW;
use tables::cell::Missing;

use super::{
    super::picture::MAX_PERIODS,
    flow::{Group, Measure},
    scope::{Months, Scope},
};

/// A picture, with the table that holds its figures.
pub struct Chart {
    pub caption: String,
    pub svg: String,
    pub href: String,
}

/// A series before it is drawn.
pub struct Series {
    pub name: String,
    pub points: Vec<Result<Point, Missing>>,
}

/// A figure of a period.
pub struct Point {
    pub value: f64,
    pub is_of_few: bool,
}

/// What a picture is of.
pub struct Drawn<'a> {
    pub caption: String,
    pub unit: &'static str,
    pub periods: &'a [&'a str],
    pub series: Vec<Series>,
    pub href: String,
}

impl Scope<'_> {
    /// Draws a picture of the chosen cases.
    pub fn draw(&self, drawn: Drawn) -> Chart {
        let unit = self.say(drawn.unit);
        let points: Vec<_> =
            drawn.series.iter().map(|series| self.points(series, drawn.periods, &unit)).collect();
        let series: Vec<_> = drawn
            .series
            .iter()
            .zip(&points)
            .map(|(series, points)| LineSeries { name: &series.name, points })
            .collect();
        let svg = lines(&Lines {
            periods: drawn.periods,
            series: &series,
            unit: &unit,
            breaks: &[],
            language: self.language(),
            title: &format!("{}. {}", drawn.caption, self.name()),
            description: &self.say("times-picture"),
        });
        Chart { caption: drawn.caption, svg, href: drawn.href }
    }

    fn points(&self, series: &Series, periods: &[&str], unit: &str) -> Vec<LinePoint<'static>> {
        let point = |(period, point): (usize, &Result<Point, Missing>)| {
            let point = point.as_ref().ok()?;
            let figure = format::fixed(point.value, 0, self.language());
            let few = if point.is_of_few { self.say("times-few") } else { String::new() };
            let (name, when) = (&series.name, periods[period]);
            let label = format!("{name}, {when}: {figure} {unit}{few}").into();
            let (value, few_cases) = (point.value, point.is_of_few);
            Some(LinePoint { period, value, interval: None, few_cases, label })
        };
        series.points.iter().enumerate().filter_map(point).collect()
    }

    /// Returns the months that a picture has room for, and their names.
    pub fn drawn_months(&self) -> (std::ops::Range<usize>, Vec<&str>) {
        let all = self.flow.months().values.len();
        let months = all.saturating_sub(MAX_PERIODS)..all;
        (months.clone(), months.map(|month| self.month_name(month)).collect())
    }
}

/// Returns a count by month.
pub fn counts(
    group: &Group,
    measure: Measure,
    months: std::ops::Range<usize>,
) -> Vec<Result<Point, Missing>> {
    let point = |cases: u32| Point { value: f64::from(cases), is_of_few: false };
    months.map(|month| group.count(measure, month).map(point)).collect()
}

/// Returns a mean by month.
pub fn means(
    group: &Group,
    measure: Measure,
    months: std::ops::Range<usize>,
) -> Vec<Result<Point, Missing>> {
    let mean = |month| group.mean(measure, month..=month);
    let point = |mean: super::flow::Mean| Point {
        value: mean.days,
        is_of_few: mean.cases < FEW_CASES_BELOW,
    };
    months.map(|month| mean(month).map(point)).collect()
}

/// Returns the pictures of what came in, was decided and lay, by month.
pub fn monthly(scope: &Scope) -> Vec<Chart> {
    let (months, names) = scope.drawn_months();
    let series = |measure: Measure, name: &str| Series {
        name: scope.say(name),
        points: counts(&scope.all, measure, months.clone()),
    };
    let drawn = |caption: &str, series: Vec<Series>, measures: &[Measure]| {
        let href = scope.link(scope.chosen_laws(), measures, Months::All);
        scope.draw(Drawn {
            caption: scope.say(caption),
            unit: "times-cases",
            periods: &names,
            series,
            href,
        })
    };
    let flows = [Measure::Received, Measure::Decided];
    vec![
        drawn(
            "times-flow-caption",
            vec![series(flows[0], "times-received"), series(flows[1], "times-decided")],
            &flows,
        ),
        drawn(
            "times-pending-caption",
            vec![series(Measure::Pending, "times-pending-name")],
            &[Measure::Pending],
        ),
    ]
}
