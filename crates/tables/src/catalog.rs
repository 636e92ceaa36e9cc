//! The tables of one draw, and how one of them is found.

use domain::{format::Language, provenance::Provenance};
use jiff::civil::Date;

use crate::{
    dimension::{Dimension, Subset},
    table::Table,
    text::Text,
};

/// All tables of one draw.
#[derive(Debug)]
pub struct Catalog {
    release: String,
    drawn_on: Date,
    provenance: Provenance,
    tables: Vec<Table>,
    /// What a search looks through, folded, one text for each table.
    haystacks: Vec<String>,
}

/// A subject (*emneområde*), under which tables stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The stable code, for example `omgoerelse`.
    pub code: &'a str,
    /// The name readers see.
    pub label: &'a Text,
}

/// A named choice and where it stands.
#[derive(Clone, Copy, Debug)]
pub struct CodeList<'a> {
    /// The dimension it chooses in, in the first table that has it.
    pub dimension: &'a Dimension,
    /// The choice.
    pub subset: &'a Subset,
}

impl Catalog {
    /// Returns the tables of a draw, in the order they are listed.
    ///
    /// `release` is the name of the frozen folder that addresses hold.
    ///
    /// # Panics
    ///
    /// When two tables have one id, upper and lower case alike.
    #[must_use]
    pub fn new(
        release: impl Into<String>,
        drawn_on: Date,
        provenance: Provenance,
        tables: Vec<Table>,
    ) -> Self {
        let mut ids: Vec<_> = tables.iter().map(|table| fold(&table.facts().id)).collect();
        ids.sort_unstable();
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "each table has an id of its own");
        let haystacks = tables.iter().map(haystack).collect();
        Self { release: release.into(), drawn_on, provenance, tables, haystacks }
    }

    /// Returns the name of the frozen folder the tables come from.
    #[must_use]
    pub fn release(&self) -> &str {
        &self.release
    }

    /// Returns the day of the draw.
    #[must_use]
    pub const fn drawn_on(&self) -> Date {
        self.drawn_on
    }

    /// Tells whether the figures are delivered or synthetic.
    #[must_use]
    pub const fn provenance(&self) -> Provenance {
        self.provenance
    }

    /// Returns the tables in order.
    #[must_use]
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// Returns a table by its id, upper or lower case; `None` where there is none.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<&Table> {
        self.position(id).map(|place| &self.tables[place])
    }

    /// Returns the place of a table by its id, upper or lower case.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.facts().id.eq_ignore_ascii_case(id))
    }

    /// Returns the subjects in the order of their first tables.
    #[must_use]
    pub fn subjects(&self) -> Vec<Subject<'_>> {
        let mut subjects: Vec<Subject> = Vec::new();
        for facts in self.tables.iter().map(Table::facts) {
            if !subjects.iter().any(|subject| subject.code == facts.subject) {
                subjects.push(Subject { code: &facts.subject, label: &facts.subject_label });
            }
        }
        subjects
    }

    /// Returns a subject by its code, upper or lower case.
    #[must_use]
    pub fn subject(&self, code: &str) -> Option<Subject<'_>> {
        self.subjects().into_iter().find(|subject| subject.code.eq_ignore_ascii_case(code))
    }

    /// Returns a code list by its id, upper or lower case, as the first table that has it shows it.
    #[must_use]
    pub fn code_list(&self, id: &str) -> Option<CodeList<'_>> {
        let mut dimensions = self.tables.iter().flat_map(Table::dimensions);
        dimensions
            .find_map(|dimension| dimension.subset(id).map(|subset| CodeList { dimension, subset }))
    }

    /// Returns the tables in which every word of a query occurs: in the id, title, description, subject,
    /// or a label or code of a dimension or value, in either language. Case does not matter, nor whether
    /// one writes æ or ae, ø or oe, å or aa; the marks around a word, as a comma, do not count. A query
    /// without words finds all tables.
    pub fn search(&self, query: &str) -> impl Iterator<Item = &Table> {
        let words = words(query);
        let found = self.tables.iter().zip(&self.haystacks);
        found
            .filter(move |(_, text)| words.iter().all(|word| text.contains(word.as_str())))
            .map(|(table, _)| table)
    }
}

/// Returns a text as search compares it: lower case, Danish letters as two others.
///
/// ```
/// assert_eq!(tables::catalog::fold("Ærø, Århus"), "aeroe, aarhus");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        match letter {
            'æ' => folded.push_str("ae"),
            'ø' => folded.push_str("oe"),
            'å' => folded.push_str("aa"),
            other => folded.push(other),
        }
    }
    folded
}

/// Returns the words of a query, folded and without the marks around them. A text holds what is looked for when
/// its folded form contains all of them.
///
/// ```
/// assert_eq!(tables::catalog::words("Merudgifter, §41"), ["merudgifter", "41"]);
/// ```
#[must_use]
pub fn words(query: &str) -> Vec<String> {
    let is_mark = |letter: char| !letter.is_alphanumeric();
    let query = fold(query);
    query.split_whitespace().map(|word| word.trim_matches(is_mark).to_owned()).collect()
}

fn haystack(table: &Table) -> String {
    let facts = table.facts();
    let mut text = format!("{}\n{}\n", facts.id, facts.subject);
    let mut add = |label: &Text| {
        for language in [Language::Da, Language::En] {
            text.push_str(label.get(language));
            text.push('\n');
        }
    };
    // As lists show it, so that who copies a name from a list finds the table.
    let name = Text::new(table.label(Language::Da), table.label(Language::En));
    for label in [&name, &facts.description, &facts.subject_label] {
        add(label);
    }
    for dimension in table.dimensions() {
        add(&dimension.label);
        for value in &dimension.values {
            add(&value.label);
            add(&Text::same(&*value.code));
        }
    }
    fold(&text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_table_is_found_in_any_case() {
        let catalog = catalog();
        assert!(catalog.table("t1").is_some_and(|table| table.facts().id == "T1"));
        assert!(catalog.table("T3").is_none());
    }

    #[test]
    fn a_word_is_found_however_it_is_spelled() {
        check("laesoe", &["T1", "T2"]);
        check("LÆSØ", &["T1", "T2"]);
        check("afgjorte SAGER", &["T1", "T2"]);
    }

    #[test]
    fn every_word_must_occur() {
        check("laesoe t2", &["T2"]);
        check("laesoe grønland", &[]);
    }

    #[test]
    fn no_word_finds_everything() {
        check("  ", &["T1", "T2"]);
    }

    #[test]
    fn marks_around_a_word_do_not_count() {
        check("Læsø, (område)", &["T1", "T2"]);
        check(",", &["T1", "T2"]);
    }

    #[test]
    fn a_table_is_found_by_the_name_that_lists_show() {
        for language in [Language::Da, Language::En] {
            check(&sample::table("T1").label(language), &["T1", "T2"]);
        }
    }

    #[test]
    fn a_subject_is_listed_once() {
        let catalog = catalog();
        let codes: Vec<_> = catalog.subjects().iter().map(|subject| subject.code).collect();
        assert_eq!(codes, ["omgoerelse"]);
        assert!(catalog.subject("OMGOERELSE").is_some());
    }

    #[test]
    fn a_code_list_is_found_by_its_id() {
        let catalog = catalog();
        let list = catalog.code_list("VS_Kommuner").expect("the list");
        assert_eq!(list.dimension.code, "OMRAADE");
        assert!(catalog.code_list("vs_topics").is_none());
    }

    #[test]
    #[should_panic(expected = "an id of its own")]
    fn two_tables_of_one_id_are_a_mistake() {
        let tables = vec![sample::table("T1"), sample::table("t1")];
        let _ = Catalog::new("r", jiff::civil::date(2025, 3, 1), Provenance::Synthetic, tables);
    }

    fn catalog() -> Catalog {
        let tables = vec![sample::table("T1"), sample::table("T2")];
        Catalog::new("r", jiff::civil::date(2025, 3, 1), Provenance::Synthetic, tables)
    }

    /// Checks which tables a query finds.
    #[track_caller]
    fn check(query: &str, expected: &[&str]) {
        let catalog = catalog();
        let found: Vec<_> = catalog.search(query).map(|table| &*table.facts().id).collect();
        assert_eq!(found, expected);
    }
}
