//! Does a rate rise or fall over the years?

use domain::{municipality, period::Year, rule};
use stats::{
    Tally, multiplicity,
    trend::{Period, Trend},
};

use super::years::comparable;
use crate::{draft::MapYear, figure::Figure, release::Release};

/// What may be said of the years of a map up to one of them.
#[derive(Clone, Debug, PartialEq)]
pub enum Course {
    /// There are too few comparable years with cases to say anything.
    TooShort {
        /// How many there are.
        years: usize,
    },
    /// All cases of all years ended alike, so there is nothing to test.
    Alike,
    /// A line fits the years.
    Tested(Steady),
}

/// A straight line through the newest comparable years, with what it may be called.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Steady {
    /// The first year.
    pub first: Year,
    /// The last year.
    pub last: Year,
    /// The line and its tests.
    pub trend: Trend,
    /// The p value of the slope: of a municipality adjusted for all municipalities of the map that have one
    /// (Benjamini and Hochberg); of the country with the slope held against the spread between its years.
    pub p_value: f64,
}

impl Steady {
    /// Tells whether the rate rose (`Some(true)`) or fell (`Some(false)`) by more than chance explains;
    /// `None` where it cannot be told, or the rate changed unevenly.
    #[must_use]
    pub fn rises(&self) -> Option<bool> {
        let is_found = self.p_value <= rule::SIGNIFICANCE && !self.is_uneven();
        is_found.then_some(self.trend.slope > 0.0)
    }

    /// Tells whether the years differ in a way no straight line describes.
    #[must_use]
    pub fn is_uneven(&self) -> bool {
        self.trend.departure.is_some_and(|departure| departure.p_value <= rule::SIGNIFICANCE)
    }
}

/// Returns the course of the country up to a year.
///
/// With thousands of cases every slope is significant; so the slope is held against the spread of the years
/// around the line.
#[must_use]
pub fn country_course(release: &Release, map: &MapYear) -> Course {
    let years = comparable(release, map);
    let course = course(&years, |year| &year.country);
    match course {
        Course::Tested(steady) => {
            Course::Tested(Steady { p_value: steady.trend.scaled_p_value(), ..steady })
        }
        other => other,
    }
}

/// Returns the course of each municipality up to a year, in the order of [`municipality::all`].
///
/// *Rule*: at least [`rule::TREND_YEARS`] years with cases since the last series break, of which the newest
/// are used; Cochran and Armitage's test, adjusted for all municipalities; and not where the test of
/// departure from a line is significant.
#[must_use]
pub fn courses(release: &Release, map: &MapYear) -> Vec<Course> {
    let years = comparable(release, map);
    let of = |place: &municipality::Municipality| course(&years, |it| it.municipality(place.code));
    let mut courses: Vec<_> = municipality::all().iter().map(of).collect();
    let p_values: Vec<f64> = courses.iter().filter_map(p_value).collect();
    let adjusted = multiplicity::benjamini_hochberg(&p_values).expect("p values are probabilities");
    let mut adjusted = adjusted.into_iter();
    for course in &mut courses {
        if let Course::Tested(steady) = course {
            steady.p_value = adjusted.next().expect("one for each test");
        }
    }
    courses
}

const fn p_value(course: &Course) -> Option<f64> {
    match course {
        Course::Tested(steady) => Some(steady.p_value),
        _ => None,
    }
}

fn course<'a>(years: &[&'a MapYear], of: impl Fn(&'a MapYear) -> &'a Figure) -> Course {
    let counted = years.iter().filter_map(|year| {
        let tally = Tally::from(of(year).counts()?);
        (!tally.is_empty()).then_some((year.year, tally))
    });
    let counted: Vec<_> = counted.collect();
    if counted.len() < rule::TREND_YEARS {
        return Course::TooShort { years: counted.len() };
    }
    let newest = &counted[counted.len() - rule::TREND_YEARS..];
    let period =
        |(year, tally): &(Year, Tally)| Period { score: f64::from(year.number()), tally: *tally };
    let periods: Vec<_> = newest.iter().map(period).collect();
    let Some(trend) = Trend::new(&periods) else { return Course::Alike };
    let (first, last) = (newest[0].0, newest[newest.len() - 1].0);
    Course::Tested(Steady { first, last, trend, p_value: trend.p_value() })
}
