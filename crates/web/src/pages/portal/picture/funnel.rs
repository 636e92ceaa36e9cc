//! Each chosen municipality by its number of cases, with the limits of chance around the country's rate.

use charts::{
    funnel::{ClassWords, Funnel, FunnelPoint, Limits},
    standalone::Drawing,
};
use domain::{format, municipality::MunicipalityCode};
use publication::figure::Figure;
use stats::{Confidence, funnel as limits};

use super::{
    Asked, Picture, map,
    municipalities::{Compared, chosen, of_places},
};
use crate::{
    pages::{
        funnel::{class, curve, sizes},
        portal::narrow,
    },
    text::{text, text_with},
};

/// Returns the picture, or why there is none.
pub fn picture(asked: &Asked) -> Result<Picture, String> {
    let Asked { portal, selected, choice, .. } = *asked;
    let language = portal.address.language;
    let at = narrow::places(selected, choice);
    let found = of_places(selected).zip(Compared::of(selected, &at));
    let (of, compared) = found.ok_or_else(|| asked.say("funnel-measure"))?;
    let country = compared.country.rate().ok_or_else(|| asked.say("funnel-nothing"))?;
    let exact = limits::Funnel::new(country.value());
    let exact = exact.ok_or_else(|| asked.say("funnel-nothing"))?;
    let points: Vec<_> = chosen(selected, of)
        .into_iter()
        .filter_map(|(_, code)| point(asked, compared.figure(code), code))
        .collect();
    let most = compared.all().iter().filter_map(Figure::merits).max();
    let at_sizes = curve(&sizes(most), |at, level: Confidence| exact.exact_limits(at, level));
    let say = |name| text(language, name);
    let [name_95, name_99_8] = [say("funnel-95"), say("funnel-99-8")];
    let classes = ["funnel-ordinary", "funnel-higher", "funnel-lower", "funnel-few"];
    let [ordinary, higher, lower, few] = classes.map(say);
    let percent = format::percent(country, language);
    let whole = [of, selected.of_contents()];
    let of_these = narrow::taken(selected, &at, &whole, language);
    let svg = asked.draw(
        Drawing::Funnel(&Funnel {
            points: &points,
            country,
            country_label: &text_with(language, "funnel-country", &[("percent", &percent)]),
            limits: Limits { name_95: &name_95, name_99_8: &name_99_8, at: &at_sizes },
            wide_limits: None,
            words: ClassWords { ordinary: &ordinary, higher: &higher, lower: &lower, few: &few },
            language,
            title: &asked.title(),
            description: &asked.say("picture-description"),
            id_prefix: "t-",
        }),
        &of_these,
    );
    Ok(Picture {
        svg,
        legend: Vec::new(),
        of: of_these,
        fields: narrow::fields(selected, &at, &whole, language),
        notes: vec![say("funnel-lead").into_owned()],
    })
}

fn point(asked: &Asked, figure: &Figure, code: MunicipalityCode) -> Option<FunnelPoint<'static>> {
    Some(FunnelPoint {
        code,
        name: code.municipality().name.as_str().into(),
        share: figure.rate()?,
        class: class(figure.standing()),
        label: map::label(asked, figure, code).into(),
        href: map::href(asked, code).into(),
        is_chosen: false,
    })
}
