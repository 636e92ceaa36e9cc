//! The dimension of topics: everything, acts, topics, and families that can be compared over a break.

use std::collections::BTreeMap;

use domain::{
    municipality::slug,
    period::Period,
    topic::{Topic, TopicCode, Topics},
};
use tables::{
    dimension::{Dimension, Role, Subset, Value},
    text::Text,
};

use crate::sum::Sum;

/// The topics of a table.
pub(crate) struct TopicTree<'a> {
    topics: &'a Topics,
    values: Vec<Value>,
    /// The place of each act, in the order of its first topic.
    laws: Vec<(&'a str, usize)>,
    places: BTreeMap<TopicCode, usize>,
    /// The place of each family of several topics, with its members.
    families: Vec<(usize, Vec<TopicCode>)>,
}

impl<'a> TopicTree<'a> {
    /// Returns all topics of a list under their acts, and the families after them.
    pub fn new(topics: &'a Topics) -> Self {
        let mut tree = Self {
            topics,
            values: vec![Value::new("TOT", Text::new("Alle emner", "All topics"))],
            laws: Vec::new(),
            places: BTreeMap::new(),
            families: Vec::new(),
        };
        for topic in topics.all() {
            let law = tree.law_of(topic);
            let label = Text::new(&*topic.name, &*topic.name_en);
            tree.places.insert(topic.code, tree.values.len());
            tree.values.push(Value::new(topic.code.to_string(), label).within(law));
        }
        tree.push_families();
        tree
    }

    fn law_of(&mut self, topic: &'a Topic) -> usize {
        if let Some((_, place)) = self.laws.iter().find(|(law, _)| *law == topic.law) {
            return *place;
        }
        let place = self.values.len();
        self.laws.push((&topic.law, place));
        self.values.push(
            Value::new(law_code(&topic.law), Text::new(&*topic.law, &*topic.law_en)).within(0),
        );
        place
    }

    fn push_families(&mut self) {
        let mut families: BTreeMap<TopicCode, Vec<TopicCode>> = BTreeMap::new();
        for topic in self.topics.all() {
            families.entry(self.topics.family(topic.code)).or_default().push(topic.code);
        }
        for (family, members) in families.into_iter().filter(|(_, members)| members.len() > 1) {
            let newest = members.last().and_then(|code| self.topics.get(*code));
            let newest = newest.expect("a family is made of topics of the list");
            let label = Text::new(
                format!("{} og det, der svarede til det før", newest.name),
                format!("{} and what it was before", newest.name_en),
            );
            self.families.push((self.values.len(), members));
            self.values.push(Value::new(format!("F{family}"), label).within(0));
        }
    }

    /// Returns how many values there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns how many values there are before the families.
    pub fn without_families(&self) -> usize {
        self.values.len() - self.families.len()
    }

    /// Returns the code of a value.
    pub fn code(&self, place: usize) -> &str {
        &self.values[place].code
    }

    /// Returns the place of the act that a topic stands under.
    pub fn parent(&self, topic: usize) -> usize {
        self.values[topic].parent.expect("a topic stands under an act")
    }

    /// Tells whether a value is an act.
    pub fn is_law(&self, place: usize) -> bool {
        self.laws.iter().any(|(_, law)| *law == place)
    }

    /// Returns the sums of topics into acts.
    pub fn law_sums(&self) -> Vec<Sum> {
        let mut sums = self.sums();
        sums.truncate(self.laws.len());
        sums
    }

    /// Returns the place of a topic.
    pub fn of(&self, code: TopicCode) -> Option<usize> {
        self.places.get(&code).copied()
    }

    /// Returns the places of all topics.
    pub fn leaves(&self) -> impl Iterator<Item = usize> {
        self.places.values().copied()
    }

    /// Returns the sums: acts of topics, everything of acts, families of topics.
    pub fn sums(&self) -> Vec<Sum> {
        let members = |law: &str| -> Vec<usize> {
            let own = self.topics.all().iter().filter(|topic| topic.law == law);
            own.map(|topic| self.places[&topic.code]).collect()
        };
        let laws = self.laws.iter().map(|(law, total)| Sum { total: *total, parts: members(law) });
        let all = Sum { total: 0, parts: self.laws.iter().map(|(_, place)| *place).collect() };
        let families = self.families.iter().map(|(total, members)| Sum {
            total: *total,
            parts: members.iter().map(|code| self.places[code]).collect(),
        });
        laws.chain([all]).chain(families).collect()
    }

    /// Returns the topics under which no case can be decided in a period, and the acts that have no other.
    pub fn absent(&self, period: Period) -> Vec<usize> {
        let (first, last) = (period.first_day(), period.last_day());
        let is_gone = |topic: &&Topic| !topic.is_valid_within(first, last);
        let gone = self.topics.all().iter().filter(is_gone).map(|topic| self.places[&topic.code]);
        let of = |law: &'a str| self.topics.all().iter().filter(move |topic| topic.law == law);
        let laws = self.laws.iter().filter(|(law, _)| of(law).all(|topic| is_gone(&topic)));
        gone.chain(laws.map(|(_, place)| *place)).collect()
    }

    /// Returns the dimension.
    pub fn dimension(&self) -> Dimension {
        let topics: Vec<_> = self.places.values().copied().collect();
        let in_family = |place: &usize| {
            self.families
                .iter()
                .any(|(_, members)| members.iter().any(|code| self.places[code] == *place))
        };
        let single = topics.iter().copied().filter(|place| !in_family(place));
        let families = self.families.iter().map(|(place, _)| *place);
        let subset = |id: &str, label, members| Subset { id: id.into(), label, members };
        Dimension {
            code: "EMNE".into(),
            label: Text::new("emne", "topic"),
            role: Role::Classification,
            values: self.values.clone(),
            total: Some(0),
            subsets: vec![
                subset(
                    "vs_love",
                    Text::new("Love", "Acts"),
                    self.laws.iter().map(|it| it.1).collect(),
                ),
                subset(
                    "vs_sammenlignelige",
                    Text::new(
                        "Emner, der kan følges over databrud",
                        "Topics that can be followed over series breaks",
                    ),
                    single.chain(families).collect(),
                ),
                subset("vs_emner", Text::new("Emner", "Topics"), topics),
            ],
            notes: Vec::new(),
        }
    }

    /// Returns the dimension without families, which lie across acts.
    pub fn dimension_without_families(&self) -> Dimension {
        let mut dimension = self.dimension();
        dimension.values.truncate(self.without_families());
        dimension.subsets.retain(|subset| subset.id != "vs_sammenlignelige");
        dimension
    }

    /// Returns the dimension of acts alone.
    pub fn law_dimension(&self) -> Dimension {
        let values = self
            .laws
            .iter()
            .map(|(_, place)| Value { parent: None, ..self.values[*place].clone() });
        Dimension {
            code: "LOV".into(),
            label: Text::new("lov", "act"),
            role: Role::Classification,
            values: values.collect(),
            total: None,
            subsets: Vec::new(),
            notes: vec![Text::new(
                "Love lægges ikke sammen i tabeller, hvor små tal skjules.",
                "Acts are not added up in tables that hide small counts.",
            )],
        }
    }

    /// Returns the place of a topic's act in [`TopicTree::law_dimension`].
    pub fn law_place(&self, code: TopicCode) -> Option<usize> {
        let law = &self.topics.get(code)?.law;
        self.laws.iter().position(|(known, _)| known == law)
    }
}

/// Returns the code of an act: its name in capitals.
fn law_code(law: &str) -> String {
    slug(law).to_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_holds_its_topics_on_both_sides_of_a_break() {
        let tree = TopicTree::new(Topics::reference());
        let dimension = tree.dimension();
        let label = |place: &usize| dimension.values[*place].code.clone();
        let sums = tree.sums();
        let homes = sums.iter().find(|sum| label(&sum.total) == "F129").expect("a family");
        assert_eq!(
            homes.parts.iter().map(label).collect::<Vec<_>>(),
            ["129", "130", "131", "132", "133"]
        );
    }

    #[test]
    fn topics_to_follow_over_breaks_hold_every_topic_once() {
        let tree = TopicTree::new(Topics::reference());
        let dimension = tree.dimension();
        let sums = tree.sums();
        let chosen = &dimension.subset("vs_sammenlignelige").expect("a subset").members;
        let mut topics = Vec::new();
        for place in chosen {
            match sums.iter().find(|sum| sum.total == *place) {
                Some(family) => topics.extend(&family.parts),
                None => topics.push(*place),
            }
        }
        topics.sort_unstable();
        let all: Vec<_> = tree.places.values().copied().collect();
        assert_eq!(topics, all);
    }
}
