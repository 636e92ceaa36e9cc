//! The country over time: the three maps and the rest of the social area, by year and by quarter, with
//! what was published, breaks and dated events.

mod alarms;
mod drawing;
mod events;
mod series;

use askama::Template;
use domain::{format, map::MapKind};

use super::{Context, frame::Frame, render};
pub use drawing::file;

use crate::{
    address::{FileKind, Page, Prose},
    answer::{Answer, HTML},
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "trends_page.html")]
struct TrendsPage {
    frame: Frame,
    lead: String,
    csv: String,
    json: String,
    guide: String,
    revisions: String,
    sections: Vec<series::Section>,
    alarms: Vec<alarms::AlarmText>,
    alarm_method: String,
    events: Vec<events::EventRow>,
}

pub fn page(context: &Context) -> Answer {
    let Context { address, release, .. } = *context;
    let language = address.language;
    let to = |page: Page| address.to(page).to_string();
    let drawn = format::date(release.snapshot().drawn_on, language);
    let maps = MapKind::ALL.into_iter().map(Some).chain([None]);
    let page = TrendsPage {
        frame: Frame::new(context, text(language, "trends").into_owned()),
        lead: text_with(language, "trends-lead", &[("drawn", &drawn)]).into_owned(),
        csv: to(Page::TrendsFile(FileKind::Csv)),
        json: to(Page::TrendsFile(FileKind::Json)),
        guide: to(Page::Prose(Prose::ReadingGuide)),
        revisions: to(Page::Revisions),
        sections: maps.map(|map| series::section(context, map)).collect(),
        alarms: alarms::texts(context),
        alarm_method: format!("{}#kvartalsspring", to(Page::Prose(Prose::Method))),
        events: events::rows(context),
    };
    Answer::found(HTML, render(&page))
}
