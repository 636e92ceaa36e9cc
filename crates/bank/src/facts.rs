//! What is said of every table alike.

use domain::format::{self, Language};
use tables::{
    table::{Facts, Note, TimeUnit},
    text::Text,
};

use crate::{periods, source::Source};

/// The subjects tables stand under.
#[derive(Clone, Copy)]
pub(crate) enum Subject {
    Reversal,
    Reasons,
    Time,
    People,
}

impl Subject {
    const fn code(self) -> &'static str {
        match self {
            Self::Reversal => "omgoerelse",
            Self::Reasons => "grunde",
            Self::Time => "sagsbehandling",
            Self::People => "befolkning",
        }
    }

    fn label(self) -> Text {
        match self {
            Self::Reversal => Text::new("Omgørelse", "Reversal"),
            Self::Reasons => Text::new("Grunde og fejl", "Reasons and errors"),
            Self::Time => {
                Text::new("Sagsbehandlingstid og sagsgang", "Processing time and flow of cases")
            }
            Self::People => Text::new("Befolkning og modtagere", "Population and recipients"),
        }
    }
}

/// Returns the facts of a table: title, description and rule of small counts are its own.
pub(crate) fn of(
    source: &Source,
    id: &str,
    subject: Subject,
    time_unit: TimeUnit,
    [title, description, disclosure]: [Text; 3],
) -> Facts {
    let snapshot = &source.years.snapshot;
    let events = source.annotations.all().iter().map(periods::sentence);
    let events = events.map(|text| Note { text, mandatory: false });
    let provisional = Note { text: provisional(source), mandatory: true };
    Facts {
        id: id.into(),
        title,
        description,
        subject: subject.code().into(),
        subject_label: subject.label(),
        time_unit,
        drawn_on: snapshot.drawn_on,
        next_update: source.settings.next_update(snapshot.drawn_on),
        provenance: snapshot.provenance,
        release: String::new(),
        source: source_of_figures(source),
        contact: source.settings.contact(),
        quality: quality(),
        disclosure,
        notes: [provisional].into_iter().chain(events).collect(),
    }
}

fn provisional(source: &Source) -> Text {
    let day = |language| format::date(source.years.snapshot.drawn_on, language);
    Text::new(
        format!("Foreløbige tal pr. {}.", day(Language::Da)),
        format!("Provisional figures as of {}.", day(Language::En)),
    )
}

fn source_of_figures(source: &Source) -> Text {
    if source.years.snapshot.provenance.is_synthetic() {
        Text::new("Opdigtet register til afprøvning", "A made-up register for trying out")
    } else {
        Text::new("Ankestyrelsen", "Ankestyrelsen, the national appeals board")
    }
}

/// *Source*: the reading guide of the maps (ministry's letter of 10 June 2025).
fn quality() -> Text {
    Text::new(
        "Tallene omfatter de afgørelser, der blev påklaget, og siger intet om dem, der ikke blev. De siger noget om \
        rigtigheden af de påklagede afgørelser, men ikke hvor stor en del af alle afgørelser der er fejl i, og ikke noget om \
        kvaliteten af kommunens sagsbehandling i det hele taget. En hjemvist sag kan ende med samme resultat. Vær varsom med ændringer fra år \
        til år og med få sager.",
        "The figures cover the decisions that were appealed and tell nothing of those that were not. They tell something of the \
        correctness of the appealed decisions, but not how large a share of all decisions has errors, nor of the quality of a \
        municipality's casework as a whole. A remitted case may end with the same result. Be careful with changes from year to \
        year and with few cases.",
    )
}
