//! The tables as files, at the address of their page with an ending.

use domain::{
    format::Language,
    map::MapKind,
    municipality::{self, Municipality, MunicipalityCode},
    period::Year,
};
use publication::{
    analysis::MapAnalysis,
    download::{self, Table, tables},
    draft::MapYear,
    release::Release,
};

use super::{Context, municipality::compare, refused};
use crate::{
    address::{Address, FileKind, Refusal},
    answer::{Answer, CSV, JSON},
};

pub fn country(context: &Context, kind: FileKind) -> Answer {
    file(context, tables::country_table(context.release, context.address.language), kind)
}

pub fn map(context: &Context, map: MapKind, year: Year, kind: FileKind) -> Answer {
    let Some(map) = context.release.map(map, year) else {
        return refused(context, context.address.language, Refusal::NotFound);
    };
    file(context, tables::map_table(context.release, map, context.address.language), kind)
}

/// Gives a table of what is worked out beside the figures of a map and year.
pub fn analysis(
    context: &Context,
    (map, year): (MapKind, Year),
    kind: FileKind,
    table: fn(&Release, &MapYear, &MapAnalysis, Language) -> Table,
) -> Answer {
    let Context { address, release, analyses, .. } = *context;
    match release.map(map, year).zip(analyses.of(release, map, year)) {
        Some((map, analysis)) => {
            file(context, table(release, map, analysis, address.language), kind)
        }
        None => refused(context, address.language, Refusal::NotFound),
    }
}

pub fn trends(context: &Context, kind: FileKind) -> Answer {
    file(context, tables::trends_table(context.release, context.address.language), kind)
}

pub fn revisions(context: &Context, kind: FileKind) -> Answer {
    file(context, tables::revisions_table(context.release, context.address.language), kind)
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
            tables::municipalities_table(context.release, places, year, language),
            kind,
        ),
        None => refused(context, language, Refusal::NotFound),
    }
}

pub fn municipality(context: &Context, code: MunicipalityCode, kind: FileKind) -> Answer {
    let (place, language) = (code.municipality(), context.address.language);
    file(context, tables::municipality_table(context.release, place, language), kind)
}

pub fn topics(context: &Context, code: MunicipalityCode, kind: FileKind) -> Answer {
    let (place, language) = (code.municipality(), context.address.language);
    file(context, tables::topic_table(context.release, place, language), kind)
}

/// Names a file so that it can be told from others in a folder of downloads:
/// `danmarkskort-social-2024-2025-06-10.csv` is drawn on 10 June 2025.
pub fn name(context: &Context) -> String {
    let Context { address, release, .. } = *context;
    let here = Address { release: None, language: Language::Da, ..address.clone() }.to_string();
    let (path, query) = here.split_once('?').unwrap_or((&here, ""));
    let (stem, ending) = path.rsplit_once('.').unwrap_or((path, ""));
    let stem = stem.trim_start_matches("/kort").trim_start_matches("/kommuner/").trim_matches('/');
    let mut parts = vec!["danmarkskort".to_owned(), stem.replace('/', "-")];
    parts.extend(query.split('&').filter_map(|pair| Some(pair.split_once('=')?.1.to_owned())));
    if address.language == Language::En {
        parts.push("en".into());
    }
    if release.provenance().is_synthetic() {
        parts.push("synthetic".into());
    }
    parts.push(release.snapshot().drawn_on.to_string());
    format!("{}.{ending}", parts.join("-"))
}

fn file(context: &Context, table: Table, kind: FileKind) -> Answer {
    let Context { address, release, .. } = *context;
    let table = if address.as_of.is_some() { table.of_draw(&release.snapshot()) } else { table };
    match kind {
        FileKind::Csv => Answer::found(CSV, download::to_csv(&table, address.language)),
        FileKind::Json => Answer::found(JSON, download::to_json(&table, address.language)),
    }
}
