//! The tables as files, at the address of their page with an ending.

use domain::{
    map::MapKind,
    municipality::{self, Municipality, MunicipalityCode},
    period::Year,
};
use publication::download::{self, Table, tables};

use super::{Context, municipality::compare, refused};
use crate::{
    address::{FileKind, Refusal},
    answer::{Answer, CSV, JSON},
};

pub fn country(context: &Context, kind: FileKind) -> Answer {
    file(context, &tables::country_table(context.release, context.address.language), kind)
}

pub fn map(context: &Context, map: MapKind, year: Year, kind: FileKind) -> Answer {
    let Some(map) = context.release.map(map, year) else {
        return refused(context, context.address.language, Refusal::NotFound);
    };
    file(context, &tables::map_table(context.release, map, context.address.language), kind)
}

pub fn municipalities(context: &Context, kind: FileKind) -> Answer {
    of_places(context, &municipality::in_danish_order(), kind)
}

/// Gives a municipality and its neighbors, in the order of its page.
pub fn neighbors(context: &Context, code: MunicipalityCode, kind: FileKind) -> Answer {
    let mut places = vec![code.municipality()];
    places.extend(compare::neighbors(context, code));
    of_places(context, &places, kind)
}

fn of_places(context: &Context, places: &[&Municipality], kind: FileKind) -> Answer {
    let language = context.address.language;
    match context.release.newest_year() {
        Some(year) => file(
            context,
            &tables::municipalities_table(context.release, places, year, language),
            kind,
        ),
        None => refused(context, language, Refusal::NotFound),
    }
}

pub fn municipality(context: &Context, code: MunicipalityCode, kind: FileKind) -> Answer {
    let (place, language) = (code.municipality(), context.address.language);
    file(context, &tables::municipality_table(context.release, place, language), kind)
}

pub fn topics(context: &Context, code: MunicipalityCode, kind: FileKind) -> Answer {
    let (place, language) = (code.municipality(), context.address.language);
    file(context, &tables::topic_table(context.release, place, language), kind)
}

fn file(context: &Context, table: &Table, kind: FileKind) -> Answer {
    let language = context.address.language;
    match kind {
        FileKind::Csv => Answer::found(CSV, download::to_csv(table, language)),
        FileKind::Json => Answer::found(JSON, download::to_json(table, language)),
    }
}
