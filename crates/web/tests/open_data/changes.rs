//! `/aendringer.json`.

use serde_json::{Value as Json, json};
use testkit::tables::{NEWEST, OLDER};

use crate::server::get;

#[tokio::test]
async fn the_two_newest_draws_are_compared_where_none_is_named() {
    let changes = get("/aendringer.json").await.json();
    assert_eq!(changes["from"]["bank"], OLDER);
    assert_eq!(changes["to"]["bank"], NEWEST);
    assert_eq!(changes["complete"], true);
    let [appeals, gaps, large] = [0, 1, 2].map(|at| &changes["tables"][at]["cells_changed"]);
    assert!(appeals.as_u64().is_some_and(|cells| cells > 0));
    assert_eq!((gaps, large), (&json!(0), &json!(0)));
}

#[tokio::test]
async fn a_cell_is_what_the_two_draws_have() {
    let changes = get(&format!("/aendringer.json?fra={OLDER}&til={NEWEST}&tabel=klage1")).await;
    let changes = changes.json();
    let cell = &changes["tables"][0]["cells"][0];
    let codes = cell["codes"].as_object().expect("codes by dimension");
    let codes: Vec<_> = codes
        .iter()
        .map(|(name, code)| format!("&valueCodes%5B{name}%5D={}", code.as_str().expect("a code")))
        .collect();
    let codes = codes.concat();
    for (side, release) in [("before", OLDER), ("after", NEWEST)] {
        let data =
            get(&format!("/udgave/{release}/api/v2/tables/KLAGE1/data?lang=da{codes}")).await;
        assert_eq!(data.json()["value"][0], cell[side]["value"], "{side}");
    }
    assert_eq!(changes["tables"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_draw_compared_with_itself_has_no_changes() {
    let changes = get(&format!("/aendringer.json?fra={NEWEST}&til={NEWEST}")).await.json();
    for table in changes["tables"].as_array().expect("a list") {
        assert_eq!(table["cells_changed"], 0);
    }
}

#[tokio::test]
async fn an_unknown_bank_is_refused_with_those_there_are() {
    let hint = check("/aendringer.json?fra=x", 404, "fra").await;
    assert!(hint.contains(NEWEST));
}

#[tokio::test]
async fn an_unknown_table_is_refused() {
    check("/aendringer.json?tabel=x", 404, "tabel").await;
}

#[tokio::test]
async fn draws_in_the_wrong_order_are_refused() {
    check(&format!("/aendringer.json?fra={NEWEST}&til={OLDER}"), 400, "fra").await;
}

#[tokio::test]
async fn the_oldest_draw_has_nothing_before_it() {
    check(&format!("/aendringer.json?til={OLDER}"), 400, "til").await;
}

#[tokio::test]
async fn a_parameter_that_stands_twice_is_refused() {
    check("/aendringer.json?til=a&til=b", 400, "til").await;
}

#[tokio::test]
async fn an_unknown_parameter_is_refused_with_those_there_are() {
    let problem = get("/aendringer.json?from=x").await;
    assert_eq!((problem.status, problem.media()), (400, "application/problem+json"));
    assert!(problem.json()["hint"].as_str().is_some_and(|hint| hint.contains("fra")));
}

/// Checks that an address is refused because of a field, and returns what the caller can do.
async fn check(path: &str, status: u16, field: &str) -> String {
    let problem = get(path).await;
    assert_eq!((problem.status, problem.media()), (status, "application/problem+json"), "{path}");
    let problem = problem.json();
    assert_eq!(problem["status"], status);
    assert_eq!(problem["field"], field);
    let Json::String(hint) = &problem["hint"] else { panic!("no hint: {problem}") };
    hint.clone()
}
