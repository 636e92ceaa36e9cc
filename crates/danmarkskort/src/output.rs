//! What the program prints, and with which code it ends.

use std::{
    fmt::Display,
    io::{self, Write as _},
    process::ExitCode,
};

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Everything was done.
    Done,
    /// A delivery was held: too many of its rows were rejected, and nothing changed.
    Held,
    /// A check found a damaged file.
    Damage,
    /// A value of ours is not the expected one, or there was none to compare.
    Off,
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::Off => 1,
            Ending::Held => 3,
            Ending::Damage => 4,
        })
    }
}

/// Prints a line for the person or program that called.
pub fn say(line: impl Display) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{line}")
}

/// Prints a remark that is not part of the result.
pub fn remark(line: impl Display) -> io::Result<()> {
    writeln!(io::stderr().lock(), "{line}")
}

/// Prints an error with its causes, and ends with code 1.
pub fn failure(error: &anyhow::Error) -> ExitCode {
    // A reader that closed the pipe has had enough; that is no failure of ours.
    let is_closed_pipe = error
        .downcast_ref::<io::Error>()
        .is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe);
    if is_closed_pipe {
        return ExitCode::SUCCESS;
    }
    let written = remark(format_args!("danmarkskort: {error:#}"));
    // With standard error gone as well there is nobody left to tell.
    written.map_or(ExitCode::FAILURE, |()| ExitCode::FAILURE)
}
