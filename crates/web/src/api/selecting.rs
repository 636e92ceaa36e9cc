//! From what is asked to cells that can be sent, the same for both protocols.

use std::sync::Arc;

use domain::format::Language;
use formats::{format::Format, layout::Layout};
use tables::{
    catalog::Catalog,
    choose::{Placement, Refusal, Selection, Wish, choose, expression::Dialect},
    table::Table,
};

use super::{
    outcome::{Cells, Writer},
    problem::{Kind, Problem},
    settings::Settings,
};

/// Chooses cells, as many as an answer of a kind may have.
pub fn select(
    table: &Table,
    wishes: &[Wish],
    dialect: Dialect,
    placement: &Placement,
    limit: u64,
) -> Result<Selection, Problem> {
    choose(table, wishes, dialect, placement, limit).map_err(|refusal| {
        let is_of_table = matches!(refusal, Refusal::TooManyCells { .. });
        let problem = Problem::from(refusal);
        if is_of_table { problem.of("selection") } else { problem }
    })
}

/// Returns how many cells an answer may have: more where nothing is held of it.
pub fn limit(settings: &Settings, is_streamed: bool) -> u64 {
    let times = if is_streamed { Settings::STREAMED } else { 1 };
    settings.max_cells.saturating_mul(times)
}

/// Reads a format by its name among those of a protocol.
pub fn format(name: &str, field: &str, known: &[(&str, Format)]) -> Result<Format, Problem> {
    let found = known.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map(|(_, format)| *format).ok_or_else(|| {
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        Problem::new(Kind::Format, format!("there is no format {name:?}"))
            .of(field)
            .hint(format!("the formats are: {}", names.join(", ")))
    })
}

/// Returns cells that are sent as a file of a format.
pub fn file(
    catalog: Arc<Catalog>,
    table: usize,
    selection: Selection,
    format: Format,
    layout: Layout,
) -> Cells {
    Cells {
        file_name: file_name(&catalog, table, layout.language, format.extension()),
        media: format.media_type(),
        writer: Writer::Format(format, layout),
        catalog,
        table,
        selection,
    }
}

/// Returns the name under which a file is kept, with the draw date last: `OMG1-en-2025-06-10.csv`.
pub fn file_name(catalog: &Catalog, table: usize, language: Language, extension: &str) -> String {
    let id = &catalog.tables()[table].facts().id;
    format!("{id}-{}-{}.{extension}", language.tag(), catalog.drawn_on())
}
