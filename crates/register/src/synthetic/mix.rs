//! What the cases are about: plausible weights of laws and topics.

use std::collections::BTreeSet;

use domain::{
    map::{MapDefinition, MapKind},
    period::Year,
    topic::{Topic, TopicCode, Topics},
};
use jiff::civil::date;

/// The topics of a group of cases, with growing sums of their weights.
#[derive(Clone, Debug, Default)]
pub(super) struct Mix {
    pub topics: Vec<TopicCode>,
    pub sums: Vec<u64>,
}

impl Mix {
    fn new<'t>(topics: impl Iterator<Item = &'t Topic>, list: &Topics, year: Year) -> Self {
        let mut mix = Self::default();
        let mut sum = 0;
        for topic in topics.filter(|topic| is_valid_all_year(topic, year)) {
            let weight = weight(topic.code) * in_transition(topic, list, year) / 100;
            if weight > 0 {
                sum += weight;
                mix.topics.push(topic.code);
                mix.sums.push(sum);
            }
        }
        mix
    }

    /// Tells whether the group has no topic in the year.
    pub fn is_empty(&self) -> bool {
        self.topics.is_empty()
    }
}

/// Returns the mixes of the child map, the adult map, and the rest of the general map. No topic is
/// in two of them.
pub(super) fn social_mixes(list: &Topics, year: Year) -> [Mix; 3] {
    let definitions = MapDefinition::reference();
    let in_force = |it: &&MapDefinition| it.from_decision_year <= year.number();
    let definition = definitions
        .iter()
        .rfind(in_force)
        .or(definitions.first())
        .expect("there is a definition of the maps");
    let topics = |map| -> BTreeSet<TopicCode> {
        definition.topics(map, list).expect("the definitions compiled in name known topics")
    };
    let child = topics(MapKind::ChildDisability);
    let adult = topics(MapKind::AdultDisability);
    let social = topics(MapKind::Social);
    let all = || list.all().iter();
    [
        Mix::new(all().filter(|topic| child.contains(&topic.code)), list, year),
        Mix::new(all().filter(|topic| adult.contains(&topic.code)), list, year),
        Mix::new(
            all().filter(|topic| {
                let code = &topic.code;
                social.contains(code) && !child.contains(code) && !adult.contains(code)
            }),
            list,
            year,
        ),
    ]
}

/// A law outside the general map.
#[derive(Clone, Copy, Debug)]
pub(super) struct OtherLaw {
    pub name: &'static str,
    /// Its part of these cases, in thousandths.
    pub weight: u32,
    /// Year, changed and remitted in per cent of the merits cases.
    rates: &'static [(i16, f64, f64)],
}

/// The other laws of the municipal statistics.
///
/// Weights: decided cases 2021; rates: the board's yearly accounts for 2019 to 2021. Where only the
/// reversal rate is known it is divided as in the nearest known year.
///
/// *Source*: Ankestyrelsen, årsopgørelser 2019–2021 (ast.dk), as gathered in the project's reference
/// tables of case flow and of reversals by area.
pub(super) const OTHER_LAWS: [OtherLaw; 5] = [
    OtherLaw {
        name: "Aktivloven",
        weight: 497,
        rates: &[(2019, 20.0, 12.0), (2020, 17.0, 12.0), (2021, 15.0, 12.0)],
    },
    OtherLaw {
        name: "Sygedagpengeloven",
        weight: 279,
        rates: &[(2019, 11.0, 7.0), (2020, 11.0, 8.0), (2021, 11.0, 8.0)],
    },
    OtherLaw {
        name: "Lov om aktiv beskæftigelsesindsats",
        weight: 98,
        rates: &[(2020, 10.0, 5.0), (2021, 9.0, 8.0)],
    },
    OtherLaw {
        name: "Lov om social pension",
        weight: 64,
        rates: &[(2020, 8.0, 9.0), (2021, 5.0, 5.0)],
    },
    OtherLaw {
        name: "Øvrige kommunale sagsområder",
        weight: 62,
        rates: &[(2020, 12.0, 19.0), (2021, 11.0, 18.0)],
    },
];

impl OtherLaw {
    /// Returns the changed and remitted shares of the nearest known year.
    pub fn shares(self, year: Year) -> (f64, f64) {
        let distance = |(known, ..): &&(i16, f64, f64)| known.abs_diff(year.number());
        let (_, changed, remitted) =
            self.rates.iter().min_by_key(distance).expect("each law has a known year");
        (changed / 100.0, remitted / 100.0)
    }

    /// Returns the law's topics.
    pub fn mix(self, list: &Topics, year: Year) -> Mix {
        Mix::new(list.all().iter().filter(|topic| topic.law == self.name), list, year)
    }
}

fn is_valid_all_year(topic: &Topic, year: Year) -> bool {
    let (first, last) = (date(year.number(), 1, 1), year.last_day());
    topic.is_valid_within(first, first) && topic.is_valid_within(last, last)
}

/// Returns the weight of a topic in its group. The public tables give no numbers by topic, so these
/// only keep common provisions common.
const fn weight(code: TopicCode) -> u64 {
    100 * match code.number() {
        102 | 203 => 35,
        103 | 204 => 38,
        101 | 124 | 134 => 14,
        104 => 12,
        111 | 205 | 201 => 7,
        112 | 113 => 18,
        114 => 50,
        121 | 136 | 126 => 9,
        122 | 206 => 8,
        129 | 211 => 10,
        130 | 137 | 138 | 202 | 140 => 5,
        127 | 133 => 2,
        132 => 1,
        301 => 60,
        302 => 40,
        _ => 3,
    }
}

/// Returns how much of its weight a topic has, in per cent, while a new law takes over: cases begun
/// under the old one are decided under it for some time.
fn in_transition(topic: &Topic, list: &Topics, year: Year) -> u64 {
    let starts = |(code, _)| Some(list.get(code)?.valid_from?.year());
    if let Some(start) = list.successors(topic.code).filter_map(starts).min() {
        return match year.number() - start {
            ..0 => 100,
            0 => 45,
            1 => 8,
            _ => 2,
        };
    }
    match topic.valid_from.filter(|_| list.predecessors(topic.code).next().is_some()) {
        Some(from) if from.year() == year.number() => 55,
        _ => 100,
    }
}
