//! The map as a picture: on its page, and as a file of its own.

use charts::{
    choropleth::{
        Area, Circle, Figures, Fill, LegendItem, LegendOf, MapPicture, class_of, legend,
        municipal_map,
    },
    standalone::Drawing,
};
use domain::{
    comparison::Standing,
    map::MapKind,
    municipality::{self, MunicipalityCode},
    outcome::Outcome,
    period::Year,
};
use publication::{draft::MapYear, figure::Figure};
use stats::Proportion;

use super::{
    Context,
    beside::{self, Beside},
    map_words,
    picture_file::{self, File, PictureLinks},
};
use crate::{
    address::{MapPage, Page, Picture, View},
    text::text,
};

/// What every id in the picture starts with.
const PREFIX: &str = "kort-";

/// Returns the picture as inline SVG for its page.
pub fn inline(context: &Context, map: &MapYear, page: &MapPage) -> String {
    let language = context.address.language;
    let table = text(language, "map-description-table");
    let description = format!("{} {table}", map_words::description(page.view, language));
    with_picture(context, map, page, &description, municipal_map)
}

/// Returns the picture as a file with title, legend, source line and draw date; `None` without a map
/// of that year, or where the view has nothing to show of it.
pub fn file(context: &Context, map: MapKind, year: Year, view: View) -> Option<File> {
    let map = context.release.map(map, year)?;
    if beside::missing(context, map, view).is_some() {
        return None;
    }
    let page = MapPage { view, ..MapPage::new(map.map, map.year) };
    let subtitle = map_words::country_line(context, map, view);
    let description =
        format!("{} {subtitle}.", map_words::description(view, context.address.language));
    let mut own: Vec<_> = map_words::note(context, map, view).into_iter().collect();
    own.extend(picture_file::of_year(context, map, view));
    let notes = picture_file::notes(context, own, Page::Map(page));
    let measure = map_words::measure(context, map, view);
    Some(with_picture(context, map, &page, &description, |picture| {
        let drawing = Drawing::Map(picture);
        picture_file::file(context, drawing, picture.title, [&subtitle, &measure], &notes)
    }))
}

/// Returns the links to the picture as a file.
pub fn links(context: &Context, map: &MapYear, view: View) -> PictureLinks {
    let name = map_words::title(context, map, view);
    picture_file::links(context, Picture::Map(map.map, map.year, view), name)
}

/// Returns the legend of a view.
pub fn key(context: &Context, view: View) -> Vec<LegendItem> {
    let language = context.address.language;
    match view {
        View::Rate => legend(language, LegendOf::Rates, PREFIX),
        View::Split | View::Pooled => legend(language, LegendOf::Shares, PREFIX),
        View::Estimate => legend(language, LegendOf::Estimates, PREFIX),
        // The sizes of the circles are explained in the picture.
        View::Cases => Vec::new(),
    }
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
        View::Rate => {
            areas = self::areas(context, map, page);
            Figures::Rates(&areas)
        }
        View::Split | View::Pooled => {
            areas = self::areas(context, map, page);
            Figures::Shares(&areas)
        }
        View::Estimate => {
            areas = self::areas(context, map, page);
            Figures::Estimates(&areas)
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
        title: &map_words::title(context, map, page.view),
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
            fill: fill_of(context, map, page.view, place.code),
            hatched: figure.standing() == Standing::ChanceMayExplain,
            label: map_words::label(context, map, page.view, place).into(),
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
            label: map_words::label(context, map, page.view, place).into(),
            href: choose(context, page, place.code).into(),
        }
    };
    municipality::in_danish_order().into_iter().map(circle).collect()
}

fn fill_of(context: &Context, map: &MapYear, view: View, code: MunicipalityCode) -> Fill {
    let figure = map.municipality(code);
    if let Some(beside) = Beside::new(context, map, view, code) {
        return beside.fill();
    }
    let share = match view {
        View::Split => figure.share(Outcome::Remitted),
        View::Rate | View::Cases => figure.rate(),
        View::Estimate | View::Pooled => None,
    };
    fill(figure, share)
}

/// Returns how the share of a figure is drawn: in color only where it rests on enough cases.
pub fn fill(figure: &Figure, share: Option<Proportion>) -> Fill {
    match (figure.standing(), share) {
        (Standing::NotDelivered, _) => Fill::NotDelivered,
        (Standing::FewCases, Some(_)) => Fill::FewCases,
        (_, Some(share)) => Fill::Class(class_of(share)),
        (_, None) => Fill::NoCases,
    }
}

/// Returns where a click on a municipality leads: the same page with its figures in the box.
fn choose(context: &Context, page: &MapPage, code: MunicipalityCode) -> String {
    let chosen = MapPage { chosen: Some(code), ..*page };
    format!("{}#info", context.address.to(Page::Map(chosen)))
}
