//! The portal's export, with a law column.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::delivery("delivery.csv", bytes)));
