//! The calendar: what is announced and what was published.

use askama::Template;
use domain::format;

use super::{Context, frame::Frame, render};
use crate::{
    address::{OpenFile, Page, Span},
    answer::{Answer, HTML},
    api::open_data::Event,
    text::text,
};

#[derive(Template)]
#[template(path = "calendar.html")]
struct Calendar {
    frame: Frame,
    ics: String,
    feed: String,
    /// What changed between the two newest draws; `None` before the second.
    changes: Option<String>,
    /// The next first.
    announced: Vec<Row>,
    /// The newest first.
    published: Vec<Row>,
}

struct Row {
    day: String,
    title: String,
    /// The release or bank, and where it can be seen.
    id: Option<(String, Option<String>)>,
}

pub fn page(context: &Context) -> Answer {
    let Context { address, open_data, published, .. } = *context;
    let language = address.language;
    let to = |file| address.to(Page::Open(file)).to_string();
    let events = open_data.events(published);
    let (published, announced): (Vec<_>, Vec<_>) =
        events.iter().partition(|event| event.id().is_some());
    let row = |event: &Event| Row {
        day: format::date(event.on, language),
        title: event.title().get(language).to_owned(),
        id: event.id().map(|id| (id.to_owned(), event.href(language))),
    };
    let page = Calendar {
        frame: Frame::new(context, text(language, "calendar").into_owned()),
        ics: to(OpenFile::Calendar),
        feed: to(OpenFile::Feed),
        changes: open_data.has_changes().then(|| to(OpenFile::Changes(Span::default()))),
        announced: announced.into_iter().rev().map(row).collect(),
        published: published.into_iter().map(row).collect(),
    };
    Answer::found(HTML, render(&page))
}
