//! The reasoning as JSON. Names are stable; fractions are not rounded; what cannot be given is null, with
//! the reason beside it.

mod parts;

use domain::{format::Language, outcome::Outcome, reversal::OutcomeCounts};
use publication::{
    explanation::{Explanation, Part},
    figure::Figure,
    release::METHOD_VERSION,
};
use serde_json::{Map, Value, json};

/// Returns the whole reasoning, each part with its sentences.
pub fn document(explanation: &Explanation, language: Language) -> Value {
    let mut document = basis(explanation, language);
    for part in Part::ALL {
        let (name, mut values) = values(explanation, part, language);
        let object = values.as_object_mut().expect("each part is an object");
        object.insert("sentences".into(), json!(explanation.sentences(part, language)));
        document.insert(name.into(), values);
    }
    document.insert("change_among_all_municipalities".into(), parts::change_among_all(explanation));
    Value::Object(document)
}

/// What the figures rest on.
fn basis(explanation: &Explanation, language: Language) -> Map<String, Value> {
    let (release, map, place) = (explanation.release(), explanation.map(), explanation.place());
    let few = release.edition(map.year).map(|edition| edition.few_cases_below);
    let basis = json!({
        "code": place.code.to_string(),
        "name": place.name,
        "map": map.map.id(),
        "decision_year": map.year.number(),
        "release": release.id(),
        "drawn_on": release.snapshot().drawn_on.to_string(),
        "provenance": if release.provenance().is_synthetic() { "synthetic" } else { "delivered" },
        "synthetic_mark": release.provenance().mark(language),
        "method_version": METHOD_VERSION,
        "few_cases_below": few,
        "language": language.tag(),
    });
    basis.as_object().expect("it was written as one").clone()
}

fn values(explanation: &Explanation, part: Part, language: Language) -> (&'static str, Value) {
    match part {
        Part::Figure => ("figure", figure(explanation.figure())),
        Part::Country => ("country", figure(&explanation.map().country)),
        Part::Comparison => ("comparison", comparison(explanation, language)),
        Part::Chance => ("chance", parts::chance(explanation)),
        Part::Change => ("change", parts::change(explanation)),
        Part::Trend => ("trend", parts::trend(explanation)),
        Part::Split => ("split", parts::split(explanation, language)),
        Part::Level => ("level", parts::level(explanation)),
        Part::Estimate => ("estimate", parts::estimate(explanation)),
        Part::YearsTogether => ("years_together", parts::years_together(explanation)),
        Part::Rank => ("rank", parts::rank(explanation)),
        Part::Peers => ("peers", parts::peers(explanation)),
        Part::BesidePeople => ("beside_people", parts::beside_people(explanation)),
    }
}

fn figure(figure: &Figure) -> Value {
    let count = |outcome| figure.count(outcome);
    let interval = figure.interval();
    json!({
        "changed": count(Outcome::Changed),
        "remitted": count(Outcome::Remitted),
        "upheld": count(Outcome::Upheld),
        "dismissed": count(Outcome::Dismissed),
        "reversed": figure.counts().map(OutcomeCounts::reversed),
        "merits": figure.merits(),
        "reversal_rate": figure.rate().as_ref().map(|rate| rate.value()),
        "lower": interval.map(|it| it.lower),
        "upper": interval.map(|it| it.upper),
        "reason": figure.rate().is_none().then(|| figure.standing().id()),
    })
}

fn comparison(explanation: &Explanation, language: Language) -> Value {
    let standing = explanation.figure().standing();
    let test = explanation.figure().test();
    json!({
        "comparison": standing.id(),
        "label": standing.label(language),
        "p_value": test.map(|it| it.p_value),
        "p_adjusted": test.map(|it| it.adjusted),
        "compared_with_rest": test.map(|it| it.against_rest),
        "municipalities_compared": explanation.map().compared(),
        "reason": test.is_none().then(|| standing.id()),
    })
}
