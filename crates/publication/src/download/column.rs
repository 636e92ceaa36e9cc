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
    /// Per 1,000 people: inhabitants, or recipients of the benefits.
    PerThousand,
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
            Self::PerThousand => "per_1000",
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
    P_VALUE "p_value" Fraction "Sandsynlighed for så stor en forskel ved tilfældigheder (p)" "Probability of as large a difference by chance (p)";
    P_ADJUSTED "p_adjusted" Fraction "Det samme, rettet for alle kommuner på kortet" "The same, adjusted for all municipalities of the map";
    SERIES_BREAK "series_break" None "Databrud: hvorfor året ikke kan sammenlignes med året før" "Series break: why the year cannot be compared with the one before";
    LIMIT_LOWER "limit_lower" Fraction "Kontrolgrænse, nedre, 95 pct." "Control limit, lower, 95%";
    LIMIT_UPPER "limit_upper" Fraction "Kontrolgrænse, øvre, 95 pct." "Control limit, upper, 95%";
    OUTER_LOWER "outer_limit_lower" Fraction "Kontrolgrænse, nedre, 99,8 pct." "Control limit, lower, 99.8%";
    OUTER_UPPER "outer_limit_upper" Fraction "Kontrolgrænse, øvre, 99,8 pct." "Control limit, upper, 99.8%";
    SPREAD_LOWER "spread_limit_lower" Fraction "Grænse med den almindelige spredning, nedre, 95 pct." "Limit with the ordinary spread, lower, 95%";
    SPREAD_UPPER "spread_limit_upper" Fraction "Grænse med den almindelige spredning, øvre, 95 pct." "Limit with the ordinary spread, upper, 95%";
    ESTIMATE "estimate" Fraction "Bedste skøn, andel" "Best estimate, fraction";
    ESTIMATE_LOWER "estimate_lower" Fraction "Bedste skøn, nedre grænse, 95 pct." "Best estimate, lower limit, 95%";
    ESTIMATE_UPPER "estimate_upper" Fraction "Bedste skøn, øvre grænse, 95 pct." "Best estimate, upper limit, 95%";
    RANK_FIRST "rank_first" Municipalities "Højeste mulige plads (1 er den højeste procent), 95 pct." "Highest possible rank (1 is the highest rate), 95%";
    RANK_LAST "rank_last" Municipalities "Laveste mulige plads, 95 pct." "Lowest possible rank, 95%";
    LEVEL "level" Fraction "Ved landets sammensætning af sager, andel" "At the national mix of cases, fraction";
    LEVEL_LOWER "level_lower" Fraction "Ved landets sammensætning, nedre grænse, 95 pct." "At the national mix, lower limit, 95%";
    LEVEL_UPPER "level_upper" Fraction "Ved landets sammensætning, øvre grænse, 95 pct." "At the national mix, upper limit, 95%";
    POOLED_SINCE "pooled_since" Year "Flere år lagt sammen: fra" "Years together: from";
    POOLED_MERITS "pooled_merits" Cases "Flere år lagt sammen: realitetsbehandlede sager" "Years together: cases decided on their merits";
    POOLED "pooled_rate" Fraction "Flere år lagt sammen: omgjort, andel" "Years together: reversed, fraction";
    POOLED_LOWER "pooled_lower" Fraction "Flere år lagt sammen: nedre grænse, 95 pct." "Years together: lower limit, 95%";
    POOLED_UPPER "pooled_upper" Fraction "Flere år lagt sammen: øvre grænse, 95 pct." "Years together: upper limit, 95%";
    CHANGE "change" Fraction "Ændring fra året før, andel" "Change from the year before, fraction";
    CHANGE_LOWER "change_lower" Fraction "Ændring, nedre grænse, 95 pct." "Change, lower limit, 95%";
    CHANGE_UPPER "change_upper" Fraction "Ændring, øvre grænse, 95 pct." "Change, upper limit, 95%";
    CHANGE_ADJUSTED "change_p_adjusted" Fraction "Ændring: sandsynlighed ved tilfældigheder, rettet for alle kommuner" "Change: probability by chance, adjusted for all municipalities";
    TREND_SINCE "trend_since" Year "Udvikling fra" "Trend from";
    SLOPE "trend_per_year" Fraction "Udvikling pr. år, andel" "Trend a year, fraction";
    SLOPE_ADJUSTED "trend_p_adjusted" Fraction "Udvikling: sandsynlighed ved tilfældigheder, rettet for alle kommuner" "Trend: probability by chance, adjusted for all municipalities";
    UNEVEN "trend_is_uneven" None "Årene ligger ikke på en linje" "The years do not lie on a line";
    APPEALS_PER_1000 "appeals_per_1000" PerThousand "Realitetsbehandlede sager pr. 1.000 indbyggere" "Cases decided on their merits per 1,000 inhabitants";
    REVERSED_PER_1000 "reversed_per_1000" PerThousand "Omgjorte sager pr. 1.000 indbyggere" "Reversed cases per 1,000 inhabitants";
    RECIPIENTS "recipients" People "Modtagere af kortets ydelser" "Recipients of the map's benefits";
    RECIPIENTS_YEAR "recipients_year" Year "Modtagere: opgjort for år" "Recipients: counted for the year";
    APPEALS_PER_1000_RECIPIENTS "appeals_per_1000_recipients" PerThousand "Realitetsbehandlede sager pr. 1.000 modtagere" "Cases decided on their merits per 1,000 recipients";
    REVERSED_PER_1000_RECIPIENTS "reversed_per_1000_recipients" PerThousand "Omgjorte sager pr. 1.000 modtagere" "Reversed cases per 1,000 recipients";
    CASES_BEFORE "merits_before" Cases "Realitetsbehandlede sager året før" "Merits cases the year before";
    CASES_NOW "merits_now" Cases "Realitetsbehandlede sager" "Merits cases";
    ADDED_BY_MIX "added_by_mix" Fraction "Bidrag fra flere eller færre sager, andel" "Added by more or fewer cases, fraction";
    ADDED_BY_RATE "added_by_rate" Fraction "Bidrag fra andre udfald, andel" "Added by other outcomes, fraction";
    POPULATION "population" People "Folketal" "Population";
    POPULATION_YEAR "population_year" Year "Folketal pr. 1. januar" "Population on 1 January";
    REGION "region" None "Region" "Region";
    GROUP "group" None "Kommunegruppe" "Municipality group";
    PUBLISHED_ON "published_on" None "Offentliggjort" "Published on";
    SOURCE "source" None "Kilde" "Source";
    SERIES "series" None "Serie: et kort eller resten af socialområdet" "Series: a map or the rest of the social area";
    PERIOD "period" None "Periode: år eller kvartal" "Period: year or quarter";
    ABSENCE "absence" None "Hvorfor der ingen procent er" "Why there is no rate";
    MOVED "municipalities_moved" Municipalities "Kommuner med andre tal end i udtrækket før" "Municipalities with other figures than in the draw before";
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
