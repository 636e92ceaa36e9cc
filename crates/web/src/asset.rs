//! Style sheet, script, fonts and icon: compiled in, and addressed by the hash of their bytes, so
//! that a browser can keep them for ever.

use std::{collections::BTreeMap, sync::LazyLock};

use sha2::{Digest, Sha256};

/// A file under `/assets/`.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The address, with the hash in it.
    pub path: String,
    /// The media type.
    pub media: &'static str,
    /// The bytes.
    pub body: Vec<u8>,
}

static ASSETS: LazyLock<BTreeMap<&'static str, Asset>> = LazyLock::new(|| {
    let mut assets = BTreeMap::new();
    let mut add = |name, media, body: &[u8]| {
        let path = hashed(name, body);
        assets.insert(name, Asset { path: path.clone(), media, body: body.into() });
        path
    };
    add("icon.svg", "image/svg+xml", include_bytes!("../assets/icon.svg"));
    add("funnel.js", "text/javascript; charset=utf-8", include_bytes!("../assets/funnel.js"));
    add(
        "statistics.js",
        "text/javascript; charset=utf-8",
        include_bytes!("../assets/statistics.js"),
    );
    add("search.js", "text/javascript; charset=utf-8", include_bytes!("../assets/search.js"));
    add("map.js", "text/javascript; charset=utf-8", include_bytes!("../assets/map.js"));
    let plex_400 = include_bytes!("../../../assets/vendor/fonts/plex-400.woff2");
    let plex_600 = include_bytes!("../../../assets/vendor/fonts/plex-600.woff2");
    let plex_400 = add("plex-400.woff2", "font/woff2", plex_400);
    let plex_600 = add("plex-600.woff2", "font/woff2", plex_600);
    let design_system = include_str!("../../../assets/vendor/dkfds/dkfds.css");
    let style = [design_system, charts::style(), include_str!("../assets/site.css")].concat();
    let style = style.replace("/assets/plex-400.woff2", &plex_400);
    let style = style.replace("/assets/plex-600.woff2", &plex_600);
    add("site.css", "text/css; charset=utf-8", style.as_bytes());
    assets
});

/// Returns the address of an asset.
pub fn path(name: &str) -> &'static str {
    &ASSETS.get(name).expect("pages name only assets that are compiled in").path
}

/// Returns the asset at an address.
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.values().find(|asset| asset.path == path)
}

fn hashed(name: &str, body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    let (stem, ending) = name.rsplit_once('.').expect("an asset has an ending");
    format!("/assets/{stem}-{:02x}{:02x}{:02x}{:02x}.{ending}", hash[0], hash[1], hash[2], hash[3])
}
