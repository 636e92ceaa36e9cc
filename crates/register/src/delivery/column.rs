//! The columns of each form, and knowing them by the names that programs make of theirs.

use super::DeliveryKind;

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
    Month,
    Category,
    Area,
    HasDeadline,
    Received,
    Decided,
    Pending,
    MeanDays,
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

const FLOW: &[Known] = &[
    (Column::Month, &["month", "måned"], true),
    (Column::Category, &["case_category", "sagskategori"], true),
    (Column::Area, &["area", "område"], true),
    (Column::Municipality, &["municipality", "kommune"], false),
    (Column::HasDeadline, &["statutory_deadline", "lovbestemt_frist"], true),
    (Column::Received, &["received", "modtagne"], true),
    (Column::Decided, &["decided", "afgjorte"], true),
    (Column::Pending, &["pending", "verserende"], true),
    (Column::MeanDays, &["mean_days", "gennemsnitlige_dage"], false),
];

impl DeliveryKind {
    const fn columns(self) -> &'static [Known] {
        match self {
            Self::Cases => CASES,
            Self::PortalLong => PORTAL_LONG,
            Self::PortalWide => PORTAL_WIDE,
            Self::Flow => FLOW,
        }
    }
}

/// Returns the first name of a column in a form.
pub(super) fn first_name(kind: DeliveryKind, column: Column) -> &'static str {
    let known = kind.columns().iter().find(|(other, ..)| *other == column);
    known.map_or("", |(_, names, _)| names[0])
}

/// Tells whether cells are the header of a form; one with a column twice counts as one.
pub(super) fn is_header(cells: &[String], forced: Option<DeliveryKind>) -> bool {
    let mut kinds =
        DeliveryKind::ALL.into_iter().filter(|kind| forced.is_none_or(|it| it == *kind));
    kinds.any(|kind| {
        find_columns(kind, cells).map_or(true, |places| missing(kind, &places).is_empty())
    })
}

/// Returns the first name of the column that a header's cell means in any of the forms.
pub(super) fn known_name(cell: &str, forced: Option<DeliveryKind>) -> Option<&'static str> {
    let kinds = DeliveryKind::ALL.into_iter().filter(|kind| forced.is_none_or(|it| it == *kind));
    let mut names = kinds.flat_map(DeliveryKind::columns).map(|(_, names, _)| *names);
    names.find(|names| names.iter().any(|name| is_same_name(cell, name))).map(|names| names[0])
}

/// Where the columns of a file stand.
pub(super) type Places = Vec<(Column, usize)>;

/// Returns where the columns of a form stand; the name of one that stands twice is an error.
pub(super) fn find_columns(kind: DeliveryKind, header: &[String]) -> Result<Places, &'static str> {
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

/// Returns the names of the columns that a form cannot do without and a file lacks.
pub(super) fn missing(kind: DeliveryKind, places: &Places) -> Vec<&'static str> {
    let is_there = |column: &Column| places.iter().any(|(other, _)| other == column);
    let needed =
        kind.columns().iter().filter(|(column, _, required)| *required && !is_there(column));
    needed.map(|(_, names, _)| names[0]).collect()
}

/// Tells whether a header's cell is a name, whatever a program made of its letters and marks.
///
/// R writes `Ændring/Ophævelse` as `Ændring.Ophævelse`, or `X.ndring.Oph.velse` where it does not
/// know the letter. So only the ASCII letters and digits are compared.
pub(super) fn is_same_name(cell: &str, name: &str) -> bool {
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
