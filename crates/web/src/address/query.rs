//! What may stand after the question mark. Anything else is refused, so that a misspelled parameter
//! never silently shows something else.

use domain::{
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::Year,
};
use jiff::civil::Date;

use super::{MapPage, Refusal, YearChoice};

/// What a map and its table show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The reversal rate.
    #[default]
    Rate,
    /// How the merits cases divide; the map shows the remitted share.
    Split,
    /// The number of merits cases.
    Cases,
    /// The best estimate of the rate, drawn towards all municipalities: not the published figure.
    Estimate,
    /// The rate of the newest comparable years together: not the published figure.
    Pooled,
}

impl View {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Rate, Self::Split, Self::Cases, Self::Estimate, Self::Pooled];

    /// Tells whether the view shows published figures; the others show something beside them.
    #[must_use]
    pub const fn is_published(self) -> bool {
        !matches!(self, Self::Estimate | Self::Pooled)
    }

    /// Returns the value in an address.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Rate => "procent",
            Self::Split => "fordeling",
            Self::Cases => "sager",
            Self::Estimate => "skoen",
            Self::Pooled => "flere-aar",
        }
    }
}

/// The column a table is ordered by, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Order {
    /// The column.
    pub by: Column,
    /// Which way.
    pub direction: Direction,
}

/// A column that can order a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// The name, in Danish order.
    Name,
    /// The reversal rate.
    Rate,
    /// The merits cases.
    Merits,
    /// Changed or annulled.
    Changed,
    /// Remitted.
    Remitted,
    /// Upheld.
    Upheld,
    /// Dismissed.
    Dismissed,
}

impl Column {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Rate,
        Self::Merits,
        Self::Changed,
        Self::Remitted,
        Self::Upheld,
        Self::Dismissed,
    ];

    /// Returns the value in an address.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Name => "navn",
            Self::Rate => "procent",
            Self::Merits => "sager",
            Self::Changed => "aendret",
            Self::Remitted => "hjemvist",
            Self::Upheld => "stadfaestet",
            Self::Dismissed => "afvist",
        }
    }
}

/// Which way a table is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// The smallest first.
    Up,
    /// The largest first.
    Down,
}

impl Order {
    /// The order nobody chose.
    pub const BY_NAME: Self = Self { by: Column::Name, direction: Direction::Up };

    /// Returns the direction a column has when nobody chose one: names from A, numbers from the
    /// largest.
    const fn natural(by: Column) -> Direction {
        match by {
            Column::Name => Direction::Up,
            _ => Direction::Down,
        }
    }

    /// Returns the order a heading leads to: names from A, numbers from the largest; a second time,
    /// the other way round.
    #[must_use]
    pub fn next(self, by: Column) -> Self {
        let natural = Self::natural(by);
        let direction = match (self.by == by && self.direction == natural, natural) {
            (false, _) => natural,
            (true, Direction::Up) => Direction::Down,
            (true, Direction::Down) => Direction::Up,
        };
        Self { by, direction }
    }
}

/// The parameters of a request.
#[derive(Debug, Default)]
pub(super) struct Query {
    given: Vec<&'static str>,
    pub(super) year: Option<Year>,
    pub(super) view: View,
    by: Option<Column>,
    direction: Option<Direction>,
    chosen: Option<MunicipalityCode>,
    name: Option<String>,
    pub(super) as_of: Option<Date>,
}

/// The parameter that every page has: the day whose draw is asked for.
pub const AS_OF: &str = "pr";
pub(super) const NAMES: [&str; 7] = ["aar", "vis", "sorter", "retning", "kommune", "q", AS_OF];
/// How many letters a reader may type.
pub(super) const LONGEST_NAME: usize = 100;

impl Query {
    pub(super) fn parse(query: &str) -> Result<Self, Refusal> {
        let mut parsed = Self::default();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let name =
                *NAMES.iter().find(|known| **known == name).ok_or(Refusal::UnknownParameter)?;
            if parsed.given.contains(&name) {
                return Err(Refusal::Repeated(name));
            }
            parsed.given.push(name);
            parsed.set(name, &value)?;
        }
        Ok(parsed)
    }

    fn set(&mut self, name: &'static str, value: &str) -> Result<(), Refusal> {
        let refused = |allowed| Refusal::BadValue { name, allowed };
        match name {
            "aar" => {
                let year = value.parse().ok().and_then(Year::new);
                self.year = Some(year.ok_or(refused("1900–2199"))?);
            }
            "vis" => {
                let view = View::ALL.into_iter().find(|view| view.id() == value);
                self.view = view.ok_or(refused("procent, fordeling, sager, skoen, flere-aar"))?;
            }
            "sorter" => {
                let column = Column::ALL.into_iter().find(|column| column.id() == value);
                let allowed = "navn, procent, sager, aendret, hjemvist, stadfaestet, afvist";
                self.by = Some(column.ok_or(refused(allowed))?);
            }
            "retning" => {
                self.direction = Some(match value {
                    "op" => Direction::Up,
                    "ned" => Direction::Down,
                    _ => return Err(refused("op, ned")),
                });
            }
            // A form sends an empty field where nothing was chosen.
            "kommune" if value.is_empty() => {}
            "kommune" => {
                let place = municipality::by_slug(value);
                self.chosen = Some(place.ok_or(refused("aabenraa … aarhus"))?.code);
            }
            AS_OF => {
                self.as_of = Some(value.parse().map_err(|_| refused("2025-04-01"))?);
            }
            _ => {
                if value.chars().count() > LONGEST_NAME {
                    return Err(refused("1–100"));
                }
                self.name = Some(value.trim().to_owned()).filter(|name| !name.is_empty());
            }
        }
        Ok(())
    }

    /// Refuses a known parameter that the page does not have; the day is allowed everywhere.
    pub(super) fn only(&self, allowed: &[&str]) -> Result<(), Refusal> {
        let is_foreign = |name: &&&str| **name != AS_OF && !allowed.contains(*name);
        match self.given.iter().find(is_foreign) {
            Some(name) => Err(Refusal::NotHere(name)),
            None => Ok(()),
        }
    }

    /// Returns the parameters with some names, as they were given.
    pub(super) fn keep(query: &str, names: &[&'static str]) -> String {
        let known = |name: &str| names.iter().copied().find(|known| *known == name);
        let given = form_urlencoded::parse(query.as_bytes());
        encode(given.filter_map(|(name, value)| Some((known(&name)?, value.into_owned()))))
    }

    pub(super) fn none(query: &str) -> Result<(), Refusal> {
        Self::parse(query)?.only(&[])
    }

    pub(super) fn parse_name(query: &str) -> Result<Option<String>, Refusal> {
        let query = Self::parse(query)?;
        query.only(&["q"])?;
        Ok(query.name)
    }

    pub(super) fn map_page(self, map: MapKind, year: Year) -> Result<MapPage, Refusal> {
        self.only(&["vis", "sorter", "retning", "kommune"])?;
        Ok(self.chosen_of(map).in_year(year))
    }

    pub(super) fn year_choice(self, map: MapKind) -> Result<YearChoice, Refusal> {
        self.only(&["aar", "vis", "sorter", "retning", "kommune"])?;
        Ok(self.chosen_of(map))
    }

    fn chosen_of(self, map: MapKind) -> YearChoice {
        let by = self.by.unwrap_or(Column::Name);
        let direction = self.direction.unwrap_or(Order::natural(by));
        let order = Order { by, direction };
        YearChoice { map, year: self.year, view: self.view, order, chosen: self.chosen }
    }

    pub(super) fn of_year(choice: &YearChoice) -> String {
        write(Self::pairs(choice))
    }

    pub(super) fn pairs(choice: &YearChoice) -> Vec<(&'static str, String)> {
        let year = choice.year.map(|year| ("aar", year.to_string()));
        year.into_iter().chain(of_choice(choice.view, choice.order, choice.chosen)).collect()
    }

    pub(super) fn parse_view(query: &str) -> Result<View, Refusal> {
        let query = Self::parse(query)?;
        query.only(&["vis"])?;
        Ok(query.view)
    }

    pub(super) fn of_view(view: View) -> String {
        write(of_view(view))
    }

    pub(super) fn of_name(name: Option<&str>) -> String {
        write(name.map(|name| ("q", name.to_owned())))
    }

    pub(super) fn of_map(page: &MapPage) -> String {
        write(of_choice(page.view, page.order, page.chosen))
    }
}

/// Returns what a choice is in an address, leaving out what nobody needs to choose.
fn of_choice(
    view: View,
    order: Order,
    chosen: Option<MunicipalityCode>,
) -> impl Iterator<Item = (&'static str, String)> {
    let direction = if order.direction == Direction::Up { "op" } else { "ned" };
    let ordered = (order != Order::BY_NAME)
        .then(|| [("sorter", order.by.id().to_owned()), ("retning", direction.to_owned())]);
    let place = chosen.map(|code| ("kommune", code.municipality().slug.clone()));
    of_view(view).chain(ordered.into_iter().flatten()).chain(place)
}

fn of_view(view: View) -> impl Iterator<Item = (&'static str, String)> {
    (view != View::Rate).then(|| ("vis", view.id().to_owned())).into_iter()
}

/// Writes what stands from the question mark on; nothing where there is nothing to say.
fn write(pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    let query = encode(pairs);
    if query.is_empty() { query } else { format!("?{query}") }
}

fn encode(pairs: impl IntoIterator<Item = (&'static str, String)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}
