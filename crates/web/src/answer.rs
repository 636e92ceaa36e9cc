//! What a page comes to, before it is compressed and sent.

/// An answer to a request.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The status code of HTTP.
    pub status: u16,
    /// The media type.
    pub media: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
    /// Where to go instead, for a redirect.
    pub location: Option<String>,
    /// The name under which a file is kept; ASCII.
    pub file_name: Option<String>,
    /// Whether it may stand in the pages of others.
    pub is_embedded: bool,
}

pub const HTML: &str = "text/html; charset=utf-8";
pub const SVG: &str = "image/svg+xml; charset=utf-8";
pub const CSS: &str = "text/css; charset=utf-8";
pub const PNG: &str = "image/png";
pub const CSV: &str = "text/csv; charset=utf-8";
pub const JSON: &str = "application/json; charset=utf-8";

impl Answer {
    /// Returns a found page or file.
    pub fn found(media: &'static str, body: impl Into<Vec<u8>>) -> Self {
        let (location, file_name) = (None, None);
        Self { status: 200, media, body: body.into(), location, file_name, is_embedded: false }
    }

    /// Returns a page that explains why there is nothing.
    pub fn refused(status: u16, page: String) -> Self {
        Self { status, ..Self::found(HTML, page) }
    }

    /// Returns a redirect that must not be remembered.
    pub fn see_other(location: String) -> Self {
        Self { location: Some(location), ..Self::refused(303, String::new()) }
    }
}
