//! The folder of a bank: two files for each table and a manifest.

use std::path::{Path, PathBuf};

use domain::{
    count::{Counts, Source as Delivered},
    provenance::Provenance,
};
use jiff::civil::Date;
use publication::{
    release::{METHOD_VERSION, ReleaseError},
    vault::{self, FileEntry},
};
use tables::table::Table;

use crate::{protect::Unhidden, source::Source, stored};

/// Why a bank cannot be written, read or trusted.
#[derive(Debug, thiserror::Error)]
pub enum BankError {
    /// The folder: the disk, another build, damage.
    #[error(transparent)]
    Folder(#[from] ReleaseError),
    /// No bank of this name.
    #[error("there is no bank {0}; `danmarkskort bank list` shows which there are")]
    Unknown(String),
    /// A layout this program does not read.
    #[error("bank {id} has layout {schema}; this program reads {SCHEMA}")]
    Layout {
        /// The bank.
        id: String,
        /// Its layout.
        schema: u32,
    },
    /// Small counts cannot be hidden.
    #[error(transparent)]
    Unhidden(#[from] Unhidden),
}

const SCHEMA: u32 = 1;

/// What a bank says of itself, written as `manifest.json`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// The bank's name: draw date and the beginning of the hash of its contents.
    pub id: String,
    /// The version of this folder's layout.
    pub schema: u32,
    /// The version of the methods the figures were made with.
    pub method: u32,
    /// The version of the program that built it.
    pub code: String,
    /// The snapshot the figures were counted from.
    pub snapshot: String,
    /// The day the figures were drawn.
    pub drawn_on: Date,
    /// Delivered or synthetic.
    pub provenance: Provenance,
    /// The release its maps come from; absent where none stands beside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// Counts from 1 to this are hidden where small counts are.
    pub hidden_up_to: u32,
    /// The delivered files.
    pub sources: Vec<Delivered>,
    /// The tables, in order.
    pub tables: Vec<String>,
    /// The files of the bank, by name.
    pub files: Vec<FileEntry>,
}

impl vault::Manifest for Manifest {
    fn id(&self) -> &str {
        &self.id
    }

    fn name(&mut self, id: String) {
        self.id = id;
    }

    fn day(&self) -> String {
        self.drawn_on.to_string()
    }

    fn files(&self) -> &[FileEntry] {
        &self.files
    }
}

/// Freezes tables. The very same bank may be there already.
pub(crate) fn write(
    data: &Path,
    source: &Source,
    tables: &[Table],
    code: &str,
) -> Result<Manifest, BankError> {
    let mut files = Vec::new();
    for table in tables {
        let [head, cells] = stored::write(table);
        files.push((format!("{}.csv", table.facts().id), cells));
        files.push((format!("{}.json", table.facts().id), head));
    }
    files.sort();
    let snapshot = &source.years.snapshot;
    let manifest = vault::named(Manifest {
        id: String::new(),
        schema: SCHEMA,
        method: METHOD_VERSION,
        code: code.into(),
        snapshot: snapshot.id.clone(),
        drawn_on: snapshot.drawn_on,
        provenance: snapshot.provenance,
        release: source.release.map(|release| release.id().to_owned()),
        hidden_up_to: source.settings.hide_up_to,
        sources: snapshot.sources.clone(),
        tables: tables.iter().map(|table| table.facts().id.clone()).collect(),
        files: files.iter().map(|(name, bytes)| FileEntry::of(name, bytes)).collect(),
    });
    vault::freeze(&folder(data), &manifest, &files)?;
    Ok(manifest)
}

/// Reads a bank, every file checked against its hash.
pub(crate) fn read(data: &Path, id: &str) -> Result<(Manifest, Vec<Table>), BankError> {
    let (manifest, vault) = (manifest(data, id)?, folder(data));
    let table = |name: &String| {
        let file = |ending: &str| vault::read(&vault, &manifest, &format!("{name}.{ending}"));
        stored::read(name, id, [&file("json")?, &file("csv")?])
    };
    let tables = manifest.tables.iter().map(table).collect::<Result<_, _>>()?;
    Ok((manifest, tables))
}

fn manifest(data: &Path, id: &str) -> Result<Manifest, BankError> {
    let manifest: Option<Manifest> = vault::manifest(&folder(data), id)?;
    let manifest = manifest.ok_or_else(|| BankError::Unknown(id.into()))?;
    if manifest.schema != SCHEMA {
        return Err(BankError::Layout { id: id.into(), schema: manifest.schema });
    }
    Ok(manifest)
}

/// Returns the name of the bank that was frozen last; `None` when none was.
pub fn current(data: &Path) -> Result<Option<String>, BankError> {
    Ok(vault::current(&folder(data))?)
}

/// Returns the names of all banks in order, whether they can be read or not.
pub fn names(data: &Path) -> Result<Vec<String>, BankError> {
    Ok(vault::names(&folder(data))?)
}

/// Returns the manifests of all banks, the oldest draw first.
pub fn list(data: &Path) -> Result<Vec<Manifest>, BankError> {
    let mut manifests =
        names(data)?.iter().map(|id| manifest(data, id)).collect::<Result<Vec<_>, _>>()?;
    manifests.sort_by(|a, b| (a.drawn_on, &a.id).cmp(&(b.drawn_on, &b.id)));
    Ok(manifests)
}

/// Returns the bank of the newest draw before that of some counts; `None` where there is none.
pub(crate) fn before(data: &Path, counts: &Counts) -> Result<Option<String>, BankError> {
    let (day, provenance) = (counts.snapshot.drawn_on, counts.snapshot.provenance);
    let mut banks = list(data)?;
    banks.retain(|bank| bank.drawn_on < day && bank.provenance == provenance);
    Ok(banks.pop().map(|bank| bank.id))
}

fn folder(data: &Path) -> PathBuf {
    data.join("banks")
}
