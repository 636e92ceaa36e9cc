//! The subcommands.

mod bank;
mod check_data;
mod demo;
mod explain;
mod import;
mod release;
mod serve;
mod snapshot;
mod stats;
mod synth;

use anyhow::Result;

use crate::{
    cli::{Arguments, Command},
    output::Ending,
};

/// What manifests say of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Carries out a command.
pub fn run(arguments: Arguments) -> Result<Ending> {
    match arguments.command {
        Command::Bank(bank) => bank::run(&bank),
        Command::CheckData(check) => check_data::run(&check),
        Command::Demo(demo) => demo::run(&demo),
        Command::Explain(explain) => explain::run(&explain),
        Command::Import(import) => import::run(&import),
        Command::Snapshot(snapshot) => snapshot::run(&snapshot),
        Command::Release(release) => release::run(&release),
        Command::Serve(serve) => serve::run(&serve),
        Command::Stats(stats) => stats::run(&stats),
        Command::Synth(synth) => synth::run(&synth),
    }
}
