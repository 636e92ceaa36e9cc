//! Mix against rate.

use crate::{agree, cases};
use serde_json::Value;
use stats::decomposition::{
    Category, CategoryEffect, Cells, Kitagawa, ThreeFactors, cross_classified, factor_effects,
    nested,
};

#[test]
fn two_factor_splits_agree_with_independent_software() {
    cases::check("kitagawa.json", 27, |case| {
        let categories = categories(case);
        let names = case.value("categories").and_then(Value::as_array).expect("names");
        assert_eq!(categories.len(), names.len());
        let change = Kitagawa::new(&categories);
        assert_eq!(change.is_some(), case.text("status") == "ok", "{}", case.name("status"));
        let Some(change) = change else { return };
        let close =
            |field: &str, ours: f64| agree(&case.name(field), ours, case.number(field), 1e-13);
        close("rate1", change.first_rate);
        close("rate2", change.second_rate);
        close("difference", change.difference());
        close("rate_effect", change.rate_effect);
        close("mix_effect", change.mix_effect);
        close("rate2_at_mix1", change.second_rates_at_first_mix);
        close("rate1_at_mix2", change.first_rates_at_second_mix);
        parts(case, &change);
        let three = case.part("threefold").expect("three effects");
        for (field, ours) in [
            ("rate_at_mix1", change.second_rates_at_first_mix - change.first_rate),
            ("mix_at_rate1", change.first_rates_at_second_mix - change.first_rate),
            ("interaction", change.interaction),
        ] {
            agree(&three.name(field), ours, three.number(field), 1e-13);
        }
    });
}

fn parts(case: &cases::Case, change: &Kitagawa) {
    type Part = fn(&CategoryEffect) -> f64;
    let fields: [(&str, Part); 3] = [
        ("rate_contribution", |effect| effect.rate),
        ("mix_contribution_raw", |effect| effect.raw_mix),
        ("mix_contribution_centred", |effect| effect.centered_mix),
    ];
    for (field, part) in fields {
        let theirs = case.numbers(field);
        assert_eq!(theirs.len(), change.categories.len(), "{}", case.name(field));
        for (ours, theirs) in change.categories.iter().zip(theirs) {
            agree(&case.name(field), part(ours), theirs, 1e-13);
        }
    }
}

#[test]
fn three_factor_splits_agree_with_independent_software() {
    cases::check("das_gupta_three_factor.json", 8, |case| {
        assert!(case.text("order").starts_with("row-major"));
        let cells = categories(case);
        let columns = usize::try_from(case.count("sections")).expect("few");
        assert_eq!(case.count("municipalities"), (cells.len() / columns) as u64);
        let effects = nested(columns, &cells).expect("trials in both periods");
        let total = effects.rows + effects.columns + effects.rates;
        agree(&case.name("difference"), total, case.number("difference"), 1e-13);
        let change = Kitagawa::new(&cells).expect("trials in both periods");
        agree(&case.name("rate1"), change.first_rate, case.number("rate1"), 1e-14);
        agree(&case.name("rate2"), change.second_rate, case.number("rate2"), 1e-14);
        let part = case.part("hierarchical").expect("effects");
        three(
            &part,
            effects,
            [
                "municipality_share_effect",
                "section_mix_within_municipality_effect",
                "cell_rate_effect",
            ],
        );
        let sizes = |part: fn(&Category) -> stats::Tally| -> (Vec<f64>, Vec<f64>) {
            let pairs = cells.iter().map(|cell| (size(part(cell)), rate(part(cell))));
            pairs.unzip()
        };
        let ((n1, r1), (n2, r2)) = (sizes(|cell| cell.first), sizes(|cell| cell.second));
        let crossed = cross_classified(
            Cells { columns, sizes: &n1, rates: &r1 },
            Cells { columns, sizes: &n2, rates: &r2 },
        );
        three(
            &case.part("cross_classified").expect("effects"),
            crossed.expect("no empty cell"),
            ["municipality_structure_effect", "section_structure_effect", "cell_rate_effect"],
        );
    });
}

fn size(tally: stats::Tally) -> f64 {
    f64::from(u32::try_from(tally.trials()).expect("few"))
}

fn rate(tally: stats::Tally) -> f64 {
    tally.proportion().expect("trials in every cell").value()
}

fn three(case: &cases::Case, ours: ThreeFactors, fields: [&str; 3]) {
    for (field, ours) in fields.into_iter().zip([ours.rows, ours.columns, ours.rates]) {
        agree(&case.name(field), ours, case.number(field), 1e-13);
    }
}

fn categories(case: &cases::Case) -> Vec<Category> {
    let (first, second) = (case.tallies("x1", "n1"), case.tallies("x2", "n2"));
    let pairs = first.into_iter().zip(second);
    pairs.map(|(first, second)| Category { first, second }).collect()
}

#[test]
fn das_guptas_printed_examples_are_met() {
    cases::check("published/das_gupta_1993_examples.json", 3, |case| {
        assert!(!case.text("description").is_empty());
        let printed = |field: &str, ours: f64, unit: f64| {
            assert!((ours - case.number(field)).abs() < unit, "{} {ours}", case.name(field));
        };
        match case.text("kind") {
            "two_vector_factors" => {
                let share = |field: &str| case.numbers(field).iter().map(|v| v / 100.0).collect();
                let first = [share("size1"), case.numbers("rate1")];
                let second = [share("size2"), case.numbers("rate2")];
                let effects = factor_effects(&first, &second).expect("finite factors");
                printed("mix_effect", effects[0], 1e-4);
                printed("rate_effect", effects[1], 1e-4);
                crude(case, &first, &second, 1e-4);
            }
            "three_vector_factors" => {
                let factors = |fields: [&str; 3]| fields.map(|field| case.numbers(field));
                let (first, second) = (factors(["a1", "b1", "c1"]), factors(["a2", "b2", "c2"]));
                let effects = factor_effects(&first, &second).expect("finite factors");
                printed("effect_a", effects[0], 1e-6);
                printed("effect_b", effects[1], 1e-6);
                printed("effect_c", effects[2], 1e-6);
                crude(case, &first, &second, 1e-5);
            }
            "cross_classified" => printed_cross_classification(case),
            other => panic!("no method for {other}"),
        }
    });
}

/// Checks the two printed rates and their difference.
fn crude(case: &cases::Case, first: &[Vec<f64>], second: &[Vec<f64>], unit: f64) {
    let total = |factors: &[Vec<f64>]| -> f64 {
        (0..factors[0].len()).map(|i| factors.iter().map(|f| f[i]).product::<f64>()).sum()
    };
    let (first, second) = (total(first), total(second));
    for (field, ours) in [("crude1", first), ("crude2", second), ("difference", second - first)] {
        assert!((ours - case.number(field)).abs() < unit, "{} {ours}", case.name(field));
    }
}

fn printed_cross_classification(case: &cases::Case) {
    let columns = usize::try_from(case.count("columns")).expect("few");
    let (n1, r1) = (case.numbers("size1"), case.numbers("rate1"));
    let (n2, r2) = (case.numbers("size2"), case.numbers("rate2"));
    assert_eq!(usize::try_from(case.count("rows")), Ok(n1.len() / columns));
    let effects = cross_classified(
        Cells { columns, sizes: &n1, rates: &r1 },
        Cells { columns, sizes: &n2, rates: &r2 },
    )
    .expect("no empty cell");
    for (field, ours) in [
        ("row_structure_effect", effects.rows),
        ("column_structure_effect", effects.columns),
        ("rate_effect", effects.rates),
        ("mix_effect_two_factor", effects.rows + effects.columns),
    ] {
        assert!((ours - case.number(field)).abs() < 1e-6, "{} {ours}", case.name(field));
    }
    let share = |sizes: &[f64]| {
        let all: f64 = sizes.iter().sum();
        sizes.iter().map(|size| size / all).collect::<Vec<f64>>()
    };
    let (first, second) = ([share(&n1), r1], [share(&n2), r2]);
    crude(case, &first, &second, 1e-6);
    let two = factor_effects(&first, &second).expect("finite factors");
    let theirs = case.number("mix_effect_two_factor");
    assert!((two[0] - theirs).abs() < 1e-6, "{} {two:?}", case.name("mix_effect_two_factor"));
}
