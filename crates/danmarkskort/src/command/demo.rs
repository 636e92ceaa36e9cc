//! `demo`: everything in one go, with made-up figures, by the same path as delivered ones.

use anyhow::{Context as _, Result};
use jiff::civil::{Date, date};

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
    let (cases, seed) = (demo.synthetic.cases, demo.synthetic.seed);
    let file = data.join(format!("synthetic-{cases}-{seed}.csv"));
    if !file.exists() {
        say(format_args!("1. Making up {cases} cases (seed {seed}) in {}", file.display()))?;
        synth::to_file(&file, demo.synthetic, DRAWN_ON)?;
    }
    say("2. Importing them by the ordinary path")?;
    let imported = import::run(&Import {
        files: vec![file],
        folder: crate::cli::DataFolder { data: Some(data.clone()) },
        drawn_on: Some(DRAWN_ON),
        kind: None,
        report: Report::Text,
    })?;
    if imported != Ending::Done {
        return Ok(imported);
    }
    say("3. Counting and freezing a release")?;
    let manifest = release::build(&data, None)?;
    say(format_args!("   release {}, synthetic: it describes no real municipality", manifest.id))?;
    serve::of_folder(data, demo.listen.listen)
}
