//! The form in which a reader chooses values, dimension by dimension.

use domain::format::Language;
use tables::dimension::{Dimension, Role};

use super::{Portal, selected::Selected};
use crate::{
    address::TableChoice,
    text::{text, text_with},
};

/// Above how many values a dimension has other ways to choose than one by one.
const MANY: usize = 12;

/// How many of the newest periods the form proposes.
const LATEST: &str = "5";

/// One dimension in the form.
pub struct Field {
    pub code: String,
    pub label: String,
    /// `3 af 121`.
    pub count: String,
    pub ways: Vec<Way>,
    pub values: Vec<Choosable>,
    /// For the newest so many periods.
    pub latest: String,
    pub from: Vec<Choosable>,
    pub to: Vec<Choosable>,
    /// Whether it may be put in the columns, and is.
    pub is_column: bool,
    pub has_several: bool,
}

/// A way to choose in a dimension.
pub struct Way {
    /// What the form sends.
    pub value: String,
    pub label: String,
    pub is_chosen: bool,
}

/// A value that can be chosen.
pub struct Choosable {
    pub code: String,
    pub label: String,
    /// How many values it stands under.
    pub depth: usize,
    pub is_chosen: bool,
}

/// Returns the fields of the form.
pub fn fields(
    portal: &Portal,
    dimensions: &[Dimension],
    choice: &TableChoice,
    selected: Option<&Selected>,
) -> Vec<Field> {
    let language = portal.address.language;
    let field = |(place, dimension): (usize, &Dimension)| {
        let chosen = selected.map(|it| chosen(it, place)).unwrap_or_default();
        field(dimension, choice, &chosen, language)
    };
    let mut fields: Vec<_> = dimensions.iter().enumerate().map(field).collect();
    if let Some(selected) = selected {
        for choice in selected.columns() {
            fields[selected.slice.choices()[choice].dimension].is_column = true;
        }
    }
    fields
}

fn chosen(selected: &Selected, dimension: usize) -> Vec<usize> {
    let choices = selected.slice.choices().iter();
    let of = choices.filter(|choice| choice.dimension == dimension);
    of.flat_map(|choice| choice.values.iter().copied()).collect()
}

fn field(
    dimension: &Dimension,
    choice: &TableChoice,
    chosen: &[usize],
    language: Language,
) -> Field {
    let wish = choice.wish(&dimension.code).unwrap_or_default();
    let is_all = chosen.len() == dimension.values.len();
    let written = match wish {
        [only] => only.to_ascii_lowercase(),
        [] if is_all => "*".into(),
        _ => String::new(),
    };
    let ways = ways(dimension, &written, language);
    let is_one_by_one = ways.last().is_none_or(|way| way.is_chosen);
    let (number, all) = (chosen.len().to_string(), dimension.values.len().to_string());
    let (from, to) = range(wish);
    Field {
        code: dimension.code.clone(),
        label: dimension.label.get(language).to_owned(),
        count: text_with(language, "chosen-of", &[("number", &number), ("all", &all)]).into_owned(),
        values: choosable(dimension, language, |place| is_one_by_one && chosen.contains(&place)),
        latest: latest(wish).unwrap_or(LATEST).to_owned(),
        from: ends(dimension, language, from, 0),
        to: ends(dimension, language, to, dimension.values.len() - 1),
        is_column: false,
        has_several: chosen.len() > 1,
        ways,
    }
}

/// Returns the ways to choose: whole levels and groups, the newest, a range, all; one by one comes last. A
/// short list has no others.
fn ways(dimension: &Dimension, written: &str, language: Language) -> Vec<Way> {
    let is_time = dimension.role == Role::Time;
    if dimension.values.len() <= MANY && dimension.subsets.is_empty() && !is_time {
        return Vec::new();
    }
    let way = |value: &str, label: String, is_chosen| Way { value: value.into(), label, is_chosen };
    let named = |name| text(language, name).into_owned();
    let mut ways = Vec::new();
    if is_time {
        ways.push(way("seneste", named("choose-latest"), written.starts_with("top(")));
        let is_range = ["range(", "from(", "to("].iter().any(|start| written.starts_with(start));
        ways.push(way("fra-til", named("choose-range"), is_range));
    }
    for subset in &dimension.subsets {
        let value = format!("@{}", subset.id);
        let label = format!("{} ({})", subset.label.get(language), subset.members.len());
        ways.push(way(&value, label, written.eq_ignore_ascii_case(&value)));
    }
    let all = dimension.values.len().to_string();
    let all = text_with(language, "choose-all", &[("all", &all)]).into_owned();
    ways.push(way("alle", all, written == "*"));
    let is_other = ways.iter().any(|way| way.is_chosen);
    ways.push(way("enkelte", named("choose-single"), !is_other));
    ways
}

fn choosable(
    dimension: &Dimension,
    language: Language,
    is_chosen: impl Fn(usize) -> bool,
) -> Vec<Choosable> {
    let depth = |place: usize| {
        let up = |place: &usize| dimension.values[*place].parent;
        std::iter::successors(Some(place), up).count() - 1
    };
    let value = |place: usize| Choosable {
        code: dimension.values[place].code.clone(),
        label: dimension.values[place].label.get(language).to_owned(),
        depth: depth(place),
        is_chosen: is_chosen(place),
    };
    let places = 0..dimension.values.len();
    // The newest period is what most readers look for.
    if dimension.role == Role::Time {
        places.rev().map(value).collect()
    } else {
        places.map(value).collect()
    }
}

/// Returns the ends of a range to choose from, in order; none but for time.
fn ends(
    dimension: &Dimension,
    language: Language,
    code: Option<&str>,
    default: usize,
) -> Vec<Choosable> {
    if dimension.role != Role::Time {
        return Vec::new();
    }
    let chosen = code.and_then(|code| dimension.position(code)).unwrap_or(default);
    let mut ends = choosable(dimension, language, |place| place == chosen);
    ends.reverse();
    ends
}

/// Returns the number in `top(5)`.
fn latest(wish: &[String]) -> Option<&str> {
    let [only] = wish else { return None };
    only.strip_prefix("top(")?.strip_suffix(')')
}

/// Returns the ends of `range(a,b)`, `from(a)` or `to(b)`.
fn range(wish: &[String]) -> (Option<&str>, Option<&str>) {
    let [only] = wish else { return (None, None) };
    let within = |start| only.strip_prefix(start).and_then(|rest: &str| rest.strip_suffix(')'));
    let both = within("range(").and_then(|ends| ends.split_once(','));
    both.map_or_else(|| (within("from("), within("to(")), |(from, to)| (Some(from), Some(to)))
}
