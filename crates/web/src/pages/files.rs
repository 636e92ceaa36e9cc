//! The tables as files, at the address of their page with an ending.

use domain::{map::MapKind, municipality::MunicipalityCode, period::Year};
use publication::download::{self, Table, tables};

use super::{Context, refused};
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
    let Some(year) = context.release.newest_year() else {
        return refused(context, context.address.language, Refusal::NotFound);
    };
    let language = context.address.language;
    file(context, &tables::municipalities_table(context.release, year, language), kind)
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
