//! What readers ask for, and what they get.

use proptest::prelude::*;

use super::*;
use crate::sample;

const ALL: [&str; 5] = ["2023K4", "2024K1", "2024K2", "2024K3", "2024K4"];

#[test]
fn codes_are_taken_in_the_order_of_the_table() {
    check("Tid", &["2024k2", "2023K4"], Ok(&["2023K4", "2024K2"]));
}

#[test]
fn patterns_match_whole_codes() {
    check("Tid", &["*"], Ok(&ALL));
    check("Tid", &["2024K?"], Ok(&ALL[1..]));
    check("Tid", &["*K4"], Ok(&["2023K4", "2024K4"]));
}

#[test]
fn the_top_of_time_is_the_newest() {
    check("Tid", &["TOP(2)"], Ok(&["2024K3", "2024K4"]));
    check("Tid", &["top(2,1)"], Ok(&["2024K2", "2024K3"]));
    check("Tid", &["BOTTOM(1)"], Ok(&["2023K4"]));
    check("Tid", &["TOP(99)"], Ok(&ALL));
}

#[test]
fn the_top_of_anything_else_is_the_first() {
    check("OMRAADE", &["TOP(2)"], Ok(&["00", "101"]));
    check("OMRAADE", &["BOTTOM(1,1)"], Ok(&["147"]));
}

#[test]
fn ranges_hold_both_ends() {
    check("Tid", &["FROM(2024K3)"], Ok(&["2024K3", "2024K4"]));
    check("Tid", &["TO(2024K1)"], Ok(&["2023K4", "2024K1"]));
    check("Tid", &["RANGE(2024K1,2024K2)"], Ok(&["2024K1", "2024K2"]));
    check("Tid", &["RANGE(2024K1,2024K1)"], Ok(&["2024K1"]));
}

#[test]
fn expressions_that_overlap_choose_a_value_once() {
    check("Tid", &["*K4", "2024K4"], Ok(&["2023K4", "2024K4"]));
}

#[test]
fn a_code_list_narrows_before_anything_else() {
    let mut wish = wish("omraade", &["TOP(2)"]);
    wish.code_list = Some("VS_KOMMUNER".into());
    check_wish(wish.clone(), Ok(&["101", "147"]));
    wish.values = None;
    check_wish(wish.clone(), Ok(&["101", "147", "825"]));
    wish.values = Some(vec!["00".into()]);
    check_wish(wish, Err("variable \"OMRAADE\" has no value \"00\""));
}

#[test]
fn a_dimension_left_out_goes_to_its_total_or_default() {
    let selection = chosen(&[], MAX_CELLS).expect("a selection");
    let values: Vec<_> = selection.choices().iter().map(|choice| &*choice.values).collect();
    assert_eq!(values, [&[0][..], &[0, 1], &[4]]);
}

#[test]
fn ranges_of_statbank_compare_periods_by_their_text() {
    check_statbank("Tid", ">=2024", Ok(&ALL[1..]));
    check_statbank("Tid", ">2023", Ok(&ALL[1..]));
    check_statbank("Tid", "<=2023", Ok(&ALL[..1]));
    check_statbank("Tid", ">=2024K2<=2024K3", Ok(&["2024K2", "2024K3"]));
    check_statbank("Tid", ">2024K1<2024K3", Ok(&["2024K2"]));
}

#[test]
fn nth_rules_count_from_the_newest_period() {
    check_statbank("Tid", "(-n+2)", Ok(&["2024K3", "2024K4"]));
    check_statbank("Tid", "(1)", Ok(&["2024K4"]));
    check_statbank("Tid", "(2n+1)", Ok(&["2023K4", "2024K2", "2024K4"]));
    check_statbank("OMRAADE", "(2)", Ok(&["101"]));
    check_statbank("OMRAADE", "(9)", Err("\"(9)\" of variable \"OMRAADE\" matches no value"));
}

#[test]
fn ranges_backwards_are_refused() {
    let refused = "the range \"RANGE(2024K3,2024K2)\" of variable \"Tid\" runs backwards";
    check("Tid", &["RANGE(2024K3,2024K2)"], Err(refused));
    let refused = "the range \">=2024<=2023\" of variable \"Tid\" runs backwards";
    check_statbank("Tid", ">=2024<=2023", Err(refused));
    let refused = "the range \">=2031<=2030\" of variable \"Tid\" runs backwards";
    check_statbank("Tid", ">=2031<=2030", Err(refused));
}

#[test]
fn what_is_named_twice_is_named_in_the_refusal() {
    check("Tid", &["2024K1", "2024k1"], Err("\"2024k1\" is selected twice in variable \"Tid\""));
    let wishes = [wish("Tid", &["*"]), wish("tid", &["*"])];
    let refusal = chosen(&wishes, MAX_CELLS).expect_err("named twice");
    assert_eq!(refusal, Refusal::DimensionTwice { dimension: "Tid".into() });
}

#[test]
fn an_empty_selection_is_refused() {
    check("Tid", &[], Err("variable \"Tid\" is named without a value"));
    check("Tid", &[""], Err("variable \"Tid\" is named without a value"));
}

#[test]
fn an_unknown_code_brings_similar_ones() {
    let near = |text: &str| match chosen(&[wish("Tid", &[text])], MAX_CELLS) {
        Err(Refusal::UnknownValue { near, .. }) => near,
        other => panic!("{other:?}"),
    };
    assert_eq!(near("2024")[..4], ALL[1..]);
    assert_eq!(near("2024Q1")[0], "2024K1");
    assert!(near("x").is_empty());
    assert_eq!(near("20").len(), 5);
}

#[test]
fn a_name_in_the_place_of_a_code_brings_the_code() {
    for name in ["København", "koebenhavn"] {
        match chosen(&[wish("OMRAADE", &[name])], MAX_CELLS) {
            Err(Refusal::UnknownValue { near, .. }) => assert_eq!(near, ["101"], "{name}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_there_is_not_is_named() {
    check("EMNE", &["*"], Err("the table has no variable \"EMNE\""));
    check("Tid", &["FROM(2019)"], Err("variable \"Tid\" has no value \"2019\""));
    check("Tid", &["TOP(x)"], Err("\"TOP(x)\" of variable \"Tid\" is not an expression"));
    check("Tid", &["2019*"], Err("\"2019*\" of variable \"Tid\" matches no value"));
}

#[test]
fn cells_are_counted_before_they_are_made() {
    let wishes = [wish("OMRAADE", &["*"]), wish("Tid", &["*"])];
    assert_eq!(chosen(&wishes, 40).expect("as many as allowed").cells(), 40);
    let refusal = chosen(&wishes, 39).expect_err("one too many");
    assert_eq!(refusal, Refusal::TooManyCells { cells: 40, limit: 39 });
    assert_eq!(refusal.limit(), Some(39));
}

#[test]
fn expressions_are_limited_in_number_and_length() {
    let many: Vec<_> = (0..101).map(|n| format!("TOP({})", n + 1)).collect();
    let many: Vec<_> = many.iter().map(String::as_str).collect();
    check("Tid", &many, Err("variable \"Tid\" has more than 100 expressions"));
    let long = "*".repeat(201);
    check("Tid", &[&long], Err("a value of variable \"Tid\" is longer than 200 bytes"));
}

#[test]
fn time_stands_in_the_columns_unless_something_is_placed() {
    check_order(&[], &[], &[0, 1, 2], 2);
    check_order(&["Tid"], &[], &[2, 0, 1], 1);
    check_order(&[], &["OMRAADE"], &[1, 2, 0], 2);
    check_order(&["Tid"], &["ContentsCode"], &[2, 0, 1], 2);
}

#[test]
fn a_dimension_is_placed_once() {
    for code in ["OMRAADE", "EMNE"] {
        let placement = Placement { stub: vec!["omraade".into(), code.into()], ..<_>::default() };
        let table = sample::table("T1");
        let refusal = choose(&table, &[], Dialect::PxWeb, &placement, MAX_CELLS);
        assert!(matches!(refusal, Err(Refusal::Placement { .. })), "{refusal:?}");
    }
}

#[test]
fn the_default_is_all_places_in_the_newest_period() {
    let table = sample::table("T1");
    let selection = default_selection(&table);
    let values: Vec<_> = selection.choices().iter().map(|choice| &*choice.values).collect();
    assert_eq!(values, [&[0, 1, 2, 3][..], &[0, 1], &[4]]);
    assert_eq!(selection.slice(&table).len(), 8);
}

#[test]
fn the_default_period_is_one_with_numbers() {
    // All of 2025 is missing but one number of four; 2024 has half of them.
    check_period(&[[1, 1, 1, 1], [1, 1, 0, 0], [1, 0, 0, 0]], 1);
    check_period(&[[1, 0, 0, 0], [0, 0, 0, 0]], 0);
    check_period(&[[0, 0, 0, 0], [0, 0, 0, 0]], 1);
}

/// Checks which of some periods is shown, given in which places each of them has a number.
#[track_caller]
fn check_period(periods: &[[u32; 4]], expected: usize) {
    let table = sample::known(periods);
    let selection = default_selection(&table);
    assert_eq!(selection.choices().last().expect("time").values, [expected]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..<_>::default() })]

    #[test]
    fn what_is_chosen_is_chosen_again_by_its_codes(
        wishes in prop::collection::vec((piece(), prop::collection::vec(piece(), 0..4)), 0..4),
        is_pxweb in any::<bool>(),
    ) {
        let dialect = if is_pxweb { Dialect::PxWeb } else { Dialect::Statbank };
        let table = sample::table("T1");
        let wishes: Vec<_> = wishes
            .into_iter()
            .map(|(dimension, values)| Wish { dimension, code_list: None, values: Some(values) })
            .collect();
        match choose(&table, &wishes, dialect, &Placement::default(), MAX_CELLS) {
            Err(refusal) => prop_assert!(!refusal.hint().is_empty()),
            Ok(selection) => {
                let slice = selection.slice(&table);
                let by_codes = (0..selection.choices().len()).map(|choice| Wish {
                    dimension: slice.dimension(choice).code.clone(),
                    code_list: None,
                    values: Some(slice.values(choice).map(|value| value.code.clone()).collect()),
                });
                let by_codes: Vec<_> = by_codes.collect();
                let again = choose(&table, &by_codes, dialect, &Placement::default(), MAX_CELLS);
                prop_assert_eq!(again, Ok(selection));
            }
        }
    }
}

/// Returns pieces that selections are made of, and some that they are not.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "Tid",
        "OMRAADE",
        "contentscode",
        "*",
        "2024K?",
        "2024K1",
        "TOP(2,1)",
        "BOTTOM(9)",
        "FROM(2024K1)",
        "TO(147)",
        "RANGE(2024K1,2024K3)",
        ">=2024",
        ">2023<2024K3",
        "(-n+2)",
        "(3n)",
        "101",
        "00",
    ];
    prop_oneof![4 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => "\\PC{0,12}"]
}

fn wish(dimension: &str, values: &[&str]) -> Wish {
    let values = values.iter().map(|&value| value.to_owned()).collect();
    Wish { dimension: dimension.into(), code_list: None, values: Some(values) }
}

fn chosen(wishes: &[Wish], limit: u64) -> Result<Selection, Refusal> {
    choose(&sample::table("T1"), wishes, Dialect::PxWeb, &Placement::default(), limit)
}

/// Checks the order of the dimensions, and how many make the rows.
#[track_caller]
fn check_order(stub: &[&str], heading: &[&str], order: &[usize], rows: usize) {
    let codes = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect();
    let placement = Placement { stub: codes(stub), heading: codes(heading) };
    let table = sample::table("T1");
    let selection = choose(&table, &[], Dialect::PxWeb, &placement, MAX_CELLS).expect("placed");
    let found: Vec<_> = selection.choices().iter().map(|choice| choice.dimension).collect();
    assert_eq!((&*found, selection.stub()), (order, rows));
}

#[track_caller]
fn check(dimension: &str, values: &[&str], expected: Result<&[&str], &str>) {
    check_wish(wish(dimension, values), expected);
}

#[track_caller]
fn check_wish(wish: Wish, expected: Result<&[&str], &str>) {
    check_in(wish, Dialect::PxWeb, expected);
}

#[track_caller]
fn check_statbank(dimension: &str, value: &str, expected: Result<&[&str], &str>) {
    check_in(wish(dimension, &[value]), Dialect::Statbank, expected);
}

/// Checks the codes a wish chooses, or the words it is refused with.
#[track_caller]
fn check_in(wish: Wish, dialect: Dialect, expected: Result<&[&str], &str>) {
    let table = sample::table("T1");
    let place = table.position(&wish.dimension);
    let found = choose(&table, &[wish], dialect, &Placement::default(), MAX_CELLS);
    let codes = found.map(|selection| {
        let slice = selection.slice(&table);
        let at = selection.choices().iter().position(|choice| Some(choice.dimension) == place);
        slice.values(at.expect("it is chosen")).map(|value| value.code.clone()).collect::<Vec<_>>()
    });
    let expected = expected.map(|codes| codes.iter().map(|&code| code.to_owned()).collect());
    assert_eq!(codes.map_err(|refusal| refusal.to_string()), expected.map_err(str::to_owned));
}
