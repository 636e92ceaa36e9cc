//! Best estimates, ranks, years together, and peers.

use domain::municipality::{self, MunicipalityCode};
use stats::{Proportion, Tally};

use super::{
    Answers,
    cell::Cell,
    rates::{limits, rate_and_limits},
    table::{Row, Table},
};
use crate::analysis::{Estimates, peers::peer_at};

/// Returns own and shrunken rates; ranks; and three years of one municipality, with their sum.
pub(super) fn estimate(tables: &[Table]) -> Vec<Answers> {
    let mut tallies = vec![Tally::default(); municipality::all().len()];
    for (tally, row) in tallies.iter_mut().zip(&tables[0].rows) {
        *tally = row.tally(1);
    }
    let estimates = Estimates::new(tallies);
    let codes = || tables[0].rows.iter().zip(municipality::all()).map(|(row, it)| (row, it.code));
    let rates = codes().map(|(row, code)| estimated(row, &estimates, code));
    let ranks = codes().map(|(_, code)| {
        let rank = estimates.rank(code).expect("the examples have cases");
        let place = |it: usize| Cell::count(u32::try_from(it).expect("a short list"));
        vec![place(rank.lower), place(rank.upper)]
    });
    let years = tables[2].rows.iter().map(|row| rate_and_limits(row.tally(1).proportion()).into());
    vec![rates.collect(), ranks.collect(), years.collect(), together(&tables[2])]
}

fn estimated(row: &Row, estimates: &Estimates, code: MunicipalityCode) -> Vec<Cell> {
    let own = row.tally(1).proportion().expect("the examples have cases");
    let estimate = estimates.shrunken(code).expect("the examples have cases");
    let mut cells = vec![Cell::percent(own), Cell::fraction(estimate.rate)];
    cells.extend(limits(estimate.interval));
    cells
}

/// Returns the sums of some years, and the rate of them with its limits.
fn together(table: &Table) -> Answers {
    let sum =
        |value: fn(&Tally) -> u32| table.rows.iter().map(|row| value(&row.tally(1))).sum::<u32>();
    let (reversed, upheld) = (sum(|it| it.successes), sum(|it| it.failures));
    let mut cells = vec![Cell::count(reversed), Cell::count(reversed + upheld)];
    cells.extend(rate_and_limits(Proportion::from_parts(reversed, upheld)));
    cells.into_iter().map(|cell| vec![cell]).collect()
}

/// Returns the three parts of the distance of two municipalities, and the distance.
///
/// The inputs are 1 for the same official group, then one's cases by topic, then the other's.
pub(super) fn peers(tables: &[Table]) -> Vec<Answers> {
    let answer = |row: &Row| {
        let [own, other] =
            [[2, 3, 4], [5, 6, 7]].map(|places| places.map(|place| f64::from(row.count(place))));
        let [own_sum, other_sum] = [own, other].map(|cases| cases.iter().sum::<f64>());
        let mixes = [own.map(|it| it / own_sum), other.map(|it| it / other_sum)];
        let sums = [own_sum, other_sum];
        let code = municipality::all()[0].code;
        let peer = peer_at(code, row.count(1) == 1, sums, [&mixes[0], &mixes[1]]);
        let parts = [peer.group, peer.volume, peer.mix, peer.distance];
        parts.map(|part| Cell::decimal(part, 2)).into()
    };
    vec![tables[0].rows.iter().map(answer).collect()]
}
