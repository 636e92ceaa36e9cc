//! `recipients.csv`.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::recipients(bytes)));
