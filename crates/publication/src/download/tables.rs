//! The tables behind the pages, made from a release.

mod analysis;
mod revisions;
mod trends;

use domain::{
    comparison::Standing,
    format::{self, Language},
    map::MapKind,
    municipality::{self, Municipality},
    outcome::Outcome,
    period::Year,
};

pub use self::{
    analysis::{explanation_table, funnel_table, split_table, topic_names},
    revisions::revisions_table,
    trends::trends_table,
};

use super::{
    Cell, Column, Table,
    column::{
        BASIS, CHANGED, CODE, COMPARISON, DECISION_YEAR, DISMISSED, DRAWN_ON, GROUP, LAW, LOWER,
        MAP, MERITS, NAME, P_ADJUSTED, P_VALUE, PERCENT, POPULATION, POPULATION_YEAR, PROVENANCE,
        PUBLISHED_ON, RATE, REGION, REMITTED, SERIES_BREAK, SOURCE, TOPIC, TOPIC_NAME, UPHELD,
        UPPER,
    },
};
use crate::{draft::MapYear, figure::Figure, release::Release};

const OUTCOMES: [&Column; 9] =
    [&CHANGED, &REMITTED, &UPHELD, &DISMISSED, &MERITS, &RATE, &PERCENT, &LOWER, &UPPER];

/// How a municipality stands beside the country, with the test behind it.
const COMPARED: [&Column; 3] = [&COMPARISON, &P_VALUE, &P_ADJUSTED];

/// Returns the 98 municipalities of one map and year, in Danish alphabetical order.
#[must_use]
pub fn map_table(release: &Release, map: &MapYear, language: Language) -> Table {
    let mut about = facts(release);
    about.push(("map", map.map.id().into()));
    about.extend(edition_facts(release, map.year, language));
    Table {
        title: format!("{}, {}", map.map.name(language), map.year),
        rows_are: "municipalities",
        about,
        notes: map_notes(release, map, language),
        columns: [&CODE, &NAME].into_iter().chain(OUTCOMES).chain(COMPARED).collect(),
        rows: municipality::in_danish_order()
            .into_iter()
            .map(|place| compared(names(place), map.municipality(place.code)))
            .collect(),
    }
}

/// Returns the country's figures of all three maps through the editions, counted now and as they
/// were published at the time.
#[must_use]
pub fn country_table(release: &Release, language: Language) -> Table {
    let mut rows = Vec::new();
    // What others published was neither drawn nor made up by us, so these facts stand row by row.
    let own_facts = [
        Cell::Text(release.snapshot().drawn_on.to_string()),
        Cell::Text(provenance(release).into()),
    ];
    for map in MapKind::ALL {
        for year in release.series(map) {
            let key = vec![map_name(map), Cell::Count(count(year.year))];
            let mut cells = row(key, &year.country);
            cells.extend([Cell::Text("counted".into()), Cell::Missing, Cell::Missing]);
            cells.extend(own_facts.clone());
            cells.push(break_before(year, language));
            rows.push(cells);
            rows.extend(published_rows(release, map, year.year));
        }
    }
    let columns = [&MAP, &DECISION_YEAR].into_iter().chain(OUTCOMES);
    Table {
        title: match language {
            Language::Da => "Hele landet: de tre kort, alle år".into(),
            Language::En => "The country: the three maps, all years".into(),
        },
        rows_are: "figures",
        about: vec![("release", release.id().into())],
        notes: notes(release, language),
        columns: columns
            .chain([&BASIS, &PUBLISHED_ON, &SOURCE, &DRAWN_ON, &PROVENANCE, &SERIES_BREAK])
            .collect(),
        rows,
    }
}

/// Returns one municipality on the three maps through the editions.
#[must_use]
pub fn municipality_table(release: &Release, place: &Municipality, language: Language) -> Table {
    let mut rows = Vec::new();
    for map in MapKind::ALL {
        for year in release.series(map) {
            let key = vec![map_name(map), Cell::Count(count(year.year))];
            let mut cells = compared(key, year.municipality(place.code));
            cells.push(break_before(year, language));
            rows.push(cells);
        }
    }
    let columns = [&MAP, &DECISION_YEAR].into_iter().chain(OUTCOMES);
    Table {
        title: place.full_name.clone(),
        rows_are: "years",
        about: municipality_facts(release, place),
        notes: notes(release, language),
        columns: columns.chain(COMPARED).chain([&SERIES_BREAK]).collect(),
        rows,
    }
}

/// Returns one municipality by topic through the editions. Rates on few cases are marked, not hidden:
/// the portal shows the same counts.
#[must_use]
pub fn topic_table(release: &Release, place: &Municipality, language: Language) -> Table {
    let mut rows = Vec::new();
    for edition in release.editions() {
        for (code, outcomes) in release.topic_outcomes(place.code, edition.year()) {
            let topic = release.topics().get(*code).expect("a release holds its own topics");
            let (law, name) = match language {
                Language::Da => (&topic.law, &topic.name),
                Language::En => (&topic.law_en, &topic.name_en),
            };
            let dismissed = release.dismissed_delivered();
            let figure = Figure::uncompared(Some(*outcomes), dismissed, edition.few_cases_below);
            let key = vec![
                Cell::Count(count(edition.year())),
                Cell::Text(law.clone()),
                Cell::Count(u64::from(code.number())),
                Cell::Text(name.clone()),
            ];
            rows.push(row(key, &figure));
        }
    }
    let columns = [&DECISION_YEAR, &LAW, &TOPIC, &TOPIC_NAME].into_iter();
    Table {
        title: place.full_name.clone(),
        rows_are: "topics",
        about: municipality_facts(release, place),
        notes: notes(release, language),
        columns: columns.chain(OUTCOMES).collect(),
        rows,
    }
}

/// Returns municipalities with region, group, population and the three rates of a year, in the order
/// they are given.
#[must_use]
pub fn municipalities_table(
    release: &Release,
    places: &[&Municipality],
    year: Year,
    language: Language,
) -> Table {
    let mut rows = Vec::new();
    for place in places {
        let people = release.population().newest(place.code, year);
        for map in MapKind::ALL.into_iter().filter_map(|map| release.map(map, year)) {
            let mut key = names(place);
            key.push(Cell::Text(place.region_on(year.last_day()).name.clone()));
            key.push(Cell::Text(place.group.clone()));
            key.push(people.map(|(_, people)| people).into());
            key.push(people.map(|(known, _)| count(known)).into());
            key.push(map_name(map.map));
            rows.push(compared(key, map.municipality(place.code)));
        }
    }
    let mut about = facts(release);
    about.push(("decision_year", Cell::Count(count(year))));
    let columns = [&CODE, &NAME, &REGION, &GROUP, &POPULATION, &POPULATION_YEAR, &MAP].into_iter();
    Table {
        title: match language {
            Language::Da => format!("Kommunerne, {year}"),
            Language::En => format!("The municipalities, {year}"),
        },
        rows_are: "municipalities",
        about,
        notes: notes(release, language),
        columns: columns.chain(OUTCOMES).chain(COMPARED).collect(),
        rows,
    }
}

fn published_rows(release: &Release, map: MapKind, year: Year) -> Vec<Vec<Cell>> {
    let percent = |tenths: u32| Cell::Fraction(f64::from(tenths) / 10.0);
    let rows = release.published(map, year).filter_map(|known| {
        let reversal = known.reversal?;
        let date = known.published_on.map_or(Cell::Missing, |day| Cell::Text(day.to_string()));
        let mut cells = vec![map_name(map), Cell::Count(count(year))];
        // Only percentages were published: no counts, and so no interval.
        cells.extend([Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing]);
        cells.extend([known.merits.into(), Cell::Missing, percent(reversal.tenths())]);
        cells.extend([Cell::Missing, Cell::Missing]);
        cells.extend([Cell::Text("published".into()), date, Cell::Text(known.source.clone())]);
        cells.extend([Cell::Missing, Cell::Text("published".into()), Cell::Missing]);
        Some(cells)
    });
    rows.collect()
}

fn row(mut key: Vec<Cell>, figure: &Figure) -> Vec<Cell> {
    let outcomes = [Outcome::Changed, Outcome::Remitted, Outcome::Upheld, Outcome::Dismissed];
    key.extend(outcomes.map(|outcome| figure.count(outcome).into()));
    let interval = figure.interval();
    key.extend([
        figure.merits().into(),
        figure.rate().map_or(Cell::Missing, |rate| Cell::Fraction(rate.value())),
        figure.rate().map_or(Cell::Missing, Cell::Share),
        interval.map_or(Cell::Missing, |interval| Cell::Fraction(interval.lower)),
        interval.map_or(Cell::Missing, |interval| Cell::Fraction(interval.upper)),
    ]);
    key
}

/// A row of a municipality: the figure, and how it stands beside the country.
fn compared(key: Vec<Cell>, figure: &Figure) -> Vec<Cell> {
    let mut cells = row(key, figure);
    cells.push(Cell::Text(figure.standing().id().into()));
    let test = figure.test();
    cells.push(test.map_or(Cell::Missing, |test| Cell::Fraction(test.p_value)));
    cells.push(test.map_or(Cell::Missing, |test| Cell::Fraction(test.adjusted)));
    cells
}

/// Why a year cannot be compared with the one before; missing where it can.
fn break_before(map: &MapYear, language: Language) -> Cell {
    let found = map.series_break.as_ref();
    found.map_or(Cell::Missing, |found| Cell::Text(found.reason(language).into()))
}

fn names(place: &Municipality) -> Vec<Cell> {
    vec![Cell::Text(place.code.to_string()), Cell::Text(place.name.clone())]
}

fn map_name(map: MapKind) -> Cell {
    Cell::Text(map.id().into())
}

fn count(year: Year) -> u64 {
    u64::from(year.number().unsigned_abs())
}

fn municipality_facts(release: &Release, place: &Municipality) -> Vec<(&'static str, Cell)> {
    let mut about = facts(release);
    about.push(("code", Cell::Text(place.code.to_string())));
    about.push(("name", place.name.as_str().into()));
    about
}

/// What people mix up in four fields: the decision year, the label, the day of publication and the
/// treatment year.
fn edition_facts(release: &Release, year: Year, language: Language) -> Vec<(&'static str, Cell)> {
    let mut about = vec![("decision_year", Cell::Count(count(year)))];
    if let Some(edition) = release.edition(year) {
        let published = edition.published_on().map(|day| Cell::Text(day.to_string()));
        let treatment = edition.treatment_year.map(i16::unsigned_abs);
        about.extend([
            ("label", edition.label(language).into()),
            ("publisher", edition.publisher.as_str().into()),
            ("published_on", published.unwrap_or(Cell::Missing)),
            ("treatment_year", treatment.into()),
        ]);
    }
    about
}

fn facts(release: &Release) -> Vec<(&'static str, Cell)> {
    vec![
        ("drawn_on", Cell::Text(release.snapshot().drawn_on.to_string())),
        ("provenance", provenance(release).into()),
        ("release", release.id().into()),
    ]
}

fn provenance(release: &Release) -> &'static str {
    if release.provenance().is_synthetic() { "synthetic" } else { "delivered" }
}

fn map_notes(release: &Release, map: &MapYear, language: Language) -> Vec<String> {
    let mut notes = notes(release, language);
    notes.extend(map.series_break.as_ref().map(|found| found.sentence(language)));
    let few = release.edition(map.year).map_or(0, |edition| edition.few_cases_below);
    notes.push(match language {
        Language::Da => format!(
            "comparison: {} betyder, at der er færre end {few} realitetsbehandlede sager. Så siges intet om niveauet.",
            Standing::FewCases.id()
        ),
        Language::En => format!(
            "comparison: {} means that there are fewer than {few} cases decided on their merits. Nothing is said about the level then.",
            Standing::FewCases.id()
        ),
    });
    notes
}

/// Returns the sentences that belong beside every table: those of the figures, then what the columns
/// of the interval are.
#[must_use]
pub fn notes(release: &Release, language: Language) -> Vec<String> {
    let mut notes = figure_notes(release, language);
    notes.push(
        match language {
            Language::Da => {
                "Usikkerheden er et 95 pct.-interval (Wilson), i datafilerne kolonnerne lower og upper."
            }
            Language::En => {
                "The uncertainty is a 95% interval (Wilson), the columns lower and upper in the data files."
            }
        }
        .into(),
    );
    notes
}

/// Returns the sentences that belong beside every figure, in a table or a picture.
#[must_use]
pub fn figure_notes(release: &Release, language: Language) -> Vec<String> {
    let drawn = format::date(release.snapshot().drawn_on, language);
    let mut notes: Vec<String> =
        release.provenance().mark(language).map(String::from).into_iter().collect();
    notes.extend(match language {
        Language::Da => [
            format!("Tallene er trukket den {drawn}. Sager, der er registreret senere, er ikke med."),
            "Omgørelsesprocenten er andelen af de realitetsbehandlede klagesager, hvor Ankestyrelsen ændrede \
             eller ophævede kommunens afgørelse eller hjemviste sagen. Sager, der er afvist, henvist eller \
             bortfaldet, er ikke med."
                .into(),
            "Tallene handler kun om de afgørelser, der blev klaget over, ikke om alle kommunens afgørelser."
                .into(),
        ],
        Language::En => [
            format!("The figures were drawn on {drawn}. Cases registered later are not included."),
            "The reversal rate is the share of appeals decided on their merits in which the national appeals \
             board (Ankestyrelsen) changed or annulled the municipality's decision or remitted the case. Cases \
             that were dismissed, referred elsewhere or dropped are not included."
                .into(),
            "The figures are only about the decisions that were appealed, not about all of the municipality's \
             decisions."
                .into(),
        ],
    });
    notes
}
