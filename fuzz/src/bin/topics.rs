//! The tables of topics, their names and successors.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::topics(bytes)));
