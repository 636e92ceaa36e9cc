//! Tables of the shape that is published: places that nest in two ways by codes.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use stats::suppression::Sum;

/// How many of the smallest places there are.
const PLACES: usize = 98;
/// How many provinces, each inside a region; the last is one place alone.
const PROVINCES: usize = 11;
const REGIONS: usize = 5;
/// Groups of places across the regions.
const GROUPS: usize = 5;
/// The country, the regions, the provinces, the groups and the places.
pub const UNITS: usize = 1 + REGIONS + PROVINCES + GROUPS + PLACES;

/// One table: unit by unit, code by code, the total of the codes last if there is one.
pub struct Published {
    pub counts: Vec<u32>,
    pub sums: Vec<Sum>,
    pub width: usize,
    pub has_total: bool,
}

impl Published {
    /// Returns a table with about `cases` cases spread unevenly over places and codes.
    pub fn new(seed: u64, codes: usize, has_total: bool, cases: u32) -> Self {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let width = codes + usize::from(has_total);
        let sizes = uneven(&mut random, PLACES);
        let shares = uneven(&mut random, codes);
        let mut counts = vec![0; UNITS * width];
        for _ in 0..cases {
            let place = draw(&mut random, &sizes);
            let code = draw(&mut random, &shares);
            for unit in ancestors(place) {
                counts[unit * width + code] += 1;
                if has_total {
                    counts[unit * width + codes] += 1;
                }
            }
        }
        Self { counts, sums: sums(width, has_total), width, has_total }
    }

    /// Returns for each cell whether it is a total of the codes.
    pub fn totals(&self) -> Vec<bool> {
        let is_total = |cell| self.has_total && cell % self.width == self.width - 1;
        (0..self.counts.len()).map(is_total).collect()
    }
}

/// Returns running sums of shares of which the largest is some fifty times the smallest.
fn uneven(random: &mut ChaCha8Rng, length: usize) -> Vec<f64> {
    let mut sum = 0.0;
    let mut share = || {
        sum += libm::exp(4.0 * random.random::<f64>());
        sum
    };
    (0..length).map(|_| share()).collect()
}

fn draw(random: &mut ChaCha8Rng, running: &[f64]) -> usize {
    let at = random.random::<f64>() * running.last().expect("a share");
    running.partition_point(|&sum| sum <= at).min(running.len() - 1)
}

fn province(place: usize) -> usize {
    if place == PLACES - 1 { PROVINCES - 1 } else { place % (PROVINCES - 1) }
}

fn ancestors(place: usize) -> [usize; 5] {
    let province = province(place);
    let (region, group) = (province % REGIONS, place * 7 % 31 % GROUPS);
    let first_group = 1 + REGIONS + PROVINCES;
    [0, 1 + region, 1 + REGIONS + province, first_group + group, first_group + GROUPS + place]
}

fn sums(width: usize, has_total: bool) -> Vec<Sum> {
    let mut parts_of = vec![Vec::new(); UNITS];
    let mut groups = Vec::new();
    for place in 0..PLACES {
        let [country, region, province, group, place] = ancestors(place);
        for (whole, part) in [(country, region), (region, province), (province, place)] {
            if !parts_of[whole].contains(&part) {
                parts_of[whole].push(part);
            }
        }
        parts_of[group].push(place);
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    let mut nested: Vec<(usize, Vec<usize>)> = parts_of.into_iter().enumerate().collect();
    nested.retain(|(_, parts)| !parts.is_empty());
    nested.push((0, groups));
    let mut sums = Vec::new();
    for code in 0..width {
        let cell = |unit: usize| unit * width + code;
        let sum = |(whole, parts): &(usize, Vec<usize>)| Sum {
            total: cell(*whole),
            parts: parts.iter().map(|&part| cell(part)).collect(),
        };
        sums.extend(nested.iter().map(sum));
    }
    if has_total {
        let row = |unit: usize| Sum {
            total: unit * width + width - 1,
            parts: (unit * width..unit * width + width - 1).collect(),
        };
        sums.extend((0..UNITS).map(row));
    }
    sums
}
