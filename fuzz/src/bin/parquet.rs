//! Parquet files of other programs.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::delivery("delivery.parquet", bytes)));
