//! The columns of the table that stand beside the published figures, in the views that show something else.

use domain::{format, municipality::Municipality};
use publication::draft::MapYear;

use crate::{
    address::{FileKind, Page, View},
    pages::{
        Context,
        beside::{self, Beside},
        figure_text, map_words,
    },
    text::{text, text_with},
};

/// What stands beside the published figures, in the views that show it.
pub struct BesideColumns {
    pub headings: Vec<String>,
    /// The file that has the columns; the one of the map holds published figures only.
    pub csv: String,
    pub json: String,
}

/// Returns the columns a view has beside those of the published figures; `None` where it shows only those.
pub fn columns(context: &Context, map: &MapYear, view: View) -> Option<BesideColumns> {
    if view.is_published() || beside::missing(context, map, view).is_some() {
        return None;
    }
    let language = context.address.language;
    let name = map_words::beside_name(context, map, view);
    let mut headings = vec![
        text_with(language, "column-beside", &[("name", &name)]).into_owned(),
        text(language, "column-interval").into_owned(),
    ];
    if view == View::Pooled {
        headings.push(text(language, "column-pooled-cases").into_owned());
    }
    let file = |kind| context.address.to(Page::BehindFile(map.map, map.year, kind)).to_string();
    Some(BesideColumns { headings, csv: file(FileKind::Csv), json: file(FileKind::Json) })
}

/// Returns the cells of a municipality in those columns.
pub fn cells(context: &Context, map: &MapYear, view: View, place: &Municipality) -> Vec<String> {
    let language = context.address.language;
    let Some(beside) = Beside::new(context, map, view, place.code) else {
        let columns = columns(context, map, view);
        return vec!["–".into(); columns.map_or(0, |columns| columns.headings.len())];
    };
    let interval = figure_text::interval(beside.interval(), language);
    let mut cells = vec![beside.percent(language), interval];
    if let Beside::Pooled(pooled, _) = beside {
        cells.push(format::cases(pooled.counts.merits(), language));
    }
    cells
}
