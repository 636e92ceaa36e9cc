//! Words beside a picture, moved apart so that none lies on another.

/// Words that want to stand at a height.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    /// Where their middle would best be.
    pub(crate) middle: f64,
    /// How high they are, the air around them included.
    pub(crate) height: f64,
}

/// Blocks that touch: where the top would best be on average, and how high each of them is.
struct Pile {
    heights: Vec<f64>,
    weight: f64,
    best: f64,
}

impl Pile {
    fn height(&self) -> f64 {
        self.heights.iter().sum()
    }

    fn top(&self, [top, bottom]: [f64; 2]) -> f64 {
        self.best.min(bottom - self.height()).max(top)
    }

    fn touches(&self, below: &Self, within: [f64; 2]) -> bool {
        self.top(within) + self.height() > below.top(within)
    }

    /// Lays a pile under this one.
    fn join(mut self, below: Self) -> Self {
        let weight = self.weight + below.weight;
        let lifted = below.best - self.height();
        let best = (self.weight * self.best + below.weight * lifted) / weight;
        self.heights.extend(below.heights);
        Self { heights: self.heights, weight, best }
    }
}

/// Returns the middles of blocks that come in order from top to bottom, as near to where they would
/// best be as they can be without lying on each other, within the two heights.
///
/// Blocks that are too many for the space begin at its top and go on below its bottom.
pub(crate) fn apart(blocks: &[Block], within: [f64; 2]) -> Vec<f64> {
    let mut piles: Vec<Pile> = Vec::new();
    for Block { middle, height } in blocks.iter().copied() {
        let mut pile = Pile { heights: vec![height], weight: 1.0, best: middle - height / 2.0 };
        while let Some(above) = piles.pop_if(|above| above.touches(&pile, within)) {
            pile = above.join(pile);
        }
        piles.push(pile);
    }
    let mut middles = Vec::with_capacity(blocks.len());
    for pile in &piles {
        let mut top = pile.top(within);
        for height in &pile.heights {
            middles.push(top + height / 2.0);
            top += height;
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_with_room_stay_where_they_are() {
        check(&[20.0, 50.0], &[20.0, 50.0]);
    }

    #[test]
    fn blocks_on_each_other_part_around_their_middle() {
        check(&[50.0, 50.0], &[45.0, 55.0]);
        check(&[30.0, 50.0, 50.0, 50.0], &[30.0, 40.0, 50.0, 60.0]);
    }

    #[test]
    fn blocks_stay_within_the_heights() {
        check(&[0.0, 1.0, 99.0, 100.0], &[5.0, 15.0, 85.0, 95.0]);
    }

    #[test]
    fn nothing_gives_nothing() {
        check(&[], &[]);
    }

    /// Checks the middles of blocks ten high between 0 and 100.
    #[track_caller]
    fn check(wanted: &[f64], expected: &[f64]) {
        let blocks: Vec<_> =
            wanted.iter().map(|middle| Block { middle: *middle, height: 10.0 }).collect();
        assert_eq!(apart(&blocks, [0.0, 100.0]), expected);
    }
}
