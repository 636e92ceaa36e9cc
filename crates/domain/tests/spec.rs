//! Runs the tables in `spec/`: the same examples that the method pages show.

use domain::{
    format::{self, Language},
    reversal::{OutcomeCounts, reversal_rate},
};
use stats::Confidence;

#[test]
fn the_reversal_rate_meets_every_example() {
    let rows = rows(include_str!("../spec/reversal_rate.md"));
    assert_eq!(rows.len(), 8);
    for row in rows {
        let count = |column: usize| row[column].parse::<u32>().expect("a count");
        let counts = OutcomeCounts {
            changed: count(1),
            remitted: count(2),
            upheld: count(3),
            dismissed: count(4),
        };
        assert_eq!(counts.merits(), count(5), "{}", row[0]);
        assert_eq!(shown(counts), row[6..10], "{}", row[0]);
    }
}

/// Returns whole per cent, per cent and the limits as the table writes them.
fn shown(counts: OutcomeCounts) -> [String; 4] {
    let Some(rate) = reversal_rate(counts) else { return ["–"; 4].map(String::from) };
    let interval = rate.wilson_interval(Confidence::P95);
    [
        format::whole_percent(rate).to_string(),
        format::percent_number(rate, Language::En),
        format::fraction_number(interval.lower, Language::En),
        format::fraction_number(interval.upper, Language::En),
    ]
}

/// Returns the cells of the rows of the one table in a page.
fn rows(page: &str) -> Vec<Vec<String>> {
    let lines = page.lines().filter(|line| line.starts_with('|')).skip(2);
    lines
        .map(|line| {
            let line = line.trim_matches('|');
            line.split('|').map(|cell| cell.trim().to_owned()).collect()
        })
        .collect()
}
