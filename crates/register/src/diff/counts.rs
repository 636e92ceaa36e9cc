//! The changed counts.

use std::collections::BTreeMap;

use domain::period::Grain;

use super::{CountChange, DiffOptions, key};
use crate::snapshot::{Snapshot, SnapshotError, read_counts};

/// Returns the cells of municipality, topic and period that differ, in order.
pub(super) fn compare(options: &DiffOptions) -> Result<Vec<CountChange>, SnapshotError> {
    let mut cells = BTreeMap::new();
    for count in all(options.before)? {
        cells.insert(key(&count), (Some(count.outcomes), None));
    }
    for count in all(options.after)? {
        cells.entry(key(&count)).or_insert((None, None)).1 = Some(count.outcomes);
    }
    let differing = cells.into_iter().filter(|(_, (before, after))| before != after);
    let change = |((period, municipality, topic), (before, after))| CountChange {
        period,
        municipality,
        topic,
        before,
        after,
    };
    Ok(differing.map(change).collect())
}

/// Returns the counts of both grains.
fn all(snapshot: &Snapshot) -> Result<Vec<domain::count::CaseCount>, SnapshotError> {
    let read = |grain| read_counts(snapshot.folder(), &snapshot.data_file(), grain);
    Ok([read(Grain::Year)?, read(Grain::Quarter)?].concat())
}
