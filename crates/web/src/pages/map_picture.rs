//! The map as a picture: on its page, and as a file of its own.

use std::borrow::Cow;

use charts::{
    choropleth::{
        Area, CLASSES, Circle, CirclePicture, Fill, LegendItem, MapPicture, choropleth, circles,
        class_of, legend,
    },
    standalone::{Drawing, Surroundings, standalone},
};
use domain::{
    comparison::Standing,
    format,
    map::MapKind,
    municipality::{self, MunicipalityCode},
    outcome::Outcome,
    period::Year,
};
use publication::{download::tables, draft::MapYear, figure::Figure};

use super::{Context, figure_text, refused};
use crate::{
    address::{MapPage, Page, Refusal, View},
    answer::{Answer, SVG},
    text::{text, text_with},
};

/// What every id in the picture starts with.
const PREFIX: &str = "kort-";

/// Returns the picture as inline SVG for its page.
pub fn inline(context: &Context, map: &MapYear, page: &MapPage) -> String {
    let words = Words::new(context, map, page.view);
    match page.view {
        View::Rate | View::Split => {
            choropleth(&words.rates(context, &areas(context, map, page), page.chosen))
        }
        View::Cases => circles(&words.cases(context, &dots(context, map, page), page.chosen)),
    }
}

/// Returns the picture as a file with title, legend, source line and draw date.
pub fn file(context: &Context, map: MapKind, year: Year, view: View) -> Answer {
    let Some(map) = context.release.map(map, year) else {
        return refused(context, context.address.language, Refusal::NotFound);
    };
    let page = MapPage { view, ..MapPage::new(map.map, map.year) };
    let words = Words::new(context, map, view);
    let notes = tables::notes(context.release, context.address.language);
    let mut lines: Vec<&str> = notes.iter().map(String::as_str).collect();
    let release =
        text_with(context.address.language, "release-address", &[("id", context.release.id())]);
    lines.push(&release);
    let subtitle = subtitle(context, map);
    let around = Surroundings {
        subtitle: &subtitle,
        legend_title: &words.legend,
        notes: &lines,
        provenance: context.release.provenance(),
    };
    let picture = match view {
        View::Rate | View::Split => {
            let areas = areas(context, map, &page);
            standalone(Drawing::Rates(&words.rates(context, &areas, None)), &around)
        }
        View::Cases => {
            let dots = dots(context, map, &page);
            standalone(Drawing::Cases(&words.cases(context, &dots, None)), &around)
        }
    };
    Answer::found(SVG, picture)
}

/// Returns the legend of a view.
pub fn key(context: &Context, view: View) -> Vec<LegendItem> {
    let language = context.address.language;
    match view {
        View::Rate => legend(language, PREFIX),
        View::Split => {
            let mut items = legend(language, PREFIX);
            // Shares of one outcome are not compared with the country, so nothing is hatched.
            items.remove(CLASSES.len());
            items
        }
        // The sizes of the circles are explained in the picture.
        View::Cases => Vec::new(),
    }
}

/// The words of a picture.
struct Words {
    title: String,
    description: Cow<'static, str>,
    legend: Cow<'static, str>,
}

impl Words {
    fn new(context: &Context, map: &MapYear, view: View) -> Self {
        let language = context.address.language;
        let (name, description) = match view {
            View::Rate => ("view-rate", "map-description-rate"),
            View::Split => ("view-split-map", "map-description-split"),
            View::Cases => ("view-cases", "map-description-cases"),
        };
        let legend = text(language, name);
        Self {
            title: format!("{legend}, {}, {}", map.map.name(language), map.year),
            description: text(language, description),
            legend,
        }
    }

    fn rates<'a>(
        &'a self,
        context: &Context<'a>,
        areas: &'a [Area<'a>],
        selected: Option<MunicipalityCode>,
    ) -> MapPicture<'a> {
        MapPicture {
            basemap: context.basemap,
            areas,
            language: context.address.language,
            title: &self.title,
            description: &self.description,
            id_prefix: PREFIX,
            selected,
        }
    }

    fn cases<'a>(
        &'a self,
        context: &Context<'a>,
        circles: &'a [Circle<'a>],
        selected: Option<MunicipalityCode>,
    ) -> CirclePicture<'a> {
        CirclePicture {
            basemap: context.basemap,
            circles,
            language: context.address.language,
            title: &self.title,
            description: &self.description,
            id_prefix: PREFIX,
            selected,
        }
    }
}

fn areas(context: &Context, map: &MapYear, page: &MapPage) -> Vec<Area<'static>> {
    let area = |place: &municipality::Municipality| {
        let figure = map.municipality(place.code);
        let is_rate = page.view == View::Rate;
        Area {
            code: place.code,
            fill: fill(figure, page.view),
            hatched: is_rate && figure.standing() == Standing::ChanceMayExplain,
            label: label(context, place, figure, page.view).into(),
            href: choose(context, page, place.code).into(),
        }
    };
    municipality::in_danish_order().into_iter().map(area).collect()
}

fn dots(context: &Context, map: &MapYear, page: &MapPage) -> Vec<Circle<'static>> {
    let circle = |place: &municipality::Municipality| {
        let figure = map.municipality(place.code);
        Circle {
            code: place.code,
            merits: figure.merits(),
            label: label(context, place, figure, page.view).into(),
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
    context: &Context,
    place: &municipality::Municipality,
    figure: &Figure,
    view: View,
) -> String {
    let language = context.address.language;
    let shown = match (view, figure.share(Outcome::Remitted), figure.merits()) {
        (View::Split, Some(share), Some(merits)) => {
            let (percent, cases) =
                (format::percent(share, language), format::cases(merits, language));
            text_with(language, "remitted-of-cases", &[("percent", &percent), ("cases", &cases)])
                .into_owned()
        }
        (View::Cases, _, Some(merits)) => format::cases(merits, language),
        _ => figure_text::in_line(figure, language),
    };
    let standing = if view == View::Rate && figure.is_readable() {
        format!(" ({})", figure.standing().label(language))
    } else {
        String::new()
    };
    format!("{}: {shown}{standing}", place.name)
}

/// Returns where a click on a municipality leads: the same page with its figures in the box.
fn choose(context: &Context, page: &MapPage, code: MunicipalityCode) -> String {
    let chosen = MapPage { chosen: Some(code), ..*page };
    format!("{}#info", context.address.to(Page::Map(chosen)))
}

fn subtitle(context: &Context, map: &MapYear) -> String {
    let language = context.address.language;
    let country = figure_text::in_line(&map.country, language);
    text_with(language, "subtitle-country", &[("figure", &country)]).into_owned()
}
