//! What can be said of a municipality over time: since the year before, over several years, and of
//! several years together.

use domain::{
    format::{self, Language},
    municipality::Municipality,
    rule,
};
use publication::{
    analysis::{Change, Course, MapAnalysis, Steady, before},
    draft::MapYear,
};

use super::{Line, line, worded};
use crate::{
    pages::{
        Context,
        beside::{self, Beside},
        municipality::parts,
    },
    text::{text, text_with},
};

pub fn lines(
    context: &Context,
    map: &MapYear,
    analysis: &MapAnalysis,
    place: &Municipality,
) -> [Line; 3] {
    let language = context.address.language;
    let change = match analysis.change(place.code) {
        Some(change) => self::change(change, language),
        None => no_change(context, map, place),
    };
    [change, trend(analysis.course(place.code), language), pooled(context, map, analysis, place)]
}

/// Writes the change since the year before. It answers for this one municipality, so its interval decides
/// and no list does.
fn change(change: &Change, language: Language) -> Line {
    let since = change.since.to_string();
    let points = format::percentage_points(change.difference(), language);
    let [lower, upper] = [change.interval.lower, change.interval.upper]
        .map(|limit| format::percentage_points_number(limit, language));
    let args: [(&str, &str); 4] =
        [("since", &since), ("points", &points), ("lower", &lower), ("upper", &upper)];
    let verdict = if change.may_be_chance() { "said-change-chance" } else { "said-change-beyond" };
    let said = text_with(language, "said-change-points", &args);
    line("said-change", format!("{said} {}", text(language, verdict)), language)
}

/// Says why no change is worked out.
fn no_change(context: &Context, map: &MapYear, place: &Municipality) -> Line {
    let language = context.address.language;
    let Some(before) = before(context.release, map) else {
        return worded("said-change", "said-change-first", &[], language);
    };
    let [year, since] = [map, before].map(|it| it.year.to_string());
    if let Some(found) = &map.series_break {
        let reason = found.reason(language);
        let args = [("year", &*year), ("since", &*since), ("reason", reason)];
        return worded("said-change", "said-change-break", &args, language);
    }
    line("said-change", parts::few(context, [map, before], place), language)
}

fn trend(course: &Course, language: Language) -> Line {
    let needed = rule::TREND_YEARS.to_string();
    match course {
        Course::TooShort { years } => {
            let args = [("years", &*years.to_string()), ("needed", &*needed)];
            worded("said-trend", "said-trend-short", &args, language)
        }
        Course::Alike => worded("said-trend", "said-trend-alike", &[], language),
        Course::Tested(steady) => tested(steady, language),
    }
}

fn tested(steady: &Steady, language: Language) -> Line {
    let [first, last] = [steady.first, steady.last].map(|year| year.to_string());
    let slope = format::percentage_points(steady.trend.slope, language);
    let p_value = format::p_value(steady.p_value, language);
    let name = match steady.rises() {
        Some(true) => "said-trend-rises",
        Some(false) => "said-trend-falls",
        None if steady.is_uneven() => "said-trend-uneven",
        None => "said-trend-untold",
    };
    let args: [(&str, &str); 4] =
        [("first", &first), ("last", &last), ("slope", &slope), ("p", &p_value)];
    worded("said-trend", name, &args, language)
}

fn pooled(context: &Context, map: &MapYear, analysis: &MapAnalysis, place: &Municipality) -> Line {
    let language = context.address.language;
    let Some(country) = &analysis.country_pooled else {
        if map.is_break() {
            // Why it is one stands in the line on the change.
            let year = map.year.to_string();
            return worded("said-pooled", "said-pooled-break", &[("year", &year)], language);
        }
        return line("said-pooled", beside::not_pooled(context, map), language);
    };
    let years = format!("{}–{}", country.first, country.last);
    let Some(pooled) = analysis.pooled(place.code) else {
        return worded("said-pooled", "said-pooled-no-cases", &[("years", &years)], language);
    };
    let is_few = beside::is_few(context, map, pooled);
    let figure = Beside::Pooled(pooled, is_few).in_line(language);
    worded("said-pooled", "said-pooled-rate", &[("years", &years), ("figure", &figure)], language)
}
