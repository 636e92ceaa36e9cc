//! What the figures of a municipality can say: short sentences, and why there is none where there is none.

mod over_time;

use std::borrow::Cow;

use domain::{
    comparison::Standing,
    format::{self, Language},
    municipality::Municipality,
};
use publication::{
    analysis::{Estimates, MapAnalysis},
    draft::MapYear,
};

use crate::{
    pages::{Context, beside, figure_text},
    text::{text, text_with},
};

/// What can be said of one map in the newest year.
pub struct Said {
    pub name: &'static str,
    pub lines: Vec<Line>,
}

/// One thing that can be said.
pub struct Line {
    pub label: Cow<'static, str>,
    pub text: String,
}

pub fn said(context: &Context, map: &MapYear, place: &Municipality) -> Said {
    let language = context.address.language;
    let figure = map.municipality(place.code);
    let standing = figure.standing().sentence(figure.merits().unwrap_or(0), language);
    let mut lines = vec![line("said-standing", standing, language)];
    match beside::analysis(context, map) {
        Some(analysis) => {
            lines.extend(over_time::lines(context, map, analysis, place));
            lines.extend(estimates(map, analysis, place, language));
            lines.push(inhabitants(context, map, place));
        }
        None => lines.push(worded("said-more", "said-no-country", &[], language)),
    }
    Said { name: map.map.name(language), lines }
}

fn estimates(
    map: &MapYear,
    analysis: &MapAnalysis,
    place: &Municipality,
    language: Language,
) -> Vec<Line> {
    let figure = map.municipality(place.code);
    if figure.standing() == Standing::NoCases {
        return vec![worded("said-estimate", "said-estimate-no-cases", &[], language)];
    }
    let mut lines = Vec::new();
    // Few cases give no rate to read, so there is nothing to set one at another mix beside.
    if figure.is_readable() {
        lines.push(level(map, analysis, place, language));
    }
    lines.extend([
        estimate(&analysis.estimates, place, language),
        rank(&analysis.estimates, place, language),
    ]);
    lines
}

/// Writes the rate at the national mix of cases, beside the raw one.
fn level(map: &MapYear, analysis: &MapAnalysis, place: &Municipality, language: Language) -> Line {
    let raw = map.municipality(place.code).rate();
    let Some((level, raw)) = analysis.level(place.code).zip(raw) else {
        return worded("said-level", "said-not-possible", &[], language);
    };
    let percent = figure_text::fraction(level.rate, language);
    let limits = figure_text::limits(level.interval, language);
    let raw = format::percent(raw, language);
    let args: [(&str, &str); 3] = [("percent", &percent), ("limits", &limits), ("raw", &raw)];
    worded("said-level", "said-level-rate", &args, language)
}

fn estimate(estimates: &Estimates, place: &Municipality, language: Language) -> Line {
    let Some(estimate) = estimates.shrunken(place.code) else {
        return worded("said-estimate", "said-not-possible", &[], language);
    };
    let percent = figure_text::fraction(estimate.rate, language);
    let limits = figure_text::limits(estimate.interval, language);
    let args: [(&str, &str); 2] = [("percent", &percent), ("limits", &limits)];
    worded("said-estimate", "said-estimate-rate", &args, language)
}

/// Writes the ranks the municipality may have: never one without how sure it is.
fn rank(estimates: &Estimates, place: &Municipality, language: Language) -> Line {
    let Some(rank) = estimates.rank(place.code) else {
        return worded("said-rank", "said-not-possible", &[], language);
    };
    let range = if rank.lower == rank.upper {
        rank.lower.to_string()
    } else {
        format!("{}–{}", rank.lower, rank.upper)
    };
    let all = estimates.ranked_municipalities().to_string();
    worded("said-rank", "said-rank-range", &[("range", &range), ("all", &all)], language)
}

/// Writes how many appeals were decided and reversed for every 1,000 inhabitants.
fn inhabitants(context: &Context, map: &MapYear, place: &Municipality) -> Line {
    let language = context.address.language;
    let people = context.release.population().newest(place.code, map.year);
    let counts = map.municipality(place.code).counts();
    let shares = people.zip(counts).and_then(|((year, people), counts)| {
        let share = |number| format::per_thousand(number, people, language);
        Some((year.to_string(), share(counts.merits())?, share(counts.reversed())?))
    });
    let Some((year, decided, reversed)) = shares else {
        return worded("said-people", "said-people-unknown", &[], language);
    };
    let args: [(&str, &str); 3] = [("decided", &decided), ("reversed", &reversed), ("year", &year)];
    worded("said-people", "said-people-share", &args, language)
}

fn line(label: &str, text: String, language: Language) -> Line {
    Line { label: self::text(language, label), text }
}

fn worded(label: &str, name: &str, args: &[(&'static str, &str)], language: Language) -> Line {
    line(label, text_with(language, name, args).into_owned(), language)
}
