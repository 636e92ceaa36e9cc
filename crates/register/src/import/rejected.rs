//! The file of rejected rows: where each stood, why, and the row as it was delivered.

use std::{fs::File, io::BufWriter, path::Path};

use super::gather::Rejected;
use crate::{
    delivery::{Chunks, DeliveryError, Opened, lines},
    import::ImportError,
    snapshot::SnapshotError,
};

/// Writes the rejected rows. They are read from the delivery once more, so that a delivery with
/// nothing but bad rows needs no more memory than one without.
pub(super) fn write(
    path: &Path,
    files: &[Opened],
    rejected: &[Rejected],
) -> Result<(), ImportError> {
    let failed = |error: csv::Error| SnapshotError::io(path)(std::io::Error::other(error));
    let file = File::create(path).map_err(SnapshotError::io(path))?;
    let mut writer = csv::Writer::from_writer(BufWriter::new(&file));
    writer.write_record(["file", "line", "reason", "row"]).map_err(failed)?;
    let mut sorted = rejected.to_vec();
    sorted.sort();
    for (index, opened) in (0..).zip(files) {
        let mine: Vec<_> = sorted.iter().filter(|row| row.file == index).collect();
        let mut waiting = mine.into_iter().peekable();
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
                let number = line.number.to_string();
                let record = [opened.source.name.as_str(), &number, row.reason.id(), line.text];
                writer.write_record(record).map_err(failed)?;
            }
        }
    }
    writer.flush().map_err(SnapshotError::io(path))?;
    drop(writer);
    file.sync_all().map_err(SnapshotError::io(path))?;
    Ok(())
}
