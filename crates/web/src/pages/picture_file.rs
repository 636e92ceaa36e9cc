//! Pictures as files: everything the page says around a picture stands in the file, which may end
//! far from the page.

use charts::{
    outcome_bar::OutcomeBar,
    raster::{self, Caption},
    standalone::{Drawing, Surroundings, standalone},
};
use domain::{
    format::{self, Language},
    map::MapKind,
    municipality::MunicipalityCode,
    period::Year,
};
use publication::{download::tables, draft::MapYear, edition::Edition};

use super::{
    Context, behind, embed, figure_text::FigureText, funnel, map_picture, refused, series, trends,
};
use crate::{
    address::{Address, MapPage, Page, Picture, PictureKind, Refusal, View},
    answer::{Answer, PNG, SVG},
    text::{text, text_with},
};

/// A drawn picture.
pub struct File {
    pub title: String,
    pub svg: String,
    /// What is said below a picture in the pages of others, where letters must not shrink with it. In a file
    /// it is in the picture, and there is nothing here.
    pub notes: Vec<String>,
}

/// Where a picture can be downloaded.
pub struct PictureLinks {
    /// What the two links do, in words.
    pub label: String,
    /// What the picture shows, for screen readers: a page has several.
    pub name: String,
    pub svg: String,
    pub png: String,
    /// How it is put into the pages of others.
    pub embed: String,
    pub embed_label: String,
}

pub fn answer(context: &Context, picture: Picture, kind: PictureKind) -> Answer {
    match (drawn(context, picture), kind) {
        (None, _) => refused(context, context.address.language, Refusal::NotFound),
        (Some(file), PictureKind::Svg) => Answer::found(SVG, file.svg),
        (Some(file), PictureKind::Png) => {
            let source = source(context);
            Answer::found(
                PNG,
                raster::png(&file.svg, &Caption { title: &file.title, source: &source }),
            )
        }
    }
}

/// Draws a picture; `None` where there is nothing to draw.
pub fn drawn(context: &Context, picture: Picture) -> Option<File> {
    match picture {
        Picture::Map(map, year, view) => map_picture::file(context, map, year, view),
        Picture::Trend(place, map) => Some(series::file(context, place, map)),
        Picture::Timeline(map, grain) => trends::file(context, map, grain),
        Picture::Outcomes(place, map, year) => outcomes(context, place, map, year),
        Picture::Funnel(map, year) => funnel::file(context, map, year),
        Picture::Spread(map, year) => behind::spread_file(context, map, year),
        Picture::Split(place, map, year) => behind::split_file(context, place, map, year),
    }
}

/// Returns the links to the files of a picture.
pub fn links(context: &Context, picture: Picture, name: String) -> PictureLinks {
    let to = |kind| context.address.to(Page::Picture(picture, kind)).to_string();
    PictureLinks {
        label: text(context.address.language, "download-picture").into_owned(),
        name,
        svg: to(PictureKind::Svg),
        png: to(PictureKind::Png),
        embed_label: text(context.address.language, "embed").into_owned(),
        embed: embed::link(&context.address.to(Page::Embedded(picture))),
    }
}

/// Returns the links to the bar of a municipality, or of the country, in a year.
pub fn outcome_links(
    context: &Context,
    place: Option<MunicipalityCode>,
    map: &MapYear,
) -> PictureLinks {
    let picture = Picture::Outcomes(place, map.map, map.year);
    links(context, picture, outcomes_name(context, place, map))
}

/// Draws how the cases of a municipality, or of the country, ended; `None` without such cases.
fn outcomes(
    context: &Context,
    place: Option<MunicipalityCode>,
    map: MapKind,
    year: Year,
) -> Option<File> {
    let language = context.address.language;
    let year = context.release.map(map, year)?;
    let figure = place.map_or(&year.country, |code| year.municipality(code));
    let of = outcomes_name(context, place, year);
    let title = text_with(language, "outcomes-title", &[("of", &of)]);
    let words = FigureText::new(figure, &title, language)?;
    let merits = format::cases(figure.merits()?, language);
    let subtitle =
        text_with(language, "subtitle-outcomes", &[("cases", &merits), ("split", &words.split)]);
    let page =
        place.map_or_else(|| Page::Map(MapPage::new(year.map, year.year)), Page::Municipality);
    let notes = notes(context, of_year(context, year, View::Rate), page);
    let bar = OutcomeBar { counts: figure.counts()?, of: &title, language };
    Some(file(context, Drawing::Outcomes(&bar), &title, [&subtitle, ""], &notes))
}

/// Names a bar of outcomes: `Aarhus, Socialområdet generelt, 2024`.
fn outcomes_name(context: &Context, place: Option<MunicipalityCode>, year: &MapYear) -> String {
    let language = context.address.language;
    let country = text(language, "whole-country");
    let name = place.map_or(&*country, |code| &code.municipality().name);
    format!("{name}, {}, {}", year.map.name(language), year.year)
}

/// Puts a drawing into a file, with a line under its title, what it measures, and its notes.
pub fn file(
    context: &Context,
    drawing: Drawing,
    title: &str,
    [subtitle, measure]: [&str; 2],
    notes: &[String],
) -> File {
    let is_embedded = matches!(context.address.page, Page::Embedded(_));
    let (within, below) = if is_embedded { (&[][..], notes) } else { (notes, &[][..]) };
    let within: Vec<&str> = within.iter().map(String::as_str).collect();
    let provenance = context.release.provenance();
    let around = Surroundings { subtitle, measure, notes: &within, provenance };
    File { title: title.into(), svg: standalone(drawing, &around), notes: below.to_vec() }
}

/// Returns the lines under a picture: how to read any figure, what is special to this one, then
/// where it comes from and the address that never changes.
pub fn notes(context: &Context, own: Vec<String>, page: Page) -> Vec<String> {
    let language = context.address.language;
    let release = Some(context.release.id().to_owned());
    let address = Address { release, page, ..context.address.clone() }.to_string();
    let mut notes = tables::figure_notes(context.release, language);
    notes.extend(own);
    let address = text_with(language, "picture-address", &[("address", &address)]);
    notes.push(format!("{} {address}", source(context)));
    notes
}

/// Returns the lines that belong to the figures of one edition.
pub fn of_year(context: &Context, map: &MapYear, view: View) -> Vec<String> {
    let language = context.address.language;
    let Some(edition) = context.release.edition(map.year) else { return Vec::new() };
    let mut notes = cautions(edition, map, view, language);
    notes.push(of_edition(context, edition));
    notes
}

/// Says from how many cases on a rate is read, and whether the series breaks.
pub fn cautions(edition: &Edition, map: &MapYear, view: View, language: Language) -> Vec<String> {
    let (few, year) = (edition.few_cases_below.to_string(), map.year.to_string());
    let name = if view == View::Estimate { "note-few-estimate" } else { "note-few" };
    let mut notes = vec![text_with(language, name, &[("few", &few)]).into_owned()];
    if let Some(found) = &map.series_break {
        let args = [("year", year.as_str()), ("reason", found.reason(language))];
        notes.push(text_with(language, "note-break", &args).into_owned());
    }
    notes
}

/// Writes the four dates that people mix up, and the publisher, each by its name.
fn of_edition(context: &Context, edition: &Edition) -> String {
    let language = context.address.language;
    let fact = |name, key, value: String| text_with(language, name, &[(key, &value)]).into_owned();
    let mut facts = vec![
        format!("{}.", edition.label(language)),
        fact("fact-decision-year", "year", edition.decision_year.to_string()),
    ];
    if let Some(year) = edition.treatment_year {
        facts.push(fact("fact-treatment-year", "year", year.to_string()));
    }
    if !edition.publisher.is_empty() {
        facts.push(fact("note-publisher", "publisher", edition.publisher.clone()));
    }
    if let Some(day) = edition.published_on() {
        facts.push(fact("fact-published", "date", format::date(day, language)));
    }
    facts.join(" ")
}

/// Says where the figures come from.
fn source(context: &Context) -> String {
    let name =
        if context.release.provenance().is_synthetic() { "source-synthetic" } else { "source" };
    text(context.address.language, name).into_owned()
}
