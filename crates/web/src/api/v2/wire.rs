//! Parts that several answers have.

use domain::format::Language;
use serde::Serialize;

/// A link, schema `Link`.
#[derive(Serialize)]
pub struct Link {
    pub rel: &'static str,
    pub hreflang: &'static str,
    pub href: String,
}

/// Returns a link to an address under `/api/v2`, in a language.
pub fn link(base: &str, rel: &'static str, path: &str, language: Language) -> Link {
    let tag = language.tag();
    Link { rel, hreflang: tag, href: format!("{base}/api/v2{path}?lang={tag}") }
}
