//! Tables of the published size are protected in good time; the test runner tells how long.

#[path = "suppression/published.rs"]
mod published;

use published::Published;
use stats::suppression::{Display, Table, suppress};

#[test]
fn a_table_of_a_thousand_cells_is_protected_while_one_waits() {
    check(1, 7, true, 2_000, false);
}

#[test]
fn a_table_of_a_thousand_cells_is_protected_when_its_totals_are_known() {
    check(2, 8, true, 1_000, true);
}

#[test]
#[ignore = "for measuring, in release"]
fn a_table_of_three_thousand_cells_is_protected() {
    check(3, 28, true, 6_000, false);
}

#[test]
#[ignore = "for measuring, in release"]
fn four_hundred_tables_are_protected() {
    for seed in 0..400_u64 {
        let large = seed % 10 == 0;
        let codes = if large { 28 } else { 4 + usize::try_from(seed % 7).expect("few") };
        let cases = [40, 300, 1_000, 3_000, 10_000][usize::try_from(seed / 4 % 5).expect("few")];
        check(seed, codes, seed % 2 == 0, cases, seed % 4 == 0);
    }
}

#[expect(clippy::print_stdout, reason = "who measures wants to see what was hidden")]
#[track_caller]
fn check(seed: u64, codes: usize, has_total: bool, cases: u32, totals_are_known: bool) {
    let published = Published::new(seed, codes, has_total, cases);
    let totals = published.totals();
    let known: &[bool] = if totals_are_known { &totals } else { &[] };
    let table = Table { known, ..Table::new(&published.counts, &published.sums) };
    let pattern = suppress(&table, 2).expect("a sound table");
    let count = |kind| pattern.display.iter().filter(|&&cell| cell == kind).count();
    let (primary, secondary) = (count(Display::Primary), count(Display::Secondary));
    println!(
        "{seed}: {} cells, {cases} cases, known {totals_are_known}: {primary} primary, {secondary} secondary, {} exposed",
        published.counts.len(),
        pattern.exposed.len()
    );
    assert!(primary > 0 && secondary < published.counts.len() / 2, "{primary} and {secondary}");
}
