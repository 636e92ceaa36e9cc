//! The municipalities with cases of a topic in one year, by name, and what may be said of each.

use domain::{
    comparison::Standing,
    format::{self, Language},
    municipality::{self, Municipality},
};
use publication::figure::Figure;

use crate::{
    address::{Page, Show, TableChoice},
    pages::{
        figure_text,
        portal::{
            Portal,
            outcomes::{Outcomes, TOPIC, YEARS},
            picture::municipalities::{ALL, Compared},
            selected::select,
            shares::RATE,
        },
    },
    text::text_with,
};

/// The municipalities.
pub struct Places {
    pub rows: Vec<Row>,
    /// How many are not listed, and why; empty where all are.
    pub left_out: Vec<String>,
    pub map: String,
    pub funnel: String,
    pub table: String,
}

/// A municipality with cases.
pub struct Row {
    pub name: &'static str,
    pub href: String,
    pub merits: String,
    pub reversed: String,
    pub percent: String,
    pub interval: String,
    pub comparison: &'static str,
}

/// Returns the municipalities in a year, by its code; `None` where the table cannot tell.
pub fn places(portal: &Portal, outcomes: &Outcomes, code: &str, year: &str) -> Option<Places> {
    let of = |places: &str| {
        TableChoice::of(YEARS)
            .with(&outcomes.places().code, vec![places.into()])
            .with(TOPIC, vec![code.into()])
            .with("ContentsCode", vec![RATE.into()])
            .with("Tid", vec![year.into()])
    };
    let selected = select(outcomes.table, &of(&outcomes.whole_country().code)).ok()?;
    let compared = Compared::of(&selected, &vec![0; selected.slice.choices().len()])?;
    let all = municipality::in_danish_order();
    let rows = all.iter().filter_map(|place| row(portal, place, compared.figure(place.code)));
    let municipalities = of(&format!("@{ALL}"));
    let shown = |show| portal.table(&TableChoice { show, ..municipalities.clone() });
    let contents = ["realitetsbehandlet", "omgjort", RATE].map(str::to_owned);
    Some(Places {
        rows: rows.collect(),
        left_out: left_out(compared.all(), portal.address.language),
        map: shown(Show::Map),
        funnel: shown(Show::Funnel),
        table: portal.table(&municipalities.with("ContentsCode", contents.into())),
    })
}

fn row(portal: &Portal, place: &'static Municipality, figure: &Figure) -> Option<Row> {
    let language = portal.address.language;
    let (rate, interval) = (figure.rate()?, figure.interval()?);
    Some(Row {
        name: &place.name,
        href: portal.context.address.to(Page::Municipality(place.code)).to_string(),
        merits: format::count(rate.trials(), language),
        reversed: format::count(rate.successes(), language),
        percent: format::percent(rate, language),
        interval: figure_text::interval(interval, language),
        comparison: figure.standing().label(language),
    })
}

/// Says how many municipalities have no case, and of how many nothing was delivered.
fn left_out(figures: &[Figure], language: Language) -> Vec<String> {
    let sentence = |(standing, name): (Standing, &str)| {
        let number = figures.iter().filter(|figure| figure.standing() == standing).count();
        let written = format::count(number as u64, language);
        (number > 0).then(|| text_with(language, name, &[("number", &written)]).into_owned())
    };
    let reasons = [
        (Standing::NoCases, "topic-places-none"),
        (Standing::NotDelivered, "topic-places-not-delivered"),
    ];
    reasons.into_iter().filter_map(sentence).collect()
}
