//! How well a name fits the words a person typed, however they are spelled.

use tables::catalog::fold;

/// Returns a text as it is compared: small letters, æ, ø and å as a keyboard without them writes them, and
/// marks as spaces.
///
/// Both `ae` and `a` stand for æ, so that `Ærø`, `aeroe` and `aro` are one.
pub fn plain(text: &str) -> String {
    let folded = fold(text).replace("ae", "a").replace("oe", "o").replace("aa", "a");
    let letters = folded.chars().map(|it| if it.is_alphanumeric() { it } else { ' ' });
    letters.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns how far a name is from what was typed, both plain: 0 is the name itself; `None` where some word
/// fits nothing in it.
pub fn distance(typed: &str, name: &str) -> Option<usize> {
    if typed == name {
        return Some(0);
    }
    let mut sum = 0;
    for word in typed.split(' ') {
        sum += name.split(' ').filter_map(|part| of_word(word, part)).min()?;
    }
    Some(1 + sum)
}

/// Returns how far a word is from a typed one: its beginning is nearer than its middle, and that nearer than
/// a slip of a letter or two.
fn of_word(typed: &str, part: &str) -> Option<usize> {
    const BEGINS: usize = 1;
    const WITHIN: usize = 4;
    const SLIP: usize = 8;
    if part == typed {
        return Some(0);
    }
    if part.starts_with(typed) {
        return Some(BEGINS);
    }
    let letters = typed.chars().count();
    if letters >= 3 && part.contains(typed) {
        return Some(WITHIN);
    }
    let allowed = match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    };
    // A person who has not typed to the end makes slips as well.
    let beginning: String = part.chars().take(letters).collect();
    let slips = [part, &beginning].map(|part| strsim::osa_distance(typed, part));
    let slips = slips.into_iter().min().filter(|slips| *slips <= allowed)?;
    Some(SLIP * slips)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_however_it_is_spelled() {
        for typed in ["Århus", "aarhus", "arhus", "AARHUS", "Aahrus", "århu", "aarhuus"] {
            check(typed, "Aarhus Kommune", true);
        }
        for typed in ["Ærø", "aeroe", "aro"] {
            check(typed, "Ærø", true);
        }
        check("københvn", "København", true);
        check("merudgift", "Merudgiftydelse § 41 + tilbagebetaling", true);
        check("§ 41", "Merudgiftydelse § 41 + tilbagebetaling", true);
    }

    #[test]
    fn what_is_something_else_is_not_found() {
        check("Ry", "Aarhus", false);
        check("atlantis", "Aarhus", false);
        check("aarhus vand", "Aarhus", false);
    }

    #[test]
    fn the_nearest_comes_first() {
        let far = |typed: &str, name: &str| distance(&plain(typed), &plain(name)).expect("found");
        assert!(far("samsø", "Samsø") < far("sam", "Samsø"));
        assert!(far("samso", "Samsø") < far("samso", "Sammenlign Samsø og Fanø"));
        assert!(far("fano", "Fanø") < far("fano", "Faxo"));
    }

    #[track_caller]
    fn check(typed: &str, name: &str, expected: bool) {
        assert_eq!(distance(&plain(typed), &plain(name)).is_some(), expected, "{typed}: {name}");
    }
}
