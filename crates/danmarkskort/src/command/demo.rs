//! `demo`: everything in one go, with made-up figures, by the same path as delivered ones.

use anyhow::{Context as _, Result, ensure};
use jiff::civil::{Date, date};
use register::{
    import::ImportOutcome,
    snapshot::{Manifest, Snapshot},
};

use super::{import, release, serve, synth};
use crate::{
    cli::{Demo, Import, Report},
    output::{Ending, say},
};

/// The day on which the real figures for 2024 were published; the made-up ones are drawn the same day.
const DRAWN_ON: Date = date(2025, 6, 10);

pub fn run(demo: &Demo) -> Result<Ending> {
    let data = demo.folder.demo_path()?;
    std::fs::create_dir_all(&data).with_context(|| data.display().to_string())?;
    let is_synthetic = |manifest: &Manifest| manifest.provenance.is_synthetic();
    ensure!(
        Snapshot::list(&data)?.iter().all(is_synthetic),
        "{} holds delivered figures: name another folder for the demonstration with --data DIR",
        data.display()
    );
    let (cases, seed) = (demo.synthetic.cases, demo.synthetic.seed);
    let file = data.join(format!("synthetic-{cases}-{seed}.csv"));
    if !file.exists() {
        say(format_args!("1. Making up {cases} cases (seed {seed}) in {}", file.display()))?;
        synth::to_file(&file, demo.synthetic, DRAWN_ON)?;
    }
    say("2. Importing them by the ordinary path")?;
    let report = import::read(&Import {
        files: vec![file],
        folder: crate::cli::DataFolder { data: Some(data.clone()) },
        onto: None,
        drawn_on: Some(DRAWN_ON),
        kind: None,
        report: Report::Text,
    })?;
    import::text(&report)?;
    let snapshot = match report.outcome {
        ImportOutcome::Stored { snapshot } | ImportOutcome::AlreadyStored { snapshot } => snapshot,
        ImportOutcome::Held { .. } => return Ok(Ending::Held),
    };
    say("3. Counting and freezing a release")?;
    let manifest = release::build(&data, Some(&snapshot))?;
    say(format_args!("   release {}, synthetic: it describes no real municipality", manifest.id))?;
    serve::of_folder(data, demo.listen.listen)
}
