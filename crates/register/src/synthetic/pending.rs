//! The cases that are pending on the day of the draw.

use domain::{municipality, period::Year};

use super::{
    SyntheticOptions,
    chance::Chance,
    length::{LONGEST, has_deadline, processing_days},
    plan::Plan,
    year::{MadeCase, Towns},
};
use crate::days;

/// The stream of chance for pending cases.
const PENDING: u64 = 2;

/// Makes the cases that are pending on the day of the draw.
///
/// They are what is decided after it and was received before it: decisions go on as they did, with the
/// lengths of their days, so a case received on a day is pending with the chance that its length exceeds
/// the days up to the draw. Receipts so go on up to the draw as before.
pub(super) fn pending<'a>(
    options: &SyntheticOptions,
    plan: &'a Plan,
    towns: &Towns,
) -> impl Iterator<Item = MadeCase> + 'a {
    let mut chance = Chance::new(options.seed, PENDING);
    let sums = towns.sums(Year::of(options.drawn_on));
    let drawn_on = days::from_date(options.drawn_on);
    (0..plan.pending).map(move |_| {
        let waiting = std::iter::repeat_with(|| decided_later(plan, drawn_on, &sums, &mut chance));
        waiting.flatten().next().expect("some case is pending sooner or later")
    })
}

/// Makes a case that is decided after the draw; `None` if it is received after it too.
fn decided_later(
    plan: &Plan,
    drawn_on: i32,
    sums: &[u64],
    chance: &mut Chance,
) -> Option<MadeCase> {
    let mix = &plan.pending_mixes[chance.weighted(&plan.pending_sums)];
    let topic = mix.topics[chance.weighted(&mix.sums)];
    let (fate, after) = (chance.below(u64::MAX), chance.between(1, LONGEST));
    let part = chance.between(0, 9_999);
    let length = processing_days(part, drawn_on + after, has_deadline(topic, fate));
    let received = drawn_on + after - length;
    (received <= drawn_on).then(|| MadeCase {
        municipality: &municipality::all()[chance.weighted(sums)],
        topic,
        received,
        reopened: None,
        decision: None,
        registered: (received + chance.between(0, 5)).min(drawn_on),
        fate,
    })
}
