//! The thresholds of the rules for what may be said: each number once, with its reason.
//!
//! They are listed on the method page from [`ALL`]. A change of one moves what is said of published
//! figures, so it takes a page in `docs/decisions/` and a new method version.

use crate::format::Language;

/// The share of *lower* and *higher* that may be wrong on average, within one map and year.
pub const FALSE_DISCOVERIES: f64 = 0.05;

/// From which share of the country's cases a municipality is compared with the rest of the country:
/// its own cases pull the country's rate towards its own.
pub const OWN_SHARE: f64 = 0.05;

/// How many comparable years a trend needs, and how many of the newest it is made of.
pub const TREND_YEARS: usize = 5;

/// The level of the tests of trends, of their evenness, of changes and of sudden changes.
pub const SIGNIFICANCE: f64 = 0.05;

/// How many comparable years in a row the pooled rate and the list of reliably lower municipalities
/// look at.
pub const SEVERAL_YEARS: usize = 3;

/// How many peers a municipality has.
pub const PEERS: usize = 8;

/// A threshold as the method page lists it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// The number.
    pub value: Value,
    what: [&'static str; 2],
    why: [&'static str; 2],
}

/// The number of a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    /// A fraction, shown in per cent.
    Share(f64),
    /// A number of years or municipalities.
    Number(usize),
}

impl Threshold {
    /// Returns what the number decides.
    #[must_use]
    pub const fn what(&self, language: Language) -> &'static str {
        self.what[language as usize]
    }

    /// Returns why it is this number.
    #[must_use]
    pub const fn why(&self, language: Language) -> &'static str {
        self.why[language as usize]
    }
}

/// Every threshold but that of few cases, which each edition sets for itself.
pub const ALL: [Threshold; 6] = [
    Threshold {
        value: Value::Share(FALSE_DISCOVERIES),
        what: [
            "Hvor stor en del af ordene »højere« og »lavere« på et kort der i gennemsnit må være forkerte",
            "How large a part of the words “higher” and “lower” on a map may be wrong on average",
        ],
        why: [
            "Op til 98 kommuner sammenlignes på én gang. Uden rettelsen ville omkring fem af dem falde udenfor alene ved tilfældigheder.",
            "Up to 98 municipalities are compared at once. Without the correction about five of them would fall outside by chance alone.",
        ],
    },
    Threshold {
        value: Value::Share(OWN_SHARE),
        what: [
            "Andel af landets sager, fra hvilken kommunen sammenlignes med resten af landet",
            "Share of the country’s cases from which a municipality is compared with the rest of the country",
        ],
        why: [
            "En meget stor kommune trækker selv landets tal til sig.",
            "A very large municipality pulls the country’s rate towards its own.",
        ],
    },
    Threshold {
        value: Value::Number(TREND_YEARS),
        what: [
            "Antal sammenlignelige år, før der siges noget om en udvikling",
            "Number of comparable years before anything is said about a trend",
        ],
        why: [
            "Færre punkter kan ikke vise forskel på en udvikling og et udsving. Kun de nyeste bruges, og aldrig hen over et databrud.",
            "Fewer points cannot tell a trend from a swing. Only the newest are used, and never across a series break.",
        ],
    },
    Threshold {
        value: Value::Share(SIGNIFICANCE),
        what: [
            "Hvor ofte en prøve af en ændring eller udvikling må slå ud uden grund",
            "How often a test of a change or a trend may react without cause",
        ],
        why: [
            "Det sædvanlige niveau. Ses der på mange kommuner på én gang, rettes der for det.",
            "The customary level. Where many municipalities are looked at together, it is corrected for.",
        ],
    },
    Threshold {
        value: Value::Number(SEVERAL_YEARS),
        what: [
            "Antal år, der lægges sammen til en treårig procent",
            "Number of years pooled into a three-year rate",
        ],
        why: [
            "Tre år giver de fleste små kommuner sager nok uden at skjule, at noget er ændret.",
            "Three years give most small municipalities cases enough without hiding that something changed.",
        ],
    },
    Threshold {
        value: Value::Number(PEERS),
        what: ["Antal kommuner, der ligner mest", "Number of most similar municipalities"],
        why: [
            "Nok til et fælles tal, få nok til, at de stadig ligner.",
            "Enough for a common figure, few enough still to be alike.",
        ],
    },
];
