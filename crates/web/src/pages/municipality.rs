//! The page of a municipality: the three rates, what they can say, the years, neighbors and group, peers,
//! what the change consists of, topics, facts.

pub mod compare;
mod parts;
mod peers;
mod said;
mod topics;

use askama::Template;
use domain::{
    map::MapKind,
    municipality::{Municipality, MunicipalityCode},
};
use publication::draft::MapYear;

use super::{
    Context,
    figure_text::{self, FigureText},
    frame::{self, Frame, Link},
    municipalities::population,
    picture_file::{self, PictureLinks},
    render,
    series::{Trend, YearRow, trends, years},
};
use crate::{
    address::{Comparison, FileKind, MapPage, Page, Prose},
    answer::{Answer, HTML},
    text::text_with,
};

#[derive(Template)]
#[template(path = "municipality.html")]
struct MunicipalityPage {
    frame: Frame,
    list: String,
    name: &'static str,
    full_name: &'static str,
    lead: String,
    cards: Vec<Card>,
    said_heading: String,
    said: Vec<said::Said>,
    method: String,
    guide: String,
    trends: Vec<Trend>,
    csv: String,
    json: String,
    years: Vec<YearRow>,
    compare_heading: String,
    compare: Vec<compare::Row>,
    compare_csv: String,
    compare_json: String,
    several: String,
    several_link: String,
    peers_heading: String,
    peers: Vec<peers::Peers>,
    parts_heading: String,
    parts: Vec<parts::Parts>,
    topics_heading: String,
    topics_csv: String,
    topics_json: String,
    topics: Vec<topics::Law>,
    topics_total: Option<topics::Row>,
    topics_link: Option<Link>,
    population: String,
    group: &'static str,
    region: &'static str,
    code: String,
}

struct Card {
    slug: &'static str,
    name: &'static str,
    href: String,
    figure: Option<FigureText>,
    links: PictureLinks,
    sentence: String,
    dismissed: String,
    country: String,
}

pub fn page(context: &Context, code: MunicipalityCode) -> Answer {
    let Context { address, release, .. } = *context;
    let (language, place) = (address.language, code.municipality());
    let year = release.newest_year();
    let shown = year.map_or_else(String::new, |year| year.to_string());
    let to = |page: Page| address.to(page).to_string();
    let worded =
        |name| text_with(language, name, &[("place", &place.name), ("year", &shown)]).into_owned();
    let maps = || MapKind::ALL.into_iter().filter_map(|map| release.map(map, year?));
    let page = MunicipalityPage {
        frame: Frame::new(context, place.full_name.clone()),
        list: to(Page::Municipalities(None)),
        name: &place.name,
        full_name: &place.full_name,
        lead: worded("municipality-lead"),
        cards: maps().map(|map| card(context, map, place)).collect(),
        said_heading: worded("said-heading"),
        said: maps().map(|map| said::said(context, map, place)).collect(),
        method: to(Page::Prose(Prose::Method)),
        guide: to(Page::Prose(Prose::ReadingGuide)),
        trends: trends(context, Some(place)),
        csv: to(Page::MunicipalityFile(code, FileKind::Csv)),
        json: to(Page::MunicipalityFile(code, FileKind::Json)),
        years: years(context, |map| *map.municipality(code)),
        compare_heading: worded("compare-heading"),
        compare: year.map_or_else(Vec::new, |year| compare::rows(context, place, year)),
        compare_csv: to(Page::NeighborsFile(code, FileKind::Csv)),
        compare_json: to(Page::NeighborsFile(code, FileKind::Json)),
        several: to(Page::Compare(several(context, code))),
        several_link: worded("several-link-place"),
        peers_heading: worded("peers-heading"),
        peers: maps().map(|map| peers::peers(context, map, place)).collect(),
        parts_heading: worded("parts-heading"),
        parts: maps().map(|map| parts::parts(context, map, place)).collect(),
        topics_heading: worded("topics-heading"),
        topics_csv: to(Page::TopicsFile(code, FileKind::Csv)),
        topics_json: to(Page::TopicsFile(code, FileKind::Json)),
        topics: year.map_or_else(Vec::new, |year| topics::laws(context, code, year)),
        topics_link: frame::topics(context),
        topics_total: year.and_then(|year| topics::total(context, code, year)),
        population: year.map_or_else(String::new, |year| population(context, place, year)),
        group: &place.group,
        region: &place.region_on(release.snapshot().drawn_on).name,
        code: code.to_string(),
    };
    Answer::found(HTML, render(&page))
}

/// Returns the municipality and its neighbors, to be shown side by side.
fn several(context: &Context, code: MunicipalityCode) -> Comparison {
    Comparison::of(code, compare::neighbors(context, code).into_iter().map(|place| place.code))
}

fn card(context: &Context, map: &MapYear, place: &Municipality) -> Card {
    let language = context.address.language;
    let figure = map.municipality(place.code);
    let of = format!("{}, {}, {}", place.name, map.map.name(language), map.year);
    let chosen = MapPage { chosen: Some(place.code), ..MapPage::new(map.map, map.year) };
    Card {
        slug: map.map.slug(),
        name: map.map.name(language),
        href: context.address.to(Page::Map(chosen)).to_string(),
        figure: FigureText::new(figure, &of, language),
        links: picture_file::outcome_links(context, Some(place.code), map),
        sentence: figure.standing().sentence(figure.merits().unwrap_or(0), language),
        dismissed: figure_text::dismissed(figure, language),
        country: figure_text::country_rate(map, language),
    }
}
