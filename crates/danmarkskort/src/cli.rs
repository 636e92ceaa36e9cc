//! The command line. Scripts of users depend on it: names and exit codes are stable.

mod bank;
mod explain;

use std::{net::SocketAddr, num::NonZeroU32, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

pub use bank::Bank;
pub use explain::Explain;

/// Danmarkskortet: deliveries of appeal decisions in, honest statistics and three maps out.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    after_help = "Exit codes: 0 done; 1 failed; 2 wrong use; 3 a delivery was held, nothing changed; \
                  4 a check found damage or errors.\n\nFirst time here? `danmarkskort demo` shows everything with \
                  made-up figures."
)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a synthetic register, import it, build a release and serve it: everything in one go
    Demo(Demo),
    /// Read deliveries, check every row and store them as a snapshot
    Import(Import),
    /// Check the reference data: topics, map definitions, events, regions, population, what was published
    CheckData(CheckData),
    /// Explain one figure: counts, test, chance, change, trend, mix, estimates and peers
    Explain(Explain),
    /// Show the snapshots of the register
    #[command(subcommand)]
    Snapshot(Snapshot),
    /// Freeze figures for publication, check them, list them
    #[command(subcommand)]
    Release(Release),
    /// Freeze the statistics tables of the open API, check them, list them
    #[command(subcommand)]
    Bank(Bank),
    /// Serve the newest release, and every older one at its own address
    Serve(Serve),
    /// Check the statistics against expected values of other software
    #[command(subcommand)]
    Stats(Stats),
    /// Write a synthetic register as a delivery of cases (CSV)
    Synth(Synth),
}

/// Where everything is kept.
#[derive(Clone, Debug, Args)]
pub struct DataFolder {
    /// The folder that holds snapshots and releases [default: a folder in your data directory]
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub struct Listen {
    /// The address to serve on
    #[arg(long = "listen", value_name = "ADDR:PORT", default_value = "127.0.0.1:8080")]
    pub address: SocketAddr,
    /// The address the world sees, with https:// before it; links of the open API begin with it [default:
    /// the host a call names]
    #[arg(long, value_name = "URL")]
    pub base: Option<String>,
    /// How many calls of the open API one peer may make in ten seconds
    #[arg(long, value_name = "N", default_value = "10000")]
    pub calls: NonZeroU32,
}

#[derive(Debug, Args)]
pub struct Demo {
    #[command(flatten)]
    pub folder: DataFolder,
    #[command(flatten)]
    pub listen: Listen,
    #[command(flatten)]
    pub synthetic: Synthetic,
}

/// What a synthetic register is made of.
#[derive(Clone, Copy, Debug, Args)]
pub struct Synthetic {
    /// How many cases to make up
    #[arg(long, value_name = "N", default_value_t = 240_000, value_parser = clap::value_parser!(u64).range(1..))]
    pub cases: u64,
    /// The same seed gives the same register
    #[arg(long, value_name = "S", default_value_t = 2025)]
    pub seed: u64,
}

#[derive(Debug, Args)]
pub struct Import {
    /// The files of one delivery
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    #[command(flatten)]
    pub folder: DataFolder,
    /// Lay the delivery on this snapshot: what the delivery does not speak of stays as it is there
    #[arg(long, value_name = "SNAPSHOT")]
    pub onto: Option<String>,
    /// The day the figures were drawn, like 2025-06-10 [default: the newest registration in a delivery
    /// of cases; today for others]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub drawn_on: Option<Date>,
    /// The kind of delivery [default: recognised from the header]
    #[arg(long, value_name = "K")]
    pub kind: Option<Kind>,
    /// How to report what was read and found
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct CheckData {
    #[command(flatten)]
    pub folder: DataFolder,
    /// How to report what was found
    #[arg(long, value_name = "FORM", default_value = "text")]
    pub report: Report,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Kind {
    /// One row is one case
    Cases,
    /// The portal's export: one row is a municipality, topic and period
    PortalLong,
    /// The portal's raw file: outcomes as columns
    PortalWide,
    /// The flow of cases by month: received, decided, pending
    Flow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Report {
    /// For people
    Text,
    /// For programs
    Json,
}

#[derive(Debug, Subcommand)]
pub enum Snapshot {
    /// List the snapshots, the oldest draw first
    List(DataFolder),
    /// Show the manifest of a snapshot as JSON
    Show {
        /// The snapshot's name
        id: String,
        #[command(flatten)]
        folder: DataFolder,
    },
    /// Check every file of a snapshot, or of all of them, against its hash
    Verify {
        /// The snapshot's name [default: all]
        id: Option<String>,
        #[command(flatten)]
        folder: DataFolder,
    },
    /// Show what changed from one snapshot to another, and what it does to the maps
    Diff {
        /// The earlier snapshot
        before: String,
        /// The later snapshot
        after: String,
        #[command(flatten)]
        folder: DataFolder,
        /// How to report the changes
        #[arg(long, value_name = "FORM", default_value = "text")]
        report: Report,
    },
    /// List the deliveries that were held because too many rows were rejected
    Held(DataFolder),
    /// Let a held delivery in after all
    ReleaseHeld(HeldDecision),
    /// Remove a held delivery
    DropHeld(HeldDecision),
}

/// What becomes of a held delivery.
#[derive(Debug, Args)]
pub struct HeldDecision {
    /// The held delivery's name
    pub id: String,
    /// Why; it is kept in held.log, and in the manifest of a snapshot that is let in
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub folder: DataFolder,
}

#[derive(Debug, Subcommand)]
pub enum Release {
    /// Count the newest snapshot and freeze the result
    Build {
        #[command(flatten)]
        folder: DataFolder,
        /// Count this snapshot instead of the newest
        #[arg(long, value_name = "ID")]
        snapshot: Option<String>,
    },
    /// Check every file of a release, or of all of them, against its hash
    Verify {
        /// The release's name [default: all]
        id: Option<String>,
        #[command(flatten)]
        folder: DataFolder,
    },
    /// List the releases, the oldest draw first
    List(DataFolder),
}

#[derive(Debug, Subcommand)]
pub enum Stats {
    /// Work out a folder of vectors with our own statistics, and compare; exit code 1 if one is off
    Verify {
        /// The folder, in the form of the reference vectors
        #[arg(value_name = "DIR")]
        folder: PathBuf,
        /// How to report what was compared
        #[arg(long, value_name = "FORM", default_value = "text")]
        format: Report,
    },
}

#[derive(Debug, Args)]
pub struct Serve {
    #[command(flatten)]
    pub folder: DataFolder,
    #[command(flatten)]
    pub listen: Listen,
}

#[derive(Debug, Args)]
pub struct Synth {
    #[command(flatten)]
    pub synthetic: Synthetic,
    /// Leave out what was registered later: the same register as it was seen that day [default: the day of
    /// the draw]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub registered_until: Option<Date>,
    /// The day the made-up figures are drawn
    #[arg(long, value_name = "DATE", default_value = "2025-06-10", value_parser = day)]
    pub drawn_on: Date,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// Reads a day.
fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "it is not a day; write it like 2024-02-01".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        super::Arguments::command().debug_assert();
    }
}
