//! Runs the tables in `spec/`: the same examples that the page of methods shows.

use std::{collections::BTreeSet, fs, path::Path};

use domain::format::Language;
use publication::spec::{self, Cell};

#[test]
fn every_example_comes_out_as_it_is_written() {
    for spec in spec::ALL {
        for (written, worked) in spec.written().iter().zip(spec.worked()) {
            for (written, worked) in written.cells().iter().zip(&worked.rows) {
                for language in Language::ALL {
                    assert_eq!(texts(worked, language), texts(written, language), "{}", spec.id);
                }
            }
        }
    }
}

#[test]
fn every_row_has_a_cell_for_every_heading_and_none_is_left_open() {
    for spec in spec::ALL {
        for (written, worked) in spec.written().iter().zip(spec.worked()) {
            assert!(!worked.rows.is_empty(), "{}: a table without rows", spec.id);
            for row in written.cells() {
                assert_eq!(row.len(), worked.headings.len(), "{}: {row:?}", spec.id);
                assert!(!texts(&row, Language::En).contains(&"?"), "{}: {row:?}", spec.id);
            }
        }
    }
}

#[test]
fn every_table_has_a_name_of_its_own_for_those_who_hear_the_page() {
    for language in Language::ALL {
        let tables: Vec<_> = spec::ALL.iter().flat_map(spec::Spec::worked).collect();
        let names: BTreeSet<_> = tables.iter().map(|it| it.caption.text(language)).collect();
        assert_eq!(names.len(), tables.len(), "{names:?}");
    }
}

#[test]
fn every_file_of_examples_is_run() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("spec");
    let files = fs::read_dir(folder).expect("the folder of examples");
    let name = |file: fs::DirEntry| file.path().file_stem()?.to_str().map(String::from);
    let files: BTreeSet<_> = files.filter_map(|file| name(file.expect("a file"))).collect();
    let known: BTreeSet<_> = spec::ALL.iter().map(|spec| spec.id.to_owned()).collect();
    assert_eq!(files, known);
}

#[test]
fn a_wrong_answer_would_be_found() {
    let interval = spec::of("interval").expect("it is among the examples");
    let (written, worked) = (&interval.written()[0], &interval.worked()[0]);
    assert_eq!(
        texts(&worked.rows[0], Language::Da)[3..],
        ["0,1951", "0,0668", "18,6", "12,8", "26,2"]
    );
    assert_ne!(texts(&worked.rows[0], Language::Da), texts(&written.cells()[1], Language::Da));
}

fn texts(row: &[Cell], language: Language) -> Vec<&str> {
    row.iter().map(|cell| cell.text(language)).collect()
}
