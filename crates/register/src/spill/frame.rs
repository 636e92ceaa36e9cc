//! One record as bytes, and a stream of them.

use crate::snapshot::SnapshotError;

/// A record: a number and a text it is ordered by, and the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Frame<'a> {
    pub key: u64,
    pub text: &'a [u8],
    pub rest: &'a [u8],
}

const LENGTH: usize = 4;
const KEY: usize = 8;

impl<'a> Frame<'a> {
    /// Reads the first frame of some bytes and its size; `None` when they hold no whole one.
    fn first(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let (length, body) = bytes.split_first_chunk::<LENGTH>()?;
        let length = u32::from_le_bytes(*length) as usize;
        let (key, body) = body.get(..length)?.split_first_chunk::<KEY>()?;
        let (text_bytes, body) = body.split_first()?;
        let (text, rest) = body.split_at_checked(usize::from(*text_bytes))?;
        Some((Self { key: u64::from_le_bytes(*key), text, rest }, LENGTH + length))
    }

    /// Returns the frame that begins at a byte.
    pub fn at(bytes: &'a [u8], at: usize) -> Self {
        Self::first(&bytes[at..]).expect("a frame begins where one was pushed").0
    }

    /// Returns the bytes of the frame that begins at a byte.
    pub fn raw_at(bytes: &'a [u8], at: usize) -> &'a [u8] {
        let (_, size) = Self::first(&bytes[at..]).expect("a frame begins where one was pushed");
        &bytes[at..at + size]
    }

    /// Returns the text; it was pushed as one.
    pub fn text(&self) -> &'a str {
        std::str::from_utf8(self.text).expect("a frame's text was pushed as text")
    }
}

/// Appends a frame; `rest` writes its rest. The text has at most 255 bytes.
pub(crate) fn push_frame(out: &mut Vec<u8>, key: u64, text: &str, rest: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    out.extend_from_slice(&[0; LENGTH]);
    out.extend_from_slice(&key.to_le_bytes());
    out.push(u8::try_from(text.len()).expect("a case number is short"));
    out.extend_from_slice(text.as_bytes());
    rest(out);
    let length = u32::try_from(out.len() - start - LENGTH).expect("a row is short");
    out[start..start + LENGTH].copy_from_slice(&length.to_le_bytes());
}

/// Returns the frames in some bytes, each with the byte it begins at.
pub(crate) fn frames_in(bytes: &[u8]) -> impl Iterator<Item = (usize, Frame<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (frame, size) = Frame::first(&bytes[at..])?;
        let start = at;
        at += size;
        Some((start, frame))
    })
}

/// Reads the rest of a frame from its front.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'a>(pub &'a [u8]);

impl<'a> Cursor<'a> {
    /// Takes some bytes.
    pub fn take<const N: usize>(&mut self) -> [u8; N] {
        let (taken, rest) = self.0.split_first_chunk().expect("a frame was pushed whole");
        self.0 = rest;
        *taken
    }

    /// Takes a day or another number of four bytes.
    pub fn day(&mut self) -> i32 {
        i32::from_le_bytes(self.take())
    }

    /// Takes a code of two bytes.
    pub fn code(&mut self) -> u16 {
        u16::from_le_bytes(self.take())
    }

    /// Takes one byte.
    pub fn byte(&mut self) -> u8 {
        self.take::<1>()[0]
    }

    /// Takes a text that [`push_text`](Self::push_text) pushed.
    pub fn text(&mut self) -> &'a str {
        let length = u32::from_le_bytes(self.take()) as usize;
        let (text, rest) = self.0.split_at(length);
        self.0 = rest;
        std::str::from_utf8(text).expect("it was pushed as text")
    }

    /// Appends a text with its length.
    pub fn push_text(out: &mut Vec<u8>, text: &str) {
        let length = u32::try_from(text.len()).expect("a row is short");
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(text.as_bytes());
    }
}

/// Gives more bytes; `false` at the end.
type Refill<'a> = Box<dyn FnMut(&mut Vec<u8>) -> Result<bool, SnapshotError> + Send + 'a>;

/// A stream of frames that shows the one it stands at.
pub(crate) struct Frames<'a> {
    buffer: Vec<u8>,
    at: usize,
    refill: Refill<'a>,
}

impl<'a> Frames<'a> {
    /// Makes a stream of what `refill` appends to the buffer it is given.
    pub fn new(
        refill: impl FnMut(&mut Vec<u8>) -> Result<bool, SnapshotError> + Send + 'a,
    ) -> Self {
        Self { buffer: Vec::new(), at: 0, refill: Box::new(refill) }
    }

    /// Makes a stream of frames in memory.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self { buffer: bytes, ..Self::new(|_| Ok(false)) }
    }

    /// Goes to the first frame.
    pub fn start(&mut self) -> Result<(), SnapshotError> {
        while Frame::first(&self.buffer[self.at..]).is_none() {
            self.buffer.drain(..self.at);
            self.at = 0;
            if !(self.refill)(&mut self.buffer)? {
                assert!(self.buffer.is_empty(), "frames end whole");
                break;
            }
        }
        Ok(())
    }

    /// Returns the frame the stream stands at; `None` at the end.
    pub fn head(&self) -> Option<Frame<'_>> {
        Frame::first(&self.buffer[self.at..]).map(|(frame, _)| frame)
    }

    /// Goes to the next frame.
    pub fn advance(&mut self) -> Result<(), SnapshotError> {
        let size = Frame::first(&self.buffer[self.at..]).map_or(0, |(_, size)| size);
        self.at += size;
        self.start()
    }

    /// Returns the bytes of the frame the stream stands at; none at the end.
    pub fn raw(&self) -> &[u8] {
        let bytes = &self.buffer[self.at..];
        &bytes[..Frame::first(bytes).map_or(0, |(_, size)| size)]
    }
}
