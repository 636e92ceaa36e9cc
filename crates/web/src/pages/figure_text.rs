//! A figure in words: rate, cases, interval and split, rounded once each.

use charts::outcome_bar::{OutcomeBar, outcome_bar};
use domain::{
    comparison::Standing,
    format::{self, Language},
    outcome::Outcome,
};
use publication::{draft::MapYear, figure::Figure};
use stats::Interval;

use crate::text::text_with;

/// A figure that has a rate, as pages show it.
pub struct FigureText {
    /// `44,9 pct.`, or `1 af 3 sager` where they are too few for a rate to stand alone.
    pub headline: String,
    /// `449 af 1.000 sager omgjort.`
    pub reversed_of_merits: String,
    /// `95 pct.-interval: 41,8–48,0 pct.`
    pub interval: String,
    /// `Ændret eller ophævet 7,1 pct. (71), hjemvist … stadfæstet …`
    pub split: String,
    /// The outcome bar as SVG.
    pub bar: String,
}

impl FigureText {
    /// Returns the words of a figure; `None` where there is no rate.
    pub fn new(figure: &Figure, of: &str, language: Language) -> Option<Self> {
        let (rate, counts) = (figure.rate()?, figure.counts()?);
        let reversed = format::count(counts.reversed(), language);
        let merits = format::cases(counts.merits(), language);
        let [changed, remitted, upheld] = [Outcome::Changed, Outcome::Remitted, Outcome::Upheld]
            .map(|outcome| {
                let share = figure.share(outcome).expect("a figure with a rate has merits cases");
                let cases = format::count(counts.of(outcome), language);
                format!("{} ({cases})", format::percent(share, language))
            });
        let percent = format::percent(rate, language);
        let worded =
            |name, args: &[(&'static str, &str)]| text_with(language, name, args).into_owned();
        let (headline, reversed_of_merits) = if figure.standing() == Standing::FewCases {
            let args: [(&str, &str); 2] = [("reversed", &reversed), ("cases", &merits)];
            (worded("few-headline", &args), worded("few-reversed", &[("percent", &percent)]))
        } else {
            let args: [(&str, &str); 2] = [("reversed", &reversed), ("merits", &merits)];
            (percent, worded("reversed-of-merits", &args))
        };
        Some(Self {
            headline,
            reversed_of_merits,
            interval: text_with(
                language,
                "interval",
                &[("range", &interval(figure.interval()?, language))],
            )
            .into_owned(),
            split: text_with(
                language,
                "split",
                &[("changed", &changed), ("remitted", &remitted), ("upheld", &upheld)],
            )
            .into_owned(),
            bar: outcome_bar(&OutcomeBar { counts, of, language }),
        })
    }
}

/// Writes an interval in per cent: `41,8–48,0 pct.`
pub fn interval(interval: Interval, language: Language) -> String {
    let lower = format::fraction_number(interval.lower, language);
    let upper = format::fraction_number(interval.upper, language);
    // Word joiners keep the two limits on one line.
    format::with_unit(&format!("{lower}\u{2060}–\u{2060}{upper}"), language)
}

/// Writes a figure for a narrow table cell: `44,9 pct. af 340 sager`, `1 af 3 sager omgjort (få
/// sager)`, or why there is no rate.
pub fn cell(figure: &Figure, language: Language) -> String {
    if let (Standing::FewCases, Some(counts)) = (figure.standing(), figure.counts()) {
        let reversed = format::count(counts.reversed(), language);
        let cases = format::cases(counts.merits(), language);
        return text_with(language, "few-cell", &[("reversed", &reversed), ("cases", &cases)])
            .into_owned();
    }
    match (figure.rate(), figure.merits()) {
        (Some(rate), Some(merits)) => {
            let percent = format::percent(rate, language);
            let cases = format::cases(merits, language);
            text_with(language, "percent-of-cases", &[("percent", &percent), ("cases", &cases)])
                .into_owned()
        }
        _ => figure.standing().label(language).into(),
    }
}

/// Writes the dismissed cases: `4 sager afvist.`, or that they were not delivered.
pub fn dismissed(figure: &Figure, language: Language) -> String {
    match (figure.counts(), figure.count(Outcome::Dismissed)) {
        (None, _) => String::new(),
        (Some(_), Some(number)) => {
            let cases = format::cases(number, language);
            text_with(language, "dismissed-cases", &[("cases", &cases)]).into_owned()
        }
        (Some(_), None) => crate::text::text(language, "dismissed-not-delivered").into_owned(),
    }
}

/// Writes the country's rate beside a municipality's: `Hele landet: 44,9 pct.`
pub fn country_rate(map: &MapYear, language: Language) -> String {
    map.country.rate().map_or_else(String::new, |rate| {
        let percent = format::percent(rate, language);
        text_with(language, "country-rate", &[("percent", &percent)]).into_owned()
    })
}
