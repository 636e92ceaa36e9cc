//! What stands before the numbers of a PX file, in the order of the specification.

use tables::{
    cell::Missing,
    dimension::{Measured, Role, Unit},
    slice::Slice,
    table::TimeUnit,
    text::Text,
};

use super::{names::Names, records::Records, text::clean};
use crate::{
    error::WriteError,
    json_stat::may_be_added,
    layout::{CodePage, Layout},
    words,
};

/// The most decimals that readers show.
///
/// *Source*: PC-Axis file format, keyword SHOWDECIMALS.
const MOST_SHOWN: u8 = 6;

/// The most decimals that a number may have.
///
/// *Source*: PC-Axis file format, keyword DECIMALS.
const MOST_STORED: u8 = 15;

/// Returns how many decimals the numbers of a slice have: 15 where fractions are not rounded.
pub(crate) fn decimals(slice: &Slice<'_>) -> u8 {
    let decimals = units(slice).map(|(_, unit)| unit.decimals.unwrap_or(MOST_STORED));
    decimals.max().unwrap_or(0)
}

/// Returns the records.
pub(super) fn head(slice: &Slice<'_>, layout: &Layout) -> Result<String, WriteError> {
    let names = Names::new(slice, layout)?;
    let mut head = Head { slice, layout, names, records: Records::default() };
    head.file();
    head.table()?;
    head.dimensions()?;
    head.units()?;
    head.symbols_and_source()?;
    head.notes()?;
    Ok(head.records.into_text())
}

struct Head<'a> {
    slice: &'a Slice<'a>,
    layout: &'a Layout,
    names: Names,
    records: Records,
}

impl Head<'_> {
    /// What the file is.
    fn file(&mut self) {
        let facts = self.slice.table().facts();
        let code_page = match self.layout.code_page {
            CodePage::Windows1252 => "windows-1252",
            CodePage::Utf8 => "utf-8",
        };
        for (keyword, text) in [
            ("CHARSET", "ANSI"),
            ("AXIS-VERSION", "2013"),
            ("CODEPAGE", code_page),
            ("LANGUAGE", self.layout.language.tag()),
            ("CREATION-DATE", &moment(facts.drawn_on)),
        ] {
            self.records.text(keyword, &[], text);
        }
        if let Some(day) = facts.next_update {
            self.records.text("NEXT-UPDATE", &[], &moment(day));
        }
    }

    /// What the table is.
    fn table(&mut self) -> Result<(), WriteError> {
        let (slice, language) = (self.slice, self.layout.language);
        let facts = slice.table().facts();
        let shown = units(slice).map(|(_, unit)| shown_decimals(unit)).min().unwrap_or(0);
        self.records.word("DECIMALS", &[], &decimals(slice).to_string());
        self.records.word("SHOWDECIMALS", &[], &shown.to_string());
        self.text("MATRIX", &[], &facts.id)?;
        self.text("TABLEID", &[], &facts.id)?;
        self.records.word("AGGREGALLOWED", &[], if may_be_added(slice) { "YES" } else { "NO" });
        self.records.word("COPYRIGHT", &[], "NO");
        self.text("SUBJECT-CODE", &[], &facts.subject)?;
        self.text("SUBJECT-AREA", &[], facts.subject_label.get(language))?;
        let title = words::title(slice, language);
        self.text("TITLE", &[], &title)?;
        self.text_unless_empty("DESCRIPTION", &facts.description)?;
        self.text("CONTENTS", &[], facts.title.get(language))
    }

    /// What the dimensions and their values are.
    fn dimensions(&mut self) -> Result<(), WriteError> {
        let all = 0..self.slice.choices().len();
        let units = Text::new("se de enkelte tal", "see each kind of number");
        self.text("UNITS", &[], units.get(self.layout.language))?;
        for (keyword, range) in
            [("STUB", 0..self.slice.stub()), ("HEADING", self.slice.stub()..all.end)]
        {
            let names: Vec<_> = range.map(|choice| self.names.dimension(choice)).collect();
            if !names.is_empty() {
                self.records.list(keyword, &[], &names);
            }
        }
        let contents = self.choice_of(Role::Contents);
        self.records.text("CONTVARIABLE", &[], self.names.dimension(contents));
        for choice in all.clone() {
            let name = self.names.dimension(choice);
            self.records.list("VALUES", &[name], self.names.values(choice));
        }
        self.periods();
        for choice in all.clone() {
            let values = self.slice.values(choice);
            let codes = values.map(|value| clean(&value.code, self.layout.code_page));
            let codes = codes.collect::<Result<Vec<_>, _>>()?;
            self.records.list("CODES", &[self.names.dimension(choice)], &codes);
        }
        for choice in all {
            let code = clean(&self.slice.dimension(choice).code, self.layout.code_page)?;
            self.records.text("VARIABLECODE", &[self.names.dimension(choice)], &code);
            self.elimination(choice);
        }
        Ok(())
    }

    /// The periods in the codes of the format: 2024, 20241, 202401. A table whose periods are of another
    /// kind goes without.
    fn periods(&mut self) {
        let choice = self.choice_of(Role::Time);
        let (scale, length) = match self.slice.table().facts().time_unit {
            TimeUnit::Year => ("A1", 4),
            TimeUnit::Quarter => ("Q1", 5),
            TimeUnit::Month => ("M1", 6),
        };
        let digits = |code: &str| code.chars().filter(char::is_ascii_digit).collect::<String>();
        let periods: Vec<_> = self.slice.values(choice).map(|value| digits(&value.code)).collect();
        if periods.iter().all(|period| period.len() == length) {
            self.records.periods(self.names.dimension(choice), scale, &periods);
        }
    }

    /// The value that stands for the whole, where it was chosen; to add the values up may be wrong.
    fn elimination(&mut self, choice: usize) {
        let Some(total) = self.slice.dimension(choice).total else { return };
        let chosen = &self.slice.choices()[choice].values;
        if let Some(place) = chosen.iter().position(|&value| value == total) {
            let name = &self.names.values(choice)[place];
            self.records.text("ELIMINATION", &[self.names.dimension(choice)], name);
        }
    }

    /// What each kind of number is.
    fn units(&mut self) -> Result<(), WriteError> {
        let (slice, language) = (self.slice, self.layout.language);
        let facts = slice.table().facts();
        let least = units(slice).map(|(_, unit)| shown_decimals(unit)).min().unwrap_or(0);
        let contents = self.choice_of(Role::Contents);
        let dimension = self.names.dimension(contents).to_owned();
        for (place, unit) in units(slice) {
            let name = self.names.values(contents)[place].clone();
            let period = words::reference_period(unit.measured);
            self.text("UNITS", &[&name], unit.name.get(language))?;
            self.records.text("LAST-UPDATED", &[&name], &moment(facts.drawn_on));
            self.text("CONTACT", &[&name], facts.contact.get(language))?;
            self.text("REFPERIOD", &[&name], period.get(language))?;
            self.records.word("STOCKFA", &[&name], measured(unit.measured));
            if shown_decimals(unit) > least {
                let of = [dimension.as_str(), name.as_str()];
                self.records.word("PRECISION", &of, &shown_decimals(unit).to_string());
            }
        }
        Ok(())
    }

    fn symbols_and_source(&mut self) -> Result<(), WriteError> {
        let facts = self.slice.table().facts();
        self.text_unless_empty("SOURCE", &facts.source)?;
        for (place, reason) in Missing::ALL.iter().enumerate() {
            let keyword = format!("DATASYMBOL{}", place + 1);
            self.text(&keyword, &[], reason.text().get(self.layout.language))?;
        }
        self.text_unless_empty("INFO", &facts.quality)
    }

    /// The notes: to the whole, to dimensions, to values. An X behind the keyword says that a note must be
    /// shown.
    fn notes(&mut self) -> Result<(), WriteError> {
        let language = self.layout.language;
        let notes = words::notes(self.slice, language);
        for (keyword, is_mandatory) in [("NOTEX", true), ("NOTE", false)] {
            let notes = notes.iter().filter(|note| note.is_mandatory == is_mandatory);
            self.joined(keyword, &[], notes.map(|note| note.text.as_str()))?;
        }
        for choice in 0..self.slice.choices().len() {
            let dimension = self.names.dimension(choice).to_owned();
            let notes = self.slice.dimension(choice).notes.iter();
            self.joined("NOTE", &[&dimension], notes.map(|note| note.get(language)))?;
            for (place, value) in self.slice.values(choice).enumerate() {
                let name = self.names.values(choice)[place].clone();
                let notes = value.notes.iter().map(|note| note.get(language));
                self.joined("VALUENOTE", &[&dimension, &name], notes)?;
            }
        }
        Ok(())
    }

    /// Adds texts as one, `#` between them, where readers start a new line: a record that comes twice
    /// would replace the first.
    fn joined<'t>(
        &mut self,
        keyword: &str,
        of: &[&str],
        texts: impl Iterator<Item = &'t str>,
    ) -> Result<(), WriteError> {
        let text = texts.collect::<Vec<_>>().join("#");
        if text.is_empty() { Ok(()) } else { self.text(keyword, of, &text) }
    }

    fn text_unless_empty(&mut self, keyword: &str, text: &Text) -> Result<(), WriteError> {
        self.joined(keyword, &[], [text.get(self.layout.language)].into_iter())
    }

    /// Adds a text; the names it is of are clean already.
    fn text(&mut self, keyword: &str, of: &[&str], text: &str) -> Result<(), WriteError> {
        self.records.text(keyword, of, &clean(text, self.layout.code_page)?);
        Ok(())
    }

    fn choice_of(&self, role: Role) -> usize {
        let mut all = 0..self.slice.choices().len();
        all.find(|&choice| self.slice.dimension(choice).role == role)
            .expect("a table has time and contents")
    }
}

/// Returns the units of the contents chosen, each with its place among them.
fn units<'a>(slice: &Slice<'a>) -> impl Iterator<Item = (usize, &'a Unit)> {
    let contents =
        (0..slice.choices().len()).filter(|&of| slice.dimension(of).role == Role::Contents);
    contents.flat_map(move |choice| {
        let values = slice.values(choice).enumerate();
        values.filter_map(|(place, value)| Some((place, value.unit.as_ref()?)))
    })
}

/// Returns how many decimals readers show: six where fractions are not rounded.
pub(crate) fn shown_decimals(unit: &Unit) -> u8 {
    unit.decimals.unwrap_or(MOST_SHOWN).min(MOST_SHOWN)
}

const fn measured(measured: Measured) -> &'static str {
    match measured {
        Measured::Flow => "F",
        Measured::Stock => "S",
        Measured::Average => "A",
    }
}

/// Returns the start of a day as the format writes moments: `20250301 00:00`.
fn moment(day: impl std::fmt::Display) -> String {
    format!("{} 00:00", day.to_string().replace('-', ""))
}
