//! From what an address chooses of a table to its cells, in rows and columns.

use tables::{
    choose::{self, Placement, Wish, choose, default_selection, expression::Dialect},
    dimension::{Dimension, Role},
    slice::{Choice, Slice},
    table::Table,
};

use super::refusal::Refused;
use crate::address::TableChoice;

/// How many cells a page shows. More can be had as a file.
pub const MAX_CELLS: u64 = 100_000;

/// How many columns a table on a page has.
pub const MAX_COLUMNS: u64 = 200;

/// How many values a dimension may have to be put in the columns unasked.
const FEW: usize = 24;

/// The cells that are chosen. Dimensions of one value come first; they are said above the table. Then come
/// those in the rows, and last those in the columns.
#[derive(Debug)]
pub struct Selected<'a> {
    /// The table.
    pub table: &'a Table,
    /// The cells.
    pub slice: Slice<'a>,
    /// How many dimensions have one value.
    pub fixed: usize,
}

impl Selected<'_> {
    /// Returns the numbers of the choices that make the rows.
    pub fn rows(&self) -> std::ops::Range<usize> {
        self.fixed..self.slice.stub()
    }

    /// Returns the numbers of the choices that make the columns.
    pub fn columns(&self) -> std::ops::Range<usize> {
        self.slice.stub()..self.slice.choices().len()
    }

    /// Returns the number of the choice of contents.
    pub fn of_contents(&self) -> usize {
        self.position(self.table.contents())
    }

    /// Returns the number of the choice of time.
    pub fn of_time(&self) -> usize {
        self.position(self.table.time())
    }

    fn position(&self, dimension: usize) -> usize {
        let of = self.slice.choices().iter().position(|choice| choice.dimension == dimension);
        of.expect("a slice has a choice for each dimension")
    }

    /// Returns how many combinations some choices have.
    pub fn count(&self, choices: std::ops::Range<usize>) -> u64 {
        choices.map(|choice| self.slice.choices()[choice].values.len() as u64).product()
    }

    /// Returns the places of the combination with a number, from 0, of some choices; the last runs fastest.
    pub fn combination(&self, choices: std::ops::Range<usize>, number: u64) -> Vec<usize> {
        let mut left = number;
        let mut places: Vec<_> = choices
            .rev()
            .map(|choice| {
                let size = self.slice.choices()[choice].values.len() as u64;
                let place = left % size;
                left /= size;
                usize::try_from(place).expect("less than the number of values")
            })
            .collect();
        places.reverse();
        places
    }
}

/// Returns the cells that an address chooses. What it leaves out is as in the default selection.
pub fn select<'a>(table: &'a Table, choice: &TableChoice) -> Result<Selected<'a>, Refused> {
    let defaults = default_selection(table);
    let mut wishes: Vec<_> = choice.wishes.iter().map(|wish| expanded(table, wish)).collect();
    for of in defaults.choices() {
        let dimension = &table.dimensions()[of.dimension];
        if choice.wish(&dimension.code).is_none() {
            wishes.push(wish(dimension, codes(dimension, &of.values)));
        }
    }
    let selection = choose(table, &wishes, Dialect::PxWeb, &Placement::default(), MAX_CELLS)?;
    let (mut fixed, several): (Vec<_>, Vec<_>) =
        selection.choices().iter().cloned().partition(|choice| choice.values.len() == 1);
    let columns = columns(table, &several, &choice.columns)?;
    let is_column = |choice: &Choice| columns.contains(&choice.dimension);
    let (mut across, down): (Vec<_>, Vec<_>) = several.into_iter().partition(is_column);
    across.sort_by_key(|choice| columns.iter().position(|place| *place == choice.dimension));
    let width = across.iter().map(|choice| choice.values.len() as u64).product();
    if width > MAX_COLUMNS {
        return Err(Refused::TooManyColumns { columns: width });
    }
    let (first, stub) = (fixed.len(), fixed.len() + down.len());
    fixed.extend(down);
    fixed.extend(across);
    Ok(Selected { table, slice: Slice::new(table, fixed, stub), fixed: first })
}

/// Replaces whole levels and groups by the codes of their values, and takes each expression once.
fn expanded(table: &Table, (code, values): &(String, Vec<String>)) -> Wish {
    let dimension = table.position(code).map(|place| &table.dimensions()[place]);
    let mut written: Vec<String> = Vec::new();
    for value in values {
        let subset = value.strip_prefix('@').zip(dimension);
        let subset = subset.and_then(|(id, dimension)| Some((dimension, dimension.subset(id)?)));
        let all = subset.map_or_else(
            || vec![value.clone()],
            |(dimension, subset)| codes(dimension, &subset.members),
        );
        for one in all {
            if !written.iter().any(|known| known.eq_ignore_ascii_case(&one)) {
                written.push(one);
            }
        }
    }
    Wish { dimension: code.clone(), code_list: None, values: Some(written) }
}

fn wish(dimension: &Dimension, codes: Vec<String>) -> Wish {
    Wish { dimension: dimension.code.clone(), code_list: None, values: Some(codes) }
}

fn codes(dimension: &Dimension, places: &[usize]) -> Vec<String> {
    places.iter().map(|&place| dimension.values[place].code.clone()).collect()
}

/// Returns the dimensions in the columns: those asked for, or one that a reader would put there. Where only
/// one dimension has several values, it makes the rows.
fn columns(table: &Table, several: &[Choice], asked: &[String]) -> Result<Vec<usize>, Refused> {
    if !asked.is_empty() {
        let place = |code: &String| {
            let known = table.dimensions().iter().map(|dimension| dimension.code.clone()).collect();
            table.position(code).ok_or(choose::Refusal::Placement { code: code.clone(), known })
        };
        return Ok(asked.iter().map(place).collect::<Result<_, _>>()?);
    }
    let role = |choice: &&Choice| table.dimensions()[choice.dimension].role;
    let few = || several.iter().filter(|choice| choice.values.len() <= FEW);
    let of = |wanted: Role| few().find(|choice| role(choice) == wanted);
    let found = of(Role::Time).or_else(|| of(Role::Contents)).or_else(|| few().next_back());
    let found = found.filter(|_| several.len() > 1);
    Ok(found.map(|choice| choice.dimension).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use testkit::tables::catalogs;

    use super::*;
    use crate::address::{Address, Page, PortalPage};

    #[test]
    fn time_makes_the_columns_beside_other_rows() {
        check(
            "OMRAADE=@vs_kommuner&ContentsCode=afgjorte&Tid=top(2)",
            Ok((&["OMRAADE"], &["Tid"])),
        );
    }

    #[test]
    fn a_single_dimension_makes_the_rows() {
        check("OMRAADE=00&EMNE=i-alt&ContentsCode=afgjorte&Tid=*", Ok((&["Tid"], &[])));
    }

    #[test]
    fn columns_are_those_asked_for_in_order() {
        let query =
            "OMRAADE=@vs_landsdele&Tid=top(2)&EMNE=*&ContentsCode=afgjorte&kolonner=EMNE,OMRAADE";
        check(query, Ok((&["Tid"], &["EMNE", "OMRAADE"])));
    }

    #[test]
    fn a_level_and_a_value_of_it_are_one_choice() {
        check(
            "OMRAADE=00,@vs_kommuner,@vs_kommuner&ContentsCode=afgjorte",
            Ok((&["OMRAADE"], &[])),
        );
    }

    #[test]
    fn what_is_not_there_is_refused() {
        check("FARVE=1", Err("the table has no variable \"FARVE\""));
        check("OMRAADE=@vs_sogne", Err("variable \"OMRAADE\" has no value \"@vs_sogne\""));
    }

    /// Checks which dimensions make rows and columns, or what is said instead.
    #[track_caller]
    fn check(query: &str, expected: Result<(&[&str], &[&str]), &str>) {
        let catalog = catalogs().pop().expect("a catalog");
        let table = catalog.table("KLAGE1").expect("the table");
        let address = Address::parse("/statistik/KLAGE1", query).1.expect("an address");
        let Page::Portal(PortalPage::Table(choice)) = address.page else { panic!("a table") };
        let found = select(table, &choice).map(|selected| {
            let codes = |choices: std::ops::Range<usize>| {
                choices.map(|it| &*selected.slice.dimension(it).code).collect::<Vec<_>>()
            };
            (codes(selected.rows()), codes(selected.columns()))
        });
        match (found, expected) {
            (Ok((rows, columns)), Ok(expected)) => {
                assert_eq!((&*rows, &*columns), expected);
            }
            (Err(Refused::Choice(refusal)), Err(expected)) => {
                assert_eq!(refusal.to_string(), expected);
            }
            (found, _) => panic!("{found:?}"),
        }
    }
}
