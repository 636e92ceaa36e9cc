//! Selections: what is chosen is chosen again by its codes, and what is not is refused with a hint.

use std::sync::{Arc, LazyLock};

use tables::{
    catalog::Catalog,
    choose::{MAX_CELLS, Placement, Wish, choose as choose_cells, expression::Dialect},
};

static CATALOGS: LazyLock<Vec<Arc<Catalog>>> = LazyLock::new(testkit::tables::catalogs);

/// Reads lines of `VARIABLE=VALUE,VALUE`, the first letter telling the dialect and the table.
pub fn choose(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut letters = text.chars();
    let first = u32::from(letters.next().unwrap_or_default()) as usize;
    let dialect = if first % 2 == 0 { Dialect::PxWeb } else { Dialect::Statbank };
    let tables = CATALOGS[0].tables();
    let table = &tables[first / 2 % tables.len()];
    let wish = |line: &str| {
        let (dimension, values) = line.split_once('=').unwrap_or((line, ""));
        let values = Some(values.split(',').map(str::to_owned).collect());
        Wish { dimension: dimension.into(), code_list: None, values }
    };
    let wishes: Vec<_> = letters.as_str().lines().map(wish).collect();
    let placement = Placement::default();
    match choose_cells(table, &wishes, dialect, &placement, MAX_CELLS) {
        Err(refusal) => assert!(!refusal.hint().is_empty(), "{refusal}"),
        Ok(selection) => {
            assert!(selection.cells() <= MAX_CELLS);
            let slice = selection.slice(table);
            let by_codes = (0..selection.choices().len()).map(|choice| Wish {
                dimension: slice.dimension(choice).code.clone(),
                code_list: None,
                values: Some(slice.values(choice).map(|value| value.code.clone()).collect()),
            });
            let by_codes: Vec<_> = by_codes.collect();
            let again = choose_cells(table, &by_codes, dialect, &placement, MAX_CELLS);
            assert_eq!(again.as_ref(), Ok(&selection));
        }
    }
}
