//! Works out everything that is said of the maps of a release, and times it:
//! `cargo run --release -p publication --example analyze -- DATA [THREADS]`.
//!
//! One line of JSON: the seconds, and sums by which `benches/analyze.py` checks that it did the same work.

#![expect(clippy::disallowed_methods, reason = "it measures")]

use std::{io::Write as _, path::Path, time::Instant};

use domain::{map::MapKind, municipality, period::Year};
use publication::{
    analysis::{Analyses, alarms, municipality_split},
    release::{self, Release},
};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let data = Path::new(arguments.first().ok_or("the data folder")?);
    let threads = arguments.get(1).map_or(Ok(1), |text| text.parse())?;
    let id = release::current(data)?.ok_or("no release")?;
    let release = Release::open(data, &id)?;
    let keys: Vec<(MapKind, Year)> = release
        .editions()
        .iter()
        .flat_map(|edition| MapKind::ALL.map(|map| (map, edition.year())))
        .collect();
    let start = Instant::now();
    let analyses = Analyses::new(&release);
    let sums = std::thread::scope(|scope| {
        let work = |worker: usize| {
            let (release, analyses) = (&release, &analyses);
            let own: Vec<_> = keys.iter().skip(worker).step_by(threads).copied().collect();
            scope.spawn(move || {
                own.into_iter().map(|key| of_map(release, analyses, key)).sum::<f64>()
            })
        };
        let workers: Vec<_> = (0..threads).map(work).collect();
        workers.into_iter().map(|worker| worker.join().expect("no thread panics")).sum::<f64>()
    });
    let alarms = alarms(&release).len();
    let seconds = start.elapsed().as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{{\"maps\": {}, \"threads\": {threads}, \"seconds\": {seconds:.3}, \"alarms\": {alarms}, \"sum\": {sums:.6}}}",
        keys.len()
    )?;
    Ok(())
}

/// Asks for everything of one map and year; returns the sum of the estimates and levels.
fn of_map(release: &Release, analyses: &Analyses, (map, year): (MapKind, Year)) -> f64 {
    let Some(found) = analyses.of(release, map, year) else { return 0.0 };
    let map = release.map(map, year).expect("an analysis is of a map");
    let of_place = |place: &municipality::Municipality| {
        let estimate = found.estimates.shrunken(place.code).map_or(0.0, |it| it.rate);
        let ranks = found.estimates.rank(place.code);
        let split = municipality_split(release, map, place.code);
        let level = found.level(place.code).map_or(0.0, |it| it.rate);
        std::hint::black_box((ranks, split));
        estimate + level
    };
    municipality::all().iter().map(of_place).sum()
}
