//! What may be said of municipalities beside the country.

use super::*;

#[test]
fn counts_that_were_not_delivered_are_not_zero() {
    assert_eq!(only(None, Some(country())), Standing::NotDelivered);
}

#[test]
fn a_rate_without_a_country_is_not_compared() {
    assert_eq!(only(Some(of([9, 1, 1, 0])), None), Standing::NotCompared);
}

#[test]
fn a_country_in_which_all_cases_ended_alike_leaves_nothing_to_compare() {
    assert_eq!(only(Some(of([9, 0, 0, 0])), Some(of([90, 0, 0, 0]))), Standing::NotCompared);
}

#[test]
fn dismissed_cases_alone_make_no_rate() {
    check([0, 0, 0, 3], Standing::NoCases);
}

#[test]
fn four_cases_are_few_and_five_are_not() {
    check([2, 1, 1, 9], Standing::FewCases);
    check([3, 1, 1, 0], Standing::ChanceMayExplain);
}

#[test]
fn a_large_difference_on_many_cases_is_said() {
    check([90, 5, 5, 0], Standing::Lower);
    check([10, 40, 50, 0], Standing::Higher);
}

#[test]
fn one_case_is_never_a_finding() {
    assert_eq!(compare(&[Some(of([0, 1, 0, 0]))], Some(country()), 0)[0].standing, {
        Standing::ChanceMayExplain
    });
}

#[test]
fn what_one_comparison_shows_may_be_chance_among_ninety_eight() {
    // 13 of 60 against 45 per cent has p = 0.0003 alone; 16 of 60 has 0.005.
    let alone = compare(&[Some(of([44, 8, 8, 0]))], Some(country()), 5);
    assert_eq!(alone[0].standing, Standing::Lower);
    let mut all = vec![Some(of([33, 13, 14, 0])); 98];
    all[0] = Some(of([44, 8, 8, 0]));
    let among = compare(&all, Some(country()), 5);
    assert_eq!(among[0].standing, Standing::ChanceMayExplain);
    let (alone, among) = (alone[0].test.expect("tested"), among[0].test.expect("tested"));
    assert!(alone.p_value.to_bits() == among.p_value.to_bits() && among.adjusted > alone.adjusted);
}

#[test]
fn municipalities_that_are_not_compared_do_not_weigh_on_the_others() {
    let few = compare(&[Some(of([44, 8, 8, 0])), Some(of([1, 0, 0, 0])), None], Some(country()), 5);
    assert_eq!(few[0].test.map(|test| test.adjusted), few[0].test.map(|test| test.p_value));
}

#[test]
fn a_large_municipality_is_compared_with_the_rest_of_the_country() {
    let own = of([300, 50, 50, 0]);
    let test = compare(&[Some(own)], Some(of([700, 150, 150, 0])), 5)[0];
    let rest = Difference {
        first: Proportion::from_parts(100, 300).expect("cases"),
        second: Proportion::from_parts(200, 400).expect("cases"),
    };
    let expected = rest.fisher_test().two_sided;
    let found = test.test.expect("tested");
    assert!(found.against_rest && (found.p_value - expected).abs() < 1e-15);
    assert_eq!(test.standing, Standing::Lower);
}

#[test]
fn a_municipality_that_is_the_whole_country_is_like_it() {
    let whole = compare(&[Some(country())], Some(country()), 5)[0];
    assert_eq!(whole.standing, Standing::ChanceMayExplain);
}

/// Checks `[upheld, changed, remitted, dismissed]` alone against a country at 45 per cent.
#[track_caller]
fn check(counts: [u32; 4], expected: Standing) {
    assert_eq!(only(Some(of(counts)), Some(country())), expected);
}

fn only(counts: Option<OutcomeCounts>, country: Option<OutcomeCounts>) -> Standing {
    compare(&[counts], country, 5)[0].standing
}

fn country() -> OutcomeCounts {
    of([5_500, 500, 4_000, 0])
}

fn of([upheld, changed, remitted, dismissed]: [u32; 4]) -> OutcomeCounts {
    OutcomeCounts { upheld, changed, remitted, dismissed }
}
