//! What was published, and when.

use jiff::civil::Date;

use super::{
    DataFiles, Findings,
    sheet::{Row, Sheet},
};
use crate::{map::MapKind, period::Year, published::PublishedPercent};

pub(super) fn check(files: &DataFiles, findings: &mut Findings) {
    check_figures(files, findings);
    check_editions(files, findings);
}

fn check_figures(files: &DataFiles, findings: &mut Findings) {
    const PARTS: [&str; 4] =
        ["changed_or_annulled_pct", "remitted_pct", "upheld_pct", "reversal_pct"];
    let mut columns = vec!["decision_year", "map", "cases", "published_on", "source"];
    columns.extend(PARTS);
    let Some(sheet) = Sheet::read(files.published_national, &columns, findings) else { return };
    sheet.need(&["source"], findings);
    for row in &sheet.rows {
        let year = year(row, findings);
        if MapKind::by_id(row.cell("map")).is_none() {
            findings.error(row.at("map"), "it is not social, child_disability or adult_disability");
        }
        let cases = row.optional::<u32>("cases", "a whole number", findings);
        let [changed, remitted, upheld, reversal] = PARTS.map(|part| {
            row.optional::<PublishedPercent>(
                part,
                "a percentage with at most one decimal",
                findings,
            )
        });
        if reversal.is_none() && cases.is_none() {
            findings
                .error(row.at("reversal_pct"), "the row has neither a rate nor a number of cases");
        }
        if let (Some(changed), Some(remitted), Some(upheld)) = (changed, remitted, upheld) {
            let sum = changed.tenths() + remitted.tenths() + upheld.tenths();
            // Three parts, each rounded once.
            let slack = if changed.decimals() == 0 { 15 } else { 2 };
            if sum.abs_diff(1_000) > slack {
                findings
                    .error(row.at("upheld_pct"), "the three parts do not add up to 100 per cent");
            }
            let reversed = changed.tenths() + remitted.tenths();
            if reversal.is_some_and(|reversal| reversal.tenths().abs_diff(reversed) > slack) {
                findings.error(row.at("reversal_pct"), "it is not the sum of changed and remitted");
            }
        }
        published_after(row, year, findings);
    }
}

fn check_editions(files: &DataFiles, findings: &mut Findings) {
    let columns = ["decision_year", "published_on", "publisher", "basis"];
    let Some(sheet) = Sheet::read(files.published_editions, &columns, findings) else { return };
    sheet.need(&["published_on", "publisher", "basis"], findings);
    sheet.unique("decision_year", findings);
    for row in &sheet.rows {
        let year = year(row, findings);
        published_after(row, year, findings);
    }
}

fn year(row: &Row, findings: &mut Findings) -> Option<Year> {
    let number = row.needed::<i16>("decision_year", "a year", findings)?;
    let year = Year::new(number);
    if year.is_none() {
        findings.error(row.at("decision_year"), "it is not from 1900 to 2199");
    }
    year
}

fn published_after(row: &Row, year: Option<Year>, findings: &mut Findings) {
    let published = row.optional::<Date>("published_on", "a date like 2025-06-10", findings);
    if let (Some(day), Some(year)) = (published, year)
        && day <= year.last_day()
    {
        findings.error(row.at("published_on"), format!("{day} lies before the end of {year}"));
    }
}
