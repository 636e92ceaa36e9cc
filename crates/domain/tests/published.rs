//! Figures that others published must be reproducible from whole numbers of cases with our rounding.

use std::collections::BTreeMap;

use domain::{
    format::{tenths_of_percent, whole_percent},
    published::PublishedPercent,
    reversal::{OutcomeCounts, merits_share, reversal_rate},
};
use stats::Proportion;

type Row = BTreeMap<String, String>;

#[test]
fn published_rows_with_a_full_split_give_the_published_rate() {
    let mut checked = 0;
    for row in rows("municipal_rates.csv") {
        let Some(counts) = split(&row) else { continue };
        let rate = reversal_rate(counts).expect("a published split has cases");
        if let Some(published) = PublishedPercent::parse(&row["reversal_pct"]) {
            assert_eq!(rounded_as(published, rate), published.tenths(), "{row:?}");
            checked += 1;
        }
    }
    assert!(checked >= 2, "only {checked} rows have a full split and a rate");
}

#[test]
fn published_rates_on_known_counts_are_reached_by_some_whole_number_of_cases() {
    let mut checked = 0;
    for row in rows("municipal_rates.csv") {
        let Ok(merits) = row["decided_cases"].parse::<u32>() else { continue };
        let Some(published) = PublishedPercent::parse(&row["reversal_pct"]) else { continue };
        let mut shares =
            (0..=merits).filter_map(|part| Proportion::from_parts(part, merits - part));
        assert!(shares.any(|share| rounded_as(published, share) == published.tenths()), "{row:?}");
        checked += 1;
    }
    assert!(checked >= 14, "only {checked} rows have both");
}

#[test]
fn soroe_2016_adds_up_in_cases_though_not_in_rounded_parts() {
    let counts = OutcomeCounts { changed: 4, remitted: 12, upheld: 40, dismissed: 0 };
    check(counts, [7, 21, 29]);
}

#[test]
fn ringsted_2017_adds_up_in_cases_though_not_in_rounded_parts() {
    let counts = OutcomeCounts { changed: 10, remitted: 7, upheld: 16, dismissed: 0 };
    check(counts, [30, 21, 52]);
}

/// Checks `[changed, remitted, reversed]` in whole per cent.
#[track_caller]
fn check(counts: OutcomeCounts, expected: [u64; 3]) {
    use domain::outcome::Outcome::{Changed, Remitted};
    let parts =
        [merits_share(counts, Changed), merits_share(counts, Remitted), reversal_rate(counts)];
    assert_eq!(parts.map(|share| whole_percent(share.expect("there are cases"))), expected);
}

/// Returns a share in tenths of a per cent, rounded to as many decimals as were published.
fn rounded_as(published: PublishedPercent, share: Proportion) -> u32 {
    let tenths = if published.decimals() == 0 {
        whole_percent(share) * 10
    } else {
        tenths_of_percent(share)
    };
    u32::try_from(tenths).expect("at most 1000")
}

fn split(row: &Row) -> Option<OutcomeCounts> {
    let count = |column: &str| row[column].parse::<u32>().ok();
    let changed = count("changed_or_annulled")
        .or_else(|| Some(count("annulled").unwrap_or(0) + count("changed")?))?;
    Some(OutcomeCounts {
        changed,
        remitted: count("remitted")?,
        upheld: count("upheld")?,
        dismissed: 0,
    })
}

fn rows(file: &str) -> Vec<Row> {
    let mut reader =
        csv::Reader::from_path(format!("tests/data/{file}")).expect("the file is here");
    reader.deserialize().map(|row| row.expect("a readable row")).collect()
}
