//! Pages that say why there is nothing: what happened, and where to go.

use askama::Template;
use domain::format::Language;

use super::{Context, frame::Frame, render};
use crate::{
    address::{Address, Page, Refusal},
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
    let (status, heading, explanation) = match refusal {
        Refusal::NotFound => {
            (404, text(language, "not-found"), text(language, "not-found-explanation"))
        }
        Refusal::BadParameter { name: Some(name), allowed } => {
            let args = [("name", name), ("allowed", allowed)];
            (400, text(language, "bad-request"), text_with(language, "bad-parameter", &args))
        }
        Refusal::BadParameter { name: None, allowed } => {
            let args = [("allowed", allowed)];
            (400, text(language, "bad-request"), text_with(language, "unknown-parameter", &args))
        }
    };
    let address = Address { release: context.address.release.clone(), language, page: Page::Front };
    let context = Context { address: &address, ..*context };
    let page = Refused {
        frame: Frame::new(&context, heading.clone().into_owned()),
        heading: heading.into_owned(),
        explanation: explanation.into_owned(),
        municipalities: address.to(Page::Municipalities(None)).to_string(),
    };
    Answer::refused(status, render(&page))
}
