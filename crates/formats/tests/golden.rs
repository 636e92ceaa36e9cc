//! Each format of a small slice, byte for byte.

mod support;

use std::{
    fmt::Write,
    io::{Cursor, Read},
};

use domain::{format::Language, provenance::Provenance};
use formats::{
    format::Format,
    json_stat,
    layout::{Addresses, CodePage, DecimalMark, Layout, Separator, Texts},
};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::Row,
};
use tables::slice::Slice;

#[test]
fn json_stat_2_of_the_whole_table() {
    check_whole("json-stat2", Format::JsonStat2, &with_addresses(Language::Da));
}

#[test]
fn json_stat_2_of_a_turned_slice_in_english() {
    check_turned("json-stat2-turned", Format::JsonStat2, &with_addresses(Language::En));
}

#[test]
fn json_stat_1_of_the_whole_table() {
    check_whole("json-stat1", Format::JsonStat1, &support::danish());
}

#[test]
fn px_of_the_whole_table() {
    check_whole("px", Format::Px, &utf8(Language::Da));
}

#[test]
fn px_of_a_turned_slice_in_english() {
    check_turned("px-turned", Format::Px, &utf8(Language::En));
}

#[test]
fn csv_for_a_danish_spreadsheet() {
    let layout = Layout {
        separator: Separator::Semicolon,
        decimal_mark: DecimalMark::Comma,
        byte_order_mark: true,
        title: true,
        ..support::danish()
    };
    check_whole("csv-danish", Format::Csv, &layout);
}

#[test]
fn csv_with_commas_between_fields_and_before_decimals_is_quoted() {
    let layout =
        Layout { decimal_mark: DecimalMark::Comma, texts: Texts::Codes, ..support::danish() };
    check_whole("csv-commas", Format::Csv, &layout);
}

#[test]
fn csv_with_spaces_of_a_turned_slice_in_english() {
    let layout =
        Layout { separator: Separator::Space, texts: Texts::Both, ..Layout::new(Language::En) };
    check_turned("csv-turned", Format::Csv, &layout);
}

#[test]
fn long_csv_with_codes() {
    let layout = Layout { texts: Texts::Codes, ..support::danish() };
    check_whole("bulk-codes", Format::LongCsv, &layout);
}

#[test]
fn long_csv_with_tabulators_codes_and_texts_of_a_turned_slice() {
    let layout =
        Layout { separator: Separator::Tab, texts: Texts::Both, ..Layout::new(Language::En) };
    check_turned("bulk-turned", Format::LongCsv, &layout);
}

#[test]
fn a_page_of_the_whole_table() {
    check_whole("html", Format::Html, &support::danish());
}

#[test]
fn a_page_of_a_turned_slice_in_english() {
    let layout = Layout { texts: Texts::Both, ..Layout::new(Language::En) };
    check_turned("html-turned", Format::Html, &layout);
}

#[test]
fn a_slice_without_columns_or_rows_is_written_in_every_format() {
    let table = support::sample();
    let whole = Slice::whole(&table);
    let mut all = String::new();
    for stub in [0, whole.choices().len()] {
        let slice = Slice::new(&table, whole.choices().to_vec(), stub);
        for format in [Format::Csv, Format::Html, Format::Px] {
            let bytes = support::bytes(format, &slice, &utf8(Language::Da));
            let text = String::from_utf8(bytes).expect("UTF-8");
            let shown: Vec<_> =
                text.lines().filter(|line| is_of_the_shape(line)).take(24).collect();
            writeln!(all, "{} {stub}\n{}", format.name(), shown.join("\n")).expect("memory");
        }
    }
    insta::assert_snapshot!("without-columns-or-rows", all);
}

/// Tells whether a line shows where headings and numbers stand.
fn is_of_the_shape(line: &str) -> bool {
    let other = ["<p", "<li", "<meta", "<style", "<title"];
    !other.iter().any(|start| line.starts_with(start))
        && (!line.contains('=')
            || ["STUB", "HEADING", "DATA", "<"].iter().any(|of| line.starts_with(of)))
}

#[test]
fn the_metadata_is_the_dataset_without_its_cells() {
    let table = support::sample();
    let slice = Slice::whole(&table);
    let layout = with_addresses(Language::Da);
    let mut bytes = Vec::new();
    json_stat::write_metadata(&slice, &layout, &mut bytes).expect("memory takes all");
    let mut metadata: serde_json::Value = serde_json::from_slice(&bytes).expect("JSON");
    let data = support::bytes(Format::JsonStat2, &slice, &layout);
    let mut data: serde_json::Value = serde_json::from_slice(&data).expect("JSON");
    assert!(metadata["value"].is_null());
    metadata.as_object_mut().expect("an object").remove("value");
    for key in ["value", "status"] {
        assert!(data.as_object_mut().expect("an object").remove(key).is_some());
    }
    assert_eq!(metadata, data);
}

#[test]
fn a_workbook_of_the_whole_table() {
    let layout = Layout { title: true, ..support::danish() };
    let table = support::sample();
    insta::assert_snapshot!("xlsx", sheets(&Slice::whole(&table), &layout));
}

#[test]
fn a_workbook_of_a_turned_slice_in_english() {
    let table = support::sample();
    let layout = Layout { texts: Texts::Both, ..Layout::new(Language::En) };
    insta::assert_snapshot!("xlsx-turned", sheets(&support::turned(&table), &layout));
}

#[test]
fn a_parquet_file_of_the_whole_table() {
    let table = support::sample();
    let bytes = support::bytes(Format::Parquet, &Slice::whole(&table), &support::danish());
    let file = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("a Parquet file");
    let metadata = file.metadata().file_metadata();
    let pairs = metadata.key_value_metadata().expect("metadata").iter();
    let pairs = pairs.filter(|pair| pair.key != "ARROW:schema");
    let pairs = pairs.map(|pair| format!("{}: {}", pair.key, pair.value.as_deref().unwrap_or("")));
    let rows = file.get_row_iter(None).expect("rows");
    let rows = rows.map(|row: Result<Row, _>| row.expect("a row").to_string());
    insta::assert_snapshot!("parquet", pairs.chain(rows).collect::<Vec<_>>().join("\n"));
}

#[test]
fn the_same_slice_gives_the_same_bytes_in_every_format() {
    let (one, other) = (support::sample(), support::sample());
    for format in Format::ALL {
        let first = support::bytes(format, &Slice::whole(&one), &support::danish());
        let second = support::bytes(format, &Slice::whole(&other), &support::danish());
        assert!(first == second, "{} differs", format.name());
    }
}

#[test]
fn synthetic_figures_say_so_in_every_format() {
    for format in Format::ALL {
        assert!(
            text_of(format, Provenance::Synthetic).contains("synthetic"),
            "{format:?} is silent"
        );
    }
}

#[test]
fn delivered_figures_are_never_called_synthetic() {
    for format in Format::ALL {
        assert!(!text_of(format, Provenance::Delivered).contains("synthetic"), "{format:?}");
    }
}

/// Returns the bytes of the sample as lower-case text, with all parts of an archive.
fn text_of(format: Format, provenance: Provenance) -> String {
    let table = support::sample_of(provenance);
    let bytes = support::bytes(format, &Slice::whole(&table), &utf8(Language::En));
    let text = match format {
        Format::Xlsx => parts(&bytes).into_iter().map(|(_, text)| text).collect(),
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    };
    text.to_lowercase()
}

fn with_addresses(language: Language) -> Layout {
    let addresses = Addresses {
        this: Some("https://example.dk/api/v2/tables/OMG1/data".into()),
        code_lists: Some("https://example.dk/api/v2/codelists/".into()),
    };
    Layout { addresses, ..Layout::new(language) }
}

fn utf8(language: Language) -> Layout {
    Layout { code_page: CodePage::Utf8, ..Layout::new(language) }
}

/// Returns the two sheets of a workbook, a row to a line.
fn sheets(slice: &Slice<'_>, layout: &Layout) -> String {
    let bytes = support::bytes(Format::Xlsx, slice, layout);
    let shown = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "docProps/core.xml"];
    let parts = parts(&bytes).into_iter().filter(|(name, _)| shown.contains(&name.as_str()));
    let parts = parts.map(|(name, text)| format!("{name}\n{}\n", text.replace("<row", "\n<row")));
    parts.collect()
}

/// Returns the parts of a workbook and their names.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let mut parts = Vec::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).expect("a part");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("parts are XML");
        parts.push((part.name().expect("a name").into_owned(), text));
    }
    parts
}

#[track_caller]
fn check_turned(name: &str, format: Format, layout: &Layout) {
    let table = support::sample();
    check(name, format, &support::turned(&table), layout);
}

#[track_caller]
fn check_whole(name: &str, format: Format, layout: &Layout) {
    let table = support::sample();
    check(name, format, &Slice::whole(&table), layout);
}

/// Checks the text of a slice against the snapshot of a name. JSON is shown with line ends.
#[track_caller]
fn check(name: &str, format: Format, slice: &Slice<'_>, layout: &Layout) {
    let text = String::from_utf8(support::bytes(format, slice, layout)).expect("UTF-8");
    let text = match format {
        Format::JsonStat2 | Format::JsonStat1 => {
            let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            serde_json::to_string_pretty(&json).expect("JSON is text")
        }
        _ => text.replace("\r\n", "\n"),
    };
    insta::assert_snapshot!(name, text);
}
