//! A workbook as it comes: an archive of damaged parts.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::delivery("delivery.xlsx", bytes)));
