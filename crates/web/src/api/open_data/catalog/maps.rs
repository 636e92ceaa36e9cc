//! The yearly maps: a series for each map, a dataset for each of its years.

use domain::{
    format::Language,
    map::MapKind,
    period::{Period, Year},
};
use jiff::civil::Date;
use oxrdf::NamedNode;
use publication::edition::Edition;
use tables::text::Text;

use super::common::{CSV, Common, Form, Place, described, marked};
use crate::{
    address::{Address, FileKind, Page},
    api::open_data::{
        Asked,
        graph::{Graph, name},
        vocabulary::{authority, dcat, dct, foaf, rdfs},
    },
};

const JSON: Form = Form {
    label: "JSON",
    media: "application/json",
    format: Some(authority::JSON),
    standard: None,
};

/// Writes the series and datasets of the newest release, and returns the names of the datasets.
pub fn write(graph: &mut Graph, asked: &Asked<'_>, common: &Common) -> Vec<NamedNode> {
    let mut datasets = Vec::new();
    for map in MapKind::ALL {
        let years = asked.release.editions().iter();
        let mut years =
            years.filter(|edition| asked.release.map(map, edition.year()).is_some()).peekable();
        if years.peek().is_none() {
            continue;
        }
        let series = series(graph, asked, common, map);
        for edition in years {
            datasets.push(dataset(graph, asked, common, (map, edition), &series));
        }
    }
    datasets
}

fn series(graph: &mut Graph, asked: &Asked<'_>, common: &Common, map: MapKind) -> NamedNode {
    let series = common.here(&format!("kort-{}", map.slug()));
    let newest = asked.release.editions().last();
    let publisher = newest.map_or_else(
        || common.publisher.clone(),
        |edition| publisher(graph, common, &edition.publisher),
    );
    graph
        .thing(&series, dcat::DATASET_SERIES)
        .text(dct::TITLE, &marked(&title(map, None), asked.release.provenance()))
        .text(dct::DESCRIPTION, &described(&description(map), asked.release.provenance()))
        .link(dct::PUBLISHER, publisher)
        .link(dcat::CONTACT_POINT, common.contact.clone())
        .link(dct::SPATIAL, authority::DENMARK)
        .link(dct::ACCRUAL_PERIODICITY, authority::ANNUAL)
        .day(dct::MODIFIED, asked.release.manifest().drawn_on);
    series
}

fn dataset(
    graph: &mut Graph,
    asked: &Asked<'_>,
    common: &Common,
    (map, edition): (MapKind, &Edition),
    series: &NamedNode,
) -> NamedNode {
    let (year, provenance) = (edition.year(), asked.release.provenance());
    let part = format!("kort-{}-{year}", map.slug());
    let dataset = common.here(&part);
    let publisher = publisher(graph, common, &edition.publisher);
    let page = name(at(common, Page::Map(crate::address::MapPage::new(map, year))));
    graph.class(page.clone(), foaf::DOCUMENT);
    let period = common.period(graph, &format!("{part}-periode"), days(year));
    let statement = common.here(&format!("{part}-herkomst"));
    graph
        .thing(&statement, dct::PROVENANCE_STATEMENT)
        .text(rdfs::LABEL, &described(&origin(asked), provenance));
    let mut thing = graph
        .thing(&dataset, dcat::DATASET)
        .plain(dct::IDENTIFIER, &format!("{}-{year}", map.slug()))
        .text(dct::TITLE, &marked(&title(map, Some(edition)), provenance))
        .text(dct::DESCRIPTION, &described(&description(map), provenance))
        .link(dct::PUBLISHER, publisher)
        .link(dcat::CONTACT_POINT, common.contact.clone())
        .link(dcat::THEME, authority::SOCIETY)
        .text(dcat::KEYWORD, &Text::new("omgørelsesprocent", "reversal rate"))
        .link(dct::LANGUAGE, authority::DANISH)
        .link(dct::LANGUAGE, authority::ENGLISH)
        .link(dct::SPATIAL, authority::DENMARK)
        .link(dct::TEMPORAL, period)
        .link(dct::ACCESS_RIGHTS, authority::PUBLIC)
        .link(dct::PROVENANCE, statement)
        .link(dcat::LANDING_PAGE, page)
        .link(dcat::IN_SERIES, series.clone())
        .plain(dcat::VERSION, asked.release.id())
        .day(dct::MODIFIED, asked.release.manifest().drawn_on);
    if let Some(day) = edition.published_on() {
        thing = thing.day(dct::ISSUED, day);
    }
    for kind in FileKind::ALL {
        thing = thing.link(dcat::DISTRIBUTION_LINK, distribution_name(common, &part, kind));
    }
    drop(thing);
    for kind in FileKind::ALL {
        let access = at(common, Page::MapFile(map, year, kind));
        let place = Place {
            name: distribution_name(common, &part, kind),
            download: Some(access.clone()),
            access,
            service: None,
        };
        common.distribution(
            graph,
            place,
            form(kind),
            &marked(&title(map, Some(edition)), provenance),
        );
    }
    dataset
}

fn days(year: Year) -> (Date, Date) {
    let period = Period::Year(year);
    (period.first_day(), period.last_day())
}

const fn form(kind: FileKind) -> Form {
    match kind {
        FileKind::Csv => CSV,
        FileKind::Json => JSON,
    }
}

fn distribution_name(common: &Common, part: &str, kind: FileKind) -> NamedNode {
    common.here(&format!("{part}-{}", form(kind).label.to_ascii_lowercase()))
}

fn at(common: &Common, page: Page) -> String {
    let address = Address { release: None, language: Language::Da, as_of: None, page };
    format!("{}{address}", common.base)
}

/// Writes who published the maps of a year, by its name then.
fn publisher(graph: &mut Graph, common: &Common, named: &str) -> NamedNode {
    let agent = common.here(&format!("udgiver-{}", domain::municipality::slug(named)));
    graph.thing(&agent, foaf::AGENT).text(foaf::NAME, &Text::same(named));
    agent
}

fn title(map: MapKind, edition: Option<&Edition>) -> Text {
    let of = |language| {
        let name = map.name(language);
        edition.map_or_else(
            || format!("Danmarkskortet: {name}"),
            |edition| format!("{}: {name}", edition.label(language)),
        )
    };
    Text::new(of(Language::Da), of(Language::En))
}

fn description(map: MapKind) -> Text {
    let [da, en] = [Language::Da, Language::En].map(|language| map.name(language));
    Text::new(
        format!(
            "Omgørelsesprocenten i hver kommune: hvor stor en del af klagesagerne Ankestyrelsen ændrede, \
            ophævede eller hjemviste. {da}."
        ),
        format!(
            "The reversal rate of each municipality: the share of appeals that the national appeals board \
            changed, annulled or remitted. {en}."
        ),
    )
}

fn origin(asked: &Asked<'_>) -> Text {
    let day = asked.release.manifest().drawn_on;
    Text::new(
        format!("Talt af Ankestyrelsens sager, trukket den {day}; udgave {}.", asked.release.id()),
        format!(
            "Counted from the cases of Ankestyrelsen, drawn on {day}; release {}.",
            asked.release.id()
        ),
    )
}
