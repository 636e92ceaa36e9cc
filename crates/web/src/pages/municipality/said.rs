//! What the figures of a municipality can say, in the words that the command `explain` prints too.

use domain::municipality::Municipality;
use publication::{
    draft::MapYear,
    explanation::{Explanation, Part},
};

use crate::pages::Context;

/// What can be said of one map in the newest year.
pub struct Said {
    pub name: &'static str,
    pub lines: Vec<Line>,
}

/// One thing that can be said, or why it cannot.
pub struct Line {
    pub label: &'static str,
    pub text: String,
}

/// The parts that the rest of the page does not show already.
const PARTS: [Part; 8] = [
    Part::Comparison,
    Part::Change,
    Part::Trend,
    Part::Level,
    Part::Estimate,
    Part::YearsTogether,
    Part::Rank,
    Part::BesidePeople,
];

/// Returns the reasoning behind the figure of a municipality on a map.
pub fn explanation<'a>(
    context: &Context<'a>,
    map: &MapYear,
    place: &Municipality,
) -> Explanation<'a> {
    let Context { release, analyses, .. } = *context;
    let found = Explanation::of(release, analyses, (map.map, map.year), place.code);
    found.expect("a map that is shown has an edition")
}

/// Returns the lines of a map; what holds for several parts, such as that there are no cases, is said once.
pub fn said(context: &Context, map: &MapYear, place: &Municipality) -> Said {
    let language = context.address.language;
    let explanation = explanation(context, map, place);
    let mut lines: Vec<Line> = Vec::new();
    for part in PARTS {
        let text = explanation.sentences(part, language).join(" ");
        if lines.iter().all(|line| line.text != text) {
            lines.push(Line { label: part.heading(language), text });
        }
    }
    Said { name: map.map.name(language), lines }
}
