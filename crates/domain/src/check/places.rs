//! Municipalities, regions, spellings and population.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{At, DataFile, DataFiles, Findings, sheet::Sheet};
use crate::region::{self, Region};

/// How many municipalities Denmark has.
const MUNICIPALITIES: usize = 98;

pub(super) fn check(files: &DataFiles, findings: &mut Findings) {
    let regions = check_regions(files.regions, findings);
    let codes = check_municipalities(files.municipalities, &regions, findings);
    check_aliases(files.aliases, &codes, findings);
    check_population(files.population, &codes, findings);
}

fn check_regions(file: DataFile, findings: &mut Findings) -> Vec<Region> {
    let columns = ["id", "code", "name", "valid_from", "valid_to", "successor", "source"];
    let Some(sheet) = Sheet::read(file, &columns, findings) else { return Vec::new() };
    sheet.need(&["id", "name", "valid_from", "source"], findings);
    sheet.unique("id", findings);
    for row in &sheet.rows {
        row.optional::<u16>("code", "a number", findings);
        row.needed::<Date>("valid_from", "a date like 2007-01-01", findings);
        row.optional::<Date>("valid_to", "a date like 2026-12-31", findings);
    }
    let Ok(regions) = region::parse(file.text) else { return Vec::new() };
    for (row, region) in sheet.rows.iter().zip(&regions) {
        let next = regions.iter().find(|other| Some(&other.id) == region.successor.as_ref());
        match (region.valid_to, &region.successor, next) {
            (None, None, _) => {}
            (Some(_), None, _) | (None, Some(_), _) => {
                findings.error(
                    row.at("successor"),
                    "a region that ends has a last day and a successor",
                );
            }
            (Some(_), Some(_), None) => {
                findings.error(row.at("successor"), "there is no region of this id");
            }
            (Some(end), Some(_), Some(next)) => {
                if end.tomorrow().ok() != Some(next.valid_from) {
                    let reason = format!("the successor begins on {}", next.valid_from);
                    findings.error(row.at("valid_to"), reason);
                }
            }
        }
    }
    regions
}

fn check_municipalities(
    file: DataFile,
    regions: &[Region],
    findings: &mut Findings,
) -> BTreeSet<String> {
    let columns = ["code", "name", "full_name", "region_code", "region", "group", "sort_da"];
    let Some(sheet) = Sheet::read(file, &columns, findings) else { return BTreeSet::new() };
    sheet.need(&columns, findings);
    for column in ["code", "name", "sort_da"] {
        sheet.unique(column, findings);
    }
    if sheet.rows.len() != MUNICIPALITIES {
        let at = At { file: sheet.file, line: 0, column: None };
        findings.error(at, format!("{} municipalities, not {MUNICIPALITIES}", sheet.rows.len()));
    }
    for row in &sheet.rows {
        let region = regions.iter().find(|region| region.name == row.cell("region"));
        match region {
            None => findings.error(row.at("region"), "there is no region of this name"),
            Some(region)
                if region.code.map(|it| it.to_string()).as_deref()
                    != Some(row.cell("region_code")) =>
            {
                findings.error(row.at("region_code"), "it is not the code of the region");
            }
            Some(_) => {}
        }
        let order = row.needed::<usize>("sort_da", "a number from 1 to 98", findings);
        if order.is_some_and(|order| !(1..=MUNICIPALITIES).contains(&order)) {
            findings.error(row.at("sort_da"), "it is not from 1 to 98");
        }
    }
    sheet.rows.iter().map(|row| row.cell("code").to_owned()).collect()
}

fn check_aliases(file: DataFile, codes: &BTreeSet<String>, findings: &mut Findings) {
    let Some(sheet) = Sheet::read(file, &["name", "code", "basis"], findings) else { return };
    sheet.need(&["name", "basis"], findings);
    sheet.unique("name", findings);
    for row in sheet.rows.iter().filter(|row| !codes.contains(row.cell("code"))) {
        findings.error(row.at("code"), "no municipality has this code");
    }
}

fn check_population(file: DataFile, codes: &BTreeSet<String>, findings: &mut Findings) {
    let Some(sheet) = Sheet::read(file, &["year", "code", "population"], findings) else { return };
    let mut years: BTreeMap<i16, BTreeSet<&str>> = BTreeMap::new();
    for row in &sheet.rows {
        if !codes.contains(row.cell("code")) {
            findings.error(row.at("code"), "no municipality has this code");
        }
        if row.needed::<u32>("population", "a whole number", findings) == Some(0) {
            findings.error(row.at("population"), "nobody lives there");
        }
        let Some(year) = row.needed::<i16>("year", "a year", findings) else { continue };
        if !years.entry(year).or_default().insert(row.cell("code")) {
            findings.error(row.at("code"), format!("the municipality stands twice in {year}"));
        }
    }
    let whole = At { file: sheet.file, line: 0, column: None };
    for (year, found) in &years {
        let missing = codes.iter().filter(|code| !found.contains(code.as_str())).count();
        if missing > 0 {
            findings.error(whole, format!("{missing} municipalities have no population in {year}"));
        }
    }
    if let (Some((first, _)), Some((last, _))) = (years.first_key_value(), years.last_key_value()) {
        let gaps: Vec<_> = (*first..*last).filter(|year| !years.contains_key(year)).collect();
        if !gaps.is_empty() {
            let gaps: Vec<_> = gaps.iter().map(ToString::to_string).collect();
            let reason =
                format!("no population for {}: pages show the year before", gaps.join(", "));
            findings.warning(whole, reason);
        }
    }
}
