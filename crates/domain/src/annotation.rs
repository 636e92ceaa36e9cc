//! Dated events that a reader of a series must know: changes of the law, of practice, of coding.

use std::collections::BTreeSet;

use crate::{format::Language, map::MapKind, partial_date::PartialDate, topic::TopicCode};

/// What kind of event it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnnotationKind {
    /// The law changed.
    Law,
    /// The board's or the courts' practice changed.
    Practice,
    /// Cases are registered or counted in another way.
    Coding,
}

impl AnnotationKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Law, Self::Practice, Self::Coding];

    /// Returns the word used in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::Practice => "practice",
            Self::Coding => "coding",
        }
    }

    /// Returns the word for readers.
    #[must_use]
    pub const fn label(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Law, Language::Da) => "Lov",
            (Self::Practice, Language::Da) => "Praksis",
            (Self::Coding, Language::Da) => "Registrering",
            (Self::Law, Language::En) => "Law",
            (Self::Practice, Language::En) => "Practice",
            (Self::Coding, Language::En) => "Registration",
        }
    }
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// Its name in the file; a data folder replaces an event by its name.
    pub id: String,
    /// When it happened, as exactly as it is known.
    pub on: PartialDate,
    /// What kind of event.
    pub kind: AnnotationKind,
    text: String,
    text_en: String,
    /// Where it can be read.
    pub source: String,
    maps: BTreeSet<MapKind>,
    /// The topics it is about; none named means all.
    pub topics: Vec<TopicCode>,
}

impl Annotation {
    /// Returns what happened, in a sentence.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match language {
            Language::Da => &self.text,
            Language::En => &self.text_en,
        }
    }

    /// Tells whether it concerns a map; one that names no map concerns all.
    #[must_use]
    pub fn concerns(&self, map: MapKind) -> bool {
        self.maps.is_empty() || self.maps.contains(&map)
    }

    /// Returns the maps it concerns.
    #[must_use]
    pub fn maps(&self) -> Vec<MapKind> {
        MapKind::ALL.into_iter().filter(|map| self.concerns(*map)).collect()
    }
}

/// A list of events by date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Annotations(Vec<Annotation>);

/// A mistake in a list of events.
#[derive(Debug, thiserror::Error)]
pub enum AnnotationError {
    /// It is not TOML of the expected form; the message holds line and field.
    #[error("annotations.toml: {0}")]
    Toml(#[from] toml::de::Error),
    /// A value is outside what is allowed.
    #[error("annotations.toml, entry {entry}: {field} must be {expected}")]
    Value {
        /// Which `[[annotation]]` of the file, the first being 1.
        entry: usize,
        /// The field.
        field: &'static str,
        /// What it must be.
        expected: &'static str,
    },
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    annotation: Vec<Entry>,
}

#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    on: String,
    kind: String,
    text: String,
    text_en: String,
    source: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    maps: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    topics: Vec<u16>,
}

impl Annotations {
    /// Returns the list that is compiled in (`data/annotations.toml`).
    #[must_use]
    pub fn reference() -> Self {
        Self::parse(crate::reference::ANNOTATIONS).expect("the events compiled in are well-formed")
    }

    /// Reads a list in the form of `data/annotations.toml`.
    pub fn parse(text: &str) -> Result<Self, AnnotationError> {
        let file: File = toml::from_str(text)?;
        let mut list = Vec::with_capacity(file.annotation.len());
        for (index, entry) in file.annotation.into_iter().enumerate() {
            let wrong =
                |(field, expected)| AnnotationError::Value { entry: index + 1, field, expected };
            let annotation = Annotation::try_from(entry).map_err(wrong)?;
            if list.iter().any(|other: &Annotation| other.id == annotation.id) {
                return Err(wrong(("id", "used once")));
            }
            list.push(annotation);
        }
        Ok(Self::in_order(list))
    }

    /// Returns this list with another's events added; one of the same name replaces ours.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let mut list = self.0;
        list.retain(|ours| other.0.iter().all(|theirs| theirs.id != ours.id));
        list.extend(other.0);
        Self::in_order(list)
    }

    fn in_order(mut list: Vec<Annotation>) -> Self {
        list.sort_by(|a, b| (a.on.first_day(), &a.id).cmp(&(b.on.first_day(), &b.id)));
        Self(list)
    }

    /// Returns the events by date.
    #[must_use]
    pub fn all(&self) -> &[Annotation] {
        &self.0
    }

    /// Writes the list so that it reads back the same.
    #[must_use]
    pub fn to_toml(&self) -> String {
        let annotation = self.0.iter().map(Entry::from).collect();
        toml::to_string(&File { annotation }).expect("events are plain tables")
    }
}

impl TryFrom<Entry> for Annotation {
    type Error = (&'static str, &'static str);

    fn try_from(entry: Entry) -> Result<Self, Self::Error> {
        let kind = AnnotationKind::ALL.into_iter().find(|kind| kind.id() == entry.kind);
        let map = |name: &String| MapKind::by_id(name);
        let maps: Option<BTreeSet<_>> = entry.maps.iter().map(map).collect();
        let is_written = |text: &str| !text.trim().is_empty();
        if !is_written(&entry.id) {
            return Err(("id", "a name of its own"));
        }
        if !is_written(&entry.text) || !is_written(&entry.text_en) {
            return Err(("text", "a sentence in both languages"));
        }
        if !is_written(&entry.source) {
            return Err(("source", "where it can be read"));
        }
        Ok(Self {
            on: entry.on.parse().map_err(|_| ("on", "2024-01-01, 2024-01 or 2024"))?,
            kind: kind.ok_or(("kind", "law, practice or coding"))?,
            maps: maps.ok_or(("maps", "social, child_disability or adult_disability"))?,
            topics: entry.topics.into_iter().map(TopicCode::new).collect(),
            id: entry.id,
            text: entry.text,
            text_en: entry.text_en,
            source: entry.source,
        })
    }
}

impl From<&Annotation> for Entry {
    fn from(event: &Annotation) -> Self {
        Self {
            id: event.id.clone(),
            on: event.on.to_string(),
            kind: event.kind.id().into(),
            text: event.text.clone(),
            text_en: event.text_en.clone(),
            source: event.source.clone(),
            maps: event.maps.iter().map(|map| map.id().into()).collect(),
            topics: event.topics.iter().map(|code| code.number()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "[[annotation]]\nid = 'a'\non = '2020-05'\nkind = 'law'\ntext = 'da'\n\
                       text_en = 'en'\nsource = 's'\n";

    #[test]
    fn what_is_written_reads_back_the_same() {
        let list = Annotations::reference();
        assert_eq!(Annotations::parse(&list.to_toml()).expect("our own file"), list);
    }

    #[test]
    fn a_folder_adds_events_and_replaces_one_by_its_name() {
        let own = ONE.replace("'a'", "'l64-2024'") + ONE;
        let list = Annotations::reference().with(Annotations::parse(&own).expect("two events"));
        assert_eq!(list.all().len(), Annotations::reference().all().len() + 1);
        let replaced = list.all().iter().find(|event| event.id == "l64-2024").expect("it stays");
        assert_eq!(replaced.text(Language::En), "en");
    }

    #[test]
    fn an_event_without_maps_concerns_all_of_them() {
        let all = |text: &str| Annotations::parse(text).expect("an event").all()[0].maps();
        assert_eq!(all(ONE), MapKind::ALL);
        assert_eq!(all(&format!("{ONE}maps = ['social']\n")), [MapKind::Social]);
    }

    #[test]
    fn a_mistake_is_named_by_entry_and_field() {
        check("'2020-05'", "'maj 2020'", "entry 1: on must be 2024-01-01, 2024-01 or 2024");
        check("'law'", "'lov'", "entry 1: kind must be law, practice or coding");
        check("'s'", "' '", "entry 1: source must be where it can be read");
        check("id = 'a'", "id = 'a'\nidd = 'b'", "unknown field `idd`");
        let twice = Annotations::parse(&(ONE.to_owned() + ONE)).expect_err("twice");
        assert_eq!(twice.to_string(), "annotations.toml, entry 2: id must be used once");
    }

    #[track_caller]
    fn check(right: &str, wrong: &str, expected: &str) {
        let error = Annotations::parse(&ONE.replace(right, wrong)).expect_err(wrong).to_string();
        assert!(error.contains(expected), "{error}");
    }
}
