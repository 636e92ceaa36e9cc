//! The tables of a bank say what the counts say, and nothing that is hidden.

use bank::bank::{self as frozen, Bank};
use domain::{
    count::Counts,
    format::Language,
    map::MapKind,
    municipality,
    period::{Period, Year},
    provenance::Provenance,
    reversal::OutcomeCounts,
    topic::{TopicCode, Topics},
};
use publication::release::Release;
use stats::survival::{Observation, Share, Survival};
use tables::{
    cell::{Cell, Missing, Number},
    table::Table,
};
use testkit::{DataFolder, bank::Figures};

/// A bank of made-up figures beside a release, with the figures.
struct Made {
    figures: Figures,
    folder: DataFolder,
    bank: Bank,
}

fn made() -> Made {
    let folder = DataFolder::with_release(Provenance::Synthetic);
    let release = Release::open(folder.path(), &folder.release).expect("a release");
    let figures = Figures::newest(Provenance::Synthetic);
    let id = figures.freeze(folder.path(), Some(&release));
    let bank = Bank::open(folder.path(), &id).expect("a bank that was just frozen");
    Made { figures, folder, bank }
}

#[test]
fn there_are_eleven_tables() {
    let made = made();
    let ids: Vec<_> = made.bank.tables().iter().map(|table| &*table.facts().id).collect();
    let expected = [
        "OMG1", "OMG2", "OMG3", "OMG4", "AARSAG1", "FEJL1", "DEL1", "TID1", "FLOW1", "OPL1", "REV1",
    ];
    assert_eq!(ids, expected);
}

#[test]
fn outcomes_are_the_sums_of_the_counts() {
    let made = made();
    let table = made.bank.table("OMG1").expect("a table");
    let all = |_: &municipality::Municipality, _: TopicCode| true;
    check_outcomes(table, &made.figures.years, ["0000", "TOT", "2024"], &all);
    let odense = |place: &municipality::Municipality, topic: TopicCode| {
        place.name == "Odense" && topic.number() == 134
    };
    check_outcomes(table, &made.figures.years, ["0461", "134", "2023"], &odense);
    let region = |place: &municipality::Municipality, _: TopicCode| {
        place.region_on(jiff::civil::date(2024, 12, 31)).name == "Region Midtjylland"
    };
    check_outcomes(table, &made.figures.years, ["1082", "TOT", "2022"], &region);
    let group = |place: &municipality::Municipality, topic: TopicCode| {
        place.group_code == 5 && law(topic) == "Serviceloven"
    };
    check_outcomes(table, &made.figures.years, ["G5", "SERVICELOVEN", "2024"], &group);
    let family = |place: &municipality::Municipality, topic: TopicCode| {
        place.landsdel_code == "DK042" && Topics::reference().family(topic).number() == 129
    };
    check_outcomes(table, &made.figures.years, ["DK042", "F129", "2024"], &family);
}

#[test]
fn a_topic_that_did_not_exist_has_no_figure_and_no_zero() {
    let made = made();
    let table = made.bank.table("OMG1").expect("a table");
    for topic in ["203", "BARNETS-LOV"] {
        let cell = cell(table, &[("EMNE", topic), ("ContentsCode", "aendret"), ("Tid", "2023")]);
        assert_eq!(cell, Cell::Missing(Missing::NotApplicable), "{topic}");
    }
}

#[test]
fn no_merits_case_is_no_rate_rather_than_zero() {
    let made = made();
    let table = made.bank.table("OMG1").expect("a table");
    let of =
        |contents| cell(table, &[("OMRAADE", "0563"), ("ContentsCode", contents), ("Tid", "2024")]);
    assert_eq!(of("omgoerelsesprocent"), Cell::Missing(Missing::NoCases));
    assert_eq!(of("realitetsbehandlet"), Cell::Number(Number::count(0)));
    assert_eq!(of("afvist"), Cell::Number(Number::count(1)));
}

#[test]
fn the_maps_say_what_the_release_says() {
    let made = made();
    let release = Release::open(made.folder.path(), &made.folder.release).expect("a release");
    let table = made.bank.table("OMG3").expect("a table");
    for map in MapKind::ALL {
        let found = release.map(map, Year::new(2024).expect("a year")).expect("a map");
        for place in municipality::all() {
            let figure = found.municipality(place.code);
            let (map, code) = (map.slug().to_uppercase(), place.code.to_string());
            let of = |contents| {
                cell(
                    table,
                    &[
                        ("KORT", &map),
                        ("OMRAADE", &code),
                        ("ContentsCode", contents),
                        ("Tid", "2024"),
                    ],
                )
            };
            let expected = figure.rate().map_or("no_cases".into(), |rate| {
                domain::format::percent_number(rate, Language::En)
            });
            assert_eq!(written(of("omgoerelsesprocent")), expected, "{code}");
            assert_eq!(
                written(of("realitetsbehandlet")),
                figure.merits().expect("delivered").to_string()
            );
        }
    }
}

#[test]
fn every_published_vintage_of_2023_stands() {
    let made = made();
    let table = made.bank.table("OMG4").expect("a table");
    let of = |vintage| {
        written(cell(
            table,
            &[
                ("KORT", "SOCIAL"),
                ("OFFENTLIGGJORT", vintage),
                ("ContentsCode", "omgoerelsesprocent"),
                ("Tid", "2023"),
            ],
        ))
    };
    assert_eq!([of("1"), of("2")], ["38.5", "38.6"]);
}

#[test]
fn a_draw_keeps_what_it_said() {
    let made = made();
    let table = made.bank.table("REV1").expect("a table");
    let of = |draw| {
        written(cell(
            table,
            &[
                ("KORT", "SOCIAL"),
                ("OMRAADE", "0461"),
                ("UDTRAEK", draw),
                ("ContentsCode", "realitetsbehandlet"),
                ("Tid", "2024"),
            ],
        ))
    };
    assert_ne!(of("2025-04-01"), of("2025-06-10"));
}

#[test]
fn times_are_those_of_the_cohort_pending_cases_included() {
    let made = made();
    let table = made.bank.table("TID1").expect("a table");
    let year = Year::new(2024).expect("a year");
    let own = made
        .figures
        .cohorts
        .iter()
        .filter(|count| count.received_year == year && law(count.topic) == "Serviceloven");
    let each = own.flat_map(|count| {
        let one = Observation { time: count.days, ended: count.decided, entry: None };
        std::iter::repeat_n(one, count.cases as usize)
    });
    let each: Vec<_> = each.collect();
    let curve = Survival::new(&each).expect("a cohort");
    let of = |contents| {
        written(cell(
            table,
            &[
                ("OMRAADE", "0000"),
                ("EMNE", "SERVICELOVEN"),
                ("FRIST", "ALLE"),
                ("ContentsCode", contents),
                ("Tid", "2024"),
            ],
        ))
    };
    assert_eq!(of("modtaget"), each.len().to_string());
    assert_eq!(of("median"), curve.quantile(Share::HALF).expect("reached").to_string());
    assert_eq!(of("fraktil90"), curve.quantile(Share::NINE_TENTHS).expect("reached").to_string());
    let median = of("median_afgjorte").parse::<f64>().expect("a number of days");
    assert!(median < f64::from(curve.quantile(Share::HALF).expect("reached")));
}

#[test]
fn what_nobody_delivered_of_the_flow_says_so() {
    let made = made();
    let table = made.bank.table("FLOW1").expect("a table");
    let of = |area, contents| {
        written(cell(
            table,
            &[
                ("LOVOMRAADE", area),
                ("FRIST", "UDEN"),
                ("ContentsCode", contents),
                ("Tid", "2025M04"),
            ],
        ))
    };
    assert_eq!(of("SERVICELOVEN", "verserende"), "910");
    assert_eq!(of("SERVICELOVEN", "liggetid"), "63.0");
    assert_eq!(of("AKTIVLOVEN", "liggetid"), "not_delivered");
}

#[test]
fn small_counts_stand_in_no_file() {
    let made = made();
    for id in ["AARSAG1", "FEJL1", "TID1"] {
        let path = made.folder.path().join("banks").join(made.bank.id()).join(format!("{id}.csv"));
        let text = std::fs::read_to_string(path).expect("a file");
        let is_small = |field: &&str| matches!(*field, "1" | "2");
        let first = |line: &str| line.split(',').next().filter(is_small).map(str::to_owned);
        assert_eq!(text.lines().find_map(first), None, "{id}");
        assert!(text.contains("..."), "{id} hides something");
    }
}

#[test]
fn what_was_hidden_stays_hidden() {
    let folder = DataFolder::with_release(Provenance::Synthetic);
    let first = Figures::earlier(Provenance::Synthetic).freeze(folder.path(), None);
    let newest = Figures::newest(Provenance::Synthetic);
    let second = newest.freeze(folder.path(), None);
    let [first, second] = [first, second].map(|id| Bank::open(folder.path(), &id).expect("a bank"));
    for id in ["AARSAG1", "FEJL1", "DEL1", "TID1"] {
        let [before, after] = [&first, &second].map(|bank| bank.table(id).expect("a table"));
        let cells = before.cube().len();
        for (kind, place) in
            (0..before.cube().contents()).flat_map(|kind| (0..cells).map(move |it| (kind, it)))
        {
            let hidden = Cell::Missing(Missing::Confidential);
            if before.cube().cell(kind, place) == hidden {
                assert_eq!(after.cube().cell(kind, place), hidden, "{id} {place}");
            }
        }
    }
}

#[test]
fn the_same_figures_give_the_same_bytes() {
    let made = made();
    let release = Release::open(made.folder.path(), &made.folder.release).expect("a release");
    let again = made.figures.freeze(made.folder.path(), Some(&release));
    assert_eq!(again, made.bank.id());
}

#[test]
fn a_changed_file_is_damage() {
    let made = made();
    let path = made.folder.path().join("banks").join(made.bank.id()).join("OMG1.csv");
    let text = std::fs::read_to_string(&path).expect("a file").replacen('1', "2", 1);
    std::fs::write(&path, text).expect("a writable file");
    let error = Bank::open(made.folder.path(), made.bank.id()).expect_err("damage");
    assert!(error.to_string().contains("OMG1.csv"), "{error}");
}

#[test]
fn synthetic_figures_say_so_in_every_table() {
    let made = made();
    for table in made.bank.tables() {
        assert!(table.facts().provenance.is_synthetic(), "{}", table.facts().id);
    }
}

#[test]
fn the_tables_of_the_portal_are_provisional_and_the_maps_are_not() {
    let made = made();
    let day = "Foreløbige tal pr. 10. juni 2025.";
    let notes = |id| &made.bank.table(id).expect("a table").facts().notes;
    let says = |id| notes(id).iter().any(|note| note.text.get(Language::Da) == day);
    assert!(says("OMG1") && says("TID1") && !says("OMG3"));
}

#[test]
fn without_details_there_are_no_tables_of_them() {
    let mut figures = Figures::newest(Provenance::Delivered);
    figures.years.details = domain::count::Details::default();
    figures.flow.clear();
    let tables = figures.with_source(None, |source| {
        frozen::tables(&bank::source::Source { cohorts: None, ..*source }, None)
    });
    let tables = tables.expect("tables");
    let ids: Vec<_> = tables.iter().map(|table| &*table.facts().id).collect();
    assert_eq!(ids, ["OMG1", "OMG2", "OPL1"]);
}

fn law(topic: TopicCode) -> &'static str {
    &Topics::reference().get(topic).expect("a topic").law
}

#[track_caller]
fn check_outcomes(
    table: &Table,
    counts: &Counts,
    [place, topic, year]: [&str; 3],
    within: &dyn Fn(&municipality::Municipality, TopicCode) -> bool,
) {
    let own = counts.cases.iter().filter(|count| {
        count.period == Period::Year(Year::new(year.parse().expect("a year")).expect("a year"))
            && within(count.municipality.municipality(), count.topic)
    });
    let sum: OutcomeCounts = own.map(|count| count.outcomes).sum();
    let of = |contents| {
        written(cell(
            table,
            &[("OMRAADE", place), ("EMNE", topic), ("ContentsCode", contents), ("Tid", year)],
        ))
    };
    let found = ["aendret", "hjemvist", "stadfaestet", "afvist", "realitetsbehandlet"].map(of);
    let expected = [sum.changed, sum.remitted, sum.upheld, sum.dismissed, sum.merits()];
    assert_eq!(found, expected.map(|count| count.to_string()), "{place} {topic} {year}");
}

fn written(cell: Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Missing(reason) => reason.word().into(),
    }
}

/// Returns a cell by codes; a dimension that is not named takes its total, or its first value.
fn cell(table: &Table, chosen: &[(&str, &str)]) -> Cell {
    let place = |(place, dimension): (usize, &tables::dimension::Dimension)| {
        let named = chosen.iter().find(|(code, _)| *code == dimension.code);
        let value = named.map(|(_, value)| {
            dimension.position(value).unwrap_or_else(|| panic!("no {value} in {}", dimension.code))
        });
        (place, value.or(dimension.total).unwrap_or(0))
    };
    for (code, _) in chosen {
        assert!(table.position(code).is_some(), "no dimension {code}");
    }
    table.cell(table.dimensions().iter().enumerate().map(place))
}
