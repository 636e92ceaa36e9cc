//! A delivery packed with gzip.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::delivery("delivery.csv.gz", bytes)));
