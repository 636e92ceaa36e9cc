//! `explain`: the reasoning behind a municipality's figure, for people or programs.

mod json;

use std::path::Path;

use anyhow::{Context as _, Result, bail};
use domain::{
    format::{self, Language},
    period::Year,
};
use publication::{
    analysis::Analyses,
    download::tables::figure_notes,
    explanation::{Explanation, Part},
    release::{self, METHOD_VERSION, Release},
};

use crate::{
    cli::{Explain, Report},
    output::{Ending, say},
};

pub fn run(command: &Explain) -> Result<Ending> {
    let release = open(&command.folder.path()?, command.release.as_deref())?;
    let year = year(&release, command.year)?;
    let analyses = Analyses::new(&release);
    let key = (command.map, year);
    let explanation = Explanation::of(&release, &analyses, key, command.kommune)
        .expect("the year has an edition, and an edition has three maps");
    match command.format {
        Report::Text => text(&explanation, command.language)?,
        Report::Json => {
            let document = json::document(&explanation, command.language);
            say(serde_json::to_string_pretty(&document)?)?;
        }
    }
    Ok(Ending::Done)
}

/// Opens the release with a name, or the one that was built last.
fn open(data: &Path, id: Option<&str>) -> Result<Release> {
    let id = match id {
        Some(id) => id.to_owned(),
        None => release::current(data)?.with_context(|| {
            format!("{} holds no release; `danmarkskort release build` makes one", data.display())
        })?,
    };
    Ok(Release::open(data, &id)?)
}

/// Returns the year that was asked for, or the newest, if it has an edition.
fn year(release: &Release, wanted: Option<Year>) -> Result<Year> {
    let newest = release.newest_year().context("the release has no editions")?;
    let year = wanted.unwrap_or(newest);
    if release.edition(year).is_none() {
        let years = release.editions().iter().map(|edition| edition.year().to_string());
        let years = years.collect::<Vec<_>>().join(", ");
        bail!("release {} has no maps of {year}; it has {years}", release.id());
    }
    Ok(year)
}

fn text(explanation: &Explanation, language: Language) -> Result<()> {
    let (release, map) = (explanation.release(), explanation.map());
    let place = &explanation.place().name;
    say(plain(&format!("{place}: {}, {}", map.map.name(language), map.year)))?;
    say(plain(&basis(release, language)))?;
    for part in Part::ALL {
        say(format_args!("\n{}", part.heading(language)))?;
        for sentence in explanation.sentences(part, language) {
            say(format_args!("  {}", plain(&sentence)))?;
        }
    }
    say("")?;
    for note in figure_notes(release, language) {
        say(plain(&note))?;
    }
    Ok(())
}

/// What the figures rest on: the synthetic mark, the draw, the release and the version of the methods.
fn basis(release: &Release, language: Language) -> String {
    let drawn = format::date(release.snapshot().drawn_on, language);
    let (id, method) = (release.id(), METHOD_VERSION);
    let basis = match language {
        Language::Da => format!("Trukket den {drawn}. Udgave {id}. Metodeversion {method}."),
        Language::En => format!("Drawn on {drawn}. Release {id}. Method version {method}."),
    };
    release.provenance().mark(language).map_or(basis.clone(), |mark| format!("{mark}\n{basis}"))
}

/// A terminal's lines can be searched when a space is a space.
fn plain(text: &str) -> String {
    text.replace('\u{a0}', " ")
}
