//! The columns of the public tables. A column that is not declared here cannot be written.

use domain::format::Language;

/// What a column's numbers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// No number.
    None,
    /// Cases.
    Cases,
    /// A fraction, 0 to 1, not rounded.
    Fraction,
    /// Per cent with one decimal.
    Percent,
    /// People.
    People,
    /// A calendar year.
    Year,
    /// Municipalities.
    Municipalities,
}

impl Unit {
    /// Returns the word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Cases => "cases",
            Self::Fraction => "fraction",
            Self::Percent => "percent",
            Self::People => "people",
            Self::Year => "year",
            Self::Municipalities => "municipalities",
        }
    }
}

/// Who may see a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// Anybody.
    Public,
}

/// A column of a public table.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in files; stable.
    pub id: &'static str,
    /// What its numbers are.
    pub unit: Unit,
    /// Who may see it.
    pub visibility: Visibility,
    /// The Danish label.
    pub da: &'static str,
    /// The English label.
    pub en: &'static str,
}

impl Column {
    /// Returns the label in a language.
    #[must_use]
    pub const fn label(&self, language: Language) -> &'static str {
        match language {
            Language::Da => self.da,
            Language::En => self.en,
        }
    }
}

macro_rules! columns {
    ($($name:ident $id:literal $unit:ident $da:literal $en:literal;)*) => {
        $(pub(super) static $name: Column = Column {
            id: $id, unit: Unit::$unit, visibility: Visibility::Public, da: $da, en: $en,
        };)*
        #[cfg(test)]
        static ALL: &[&Column] = &[$(&$name),*];
    };
}

columns! {
    CODE "code" None "Kommunekode" "Municipality code";
    NAME "name" None "Kommune" "Municipality";
    MAP "map" None "Kort" "Map";
    DECISION_YEAR "decision_year" Year "Afgørelsesår" "Decision year";
    LAW "law" None "Lov" "Act";
    TOPIC "topic" None "Emnekode" "Topic code";
    TOPIC_NAME "topic_name" None "Emne" "Topic";
    CHANGED "changed" Cases "Ændret eller ophævet" "Changed or annulled";
    REMITTED "remitted" Cases "Hjemvist" "Remitted";
    UPHELD "upheld" Cases "Stadfæstet" "Upheld";
    DISMISSED "dismissed" Cases "Afvist, henvist eller bortfaldet" "Dismissed";
    MERITS "merits" Cases "Realitetsbehandlede sager" "Cases decided on their merits";
    RATE "reversal_rate" Fraction "Omgjort, andel" "Reversed, fraction";
    PERCENT "reversal_percent" Percent "Omgørelsesprocent" "Reversal rate, percent";
    LOWER "lower" Fraction "Nedre grænse, 95 pct." "Lower limit, 95%";
    UPPER "upper" Fraction "Øvre grænse, 95 pct." "Upper limit, 95%";
    COMPARISON "comparison" None "Sammenlignet med hele landet" "Compared with the country";
    SERIES_BREAK "series_break" None "Databrud: hvorfor året ikke kan sammenlignes med året før" "Series break: why the year cannot be compared with the one before";
    POPULATION "population" People "Folketal" "Population";
    POPULATION_YEAR "population_year" Year "Folketal pr. 1. januar" "Population on 1 January";
    REGION "region" None "Region" "Region";
    GROUP "group" None "Kommunegruppe" "Municipality group";
    PUBLISHED_ON "published_on" None "Offentliggjort" "Published on";
    SOURCE "source" None "Kilde" "Source";
    SERIES "series" None "Serie: et kort eller resten af socialområdet" "Series: a map or the rest of the social area";
    PERIOD "period" None "Periode: år eller kvartal" "Period: year or quarter";
    ABSENCE "absence" None "Hvorfor der ingen procent er" "Why there is no rate";
    MOVED "municipalities_moved" Municipalities "Kommuner med andre tal end i trækningen før" "Municipalities with other figures than in the draw before";
    BASIS "basis" None "Grundlag" "Basis";
    DRAWN_ON "drawn_on" None "Trukket" "Drawn on";
    PROVENANCE "provenance" None "Oprindelse" "Provenance";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_has_a_name_of_its_own_and_both_labels() {
        let names: std::collections::BTreeSet<_> = ALL.iter().map(|column| column.id).collect();
        assert_eq!(names.len(), ALL.len());
        assert!(ALL.iter().all(|column| !column.da.is_empty() && !column.en.is_empty()));
    }
}
