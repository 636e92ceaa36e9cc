//! What all parts of the catalog share: publisher, contact, license, words of vocabularies.

use oxrdf::NamedNode;
use tables::{catalog::Catalog, text::Text};

use crate::api::open_data::{
    Asked, OpenData,
    graph::{Graph, name},
    vocabulary::{Word, authority, dcat, dct, foaf, rdfs, skos, vcard},
};
use domain::provenance::Provenance;

/// Names of things that many parts of the catalog mention.
pub struct Common {
    /// The address of the server, without a last slash.
    pub base: String,
    /// Synthetic where any of the figures are.
    pub provenance: Provenance,
    /// Who publishes the tables and the catalog.
    pub publisher: NamedNode,
    /// Whom to ask.
    pub contact: NamedNode,
    /// The terms of use.
    pub license: NamedNode,
    /// The page about the data.
    pub about: NamedNode,
}

impl Common {
    pub fn new(open: &OpenData, asked: &Asked<'_>) -> Self {
        let here = |part: &str| here(asked.base, part);
        let banks = open.newest().map_or(asked.release.provenance(), Catalog::provenance);
        Self {
            base: asked.base.to_owned(),
            provenance: asked.release.provenance().with(banks),
            publisher: here("udgiver"),
            contact: here("kontakt"),
            license: name(&*open.settings.license),
            about: name(format!("{}/om-data", asked.base)),
        }
    }

    /// Returns the name of a part of the catalog; of the catalog itself where `part` is empty.
    pub fn here(&self, part: &str) -> NamedNode {
        here(&self.base, part)
    }

    /// Returns a title that says whether the figures are made up.
    pub fn marked(&self, title: &Text) -> Text {
        marked(title, self.provenance)
    }

    /// Returns a description that says whether the figures are made up.
    pub fn described(&self, text: &Text) -> Text {
        described(text, self.provenance)
    }

    /// Writes what the parts mention.
    pub fn write(&self, graph: &mut Graph, open: &OpenData) {
        self.write_publisher(graph);
        let mut contact = graph
            .thing(&self.contact, vcard::KIND)
            .link(oxrdf::vocab::rdf::TYPE, vcard::ORGANIZATION)
            .text(vcard::FORMATTED_NAME, &open.settings.contact())
            .link(vcard::HAS_URL, self.about.clone());
        if let Some(email) = &open.settings.email {
            contact = contact.link(vcard::HAS_EMAIL, name(format!("mailto:{email}")));
        }
        drop(contact);
        graph.class(self.license.clone(), dct::LICENSE_DOCUMENT);
        graph.class(self.about.clone(), foaf::DOCUMENT);
        for language in [authority::DANISH, authority::ENGLISH] {
            graph.class(language, dct::LINGUISTIC_SYSTEM);
        }
        graph.class(authority::DENMARK, dct::LOCATION);
        graph.class(authority::PUBLIC, dct::RIGHTS_STATEMENT);
        for frequency in [authority::ANNUAL, authority::QUARTERLY, authority::MONTHLY] {
            graph.class(frequency, dct::FREQUENCY);
        }
        graph
            .thing(&authority::THEMES.into_owned(), skos::CONCEPT_SCHEME)
            .text(dct::TITLE, &Text::new("Datatemaer", "Data themes"));
        concept(
            graph,
            authority::SOCIETY,
            &Text::new("Befolkning og samfund", "Population and society"),
        );
        concept(graph, authority::STABLE, &Text::new("Stabil", "Stable"));
    }

    fn write_publisher(&self, graph: &mut Graph) {
        let publisher = graph.thing(&self.publisher, foaf::AGENT);
        if self.provenance.is_synthetic() {
            publisher.text(
                foaf::NAME,
                &Text::new("Ingen myndighed (demonstration)", "No authority (demonstration)"),
            );
            return;
        }
        publisher
            .text(
                foaf::NAME,
                &Text::new("Ankestyrelsen", "Ankestyrelsen, the national appeals board"),
            )
            .link(foaf::HOMEPAGE, name("https://ast.dk/"))
            .link(dct::TYPE, authority::NATIONAL_AUTHORITY);
        graph.class(name("https://ast.dk/"), foaf::DOCUMENT);
        let label = Text::new("National myndighed", "National authority");
        concept(graph, authority::NATIONAL_AUTHORITY, &label);
    }
}

/// A form of a file that distributions have.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// Its name.
    pub label: &'static str,
    /// The media type.
    pub media: &'static str,
    /// The row of the European Union's table of file types; `None` where it has none.
    pub format: Option<Word>,
    /// The standard that the file follows; `None` where there is none to name.
    pub standard: Option<&'static str>,
}

/// CSV, which every dataset has.
pub const CSV: Form =
    Form { label: "CSV", media: "text/csv", format: Some(authority::CSV), standard: None };

/// Where a distribution can be had.
pub struct Place {
    /// The name of the distribution.
    pub name: NamedNode,
    /// The address of the file as readers get it who ask for nothing else.
    pub access: String,
    /// The address of the whole file; `None` where it is too large to be had at once.
    pub download: Option<String>,
    /// The service that gives it; `None` for a file of the pages.
    pub service: Option<NamedNode>,
}

impl Common {
    /// Writes a distribution.
    pub fn distribution(&self, graph: &mut Graph, place: Place, form: Form, title: &Text) {
        let media = name(format!("https://www.iana.org/assignments/media-types/{}", form.media));
        let format = form.format.map_or_else(
            || self.here(&format!("format-{}", form.label.to_ascii_lowercase())),
            Word::into_owned,
        );
        let mut distribution = graph
            .thing(&place.name, dcat::DISTRIBUTION)
            .text(dct::TITLE, title)
            .link(dcat::ACCESS_URL, name(&*place.access))
            .link(dcat::MEDIA_TYPE, media.clone())
            .link(dct::FORMAT, format.clone())
            .link(dct::LICENSE, self.license.clone())
            .link(dct::LANGUAGE, authority::DANISH)
            .link(super::super::vocabulary::dcatap::AVAILABILITY, authority::STABLE);
        if let Some(download) = &place.download {
            distribution = distribution.link(dcat::DOWNLOAD_URL, name(&**download));
        }
        if let Some(service) = place.service {
            distribution = distribution.link(dcat::ACCESS_SERVICE, service);
        }
        if let Some(standard) = form.standard {
            distribution = distribution.link(dct::CONFORMS_TO, name(standard));
        }
        drop(distribution);
        graph.class(media, dct::MEDIA_TYPE);
        graph.thing(&format, dct::MEDIA_TYPE_OR_EXTENT).plain(rdfs::LABEL, form.label);
        if let Some(standard) = form.standard {
            graph.class(name(standard), dct::STANDARD);
        }
    }

    /// Writes a stretch of time, and returns its name.
    pub fn period(
        &self,
        graph: &mut Graph,
        part: &str,
        days: (jiff::civil::Date, jiff::civil::Date),
    ) -> NamedNode {
        let period = self.here(part);
        graph
            .thing(&period, dct::PERIOD_OF_TIME)
            .day(dcat::START_DATE, days.0)
            .day(dcat::END_DATE, days.1);
        period
    }
}

/// Writes a word of a vocabulary with its label.
fn concept(graph: &mut Graph, word: Word, label: &Text) {
    graph.thing(&word.into_owned(), skos::CONCEPT).text(skos::PREF_LABEL, label);
}

fn here(base: &str, part: &str) -> NamedNode {
    let part = if part.is_empty() { "katalog" } else { part };
    name(format!("{base}/katalog.ttl#{part}"))
}

/// Returns a title that says whether the figures are made up.
pub fn marked(title: &Text, provenance: Provenance) -> Text {
    if !provenance.is_synthetic() {
        return title.clone();
    }
    map(title, ["Syntetiske tal: ", "Synthetic figures: "], ["", ""])
}

/// Returns a description that says whether the figures are made up.
pub fn described(text: &Text, provenance: Provenance) -> Text {
    if !provenance.is_synthetic() {
        return text.clone();
    }
    let marks = [
        " Tallene er opdigtede og siger intet om virkelige kommuner.",
        " The figures are made up and say nothing of real municipalities.",
    ];
    map(text, ["", ""], marks)
}

fn map(text: &Text, before: [&str; 2], after: [&str; 2]) -> Text {
    use domain::format::Language::{Da, En};
    Text::new(
        format!("{}{}{}", before[0], text.get(Da), after[0]),
        format!("{}{}{}", before[1], text.get(En), after[1]),
    )
}
