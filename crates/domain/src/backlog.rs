//! What a pile of undecided cases means in weeks, and when it is down to what a goal of the board asks for.
//!
//! Plain arithmetic on three counts. It foretells nothing: it says what follows if capacity and inflow stay
//! as they are entered.

/// The board's goal for the mean time of a case, in weeks.
///
/// *Source*: Ankestyrelsen's goal for the municipal cases: 13 weeks.
pub const GOAL_WEEKS: u32 = 13;

/// The weeks that twelve months are counted as.
pub const WEEKS_OF_YEAR: u32 = 52;

/// What lies, and what came in and went out in the twelve months before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Cases undecided at the end of the twelve months (*verserende*).
    pub pending: u32,
    /// Cases received in the twelve months.
    pub received: u32,
    /// Cases decided in the twelve months, the dismissed included.
    pub decided: u32,
}

/// A change in whole per cent that is asked about, from [`Change::LEAST`] to [`Change::MOST`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Change(i8);

impl Change {
    /// Half as much.
    pub const LEAST: i8 = -50;
    /// Twice as much.
    pub const MOST: i8 = 100;

    /// Returns a change; `None` outside the limits.
    #[must_use]
    pub fn new(percent: i8) -> Option<Self> {
        (Self::LEAST..=Self::MOST).contains(&percent).then_some(Self(percent))
    }

    /// Returns the change in per cent; 0 is none.
    #[must_use]
    pub const fn percent(self) -> i8 {
        self.0
    }

    /// Returns a count after the change, in hundredths of a case.
    fn hundredths(self, cases: u32) -> u64 {
        let percent = u64::from((100 + i16::from(self.0)).unsigned_abs());
        u64::from(cases) * percent
    }
}

/// A week as it would be: the changes put to the twelve months.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Cases received in a week.
    pub inflow: f64,
    /// Cases that can be decided in a week.
    pub capacity: f64,
    /// The pile at which a new case waits [`GOAL_WEEKS`] on average: cases.
    pub goal: f64,
}

/// When the pile is down to what the goal asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outlook {
    /// After so many weeks, more than 0.
    After(f64),
    /// It is so already.
    Already {
        /// The weeks until it no longer is; `None` where it stays so.
        lost_after: Option<f64>,
    },
    /// Never: no more is decided than comes in, and the pile is larger than the goal asks for.
    Never,
}

impl Backlog {
    /// Returns how long it takes to decide what lies at the pace of the twelve months.
    ///
    /// - *Unit*: weeks of work; pending over the cases decided in a week.
    /// - *Population*: the cases the three counts are of.
    /// - *None*: nothing was decided in the twelve months, so that there is no pace.
    /// - *Uncertainty*: none is told. It is a count of work at one pace, not a time that any case took.
    /// - *Source*: European Commission for the Efficiency of Justice (CEPEJ), disposition time, in weeks.
    ///
    /// ```
    /// use domain::backlog::Backlog;
    ///
    /// let year = Backlog { pending: 300, received: 900, decided: 1040 };
    /// assert_eq!(year.weeks_of_work(), Some(15.0));
    /// ```
    #[must_use]
    pub fn weeks_of_work(self) -> Option<f64> {
        let weeks = f64::from(WEEKS_OF_YEAR) * f64::from(self.pending) / f64::from(self.decided);
        (self.decided > 0).then_some(weeks)
    }

    /// Returns a week after a change of capacity and one of inflow.
    ///
    /// - *Unit*: cases in a week, and for the goal cases.
    /// - *Population*: the cases the three counts are of.
    /// - *Goal*: Little's law, L = λW: as long as there is a pile, as many cases leave it as can be decided.
    ///   The pile L with a wait W of 13 weeks is thus 13 times the capacity of a week, not the inflow.
    /// - *Source*: J. D. C. Little, Operations Research 9 (1961), 383–387, doi 10.1287/opre.9.3.383.
    #[must_use]
    pub fn pace(self, capacity: Change, inflow: Change) -> Pace {
        let weekly = |cases: u64| exact(cases) / f64::from(100 * WEEKS_OF_YEAR);
        let decided = capacity.hundredths(self.decided);
        Pace {
            inflow: weekly(inflow.hundredths(self.received)),
            capacity: weekly(decided),
            goal: weekly(decided * u64::from(GOAL_WEEKS)),
        }
    }

    /// Returns when the pile is down to the goal of [`Backlog::pace`], after a change of capacity and one of
    /// inflow that both begin now and last.
    ///
    /// The pile shrinks in a week by capacity less inflow, so the weeks are (pending − goal) ÷ (capacity −
    /// inflow). Which of the three answers it is follows from whole numbers, so that no rounding tips it.
    ///
    /// - *Unit*: weeks from the end of the twelve months.
    /// - *Population*: the cases the three counts are of, taken in the order they came in.
    /// - *Absence*: never is [`Outlook::Never`]; there is always an answer.
    /// - *Uncertainty*: none is told; it holds only as long as both stay as entered.
    /// - *Source*: as [`Backlog::pace`].
    ///
    /// # Examples
    ///
    /// 1040 decided a year are 20 a week, so the goal is a pile of 260. Of 500 cases 240 are too many, and with
    /// 936 received a year, 18 a week, the pile shrinks by two a week:
    ///
    /// ```
    /// use domain::backlog::{Backlog, Change, Outlook};
    ///
    /// let year = Backlog { pending: 500, received: 936, decided: 1040 };
    /// let none = Change::default();
    /// assert_eq!(year.outlook(none, none), Outlook::After(120.0));
    /// ```
    #[must_use]
    pub fn outlook(self, capacity: Change, inflow: Change) -> Outlook {
        let (decided, received) =
            (capacity.hundredths(self.decided), inflow.hundredths(self.received));
        // Both in hundredths of a case, and times the weeks of a year.
        let pending = u64::from(self.pending) * u64::from(100 * WEEKS_OF_YEAR);
        let goal = decided * u64::from(GOAL_WEEKS);
        let weeks = || exact(pending.abs_diff(goal)) / exact(decided.abs_diff(received));
        match (pending > goal, decided > received) {
            (true, true) => Outlook::After(weeks()),
            (true, false) => Outlook::Never,
            (false, _) => Outlook::Already { lost_after: (decided < received).then(weeks) },
        }
    }

    /// Returns the change of capacity at which as many are decided as come in, after a change of inflow. Only
    /// above it a pile shrinks.
    ///
    /// - *Unit*: per cent of the cases decided in the twelve months; below 0 less would do.
    /// - *Population*: the cases the three counts are of.
    /// - *None*: nothing was decided, so that there is nothing to take per cent of.
    ///
    /// ```
    /// use domain::backlog::{Backlog, Change};
    ///
    /// let year = Backlog { pending: 500, received: 1_100, decided: 1_000 };
    /// let change = year.capacity_to_keep_up(Change::default()).unwrap();
    /// assert_eq!(format!("{change:.1}"), "10.0");
    /// ```
    #[must_use]
    pub fn capacity_to_keep_up(self, inflow: Change) -> Option<f64> {
        let needed = exact(inflow.hundredths(self.received)) / f64::from(self.decided);
        (self.decided > 0).then_some(needed - 100.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "cases of some years are far below 2^53")]
const fn exact(number: u64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pile_shrinks_by_what_is_decided_beyond_what_comes_in() {
        check([500, 936, 1_040], [0, 0], Outlook::After(120.0));
        check([500, 1_040, 1_040], [0, -10], Outlook::After(120.0));
    }

    #[test]
    fn more_capacity_shrinks_it_faster_and_bears_a_larger_pile() {
        // 22 a week: the goal is 286 cases, and the pile shrinks by two a week.
        check([500, 1_040, 1_040], [10, 0], Outlook::After(107.0));
    }

    #[test]
    fn a_pile_that_does_not_shrink_never_gets_there() {
        check([500, 1_040, 1_040], [0, 0], Outlook::Never);
        check([500, 1_040, 1_040], [10, 10], Outlook::Never);
        check([500, 1_040, 1_040], [-50, 0], Outlook::Never);
        check([500, 10, 0], [100, -50], Outlook::Never);
        check([500, 0, 0], [0, 0], Outlook::Never);
    }

    #[test]
    fn a_small_pile_is_there_already() {
        check([260, 1_040, 1_040], [0, 0], Outlook::Already { lost_after: None });
        check([0, 0, 0], [0, 0], Outlook::Already { lost_after: None });
        check([261, 1_040, 1_040], [0, 0], Outlook::Never);
    }

    #[test]
    fn a_pile_that_grows_is_there_only_for_a_while() {
        check([240, 1_144, 1_040], [0, 0], Outlook::Already { lost_after: Some(10.0) });
        check([260, 1_144, 1_040], [0, 0], Outlook::Already { lost_after: Some(0.0) });
    }

    #[test]
    fn nothing_decided_is_no_pace_rather_than_no_work() {
        assert_eq!(Backlog { pending: 5, received: 5, decided: 0 }.weeks_of_work(), None);
        let none = Backlog { pending: 0, received: 0, decided: 52 };
        assert_eq!(none.weeks_of_work(), Some(0.0));
    }

    #[test]
    fn capacity_keeps_up_where_the_pile_stops_growing() {
        let keeps_up = |received, decided, inflow| {
            let inflow = Change::new(inflow).expect("within the limits");
            Backlog { pending: 900, received, decided }.capacity_to_keep_up(inflow)
        };
        assert_eq!(keeps_up(1_000, 1_000, -50), Some(-50.0));
        assert_eq!(keeps_up(1_000, 500, 0), Some(100.0));
        assert_eq!(keeps_up(0, 500, 0), Some(-100.0));
        assert_eq!(keeps_up(5, 0, 0), None);
    }

    #[test]
    fn a_change_lies_between_half_and_twice() {
        let percent = |change| Change::new(change).map(Change::percent);
        assert_eq!([-50, 0, 100].map(percent), [Some(-50), Some(0), Some(100)]);
        assert_eq!([-51, 101].map(percent), [None, None]);
    }

    #[test]
    fn the_pace_is_what_the_outlook_is_made_of() {
        let year = Backlog { pending: 500, received: 936, decided: 1_040 };
        let change = Change::new(10).expect("within the limits");
        let pace = year.pace(change, Change::default());
        assert_eq!((pace.inflow, pace.capacity, pace.goal), (18.0, 22.0, 286.0));
        let weeks = (500.0 - pace.goal) / (pace.capacity - pace.inflow);
        assert_eq!(year.outlook(change, Change::default()), Outlook::After(weeks));
    }

    /// Checks the outlook of `[pending, received, decided]` with changes of `[capacity, inflow]` in per cent.
    #[track_caller]
    fn check([pending, received, decided]: [u32; 3], changes: [i8; 2], expected: Outlook) {
        let [capacity, inflow] = changes.map(|it| Change::new(it).expect("within the limits"));
        let backlog = Backlog { pending, received, decided };
        assert_eq!(backlog.outlook(capacity, inflow), expected);
    }
}
