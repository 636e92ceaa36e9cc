//! The pages: each takes an address and a release and gives an answer.

mod behind;
mod beside;
mod calendar;
mod compare;
pub mod embed;
mod figure_text;
mod files;
mod frame;
mod front;
mod funnel;
mod info;
mod map;
mod map_picture;
mod map_words;
mod municipalities;
mod municipality;
mod picture_file;
pub mod portal;
mod prose;
mod refused;
mod revisions;
mod search;
mod series;
mod switches;
mod trends;

use charts::basemap::Basemap;
use publication::{analysis::Analyses, download::tables, release::Release};

pub use refused::refused;

use crate::{
    address::{Address, Page},
    answer::{Answer, HTML},
    api::open_data::{OpenData, Published},
};

/// What a page is made from.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// What is asked for.
    pub address: &'a Address,
    /// Where the figures come from, as the draw that is asked for has them.
    pub release: &'a Release,
    /// What is worked out from the release, each when it is first asked for.
    pub analyses: &'a Analyses,
    /// The outlines of the release's geometry.
    pub basemap: &'a Basemap,
    /// The name of the newest release.
    pub newest: &'a str,
    /// All releases.
    pub published: &'a [Published],
    /// The statistics tables and what is announced.
    pub open_data: &'a OpenData,
}

/// Returns the page, picture or file of an address.
pub fn answer(context: &Context) -> Answer {
    let mut answer = page(context);
    if answer.status == 200 && answer.media != HTML {
        answer.file_name = Some(files::name(context));
    }
    answer
}

fn page(context: &Context) -> Answer {
    match &context.address.page {
        Page::Front => front::page(context),
        Page::Country(kind) => files::country(context, *kind),
        Page::MapOfYear(choice) => map::of_year(context, *choice),
        Page::Map(page) => map::page(context, page),
        Page::MapFile(map, year, kind) => files::map(context, *map, *year, *kind),
        Page::Funnel(map, year) => funnel::page(context, *map, *year),
        Page::FunnelFile(map, year, kind) => {
            files::analysis(context, (*map, *year), *kind, tables::funnel_table)
        }
        Page::Behind(map, year) => behind::page(context, *map, *year),
        Page::BehindFile(map, year, kind) => {
            files::analysis(context, (*map, *year), *kind, tables::explanation_table)
        }
        Page::SplitFile(map, year, kind) => {
            files::analysis(context, (*map, *year), *kind, tables::split_table)
        }
        Page::Trends => trends::page(context),
        Page::TrendsFile(kind) => files::trends(context, *kind),
        Page::Revisions => revisions::page(context),
        Page::RevisionsFile(kind) => files::revisions(context, *kind),
        Page::Picture(picture, kind) => picture_file::answer(context, *picture, *kind),
        Page::Embedded(picture) => embed::picture(context, *picture),
        Page::MapInfo(map, year, code, view) => {
            info::fragment(context, (*map, *year), *code, *view)
        }
        Page::Search(words) => search::page(context, words.as_deref()),
        Page::Municipalities(name) => municipalities::page(context, name.as_deref()),
        Page::MunicipalitiesFile(kind) => files::municipalities(context, *kind),
        Page::Municipality(code) => municipality::page(context, *code),
        Page::MunicipalityFile(code, kind) => files::municipality(context, *code, *kind),
        Page::NeighborsFile(code, kind) => files::neighbors(context, *code, *kind),
        Page::TopicsFile(code, kind) => files::topics(context, *code, *kind),
        Page::Compare(comparison) => compare::page(context, comparison),
        Page::CompareForm(_) => Answer::see_other(context.address.lasting().to_string()),
        Page::Prose(prose) => prose::page(context, *prose),
        Page::Calendar => calendar::page(context),
        Page::Open(_) | Page::Portal(_) | Page::Embedding(_) => {
            unreachable!("the site answers these itself")
        }
    }
}

/// Renders a template. Writing to memory cannot fail, and our templates have no fallible filter.
fn render(template: &impl askama::Template) -> String {
    template.render().expect("templates write to memory and call nothing that fails")
}
