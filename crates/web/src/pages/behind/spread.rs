//! Why do municipalities differ? How much of the spread is chance, how much case mix, how much remains.

use charts::spread::{Spread, SpreadPart};
use domain::{format, rule};
use publication::{analysis::MapAnalysis, draft::MapYear};

use super::{draw_spread, word};
use crate::{
    address::Picture,
    pages::{
        Context,
        picture_file::{self, PictureLinks},
    },
    text::text_with,
};

/// The spread in one picture and one sentence.
pub struct SpreadText {
    /// The name of the picture.
    pub title: String,
    /// What it says.
    pub sentence: String,
    /// Whether the rest may be chance too.
    pub test: String,
    /// The picture.
    pub svg: String,
    /// Where it can be downloaded.
    pub links: PictureLinks,
}

/// Returns the spread in words; `None` where municipalities do not differ at all.
pub fn text(context: &Context, map: &MapYear, analysis: &MapAnalysis) -> Option<SpreadText> {
    let language = context.address.language;
    let found = analysis.spread.as_ref()?;
    let title = title(context, map);
    let [chance, mix, rest] = parts(context, analysis)?;
    let units = found.units.to_string();
    let typical = format::fraction_number(found.total.sqrt(), language);
    let args = [
        ("units", &*units),
        ("typical", &*typical),
        ("chance", &*chance.1),
        ("mix", &*mix.1),
        ("rest", &*rest.1),
    ];
    let is_more = found.p_value.is_some_and(|p| p <= rule::SIGNIFICANCE);
    let test = if is_more { "spread-more" } else { "spread-may-be-chance" };
    Some(SpreadText {
        sentence: text_with(language, "spread-sentence", &args).into_owned(),
        test: word(language, test),
        svg: with_picture(context, map, analysis, draw_spread)?,
        links: picture_file::links(context, Picture::Spread(map.map, map.year), title.clone()),
        title,
    })
}

fn title(context: &Context, map: &MapYear) -> String {
    let language = context.address.language;
    let (name, year) = (map.map.name(language), map.year.to_string());
    text_with(language, "spread-title", &[("map", name), ("year", &year)]).into_owned()
}

/// Returns the three shares, and how they are written. They are rounded on their own.
fn parts(context: &Context, analysis: &MapAnalysis) -> Option<[(f64, String); 3]> {
    let language = context.address.language;
    let shares = analysis.spread.as_ref()?.shares()?;
    let part = |share: f64| {
        let figure = format::with_unit(&format::fraction_number(share, language), language);
        (share, figure)
    };
    Some([shares.chance, shares.mix, shares.rest].map(part))
}

/// Makes the picture and draws it.
pub fn with_picture<T>(
    context: &Context,
    map: &MapYear,
    analysis: &MapAnalysis,
    draw: impl FnOnce(&Spread) -> T,
) -> Option<T> {
    let language = context.address.language;
    let parts = parts(context, analysis)?;
    let names = ["spread-chance", "spread-mix", "spread-rest"].map(|name| word(language, name));
    let part = |place: usize| SpreadPart {
        name: &names[place],
        figure: &parts[place].1,
        share: parts[place].0,
    };
    let list = (0..3).map(|place| format!("{}: {}", names[place], parts[place].1));
    Some(draw(&Spread {
        chance: part(0),
        case_mix: part(1),
        rest: part(2),
        language,
        title: &title(context, map),
        description: &list.collect::<Vec<_>>().join("; "),
    }))
}
