//! What pages bring along: one style sheet with its fonts, and scripts that stand in the pages themselves.
//! A page is drawn after two answers, because each further one would cost a phone a new connection.

use std::{collections::BTreeMap, sync::LazyLock};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha256};

/// The style sheet.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The address, with the hash of the bytes in it, so that a browser can keep it for ever.
    pub path: String,
    /// The sheet of the design system with its fonts, that of the charts and our own.
    pub text: String,
}

static SHEET: LazyLock<Sheet> = LazyLock::new(|| {
    let design_system = include_str!("../../../assets/vendor/dkfds/dkfds.css");
    let text = [design_system, charts::style(), include_str!("../assets/site.css")].concat();
    let font = |text: String, name, bytes: &[u8]| {
        text.replace(name, &format!("data:font/woff2;base64,{}", BASE64_STANDARD.encode(bytes)))
    };
    let plex_400 = include_bytes!("../../../assets/vendor/fonts/plex-400.woff2");
    let plex_600 = include_bytes!("../../../assets/vendor/fonts/plex-600.woff2");
    let text = font(text, "/assets/plex-400.woff2", plex_400);
    let text = font(text, "/assets/plex-600.woff2", plex_600);
    let hash = Sha256::digest(&text);
    let path =
        format!("/assets/site-{:02x}{:02x}{:02x}{:02x}.css", hash[0], hash[1], hash[2], hash[3]);
    Sheet { path, text }
});

/// Returns the style sheet.
pub fn sheet() -> &'static Sheet {
    &SHEET
}

/// The mark of the site in the tab of a browser, as the address of its own picture.
pub static ICON: LazyLock<String> = LazyLock::new(|| {
    let drawn = BASE64_STANDARD.encode(include_bytes!("../assets/icon.svg"));
    format!("data:image/svg+xml;base64,{drawn}")
});

static SCRIPTS: LazyLock<BTreeMap<&'static str, &'static str>> = LazyLock::new(|| {
    BTreeMap::from([
        ("funnel.js", include_str!("../assets/funnel.js")),
        ("map.js", include_str!("../assets/map.js")),
        ("search.js", include_str!("../assets/search.js")),
        ("statistics.js", include_str!("../assets/statistics.js")),
    ])
});

/// Returns a script as it stands in a page.
pub fn script(name: &str) -> String {
    let code = SCRIPTS.get(name).expect("pages name only scripts that are compiled in");
    format!("<script type=\"module\">{code}</script>")
}

/// Returns the hashes of all scripts as a content security policy names them (CSP 3, § 2.3.1): no other
/// script runs in our pages.
pub fn script_hashes() -> String {
    let hash = |code: &&str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(code)));
    SCRIPTS.values().map(hash).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        answer::{Answer, CSS},
        cache::{Encoding, Packed},
    };

    #[test]
    fn nothing_in_a_script_ends_it_early() {
        for (name, code) in &*SCRIPTS {
            assert!(!code.contains("</script") && !code.contains("<!--"), "{name}");
        }
    }

    /// What a connection of an ordinary server sends in its first two round trips: 10 and 20 packets of 1,460
    /// bytes (RFC 6928), less the headers. On a phone another round trip is another 150 ms without a page.
    #[test]
    fn the_sheet_arrives_with_the_second_window() {
        let answer = Answer::found(CSS, sheet().text.clone().into_bytes());
        let packed = Packed::new(answer, Encoding::Brotli).body.len();
        assert!(packed < 20 * 1_460 - 1_000, "{packed} bytes");
    }
}
