//! Times until an event, when some have not happened yet.

mod exact;
mod quantile;

use crate::interval::{Confidence, Interval};
use crate::number::real;
pub use quantile::{MedianLimits, Share};

/// One observed case; all times are days since its own start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The day of the event, or the last day it was known not to have happened.
    pub time: u32,
    /// Whether the event happened on that day.
    pub ended: bool,
    /// The last day before observation began; `None` when it was observed from its start.
    ///
    /// A case that began to be observed on or after its own last day says nothing.
    pub entry: Option<u32>,
}

/// A day on which events happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The day.
    pub time: u32,
    /// The cases under observation that had not ended before that day.
    pub at_risk: u64,
    /// The cases that ended that day.
    pub events: u64,
    /// The share of cases that last beyond that day.
    pub survival: f64,
    /// The sum of d/(r(r − d)) up to here; infinite once the curve is at zero.
    hazard_variance: f64,
}

impl Step {
    /// Returns Greenwood's standard error of the share; `None` once it is zero.
    ///
    /// *Source*: M. Greenwood, Reports on Public Health and Medical Subjects 33 (1926), 1–26.
    #[must_use]
    pub fn standard_error(self) -> Option<f64> {
        (self.survival > 0.0).then(|| self.survival * self.hazard_variance.sqrt())
    }

    /// Returns the log–log limits of the share, S^exp(±z√V/ln S); `None` once it is zero.
    ///
    /// *Source*: J. D. Kalbfleisch, R. L. Prentice, The Statistical Analysis of Failure Time Data,
    /// 1980, 15.
    #[must_use]
    pub fn interval(self, confidence: Confidence) -> Option<Interval> {
        let log = libm::log(self.survival);
        let reach = confidence.z() * self.hazard_variance.sqrt() / log;
        let limit = |sign: f64| libm::exp(log * libm::exp(sign * reach));
        (self.survival > 0.0).then(|| Interval { lower: limit(-1.0), upper: limit(1.0) })
    }
}

/// The share of cases that last beyond each day.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival {
    steps: Vec<Step>,
    longest: u32,
}

impl Survival {
    /// Returns the product-limit estimate, S(t) = Π (1 − d/r) over days up to t.
    ///
    /// Cases without an end count as long as they were seen. On a day with both, ends come first.
    /// A case is at risk on day t when entry < t ≤ time.
    ///
    /// - *None*: no case says anything.
    ///
    /// *Source*: E. L. Kaplan, P. Meier, JASA 53 (1958), 457–481,
    /// doi 10.1080/01621459.1958.10501452.
    ///
    /// ```
    /// use stats::survival::{Observation, Share, Survival};
    ///
    /// let case = |time, ended| Observation { time, ended, entry: None };
    /// let curve = Survival::new(&[case(10, true), case(20, false), case(30, true)]).unwrap();
    /// assert_eq!(curve.quantile(Share::HALF), Some(30));
    /// assert_eq!(curve.quantile(Share::QUARTER), Some(10));
    /// ```
    #[must_use]
    pub fn new(observations: &[Observation]) -> Option<Self> {
        Self::from_at_risk(observations, 1)
    }

    /// Returns the estimate from the first day on which at least `least` cases are at risk.
    ///
    /// With delayed entry the first risk sets may hold one to three cases, and one of them can
    /// pull the whole curve to zero. Start where there are ten. The curve is then that of cases
    /// that had lasted until that day.
    #[must_use]
    pub fn from_at_risk(observations: &[Observation], least: u64) -> Option<Self> {
        let seen = observations.iter().filter(|o| o.entry.is_none_or(|entry| entry < o.time));
        let risk = RiskSets::new(seen.copied());
        let longest = *risk.times.last()?;
        let days = risk.events.chunk_by(|a, b| a == b);
        let days = days.map(|day| (day[0], day.len() as u64, risk.at(day[0])));
        let (mut survival, mut hazard_variance) = (1.0, 0.0);
        let steps =
            days.skip_while(|&(_, _, at_risk)| at_risk < least).map(|(time, events, at_risk)| {
                survival *= real(at_risk - events) / real(at_risk);
                hazard_variance += real(events) / (real(at_risk) * real(at_risk - events));
                Step { time, at_risk, events, survival, hazard_variance }
            });
        Some(Self { steps: steps.collect(), longest })
    }

    /// Returns the days with events, in order.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Returns the longest time that was seen; a quantile not reached is "more than" this.
    #[must_use]
    pub const fn longest(&self) -> u32 {
        self.longest
    }

    /// Returns the mean time up to a horizon, the area under the curve, in days.
    ///
    /// Beyond the longest time seen nothing is known, so the horizon is cut there.
    #[must_use]
    pub fn restricted_mean(&self, horizon: u32) -> f64 {
        let end = horizon.min(self.longest);
        let (mut area, mut start, mut height) = (0.0, 0, 1.0);
        for step in self.steps.iter().take_while(|step| step.time < end) {
            area += height * f64::from(step.time - start);
            (start, height) = (step.time, step.survival);
        }
        area + height * f64::from(end - start)
    }
}

/// Sorted times, from which the number at risk on any day follows by two searches.
struct RiskSets {
    times: Vec<u32>,
    entries: Vec<u32>,
    events: Vec<u32>,
}

impl RiskSets {
    fn new(observations: impl Iterator<Item = Observation>) -> Self {
        let mut sets = Self { times: Vec::new(), entries: Vec::new(), events: Vec::new() };
        for observation in observations {
            sets.times.push(observation.time);
            sets.entries.extend(observation.entry);
            if observation.ended {
                sets.events.push(observation.time);
            }
        }
        for list in [&mut sets.times, &mut sets.entries, &mut sets.events] {
            list.sort_unstable();
        }
        sets
    }

    /// Returns how many entered before `day` and had not ended before it.
    fn at(&self, day: u32) -> u64 {
        let still = self.times.len() - self.times.partition_point(|&time| time < day);
        let not_yet = self.entries.len() - self.entries.partition_point(|&entry| entry < day);
        (still - not_yet) as u64
    }
}
