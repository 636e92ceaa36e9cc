//! The dimension of places: the country, regions, parts of the country, groups, municipalities.

use domain::{
    municipality::{self, MunicipalityCode},
    region,
};
use jiff::civil::Date;
use tables::{
    dimension::{Dimension, Role, Subset, Value},
    text::Text,
};

use crate::sum::Sum;

/// The code of the dimension.
pub(crate) const CODE: &str = "OMRAADE";

/// The places of a table and what each municipality is a part of.
pub(crate) struct Places {
    values: Vec<Value>,
    /// Which values stand on each level, in the order of [`Level`].
    levels: [Vec<usize>; 5],
}

#[derive(Clone, Copy)]
enum Level {
    Country,
    Region,
    Part,
    Group,
    Municipality,
}

impl Places {
    /// Returns all places. Municipalities stand in Danish alphabetical order.
    pub fn new() -> Self {
        let mut places = Self { values: Vec::new(), levels: [const { Vec::new() }; 5] };
        places.push(Level::Country, Value::new("0000", Text::new("Hele landet", "All Denmark")));
        for region in region::all() {
            let code =
                region.code.map_or_else(|| region.id.to_uppercase(), |code| code.to_string());
            places.push(Level::Region, Value::new(code, Text::same(&*region.name)).within(0));
        }
        for place in municipality::all() {
            if places.position(&place.landsdel_code).is_none() {
                let parent = places.named(&place.code.municipality().region_on(FIRST).name);
                let value = Value::new(&*place.landsdel_code, Text::same(&*place.landsdel));
                places.push(Level::Part, value.within(parent));
            }
        }
        let mut groups: Vec<_> =
            municipality::all().iter().map(|place| (place.group_code, &place.group)).collect();
        groups.sort_unstable();
        groups.dedup();
        for (code, name) in groups {
            places.push(Level::Group, Value::new(format!("G{code}"), Text::same(name)).within(0));
        }
        for place in municipality::in_danish_order() {
            let parent = places.position(&place.landsdel_code).expect("pushed above");
            let value = Value::new(place.code.to_string(), Text::same(&*place.name)).within(parent);
            places.push(Level::Municipality, value);
        }
        places
    }

    fn push(&mut self, level: Level, value: Value) {
        self.levels[level as usize].push(self.values.len());
        self.values.push(value);
    }

    fn position(&self, code: &str) -> Option<usize> {
        self.values.iter().position(|value| value.code == code)
    }

    fn named(&self, name: &str) -> usize {
        let is_named = |place: &usize| self.values[*place].label == Text::same(name);
        self.levels[Level::Region as usize].iter().copied().find(is_named).expect("a known region")
    }

    /// Returns the code of a place.
    pub fn code(&self, place: usize) -> &str {
        &self.values[place].code
    }

    /// Returns how many places there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Returns the place of a municipality.
    pub fn of(&self, code: MunicipalityCode) -> usize {
        self.levels[Level::Municipality as usize][usize::from(code.municipality().order) - 1]
    }

    /// Returns a municipality's place and every place it is a part of on a day.
    pub fn around(&self, municipality: usize, day: Date) -> Vec<usize> {
        let mut around = vec![municipality];
        for sum in self.sums(day) {
            if !around.contains(&sum.total) && sum.parts.iter().any(|part| around.contains(part)) {
                around.push(sum.total);
            }
        }
        around
    }

    /// Returns the sums between places on a day. Parts of the country lie within one region, groups across.
    /// A region that does not exist on the day is part of no sum.
    pub fn sums(&self, day: Date) -> Vec<Sum> {
        let level = |level: Level| &self.levels[level as usize];
        let mut sums = Vec::new();
        let members = |of: &dyn Fn(&municipality::Municipality) -> bool| -> Vec<usize> {
            municipality::in_danish_order()
                .into_iter()
                .filter(|it| of(it))
                .map(|it| self.of(it.code))
                .collect()
        };
        let mut parts_of_regions: Vec<Sum> =
            level(Level::Region).iter().map(|&total| Sum { total, parts: Vec::new() }).collect();
        for &total in level(Level::Part) {
            let code = &self.values[total].code;
            let parts = members(&|it| it.landsdel_code == *code);
            let first = municipality::all().iter().find(|it| it.landsdel_code == *code);
            let region = self.named(&first.expect("a part has members").region_on(day).name);
            let sum = parts_of_regions.iter_mut().find(|sum| sum.total == region);
            sum.expect("a region on a day is one of all").parts.push(total);
            sums.push(Sum { total, parts });
        }
        for &total in level(Level::Group) {
            let code = &self.values[total].code;
            sums.push(Sum { total, parts: members(&|it| format!("G{}", it.group_code) == *code) });
        }
        parts_of_regions.retain(|sum| !sum.parts.is_empty());
        let regions = parts_of_regions.iter().map(|sum| sum.total).collect();
        sums.extend(parts_of_regions);
        sums.push(Sum { total: 0, parts: regions });
        sums.push(Sum { total: 0, parts: level(Level::Group).clone() });
        sums
    }

    /// Returns the regions that do not exist on a day.
    pub fn absent(&self, day: Date) -> Vec<usize> {
        let exists = |place: &usize| {
            let region =
                region::all().iter().find(|it| self.values[*place].label == Text::same(&*it.name));
            let region = region.expect("regions are pushed from this list");
            region.valid_from <= day && region.valid_to.is_none_or(|last| day <= last)
        };
        self.levels[Level::Region as usize].iter().copied().filter(|place| !exists(place)).collect()
    }

    /// Returns the dimension.
    pub fn dimension(&self) -> Dimension {
        let subset = |level: Level, id: &str, da: &str, en: &str| Subset {
            id: id.into(),
            label: Text::new(da, en),
            members: self.levels[level as usize].clone(),
        };
        Dimension {
            code: CODE.into(),
            label: Text::new("område", "area"),
            role: Role::Geography,
            values: self.values.clone(),
            total: Some(0),
            subsets: vec![
                subset(Level::Municipality, "vs_kommuner", "Kommuner", "Municipalities"),
                subset(Level::Region, "vs_regioner", "Regioner", "Regions"),
                subset(Level::Part, "vs_landsdele", "Landsdele", "Parts of the country"),
                subset(Level::Group, "vs_kommunegrupper", "Kommunegrupper", "Municipality groups"),
                subset(Level::Country, "vs_land", "Hele landet", "All Denmark"),
            ],
            notes: vec![Text::new(
                "Region Hovedstaden og Region Sjælland findes til og med 2026, Region Østdanmark fra 2027.",
                "Region Hovedstaden and Region Sjælland exist until the end of 2026, Region Østdanmark from 2027.",
            )],
        }
    }
}

/// A day on which the regions of 2007 exist, under which parts of the country are listed.
const FIRST: Date = jiff::civil::date(2013, 1, 1);

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_municipality_is_counted_once_in_the_country_either_way() {
        for day in [date(2024, 12, 31), date(2027, 12, 31)] {
            let places = Places::new();
            let mut counts = vec![0_u32; places.len()];
            for place in municipality::all() {
                counts[places.of(place.code)] = 1;
            }
            for sum in places.sums(day) {
                let total = sum.parts.iter().map(|&part| counts[part]).sum();
                assert!(counts[sum.total] == 0 || counts[sum.total] == total);
                counts[sum.total] = total;
            }
            assert_eq!(counts[0], 98);
        }
    }

    #[test]
    fn the_region_of_2027_replaces_two() {
        let places = Places::new();
        let codes = |day| -> Vec<_> {
            places.absent(day).into_iter().map(|place| places.values[place].code.clone()).collect()
        };
        assert_eq!(codes(date(2026, 12, 31)), ["OESTDANMARK"]);
        assert_eq!(codes(date(2027, 12, 31)), ["1084", "1085"]);
    }
}
