//! The chosen cells as a picture. A picture is of one value in each dimension it does not show whole.

mod bars;
mod breaks;
mod funnel;
mod lines;
mod map;
pub(super) mod municipalities;

use charts::{
    choropleth::LegendItem,
    standalone::{Drawing, Surroundings, standalone},
};
use formats::words;

pub use lines::MAX_PERIODS;

use super::{Portal, downloads, figure, narrow::Field, selected::Selected};
use crate::{
    address::{Show, TableChoice},
    text::text,
};

/// A picture with what stands around it.
pub struct Picture {
    pub svg: String,
    pub legend: Vec<LegendItem>,
    /// What it is of, beside what it shows whole.
    pub of: Vec<(String, String)>,
    /// Where another value can be taken.
    pub fields: Vec<Field>,
    pub notes: Vec<String>,
}

/// Where a picture will stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// On a page of ours.
    Page,
    /// In a file of its own, with all that is said of it.
    File,
    /// In the pages of others, with title and key.
    Embedded,
}

/// What is drawn.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    pub form: Form,
    pub portal: &'a Portal<'a>,
    pub selected: &'a Selected<'a>,
    pub choice: &'a TableChoice,
}

impl Asked<'_> {
    fn say(&self, name: &str) -> String {
        text(self.portal.address.language, name).into_owned()
    }

    /// Draws the picture. What it is of stands beside it on a page, and in it anywhere else.
    fn draw(&self, drawing: Drawing, of: &[(String, String)]) -> String {
        if self.form == Form::Page {
            return drawing.inline();
        }
        let of: Vec<_> = of
            .iter()
            .map(|(name, value)| format!("{}: {value}", figure::upper_first(name)))
            .collect();
        let notes = if self.form == Form::File { self.notes() } else { Vec::new() };
        let notes: Vec<_> = notes.iter().map(String::as_str).collect();
        let provenance = self.portal.catalog.provenance();
        let subtitle = &of.join(" · ");
        standalone(drawing, &Surroundings { subtitle, measure: "", notes: &notes, provenance })
    }

    /// Says when the figures were drawn and what else must be known, where they come from, and the address
    /// that never changes. Made-up figures are marked in the picture.
    pub fn notes(&self) -> Vec<String> {
        let language = self.portal.address.language;
        let slice = &self.selected.slice;
        let mark = self.portal.catalog.provenance().mark(language);
        let must = words::notes(slice, language).into_iter().filter(|note| note.is_mandatory);
        let must = must.map(|note| note.text).filter(|text| Some(&**text) != mark);
        let lasting = downloads::lasting(self.portal, self.choice);
        must.chain([words::source(slice, language), lasting]).collect()
    }

    /// Returns what the picture is called: what the figures are of.
    fn title(&self) -> String {
        let language = self.portal.address.language;
        self.selected.table.facts().title.get(language).to_owned()
    }
}

/// Returns the picture, or why the chosen cells cannot be drawn so; a table is no picture.
pub fn picture(asked: &Asked) -> Option<Result<Picture, String>> {
    match asked.choice.show {
        Show::Table => None,
        Show::Lines => Some(lines::picture(asked)),
        Show::Bars => Some(Ok(bars::picture(asked))),
        Show::Map => Some(map::picture(asked)),
        Show::Funnel => Some(funnel::picture(asked)),
    }
}

/// Returns the choice with what a way of showing needs beyond it: periods for lines, municipalities for the
/// map and the funnel. `None` where the table can never be shown so.
pub fn suited(asked: &Asked, show: Show) -> Option<TableChoice> {
    let Asked { selected, choice, .. } = *asked;
    let plain = TableChoice { show, side: 1, order: None, ..choice.clone() };
    match show {
        Show::Table | Show::Bars => Some(plain),
        Show::Lines => Some(lines::suited(selected, plain)),
        Show::Map => municipalities::suited(selected, plain),
        Show::Funnel => {
            super::shares::Shares::of(selected.table)?;
            municipalities::suited(selected, plain)
        }
    }
}
