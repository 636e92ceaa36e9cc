//! The count as it is run equals the loop that defines it, on generated cases that went through a
//! delivery and a snapshot.

use std::fmt::Write;

use domain::{
    count::Details,
    municipality,
    outcome::Outcome,
    period::Grain,
    topic::{TopicCode, Topics},
};
use jiff::{
    ToSpan,
    civil::{Date, date},
};
use proptest::prelude::*;
use register::{
    case::{Case, Decision},
    count::{
        count, count_cohorts, count_flow, count_outcomes, define, define_codes, define_cohorts,
        define_extended, define_flow, define_times,
    },
    snapshot::Snapshot,
};

use crate::trial::{CASES, Trial};

const MORE: &str = "part_number;reopened_on;statutory_deadline;reversal_reasons;formal_errors";

/// Topics that are valid at any time.
const TOPICS: [u16; 5] = [111, 114, 134, 301, 331];

/// A case before it is written: its parts with their outcome and days from receipt.
#[derive(Clone, Debug)]
struct Draft {
    place: usize,
    topic: u16,
    received: i64,
    parts: Vec<(Option<Outcome>, i64)>,
    reopened: Option<i64>,
    deadline: Option<i64>,
    has_older_registration: bool,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_count_is_what_its_definition_says(
        drawn_on in prop::sample::select(vec![date(2025, 8, 1), date(2025, 8, 31)]),
        (drafts, rows) in prop::collection::vec(draft(), 1..60).prop_flat_map(|drafts| {
            let rows: Vec<_> = drafts.iter().enumerate().flat_map(rows).collect();
            (Just(drafts), Just(rows).prop_shuffle())
        })
    ) {
        let header = format!("{CASES};{MORE}");
        let text = format!("{header}\n{}\n", rows.join("\n"));
        let mut trial = Trial::of(&text);
        trial.drawn_on = Some(drawn_on);
        let (report, snapshot) = trial.store();
        prop_assert_eq!(report.rejected_rows, 0, "{:?}", report.findings);

        let expected: Vec<_> = drafts.iter().enumerate().map(case).collect();
        let mut stored = snapshot.cases().expect("the cases can be read");
        stored.sort_by(|a, b| a.number.cmp(&b.number));
        prop_assert_eq!(&stored, &expected);

        for grain in [Grain::Year, Grain::Quarter] {
            let counts = count(&snapshot, grain).expect("the snapshot is sound");
            prop_assert_eq!(&counts.cases, &define(&expected, grain));
            let outcomes = count_outcomes(&snapshot, grain).expect("the snapshot is sound");
            prop_assert_eq!(&outcomes.cases, &counts.cases);
            prop_assert_eq!((outcomes.times, outcomes.details), (None, Details::default()));
            prop_assert_eq!(counts.times, Some(define_times(&expected, grain)));
            let reasons = define_codes(&expected, grain, |case| &case.reversal_reasons);
            prop_assert_eq!(counts.details.reversal_reasons, Some(reasons));
            let errors = define_codes(&expected, grain, |case| &case.formal_errors);
            prop_assert_eq!(counts.details.formal_errors, Some(errors));
        }
        check_extended(&snapshot, &expected);
        let cohorts = count_cohorts(&snapshot).expect("the snapshot is sound");
        prop_assert_eq!(cohorts, Some(define_cohorts(&expected, drawn_on)));
        check_flow(&snapshot, &expected, drawn_on);

        let mut spilled = Trial::of(&text);
        spilled.drawn_on = Some(drawn_on);
        spilled.rules.memory_bytes = 300;
        let (spilled_report, spilled) = spilled.store();
        prop_assert_eq!(spilled_report.to_json(), report.to_json());
        prop_assert_eq!(spilled.manifest(), snapshot.manifest());
    }
}

/// Checks the extended statistics against their definition, and case by case against the ordinary ones.
fn check_extended(snapshot: &Snapshot, cases: &[Case]) {
    let parts = snapshot.parts().expect("the parts can be read");
    for grain in [Grain::Year, Grain::Quarter] {
        let counts = count(snapshot, grain).expect("the snapshot is sound");
        let defined = define_extended(cases, &parts, grain);
        assert_eq!(counts.details.extended.as_ref(), Some(&defined));
        for (extended, ordinary) in defined.iter().zip(&counts.cases) {
            assert_eq!(extended.outcomes.reversed(), ordinary.outcomes.reversed());
            assert_eq!(extended.outcomes.upheld, ordinary.outcomes.upheld);
            assert_eq!(extended.outcomes.dismissed, ordinary.outcomes.dismissed);
        }
    }
    for case in cases.iter().filter(|case| case.decision.is_some()) {
        let one = std::slice::from_ref(case);
        let extended = define_extended(one, &parts, Grain::Year)[0].outcomes;
        let ordinary = define(one, Grain::Year)[0].outcomes;
        assert_eq!(extended.reversed(), ordinary.reversed(), "{}", case.number);
    }
}

/// Checks the flow against its definition, and that in every series the pending cases are those of the
/// month before, plus the received, minus the decided.
fn check_flow(snapshot: &Snapshot, cases: &[Case], drawn_on: Date) {
    let topics = Topics::reference();
    let flows = count_flow(snapshot, topics).expect("the snapshot is sound");
    assert_eq!(flows, define_flow(cases, drawn_on, topics));
    assert!(flows.is_sorted_by(|a, b| a.key < b.key));
    for series in flows.chunk_by(|a, b| b.key.follows(&a.key)) {
        let [first, others @ ..] = series else { continue };
        if let (Some(received), Some(decided)) = (first.figures.received, first.figures.decided) {
            assert_eq!(first.figures.pending, Some(received - decided), "{first:?}");
        }
        let mut before = first;
        for flow in others {
            assert!(flow.figures.received.is_some() && flow.figures.decided.is_some(), "{flow:?}");
            assert!(flow.figures.continues(&before.figures), "{before:?} {flow:?}");
            before = flow;
        }
    }
}

fn draft() -> impl Strategy<Value = Draft> {
    let outcome = prop::sample::select(vec![
        None,
        Some(Outcome::Changed),
        Some(Outcome::Remitted),
        Some(Outcome::Upheld),
        Some(Outcome::Upheld),
        Some(Outcome::Dismissed),
    ]);
    (
        // Few municipalities, so that counts above one are common.
        prop::sample::select(vec![0_usize, 1, 50, 97]),
        prop::sample::select(TOPICS.to_vec()),
        0_i64..3_000,
        prop::collection::vec((outcome, 0_i64..2_500), 1..4),
        prop::option::of(0_i64..400),
        prop::option::weighted(0.2, 1_i64..100),
        any::<bool>(),
    )
        .prop_map(
            |(place, topic, received, parts, reopened, deadline, has_older_registration)| {
                let shortest = parts.iter().map(|(_, days)| *days).min().unwrap_or_default();
                let reopened = reopened.map(|days| days.min(shortest));
                Draft { place, topic, received, parts, reopened, deadline, has_older_registration }
            },
        )
}

fn number(index: usize) -> String {
    format!("N-{index:04}")
}

fn day(days: i64) -> Date {
    date(2010, 1, 1) + days.days()
}

/// Returns the rows of a case, some with an older registration that says otherwise.
fn rows((index, draft): (usize, &Draft)) -> Vec<String> {
    let law = &Topics::reference().get(TopicCode::new(draft.topic)).expect("a known topic").law;
    let town = &municipality::all()[draft.place].name;
    let received = day(draft.received);
    let mut rows = Vec::new();
    for (part, (outcome, length)) in (1..).zip(&draft.parts) {
        let part = if draft.parts.len() == 1 { String::new() } else { part.to_string() };
        let head = format!("{};{town};{law};{};{received}", number(index), draft.topic);
        let mut row = head.clone();
        match outcome {
            Some(outcome) => {
                write!(row, ";{};{}", day(draft.received + length), outcome.id())
                    .expect("a string takes all");
            }
            None => row.push_str(";;"),
        }
        let shown = |days: Option<i64>| {
            days.map(|days| day(draft.received + days).to_string()).unwrap_or_default()
        };
        let (reopened, deadline) = (shown(draft.reopened), shown(draft.deadline));
        let (reasons, errors) = codes(index);
        let end =
            format!("{part};{reopened};{deadline};{};{}", reasons.join("|"), errors.join("|"));
        rows.push(format!("{row};2025-08-01;{end}"));
        if draft.has_older_registration {
            rows.push(format!("{head};2025-06-30;changed;2025-07-01;{part};;;old;old"));
        }
    }
    rows
}

/// Returns reasons and formal errors, in order.
fn codes(index: usize) -> (Vec<String>, Vec<String>) {
    let some = |codes: &[&str]| codes.iter().map(ToString::to_string).collect();
    match index % 4 {
        0 => (some(&[]), some(&["hearing"])),
        1 => (some(&["information", "law"]), some(&["hearing", "reasoning"])),
        2 => (some(&["law"]), some(&[])),
        _ => (some(&[]), some(&[])),
    }
}

/// Returns what a case must come to.
fn case((index, draft): (usize, &Draft)) -> Case {
    let outcomes: Option<Vec<Outcome>> = draft.parts.iter().map(|(outcome, _)| *outcome).collect();
    let length = draft.parts.iter().map(|(_, days)| *days).max().expect("a case has a part");
    let decision = outcomes.and_then(|outcomes| {
        // The order of the type is that of reach.
        let outcome = outcomes.into_iter().min()?;
        Some(Decision { on: day(draft.received + length), outcome })
    });
    let (reversal_reasons, formal_errors) = codes(index);
    Case {
        number: number(index),
        municipality: municipality::all()[draft.place].code,
        topic: TopicCode::new(draft.topic),
        received_on: day(draft.received),
        decision,
        registered_on: date(2025, 8, 1),
        reopened_on: draft.reopened.map(|days| day(draft.received + days)),
        statutory_deadline: draft.deadline.map(|days| day(draft.received + days)),
        parts: u8::try_from(draft.parts.len()).expect("few parts"),
        reversal_reasons,
        formal_errors,
    }
}
