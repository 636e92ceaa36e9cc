//! A table as CSV: semicolons and decimal commas in Danish, as Danish spreadsheets expect them;
//! commas and points in English.

use domain::format::{self, Language};

use super::{Cell, Table};

/// Writes a table as UTF-8 CSV. The facts of the whole table stand in every row, so that a row cut
/// out of the file still says what it is and whether it is synthetic.
#[must_use]
pub fn to_csv(table: &Table, language: Language) -> Vec<u8> {
    // Without the mark a Danish spreadsheet takes UTF-8 for an older encoding, and breaks æ, ø and å.
    let (delimiter, mark) = if language == Language::Da { (b';', "\u{feff}") } else { (b',', "") };
    let start = mark.as_bytes().to_vec();
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(start);
    let facts = || table.about.iter().map(|(name, _)| (*name).to_owned());
    let header = table.columns.iter().map(|column| column.id.to_owned()).chain(facts());
    writer.write_record(header).expect("writing to memory does not fail");
    for row in &table.rows {
        let cells = row.iter().map(|cell| text(cell, language));
        let facts = table.about.iter().map(|(_, value)| text(value, language));
        writer.write_record(cells.chain(facts)).expect("writing to memory does not fail");
    }
    writer.into_inner().expect("writing to memory does not fail")
}

fn text(cell: &Cell, language: Language) -> String {
    match cell {
        Cell::Text(text) => text.clone(),
        Cell::Count(count) => count.to_string(),
        Cell::Fraction(fraction) if language == Language::Da => {
            fraction.to_string().replace('.', ",")
        }
        Cell::Fraction(fraction) => fraction.to_string(),
        Cell::Share(share) => format::percent_number(*share, language),
        Cell::Missing => String::new(),
    }
}
