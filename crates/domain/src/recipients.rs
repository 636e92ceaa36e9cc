//! How many citizens receive the benefits that a map is about.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    map::MapKind,
    municipality::MunicipalityCode,
    period::Year,
    reference::{self, Line, TableError},
};

/// The columns of `recipients.csv`, in order.
pub(crate) const COLUMNS: [&str; 5] = ["map", "year", "code", "recipients", "source"];

const NAME: &str = "the recipients";

/// The citizens who received the benefits of a map in a year (*modtagere*), by map, municipality and year.
///
/// An administrator brings them; none are compiled in. What is absent was not delivered: nothing is
/// estimated.
///
/// *Source*: the one in each row, for example a table of Danmarks Statistik.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recipients {
    table: BTreeMap<(MapKind, MunicipalityCode), BTreeMap<Year, Known>>,
}

/// A number with where it is from.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known {
    people: u32,
    source: String,
}

#[derive(serde::Deserialize, serde::Serialize)]
struct Row {
    map: String,
    year: String,
    code: String,
    recipients: String,
    source: String,
}

impl Recipients {
    /// Reads a table with the columns `map,year,code,recipients,source`.
    pub fn parse(table: &str) -> Result<Self, TableError> {
        reference::need_columns(NAME, table, &COLUMNS)?;
        let mut recipients = Self::default();
        for (line, row) in reference::rows::<Row>(NAME, table)? {
            let (map, year, code) = key(line, &row)?;
            let years = recipients.table.entry((map, code)).or_default();
            if years.insert(year, known(line, &row)?).is_some() {
                return Err(line.twice("combination of map, year and code"));
            }
        }
        Ok(recipients)
    }

    /// Writes the table; the order of the rows is always the same.
    #[must_use]
    pub fn to_csv(&self) -> String {
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
        writer.write_record(COLUMNS).expect("writing to memory does not fail");
        for ((map, code), years) in &self.table {
            for (year, known) in years {
                let row = Row {
                    map: map.id().into(),
                    year: year.to_string(),
                    code: code.to_string(),
                    recipients: known.people.to_string(),
                    source: known.source.clone(),
                };
                writer.serialize(row).expect("writing to memory does not fail");
            }
        }
        let bytes = writer.into_inner().expect("writing to memory does not fail");
        String::from_utf8(bytes).expect("every field is text")
    }

    /// Returns how many received the benefits of a map in the newest known year up to `year`, with that
    /// year, which must be shown beside the figure; `None` where nothing that old was delivered.
    ///
    /// ```
    /// use domain::{
    ///     map::MapKind, municipality::MunicipalityCode, period::Year, recipients::Recipients,
    /// };
    ///
    /// let table = "map,year,code,recipients,source\nsocial,2022,0751,1000,made up\n";
    /// let recipients = Recipients::parse(table).unwrap();
    /// let (aarhus, year) = (MunicipalityCode::new(751).unwrap(), |year| Year::new(year).unwrap());
    /// let newest = |map, until| recipients.newest(map, aarhus, year(until));
    /// assert_eq!(newest(MapKind::Social, 2024), Some((year(2022), 1_000)));
    /// assert_eq!(newest(MapKind::Social, 2021), None);
    /// assert_eq!(newest(MapKind::ChildDisability, 2024), None);
    /// ```
    #[must_use]
    pub fn newest(&self, map: MapKind, code: MunicipalityCode, year: Year) -> Option<(Year, u32)> {
        let years = self.table.get(&(map, code))?;
        years.range(..=year).next_back().map(|(year, known)| (*year, known.people))
    }

    /// Returns whether nothing was delivered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }

    /// Returns the years in which the recipients of a map are known of some municipality; empty where none
    /// were delivered.
    #[must_use]
    pub fn years(&self, map: MapKind) -> BTreeSet<Year> {
        let own = self.table.iter().filter(|((known, _), _)| *known == map);
        own.flat_map(|(_, years)| years.keys().copied()).collect()
    }

    /// Returns where the numbers are from, each source once.
    #[must_use]
    pub fn sources(&self) -> BTreeSet<&str> {
        self.table.values().flat_map(BTreeMap::values).map(|known| known.source.as_str()).collect()
    }
}

/// Returns a year that recipients can be of; `None` outside 2000 to 2100.
pub(crate) fn year(number: i16) -> Option<Year> {
    Year::new(number).filter(|year| (2000..=2100).contains(&year.number()))
}

fn key(line: Line, row: &Row) -> Result<(MapKind, Year, MunicipalityCode), TableError> {
    let map = MapKind::by_id(&row.map);
    let year = row.year.parse().ok().and_then(year);
    let code = MunicipalityCode::parse(&row.code);
    Ok((
        map.ok_or(line.cell("map", "social, child_disability or adult_disability"))?,
        year.ok_or(line.cell("year", "a year from 2000 to 2100"))?,
        code.ok_or(line.cell("code", "the code of a municipality"))?,
    ))
}

fn known(line: Line, row: &Row) -> Result<Known, TableError> {
    let people = row.recipients.parse();
    let people = people.map_err(|_| line.cell("recipients", "a whole number"))?;
    let source = row.source.trim();
    if source.is_empty() {
        return Err(line.cell("source", "filled in"));
    }
    Ok(Known { people, source: source.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "map,year,code,recipients,source\n\
                         social,2021,0751,900,made up\n\
                         social,2023,0751,1000,\"made up, too\"\n\
                         adult_disability,2023,0101,0,made up\n";

    #[test]
    fn the_newest_year_up_to_the_decision_year_is_taken() {
        let recipients = Recipients::parse(TABLE).expect("a sound table");
        let newest = |until| recipients.newest(MapKind::Social, place(751), of(until));
        assert_eq!(newest(2020), None);
        assert_eq!(newest(2022), Some((of(2021), 900)));
        assert_eq!(newest(2023), Some((of(2023), 1_000)));
        assert_eq!(newest(2030), Some((of(2023), 1_000)));
    }

    #[test]
    fn nobody_is_a_number_and_nothing_is_none() {
        let recipients = Recipients::parse(TABLE).expect("a sound table");
        let newest = |code| recipients.newest(MapKind::AdultDisability, place(code), of(2023));
        assert_eq!((newest(101), newest(751)), (Some((of(2023), 0)), None));
        let none = Recipients::parse(&Recipients::default().to_csv()).expect("a header");
        assert!(none.is_empty() && !recipients.is_empty());
    }

    #[test]
    fn years_and_sources_are_told() {
        let recipients = Recipients::parse(TABLE).expect("a sound table");
        let years = |map| recipients.years(map).into_iter().map(Year::number).collect::<Vec<_>>();
        assert_eq!(years(MapKind::Social), [2021, 2023]);
        assert!(years(MapKind::ChildDisability).is_empty());
        assert!(recipients.sources().into_iter().eq(["made up", "made up, too"]));
    }

    #[test]
    fn what_is_written_is_read_as_the_same_and_the_order_of_rows_does_not_matter() {
        let recipients = Recipients::parse(TABLE).expect("a sound table");
        let text = recipients.to_csv();
        assert_eq!(Recipients::parse(&text).expect("we wrote it"), recipients);
        let mut rows: Vec<_> = TABLE.lines().collect();
        rows[1..].reverse();
        let spreadsheet = format!("\u{feff}{}\r\n", rows.join("\r\n").replace("0751", "751"));
        assert_eq!(Recipients::parse(&spreadsheet).expect("sound").to_csv(), text);
    }

    #[test]
    fn a_mistake_is_refused_with_its_line_and_column() {
        check("social,2021", "sociale,2021", "line 2 of the recipients: map is not social, child");
        check("social,2021", "social,1999", "line 2 of the recipients: year is not a year from");
        check("social,2021", "social,2101", "line 2 of the recipients: year is not a year from");
        check("0751,1000", "0411,1000", "line 3 of the recipients: code is not the code of a");
        check("0751,1000", "0751,1.000", "line 3 of the recipients: recipients is not a whole");
        check("0751,1000", "0751,", "line 3 of the recipients: recipients is not a whole");
        check("101,0,made up", "101,0, ", "line 4 of the recipients: source is not filled in");
        check(
            "101,0,made up",
            "101,0",
            "line 4 of the recipients: the row has 4 cells, the header 5",
        );
        check(",source", ",note", "line 1 of the recipients: there is no column source");
    }

    #[test]
    fn one_map_year_and_municipality_stands_once() {
        let what = "the combination of map, year and code is used twice";
        check("social,2023,0751", "social,2021,751", &format!("line 3 of the recipients: {what}"));
    }

    /// Checks what is said of the table with the first `right` replaced.
    #[track_caller]
    fn check(right: &str, wrong: &str, expected: &str) {
        assert!(TABLE.contains(right), "the test looks for what is not there: {right}");
        let spoiled = TABLE.replacen(right, wrong, 1);
        let error = Recipients::parse(&spoiled).expect_err("a mistake").to_string();
        assert!(error.contains(expected), "{error}");
    }

    fn place(code: u16) -> MunicipalityCode {
        MunicipalityCode::new(code).expect("one of the 98")
    }

    fn of(year: i16) -> Year {
        Year::new(year).expect("a year")
    }
}
