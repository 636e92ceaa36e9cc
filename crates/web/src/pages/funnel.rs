//! The funnel of a map and year: every municipality by its number of cases, with the limits of chance.

use askama::Template;
use charts::{
    funnel::{ClassWords, Funnel, FunnelPoint, Limits, LimitsAt, PointClass, funnel},
    standalone::Drawing,
};
use domain::{
    comparison::Standing,
    format::{self, Language},
    map::MapKind,
    municipality::{self, Municipality},
    period::Year,
    rule,
};
use publication::{analysis::MapAnalysis, draft::MapYear, figure::Figure};
use stats::{
    Confidence, Interval, Tally,
    funnel::{self as limits, heterogeneity::heterogeneity, overdispersion::Overdispersion},
    multiplicity::expected_outside,
};

use super::{
    Context, figure_text,
    frame::Frame,
    map,
    picture_file::{self, File, PictureLinks},
    refused, render,
    switches::{self, Switch},
};
use crate::{
    address::{FileKind, Page, Picture, Prose, Refusal, View},
    answer::{Answer, HTML},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "funnel.html")]
struct FunnelPage {
    frame: Frame,
    heading: String,
    lead: String,
    maps: Switch,
    years: Switch,
    picture: String,
    links: PictureLinks,
    outside: String,
    spread: String,
    csv: String,
    json: String,
    rows: Vec<Row>,
    map: String,
    behind: String,
    method: String,
    notes: Vec<String>,
}

/// One municipality of the table.
struct Row {
    name: &'static str,
    href: String,
    merits: String,
    percent: String,
    limits: String,
    comparison: &'static str,
}

pub fn page(context: &Context, map: MapKind, year: Year) -> Answer {
    let found = context.release.map(map, year);
    let analysis = context.analyses.of(context.release, map, year);
    let Some((map, analysis)) = found.zip(analysis) else {
        return refused(context, context.address.language, Refusal::NotFound);
    };
    let language = context.address.language;
    let to = |page: Page| context.address.to(page).to_string();
    let heading = heading(map, language);
    let page = FunnelPage {
        frame: Frame::new(context, heading.clone()),
        lead: text(language, "funnel-lead").into_owned(),
        maps: switches::maps(context, year, Page::Funnel),
        years: switches::years(context, map.map, Page::Funnel),
        picture: with_picture(context, map, analysis, funnel).unwrap_or_default(),
        links: picture_file::links(context, Picture::Funnel(map.map, year), heading.clone()),
        outside: outside(map, language),
        spread: spread(map, analysis, language),
        csv: to(Page::FunnelFile(map.map, year, FileKind::Csv)),
        json: to(Page::FunnelFile(map.map, year, FileKind::Json)),
        rows: rows(context, map),
        map: to(Page::Map(crate::address::MapPage::new(map.map, year))),
        behind: to(Page::Behind(map.map, year)),
        method: format!("{}#tragt", to(Page::Prose(Prose::Method))),
        notes: map::notes(context, map, View::Rate),
        heading,
    };
    Answer::found(HTML, render(&page))
}

/// Draws the funnel as a file; `None` where there is no national rate.
pub fn file(context: &Context, map: MapKind, year: Year) -> Option<File> {
    let language = context.address.language;
    let map = context.release.map(map, year)?;
    let analysis = context.analyses.of(context.release, map.map, year)?;
    let title = heading(map, language);
    let subtitle = text_with(language, "drawn-on", &[("date", &drawn(context))]).into_owned();
    let notes = picture_file::of_year(context, map, View::Rate);
    let notes = picture_file::notes(context, notes, Page::Funnel(map.map, year));
    let measure = outside(map, language);
    with_picture(context, map, analysis, |picture| {
        picture_file::file(context, Drawing::Funnel(picture), &title, [&subtitle, &measure], &notes)
    })
}

fn drawn(context: &Context) -> String {
    format::date(context.release.snapshot().drawn_on, context.address.language)
}

fn heading(map: &MapYear, language: Language) -> String {
    let (name, year) = (map.map.name(language), map.year.to_string());
    text_with(language, "funnel-heading", &[("map", name), ("year", &year)]).into_owned()
}

/// Makes the picture and draws it; `None` without a national rate that leaves something to chance.
fn with_picture<T>(
    context: &Context,
    map: &MapYear,
    analysis: &MapAnalysis,
    draw: impl FnOnce(&Funnel) -> T,
) -> Option<T> {
    let language = context.address.language;
    let country = map.country.rate()?;
    let exact = limits::Funnel::new(country.value())?;
    let sizes = sizes(map.municipalities.iter().filter_map(Figure::merits).max());
    let points = points(context, map);
    let chance = |at: u64, confidence| exact.exact_limits(at, confidence);
    let chance = curve(&sizes, chance);
    let wide = overdispersed(map, analysis);
    let wide = wide.map(|it| curve(&sizes, |at, level| it.additive_limits(at, level)));
    let words = ["funnel-95", "funnel-99-8", "funnel-wide-95", "funnel-wide-99-8"];
    let [name_95, name_99_8, wide_95, wide_99_8] = words.map(|name| text(language, name));
    let classes = ["funnel-ordinary", "funnel-higher", "funnel-lower", "funnel-few"];
    let [ordinary, higher, lower, few] = classes.map(|name| text(language, name));
    let percent = format::percent(country, language);
    Some(draw(&Funnel {
        points: &points,
        country,
        country_label: &text_with(language, "funnel-country", &[("percent", &percent)]),
        limits: Limits { name_95: &name_95, name_99_8: &name_99_8, at: &chance },
        wide_limits: wide.as_ref().map(|at| Limits {
            name_95: &wide_95,
            name_99_8: &wide_99_8,
            at,
        }),
        words: ClassWords { ordinary: &ordinary, higher: &higher, lower: &lower, few: &few },
        language,
        title: &heading(map, language),
        description: &format!("{} {}", outside(map, language), spread(map, analysis, language)),
        id_prefix: "t-",
    }))
}

/// Returns the numbers of cases, up to the most there are, that the limits are worked out at: each up to 200,
/// then coarser.
pub fn sizes(most: Option<u32>) -> Vec<u32> {
    let most = most.unwrap_or(0).max(10);
    let fine = 1..=most.min(200);
    let coarse = (1..).map(|step| 200 + step * 10).take_while(move |size| *size < most + 10);
    fine.chain(coarse).collect()
}

/// Returns the limits at some numbers of cases.
pub fn curve(sizes: &[u32], limits: impl Fn(u64, Confidence) -> Option<Interval>) -> Vec<LimitsAt> {
    let at = |size: &u32| {
        let trials = u64::from(*size);
        Some(LimitsAt {
            merits_cases: *size,
            p95: limits(trials, Confidence::P95)?,
            p99_8: limits(trials, Confidence::P99_8)?,
        })
    };
    sizes.iter().filter_map(at).collect()
}

fn points(context: &Context, map: &MapYear) -> Vec<FunnelPoint<'static>> {
    let language = context.address.language;
    let point = |place: &'static Municipality| {
        let figure = map.municipality(place.code);
        let standing = figure.standing();
        let said = figure_text::in_line(figure, language);
        let label = if figure.is_compared() {
            format!("{}: {said} – {}", place.name, standing.label(language))
        } else {
            format!("{}: {said}", place.name)
        };
        Some(FunnelPoint {
            code: place.code,
            name: place.name.as_str().into(),
            share: figure.rate()?,
            class: class(standing),
            label: label.into(),
            href: context.address.to(Page::Municipality(place.code)).to_string().into(),
            is_chosen: false,
        })
    };
    municipality::in_danish_order().into_iter().filter_map(point).collect()
}

/// Returns how the point of a municipality is drawn.
pub const fn class(standing: Standing) -> PointClass {
    match standing {
        Standing::Higher => PointClass::Higher,
        Standing::Lower => PointClass::Lower,
        Standing::FewCases => PointClass::Few,
        _ => PointClass::Ordinary,
    }
}

/// Says how many municipalities lie outside the limits, and how many would by chance alone.
fn outside(map: &MapYear, language: Language) -> String {
    let funnel = map.country.rate().and_then(|rate| limits::Funnel::new(rate.value()));
    let Some(funnel) = funnel else { return text(language, "funnel-nothing").into_owned() };
    let rates: Vec<_> = map.municipalities.iter().filter_map(Figure::rate).collect();
    let beyond = |confidence: Confidence| {
        let is_outside = |rate: &&stats::Proportion| {
            let limits = funnel.exact_limits(rate.trials(), confidence);
            limits.is_some_and(|limits| !limits.contains(rate.value()))
        };
        let expected = expected_outside(rates.len() as u64, confidence.tail());
        let expected = format::fixed(expected, 1, language);
        (rates.iter().filter(is_outside).count().to_string(), expected)
    };
    let ((inner, inner_expected), (outer, outer_expected)) =
        (beyond(Confidence::P95), beyond(Confidence::P99_8));
    let args = [
        ("all", &*rates.len().to_string()),
        ("inner", &*inner),
        ("inner-expected", &*inner_expected),
        ("outer", &*outer),
        ("outer-expected", &*outer_expected),
    ];
    text_with(language, "funnel-outside", &args).into_owned()
}

/// Returns by how much municipalities differ more than chance gives, where that can be shown.
fn overdispersed(map: &MapYear, analysis: &MapAnalysis) -> Option<Overdispersion> {
    let tallies = map.municipalities.iter().filter_map(Figure::rate).map(Tally::from);
    let test = heterogeneity(&tallies.collect::<Vec<_>>())?;
    let is_shown = test.p_value.is_some_and(|p| p <= rule::SIGNIFICANCE);
    analysis.overdispersion.filter(|spread| is_shown && spread.tau_squared > 0.0)
}

/// Says whether municipalities differ more than chance gives.
fn spread(map: &MapYear, analysis: &MapAnalysis, language: Language) -> String {
    match overdispersed(map, analysis) {
        Some(spread) => {
            let points = format::fraction_number(spread.tau_squared.sqrt(), language);
            text_with(language, "funnel-overdispersed", &[("points", &points)]).into_owned()
        }
        None => text(language, "funnel-not-overdispersed").into_owned(),
    }
}

fn rows(context: &Context, map: &MapYear) -> Vec<Row> {
    let language = context.address.language;
    let funnel = map.country.rate().and_then(|rate| limits::Funnel::new(rate.value()));
    let row = |place: &'static Municipality| {
        let figure = map.municipality(place.code);
        let merits = figure.merits();
        let limits = funnel
            .zip(merits)
            .and_then(|(it, merits)| it.exact_limits(merits.into(), Confidence::P95));
        let none = || "–".to_owned();
        Row {
            name: &place.name,
            href: context.address.to(Page::Municipality(place.code)).to_string(),
            merits: merits.map_or_else(none, |merits| format::count(merits, language)),
            percent: figure.rate().map_or_else(none, |rate| format::percent(rate, language)),
            limits: limits.map_or_else(none, |limits| figure_text::interval(limits, language)),
            comparison: figure.standing().label(language),
        }
    };
    municipality::in_danish_order().into_iter().map(row).collect()
}
