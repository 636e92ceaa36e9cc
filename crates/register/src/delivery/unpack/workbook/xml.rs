//! A part of a workbook as a stream of XML events, each of them short.

use std::{
    cell::Cell,
    io::{BufReader, Read},
    rc::Rc,
};

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::super::{
    Packed, Spool, UnpackError,
    archive::Archive,
    limit::{Limit, Metered, Rationed, unreadable},
};

/// The longest tag or text. A cell of Excel holds at most 32,767 letters.
const MAX_EVENT_BYTES: u64 = 1 << 20;
const BUFFER_BYTES: usize = 1 << 16;
/// How deep elements may lie in each other; a cell lies in four.
const MAX_DEPTH: usize = 64;

/// A stream of XML events.
pub(super) struct Xml<R> {
    reader: Reader<BufReader<Rationed<Metered<R>>>>,
    left: Rc<Cell<u64>>,
    buffer: Vec<u8>,
    depth: usize,
    shown: String,
}

impl Xml<()> {
    /// Opens a part of a workbook.
    pub fn open<'a>(
        packed: &Packed,
        archive: &'a mut Archive,
        spool: &Spool,
        part: &str,
    ) -> Result<Xml<impl Read + use<'a>>, UnpackError> {
        let (inner, bytes) = archive.part(part)?;
        let left = Rc::new(Cell::new(0));
        let metered = Metered { inner, allowance: spool.allowance(bytes) };
        let failure = Limit::Other("a longer tag or text", MAX_EVENT_BYTES);
        let rationed = Rationed::new(metered, Rc::clone(&left), failure);
        let mut reader = Reader::from_reader(BufReader::with_capacity(BUFFER_BYTES, rationed));
        // The depth is watched here; the names of hostile nesting need not be kept for that.
        reader.config_mut().check_end_names = true;
        let shown = packed.shown.clone();
        Ok(Xml { reader, left, buffer: Vec::new(), depth: 0, shown })
    }
}

impl<R: Read> Xml<R> {
    /// Returns the next event; [`Event::Eof`] at the end.
    pub fn next(&mut self) -> Result<Event<'_>, UnpackError> {
        self.left.set(MAX_EVENT_BYTES);
        self.buffer.clear();
        let event = match self.reader.read_event_into(&mut self.buffer) {
            Ok(event) => event,
            Err(quick_xml::Error::Io(error)) => return Err(unreadable(&self.shown, &error)),
            Err(_) => return Err(damaged(&self.shown, "a part of it is not XML")),
        };
        match &event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            // Workbooks have none, and the entities they define may grow without end.
            Event::DocType(_) => return Err(damaged(&self.shown, "a part of it defines entities")),
            _ => {}
        }
        if self.depth > MAX_DEPTH {
            return Err(Limit::Other("deeper elements", MAX_DEPTH as u64).of(&self.shown));
        }
        Ok(event)
    }

    /// Returns the name of the file, for errors.
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

/// Returns an attribute's value.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let attribute = element.try_get_attribute(name).ok().flatten()?;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Adds the text of an event, if it is text.
pub(super) fn push_text(text: &mut String, event: &Event) -> bool {
    match event {
        Event::Text(it) => text.push_str(&it.xml10_content()),
        Event::CData(it) => text.push_str(&it.xml10_content()),
        Event::GeneralRef(it) => match it.resolve_char_ref() {
            Ok(Some(letter)) => text.push(letter),
            Ok(None) => match quick_xml::escape::resolve_xml_entity(it) {
                Some(letters) => text.push_str(letters),
                None => return false,
            },
            Err(_) => return false,
        },
        _ => {}
    }
    true
}

pub(super) fn damaged(shown: &str, what: &str) -> UnpackError {
    UnpackError::Damaged { file: shown.to_owned(), what: what.to_owned() }
}
