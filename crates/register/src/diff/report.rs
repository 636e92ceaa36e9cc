//! The changes for programs.

use domain::{
    format::tenths_of_percent,
    reversal::{OutcomeCounts, reversal_rate},
};
use serde_json::{Value, json};

use super::{Changes, CountChange, Diff, MapChange};

impl Diff {
    /// Returns the changes as JSON. Users' scripts depend on its names.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let cells = self.cases.as_ref().map(|cells| {
            let cell = |((municipality, topic, year), changes): (&super::Cell, &Changes)| {
                let mut cell = changes_json(*changes);
                cell["municipality"] = json!(municipality.number());
                cell["topic"] = json!(topic.number());
                cell["year"] = json!(year.map(domain::period::Year::number));
                cell
            };
            cells.iter().map(cell).collect::<Vec<_>>()
        });
        let total = self
            .cases
            .as_ref()
            .map(|_| changes_json(self.by(|_| ()).into_values().next().unwrap_or_default()));
        json!({
            "before": self.before,
            "after": self.after,
            "cases": total,
            "cases_by_municipality_topic_year": cells,
            "counts": self.counts.as_ref().map(|it| it.iter().map(count).collect::<Vec<_>>()),
            "maps": self.maps.iter().map(map).collect::<Vec<_>>(),
        })
    }
}

fn changes_json(changes: Changes) -> Value {
    json!({
        "added": changes.added,
        "gone": changes.gone,
        "decided": changes.decided,
        "outcome_changed": changes.outcome_changed,
        "changed_otherwise": changes.otherwise,
    })
}

fn count(change: &CountChange) -> Value {
    json!({
        "period": change.period.to_string(),
        "municipality": change.municipality.number(),
        "topic": change.topic.number(),
        "before": change.before.map(outcomes),
        "after": change.after.map(outcomes),
    })
}

fn map(change: &MapChange) -> Value {
    json!({
        "map": change.map.id(),
        "year": change.year.number(),
        "before": change.before.map(figure),
        "after": change.after.map(figure),
    })
}

fn outcomes(counts: OutcomeCounts) -> Value {
    json!({
        "changed": counts.changed,
        "remitted": counts.remitted,
        "upheld": counts.upheld,
        "dismissed": counts.dismissed,
    })
}

/// Writes outcomes with the rate in per cent, rounded to one decimal; null where there is none.
#[expect(clippy::cast_precision_loss, reason = "at most a thousand tenths")]
fn figure(counts: OutcomeCounts) -> Value {
    let mut figure = outcomes(counts);
    let rate = reversal_rate(counts).map(|share| tenths_of_percent(share) as f64 / 10.0);
    figure["reversal_rate_percent"] = json!(rate);
    figure
}
