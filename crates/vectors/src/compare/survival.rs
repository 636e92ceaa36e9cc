//! Times with pending cases.

use super::level::{ONE, fraction, levels};
use crate::case::{Case, Outcome, SAME_LENGTH, Stop};
use crate::tolerance::Tolerance;
use stats::survival::{Observation, Share, Step, Survival};

/// The product-limit estimate, its quantiles and its mean.
pub(crate) fn survival(case: &Case) -> Outcome {
    let observations = observations(case)?;
    let decided = observations.iter().filter(|observation| observation.ended).count();
    case.whole("n_decided", decided as u64)?;
    case.whole("n_pending", (observations.len() - decided) as u64)?;
    let curve = Survival::new(&observations);
    let curve = curve.as_ref();
    table(case, curve)?;
    quantiles(case, curve)?;
    for level in levels(case, "median_ci", "_loglog", ONE) {
        // The reference leaves the limits out where the curve is at zero before it begins.
        if let Some(part) = case.part(&format!("median_ci{}_loglog", level.digits))? {
            let limits = curve.map(|curve| curve.median_limits(level.confidence));
            part.whole("lower", limits.and_then(|it| it.lower).map(u64::from))?;
            part.whole("upper", limits.and_then(|it| it.upper).map(u64::from))?;
        }
    }
    if let Some((part, curve)) = case.both("restricted_mean", curve)? {
        part.whole("tau", u64::from(curve.longest()))?;
        part.close("value", curve.restricted_mean(u32::MAX), Tolerance::CLOSED_FORM)?;
    }
    Ok(())
}

/// Compares the days on which cases ended.
fn table(case: &Case, curve: Option<&Survival>) -> Outcome {
    let rows = case.parts("table")?;
    let steps = curve.map_or(&[][..], Survival::steps);
    if steps.len() != rows.len() {
        case.same("table", Some(steps.len()), Some(rows.len()));
        return Ok(());
    }
    steps.iter().zip(&rows).try_for_each(|(step, row)| compare_step(row, *step))
}

fn compare_step(row: &Case, step: Step) -> Outcome {
    row.whole("t", u64::from(step.time))?;
    row.whole("n_risk", step.at_risk)?;
    row.whole("n_event", step.events)?;
    row.close("survival", step.survival, Tolerance::CLOSED_FORM)?;
    row.close("std_err_greenwood", step.standard_error(), Tolerance::CLOSED_FORM)?;
    for level in levels(row, "lower", "_loglog", ONE) {
        let interval = step.interval(level.confidence);
        let field = |end: &str| format!("{end}{}_loglog", level.digits);
        let fields = [field("lower"), field("upper")];
        let close = [Tolerance::CLOSED_FORM; 2];
        super::limits(row, interval, [&fields[0], &fields[1]], close)?;
    }
    Ok(())
}

/// Compares the days by which the shares in the names of the fields had ended.
fn quantiles(case: &Case, curve: Option<&Survival>) -> Outcome {
    let Some((all, curve)) = case.both("quantiles", curve)? else { return Ok(()) };
    for name in all.between("", "") {
        let share = name.strip_prefix("0.").and_then(fraction);
        let share = share.and_then(|(part, whole)| Share::new(part, whole));
        let share = share.ok_or_else(|| all.not_answered(name))?;
        if let Some((part, share)) = all.both(name, Some(share))? {
            part.whole("first_time", curve.quantile(share).map(u64::from))?;
            let middle = curve.middle_quantile(share);
            part.close("midpoint_rule", middle, Tolerance::CLOSED_FORM)?;
        }
    }
    Ok(())
}

/// Returns the observations of a case; its lists must have one length.
fn observations(case: &Case) -> Result<Vec<Observation>, Stop> {
    let (times, events) = (case.counts("time")?, case.counts("event")?);
    let entries = if case.has("entry")? { Some(case.counts("entry")?) } else { None };
    if events.len() != times.len() {
        return Err(case.broken("event", SAME_LENGTH));
    }
    if events.iter().any(|&event| event > 1) {
        return Err(case.broken("event", "a list of 0 and 1"));
    }
    if entries.as_ref().is_some_and(|entries| entries.len() != times.len()) {
        return Err(case.broken("entry", SAME_LENGTH));
    }
    let entry = |place: usize| entries.as_ref().map(|entries| entries[place]);
    let cases = times.into_iter().zip(events).enumerate();
    let observation =
        |(place, (time, event))| Observation { time, ended: event == 1, entry: entry(place) };
    Ok(cases.map(observation).collect())
}
