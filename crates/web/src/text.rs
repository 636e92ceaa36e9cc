//! The words of the pages, in both languages: `texts/da.ftl` and `texts/en.ftl`.

use std::{borrow::Cow, sync::LazyLock};

use domain::format::Language;
use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};

type Bundle = FluentBundle<FluentResource>;

static DANISH: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Language::Da, include_str!("../texts/da.ftl")));
static ENGLISH: LazyLock<Bundle> =
    LazyLock::new(|| bundle(Language::En, include_str!("../texts/en.ftl")));

/// Returns a text without arguments.
///
/// A text that does not exist comes back as its name in ⟦⟧, which a test looks for on every page.
pub fn text(language: Language, name: &str) -> Cow<'static, str> {
    format(language, name, None)
}

/// Returns a text with named arguments.
pub fn text_with(
    language: Language,
    name: &str,
    args: &[(&'static str, &str)],
) -> Cow<'static, str> {
    let mut values = FluentArgs::with_capacity(args.len());
    for (key, value) in args {
        values.set(*key, (*value).to_owned());
    }
    format(language, name, Some(&values))
}

fn format(language: Language, name: &str, args: Option<&FluentArgs>) -> Cow<'static, str> {
    let bundle: &'static Bundle = match language {
        Language::Da => &DANISH,
        Language::En => &ENGLISH,
    };
    let missing = || Cow::Owned(format!("⟦{name}⟧"));
    let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) else {
        return missing();
    };
    let mut errors = Vec::new();
    let formatted = bundle.format_pattern(pattern, args, &mut errors).into_owned();
    if errors.is_empty() { Cow::Owned(formatted) } else { missing() }
}

fn bundle(language: Language, texts: &'static str) -> Bundle {
    let resource =
        FluentResource::try_new(texts.into()).expect("the texts compiled in are well-formed");
    let mut bundle = FluentBundle::new_concurrent(vec![
        language.tag().parse().expect("da and en are language tags"),
    ]);
    // The pages carry one language each, so isolation marks around numbers would only be in the way.
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).expect("no text is defined twice");
    bundle
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn both_languages_have_the_same_texts() {
        let names = |texts: &'static str| -> BTreeSet<&str> {
            texts.lines().filter_map(|line| line.split_once(" =").map(|(name, _)| name)).collect()
        };
        let danish = names(include_str!("../texts/da.ftl"));
        let english = names(include_str!("../texts/en.ftl"));
        assert_eq!(danish.symmetric_difference(&english).collect::<Vec<_>>(), Vec::<&&str>::new());
    }

    #[test]
    fn a_missing_text_or_argument_shows() {
        assert_eq!(text(Language::Da, "no-such-text"), "⟦no-such-text⟧");
    }
}
