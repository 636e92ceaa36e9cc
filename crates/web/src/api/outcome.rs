//! What a call comes to, and how it is sent.

use std::{io::Write as _, sync::Arc};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header},
};
use formats::{error::WriteError, format::Format, layout::Layout};
use sha2::{Digest as _, Sha256};
use tables::{catalog::Catalog, choose::Selection};
use tokio::sync::Semaphore;

use super::{
    compress::{Coding, Packer},
    problem::{Kind, Problem, to_json},
    stream::{self, Pieces},
    v1::csv::StatbankCsv,
};
use crate::answer::JSON;

/// Up to how many cells an answer in text is made at once, without a thread of its own.
const SMALL: u64 = 2_000;

/// What a call comes to.
pub enum Outcome {
    /// A short answer, made already.
    Short(Short),
    /// Cells, made as they are sent.
    Cells(Box<Cells>),
}

/// A short answer.
pub struct Short {
    pub status: u16,
    pub media: &'static str,
    pub body: Vec<u8>,
    pub location: Option<String>,
    /// Whether it depends on the day or on settings, so that not even a release makes it lasting.
    pub is_of_today: bool,
}

impl Short {
    /// Returns JSON that was found.
    pub fn ok(body: Vec<u8>) -> Self {
        Self { status: 200, media: JSON, body, location: None, is_of_today: false }
    }
}

/// Chosen cells of a table, in a format.
pub struct Cells {
    pub catalog: Arc<Catalog>,
    pub table: usize,
    pub selection: Selection,
    pub writer: Writer,
    pub media: &'static str,
    pub file_name: String,
}

/// Who writes the cells.
pub enum Writer {
    /// A format of files.
    Format(Format, Layout),
    /// CSV as Statistics Denmark's API has it.
    Statbank(StatbankCsv),
}

impl Outcome {
    /// Returns a JSON answer.
    pub fn json(wire: &impl serde::Serialize) -> Self {
        Self::Short(Short::ok(to_json(wire)))
    }

    /// Returns a JSON answer that depends on the day or on settings.
    pub fn json_of_today(wire: &impl serde::Serialize) -> Self {
        Self::Short(Short { is_of_today: true, ..Short::ok(to_json(wire)) })
    }
}

/// Why cells could not be written.
#[derive(Debug, thiserror::Error)]
pub enum CellsError {
    #[error(transparent)]
    Write(#[from] WriteError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Cells {
    /// Writes the cells, compressed, and returns the stream they were written to.
    fn write<W: std::io::Write + Send>(&self, coding: Coding, out: W) -> Result<W, CellsError> {
        let slice = self.selection.slice(&self.catalog.tables()[self.table]);
        // Formats write numbers one by one.
        let mut out = std::io::BufWriter::with_capacity(1 << 16, Packer::new(coding, out)?);
        match &self.writer {
            Writer::Format(format, layout) => format.write(&slice, layout, &mut out)?,
            Writer::Statbank(csv) => csv.write(&slice, &mut out)?,
        }
        out.flush()?;
        let packer = out.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        Ok(packer.finish()?)
    }

    /// Tells whether the cells are so few that making them takes less than handing them over.
    fn is_small(&self) -> bool {
        let is_text = !matches!(self.writer, Writer::Format(Format::Xlsx | Format::Parquet, _));
        is_text && self.selection.cells() <= SMALL
    }

    /// Workbooks and Parquet files are compressed already.
    fn coding(&self, asked: Coding) -> Coding {
        let is_packed = matches!(self.writer, Writer::Format(Format::Xlsx | Format::Parquet, _));
        if is_packed { Coding::Identity } else { asked }
    }
}

/// What the sending of an answer depends on, beside the answer.
pub struct Sending<'a> {
    pub method: &'a Method,
    pub headers: &'a HeaderMap,
    /// Whether the address names a release, so that the answer never changes.
    pub is_frozen: bool,
    /// The call in one text: two calls of one text to one catalog have one answer.
    pub request: &'a str,
    /// Room for answers that take a thread.
    pub room: &'a Arc<Semaphore>,
}

impl Sending<'_> {
    fn text(&self, name: header::HeaderName) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Sends an answer, or says why it cannot be made.
    pub async fn send(&self, outcome: Outcome) -> Result<Response<Body>, Problem> {
        let asked = Coding::accepted(self.text(header::ACCEPT_ENCODING));
        match outcome {
            Outcome::Short(short) => Ok(self.short(&short, asked)),
            Outcome::Cells(cells) => self.cells(*cells, asked).await,
        }
    }

    fn short(&self, short: &Short, asked: Coding) -> Response<Body> {
        let etag = etag(&short.body, asked);
        if short.status == 200 && self.is_known(&etag) {
            return self.not_modified(&etag);
        }
        let mut response = Response::new(Body::from(packed(asked, &short.body)));
        *response.status_mut() = status(short.status);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(short.media));
        if let Some(location) = short.location.as_deref().and_then(|text| text.parse().ok()) {
            headers.insert(header::LOCATION, location);
        }
        self.describe(&mut response, &etag, asked);
        if short.is_of_today {
            let headers = response.headers_mut();
            headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        }
        response
    }

    async fn cells(&self, cells: Cells, asked: Coding) -> Result<Response<Body>, Problem> {
        let coding = cells.coding(asked);
        let (release, drawn_on) = (cells.catalog.release(), cells.catalog.drawn_on());
        let version = env!("CARGO_PKG_VERSION");
        let made_from = format!("{release}\n{drawn_on}\n{version}\n{}", self.request);
        let etag = etag(made_from.as_bytes(), coding);
        if self.is_known(&etag) {
            return Ok(self.not_modified(&etag));
        }
        let (media, name) = (cells.media, cells.file_name.clone());
        let body = if self.method == Method::HEAD {
            Body::empty()
        } else if cells.is_small() {
            Body::from(cells.write(coding, Vec::new()).map_err(refused)?)
        } else {
            self.large(cells, coding).await?
        };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
        let disposition = format!("inline; filename=\"{name}\"");
        headers.insert(header::CONTENT_DISPOSITION, disposition.parse().expect("names are ASCII"));
        self.describe(&mut response, &etag, coding);
        Ok(response)
    }

    async fn large(&self, cells: Cells, coding: Coding) -> Result<Body, Problem> {
        let permit = Arc::clone(self.room).try_acquire_owned().map_err(|_| {
            Problem::new(Kind::TooManyCalls, "too many large answers are being made")
                .hint("call again in a second, or select fewer cells")
                .retry_after(1)
        })?;
        stream::body(permit, move |pieces: Pieces| cells.write(coding, pieces))
            .await
            .map_err(|error| error.map_or_else(ours, refused))
    }

    /// POST is never conditional: its answer is not the answer of the address.
    fn is_known(&self, etag: &str) -> bool {
        let known = self.text(header::IF_NONE_MATCH);
        let is_read = self.method == Method::GET || self.method == Method::HEAD;
        is_read && known.split(',').map(str::trim).any(|tag| tag == etag || tag == "*")
    }

    fn not_modified(&self, etag: &str) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        self.describe(&mut response, etag, Coding::Identity);
        response
    }

    fn describe(&self, response: &mut Response<Body>, etag: &str, coding: Coding) {
        let is_read = self.method == Method::GET || self.method == Method::HEAD;
        let keep = if self.is_frozen && is_read && response.status() != StatusCode::CREATED {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let headers = response.headers_mut();
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
        headers.insert(header::ETAG, etag.parse().expect("hexadecimal digits"));
        if let Some(name) = coding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
    }
}

fn ours() -> Problem {
    Problem::new(Kind::Ours, "the answer cannot be made")
}

/// Before the first byte nothing but the format can fail, and mostly by what was asked for.
fn refused(error: CellsError) -> Problem {
    match error {
        CellsError::Write(error @ (WriteError::TooLarge { .. } | WriteError::Character(_))) => {
            let problem = Problem::new(Kind::Format, error.to_string()).of("outputFormat");
            let problem = problem.hint("ask for another format or fewer values");
            match error {
                WriteError::TooLarge { limit, .. } => problem.limit(limit),
                _ => problem,
            }
        }
        error => {
            tracing::error!(%error, "an answer cannot be made");
            ours()
        }
    }
}

fn packed(coding: Coding, body: &[u8]) -> Vec<u8> {
    let pack = || {
        let mut packer = Packer::new(coding, Vec::new())?;
        packer.write_all(body)?;
        packer.finish()
    };
    pack().expect("compressing in memory does not fail")
}

/// Returns a strong tag: with the encoding, as the bytes differ.
fn etag(made_from: &[u8], coding: Coding) -> String {
    let hash = Sha256::digest(made_from);
    let hash = hash[..8].iter().fold(0_u64, |hash, byte| hash << 8 | u64::from(*byte));
    let suffix = coding.name().map_or_else(String::new, |name| format!("-{name}"));
    format!("\"{hash:016x}{suffix}\"")
}

pub fn status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).expect("answers have the status codes of HTTP")
}
