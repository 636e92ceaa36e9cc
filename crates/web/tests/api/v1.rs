//! The way of Statistics Denmark's API: what is asked and what comes.

use serde_json::{Value as Json, json};

use super::server::{get, post};

#[tokio::test]
async fn subjects_are_listed_with_their_tables() {
    let subjects = get("/v1/subjects").await.json();
    assert_eq!(subjects[0]["id"], "omgoerelse");
    assert_eq!(subjects[0]["hasSubjects"], false);
    assert!(subjects[0].get("tables").is_none());
    let subjects = get("/v1/Subjects/proever?includeTables=true&lang=en").await.json();
    assert_eq!(subjects[0]["tables"][1]["id"], "STOR");
    let body = json!({"subjects": ["proever"], "includeTables": true, "recursive": null});
    let posted = post("/v1/subjects", body.to_string()).await.json();
    assert_eq!(posted[0]["description"], "Prøver");
}

#[tokio::test]
async fn tables_are_listed_by_subject_and_day() {
    let tables = get("/v1/tables?subjects=omgoerelse").await.json();
    assert_eq!(tables.as_array().map(Vec::len), Some(1));
    assert_eq!(tables[0]["latestPeriod"], "2024K4");
    assert_eq!(tables[0]["updated"], "2025-06-10T00:00:00");
    assert_eq!(tables[0]["unit"], "-");
    assert_eq!(get("/v1/tables?pastDays=5").await.json(), json!([]));
    // As a client of Statistics Denmark's API sends it.
    let body = json!({"pastdays": null, "includeinactive": false, "lang": "en"});
    assert_eq!(post("/v1/tables", body.to_string()).await.json().as_array().map(Vec::len), Some(3));
}

#[tokio::test]
async fn a_table_is_told_with_its_values() {
    let info = get("/v1/tableinfo/klage1").await.json();
    let posted = post("/v1/tableinfo", json!({"table": "KLAGE1", "lang": null}).to_string()).await;
    assert_eq!(info, posted.json());
    assert_eq!(info["variables"][0]["id"], "OMRAADE");
    assert_eq!(info["variables"][0]["elimination"], true);
    assert_eq!(info["variables"][3]["time"], true);
    assert_eq!(info["variables"][0]["values"][0], json!({"id": "00", "text": "Hele landet"}));
}

#[tokio::test]
async fn csv_has_a_row_for_each_cell_and_a_comma_in_danish() {
    let query = "omraade=00,101&contentscode=omgoerelsesprocent&tid=(-n%2B1)";
    let csv = get(&format!("/v1/data/klage1/csv?{query}&valuePresentation=CodeAndValue")).await;
    let lines: Vec<_> = csv.text().lines().collect();
    assert_eq!(lines[0], "OMRAADE;EMNE;CONTENTSCODE;TID;INDHOLD");
    assert!(lines[1].starts_with("00 Hele landet;i-alt I alt;omgoerelsesprocent "), "{}", lines[1]);
    assert!(lines[1].contains(";2024K4;") && lines[1].contains(','), "{}", lines[1]);
    assert_eq!(lines.len(), 3);
    let csv = get(&format!("/v1/data/klage1/csv?{query}&lang=en&delimiter=Tab")).await;
    assert!(csv.text().contains("All Denmark\tTotal\tReversal rate\t2024Q4\t"), "{}", csv.text());
}

#[tokio::test]
async fn a_missing_number_is_its_symbol_in_csv() {
    let csv = get("/v1/data/HULLER/CSV?GRUND=*&valuePresentation=Code").await;
    let rows: Vec<_> = csv.text().lines().skip(1).map(|line| line.rsplit(';').next()).collect();
    let expected = [".", "..", "...", "....", ".....", "......", "-0,5", "0,1"];
    assert_eq!(rows, expected.map(Some));
}

#[tokio::test]
async fn a_field_that_holds_the_delimiter_is_quoted() {
    let csv = get("/v1/data/HULLER/CSV?GRUND=tal&valuePresentation=Code&delimiter=Comma").await;
    assert_eq!(csv.text(), "GRUND,CONTENTSCODE,TID,INDHOLD\r\ntal,dage,2024,\"-0,5\"\r\n");
}

#[tokio::test]
async fn every_row_of_a_long_file_has_its_own_fields() {
    let codes = "valuePresentation=Code&OMRAADE=*&EMNE=*&ContentsCode=afgjorte,omgjorte&Tid=*";
    let csv = get(&format!("/v1/data/KLAGE1/BULK?{codes}")).await;
    let rows: std::collections::BTreeSet<_> =
        csv.text().lines().skip(1).filter_map(|line| line.rsplit_once(';')).collect();
    let keys: std::collections::BTreeSet<_> = rows.iter().map(|(key, _)| *key).collect();
    assert_eq!((rows.len(), keys.len()), (101 * 3 * 2 * 12, 101 * 3 * 2 * 12));
    assert!(keys.iter().all(|key| key.split(';').count() == 4), "four fields before the number");
    let data =
        "valuecodes[OMRAADE]=*&valuecodes[EMNE]=*&valuecodes[ContentsCode]=afgjorte,omgjorte";
    let json = get(&format!("/api/v2/tables/KLAGE1/data?{data}&valuecodes[Tid]=*")).await.json();
    let json: Vec<_> =
        json["value"].as_array().expect("values").iter().map(Json::to_string).collect();
    let numbers: Vec<_> =
        csv.text().lines().skip(1).filter_map(|line| line.rsplit(';').next()).collect();
    assert_eq!(numbers, json);
}

#[tokio::test]
async fn periods_run_backwards_where_that_is_asked_for() {
    let times = |order: &str| {
        format!("/v1/data/klage1/BULK?tid=%3E%3D2024K3&contentscode=afgjorte&timeOrder={order}")
    };
    let rows = |text: &str| text.lines().skip(1).map(|line| line.contains("2024K3")).collect();
    let (up, down): (Vec<bool>, Vec<bool>) =
        (rows(get(&times("Ascending")).await.text()), rows(get(&times("Descending")).await.text()));
    assert_eq!((up, down), (vec![true, false], vec![false, true]));
}

#[tokio::test]
async fn json_stat_stands_within_dataset() {
    let body = json!({
        "table": "klage1",
        "FORMAT": "JSONSTAT",
        "lang": "en",
        "valuePresentation": null,
        "variables": [
            {"code": "tid", "values": [">=2024"]},
            {"Code": "OMRAADE", "values": ["101"], "placement": null},
        ],
    });
    let data = post("/v1/data", body.to_string()).await.json();
    let dataset = &data["dataset"];
    assert_eq!(dataset["dimension"]["size"], json!([1, 1, 3, 4]));
    assert_eq!(dataset["value"].as_array().map(Vec::len), Some(12));
    assert_eq!(dataset["dimension"]["Tid"]["category"]["label"]["2024K1"], "2024Q1");
}

#[tokio::test]
async fn other_formats_are_files() {
    for (format, start) in [("PX", &b"CHARSET="[..]), ("xlsx", b"PK")] {
        let reply = get(&format!("/v1/data/klage1/{format}?tid=*")).await;
        assert!(reply.status == 200 && reply.body.starts_with(start), "{format}");
    }
}

#[tokio::test]
async fn refusals_carry_a_message() {
    for (path, code) in [
        ("/v1/tableinfo/X", "TABLE-NOTFOUND"),
        ("/v1/subjects/x", "SUBJECT-NOTFOUND"),
        ("/v1/data/klage1/DSTML", "FORMAT-UNKNOWN"),
        ("/v1/data/klage1/CSV?koen=1", "PARAMETER-INVALID"),
        ("/v1/data/klage1/CSV?tid=2031", "SELECTION-INVALID"),
        ("/v1/tables?lang=sv", "LANGUAGE-UNKNOWN"),
        ("/v1/tables?utm_source=x", "PARAMETER-INVALID"),
        ("/v1/data", "PARAMETER-INVALID"),
        ("/v1/findes-ikke", "ADDRESS-NOTFOUND"),
    ] {
        let reply = get(path).await;
        assert!((400..500).contains(&reply.status), "{path}: {}", reply.status);
        let error = reply.json();
        assert_eq!(error["errorTypeCode"], code, "{path}");
        assert!(error["message"].as_str().is_some_and(|message| !message.is_empty()), "{path}");
    }
    let reply = post("/v1/data", json!({"table": "klage1", "variables": 3}).to_string()).await;
    assert_eq!((reply.status, &reply.json()["field"]), (400, &Json::from("variables")));
}
