//! The program: subcommands, the clock, the environment, and how the crates are wired together.

mod cli;
mod command;
mod data_folder;
mod output;
mod progress;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_target(false)
        .with_env_filter(
            tracing_subscriber::EnvFilter::builder()
                .with_default_directive(tracing_subscriber::filter::LevelFilter::INFO.into())
                .from_env_lossy(),
        )
        .init();
    match command::run(cli::Arguments::parse()) {
        Ok(code) => code.into(),
        Err(error) => output::failure(&error),
    }
}
