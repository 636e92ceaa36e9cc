//! What stands behind the figures of a map and year: the funnel, the estimates, the account of a change.

mod per_thousand;

use domain::{
    format::Language,
    municipality::{self, Municipality},
    topic::TopicCode,
};
use stats::{Confidence, Interval, funnel::Funnel};

use super::{
    super::{
        Cell, Column, Table,
        column::{
            ADDED_BY_MIX, ADDED_BY_RATE, CASES_BEFORE, CASES_NOW, CHANGE, CHANGE_ADJUSTED,
            CHANGE_LOWER, CHANGE_UPPER, CODE, ESTIMATE, ESTIMATE_LOWER, ESTIMATE_UPPER, LEVEL,
            LEVEL_LOWER, LEVEL_UPPER, LIMIT_LOWER, LIMIT_UPPER, NAME, OUTER_LOWER, OUTER_UPPER,
            POOLED, POOLED_LOWER, POOLED_MERITS, POOLED_SINCE, POOLED_UPPER, RANK_FIRST, RANK_LAST,
            SLOPE, SLOPE_ADJUSTED, SPREAD_LOWER, SPREAD_UPPER, TOPIC, TOPIC_NAME, TREND_SINCE,
            UNEVEN,
        },
    },
    COMPARED, OUTCOMES, compared, edition_facts, facts, map_notes, names,
};
use crate::{
    analysis::{Change, Course, MapAnalysis},
    draft::MapYear,
    release::Release,
};

/// Returns the 98 municipalities of a map and year with the control limits that belong to their number of
/// cases, in Danish alphabetical order.
#[must_use]
pub fn funnel_table(
    release: &Release,
    map: &MapYear,
    analysis: &MapAnalysis,
    language: Language,
) -> Table {
    let funnel = map.country.rate().and_then(|rate| Funnel::new(rate.value()));
    let row = |place: &'static Municipality| {
        let figure = map.municipality(place.code);
        let mut cells = compared(names(place), figure);
        let merits = figure.merits().map_or(0, u64::from);
        let exact = |confidence| funnel.and_then(|it| it.exact_limits(merits, confidence));
        let spread = analysis.overdispersion;
        let additive = spread.and_then(|it| it.additive_limits(merits, Confidence::P95));
        for limits in [exact(Confidence::P95), exact(Confidence::P99_8), additive] {
            cells.extend(interval(limits));
        }
        cells
    };
    let limits: [&Column; 6] =
        [&LIMIT_LOWER, &LIMIT_UPPER, &OUTER_LOWER, &OUTER_UPPER, &SPREAD_LOWER, &SPREAD_UPPER];
    Table {
        title: title(map, ["tragtdiagram", "funnel"], language),
        rows_are: "municipalities",
        about: about(release, map, language),
        notes: map_notes(release, map, language),
        columns: [&CODE, &NAME].into_iter().chain(OUTCOMES).chain(COMPARED).chain(limits).collect(),
        rows: municipality::in_danish_order().into_iter().map(row).collect(),
    }
}

/// Returns the 98 municipalities of a map and year with everything that is worked out beside the published
/// figure: estimates, levels, changes, trends and ranks, in Danish alphabetical order.
#[must_use]
pub fn explanation_table(
    release: &Release,
    map: &MapYear,
    analysis: &MapAnalysis,
    language: Language,
) -> Table {
    let row = |place: &'static Municipality| {
        let mut cells = compared(names(place), map.municipality(place.code));
        cells.extend(estimates(analysis, place));
        cells.extend(over_time(analysis, place));
        cells.extend(per_thousand::cells(release, map, place.code));
        cells
    };
    let own: [&Column; 21] = [
        &ESTIMATE,
        &ESTIMATE_LOWER,
        &ESTIMATE_UPPER,
        &RANK_FIRST,
        &RANK_LAST,
        &LEVEL,
        &LEVEL_LOWER,
        &LEVEL_UPPER,
        &POOLED_SINCE,
        &POOLED_MERITS,
        &POOLED,
        &POOLED_LOWER,
        &POOLED_UPPER,
        &CHANGE,
        &CHANGE_LOWER,
        &CHANGE_UPPER,
        &CHANGE_ADJUSTED,
        &TREND_SINCE,
        &SLOPE,
        &SLOPE_ADJUSTED,
        &UNEVEN,
    ];
    let columns = [&CODE, &NAME].into_iter().chain(OUTCOMES).chain(COMPARED).chain(own);
    let mut notes = map_notes(release, map, language);
    notes.push(per_thousand::note(release, map, language).into());
    Table {
        title: title(map, ["bag tallene", "behind the figures"], language),
        rows_are: "municipalities",
        about: about(release, map, language),
        notes,
        columns: columns.chain(per_thousand::COLUMNS).collect(),
        rows: municipality::in_danish_order().into_iter().map(row).collect(),
    }
}

/// Returns what each topic adds to the country's change since the year before; no rows where the change
/// cannot be divided.
#[must_use]
pub fn split_table(
    release: &Release,
    map: &MapYear,
    analysis: &MapAnalysis,
    language: Language,
) -> Table {
    let contributions = analysis.country_split.iter().flat_map(|split| &split.contributions);
    let rows = contributions.map(|part| {
        let codes = part.topics.iter().map(ToString::to_string).collect::<Vec<_>>();
        vec![
            Cell::Text(codes.join(" ")),
            Cell::Text(topic_names(release, &part.topics, language)),
            Cell::Count(part.cases[0].into()),
            Cell::Count(part.cases[1].into()),
            Cell::Fraction(part.mix),
            Cell::Fraction(part.rate),
        ]
    });
    let mut about = about(release, map, language);
    if let Some(split) = &analysis.country_split {
        let year = u64::from(split.since.number().unsigned_abs());
        about.extend([
            ("since", Cell::Count(year)),
            ("before", Cell::Fraction(split.before)),
            ("now", Cell::Fraction(split.now)),
            ("mix", Cell::Fraction(split.mix)),
            ("remitted_within_topics", Cell::Fraction(split.remitted)),
            ("changed_within_topics", Cell::Fraction(split.changed)),
            ("across_series_break", if split.across_break { "yes" } else { "no" }.into()),
        ]);
    }
    Table {
        title: title(map, ["ændringen efter emne", "the change by topic"], language),
        rows_are: "topics",
        about,
        notes: map_notes(release, map, language),
        columns: vec![
            &TOPIC,
            &TOPIC_NAME,
            &CASES_BEFORE,
            &CASES_NOW,
            &ADDED_BY_MIX,
            &ADDED_BY_RATE,
        ],
        rows: rows.collect(),
    }
}

/// Writes the names of topics that count as one: `Botilbud §§ 107-110 / Midlertidigt botilbud § 107`.
#[must_use]
pub fn topic_names(release: &Release, codes: &[TopicCode], language: Language) -> String {
    let topics = codes.iter().filter_map(|code| release.topics().get(*code));
    let names = topics.map(|topic| match language {
        Language::Da => topic.name.as_str(),
        Language::En => topic.name_en.as_str(),
    });
    names.collect::<Vec<_>>().join(" / ")
}

fn estimates(analysis: &MapAnalysis, place: &Municipality) -> Vec<Cell> {
    let estimate = analysis.estimates.shrunken(place.code);
    let mut cells = vec![fraction(estimate.map(|it| it.rate))];
    cells.extend(interval(estimate.map(|it| it.interval)));
    let rank = analysis.estimates.rank(place.code);
    cells.push(rank.map(|it| it.lower as u64).into());
    cells.push(rank.map(|it| it.upper as u64).into());
    let level = analysis.level(place.code);
    cells.push(fraction(level.map(|it| it.rate)));
    cells.extend(interval(level.map(|it| it.interval)));
    let pooled = analysis.pooled(place.code);
    cells.push(pooled.map(|it| it.first.number().unsigned_abs()).into());
    cells.push(pooled.map(|it| it.counts.merits()).into());
    cells.push(fraction(pooled.map(|it| it.rate.value())));
    cells.extend(interval(pooled.map(|it| it.interval)));
    cells
}

fn over_time(analysis: &MapAnalysis, place: &Municipality) -> Vec<Cell> {
    let change = analysis.change(place.code);
    let mut cells = vec![fraction(change.map(Change::difference))];
    cells.extend(interval(change.map(|it| it.interval)));
    cells.push(fraction(change.map(|it| it.adjusted)));
    let trend = match analysis.course(place.code) {
        Course::Tested(steady) => Some(steady),
        Course::TooShort { .. } | Course::Alike => None,
    };
    let uneven = |is_uneven| Cell::Text(if is_uneven { "yes" } else { "no" }.into());
    cells.push(trend.map(|it| it.first.number().unsigned_abs()).into());
    cells.push(fraction(trend.map(|it| it.trend.slope)));
    cells.push(fraction(trend.map(|it| it.p_value)));
    cells.push(trend.map_or(Cell::Missing, |it| uneven(it.is_uneven())));
    cells
}

fn interval(limits: Option<Interval>) -> [Cell; 2] {
    [fraction(limits.map(|it| it.lower)), fraction(limits.map(|it| it.upper))]
}

fn fraction(value: Option<f64>) -> Cell {
    value.map_or(Cell::Missing, Cell::Fraction)
}

fn title(map: &MapYear, [da, en]: [&str; 2], language: Language) -> String {
    let name = map.map.name(language);
    match language {
        Language::Da => format!("{name}, {}: {da}", map.year),
        Language::En => format!("{name}, {}: {en}", map.year),
    }
}

fn about(release: &Release, map: &MapYear, language: Language) -> Vec<(&'static str, Cell)> {
    let mut about = facts(release);
    about.push(("map", map.map.id().into()));
    about.extend(edition_facts(release, map.year, language));
    about
}
