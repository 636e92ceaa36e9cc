//! `/tables/{id}/data`: cells.

use std::sync::Arc;

use domain::format::Language;
use formats::{
    format::Format,
    layout::{Addresses, Layout, Separator, Texts},
};
use tables::{
    catalog::Catalog,
    choose::{
        Placement, Selection, Wish, default_selection,
        expression::{Dialect, split_list},
    },
};

use super::selection::VariablesSelection;
use crate::api::{
    call::{self, Call},
    outcome::Outcome,
    params::Params,
    problem::{Kind, Problem},
    selecting,
    settings::Settings,
};

/// The formats by their names in the specification. It also knows `json-px`, which nothing here writes.
pub const FORMATS: &[(&str, Format)] = &[
    ("json-stat2", Format::JsonStat2),
    ("csv", Format::Csv),
    ("px", Format::Px),
    ("xlsx", Format::Xlsx),
    ("html", Format::Html),
    ("parquet", Format::Parquet),
];

/// How cells are to be written; schema `OutputFormatType` with `OutputFormatParamType`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    pub output_format: Option<String>,
    pub output_format_params: Option<Vec<String>>,
}

impl Output {
    /// Takes the two parameters of a query.
    pub fn take(params: &mut Params) -> Result<Self, Problem> {
        Ok(Self {
            output_format: params.take("outputFormat")?,
            output_format_params: params.list("outputFormatParams")?,
        })
    }

    /// Returns the format and its layout.
    pub fn read(&self, language: Language, base: &str) -> Result<(Format, Layout), Problem> {
        let name = self.output_format.as_deref().unwrap_or("json-stat2");
        let format = selecting::format(name, "outputFormat", FORMATS)?;
        let addresses =
            Addresses { this: None, code_lists: Some(format!("{base}/api/v2/codelists/")) };
        let mut layout = Layout { addresses, ..Layout::new(language) };
        let (mut texts, mut separator) = (None, None);
        for param in self.output_format_params.iter().flatten().filter(|param| !param.is_empty()) {
            let once = match Param::read(param, format)? {
                Param::Texts(which) => texts.replace(which).is_none(),
                Param::Separator(which) => separator.replace(which).is_none(),
                Param::Title => !std::mem::replace(&mut layout.title, true),
            };
            if !once {
                let detail = format!("{param:?} stands beside another that rules it out");
                return Err(Problem::new(Kind::Parameter, detail).of("outputFormatParams"));
            }
        }
        layout.texts = texts.unwrap_or(layout.texts);
        layout.separator = separator.unwrap_or(layout.separator);
        Ok((format, layout))
    }
}

/// A parameter of a format.
enum Param {
    Texts(Texts),
    Separator(Separator),
    Title,
}

impl Param {
    fn read(name: &str, format: Format) -> Result<Self, Problem> {
        let param = match &*name.to_ascii_lowercase() {
            "usecodes" => Self::Texts(Texts::Codes),
            "usetexts" => Self::Texts(Texts::Texts),
            "usecodesandtexts" => Self::Texts(Texts::Both),
            "includetitle" => Self::Title,
            "separatortab" => Self::Separator(Separator::Tab),
            "separatorspace" => Self::Separator(Separator::Space),
            "separatorsemicolon" => Self::Separator(Separator::Semicolon),
            _ => {
                let detail = format!("there is no parameter {name:?} of a format");
                return Err(Problem::new(Kind::Parameter, detail).of("outputFormatParams").hint(
                    "they are: UseCodes, UseTexts, UseCodesAndTexts, IncludeTitle, SeparatorTab, \
                     SeparatorSpace, SeparatorSemicolon",
                ));
            }
        };
        let is_fit = match param {
            Self::Separator(_) => format == Format::Csv,
            _ => matches!(format, Format::Csv | Format::Html | Format::Xlsx),
        };
        if is_fit {
            return Ok(param);
        }
        let detail = format!("{name:?} means nothing in the format {:?}", format.name());
        Err(Problem::new(Kind::Parameter, detail)
            .of("outputFormatParams")
            .hint("separators are for csv; the others for csv, html and xlsx"))
    }
}

/// What a call asks of a table.
pub struct Asked<'a> {
    pub table: &'a str,
    pub wishes: Vec<Wish>,
    pub placement: Placement,
    pub output: Output,
    pub language: Language,
}

impl Asked<'_> {
    /// Returns the chosen cells of a catalog. Where nothing is wished for, they are the default.
    pub fn select(&self, catalog: &Catalog, limit: u64) -> Result<(usize, Selection), Problem> {
        let (place, table) = call::table(catalog, self.table)?;
        if self.wishes.is_empty() && self.placement == Placement::default() {
            return Ok((place, default_selection(table)));
        }
        let wishes = if self.wishes.is_empty() {
            VariablesSelection::of(table, &default_selection(table)).wishes()
        } else {
            self.wishes.clone()
        };
        selecting::select(table, &wishes, Dialect::PxWeb, &self.placement, limit)
            .map(|selection| (place, selection))
    }

    /// Returns the cells as they are sent.
    pub fn answer(
        &self,
        catalog: Arc<Catalog>,
        settings: &Settings,
        base: &str,
    ) -> Result<Outcome, Problem> {
        let (format, layout) = self.output.read(self.language, base)?;
        let limit = selecting::limit(settings, format == Format::Csv);
        let (table, selection) = self.select(&catalog, limit)?;
        let cells = selecting::file(catalog, table, selection, format, layout);
        Ok(Outcome::Cells(Box::new(cells)))
    }
}

/// Answers `GET /tables/{id}/data`.
pub fn get(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.language()?;
    let output = Output::take(&mut call.params)?;
    let placement = Placement {
        stub: call.params.list("stub")?.unwrap_or_default(),
        heading: call.params.list("heading")?.unwrap_or_default(),
    };
    let wishes = wishes(&mut call.params)?;
    let known = "lang, asOf, valuecodes[VARIABLE], codelist[VARIABLE], outputFormat, \
        outputFormatParams, stub, heading";
    std::mem::take(&mut call.params).finish(known)?;
    let asked = Asked { table: id, wishes, placement, output, language };
    asked.answer(catalog, call.settings, &call.base)
}

/// Takes the wishes of a query, in the order they are written.
fn wishes(params: &mut Params) -> Result<Vec<Wish>, Problem> {
    let mut wishes: Vec<Wish> = Vec::new();
    for (dimension, list) in params.object("valuecodes") {
        let values: Vec<_> = split_list(&list).into_iter().map(str::to_owned).collect();
        wishes.push(Wish { dimension, code_list: None, values: Some(values) });
    }
    for (dimension, id) in params.object("codelist") {
        let is_same = |wish: &&mut Wish| wish.dimension.eq_ignore_ascii_case(&dimension);
        match wishes.iter_mut().find(is_same) {
            Some(wish) if wish.code_list.is_some() => {
                let detail = format!("two code lists for {dimension:?}");
                return Err(Problem::new(Kind::Parameter, detail).of(dimension));
            }
            Some(wish) => wish.code_list = Some(id),
            None => wishes.push(Wish { dimension, code_list: Some(id), values: None }),
        }
    }
    Ok(wishes)
}

/// Answers `POST /tables/{id}/data`.
pub fn post(mut call: Call<'_>, id: &str) -> Result<Outcome, Problem> {
    let catalog = call.catalog()?;
    let language = call.language()?;
    let output = Output::take(&mut call.params)?;
    std::mem::take(&mut call.params).finish("lang, asOf, outputFormat, outputFormatParams")?;
    let selection: VariablesSelection =
        if call.body.is_empty() { VariablesSelection::default() } else { call.json()? };
    let asked = Asked {
        table: id,
        wishes: selection.wishes(),
        placement: selection.placed(),
        output,
        language,
    };
    asked.answer(catalog, call.settings, &call.base)
}
