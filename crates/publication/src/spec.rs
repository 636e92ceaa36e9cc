//! Worked examples of every method: tables of inputs with the answers written beside them.
//!
//! The tables in `crates/publication/spec` are the only place of an example. Here the answers are worked
//! out from the inputs by the same functions that make the figures; a test holds them against the
//! written ones, and the page of methods shows the inputs with the answers worked out.

mod beside_country;
mod cell;
mod few_cases;
mod over_time;
mod rates;
mod spread;
mod table;
mod topics;

pub use cell::Cell;
pub use table::Table;

/// The examples of one method.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    /// The name of the file, without its ending.
    pub id: &'static str,
    text: &'static str,
    answers: fn(&[Table]) -> Vec<Answers>,
}

/// The answers of one table: by row, in the order of the columns that ask for them.
type Answers = Vec<Vec<Cell>>;

/// A table with its answers worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Worked {
    /// What it is an example of.
    pub caption: Cell,
    /// The headings of its columns.
    pub headings: Vec<Cell>,
    /// Its rows, each as long as the headings; the first cell says what the row is.
    pub rows: Vec<Vec<Cell>>,
}

/// Declares the examples: the name of the file and the function that works them out.
macro_rules! specs {
    ($($id:ident: $answers:path,)+) => {
        /// All examples, in the order of the page of methods.
        pub const ALL: &[Spec] = &[$(Spec {
            id: stringify!($id),
            text: include_str!(concat!("../spec/", stringify!($id), ".md")),
            answers: $answers,
        }),+];
    };
}

specs! {
    reversal_rate: rates::reversal_rate,
    interval: rates::interval,
    comparison: beside_country::comparison,
    few_cases: beside_country::few_cases,
    funnel: spread::funnel,
    overdispersion: spread::overdispersion,
    spread: spread::spread,
    change: over_time::change,
    trend: over_time::trend,
    mix: topics::mix,
    level: topics::level,
    estimate: few_cases::estimate,
    peers: few_cases::peers,
    reliable: beside_country::reliable,
    step: over_time::step,
    per_inhabitants: rates::per_inhabitants,
}

impl Spec {
    /// Returns the tables as they are written, answers included.
    #[must_use]
    pub fn written(&self) -> Vec<Table> {
        table::read(self.text)
    }

    /// Returns the tables with the answers worked out.
    #[must_use]
    pub fn worked(&self) -> Vec<Worked> {
        let tables = self.written();
        let answers = (self.answers)(&tables);
        assert_eq!(answers.len(), tables.len(), "{}: answers for every table", self.id);
        tables.iter().zip(answers).map(|(table, answers)| table.with(answers)).collect()
    }
}

/// Returns the examples of a method.
#[must_use]
pub fn of(id: &str) -> Option<&'static Spec> {
    ALL.iter().find(|spec| spec.id == id)
}
