//! A figure in words: rate, cases, interval and split, rounded once each.

use charts::outcome_bar::{OutcomeBar, outcome_bar};
use domain::{
    comparison::Standing,
    format::{self, Language},
    outcome::Outcome,
};
pub use publication::figure::in_line;
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
    format::with_unit(&limits(interval, language), language)
}

/// Writes a fraction that is no share of counts, such as an estimate, in per cent: `42,9 pct.`
pub fn fraction(fraction: f64, language: Language) -> String {
    format::with_unit(&format::fraction_number(fraction, language), language)
}

/// Writes an interval within brackets that follow a rate: `41,8–48,0`.
pub fn limits(interval: Interval, language: Language) -> String {
    let lower = format::fraction_number(interval.lower, language);
    let upper = format::fraction_number(interval.upper, language);
    format!("{lower}–{upper}")
}

/// Returns an interval of a fraction in per cent, as charts draw it.
pub fn in_percent(interval: Interval) -> Interval {
    Interval { lower: 100.0 * interval.lower, upper: 100.0 * interval.upper }
}

/// Writes a count, or the sign for a figure that was not delivered.
pub fn number(count: Option<u32>, language: Language) -> String {
    count.map_or_else(|| "–".into(), |count| format::count(count, language))
}

/// A figure in a cell of a table.
pub struct Cell {
    /// `44,9 pct. (41,8–48,0) af 340 sager`, `1 af 3 sager omgjort (få sager)`, or why there is no rate.
    pub text: String,
    /// `højere end landet`, where it differs from the country by more than chance explains.
    pub differs: Option<&'static str>,
}

impl Cell {
    /// Returns the cell of a map that has no edition that year.
    pub fn empty() -> Self {
        Self { text: "–".into(), differs: None }
    }
}

/// Writes a figure for a table, where the interval stands beside the rate.
pub fn cell(figure: &Figure, language: Language) -> Cell {
    let standing = figure.standing();
    let differs = matches!(standing, Standing::Lower | Standing::Higher);
    let interval = figure.interval().filter(|_| standing != Standing::FewCases);
    let text = match interval {
        Some(interval) => {
            let limits = limits(interval, language);
            words(figure, language, "percent-interval-cases", &[("limits", &limits)])
        }
        None => in_line(figure, language),
    };
    Cell { text, differs: differs.then(|| standing.label(language)) }
}

/// Fills a text with the rate and cases of a figure that has them, and what else it takes.
fn words(figure: &Figure, language: Language, name: &str, more: &[(&'static str, &str)]) -> String {
    let (rate, counts) = figure.rate().zip(figure.counts()).expect("a figure with a rate");
    let percent = format::percent(rate, language);
    let reversed = format::count(counts.reversed(), language);
    let cases = format::cases(counts.merits(), language);
    let own: [(&str, &str); 3] =
        [("percent", &percent), ("reversed", &reversed), ("cases", &cases)];
    text_with(language, name, &[&own, more].concat()).into_owned()
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
