//! Selections of cells.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::choose(bytes)));
