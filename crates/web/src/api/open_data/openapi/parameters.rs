//! The parameters of paths and queries.

use domain::{backlog::Change, map::MapKind};
use serde_json::{Value as Json, json};

use crate::address::{ALL_MAPS, AS_OF, Column, Show, View};

/// Returns a parameter in a path. `table` is an example of a table's id.
pub fn in_path(name: &str, table: &str) -> Json {
    let (description, schema, example) = match name {
        "map" => ("Which map", one_of(MapKind::ALL.map(MapKind::slug)), "social"),
        "year" => ("The decision year", json!({ "type": "integer" }), "2024"),
        "municipality" => ("A municipality, as in its address", text(), "odense"),
        "grain" => ("By year or by quarter", one_of(["aar", "kvartal"]), "aar"),
        "table" => ("The id of a table", text(), table),
        "topic" => ("The code of a topic, an act or a family of topics", text(), "101"),
        "format" => {
            ("The form of the answer", one_of(["JSONSTAT", "CSV", "BULK", "PX", "XLSX"]), "CSV")
        }
        _ => unreachable!("templates name these parameters only"),
    };
    let example = example.parse::<u16>().map_or_else(|_| json!(example), |number| json!(number));
    json!({
        "name": name, "in": "path", "required": true,
        "description": description, "schema": schema, "example": example,
    })
}

/// Returns a parameter after the question mark. What follows a point tells apart parameters of one name.
pub fn in_query(name: &str) -> Json {
    let (description, schema) = match name {
        AS_OF => ("The figures are those of the newest draw up to this day", day()),
        "aar" => ("The decision year to go to", json!({ "type": "integer" })),
        "vis" => ("What the map and the table show", one_of(View::ALL.map(View::id))),
        "sorter" => ("The column that orders the table", one_of(Column::ALL.map(Column::id))),
        "retning" => ("Which way the table is ordered", one_of(["op", "ned"])),
        "steder" => ("Two to nine municipalities, with commas between", text()),
        "navn" => ("What the reader calls them, at most 60 letters", text()),
        "kort" => ("The only map, or all", map_or_all()),
        "kommune" => ("The municipality in the box beside the map", text()),
        "vis.tabel" => ("How the figures are shown", one_of(Show::ALL.map(Show::id))),
        "kolonner" => ("The dimensions in the columns, with commas between", text()),
        "sorter.tabel" => {
            ("The column, from 1, that orders the rows; -1 for the largest first", text())
        }
        "side" => ("The part of a long table, from 1", json!({ "type": "integer", "minimum": 1 })),
        "af" => ("The address of a page of ours, from the first slash", text()),
        "url" => ("The whole address of a page of ours", text()),
        "maxwidth" | "maxheight" => {
            ("The most there is room for, in pixels", json!({ "type": "integer", "minimum": 1 }))
        }
        "format.oembed" => ("The form of the answer", one_of(["json"])),
        "ved" => ("The one value a picture is of, by dimension: Tid:2024", text()),
        "kategori" => ("The case category, by its code in FLOW1", text()),
        "lov" => ("The law area, by its code in FLOW1; all together if left out", text()),
        "kapacitet" => ("A change of the cases decided, in whole per cent", change()),
        "tilgang" => ("A change of the cases received, in whole per cent", change()),
        "q" => ("A name, an older spelling or a code", text()),
        "fra" => ("The bank of the older draw; the one before the newer if left out", text()),
        "til" => ("The bank of the newer draw; the newest if left out", text()),
        "tabel" => ("The only table to compare", text()),
        "lang" => ("The language of texts", one_of(["da", "en"])),
        "table" => ("The id of a table", text()),
        "format" => ("The form of the answer", text()),
        "asOf" => ("The tables are those of the newest draw up to this day", day()),
        _ => unreachable!("operations name these parameters only"),
    };
    let name = name.split('.').next().unwrap_or(name);
    json!({ "name": name, "in": "query", "description": description, "schema": schema })
}

fn map_or_all() -> Json {
    let [a, b, c] = MapKind::ALL.map(MapKind::slug);
    one_of([a, b, c, ALL_MAPS])
}

fn text() -> Json {
    json!({ "type": "string" })
}

fn change() -> Json {
    json!({ "type": "integer", "minimum": Change::LEAST, "maximum": Change::MOST })
}

fn day() -> Json {
    json!({ "type": "string", "format": "date" })
}

fn one_of<const N: usize>(words: [&str; N]) -> Json {
    json!({ "type": "string", "enum": words.as_slice() })
}
