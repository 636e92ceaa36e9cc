//! `AARSAG1`: why decisions were reversed.

use domain::{count::CodeCount, outcome::Outcome};
use tables::{
    cube::{Column, Count, Cube, Formula},
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use super::tabulation::Tabulation;
use crate::{
    codes, contents, details,
    facts::{self, Subject},
    protect::{Axis, Earlier, Unhidden},
    source::Source,
};

/// Returns the table of the reasons for reversal; `None` where they were not delivered.
pub(crate) fn table(source: &Source, earlier: Option<&Table>) -> Result<Option<Table>, Unhidden> {
    let Some(counts) = &source.years.details.reversal_reasons else { return Ok(None) };
    let label = Text::new("omgørelsesgrund", "reason for reversal");
    let (dimension, codes) = codes::dimension("GRUND", label, counts);
    if codes.is_empty() {
        return Ok(None);
    }
    let mut table =
        Tabulation::new("AARSAG1", source, vec![(dimension, Vec::new())], Axis::free(1));
    let is_reversed =
        |count: &&CodeCount| matches!(count.outcome, Outcome::Changed | Outcome::Remitted);
    for count in counts.iter().filter(is_reversed) {
        let code = codes.binary_search(&&*count.code).expect("codes are those of the counts");
        table.add(count.municipality, count.topic, code, (count.period, count.cases));
    }
    table.add_places();
    table.protect(source.settings.hide_up_to, &[], &Earlier::of(earlier))?;
    let rest = rest(source, &table);
    let formulas = vec![Formula::Stored(0), Formula::Percent { part: vec![0], rest: vec![1] }];
    let contents = contents::dimension(vec![
        contents::cases("sager", "Omgjorte sager med grunden", "Reversed cases with the reason"),
        contents::percent("procent", "Pct. af de omgjorte sager", "Per cent of the reversed cases"),
    ]);
    let facts = facts(source);
    let columns = vec![Column::Counts(table.counts.clone()), Column::Counts(rest)];
    Ok(Some(table.table(facts, contents, Cube::new(columns, formulas))))
}

/// Returns, beside each count of a reason, the reversed cases without it.
fn rest(source: &Source, table: &Tabulation) -> Vec<Count> {
    let mut all = Tabulation::new("AARSAG1", source, Vec::new(), Axis::free(1));
    for count in &source.years.cases {
        let cases = count.outcomes.reversed();
        all.add(count.municipality, count.topic, 0, (count.period, cases));
    }
    all.add_places();
    let without = |([place, law, _, time], count): ([usize; 4], Count)| {
        let reversed = all.counts[all.at([place, law, 0, time])];
        match (reversed.get(), count.get()) {
            (Ok(reversed), Ok(count)) => Count::of(reversed.saturating_sub(count)),
            (Err(reason), _) | (_, Err(reason)) => Count::missing(reason),
        }
    };
    table.cells().map(without).collect()
}

fn facts(source: &Source) -> Facts {
    facts::of(
        source,
        "AARSAG1",
        Subject::Reasons,
        TimeUnit::Year,
        [
            Text::new("Grunde til omgørelse", "Reasons for reversal"),
            Text::new(
                "Hvorfor Ankestyrelsen ændrede, ophævede eller hjemviste kommunernes afgørelser. En sag kan have flere grunde.",
                "Why the board changed, annulled or remitted the municipalities' decisions. A case may have several reasons.",
            ),
            details::disclosure(source),
        ],
    )
}
