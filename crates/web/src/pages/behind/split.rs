//! What a change consists of: other topics, or other outcomes within topics.

use charts::waterfall::{Contribution, Level, Waterfall};
use domain::{
    format::{self, Language},
    municipality::MunicipalityCode,
    period::Year,
};
use publication::{analysis::Split, download::tables, draft::MapYear};

use super::{draw_split, percent, split_links, word};
use crate::{
    pages::{Context, picture_file::PictureLinks},
    text::text_with,
};

/// How many topics the picture names; the rest are one step.
const NAMED: usize = 5;

/// What is less is written as 0,0 percentage points, and so is not named.
const LEAST: f64 = 0.000_5;

/// An account of a change in one picture, one sentence and one table.
pub struct SplitText {
    /// The name of the picture.
    pub title: String,
    /// How much is mix and how much is within topics.
    pub sentence: String,
    /// The largest contributors.
    pub largest: String,
    /// What a series break means for it; empty where there is none.
    pub caution: String,
    /// The picture.
    pub svg: String,
    /// Where it can be downloaded.
    pub links: PictureLinks,
    /// The topics.
    pub rows: Vec<Row>,
    /// Their sums.
    pub sum: Row,
}

/// A topic of the table.
pub struct Row {
    pub topic: String,
    pub before: String,
    pub now: String,
    pub mix: String,
    pub rate: String,
    pub total: String,
}

/// Returns an account in words: of the country, or of a municipality.
pub fn text(
    context: &Context,
    map: &MapYear,
    place: Option<MunicipalityCode>,
    split: &Split,
) -> SplitText {
    let language = context.address.language;
    let title = title(context, map, place, split);
    let points = |value| format::percentage_points(value, language);
    let (since, year) = (split.since.to_string(), map.year.to_string());
    let args = [
        ("since", &*since),
        ("year", &*year),
        ("difference", &*points(split.difference())),
        ("mix", &*points(split.mix)),
        ("within", &*points(split.within_topics())),
        ("remitted", &*points(split.remitted)),
        ("changed", &*points(split.changed)),
    ];
    SplitText {
        sentence: text_with(language, "split-sentence", &args).into_owned(),
        largest: largest(context, split),
        caution: if split.across_break { word(language, "split-break") } else { String::new() },
        svg: with_picture(context, map, place, split, draw_split),
        links: split_links(context, place, map, &title),
        rows: split.contributions.iter().map(|part| row(context, part)).collect(),
        sum: sum(context, split),
        title,
    }
}

fn title(
    context: &Context,
    map: &MapYear,
    place: Option<MunicipalityCode>,
    split: &Split,
) -> String {
    let language = context.address.language;
    let country = word(language, "whole-country");
    let name = place.map_or(&*country, |code| &code.municipality().name);
    let (since, year) = (split.since.to_string(), map.year.to_string());
    let args =
        [("place", name), ("map", map.map.name(language)), ("since", &since), ("year", &year)];
    text_with(language, "split-title", &args).into_owned()
}

/// Names the topics that move the rate most, each way.
fn largest(context: &Context, split: &Split) -> String {
    const MOST: usize = 3;
    let language = context.address.language;
    let named = split.contributions.iter().take(MOST).filter(|part| part.total().abs() >= LEAST);
    let named = named.map(|part| {
        let points = format::percentage_points(part.total(), language);
        format!("{} ({points})", short_name(context, part))
    });
    let named: Vec<_> = named.collect();
    if named.is_empty() {
        return String::new();
    }
    text_with(language, "split-largest", &[("topics", &named.join("; "))]).into_owned()
}

/// Names a topic; of a family of more than two only the first: `Kvindekrisecentre § 109 m.fl.`
fn short_name(context: &Context, part: &publication::analysis::Contribution) -> String {
    let language = context.address.language;
    let topics = if part.topics.len() > 2 { &part.topics[..1] } else { &part.topics };
    let name = tables::topic_names(context.release, topics, language);
    if part.topics.len() > 2 {
        return text_with(language, "split-and-others", &[("topic", &name)]).into_owned();
    }
    name
}

fn row(context: &Context, part: &publication::analysis::Contribution) -> Row {
    let language = context.address.language;
    Row {
        topic: tables::topic_names(context.release, &part.topics, language),
        before: format::count(part.cases[0], language),
        now: format::count(part.cases[1], language),
        mix: format::percentage_points_number(part.mix, language),
        rate: format::percentage_points_number(part.rate, language),
        total: format::percentage_points_number(part.total(), language),
    }
}

fn sum(context: &Context, split: &Split) -> Row {
    let language = context.address.language;
    let cases = |year: usize| {
        let all = split.contributions.iter().map(|part| u64::from(part.cases[year]));
        format::count(all.sum::<u64>(), language)
    };
    Row {
        topic: word(language, "split-sum"),
        before: cases(0),
        now: cases(1),
        mix: format::percentage_points_number(split.mix, language),
        rate: format::percentage_points_number(split.within_topics(), language),
        total: format::percentage_points_number(split.difference(), language),
    }
}

/// Makes the picture and draws it: first the mix, then the topics within which outcomes changed most.
pub fn with_picture<T>(
    context: &Context,
    map: &MapYear,
    place: Option<MunicipalityCode>,
    split: &Split,
    draw: impl FnOnce(&Waterfall) -> T,
) -> T {
    let language = context.address.language;
    let steps = steps(context, split);
    let kinds = ["split-kind-mix", "split-kind-within"].map(|name| word(language, name));
    let contributions: Vec<_> = steps
        .iter()
        .map(|step| Contribution {
            label: &step.label,
            value: step.value,
            kind: Some(&kinds[usize::from(step.is_within)]),
        })
        .collect();
    let start = level(split.since, split.before, language);
    let end = level(map.year, split.now, language);
    let title = title(context, map, place, split);
    let description = largest(context, split);
    draw(&Waterfall {
        start: Level { label: &start, value: split.before },
        contributions: &contributions,
        end: Level { label: &end, value: split.now },
        language,
        title: &title,
        description: &description,
    })
}

fn level(year: Year, rate: f64, language: Language) -> String {
    format!("{year}: {}", percent(rate, language))
}

/// A step of the picture.
struct Step {
    label: String,
    value: f64,
    is_within: bool,
}

/// Returns the steps; those that are not named of a kind are one, so that all add up.
fn steps(context: &Context, split: &Split) -> Vec<Step> {
    let language = context.address.language;
    let mut steps = Vec::new();
    for is_within in [false, true] {
        let value = |part: &publication::analysis::Contribution| {
            if is_within { part.rate } else { part.mix }
        };
        let mut parts: Vec<_> = split.contributions.iter().collect();
        parts.sort_by(|a, b| value(b).abs().total_cmp(&value(a).abs()));
        let named = if is_within { NAMED } else { NAMED - 2 };
        let shown = parts.iter().take(named).filter(|part| value(part).abs() >= LEAST).count();
        let (named, others) = parts.split_at(shown);
        steps.extend(named.iter().map(|part| Step {
            label: short_name(context, part),
            value: value(part),
            is_within,
        }));
        if !others.is_empty() {
            let label = text_with(language, "split-others", &[("n", &others.len().to_string())]);
            let value = others.iter().map(|part| value(part)).sum();
            steps.push(Step { label: label.into_owned(), value, is_within });
        }
    }
    steps
}
