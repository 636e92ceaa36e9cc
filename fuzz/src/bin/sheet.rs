//! The parts of a workbook, packed into a sound archive.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::sheet(bytes)));
