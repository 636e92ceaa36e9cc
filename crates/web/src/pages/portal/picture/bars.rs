//! Figures beside each other, a bar for each value of one dimension, in the order of the table.

use charts::{
    bars::{Bar, Bars},
    standalone::Drawing,
};
use tables::{cell::Cell, dimension::Role};

use super::{Asked, Picture, lines::basis};
use crate::{
    pages::portal::{
        figure::{self, Shown},
        narrow,
        selected::Selected,
    },
    text::text_with,
};

/// How many bars a picture has room for.
const MAX_BARS: usize = 130;

/// Returns the picture.
pub fn picture(asked: &Asked) -> Picture {
    let Asked { portal, selected, choice, .. } = *asked;
    let language = portal.address.language;
    let at = narrow::places(selected, choice);
    let of = rows_of(selected);
    let all = selected.slice.values(of).len();
    let shown = (0..all.min(MAX_BARS)).map(|place| shown(asked, &at, of, place));
    let shown: Vec<_> = shown.collect();
    let rows: Vec<_> =
        shown.iter().enumerate().map(|(place, text)| bar(asked, &at, of, place, text)).collect();
    let unit = narrow::contents(selected, &at).unit.as_ref();
    let of_these = narrow::taken(selected, &at, &[of], language);
    let svg = asked.draw(
        Drawing::Bars(&Bars {
            rows: &rows,
            unit: unit.map_or("", |unit| unit.name.get(language)),
            reference: None,
            language,
            title: &asked.title(),
            description: &asked.say("picture-description"),
        }),
        &of_these,
    );
    let (shown, all) = (rows.len().to_string(), all.to_string());
    let args = [("shown", &*shown), ("all", &*all)];
    let note = (shown != all).then(|| text_with(language, "bars-first", &args).into_owned());
    Picture {
        svg,
        legend: Vec::new(),
        of: of_these,
        fields: narrow::fields(selected, &at, &[of], language),
        notes: note.into_iter().collect(),
    }
}

/// Returns the choice whose values are the bars: the one with most values, contents only where nothing else
/// has several.
fn rows_of(selected: &Selected) -> usize {
    let slice = &selected.slice;
    let size = |of: &usize| slice.values(*of).len();
    let others =
        (0..slice.choices().len()).filter(|&of| slice.dimension(of).role != Role::Contents);
    // The first of equals.
    others.rev().max_by_key(size).expect("a table has time")
}

fn shown(asked: &Asked, at: &[usize], of: usize, place: usize) -> Shown {
    let mut at = at.to_vec();
    at[of] = place;
    figure::shown(asked.selected.slice.at(&at), asked.portal.address.language)
}

fn bar<'a>(asked: &Asked<'a>, at: &[usize], of: usize, place: usize, shown: &'a Shown) -> Bar<'a> {
    let (selected, language) = (asked.selected, asked.portal.address.language);
    let mut at = at.to_vec();
    at[of] = place;
    let basis = basis(selected, &at);
    Bar {
        name: selected.slice.value(of, place).label.get(language),
        value: match selected.slice.at(&at) {
            Cell::Number(number) => Some(number.value()),
            Cell::Missing(_) => None,
        },
        absence: shown.reason.as_deref().unwrap_or_default(),
        interval: basis.interval,
        few_cases: basis.is_of_few,
        label: &shown.text,
    }
}
