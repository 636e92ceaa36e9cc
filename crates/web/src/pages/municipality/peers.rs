//! The municipalities that are most alike, map by map, with how far off they are and their rates. No order
//! by rate: the list says who is alike, not who does well.

use domain::{format, municipality::Municipality};
use publication::{
    analysis::{Peer, pooled_years},
    draft::MapYear,
};

use crate::{
    address::Page,
    pages::{
        Context, beside,
        figure_text::{self, Cell},
    },
    text::text_with,
};

/// The peers on one map.
pub struct Peers {
    pub slug: &'static str,
    pub name: &'static str,
    /// The years whose cases they are found by: `2022–2024`, `2024`.
    pub years: String,
    /// The most similar first; none where the municipality has no cases in them.
    pub rows: Vec<Row>,
}

/// One of them.
pub struct Row {
    pub name: &'static str,
    pub href: String,
    pub distance: String,
    pub group: String,
    pub volume: String,
    pub mix: String,
    pub cell: Cell,
}

pub fn peers(context: &Context, map: &MapYear, place: &Municipality) -> Peers {
    let language = context.address.language;
    let analysis = beside::analysis(context, map);
    let peers = analysis.map_or(&[][..], |it| it.peers.of_municipality(place.code));
    let years = pooled_years(context.release, map);
    let first = years.first().map_or(map.year, |first| first.year);
    let years = Some(format!("{first}–{}", map.year)).filter(|_| first < map.year);
    let years = years.unwrap_or_else(|| map.year.to_string());
    Peers {
        slug: map.map.slug(),
        name: map.map.name(language),
        years: text_with(language, "peers-years", &[("years", &years)]).into_owned(),
        rows: peers.iter().map(|peer| row(context, map, peer)).collect(),
    }
}

fn row(context: &Context, map: &MapYear, peer: &Peer) -> Row {
    let language = context.address.language;
    let number = |distance| format::fixed(distance, 2, language);
    Row {
        name: &peer.municipality.municipality().name,
        href: context.address.to(Page::Municipality(peer.municipality)).to_string(),
        distance: number(peer.distance),
        group: number(peer.group),
        volume: number(peer.volume),
        mix: number(peer.mix),
        cell: figure_text::cell(map.municipality(peer.municipality), language),
    }
}
