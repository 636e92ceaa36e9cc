//! Hidden counts stay hidden: every table a reader could think of is tried.

use proptest::prelude::*;
use stats::suppression::{self, Display, MAX_CELLS, Sum, Table, Unprotected};

fn suppress(
    counts: &[u32],
    sums: &[Sum],
    largest_hidden: u32,
) -> Result<Vec<Display>, Unprotected> {
    let table = Table::new(counts, sums);
    Ok(suppression::suppress(&table, largest_hidden)?.display)
}

/// A table of rows and columns with totals at the ends, row by row.
fn with_totals(columns: usize, inner: &[u32]) -> (Vec<u32>, Vec<Sum>) {
    let rows = inner.len() / columns;
    let width = columns + 1;
    let mut counts = vec![0; width * (rows + 1)];
    for (i, &count) in inner.iter().enumerate() {
        let (row, column) = (i / columns, i % columns);
        for cell in [
            row * width + column,
            row * width + columns,
            rows * width + column,
            rows * width + columns,
        ] {
            counts[cell] += count;
        }
    }
    let mut sums = Vec::new();
    for row in 0..=rows {
        let parts = (0..columns).map(|column| row * width + column).collect();
        sums.push(Sum { total: row * width + columns, parts });
    }
    for column in 0..=columns {
        let parts = (0..rows).map(|row| row * width + column).collect();
        sums.push(Sum { total: rows * width + column, parts });
    }
    (counts, sums)
}

/// Returns all values a cell takes in tables that agree with what is shown, up to a limit.
fn possible(columns: usize, counts: &[u32], display: &[Display], cell: usize) -> Vec<u32> {
    let width = columns + 1;
    let rows = counts.len() / width - 1;
    let inner: Vec<usize> =
        (0..rows).flat_map(|row| (0..columns).map(move |c| row * width + c)).collect();
    let open: Vec<usize> =
        inner.iter().copied().filter(|&cell| display[cell] != Display::Shown).collect();
    let mut values = Vec::new();
    let mut guess = counts.to_vec();
    // A one or two has to move by one, and with rows and columns no other cell moves farther.
    let limit = 6_u32;
    for code in 0..limit.pow(u32::try_from(open.len()).expect("few")) {
        let mut rest = code;
        for &cell in &open {
            guess[cell] = rest % limit;
            rest /= limit;
        }
        let list: Vec<u32> = inner.iter().map(|&cell| guess[cell]).collect();
        let (all, _) = with_totals(columns, &list);
        let agrees = (0..counts.len())
            .all(|cell| display[cell] != Display::Shown || all[cell] == counts[cell]);
        if agrees {
            values.push(all[cell]);
        }
    }
    values
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_hidden_small_count_could_be_one_or_two(inner in prop::collection::vec(0_u32..5, 6)) {
        let (counts, sums) = with_totals(3, &inner);
        let Ok(display) = suppress(&counts, &sums, 2) else { return Ok(()) };
        for cell in 0..counts.len() {
            let small = counts[cell] == 1 || counts[cell] == 2;
            prop_assert_eq!(small, display[cell] == Display::Primary);
            if small {
                let values = possible(3, &counts, &display, cell);
                prop_assert!(values.contains(&1) && values.contains(&2), "{:?} {:?}", counts, display);
            }
        }
    }

    #[test]
    fn wild_sums_give_an_answer_or_an_error(
        counts in prop::collection::vec(prop_oneof![0_u32..4, any::<u32>()], 0..12),
        sums in prop::collection::vec((0_usize..14, prop::collection::vec(0_usize..14, 0..4)), 0..5),
    ) {
        let sums: Vec<Sum> = sums.into_iter().map(|(total, parts)| Sum { total, parts }).collect();
        if let Ok(display) = suppress(&counts, &sums, 2) {
            prop_assert_eq!(display.len(), counts.len());
        }
    }
}

#[test]
fn a_table_without_small_counts_is_shown_whole() {
    let (counts, sums) = with_totals(2, &[0, 5, 7, 9]);
    let display = suppress(&counts, &sums, 2).expect("a sound table");
    assert!(display.iter().all(|&cell| cell == Display::Shown));
}

#[test]
fn one_small_count_needs_three_companions() {
    let (counts, sums) = with_totals(3, &[1, 20, 30, 40, 50, 60, 70, 80, 90]);
    let display = suppress(&counts, &sums, 2).expect("a sound table");
    let hidden = display.iter().filter(|&&cell| cell == Display::Secondary).count();
    assert_eq!(hidden, 3, "{display:?}");
}

#[test]
fn a_companion_of_zero_is_no_cover() {
    // One of 1 and a zero in the only other cell: the total of 1 is hidden too, or all is known.
    let sums = [Sum { total: 2, parts: vec![0, 1] }];
    let display = suppress(&[2, 0, 2], &sums, 2).expect("a sound table");
    assert_eq!(display[2], Display::Primary);
    assert_eq!(suppress(&[2, 8, 10], &sums, 2).expect("a sound table")[1], Display::Secondary);
}

#[test]
fn unsound_tables_are_refused() {
    let sum = |total, parts: &[usize]| Sum { total, parts: parts.to_vec() };
    assert_eq!(suppress(&[1, 1, 3], &[sum(2, &[0, 1])], 2), Err(Unprotected::DoesNotAddUp(0)));
    assert_eq!(suppress(&[1, 1], &[sum(2, &[0, 1])], 2), Err(Unprotected::BadSum(0)));
    assert_eq!(suppress(&[1, 1], &[sum(1, &[0, 0])], 2), Err(Unprotected::BadSum(0)));
    assert_eq!(suppress(&vec![1; MAX_CELLS + 1], &[], 2), Err(Unprotected::TooLarge));
    // Twice the same parts under two names: whatever is hidden, the small one is zero by itself.
    let empty = sum(0, &[]);
    assert_eq!(suppress(&[1], &[empty], 2), Err(Unprotected::DoesNotAddUp(0)));
    assert_eq!(suppress(&[], &[], 2), Ok(vec![]));
}

#[test]
fn lists_of_another_length_are_refused() {
    let table = Table { known: &[true], ..Table::new(&[1, 1], &[]) };
    assert_eq!(suppression::suppress(&table, 2), Err(Unprotected::BadLength));
    let table = Table { keep: &[true], ..Table::new(&[1, 1], &[]) };
    assert_eq!(suppression::suppress(&table, 2), Err(Unprotected::BadLength));
}

#[test]
fn a_known_cell_is_shown_though_it_is_small() {
    let known = check_total([2, 1, 1], [true, false, false], [false; 3], &[]);
    assert_eq!(known, [Display::Shown, Display::Primary, Display::Primary]);
}

#[test]
fn a_zero_covers_where_the_total_is_known() {
    let display = check_total([1, 1, 0], [true, false, false], [false; 3], &[]);
    assert_eq!(display, [Display::Shown, Display::Primary, Display::Secondary]);
}

#[test]
fn a_structural_zero_covers_nothing() {
    // Who knows that the second part cannot but be 0 knows the first from the total.
    let display = check_total([1, 1, 0], [true, false, true], [false; 3], &[1]);
    assert_eq!(display, [Display::Shown, Display::Primary, Display::Shown]);
}

#[test]
fn beside_a_structural_zero_the_total_is_hidden() {
    let display = check_total([7, 7, 0], [false, false, true], [false, true, false], &[]);
    assert_eq!(display, [Display::Secondary, Display::Secondary, Display::Shown]);
}

#[test]
fn a_cell_hidden_before_stays_hidden_and_covered() {
    let display = check_total([12, 3, 9], [false; 3], [false, true, false], &[]);
    assert_eq!(display, [Display::Shown, Display::Secondary, Display::Secondary]);
}

#[test]
fn a_cell_hidden_before_is_shown_once_it_is_known() {
    let display = check_total([12, 3, 9], [false, true, false], [false, true, false], &[]);
    assert_eq!(display, [Display::Shown; 3]);
}

#[test]
fn a_hundred_rows_of_ten_cells_are_protected() {
    let inner: Vec<u32> = (0..980_u32).map(|i| (i * i * 7 + i * 13) % 41).collect();
    let (counts, sums) = with_totals(10, &inner);
    let display = suppress(&counts, &sums, 2).expect("a sound table");
    let count = |kind| display.iter().filter(|&&cell| cell == kind).count();
    println!("{} primary, {} secondary", count(Display::Primary), count(Display::Secondary));
    assert!(count(Display::Secondary) < count(Display::Shown));
    assert_eq!(suppress(&counts, &sums, 2), Ok(display));
}

/// Returns what is shown of a total and its two parts after checking which cells are exposed.
#[track_caller]
fn check_total(
    counts: [u32; 3],
    known: [bool; 3],
    keep: [bool; 3],
    exposed: &[usize],
) -> Vec<Display> {
    let sums = [Sum { total: 0, parts: vec![1, 2] }];
    let table = Table { known: &known, keep: &keep, ..Table::new(&counts, &sums) };
    let pattern = suppression::suppress(&table, 2).expect("a sound table");
    assert_eq!(pattern.exposed, exposed);
    pattern.display
}
