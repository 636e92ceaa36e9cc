//! Records in numbered partitions: in memory up to a budget, beyond it in one temporary file.
//!
//! What comes out does not depend on the budget: each partition gives its bytes in the order they
//! came.

mod frame;
mod merge;

use std::{
    fs::File,
    io::{Read, Seek, SeekFrom, Write},
    ops::Range,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

pub(crate) use self::{
    frame::{Cursor, Frame, Frames, frames_in, push_frame},
    merge::Merge,
};
use crate::snapshot::{SnapshotError, remove};

/// Read from the temporary file at a time. A merge holds this much of each partition.
const BLOCK_BYTES: u64 = 64 * 1024;
/// More partitions would only make the blocks that are written small.
const MAX_PARTITIONS: u64 = 1_024;
/// A partition is reduced as a whole; a small one stays in the processor's memory.
const PARTITIONS_IN_BUDGET: u64 = 64;

/// Returns how many partitions some bytes need so that each fits well into the budget.
pub(crate) fn partitions(bytes: u64, budget: usize) -> usize {
    let size = (budget as u64 / PARTITIONS_IN_BUDGET).max(1);
    let needed = bytes.div_ceil(size).clamp(2, MAX_PARTITIONS);
    usize::try_from(needed).expect("a small number")
}

/// Returns the partition of a hash among `count`.
pub(crate) const fn partition_of(hash: u64, count: usize) -> usize {
    // The upper half of the hash, scaled: no division, and as even as the hash.
    (((hash >> 32) * count as u64) >> 32) as usize
}

/// The partitions.
#[derive(Debug)]
pub(crate) struct Spill {
    path: PathBuf,
    budget: usize,
    /// Bytes in memory.
    held: usize,
    file: Option<Arc<Mutex<File>>>,
    /// Bytes in the file.
    end: u64,
    partitions: Vec<Partition>,
}

#[derive(Debug, Default)]
struct Partition {
    /// Where in the file the partition's bytes lie, in order.
    spilled: Vec<Range<u64>>,
    /// The bytes after them.
    bytes: Vec<u8>,
}

impl Spill {
    /// Makes empty partitions. The file is made when the budget is exceeded.
    pub fn new(path: &Path, partitions: usize, budget: usize) -> Self {
        let partitions = (0..partitions).map(|_| Partition::default()).collect();
        Self { path: path.to_owned(), budget, held: 0, file: None, end: 0, partitions }
    }

    /// Returns the number of partitions.
    pub fn len(&self) -> usize {
        self.partitions.len()
    }

    /// Adds whole frames to a partition.
    pub fn append(&mut self, partition: usize, frames: &[u8]) -> Result<(), SnapshotError> {
        self.partitions[partition].bytes.extend_from_slice(frames);
        self.held += frames.len();
        if self.held > self.budget { self.write_out() } else { Ok(()) }
    }

    /// Moves what is in memory to the file.
    fn write_out(&mut self) -> Result<(), SnapshotError> {
        let failed = |error| SnapshotError::Io { path: self.path.clone(), error };
        if self.file.is_none() {
            let mut options = File::options();
            let file = options.read(true).write(true).create_new(true).open(&self.path);
            self.file = Some(Arc::new(Mutex::new(file.map_err(failed)?)));
        }
        let file = self.file.as_ref().expect("it was made above");
        let mut file = file.lock().expect("no thread ends while it reads");
        file.seek(SeekFrom::Start(self.end)).map_err(failed)?;
        for partition in self.partitions.iter_mut().filter(|it| !it.bytes.is_empty()) {
            // Taken, not cleared: an emptied buffer would keep its room.
            let bytes = std::mem::take(&mut partition.bytes);
            file.write_all(&bytes).map_err(failed)?;
            let from = self.end;
            self.end += bytes.len() as u64;
            partition.spilled.push(from..self.end);
        }
        self.held = 0;
        Ok(())
    }

    /// Takes the frames of a partition, which is empty afterwards.
    pub fn take(&mut self, partition: usize) -> Frames<'static> {
        let Partition { spilled, bytes } = std::mem::take(&mut self.partitions[partition]);
        self.held -= bytes.len();
        let Some(file) = self.file.clone().filter(|_| !spilled.is_empty()) else {
            return Frames::of(bytes);
        };
        let path = self.path.clone();
        let mut blocks = spilled.into_iter().flat_map(blocks);
        let mut rest = Some(bytes);
        Frames::new(move |buffer| match blocks.next() {
            Some(block) => {
                read(&file, block, buffer).map_err(SnapshotError::io(&path))?;
                Ok(true)
            }
            None => Ok(rest.take().map(|bytes| buffer.extend_from_slice(&bytes)).is_some()),
        })
    }

    /// Removes the file, which an import may have cleared away beside a comparison.
    pub fn close(self) -> Result<(), SnapshotError> {
        if self.file.is_none() {
            return Ok(());
        }
        drop(self.file);
        remove(&self.path)
    }
}

/// Cuts a range of the file into blocks.
fn blocks(range: Range<u64>) -> impl Iterator<Item = Range<u64>> {
    let count = (range.end - range.start).div_ceil(BLOCK_BYTES);
    (0..count).map(move |index| {
        let start = range.start + index * BLOCK_BYTES;
        start..range.end.min(start + BLOCK_BYTES)
    })
}

fn read(file: &Mutex<File>, block: Range<u64>, buffer: &mut Vec<u8>) -> std::io::Result<()> {
    let mut file = file.lock().expect("no thread ends while it reads");
    file.seek(SeekFrom::Start(block.start))?;
    let length = block.end - block.start;
    let filled = (&mut *file).take(length).read_to_end(buffer)?;
    if filled as u64 == length { Ok(()) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partition_gives_back_what_it_got_whatever_the_budget() {
        for budget in [0, 1, 50, 1_000_000] {
            let folder = tempfile::tempdir().expect("a folder");
            let mut spill = Spill::new(&folder.path().join("spill"), 3, budget);
            for number in 0..1_000_u64 {
                let mut frame = Vec::new();
                push_frame(&mut frame, number, "text", |out| out.extend([7; 100]));
                spill.append(usize::try_from(number % 3).expect("small"), &frame).expect("room");
            }
            assert_eq!(folder.path().join("spill").exists(), budget < 1_000_000);
            for partition in 0..3 {
                let keys = keys(spill.take(partition));
                assert!(
                    keys.iter().copied().eq((0..1_000).filter(|it| it % 3 == partition as u64))
                );
            }
            spill.close().expect("the file can be removed");
            assert!(!folder.path().join("spill").exists());
        }
    }

    #[test]
    fn large_deliveries_get_partitions_that_fit_the_budget() {
        assert_eq!(partitions(10, 1 << 29), 2);
        assert_eq!(partitions(1 << 30, 1 << 29), 128);
        assert_eq!(partitions(u64::MAX, 0), 1_024);
    }

    #[test]
    fn every_hash_has_a_partition() {
        assert_eq!(partition_of(0, 7), 0);
        assert_eq!(partition_of(u64::MAX, 7), 6);
    }

    fn keys(mut frames: Frames) -> Vec<u64> {
        let mut keys = Vec::new();
        frames.start().expect("the file can be read");
        while let Some(frame) = frames.head() {
            assert_eq!((frame.text, frame.rest), (&b"text"[..], &[7; 100][..]));
            keys.push(frame.key);
            frames.advance().expect("the file can be read");
        }
        keys
    }
}
