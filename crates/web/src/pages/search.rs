//! The search across municipalities, topics, tables, maps and help.

mod entries;
pub mod find;

use askama::Template;

use super::{Context, frame::Frame, render};
use crate::{
    address::Page,
    answer::{Answer, HTML},
    text::{text, text_with},
};
use entries::{Entry, Kind};

/// How many of each kind are listed.
const MOST: usize = 12;

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    frame: Frame,
    action: String,
    words: String,
    found: String,
    groups: Vec<Group>,
}

struct Group {
    heading: String,
    entries: Vec<Entry>,
}

/// Returns what is found.
pub fn page(context: &Context, words: Option<&str>) -> Answer {
    let language = context.address.language;
    let words = words.unwrap_or_default();
    let found = if words.is_empty() { Vec::new() } else { found(context, words) };
    let number = found.len().to_string();
    let name = match found.len() {
        0 => "search-none",
        1 => "search-found-one",
        _ => "search-found",
    };
    let page = Search {
        frame: Frame::new(context, text(language, "search").into_owned()),
        action: context.address.to(Page::Search(None)).to_string(),
        found: text_with(language, name, &[("number", &number), ("query", words)]).into_owned(),
        words: words.into(),
        groups: groups(context, found),
    };
    Answer::found(HTML, render(&page))
}

/// Returns what fits, the nearest first, with how far it is.
fn found(context: &Context, words: &str) -> Vec<(usize, Entry)> {
    let typed = find::plain(words);
    if typed.is_empty() {
        return Vec::new();
    }
    let far = |entry: &Entry| {
        let name = find::distance(&typed, &find::plain(&entry.name));
        // Found by another word is further away than by any name.
        let also = entry
            .also
            .iter()
            .filter_map(|also| find::distance(&typed, &find::plain(also)).map(|far| far + 2));
        name.into_iter().chain(also).min()
    };
    let all = entries::all(context).into_iter();
    let mut found: Vec<_> = all.filter_map(|entry| Some((far(&entry)?, entry))).collect();
    found.sort_by_key(|(far, _)| *far);
    found
}

fn groups(context: &Context, found: Vec<(usize, Entry)>) -> Vec<Group> {
    let mut groups = Kind::ALL.map(|kind| Group {
        heading: text(context.address.language, kind.heading()).into_owned(),
        entries: Vec::new(),
    });
    for (_, entry) in found {
        let place = Kind::ALL.iter().position(|kind| *kind == entry.kind);
        let group = &mut groups[place.expect("all kinds are listed")];
        if group.entries.len() < MOST {
            group.entries.push(entry);
        }
    }
    groups.into_iter().filter(|group| !group.entries.is_empty()).collect()
}
