//! `FEJL1`: formal errors, on upheld cases too.

use domain::outcome::Outcome;
use tables::{
    cube::{Column, Cube, Formula},
    dimension::{Dimension, Role, Value},
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use super::tabulation::Tabulation;
use crate::{
    codes, contents, details,
    facts::{self, Subject},
    protect::{Axis, Earlier, Unhidden},
    source::Source,
    sum::Sum,
};

/// Returns the table of formal errors; `None` where they were not delivered.
pub(crate) fn table(source: &Source, earlier: Option<&Table>) -> Result<Option<Table>, Unhidden> {
    let Some(counts) = &source.years.details.formal_errors else { return Ok(None) };
    let (dimension, codes) =
        codes::dimension("FEJL", Text::new("formel fejl", "formal error"), counts);
    if codes.is_empty() {
        return Ok(None);
    }
    let ends = vec![Sum { total: 0, parts: vec![1, 2, 3] }];
    let own = vec![(dimension, Vec::new()), (outcomes(), ends)];
    let mut table = Tabulation::new("FEJL1", source, own, Axis::free(1));
    for count in counts {
        let code = codes.binary_search(&&*count.code).expect("codes are those of the counts");
        for end in [0, end(count.outcome)] {
            table.add(count.municipality, count.topic, code * 4 + end, (count.period, count.cases));
        }
    }
    table.add_places();
    table.protect(source.settings.hide_up_to, &[], &Earlier::of(earlier))?;
    let contents = contents::dimension(vec![contents::cases(
        "sager",
        "Sager med fejlen",
        "Cases with the error",
    )]);
    let facts = facts(source);
    let cube = Cube::new(vec![Column::Counts(table.counts.clone())], vec![Formula::Stored(0)]);
    Ok(Some(table.table(facts, contents, cube)))
}

fn outcomes() -> Dimension {
    let values = [
        Value::new("ALLE", Text::new("Alle udfald", "All outcomes")),
        Value::new("OMGJORT", Text::new("Omgjort", "Reversed")).within(0),
        Value::new("STADFAESTET", Text::new("Stadfæstet", "Upheld")).within(0),
        Value::new(
            "AFVIST",
            Text::new("Afvist, henvist eller bortfaldet", "Dismissed, referred or lapsed"),
        )
        .within(0),
    ];
    Dimension {
        code: "UDFALD".into(),
        label: Text::new("udfald", "outcome"),
        role: Role::Classification,
        values: values.into(),
        total: Some(0),
        subsets: Vec::new(),
        notes: Vec::new(),
    }
}

/// Returns the place of an outcome in [`outcomes`].
const fn end(outcome: Outcome) -> usize {
    match outcome {
        Outcome::Changed | Outcome::Remitted => 1,
        Outcome::Upheld => 2,
        Outcome::Dismissed => 3,
    }
}

fn facts(source: &Source) -> Facts {
    facts::of(
        source,
        "FEJL1",
        Subject::Reasons,
        TimeUnit::Year,
        [
            Text::new(
                "Formelle fejl i påklagede afgørelser",
                "Formal errors in decisions that were appealed",
            ),
            Text::new(
                "Fejl i partshøring, oplysning af sagen og begrundelse. De registreres også, når afgørelsen blev stadfæstet.",
                "Errors in hearing the party, in investigating the case and in reasoning. They are registered also where the decision was upheld.",
            ),
            details::disclosure(source),
        ],
    )
}
