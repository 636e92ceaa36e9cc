//! What two views of the map show in the place of the published figure: the best estimate, and several
//! years together. Wherever one stands, its label says that it is not the published figure.

use charts::choropleth::{Fill, class_of, class_of_estimate};
use domain::{
    format::{self, Language},
    municipality::MunicipalityCode,
};
use publication::{
    analysis::{Estimate, MapAnalysis, Pooled, pooled_years},
    draft::MapYear,
};
use stats::Interval;

use super::{Context, figure_text};
use crate::{
    address::View,
    text::{text, text_with},
};

/// A figure of a municipality that is worked out beside the published one.
pub enum Beside<'a> {
    /// The best estimate, with the merits cases of the year.
    Estimate(Estimate, u32),
    /// Several years together, and whether their cases are still few.
    Pooled(&'a Pooled, bool),
}

impl<'a> Beside<'a> {
    /// Returns what a view shows of a municipality; `None` in a view of published figures, and where there
    /// is no case.
    pub fn new(
        context: &Context<'a>,
        map: &MapYear,
        view: View,
        code: MunicipalityCode,
    ) -> Option<Self> {
        match view {
            View::Rate | View::Split | View::Cases => None,
            View::Estimate => {
                let estimate = analysis(context, map)?.estimates.shrunken(code)?;
                Some(Self::Estimate(estimate, map.municipality(code).merits()?))
            }
            View::Pooled => {
                let pooled = analysis(context, map)?.pooled(code)?;
                Some(Self::Pooled(pooled, is_few(context, map, pooled)))
            }
        }
    }

    /// Returns how the municipality is filled. Few cases are what the estimate is for.
    pub fn fill(&self) -> Fill {
        match self {
            Self::Estimate(estimate, _) => Fill::Class(class_of_estimate(estimate.rate)),
            Self::Pooled(_, true) => Fill::FewCases,
            Self::Pooled(pooled, false) => Fill::Class(class_of(pooled.rate)),
        }
    }

    /// Returns the 95 % interval.
    pub const fn interval(&self) -> Interval {
        match self {
            Self::Estimate(estimate, _) => estimate.interval,
            Self::Pooled(pooled, _) => pooled.interval,
        }
    }

    /// Writes the rate: `42,9 pct.`
    pub fn percent(&self, language: Language) -> String {
        match self {
            Self::Estimate(estimate, _) => figure_text::fraction(estimate.rate, language),
            Self::Pooled(pooled, _) => format::percent(pooled.rate, language),
        }
    }

    /// Writes the figure within a line: `42,9 pct. (40,1–45,8)`, `42,9 pct. (41,1–44,8) af 920 sager`,
    /// `1 af 3 sager omgjort (få sager)`.
    pub fn in_line(&self, language: Language) -> String {
        let limits = figure_text::limits(self.interval(), language);
        let percent = self.percent(language);
        match self {
            Self::Estimate(..) => format!("{percent} ({limits})"),
            Self::Pooled(pooled, is_few) => {
                let cases = format::cases(pooled.counts.merits(), language);
                let reversed = format::count(pooled.counts.reversed(), language);
                let name = if *is_few { "pooled-few" } else { "percent-interval-cases" };
                let args: [(&str, &str); 4] = [
                    ("percent", &percent),
                    ("limits", &limits),
                    ("cases", &cases),
                    ("reversed", &reversed),
                ];
                text_with(language, name, &args).into_owned()
            }
        }
    }

    /// Writes the figure with its interval named: `42,9 pct. (95 pct.-interval 40,1–45,8)`.
    pub fn in_full(&self, language: Language) -> String {
        let limits = figure_text::limits(self.interval(), language);
        let percent = self.percent(language);
        let args = [("percent", &*percent), ("limits", &*limits)];
        match self {
            Self::Estimate(..) => text_with(language, "percent-named-interval", &args).into_owned(),
            Self::Pooled(_, true) => self.in_line(language),
            Self::Pooled(pooled, false) => {
                let cases = format::cases(pooled.counts.merits(), language);
                let args = [&args[..], &[("cases", &cases)]].concat();
                text_with(language, "percent-named-interval-cases", &args).into_owned()
            }
        }
    }

    /// Says what the figure is made of.
    pub fn basis(&self, language: Language) -> String {
        match self {
            Self::Estimate(_, merits) => {
                let cases = format::cases(*merits, language);
                text_with(language, "estimate-basis", &[("cases", &cases)]).into_owned()
            }
            Self::Pooled(..) => text(language, "pooled-basis").into_owned(),
        }
    }
}

/// Returns what is worked out of a map; `None` where the country's figure was not delivered.
pub fn analysis<'a>(context: &Context<'a>, map: &MapYear) -> Option<&'a MapAnalysis> {
    context.analyses.of(context.release, map.map, map.year)
}

/// Tells whether the cases of several years are still too few for a rate to be read.
pub fn is_few(context: &Context, map: &MapYear, pooled: &Pooled) -> bool {
    let edition = context.release.edition(map.year).expect("a map belongs to an edition");
    pooled.counts.merits() < edition.few_cases_below
}

/// Says why a view has nothing to show of a whole map; `None` where it has.
pub fn missing(context: &Context, map: &MapYear, view: View) -> Option<String> {
    match view {
        View::Rate | View::Split | View::Cases => None,
        View::Estimate => {
            let has_any = |it: &MapAnalysis| it.estimates.ranked_municipalities() > 0;
            let is_missing = !analysis(context, map).is_some_and(has_any);
            is_missing.then(|| text(context.address.language, "estimate-missing").into_owned())
        }
        View::Pooled => {
            let is_missing = analysis(context, map).is_none_or(|it| it.country_pooled.is_none());
            is_missing.then(|| not_pooled(context, map))
        }
    }
}

/// Says why there are no years to put together.
pub fn not_pooled(context: &Context, map: &MapYear) -> String {
    let language = context.address.language;
    let year = map.year.to_string();
    let name = match (&map.series_break, pooled_years(context.release, map).len()) {
        (Some(found), _) => {
            let args = [("year", year.as_str()), ("reason", found.reason(language))];
            return text_with(language, "pooled-break", &args).into_owned();
        }
        (None, 1) => "pooled-alone",
        (None, _) => "pooled-not-delivered",
    };
    text_with(language, name, &[("year", &year)]).into_owned()
}
