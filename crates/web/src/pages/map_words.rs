//! A view of the map in words: what it measures, its names, how it is read, and a figure as it shows it.

use std::borrow::Cow;

use domain::{
    comparison::Standing,
    format::{self, Language},
    municipality::Municipality,
    outcome::Outcome,
};
use publication::{draft::MapYear, figure::Figure};

use super::{
    Context,
    beside::{self, Beside},
    figure_text,
};
use crate::{
    address::View,
    text::{text, text_with},
};

/// Returns the heading of the page: `Socialområdet generelt: omgørelsesprocent 2024`.
pub fn heading(context: &Context, map: &MapYear, view: View) -> String {
    let language = context.address.language;
    let measure = lower_first(&measured(context, map, view));
    let name = format!("{}: {measure}", map.map.name(language));
    let name = match year(context, map, view) {
        // "several years together 2024" would read as if 2024 were among the words.
        Some(year) if view == View::Pooled => format!("{name}, {year}"),
        Some(year) => format!("{name} {year}"),
        None => name,
    };
    marked(name, view, language)
}

/// Returns what the picture is called: `Omgørelsesprocent, Socialområdet generelt, 2024`.
pub fn title(context: &Context, map: &MapYear, view: View) -> String {
    let language = context.address.language;
    let mut parts = vec![measured(context, map, view), map.map.name(language).to_owned()];
    parts.extend(year(context, map, view));
    marked(parts.join(", "), view, language)
}

/// Returns what the classes of color measure: `Omgørelsesprocent`.
pub fn measure(context: &Context, map: &MapYear, view: View) -> String {
    marked(measured(context, map, view), view, context.address.language)
}

/// Returns the label of a figure beside the published one: `Bedste skøn – ikke det offentliggjorte tal`.
pub fn beside_label(context: &Context, map: &MapYear, view: View) -> String {
    let language = context.address.language;
    marked(beside_name(context, map, view), view, language)
}

/// Returns the short name of such a figure: `Bedste skøn`, `2022–2024 lagt sammen`.
pub fn beside_name(context: &Context, map: &MapYear, view: View) -> String {
    let language = context.address.language;
    match (view == View::Pooled).then(|| pooled_years(context, map)).flatten() {
        Some(years) => text_with(language, "years-together", &[("years", &years)]).into_owned(),
        None => text(language, name_of(view)).into_owned(),
    }
}

/// Returns the name of a view, in the texts.
pub const fn name_of(view: View) -> &'static str {
    match view {
        View::Rate => "view-rate",
        View::Split => "view-split",
        View::Cases => "view-cases",
        View::Estimate => "view-estimate",
        View::Pooled => "view-pooled",
    }
}

/// Returns the years whose cases a view shows: `2024`, `2022–2024`.
pub fn years(context: &Context, map: &MapYear, view: View) -> String {
    let pooled = (view == View::Pooled).then(|| pooled_years(context, map)).flatten();
    pooled.unwrap_or_else(|| map.year.to_string())
}

/// Says how a view is read; `None` where there is nothing to say.
pub fn note(context: &Context, map: &MapYear, view: View) -> Option<String> {
    let language = context.address.language;
    let name = match view {
        View::Rate => return by_chance(map, language),
        View::Split => "legend-note-split",
        View::Cases => "legend-note-cases",
        View::Estimate => "legend-note-estimate",
        View::Pooled => "legend-note-pooled",
    };
    Some(text(language, name).into_owned())
}

/// Says how many municipalities chance alone would set apart; `None` where none is compared.
pub fn by_chance(map: &MapYear, language: Language) -> Option<String> {
    let compared = map.compared();
    let number = compared.to_string();
    (compared > 0)
        .then(|| text_with(language, "note-by-chance", &[("compared", &number)]).into_owned())
}

/// Writes the country's figure as the view shows it: `Hele landet: hjemvist 25,3 pct. af 812 sager`.
///
/// The country has so many cases that its best estimate is its own rate.
pub fn country_line(context: &Context, map: &MapYear, view: View) -> String {
    let language = context.address.language;
    let pooled = || beside::analysis(context, map)?.country_pooled.as_ref();
    let figure = match (view == View::Pooled).then(pooled).flatten() {
        Some(pooled) => Beside::Pooled(pooled, false).in_line(language),
        None => shown(&map.country, view, language),
    };
    text_with(language, "subtitle-country", &[("figure", &figure)]).into_owned()
}

/// Says what the picture is, for screen readers.
pub fn description(view: View, language: Language) -> Cow<'static, str> {
    let name = match view {
        View::Rate => "map-description-rate",
        View::Split => "map-description-split",
        View::Cases => "map-description-cases",
        View::Estimate => "map-description-estimate",
        View::Pooled => "map-description-pooled",
    };
    text(language, name)
}

/// Says what the map shows of a municipality: `Aarhus: 42,9 pct. af 340 sager (højere end landet)`.
pub fn label(context: &Context, map: &MapYear, view: View, place: &Municipality) -> String {
    let (language, figure) = (context.address.language, map.municipality(place.code));
    let published = shown(figure, view, language);
    let words = match Beside::new(context, map, view, place.code) {
        Some(beside) => {
            let (name, figure) = (beside_name(context, map, view), beside.in_line(language));
            let args: [(&str, &str); 3] =
                [("name", &name), ("figure", &figure), ("published", &published)];
            text_with(language, "beside-published", &args).into_owned()
        }
        None if view == View::Rate && figure.is_readable() => {
            format!("{published} ({})", figure.standing().label(language))
        }
        None => published,
    };
    format!("{}: {words}", place.name)
}

/// Writes a word that begins a line of its own as it stands within a line.
pub fn lower_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// Writes a published figure as a view shows it, or why there is none.
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

fn measured(context: &Context, map: &MapYear, view: View) -> String {
    let language = context.address.language;
    let name = match view {
        View::Rate => "measure-rate",
        View::Split => "measure-split",
        View::Cases => "measure-cases",
        View::Estimate => "measure-estimate",
        View::Pooled => match pooled_years(context, map) {
            Some(years) => {
                return text_with(language, "measure-pooled", &[("years", &years)]).into_owned();
            }
            None => "measure-pooled-none",
        },
    };
    text(language, name).into_owned()
}

/// Returns the year that stands in a name; `None` where the measure names its years.
fn year(context: &Context, map: &MapYear, view: View) -> Option<String> {
    let names_years = view == View::Pooled && pooled_years(context, map).is_some();
    (!names_years).then(|| map.year.to_string())
}

/// Returns the years that are put together: `2022–2024`; `None` where there are none.
fn pooled_years(context: &Context, map: &MapYear) -> Option<String> {
    let pooled = beside::analysis(context, map)?.country_pooled?;
    Some(format!("{}–{}", pooled.first, pooled.last))
}

/// Adds that a view does not show the published figure.
fn marked(name: String, view: View, language: Language) -> String {
    if view.is_published() {
        return name;
    }
    format!("{name} – {}", text(language, "not-published"))
}
