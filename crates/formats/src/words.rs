//! What every format says of a slice in words: its title, its notes, what its symbols mean.

use domain::format::{Language, date};
use tables::{cell::Missing, dimension::Measured, slice::Slice, text::Text};

/// A note to a slice as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The text.
    pub text: String,
    /// Whether it must be shown wherever the figures are.
    pub is_mandatory: bool,
}

/// A note to a dimension or one of its values.
#[derive(Clone, Copy, Debug)]
pub struct PartNote<'a> {
    /// The label of the dimension.
    pub dimension: &'a str,
    /// The label of the value; `None` where the note is of the whole dimension.
    pub value: Option<&'a str>,
    /// The text.
    pub text: &'a str,
}

/// Returns the title: what the numbers are of and what they are broken down by. *Afgjorte klagesager efter
/// kommune, indhold og år*.
#[must_use]
pub fn title(slice: &Slice<'_>, language: Language) -> String {
    let names: Vec<_> = (0..slice.choices().len())
        .map(|choice| slice.dimension(choice).label.get(language).to_lowercase())
        .collect();
    let (by, and) = match language {
        Language::Da => ("efter", "og"),
        Language::En => ("by", "and"),
    };
    let list = match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} {and} {last}", others.join(", ")),
        None => unreachable!("a table has time and contents"),
    };
    format!("{} {by} {list}", slice.table().facts().title.get(language))
}

/// Returns the mark of synthetic figures; `None` where they were delivered.
#[must_use]
pub fn synthetic_mark(slice: &Slice<'_>, language: Language) -> Option<&'static str> {
    slice.table().facts().provenance.mark(language)
}

/// Returns the stable word for where the figures come from: `synthetic` or `delivered`.
#[must_use]
pub fn provenance(slice: &Slice<'_>) -> &'static str {
    if slice.table().facts().provenance.is_synthetic() { "synthetic" } else { "delivered" }
}

/// Returns the notes to the whole, what must be shown first.
#[must_use]
pub fn notes(slice: &Slice<'_>, language: Language) -> Vec<Note> {
    let facts = slice.table().facts();
    let must = synthetic_mark(slice, language).map(str::to_owned).into_iter();
    let must = must.chain([drawn(slice, language)]).map(|text| Note { text, is_mandatory: true });
    let own = facts.notes.iter().map(|note| Note {
        text: note.text.get(language).to_owned(),
        is_mandatory: note.mandatory,
    });
    let more = [facts.disclosure.get(language), facts.quality.get(language)].map(str::to_owned);
    let more = more.into_iter().chain([legend(language)]);
    let more = more.map(|text| Note { text, is_mandatory: false });
    must.chain(own).chain(more).filter(|note| !note.text.is_empty()).collect()
}

/// Returns the notes to the dimensions and to the values that were chosen.
#[must_use]
pub fn part_notes<'a>(slice: &Slice<'a>, language: Language) -> Vec<PartNote<'a>> {
    let mut notes = Vec::new();
    for choice in 0..slice.choices().len() {
        let dimension = slice.dimension(choice);
        let name = dimension.label.get(language);
        notes.extend(dimension.notes.iter().map(|text| PartNote {
            dimension: name,
            value: None,
            text: text.get(language),
        }));
        for value in slice.values(choice) {
            notes.extend(value.notes.iter().map(|text| PartNote {
                dimension: name,
                value: Some(value.label.get(language)),
                text: text.get(language),
            }));
        }
    }
    notes
}

/// Returns the sentence that says when the figures were drawn and that they go on moving.
#[must_use]
pub fn drawn(slice: &Slice<'_>, language: Language) -> String {
    let day = date(slice.table().facts().drawn_on, language);
    match language {
        Language::Da => {
            format!(
                "Tallene er trukket den {day}. De kan ændre sig, når flere sager bliver registreret."
            )
        }
        Language::En => format!(
            "The figures were drawn on {day}. They may change when more cases are registered."
        ),
    }
}

/// Returns the sentence that says what the symbols of missing figures mean.
#[must_use]
pub fn legend(language: Language) -> String {
    let start = match language {
        Language::Da => "Tegn for manglende tal",
        Language::En => "Symbols of missing figures",
    };
    let symbols: Vec<_> = Missing::ALL
        .iter()
        .map(|reason| format!("{} = {}", reason.symbol(), reason.text().get(language)))
        .collect();
    format!("{start}: {}", symbols.join(", "))
}

/// Returns what part of the period a number is of.
#[must_use]
pub fn reference_period(measured: Measured) -> Text {
    match measured {
        Measured::Flow | Measured::Average => Text::new("Hele perioden", "The whole period"),
        Measured::Stock => Text::new("Periodens sidste dag", "The last day of the period"),
    }
}

/// Returns the sentence that says in which unit each kind of numbers is.
#[must_use]
pub fn units(slice: &Slice<'_>, language: Language) -> String {
    let start = match language {
        Language::Da => "Enheder",
        Language::En => "Units",
    };
    let contents = (0..slice.choices().len()).flat_map(|choice| slice.values(choice));
    let units = contents.filter_map(|value| {
        let unit = value.unit.as_ref()?;
        Some(format!("{} ({})", value.label.get(language), unit.name.get(language)))
    });
    format!("{start}: {}", units.collect::<Vec<_>>().join(", "))
}

/// Returns the sentence that says where the figures come from and which release they are of.
#[must_use]
pub fn source(slice: &Slice<'_>, language: Language) -> String {
    let facts = slice.table().facts();
    let (source, release) = match language {
        Language::Da => ("Kilde", "Udgave"),
        Language::En => ("Source", "Release"),
    };
    format!("{source}: {}. {release}: {}", facts.source.get(language), facts.release)
}

impl PartNote<'_> {
    /// Returns the note with what it is of before it.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self.value {
            Some(value) => format!("{}, {value}: {}", self.dimension, self.text),
            None => format!("{}: {}", self.dimension, self.text),
        }
    }
}
