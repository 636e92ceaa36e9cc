//! What is chosen on the page of how long cases take and what lies waiting.

use domain::backlog::Change;
use jiff::civil::Date;

use super::{AS_OF, Refusal, portal::day};

/// Which cases, and which changes of capacity and inflow are asked about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TimesChoice {
    /// `kategori`: the code of a case category in `FLOW1`; `None` for the one that is shown unasked.
    pub category: Option<String>,
    /// `lov`: the code of a law area in `FLOW1`; `None` for all together.
    pub law: Option<String>,
    /// `kapacitet`: how many more or fewer cases are decided, in per cent.
    pub capacity: Change,
    /// `tilgang`: how many more or fewer cases come in, in per cent.
    pub inflow: Change,
}

/// What a change may be.
const CHANGES: &str = "-50, -49, …, 100";

/// What a code may be.
const CODES: &str = "A–Z, 0–9, -, _ (1–120)";

/// How long a code may be.
const LONGEST_CODE: usize = 120;

impl TimesChoice {
    /// The names of the parameters.
    pub const NAMES: [&str; 4] = ["kategori", "lov", "kapacitet", "tilgang"];

    /// Reads what stands after the question mark, and the day whose draw is asked for. A field that a form
    /// sends empty is as one left out.
    pub(super) fn parse(query: &str) -> Result<(Self, Option<Date>), Refusal> {
        let (mut choice, mut as_of) = (Self::default(), None);
        let mut seen = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if name == AS_OF {
                as_of = Some(day(&value)?);
                continue;
            }
            let known = Self::NAMES.into_iter().find(|known| *known == name);
            let name = known.ok_or(Refusal::UnknownParameter)?;
            if seen.contains(&name) {
                return Err(Refusal::Repeated(name));
            }
            seen.push(name);
            choice.take(name, value.trim())?;
        }
        Ok((choice, as_of))
    }

    fn take(&mut self, name: &'static str, value: &str) -> Result<(), Refusal> {
        match (name, value) {
            (_, "") => {}
            ("kategori", code) => self.category = Some(read_code(name, code)?),
            ("lov", code) => self.law = Some(read_code(name, code)?),
            ("kapacitet", percent) => self.capacity = read_change(name, percent)?,
            (_, percent) => self.inflow = read_change(name, percent)?,
        }
        Ok(())
    }

    /// Returns the names and values of the parameters, in order, but those that nobody needs to choose.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let change = |it: Change| (it != Change::default()).then(|| it.percent().to_string());
        let values =
            [self.category.clone(), self.law.clone(), change(self.capacity), change(self.inflow)];
        let pairs = Self::NAMES.into_iter().zip(values);
        pairs.filter_map(|(name, value)| Some((name, value?))).collect()
    }

    /// Returns what stands from the question mark on; nothing where nothing is chosen.
    #[must_use]
    pub fn query(&self) -> String {
        let pairs = self.pairs();
        let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }
}

/// Reads a code of a table. Its letters need no mask in an address.
fn read_code(name: &'static str, code: &str) -> Result<String, Refusal> {
    let is_code = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if code.len() > LONGEST_CODE || !code.bytes().all(is_code) {
        return Err(Refusal::BadValue { name, allowed: CODES });
    }
    Ok(code.to_ascii_uppercase())
}

/// Reads a change in whole per cent; a typographic minus is one.
fn read_change(name: &'static str, percent: &str) -> Result<Change, Refusal> {
    let percent = percent.replace('−', "-").parse().ok();
    percent.and_then(Change::new).ok_or(Refusal::BadValue { name, allowed: CHANGES })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_written_as_it_is_read() {
        for query in ["", "?kategori=KLAGESAGER&lov=AKTIVLOVEN&kapacitet=-50&tilgang=100"] {
            check(query, query);
        }
    }

    #[test]
    fn what_nobody_needs_to_choose_is_left_out() {
        check("?kategori=&lov=&kapacitet=0&tilgang=", "");
        check("?lov=aktivloven&kapacitet=%E2%88%925", "?lov=AKTIVLOVEN&kapacitet=-5");
    }

    #[test]
    fn what_cannot_be_is_refused_with_what_can() {
        refuse("kapacitet=101", Refusal::BadValue { name: "kapacitet", allowed: CHANGES });
        refuse("tilgang=-51", Refusal::BadValue { name: "tilgang", allowed: CHANGES });
        refuse("tilgang=999", Refusal::BadValue { name: "tilgang", allowed: CHANGES });
        refuse("tilgang=5,5", Refusal::BadValue { name: "tilgang", allowed: CHANGES });
        refuse("lov=%3Cb%3E", Refusal::BadValue { name: "lov", allowed: CODES });
        refuse("lov=A&lov=A", Refusal::Repeated("lov"));
        refuse("aar=2024", Refusal::UnknownParameter);
    }

    /// Checks the lasting form of a query.
    #[track_caller]
    fn check(query: &str, expected: &str) {
        let (choice, _) = TimesChoice::parse(query.trim_start_matches('?')).expect("a choice");
        assert_eq!(choice.query(), expected);
    }

    #[track_caller]
    fn refuse(query: &str, expected: Refusal) {
        assert_eq!(TimesChoice::parse(query).err(), Some(expected));
    }
}
