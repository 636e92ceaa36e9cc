//! The change since the year before, what it consists of, and the trend.

use domain::format::{self, Language, percentage_points, percentage_points_number};
use stats::{Interval, Proportion};

use super::{super::Silence, Explanation};
use crate::{
    analysis::{Contribution, Split, Steady},
    download::tables::topic_names,
};

/// How many of the largest parts of a change are named.
const NAMED: usize = 3;

impl Explanation<'_> {
    pub(super) fn change_sentences(&self, language: Language) -> Result<Vec<String>, Silence<'_>> {
        let change = self.change()?;
        let since = change.since;
        let points = percentage_points(change.difference(), language);
        let limits = signed_limits(change.interval, language);
        let [before, now] = [change.before, change.now].map(|rate| share(rate, language));
        Ok(vec![match (change.may_be_chance(), language) {
            (true, Language::Da) => format!(
                "Ændring fra {since}: {points} (95\u{a0}pct.-interval {limits}), fra {before} til {now}. Ændringen \
                 kan skyldes tilfældigheder."
            ),
            (false, Language::Da) => format!(
                "Ændring fra {since}: {points} (95\u{a0}pct.-interval {limits}), fra {before} til {now}. Ændringen \
                 er større, end tilfældigheder forklarer."
            ),
            (true, Language::En) => format!(
                "Change from {since}: {points} (95% interval {limits}), from {before} to {now}. The change may be \
                 due to chance."
            ),
            (false, Language::En) => format!(
                "Change from {since}: {points} (95% interval {limits}), from {before} to {now}. The change is \
                 larger than chance explains."
            ),
        }])
    }

    pub(super) fn trend_sentences(&self, language: Language) -> Result<Vec<String>, Silence<'_>> {
        let steady = self.trend()?;
        let (first, last) = (steady.first, steady.last);
        let points = percentage_points(steady.trend.slope, language);
        let p = format::p_value(steady.p_value, language);
        let cases = format::cases(self.merits_between(first, last), language);
        let tested = self.tested_trends();
        let basis = match language {
            Language::Da => {
                format!("{cases}; Cochran og Armitages test, rettet for {tested} kommuner: {p}")
            }
            Language::En => {
                format!(
                    "{cases}; Cochran and Armitage's test, adjusted for {tested} municipalities: {p}"
                )
            }
        };
        let said = course(steady, &points, language);
        Ok(vec![format!("{first}–{last}: {said} ({basis}).")])
    }

    pub(super) fn split_sentences(&self, language: Language) -> Result<Vec<String>, Silence<'_>> {
        let split = self.split()?;
        let mut said = vec![account(split, language), by_outcome(split, language)];
        let parts = split.contributions.iter().take(NAMED);
        said.extend(parts.map(|part| self.contribution(part, language)));
        let caution = match language {
            Language::Da => {
                "Delene er led i et regnskab, ikke årsager, og med få sager kan de være tilfældige."
            }
            Language::En => {
                "The parts are terms of an account, not causes, and with few cases they may be chance."
            }
        };
        said.push(caution.into());
        let found = self.map().series_break.as_ref().filter(|_| split.across_break);
        said.extend(found.map(|found| found.sentence(language)));
        Ok(said)
    }

    fn contribution(&self, part: &Contribution, language: Language) -> String {
        let name = topic_names(self.release(), &part.topics, language);
        let [all, mix, rate] = [part.total(), part.mix, part.rate]
            .map(|points| percentage_points_number(points, language));
        let [before, now] = part.cases.map(|cases| format::count(cases, language));
        match language {
            Language::Da => format!(
                "{name}: {all} (flere eller færre sager {mix}, andre udfald {rate}); {before} sager før, {now} nu."
            ),
            Language::En => format!(
                "{name}: {all} (more or fewer cases {mix}, other outcomes {rate}); {before} cases before, {now} now."
            ),
        }
    }
}

fn course(steady: &Steady, points: &str, language: Language) -> String {
    match (steady.rises(), steady.is_uneven(), language) {
        (Some(true), _, Language::Da) => format!("procenten er steget, {points} om året"),
        (Some(false), _, Language::Da) => format!("procenten er faldet, {points} om året"),
        (None, true, Language::Da) => {
            "procenten har ændret sig ujævnt; der kan ikke tales om en udvikling".into()
        }
        (None, false, Language::Da) => {
            "det kan ikke afgøres, om procenten er steget eller faldet".into()
        }
        (Some(true), _, Language::En) => format!("the rate has risen, {points} a year"),
        (Some(false), _, Language::En) => format!("the rate has fallen, {points} a year"),
        (None, true, Language::En) => "the rate has changed unevenly; that is no trend".into(),
        (None, false, Language::En) => {
            "it cannot be told whether the rate has risen or fallen".into()
        }
    }
}

fn account(split: &Split, language: Language) -> String {
    let since = split.since;
    let all = percentage_points(split.difference(), language);
    let [mix, within] =
        [split.mix, split.within_topics()].map(|points| percentage_points_number(points, language));
    match language {
        Language::Da => format!(
            "Ændring fra {since}: {all}. Heraf andre emner (sammensætning) {mix} og andre udfald inden for emnerne \
             {within}."
        ),
        Language::En => format!(
            "Change from {since}: {all}. Of it other topics (mix) {mix} and other outcomes within topics {within}."
        ),
    }
}

fn by_outcome(split: &Split, language: Language) -> String {
    let [remitted, changed] =
        [split.remitted, split.changed].map(|points| percentage_points_number(points, language));
    match language {
        Language::Da => {
            format!(
                "Inden for emnerne: hjemvist {remitted}, ændret eller ophævet {changed}. De største bidrag:"
            )
        }
        Language::En => {
            format!(
                "Within topics: remitted {remitted}, changed or annulled {changed}. The largest parts:"
            )
        }
    }
}

/// Writes a rate with its counts: `47,7 pct. (21 af 44 sager)`.
fn share(rate: Proportion, language: Language) -> String {
    let percent = format::percent(rate, language);
    let reversed = format::count(rate.successes(), language);
    let trials = u32::try_from(rate.trials()).expect("a rate is made of two counts of cases");
    let cases = format::cases(trials, language);
    match language {
        Language::Da => format!("{percent} ({reversed} af {cases})"),
        Language::En => format!("{percent} ({reversed} of {cases})"),
    }
}

/// Writes the limits of a difference: `−4,1 til +10,3`.
fn signed_limits(interval: Interval, language: Language) -> String {
    let [lower, upper] =
        [interval.lower, interval.upper].map(|limit| percentage_points_number(limit, language));
    let to = if language == Language::Da { "til" } else { "to" };
    format!("{lower} {to} {upper}")
}
