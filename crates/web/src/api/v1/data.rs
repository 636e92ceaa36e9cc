//! `/v1/data`: cells.

use std::sync::Arc;

use domain::format::Language;
use formats::{
    format::Format,
    layout::{Layout, Texts},
};
use serde_json::Value as Json;
use tables::{
    catalog::Catalog,
    choose::{Placement, Selection, Wish, expression::Dialect},
    dimension::Role,
    table::Table,
};

use super::{
    csv::{Presentation, StatbankCsv},
    fields::{Fields, text, texts},
    table_info::table_id,
};
use crate::api::{
    call,
    outcome::{Cells, Outcome, Writer},
    problem::{Kind, Problem},
    selecting,
    settings::Settings,
};

/// The formats by their names in Statistics Denmark's API. BULK is CSV without a limit to what is held.
const FORMATS: &[(&str, Format)] = &[
    ("CSV", Format::Csv),
    ("BULK", Format::LongCsv),
    ("JSONSTAT", Format::JsonStat1),
    ("PX", Format::Px),
    ("XLSX", Format::Xlsx),
];

/// What stands between the fields of a CSV file.
const DELIMITERS: &[(&str, u8)] =
    &[("Semicolon", b';'), ("Tab", b'\t'), ("Comma", b','), (";", b';'), (",", b',')];

/// What stands for a value of a dimension.
const PRESENTATIONS: &[(&str, Presentation)] = &[
    ("Default", Presentation::Value),
    ("Value", Presentation::Value),
    ("Code", Presentation::Code),
    ("CodeAndValue", Presentation::CodeAndValue),
    ("ValueAndCode", Presentation::ValueAndCode),
];

/// How the file is laid out.
struct Shape {
    language: Language,
    presentation: Presentation,
    delimiter: u8,
    newest_first: bool,
}

/// Answers with cells. A variable that is left out goes to its total; time to its newest period.
pub fn answer(
    catalog: Arc<Catalog>,
    mut fields: Fields,
    settings: &Settings,
) -> Result<Outcome, Problem> {
    let shape = shape(&mut fields)?;
    let id = table_id(&mut fields)?;
    let name = fields.text("format")?.unwrap_or_else(|| "JSONSTAT".into());
    let format = selecting::format(&name, "format", FORMATS)?;
    let (place, table) = call::table(&catalog, &id)?;
    let (wishes, placement) = wishes(&mut fields, table)?;
    let limit = selecting::limit(settings, matches!(format, Format::Csv | Format::LongCsv));
    let chosen = selecting::select(table, &wishes, Dialect::Statbank, &placement, limit)?;
    let chosen = if shape.newest_first { chosen.reversed(table.time()) } else { chosen };
    Ok(Outcome::Cells(Box::new(cells(catalog, place, chosen, format, &shape))))
}

fn shape(fields: &mut Fields) -> Result<Shape, Problem> {
    let language = fields.language()?;
    let presentation = fields.word("valuePresentation", PRESENTATIONS)?;
    let delimiter = fields.word("delimiter", DELIMITERS)?;
    let orders = [("Ascending", false), ("Descending", true)];
    let newest_first = fields.word("timeOrder", &orders)?.unwrap_or(false);
    // Ours are files with a row for each cell, in which no variable stands in the head, and columns are
    // named by codes.
    for name in ["allowVariablesInHead", "allowCodeOverrideInColumnNames"] {
        fields.flag(name)?;
    }
    Ok(Shape {
        language,
        presentation: presentation.unwrap_or(Presentation::Value),
        delimiter: delimiter.unwrap_or(b';'),
        newest_first,
    })
}

fn cells(
    catalog: Arc<Catalog>,
    table: usize,
    selection: Selection,
    format: Format,
    shape: &Shape,
) -> Cells {
    let texts = match shape.presentation {
        Presentation::Code => Texts::Codes,
        Presentation::Value => Texts::Texts,
        Presentation::CodeAndValue | Presentation::ValueAndCode => Texts::Both,
    };
    let layout = Layout { texts, ..Layout::new(shape.language) };
    let cells = selecting::file(catalog, table, selection, format, layout);
    if !matches!(format, Format::Csv | Format::LongCsv) {
        return cells;
    }
    let csv = StatbankCsv {
        language: shape.language,
        presentation: shape.presentation,
        delimiter: shape.delimiter,
    };
    Cells { writer: Writer::Statbank(csv), ..cells }
}

/// Takes what is wished for: `variables` of a JSON body, or what is left, each named by its variable.
fn wishes(fields: &mut Fields, table: &Table) -> Result<(Vec<Wish>, Placement), Problem> {
    let (mut wishes, mut placement) = (Vec::new(), Placement::default());
    if let Some(variables) = fields.take("variables")? {
        let Json::Array(variables) = variables else { return Err(no_list()) };
        for variable in variables {
            let (wish, place) = variable_of(variable, table)?;
            match place.as_deref() {
                None => {}
                Some("stub") => placement.stub.push(wish.dimension.clone()),
                Some(_) => placement.heading.push(wish.dimension.clone()),
            }
            wishes.push(wish);
        }
    }
    for (name, value) in fields.rest() {
        if table.position(&named(&name, table)).is_none() {
            let known: Vec<_> = table.dimensions().iter().map(|one| &*one.code).collect();
            let detail = format!("{name:?} is neither a parameter nor a variable of the table");
            let problem = Problem::new(Kind::Parameter, detail).of(name);
            return Err(problem.hint(format!("the variables are: {}", known.join(", "))));
        }
        let values = Some(texts(&name, value)?);
        wishes.push(Wish { dimension: named(&name, table), code_list: None, values });
    }
    Ok((wishes, placement))
}

fn no_list() -> Problem {
    let problem = Problem::new(Kind::Body, "\"variables\" is not a list").of("variables");
    problem.hint("[{\"code\": \"Tid\", \"values\": [\"*\"]}]")
}

/// Reads `{"code": …, "values": […], "placement": "stub"}`.
fn variable_of(variable: Json, table: &Table) -> Result<(Wish, Option<String>), Problem> {
    let Json::Object(members) = variable else { return Err(no_list()) };
    let (mut code, mut values, mut placement) = (None, None, None);
    for (name, value) in members.into_iter().filter(|(_, value)| !value.is_null()) {
        match &*name.to_ascii_lowercase() {
            "code" => code = Some(text("code", value)?),
            "values" => values = Some(texts("values", value)?),
            "placement" => placement = Some(text("placement", value)?.to_ascii_lowercase()),
            _ => {
                let detail = format!("a variable has no {name:?}");
                let problem = Problem::new(Kind::Body, detail).of(name);
                return Err(problem.hint("it has: code, values, placement"));
            }
        }
    }
    if placement.as_deref().is_some_and(|place| place != "stub" && place != "head") {
        let problem = Problem::new(Kind::Body, "a variable stands in stub or head");
        return Err(problem.of("placement"));
    }
    let code = code.ok_or_else(|| Problem::new(Kind::Body, "a variable has no code").of("code"))?;
    Ok((Wish { dimension: named(&code, table), code_list: None, values }, placement))
}

/// Statistics Denmark calls time `Tid` and the contents `ContentsCode` in every table.
fn named(code: &str, table: &Table) -> String {
    let role = match &*code.to_ascii_lowercase() {
        "tid" => Role::Time,
        "contentscode" => Role::Contents,
        _ => return code.into(),
    };
    let of_role = table.dimensions().iter().find(|dimension| dimension.role == role);
    of_role.map_or_else(|| code.into(), |dimension| dimension.code.clone())
}
