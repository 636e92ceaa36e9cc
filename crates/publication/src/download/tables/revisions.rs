//! What moved between the draws.

use domain::format::Language;

use super::{
    super::{
        Cell, Table,
        column::{ABSENCE, DECISION_YEAR, DRAWN_ON, MAP, MOVED},
    },
    OUTCOMES, count, map_name, notes, provenance, row,
};
use crate::{release::Release, revision};

/// Returns the country's figures of every map and year in every draw that has them, with the number of
/// municipalities whose figures moved since the draw before.
#[must_use]
pub fn revisions_table(release: &Release, language: Language) -> Table {
    let rows = revision::drawn_years(release).into_iter().map(|drawn| {
        let key = vec![
            map_name(drawn.map),
            Cell::Count(count(drawn.year)),
            Cell::Text(drawn.drawn_on.to_string()),
        ];
        let mut cells = row(key, &drawn.country);
        let absence = drawn.country.rate().is_none().then(|| drawn.country.standing().id());
        cells.push(absence.map_or(Cell::Missing, |reason| Cell::Text(reason.into())));
        let moved = drawn.moved.and_then(|moved| u64::try_from(moved).ok());
        cells.push(moved.into());
        cells
    });
    let columns = [&MAP, &DECISION_YEAR, &DRAWN_ON].into_iter().chain(OUTCOMES);
    Table {
        title: match language {
            Language::Da => "Revisioner: hele landet efter udtræksdato".into(),
            Language::En => "Revisions: the country by draw date".into(),
        },
        rows_are: "figures",
        about: vec![("provenance", provenance(release).into()), ("release", release.id().into())],
        notes: notes(release, language),
        columns: columns.chain([&ABSENCE, &MOVED]).collect(),
        rows: rows.collect(),
    }
}
