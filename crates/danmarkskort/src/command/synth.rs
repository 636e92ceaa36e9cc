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
        Some(path) => to_file(path, synth.synthetic, synth.drawn_on)?,
        None => write(&mut BufWriter::new(io::stdout().lock()), synth.synthetic, synth.drawn_on)?,
    }
    Ok(Ending::Done)
}

/// Writes the register to a file, aside first, so that a cut file is never taken for a whole one.
pub fn to_file(path: &Path, synthetic: Synthetic, drawn_on: Date) -> Result<()> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(".part");
    let aside = Path::new(&aside);
    let file = File::create(aside).with_context(|| aside.display().to_string())?;
    write(&mut BufWriter::with_capacity(1 << 20, file), synthetic, drawn_on)?;
    std::fs::rename(aside, path).with_context(|| path.display().to_string())
}

fn write(out: &mut impl Write, synthetic: Synthetic, drawn_on: Date) -> Result<()> {
    let options = SyntheticOptions {
        cases: synthetic.cases,
        seed: synthetic.seed,
        drawn_on,
        last_year: Year::of(drawn_on).before(),
        ..SyntheticOptions::default()
    };
    let step = Step::new("Making up cases");
    let mut progress = |done| step.reached("Making up cases", done, synthetic.cases);
    write_cases(&options, &mut *out, &mut progress)?;
    out.flush()?;
    step.done();
    Ok(())
}
