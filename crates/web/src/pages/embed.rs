//! Pictures and tables in the pages of others: what stands in the frame, the piece of HTML that puts it there,
//! and the same for programs (oEmbed).

use askama::Template;
use domain::format::{self, Language};

use super::{Context, frame::Frame, picture_file, refused, render};
use crate::{
    address::{Address, Embedding, MapPage, OEmbed, Page, Picture, PortalPage, Refusal},
    answer::{Answer, HTML, JSON},
    text::{text, text_with},
};

/// How wide a frame is where nobody says, in pixels.
const WIDTH: u32 = 600;

/// How much room the lines below a picture take, in pixels.
const LINES: u32 = 240;

/// How high the frame of a table is, in pixels.
const TABLE_HEIGHT: u32 = 520;

/// What stands in the frame.
#[derive(Template)]
#[template(path = "embed.html")]
pub struct Embed {
    pub language: Language,
    pub title: String,
    pub body: Body,
    /// When it was drawn and where it comes from.
    pub said: Vec<String>,
    /// What else must be known.
    pub notes: Vec<String>,
    /// The page with all about it.
    pub page: String,
}

/// A picture or a table.
pub enum Body {
    /// A picture, which carries title, key and mark.
    Picture(String),
    /// A table as HTML, and the mark of made-up figures.
    Table(String, Option<&'static str>),
}

impl Embed {
    /// Returns the answer.
    pub fn answer(&self) -> Answer {
        Answer { is_embedded: true, ..Answer::found(HTML, render(self)) }
    }

    fn t(&self, name: &str) -> std::borrow::Cow<'static, str> {
        text(self.language, name)
    }
}

/// Returns a picture of a release for the pages of others.
pub fn picture(context: &Context, picture: Picture) -> Answer {
    let language = context.address.language;
    let Some(file) = picture_file::drawn(context, picture) else {
        return refused(context, language, Refusal::NotFound);
    };
    let drawn = format::date(context.release.snapshot().drawn_on, language);
    let mut notes = file.notes;
    let source = notes.pop();
    let drawn = text_with(language, "drawn-on", &[("date", &drawn)]).into_owned();
    let embed = Embed {
        language,
        title: file.title,
        body: Body::Picture(within_page(&file.svg)),
        said: [drawn].into_iter().chain(source).collect(),
        notes,
        page: context.address.to(page_of(picture)).to_string(),
    };
    embed.answer()
}

/// Returns a picture without what stands before it in a file.
pub fn within_page(svg: &str) -> String {
    svg.find("<svg").map_or(svg, |start| &svg[start..]).to_owned()
}

/// Returns the page on which a picture stands.
fn page_of(picture: Picture) -> Page {
    match picture {
        Picture::Map(map, year, view) => Page::Map(MapPage { view, ..MapPage::new(map, year) }),
        Picture::Funnel(map, year) => Page::Funnel(map, year),
        Picture::Spread(map, year) | Picture::Split(None, map, year) => Page::Behind(map, year),
        Picture::Timeline(..) | Picture::Trend(None, _) => Page::Trends,
        Picture::Outcomes(None, map, year) => Page::Map(MapPage::new(map, year)),
        Picture::Trend(Some(place), _)
        | Picture::Outcomes(Some(place), ..)
        | Picture::Split(Some(place), ..) => Page::Municipality(place),
    }
}

/// Returns what stands in a frame for the address of a page of ours; `None` where a page has no one picture or
/// table.
pub fn embedded(of: &str) -> Option<Address> {
    let (path, query) = of.split_once('?').unwrap_or((of, ""));
    let address = Address::parse(path, query).1.ok()?;
    let page = match &address.page {
        Page::Map(page) => Page::Embedded(Picture::Map(page.map, page.year, page.view)),
        Page::Funnel(map, year) => Page::Embedded(Picture::Funnel(*map, *year)),
        Page::Picture(picture, _) => Page::Embedded(*picture),
        Page::Portal(PortalPage::Table(choice) | PortalPage::Picture(choice, _)) => {
            Page::Portal(PortalPage::Embedded(choice.clone()))
        }
        Page::Embedded(_) | Page::Portal(PortalPage::Embedded(_)) => address.page.clone(),
        _ => return None,
    };
    Some(address.to(page))
}

/// Returns the link to the page that tells how to put something into the pages of others.
pub fn link(embedded: &Address) -> String {
    let page = Page::Embedding(Embedding::Snippet(embedded.to_string()));
    Address { release: None, as_of: None, language: embedded.language, page }.to_string()
}

#[derive(Template)]
#[template(path = "snippet.html")]
struct Snippet {
    frame: Frame,
    shown: String,
    html: String,
    height: u32,
    title: String,
    oembed: String,
}

/// Returns the page that tells how to put something into the pages of others.
pub fn snippet(context: &Context, embedded: &Address, answer: &Answer, base: &str) -> Answer {
    let language = context.address.language;
    let title = title(answer);
    let height = height(answer, WIDTH);
    let page = Snippet {
        frame: Frame::new(context, text(language, "embed-heading").into_owned()),
        shown: embedded.to_string(),
        html: html(embedded, &title, ["100%", &height.to_string()], base),
        height,
        title,
        oembed: discovery(embedded).unwrap_or_default(),
    };
    Answer::found(HTML, render(&page))
}

/// Returns the same for programs.
///
/// *Source*: oEmbed 1.0, section 2.3.4.4, the rich type.
pub fn oembed(asked: &OEmbed, embedded: &Address, answer: &Answer, base: &str) -> Answer {
    if !asked.is_json {
        return Answer { status: 501, ..Answer::found(HTML, Vec::new()) };
    }
    let title = title(answer);
    let width = asked.max_width.map_or(WIDTH, |most| most.min(WIDTH));
    let height = height(answer, width);
    let height = asked.max_height.map_or(height, |most| most.min(height));
    let html = html(embedded, &title, [&width.to_string(), &height.to_string()], base);
    let answer = serde_json::json!({
        "version": "1.0",
        "type": "rich",
        "provider_name": "Danmarkskortet",
        "provider_url": base,
        "title": title,
        "width": width,
        "height": height,
        "html": html,
    });
    Answer::found(JSON, answer.to_string())
}

/// Returns the piece of HTML. The frame may do nothing but open links.
fn html(embedded: &Address, title: &str, [width, height]: [&str; 2], base: &str) -> String {
    let escape = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
    let (source, title) = (escape(&format!("{base}{embedded}")), escape(title));
    format!(
        "<iframe src=\"{source}\" title=\"{title}\" width=\"{width}\" height=\"{height}\" \
         loading=\"lazy\" sandbox=\"allow-popups allow-popups-to-escape-sandbox\" \
         style=\"border:0\"></iframe>"
    )
}

/// Returns the title of a page of ours.
fn title(answer: &Answer) -> String {
    let body = String::from_utf8_lossy(&answer.body);
    let title = body.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>"));
    let title = title.map_or("", |(title, _)| title);
    ["&#38;", "&#39;", "&#34;", "&#60;", "&#62;"]
        .into_iter()
        .zip(["&", "'", "\"", "<", ">"])
        .fold(title.to_owned(), |text, (entity, letter)| text.replace(entity, letter))
}

/// Returns how high the frame is for a width: the picture says how high it is for its own.
fn height(answer: &Answer, width: u32) -> u32 {
    let body = String::from_utf8_lossy(&answer.body);
    let number = |name: &str| {
        let (_, rest) = body.split_once("<svg")?.1.split_once(name)?;
        rest.split('"').next()?.parse::<u32>().ok()
    };
    match (number(" width=\""), number(" height=\"")) {
        (Some(own), Some(high)) if own > 0 => width * high / own + LINES,
        _ => TABLE_HEIGHT,
    }
}

/// Returns the link by which programs find out how a page can be put into others; `None` where it cannot.
pub fn discovery(address: &Address) -> Option<String> {
    let url = address.to_string();
    embedded(&url)?;
    let asked = OEmbed { url, max_width: None, max_height: None, is_json: true };
    let page = Page::Embedding(Embedding::OEmbed(asked));
    Some(Address { release: None, as_of: None, language: address.language, page }.to_string())
}
