//! Which rates changed since the year before, and which rise or fall over the years.

use domain::{
    format::{self, Language},
    municipality::{self, Municipality},
    rule,
};
use publication::{
    analysis::{Change, Course, MapAnalysis},
    draft::MapYear,
};

use super::{percent, word};
use crate::{
    address::Page,
    pages::{Context, figure_text},
    text::text_with,
};

/// The municipalities whose rate changed by more than chance explains.
pub struct Changes {
    /// How many could be looked at, and how many changed.
    pub lead: String,
    /// Those that changed since the year before.
    pub changed: Vec<Row>,
    /// How many trends could be looked at, and how many were found.
    pub trend_lead: String,
    /// Those that rise or fall over the years.
    pub trends: Vec<Row>,
}

/// One municipality of a list.
pub struct Row {
    pub name: &'static str,
    pub href: String,
    pub sentence: String,
}

/// Says how the country's rate changed since the year before, or why that is not said.
pub fn country(map: &MapYear, analysis: &MapAnalysis, language: Language) -> String {
    match &analysis.country_change {
        Some(change) => {
            let name = if change.may_be_chance() { "change-may-be-chance" } else { "change-more" };
            sentence(change, name, language)
        }
        None => match &map.series_break {
            Some(found) => {
                let args = [("reason", found.reason(language))];
                text_with(language, "change-break", &args).into_owned()
            }
            None => word(language, "change-none"),
        },
    }
}

/// Writes a change with its interval: `Fra 38,6 pct. i 2023 til 44,9 pct.: +6,3 procentpoint (…)`.
fn sentence(change: &Change, name: &str, language: Language) -> String {
    let points = |value| format::percentage_points_number(value, language);
    let args = [
        ("since", &*change.since.to_string()),
        ("before", &*format::percent(change.before, language)),
        ("now", &*format::percent(change.now, language)),
        ("difference", &*format::percentage_points(change.difference(), language)),
        ("lower", &*points(change.interval.lower)),
        ("upper", &*points(change.interval.upper)),
    ];
    text_with(language, name, &args).into_owned()
}

/// Returns the lists of a map and year.
pub fn list(context: &Context, analysis: &MapAnalysis) -> Changes {
    let language = context.address.language;
    let all = municipality::in_danish_order();
    let tested = analysis.changes.iter().flatten().count();
    let changed: Vec<Row> = all
        .iter()
        .filter_map(|place| {
            let change = analysis.change(place.code)?;
            (change.adjusted <= rule::FALSE_DISCOVERIES)
                .then(|| changed_row(context, place, change))
        })
        .collect();
    let lines = analysis.courses.iter().filter(|course| matches!(course, Course::Tested(_)));
    let trends: Vec<Row> =
        all.iter().filter_map(|place| trend_row(context, place, analysis)).collect();
    let lead = |[name, none]: [&str; 2], tested: usize, found: usize| {
        if tested == 0 {
            return word(language, none);
        }
        let args = [("tested", &*tested.to_string()), ("found", &*found.to_string())];
        text_with(language, name, &args).into_owned()
    };
    Changes {
        lead: lead(["changes-lead", "changes-lead-none"], tested, changed.len()),
        trend_lead: lead(["trends-found", "trends-found-none"], lines.count(), trends.len()),
        changed,
        trends,
    }
}

fn changed_row(context: &Context, place: &'static Municipality, change: &Change) -> Row {
    let language = context.address.language;
    let counts = |share: stats::Proportion| {
        let n = u32::try_from(share.trials()).unwrap_or(u32::MAX);
        format!("{} ({})", format::percent(share, language), format::cases(n, language))
    };
    let args = [
        ("before", &*counts(change.before)),
        ("now", &*counts(change.now)),
        ("difference", &*format::percentage_points(change.difference(), language)),
    ];
    row(context, place, text_with(language, "changed-row", &args).into_owned())
}

fn trend_row(
    context: &Context,
    place: &'static Municipality,
    analysis: &MapAnalysis,
) -> Option<Row> {
    let language = context.address.language;
    let Course::Tested(steady) = analysis.course(place.code) else { return None };
    let name = if steady.rises()? { "trend-row-rises" } else { "trend-row-falls" };
    let args = [
        ("first", &*steady.first.to_string()),
        ("last", &*steady.last.to_string()),
        ("slope", &*format::percentage_points(steady.trend.slope, language)),
    ];
    Some(row(context, place, text_with(language, name, &args).into_owned()))
}

pub(super) fn row(context: &Context, place: &'static Municipality, sentence: String) -> Row {
    let href = context.address.to(Page::Municipality(place.code)).to_string();
    Row { name: &place.name, href, sentence }
}

/// Writes a rate with its interval and cases.
pub(super) fn rate(share: stats::Proportion, language: Language) -> String {
    let interval = share.wilson_interval(stats::Confidence::P95);
    let n = u32::try_from(share.trials()).unwrap_or(u32::MAX);
    let args = [
        ("percent", &*percent(share.value(), language)),
        ("interval", &*figure_text::interval(interval, language)),
        ("cases", &*format::cases(n, language)),
    ];
    text_with(language, "rate-with-interval", &args).into_owned()
}
