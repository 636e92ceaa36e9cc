//! A release as it was seen on a day is the release that would have been built from that draw alone.

use domain::{
    annotation::Annotations,
    count::{Absence, CaseCount, Counts, Details, SnapshotFacts, Source},
    map::MapKind,
    municipality,
    period::{Grain, Period, Quarter, Year},
    provenance::Provenance,
    recipients::Recipients,
    reversal::OutcomeCounts,
    topic::{TopicCode, TopicTables},
};
use jiff::civil::{Date, date};
use publication::{
    draft::{Draft, finished_years},
    edition::Editions,
    release::{self, NoDraw, Reference, Release},
};

/// The draws, the newest first. In the oldest the year 2024 was not over.
const DRAWS: [Date; 4] = [date(2025, 6, 10), date(2025, 4, 1), date(2025, 1, 15), date(2024, 6, 6)];

#[test]
fn each_draw_of_a_register_is_seen_as_if_it_were_the_newest() {
    check(Absence::NoCases);
}

#[test]
fn each_draw_of_delivered_counts_is_seen_as_if_it_were_the_newest() {
    check(Absence::NotDelivered);
}

#[test]
fn a_draw_is_seen_until_the_day_before_the_next() {
    let (_data, newest) = release(&DRAWS, Absence::NoCases);
    let seen = |day| newest.seen_on(day).map(|seen| seen.snapshot().drawn_on);
    assert_eq!(seen(date(2025, 3, 31)), Ok(DRAWS[2]));
    assert_eq!(seen(DRAWS[1]), Ok(DRAWS[1]));
    assert_eq!(seen(date(2025, 6, 9)), Ok(DRAWS[1]));
    assert_eq!(seen(date(2199, 1, 1)), Ok(DRAWS[0]));
    assert_eq!(seen(date(2024, 6, 5)), Err(NoDraw { oldest: DRAWS[3] }));
}

#[test]
fn a_draw_that_is_seen_knows_no_newer_one() {
    let (_data, newest) = release(&DRAWS, Absence::NoCases);
    let seen = newest.seen_on(DRAWS[1]).expect("a draw");
    let days: Vec<_> = seen.draws().iter().map(|draw| draw.drawn_on).collect();
    assert_eq!(days, [DRAWS[3], DRAWS[2], DRAWS[1]]);
    let again = seen.seen_on(DRAWS[0]).expect("a draw");
    assert_eq!(again.snapshot().drawn_on, DRAWS[1]);
    assert_eq!(seen.id(), newest.id());
}

#[test]
fn a_year_without_a_count_in_a_draw_is_no_year_without_cases() {
    let mut older = counts(DRAWS[1], Grain::Year, Absence::NoCases);
    older.cases.retain(|count| count.period.year() != year(2023));
    let newest = counts(DRAWS[0], Grain::Year, Absence::NoCases);
    let mut draft = draft(newest);
    draft.add_vintage(&older, &counts(DRAWS[1], Grain::Quarter, Absence::NoCases));
    let (_data, release) = freeze(&draft);
    let seen = release.seen_on(DRAWS[1]).expect("a draw");
    assert!(seen.map(MapKind::Social, year(2023)).is_none());
    assert_eq!((seen.editions().len(), release.editions().len()), (2, 3));
    assert_eq!(seen.quarter_counts(), None, "the newest draw has no quarters either");
}

/// Compares every draw of a release with a release built from that draw and the older ones.
#[track_caller]
fn check(absence: Absence) {
    let (_data, newest) = release(&DRAWS, absence);
    for (index, day) in DRAWS.into_iter().enumerate() {
        let seen = newest.seen_on(day).expect("one of its draws");
        let (_data, built) = release(&DRAWS[index..], absence);
        assert_eq!(seen.snapshot(), built.snapshot(), "{day}: maps and delivery");
        assert_eq!(seen.draws(), built.draws(), "{day}");
        assert_eq!(seen.editions(), built.editions(), "{day}");
        assert_eq!(seen.rest(), built.rest(), "{day}");
        assert_eq!(seen.quarter_counts(), built.quarter_counts(), "{day}");
        for map in MapKind::ALL {
            assert!(seen.series(map).eq(built.series(map)), "{day}: {map:?}");
            assert!(seen.quarters(map).eq(built.quarters(map)), "{day}: {map:?} by quarter");
        }
        for year in built.editions().iter().map(publication::edition::Edition::year) {
            for place in municipality::all() {
                let of = |release: &Release| release.topic_outcomes(place.code, year).to_vec();
                assert_eq!(of(&seen), of(&built), "{day}: {} in {year}", place.name);
            }
        }
    }
    let moved = |one: Date, other: Date| {
        let maps = |day| newest.seen_on(day).expect("a draw").snapshot().maps.to_vec();
        maps(one) != maps(other)
    };
    assert!(moved(DRAWS[0], DRAWS[1]) && moved(DRAWS[1], DRAWS[2]), "the draws must differ");
}

fn release(draws: &[Date], absence: Absence) -> (tempfile::TempDir, Release) {
    let mut draft = draft(counts(draws[0], Grain::Year, absence));
    draft.add_quarters(&counts(draws[0], Grain::Quarter, absence));
    for day in &draws[1..] {
        let of = |grain| counts(*day, grain, absence);
        draft.add_vintage(&of(Grain::Year), &of(Grain::Quarter));
    }
    assert_eq!(draft.vintages.len(), draws.len() - 1);
    freeze(&draft)
}

fn draft(counts: Counts) -> Draft {
    let editions = Editions::proposed(&finished_years(&counts), Provenance::Delivered);
    Draft::new(counts, editions, domain::topic::Topics::reference())
}

fn freeze(draft: &Draft) -> (tempfile::TempDir, Release) {
    let annotations = Annotations::reference();
    let reference = Reference {
        topics: TopicTables::REFERENCE,
        annotations: &annotations,
        recipients: &Recipients::default(),
    };
    let data = tempfile::tempdir().expect("a temporary folder");
    let built = release::build(data.path(), draft, reference, "0").expect("a release");
    let release = Release::open(data.path(), &built.manifest().id).expect("a release");
    (data, release)
}

/// Returns the counts of a draw. A third of them differ from draw to draw, and some are missing in each.
fn counts(drawn_on: Date, grain: Grain, absence: Absence) -> Counts {
    let mut cases = Vec::new();
    for year in (2022..=2024).map(year) {
        for place in municipality::all() {
            for topic in [101, 102, 114, 134, 135].map(TopicCode::new) {
                let mix = u32::from(place.code.number()) * 7
                    + u32::from(topic.number()) * 13
                    + u32::from(year.number().unsigned_abs());
                let moves = mix.is_multiple_of(3);
                let draw = if moves { drawn_on.day_of_year().unsigned_abs().into() } else { 0 };
                let outcomes = outcomes(mix * 31 + draw);
                if outcomes != OutcomeCounts::default() {
                    let period = period(year, topic, grain);
                    let municipality = place.code;
                    cases.push(CaseCount { period, municipality, topic, outcomes });
                }
            }
        }
    }
    cases.sort_by_key(|count| (count.period, count.municipality, count.topic));
    Counts {
        snapshot: snapshot(drawn_on),
        cases,
        times: None,
        details: Details::default(),
        dismissed_delivered: true,
        absence,
    }
}

fn outcomes(mix: u32) -> OutcomeCounts {
    if mix.is_multiple_of(11) {
        return OutcomeCounts::default();
    }
    OutcomeCounts { changed: mix % 2, remitted: mix % 5, upheld: mix % 7, dismissed: mix % 3 }
}

fn period(year: Year, topic: TopicCode, grain: Grain) -> Period {
    let number = u8::try_from(topic.number() % 4 + 1).expect("1 to 4");
    match grain {
        Grain::Year => Period::Year(year),
        Grain::Quarter => Period::Quarter(Quarter::new(year, number).expect("a quarter")),
    }
}

fn snapshot(drawn_on: Date) -> SnapshotFacts {
    SnapshotFacts {
        id: format!("{drawn_on}-00000000"),
        drawn_on,
        provenance: Provenance::Delivered,
        pending: Some(drawn_on.day_of_year().unsigned_abs().into()),
        rejected_rows: 2,
        sources: vec![Source { name: format!("{drawn_on}.csv"), sha256: "ab".repeat(32) }],
    }
}

fn year(number: i16) -> Year {
    Year::new(number).expect("a year")
}
