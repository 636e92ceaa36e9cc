//! Holding the expected values of a case against ours.
//!
//! A value of ours that is not defined meets an empty field, a `null`, or in JSON a field that is
//! left out; the last is no statement, so it is not counted.

use super::input::WHOLE;
use super::{Case, Outcome, Stop, join};
use crate::tolerance::Tolerance;
use serde_json::Value;
use std::fmt::Display;

/// A field and how its value is taken from a result of type `T`.
pub(crate) type Field<T> = (&'static str, fn(&T) -> f64);

/// Our list, and the expected one of the same length.
type Lists<'a, T> = (Vec<T>, &'a [Value]);

impl<'a> Case<'a> {
    /// Compares a number.
    pub(crate) fn close(
        &self,
        key: &str,
        ours: impl Into<Option<f64>>,
        tolerance: Tolerance,
    ) -> Outcome {
        let ours = ours.into();
        if !self.is_said(key, ours.is_some()) {
            return Ok(());
        }
        let expected = self.maybe(key, "a number or nothing", |it| self.as_number(it))?;
        self.book.borrow_mut().number(&join(&self.place, key), ours, expected, tolerance);
        Ok(())
    }

    /// Compares several fields of one result.
    pub(crate) fn all<T>(
        &self,
        ours: Option<&T>,
        fields: &[Field<T>],
        tolerance: Tolerance,
    ) -> Outcome {
        fields.iter().try_for_each(|(key, value)| self.close(key, ours.map(value), tolerance))
    }

    /// Compares a whole number.
    pub(crate) fn whole(&self, key: &str, ours: impl Into<Option<u64>>) -> Outcome {
        let ours = ours.into();
        if !self.is_said(key, ours.is_some()) {
            return Ok(());
        }
        let expected = self.maybe(key, WHOLE, |it| self.as_count(it))?;
        self.same(key, ours, expected);
        Ok(())
    }

    /// Compares a word.
    pub(crate) fn word(&self, key: &str, ours: impl Into<Option<&'static str>>) -> Outcome {
        let ours = ours.into();
        if !self.is_said(key, ours.is_some()) {
            return Ok(());
        }
        let expected = self.maybe(key, "a text", Value::as_str)?;
        self.same(key, ours, expected);
        Ok(())
    }

    /// Compares true or false.
    pub(crate) fn flag(&self, key: &str, ours: impl Into<Option<bool>>) -> Outcome {
        let ours = ours.into();
        if !self.is_said(key, ours.is_some()) {
            return Ok(());
        }
        let expected = self.maybe(key, "true or false", Value::as_bool)?;
        self.same(key, ours, expected);
        Ok(())
    }

    /// Compares a list of numbers; single ones may be undefined.
    pub(crate) fn each(
        &self,
        key: &str,
        ours: Option<Vec<Option<f64>>>,
        tolerance: Tolerance,
    ) -> Outcome {
        let Some((ours, list)) = self.lists(key, ours)? else { return Ok(()) };
        for (place, (ours, value)) in ours.into_iter().zip(list).enumerate() {
            let wanted = || self.broken(key, "a list of numbers or null");
            let number = |it| self.as_number(it).ok_or_else(wanted);
            let expected = Some(value).filter(|it| !it.is_null()).map(number).transpose()?;
            let field = format!("{}[{place}]", join(&self.place, key));
            self.book.borrow_mut().number(&field, ours, expected, tolerance);
        }
        Ok(())
    }

    /// Compares one row of a table; a row is a list of numbers.
    pub(crate) fn row(
        &self,
        key: &str,
        row: usize,
        ours: Vec<Option<f64>>,
        tolerance: Tolerance,
    ) -> Outcome {
        let wanted = "a table of numbers";
        let list = self.list(key)?.get(row).and_then(Value::as_array);
        let list = list.ok_or_else(|| self.broken(key, wanted))?;
        let place = format!("{}[{row}]", join(&self.place, key));
        if list.len() != ours.len() {
            let words = |length: usize| Some(format!("a list of {length}"));
            self.book.borrow_mut().same(&place, words(ours.len()), words(list.len()));
            return Ok(());
        }
        for (column, (ours, value)) in ours.into_iter().zip(list).enumerate() {
            let expected = self.as_number(value).ok_or_else(|| self.broken(key, wanted))?;
            let field = format!("{place}[{column}]");
            self.book.borrow_mut().number(&field, ours, Some(expected), tolerance);
        }
        Ok(())
    }

    /// Compares a list of things that must be the same.
    pub(crate) fn each_same<T: Display + PartialEq>(
        &self,
        key: &str,
        ours: Option<Vec<T>>,
        read: impl Fn(&Value) -> Option<T>,
        wanted: &'static str,
    ) -> Outcome {
        let Some((ours, list)) = self.lists(key, ours)? else { return Ok(()) };
        for (place, (ours, value)) in ours.into_iter().zip(list).enumerate() {
            let expected = read(value).ok_or_else(|| self.broken(key, wanted))?;
            let field = format!("{}[{place}]", join(&self.place, key));
            let words = (Some(ours.to_string()), Some(expected.to_string()));
            self.book.borrow_mut().same(&field, words.0, words.1);
        }
        Ok(())
    }

    /// Returns our list beside the expected one when both are there and of one length.
    fn lists<T>(&self, key: &str, ours: Option<Vec<T>>) -> Result<Option<Lists<'a, T>>, Stop> {
        if !self.is_said(key, ours.is_some()) {
            return Ok(None);
        }
        let list = |it: &'a Value| it.as_array().map(Vec::as_slice);
        let expected = self.maybe(key, "a list", list)?;
        match (ours, expected) {
            (Some(ours), Some(list)) if ours.len() == list.len() => Ok(Some((ours, list))),
            (ours, expected) => {
                let long = |length: usize| format!("a list of {length}");
                let lengths = (ours.map(|it| it.len()), expected.map(<[Value]>::len));
                self.same(key, lengths.0.map(long), lengths.1.map(long));
                Ok(None)
            }
        }
    }

    /// Returns a part beside our result for it when both are there; one alone is off.
    pub(crate) fn both<T>(
        &self,
        key: &str,
        ours: Option<T>,
    ) -> Result<Option<(Case<'a>, T)>, Stop> {
        match (self.part(key)?, ours) {
            (Some(part), Some(ours)) => Ok(Some((part, ours))),
            (None, None) => Ok(None),
            (part, ours) => {
                self.same(key, ours.map(|_| "defined"), part.map(|_| "defined"));
                Ok(None)
            }
        }
    }

    /// Returns a part of the case; none when it is not there.
    pub(crate) fn part(&self, key: &str) -> Result<Option<Case<'a>>, Stop> {
        let Some(value) = self.raw(key)? else { return Ok(None) };
        let fields = value.as_object().ok_or_else(|| self.broken(key, "an object"))?;
        Ok(Some(self.inner(fields, key, join(&self.place, key))))
    }

    /// Returns the parts of a list; none when it is not there.
    pub(crate) fn parts(&self, key: &str) -> Result<Vec<Case<'a>>, Stop> {
        let Some(value) = self.raw(key)? else { return Ok(Vec::new()) };
        let list = value.as_array().ok_or_else(|| self.broken(key, "a list"))?;
        let part = |(place, value): (usize, &'a Value)| {
            let fields = value.as_object().ok_or_else(|| self.broken(key, "a list of objects"))?;
            Ok(self.inner(fields, key, format!("{}[{place}]", join(&self.place, key))))
        };
        list.iter().enumerate().map(part).collect()
    }

    /// Compares two things that must be the same.
    pub(crate) fn same<T: Display>(&self, key: &str, ours: Option<T>, expected: Option<T>) {
        let words = |value: Option<T>| value.map(|value| value.to_string());
        self.book.borrow_mut().same(&join(&self.place, key), words(ours), words(expected));
    }

    /// Tells whether either side says anything: we do, or the field is there, if only empty.
    fn is_said(&self, key: &str, by_us: bool) -> bool {
        by_us || self.is_row || self.fields.contains_key(key)
    }

    /// Reads a value that may be empty.
    fn maybe<T>(
        &self,
        key: &str,
        wanted: &'static str,
        read: impl Fn(&'a Value) -> Option<T>,
    ) -> Result<Option<T>, Stop> {
        self.raw(key)?.map(|it| read(it).ok_or_else(|| self.broken(key, wanted))).transpose()
    }
}
