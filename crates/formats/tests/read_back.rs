//! What is written is read again as the same: labels and cells, whatever they are.

mod support;

use std::collections::BTreeMap;

use domain::{format::Language, topic::Topics};
use formats::{
    format::Format,
    layout::{CodePage, Layout, Separator, Texts},
};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::RowAccessor,
};
use proptest::prelude::*;
use tables::{
    cell::{Cell, Missing, Number},
    slice::Slice,
};

/// The labels of the topics and the cells, a row for each year.
#[derive(Clone, Debug)]
struct Case {
    labels: Vec<String>,
    rows: Vec<Vec<Cell>>,
}

/// A cell as it was read: a number or the reason there is none.
type Read = Result<f64, Missing>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_px_file_is_read_as_it_was_written(case in case()) {
        let (labels, cells) = read_px(&written(&case, Format::Px, &utf8()));
        let clean = |label: &String| label.replace('"', "”").replace("\r\n", " ").replace('\n', " ");
        let expected: Vec<_> = case.labels.iter().map(clean).collect();
        for (found, label) in labels.iter().zip(&expected) {
            prop_assert!(found.starts_with(label.as_str()), "{found} for {label}");
        }
        check(&case, &cells, 1e-12)?;
    }

    #[test]
    fn no_line_of_a_px_file_is_longer_than_256_characters(case in case()) {
        let text = String::from_utf8(written(&case, Format::Px, &utf8())).expect("UTF-8");
        prop_assert!(text.lines().all(|line| line.chars().count() <= 256));
    }

    #[test]
    fn json_stat_2_is_read_as_it_was_written(case in case()) {
        let json = json(&written(&case, Format::JsonStat2, &utf8()));
        check_labels(&case, &json["dimension"]["EMNE"]["category"]["label"])?;
        check(&case, &read_json(&json), 0.0)?;
    }

    #[test]
    fn json_stat_1_is_read_as_it_was_written(case in case()) {
        let json = json(&written(&case, Format::JsonStat1, &utf8()));
        check_labels(&case, &json["dataset"]["dimension"]["EMNE"]["category"]["label"])?;
        check(&case, &read_json(&json["dataset"]), 0.0)?;
    }

    #[test]
    fn long_csv_is_read_as_it_was_written(case in case(), separator in separator()) {
        let layout = Layout { separator, texts: Texts::Both, ..utf8() };
        let bytes = written(&case, Format::LongCsv, &layout);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator.byte()).from_reader(bytes.as_slice());
        let mut cells = Vec::new();
        for (place, record) in reader.records().enumerate() {
            let record = record.expect("a record");
            prop_assert_eq!(&record[1], &case.labels[place / case.rows.len()]);
            cells.push(match &record[7] {
                "" => Ok(record[6].parse().expect("a number")),
                word => Err(reason(word, Missing::word)),
            });
        }
        check(&case, &cells, 0.0)?;
    }

    #[test]
    fn wide_csv_is_read_as_it_was_written(case in case(), separator in separator()) {
        let layout = Layout { separator, ..utf8() };
        let bytes = written(&case, Format::Csv, &layout);
        let mut reader =
            csv::ReaderBuilder::new().delimiter(separator.byte()).from_reader(bytes.as_slice());
        let mut cells = Vec::new();
        for (place, record) in reader.records().enumerate() {
            let record = record.expect("a record");
            prop_assert_eq!(&record[0], &case.labels[place]);
            let numbers = record.iter().skip(2).take(case.rows.len());
            cells.extend(numbers.map(|text| {
                text.parse::<f64>().map_err(|_| reason(text, Missing::symbol))
            }));
        }
        check(&case, &cells, 0.0)?;
    }

    #[test]
    fn parquet_is_read_as_it_was_written(case in case()) {
        let bytes = bytes::Bytes::from(written(&case, Format::Parquet, &utf8()));
        let file = SerializedFileReader::new(bytes).expect("a Parquet file");
        let mut cells = Vec::new();
        for (place, row) in file.get_row_iter(None).expect("rows").enumerate() {
            let row = row.expect("a row");
            let label = row.get_string(1).expect("a label");
            prop_assert_eq!(label, &case.labels[place / case.rows.len()]);
            cells.push(match row.get_string(7) {
                Ok(word) => Err(reason(word, Missing::word)),
                Err(_) => Ok(row.get_double(6).expect("a number")),
            });
        }
        check(&case, &cells, 0.0)?;
    }
}

#[test]
fn a_character_that_nothing_stands_for_is_refused_before_the_first_byte() {
    let case = Case {
        labels: vec!["\u{10ffff}".into()],
        rows: vec![vec![Cell::Number(Number::count(1))]],
    };
    let table = support::of(&case.labels, &case.rows);
    let mut out = Vec::new();
    let found = Format::Px.write(&Slice::whole(&table), &Layout::new(Language::Da), &mut out);
    assert!(found.is_err() && out.is_empty());
}

#[test]
fn a_workbook_without_room_for_the_rows_is_refused_before_the_first_byte() {
    let table = support::large(2_200_000);
    let whole = Slice::whole(&table);
    let mut out = Vec::new();
    let slice = Slice::new(&table, whole.choices().to_vec(), whole.choices().len());
    let found = Format::Xlsx.write(&slice, &Layout::new(Language::Da), &mut out);
    let message = found.expect_err("too many rows").to_string();
    assert!(message.contains("at most 1048576 rows"), "{message}");
    assert!(out.is_empty());
}

#[test]
fn a_stream_that_refuses_is_an_error_in_every_format() {
    let table = support::sample();
    for format in Format::ALL {
        let slice = Slice::whole(&table);
        let whole = support::bytes(format, &slice, &utf8()).len();
        for room in [0, 1, whole / 2, whole - 1] {
            let mut room = vec![0; room];
            let found = format.write(&slice, &utf8(), &mut room.as_mut_slice());
            assert!(found.is_err(), "{} fits into {}", format.name(), room.len());
        }
    }
}

#[test]
fn a_stream_that_refuses_once_gets_nothing_more() {
    let table = support::sample();
    for format in Format::ALL {
        let slice = Slice::whole(&table);
        let whole = support::bytes(format, &slice, &utf8());
        for room in [1, whole.len() / 2, whole.len() - 1] {
            let mut stream = Hiccup { taken: Vec::new(), room, has_refused: false };
            assert!(format.write(&slice, &utf8(), &mut stream).is_err());
            assert!(stream.taken.len() <= room, "{} goes on", format.name());
        }
    }
}

/// A stream that refuses one piece, the first that is too long for its room, and takes all others.
struct Hiccup {
    taken: Vec<u8>,
    room: usize,
    has_refused: bool,
}

impl std::io::Write for Hiccup {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if !self.has_refused && self.taken.len() + bytes.len() > self.room {
            self.has_refused = true;
            return Err(std::io::Error::other("refused"));
        }
        self.taken.extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// No name of ours can be taken for a formula by a spreadsheet.
#[test]
fn no_name_starts_as_a_formula_does() {
    let municipalities = domain::municipality::all().iter().map(|of| &of.name);
    let topics = Topics::reference().all().iter().flat_map(|of| [&of.name, &of.name_en]);
    for name in municipalities.chain(topics) {
        assert!(!name.starts_with(['=', '+', '-', '@', '\t', '\r']), "{name}");
    }
}

fn case() -> impl Strategy<Value = Case> {
    (1_usize..5, 1_usize..40).prop_flat_map(|(topics, years)| {
        let label = "[a-zæøåÆØÅ0-9 ;=,.()§–'\"≥#\\n]{1,400}[a-z]";
        let rows = prop::collection::vec(prop::collection::vec(cell(), topics), years);
        let labels = prop::collection::vec(label, topics);
        (labels, rows).prop_map(|(labels, rows)| Case { labels, rows })
    })
}

fn cell() -> impl Strategy<Value = Cell> {
    let decimal = (-1_000_000_000_000_i64..1_000_000_000_000, 0_u8..7);
    prop_oneof![
        4 => decimal.prop_map(|(digits, places)| Cell::Number(Number::Decimal { digits, places })),
        2 => (0.0..1.0).prop_map(|value| Cell::Number(Number::Real(value))),
        1 => (-1e-9..1e-9).prop_map(|value| Cell::Number(Number::Real(value))),
        2 => prop::sample::select(&Missing::ALL[..]).prop_map(Cell::Missing),
    ]
}

fn separator() -> impl Strategy<Value = Separator> {
    prop::sample::select(
        &[Separator::Comma, Separator::Semicolon, Separator::Tab, Separator::Space][..],
    )
}

fn utf8() -> Layout {
    Layout { code_page: CodePage::Utf8, ..Layout::new(Language::Da) }
}

fn written(case: &Case, format: Format, layout: &Layout) -> Vec<u8> {
    let table = support::of(&case.labels, &case.rows);
    support::bytes(format, &Slice::whole(&table), layout)
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("JSON")
}

/// Reads the cells of a dataset.
fn read_json(dataset: &serde_json::Value) -> Vec<Read> {
    let values = dataset["value"].as_array().expect("values").iter().enumerate();
    let read = |(place, value): (usize, &serde_json::Value)| {
        let status = || dataset["status"][place.to_string()].as_str().expect("a symbol");
        value.as_f64().ok_or_else(|| reason(status(), Missing::symbol))
    };
    values.map(read).collect()
}

/// Reads the names of the topics and the cells of a PX file.
fn read_px(bytes: &[u8]) -> (Vec<String>, Vec<Read>) {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let (head, data) = text.split_once("\nDATA=").expect("data");
    let labels = px_records(head).remove("VALUES(\"emne\")").expect("topics");
    let data = data.trim_end().strip_suffix(';').expect("an end");
    let cell = |field: &str| match field.strip_prefix('"') {
        Some(symbol) => Err(reason(symbol.trim_end_matches('"'), Missing::symbol)),
        None => Ok(field.parse().expect("a number")),
    };
    (labels, data.split_whitespace().map(cell).collect())
}

/// Reads the records of a PX file: key, texts.
fn px_records(head: &str) -> BTreeMap<String, Vec<String>> {
    let mut records = BTreeMap::new();
    let (mut key, mut texts) = (String::new(), vec![String::new()]);
    let (mut is_quoted, mut is_value) = (false, false);
    for character in head.chars() {
        match (character, is_quoted, is_value) {
            ('"', ..) => is_quoted = !is_quoted,
            ('=', false, false) => is_value = true,
            (',', false, true) => texts.push(String::new()),
            (';', false, true) => {
                records.insert(std::mem::take(&mut key), std::mem::take(&mut texts));
                texts.push(String::new());
                is_value = false;
            }
            ('\r' | '\n', false, _) => {}
            (_, _, true) => texts.last_mut().expect("one at least").push(character),
            _ => {}
        }
        if !is_value && !matches!(character, ';' | '\r' | '\n') {
            key.push(character);
        }
    }
    records
}

fn reason(found: &str, name: impl Fn(Missing) -> &'static str) -> Missing {
    let reason = Missing::ALL.into_iter().find(|&reason| name(reason) == found);
    reason.unwrap_or_else(|| panic!("{found} is no reason"))
}

fn check_labels(case: &Case, labels: &serde_json::Value) -> Result<(), TestCaseError> {
    for (place, label) in case.labels.iter().enumerate() {
        prop_assert_eq!(labels[format!("E{place}")].as_str(), Some(label.as_str()));
    }
    Ok(())
}

/// Checks the cells that were read: reasons are the same, numbers as near as asked for, or as the parser
/// of the reader comes.
fn check(case: &Case, found: &[Read], distance: f64) -> Result<(), TestCaseError> {
    let topics = 0..case.labels.len();
    let cells: Vec<_> =
        topics.flat_map(|topic| case.rows.iter().map(move |row| row[topic])).collect();
    prop_assert_eq!(cells.len(), found.len());
    for (cell, found) in cells.into_iter().zip(found) {
        match (cell, *found) {
            (Cell::Number(number), Ok(value)) => {
                let limit = distance.max(number.value().abs() * 4.0 * f64::EPSILON);
                prop_assert!((number.value() - value).abs() <= limit, "{number} as {value}");
            }
            (Cell::Missing(reason), Err(other)) => prop_assert_eq!(reason, other),
            _ => prop_assert!(false, "{cell:?} as {found:?}"),
        }
    }
    Ok(())
}
