//! Which municipalities are most alike: by official group, number of cases and mix of topics.

use domain::{
    municipality::{self, Municipality, MunicipalityCode},
    rule,
};

use super::{Cells, pooled_years};
use crate::{draft::MapYear, release::Release};

/// The most similar municipalities of each, by the cases of the newest comparable years.
#[derive(Clone, Debug, PartialEq)]
pub struct Peers {
    by_municipality: Vec<Vec<Peer>>,
}

/// A municipality with its distance from another; 0 is alike in all three respects.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peer {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// The distance: group + volume + mix.
    pub distance: f64,
    /// 0 in the same official group, else 1.
    pub group: f64,
    /// How many times the number of merits cases doubles from one to the other, divided by 3, at most 1: eight times as
    /// many is as far as can be.
    pub volume: f64,
    /// The share of one's cases that would have to lie in other topics to have the other's mix, 0 to 1.
    pub mix: f64,
}

/// What a municipality is compared by.
struct Profile {
    place: &'static Municipality,
    cases: f64,
    /// The share of each topic.
    mix: Vec<f64>,
}

impl Peers {
    /// Returns the peers of every municipality with cases in the newest comparable years.
    ///
    /// The distance is a sum of three parts of equal weight, each from 0 to 1, so that anyone can work it out by
    /// hand; equals stand in Danish alphabetical order.
    #[must_use]
    pub fn of(release: &Release, map: &MapYear) -> Self {
        let profiles = profiles(release, map);
        let of = |place: &Municipality| {
            let own = profiles.iter().find(|profile| profile.place.code == place.code);
            own.map_or_else(Vec::new, |own| nearest(own, &profiles))
        };
        Self { by_municipality: municipality::all().iter().map(of).collect() }
    }

    /// Returns the peers of a municipality, the most similar first; none where it has no cases.
    #[must_use]
    pub fn of_municipality(&self, code: MunicipalityCode) -> &[Peer] {
        &self.by_municipality[code.index()]
    }
}

fn nearest(own: &Profile, all: &[Profile]) -> Vec<Peer> {
    let others = all.iter().filter(|other| other.place.code != own.place.code);
    let mut peers: Vec<_> = others.map(|other| (peer(own, other), other.place.order)).collect();
    peers.sort_by(|(a, a_order), (b, b_order)| {
        a.distance.total_cmp(&b.distance).then(a_order.cmp(b_order))
    });
    peers.into_iter().map(|(peer, _)| peer).take(rule::PEERS).collect()
}

fn peer(own: &Profile, other: &Profile) -> Peer {
    let is_same_group = own.place.group == other.place.group;
    let mixes = [&own.mix[..], &other.mix];
    peer_at(other.place.code, is_same_group, [own.cases, other.cases], mixes)
}

/// Returns a municipality as a peer of one with the first of the cases and mixes.
pub(crate) fn peer_at(
    municipality: MunicipalityCode,
    is_same_group: bool,
    cases: [f64; 2],
    mixes: [&[f64]; 2],
) -> Peer {
    let group = if is_same_group { 0.0 } else { 1.0 };
    let volume = (libm::log2(cases[0] / cases[1]).abs() / 3.0).min(1.0);
    let moved = mixes[0].iter().zip(mixes[1]).map(|(a, b)| (a - b).abs());
    let mix = moved.sum::<f64>() / 2.0;
    Peer { municipality, distance: group + volume + mix, group, volume, mix }
}

fn profiles(release: &Release, map: &MapYear) -> Vec<Profile> {
    let years = pooled_years(release, map);
    let cells: Vec<_> = years.iter().filter_map(|year| Cells::of(release, year)).collect();
    let profile = |place: &'static Municipality| {
        let topics = release.topics().all();
        let mut merits = vec![0.0; topics.len()];
        for cells in &cells {
            for (topic, counts) in cells.topics.iter().zip(cells.municipality(place.code)) {
                let index = topics.binary_search_by_key(topic, |known| known.code);
                merits[index.expect("a release holds its own topics")] +=
                    f64::from(counts.merits());
            }
        }
        let cases: f64 = merits.iter().sum();
        let mix = merits.iter().map(|merits| merits / cases).collect();
        (cases > 0.0).then_some(Profile { place, cases, mix })
    };
    municipality::all().iter().filter_map(profile).collect()
}
