//! Writes every kind of picture with made-up figures: `cargo run -p charts --example pictures -- DIR`.
//!
//! The figures are marked as synthetic in the pictures. The files are for looking at, and for
//! measuring: `sizes.txt` has the length of the path data.

use std::{error::Error, fs, path::PathBuf};

use charts::{
    basemap::Basemap,
    choropleth::{self, Area, Circle, CirclePicture, Fill, LegendItem, MapPicture},
    outcome_bar::{OutcomeBar, outcome_bar, outcome_label, outcome_legend},
    standalone::{Drawing, Surroundings, standalone, synthetic_mark},
    style,
    trend::{Series, TrendPicture, TrendPoint, trend},
};
use domain::{
    comparison::Standing,
    format::{self, Language},
    municipality,
    period::Year,
    provenance::Provenance,
    reversal::{OutcomeCounts, reversal_rate},
};
use stats::Proportion;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).ok_or("name the folder to write to")?;
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder)?;
    let geometry =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/geometry/municipalities.topojson");
    let basemap = Basemap::from_topojson(&fs::read_to_string(geometry)?)?;
    let (areas, circles) = figures();
    let rates = MapPicture {
        basemap: &basemap,
        areas: &areas,
        language: Language::Da,
        title: "Danmarkskortet: Socialområdet generelt, afgørelser i 2023",
        description: "Omgørelsesprocenten i de 98 kommuner. De samme tal står i tabellen.",
        id_prefix: "k-",
        selected: municipality::by_slug("frederiksberg").map(|row| row.code),
    };
    let cases = CirclePicture {
        basemap: &basemap,
        circles: &circles,
        language: Language::En,
        title: "Cases decided on their merits, 2023",
        description: "The number of cases in each of the 98 municipalities.",
        id_prefix: "c-",
        selected: None,
    };
    let around = Surroundings {
        subtitle: "Hele landet: 38,6 pct. af 8.631 sager blev ændret, ophævet eller hjemvist",
        legend_title: "Omgørelsesprocent",
        notes: &["Tal trukket 6. juni 2024. Kilde: vores egen generator."],
        provenance: Provenance::Synthetic,
    };
    let english = Surroundings {
        subtitle: "The whole country: 8,631 cases",
        notes: &["Figures drawn on 6 June 2024. Source: our own generator."],
        ..around
    };
    let unselected = MapPicture { selected: None, ..rates };
    fs::write(folder.join("rates.svg"), standalone(Drawing::Rates(&unselected), &around))?;
    fs::write(folder.join("cases.svg"), standalone(Drawing::Cases(&cases), &english))?;
    let inline = [choropleth::choropleth(&rates), choropleth::circles(&cases)];
    fs::write(folder.join("inline-rates.svg"), &inline[0])?;
    fs::write(folder.join("page.html"), page(&inline))?;
    let paths: String = basemap.shapes.iter().map(|shape| shape.path.as_str()).collect();
    let copies = basemap.shapes.iter().filter_map(|shape| shape.enlarged.as_ref());
    let enlarged: String = copies.map(|copy| copy.path.as_str()).collect();
    let corners = paths.matches(['l', ' ', '-']).count();
    let sizes = format!(
        "paths {} enlarged {} inline {} separators {corners}\n",
        paths.len(),
        enlarged.len(),
        inline[0].len(),
    );
    fs::write(folder.join("paths.txt"), paths + &enlarged)?;
    fs::write(folder.join("sizes.txt"), sizes)?;
    Ok(())
}

/// Made-up figures: small counts in small municipalities, some without cases, one not delivered.
fn figures() -> (Vec<Area<'static>>, Vec<Circle<'static>>) {
    let country = Proportion::from_parts(386, 614);
    let mut areas = Vec::new();
    let mut circles = Vec::new();
    for (index, row) in (0_u32..).zip(municipality::all()) {
        let merits = match index {
            0 => 900,
            7 | 97 => 0,
            _ if index % 17 == 3 => 3,
            _ => 20 + (index * 7_919) % 260,
        };
        let reversed = merits * ((index * 37) % 60 + 12) / 100;
        let changed = reversed / 3;
        let counts = OutcomeCounts {
            changed,
            remitted: reversed - changed,
            upheld: merits - reversed,
            dismissed: 0,
        };
        let delivered = (index != 60).then_some(counts);
        let standing = Standing::of(delivered, country, 5);
        let fill = match (standing, reversal_rate(counts)) {
            (Standing::NotDelivered, _) => Fill::NotDelivered,
            (Standing::FewCases, _) => Fill::FewCases,
            (_, Some(rate)) => Fill::Class(choropleth::class_of(rate)),
            (_, None) => Fill::NoCases,
        };
        let label = format!("{}: {}", row.name, format::cases(merits, Language::Da));
        areas.push(Area {
            code: row.code,
            fill,
            hatched: standing == Standing::ChanceMayExplain,
            label: label.clone().into(),
            href: format!("/kommuner/{}", row.slug).into(),
        });
        circles.push(Circle {
            code: row.code,
            merits: delivered.map(OutcomeCounts::merits),
            label: label.into(),
            href: format!("/kommuner/{}", row.slug).into(),
        });
    }
    (areas, circles)
}

fn page(maps: &[String]) -> String {
    let maps = maps.join("</div><div>");
    let bars = [[5, 19, 105], [7, 21, 28], [1, 0, 3], [0, 0, 0], [120, 340, 700]]
        .map(|[changed, remitted, upheld]| {
            let counts = OutcomeCounts { changed, remitted, upheld, dismissed: 2 };
            let bar = OutcomeBar { counts, of: "Aarhus, 2023", language: Language::Da };
            format!("<p>{}</p>{}", outcome_label(&bar), outcome_bar(&bar))
        })
        .concat();
    let body = [
        format!(
            "<main><h1>{}</h1><div class=maps><div>{maps}</div></div>",
            synthetic_mark(Language::Da)
        ),
        list(&choropleth::legend(Language::Da, "k-")),
        bars,
        list(&outcome_legend(Language::Da)),
        series(),
        "</main>".to_owned(),
    ]
    .concat();
    format!(
        "<!doctype html><html lang=da><meta charset=utf-8><meta name=viewport \
         content=\"width=device-width\"><title>Billeder</title><style>{} body{{font:16px sans-serif;\
         margin:1rem;max-width:66rem}} .maps{{display:grid;grid-template-columns:repeat(auto-fit,\
         minmax(18rem,1fr));gap:1rem}} li{{list-style:none;margin:4px}}</style><body>{body}",
        style()
    )
}

fn list(items: &[LegendItem]) -> String {
    let rows: Vec<_> =
        items.iter().map(|item| format!("<li>{} {}</li>", item.swatch, item.label)).collect();
    format!("<ul class=legend>{}</ul>", rows.concat())
}

fn series() -> String {
    let year = |number| Year::new(number).expect("a year of our time");
    let counted = [(2015, 12, 40), (2016, 9, 31), (2017, 10, 30), (2018, 22, 33), (2020, 14, 38)];
    let later = [(2021, 1, 3), (2022, 15, 30), (2023, 17, 29), (2024, 26, 40)];
    let points: Vec<_> = counted
        .into_iter()
        .chain(later)
        .filter_map(|(at, part, whole)| {
            let share = Proportion::from_parts(part, whole - part)?;
            let label = format!("{at}: {}", format::percent(share, Language::Da));
            Some(TrendPoint::counted(year(at), share, whole < 5, label.into()))
        })
        .collect();
    let country: Vec<_> = (2013..=2024)
        .map(|at| {
            let value = 0.26 + 0.015 * f64::from(at - 2013);
            TrendPoint::published(year(at), value, format!("{at}: hele landet").into())
        })
        .collect();
    trend(&TrendPicture {
        main: Series { name: "Faaborg-Midtfyn", points: &points },
        country: Some(Series { name: "Hele landet", points: &country }),
        breaks: &[year(2018)],
        language: Language::Da,
        title: "Omgørelsesprocent, Faaborg-Midtfyn",
        description: "Udviklingen over årene.",
    })
}
