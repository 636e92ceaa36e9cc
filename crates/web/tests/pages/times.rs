//! The page of how long cases take and what lies waiting.

use domain::flow::{Flow, FlowFigures, FlowKey, MUNICIPAL_CASES};
use jiff::civil::{Date, date};
use testkit::bank::Figures;

use super::{
    portal::{with_figures, with_tables},
    *,
};

const PATH: &str = "/sagsbehandlingstid";

#[tokio::test]
async fn stocks_are_of_the_newest_month_and_flows_of_twelve() {
    let site = with_tables(Provenance::Synthetic);
    // 410 + 900 + 50 pending; 12 × (100 + 200 + 10) received, 12 × (100 + 200 + 12) decided.
    for said in [
        "april 2025 lå 1.360\u{a0}sager",
        "3.720\u{a0}sager modtaget og 3.744 afgjort",
        "18,9 ugers",
    ] {
        check(&site, PATH, 200, said).await;
    }
    for said in ["lå 950\u{a0}sager", "2.520\u{a0}sager modtaget og 2.544 afgjort", "19,4 ugers"] {
        check(&site, &format!("{PATH}?lov=SERVICELOVEN"), 200, said).await;
    }
}

#[tokio::test]
async fn a_part_that_was_never_delivered_is_named() {
    let site = with_tables(Provenance::Synthetic);
    check(&site, PATH, 200, "ingen tal for: Aktivloven, med lovbestemt frist").await;
}

#[tokio::test]
async fn a_month_that_a_law_lacks_has_no_sum() {
    let mut flow = flow();
    let newest = flow.iter_mut().filter(|row| row.key.month == date(2025, 4, 1));
    for row in newest.filter(|row| row.key.area == "Aktivloven") {
        row.figures.pending = None;
    }
    let site = with_figures(&figures(flow));
    check(&site, PATH, 200, "marts 2025 er den nyeste måned").await;
    check(&site, &format!("{PATH}?lov=SERVICELOVEN"), 200, "april 2025 lå 950\u{a0}sager").await;
}

#[tokio::test]
async fn what_a_change_means_is_worked_out_on_the_page() {
    let site = with_tables(Provenance::Synthetic);
    for (query, said) in [
        // 13 × 72 = 936 cases are the goal, and c − a = 72 − 71.54 a week.
        ("", "÷ (72,00 − 71,54) = 918,7"),
        ("?kapacitet=10", "= 3.744 ÷ 52 × 1,10 = 79,20 sager om ugen"),
        ("?kapacitet=10", "(1.360 − 1.029,60) ÷ (79,20 − 71,54) = 43,1"),
        ("?kapacitet=10", "efter 44 uger nede på de 1.030 sager"),
        ("?kapacitet=-10", "aldrig ned på de 842 sager"),
        // 3.720 ÷ 3.744 is 0,6 per cent below one.
        ("?kapacitet=-10", "når ændringen af kapaciteten er over −0,6\u{a0}pct."),
        ("?kapacitet=100", "allerede så lille"),
        ("?kapacitet=50&tilgang=100", "Men med disse tal vokser den, og efter 1 uge er grænsen"),
        ("?lov=SERVICELOVEN", "kun en målestok"),
    ] {
        check(&site, &format!("{PATH}{query}"), 200, said).await;
    }
}

#[tokio::test]
async fn what_is_not_known_is_said() {
    let site = with_tables(Provenance::Synthetic);
    check(&site, &format!("{PATH}?pr=2025-04-01"), 200, "dækker ikke de seneste 12 måneder").await;
    let others = format!("{PATH}?kategori=ANDRE-SAGER");
    check(&site, &others, 200, "lå der ingen sager").await;
    check(&site, &others, 200, "findes kun for de kommunale sager").await;
    check(&site, &format!("{others}&lov=AKTIVLOVEN"), 200, "ingen tal for det valgte").await;
    let none = with_figures(&figures(Vec::new()));
    check(&none, PATH, 200, "har ingen tabel over modtagne, afgjorte").await;
    check(&none, &format!("/en{PATH}"), 200, "has no table of cases received").await;
}

#[tokio::test]
async fn what_cannot_be_chosen_is_refused_with_what_can() {
    let site = with_tables(Provenance::Synthetic);
    for (query, said) in [
        ("kapacitet=101", "»kapacitet« kan ikke have den værdi her. Tilladt: -50, -49, …, 100"),
        ("tilgang=halvdelen", "»tilgang« kan ikke have"),
        ("lov=HEST", "»HEST« findes ikke under »lovområde«"),
        ("kategori=HEST", "»HEST« findes ikke under »sagskategori«"),
    ] {
        check(&site, &format!("{PATH}?{query}"), 400, said).await;
    }
}

#[tokio::test]
async fn a_form_keeps_what_the_other_chose() {
    let site = with_tables(Provenance::Synthetic);
    let page = site.page(&format!("{PATH}?lov=SERVICELOVEN&kapacitet=10&pr=2025-06-10")).await;
    for kept in [("kapacitet", "10"), ("lov", "SERVICELOVEN"), ("pr", "2025-06-10")] {
        let (name, value) = kept;
        let field = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        assert!(page.contains(&field), "{field}");
    }
}

/// Returns the newest figures with another flow.
pub fn figures(flow: Vec<Flow>) -> Figures {
    Figures { flow, ..Figures::newest(Provenance::Synthetic) }
}

/// Returns two years to April 2025. The cases of one law with a deadline were never delivered, and one
/// category has no cases.
pub fn flow() -> Vec<Flow> {
    let municipal = |area, has_deadline, figures| (MUNICIPAL_CASES, area, has_deadline, figures);
    let series = [
        municipal("Aktivloven", false, month(100, 100, 410, [120.0, 60.5])),
        municipal("Serviceloven", false, month(200, 200, 900, [140.0, 80.0])),
        municipal("Serviceloven", true, month(10, 12, 50, [40.0, 20.0])),
        ("Andre sager", "Boligstøtteloven", false, month(0, 0, 0, [0.0; 2])),
    ];
    let months = || date(2023, 5, 1).series(jiff::Span::new().months(1)).take(24);
    let rows = series.iter().flat_map(|series| months().map(move |month| row(series, month)));
    rows.collect()
}

fn month(received: u32, decided: u32, pending: u32, [time, age]: [f64; 2]) -> FlowFigures {
    FlowFigures {
        received: Some(received),
        decided: Some(decided),
        pending: Some(pending),
        mean_days: (decided > 0).then_some(time),
        pending_age_days: (pending > 0).then_some(age),
    }
}

fn row(series: &(&str, &str, bool, FlowFigures), month: Date) -> Flow {
    let (category, area, has_statutory_deadline, figures) = *series;
    let (category, area) = (category.to_owned(), area.to_owned());
    let key = FlowKey { category, area, municipality: None, has_statutory_deadline, month };
    Flow { key, figures }
}
