//! How many cases there are beside the people they could come from.

use domain::{municipality::MunicipalityCode, period::Year, population::per_1000};

use crate::{draft::MapYear, release::Release};

/// A map's cases of one municipality in one decision year per 1,000 people.
///
/// It shows volume, not quality, and it is no share: who was refused a benefit and appeals is not among
/// those who received it.
///
/// - *Unit*: cases per 1,000 inhabitants, and per 1,000 recipients of the map's benefits.
/// - *None*: the number of people is not known for the decision year or any year before.
/// - *Uncertainty*: none is given; the interval of the reversal rate says nothing of it.
/// - *Source*: Danmarks Statistik, FOLK1A, for inhabitants; the sources in `recipients.csv` for recipients.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PerThousand {
    /// Beside everybody who lives in the municipality.
    pub inhabitants: Option<Denominator>,
    /// Beside those who received the benefits that the map is about (*modtagere*).
    pub recipients: Option<Denominator>,
}

/// A number of people, and the cases beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Denominator {
    /// The year the people were counted: the newest known up to the decision year. It must be shown with
    /// every figure made from it, because it may be another than the decision year.
    pub year: Year,
    /// How many people there were.
    pub people: u32,
    /// The cases per 1,000 of them; `None` where there was nobody, or the cases were not delivered.
    pub cases: Option<CasesPerThousand>,
}

/// Cases per 1,000 people, not rounded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CasesPerThousand {
    /// Appeals decided on their merits (*realitetsbehandlede sager*).
    pub appeals: f64,
    /// Those of them that the board changed, annulled or remitted (*omgjorte sager*).
    pub reversed: f64,
}

impl PerThousand {
    /// Works out the figures of a municipality on a map of the release.
    #[must_use]
    pub fn of(release: &Release, map: &MapYear, code: MunicipalityCode) -> Self {
        let beside = |(year, people)| Denominator { year, people, cases: cases(map, code, people) };
        let recipients = release.recipients().newest(map.map, code, map.year);
        Self {
            inhabitants: release.population().newest(code, map.year).map(beside),
            recipients: recipients.map(beside),
        }
    }
}

fn cases(map: &MapYear, code: MunicipalityCode, people: u32) -> Option<CasesPerThousand> {
    let counts = map.municipality(code).counts()?;
    Some(CasesPerThousand {
        appeals: per_1000(counts.merits(), people)?,
        reversed: per_1000(counts.reversed(), people)?,
    })
}
