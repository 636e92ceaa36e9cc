//! A delivery in a ZIP archive.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::delivery("delivery.zip", bytes)));
