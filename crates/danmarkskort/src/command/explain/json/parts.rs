//! The parts of the reasoning that may be missing.

use domain::{format::Language, period::Year};
use publication::{
    analysis::{Change, Contribution, Peer, Split},
    denominator::Denominator,
    download::tables::topic_names,
    explanation::{Explanation, Silence},
};
use serde_json::{Value, json};

/// Returns the word for why a part is missing; null where it is there.
fn reason<T>(found: &Result<T, Silence>) -> Option<&'static str> {
    found.as_ref().err().map(|silence| silence.id())
}

fn number(year: Year) -> i16 {
    year.number()
}

pub fn chance(explanation: &Explanation) -> Value {
    let found = explanation.chance();
    let limits = found.as_ref().ok();
    json!({
        "lower": limits.map(|it| it.lower),
        "upper": limits.map(|it| it.upper),
        "merits": explanation.figure().merits(),
        "municipalities_outside_by_chance": explanation.outside_by_chance(),
        "reason": reason(&found),
    })
}

pub fn change(explanation: &Explanation) -> Value {
    let found = explanation.change();
    let change = found.as_ref().ok();
    json!({
        "since": change.map(|it| number(it.since)),
        "merits_before": change.map(|it| it.before.trials()),
        "merits_now": change.map(|it| it.now.trials()),
        "before": change.map(|it| it.before.value()),
        "now": change.map(|it| it.now.value()),
        "difference": change.map(|it| it.difference()),
        "lower": change.map(|it| it.interval.lower),
        "upper": change.map(|it| it.interval.upper),
        "may_be_chance": change.map(|it| it.may_be_chance()),
        "reason": reason(&found),
    })
}

/// The same change in a list of all municipalities: another question, so another test and no interval.
pub fn change_among_all(explanation: &Explanation) -> Value {
    let found = explanation.change();
    let change: Option<&Change> = found.as_ref().ok().copied();
    json!({
        "p_adjusted": change.map(|it| it.adjusted),
        "municipalities_tested": explanation.tested_changes(),
        "reason": reason(&found),
    })
}

pub fn trend(explanation: &Explanation) -> Value {
    let found = explanation.trend();
    let steady = found.as_ref().ok();
    let direction =
        steady.and_then(|it| it.rises()).map(|rises| if rises { "rising" } else { "falling" });
    json!({
        "first_year": steady.map(|it| number(it.first)),
        "last_year": steady.map(|it| number(it.last)),
        "merits": steady.map(|it| explanation.merits_between(it.first, it.last)),
        "per_year": steady.map(|it| it.trend.slope),
        "p_adjusted": steady.map(|it| it.p_value),
        "municipalities_tested": explanation.tested_trends(),
        "is_uneven": steady.map(|it| it.is_uneven()),
        "direction": direction,
        "reason": reason(&found),
    })
}

pub fn split(explanation: &Explanation, language: Language) -> Value {
    let found = explanation.split();
    let split: Option<&Split> = found.as_ref().ok().copied();
    let contribution = |part: &Contribution| {
        json!({
            "topics": part.topics.iter().map(|topic| topic.number()).collect::<Vec<_>>(),
            "name": topic_names(explanation.release(), &part.topics, language),
            "merits_before": part.cases[0],
            "merits_now": part.cases[1],
            "mix": part.mix,
            "rate": part.rate,
        })
    };
    let contributions =
        split.map(|it| it.contributions.iter().map(contribution).collect::<Vec<_>>());
    json!({
        "since": split.map(|it| number(it.since)),
        "before": split.map(|it| it.before),
        "now": split.map(|it| it.now),
        "mix": split.map(|it| it.mix),
        "remitted_within_topics": split.map(|it| it.remitted),
        "changed_within_topics": split.map(|it| it.changed),
        "across_series_break": split.map(|it| it.across_break),
        "contributions": contributions,
        "reason": reason(&found),
    })
}

pub fn level(explanation: &Explanation) -> Value {
    let found = explanation.level();
    let level = found.as_ref().ok();
    json!({
        "rate": level.map(|it| it.rate),
        "lower": level.map(|it| it.interval.lower),
        "upper": level.map(|it| it.interval.upper),
        "merits": explanation.figure().merits(),
        "reason": reason(&found),
    })
}

pub fn estimate(explanation: &Explanation) -> Value {
    let found = explanation.estimate();
    let estimate = found.as_ref().ok();
    json!({
        "rate": estimate.map(|it| it.rate),
        "lower": estimate.map(|it| it.interval.lower),
        "upper": estimate.map(|it| it.interval.upper),
        "merits": explanation.figure().merits(),
        "reason": reason(&found),
    })
}

pub fn years_together(explanation: &Explanation) -> Value {
    let found = explanation.years_together();
    let pooled = found.as_ref().ok();
    json!({
        "first_year": pooled.map(|it| number(it.first)),
        "last_year": pooled.map(|it| number(it.last)),
        "reversed": pooled.map(|it| it.counts.reversed()),
        "merits": pooled.map(|it| it.counts.merits()),
        "rate": pooled.map(|it| it.rate.value()),
        "lower": pooled.map(|it| it.interval.lower),
        "upper": pooled.map(|it| it.interval.upper),
        "reason": reason(&found),
    })
}

pub fn rank(explanation: &Explanation) -> Value {
    let found = explanation.rank();
    let rank = found.as_ref().ok();
    json!({
        "first": rank.map(|(rank, _)| rank.lower),
        "last": rank.map(|(rank, _)| rank.upper),
        "municipalities_ranked": rank.map(|(_, ranked)| ranked),
        "merits": explanation.figure().merits(),
        "reason": reason(&found),
    })
}

pub fn peers(explanation: &Explanation) -> Value {
    let found = explanation.peers();
    let peer = |peer: &Peer| {
        let figure = explanation.map().municipality(peer.municipality);
        json!({
            "code": peer.municipality.to_string(),
            "name": peer.municipality.municipality().name,
            "distance": peer.distance,
            "group": peer.group,
            "volume": peer.volume,
            "mix": peer.mix,
            "comparison": figure.standing().id(),
            "merits": figure.merits(),
            "reversal_rate": figure.rate().as_ref().map(|rate| rate.value()),
        })
    };
    let municipalities =
        found.as_ref().ok().map(|peers| peers.iter().map(peer).collect::<Vec<_>>());
    json!({ "municipalities": municipalities, "reason": reason(&found) })
}

pub fn beside_people(explanation: &Explanation) -> Value {
    let found = explanation.beside_people();
    let beside = found.as_ref().ok();
    json!({
        "inhabitants": beside.and_then(|it| it.inhabitants).map(per_thousand),
        "recipients": beside.and_then(|it| it.recipients).map(per_thousand),
        "reason": reason(&found),
    })
}

fn per_thousand(people: Denominator) -> Value {
    json!({
        "people": people.people,
        "year": number(people.year),
        "merits_per_1000": people.cases.map(|it| it.appeals),
        "reversed_per_1000": people.cases.map(|it| it.reversed),
    })
}
