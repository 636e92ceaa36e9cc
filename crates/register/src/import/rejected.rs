//! The file of rejected rows: where each stood, why, and the row as it was delivered.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::ImportError;
use crate::{
    delivery::{Chunks, DeliveryError, Opened, lines},
    finding::Reason,
    snapshot::SnapshotError,
};

/// The file being written. It is made with the first row.
pub(super) struct RejectedFile {
    path: PathBuf,
    writer: Option<csv::Writer<BufWriter<File>>>,
}

impl RejectedFile {
    pub fn new(path: PathBuf) -> Self {
        Self { path, writer: None }
    }

    /// Adds a row as it was delivered.
    pub fn row(
        &mut self,
        file: &str,
        line: u64,
        reason: Reason,
        text: &str,
    ) -> Result<(), SnapshotError> {
        let failed =
            |error: csv::Error| SnapshotError::io(&self.path)(std::io::Error::other(error));
        if self.writer.is_none() {
            let file = File::create(&self.path).map_err(SnapshotError::io(&self.path))?;
            let mut writer = csv::Writer::from_writer(BufWriter::new(file));
            writer.write_record(["file", "line", "reason", "row"]).map_err(failed)?;
            self.writer = Some(writer);
        }
        let writer = self.writer.as_mut().expect("it was made above");
        writer.write_record([file, &line.to_string(), reason.id(), text]).map_err(failed)
    }

    /// Makes sure that what was written is on the disk.
    pub fn finish(self) -> Result<(), SnapshotError> {
        let Some(writer) = self.writer else { return Ok(()) };
        let io = || SnapshotError::io(&self.path);
        let mut buffer = writer.into_inner().map_err(|error| io()(error.into_error()))?;
        buffer.flush().map_err(io())?;
        buffer.get_ref().sync_all().map_err(io())
    }
}

/// A rejected row: where it stands and why it was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rejected {
    pub file: u16,
    pub line: u64,
    pub reason: Reason,
}

/// Adds rows that were found wrong only when all were compared: they are read once more.
pub(super) fn copy(
    files: &[Opened],
    mut rejected: Vec<Rejected>,
    out: &mut RejectedFile,
) -> Result<(), ImportError> {
    rejected.sort();
    for (index, opened) in (0..).zip(files) {
        let mut waiting = rejected.iter().filter(|row| row.file == index).peekable();
        if waiting.peek().is_none() {
            continue;
        }
        let mut chunks = Chunks::start(&opened.source, opened.body_at, opened.body_line)?;
        while let Some(chunk) = chunks.next()? {
            let first_line = chunk.first_line;
            let text = chunk
                .into_text(opened.source.encoding)
                .ok_or_else(|| DeliveryError::Changed { file: opened.source.shown() })?;
            for line in lines(&text, first_line, None) {
                let Some(row) = waiting.next_if(|row| row.line == line.number) else { continue };
                let number = opened.source.row(line.number);
                out.row(opened.source.name(), number, row.reason, line.text)?;
            }
        }
    }
    Ok(())
}

/// Returns where the file lies in a folder.
pub(super) fn path_in(folder: &Path) -> PathBuf {
    folder.join("rejected.csv")
}
