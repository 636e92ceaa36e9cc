//! The country's series by year and by quarter, with what was published, breaks and events.

use domain::{
    format::Language,
    map::MapKind,
    period::{Period, Year},
};

use super::{
    super::{
        Cell, Table,
        column::{
            ABSENCE, BASIS, DRAWN_ON, PERIOD, PROVENANCE, PUBLISHED_ON, SERIES, SERIES_BREAK,
            SOURCE,
        },
    },
    OUTCOMES, break_before, notes, provenance, row,
};
use crate::{figure::Figure, release::Release};

/// What the series beside the three maps is called in files.
const REST: &str = "rest_of_social";

/// Returns the country's figures of the three maps and the rest of the social area: by year, every
/// published figure of the year, and by quarter.
#[must_use]
pub fn trends_table(release: &Release, language: Language) -> Table {
    let mut rows = Vec::new();
    for map in MapKind::ALL {
        for year in release.series(map) {
            let period = Period::Year(year.year);
            let mut cells = counted(release, map.id(), period, &year.country);
            cells.push(break_before(year, language));
            rows.push(cells);
            rows.extend(published(release, map, year.year));
        }
        for quarter in release.quarters(map) {
            let period = Period::Quarter(quarter.quarter);
            let mut cells = counted(release, map.id(), period, &quarter.country);
            let of_year = release.map(map, quarter.quarter.year());
            let first = of_year.filter(|_| quarter.quarter.number() == 1);
            cells.push(first.map_or(Cell::Missing, |year| break_before(year, language)));
            rows.push(cells);
        }
    }
    for year in release.rest() {
        let mut cells = counted(release, REST, Period::Year(year.year), &year.country);
        let reasons: Vec<_> = year.breaks.iter().map(|it| it.reason(language)).collect();
        let is_break = !reasons.is_empty();
        cells.push(if is_break { Cell::Text(reasons.join(" ")) } else { Cell::Missing });
        rows.push(cells);
    }
    let columns = [&SERIES, &PERIOD].into_iter().chain(OUTCOMES);
    Table {
        title: match language {
            Language::Da => "Udvikling: hele landet efter år og kvartal".into(),
            Language::En => "Trends: the country by year and quarter".into(),
        },
        rows_are: "figures",
        about: vec![("release", release.id().into())],
        notes: with_events(release, language),
        columns: columns
            .chain([
                &ABSENCE,
                &BASIS,
                &PUBLISHED_ON,
                &SOURCE,
                &DRAWN_ON,
                &PROVENANCE,
                &SERIES_BREAK,
            ])
            .collect(),
        rows,
    }
}

fn with_events(release: &Release, language: Language) -> Vec<String> {
    let mut notes = notes(release, language);
    let events = release.annotations().iter();
    notes.extend(events.map(|event| {
        format!("{} ({}). {}", event.text(language), event.on.written(language), event.source)
    }));
    notes
}

fn counted(release: &Release, series: &str, period: Period, figure: &Figure) -> Vec<Cell> {
    let key = vec![Cell::Text(series.into()), Cell::Text(period.to_string())];
    let mut cells = row(key, figure);
    let absence = figure.rate().is_none().then(|| figure.standing().id());
    cells.push(absence.map_or(Cell::Missing, |reason| Cell::Text(reason.into())));
    cells.extend([Cell::Text("counted".into()), Cell::Missing, Cell::Missing]);
    cells.push(Cell::Text(release.snapshot().drawn_on.to_string()));
    cells.push(Cell::Text(provenance(release).into()));
    cells
}

/// Only percentages were published: no counts, no interval, no draw date.
fn published(release: &Release, map: MapKind, year: Year) -> Vec<Vec<Cell>> {
    let rows = release.published(map, year).filter_map(|known| {
        let percent = f64::from(known.reversal?.tenths()) / 10.0;
        let date = known.published_on.map_or(Cell::Missing, |day| Cell::Text(day.to_string()));
        let mut cells = vec![Cell::Text(map.id().into()), Cell::Text(year.to_string())];
        cells.extend([const { Cell::Missing }; 4]);
        cells.extend([known.merits.into(), Cell::Missing, Cell::Fraction(percent)]);
        cells.extend([const { Cell::Missing }; 3]);
        cells.extend([Cell::Text("published".into()), date, Cell::Text(known.source.clone())]);
        cells.extend([Cell::Missing, Cell::Text("published".into()), Cell::Missing]);
        Some(cells)
    });
    rows.collect()
}
