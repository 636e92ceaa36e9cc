//! Progress on long steps: a moving line where someone watches, nothing where a program does.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

/// One long step.
pub struct Step(ProgressBar);

impl Step {
    /// Begins a step whose end is not known.
    pub fn new(what: &'static str) -> Self {
        let bar = ProgressBar::new_spinner().with_message(what);
        bar.enable_steady_tick(Duration::from_millis(100));
        Self(bar)
    }

    /// Says what is being done, and how far it has come.
    pub fn reached(&self, what: &'static str, done: u64, of: u64) {
        if self.0.length() != Some(of) || self.0.message() != what {
            let style = ProgressStyle::with_template("{spinner} {msg} {wide_bar} {percent} %");
            self.0.set_style(style.expect("the template is well-formed"));
            self.0.set_message(what);
            self.0.set_length(of);
        }
        self.0.set_position(done);
    }

    /// Says what is being done, where it is not known how long it takes.
    pub fn goes_on(&self, what: &'static str) {
        self.0.set_style(ProgressStyle::default_spinner());
        self.0.set_message(what);
    }

    /// Ends the step, and takes its line away.
    pub fn done(self) {
        self.0.finish_and_clear();
    }
}
