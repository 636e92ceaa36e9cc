//! The public site: the release that was built last, and the others at their own addresses.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use charts::basemap::{Basemap, BasemapError};
use domain::format::Language;
use publication::release::{self, Release, ReleaseError};

use crate::{
    address::{Address, Page, Refusal},
    answer::Answer,
    pages::{self, Context},
};

/// Why a site cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A release cannot be read.
    #[error(transparent)]
    Release(#[from] ReleaseError),
    /// The outlines in a release cannot be drawn.
    #[error("release {id}: {error}")]
    Basemap {
        /// The release.
        id: String,
        /// What is wrong with them.
        error: BasemapError,
    },
    /// There is nothing to show.
    #[error("{} holds no release; `danmarkskort release build` makes one", .0.display())]
    NoRelease(PathBuf),
}

/// A release with its outlines, ready to be shown.
#[derive(Debug)]
struct Shown {
    release: Release,
    basemap: Basemap,
}

impl Shown {
    fn open(data: &std::path::Path, id: &str) -> Result<Self, SiteError> {
        let release = Release::open(data, id)?;
        let basemap = Basemap::from_topojson(release.geometry())
            .map_err(|error| SiteError::Basemap { id: id.into(), error })?;
        Ok(Self { release, basemap })
    }
}

/// The releases of a data folder, as they were when the site was opened.
#[derive(Debug)]
pub struct Site {
    data: PathBuf,
    newest: Arc<Shown>,
    names: Vec<String>,
    /// Older releases, read when they are first asked for.
    older: Mutex<BTreeMap<String, Arc<Shown>>>,
}

impl Site {
    /// Opens the releases of a data folder. Only the newest is read; the others when asked for.
    pub fn open(data: PathBuf) -> Result<Self, SiteError> {
        let current = release::current(&data)?;
        let current = current.ok_or_else(|| SiteError::NoRelease(data.clone()))?;
        let newest = Arc::new(Shown::open(&data, &current)?);
        let names = release::list(&data)?.into_iter().map(|manifest| manifest.id).collect();
        Ok(Self { data, newest, names, older: Mutex::default() })
    }

    /// Returns the newest release.
    #[must_use]
    pub fn newest(&self) -> &Release {
        &self.newest.release
    }

    /// Returns the page, picture or file of an address.
    pub fn answer(&self, address: &Address) -> Result<Answer, SiteError> {
        let shown = match &address.release {
            None => Arc::clone(&self.newest),
            Some(id) if self.names.contains(id) => self.shown(id)?,
            Some(_) => return Ok(self.refuse(address.language, Refusal::NotFound)),
        };
        Ok(pages::answer(&self.context(address, &shown)))
    }

    /// Returns the page that says why there is nothing at an address.
    #[must_use]
    pub fn refuse(&self, language: Language, refusal: Refusal) -> Answer {
        let address = Address { release: None, language, page: Page::Front };
        pages::refused(&self.context(&address, &self.newest), language, refusal)
    }

    fn context<'a>(&'a self, address: &'a Address, shown: &'a Shown) -> Context<'a> {
        Context {
            address,
            release: &shown.release,
            basemap: &shown.basemap,
            newest: self.newest.release.id(),
        }
    }

    fn shown(&self, id: &str) -> Result<Arc<Shown>, SiteError> {
        if id == self.newest.release.id() {
            return Ok(Arc::clone(&self.newest));
        }
        // A thread that panicked left the map whole: entries are only ever added.
        let mut older = self.older.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shown) = older.get(id) {
            return Ok(Arc::clone(shown));
        }
        let shown = Arc::new(Shown::open(&self.data, id)?);
        older.insert(id.into(), Arc::clone(&shown));
        Ok(shown)
    }
}
