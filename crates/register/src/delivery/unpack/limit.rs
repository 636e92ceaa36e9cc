//! How much may come out of a packed file. Its own statements about that are not believed.

use std::{
    cell::Cell,
    io::{self, Read, Seek, SeekFrom},
    rc::Rc,
};

use super::UnpackError;

/// A table packs to a tenth, in rare cases a fiftieth; the most a packer can do is a thousandth.
const MAX_RATIO: u64 = 200;
/// Below this many bytes the ratio says nothing.
const RATIO_FLOOR: u64 = 16 << 20;

/// A limit that was met, as it travels through readers of other libraries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Limit {
    #[error("more than {0} bytes")]
    Bytes(u64),
    #[error("more than {0} times its size")]
    Ratio(u64),
    #[error("{0} than {1}")]
    Other(&'static str, u64),
}

impl From<Limit> for io::Error {
    fn from(limit: Limit) -> Self {
        Self::other(limit)
    }
}

impl Limit {
    /// Returns the error of a file that met the limit.
    pub fn of(self, file: &str) -> UnpackError {
        let file = file.to_owned();
        match self {
            Self::Bytes(limit) => UnpackError::TooLarge { file, limit },
            Self::Ratio(limit) => UnpackError::Bomb { file, limit },
            Self::Other(what, limit) => UnpackError::OverLimit { file, what, limit },
        }
    }
}

/// Returns the error of a file that could not be read on: a limit, or damage.
pub(super) fn unreadable(file: &str, error: &io::Error) -> UnpackError {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Limit>()) {
        Some(limit) => limit.of(file),
        None => UnpackError::Damaged { file: file.to_owned(), what: error.to_string() },
    }
}

/// What one packed stretch may still give: of the whole delivery, and in proportion to its own size.
#[derive(Clone, Debug)]
pub(super) struct Allowance {
    /// The bytes that came out of the whole delivery so far.
    total: Rc<Cell<u64>>,
    limit: u64,
    packed: u64,
    here: u64,
}

impl Allowance {
    pub const fn new(total: Rc<Cell<u64>>, limit: u64, packed: u64) -> Self {
        Self { total, limit, packed, here: 0 }
    }

    /// Counts bytes that came out.
    pub fn take(&mut self, bytes: u64) -> Result<(), Limit> {
        self.here += bytes;
        let total = self.total.get() + bytes;
        self.total.set(total);
        if total > self.limit {
            return Err(Limit::Bytes(self.limit));
        }
        if self.here > RATIO_FLOOR && self.here / MAX_RATIO > self.packed {
            return Err(Limit::Ratio(MAX_RATIO));
        }
        Ok(())
    }
}

/// A reader that counts what comes out of it.
#[derive(Debug)]
pub(super) struct Metered<R> {
    pub inner: R,
    pub allowance: Allowance,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.inner.read(buffer)?;
        self.allowance.take(filled as u64)?;
        Ok(filled)
    }
}

/// A reader that gives a number of bytes and then fails, until it is given more.
#[derive(Debug)]
pub(super) struct Rationed<R> {
    inner: R,
    left: Rc<Cell<u64>>,
    failure: Limit,
}

impl<R> Rationed<R> {
    pub const fn new(inner: R, left: Rc<Cell<u64>>, failure: Limit) -> Self {
        Self { inner, left, failure }
    }
}

impl<R: Read> Read for Rationed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let filled = self.inner.read(buffer)? as u64;
        let left = self.left.get();
        if filled > left {
            return Err(self.failure.into());
        }
        self.left.set(left - filled);
        Ok(usize::try_from(filled).expect("no more than the buffer holds"))
    }
}

impl<R: Seek> Seek for Rationed<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_delivery_shares_one_limit() {
        let total = Rc::new(Cell::new(0));
        let mut first = Allowance::new(Rc::clone(&total), 100, 60);
        let mut second = Allowance::new(total, 100, 60);
        assert_eq!(first.take(60), Ok(()));
        assert_eq!(second.take(41), Err(Limit::Bytes(100)));
    }

    #[test]
    fn a_small_file_may_unpack_well_and_a_large_one_may_not() {
        let mut small = Allowance::new(Rc::default(), u64::MAX, 10);
        assert_eq!(small.take(RATIO_FLOOR), Ok(()));
        assert_eq!(small.take(1), Err(Limit::Ratio(MAX_RATIO)));
        let mut fair = Allowance::new(Rc::default(), u64::MAX, RATIO_FLOOR / 10);
        assert_eq!(fair.take(RATIO_FLOOR + 1), Ok(()));
    }
}
