//! The cases decided in one year.

use domain::{
    municipality::{self, Municipality},
    outcome::Outcome,
    period::Year,
    population::Population,
    reversal::OutcomeCounts,
    topic::TopicCode,
};

use super::{
    SyntheticOptions,
    chance::Chance,
    length::{has_deadline, processing_days},
    plan::{Group, YearPlan},
};
use crate::days;

/// The stream of chance for the municipalities' propensities; those of the years have their numbers.
const TOWNS: u64 = 1;

/// How far municipalities differ, as a standard deviation on the logit scale.
const SPREAD: f64 = 0.25;
/// The standard deviation of the logistic distribution, π/√3: what is left to chance in a case.
const NOISE: f64 = 1.813_8;

/// A made-up case.
#[derive(Clone, Copy, Debug)]
pub(super) struct MadeCase {
    pub municipality: &'static Municipality,
    pub topic: TopicCode,
    pub received: i32,
    pub reopened: Option<i32>,
    pub decision: Option<(i32, Outcome)>,
    pub registered: i32,
    /// A number that decides the rest: a deadline, parts, reasons, an older registration.
    pub fate: u64,
}

/// The municipalities with their weights and propensities.
pub(super) struct Towns {
    population: Population,
    effects: Vec<f64>,
}

impl Towns {
    pub fn new(seed: u64, population: Population) -> Self {
        let mut chance = Chance::new(seed, TOWNS);
        let effects = municipality::all().iter().map(|_| chance.normal() * SPREAD).collect();
        Self { population, effects }
    }

    /// Returns growing sums of the population.
    pub fn sums(&self, year: Year) -> Vec<u64> {
        // Our table begins in 2013; older years are near enough to its first.
        let year = year.max(Year::new(2013).expect("a year"));
        let mut sum = 0;
        let people = |row: &Municipality| {
            let known = self.population.newest(row.code, year);
            u64::from(known.map_or(1, |(_, people)| people))
        };
        municipality::all()
            .iter()
            .map(|row| {
                sum += people(row);
                sum
            })
            .collect()
    }
}

/// Makes the decided cases of a year, in order of decision.
pub(super) fn decided(options: &SyntheticOptions, plan: &YearPlan, towns: &Towns) -> Vec<MadeCase> {
    let year = plan.stretch.year;
    let mut chance = Chance::new(options.seed, u64::from(year.number().unsigned_abs()));
    let sums = towns.sums(year);
    let mut slots = Vec::new();
    for group in &plan.groups {
        slots.extend(group_slots(group, plan, &sums, towns, &mut chance));
    }
    slots.sort_by_key(|slot| slot.decided);
    let drawn_on = days::from_date(options.drawn_on);
    slots.into_iter().map(|slot| made(slot, drawn_on, &mut chance)).collect()
}

/// A case before its dates.
#[derive(Clone, Copy)]
struct Slot {
    place: usize,
    topic: TopicCode,
    decided: i32,
    outcome: Outcome,
}

/// Fills a group's quotas: the cases with the highest propensity are reversed, so that the quotas
/// stay exact and the municipalities differ.
fn group_slots(
    group: &Group,
    plan: &YearPlan,
    sums: &[u64],
    towns: &Towns,
    chance: &mut Chance,
) -> Vec<Slot> {
    let OutcomeCounts { changed, remitted, dismissed, .. } = group.counts;
    let size = group.counts.merits() + dismissed;
    let mut slots: Vec<(f64, Slot)> = (0..size)
        .map(|_| {
            let place = chance.weighted(sums);
            let topic = group.mix.topics[chance.weighted(&group.mix.sums)];
            let decided = working_day(plan, chance);
            let score = towns.effects[place] + chance.normal() * NOISE;
            (score, Slot { place, topic, decided, outcome: Outcome::Upheld })
        })
        .collect();
    let (out, merits) = slots.split_at_mut(dismissed as usize);
    for (_, slot) in out {
        slot.outcome = Outcome::Dismissed;
    }
    merits.sort_by(|a, b| b.0.total_cmp(&a.0));
    // Each of those left has the same chance of being one of the changed ones left.
    let (mut changed, reversed) = (changed, changed + remitted);
    for ((_, slot), left) in merits.iter_mut().zip((1..=reversed).rev()) {
        let is_changed = chance.below(u64::from(left)) < u64::from(changed);
        slot.outcome = if is_changed { Outcome::Changed } else { Outcome::Remitted };
        changed -= u32::from(is_changed);
    }
    slots.into_iter().map(|(_, slot)| slot).collect()
}

/// Returns a day from Monday to Friday, each as likely as the others, if the stretch has one.
fn working_day(plan: &YearPlan, chance: &mut Chance) -> i32 {
    const DRAWS: usize = 40;
    let mut day = chance.between(plan.stretch.first, plan.stretch.last);
    for _ in 1..DRAWS {
        if !is_weekend(day) {
            break;
        }
        day = chance.between(plan.stretch.first, plan.stretch.last);
    }
    day
}

fn is_weekend(day: i32) -> bool {
    // 1 January 1970 was a Thursday: 0 is Monday here.
    (day + 3).rem_euclid(7) > 4
}

fn made(slot: Slot, drawn_on: i32, chance: &mut Chance) -> MadeCase {
    let part = chance.between(0, 9_999);
    // About one case in a hundred was reopened; its first round took some months before.
    let is_reopened = chance.happens(100);
    let before = if is_reopened { chance.between(30, 240) } else { 0 };
    let late = if chance.happens(150) { chance.between(30, 300) } else { chance.between(0, 10) };
    // A case registered after the draw would not be in it, and the quotas need every case.
    let registered = match slot.decided + late {
        day if day <= drawn_on => day,
        _ => chance.between(slot.decided, drawn_on),
    };
    let fate = chance.below(u64::MAX);
    let length = processing_days(part, slot.decided, has_deadline(slot.topic, fate));
    let begun = slot.decided - length;
    MadeCase {
        municipality: &municipality::all()[slot.place],
        topic: slot.topic,
        received: begun - before,
        reopened: is_reopened.then_some(begun),
        decision: Some((slot.decided, slot.outcome)),
        registered,
        fate,
    }
}
