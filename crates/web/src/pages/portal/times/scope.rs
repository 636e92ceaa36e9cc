//! Which cases the page is of, what they are called, and the tables that hold their figures.

use domain::format::{self, Language};
use tables::cell::{Cell, Missing};

use super::{
    super::{Portal, figure},
    flow::{COUNTRY, FlowTable, Group, Measure},
};
use crate::{
    address::TableChoice,
    text::{text, text_with},
};

/// The chosen cases.
pub struct Scope<'a> {
    pub portal: &'a Portal<'a>,
    pub flow: &'a FlowTable<'a>,
    pub category: usize,
    /// The law area; `None` for all together.
    pub law: Option<usize>,
    /// The law areas of the category.
    pub laws: Vec<usize>,
    /// The newest month in which the pending cases are known.
    pub month: usize,
    pub all: Group<'a>,
}

/// Which months of the table a figure is made of.
#[derive(Clone, Copy, Debug)]
pub enum Months {
    All,
    /// The twelve to the newest.
    Year,
    Newest,
}

impl<'a> Scope<'a> {
    /// Returns the cases of a category and a law area; `None` without any number of them.
    pub fn of(
        portal: &'a Portal<'a>,
        flow: &'a FlowTable<'a>,
        category: usize,
        law: Option<usize>,
    ) -> Option<Self> {
        let laws = flow.laws(category);
        let all = flow.group(category, law.as_ref().map_or(&*laws, std::slice::from_ref), None);
        let month = all.newest()?;
        Some(Self { portal, flow, category, law, laws, month, all })
    }

    pub const fn language(&self) -> Language {
        self.portal.address.language
    }

    pub fn say(&self, name: &str) -> String {
        text(self.language(), name).into_owned()
    }

    pub fn say_with(&self, name: &str, args: &[(&'static str, &str)]) -> String {
        text_with(self.language(), name, args).into_owned()
    }

    /// Returns the name of a law area, or of all together.
    pub fn law_name(&self, law: Option<usize>) -> String {
        let values = &self.flow.table.dimensions()[self.flow.law].values;
        law.map_or_else(
            || self.say("times-all-laws"),
            |law| values[law].label.get(self.language()).to_owned(),
        )
    }

    /// Returns what the cases are called: the category and the law area.
    pub fn name(&self) -> String {
        let values = &self.flow.table.dimensions()[self.flow.category].values;
        let category = values[self.category].label.get(self.language());
        format!("{category} · {}", self.law_name(self.law))
    }

    /// Returns the law areas that are looked at.
    pub fn chosen_laws(&self) -> &[usize] {
        self.law.as_ref().map_or(&self.laws, std::slice::from_ref)
    }

    pub fn month_name(&self, month: usize) -> &str {
        self.flow.months().values[month].label.get(self.language())
    }

    /// Returns the cases with or without a deadline.
    pub fn group(&self, deadline: &str) -> Group<'a> {
        self.flow.group(self.category, self.chosen_laws(), Some(deadline))
    }

    /// Returns the link to the cells of `FLOW1` of some law areas.
    pub fn link(&self, laws: &[usize], measures: &[Measure], months: Months) -> String {
        let dimensions = self.flow.table.dimensions();
        let code = |of: usize, place: usize| dimensions[of].values[place].code.clone();
        let month = |place: usize| self.flow.months().values[place].code.clone();
        let months = match months {
            Months::All => "*".into(),
            Months::Newest => month(self.month),
            Months::Year => {
                format!("range({},{})", month(self.month.saturating_sub(11)), month(self.month))
            }
        };
        let laws = laws.iter().map(|law| code(self.flow.law, *law)).collect();
        let measures = measures.iter().map(|measure| measure.code().to_owned()).collect();
        let choice = TableChoice::of("FLOW1")
            .with("OMRAADE", vec![COUNTRY.into()])
            .with("KATEGORI", vec![code(self.flow.category, self.category)])
            .with("LOVOMRAADE", laws)
            .with("FRIST", vec!["*".into()])
            .with("ContentsCode", measures)
            .with("Tid", vec![months]);
        self.portal.table(&choice)
    }

    /// Returns a count as a table shows it.
    pub fn cases(&self, count: Result<u32, Missing>) -> figure::Shown {
        self.shown(count.map(|cases| format::count(cases, self.language())))
    }

    /// Returns a number with decimals as a table shows it.
    pub fn number(&self, number: Result<f64, Missing>, decimals: usize) -> figure::Shown {
        self.shown(number.map(|number| format::fixed(number, decimals, self.language())))
    }

    fn shown(&self, number: Result<String, Missing>) -> figure::Shown {
        match number {
            Ok(text) => figure::Shown { text, reason: None },
            Err(reason) => figure::shown(Cell::Missing(reason), self.language()),
        }
    }
}
