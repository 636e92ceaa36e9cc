//! `stats verify`: our statistics against expected values of other software.

mod as_json;
mod as_text;

use std::path::Path;

use anyhow::{Context as _, Result};
use vectors::verify;

use crate::{
    cli::{Report, Stats},
    output::{Ending, remark, say},
};

pub fn run(command: &Stats) -> Result<Ending> {
    match command {
        Stats::Verify { folder, format } => compare(folder, *format),
    }
}

fn compare(folder: &Path, format: Report) -> Result<Ending> {
    let report = verify(folder)
        .with_context(|| format!("the folder {} cannot be listed", folder.display()))?;
    match format {
        Report::Json => say(serde_json::to_string_pretty(&as_json::report(&report))?)?,
        Report::Text => {
            for line in as_text::lines(&report) {
                say(line)?;
            }
        }
    }
    if report.files.is_empty() {
        let first = vectors::known_files().next().unwrap_or_default();
        remark(format_args!(
            "danmarkskort: {} holds no file of a known name, such as {first}; nothing was compared",
            folder.display()
        ))?;
    }
    Ok(if report.agrees() { Ending::Done } else { Ending::Off })
}
