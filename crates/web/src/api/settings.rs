//! What the open API is told by the program that runs it.

use std::{num::NonZeroU32, sync::Arc};

use jiff::civil::Date;
use tables::choose::MAX_CELLS;

/// Returns today's date. The clock is the program's; nothing in this crate reads one.
pub type Today = Arc<dyn Fn() -> Date + Send + Sync>;

/// Settings of the open API.
#[derive(Clone)]
pub struct Settings {
    /// Says what day it is, for `pastDays`.
    pub today: Today,
    /// The address of the server that links begin with, without a last slash; `None` for `http://` and what
    /// the call says in `Host`. Behind a server that adds TLS it must be set.
    pub base: Option<String>,
    /// How many calls one peer may make in [`Settings::window_seconds`].
    pub calls: NonZeroU32,
    /// The length of the time window, in seconds.
    pub window_seconds: NonZeroU32,
    /// How many cells an answer may have at most. Long CSV, which nothing is held of, may have
    /// [`Settings::STREAMED`] times as many.
    pub max_cells: u64,
    /// How many large answers are made at a time.
    pub large_answers: usize,
    /// What `bank.toml` says of contact, terms of use and announced updates.
    pub decided: bank::settings::Settings,
}

impl Settings {
    /// How many times [`Settings::max_cells`] a streamed CSV may have.
    pub const STREAMED: u64 = 100;

    /// Returns generous settings: 10,000 calls in ten seconds and a million cells.
    ///
    /// # Panics
    ///
    /// Never; the numbers are not zero.
    #[must_use]
    pub fn new(today: Today) -> Self {
        Self {
            today,
            base: None,
            calls: NonZeroU32::new(10_000).expect("not zero"),
            window_seconds: NonZeroU32::new(10).expect("not zero"),
            max_cells: MAX_CELLS,
            large_answers: 32,
            decided: bank::settings::Settings::default(),
        }
    }
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Settings")
            .field("base", &self.base)
            .field("calls", &self.calls)
            .field("window_seconds", &self.window_seconds)
            .field("max_cells", &self.max_cells)
            .field("large_answers", &self.large_answers)
            .finish_non_exhaustive()
    }
}
