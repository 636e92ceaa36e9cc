//! The folder everything is kept in, and the files an administrator may put there.

use std::{
    borrow::Cow,
    fs::{self, File},
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use domain::{
    annotation::Annotations,
    recipients::Recipients,
    topic::{TopicTables, Topics},
};
use etcetera::BaseStrategy as _;

use crate::cli::DataFolder;

/// The name of our folder in the user's data directory.
const OWN: &str = "danmarkskort";
/// The same for made-up figures, so that they never lie among delivered ones.
const DEMO: &str = "danmarkskort-demo";
/// The file of a data folder with the recipients of the maps' benefits.
pub const RECIPIENTS: &str = "recipients.csv";

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

/// The reference data of a folder as text: a file of the folder where there is one, else the one that is
/// compiled in. Each file replaces its own.
#[derive(Clone, Debug)]
pub struct Reference {
    topics: Cow<'static, str>,
    names: Cow<'static, str>,
    successors: Cow<'static, str>,
}

impl Reference {
    /// Reads the files of a folder.
    pub fn of(data: &Path) -> Result<Self> {
        let file = |name: &str, compiled_in: &'static str| -> Result<Cow<'static, str>> {
            let text = read_if_there(&data.join(name))?;
            Ok(text.map_or(Cow::Borrowed(compiled_in), Cow::Owned))
        };
        let compiled_in = TopicTables::REFERENCE;
        Ok(Self {
            topics: file("topics.csv", compiled_in.topics)?,
            names: file("topic_names.csv", compiled_in.names)?,
            successors: file("topic_successors.csv", compiled_in.successors)?,
        })
    }

    /// Returns the tables of topics.
    pub fn topic_tables(&self) -> TopicTables<'_> {
        TopicTables { topics: &self.topics, names: &self.names, successors: &self.successors }
    }

    /// Reads the list of topics.
    pub fn topics(&self) -> Result<Topics> {
        Topics::parse(self.topic_tables()).context(
            "the list of topics cannot be used; `danmarkskort check-data` lists every mistake in it",
        )
    }
}

/// Returns the dated events: those that are compiled in, with those of `annotations.toml` in the folder
/// added; one of the same name replaces ours.
pub fn annotations(data: &Path) -> Result<Annotations> {
    let path = data.join("annotations.toml");
    let Some(text) = read_if_there(&path)? else { return Ok(Annotations::reference()) };
    let own = Annotations::parse(&text).with_context(|| path.display().to_string())?;
    Ok(Annotations::reference().with(own))
}

/// Returns the recipients that an administrator brought in `recipients.csv`; none where there is no such file.
pub fn recipients(data: &Path) -> Result<Recipients> {
    let path = data.join(RECIPIENTS);
    let Some(text) = read_if_there(&path)? else { return Ok(Recipients::default()) };
    Recipients::parse(&text).with_context(|| {
        format!("{} (`danmarkskort check-data` lists every mistake in it)", path.display())
    })
}

/// Writes a file aside and gives it its name when it is whole and on the disk.
pub fn write_whole(path: &Path, text: &str) -> Result<()> {
    let mut aside = path.as_os_str().to_owned();
    aside.push(".part");
    let written = File::create(&aside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&aside, path)).with_context(|| path.display().to_string())
}

/// Returns the text of a file, `None` when there is no such file.
pub fn read_if_there(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| path.display().to_string()),
    }
}
