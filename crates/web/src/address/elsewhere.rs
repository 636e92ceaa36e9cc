//! What a person meant by an address that leads nowhere: a capital letter, a Danish letter, a slash
//! too many, or what a social network hung on to the link.

use domain::{map::MapKind, municipality, place::Place};
use percent_encoding::percent_decode_str;

use super::{
    AS_OF, Address, COMPARE, Page, Query, TimesChoice, YearChoice, comparison, query::NAMES,
};

/// Returns the address of a page that was most likely meant; `None` when there is none.
///
/// Only pages are guessed at, since a name with an ending is none of ours once it is spelled anew: a
/// program that asks for a file with a misspelled parameter is told so.
#[must_use]
pub fn elsewhere(path: &str, query: &str) -> Option<Address> {
    let path = spelled(path)?;
    let names = if path.ends_with(COMPARE) { &comparison::NAMES[..] } else { &NAMES[..] };
    // What is chosen of a table has names that only the table knows.
    for query in [query, &Query::keep(query, &[names, &TimesChoice::NAMES].concat())] {
        if let (_, Ok(address)) = Address::parse(&path, query) {
            return Some(address.lasting());
        }
    }
    let stem = path.strip_suffix("/kort")?;
    let (_, front) = Address::parse(&format!("{stem}/"), &Query::keep(query, &[AS_OF]));
    front.ok().map(|front| front.to(Page::MapOfYear(YearChoice::newest(MapKind::Social))))
}

/// Spells a path as ours are: `/Kommuner/Ærø/` as `/kommuner/aeroe`.
fn spelled(path: &str) -> Option<String> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    let parts = decoded.split('/').filter(|part| !part.is_empty());
    let parts: Vec<_> = parts.map(part_spelled).collect();
    Some(match parts.join("/").as_str() {
        "en" => "/en/".into(),
        path => format!("/{path}"),
    })
}

fn part_spelled(part: &str) -> String {
    match Place::parse(part) {
        Some(Place::Municipality(code) | Place::Variant(code)) => code.municipality().slug.clone(),
        _ => municipality::slug(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::PortalPage;

    #[test]
    fn a_municipality_is_found_however_it_is_spelled() {
        for path in
            ["/kommuner/%C3%86r%C3%B8", "/kommuner/AEROE", "/Kommuner/aeroe/", "/kommuner/0492"]
        {
            check(path, "", Some("/kommuner/aeroe"));
        }
        check("/en/kommuner/%C3%85rhus", "", Some("/en/kommuner/aarhus"));
    }

    #[test]
    fn a_slash_too_many_is_forgiven() {
        check("/kort/social/2024/", "vis=sager", Some("/kort/social/2024?vis=sager"));
        check("//metode", "", Some("/metode"));
        check("/udgave/2025-06-10-1f3a9c40/en", "", Some("/udgave/2025-06-10-1f3a9c40/en/"));
    }

    #[test]
    fn what_a_social_network_adds_is_dropped_from_pages() {
        check("/", "fbclid=x", Some("/"));
        check(
            "/kort/social/2024",
            "utm_source=x&kommune=aeroe",
            Some("/kort/social/2024?kommune=aeroe"),
        );
        check("/kort/social/2024.csv", "utm_source=x", None);
    }

    #[test]
    fn what_is_chosen_of_a_table_is_kept() {
        check("/Statistik/omg1/", "Tid=2024&fbclid=x", Some("/statistik/OMG1?Tid=2024"));
        check("/statistik", "fbclid=x", Some("/statistik"));
        let address = elsewhere("/Statistik/omg1", "Tid=").expect("a table");
        assert!(matches!(address.page, Page::Portal(PortalPage::Table(_))), "no form again");
    }

    #[test]
    fn the_day_whose_draw_is_asked_for_is_kept() {
        check("/Kommuner/Aeroe", "pr=2025-04-01&x=1", Some("/kommuner/aeroe?pr=2025-04-01"));
        check("/kort", "vis=alt&pr=2025-04-01", Some("/kort/social?pr=2025-04-01"));
        check("/kort", "pr=april", None);
    }

    #[test]
    fn the_maps_have_a_first_one() {
        check("/kort", "", Some("/kort/social"));
        check("/en/kort/", "", Some("/en/kort/social"));
    }

    #[test]
    fn what_nobody_can_guess_stays_lost() {
        check("/kommuner/atlantis", "", None);
        check("/kort/social/2024", "vis=alt&fbclid=x", None);
        check("/%ff", "", None);
    }

    #[track_caller]
    fn check(path: &str, query: &str, expected: Option<&str>) {
        let found = elsewhere(path, query).map(|address| address.to_string());
        assert_eq!(found.as_deref(), expected);
    }
}
