//! What a release says beyond its figures: tested on small registers in which the answer is known.

use domain::{
    count::{CaseCount, Counts},
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::{Period, Quarter, Year},
    provenance::Provenance,
    reversal::OutcomeCounts,
    topic::TopicCode,
};
use publication::{
    analysis::{Analyses, Course, Group, MapAnalysis, alarms, municipality_split},
    draft::{Draft, finished_years},
    edition::Editions,
    release::Release,
};
use stats::step::Shape;

/// Four topics of the general map: two of the child map, one of the adult map and one of neither.
const TOPICS: [u16; 4] = [102, 103, 112, 134];

#[test]
fn alike_municipalities_differ_by_chance_only() {
    let release = release(2019..=2022, |_, _, _| [3, 2, 5]);
    let spread = analysis(&release, 2022).spread.expect("cases");
    assert!(spread.total < 1e-12 && spread.mix < 1e-12 && spread.rest < 0.0);
}

#[test]
fn opposite_mixes_are_told_from_opposite_levels() {
    let mixed = release(2022..=2022, |place, _, topic| match (topic, place % 2) {
        (134, 0) => [0, 80, 320],
        (134, _) => [0, 20, 80],
        (102, 0) => [0, 60, 40],
        (102, _) => [0, 240, 160],
        _ => [0, 0, 0],
    });
    let shares = analysis(&mixed, 2022).spread.expect("cases").shares().expect("spread");
    assert!(shares.mix > 0.95, "{shares:?}");
    let levels =
        release(2022..=2022, |place, _, _| if place % 2 == 0 { [9, 9, 82] } else { [30, 30, 40] });
    let shares = analysis(&levels, 2022).spread.expect("cases").shares().expect("spread");
    assert!(shares.rest > 0.95 && shares.mix < 1e-9, "{shares:?}");
}

#[test]
fn the_parts_of_a_change_add_up_to_it() {
    let release = release(2021..=2022, |place, year, topic| {
        let shift = u32::from(year == 2022) * (u32::from(topic == 134) * 9 + 1);
        [1 + shift, 2 + u32::from(place) % 3, 12 - shift]
    });
    let analysis = analysis(&release, 2022);
    let split = analysis.country_split.as_ref().expect("two years");
    let parts = split.mix + split.remitted + split.changed;
    assert!((parts - split.difference()).abs() < 1e-12);
    let topics: f64 =
        split.contributions.iter().map(publication::analysis::Contribution::total).sum();
    assert!((topics - split.difference()).abs() < 1e-12);
    assert_eq!(split.contributions[0].topics, [TopicCode::new(134)]);
    assert!(!split.across_break);
    let odense = code(461);
    let own = municipality_split(&release, map(&release, 2022), odense).expect("cases enough");
    assert!((own.mix + own.within_topics() - own.difference()).abs() < 1e-12);
}

#[test]
fn a_topic_with_a_new_name_is_no_change_of_mix() {
    // §§ 107–110 were topic 129 until 2018, 130 to 133 since; the topic is on the general map.
    let release =
        release_of(2018..=2019, |year| if year < 2019 { vec![129, 134] } else { vec![130, 134] });
    let split = analysis(&release, 2019).country_split.as_ref().map(|split| split.mix);
    assert!(split.expect("two years").abs() < 1e-12);
}

#[test]
fn a_change_is_not_worked_out_across_a_series_break() {
    // The definition of 2024 declares a break of the general map, and the parts say so.
    let release = release(2023..=2024, |_, _, _| [3, 2, 15]);
    let analysis = analysis(&release, 2024);
    assert!(analysis.country_change.is_none() && analysis.changes.iter().all(Option::is_none));
    assert!(analysis.country_split.as_ref().expect("cases").across_break);
}

#[test]
fn a_fall_over_five_years_is_found_and_four_years_are_too_short() {
    let falling = |place: u16, year: i16, _: u16| {
        let fall = if place == 461 { u32::from((year - 2018).unsigned_abs()) * 8 } else { 0 };
        [0, 50 - fall, 50 + fall]
    };
    let release = release(2018..=2022, falling);
    let analysis = analysis(&release, 2022);
    let Course::Tested(odense) = analysis.course(code(461)) else { panic!("five years") };
    assert_eq!(odense.rises(), Some(false));
    assert!((odense.trend.slope + 0.08).abs() < 1e-9);
    let Course::Tested(other) = analysis.course(code(101)) else { panic!("five years") };
    assert_eq!(other.rises(), None);
    let short = self::release(2019..=2022, falling);
    let short = self::analysis(&short, 2022);
    assert_eq!(*short.course(code(461)), Course::TooShort { years: 4 });
}

#[test]
fn one_jump_is_not_called_a_trend() {
    let release =
        release(2018..=2022, |_, year, _| if year == 2020 { [0, 60, 40] } else { [0, 30, 70] });
    let Course::Tested(course) = analysis(&release, 2022).country_course else {
        panic!("five years")
    };
    assert!(course.is_uneven() && course.rises().is_none());
}

#[test]
fn few_cases_are_drawn_towards_the_others_and_no_cases_stay_none() {
    let release = release(2022..=2022, |place, _, topic| match (place, topic) {
        (825, 134) => [0, 3, 1],
        (825 | 492, _) => [0, 0, 0],
        _ => [2, 3, 15],
    });
    let analysis = analysis(&release, 2022);
    let few = analysis.estimates.shrunken(code(825)).expect("four cases");
    assert!(few.rate > 0.25 && few.rate < 0.5, "{few:?}");
    assert_eq!(analysis.estimates.shrunken(code(492)), None);
    assert_eq!(analysis.estimates.rank(code(492)), None);
    assert_eq!(analysis.estimates.ranked_municipalities(), 97);
    let rank = analysis.estimates.rank(code(825)).expect("four cases");
    assert!(rank.lower < rank.upper && rank.upper <= 97);
}

#[test]
fn three_years_together_are_the_sum_of_their_cases() {
    let release = release(2019..=2022, |_, year, _| [1, u32::from(year == 2020), 3]);
    let analysis = analysis(&release, 2022);
    let pooled = analysis.pooled(code(461)).expect("three years");
    assert_eq!((pooled.first, pooled.last), (year(2020), year(2022)));
    let sum = OutcomeCounts { changed: 12, remitted: 4, upheld: 36, dismissed: 0 };
    assert_eq!(pooled.counts, sum);
    let country = analysis.country_pooled.expect("three years");
    assert_eq!((country.first, country.counts.merits()), (year(2020), 98 * sum.merits()));
}

#[test]
fn at_the_national_mix_only_the_level_is_left() {
    // Odense has other topics than the rest of the country, and the same rate within each.
    let release = release(2022..=2022, |place, _, topic| {
        let many = if place == 461 { 102 } else { 134 };
        let rate = if topic == 134 { 20 } else { 60 };
        let cases = if topic == many { 4 } else { 1 };
        [0, rate * cases, (100 - rate) * cases]
    });
    let analysis = analysis(&release, 2022);
    let odense = map(&release, 2022).municipality(code(461)).rate().expect("cases");
    let country = map(&release, 2022).country.rate().expect("cases");
    let level = analysis.level(code(461)).expect("cases");
    assert!(odense.value() - country.value() > 0.1);
    assert!(
        (level.rate - country.value()).abs() < 0.001 && level.interval.contains(country.value())
    );
}

#[test]
fn who_is_lower_year_after_year_is_found_and_who_was_lower_once_is_not() {
    let release = release(2020..=2022, |place, year, _| match place {
        461 => [0, 5, 45],
        561 if year == 2020 => [0, 0, 50],
        561 if year == 2021 => [0, 27, 23],
        561 => [0, 10, 40],
        _ => [0, 20, 30],
    });
    let reliable = &analysis(&release, 2022).reliable;
    let found: Vec<_> = reliable.municipalities.iter().map(|it| it.municipality).collect();
    assert_eq!(found, [code(461)]);
    assert!(reliable.municipalities[0].below_peers.is_some());
}

#[test]
fn peers_have_the_same_group_size_and_mix_first() {
    let release = release(2022..=2022, |place, _, topic| match place {
        // Odense and Aalborg are of one group.
        461 | 851 => [0, 10, u32::from(topic)],
        _ => [0, 1, 9],
    });
    let peers = &analysis(&release, 2022).peers;
    let peers = peers.of_municipality(code(461));
    assert_eq!(peers.len(), domain::rule::PEERS);
    assert_eq!((peers[0].municipality, peers[0].distance.to_bits()), (code(851), 0));
    assert!(peers.is_sorted_by(|a, b| a.distance <= b.distance));
}

#[test]
fn a_drop_in_one_quarter_of_the_mapped_topics_is_found_there_and_nowhere_else() {
    let dropped = Quarter::new(year(2021), 4).expect("a quarter");
    let release = quarterly(2018..=2022, |quarter, topic| {
        let (rate, cases) = match topic {
            134 => (28, 900),
            _ if quarter == dropped => (32, 200),
            _ => (45, 200),
        };
        // Uneven by a case or two, as chance would have it.
        let wobble = u32::from(quarter.number()) % 3;
        [0, rate * cases / 100 + wobble, (100 - rate) * cases / 100 - wobble]
    });
    let alarms = alarms(&release);
    let child = alarms.iter().find(|alarm| alarm.group == Group::ChildDisability).expect("found");
    assert_eq!((child.quarter, child.change.shape), (dropped, Shape::OnePeriod));
    assert!((child.change.after - child.change.before + 0.13).abs() < 0.02);
    assert!(alarms.iter().all(|alarm| alarm.group != Group::Rest), "{alarms:?}");
}

#[test]
fn quiet_quarters_raise_no_alarm() {
    let release = quarterly(2018..=2022, |quarter, _| [1, 80 + u32::from(quarter.number()), 119]);
    assert_eq!(alarms(&release), []);
}

fn analysis(release: &Release, number: i16) -> &'static MapAnalysis {
    // Each test looks at one analysis, so that it may live as long as the test.
    let analyses: &Analyses = Box::leak(Box::new(Analyses::new(release)));
    analyses.of(release, MapKind::Social, year(number)).expect("the year has an edition")
}

fn map(release: &Release, number: i16) -> &publication::draft::MapYear {
    release.map(MapKind::Social, year(number)).expect("the year has an edition")
}

/// Makes a release with `[changed, remitted, upheld]` cases by municipality, year and topic.
fn release(
    years: std::ops::RangeInclusive<i16>,
    cases: impl Fn(u16, i16, u16) -> [u32; 3],
) -> Release {
    build(&counts(years, |_| TOPICS.to_vec(), cases), None)
}

fn release_of(years: std::ops::RangeInclusive<i16>, topics: impl Fn(i16) -> Vec<u16>) -> Release {
    build(
        &counts(years, topics, |_, _, topic| if topic == 134 { [0, 30, 70] } else { [0, 50, 50] }),
        None,
    )
}

/// Makes a release with quarters: the same cases in each of 98 municipalities would be too many, so
/// Odense alone has cases.
fn quarterly(
    years: std::ops::RangeInclusive<i16>,
    cases: impl Fn(Quarter, u16) -> [u32; 3],
) -> Release {
    let mut by_quarter = counts(years.clone(), |_| Vec::new(), |_, _, _| [0; 3]);
    let mut by_year = by_quarter.clone();
    for number in years {
        let mut sums = [OutcomeCounts::default(); TOPICS.len()];
        for quarter in (1..=4).filter_map(|quarter| Quarter::new(year(number), quarter)) {
            for (topic, sum) in TOPICS.into_iter().zip(&mut sums) {
                let outcomes = outcomes(cases(quarter, topic));
                *sum += outcomes;
                by_quarter.cases.push(case(Period::Quarter(quarter), 461, topic, outcomes));
            }
        }
        for (topic, sum) in TOPICS.into_iter().zip(sums) {
            by_year.cases.push(case(Period::Year(year(number)), 461, topic, sum));
        }
    }
    build(&by_year, Some(&by_quarter))
}

fn build(counts: &Counts, quarters: Option<&Counts>) -> Release {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let editions = Editions::proposed(&finished_years(counts), Provenance::Delivered);
    let topics = domain::topic::Topics::reference();
    let mut draft = Draft::new(counts.clone(), editions, topics);
    if let Some(quarters) = quarters {
        draft.add_quarters(quarters);
    }
    let id = testkit::freeze(folder.path(), &draft);
    Release::open(folder.path(), &id).expect("it was just built")
}

fn counts(
    years: std::ops::RangeInclusive<i16>,
    topics: impl Fn(i16) -> Vec<u16>,
    cases: impl Fn(u16, i16, u16) -> [u32; 3],
) -> Counts {
    let mut counts = testkit::counts(Provenance::Delivered);
    counts.cases.clear();
    for number in years {
        for place in municipality::all() {
            for topic in topics(number) {
                let outcomes = outcomes(cases(place.code.number(), number, topic));
                let period = Period::Year(year(number));
                counts.cases.push(case(period, place.code.number(), topic, outcomes));
            }
        }
    }
    counts.cases.retain(|count| count.outcomes.merits() > 0);
    counts
}

fn case(period: Period, municipality: u16, topic: u16, outcomes: OutcomeCounts) -> CaseCount {
    CaseCount { period, municipality: code(municipality), topic: TopicCode::new(topic), outcomes }
}

const fn outcomes([changed, remitted, upheld]: [u32; 3]) -> OutcomeCounts {
    OutcomeCounts { changed, remitted, upheld, dismissed: 0 }
}

fn code(number: u16) -> MunicipalityCode {
    MunicipalityCode::new(number).expect("one of the 98")
}

fn year(number: i16) -> Year {
    Year::new(number).expect("a year")
}
