//! What a reader has chosen of a statistics table, as an address holds it.
//!
//! Each dimension that is chosen in is a parameter with a list of codes and expressions: `top(5)`,
//! `range(2018,2024)`, `*`, and `@vs_kommuner` for a whole level or group. Nothing is known of the table here.

use jiff::civil::Date;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use tables::choose::expression::split_list;

use super::{
    AS_OF, Direction, Refusal,
    comparison::{NAME, name_of},
    portal,
};

/// What is chosen of a table and how it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableChoice {
    /// The id of the table, in upper case.
    pub table: String,
    /// The dimensions that something is chosen in, with codes and expressions.
    pub wishes: Vec<(String, Vec<String>)>,
    /// What the reader calls what is chosen.
    pub name: Option<String>,
    /// How the figures are shown.
    pub show: Show,
    /// The dimensions in the columns; empty where the program may choose.
    pub columns: Vec<String>,
    /// The column, from 1, that orders the rows; `None` for the order of the table.
    pub order: Option<(usize, Direction)>,
    /// Which side of a long table, from 1.
    pub side: usize,
    /// Which one of several chosen values a picture shows, by dimension.
    pub at: Vec<(String, String)>,
}

/// How figures are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Show {
    /// As a table.
    #[default]
    Table,
    /// As lines over time.
    Lines,
    /// As bars.
    Bars,
    /// On the map.
    Map,
    /// As a funnel.
    Funnel,
}

impl Show {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Table, Self::Lines, Self::Bars, Self::Map, Self::Funnel];

    /// Returns the value in an address.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Table => "tabel",
            Self::Lines => "linjer",
            Self::Bars => "soejler",
            Self::Map => "kort",
            Self::Funnel => "tragt",
        }
    }
}

/// What was asked for.
pub(super) struct Asked {
    pub choice: TableChoice,
    pub as_of: Option<Date>,
    /// Whether it is written as a form sends it.
    pub is_of_form: bool,
}

/// How many dimensions an address may name. Our tables have six at most.
const MAX_DIMENSIONS: usize = 12;

/// How long the query of a lasting address may be, in bytes: every municipality and topic by its code takes a quarter of it.
const MAX_QUERY: usize = 8_000;

/// The highest number of a side or column.
const MAX_NUMBER: usize = 1_000_000;

/// How the parameters begin that social networks and mail programs add to links. They are left out of the
/// lasting address.
const ADDED: [&str; 4] = ["utm_", "fbclid", "gclid", "mc_"];

/// What a query may hold as it is; lists are read more easily with their commas and parentheses.
const KEPT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'&')
    .add(b'+')
    .add(b'<')
    .add(b'=')
    .add(b'>');

/// Tells whether a text may be the id of a table.
pub(super) fn is_table(id: &str) -> bool {
    let is_code = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    (1..=40).contains(&id.len()) && id.chars().all(is_code)
}

impl TableChoice {
    /// Returns a table with nothing chosen.
    #[must_use]
    pub fn of(table: &str) -> Self {
        Self {
            table: table.to_ascii_uppercase(),
            wishes: Vec::new(),
            name: None,
            show: Show::Table,
            columns: Vec::new(),
            order: None,
            side: 1,
            at: Vec::new(),
        }
    }

    /// Returns the same choice with what is chosen in one dimension.
    #[must_use]
    pub fn with(&self, dimension: &str, values: Vec<String>) -> Self {
        let mut choice = self.clone();
        choice.wishes.retain(|(code, _)| !code.eq_ignore_ascii_case(dimension));
        choice.wishes.push((dimension.to_owned(), values));
        Self { side: 1, ..choice }
    }

    /// Returns what is chosen in a dimension; `None` where nothing is.
    #[must_use]
    pub fn wish(&self, dimension: &str) -> Option<&[String]> {
        let is_it = |(code, _): &&(String, Vec<String>)| code.eq_ignore_ascii_case(dimension);
        self.wishes.iter().find(is_it).map(|(_, values)| &**values)
    }

    pub(super) fn parse(id: &str, query: &str) -> Result<Asked, Refusal> {
        let too_long = Refusal::TooLong { limit: MAX_QUERY };
        // A form sends more than its lasting address needs.
        if query.len() > 2 * MAX_QUERY {
            return Err(too_long);
        }
        let mut reading = Reading { choice: Self::of(id), ..Reading::default() };
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            reading.take(&name, &value)?;
        }
        let asked = reading.finish();
        if asked.choice.query().len() > MAX_QUERY { Err(too_long) } else { Ok(asked) }
    }

    /// Returns the names and values of the parameters, in order, but those that nobody needs to choose.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&str, String)> {
        let at = self.at.iter().map(|(code, value)| format!("{code}:{value}"));
        let wishes = self.wishes.iter().map(|(code, values)| (&**code, values.join(",")));
        let shown = [
            (NAME, self.name.clone().unwrap_or_default()),
            ("kolonner", self.columns.join(",")),
            ("vis", if self.show == Show::Table { String::new() } else { self.show.id().into() }),
            ("ved", at.collect::<Vec<_>>().join(",")),
            ("sorter", self.order.map_or_else(String::new, order_text)),
            ("side", if self.side == 1 { String::new() } else { self.side.to_string() }),
        ];
        wishes.chain(shown.into_iter().filter(|(_, value)| !value.is_empty())).collect()
    }

    /// Returns what stands from the question mark on; nothing where nothing is chosen.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.pairs();
        let write = |(name, value): &(&str, String)| {
            format!("{}={}", utf8_percent_encode(name, KEPT), utf8_percent_encode(value, KEPT))
        };
        let query = pairs.iter().map(write).collect::<Vec<_>>().join("&");
        if query.is_empty() { query } else { format!("?{query}") }
    }
}

fn order_text((column, direction): (usize, Direction)) -> String {
    match direction {
        Direction::Up => column.to_string(),
        Direction::Down => format!("-{column}"),
    }
}

/// How a form chooses in one dimension.
#[derive(Clone, Debug, Default)]
struct Fields {
    dimension: String,
    /// `enkelte`, `alle`, `seneste`, `fra-til` or `@` with a level; empty where the form has no such choice.
    by: String,
    count: String,
    from: String,
    to: String,
    values: Vec<String>,
}

impl Fields {
    /// Returns the expressions that say the same; none where nothing is chosen.
    fn wish(self) -> Vec<String> {
        match &*self.by {
            "alle" => vec!["*".into()],
            "seneste" if !self.count.is_empty() => vec![format!("top({})", self.count)],
            "fra-til" => match (&*self.from, &*self.to) {
                ("", "") => Vec::new(),
                (from, "") => vec![format!("from({from})")],
                ("", to) => vec![format!("to({to})")],
                (from, to) => vec![format!("range({from},{to})")],
            },
            by if by.starts_with('@') => vec![by.into()],
            _ => self.values,
        }
    }
}

struct Reading {
    choice: TableChoice,
    as_of: Option<Date>,
    is_of_form: bool,
    given: Vec<&'static str>,
    fields: Vec<Fields>,
}

impl Default for Reading {
    fn default() -> Self {
        let (as_of, is_of_form) = (None, false);
        Self {
            choice: TableChoice::of("T"),
            as_of,
            is_of_form,
            given: Vec::new(),
            fields: Vec::new(),
        }
    }
}

impl Reading {
    fn take(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        let known = [NAME, "vis", "kolonner", "sorter", "side", "ved", AS_OF].into_iter();
        let Some(known) = known.into_iter().find(|known| *known == name) else {
            return self.field(name, value);
        };
        let is_again = self.given.contains(&known);
        if is_again && !["kolonner", "ved"].contains(&known) {
            return Err(Refusal::Repeated(known));
        }
        let is_spaced = known == NAME && value.trim() != value;
        self.is_of_form |= is_again || value.is_empty() || is_spaced;
        self.given.push(known);
        self.set(known, value)
    }

    fn set(&mut self, name: &'static str, value: &str) -> Result<(), Refusal> {
        let refused = |allowed| Refusal::BadValue { name, allowed };
        let choice = &mut self.choice;
        match name {
            // A form sends an empty field where nothing was chosen.
            _ if value.is_empty() => {}
            NAME => choice.name = name_of(value)?,
            "vis" => {
                let show = Show::ALL.into_iter().find(|show| show.id() == value);
                choice.show = show.ok_or(refused("tabel, linjer, soejler, kort, tragt"))?;
            }
            "kolonner" => choice.columns.extend(list(value)?),
            "sorter" => {
                let (text, direction) = value
                    .strip_prefix('-')
                    .map_or((value, Direction::Up), |text| (text, Direction::Down));
                let column = number(text).ok_or(refused("1, -1, 2, -2 …"))?;
                choice.order = Some((column, direction));
            }
            "side" => choice.side = number(value).ok_or(refused("1, 2, 3 …"))?,
            AS_OF => self.as_of = Some(portal::day(value)?),
            _ => {
                let pair = |text: String| {
                    let (code, value) = text.split_once(':')?;
                    Some((code.to_owned(), value.to_owned()))
                };
                let pairs: Option<Vec<_>> = list(value)?.into_iter().map(pair).collect();
                choice.at.extend(pairs.ok_or(refused("Tid:2024, EMNE:TOT …"))?);
            }
        }
        Ok(())
    }

    fn field(&mut self, name: &str, value: &str) -> Result<(), Refusal> {
        if ADDED.iter().any(|start| name.starts_with(start)) {
            self.is_of_form = true;
            return Ok(());
        }
        let (dimension, part) = name.split_once('.').map_or((name, None), |(a, b)| (a, Some(b)));
        if !is_table(dimension) {
            return Err(Refusal::UnknownParameter);
        }
        let is_it = |fields: &Fields| fields.dimension.eq_ignore_ascii_case(dimension);
        let place = self.fields.iter().position(is_it).unwrap_or_else(|| {
            self.fields.push(Fields { dimension: dimension.into(), ..Fields::default() });
            self.fields.len() - 1
        });
        if self.fields.len() > MAX_DIMENSIONS {
            return Err(Refusal::UnknownParameter);
        }
        let fields = &mut self.fields[place];
        self.is_of_form |= part.is_some() || value.is_empty() || !fields.values.is_empty();
        match part {
            None => fields.values.extend(list(value)?),
            Some("valg") => fields.by = value.into(),
            Some("antal") => fields.count = value.trim().into(),
            Some("fra") => fields.from = value.into(),
            Some("til") => fields.to = value.into(),
            Some(_) => return Err(Refusal::UnknownParameter),
        }
        Ok(())
    }

    fn finish(self) -> Asked {
        let Self { mut choice, as_of, is_of_form, fields, .. } = self;
        let wish = |fields: Fields| (fields.dimension.clone(), fields.wish());
        choice.wishes = fields.into_iter().map(wish).filter(|(_, it)| !it.is_empty()).collect();
        Asked { choice, as_of, is_of_form }
    }
}

/// Splits a list; empty parts are none. A parenthesis that is never closed would swallow what follows it.
fn list(value: &str) -> Result<Vec<String>, Refusal> {
    let ends = value.chars().try_fold(0_usize, |depth, letter| match letter {
        '(' => Some(depth + 1),
        ')' => depth.checked_sub(1),
        _ => Some(depth),
    });
    if ends != Some(0) {
        return Err(Refusal::BadValue { name: "(…)", allowed: "top(5), range(2018,2024) …" });
    }
    let parts = split_list(value).into_iter().filter(|part| !part.is_empty());
    Ok(parts.map(str::to_owned).collect())
}

fn number(text: &str) -> Option<usize> {
    text.parse().ok().filter(|number| (1..=MAX_NUMBER).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_written_as_it_is_read() {
        for query in [
            "",
            "?OMRAADE=0101,0751&Tid=top(5)",
            "?OMRAADE=0000,@vs_kommuner&EMNE=TOT&Tid=range(2018,2024)&kolonner=Tid,EMNE&sorter=-3&side=2",
            "?ContentsCode=omgoerelsesprocent&vis=kort&ved=Tid:2024,EMNE:TOT",
            "?EMNE=a%26b%3Dc%2Bd",
            "?OMRAADE=0461,0751&navn=De%20store&vis=linjer",
        ] {
            check(query, query);
        }
    }

    #[test]
    fn what_a_form_sends_becomes_expressions() {
        check(
            "?OMRAADE.valg=enkelte&OMRAADE=0101&OMRAADE=0751&Tid.valg=seneste&Tid.antal=5&Tid=2020",
            "?OMRAADE=0101,0751&Tid=top(5)",
        );
        check("?Tid.valg=fra-til&Tid.fra=2018&Tid.til=2024", "?Tid=range(2018,2024)");
        check("?Tid.valg=fra-til&Tid.fra=2018&Tid.til=", "?Tid=from(2018)");
        check("?OMRAADE.valg=@vs_kommuner&OMRAADE=0101", "?OMRAADE=@vs_kommuner");
        check("?EMNE.valg=alle&kolonner=Tid&kolonner=EMNE&vis=", "?EMNE=*&kolonner=Tid,EMNE");
        check("?EMNE.valg=enkelte&utm_source=x", "");
    }

    #[test]
    fn what_no_form_sends_stays_where_it_is() {
        let asked = |query| TableChoice::parse("OMG1", query).expect("a choice").is_of_form;
        assert!(!asked("OMRAADE=0101,0751&Tid=top(5)"));
        assert!(asked("OMRAADE=0101&OMRAADE=0751"));
        assert!(asked("Tid.valg=seneste&Tid.antal=5"));
    }

    #[test]
    fn a_parameter_that_cannot_be_is_refused() {
        refuse("vis=cirkel", |it| matches!(it, Refusal::BadValue { name: "vis", .. }));
        refuse("side=0", |it| matches!(it, Refusal::BadValue { name: "side", .. }));
        refuse("sorter=-", |it| matches!(it, Refusal::BadValue { name: "sorter", .. }));
        refuse("ved=Tid", |it| matches!(it, Refusal::BadValue { name: "ved", .. }));
        for query in ["EMNE=top(5", "EMNE=5)", "kolonner=(Tid"] {
            refuse(query, |it| matches!(it, Refusal::BadValue { name: "(…)", .. }));
        }
        refuse("side=2&side=3", |it| *it == Refusal::Repeated("side"));
        refuse("omr%C3%A5de=1", |it| *it == Refusal::UnknownParameter);
        refuse("Tid.slags=1", |it| *it == Refusal::UnknownParameter);
        let long = format!("EMNE={}", "1,".repeat(MAX_QUERY));
        refuse(&long, |it| *it == Refusal::TooLong { limit: MAX_QUERY });
    }

    /// Checks the lasting form of a query.
    #[track_caller]
    fn check(query: &str, expected: &str) {
        let asked = TableChoice::parse("omg1", query.trim_start_matches('?')).expect("a choice");
        assert_eq!(asked.choice.query(), expected);
    }

    #[track_caller]
    fn refuse(query: &str, is_it: impl Fn(&Refusal) -> bool) {
        let refusal = TableChoice::parse("OMG1", query).err().expect("refused");
        assert!(is_it(&refusal), "{refusal:?}");
    }
}
