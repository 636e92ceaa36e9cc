//! `demo`: everything in one go, with made-up figures, by the same path as delivered ones.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use jiff::civil::{Date, date};
use register::{
    import::ImportOutcome,
    snapshot::{Manifest, Snapshot},
    synthetic::SyntheticOptions,
};

use super::{bank, import, release, serve, synth};
use crate::{
    cli::{Demo, Import, Report},
    output::{Ending, say},
};

/// The day on which the real figures for 2024 were published; the made-up ones are drawn the same day.
const DRAWN_ON: Date = date(2025, 6, 10);

/// An earlier draw of the same register, so that late registrations show.
const EARLIER: Date = date(2025, 4, 1);

pub fn run(demo: &Demo) -> Result<Ending> {
    let data = demo.folder.demo_path()?;
    std::fs::create_dir_all(&data).with_context(|| data.display().to_string())?;
    let is_synthetic = |manifest: &Manifest| manifest.provenance.is_synthetic();
    ensure!(
        Snapshot::list(&data)?.iter().all(is_synthetic),
        "{} holds delivered figures: name another folder for the demonstration with --data DIR",
        data.display()
    );
    say("1. Making up a register, as it was seen on two days")?;
    let files = [EARLIER, DRAWN_ON].map(|day| made_up(demo, &data, day));
    say("2. Importing it by the ordinary path, the earlier draw first")?;
    let mut snapshots = Vec::new();
    for (file, day) in files.into_iter().zip([EARLIER, DRAWN_ON]) {
        match stored(&data, file?, day)? {
            Some(id) => snapshots.push(id),
            None => return Ok(Ending::Held),
        }
    }
    say("3. Counting and freezing a release")?;
    let manifest = release::build(&data, snapshots.last().map(String::as_str))?;
    say(format_args!("   release {}, synthetic: it describes no real municipality", manifest.id))?;
    say("4. Freezing the statistics tables of both draws")?;
    for snapshot in &snapshots {
        let bank = bank::build(&data, Some(snapshot))?;
        say(format_args!("   bank {}, {} tables", bank.id, bank.tables.len()))?;
    }
    serve::of_folder(data, &demo.listen)
}

/// Makes up the register as it was seen on a day, unless that was done before.
fn made_up(demo: &Demo, data: &Path, day: Date) -> Result<PathBuf> {
    let (cases, seed) = (demo.synthetic.cases, demo.synthetic.seed);
    let file = data.join(format!("synthetic-{cases}-{seed}-{day}.csv"));
    if !file.exists() {
        let options = synth::drawn_on(demo.synthetic, DRAWN_ON);
        synth::to_file(&file, &SyntheticOptions { registered_until: Some(day), ..options })?;
        say(format_args!("   {cases} cases (seed {seed}) in {}", file.display()))?;
    }
    Ok(file)
}

/// Imports a file; `None` where the delivery was held.
fn stored(data: &Path, file: PathBuf, day: Date) -> Result<Option<String>> {
    let report = import::read(&Import {
        files: vec![file],
        folder: crate::cli::DataFolder { data: Some(data.to_owned()) },
        onto: None,
        drawn_on: Some(day),
        kind: None,
        report: Report::Text,
    })?;
    import::text(&report)?;
    Ok(match report.outcome {
        ImportOutcome::Stored { snapshot } | ImportOutcome::AlreadyStored { snapshot } => {
            Some(snapshot)
        }
        ImportOutcome::Held { .. } => None,
    })
}
