//! The reasoning behind one municipality's figure: every part of it, or why there is none.

mod silence;
mod wording;

use domain::{
    map::MapKind,
    municipality::{Municipality, MunicipalityCode},
    period::Year,
    rule,
};
use stats::{Confidence, Interval, funnel::Funnel, rank::RankInterval};

pub use silence::Silence;
pub use wording::Part;

use crate::{
    analysis::{
        Analyses, Change, Course, Estimate, Level, MapAnalysis, Peer, Pooled, Split, Steady,
        municipality_split, pooled_years,
    },
    denominator::PerThousand,
    draft::MapYear,
    figure::Figure,
    release::Release,
};

/// What can be said of one municipality on one map in one decision year.
///
/// Nothing is worked out here that pages and files do not have as well; a part that cannot be given says
/// why ([`Silence`]).
#[derive(Debug)]
pub struct Explanation<'a> {
    release: &'a Release,
    map: &'a MapYear,
    place: &'static Municipality,
    analysis: Option<&'a MapAnalysis>,
    split: Option<Split>,
}

impl<'a> Explanation<'a> {
    /// Returns the explanation of a figure; `None` where the year has no edition.
    #[must_use]
    pub fn of(
        release: &'a Release,
        analyses: &'a Analyses,
        (map, year): (MapKind, Year),
        code: MunicipalityCode,
    ) -> Option<Self> {
        let found = analyses.of(release, map, year);
        let map = release.map(map, year)?;
        let split = municipality_split(release, map, code);
        Some(Self { release, map, place: code.municipality(), analysis: found, split })
    }

    /// Returns the release.
    #[must_use]
    pub const fn release(&self) -> &'a Release {
        self.release
    }

    /// Returns the map.
    #[must_use]
    pub const fn map(&self) -> &'a MapYear {
        self.map
    }

    /// Returns the municipality.
    #[must_use]
    pub const fn place(&self) -> &'static Municipality {
        self.place
    }

    /// Returns the published figure: counts, rate, interval, and how it stands beside the country.
    #[must_use]
    pub fn figure(&self) -> &'a Figure {
        self.map.municipality(self.place.code)
    }

    /// Returns between which rates chance alone would keep a municipality with as many cases and the country's
    /// rate, in about 95 of 100 cases.
    pub fn chance(&self) -> Result<Interval, Silence<'a>> {
        let merits = self.merits()?;
        let country = self.map.country.rate().ok_or(Silence::NOT_COMPARED)?;
        let funnel = Funnel::new(country.value()).ok_or(Silence::AllAlike)?;
        funnel.exact_limits(merits.into(), Confidence::P95).ok_or(Silence::AllAlike)
    }

    /// Returns how many of the municipalities that are compared would lie outside their limits by chance alone.
    #[must_use]
    pub fn outside_by_chance(&self) -> f64 {
        let compared = u32::try_from(self.map.compared()).expect("at most 98");
        f64::from(compared) * rule::SIGNIFICANCE
    }

    /// Returns the change since the year before.
    pub fn change(&self) -> Result<&'a Change, Silence<'a>> {
        if let Some(found) = &self.map.series_break {
            return Err(Silence::SeriesBreak(found));
        }
        self.readable_year_before()?;
        let change = self.analysis()?.change(self.place.code);
        Ok(change.expect("both years are readable, and no break lies between them"))
    }

    /// Returns the straight line through the newest comparable years.
    pub fn trend(&self) -> Result<&'a Steady, Silence<'a>> {
        match self.analysis()?.course(self.place.code) {
            Course::Tested(steady) => Ok(steady),
            Course::TooShort { years } => Err(Silence::TooFewYears { years: *years }),
            Course::Alike => Err(Silence::AllAlike),
        }
    }

    /// Returns the rate at the national mix of topics.
    pub fn level(&self) -> Result<&'a Level, Silence<'a>> {
        self.readable()?;
        let level = self.analysis()?.level(self.place.code);
        Ok(level.expect("the country has every topic that a municipality has"))
    }

    /// Returns the best estimate, which is not the published figure.
    pub fn estimate(&self) -> Result<Estimate, Silence<'a>> {
        self.merits()?;
        let estimate = self.analysis()?.estimates.shrunken(self.place.code);
        Ok(estimate.expect("a municipality with cases has one"))
    }

    /// Returns which ranks the municipality may have, 1 the highest rate, and how many are ranked.
    pub fn rank(&self) -> Result<(RankInterval, usize), Silence<'a>> {
        self.merits()?;
        let estimates = &self.analysis()?.estimates;
        let rank = estimates.rank(self.place.code).ok_or(Silence::AllAlike)?;
        Ok((rank, estimates.ranked_municipalities()))
    }

    /// Returns the rate of the newest comparable years together, which is not the published figure.
    pub fn years_together(&self) -> Result<&'a Pooled, Silence<'a>> {
        let years = pooled_years(self.release, self.map);
        if years.len() < 2 {
            return Err(Silence::OneYear(self.map.series_break.as_ref()));
        }
        if let Some(pooled) = self.analysis()?.pooled(self.place.code) {
            return Ok(pooled);
        }
        let known = |year: &&MapYear| year.municipality(self.place.code).counts().is_some();
        let not_delivered = years.iter().find(|year| !known(year));
        Err(not_delivered.map_or(Silence::NO_CASES, |year| Silence::not_delivered(year, self.map)))
    }

    /// Returns what the change since the year before consists of; across a series break as well, which it says.
    pub fn split(&self) -> Result<&Split, Silence<'a>> {
        self.readable_year_before()?;
        self.split.as_ref().ok_or(Silence::NOT_COMPARED)
    }

    /// Returns the municipalities that are most alike, the nearest first.
    pub fn peers(&self) -> Result<&'a [Peer], Silence<'a>> {
        let peers = self.analysis()?.peers.of_municipality(self.place.code);
        if peers.is_empty() { Err(Silence::NO_CASES) } else { Ok(peers) }
    }

    /// Returns the cases beside the inhabitants, and beside the recipients where their number was delivered.
    pub fn beside_people(&self) -> Result<PerThousand, Silence<'a>> {
        self.figure().counts().ok_or(Silence::NOT_DELIVERED)?;
        let found = PerThousand::of(self.release, self.map, self.place.code);
        let is_known = found.inhabitants.is_some_and(|it| it.cases.is_some());
        if is_known { Ok(found) } else { Err(Silence::NoPopulation) }
    }

    /// Returns how many merits cases the municipality had from one year to another.
    #[must_use]
    pub fn merits_between(&self, first: Year, last: Year) -> u32 {
        let years = self.release.series(self.map.map);
        let years = years.filter(|map| (first..=last).contains(&map.year));
        years.filter_map(|map| map.municipality(self.place.code).merits()).sum()
    }

    /// Returns in how many municipalities of the map a trend was tested, for which its p value is adjusted.
    #[must_use]
    pub fn tested_trends(&self) -> usize {
        let courses = self.analysis.iter().flat_map(|analysis| &analysis.courses);
        courses.filter(|course| matches!(course, Course::Tested(_))).count()
    }

    /// Returns in how many municipalities of the map a change was tested, for which the p value in a list of all is
    /// adjusted.
    #[must_use]
    pub fn tested_changes(&self) -> usize {
        self.analysis.iter().flat_map(|analysis| &analysis.changes).flatten().count()
    }

    fn analysis(&self) -> Result<&'a MapAnalysis, Silence<'a>> {
        self.analysis.ok_or(Silence::NOT_COMPARED)
    }

    /// Returns the number of merits cases, above 0.
    fn merits(&self) -> Result<u32, Silence<'a>> {
        let merits = self.figure().merits().ok_or(Silence::NOT_DELIVERED)?;
        if merits == 0 { Err(Silence::NO_CASES) } else { Ok(merits) }
    }

    fn readable(&self) -> Result<(), Silence<'a>> {
        let figure = self.figure();
        if figure.is_readable() { Ok(()) } else { Err(Silence::ThisYear(figure.standing())) }
    }

    /// Returns the edition before, where this year and that have cases enough to be read.
    fn readable_year_before(&self) -> Result<&'a MapYear, Silence<'a>> {
        self.readable()?;
        let earlier = self.release.series(self.map.map);
        let before = earlier.take_while(|earlier| earlier.year < self.map.year).last();
        let before = before.ok_or(Silence::FirstYear)?;
        let figure = before.municipality(self.place.code);
        if figure.is_readable() {
            return Ok(before);
        }
        Err(Silence::YearBefore(before.year, figure.standing()))
    }
}
