//! The address of municipalities side by side: which, on which map, in which year, under which name.

use domain::{
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::Year,
};
use jiff::civil::Date;

use super::{AS_OF, Page, Refusal, portal};

/// Municipalities to be shown side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Comparison {
    /// Two to nine, in Danish alphabetical order; none where they are yet to be chosen.
    pub places: Vec<MunicipalityCode>,
    /// What the reader calls them.
    pub name: Option<String>,
    /// The only map; `None` for all three.
    pub map: Option<MapKind>,
    /// The decision year; `None` for the newest.
    pub year: Option<Year>,
}

/// The parameter with what a reader calls what is chosen.
pub(super) const NAME: &str = "navn";

/// The path.
pub(super) const COMPARE: &str = "/sammenlign";

/// The parameters.
pub(super) const NAMES: [&str; 5] = ["steder", NAME, "kort", "aar", AS_OF];

/// How many municipalities there are at least; at most as many as lines can be told apart.
const FEWEST: usize = 2;
/// How many can stand side by side at most.
pub const MOST: usize = 9;

/// How many letters a name may have.
pub const LONGEST: usize = 60;

/// How long a query may be, in bytes: nine long names take a quarter of it.
const MAX_QUERY: usize = 2_000;

/// What stands for all three maps.
pub const ALL_MAPS: &str = "alle";

impl Comparison {
    /// Returns a municipality and others, as many as there is room for, in alphabetical order.
    #[must_use]
    pub fn of(place: MunicipalityCode, others: impl IntoIterator<Item = MunicipalityCode>) -> Self {
        let others = others.into_iter().filter(|other| *other != place);
        let places = [place].into_iter().chain(others).take(MOST).collect();
        Self { places: in_order(places), ..Self::default() }
    }

    /// Reads a query. What is not written as the lasting address is the page of a form, which goes there.
    pub(super) fn parse(query: &str) -> Result<(Page, Option<Date>), Refusal> {
        if query.len() > MAX_QUERY {
            return Err(Refusal::TooLong { limit: MAX_QUERY });
        }
        let mut reading = Reading::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let name = NAMES.into_iter().find(|known| *known == name);
            reading.take(name.ok_or(Refusal::UnknownParameter)?, &value)?;
        }
        reading.finish()
    }

    /// Returns what stands from the question mark on; nothing where nothing is chosen.
    #[must_use]
    pub fn query(&self) -> String {
        let encoded =
            |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
        let pairs = [
            ("steder", (!self.places.is_empty()).then(|| slugs(&self.places))),
            (NAME, self.name.as_deref().map(encoded)),
            ("kort", self.map.map(|map| map.slug().to_owned())),
            ("aar", self.year.map(|year| year.to_string())),
        ];
        let given =
            pairs.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value?)));
        let query = given.collect::<Vec<_>>().join("&");
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

/// Reads a name that a reader gives; `None` where it is empty.
pub(super) fn name_of(value: &str) -> Result<Option<String>, Refusal> {
    let name = value.trim();
    if name.chars().count() > LONGEST {
        return Err(Refusal::BadValue { name: NAME, allowed: "1–60" });
    }
    Ok((!name.is_empty()).then(|| name.to_owned()))
}

fn slugs(places: &[MunicipalityCode]) -> String {
    places.iter().map(|code| &*code.municipality().slug).collect::<Vec<_>>().join(",")
}

/// Returns municipalities once each in Danish alphabetical order: no other order may be read as a ranking.
fn in_order(mut places: Vec<MunicipalityCode>) -> Vec<MunicipalityCode> {
    places.sort_by_key(|code| code.municipality().order);
    places.dedup();
    places
}

/// What has been read of a query.
#[derive(Default)]
struct Reading {
    comparison: Comparison,
    as_of: Option<Date>,
    given: Vec<&'static str>,
    /// The municipalities as they were written.
    written: String,
    /// Whether something is written as only a form sends it.
    is_of_form: bool,
}

impl Reading {
    fn take(&mut self, name: &'static str, value: &str) -> Result<(), Refusal> {
        let is_again = self.given.contains(&name);
        if is_again && name != "steder" {
            return Err(Refusal::Repeated(name));
        }
        self.given.push(name);
        self.is_of_form |= is_again || (value.is_empty() && name != "steder");
        if name == "steder" { self.places(value) } else { self.set(name, value.trim()) }
    }

    fn places(&mut self, value: &str) -> Result<(), Refusal> {
        self.written.push_str(value);
        let unknown = Refusal::BadValue { name: "steder", allowed: "aabenraa … aarhus" };
        for slug in value.split(',').map(str::trim).filter(|slug| !slug.is_empty()) {
            let place = municipality::by_slug(&municipality::slug(slug));
            self.comparison.places.push(place.ok_or(unknown)?.code);
        }
        Ok(())
    }

    fn set(&mut self, name: &'static str, value: &str) -> Result<(), Refusal> {
        let refused = |allowed| Refusal::BadValue { name, allowed };
        let comparison = &mut self.comparison;
        match name {
            // A form sends an empty field where nothing was chosen.
            _ if value.is_empty() => {}
            NAME => comparison.name = name_of(value)?,
            "kort" if value == ALL_MAPS => self.is_of_form = true,
            "kort" => {
                let allowed = "social, boernehandicap, voksenhandicap, alle";
                comparison.map = Some(MapKind::by_slug(value).ok_or(refused(allowed))?);
            }
            "aar" => {
                let year = value.parse().ok().and_then(Year::new);
                comparison.year = Some(year.ok_or(refused("1900–2199"))?);
            }
            _ => self.as_of = Some(portal::day(value)?),
        }
        Ok(())
    }

    fn finish(self) -> Result<(Page, Option<Date>), Refusal> {
        let mut comparison = self.comparison;
        comparison.places = in_order(comparison.places);
        if self.given.contains(&"steder") && !(FEWEST..=MOST).contains(&comparison.places.len()) {
            return Err(Refusal::BadValue { name: "steder", allowed: "2–9" });
        }
        let is_lasting = !self.is_of_form && self.written == slugs(&comparison.places);
        let page = if is_lasting { Page::Compare } else { Page::CompareForm };
        Ok((page(comparison), self.as_of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_is_written_as_it_is_read() {
        for query in [
            "",
            "?steder=odense,aarhus",
            "?steder=odense,aarhus&navn=De+store&kort=social&aar=2023",
            "?aar=2023",
        ] {
            check(query, query, true);
        }
    }

    #[test]
    fn what_a_form_sends_goes_to_the_lasting_address() {
        check(
            "?steder=&steder=aarhus&steder=odense&navn=&kort=alle&aar=",
            "?steder=odense,aarhus",
            false,
        );
        check("?steder=Aarhus,odense,odense", "?steder=odense,aarhus", false);
    }

    #[test]
    fn a_parameter_that_cannot_be_is_refused_with_what_can() {
        refuse("steder=", "steder", "2–9");
        refuse("steder=odense", "steder", "2–9");
        let ten = municipality::all().iter().take(10).map(|place| &*place.slug);
        refuse(&format!("steder={}", ten.collect::<Vec<_>>().join(",")), "steder", "2–9");
        refuse("steder=odense,atlantis", "steder", "aabenraa … aarhus");
        refuse(&format!("steder=odense,aarhus&navn={}", "a".repeat(61)), "navn", "1–60");
        refuse("kort=flad", "kort", "social, boernehandicap, voksenhandicap, alle");
        refuse("aar=ny", "aar", "1900–2199");
    }

    /// Checks the lasting form of a query, and whether it was in it.
    #[track_caller]
    fn check(query: &str, expected: &str, lasting: bool) {
        let (page, _) = Comparison::parse(query.trim_start_matches('?')).expect("a comparison");
        let (comparison, is_lasting) = match page {
            Page::Compare(comparison) => (comparison, true),
            Page::CompareForm(comparison) => (comparison, false),
            other => panic!("{other:?}"),
        };
        assert_eq!((comparison.query(), is_lasting), (expected.into(), lasting));
    }

    #[track_caller]
    fn refuse(query: &str, name: &'static str, allowed: &'static str) {
        let refusal = Comparison::parse(query).expect_err("refused");
        assert_eq!(refusal, Refusal::BadValue { name, allowed });
    }
}
