//! The public site: the release that was built last, and the others at their own addresses.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use charts::basemap::{Basemap, BasemapError};
use domain::format::Language;
use jiff::civil::Date;
use publication::{
    analysis::Analyses,
    release::{self, NoDraw, Release, ReleaseError},
};
use quick_cache::sync::Cache;

use crate::{
    address::{Address, Embedding, OpenFile, Page, PortalPage, Refusal},
    answer::Answer,
    api::open_data::{Asked, OpenData, Published},
    pages::{
        self, Context, embed,
        portal::{self, Portal},
    },
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

/// A release, as one of its draws has it, with its outlines and what is worked out from it.
#[derive(Debug)]
struct Shown {
    analyses: Analyses,
    release: Release,
    basemap: Arc<Basemap>,
}

impl Shown {
    fn open(data: &std::path::Path, id: &str) -> Result<Self, SiteError> {
        let release = Release::open(data, id)?;
        let basemap = Basemap::from_topojson(release.geometry())
            .map_err(|error| SiteError::Basemap { id: id.into(), error })?;
        Ok(Self::new(release, Arc::new(basemap)))
    }

    fn new(release: Release, basemap: Arc<Basemap>) -> Self {
        Self { analyses: Analyses::new(&release), release, basemap }
    }

    /// Returns the day of the newest draw up to a day; `None` before the oldest.
    fn drawn_by(&self, day: Date) -> Option<Date> {
        self.release.as_of(day).map(|draw| draw.drawn_on)
    }
}

/// How many earlier draws are kept ready. Each takes some megabytes and is made in milliseconds.
const READY_DRAWS: usize = 16;

/// The releases of a data folder, as they were when the site was opened.
#[derive(Debug)]
pub struct Site {
    data: PathBuf,
    newest: Arc<Shown>,
    names: Vec<String>,
    published: Vec<Published>,
    open_data: OpenData,
    /// Older releases, read when they are first asked for.
    older: Mutex<BTreeMap<String, Arc<Shown>>>,
    /// Earlier draws by release and the day of the draw: of days asked for there are too many.
    draws: Cache<(String, Date), Arc<Shown>>,
}

impl Site {
    /// Opens the releases of a data folder. Only the newest is read; the others when asked for.
    pub fn open(data: PathBuf) -> Result<Self, SiteError> {
        let current = release::current(&data)?;
        let current = current.ok_or_else(|| SiteError::NoRelease(data.clone()))?;
        let newest = Arc::new(Shown::open(&data, &current)?);
        let published: Vec<_> = release::list(&data)?.iter().map(Published::of).collect();
        let names = published.iter().map(|release| release.id.clone()).collect();
        let draws = Cache::new(READY_DRAWS);
        let (open_data, older) = (OpenData::none(), Mutex::default());
        Ok(Self { data, newest, names, published, open_data, older, draws })
    }

    /// Returns the site with statistics tables in its catalog, feeds and calendar.
    #[must_use]
    pub(crate) fn with_open_data(self, open_data: OpenData) -> Self {
        Self { open_data, ..self }
    }

    /// Returns the newest release.
    #[must_use]
    pub fn newest(&self) -> &Release {
        &self.newest.release
    }

    /// Returns a file that tells machines of the figures, whose links begin with `base`.
    fn open_file(&self, address: &Address, file: &OpenFile, base: &str) -> Answer {
        let asked = Asked {
            base,
            language: address.language,
            release: &self.newest.release,
            published: &self.published,
        };
        self.open_data.answer(file, &asked)
    }

    /// Returns a page of the portal, whose lasting addresses begin with `base`.
    fn portal(&self, address: &Address, page: &PortalPage, base: &str) -> Answer {
        let outside = Address { release: None, ..address.clone() };
        let catalog = match self.open_data.tables(address.release.as_deref(), address.as_of) {
            Ok(catalog) => catalog,
            Err(refusal) => return self.refuse(address.language, refusal),
        };
        let context = self.context(&outside, &self.newest);
        portal::answer(&Portal { context, address, catalog: &catalog, base }, page)
    }

    /// Returns how a page is put into the pages of others.
    fn embedding(&self, address: &Address, page: &Embedding, base: &str) -> Answer {
        let context = self.context(address, &self.newest);
        let (of, as_program) = match page {
            Embedding::Snippet(of) => (Some(&**of), None),
            Embedding::OEmbed(asked) => {
                (asked.url.strip_prefix(base).or(Some(&asked.url)), Some(asked))
            }
        };
        let embedded = of.and_then(embed::embedded);
        // What is there can be shown.
        let shown = embedded.and_then(|it| {
            let answer = self.answer_at(&it, base).ok()?;
            (answer.status == 200).then_some((it, answer))
        });
        match (shown, as_program) {
            (None, _) => self.refuse(address.language, Refusal::NotFound),
            (Some((it, answer)), None) => embed::snippet(&context, &it, &answer, base),
            (Some((it, answer)), Some(asked)) => embed::oembed(asked, &it, &answer, base),
        }
    }

    /// Returns the page, picture or file of an address. Links that hold the whole address are paths.
    pub fn answer(&self, address: &Address) -> Result<Answer, SiteError> {
        self.answer_at(address, "")
    }

    /// Returns the page, picture or file of an address, where links that hold the whole address begin with
    /// `base`.
    pub(crate) fn answer_at(&self, address: &Address, base: &str) -> Result<Answer, SiteError> {
        match &address.page {
            Page::Open(file) => return Ok(self.open_file(address, file, base)),
            Page::Portal(page) => return Ok(self.portal(address, page, base)),
            Page::Embedding(page) => return Ok(self.embedding(address, page, base)),
            _ => {}
        }
        let Some(whole) = self.whole(address)? else {
            return Ok(self.refuse(address.language, Refusal::NotFound));
        };
        Ok(match self.as_asked(&whole, address) {
            Ok(shown) => pages::answer(&self.context(address, &shown)),
            Err(refusal) => {
                let front = Address { as_of: None, page: Page::Front, ..address.clone() };
                pages::refused(&self.context(&front, &whole), address.language, refusal)
            }
        })
    }

    /// Returns the page that says why there is nothing at an address.
    #[must_use]
    pub fn refuse(&self, language: Language, refusal: Refusal) -> Answer {
        let address = Address { release: None, language, as_of: None, page: Page::Front };
        pages::refused(&self.context(&address, &self.newest), language, refusal)
    }

    /// Tells whether many may ask for an address: it holds nothing that was typed, and no day between
    /// two draws.
    pub fn is_shared(&self, address: &Address) -> bool {
        match &address.page {
            Page::Municipalities(Some(_)) | Page::Search(Some(_)) | Page::CompareForm(_) => {
                return false;
            }
            Page::Compare(comparison) if !comparison.places.is_empty() => return false,
            Page::Portal(page) => return address.as_of.is_none() && page.is_shared(),
            _ => {}
        }
        let Some(day) = address.as_of else { return true };
        let whole = self.whole(address);
        matches!(whole, Ok(Some(whole)) if whole.drawn_by(day) == Some(day))
    }

    /// Returns the release of an address with its newest draw; `None` where there is no such release.
    fn whole(&self, address: &Address) -> Result<Option<Arc<Shown>>, SiteError> {
        match &address.release {
            None => Ok(Some(Arc::clone(&self.newest))),
            Some(id) if self.names.contains(id) => self.shown(id).map(Some),
            Some(_) => Ok(None),
        }
    }

    /// Returns a release as the draw an address asks for has it.
    fn as_asked(&self, whole: &Arc<Shown>, address: &Address) -> Result<Arc<Shown>, Refusal> {
        let Some(day) = address.as_of else { return Ok(Arc::clone(whole)) };
        let shown = self.draw(whole, day)?;
        if let Some((map, year)) = address.page.map()
            && shown.release.map(map, year).is_none()
        {
            // The year may have figures in a later draw, which is worth saying.
            let draws = whole.release.draws().into_iter();
            let mut later = draws.filter(|draw| draw.drawn_on > day);
            if let Some(first) = later.find(|draw| draw.map(map, year).is_some()) {
                return Err(Refusal::NoDraw { oldest: first.drawn_on });
            }
        }
        Ok(shown)
    }

    /// Returns a release as the newest draw up to a day has it.
    fn draw(&self, whole: &Arc<Shown>, day: Date) -> Result<Arc<Shown>, Refusal> {
        let drawn_on = whole.drawn_by(day).unwrap_or(day);
        if drawn_on == whole.release.snapshot().drawn_on {
            return Ok(Arc::clone(whole));
        }
        let key = (whole.release.id().to_owned(), drawn_on);
        let made = self.draws.get_or_insert_with(&key, || {
            let release = whole.release.seen_on(drawn_on)?;
            Ok(Arc::new(Shown::new(release, Arc::clone(&whole.basemap))))
        });
        made.map_err(|NoDraw { oldest }| Refusal::NoDraw { oldest })
    }

    fn context<'a>(&'a self, address: &'a Address, shown: &'a Shown) -> Context<'a> {
        Context {
            address,
            release: &shown.release,
            analyses: &shown.analyses,
            basemap: &shown.basemap,
            newest: self.newest.release.id(),
            published: &self.published,
            open_data: &self.open_data,
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

#[cfg(test)]
mod tests {
    use domain::provenance::Provenance;
    use testkit::DataFolder;

    use super::*;

    #[test]
    fn however_many_days_are_asked_for_only_draws_are_kept() {
        let (_data, site) = site();
        for day in 1..=30 {
            let address = address("/kort/social/2024", &format!("pr=2025-04-{day:02}"));
            let answer = site.answer(&address).expect("the release can be shown");
            assert_eq!(answer.status, 200);
            assert_eq!(site.is_shared(&address), day == 1, "{address}");
        }
        assert_eq!(site.draws.len(), 1);
    }

    #[test]
    fn the_day_of_the_newest_draw_is_shared_and_what_was_typed_is_not() {
        let (_data, site) = site();
        assert!(site.is_shared(&address("/", "pr=2025-06-10")));
        assert!(site.is_shared(&address("/kommuner", "")));
        assert!(!site.is_shared(&address("/kommuner", "q=aa&pr=2025-06-10")));
        assert!(!site.is_shared(&address("/", "pr=2025-06-11")));
        assert!(!site.is_shared(&address("/udgave/2000-01-01-00000000/", "pr=2025-04-01")));
    }

    fn site() -> (DataFolder, Site) {
        let data = DataFolder::with_release(Provenance::Delivered);
        let site = Site::open(data.path().into()).expect("the release opens");
        (data, site)
    }

    fn address(path: &str, query: &str) -> Address {
        Address::parse(path, query).1.expect("an address of ours")
    }
}
