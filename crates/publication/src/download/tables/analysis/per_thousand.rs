//! The cases of a municipality beside its inhabitants and the recipients of the map's benefits.

use domain::{format::Language, municipality::MunicipalityCode};

use super::{
    super::super::{
        Cell, Column,
        column::{
            APPEALS_PER_1000, APPEALS_PER_1000_RECIPIENTS, POPULATION, POPULATION_YEAR, RECIPIENTS,
            RECIPIENTS_YEAR, REVERSED_PER_1000, REVERSED_PER_1000_RECIPIENTS,
        },
    },
    fraction,
};
use crate::{
    denominator::{Denominator, PerThousand},
    draft::MapYear,
    release::Release,
};

/// People, their year and the cases beside them: first inhabitants, then recipients.
pub(super) const COLUMNS: [&Column; 8] = [
    &POPULATION,
    &POPULATION_YEAR,
    &APPEALS_PER_1000,
    &REVERSED_PER_1000,
    &RECIPIENTS,
    &RECIPIENTS_YEAR,
    &APPEALS_PER_1000_RECIPIENTS,
    &REVERSED_PER_1000_RECIPIENTS,
];

pub(super) fn cells(release: &Release, map: &MapYear, code: MunicipalityCode) -> Vec<Cell> {
    let PerThousand { inhabitants, recipients } = PerThousand::of(release, map, code);
    [inhabitants, recipients].into_iter().flat_map(beside).collect()
}

fn beside(people: Option<Denominator>) -> [Cell; 4] {
    let cases = people.and_then(|it| it.cases);
    [
        people.map(|it| it.people).into(),
        people.map(|it| it.year.number().unsigned_abs()).into(),
        fraction(cases.map(|it| it.appeals)),
        fraction(cases.map(|it| it.reversed)),
    ]
}

/// Says what recipients are, or that none were delivered.
pub(super) fn note(release: &Release, map: &MapYear, language: Language) -> &'static str {
    let years = release.recipients().years(map.map);
    let is_delivered = years.first().is_some_and(|first| *first <= map.year);
    match (is_delivered, language) {
        (true, Language::Da) => {
            "Modtagere er borgere, der fik kortets ydelser i det år, der står ved tallet. Den, der fik afslag \
             og klager, er ikke blandt dem, så sager pr. 1.000 modtagere er ikke en andel."
        }
        (true, Language::En) => {
            "Recipients are citizens who received the map’s benefits in the year beside the figure. Those \
             who were refused and appeal are not among them, so cases per 1,000 recipients are not a share."
        }
        (false, Language::Da) => "Antallet af modtagere er ikke leveret for dette kort.",
        (false, Language::En) => "The number of recipients was not delivered for this map.",
    }
}
