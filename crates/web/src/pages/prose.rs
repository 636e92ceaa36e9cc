//! Pages of text, written in each language rather than translated sentence by sentence.

pub mod method;

use askama::Template;
use domain::{
    format::{self, Language},
    map::MapKind,
    recipients::Recipients,
};
use publication::vintage::Delivery;

use super::{
    Context,
    frame::{Frame, prose_name},
    render,
};
use crate::{
    address::{FileKind, Page, Prose},
    answer::{Answer, HTML},
};

#[derive(Template)]
#[template(path = "prose.html")]
struct ProsePage {
    frame: Frame,
    facts: Facts,
    prose: Prose,
}

/// What the pages of text may show of the release.
struct Facts {
    drawn: String,
    release_id: String,
    snapshot_id: String,
    /// Nothing where the release did not keep it, as of an earlier draw.
    delivery: Option<DeliveryFacts>,
    editions: Vec<EditionFacts>,
    definitions: Vec<DefinitionFacts>,
    method_version: u32,
    guide: String,
    method: String,
    about_data: String,
    revisions: String,
    files: Files,
    dismissed_delivered: bool,
    recipients: RecipientFacts,
}

/// What the page about the data says of the recipients of the maps' benefits.
struct RecipientFacts {
    /// Each map that has some, with its years; empty where none were delivered.
    maps: Vec<(&'static str, String)>,
    sources: Vec<String>,
}

/// Files that the page about the data leads to.
struct Files {
    country: [String; 2],
    municipalities: [String; 2],
    /// The newest general map; `None` without an edition.
    map: Option<(String, String)>,
}

/// What a page says of the delivery behind the figures.
struct DeliveryFacts {
    pending: Option<String>,
    rejected: String,
    /// Name and hash of each file.
    sources: Vec<(String, String)>,
}

/// What the maps of some years count.
struct DefinitionFacts {
    years: String,
    basis: String,
}

struct EditionFacts {
    year: String,
    label: String,
    published: Option<String>,
    treatment_year: Option<i16>,
    publisher: String,
    few_cases_below: u32,
    note: String,
}

pub fn page(context: &Context, prose: Prose) -> Answer {
    if prose == Prose::Method {
        return method::page(context);
    }
    let language = context.address.language;
    let page = ProsePage {
        frame: Frame::new(context, prose_name(prose, language).into_owned()),
        facts: facts(context),
        prose,
    };
    Answer::found(HTML, render(&page))
}

fn facts(context: &Context) -> Facts {
    let Context { address, release, .. } = *context;
    let (language, snapshot) = (address.language, release.snapshot());
    let prose = |prose| address.to(Page::Prose(prose)).to_string();
    Facts {
        drawn: format::date(snapshot.drawn_on, language),
        release_id: release.id().into(),
        snapshot_id: snapshot.snapshot.to_owned(),
        delivery: snapshot.delivery.map(|delivery| delivery_facts(delivery, language)),
        editions: editions(context),
        definitions: definitions(context),
        method_version: release.manifest().method,
        guide: prose(Prose::ReadingGuide),
        method: prose(Prose::Method),
        about_data: prose(Prose::AboutData),
        revisions: address.to(Page::Revisions).to_string(),
        files: files(context),
        dismissed_delivered: release.dismissed_delivered(),
        recipients: recipients(release.recipients(), language),
    }
}

fn files(context: &Context) -> Files {
    let to = |page| context.address.to(page).to_string();
    let map = context.release.newest_year().map(|year| {
        let file = to(Page::MapFile(MapKind::Social, year, FileKind::Csv));
        (format!("kort/social/{year}.csv"), file)
    });
    Files {
        country: FileKind::ALL.map(|kind| to(Page::Country(kind))),
        municipalities: FileKind::ALL.map(|kind| to(Page::MunicipalitiesFile(kind))),
        map,
    }
}

fn recipients(recipients: &Recipients, language: Language) -> RecipientFacts {
    let years = |map| -> Vec<String> {
        recipients.years(map).into_iter().map(|year| year.to_string()).collect()
    };
    let maps = MapKind::ALL.map(|map| (map.name(language), years(map).join(", ")));
    RecipientFacts {
        maps: maps.into_iter().filter(|(_, years)| !years.is_empty()).collect(),
        sources: recipients.sources().into_iter().map(str::to_owned).collect(),
    }
}

fn delivery_facts(delivery: &Delivery, language: Language) -> DeliveryFacts {
    let sources = delivery.sources.iter();
    DeliveryFacts {
        pending: delivery.pending.map(|pending| format::count(pending, language)),
        rejected: format::count(delivery.rejected_rows, language),
        sources: sources.map(|source| (source.name.clone(), source.sha256.clone())).collect(),
    }
}

fn editions(context: &Context) -> Vec<EditionFacts> {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let choose = |da: &String, en: &String| match language {
        Language::Da => da.clone(),
        Language::En => en.clone(),
    };
    let facts = release.editions().iter().rev().map(|edition| EditionFacts {
        year: edition.year().to_string(),
        label: choose(&edition.label, &edition.label_en),
        published: edition.published_on().map(|day| format::date(day, language)),
        treatment_year: edition.treatment_year,
        publisher: edition.publisher.clone(),
        few_cases_below: edition.few_cases_below,
        note: choose(&edition.note, &edition.note_en),
    });
    facts.collect()
}

fn definitions(context: &Context) -> Vec<DefinitionFacts> {
    let definitions = context.release.definitions().into_iter();
    let facts = definitions.filter_map(|(definition, years)| {
        let (first, last) = (years.first()?, years.last()?);
        let years = if first == last { first.to_string() } else { format!("{first}–{last}") };
        Some(DefinitionFacts { years, basis: definition.basis(context.address.language).into() })
    });
    facts.collect()
}
