//! The two interfaces as data services.

use oxrdf::NamedNode;
use tables::text::Text;

use super::common::Common;
use crate::api::open_data::{
    graph::{Graph, name},
    vocabulary::{authority, dcat, dct, rdfs},
};

/// An interface.
struct Service {
    part: &'static str,
    path: &'static str,
    title: Text,
    description: Text,
    /// Where the interface is described; a path of ours starts with a slash.
    described_at: &'static str,
    standard: &'static str,
}

/// Writes the services, and returns their names.
pub fn write(graph: &mut Graph, common: &Common, datasets: &[NamedNode]) -> Vec<NamedNode> {
    [px_web(), statbank()].map(|service| one(graph, common, &service, datasets)).into()
}

fn px_web() -> Service {
    Service {
        part: "api-v2",
        path: "/api/v2",
        title: Text::new("Tabellerne gennem PxWebApi 2", "The tables through PxWebApi 2"),
        description: Text::new(
            "Søg i tabellerne, se deres variable, og hent et udsnit som JSON-stat, CSV, PX, XLSX eller Parquet.",
            "Search the tables, see their variables, and take a part as JSON-stat, CSV, PX, XLSX or Parquet.",
        ),
        described_at: "https://github.com/PxTools/PxApiSpecs/blob/main/PxAPI-2.yml",
        standard: "https://github.com/PxTools/PxApiSpecs",
    }
}

fn statbank() -> Service {
    Service {
        part: "v1",
        path: "/v1",
        title: Text::new(
            "Tabellerne på samme måde som i Danmarks Statistiks API",
            "The tables in the way of Statistics Denmark's API",
        ),
        description: Text::new(
            "Emner, tabeller, tabeloplysninger og data for programmer, der kender Statistikbankens API.",
            "Subjects, tables, table information and data for programs that know the API of StatBank Denmark.",
        ),
        described_at: "/openapi.json",
        standard: "https://www.dst.dk/da/Statistik/brug-statistikken/muligheder-i-statistikbanken/api",
    }
}

fn one(graph: &mut Graph, common: &Common, service: &Service, datasets: &[NamedNode]) -> NamedNode {
    let it = common.here(service.part);
    let described_at = match service.described_at.strip_prefix('/') {
        Some(path) => format!("{}/{path}", common.base),
        None => service.described_at.to_owned(),
    };
    let endpoint = format!("{}{}", common.base, service.path);
    graph.class(name(service.standard), dct::STANDARD);
    // Every thing is a resource; the shapes ask that it is said.
    graph.class(name(&*endpoint), rdfs::RESOURCE);
    graph.class(name(&*described_at), rdfs::RESOURCE);
    let mut thing = graph
        .thing(&it, dcat::DATA_SERVICE)
        .text(dct::TITLE, &common.marked(&service.title))
        .text(dct::DESCRIPTION, &common.described(&service.description))
        .link(dcat::ENDPOINT_URL, name(endpoint))
        .link(dcat::ENDPOINT_DESCRIPTION, name(described_at))
        .link(dct::CONFORMS_TO, name(service.standard))
        .link(dct::PUBLISHER, common.publisher.clone())
        .link(dcat::CONTACT_POINT, common.contact.clone())
        .link(dct::LICENSE, common.license.clone())
        .link(dct::ACCESS_RIGHTS, authority::PUBLIC)
        .link(dcat::THEME, authority::SOCIETY)
        .link(dcat::LANDING_PAGE, common.about.clone());
    for dataset in datasets {
        thing = thing.link(dcat::SERVES_DATASET, dataset.clone());
    }
    drop(thing);
    it
}
