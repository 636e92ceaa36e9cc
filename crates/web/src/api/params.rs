//! Parameters of a query: every one is known, or the call is refused.

use domain::format::Language;

use super::problem::{Kind, Problem};

/// The longest query, in bytes. An address as a whole may have 65,534.
pub const MAX_QUERY: usize = 60_000;

/// The parameters of a call, each taken once.
#[derive(Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// Reads a query.
    pub fn parse(query: &str) -> Result<Self, Problem> {
        if query.len() > MAX_QUERY {
            let detail = format!("the query has {} bytes", query.len());
            return Err(Problem::new(Kind::QueryTooLong, detail)
                .limit(MAX_QUERY as u64)
                .hint("send a long selection by POST"));
        }
        Ok(Self(form_urlencoded::parse(query.as_bytes()).into_owned().collect()))
    }

    /// Takes a parameter, upper or lower case; `None` where it is left out.
    pub fn take(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let mut found = None;
        while let Some(at) = self.0.iter().position(|(key, _)| key.eq_ignore_ascii_case(name)) {
            if found.replace(self.0.remove(at).1).is_some() {
                return Err(
                    Problem::new(Kind::Parameter, format!("{name:?} is given twice")).of(name)
                );
            }
        }
        Ok(found)
    }

    /// Takes a parameter with a value that must be read.
    pub fn take_as<T>(
        &mut self,
        name: &str,
        what: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(text) = self.take(name)? else { return Ok(None) };
        read(&text).map(Some).ok_or_else(|| {
            Problem::new(Kind::Parameter, format!("{name:?} cannot be {text:?}"))
                .of(name)
                .hint(format!("it is {what}"))
        })
    }

    /// Takes a parameter that is true or false.
    pub fn flag(&mut self, name: &str) -> Result<Option<bool>, Problem> {
        self.take_as(name, "true or false", |text| text.to_ascii_lowercase().parse().ok())
    }

    /// Takes a list with commas; `None` where it is left out.
    pub fn list(&mut self, name: &str) -> Result<Option<Vec<String>>, Problem> {
        let list = self.take(name)?;
        Ok(list.map(|list| list.split(',').map(|part| part.trim().to_owned()).collect()))
    }

    /// Takes the language; Danish where it is left out.
    pub fn language(&mut self) -> Result<Option<Language>, Problem> {
        self.take("lang")?.map(|text| language(&text)).transpose()
    }

    /// Takes the members of an object, `name[KEY]=value`, in the order they are written.
    pub fn object(&mut self, name: &str) -> Vec<(String, String)> {
        let key_of = |key: &str| {
            let (start, rest) = key.split_once('[')?;
            let inside = rest.strip_suffix(']')?;
            start.eq_ignore_ascii_case(name).then(|| inside.to_owned())
        };
        let mut members = Vec::new();
        self.0.retain(|(key, value)| match key_of(key) {
            Some(key) => {
                members.push((key, value.clone()));
                false
            }
            None => true,
        });
        members
    }

    /// Takes what is left, for a protocol whose parameters are named by the table.
    pub fn rest(&mut self) -> Vec<(String, String)> {
        std::mem::take(&mut self.0)
    }

    /// Refuses what nobody took.
    pub fn finish(self, known: &str) -> Result<(), Problem> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => Err(Problem::new(
                Kind::Parameter,
                format!("the parameter {name:?} is not known here"),
            )
            .of(name)
            .hint(format!("the parameters are: {known}"))),
        }
    }
}

/// Reads a language.
pub fn language(text: &str) -> Result<Language, Problem> {
    Language::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(text)).ok_or_else(
        || {
            Problem::new(Kind::Language, format!("there is no language {text:?}"))
                .of("lang")
                .hint("the languages are: da, en")
        },
    )
}
