//! Pages that say why there is nothing: what happened, and where to go.

use askama::Template;
use domain::format::{self, Language};

use super::{Context, frame::Frame, render};
use crate::{
    address::{AS_OF, Address, Page, Refusal},
    answer::Answer,
    text::{text, text_with},
};

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused {
    frame: Frame,
    heading: String,
    explanation: String,
    municipalities: String,
}

/// Returns the page of a refusal in a language.
///
/// The address of the context is not the one that was asked for, which may be anything.
pub fn refused(context: &Context, language: Language, refusal: Refusal) -> Answer {
    let status = if refusal == Refusal::NotFound { 404 } else { 400 };
    let heading = text(language, if status == 404 { "not-found" } else { "bad-request" });
    let explanation = match refusal {
        Refusal::NotFound => text(language, "not-found-explanation"),
        Refusal::UnknownParameter => text(language, "unknown-parameter"),
        Refusal::NotHere(name) => text_with(language, "parameter-not-here", &[("name", name)]),
        Refusal::Repeated(name) => text_with(language, "parameter-repeated", &[("name", name)]),
        Refusal::NoDraw { oldest } => {
            let oldest = format::date(oldest, language);
            text_with(language, "no-draw", &[("name", AS_OF), ("oldest", &oldest)])
        }
        Refusal::TooLong { limit } => {
            let limit = format::count(limit as u64, language);
            text_with(language, "address-too-long", &[("limit", &limit)])
        }
        Refusal::BadValue { name, allowed } => {
            text_with(language, "bad-parameter", &[("name", name), ("allowed", allowed)])
        }
    };
    let address = Address { language, page: Page::Front, ..context.address.clone() };
    let context = Context { address: &address, ..*context };
    let page = Refused {
        frame: Frame::new(&context, heading.clone().into_owned()),
        heading: heading.into_owned(),
        explanation: explanation.into_owned(),
        municipalities: address.to(Page::Municipalities(None)).to_string(),
    };
    Answer::refused(status, render(&page))
}
