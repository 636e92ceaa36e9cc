//! The recipients that an administrator brings.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    At, DataFile, Findings,
    sheet::{Row, Sheet},
};
use crate::{
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::Year,
    recipients::{self, COLUMNS},
};

pub(super) fn check(file: DataFile, findings: &mut Findings) {
    let Some(sheet) = Sheet::read(file, &COLUMNS, findings) else { return };
    sheet.need(&["source"], findings);
    if sheet.other_columns > 0 {
        let at = At { file: sheet.file, line: 1, column: None };
        let reason = format!("{} columns are not known and are ignored", sheet.other_columns);
        findings.warning(at, reason);
    }
    let mut seen = BTreeMap::new();
    for row in &sheet.rows {
        row.needed::<u32>("recipients", "a whole number", findings);
        let Some(key) = key(row, findings) else { continue };
        if let Some(first) = seen.insert(key, row.line) {
            let reason = format!("map, year and municipality stand on line {first} already");
            findings.error(row.at("code"), reason);
        }
    }
    find_gaps(sheet.file, seen.keys(), findings);
}

fn key(row: &Row, findings: &mut Findings) -> Option<(MapKind, Year, MunicipalityCode)> {
    let map = MapKind::by_id(row.cell("map"));
    if map.is_none() {
        findings.error(row.at("map"), "it is not social, child_disability or adult_disability");
    }
    let number = row.needed::<i16>("year", "a year", findings);
    let year = number.and_then(recipients::year);
    if number.is_some() && year.is_none() {
        findings.error(row.at("year"), "it is not from 2000 to 2100");
    }
    let code = MunicipalityCode::parse(row.cell("code"));
    if code.is_none() {
        findings.error(row.at("code"), "no municipality has this code");
    }
    Some((map?, year?, code?))
}

/// Finds years that lack municipalities. That is no error: a source may leave out small numbers.
fn find_gaps<'a>(
    file: &str,
    keys: impl Iterator<Item = &'a (MapKind, Year, MunicipalityCode)>,
    findings: &mut Findings,
) {
    let mut years: BTreeMap<(MapKind, Year), BTreeSet<MunicipalityCode>> = BTreeMap::new();
    for (map, year, code) in keys {
        years.entry((*map, *year)).or_default().insert(*code);
    }
    for ((map, year), found) in &years {
        let missing = municipality::all().len() - found.len();
        if missing > 0 {
            let reason = format!(
                "{missing} municipalities have no recipients of {} in {year}: an earlier year, or \
                 nothing, is shown for them",
                map.id()
            );
            findings.warning(At { file, line: 0, column: None }, reason);
        }
    }
}
