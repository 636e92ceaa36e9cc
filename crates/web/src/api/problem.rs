//! Why a call is refused: one type, written as each protocol writes its errors.

use serde::Serialize;
use tables::choose::Refusal;

/// What is wrong, as a word that programs can compare and a title people can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no such address.
    NoAddress,
    /// The address does not take the method.
    Method,
    /// No tables are published.
    NoTables,
    /// There is no such release.
    Release,
    /// There is no such table.
    Table,
    /// There is no such subject.
    Subject,
    /// There is no such code list.
    CodeList,
    /// A saved query cannot be read.
    SavedQuery,
    /// A parameter is unknown or has a value it does not take.
    Parameter,
    /// There is no such language.
    Language,
    /// There is no such format, or it cannot hold what is asked for.
    Format,
    /// A selection is at fault.
    Selection,
    /// A selection has too many cells.
    TooManyCells,
    /// The body is not what is asked for.
    Body,
    /// The body is not JSON.
    MediaType,
    /// The body is too long.
    BodyTooLong,
    /// The query is too long.
    QueryTooLong,
    /// Too many calls.
    TooManyCalls,
    /// A mistake of ours.
    Ours,
}

impl Kind {
    const fn status(self) -> u16 {
        match self {
            Self::Parameter | Self::Language | Self::Format | Self::Selection | Self::Body => 400,
            Self::TooManyCells => 403,
            Self::NoAddress
            | Self::NoTables
            | Self::Release
            | Self::Table
            | Self::Subject
            | Self::CodeList
            | Self::SavedQuery => 404,
            Self::Method => 405,
            Self::BodyTooLong => 413,
            Self::QueryTooLong => 414,
            Self::MediaType => 415,
            Self::TooManyCalls => 429,
            Self::Ours => 500,
        }
    }

    /// Returns the word for the kind in Statbank-style errors.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoAddress => "ADDRESS-NOTFOUND",
            Self::Method => "METHOD-NOTALLOWED",
            Self::NoTables => "TABLES-NOTPUBLISHED",
            Self::Release => "RELEASE-NOTFOUND",
            Self::Table => "TABLE-NOTFOUND",
            Self::Subject => "SUBJECT-NOTFOUND",
            Self::CodeList => "CODELIST-NOTFOUND",
            Self::SavedQuery => "SAVEDQUERY-NOTFOUND",
            Self::Parameter => "PARAMETER-INVALID",
            Self::Language => "LANGUAGE-UNKNOWN",
            Self::Format => "FORMAT-UNKNOWN",
            Self::Selection => "SELECTION-INVALID",
            Self::TooManyCells => "EXTRACT-TOOBIG",
            Self::Body => "BODY-INVALID",
            Self::MediaType => "MEDIATYPE-UNSUPPORTED",
            Self::BodyTooLong => "BODY-TOOLONG",
            Self::QueryTooLong => "QUERY-TOOLONG",
            Self::TooManyCalls => "CALLS-TOOMANY",
            Self::Ours => "SERVER-ERROR",
        }
    }

    const fn title(self) -> &'static str {
        match self {
            Self::NoAddress => "No such address",
            Self::Method => "Method not allowed",
            Self::NoTables => "No tables are published",
            Self::Release => "No such release",
            Self::Table => "No such table",
            Self::Subject => "No such subject",
            Self::CodeList => "No such code list",
            Self::SavedQuery => "No such saved query",
            Self::Parameter => "Unknown parameter or value",
            Self::Language => "Unknown language",
            Self::Format => "Unknown format",
            Self::Selection => "Selection not possible",
            Self::TooManyCells => "Too many cells",
            Self::Body => "Body not understood",
            Self::MediaType => "Body of another kind",
            Self::BodyTooLong => "Body too long",
            Self::QueryTooLong => "Query too long",
            Self::TooManyCalls => "Too many calls",
            Self::Ours => "Error on our side",
        }
    }
}

/// Why a call is refused. Boxed, as nearly every function may return one and hardly any does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem(Box<Details>);

/// What is said of a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// What is wrong.
    pub kind: Kind,
    /// What is wrong with this call.
    pub detail: String,
    /// The parameter, variable or key at fault; `None` where it is the call as a whole.
    pub field: Option<String>,
    /// The limit that is passed.
    pub limit: Option<u64>,
    /// What the caller can do.
    pub hint: Option<String>,
    /// The methods the address takes, for the header `Allow`.
    pub allow: Option<&'static str>,
    /// After how many seconds the call may be made again.
    pub retry_after: Option<u64>,
}

impl Problem {
    pub fn new(kind: Kind, detail: impl Into<String>) -> Self {
        Self(Box::new(Details {
            kind,
            detail: detail.into(),
            field: None,
            limit: None,
            hint: None,
            allow: None,
            retry_after: None,
        }))
    }

    pub fn of(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.0.hint = Some(hint.into());
        self
    }

    pub fn limit(mut self, limit: u64) -> Self {
        self.0.limit = Some(limit);
        self
    }

    pub fn allow(mut self, methods: &'static str) -> Self {
        self.0.allow = Some(methods);
        self
    }

    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.0.retry_after = Some(seconds);
        self
    }

    pub fn details(&self) -> &Details {
        &self.0
    }

    pub fn status(&self) -> u16 {
        self.0.kind.status()
    }

    /// Returns the error as PxWebApi 2 sends it.
    ///
    /// *Source*: RFC 9457, with `field`, `limit` and `hint` as extension members.
    pub fn to_problem_json(&self) -> Vec<u8> {
        let wire = ProblemJson {
            r#type: "about:blank",
            title: self.0.kind.title(),
            status: self.status(),
            detail: &self.0.detail,
            field: self.0.field.as_deref(),
            limit: self.0.limit,
            hint: self.0.hint.as_deref(),
        };
        to_json(&wire)
    }

    /// Returns the error as Statistics Denmark's API sends it, with the same extensions.
    pub fn to_statbank_json(&self) -> Vec<u8> {
        let message = match &self.0.hint {
            Some(hint) => format!("{}; {hint}", self.0.detail),
            None => self.0.detail.clone(),
        };
        to_json(&StatbankJson {
            error_type_code: self.0.kind.code(),
            message,
            field: self.0.field.as_deref(),
            limit: self.0.limit,
            hint: self.0.hint.as_deref(),
        })
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let kind = match refusal {
            Refusal::TooManyCells { .. } => Kind::TooManyCells,
            _ => Kind::Selection,
        };
        let mut problem = Self::new(kind, refusal.to_string()).hint(refusal.hint());
        problem.0.field = refusal.field().map(str::to_owned);
        problem.0.limit = refusal.limit();
        problem
    }
}

#[derive(Serialize)]
struct ProblemJson<'a> {
    r#type: &'static str,
    title: &'static str,
    status: u16,
    detail: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

#[derive(Serialize)]
struct StatbankJson<'a> {
    #[serde(rename = "errorTypeCode")]
    error_type_code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
}

/// Returns the JSON of a wire type. Ours have text keys and finite numbers, so that it cannot fail.
pub fn to_json(wire: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(wire).expect("text keys and finite numbers")
}
