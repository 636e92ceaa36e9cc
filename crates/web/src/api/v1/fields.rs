//! The fields of a call, from its query, its path or its JSON alike. Names are read in upper and lower
//! case; null is as if the field were left out.

use domain::format::Language;
use serde_json::{Map, Value as Json};

use crate::api::{
    call::Call,
    params,
    problem::{Kind, Problem},
};

/// The fields of a call, each taken once.
#[derive(Debug)]
pub struct Fields(Vec<(String, Json)>);

impl Fields {
    /// Reads the fields of a call.
    pub fn read(call: &mut Call<'_>) -> Result<Self, Problem> {
        let query = call.params.rest().into_iter().map(|(name, text)| (name, Json::from(text)));
        let mut fields = Self(query.collect());
        if !call.body.is_empty() {
            let body: Map<String, Json> = call.json()?;
            fields.0.extend(body.into_iter().filter(|(_, value)| !value.is_null()));
        }
        Ok(fields)
    }

    /// Adds a field that stands in the path.
    pub fn add(&mut self, name: &str, value: &str) {
        self.0.push((name.into(), value.into()));
    }

    /// Takes a field; `None` where it is left out.
    pub fn take(&mut self, name: &str) -> Result<Option<Json>, Problem> {
        let mut found = None;
        while let Some(at) = self.0.iter().position(|(key, _)| key.eq_ignore_ascii_case(name)) {
            if found.replace(self.0.remove(at).1).is_some() {
                let problem = Problem::new(Kind::Parameter, format!("{name:?} is given twice"));
                return Err(problem.of(name));
            }
        }
        Ok(found)
    }

    /// Takes a text; numbers and truth values are texts as well.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        self.take(name)?.map(|value| text(name, value)).transpose()
    }

    /// Takes a text that must be read.
    pub fn text_as<T>(
        &mut self,
        name: &str,
        what: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        read(&text).map(Some).ok_or_else(|| {
            Problem::new(Kind::Parameter, format!("{name:?} cannot be {text:?}"))
                .of(name)
                .hint(format!("it is {what}"))
        })
    }

    /// Takes a field that is true or false; false where it is left out.
    pub fn flag(&mut self, name: &str) -> Result<bool, Problem> {
        let read = |text: &str| text.to_ascii_lowercase().parse().ok();
        Ok(self.text_as(name, "true or false", read)?.unwrap_or(false))
    }

    /// Takes one of some words, each with its meaning.
    pub fn word<T: Copy>(&mut self, name: &str, words: &[(&str, T)]) -> Result<Option<T>, Problem> {
        let names: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let read = |text: &str| {
            let found = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text));
            found.map(|(_, meaning)| *meaning)
        };
        self.text_as(name, &format!("one of: {}", names.join(", ")), read)
    }

    /// Takes a list, as JSON or with commas; `None` where it is left out.
    pub fn list(&mut self, name: &str) -> Result<Option<Vec<String>>, Problem> {
        let Some(value) = self.take(name)? else { return Ok(None) };
        texts(name, value).map(Some)
    }

    /// Takes the language, and the format of an answer that is always JSON.
    pub fn language(&mut self) -> Result<Language, Problem> {
        let language = self.text("lang")?.map(|text| params::language(&text)).transpose()?;
        Ok(language.unwrap_or(Language::Da))
    }

    /// Refuses any other format than JSON, for what is no data.
    pub fn json_only(&mut self) -> Result<(), Problem> {
        match self.text("format")? {
            Some(format) if !format.eq_ignore_ascii_case("json") => {
                let detail = format!("there is no format {format:?} here");
                Err(Problem::new(Kind::Format, detail).of("format").hint("the format is: JSON"))
            }
            _ => Ok(()),
        }
    }

    /// Takes what is left.
    pub fn rest(&mut self) -> Vec<(String, Json)> {
        std::mem::take(&mut self.0)
    }

    /// Refuses what nobody took.
    pub fn finish(self, known: &str) -> Result<(), Problem> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => {
                let detail = format!("the parameter {name:?} is not known here");
                let problem = Problem::new(Kind::Parameter, detail).of(name);
                Err(problem.hint(format!("the parameters are: {known}")))
            }
        }
    }
}

/// Reads a text.
pub fn text(name: &str, value: Json) -> Result<String, Problem> {
    match value {
        Json::String(text) => Ok(text),
        Json::Number(number) => Ok(number.to_string()),
        Json::Bool(is) => Ok(is.to_string()),
        _ => Err(Problem::new(Kind::Body, format!("{name:?} is not a text")).of(name)),
    }
}

/// Reads a list of texts, as JSON or with commas.
pub fn texts(name: &str, value: Json) -> Result<Vec<String>, Problem> {
    match value {
        Json::Array(values) => values.into_iter().map(|value| text(name, value)).collect(),
        value => {
            let list = text(name, value)?;
            let parts = tables::choose::expression::split_list(&list);
            Ok(parts.into_iter().map(str::to_owned).collect())
        }
    }
}
