//! Memory does not grow with the slice. Bytes are counted, so that the test says the same on every machine.

mod support;

use formats::format::Format;
use peak_alloc::PeakAlloc;
use tables::slice::Slice;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// A million bytes.
const MB: usize = 1_000_000;

#[test]
fn a_million_cells_are_written_within_bounded_memory() {
    let (small, large) = (support::large(1_000), support::large(1_000_000));
    for (format, limit) in [
        (Format::JsonStat2, MB),
        (Format::JsonStat1, MB),
        (Format::Px, MB),
        (Format::Csv, MB),
        (Format::LongCsv, MB),
        (Format::Html, MB),
        (Format::Xlsx, 2 * MB),
        (Format::Parquet, 8 * MB),
    ] {
        let (before, after) =
            (peak(format, &Slice::whole(&small)), peak(format, &Slice::whole(&large)));
        assert!(after < limit, "{} holds {after} bytes; of little {before}", format.name());
    }
}

/// Returns how many bytes are held at most while a slice is written.
fn peak(format: Format, slice: &Slice<'_>) -> usize {
    let layout = support::danish();
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    format.write(slice, &layout, &mut std::io::sink()).expect("the sink takes all");
    MEMORY.peak_usage() - before
}
