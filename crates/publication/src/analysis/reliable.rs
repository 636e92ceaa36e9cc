//! Who does well: municipalities reliably lower than the country, or than their peers, over several years.

use domain::{
    comparison::{Standing, compare},
    municipality::{self, Municipality, MunicipalityCode},
    reversal::{OutcomeCounts, reversal_rate},
    rule,
};
use stats::{Proportion, difference::Difference, multiplicity};

use super::{peers::Peers, years};
use crate::{draft::MapYear, release::Release};

/// The municipalities of a map that are reliably lower.
#[derive(Clone, Debug, PartialEq)]
pub struct Reliable {
    /// The years looked at, the oldest first; nothing is said of fewer than [`rule::SEVERAL_YEARS`].
    pub years: Vec<domain::period::Year>,
    /// The country's rate over the years; `None` where there are too few years.
    pub country: Option<Proportion>,
    /// Those that are lower than the country or than their peers, in Danish alphabetical order.
    pub municipalities: Vec<Reliability>,
}

/// One municipality that is reliably lower.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reliability {
    /// The municipality.
    pub municipality: MunicipalityCode,
    /// Its rate over the years.
    pub rate: Proportion,
    /// The p value against the country, adjusted for all municipalities; where it is among those lower than the country.
    pub below_country: Option<f64>,
    /// The rate of its peers together, and the p value against it, adjusted for all municipalities; where it is among
    /// those lower than their peers.
    pub below_peers: Option<(Proportion, f64)>,
}

/// Returns which municipalities are reliably lower up to a year.
///
/// *Rule*: the cases of the newest [`rule::SEVERAL_YEARS`] comparable years together; lower than the country
/// by the rule of the map ([`compare`]), or lower than its peers together by Fisher's test, each adjusted for all
/// municipalities (Benjamini and Hochberg, 5 %); and in no single one of the years above what it is
/// compared with.
#[must_use]
pub fn reliable(release: &Release, map: &MapYear, peers: &Peers) -> Reliable {
    let years = years::pooled_years(release, map);
    let few = release.edition(map.year).map_or(0, |edition| edition.few_cases_below);
    let mut found = Reliable {
        years: years.iter().map(|year| year.year).collect(),
        country: years::country_sum(&years).and_then(reversal_rate),
        municipalities: Vec::new(),
    };
    if years.len() < rule::SEVERAL_YEARS || found.country.is_none() {
        found.country = None;
        return found;
    }
    let sums: Vec<Option<OutcomeCounts>> =
        municipality::all().iter().map(|place| years::sum(&years, place.code)).collect();
    let compared = compare(&sums, years::country_sum(&years), few);
    let beside_peers = beside_peers(&sums, peers, few);
    let reliability = |place: &'static Municipality| {
        let index = place.code.index();
        let comparison = compared[index];
        let below_country = comparison.test.filter(|_| {
            comparison.standing == Standing::Lower
                && never_above(&years, place.code, |year| year.country.rate())
        });
        let below_peers = beside_peers[index].filter(|(peer_rate, adjusted, own)| {
            *adjusted <= rule::FALSE_DISCOVERIES
                && own.value() < peer_rate.value()
                && never_above(&years, place.code, |year| peer_rate_in(year, place.code, peers))
        });
        let found = Reliability {
            municipality: place.code,
            rate: sums[index].and_then(reversal_rate)?,
            below_country: below_country.map(|test| test.adjusted),
            below_peers: below_peers.map(|(rate, adjusted, _)| (rate, adjusted)),
        };
        (found.below_country.is_some() || found.below_peers.is_some()).then_some(found)
    };
    found.municipalities =
        municipality::in_danish_order().into_iter().filter_map(reliability).collect();
    found
}

/// Tells whether a municipality's rate is in no year above another.
fn never_above(
    years: &[&MapYear],
    code: MunicipalityCode,
    other: impl Fn(&MapYear) -> Option<Proportion>,
) -> bool {
    !years.iter().any(|year| is_above(year.municipality(code).rate(), other(year)))
}

/// Tells whether a rate lies above another; not where one of them is missing.
pub(crate) fn is_above(own: Option<Proportion>, other: Option<Proportion>) -> bool {
    own.zip(other).is_some_and(|(own, other)| own.value() > other.value())
}

fn peer_rate_in(year: &MapYear, code: MunicipalityCode, peers: &Peers) -> Option<Proportion> {
    let peers = peers.of_municipality(code).iter();
    let counts = peers.map(|peer| year.municipality(peer.municipality).counts());
    reversal_rate(counts.sum::<Option<OutcomeCounts>>()?)
}

/// Returns the rate of each municipality's peers, the adjusted p value against it and the own rate.
fn beside_peers(
    sums: &[Option<OutcomeCounts>],
    peers: &Peers,
    few_cases_below: u32,
) -> Vec<Option<(Proportion, f64, Proportion)>> {
    let test = |place: &Municipality| {
        let own = sums[place.code.index()].filter(|own| own.merits() >= few_cases_below.max(1))?;
        let peers = peers.of_municipality(place.code).iter();
        let of_peers = peers.map(|peer| sums[peer.municipality.index()]);
        let second = reversal_rate(of_peers.sum::<Option<OutcomeCounts>>()?)?;
        let first = reversal_rate(own)?;
        let p_value = Difference { first, second }.fisher_test().two_sided.min(1.0);
        Some((second, p_value, first))
    };
    let mut tests: Vec<_> = municipality::all().iter().map(test).collect();
    let p_values: Vec<f64> = tests.iter().flatten().map(|test| test.1).collect();
    let adjusted = multiplicity::benjamini_hochberg(&p_values).expect("p values are probabilities");
    for (test, adjusted) in tests.iter_mut().flatten().zip(adjusted) {
        test.1 = adjusted;
    }
    tests
}
