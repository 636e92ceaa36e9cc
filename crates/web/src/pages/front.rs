//! The front page: what the maps are, and the three national figures.

use askama::Template;
use domain::{
    format::{self, Language},
    map::MapKind,
    municipality,
};
use publication::{draft::MapYear, release::Release};

use super::{
    Context,
    figure_text::{self, FigureText},
    frame::Frame,
    picture_file::{self, PictureLinks},
    render,
    series::{Trend, YearRow, trends, years},
};
use crate::{
    address::{FileKind, MapPage, Page, Prose},
    answer::{Answer, HTML},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    frame: Frame,
    search: String,
    names: Vec<&'static str>,
    year: String,
    cards: Vec<Card>,
    guide: String,
    trends: Vec<Trend>,
    years: Vec<YearRow>,
    country_csv: String,
    country_json: String,
}

struct Card {
    slug: &'static str,
    name: &'static str,
    href: String,
    figure: Option<FigureText>,
    links: PictureLinks,
    last_year: String,
    published: Option<String>,
}

pub fn page(context: &Context) -> Answer {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let year = release.newest_year();
    let maps = MapKind::ALL.into_iter().filter_map(|map| release.map(map, year?));
    let page = Front {
        frame: Frame::new(context, text(language, "front-title").into_owned()),
        search: address.to(Page::Municipalities(None)).to_string(),
        names: municipality::in_danish_order()
            .into_iter()
            .map(|place| place.name.as_str())
            .collect(),
        year: year.map_or_else(String::new, |year| year.to_string()),
        cards: maps.map(|map| card(context, map)).collect(),
        guide: address.to(Page::Prose(Prose::ReadingGuide)).to_string(),
        trends: trends(context, None),
        years: years(context, |map| map.country),
        country_csv: address.to(Page::Country(FileKind::Csv)).to_string(),
        country_json: address.to(Page::Country(FileKind::Json)).to_string(),
    };
    Answer::found(HTML, render(&page))
}

fn card(context: &Context, map: &MapYear) -> Card {
    let language = context.address.language;
    let of = format!("{}, {}", map.map.name(language), map.year);
    Card {
        slug: map.map.slug(),
        name: map.map.name(language),
        href: context.address.to(Page::Map(MapPage::new(map.map, map.year))).to_string(),
        figure: FigureText::new(&map.country, &of, language),
        links: picture_file::outcome_links(context, None, map),
        last_year: last_year(context.release, map, language),
        published: published(context.release, map, language),
    }
}

/// Says what the country's rate was the year before, and whether the two may be compared.
pub fn last_year(release: &Release, map: &MapYear, language: Language) -> String {
    let Some(before) = release.map(map.map, map.year.before()) else { return String::new() };
    let Some(figure) = FigureText::new(&before.country, "", language) else {
        return String::new();
    };
    let year = before.year.to_string();
    let cell = figure_text::cell(&before.country, language).text;
    let name = if map.is_break() { "last-year-break" } else { "last-year" };
    let args: [(&str, &str); 3] = [("year", &year), ("figure", &cell), ("split", &figure.split)];
    text_with(language, name, &args).into_owned()
}

/// Says what was published for a map, the newest vintage with a date.
fn published(release: &Release, map: &MapYear, language: Language) -> Option<String> {
    let known = release.published(map.map, map.year).filter(|row| row.reversal.is_some());
    let newest = known.max_by_key(|row| row.published_on)?;
    let percent = format::with_unit(&newest.reversal?.number(language), language);
    let year = map.year.to_string();
    let text = match newest.published_on {
        Some(day) => text_with(
            language,
            "published-figure",
            &[("percent", &percent), ("date", &format::date(day, language)), ("year", &year)],
        ),
        None => text_with(
            language,
            "published-figure-undated",
            &[("percent", &percent), ("year", &year)],
        ),
    };
    Some(text.into_owned())
}
