//! The small parts of a workbook: its sheets, and where they and the shared texts lie.

use quick_xml::events::Event;

use super::{
    super::{Packed, Spool, UnpackError, archive::Archive, limit::Limit},
    style,
    xml::{Xml, attribute, damaged},
};

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const MAX_SHEETS: usize = 1_000;

/// A sheet and the part it lies in.
#[derive(Clone, Debug)]
pub(super) struct SheetPart {
    pub name: String,
    pub part: String,
}

/// What is known of a workbook before its sheets are read.
#[derive(Debug, Default)]
pub(super) struct Book {
    pub sheets: Vec<SheetPart>,
    /// The part with the texts that cells share.
    pub strings: Option<String>,
    /// Days count from 1904 instead of 1900.
    pub from_1904: bool,
    /// For each style of a cell, whether it shows a day.
    pub dates: Vec<bool>,
}

/// A part that the workbook names: its id, what it is, where it lies.
struct Relation {
    id: String,
    kind: String,
    part: String,
}

impl Book {
    /// Reads the small parts.
    pub fn read(
        packed: &Packed,
        archive: &mut Archive,
        spool: &Spool,
    ) -> Result<Self, UnpackError> {
        let relations = relations(packed, archive, spool)?;
        let part = |kind: &str| {
            let mut those = relations.iter().filter(|it| it.kind.ends_with(kind));
            those.next().map(|it| it.part.clone())
        };
        let mut book = Self { strings: part("/sharedStrings"), ..Self::default() };
        if let Some(styles) = part("/styles") {
            book.dates = style::dates(Xml::open(packed, archive, spool, &styles)?)?;
        }
        let mut xml = Xml::open(packed, archive, spool, WORKBOOK)?;
        loop {
            match xml.next()? {
                Event::Start(it) | Event::Empty(it) => match it.local_name().as_ref() {
                    "workbookPr" => {
                        let date1904 = attribute(&it, "date1904");
                        book.from_1904 = matches!(date1904.as_deref(), Some("1" | "true"));
                    }
                    "sheet" => {
                        let (name, id) = (attribute(&it, "name"), attribute(&it, "r:id"));
                        let relation =
                            relations.iter().find(|other| Some(&other.id) == id.as_ref());
                        // A sheet of charts has no cells.
                        if let Some(it) = relation.filter(|it| it.kind.ends_with("/worksheet")) {
                            let (name, part) = (name.unwrap_or_default(), it.part.clone());
                            book.sheets.push(SheetPart { name, part });
                        }
                    }
                    _ => {}
                },
                Event::Eof => break,
                _ => {}
            }
            if book.sheets.len() > MAX_SHEETS {
                return Err(Limit::Other("more sheets", MAX_SHEETS as u64).of(&packed.shown));
            }
        }
        if book.sheets.is_empty() {
            return Err(damaged(&packed.shown, "it has no sheet"));
        }
        Ok(book)
    }
}

fn relations(
    packed: &Packed,
    archive: &mut Archive,
    spool: &Spool,
) -> Result<Vec<Relation>, UnpackError> {
    let mut xml = Xml::open(packed, archive, spool, RELATIONS)?;
    let mut relations = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(it) | Event::Empty(it) if it.local_name().as_ref() == "Relationship" => {
                let get = |name| attribute(&it, name).unwrap_or_default();
                let (id, kind) = (get("Id"), get("Type"));
                relations.push(Relation { id, kind, part: place(&get("Target")) });
            }
            Event::Eof => return Ok(relations),
            _ => {}
        }
        if relations.len() > 2 * MAX_SHEETS {
            return Err(Limit::Other("more parts", 2 * MAX_SHEETS as u64).of(&packed.shown));
        }
    }
}

/// Returns the name of a part in the archive. It is looked up there and nowhere else, so that it
/// cannot lead to a file of this machine.
fn place(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    }
}
