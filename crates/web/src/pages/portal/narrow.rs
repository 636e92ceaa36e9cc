//! One value in each dimension: what a picture or an explanation is of, and the form that changes it.

use domain::format::Language;
use tables::dimension::{Dimension, Role, Value};

use super::{figure, selected::Selected};
use crate::address::TableChoice;

/// A dimension in which another of the chosen values can be taken.
pub struct Field {
    pub code: String,
    pub label: String,
    /// Code, label and whether it is taken.
    pub values: Vec<(String, String, bool)>,
}

/// Returns the place taken in each choice: that asked for, or else the first, of time the newest.
pub fn places(selected: &Selected, choice: &TableChoice) -> Vec<usize> {
    let slice = &selected.slice;
    let place = |of: usize| {
        let dimension = slice.dimension(of);
        let is_it = |(code, _): &&(String, String)| code.eq_ignore_ascii_case(&dimension.code);
        let asked = choice.at.iter().find(is_it).and_then(|(_, code)| {
            slice.values(of).position(|value| value.code.eq_ignore_ascii_case(code))
        });
        let newest = if dimension.role == Role::Time { slice.values(of).len() - 1 } else { 0 };
        asked.unwrap_or(newest)
    };
    (0..slice.choices().len()).map(place).collect()
}

/// Returns the dimensions in which there is another value to take, but those that are shown whole.
pub fn fields(
    selected: &Selected,
    at: &[usize],
    shown_whole: &[usize],
    language: Language,
) -> Vec<Field> {
    let field = |of: usize| {
        let dimension = selected.slice.dimension(of);
        let value = |(place, value): (usize, &Value)| {
            (value.code.clone(), value.label.get(language).to_owned(), place == at[of])
        };
        Field {
            code: dimension.code.clone(),
            label: dimension.label.get(language).to_owned(),
            values: selected.slice.values(of).enumerate().map(value).collect(),
        }
    };
    let several = selected.fixed..selected.slice.choices().len();
    several.filter(|of| !shown_whole.contains(of)).map(field).collect()
}

/// Returns the value of the contents that is taken.
pub fn contents<'a>(selected: &Selected<'a>, at: &[usize]) -> &'a Value {
    let of = selected.of_contents();
    selected.slice.value(of, at[of])
}

/// Returns each dimension with the value that is taken, but those that are shown whole.
pub fn taken(
    selected: &Selected,
    at: &[usize],
    shown_whole: &[usize],
    language: Language,
) -> Vec<(String, String)> {
    let pair = |(of, &place): (usize, &usize)| {
        let dimension: &Dimension = selected.slice.dimension(of);
        let value = figure::name(selected.slice.value(of, place), language);
        (dimension.label.get(language).to_owned(), value)
    };
    let of = at.iter().enumerate().filter(|(of, _)| !shown_whole.contains(of));
    of.map(pair).collect()
}
