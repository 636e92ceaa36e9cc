//! Addresses of what tells how a picture or table is put into the pages of others.

use std::fmt::{Display, Formatter, Result as Written};

use super::Refusal;

/// How something is put into the pages of others.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Embedding {
    /// `/indlejr?af=/kort/…`: the piece of HTML for a page of ours, by its address, and how it will look.
    Snippet(String),
    /// `/oembed?url=…`: the same for programs.
    ///
    /// *Source*: oEmbed 1.0.
    OEmbed(OEmbed),
}

/// What a program asks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OEmbed {
    /// The address of a page of ours, whole or from its first slash.
    pub url: String,
    /// The largest width, in pixels; `None` for any.
    pub max_width: Option<u32>,
    /// The largest height, in pixels; `None` for any.
    pub max_height: Option<u32>,
    /// Whether the answer may be JSON, the only form we have.
    pub is_json: bool,
}

const SNIPPET: &str = "/indlejr";
const OEMBED: &str = "/oembed";

/// How long the address of a page may be, in bytes.
const MAX_ADDRESS: usize = 8_000;

impl Embedding {
    /// Reads a path without release and language; `None` where it is the path of something else.
    pub(super) fn parse(path: &str, query: &str) -> Option<Result<Self, Refusal>> {
        match path {
            SNIPPET => Some(snippet(query)),
            OEMBED => Some(oembed(query).map(Self::OEmbed)),
            _ => None,
        }
    }
}

fn snippet(query: &str) -> Result<Embedding, Refusal> {
    let mut of = None;
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "af" if of.is_some() => return Err(Refusal::Repeated("af")),
            "af" => of = Some(address("af", &value)?),
            _ => return Err(Refusal::UnknownParameter),
        }
    }
    let missing = Refusal::BadValue { name: "af", allowed: "/kort/social/2024 …" };
    of.map(Embedding::Snippet).ok_or(missing)
}

fn oembed(query: &str) -> Result<OEmbed, Refusal> {
    let mut url = None;
    let mut asked = OEmbed { url: String::new(), max_width: None, max_height: None, is_json: true };
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        match &*name {
            "url" => url = Some(address("url", &value)?),
            "maxwidth" => asked.max_width = Some(pixels("maxwidth", &value)?),
            "maxheight" => asked.max_height = Some(pixels("maxheight", &value)?),
            "format" => asked.is_json = value == "json",
            // The specification lets providers have parameters of their own; we have none.
            _ => {}
        }
    }
    let missing = Refusal::BadValue { name: "url", allowed: "https://…/kort/social/2024 …" };
    url.map(|url| OEmbed { url, ..asked }).ok_or(missing)
}

fn address(name: &'static str, value: &str) -> Result<String, Refusal> {
    if value.len() > MAX_ADDRESS {
        return Err(Refusal::TooLong { limit: MAX_ADDRESS });
    }
    if value.is_empty() {
        return Err(Refusal::BadValue { name, allowed: "/kort/social/2024 …" });
    }
    Ok(value.to_owned())
}

fn pixels(name: &'static str, value: &str) -> Result<u32, Refusal> {
    let pixels = value.parse().ok().filter(|pixels| (1..=10_000).contains(pixels));
    pixels.ok_or(Refusal::BadValue { name, allowed: "1–10000" })
}

impl Display for Embedding {
    fn fmt(&self, out: &mut Formatter<'_>) -> Written {
        let encoded =
            |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        match self {
            Self::Snippet(of) => write!(out, "{SNIPPET}?af={}", encoded(of)),
            Self::OEmbed(asked) => {
                write!(out, "{OEMBED}?url={}", encoded(&asked.url))?;
                if let Some(pixels) = asked.max_width {
                    write!(out, "&maxwidth={pixels}")?;
                }
                if let Some(pixels) = asked.max_height {
                    write!(out, "&maxheight={pixels}")?;
                }
                out.write_str(if asked.is_json { "&format=json" } else { "&format=xml" })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_written_as_it_is_read() {
        check("/indlejr", "af=%2Fkort%2Fsocial%2F2024%3Fvis%3Dsager");
        check(
            "/oembed",
            "url=https%3A%2F%2Ftal.example%2Fkort%2Fsocial%2F2024&maxwidth=500&format=json",
        );
    }

    #[test]
    fn what_is_missing_or_wrong_is_named() {
        refuse("/indlejr", "", "af");
        refuse("/oembed", "maxwidth=500", "url");
        refuse("/oembed", "url=https%3A%2F%2Fa&maxwidth=0", "maxwidth");
    }

    #[track_caller]
    fn check(path: &str, query: &str) {
        let page = Embedding::parse(path, query).expect("ours").expect("well-formed");
        assert_eq!(page.to_string(), format!("{path}?{query}"));
    }

    #[track_caller]
    fn refuse(path: &str, query: &str, expected: &str) {
        let refusal = Embedding::parse(path, query).expect("ours").expect_err("refused");
        let Refusal::BadValue { name, .. } = refusal else { panic!("{refusal:?}") };
        assert_eq!(name, expected);
    }
}
