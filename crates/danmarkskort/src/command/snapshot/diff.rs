//! `snapshot diff`: what changed from one snapshot to another.

use std::{fmt::Display, path::Path};

use anyhow::{Context as _, Result};
use domain::{
    format::{Language, percent_number},
    map::MapDefinition,
    municipality::MunicipalityCode,
    reversal::{OutcomeCounts, reversal_rate},
    topic::Topics,
};
use publication::edition::Editions;
use register::{
    diff::{Changes, Diff, DiffOptions, diff},
    import::ImportRules,
    snapshot::Snapshot,
};

use crate::{
    cli::Report,
    data_folder,
    output::{Ending, say},
    progress::Step,
};

/// How many municipalities, topics and counts the report for people spells out.
const SHOWN: usize = 20;

pub fn run(data: &Path, [before, after]: [&str; 2], report: Report) -> Result<Ending> {
    let topics = data_folder::Reference::of(data)?.topics()?;
    let definitions = definitions(data, &topics)?;
    let (before, after) = (Snapshot::open(data, before)?, Snapshot::open(data, after)?);
    before.verify()?;
    after.verify()?;
    // It holds case rows, so it lies where they lie, under a name that the next import clears away.
    let scratch = data.join(format!(".unfinished-diff-{}", std::process::id()));
    let step = Step::new("Comparing the snapshots");
    let compared = diff(&DiffOptions {
        before: &before,
        after: &after,
        topics: &topics,
        definitions: &definitions,
        scratch: &scratch,
        memory_bytes: ImportRules::default().memory_bytes,
    });
    if compared.is_err() && scratch.exists() {
        std::fs::remove_file(&scratch).with_context(|| scratch.display().to_string())?;
    }
    let diff = compared?;
    step.done();
    match report {
        Report::Json => say(serde_json::to_string_pretty(&diff.to_json())?)?,
        Report::Text => text(&diff, &topics)?,
    }
    Ok(Ending::Done)
}

/// Returns what the maps count: by `editions.toml` of the folder if there is one.
fn definitions(data: &Path, topics: &Topics) -> Result<Vec<MapDefinition>> {
    let path = data.join("editions.toml");
    match data_folder::read_if_there(&path)? {
        Some(text) => {
            let editions = Editions::parse(&text, topics);
            Ok(editions.with_context(|| path.display().to_string())?.definition)
        }
        None => Ok(MapDefinition::reference()),
    }
}

fn text(diff: &Diff, topics: &Topics) -> Result<()> {
    say(format_args!("from {} to {}", diff.before, diff.after))?;
    if diff.cases.is_some() {
        let year = |year: Option<domain::period::Year>| {
            year.map_or_else(|| "pending".to_owned(), |year| year.to_string())
        };
        let town = |code: MunicipalityCode| code.municipality().name.clone();
        let topic = |code| topics.get(code).map_or_else(String::new, |topic| topic.name.clone());
        table("cases", diff.by(|_| "all"), |name| (*name).to_owned())?;
        table("by year", diff.by(|cell| cell.2), |key| year(*key))?;
        table("by municipality", diff.by(|cell| cell.0), |key| town(*key))?;
        table("by topic", diff.by(|cell| cell.1), |key| topic(*key))?;
    }
    if let Some(counts) = &diff.counts {
        say(format_args!("{} counts differ", counts.len()))?;
        for change in counts.iter().take(SHOWN) {
            let (place, topic) = (&change.municipality.municipality().name, change.topic);
            let (before, after) = (outcomes(change.before), outcomes(change.after));
            say(format_args!("    {place}, topic {topic}, {}: {before} → {after}", change.period))?;
        }
        more(counts.len())?;
    }
    maps(diff)
}

/// Prints how many cases changed, those that changed most first.
fn table<K>(
    what: &str,
    rows: impl IntoIterator<Item = (K, Changes)>,
    name: impl Fn(&K) -> String,
) -> Result<()> {
    let mut rows: Vec<_> = rows.into_iter().collect();
    let sum = |it: &Changes| it.added + it.gone + it.decided + it.outcome_changed + it.otherwise;
    rows.sort_by_key(|(_, changes)| std::cmp::Reverse(sum(changes)));
    say(format_args!("{what}: added, gone, decided, outcome changed, changed otherwise"))?;
    for (key, it) in rows.iter().take(SHOWN) {
        let numbers = [it.added, it.gone, it.decided, it.outcome_changed, it.otherwise];
        let numbers = numbers.map(|number| number.to_string()).join(", ");
        say(format_args!("    {}: {numbers}", name(key)))?;
    }
    more(rows.len())
}

fn more(rows: usize) -> Result<()> {
    let more = rows.saturating_sub(SHOWN);
    if more > 0 {
        say(format_args!("    … and {more} more; --report json lists them"))?;
    }
    Ok(())
}

fn maps(diff: &Diff) -> Result<()> {
    let changed = diff.maps.iter().filter(|map| map.before != map.after);
    say("maps, national: changed, remitted, upheld and dismissed cases, and the reversal rate")?;
    let mut all_alike = true;
    for map in changed {
        all_alike = false;
        let (before, after) = (figure(map.before), figure(map.after));
        say(format_args!("    {} {}: {before} → {after}", map.map.id(), map.year))?;
    }
    if all_alike {
        say("    no map changed")?;
    }
    Ok(())
}

fn outcomes(counts: Option<OutcomeCounts>) -> impl Display {
    counts.map_or_else(
        || "none".to_owned(),
        |it| format!("{} {} {} {}", it.changed, it.remitted, it.upheld, it.dismissed),
    )
}

fn figure(counts: Option<OutcomeCounts>) -> impl Display {
    let rate = counts.and_then(reversal_rate).map_or_else(
        || "no rate".to_owned(),
        |share| format!("{} %", percent_number(share, Language::En)),
    );
    if counts.is_none() {
        return "not known".to_owned();
    }
    format!("{} ({rate})", outcomes(counts))
}
