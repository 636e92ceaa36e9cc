//! The values that the expressions of one dimension choose.

use std::collections::{BTreeMap, BTreeSet};

use domain::format::Language;

use super::{
    Refusal, Wish,
    expression::{Bound, Dialect, Expression, matches},
};
use crate::{
    catalog::fold,
    dimension::{Dimension, Role},
};

/// How many expressions other than codes one dimension may have: each looks at every value.
const MAX_EXPRESSIONS: usize = 100;

/// How long a code or expression may be, in bytes. Our longest codes have some forty.
const MAX_LENGTH: usize = 200;

/// How many similar codes a refusal names.
const NEAR: usize = 5;

/// Returns the places of the values a wish chooses, in the order of the table.
pub fn chosen(dimension: &Dimension, wish: &Wish, dialect: Dialect) -> Result<Vec<usize>, Refusal> {
    let candidates = candidates(dimension, wish.code_list.as_deref())?;
    let Some(texts) = &wish.values else { return Ok(candidates) };
    if texts.is_empty() || texts.iter().all(|text| text.trim().is_empty()) {
        return Err(Refusal::Empty { dimension: dimension.code.clone() });
    }
    let chooser = Chooser::new(dimension, candidates, dialect);
    let (mut written, mut places) = (BTreeSet::new(), BTreeSet::new());
    let mut expressions = 0;
    for text in texts {
        if text.len() > MAX_LENGTH {
            let dimension = dimension.code.clone();
            return Err(Refusal::TooLong { dimension, limit: MAX_LENGTH });
        }
        if !written.insert(text.trim().to_lowercase()) {
            return Err(Refusal::Twice {
                dimension: dimension.code.clone(),
                expression: text.clone(),
            });
        }
        if let Some(&place) = chooser.by_code.get(&text.trim().to_lowercase()) {
            places.insert(place);
            continue;
        }
        expressions += 1;
        if expressions > MAX_EXPRESSIONS {
            let dimension = dimension.code.clone();
            return Err(Refusal::TooManyExpressions { dimension, limit: MAX_EXPRESSIONS });
        }
        places.extend(chooser.places(text)?);
    }
    Ok(places.into_iter().collect())
}

/// Returns the values a code list leaves, in the order of the table.
fn candidates(dimension: &Dimension, code_list: Option<&str>) -> Result<Vec<usize>, Refusal> {
    let Some(id) = code_list else { return Ok((0..dimension.values.len()).collect()) };
    let subset = dimension.subset(id).ok_or_else(|| Refusal::UnknownCodeList {
        dimension: dimension.code.clone(),
        id: id.into(),
        known: dimension.subsets.iter().map(|subset| subset.id.clone()).collect(),
    })?;
    let mut members = subset.members.clone();
    members.sort_unstable();
    Ok(members)
}

struct Chooser<'a> {
    dimension: &'a Dimension,
    candidates: Vec<usize>,
    /// The candidates by their codes in lower case.
    by_code: BTreeMap<String, usize>,
    dialect: Dialect,
}

impl<'a> Chooser<'a> {
    fn new(dimension: &'a Dimension, candidates: Vec<usize>, dialect: Dialect) -> Self {
        let key = |&place: &usize| (dimension.values[place].code.to_lowercase(), place);
        let by_code = candidates.iter().map(key).collect();
        Self { dimension, candidates, by_code, dialect }
    }

    fn places(&self, text: &str) -> Result<Vec<usize>, Refusal> {
        let (dimension, written) = (self.dimension.code.clone(), text.to_owned());
        let Some(expression) = Expression::parse(text, self.dialect) else {
            return Err(Refusal::Malformed { dimension, expression: written });
        };
        let places = match &expression {
            Expression::Code(code) => return Err(self.unknown(code)),
            Expression::Pattern(pattern) => {
                let fits = |&place: &usize| matches(pattern, self.code(place));
                self.candidates.iter().copied().filter(fits).collect()
            }
            Expression::Top { count, offset } => self.first(*count, *offset),
            Expression::Bottom { count, offset } => self.last(*count, *offset),
            Expression::Between(from, to) => self.between(from.as_ref(), to.as_ref(), text)?,
            Expression::Nth { step, start } => self.nth(*step, *start),
        };
        if places.is_empty() {
            return Err(Refusal::NoMatch { dimension, expression: written });
        }
        Ok(places)
    }

    fn code(&self, place: usize) -> &str {
        &self.dimension.values[place].code
    }

    /// The newest of time come first to a reader, as PxWeb and Statistics Denmark have it.
    fn counted(&self) -> Vec<usize> {
        let mut places = self.candidates.clone();
        if self.dimension.role == Role::Time {
            places.reverse();
        }
        places
    }

    fn first(&self, count: usize, offset: usize) -> Vec<usize> {
        self.counted().into_iter().skip(offset).take(count).collect()
    }

    fn last(&self, count: usize, offset: usize) -> Vec<usize> {
        self.counted().into_iter().rev().skip(offset).take(count).collect()
    }

    fn nth(&self, step: i64, start: i64) -> Vec<usize> {
        let is_nth = |at: i64| {
            let from_start = at - start;
            match step {
                0 => from_start == 0,
                _ => from_start % step == 0 && from_start / step >= 0,
            }
        };
        (1_i64..)
            .zip(self.counted())
            .filter(|(at, _)| is_nth(*at))
            .map(|(_, place)| place)
            .collect()
    }

    fn between(
        &self,
        from: Option<&Bound>,
        to: Option<&Bound>,
        text: &str,
    ) -> Result<Vec<usize>, Refusal> {
        let all = self.candidates.len();
        let start = from.map_or(Ok(0), |bound| self.edge(bound, bound.inclusive))?;
        let end = to.map_or(Ok(all), |bound| self.edge(bound, !bound.inclusive))?;
        let begins = from.map_or(Ok(0), |bound| self.edge(bound, true))?;
        let ends = to.map_or(Ok(all), |bound| self.edge(bound, true))?;
        if begins > ends || (begins == ends && self.is_after(from, to)) {
            let (dimension, expression) = (self.dimension.code.clone(), text.to_owned());
            return Err(Refusal::Backwards { dimension, expression });
        }
        Ok(self.candidates.get(start..end).unwrap_or_default().to_vec())
    }

    /// Two periods between the same two of ours are told apart by their text.
    fn is_after(&self, from: Option<&Bound>, to: Option<&Bound>) -> bool {
        self.is_text() && from.zip(to).is_some_and(|(from, to)| from.code > to.code)
    }

    /// Statistics Denmark lets `2019` stand for all quarters of the year.
    fn is_text(&self) -> bool {
        self.dialect == Dialect::Statbank && self.dimension.role == Role::Time
    }

    /// Returns the place among the candidates just before a code, or just after it.
    fn edge(&self, bound: &Bound, before: bool) -> Result<usize, Refusal> {
        if self.is_text() {
            let wanted = bound.code.to_lowercase();
            let is_left = |&place: &usize| {
                let code = self.code(place).to_lowercase();
                let start: String = code.chars().take(wanted.chars().count()).collect();
                start < wanted || (!before && start == wanted)
            };
            return Ok(self.candidates.iter().take_while(|place| is_left(place)).count());
        }
        let place = self.by_code.get(&bound.code.to_lowercase());
        let &place = place.ok_or_else(|| self.unknown(&bound.code))?;
        let at = self.candidates.partition_point(|&candidate| candidate < place);
        Ok(if before { at } else { at + 1 })
    }

    fn unknown(&self, code: &str) -> Refusal {
        let wanted = code.to_lowercase();
        let name = fold(code);
        let away = |code: &str, place| {
            if self.is_called(place, &name) { 0 } else { distance(&wanted, code) }
        };
        let mut near: Vec<_> = self
            .by_code
            .iter()
            .map(|(code, &place)| (away(code, place), place))
            .filter(|(distance, _)| *distance <= wanted.chars().count().div_ceil(2))
            .collect();
        near.sort_unstable();
        let near = near.into_iter().take(NEAR).map(|(_, place)| self.code(place).to_owned());
        Refusal::UnknownValue {
            dimension: self.dimension.code.clone(),
            code: code.into(),
            near: near.collect(),
        }
    }

    /// Tells whether a value has a name, folded, in either language: people write names for codes.
    fn is_called(&self, place: usize, name: &str) -> bool {
        let label = &self.dimension.values[place].label;
        [Language::Da, Language::En].iter().any(|&language| fold(label.get(language)) == name)
    }
}

/// Returns how many letters two codes differ by; none where one is the beginning of the other.
fn distance(wanted: &str, code: &str) -> usize {
    if code.starts_with(wanted) { 0 } else { strsim::damerau_levenshtein(wanted, code) }
}
