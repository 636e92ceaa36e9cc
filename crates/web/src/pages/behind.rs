//! Behind the figures of a map and year: why municipalities differ, what the country's change consists of,
//! which municipalities changed, and who is low year after year.

mod changes;
mod reliable;
mod split;
mod spread;

use askama::Template;
use charts::{spread as spread_chart, standalone::Drawing, waterfall as waterfall_chart};
use domain::{
    format::{self, Language},
    map::MapKind,
    municipality::MunicipalityCode,
    period::Year,
};
use publication::draft::MapYear;

use super::{
    Context,
    frame::{self, Frame, Link},
    map,
    picture_file::{self, File, PictureLinks},
    refused, render,
    switches::{self, Switch},
};
use crate::{
    address::{FileKind, MapPage, Page, Picture, Prose, Refusal, View},
    answer::{Answer, HTML},
    text::{text, text_with},
};
pub use split::{SplitText, text as split_text};

#[derive(Template)]
#[template(path = "behind.html")]
struct Behind {
    frame: Frame,
    heading: String,
    maps: Switch,
    years: Switch,
    spread: Option<spread::SpreadText>,
    country_change: String,
    split: Option<SplitText>,
    changes: changes::Changes,
    reliable: reliable::ReliableText,
    csv: String,
    json: String,
    topics_csv: String,
    topics_json: String,
    topics: Option<Link>,
    map: String,
    funnel: String,
    method: String,
    notes: Vec<String>,
}

pub fn page(context: &Context, map: MapKind, year: Year) -> Answer {
    let found = context.release.map(map, year);
    let analysis = context.analyses.of(context.release, map, year);
    let Some((map, analysis)) = found.zip(analysis) else {
        return refused(context, context.address.language, Refusal::NotFound);
    };
    let language = context.address.language;
    let to = |page: Page| context.address.to(page).to_string();
    let (name, number) = (map.map.name(language), year.to_string());
    let heading = text_with(language, "behind-heading", &[("map", name), ("year", &number)]);
    let page = Behind {
        frame: Frame::new(context, heading.clone().into_owned()),
        heading: heading.into_owned(),
        maps: switches::maps(context, year, Page::Behind),
        years: switches::years(context, map.map, Page::Behind),
        spread: spread::text(context, map, analysis),
        country_change: changes::country(map, analysis, language),
        split: analysis.country_split.as_ref().map(|it| split::text(context, map, None, it)),
        changes: changes::list(context, analysis),
        reliable: reliable::text(context, analysis),
        csv: to(Page::BehindFile(map.map, year, FileKind::Csv)),
        json: to(Page::BehindFile(map.map, year, FileKind::Json)),
        topics_csv: to(Page::SplitFile(map.map, year, FileKind::Csv)),
        topics_json: to(Page::SplitFile(map.map, year, FileKind::Json)),
        topics: frame::topics(context),
        map: to(Page::Map(MapPage::new(map.map, year))),
        funnel: to(Page::Funnel(map.map, year)),
        method: to(Page::Prose(Prose::Method)),
        notes: map::notes(context, map, View::Rate),
    };
    Answer::found(HTML, render(&page))
}

/// Draws why municipalities differ as a file.
pub fn spread_file(context: &Context, map: MapKind, year: Year) -> Option<File> {
    let map = context.release.map(map, year)?;
    let analysis = context.analyses.of(context.release, map.map, year)?;
    let text = spread::text(context, map, analysis)?;
    spread::with_picture(context, map, analysis, |picture| {
        let drawing = Drawing::Spread(picture);
        file(context, map, drawing, (&text.title, &text.sentence), Page::Behind(map.map, year))
    })
}

/// Draws what a change consists of as a file: the country's, or a municipality's.
pub fn split_file(
    context: &Context,
    place: Option<MunicipalityCode>,
    map: MapKind,
    year: Year,
) -> Option<File> {
    let map = context.release.map(map, year)?;
    let split = match place {
        Some(code) => publication::analysis::municipality_split(context.release, map, code)?,
        None => context.analyses.of(context.release, map.map, year)?.country_split.clone()?,
    };
    let text = split::text(context, map, place, &split);
    let page = place.map_or(Page::Behind(map.map, year), Page::Municipality);
    Some(split::with_picture(context, map, place, &split, |picture| {
        file(context, map, Drawing::Waterfall(picture), (&text.title, &text.sentence), page)
    }))
}

fn file(
    context: &Context,
    map: &MapYear,
    drawing: Drawing,
    (title, subtitle): (&str, &str),
    page: Page,
) -> File {
    let notes = picture_file::notes(context, picture_file::of_year(context, map, View::Rate), page);
    picture_file::file(context, drawing, title, [subtitle, ""], &notes)
}

/// Returns the links to the picture of a change.
fn split_links(
    context: &Context,
    place: Option<MunicipalityCode>,
    map: &MapYear,
    title: &str,
) -> PictureLinks {
    picture_file::links(context, Picture::Split(place, map.map, map.year), title.into())
}

fn draw_spread(picture: &spread_chart::Spread) -> String {
    spread_chart::spread(picture)
}

fn draw_split(picture: &waterfall_chart::Waterfall) -> String {
    waterfall_chart::waterfall(picture)
}

/// Writes a rate with its unit: `44,9 pct.`
fn percent(rate: f64, language: Language) -> String {
    format::with_unit(&format::fraction_number(rate, language), language)
}

/// Returns the words for a text without arguments.
fn word(language: Language, name: &str) -> String {
    text(language, name).into_owned()
}
