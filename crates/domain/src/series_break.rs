//! Series breaks (*databrud*): where a map no longer counts what it counted the year before.
//!
//! They follow from the data, in this one place: from the topics with their days and successors, the
//! definitions of the maps, and what a definition declares.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};

use crate::{
    format::Language,
    map::{Contents, MapDefinition, MapKind, UnknownContents},
    period::Year,
    topic::{Succession, Successor, TopicCode, Topics},
};

/// A place where a series of one map must not be read across.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeriesBreak {
    /// The map.
    pub map: MapKind,
    /// The first year of the new count: it is not compared with the years before.
    pub year: Year,
    reason: String,
    reason_en: String,
    /// Where the change can be read; empty where no public source says it.
    pub source: String,
}

impl SeriesBreak {
    /// Returns the first day of the new count.
    #[must_use]
    pub fn on(&self) -> Date {
        date(self.year.number(), 1, 1)
    }

    /// Returns why the years cannot be compared.
    #[must_use]
    pub fn reason(&self, language: Language) -> &str {
        match language {
            Language::Da => &self.reason,
            Language::En => &self.reason_en,
        }
    }

    /// Returns the sentence that says that there is a break, and why.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let (year, reason) = (self.year, self.reason(language));
        match language {
            Language::Da => {
                format!("Databrud i {year}: Året kan ikke sammenlignes med året før. {reason}")
            }
            Language::En => {
                format!("Series break in {year}: do not compare with the year before. {reason}")
            }
        }
    }
}

/// A decision year with the definition its maps follow.
#[derive(Clone, Copy, Debug)]
pub struct DefinedYear<'a> {
    /// The decision year.
    pub year: Year,
    /// What the maps count in it.
    pub definition: &'a MapDefinition,
}

/// Returns the break of a map between a year and the one before it in the series; `None` where the two
/// count the same.
///
/// A definition's own word comes first: `comparable_with_year_before`, of the year's definition or of
/// one in `all` that began since the year before. Else the map's topics decide. Old and new count the
/// same when each topic that came or went is tied by successions of kind one-to-one, split or merge to
/// topics that all lie on the map; so a split inside a map is no break, and a regrouping is one.
pub fn between(
    map: MapKind,
    before: Option<DefinedYear>,
    now: DefinedYear,
    all: &[MapDefinition],
    topics: &Topics,
) -> Result<Option<SeriesBreak>, UnknownContents> {
    let since = before.map_or(now.year.before(), |before| before.year);
    if let Some(declaring) = declared(map, since, now, all) {
        let is_break = declaring.contents(map).comparable_with_year_before == Some(false);
        return Ok(is_break.then(|| declared_break(map, now.year, declaring)));
    }
    let Some(before) = before else { return Ok(None) };
    let change = Change {
        since: before.year.last_day(),
        old: topics_of(map, before, topics)?,
        new: topics_of(map, now, topics)?,
        topics,
    };
    Ok(change.series_break(map, now.year))
}

/// Returns the definition that says itself whether the years can be compared.
fn declared<'a>(
    map: MapKind,
    since: Year,
    now: DefinedYear<'a>,
    all: &'a [MapDefinition],
) -> Option<&'a MapDefinition> {
    let is_new = |definition: &&MapDefinition| {
        let first = definition.from_decision_year;
        since.number() < first && first <= now.year.number()
    };
    let says = |definition: &&MapDefinition, word| {
        definition.contents(map).comparable_with_year_before == Some(word)
    };
    let broken = all.iter().filter(is_new).rfind(|definition| says(definition, false));
    broken.or_else(|| Some(now.definition).filter(is_new).filter(|it| says(it, true)))
}

fn declared_break(map: MapKind, year: Year, definition: &MapDefinition) -> SeriesBreak {
    let Contents { reason, reason_en, source, .. } = definition.contents(map);
    let or_basis = |reason: &str, basis: &str| {
        if reason.is_empty() { basis.to_owned() } else { reason.to_owned() }
    };
    SeriesBreak {
        map,
        year,
        reason: or_basis(reason, &definition.basis),
        reason_en: or_basis(reason_en, &definition.basis_en),
        source: source.clone(),
    }
}

/// Returns the topics a map counts that the board can decide under on some day of the year.
fn topics_of(
    map: MapKind,
    year: DefinedYear,
    topics: &Topics,
) -> Result<BTreeSet<TopicCode>, UnknownContents> {
    let mut codes = year.definition.topics(map, topics)?;
    let (first, last) = (date(year.year.number(), 1, 1), year.year.last_day());
    codes.retain(|code| topics.get(*code).is_some_and(|topic| topic.is_valid_within(first, last)));
    Ok(codes)
}

/// What a map counted and counts.
struct Change<'a> {
    /// The last day of the old count.
    since: Date,
    old: BTreeSet<TopicCode>,
    new: BTreeSet<TopicCode>,
    topics: &'a Topics,
}

impl Change<'_> {
    fn series_break(&self, map: MapKind, year: Year) -> Option<SeriesBreak> {
        let came = self.new.difference(&self.old).copied().filter(|code| !self.is_heir(*code));
        let went = self.old.difference(&self.new).copied().filter(|code| !self.is_inherited(*code));
        let (came, went): (Vec<_>, Vec<_>) = (came.collect(), went.collect());
        if came.is_empty() && went.is_empty() {
            return None;
        }
        let is_heir = |row: &Succession| matches!(row.successor, Successor::Topic(code) if came.contains(&code));
        let rows = self.topics.successions().iter();
        let rows = rows.filter(|row| went.contains(&row.topic) || is_heir(row));
        let sources: BTreeSet<_> = rows.map(|row| row.source.as_str()).collect();
        let sources: Vec<_> = sources.into_iter().filter(|source| !source.is_empty()).collect();
        Some(SeriesBreak {
            map,
            year,
            reason: self.reason(&came, &went, Language::Da),
            reason_en: self.reason(&came, &went, Language::En),
            source: sources.join(" ; "),
        })
    }

    /// Tells whether a topic that came holds only what topics of the map held.
    fn is_heir(&self, code: TopicCode) -> bool {
        let ties: Vec<_> = self.topics.predecessors(code).collect();
        let holds = |(old, row): &(TopicCode, &Succession)| {
            self.old.contains(old) && (row.kind.keeps_content() || self.is_past(row))
        };
        !ties.is_empty() && ties.iter().all(holds)
    }

    /// Tells whether all that a topic held is still on the map.
    fn is_inherited(&self, code: TopicCode) -> bool {
        let ties: Vec<_> = self.topics.successors(code).collect();
        let holds = |(heir, row): &(TopicCode, &Succession)| {
            self.new.contains(heir) && (row.kind.keeps_content() || self.is_past(row))
        };
        !ties.is_empty() && ties.iter().all(holds)
    }

    /// A topic may go long after its successors came; what was handed over then broke the series then.
    fn is_past(&self, row: &Succession) -> bool {
        row.on.is_some_and(|on| on <= self.since)
    }

    fn reason(&self, came: &[TopicCode], went: &[TopicCode], language: Language) -> String {
        let names = |codes: &[TopicCode]| {
            let topics = codes.iter().filter_map(|code| self.topics.get(*code));
            let names = topics.map(|topic| match language {
                Language::Da => topic.name.as_str(),
                Language::En => topic.name_en.as_str(),
            });
            names.collect::<Vec<_>>().join("; ")
        };
        let (start, new, gone) = match language {
            Language::Da => ("Kortet tæller ikke det samme som før.", "Nyt", "Udgået"),
            Language::En => ("The map does not count the same as before.", "New", "Gone"),
        };
        let part = |word: &str, codes: &[TopicCode]| match codes {
            [] => String::new(),
            codes => format!(" {word}: {}.", names(codes)),
        };
        format!("{start}{}{}", part(new, came), part(gone, went))
    }
}

#[cfg(test)]
mod tests;
