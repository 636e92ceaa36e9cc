//! The feed of a municipality: its figures that moved between draws.

use domain::{format, map::MapKind, municipality::MunicipalityCode};
use publication::{figure::in_line, vintage::Draw};
use tables::text::Text;

use super::{
    Asked,
    catalog::marked,
    feed::{About, ENTRIES, News, pick, written},
};
use crate::address::{Address, OpenFile, Page};

/// Returns the feed of a municipality.
pub fn feed(asked: &Asked<'_>, code: MunicipalityCode) -> String {
    let place = code.municipality();
    let draws = asked.release.draws();
    let news = draws.windows(2).rev().filter_map(|pair| news(asked, code, &pair[0], &pair[1]));
    let about = About {
        name: format!("kommuner/{}", place.slug),
        title: format!(
            "{}: {}",
            place.name,
            pick(asked.language, "tal, der er ændret", "figures that have changed")
        ),
        file: OpenFile::MunicipalityFeed(code),
        page: Page::Municipality(code),
    };
    written(asked, &about, news.take(ENTRIES).collect())
}

/// Returns what moved from one draw to the next; `None` where nothing did.
fn news(
    asked: &Asked<'_>,
    code: MunicipalityCode,
    before: &Draw<'_>,
    after: &Draw<'_>,
) -> Option<News> {
    let language = asked.language;
    let mut lines = Vec::new();
    for edition in asked.release.editions().iter().rev() {
        for map in MapKind::ALL {
            let year = edition.year();
            let (Some(was), Some(is)) = (before.map(map, year), after.map(map, year)) else {
                continue;
            };
            let (was, is) = (was.municipality(code), is.municipality(code));
            if was.counts() != is.counts() {
                let [was, is] = [was, is].map(|figure| in_line(figure, language));
                lines.push(format!("{} {year}: {was} → {is}", map.name(language)));
            }
        }
    }
    let name = &code.municipality().name;
    let title = Text::same(format!("{name}, {}", format::date(after.drawn_on, language)));
    (!lines.is_empty()).then(|| News {
        name: format!("kommuner/{}", code.municipality().slug),
        on: after.drawn_on,
        title: marked(&title, asked.release.provenance()).get(language).to_owned(),
        lines,
        page: page(asked, code),
        data: None,
    })
}

fn page(asked: &Asked<'_>, code: MunicipalityCode) -> String {
    let page = Page::Municipality(code);
    Address { release: None, language: asked.language, as_of: None, page }.to_string()
}
