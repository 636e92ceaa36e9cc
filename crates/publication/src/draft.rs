//! A draft: figures worked out from counts, before anybody has frozen them.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    count::{Absence, CaseCount, Counts},
    map::MapKind,
    municipality::{self, MunicipalityCode},
    period::{Period, Year},
    reversal::OutcomeCounts,
    series_break::{self, DefinedYear, SeriesBreak},
    topic::{TopicCode, Topics},
};

use crate::{
    edition::{Edition, Editions},
    figure::Figure,
    quarter::{self, QuarterCount},
    vintage::{self, MOST_VINTAGES, QuarterKey, Revision, State, Vintage, YearKey},
};

/// One map in one decision year.
#[derive(Clone, Debug, PartialEq)]
pub struct MapYear {
    /// Which map.
    pub map: MapKind,
    /// The year of the board's decisions.
    pub year: Year,
    /// The country's figure, counted from the same cases as the municipalities'.
    pub country: Figure,
    /// The figures of the 98 municipalities, in the order of [`municipality::all`].
    pub municipalities: Vec<Figure>,
    /// The break of the series between this year and the edition before; `None` where the two count
    /// the same.
    pub series_break: Option<SeriesBreak>,
}

impl MapYear {
    /// Returns how many municipalities have cases enough to be compared with the country.
    #[must_use]
    pub fn compared(&self) -> usize {
        self.municipalities.iter().filter(|figure| figure.is_compared()).count()
    }

    /// Tells whether the series breaks here.
    #[must_use]
    pub const fn is_break(&self) -> bool {
        self.series_break.is_some()
    }

    /// Returns the figure of a municipality.
    #[must_use]
    pub fn municipality(&self, code: MunicipalityCode) -> &Figure {
        &self.municipalities[code.index()]
    }
}

/// Why something in the snapshot is not in the release, for the person who builds it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Notice {
    /// The snapshot has a finished year that `editions.toml` does not list.
    #[error("decision year {0} is in the snapshot but not in editions.toml: it is not published")]
    YearWithoutEdition(Year),
    /// `editions.toml` lists a year the snapshot does not hold.
    #[error("edition {0} is in editions.toml but the snapshot holds no yearly counts for it")]
    EditionWithoutFigures(Year),
    /// `editions.toml` lists a year that was not over on the day of the draw.
    #[error("edition {0} is left out: the figures were drawn before the year ended")]
    YearNotOver(Year),
    /// A delivery of counts lacks municipalities, so nobody knows the country's figures.
    #[error(
        "decision year {year}: {municipalities} municipalities do not occur in the delivery, so there are \
         no national figures. If they had no cases, write every_municipality_delivered = true in that \
         edition of editions.toml"
    )]
    MunicipalitiesNotDelivered {
        /// The decision year.
        year: Year,
        /// How many do not occur.
        municipalities: usize,
    },
    /// An earlier snapshot is not kept as a vintage.
    #[error("snapshot {snapshot} is not kept as an earlier vintage: {reason}")]
    NotAVintage {
        /// The snapshot.
        snapshot: String,
        /// Why.
        reason: &'static str,
    },
    /// A delivery of counts lacks a topic the map needs.
    #[error(
        "map {map}, {year}: not delivered, because topic {topic} does not occur in the delivery"
    )]
    TopicNotDelivered {
        /// The map's name in files.
        map: &'static str,
        /// The decision year.
        year: Year,
        /// The first topic that is missing.
        topic: TopicCode,
    },
}

/// Figures for every edition, and everything a release needs beside them.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The editions that have figures, the oldest first.
    pub editions: Editions,
    /// The counts by topic behind the figures.
    pub counts: Counts,
    /// The maps, by edition and then in the order of [`MapKind::ALL`].
    pub maps: Vec<MapYear>,
    /// The country's counts by quarter; `None` until [`Draft::add_quarters`] was called.
    pub quarters: Option<Vec<QuarterCount>>,
    /// The earlier draws, the newest first.
    pub vintages: Vec<Vintage>,
    pub(crate) revisions: Vec<Revision<YearKey>>,
    pub(crate) quarter_revisions: Vec<Revision<QuarterKey>>,
    /// The counts of the oldest vintage so far, with which the next is compared.
    oldest: (State<YearKey>, State<QuarterKey>),
    /// What is not in the release, and why.
    pub notices: Vec<Notice>,
}

/// Returns the decision years of a snapshot that were over when it was drawn, the oldest first.
#[must_use]
pub fn finished_years(counts: &Counts) -> Vec<Year> {
    let years: BTreeSet<_> = counts.cases.iter().filter_map(year_of).collect();
    years.into_iter().filter(|year| year.last_day() < counts.snapshot.drawn_on).collect()
}

impl Draft {
    /// Works out the figures of every edition.
    ///
    /// Only counts by year are used: four quarters are no year. A year that was not over on the day
    /// of the draw has no edition, whatever `editions.toml` says.
    #[must_use]
    pub fn new(counts: Counts, mut editions: Editions, topics: &Topics) -> Self {
        let finished = finished_years(&counts);
        let mut notices = Vec::new();
        for year in &finished {
            if !editions.edition.iter().any(|edition| edition.year() == *year) {
                notices.push(Notice::YearWithoutEdition(*year));
            }
        }
        editions.edition.retain(|edition| {
            let year = edition.year();
            if finished.contains(&year) {
                return true;
            }
            notices.push(if year.last_day() < counts.snapshot.drawn_on {
                Notice::EditionWithoutFigures(year)
            } else {
                Notice::YearNotOver(year)
            });
            false
        });
        let maps = maps(&counts, &editions, topics, &mut notices);
        let years = editions.edition.iter().map(Edition::year).collect();
        Self {
            maps,
            quarters: None,
            vintages: Vec::new(),
            revisions: Vec::new(),
            quarter_revisions: Vec::new(),
            oldest: (vintage::state(&counts, &years), State::new()),
            editions,
            counts,
            notices,
        }
    }

    /// Adds the country's counts by quarter, of the same snapshot as the years, before any earlier draw.
    pub fn add_quarters(&mut self, counts: &Counts) {
        assert!(self.vintages.is_empty(), "earlier draws are compared with the quarters");
        let quarters = quarter::national(counts, &self.editions);
        self.oldest.1 = quarter::state(&quarters);
        self.quarters = Some(quarters);
    }

    /// Adds an earlier draw of the same register, counted by year and by quarter; they come newest first.
    /// Only what differs from the next newer draw is kept, of the quarters only where those of the
    /// newest draw were added. One that cannot be compared is left out, with a notice.
    pub fn add_vintage(&mut self, by_year: &Counts, by_quarter: &Counts) {
        if let Some(reason) = self.not_a_vintage(by_year) {
            let snapshot = by_year.snapshot.id.clone();
            self.notices.push(Notice::NotAVintage { snapshot, reason });
            return;
        }
        let drawn_on = by_year.snapshot.drawn_on;
        let years = self.editions.edition.iter().map(Edition::year).collect();
        let older = vintage::state(by_year, &years);
        self.revisions.extend(vintage::differences(&self.oldest.0, &older, drawn_on));
        let quarters = quarter::national(by_quarter, &self.editions.of_draw(&older));
        let quarters = quarter::state(&quarters);
        if self.quarters.is_some() {
            let differences = vintage::differences(&self.oldest.1, &quarters, drawn_on);
            self.quarter_revisions.extend(differences);
        }
        self.vintages.push(Vintage::of(&by_year.snapshot));
        self.oldest = (older, quarters);
    }

    /// Says why a snapshot is no earlier vintage of this one.
    fn not_a_vintage(&self, older: &Counts) -> Option<&'static str> {
        let newest = &self.counts;
        let before = self.vintages.last().map_or(newest.snapshot.drawn_on, |it| it.drawn_on);
        if older.snapshot.provenance != newest.snapshot.provenance {
            return Some("delivered and made-up figures are not vintages of each other");
        }
        if older.absence != newest.absence
            || older.dismissed_delivered != newest.dismissed_delivered
        {
            return Some("it does not tell the same as the newest");
        }
        if older.snapshot.drawn_on >= before {
            return Some("it was not drawn before the others");
        }
        (self.vintages.len() >= MOST_VINTAGES).then_some("a release keeps 60 earlier draws")
    }
}

/// Returns the maps of the editions. Also how a release gets its figures when it is read: they are
/// made from the frozen counts, so no file can disagree with another.
pub(crate) fn maps(
    counts: &Counts,
    editions: &Editions,
    topics: &Topics,
    notices: &mut Vec<Notice>,
) -> Vec<MapYear> {
    let by_year = by_year(counts);
    let mut before = None;
    let mut maps = Vec::with_capacity(editions.edition.len() * MapKind::ALL.len());
    for edition in &editions.edition {
        let rows = by_year.get(&edition.year()).map_or(&[][..], Vec::as_slice);
        let municipalities = YearCounts { counts, rows, edition }.missing_municipalities();
        if municipalities > 0 {
            let year = edition.year();
            notices.push(Notice::MunicipalitiesNotDelivered { year, municipalities });
        }
        let definition = editions.definition_of(edition).expect("editions are checked when read");
        let now = DefinedYear { year: edition.year(), definition };
        for map in MapKind::ALL {
            let year = YearCounts { counts, rows, edition };
            let wanted = definition.topics(map, topics).expect("editions are checked when read");
            let missing = year.missing_topic(definition.contents(map).topics.as_slice(), topics);
            if let Some(topic) = missing {
                notices.push(Notice::TopicNotDelivered {
                    map: map.id(),
                    year: edition.year(),
                    topic,
                });
            }
            let series_break =
                series_break::between(map, before, now, &editions.definition, topics)
                    .expect("editions are checked when read");
            maps.push(MapYear { series_break, ..year.map(map, &wanted, missing.is_none()) });
        }
        before = Some(now);
    }
    maps
}

/// The counts of one decision year.
struct YearCounts<'a> {
    counts: &'a Counts,
    rows: &'a [CaseCount],
    edition: &'a Edition,
}

impl YearCounts<'_> {
    /// Returns a topic the map names that the delivery does not have. Where every case was
    /// delivered, a topic without cases is just that.
    fn missing_topic(&self, named: &[u16], topics: &Topics) -> Option<TopicCode> {
        if self.counts.absence == Absence::NoCases {
            return None;
        }
        let year = self.edition.year();
        let first =
            year.before().last_day().tomorrow().expect("years end long before the calendar");
        let valid = |code: &TopicCode| {
            topics.get(*code).is_some_and(|topic| topic.is_valid_within(first, year.last_day()))
        };
        let present: BTreeSet<_> = self.rows.iter().map(|row| row.topic).collect();
        named
            .iter()
            .map(|code| TopicCode::new(*code))
            .find(|code| valid(code) && !present.contains(code))
    }

    /// Tells whether a municipality without a row had no cases.
    fn absence(&self) -> Absence {
        if self.edition.every_municipality_delivered {
            Absence::NoCases
        } else {
            self.counts.absence
        }
    }

    /// Returns how many municipalities do not occur although nobody says that they had no cases.
    fn missing_municipalities(&self) -> usize {
        if self.absence() == Absence::NoCases {
            return 0;
        }
        let present: BTreeSet<_> = self.rows.iter().map(|row| row.municipality).collect();
        municipality::all().len() - present.len()
    }

    fn map(&self, map: MapKind, topics: &BTreeSet<TopicCode>, delivered: bool) -> MapYear {
        let mut sums: Vec<Option<OutcomeCounts>> = match self.absence() {
            Absence::NoCases => vec![Some(OutcomeCounts::default()); municipality::all().len()],
            Absence::NotDelivered => vec![None; municipality::all().len()],
        };
        for row in self.rows.iter().filter(|_| delivered) {
            // Any row of the municipality shows that its figures were delivered.
            let sum = sums[row.municipality.index()].get_or_insert_default();
            if topics.contains(&row.topic) {
                *sum += row.outcomes;
            }
        }
        // The sum of some municipalities is not the country.
        let country = sums.iter().copied().sum::<Option<OutcomeCounts>>().filter(|_| delivered);
        let dismissed = self.counts.dismissed_delivered;
        let few = self.edition.few_cases_below;
        MapYear {
            map,
            year: self.edition.year(),
            country: Figure::of_country(country, dismissed),
            municipalities: Figure::of_municipalities(&sums, country, dismissed, few),
            series_break: None,
        }
    }
}

fn by_year(counts: &Counts) -> BTreeMap<Year, Vec<CaseCount>> {
    let mut years: BTreeMap<Year, Vec<CaseCount>> = BTreeMap::new();
    for count in &counts.cases {
        if let Some(year) = year_of(count) {
            years.entry(year).or_default().push(*count);
        }
    }
    years
}

const fn year_of(count: &CaseCount) -> Option<Year> {
    match count.period {
        Period::Year(year) => Some(year),
        Period::Quarter(_) => None,
    }
}
