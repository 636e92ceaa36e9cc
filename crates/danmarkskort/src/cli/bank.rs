//! `bank`: the statistics tables.

use clap::Subcommand;

use super::DataFolder;

#[derive(Debug, Subcommand)]
pub enum Bank {
    /// Count the newest snapshot and freeze the statistics tables
    Build {
        #[command(flatten)]
        folder: DataFolder,
        /// Count this snapshot instead of the newest
        #[arg(long, value_name = "ID")]
        snapshot: Option<String>,
    },
    /// Check every file of a bank, or of all of them, against its hash
    Verify {
        /// The bank's name [default: all]
        id: Option<String>,
        #[command(flatten)]
        folder: DataFolder,
    },
    /// List the banks, the oldest draw first; the one that is shown has a star
    List(DataFolder),
}
