//! What is said of one municipality's figure: nothing without a reason, and nothing beyond the statistics.

use domain::{
    format::Language,
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::Year,
    provenance::Provenance,
};
use publication::{
    analysis::Analyses,
    explanation::{Explanation, Part, Silence},
    release::Release,
};

const ODENSE: u16 = 461;
/// Two cases a year.
const LAESO: u16 = 825;
/// No cases at all.
const AERO: u16 = 492;

#[test]
fn a_municipality_without_cases_is_given_the_reason_in_every_part() {
    let release = release();
    let analyses = Analyses::new(&release);
    let it = explanation(&release, &analyses, MapKind::Social, 2023, AERO);
    assert_eq!(it.chance(), Err(Silence::NO_CASES));
    assert_eq!(it.change(), Err(Silence::NO_CASES));
    assert_eq!(it.level(), Err(Silence::NO_CASES));
    assert_eq!(it.estimate(), Err(Silence::NO_CASES));
    assert_eq!(it.rank(), Err(Silence::NO_CASES));
    assert_eq!(it.years_together(), Err(Silence::NO_CASES));
    assert_eq!(it.split(), Err(Silence::NO_CASES));
    assert_eq!(it.peers(), Err(Silence::NO_CASES));
    assert_eq!(it.trend(), Err(Silence::TooFewYears { years: 0 }));
    let beside = it.beside_people().map(|it| it.inhabitants.and_then(|it| it.cases));
    assert_eq!(beside.map(|cases| cases.map(|it| it.appeals)), Ok(Some(0.0)));
}

#[test]
fn few_cases_get_an_estimate_and_a_rank_but_no_level_and_no_change() {
    let release = release();
    let analyses = Analyses::new(&release);
    let it = explanation(&release, &analyses, MapKind::Social, 2023, LAESO);
    let few = domain::comparison::Standing::FewCases;
    assert_eq!(it.level(), Err(Silence::ThisYear(few)));
    assert_eq!(it.change(), Err(Silence::ThisYear(few)));
    assert_eq!(it.split(), Err(Silence::ThisYear(few)));
    assert!(it.estimate().expect("two cases").rate > 0.0);
    let (rank, ranked) = it.rank().expect("two cases");
    assert!(rank.lower < rank.upper && rank.upper <= ranked);
    let said = it.sentences(Part::Figure, Language::Da);
    assert_eq!(said[0], "0 af 2\u{a0}sager omgjort (få sager).");
}

#[test]
fn the_first_year_and_a_break_are_told_apart() {
    let release = release();
    let analyses = Analyses::new(&release);
    let first = explanation(&release, &analyses, MapKind::Social, 2022, ODENSE);
    assert_eq!(first.change().map_err(Silence::id), Err("first_year"));
    assert_eq!(first.years_together(), Err(Silence::OneYear(None)));
    let broken = explanation(&release, &analyses, MapKind::Social, 2024, ODENSE);
    assert_eq!(broken.change().map_err(Silence::id), Err("series_break"));
    assert_eq!(broken.years_together().map_err(Silence::id), Err("one_year"));
    assert!(broken.split().expect("cases in both years").across_break);
    let said = broken.sentences(Part::Split, Language::En);
    assert!(said.last().expect("sentences").starts_with("Series break in 2024"), "{said:?}");
}

#[test]
fn a_change_has_its_interval_and_no_p_value() {
    let release = release();
    let analyses = Analyses::new(&release);
    let it = explanation(&release, &analyses, MapKind::Social, 2023, ODENSE);
    let change = it.change().expect("cases in both years");
    assert!(change.interval.lower < change.difference());
    let said = it.sentences(Part::Change, Language::Da).concat();
    assert!(said.starts_with("Ændring fra 2022: ") && said.contains("95\u{a0}pct.-interval"));
    assert!(said.contains("kan skyldes tilfældigheder") && !said.contains("p\u{a0}"), "{said}");
}

#[test]
fn every_part_is_said_in_both_languages_of_every_municipality() {
    let release = release();
    let analyses = Analyses::new(&release);
    for place in municipality::all() {
        let number = place.code.number();
        let it = explanation(&release, &analyses, MapKind::ChildDisability, 2023, number);
        for part in Part::ALL {
            let [danish, english] = Language::ALL.map(|language| it.sentences(part, language));
            assert!(!danish.is_empty() && danish.len() == english.len(), "{part:?}: {danish:?}");
            for said in danish.iter().chain(&english) {
                assert!(said.ends_with(['.', ':']) && !said.contains("NaN"), "{said}");
            }
        }
    }
}

#[test]
fn figures_of_the_year_only_and_of_years_together_are_never_called_the_published_figure() {
    for language in Language::ALL {
        for part in [Part::Estimate, Part::YearsTogether] {
            let heading = part.heading(language);
            assert!(heading.contains("ikke det") || heading.contains("not the"), "{heading}");
        }
    }
}

#[test]
fn a_year_without_an_edition_has_no_explanation() {
    let release = release();
    let analyses = Analyses::new(&release);
    let key = (MapKind::Social, year(2021));
    assert!(Explanation::of(&release, &analyses, key, code(ODENSE)).is_none());
}

fn explanation<'a>(
    release: &'a Release,
    analyses: &'a Analyses,
    map: MapKind,
    number: i16,
    municipality: u16,
) -> Explanation<'a> {
    let key = (map, year(number));
    Explanation::of(release, analyses, key, code(municipality)).expect("the year has an edition")
}

/// Makes a release of 2022 to 2024, with a series break of the general map before 2024.
fn release() -> Release {
    let folder = testkit::DataFolder::with_release(Provenance::Delivered);
    Release::open(folder.path(), &folder.release).expect("it was just built")
}

fn code(number: u16) -> MunicipalityCode {
    MunicipalityCode::new(number).expect("one of the 98")
}

fn year(number: i16) -> Year {
    Year::new(number).expect("a year")
}
