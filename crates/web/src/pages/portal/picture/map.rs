//! Reversal rates or counts on the map of municipalities. Nothing else is colored: of medians and other
//! numbers the tables do not say how sure they are.

use charts::{
    basemap::attribution,
    choropleth::{Area, Circle, Figures, LegendOf, MapPicture, legend},
    standalone::Drawing,
};
use domain::{comparison::Standing, municipality::MunicipalityCode};
use publication::figure::Figure;
use tables::{
    cell::{Cell, Number},
    dimension::{Measured, Value},
};

use super::{
    Asked, Picture,
    municipalities::{Compared, chosen, of_places},
};
use crate::{
    address::Page,
    pages::{
        figure_text,
        map_picture::fill,
        portal::{figure, narrow, shares::RATE},
    },
};

/// What every id in the picture starts with.
const PREFIX: &str = "kort-";

/// Returns the picture, or why there is none.
pub fn picture(asked: &Asked) -> Result<Picture, String> {
    let Asked { portal, selected, .. } = *asked;
    let language = portal.address.language;
    let of = of_places(selected).ok_or_else(|| asked.say("map-no-places"))?;
    let at = places(asked);
    let value = narrow::contents(selected, &at);
    let places = chosen(selected, of);
    if places.is_empty() {
        return Err(asked.say("map-no-places"));
    }
    let (areas, circles);
    let (figures, legend) = if value.code == RATE {
        let compared = Compared::of(selected, &at).ok_or_else(|| asked.say("map-measure"))?;
        areas = places.iter().map(|(_, code)| area(asked, &compared, *code)).collect::<Vec<_>>();
        (Figures::Rates(&areas), legend(language, LegendOf::Rates, PREFIX))
    } else if is_counted(value) {
        circles = places
            .iter()
            .map(|(place, code)| circle(asked, &at, of, *place, *code))
            .collect::<Vec<_>>();
        (Figures::Cases(&circles), Vec::new())
    } else {
        return Err(asked.say("map-measure"));
    };
    let of_these = narrow::taken(selected, &at, &[of], language);
    let svg = asked.draw(
        Drawing::Map(&MapPicture {
            basemap: portal.context.basemap,
            figures,
            language,
            title: &asked.title(),
            description: &asked.say("picture-description"),
            id_prefix: PREFIX,
            selected: None,
        }),
        &of_these,
    );
    Ok(Picture {
        svg,
        legend,
        of: of_these,
        fields: narrow::fields(selected, &at, &[of], language),
        notes: vec![attribution(language).into()],
    })
}

/// Returns what is drawn of each dimension; of the contents what a map can show, where nothing was asked for.
fn places(asked: &Asked) -> Vec<usize> {
    let Asked { selected, choice, .. } = *asked;
    let mut at = narrow::places(selected, choice);
    let of = selected.of_contents();
    let is_asked = |(code, _): &(String, String)| {
        code.eq_ignore_ascii_case(&selected.slice.dimension(of).code)
    };
    if !choice.at.iter().any(is_asked) {
        let mut values = selected.slice.values(of);
        let shown = values.position(|value| value.code == RATE || is_counted(value));
        at[of] = shown.unwrap_or(at[of]);
    }
    at
}

fn is_counted(value: &Value) -> bool {
    let unit = value.unit.as_ref();
    unit.is_some_and(|unit| unit.decimals == Some(0) && unit.measured != Measured::Average)
}

fn area(asked: &Asked, compared: &Compared, code: MunicipalityCode) -> Area<'static> {
    let figure = compared.figure(code);
    Area {
        code,
        fill: fill(figure, figure.rate()),
        hatched: figure.standing() == Standing::ChanceMayExplain,
        label: label(asked, figure, code).into(),
        href: href(asked, code).into(),
    }
}

/// Says the figure of a municipality and how it stands beside the country.
pub fn label(asked: &Asked, figure: &Figure, code: MunicipalityCode) -> String {
    let language = asked.portal.address.language;
    let said = figure_text::in_line(figure, language);
    let name = &code.municipality().name;
    if figure.is_compared() {
        format!("{name}: {said} – {}", figure.standing().label(language))
    } else {
        format!("{name}: {said}")
    }
}

/// Returns the link to the page of a municipality.
pub fn href(asked: &Asked, code: MunicipalityCode) -> String {
    asked.portal.context.address.to(Page::Municipality(code)).to_string()
}

fn circle(
    asked: &Asked,
    at: &[usize],
    of: usize,
    place: usize,
    code: MunicipalityCode,
) -> Circle<'static> {
    let language = asked.portal.address.language;
    let mut at = at.to_vec();
    at[of] = place;
    let cell = asked.selected.slice.at(&at);
    let merits = match cell {
        Cell::Number(Number::Decimal { digits, places: 0 }) => u32::try_from(digits).ok(),
        Cell::Number(_) | Cell::Missing(_) => None,
    };
    let shown = figure::shown(cell, language);
    let said = shown.reason.unwrap_or(shown.text);
    let label = format!("{}: {said}", code.municipality().name);
    Circle { code, merits, label: label.into(), href: href(asked, code).into() }
}
