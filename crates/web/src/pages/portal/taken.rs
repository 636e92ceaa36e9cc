//! The figures away from our pages: as a picture in a file, and in the pages of others.

use askama::Template;
use charts::raster::{self, Caption};
use formats::words;

use super::{
    Portal, figure,
    grid::{self, Heading, Row},
    picture::{self, Asked, Form},
    selected::{Selected, select},
};
use crate::{
    address::{PictureKind, Refusal, Show, TableChoice},
    answer::{Answer, PNG, SVG},
    pages::{
        embed::{Body, Embed, within_page},
        refused, render,
    },
    text::text_with,
};

/// The cells as a table without links.
#[derive(Template)]
#[template(path = "portal/taken.html")]
struct Taken {
    fixed: String,
    names: Vec<String>,
    levels: Vec<Vec<Heading>>,
    rows: Vec<Row>,
}

/// Returns the picture as a file. Of what is shown as a table, bars are drawn.
pub fn picture(portal: &Portal, choice: &TableChoice, kind: PictureKind) -> Answer {
    let show = if choice.show == Show::Table { Show::Bars } else { choice.show };
    let drawn = with_selected(portal, choice, |selected| {
        let choice = &TableChoice { show, ..choice.clone() };
        let asked = Asked { form: Form::File, portal, selected, choice };
        let picture = picture::picture(&asked)?.ok()?;
        let language = portal.address.language;
        let title = selected.table.facts().title.get(language).to_owned();
        Some((title, picture.svg, words::source(&selected.slice, language)))
    });
    let Some((title, svg, source)) = drawn else { return not_found(portal) };
    let name = format!("danmarkskortet-{}-{}", choice.table, portal.catalog.release());
    match kind {
        PictureKind::Svg => {
            Answer { file_name: Some(format!("{name}.svg")), ..Answer::found(SVG, svg) }
        }
        PictureKind::Png => {
            let pixels = raster::png(&svg, &Caption { title: &title, source: &source });
            Answer { file_name: Some(format!("{name}.png")), ..Answer::found(PNG, pixels) }
        }
    }
}

/// Returns the figures for the pages of others.
pub fn embedded(portal: &Portal, choice: &TableChoice) -> Answer {
    let language = portal.address.language;
    let embed = with_selected(portal, choice, |selected| {
        let asked = Asked { form: Form::Embedded, portal, selected, choice };
        let picture = picture::picture(&asked).transpose().ok()?;
        let (body, notes) = picture.map_or_else(
            || table(portal, selected, choice),
            |picture| (Body::Picture(within_page(&picture.svg)), picture.notes),
        );
        Some(Embed {
            language,
            title: selected.table.facts().title.get(language).to_owned(),
            body,
            said: asked.notes(),
            notes,
            page: portal.table(choice),
        })
    });
    embed.map_or_else(|| not_found(portal), |embed| embed.answer())
}

/// Returns the first side of the table, and a note on how many rows there are besides.
fn table(portal: &Portal, selected: &Selected, choice: &TableChoice) -> (Body, Vec<String>) {
    let language = portal.address.language;
    let slice = &selected.slice;
    let fixed = (0..selected.fixed).map(|choice| figure::name(slice.value(choice, 0), language));
    let rows = grid::rows(selected, choice.order, 1, language);
    let (shown, all) = (rows.len().to_string(), grid::sides(selected).rows.to_string());
    let args = [("shown", &*shown), ("all", &*all)];
    let more = (shown != all).then(|| text_with(language, "embed-rows", &args).into_owned());
    let table = Taken {
        fixed: fixed.collect::<Vec<_>>().join(" · "),
        names: selected
            .rows()
            .map(|choice| slice.dimension(choice).label.get(language).to_owned())
            .collect(),
        levels: grid::headings(selected, language),
        rows,
    };
    let mark = portal.catalog.provenance().mark(language);
    (Body::Table(render(&table), mark), more.into_iter().collect())
}

fn with_selected<T>(
    portal: &Portal,
    choice: &TableChoice,
    then: impl FnOnce(&Selected) -> Option<T>,
) -> Option<T> {
    let table = portal.catalog.table(&choice.table)?;
    then(&select(table, choice).ok()?)
}

fn not_found(portal: &Portal) -> Answer {
    refused(&portal.context, portal.address.language, Refusal::NotFound)
}
