//! The folder everything is kept in, and the two files an administrator may put there.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use domain::{reference, topic::Topics};
use etcetera::BaseStrategy as _;

use crate::cli::DataFolder;

/// The name of our folder in the user's data directory.
const OWN: &str = "danmarkskort";
/// The same for made-up figures, so that they never lie among delivered ones.
const DEMO: &str = "danmarkskort-demo";

impl DataFolder {
    /// Returns the folder that was named, or ours in the user's data directory.
    pub fn path(&self) -> Result<PathBuf> {
        self.or_default(OWN)
    }

    /// The same for the demonstration.
    pub fn demo_path(&self) -> Result<PathBuf> {
        self.or_default(DEMO)
    }

    fn or_default(&self, name: &str) -> Result<PathBuf> {
        if let Some(path) = &self.data {
            return Ok(path.clone());
        }
        let strategy = etcetera::choose_base_strategy()
            .context("your data directory is not known: name a folder with --data DIR")?;
        Ok(strategy.data_dir().join(name))
    }
}

/// Returns the list of topics as text and read: `topics.csv` of the folder if there is one, else the
/// list that is compiled in.
pub fn topics(data: &Path) -> Result<(String, Topics)> {
    let path = data.join("topics.csv");
    let text = read_if_there(&path)?.unwrap_or_else(|| reference::TOPICS.to_owned());
    let topics = Topics::parse(&text).with_context(|| path.display().to_string())?;
    Ok((text, topics))
}

/// Returns the text of a file, `None` when there is no such file.
pub fn read_if_there(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}
