//! A call: what is asked of which catalog, whatever the protocol.

use std::sync::Arc;

use axum::{
    body::Bytes,
    http::{HeaderMap, Method, header},
};
use domain::format::Language;
use jiff::civil::Date;
use tables::{catalog::Catalog, table::Table};

use super::{
    catalogs::Catalogs,
    params::Params,
    problem::{Kind, Problem},
    settings::Settings,
};

/// What is asked.
pub struct Call<'a> {
    /// The settings of the API.
    pub settings: &'a Settings,
    /// The catalogs there are.
    pub catalogs: &'a Catalogs,
    /// The release in the address; `None` for the newest.
    pub release: Option<&'a str>,
    /// The address that links begin with, up to and without `/api/v2` or `/v1`.
    pub base: String,
    /// The method; `HEAD` comes as `GET`.
    pub method: Method,
    /// The path after `/api/v2/` or `/v1/`, split and decoded.
    pub path: Vec<String>,
    /// What stands after the question mark.
    pub params: Params,
    /// The body.
    pub body: Bytes,
    /// The headers.
    pub headers: &'a HeaderMap,
}

impl Call<'_> {
    /// Returns the catalog that is asked of, taking `asOf`.
    pub fn catalog(&mut self) -> Result<Arc<Catalog>, Problem> {
        let day = self.params.take_as("asOf", "a day such as 2025-06-10", day)?;
        self.catalogs.find(self.release, day)
    }

    /// Returns the language, Danish where none is asked for.
    pub fn language(&mut self) -> Result<Language, Problem> {
        Ok(self.params.language()?.unwrap_or(Language::Da))
    }

    /// Reads the body as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> Result<T, Problem> {
        let media = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let media = media.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if !media.eq_ignore_ascii_case("application/json") {
            return Err(Problem::new(Kind::MediaType, format!("the body is said to be {media:?}"))
                .of("Content-Type")
                .hint("send JSON with Content-Type: application/json"));
        }
        serde_json::from_slice(&self.body).map_err(|error| {
            let place = format!("line {}, column {}", error.line(), error.column());
            Problem::new(Kind::Body, format!("the body is not the JSON that is asked for: {error}"))
                .hint(format!("look at {place}"))
        })
    }
}

/// Reads a day, `2025-06-10`.
pub fn day(text: &str) -> Option<Date> {
    (text.len() == "2025-06-10".len()).then(|| text.parse().ok()).flatten()
}

/// Returns a table of a catalog by its id.
pub fn table<'c>(catalog: &'c Catalog, id: &str) -> Result<(usize, &'c Table), Problem> {
    let place = catalog.position(id).ok_or_else(|| {
        let ids = catalog.tables().iter().map(|table| (table, unlike(table, id)));
        let mut ids: Vec<_> = ids.collect();
        ids.sort_by_key(|(_, distance)| *distance);
        let near: Vec<_> = ids.iter().take(5).map(|(table, _)| &*table.facts().id).collect();
        Problem::new(Kind::Table, format!("there is no table {id:?}"))
            .of("table")
            .hint(format!("similar tables: {}", near.join(", ")))
    })?;
    Ok((place, &catalog.tables()[place]))
}

/// Orders tables by how many letters of their ids were not written, least first.
fn unlike(table: &Table, id: &str) -> usize {
    let own = table.facts().id.as_bytes();
    let shared = own.iter().zip(id.as_bytes());
    own.len() - shared.take_while(|(own, other)| own.eq_ignore_ascii_case(other)).count()
}
