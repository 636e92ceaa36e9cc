//! The texts that the cells of a workbook share, one after another in memory.

use quick_xml::events::Event;

use super::{
    super::{Packed, Spool, UnpackError, archive::Archive, limit::Limit},
    parts::Book,
    xml::{Xml, damaged, push_text},
};

/// A million cases have about ten megabytes of case numbers.
const MAX_BYTES: usize = 64 << 20;
const MAX_STRINGS: usize = 2 << 20;

/// The shared texts.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    ends: Vec<u32>,
}

impl Strings {
    /// Reads the part that holds them, if there is one. What it says of their number is not believed.
    pub fn read(
        packed: &Packed,
        archive: &mut Archive,
        spool: &Spool,
        book: &Book,
    ) -> Result<Self, UnpackError> {
        let mut strings = Self::default();
        let Some(part) = &book.strings else { return Ok(strings) };
        let mut xml = Xml::open(packed, archive, spool, part)?;
        let (mut in_text, mut in_reading) = (false, false);
        loop {
            let event = xml.next()?;
            match &event {
                Event::Start(it) => match it.local_name().as_ref() {
                    "t" => in_text = !in_reading,
                    // How a word is pronounced, in Japanese workbooks.
                    "rPh" => in_reading = true,
                    _ => {}
                },
                Event::End(it) => match it.local_name().as_ref() {
                    "t" => in_text = false,
                    "rPh" => in_reading = false,
                    "si" => strings.end(&packed.shown)?,
                    _ => {}
                },
                Event::Empty(it) if it.local_name().as_ref() == "si" => {
                    strings.end(&packed.shown)?;
                }
                Event::Eof => return Ok(strings),
                text if in_text && !push_text(&mut strings.text, text) => {
                    return Err(damaged(&packed.shown, "a text has an unknown entity"));
                }
                _ => {}
            }
            if strings.text.len() > MAX_BYTES {
                return Err(Limit::Other("more bytes of text", MAX_BYTES as u64).of(&packed.shown));
            }
        }
    }

    fn end(&mut self, shown: &str) -> Result<(), UnpackError> {
        if self.ends.len() == MAX_STRINGS {
            return Err(Limit::Other("more different texts", MAX_STRINGS as u64).of(shown));
        }
        self.ends.push(u32::try_from(self.text.len()).expect("the text is bounded"));
        Ok(())
    }

    /// Returns a text by its number.
    pub fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)? as usize;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        Some(&self.text[start..end])
    }
}
