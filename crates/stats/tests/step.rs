//! The false alarms that sudden changes promise, and a change that must be found.

use rand::RngExt;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use stats::Tally;
use stats::step::{Change, Shape};

/// Draws successes among `trials` with a rate.
fn draw(random: &mut ChaCha8Rng, trials: u32, rate: f64) -> Tally {
    let successes = (0..trials).filter(|_| random.random_bool(rate)).count();
    Tally::of(u32::try_from(successes).expect("few"), trials).expect("no more than trials")
}

/// Counts the series of constant rate in which a change is reported at 5 %.
fn false_alarms(series: u64, spread: f64) -> usize {
    let alarms = (0..series).filter(|&seed| {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let quarters: Vec<Tally> = (0..16)
            .map(|_| {
                let trials = random.random_range(40..160);
                let rate = 0.42 + spread * (random.random_range(0.0..2.0) - 1.0);
                draw(&mut random, trials, rate)
            })
            .collect();
        Change::find(&quarters).is_some_and(|change| change.p_value <= 0.05)
    });
    alarms.count()
}

#[test]
fn a_thousand_quiet_series_give_no_more_alarms_than_promised() {
    let alarms = false_alarms(1_000, 0.0);
    println!("{alarms} alarms in 1000 quiet series");
    assert!((10..=50).contains(&alarms), "{alarms}");
}

#[test]
fn uneven_quarters_are_not_taken_for_a_change() {
    // A standard deviation of 4.6 points between quarters, about as much as chance adds.
    let alarms = false_alarms(300, 0.08);
    println!("{alarms} alarms in 300 uneven series");
    assert!(alarms <= 21, "{alarms}");
}

#[test]
fn a_drop_is_found_in_the_quarter_and_only_in_the_topics_it_happened_in() {
    for (shape, last) in [(Shape::Lasting, 24), (Shape::OnePeriod, 14)] {
        let (mut found, mut elsewhere) = (0, 0);
        for seed in 0..40 {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            let dropped = |quarter: i32| (13..last).contains(&quarter);
            let mapped: Vec<Tally> = (0..24)
                .map(|quarter| draw(&mut random, 400, if dropped(quarter) { 0.32 } else { 0.45 }))
                .collect();
            let others: Vec<Tally> = (0..24).map(|_| draw(&mut random, 900, 0.28)).collect();
            let change = Change::find(&mapped).expect("enough cases");
            let exact = change.shape == shape && change.period == 13 && change.p_value < 0.05;
            found += usize::from(exact && (change.after - change.before + 0.13).abs() < 0.07);
            let other = Change::find(&others).expect("enough cases");
            elsewhere += usize::from(other.p_value <= 0.05);
        }
        println!("{shape:?}: {found} of 40 found, {elsewhere} of 40 elsewhere");
        assert!(found >= 34, "{shape:?}: {found} of 40");
        assert!(elsewhere <= 4, "{shape:?}: {elsewhere} of 40");
    }
}

#[test]
fn edges_have_an_answer_or_none() {
    let tally = |successes, failures| Tally { successes, failures };
    for periods in [
        vec![],
        vec![tally(0, 0); 9],
        vec![tally(5, 5)],
        vec![tally(5, 5), tally(6, 6)],
        vec![tally(0, 9); 9],
        vec![tally(9, 0); 9],
        vec![tally(1, 0), tally(0, 1), tally(1, 1)],
    ] {
        assert_eq!(Change::find(&periods), None, "{periods:?}");
    }
    let large = [tally(1_000_000_000, u32::MAX), tally(0, 0), tally(u32::MAX, 1), tally(3, 4)];
    let change = Change::find(&[large.as_slice(), &large].concat()).expect("enough cases");
    assert!(change.z.is_finite() && (0.0..=1.0).contains(&change.p_value));
}

#[test]
fn reading_backwards_mirrors_the_change() {
    let rates = [50, 52, 49, 30, 28, 31, 29, 30];
    let quarters = rates.map(|x| Tally::of(x, 100).expect("x of 100"));
    let mut reversed = quarters;
    reversed.reverse();
    let (forth, back) = (Change::find(&quarters), Change::find(&reversed));
    let (forth, back) = (forth.expect("enough cases"), back.expect("enough cases"));
    assert_eq!((forth.period, back.period), (3, 5));
    assert!((forth.z + back.z).abs() < 1e-9 && (forth.p_value - back.p_value).abs() < 1e-9);
}
