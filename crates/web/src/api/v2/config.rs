//! `/config`: what the API has and how much it gives.

use domain::format::Language;
use serde::Serialize;

use super::data::FORMATS;
use super::saved_id::MAX_ID;
use crate::api::{MAX_BODY, call::Call, outcome::Outcome, params::MAX_QUERY, problem::Problem};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Config {
    api_version: &'static str,
    app_version: &'static str,
    languages: [LanguageInfo; 2],
    default_language: &'static str,
    max_data_cells: u64,
    max_calls_per_time_window: u32,
    time_window: u32,
    license: &'static str,
    source_references: [SourceReference; 2],
    default_data_format: &'static str,
    data_formats: Vec<&'static str>,
    features: Vec<Feature>,
}

#[derive(Serialize)]
struct LanguageInfo {
    id: &'static str,
    label: &'static str,
}

#[derive(Serialize)]
struct SourceReference {
    language: &'static str,
    text: &'static str,
}

#[derive(Serialize)]
struct Feature {
    id: &'static str,
    params: Vec<Param>,
}

#[derive(Serialize)]
struct Param {
    key: &'static str,
    value: String,
}

pub fn answer(mut call: Call<'_>) -> Result<Outcome, Problem> {
    call.language()?;
    // Whether there are tables does not change what the API is.
    call.params.take("asOf")?;
    call.params.finish("lang, asOf")?;
    let limits = [
        ("maxQueryBytes", MAX_QUERY as u64),
        ("maxBodyBytes", MAX_BODY as u64),
        ("maxSavedQueryId", MAX_ID as u64),
    ];
    let limits = limits.map(|(key, value)| Param { key, value: value.to_string() });
    let as_of = Param { key: "asOf", value: "a day such as 2025-06-10".into() };
    Ok(Outcome::json_of_today(&Config {
        api_version: "2.0.0",
        app_version: env!("CARGO_PKG_VERSION"),
        languages: [
            LanguageInfo { id: Language::Da.tag(), label: "dansk" },
            LanguageInfo { id: Language::En.tag(), label: "English" },
        ],
        default_language: Language::Da.tag(),
        max_data_cells: call.settings.max_cells,
        max_calls_per_time_window: call.settings.calls.get(),
        time_window: call.settings.window_seconds.get(),
        license: "https://creativecommons.org/licenses/by/4.0/",
        source_references: [
            SourceReference { language: Language::Da.tag(), text: "Kilde: Ankestyrelsen" },
            SourceReference {
                language: Language::En.tag(),
                text: "Source: Ankestyrelsen (the National Social Appeals Board of Denmark)",
            },
        ],
        default_data_format: "json-stat2",
        data_formats: FORMATS.iter().map(|(name, _)| *name).collect(),
        features: vec![
            Feature { id: "limits", params: limits.into() },
            Feature { id: "vintages", params: vec![as_of] },
        ],
    }))
}
