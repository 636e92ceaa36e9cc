//! The top of a file: comment lines, the header, and which form it is.

use std::io::{BufRead, BufReader, Read};

use super::{
    DeliveryError, DeliveryKind, Fault, Line,
    chunk::latin1,
    source::{Encoding, Source, open as open_file, unreadable},
    table::{Splitter, delimiter},
};
use crate::finding::Reason;

/// How the comment line begins that marks a file as made by our generator.
pub(crate) const SYNTHETIC_MARK: &str = "# synthetic register";
/// How the case numbers of our generator begin. Programs that drop comment lines keep them.
pub(crate) const SYNTHETIC_NUMBER: &str = "SYN-";

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Column {
    CaseNumber,
    Municipality,
    Law,
    Topic,
    ReceivedOn,
    DecidedOn,
    Outcome,
    RegisteredOn,
    PartNumber,
    ReopenedOn,
    StatutoryDeadline,
    ReversalReasons,
    FormalErrors,
    Period,
    Merits,
    Upheld,
    Changed,
    Remitted,
    Dismissed,
    Total,
    ProcessingTime,
    ReversalRate,
    RemittedRate,
    UpheldRate,
    ChangedRate,
}

/// A column of a form: what it holds, its names, whether the form cannot do without it.
type Known = (Column, &'static [&'static str], bool);

const CASES: &[Known] = &[
    (Column::CaseNumber, &["case_number", "sagsnummer"], true),
    (Column::Municipality, &["municipality", "kommune"], true),
    (Column::Law, &["law", "lov"], true),
    (Column::Topic, &["topic", "emne"], true),
    (Column::ReceivedOn, &["received_on", "modtaget"], true),
    (Column::DecidedOn, &["decided_on", "afgjort"], true),
    (Column::Outcome, &["outcome", "udfald"], true),
    (Column::RegisteredOn, &["registered_on", "registreret"], true),
    (Column::PartNumber, &["part_number", "delnummer"], false),
    (Column::ReopenedOn, &["reopened_on", "genoptaget"], false),
    (Column::StatutoryDeadline, &["statutory_deadline", "lovbestemt_frist"], false),
    (Column::ReversalReasons, &["reversal_reasons", "omgørelsesgrunde"], false),
    (Column::FormalErrors, &["formal_errors", "formelle_fejl"], false),
];

const PORTAL_LONG: &[Known] = &[
    (Column::Municipality, &["Kommune", "Instans"], true),
    (Column::Law, &["Lovgivning"], true),
    (Column::Topic, &["Sagsemne"], true),
    (Column::Period, &["periode"], true),
    (Column::Merits, &["Realitetsbehandlede sager i alt"], false),
    (Column::Upheld, &["Stadfæstede sager"], false),
    (Column::Changed, &["Ændrede/ophævede sager"], false),
    (Column::Remitted, &["Hjemviste sager"], false),
    (Column::Dismissed, &["Afviste sager"], false),
    (Column::ReversalRate, &["Omgørelsesprocent"], false),
    (Column::RemittedRate, &["Hjemvisningsprocent"], false),
    (Column::UpheldRate, &["Stadfæstelsesprocent"], false),
    (Column::ChangedRate, &["Ændrings-/ophævelsesprocent"], false),
];

const PORTAL_WIDE: &[Known] = &[
    (Column::Municipality, &["Kommune", "Instans"], true),
    (Column::Topic, &["Sagsemne"], true),
    (Column::Period, &["periode"], true),
    (Column::Total, &["Antal_sager_ialt"], false),
    (Column::Upheld, &["Stadfæstelse"], false),
    (Column::Changed, &["Ændring.Ophævelse"], false),
    (Column::Remitted, &["Hjemvisning"], false),
    (Column::Dismissed, &["Afvisning.Henvisning"], false),
    (Column::ProcessingTime, &["Sagsbehandlingstid"], false),
];

impl DeliveryKind {
    const fn columns(self) -> &'static [Known] {
        match self {
            Self::Cases => CASES,
            Self::PortalLong => PORTAL_LONG,
            Self::PortalWide => PORTAL_WIDE,
        }
    }
}

/// A file whose header was understood.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    pub source: Source,
    pub kind: DeliveryKind,
    /// A comment line says that our generator made the file.
    pub synthetic: bool,
    pub delimiter: u8,
    pub header_line: u64,
    /// The byte and the line where the rows begin.
    pub body_at: u64,
    pub body_line: u64,
    /// The header's cells as they stand in the file.
    pub header: Vec<String>,
    /// Where each known column stands.
    places: Vec<(Column, usize)>,
}

impl Opened {
    /// Returns where a column stands in the rows.
    pub fn place(&self, column: Column) -> Option<usize> {
        self.places.iter().find(|(known, _)| *known == column).map(|(_, place)| *place)
    }

    /// Returns a column's name as it stands in the file.
    pub fn name(&self, column: Column) -> Option<&str> {
        self.place(column).map(|place| self.header[place].as_str())
    }

    /// Returns the error of a row whose line is broken off.
    pub fn cut(&self, line: u64) -> DeliveryError {
        DeliveryError::Cut { file: self.source.shown(), line }
    }

    /// Returns the error of a line with an open quote.
    pub fn unclosed_quote(&self, line: Line) -> DeliveryError {
        if line.is_open {
            return self.cut(line.number);
        }
        let (file, limit) = (self.source.shown(), self.source.max_line_bytes);
        DeliveryError::UnclosedQuote { file, line: line.number, limit }
    }

    /// Tells whether a row with this fault may be the rest of a row that was broken off: it lacks
    /// cells, or its last cell is wrong, or it is wrong as a whole.
    pub fn may_be_cut(&self, (reason, column): Fault) -> bool {
        let is_last = |column| self.place(column) == self.header.len().checked_sub(1);
        reason != Reason::TooManyCells && column.is_none_or(is_last)
    }

    /// Returns the names of the columns that mean nothing to us.
    pub fn unknown_columns(&self) -> impl Iterator<Item = &str> {
        let known = |place: usize| self.places.iter().any(|(_, other)| *other == place);
        let cells = self.header.iter().enumerate();
        cells.filter(move |(place, _)| !known(*place)).map(|(_, name)| name.as_str())
    }
}

/// Returns the first name of a column in a form.
pub(super) fn first_name(kind: DeliveryKind, column: Column) -> &'static str {
    let known = kind.columns().iter().find(|(other, ..)| *other == column);
    known.map_or("", |(_, names, _)| names[0])
}

/// Reads the top of a scanned file and recognizes its form, or takes the forced one.
pub(crate) fn open(source: Source, forced: Option<DeliveryKind>) -> Result<Opened, DeliveryError> {
    let top = Top::read(&source)?;
    let delimiter = delimiter(&top.header);
    let mut splitter = Splitter::new(delimiter);
    let cells = splitter.split(&top.header).map_err(|_| DeliveryError::UnclosedQuote {
        file: source.shown(),
        line: top.header_line,
        limit: source.max_line_bytes,
    })?;
    let header: Vec<String> = cells.iter().map(ToOwned::to_owned).collect();
    let (kind, places) = recognize(&source, top.header_line, &header, forced)?;
    if top.body_at >= source.bytes {
        return Err(DeliveryError::NoRows { file: source.shown() });
    }
    Ok(Opened {
        kind,
        synthetic: top.synthetic,
        delimiter,
        header_line: top.header_line,
        body_at: top.body_at,
        body_line: top.header_line + 1,
        header,
        places,
        source,
    })
}

/// The lines before the rows.
struct Top {
    synthetic: bool,
    header: String,
    header_line: u64,
    body_at: u64,
}

impl Top {
    fn read(source: &Source) -> Result<Self, DeliveryError> {
        let mut reader = BufReader::new(open_file(&source.path)?);
        let mut top = Self { synthetic: false, header: String::new(), header_line: 0, body_at: 0 };
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            // The first reading held every line to the limit; the file may have changed since.
            let mut line = reader.by_ref().take(source.max_line_bytes as u64 + 2);
            let read = line.read_until(b'\n', &mut bytes);
            let read = read.map_err(|error| unreadable(&source.path, error))?;
            top.body_at += read as u64;
            top.header_line += 1;
            if read == 0 {
                return Err(DeliveryError::NoRows { file: source.shown() });
            }
            let text = decode(source, &bytes)?;
            let line = text.trim_start_matches('\u{feff}').trim();
            if let Some(comment) = comment(line) {
                top.synthetic |= comment.to_lowercase().starts_with(SYNTHETIC_MARK);
            } else if !line.is_empty() {
                line.clone_into(&mut top.header);
                return Ok(top);
            }
        }
    }
}

/// Returns a comment line; a spreadsheet may have put it in quotes.
fn comment(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches('"');
    bare.starts_with('#').then_some(bare)
}

fn decode(source: &Source, bytes: &[u8]) -> Result<String, DeliveryError> {
    match source.encoding {
        Encoding::Latin1 => Ok(latin1(bytes)),
        Encoding::Utf8 => String::from_utf8(bytes.to_vec())
            .map_err(|_| DeliveryError::Changed { file: source.shown() }),
    }
}

type Places = Vec<(Column, usize)>;

fn recognize(
    source: &Source,
    line: u64,
    header: &[String],
    forced: Option<DeliveryKind>,
) -> Result<(DeliveryKind, Places), DeliveryError> {
    let file = source.shown();
    let kinds = forced.map_or(DeliveryKind::ALL.to_vec(), |kind| vec![kind]);
    let mut best: Option<(DeliveryKind, Places, Vec<&str>)> = None;
    for kind in kinds {
        let places = find_columns(kind, header).map_err(|column| DeliveryError::ColumnTwice {
            file: file.clone(),
            line,
            column,
        })?;
        let missing = missing(kind, &places);
        let better = best.as_ref().is_none_or(|(_, other_places, other_missing)| {
            // Fewest missing; of equals the form that explains most columns.
            (other_missing.len(), places.len()) > (missing.len(), other_places.len())
        });
        if better {
            best = Some((kind, places, missing));
        }
    }
    let (kind, places, missing) = best.expect("at least one form was tried");
    if missing.is_empty() {
        return Ok((kind, places));
    }
    let missing = missing.join(", ");
    Err(match forced {
        Some(kind) => DeliveryError::MissingColumns { file, line, kind, missing },
        None => DeliveryError::UnknownForm { file, line, nearest: kind, missing },
    })
}

/// Returns where the columns of a form stand; the name of one that stands twice is an error.
fn find_columns(kind: DeliveryKind, header: &[String]) -> Result<Places, &'static str> {
    let mut places = Places::new();
    for (place, cell) in header.iter().enumerate() {
        let same = |name: &&&str| is_same_name(cell, name);
        let known =
            kind.columns().iter().find(|(_, names, _)| names.iter().any(|name| same(&name)));
        let Some((column, names, _)) = known else { continue };
        if places.iter().any(|(other, _)| other == column) {
            return Err(names[0]);
        }
        places.push((*column, place));
    }
    Ok(places)
}

fn missing(kind: DeliveryKind, places: &Places) -> Vec<&'static str> {
    let is_there = |column: &Column| places.iter().any(|(other, _)| other == column);
    let needed =
        kind.columns().iter().filter(|(column, _, required)| *required && !is_there(column));
    needed.map(|(_, names, _)| names[0]).collect()
}

/// Tells whether a header's cell is a name, whatever a program made of its letters and marks.
///
/// R writes `Ændring/Ophævelse` as `Ændring.Ophævelse`, or `X.ndring.Oph.velse` where it does not
/// know the letter. So only the ASCII letters and digits are compared.
fn is_same_name(cell: &str, name: &str) -> bool {
    let (cell, name) = (skeleton(cell), skeleton(name));
    !cell.is_empty() && (cell == name || cell.strip_prefix('x') == Some(&name))
}

fn skeleton(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|it| it.to_ascii_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_r_mangled_are_the_same() {
        for cell in
            ["Ændring.Ophævelse", "Ændring/Ophævelse", "X.ndring.Oph.velse", "ændring ophævelse"]
        {
            assert!(is_same_name(cell, "Ændring.Ophævelse"), "{cell}");
        }
        assert!(!is_same_name("Hjemvisning", "Hjemvisningsprocent"));
        assert!(!is_same_name("", "periode"));
    }

    #[test]
    fn no_two_columns_of_a_form_look_alike() {
        for kind in DeliveryKind::ALL {
            let names: Vec<_> = kind.columns().iter().flat_map(|(_, names, _)| *names).collect();
            let bare: std::collections::BTreeSet<_> = names.iter().map(|it| skeleton(it)).collect();
            assert_eq!(bare.len(), names.len());
        }
    }

    #[test]
    fn the_order_of_columns_does_not_matter() {
        check("periode,Hjemvisning,Kommune,Sagsemne", Some(DeliveryKind::PortalWide));
        check("periode,Sagsemne,Lovgivning,Instans", Some(DeliveryKind::PortalLong));
        check(
            "udfald,afgjort,modtaget,emne,lov,kommune,sagsnummer,registreret",
            Some(DeliveryKind::Cases),
        );
        check("a,b,c", None);
    }

    #[track_caller]
    fn check(header: &str, expected: Option<DeliveryKind>) {
        let cells: Vec<_> = header.split(',').map(ToOwned::to_owned).collect();
        let without = |kind: &DeliveryKind| {
            missing(*kind, &find_columns(*kind, &cells).expect("each column once")).is_empty()
        };
        assert_eq!(DeliveryKind::ALL.into_iter().find(without), expected);
    }
}
