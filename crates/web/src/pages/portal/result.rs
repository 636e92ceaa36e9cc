//! What is shown of the chosen cells, and every way to take them along.

use domain::format;
use formats::words;

use super::{
    Portal,
    downloads::{self, File},
    figure,
    grid::{self, Heading, Row},
    picture::{self, Asked, Form, Picture},
    selected::Selected,
    side_by_side::{SideBySide, side_by_side},
};
use crate::{
    address::{AS_OF, Address, Direction, Page, PictureKind, PortalPage, TableChoice},
    pages::{embed, frame::Link},
    text::{text, text_with},
};

/// What is shown of the cells.
pub struct Shown {
    pub caption: String,
    /// The dimensions of one value with it.
    pub fixed: Vec<(String, String)>,
    pub picture: Option<Picture>,
    /// Why the chosen cells cannot be shown as asked.
    pub undrawn: Option<String>,
    pub ved_action: String,
    pub ved_kept: Vec<(String, String)>,
    pub grid: Grid,
    /// The municipalities among the places, with what may be said of each.
    pub several: Option<SideBySide>,
    pub lasting: String,
    pub citation: String,
    pub files: Vec<File>,
    /// The picture as SVG and PNG; `None` for a table.
    pub pictures: Option<[String; 2]>,
    /// How it is put into the pages of others.
    pub embed: String,
    pub api: String,
    pub explain: String,
    pub draws: Vec<(String, String, bool)>,
    pub draw_action: String,
    pub draw_kept: Vec<(String, String)>,
    pub newest: Option<String>,
    pub notes: Vec<String>,
    pub more_notes: Vec<String>,
}

/// The cells as a table.
pub struct Grid {
    pub names: Vec<String>,
    pub levels: Vec<Vec<Heading>>,
    pub sorts: Vec<Sort>,
    pub rows: Vec<Row>,
    pub all_rows: u64,
    pub shown: String,
    pub sides: Vec<Link>,
    pub more: String,
}

/// The link of a column that orders the rows by it.
pub struct Sort {
    pub href: String,
    pub direction: Option<&'static str>,
    pub label: String,
}

/// Returns what is shown of the chosen cells.
pub fn shown(portal: &Portal, selected: &Selected, choice: &TableChoice) -> Shown {
    let language = portal.address.language;
    let slice = &selected.slice;
    let (must, more): (Vec<_>, Vec<_>) =
        words::notes(slice, language).into_iter().partition(|note| note.is_mandatory);
    let parts = words::part_notes(slice, language);
    let more =
        more.into_iter().map(|note| note.text).chain(parts.iter().map(words::PartNote::sentence));
    let fixed = (0..selected.fixed).map(|choice| {
        let value = slice.value(choice, 0);
        let label = slice.dimension(choice).label.get(language).to_owned();
        (label, figure::name(value, language))
    });
    let is_old = portal.address.as_of.is_some() || portal.address.release.is_some();
    let now = Address { release: None, as_of: None, ..portal.address.clone() };
    let drawn = picture::picture(&Asked { form: Form::Page, portal, selected, choice });
    let (picture, undrawn) = match drawn {
        None => (None, None),
        Some(Ok(picture)) => (Some(picture), None),
        Some(Err(why)) => (None, Some(why)),
    };
    let has_picture = picture.is_some();
    let kept = |choice: &TableChoice| -> Vec<_> {
        choice.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    };
    let day = portal.address.as_of.map(|day| (AS_OF.to_owned(), day.to_string()));
    let elsewhere = TableChoice { at: Vec::new(), ..choice.clone() };
    Shown {
        picture,
        undrawn,
        ved_action: portal.table(&TableChoice::of(&choice.table)),
        ved_kept: kept(&elsewhere).into_iter().chain(day).collect(),
        caption: selected.table.facts().title.get(language).to_owned(),
        fixed: fixed.collect(),
        grid: grid(portal, selected, choice),
        several: side_by_side(portal, selected, choice),
        lasting: downloads::lasting(portal, choice),
        citation: downloads::citation(portal, selected, choice),
        files: downloads::files(portal, selected),
        pictures: has_picture.then(|| {
            let of = |kind| portal.href(PortalPage::Picture(choice.clone(), kind));
            [of(PictureKind::Svg), of(PictureKind::Png)]
        }),
        embed: embed::link(&portal.embedded(choice)),
        api: downloads::query(portal, selected),
        explain: portal.href(PortalPage::Explained(choice.clone())),
        draws: draws(portal),
        draw_action: now
            .to(Page::Portal(PortalPage::Table(TableChoice::of(&choice.table))))
            .to_string(),
        draw_kept: kept(choice),
        newest: is_old.then(|| now.to_string()),
        notes: must.into_iter().map(|note| note.text).collect(),
        more_notes: more.collect(),
    }
}

/// Returns the days of the draws, the newest first, and which is shown.
fn draws(portal: &Portal) -> Vec<(String, String, bool)> {
    let language = portal.address.language;
    let row = |(_, day): (&str, jiff::civil::Date)| {
        (day.to_string(), format::date(day, language), day == portal.catalog.drawn_on())
    };
    portal.context.open_data.draws().map(row).collect()
}

fn grid(portal: &Portal, selected: &Selected, choice: &TableChoice) -> Grid {
    let language = portal.address.language;
    let sides = grid::sides(selected);
    let side = (choice.side as u64).min(sides.count);
    let rows = grid::rows(selected, choice.order, side, language);
    let count = |number: u64| format::count(number, language);
    let ends = [rows.first(), rows.last()].map(|row| row.map_or(0, |row| row.number));
    let args = [("first", count(ends[0])), ("last", count(ends[1])), ("all", count(sides.rows))];
    let args = [0, 1, 2].map(|place: usize| (args[place].0, &*args[place].1));
    Grid {
        names: selected
            .rows()
            .map(|choice| selected.slice.dimension(choice).label.get(language).to_owned())
            .collect(),
        levels: grid::headings(selected, language),
        sorts: sorts(portal, selected, choice),
        shown: text_with(language, "rows-shown", &args).into_owned(),
        all_rows: sides.rows,
        sides: if sides.count == 1 {
            Vec::new()
        } else {
            side_links(portal, choice, side, sides.count)
        },
        more: portal.href(PortalPage::Rows(TableChoice { side: 1, ..choice.clone() })),
        rows,
    }
}

/// Returns the links to the first, previous, next and last side.
fn side_links(portal: &Portal, choice: &TableChoice, side: u64, last: u64) -> Vec<Link> {
    let language = portal.address.language;
    let link = |name: &str, to: u64| {
        let to = usize::try_from(to).expect("sides are fewer than cells");
        Link {
            href: portal.table(&TableChoice { side: to, ..choice.clone() }),
            label: text(language, name).into_owned(),
            is_current: false,
        }
    };
    let mut links = Vec::new();
    if side > 1 {
        links.extend([link("side-first", 1), link("side-previous", side - 1)]);
    }
    if side < last {
        links.extend([link("side-next", side + 1), link("side-last", last)]);
    }
    links
}

/// Returns the links that order the rows by each column; the second time the other way round.
fn sorts(portal: &Portal, selected: &Selected, choice: &TableChoice) -> Vec<Sort> {
    let language = portal.address.language;
    let columns = usize::try_from(selected.count(selected.columns())).expect("at most 200");
    let sort = |column: usize| {
        let current = choice.order.filter(|(by, _)| *by == column).map(|(_, direction)| direction);
        let next = match current {
            Some(Direction::Down) => Direction::Up,
            _ => Direction::Down,
        };
        let order = Some((column, next));
        let name = if next == Direction::Down { "sort-down" } else { "sort-up" };
        Sort {
            href: portal.table(&TableChoice { order, side: 1, ..choice.clone() }),
            direction: current.map(|direction| match direction {
                Direction::Up => "ascending",
                Direction::Down => "descending",
            }),
            label: text(language, name).into_owned(),
        }
    };
    (1..=columns).map(sort).collect()
}
