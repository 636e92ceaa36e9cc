//! Rows of a flow table: reading and checking them one by one.

use domain::{
    flow::{Flow, FlowFigures, FlowKey},
    municipality::MunicipalityCode,
    place::Place,
};
use jiff::civil::Date;

use super::{
    Column, Fault, Opened, date,
    portal::whole_number,
    table::{Cells, is_no_value},
};
use crate::finding::Reason;

/// The longest text in bytes.
const MAX_TEXT_BYTES: usize = 120;
/// A hundred years: a longer mean is a mistake.
const MAX_DAYS: f64 = 36_500.0;

/// Where the columns of a flow table stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FlowColumns {
    month: usize,
    category: usize,
    area: usize,
    municipality: Option<usize>,
    deadline: usize,
    received: usize,
    decided: usize,
    pending: usize,
    mean_days: Option<usize>,
    count: usize,
}

impl FlowColumns {
    /// Returns where the columns of a file stand.
    pub fn of(file: &Opened) -> Self {
        let needed = |column| file.place(column).expect("a form has its required columns");
        Self {
            month: needed(Column::Month),
            category: needed(Column::Category),
            area: needed(Column::Area),
            municipality: file.place(Column::Municipality),
            deadline: needed(Column::HasDeadline),
            received: needed(Column::Received),
            decided: needed(Column::Decided),
            pending: needed(Column::Pending),
            mean_days: file.place(Column::MeanDays),
            count: file.header.len(),
        }
    }
}

/// What a row says.
#[derive(Debug)]
pub(crate) struct ReadFlow {
    pub flow: Flow,
    /// The municipality is spelled otherwise than by Danmarks Statistik.
    pub variant: bool,
}

/// Reads a row, or says what is wrong with it; the first fault decides. No month may begin after the
/// day of the draw.
pub(crate) fn read_flow(
    columns: FlowColumns,
    cells: Cells,
    drawn_on: Date,
) -> Result<ReadFlow, Fault> {
    if cells.len() != columns.count {
        let few = cells.len() < columns.count;
        return Err((if few { Reason::TooFewCells } else { Reason::TooManyCells }, None));
    }
    let (municipality, variant) = municipality(columns.municipality.map(|at| cells.get(at)))?;
    let key = FlowKey {
        category: text(cells.get(columns.category), Column::Category)?,
        area: text(cells.get(columns.area), Column::Area)?,
        municipality,
        has_statutory_deadline: yes_or_no(cells.get(columns.deadline))?,
        month: month(cells.get(columns.month), drawn_on)?,
    };
    let count = |at, column| whole_number(cells.get(at)).map_err(|reason| (reason, Some(column)));
    let figures = FlowFigures {
        received: count(columns.received, Column::Received)?,
        decided: count(columns.decided, Column::Decided)?,
        pending: count(columns.pending, Column::Pending)?,
        mean_days: days(columns.mean_days.map_or("", |at| cells.get(at)))?,
        pending_age_days: None,
    };
    if figures == FlowFigures::default() {
        return Err((Reason::FiguresMissing, None));
    }
    Ok(ReadFlow { flow: Flow { key, figures }, variant })
}

fn municipality(text: Option<&str>) -> Result<(Option<MunicipalityCode>, bool), Fault> {
    let column = Some(Column::Municipality);
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok((None, false)) };
    match Place::parse(text) {
        Some(Place::Municipality(code)) => Ok((Some(code), false)),
        Some(Place::Variant(code)) => Ok((Some(code), true)),
        Some(Place::Country) => Ok((None, false)),
        Some(_) => Err((Reason::NotAMunicipality, column)),
        None => Err((Reason::MunicipalityUnknown, column)),
    }
}

fn text(text: &str, column: Column) -> Result<String, Fault> {
    if is_no_value(text) {
        return Err((Reason::CellIsNoValue, Some(column)));
    }
    if text.is_empty() || text.len() > MAX_TEXT_BYTES || text.chars().any(char::is_control) {
        return Err((Reason::TextUnreadable, Some(column)));
    }
    Ok(text.to_owned())
}

/// Spreadsheets show truth values in the language of their user.
fn yes_or_no(text: &str) -> Result<bool, Fault> {
    match text.to_lowercase().as_str() {
        "yes" | "ja" | "true" | "sand" | "1" => Ok(true),
        "no" | "nej" | "false" | "falsk" | "0" => Ok(false),
        _ => Err((Reason::DeadlineUnreadable, Some(Column::HasDeadline))),
    }
}

fn month(text: &str, drawn_on: Date) -> Result<Date, Fault> {
    let column = Some(Column::Month);
    let month = parse_month(text).ok_or((Reason::MonthUnreadable, column))?;
    if month < date::FIRST_DAY || month > drawn_on {
        return Err((Reason::DateOutOfRange, column));
    }
    Ok(month)
}

/// Reads `2024-06`, `06-2024`, `2024M06`, or the first day of the month as a date.
fn parse_month(text: &str) -> Option<Date> {
    let day = match text.len() {
        7 if text.as_bytes()[2] == b'-' => date::parse(&format!("01-{text}")),
        7 => date::parse(&format!("{}-01", text.replacen('M', "-", 1))),
        _ => date::parse(text),
    };
    day.filter(|day| day.day() == 1)
}

fn days(text: &str) -> Result<Option<f64>, Fault> {
    if text.is_empty() || text == "NA" {
        return Ok(None);
    }
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.'));
    let days = plain.then(|| text.replacen(',', ".", 1).parse::<f64>().ok()).flatten();
    let fault = (Reason::DaysUnreadable, Some(Column::MeanDays));
    days.filter(|days| *days <= MAX_DAYS).map(Some).ok_or(fault)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_month_is_written_in_four_ways() {
        for text in ["2024-06", "06-2024", "2024M06", "2024-06-01", "01.06.2024", "1/6/2024"] {
            assert_eq!(parse_month(text), Some(date(2024, 6, 1)), "{text}");
        }
        for text in ["", "2024", "2024-13", "13-2024", "2024-06-02", "2024 06", "juni 2024", "ééé2"]
        {
            assert_eq!(parse_month(text), None, "{text}");
        }
    }

    #[test]
    fn a_mean_is_a_number_of_days_and_never_negative() {
        for (text, expected) in
            [("126", Some(126.0)), ("126,5", Some(126.5)), ("0.25", Some(0.25)), ("NA", None)]
        {
            assert_eq!(days(text), Ok(expected), "{text}");
        }
        for text in ["-1", "1.2.3", "1e3", "36501", "inf", ",", "1.000,5"] {
            assert_eq!(days(text), Err((Reason::DaysUnreadable, Some(Column::MeanDays))), "{text}");
        }
    }

    #[test]
    fn whether_the_law_sets_a_deadline_is_yes_or_no() {
        for (text, expected) in [("yes", true), ("Ja", true), ("SAND", true), ("nej", false)] {
            assert_eq!(yes_or_no(text), Ok(expected), "{text}");
        }
        assert!(yes_or_no("").is_err());
        assert!(yes_or_no("2024-06-01").is_err());
    }
}
