//! Many sorted streams as one.

use super::{Frame, Frames};
use crate::snapshot::SnapshotError;

/// Sorted streams of frames, read as one that is sorted: a heap of the streams by their heads.
pub(crate) struct Merge<'a> {
    streams: Vec<Frames<'a>>,
    /// Key and place in `streams`; each stands before its two children. Streams at their end are gone.
    heap: Vec<(u64, usize)>,
}

impl<'a> Merge<'a> {
    /// Goes to the first frame of sorted streams.
    pub fn start(mut streams: Vec<Frames<'a>>) -> Result<Self, SnapshotError> {
        let mut heap = Vec::with_capacity(streams.len());
        for (place, stream) in streams.iter_mut().enumerate() {
            stream.start()?;
            heap.extend(stream.head().map(|frame| (frame.key, place)));
        }
        let mut merge = Self { streams, heap };
        for place in (0..merge.heap.len() / 2).rev() {
            merge.sink(place);
        }
        Ok(merge)
    }

    /// Returns the smallest frame; `None` at the end.
    pub fn head(&self) -> Option<Frame<'_>> {
        self.heap.first().and_then(|(_, place)| self.streams[*place].head())
    }

    /// Goes to the next frame.
    pub fn advance(&mut self) -> Result<(), SnapshotError> {
        let Some((key, place)) = self.heap.first_mut() else { return Ok(()) };
        let stream = &mut self.streams[*place];
        stream.advance()?;
        match stream.head() {
            Some(frame) => *key = frame.key,
            None => {
                self.heap.swap_remove(0);
            }
        }
        self.sink(0);
        Ok(())
    }

    /// Moves a stream down until none below it has a smaller frame.
    fn sink(&mut self, mut place: usize) {
        loop {
            let children = [2 * place + 1, 2 * place + 2].into_iter();
            let smallest = children.fold(place, |least, child| {
                let is_smaller = child < self.heap.len() && self.is_before(child, least);
                if is_smaller { child } else { least }
            });
            if smallest == place || place >= self.heap.len() {
                return;
            }
            self.heap.swap(place, smallest);
            place = smallest;
        }
    }

    fn is_before(&self, place: usize, other: usize) -> bool {
        let ((key, stream), (other_key, other)) = (self.heap[place], self.heap[other]);
        // Nearly always the keys decide, and they lie side by side.
        let frames = || self.streams[stream].head().cmp(&self.streams[other].head());
        key.cmp(&other_key).then_with(frames).is_lt()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::push_frame, *};

    #[test]
    fn streams_come_out_as_one_in_order() {
        for streams in [0, 1, 2, 3, 7, 40] {
            let stream = |first: u64| {
                let mut bytes = Vec::new();
                let keys = (first..1_000).step_by(usize::try_from(streams).expect("few"));
                keys.for_each(|key| push_frame(&mut bytes, key, "", |_| {}));
                Frames::of(bytes)
            };
            let all = (0..streams).map(stream).collect();
            let mut merge = Merge::start(all).expect("memory");
            let mut keys = Vec::new();
            while let Some(frame) = merge.head() {
                keys.push(frame.key);
                merge.advance().expect("memory");
            }
            assert!(keys.iter().copied().eq(0..if streams == 0 { 0 } else { 1_000 }), "{streams}");
        }
    }

    #[test]
    fn frames_of_one_number_are_in_order_of_text_then_rest() {
        let frame = |text: &str, rest: u8| {
            let mut bytes = Vec::new();
            push_frame(&mut bytes, 1, text, |out| out.push(rest));
            Frames::of(bytes)
        };
        let streams = vec![frame("b", 1), frame("a", 2), frame("a", 1), frame("aa", 0)];
        let mut merge = Merge::start(streams).expect("memory");
        let mut seen = Vec::new();
        while let Some(frame) = merge.head() {
            seen.push((frame.text().to_owned(), frame.rest[0]));
            merge.advance().expect("memory");
        }
        let expected = [("a", 1), ("a", 2), ("aa", 0), ("b", 1)];
        assert!(seen.iter().map(|(text, rest)| (text.as_str(), *rest)).eq(expected));
    }
}
