//! Ids of saved queries, and queries to save.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzz::run(|| fuzz::saved_query(bytes)));
