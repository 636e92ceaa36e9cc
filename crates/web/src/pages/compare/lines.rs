//! The rates of the municipalities over the years, as lines and as a table.

use charts::lines::{LinePoint, LineSeries, Lines, lines};
use domain::{format::Language, map::MapKind, municipality::MunicipalityCode};
use publication::draft::MapYear;

use crate::{
    pages::{
        Context,
        figure_text::{self, Cell, in_line, in_percent},
        series::YearRow,
    },
    text::{text, text_with},
};

/// The years of one map.
pub struct OverYears {
    pub svg: String,
    pub names: Vec<&'static str>,
    /// The newest first.
    pub rows: Vec<YearRow>,
    /// What begins to count something else, and when.
    pub breaks: Vec<String>,
}

/// Returns the rates of municipalities in all editions; `None` where there is only one.
pub fn over_years(
    context: &Context,
    map: MapKind,
    places: &[MunicipalityCode],
) -> Option<OverYears> {
    let language = context.address.language;
    let years: Vec<_> = context.release.series(map).collect();
    let breaks = years.iter().filter_map(|year| year.series_break.as_ref());
    (years.len() > 1).then(|| OverYears {
        svg: drawn(map, &years, places, language),
        names: places.iter().map(|code| &*code.municipality().name).collect(),
        rows: years.iter().rev().map(|year| row(year, places, language)).collect(),
        breaks: breaks.map(|it| it.sentence(language)).collect(),
    })
}

fn drawn(
    map: MapKind,
    years: &[&MapYear],
    places: &[MunicipalityCode],
    language: Language,
) -> String {
    let labels: Vec<_> = years.iter().map(|year| year.year.to_string()).collect();
    let periods: Vec<_> = labels.iter().map(String::as_str).collect();
    let points: Vec<_> = places.iter().map(|code| points(years, *code, language)).collect();
    let named = places.iter().zip(&points);
    let series: Vec<_> = named
        .map(|(code, points)| LineSeries { name: &code.municipality().name, points })
        .collect();
    let breaks: Vec<_> = (0..years.len()).filter(|&at| years[at].is_break()).collect();
    let title = text_with(language, "several-lines", &[("map", map.name(language))]);
    lines(&Lines {
        periods: &periods,
        series: &series,
        unit: &text(language, "several-unit"),
        breaks: &breaks,
        language,
        title: &title,
        description: &text(language, "picture-description"),
    })
}

/// Returns the points of a municipality; a year without a rate has none, and the table says why.
fn points(
    years: &[&MapYear],
    code: MunicipalityCode,
    language: Language,
) -> Vec<LinePoint<'static>> {
    let point = |(period, year): (usize, &&MapYear)| {
        let figure = year.municipality(code);
        let said = in_line(figure, language);
        Some(LinePoint {
            period,
            value: 100.0 * figure.rate()?.value(),
            interval: figure.interval().map(in_percent),
            few_cases: !figure.is_readable(),
            label: format!("{}, {}: {said}", code.municipality().name, year.year).into(),
        })
    };
    years.iter().enumerate().filter_map(point).collect()
}

fn row(year: &MapYear, places: &[MunicipalityCode], language: Language) -> YearRow {
    let cell =
        |code: &MunicipalityCode| -> Cell { figure_text::cell(year.municipality(*code), language) };
    let mark = if year.is_break() { text(language, "break-mark") } else { "".into() };
    YearRow {
        year: format!("{} {mark}", year.year).trim_end().to_owned(),
        cells: places.iter().map(cell).collect(),
    }
}
