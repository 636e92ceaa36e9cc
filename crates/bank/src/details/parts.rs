//! `DEL1`: the extended statistics.

use domain::count::ExtendedCount;
use tables::{
    cube::{Column, Cube, Formula},
    dimension::Dimension,
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use super::tabulation::Tabulation;
use crate::{
    contents, details,
    facts::{self, Subject},
    protect::{Axis, Earlier, Unhidden},
    source::Source,
    sum::Sum,
};

/// Returns the table of the extended statistics; `None` where parts were not delivered.
///
/// The reversed, upheld and dismissed cases of a municipality are public in `OMG1`, so they are shown
/// here too; only how the reversed ones divide can be hidden.
pub(crate) fn table(source: &Source, earlier: Option<&Table>) -> Result<Option<Table>, Unhidden> {
    let Some(counts) = &source.years.details.extended else { return Ok(None) };
    let kinds = Axis { size: 5, sums: vec![Sum { total: 2, parts: vec![0, 1] }] };
    let mut table = Tabulation::new("DEL1", source, Vec::new(), kinds);
    for ExtendedCount { period, municipality, topic, outcomes } in counts {
        let kinds = [
            outcomes.fully_reversed,
            outcomes.partly_reversed,
            outcomes.reversed(),
            outcomes.upheld,
            outcomes.dismissed,
        ];
        for (kind, cases) in kinds.into_iter().enumerate() {
            table.add(*municipality, *topic, kind, (*period, cases));
        }
    }
    table.add_places();
    table.protect(source.settings.hide_up_to, &[2, 3, 4], &Earlier::of(earlier))?;
    let share =
        |part: usize, rest: [usize; 2]| Formula::Percent { part: vec![part], rest: rest.into() };
    let stored = (0..5).map(Formula::Stored);
    let formulas = stored.chain([share(0, [1, 3]), share(1, [0, 3])]).collect();
    let columns = (0..5).map(|kind| Column::Counts(table.column(kind))).collect();
    Ok(Some(table.table(facts(source), kinds_of_counts(), Cube::new(columns, formulas))))
}

fn facts(source: &Source) -> Facts {
    facts::of(
        source,
        "DEL1",
        Subject::Reversal,
        TimeUnit::Year,
        [
            Text::new(
                "Udvidet statistik: helt og delvist omgjorte sager",
                "Extended statistics: cases reversed in full and in part",
            ),
            Text::new(
                "En sag med flere delafgørelser tæller i den almindelige statistik som omgjort, hvis én del er omgjort. Her ses, hvor mange der kun er det delvist.",
                "A case of several part-decisions counts as reversed in the ordinary statistics when one part is. Here it is seen how many are so in part only.",
            ),
            details::disclosure(source),
        ],
    )
}

fn kinds_of_counts() -> Dimension {
    contents::dimension(vec![
        contents::cases("helt_omgjort", "Helt omgjort", "Reversed in full"),
        contents::cases("delvist_omgjort", "Delvist omgjort", "Reversed in part"),
        contents::cases("omgjort", "Omgjort i alt", "Reversed in all"),
        contents::cases("stadfaestet", "Stadfæstet", "Upheld"),
        contents::cases(
            "afvist",
            "Afvist, henvist eller bortfaldet",
            "Dismissed, referred or lapsed",
        ),
        contents::percent(
            "helt_procent",
            "Helt omgjort, pct. af realitetsbehandlede",
            "Reversed in full, per cent of those decided on their merits",
        ),
        contents::percent(
            "delvist_procent",
            "Delvist omgjort, pct. af realitetsbehandlede",
            "Reversed in part, per cent of those decided on their merits",
        ),
    ])
}
