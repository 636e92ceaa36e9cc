//! The list of municipalities, and the search for one by name.

use askama::Template;
use domain::{
    format,
    map::MapKind,
    municipality::{self, Municipality},
    period::Year,
    place::Place,
};

use super::{
    Context,
    figure_text::{self, Cell},
    frame::Frame,
    render,
    search::find::plain,
};
use crate::{
    address::{Comparison, FileKind, Page},
    answer::{Answer, HTML},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "municipalities.html")]
struct Municipalities {
    frame: Frame,
    search: String,
    several: String,
    query: String,
    found: String,
    list_heading: String,
    csv: String,
    json: String,
    maps: Vec<&'static str>,
    rows: Vec<Row>,
    population_note: String,
}

struct Row {
    href: String,
    name: &'static str,
    cells: Vec<Cell>,
    group: &'static str,
    population: String,
}

pub fn page(context: &Context, query: Option<&str>) -> Answer {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let found = query.map_or_else(municipality::in_danish_order, find);
    if let (Some(_), [only]) = (query, found.as_slice()) {
        return Answer::see_other(address.to(Page::Municipality(only.code)).to_string());
    }
    let year = release.newest_year();
    let query = query.unwrap_or_default();
    let number = found.len().to_string();
    let page = Municipalities {
        frame: Frame::new(context, text(language, "municipalities").into_owned()),
        search: address.to(Page::Municipalities(None)).to_string(),
        several: address.to(Page::Compare(Comparison::default())).to_string(),
        found: text_with(
            language,
            if found.is_empty() { "found-none" } else { "found" },
            &[("number", &number), ("query", query)],
        )
        .into_owned(),
        query: query.into(),
        list_heading: year.map_or_else(String::new, |year| {
            text_with(language, "municipalities-year", &[("year", &year.to_string())]).into_owned()
        }),
        csv: address.to(Page::MunicipalitiesFile(FileKind::Csv)).to_string(),
        json: address.to(Page::MunicipalitiesFile(FileKind::Json)).to_string(),
        maps: MapKind::ALL.map(|map| map.name(language)).into(),
        rows: year.map_or_else(Vec::new, |year| rows(context, &found, year)),
        population_note: text(language, "dst-source").into_owned(),
    };
    Answer::found(HTML, render(&page))
}

/// Finds municipalities by what a person types: the start or middle of a name, `aa` for `å`, an
/// older spelling, or the code.
fn find(query: &str) -> Vec<&'static Municipality> {
    if let Some(Place::Municipality(code) | Place::Variant(code)) = Place::parse(query) {
        return vec![code.municipality()];
    }
    let (wanted, plainly) = (municipality::slug(query.trim()), plain(query));
    let finds: [&dyn Fn(&Municipality) -> bool; 4] = [
        &|place| place.slug.starts_with(&wanted),
        &|place| place.slug.contains(&wanted),
        &|place| plain(&place.name).starts_with(&plainly),
        &|place| plain(&place.name).contains(&plainly),
    ];
    let all = municipality::in_danish_order();
    let matching = |found: &dyn Fn(&Municipality) -> bool| -> Vec<_> {
        all.iter().copied().filter(|place| found(place)).collect()
    };
    finds.into_iter().map(matching).find(|places| !places.is_empty()).unwrap_or_default()
}

fn rows(context: &Context, places: &[&'static Municipality], year: Year) -> Vec<Row> {
    let language = context.address.language;
    let row = |place: &&'static Municipality| Row {
        href: context.address.to(Page::Municipality(place.code)).to_string(),
        name: &place.name,
        cells: cells(context, year, |map| {
            figure_text::cell(map.municipality(place.code), language)
        }),
        group: &place.group,
        population: population(context, place, year),
    };
    places.iter().map(row).collect()
}

/// Returns a cell for each of the three maps of a year.
pub fn cells(
    context: &Context,
    year: Year,
    cell: impl Fn(&publication::draft::MapYear) -> Cell,
) -> Vec<Cell> {
    let of = |map| context.release.map(map, year).map_or_else(Cell::empty, &cell);
    MapKind::ALL.map(of).into()
}

/// Writes the newest known population with its year.
pub fn population(context: &Context, place: &Municipality, year: Year) -> String {
    let language = context.address.language;
    match context.release.population().newest(place.code, year) {
        Some((known, people)) => {
            let (people, year) = (format::count(people, language), known.to_string());
            text_with(language, "population-in", &[("people", &people), ("year", &year)])
                .into_owned()
        }
        None => "–".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_types_finds_the_municipality() {
        for typed in ["Aarhus", "århus", "AARHUS", "aarhu", "0751", "Aarhus Kommune"] {
            check(typed, &["Aarhus"]);
        }
        check("ærø", &["Ærø"]);
        check("aeroe", &["Ærø"]);
        check("taastrup", &["Høje-Taastrup"]);
        for typed in ["kobenhavn", "Kbh", "Kbh.", "copenhagen"] {
            check(typed, &["København"]);
        }
        check("arhus", &["Aarhus"]);
        check("hoje tastrup", &["Høje-Taastrup"]);
    }

    #[test]
    fn a_beginning_that_fits_several_lists_them_in_danish_order() {
        check("aa", &["Aabenraa", "Aalborg", "Aarhus"]);
    }

    #[test]
    fn nonsense_finds_nothing() {
        check("atlantis", &[]);
    }

    #[track_caller]
    fn check(typed: &str, expected: &[&str]) {
        let found: Vec<_> = find(typed).into_iter().map(|place| place.name.as_str()).collect();
        assert_eq!(found, expected, "{typed}");
    }
}
