//! The map as a picture: on its page, and as a file of its own.

use std::borrow::Cow;

use charts::{
    choropleth::{
        Area, Circle, Figures, Fill, LegendItem, MapPicture, class_of, legend, municipal_map,
    },
    standalone::Drawing,
};
use domain::{
    comparison::Standing,
    format::{self, Language},
    map::MapKind,
    municipality::{self, MunicipalityCode},
    outcome::Outcome,
    period::Year,
};
use publication::{draft::MapYear, figure::Figure};

use super::{
    Context, figure_text,
    picture_file::{self, File, PictureLinks},
};
use crate::{
    address::{MapPage, Page, Picture, View},
    text::{text, text_with},
};

/// What every id in the picture starts with.
const PREFIX: &str = "kort-";

/// Returns the picture as inline SVG for its page.
pub fn inline(context: &Context, map: &MapYear, page: &MapPage) -> String {
    let language = context.address.language;
    let table = text(language, "map-description-table");
    let description = format!("{} {table}", description(page.view, language));
    with_picture(context, map, page, &description, municipal_map)
}

/// Returns the picture as a file with title, legend, source line and draw date; `None` without a map
/// of that year.
pub fn file(context: &Context, map: MapKind, year: Year, view: View) -> Option<File> {
    let map = context.release.map(map, year)?;
    let language = context.address.language;
    let page = MapPage { view, ..MapPage::new(map.map, map.year) };
    let subtitle = country_line(context, map, view);
    let description = format!("{} {subtitle}.", description(view, language));
    let mut own: Vec<_> = note(map, view, language).into_iter().collect();
    own.extend(picture_file::of_year(context, map));
    let notes = picture_file::notes(context, own, Page::Map(page));
    let measure = text(language, measure_of(view));
    Some(with_picture(context, map, &page, &description, |picture| {
        let drawing = Drawing::Map(picture);
        picture_file::file(context, drawing, picture.title, [&subtitle, &measure], &notes)
    }))
}

/// Returns the links to the picture as a file.
pub fn links(context: &Context, map: &MapYear, view: View) -> PictureLinks {
    let name = title(map, view, context.address.language);
    picture_file::links(context, Picture::Map(map.map, map.year, view), name)
}

/// Returns what a picture is called: `Omgørelsesprocent, Socialområdet generelt, 2024`.
fn title(map: &MapYear, view: View, language: Language) -> String {
    format!("{}, {}, {}", text(language, measure_of(view)), map.map.name(language), map.year)
}

/// Returns the name of what a view measures, in the texts.
pub const fn measure_of(view: View) -> &'static str {
    match view {
        View::Rate => "measure-rate",
        View::Split => "measure-split",
        View::Cases => "measure-cases",
    }
}

/// Says how a view is read; `None` where there is nothing to say.
pub fn note(map: &MapYear, view: View, language: Language) -> Option<String> {
    match view {
        View::Rate => by_chance(map, language),
        View::Split => Some(text(language, "legend-note-split").into_owned()),
        View::Cases => Some(text(language, "legend-note-cases").into_owned()),
    }
}

/// Says how many municipalities chance alone would set apart; `None` where none is compared.
pub fn by_chance(map: &MapYear, language: Language) -> Option<String> {
    let compared = map.compared();
    let number = compared.to_string();
    (compared > 0)
        .then(|| text_with(language, "note-by-chance", &[("compared", &number)]).into_owned())
}

/// Writes the country's figure as the view shows it: `Hele landet: hjemvist 25,3 pct. af 812 sager`.
pub fn country_line(context: &Context, map: &MapYear, view: View) -> String {
    let language = context.address.language;
    let figure = shown(&map.country, view, language);
    text_with(language, "subtitle-country", &[("figure", &figure)]).into_owned()
}

/// Returns the legend of a view.
pub fn key(context: &Context, view: View) -> Vec<LegendItem> {
    let language = context.address.language;
    match view {
        View::Rate => legend(language, true, PREFIX),
        View::Split => legend(language, false, PREFIX),
        // The sizes of the circles are explained in the picture.
        View::Cases => Vec::new(),
    }
}

fn description(view: View, language: Language) -> Cow<'static, str> {
    let name = match view {
        View::Rate => "map-description-rate",
        View::Split => "map-description-split",
        View::Cases => "map-description-cases",
    };
    text(language, name)
}

/// Makes the picture of a view and draws it.
fn with_picture<T>(
    context: &Context,
    map: &MapYear,
    page: &MapPage,
    description: &str,
    draw: impl FnOnce(&MapPicture) -> T,
) -> T {
    let (areas, circles);
    let figures = match page.view {
        View::Rate | View::Split => {
            areas = self::areas(context, map, page);
            if page.view == View::Rate { Figures::Rates(&areas) } else { Figures::Shares(&areas) }
        }
        View::Cases => {
            circles = self::circles(context, map, page);
            Figures::Cases(&circles)
        }
    };
    draw(&MapPicture {
        basemap: context.basemap,
        figures,
        language: context.address.language,
        title: &title(map, page.view, context.address.language),
        description,
        id_prefix: PREFIX,
        selected: page.chosen,
    })
}

fn areas(context: &Context, map: &MapYear, page: &MapPage) -> Vec<Area<'static>> {
    let area = |place: &municipality::Municipality| {
        let figure = map.municipality(place.code);
        Area {
            code: place.code,
            fill: fill(figure, page.view),
            hatched: figure.standing() == Standing::ChanceMayExplain,
            label: label(place, figure, page.view, context.address.language).into(),
            href: choose(context, page, place.code).into(),
        }
    };
    municipality::in_danish_order().into_iter().map(area).collect()
}

fn circles(context: &Context, map: &MapYear, page: &MapPage) -> Vec<Circle<'static>> {
    let circle = |place: &municipality::Municipality| {
        let figure = map.municipality(place.code);
        Circle {
            code: place.code,
            merits: figure.merits(),
            label: label(place, figure, page.view, context.address.language).into(),
            href: choose(context, page, place.code).into(),
        }
    };
    municipality::in_danish_order().into_iter().map(circle).collect()
}

fn fill(figure: &Figure, view: View) -> Fill {
    let share = match view {
        View::Split => figure.share(Outcome::Remitted),
        View::Rate | View::Cases => figure.rate(),
    };
    match (figure.standing(), share) {
        (Standing::NotDelivered, _) => Fill::NotDelivered,
        (Standing::FewCases, _) => Fill::FewCases,
        (_, Some(share)) => Fill::Class(class_of(share)),
        (_, None) => Fill::NoCases,
    }
}

fn label(
    place: &municipality::Municipality,
    figure: &Figure,
    view: View,
    language: Language,
) -> String {
    let standing = if view == View::Rate && figure.is_readable() {
        format!(" ({})", figure.standing().label(language))
    } else {
        String::new()
    };
    format!("{}: {}{standing}", place.name, shown(figure, view, language))
}

/// Writes a figure as a view shows it, or why there is none.
fn shown(figure: &Figure, view: View, language: Language) -> String {
    let Some(merits) = figure.merits() else { return figure.standing().label(language).into() };
    let cases = format::cases(merits, language);
    match (view, figure.share(Outcome::Remitted)) {
        (View::Cases, _) => cases,
        (View::Split, Some(share)) if figure.standing() == Standing::FewCases => {
            let remitted = format::count(share.successes(), language);
            let args = [("remitted", &*remitted), ("cases", &*cases)];
            text_with(language, "few-remitted", &args).into_owned()
        }
        (View::Split, Some(share)) => {
            let percent = format::percent(share, language);
            let args = [("percent", &*percent), ("cases", &*cases)];
            text_with(language, "remitted-of-cases", &args).into_owned()
        }
        _ => figure_text::in_line(figure, language),
    }
}

/// Returns where a click on a municipality leads: the same page with its figures in the box.
fn choose(context: &Context, page: &MapPage, code: MunicipalityCode) -> String {
    let chosen = MapPage { chosen: Some(code), ..*page };
    format!("{}#info", context.address.to(Page::Map(chosen)))
}
