//! PxWebApi 2: what is asked and what comes.

use serde_json::{Value as Json, json};

use super::server::{get, post};

#[tokio::test]
async fn the_configuration_tells_the_limits() {
    let config = get("/api/v2/config").await.json();
    assert_eq!(config["apiVersion"], "2.0.0");
    assert_eq!(config["maxDataCells"], 1_000_000);
    assert_eq!(config["timeWindow"], 10);
    assert_eq!(config["languages"][0]["id"], "da");
}

#[tokio::test]
async fn tables_are_found_by_words_in_either_spelling() {
    check_tables("", &["KLAGE1", "HULLER", "STOR"]).await;
    check_tables("query=laesoe", &["KLAGE1"]).await;
    check_tables("query=L%C3%86S%C3%98", &["KLAGE1"]).await;
    check_tables("query=nosuchword", &[]).await;
}

#[tokio::test]
async fn tables_come_in_pages_that_lead_on() {
    let page = get("/api/v2/tables?pageSize=2&query=proever").await.json();
    assert_eq!(
        (&page["page"]["totalElements"], &page["page"]["totalPages"]),
        (&json!(3), &json!(2))
    );
    let page = get("/api/v2/tables?pageSize=1&pageNumber=2").await.json();
    assert_eq!(page["tables"][0]["id"], "HULLER");
    assert_eq!(page["page"]["totalPages"], 3);
    let rels: Vec<_> = page["page"]["links"].as_array().expect("links").iter().collect();
    let next = rels.iter().find(|link| link["rel"] == "next").expect("a next page");
    let next = next["href"].as_str().expect("an address");
    let path = next.strip_prefix("http://tal.example").expect("a whole address");
    assert_eq!(get(path).await.json()["tables"][0]["id"], "STOR");
}

#[tokio::test]
async fn past_days_count_from_the_day_of_the_clock() {
    // The clock says 1 July; the newest draw is of 10 June.
    check_tables("pastDays=21", &["KLAGE1", "HULLER", "STOR"]).await;
    check_tables("pastDays=20", &[]).await;
}

#[tokio::test]
async fn a_table_is_told_in_both_languages() {
    let table = get("/api/v2/tables/klage1").await.json();
    assert_eq!(table["label"], "Afgjorte klagesager efter område, emne og kvartal");
    assert_eq!((&table["firstPeriod"], &table["lastPeriod"]), (&json!("2022K1"), &json!("2024K4")));
    assert_eq!(table["timeUnit"], "Quarterly");
    assert_eq!(table["updated"], "2025-06-10");
    let table = get("/api/v2/tables/KLAGE1?lang=en").await.json();
    assert_eq!(table["variableNames"], json!(["Area", "Topic", "Figures", "Quarter"]));
    assert_eq!(table["links"][0]["href"], "http://tal.example/api/v2/tables/KLAGE1?lang=en");
}

#[tokio::test]
async fn metadata_have_every_value_and_no_cell() {
    let metadata = get("/api/v2/tables/KLAGE1/metadata").await.json();
    assert_eq!(metadata["size"], json!([101, 3, 3, 12]));
    assert_eq!(metadata["value"], Json::Null);
    let narrowed = "/api/v2/tables/KLAGE1/metadata?codelist[OMRAADE]=vs_landsdele";
    assert_eq!(get(narrowed).await.json()["size"], json!([2, 3, 3, 12]));
    // Some programs name the format and the default as Python writes it.
    let named = "/api/v2/tables/KLAGE1/metadata?outputFormat=json-stat2&defaultSelection=False";
    assert_eq!(get(named).await.json()["size"], json!([101, 3, 3, 12]));
}

#[tokio::test]
async fn data_are_what_is_selected() {
    let query =
        "valuecodes[Tid]=TOP(2)&valueCodes[omraade]=00,101&valuecodes[ContentsCode]=afgjorte";
    let data = get(&format!("/api/v2/tables/KLAGE1/data?{query}")).await.json();
    assert_eq!(data["id"], json!(["OMRAADE", "EMNE", "ContentsCode", "Tid"]));
    assert_eq!(data["size"], json!([2, 1, 1, 2]));
    let body = json!({"selection": [
        {"variableCode": "Tid", "valueCodes": ["2024K3", "2024K4"]},
        {"variableCode": "OMRAADE", "codelist": null, "valueCodes": ["101", "00"]},
        {"variableCode": "ContentsCode", "valueCodes": ["AFGJORTE"]},
    ]});
    let posted = post("/api/v2/tables/KLAGE1/data", body.to_string()).await.json();
    assert_eq!(posted["value"], data["value"]);
    assert_eq!(posted["value"].as_array().map(Vec::len), Some(4));
}

#[tokio::test]
async fn a_code_list_narrows_a_dimension() {
    let query = "codelist[OMRAADE]=vs_landsdele&valuecodes[Tid]=2024K4";
    let data = get(&format!("/api/v2/tables/KLAGE1/data?{query}")).await.json();
    assert_eq!(data["size"], json!([2, 1, 3, 1]));
}

#[tokio::test]
async fn nothing_selected_is_the_default_selection() {
    let selection = get("/api/v2/tables/KLAGE1/defaultselection").await.json();
    let data = get("/api/v2/tables/KLAGE1/data").await.json();
    assert_eq!(data["size"], json!([101, 1, 3, 1]));
    let body = json!({"selection": selection["selection"], "placement": selection["placement"]});
    let posted = post("/api/v2/tables/KLAGE1/data", body.to_string()).await.json();
    assert_eq!(posted["value"], data["value"]);
}

#[tokio::test]
async fn dimensions_stand_where_they_are_placed() {
    let query = "valuecodes[Tid]=*&stub=Tid&heading=ContentsCode,OMRAADE";
    let data = get(&format!("/api/v2/tables/KLAGE1/data?{query}")).await.json();
    assert_eq!(data["id"], json!(["Tid", "EMNE", "ContentsCode", "OMRAADE"]));
}

#[tokio::test]
async fn every_reason_there_is_no_number_is_told() {
    let data = get("/api/v2/tables/HULLER/data?valuecodes[GRUND]=*").await.json();
    let status: Vec<_> = (0..6).map(|at| data["status"][at.to_string()].clone()).collect();
    assert_eq!(status, [".", "..", "...", "....", ".....", "......"]);
    assert_eq!(data["value"].as_array().expect("values")[..6], vec![Json::Null; 6]);
    assert_eq!((&data["value"][6], &data["value"][7]), (&json!(-0.5), &json!(0.1)));
}

#[tokio::test]
async fn every_format_of_the_configuration_is_given() {
    let config = get("/api/v2/config").await.json();
    let starts: [(&str, &[u8]); 6] = [
        ("json-stat2", b"{"),
        ("csv", b""),
        ("px", b"CHARSET="),
        ("xlsx", b"PK"),
        ("html", b"<!"),
        ("parquet", b"PAR1"),
    ];
    let names: Vec<_> = starts.iter().map(|(name, _)| *name).collect();
    assert_eq!(config["dataFormats"], json!(names));
    for (format, start) in starts {
        let path =
            format!("/api/v2/tables/KLAGE1/data?valuecodes[OMRAADE]=*&outputFormat={format}");
        let reply = get(&path).await;
        assert_eq!(reply.status, 200, "{format}");
        assert!(reply.body.starts_with(start), "{format}");
        assert!(reply.body.len() > 1_000, "{format}");
    }
}

#[tokio::test]
async fn parameters_of_a_format_change_the_file() {
    let path =
        "/api/v2/tables/KLAGE1/data?valuecodes[OMRAADE]=101&outputFormat=csv&outputFormatParams=";
    let codes = get(&format!("{path}UseCodes,SeparatorSemicolon")).await;
    assert!(codes.text().contains("101;") || codes.text().contains("\"101\";"), "{}", codes.text());
    let texts = get(&format!("{path}UseTexts")).await;
    assert!(texts.text().contains("København"), "{}", texts.text());
}

#[tokio::test]
async fn a_code_list_has_its_values() {
    let list = get("/api/v2/codelists/VS_LANDSDELE?lang=en").await.json();
    assert_eq!(list["values"][0]["label"], "East of the Great Belt");
    assert_eq!(list["values"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn subjects_are_folders() {
    let root = get("/api/v2/navigation").await.json();
    let href = root["folderContents"][1]["links"][0]["href"].as_str().expect("a link");
    let folder = get(href.strip_prefix("http://tal.example").expect("ours")).await.json();
    let ids: Vec<_> = folder["folderContents"].as_array().expect("tables").iter().collect();
    assert_eq!((&ids[0]["id"], &ids[1]["id"]), (&json!("HULLER"), &json!("STOR")));
}

#[tokio::test]
async fn a_saved_query_gives_what_was_saved() {
    let query = json!({
        "tableId": "KLAGE1",
        "language": "da",
        "outputFormat": "csv",
        "outputFormatParams": ["UseCodes"],
        "selection": {
            "selection": [{"variableCode": "Tid", "valueCodes": ["FROM(2024K3)"]}],
            "placement": {"heading": ["Tid"], "stub": null},
        },
    });
    let saved = post("/api/v2/savedqueries", query.to_string()).await;
    let id = saved.json()["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        saved.header(&axum::http::header::LOCATION),
        format!("http://tal.example/api/v2/savedqueries/{id}?lang=da")
    );
    let shown = get(&format!("/api/v2/savedqueries/{id}")).await.json();
    assert_eq!(shown["savedQuery"]["selection"]["selection"], query["selection"]["selection"]);
    // The specification knows no null here.
    assert_eq!(shown["savedQuery"]["selection"]["placement"], json!({"heading": ["Tid"]}));
    let same = "/api/v2/tables/KLAGE1/data?valuecodes[Tid]=2024K3,2024K4&heading=Tid\
        &outputFormat=csv&outputFormatParams=UseCodes";
    let data = get(&format!("/api/v2/savedqueries/{id}/data")).await;
    assert_eq!(data.text(), get(same).await.text());
    let json = get(&format!("/api/v2/savedqueries/{id}/data?outputFormat=json-stat2")).await;
    assert_eq!(json.json()["size"], json!([1, 1, 3, 2]));
    let told = get(&format!("/api/v2/savedqueries/{id}/selection")).await.json();
    let time = told["selection"].as_array().expect("all").last().expect("time");
    assert_eq!(time["valueCodes"], json!(["2024K3", "2024K4"]));
    let metadata = get(&format!("/api/v2/tables/KLAGE1/metadata?savedQuery={id}")).await;
    assert_eq!(metadata.json()["size"], json!([1, 1, 3, 2]));
}

/// Checks which tables a query finds.
async fn check_tables(query: &str, expected: &[&str]) {
    let found = get(&format!("/api/v2/tables?{query}")).await.json();
    let ids: Vec<_> = found["tables"].as_array().expect("tables").iter().collect();
    let ids: Vec<_> = ids.iter().map(|table| table["id"].as_str().expect("an id")).collect();
    assert_eq!(ids, expected, "{query}");
}
