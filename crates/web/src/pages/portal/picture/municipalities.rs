//! The municipalities among the chosen places, compared with the country as on the maps.

use domain::municipality::{self, MunicipalityCode};
use publication::{edition::FEW_CASES_BELOW, figure::Figure};
use tables::dimension::{Dimension, Role};

use crate::{
    address::TableChoice,
    pages::portal::{selected::Selected, shares::Shares},
};

/// The code list of all municipalities.
pub const ALL: &str = "vs_kommuner";

/// Returns the choice with all municipalities, where hardly any is chosen; `None` where the table has none.
pub fn suited(selected: &Selected, choice: TableChoice) -> Option<TableChoice> {
    let of = of_places(selected)?;
    let dimension = selected.slice.dimension(of);
    dimension.subset(ALL)?;
    let chosen =
        selected.slice.values(of).filter(|value| MunicipalityCode::parse(&value.code).is_some());
    Some(if chosen.count() > 1 {
        choice
    } else {
        choice.with(&dimension.code, vec![format!("@{ALL}")])
    })
}

/// Returns the number of the choice of places; `None` where the table has none.
pub fn of_places(selected: &Selected) -> Option<usize> {
    (0..selected.slice.choices().len())
        .find(|&of| selected.slice.dimension(of).role == Role::Geography)
}

/// Returns the places in a choice of places that are municipalities, with their codes.
pub fn chosen(selected: &Selected, of: usize) -> Vec<(usize, MunicipalityCode)> {
    let values = selected.slice.values(of).enumerate();
    values.filter_map(|(at, value)| Some((at, MunicipalityCode::parse(&value.code)?))).collect()
}

/// All municipalities and the country at one place in every other dimension.
pub struct Compared {
    pub country: Figure,
    figures: Vec<Figure>,
}

impl Compared {
    /// Returns the figures; `None` where the table has no reversal rates of the country.
    ///
    /// All municipalities are compared, whichever are chosen: how many are tested together decides what may
    /// be said.
    pub fn of(selected: &Selected, at: &[usize]) -> Option<Self> {
        let shares = Shares::of(selected.table)?;
        let of = of_places(selected)?;
        let dimension: &Dimension = selected.slice.dimension(of);
        let counts = |value: usize| {
            let taken = selected.slice.choices().iter().zip(at).enumerate();
            let values = taken.map(|(choice, (it, &place))| {
                (it.dimension, if choice == of { value } else { it.values[place] })
            });
            shares.counts(&values.collect::<Vec<_>>())
        };
        let country = dimension.total.map(counts)?;
        let place = |row: &municipality::Municipality| dimension.position(&row.code.to_string());
        let all: Vec<_> =
            municipality::all().iter().map(|row| place(row).and_then(counts)).collect();
        let figures = Figure::of_municipalities(&all, country, false, FEW_CASES_BELOW);
        Some(Self { country: Figure::of_country(country, false), figures })
    }

    /// Returns the figure of a municipality.
    pub fn figure(&self, code: MunicipalityCode) -> &Figure {
        &self.figures[code.index()]
    }

    /// Returns all figures.
    pub fn all(&self) -> &[Figure] {
        &self.figures
    }
}
