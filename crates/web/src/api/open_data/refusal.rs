//! Why there is no file at an address, said as programs read it.

use super::sent;
use crate::{
    address::{OpenFile, Refusal, Span},
    answer::Answer,
    api::problem::{Kind, Problem},
};

/// Returns the refusal of a path that is meant for programs; `None` for the path of a page.
pub(crate) fn refused(path: &str, refusal: Refusal) -> Option<Answer> {
    OpenFile::is_meant(path).then(|| sent(&problem(refusal)))
}

fn problem(refusal: Refusal) -> Problem {
    let known = || format!("{} are for /aendringer.json; the other files take none", names());
    match refusal {
        Refusal::NotFound => Problem::new(Kind::NoAddress, "there is nothing at this address")
            .hint("these files tell of all releases: leave /udgave/{release} out of the address"),
        Refusal::UnknownParameter => {
            Problem::new(Kind::Parameter, "the address has a parameter that is not known")
                .hint(known())
        }
        Refusal::NotHere(name) => {
            Problem::new(Kind::Parameter, format!("{name} means nothing here"))
                .of(name)
                .hint(known())
        }
        Refusal::Repeated(name) => {
            let problem = Problem::new(Kind::Parameter, format!("{name} stands twice")).of(name);
            problem.hint("give it once")
        }
        Refusal::NoDraw { oldest } => {
            Problem::new(Kind::Parameter, format!("there are no figures before {oldest}"))
        }
        Refusal::TooLong { limit } => Problem::new(Kind::Parameter, "the address is too long")
            .limit(limit as u64)
            .hint("choose fewer values"),
        Refusal::BadValue { name, allowed } => {
            let problem =
                Problem::new(Kind::Parameter, format!("{name} has a value it does not take"));
            problem.of(name).hint(format!("it takes: {allowed}"))
        }
    }
}

fn names() -> String {
    Span::NAMES.join(", ")
}
