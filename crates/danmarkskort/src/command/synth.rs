//! `synth`: a made-up register as a delivery of cases.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use anyhow::{Context as _, Result};
use domain::period::Year;
use jiff::civil::Date;
use register::synthetic::{SyntheticOptions, write_cases};

use crate::{
    cli::{Synth, Synthetic},
    output::Ending,
    progress::Step,
};

pub fn run(synth: &Synth) -> Result<Ending> {
    match &synth.out {
        Some(path) => to_file(path, &options(synth))?,
        None => write(&mut BufWriter::new(io::stdout().lock()), &options(synth))?,
    }
    Ok(Ending::Done)
}

fn options(synth: &Synth) -> SyntheticOptions {
    let options = drawn_on(synth.synthetic, synth.drawn_on);
    SyntheticOptions { registered_until: synth.registered_until, ..options }
}

/// Returns the options of a register drawn on a day.
pub fn drawn_on(synthetic: Synthetic, day: Date) -> SyntheticOptions {
    SyntheticOptions {
        cases: synthetic.cases,
        seed: synthetic.seed,
        drawn_on: day,
        last_year: Year::of(day).before(),
        ..SyntheticOptions::default()
    }
}

/// Writes the register to a file, aside first, so that a cut file is never taken for a whole one.
pub fn to_file(path: &Path, options: &SyntheticOptions) -> Result<()> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(".part");
    let aside = Path::new(&aside);
    let file = File::create(aside).with_context(|| aside.display().to_string())?;
    write(&mut BufWriter::with_capacity(1 << 20, file), options)?;
    std::fs::rename(aside, path).with_context(|| path.display().to_string())
}

fn write(out: &mut impl Write, options: &SyntheticOptions) -> Result<()> {
    let step = Step::new("Making up cases");
    let mut progress = |done| step.reached("Making up cases", done, options.cases);
    write_cases(options, &mut *out, &mut progress)?;
    out.flush()?;
    step.done();
    Ok(())
}
