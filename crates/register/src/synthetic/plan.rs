//! How many cases of each group end each way in each year.

use domain::{
    map::MapKind, period::Year, published::PublishedFigure, reversal::OutcomeCounts, topic::Topics,
};

use super::{
    Stretch, SyntheticOptions,
    length::pending_days,
    line::on_line,
    mix::{Mix, OTHER_LAWS, social_mixes},
    quota::{quota, rounded},
    target::{Target, target},
};
use crate::days;

/// What is to be made.
#[derive(Debug)]
pub(super) struct Plan {
    pub years: Vec<YearPlan>,
    pub pending: u64,
    /// The mixes pending cases are drawn from, with growing sums of their weights.
    pub pending_mixes: Vec<Mix>,
    pub pending_sums: Vec<u64>,
}

/// One year.
#[derive(Debug)]
pub(super) struct YearPlan {
    pub stretch: Stretch,
    pub groups: Vec<Group>,
}

/// Cases with a quota of their own.
#[derive(Debug)]
pub(super) struct Group {
    pub mix: Mix,
    pub counts: OutcomeCounts,
}

/// Merits cases of the general map by year; on a line between the known years.
///
/// *Source*: 8,140 for 2016 and 8,631 for 2022 (national figures as published); the ends are chosen.
const SOCIAL: [(i16, f64); 4] =
    [(2013, 7_800.0), (2016, 8_140.0), (2022, 8_631.0), (2025, 8_800.0)];
/// *Source*: KL, decided cases 2015 and 2022 on the maps' provisions.
const CHILD: [(i16, f64); 2] = [(2015, 2_576.0), (2022, 1_973.0)];
const ADULT: [(i16, f64); 2] = [(2015, 1_118.0), (2022, 950.0)];
/// Merits cases of the other laws in a year, so that the whole comes near the board's 18,000 to
/// 24,000 municipal cases.
const OTHER: f64 = 8_800.0;
/// Dismissed cases per merits case: 1,770 of 20,191 in 2022.
const DISMISSED: f64 = 1_770.0 / 18_421.0;
const DAYS_OF_YEAR: f64 = 365.25;

/// Plans a register.
pub(super) fn plan(options: &SyntheticOptions, stretches: &[Stretch], topics: &Topics) -> Plan {
    let figures = PublishedFigure::reference();
    let mut sizes = Sizes::new(options, stretches);
    let mut years: Vec<YearPlan> = stretches
        .iter()
        .map(|stretch| YearPlan {
            stretch: *stretch,
            groups: groups(&mut sizes, &figures, *stretch, topics),
        })
        .collect();
    let decided = limit(&mut years, options.cases);
    let last = Year::of(options.drawn_on);
    let mut pending_mixes = social_mixes(topics, last).to_vec();
    pending_mixes.extend(OTHER_LAWS.iter().map(|law| law.mix(topics, last)));
    let weights = merits_of_year(last).into_iter().map(|merits| u64::from(rounded(merits)));
    let weights = weights.zip(&pending_mixes).scan(0, |sum, (weight, mix)| {
        *sum += if mix.is_empty() { 0 } else { weight };
        Some(*sum)
    });
    Plan { years, pending: options.cases - decided, pending_sums: weights.collect(), pending_mixes }
}

/// The sizes of groups at the scale asked for. What one group loses by rounding the next one gets,
/// so that small registers have decided cases too.
struct Sizes {
    scale: f64,
    carry: f64,
}

impl Sizes {
    #[expect(clippy::cast_precision_loss, reason = "cases are below two thousand million")]
    fn new(options: &SyntheticOptions, stretches: &[Stretch]) -> Self {
        let merits = |year| merits_of_year(year).into_iter().sum::<f64>();
        let of = |stretch: &Stretch| merits(stretch.year) * part_of_year(*stretch);
        let decided = stretches.iter().map(of).sum::<f64>();
        let years = pending_days(days::from_date(options.drawn_on)) / DAYS_OF_YEAR;
        let pending = merits(Year::of(options.drawn_on)) * years;
        let scale = options.cases as f64 / ((decided + pending) * (1.0 + DISMISSED));
        Self { scale, carry: 0.0 }
    }

    fn take(&mut self, base: f64) -> u32 {
        self.carry += base * self.scale;
        let whole = rounded(self.carry.max(0.0));
        self.carry -= f64::from(whole);
        whole
    }
}

/// Returns the groups of a year: child map, adult map, the rest of the general map, the other laws.
fn groups(
    sizes: &mut Sizes,
    figures: &[PublishedFigure],
    stretch: Stretch,
    topics: &Topics,
) -> Vec<Group> {
    let year = stretch.year;
    let part = part_of_year(stretch);
    let of = |map| target(figures, map, year.number());
    let [child_size, adult_size, rest_size, others @ ..] = merits_of_year(year);
    let child = quota(sizes.take(child_size * part), &of(MapKind::ChildDisability));
    let adult = quota(sizes.take(adult_size * part), &of(MapKind::AdultDisability));
    let social = child.merits() + adult.merits() + sizes.take(rest_size * part);
    let social = quota(social, &of(MapKind::Social));
    let rest = OutcomeCounts {
        changed: social.changed.saturating_sub(child.changed + adult.changed),
        remitted: social.remitted.saturating_sub(child.remitted + adult.remitted),
        upheld: social.upheld.saturating_sub(child.upheld + adult.upheld),
        dismissed: 0,
    };
    let mixes = social_mixes(topics, year);
    let mut groups: Vec<Group> = mixes
        .into_iter()
        .zip([child, adult, rest])
        .map(|(mix, counts)| Group { mix, counts })
        .collect();
    for (law, size) in OTHER_LAWS.iter().zip(others) {
        let (changed, remitted) = law.shares(year);
        let counts = quota(sizes.take(size * part), &Target { changed, remitted, published: None });
        groups.push(Group { mix: law.mix(topics, year), counts });
    }
    for group in &mut groups {
        let merits = f64::from(group.counts.merits());
        group.counts.dismissed = sizes.take(merits * DISMISSED / sizes.scale);
    }
    groups.retain(|group| !group.mix.is_empty());
    groups
}

/// Takes cases away where the groups hold more than there shall be, which small registers may, and
/// returns how many are decided.
fn limit(years: &mut [YearPlan], cases: u64) -> u64 {
    let mut decided: u64 = years.iter().flat_map(|year| &year.groups).map(size).sum();
    // The last groups of a year are those outside the maps.
    for group in years.iter_mut().rev().flat_map(|year| year.groups.iter_mut().rev()) {
        let counts = &mut group.counts;
        for count in
            [&mut counts.dismissed, &mut counts.upheld, &mut counts.remitted, &mut counts.changed]
        {
            let excess = u32::try_from(decided.saturating_sub(cases)).unwrap_or(u32::MAX);
            let taken = excess.min(*count);
            *count -= taken;
            decided -= u64::from(taken);
        }
    }
    decided
}

fn size(group: &Group) -> u64 {
    u64::from(group.counts.merits()) + u64::from(group.counts.dismissed)
}

/// Returns the merits cases of a whole year at the real scale: child map, adult map, the rest of the
/// general map, and each of the other laws.
fn merits_of_year(year: Year) -> [f64; 3 + OTHER_LAWS.len()] {
    let of = |known| on_line(known, f64::from(year.number()));
    let (child, adult) = (of(&CHILD), of(&ADULT));
    let mut sizes = [0.0; 3 + OTHER_LAWS.len()];
    sizes[..3].copy_from_slice(&[child, adult, of(&SOCIAL) - child - adult]);
    for (size, law) in sizes[3..].iter_mut().zip(OTHER_LAWS) {
        *size = OTHER * f64::from(law.weight) / 1_000.0;
    }
    sizes
}

fn part_of_year(stretch: Stretch) -> f64 {
    f64::from(stretch.last - stretch.first + 1) / DAYS_OF_YEAR
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::synthetic::decision_periods;

    #[test]
    fn published_figures_are_met_at_any_larger_size() {
        for cases in [60_000, 100_000, 240_000, 1_000_000, 100_000_000] {
            check(cases);
        }
    }

    #[test]
    fn there_are_as_many_cases_as_asked_for() {
        for cases in [1, 7, 50, 999, 240_000] {
            let plan = planned(cases);
            let decided: u64 = plan.years.iter().flat_map(|year| &year.groups).map(size).sum();
            assert_eq!(decided + plan.pending, cases);
        }
    }

    /// Checks that the groups of the maps add up to every published figure.
    #[track_caller]
    fn check(cases: u64) {
        let figures = PublishedFigure::reference();
        for year in planned(cases).years {
            let number = year.stretch.year.number();
            let [child, adult, rest] = [0, 1, 2].map(|at| year.groups[at].counts);
            for (map, counts) in [
                (MapKind::ChildDisability, child),
                (MapKind::AdultDisability, adult),
                (MapKind::Social, [child, adult, rest].into_iter().sum()),
            ] {
                let target = target(&figures, map, number);
                assert!(target.is_met_by(counts), "{cases} cases, {map:?} {number}: {counts:?}");
            }
        }
    }

    fn planned(cases: u64) -> Plan {
        let options = SyntheticOptions { cases, ..SyntheticOptions::default() };
        let stretches = decision_periods(&options).expect("the default years are in order");
        plan(&options, &stretches, Topics::reference())
    }
}
