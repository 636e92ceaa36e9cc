//! The statistics tables as datasets.

use domain::format::Language;
use jiff::civil::Date;
use oxrdf::NamedNode;
use tables::{
    choose::MAX_CELLS,
    table::{Facts, Table, TimeUnit},
    text::Text,
};

use super::common::{CSV, Common, Form, Place, described, marked};
use crate::api::{
    Settings,
    open_data::{
        OpenData,
        columns::{encoded, long_csv},
        graph::{Graph, name},
        vocabulary::{authority, dcat, dct, foaf, rdfs},
    },
};

/// The forms of PxWebApi 2 by its names for them.
const FORMS: [(&str, Form); 5] = [
    ("csv", CSV),
    (
        "json-stat2",
        Form {
            label: "JSON-stat",
            media: "application/json",
            format: Some(authority::JSON),
            standard: Some("https://json-stat.org/full/"),
        },
    ),
    ("px", Form { label: "PX", media: "text/plain", format: None, standard: None }),
    (
        "xlsx",
        Form {
            label: "XLSX",
            media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            format: Some(authority::XLSX),
            standard: None,
        },
    ),
    (
        "parquet",
        Form {
            label: "Parquet",
            media: "application/vnd.apache.parquet",
            format: Some(authority::PARQUET),
            standard: None,
        },
    ),
];

/// Writes a dataset for each table of the newest draw, and returns their names.
pub fn write(graph: &mut Graph, open: &OpenData, common: &Common) -> Vec<NamedNode> {
    let tables = open.newest().map_or(&[][..], |bank| bank.tables());
    let datasets = tables.iter().map(|table| {
        let facts = table.facts();
        dataset(graph, common, table, open.draws.first_with(&facts.id).unwrap_or(facts.drawn_on))
    });
    datasets.collect()
}

fn dataset(graph: &mut Graph, common: &Common, table: &Table, first: Date) -> NamedNode {
    let facts = table.facts();
    let part = format!("tabel-{}", encoded(&facts.id));
    let dataset = common.here(&part);
    let provenance = common.here(&format!("{part}-herkomst"));
    let page = name(format!(
        "{}/api/v2/tables/{}/data?lang=da&outputFormat=html",
        common.base,
        encoded(&facts.id)
    ));
    let distributions = distributions(graph, common, table, &part);
    graph.class(page.clone(), foaf::DOCUMENT);
    graph
        .thing(&provenance, dct::PROVENANCE_STATEMENT)
        .text(rdfs::LABEL, &described(&origin(facts), facts.provenance));
    let period = days(table).map(|days| common.period(graph, &format!("{part}-periode"), days));
    let mut thing = graph
        .thing(&dataset, dcat::DATASET)
        .plain(dct::IDENTIFIER, &facts.id)
        .text(dct::TITLE, &marked(&title(table), facts.provenance))
        .text(dct::DESCRIPTION, &described(&facts.description, facts.provenance))
        .link(dct::PUBLISHER, common.publisher.clone())
        .link(dcat::CONTACT_POINT, common.contact.clone())
        .link(dcat::THEME, authority::SOCIETY)
        .text(dcat::KEYWORD, &facts.subject_label)
        .link(dct::LANGUAGE, authority::DANISH)
        .link(dct::LANGUAGE, authority::ENGLISH)
        .link(dct::SPATIAL, authority::DENMARK)
        .link(dct::ACCRUAL_PERIODICITY, frequency(facts.time_unit))
        .link(dct::ACCESS_RIGHTS, authority::PUBLIC)
        .link(dct::PROVENANCE, provenance)
        .link(dcat::LANDING_PAGE, page)
        .plain(dcat::VERSION, &facts.release)
        .day(dct::ISSUED, first)
        .day(dct::MODIFIED, facts.drawn_on);
    if let Some(period) = period {
        thing = thing.link(dct::TEMPORAL, period);
    }
    for distribution in distributions {
        thing = thing.link(dcat::DISTRIBUTION_LINK, distribution);
    }
    drop(thing);
    dataset
}

fn distributions(graph: &mut Graph, common: &Common, table: &Table, part: &str) -> Vec<NamedNode> {
    let facts = table.facts();
    let data = format!("{}/api/v2/tables/{}/data?lang=da", common.base, encoded(&facts.id));
    let all = table.dimensions().iter();
    let all: Vec<_> = all.map(|one| format!("&valueCodes%5B{}%5D=*", encoded(&one.code))).collect();
    let all = all.concat();
    let mut names = Vec::new();
    for (format, form) in FORMS {
        let access = format!("{data}&outputFormat={format}");
        let name = common.here(&format!("{part}-{format}"));
        let download = (table.len() <= MAX_CELLS).then(|| format!("{access}{all}"));
        let service = Some(common.here("api-v2"));
        let place = Place { name: name.clone(), access, download, service };
        common.distribution(graph, place, form, &form_title(facts, form.label));
        names.push(name);
    }
    if table.len() <= MAX_CELLS * Settings::STREAMED {
        let name = common.here(&format!("{part}-raekker"));
        let access = long_csv(&common.base, table);
        let service = Some(common.here("v1"));
        let place =
            Place { name: name.clone(), access: access.clone(), download: Some(access), service };
        let standard = Some("https://www.w3.org/TR/tabular-data-model/");
        let form = Form { standard, ..CSV };
        let title = Text::new(
            format!("{}, CSV med en række for hver celle", facts.id),
            format!("{}, CSV with a row for each cell", facts.id),
        );
        common.distribution(graph, place, form, &marked(&title, facts.provenance));
        names.push(name);
    }
    names
}

fn title(table: &Table) -> Text {
    let of = |language| format!("{}: {}", table.facts().id, table.label(language));
    Text::new(of(Language::Da), of(Language::En))
}

fn form_title(facts: &Facts, label: &str) -> Text {
    marked(
        &Text::new(format!("{} som {label}", facts.id), format!("{} as {label}", facts.id)),
        facts.provenance,
    )
}

/// Returns where the figures come from, how good they are and what is hidden.
fn origin(facts: &Facts) -> Text {
    let of = |language: Language| {
        let parts = [&facts.source, &facts.quality, &facts.disclosure];
        let parts: Vec<_> = parts.iter().map(|part| part.get(language).trim()).collect();
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" – ")
    };
    Text::new(of(Language::Da), of(Language::En))
}

const fn frequency(unit: TimeUnit) -> super::super::vocabulary::Word {
    match unit {
        TimeUnit::Year => authority::ANNUAL,
        TimeUnit::Quarter => authority::QUARTERLY,
        TimeUnit::Month => authority::MONTHLY,
    }
}

/// Returns the first and last day of a table; `None` where its periods are of no calendar.
fn days(table: &Table) -> Option<(Date, Date)> {
    let time = &table.dimensions()[table.time()].values;
    Some((period(&time.first()?.code)?.0, period(&time.last()?.code)?.1))
}

/// Returns the first and last day of a period by its code: `2024`, `2024K1`, `2025M03`.
fn period(code: &str) -> Option<(Date, Date)> {
    let year: i16 = code.get(..4)?.parse().ok()?;
    let (first, months) = match (code.get(4..5), code.get(5..)) {
        (None, _) => (1, 12),
        (Some("K"), Some(quarter)) => {
            (quarter.parse::<i8>().ok()?.checked_mul(3)?.checked_sub(2)?, 3)
        }
        (Some("M"), Some(month)) => (month.parse().ok()?, 1),
        _ => return None,
    };
    let last = first + months - 1;
    Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_runs_from_its_first_day_to_its_last() {
        check("2024", Some((date(2024, 1, 1), date(2024, 12, 31))));
        check("2024K4", Some((date(2024, 10, 1), date(2024, 12, 31))));
        check("2024M02", Some((date(2024, 2, 1), date(2024, 2, 29))));
    }

    #[test]
    fn what_is_no_period_has_no_days() {
        for code in ["", "24", "2024X1", "2024K0", "2024K5", "2024K99", "2024M13", "alle"] {
            check(code, None);
        }
    }

    #[track_caller]
    fn check(code: &str, expected: Option<(Date, Date)>) {
        assert_eq!(period(code), expected, "{code}");
    }
}
