//! Panics: one that the product catches is no finding, any other is.

use std::{
    panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook},
    sync::{Mutex, Once},
};

static SET: Once = Once::new();
static LAST: Mutex<String> = Mutex::new(String::new());

/// Runs a check; a panic that leaves it ends the program, which libFuzzer takes for a finding.
///
/// libFuzzer's own hook ends the program at any panic, also one that is caught: the library for
/// Parquet panics on some damaged columns, and `register` makes an error of it.
pub fn run(check: impl FnOnce()) {
    SET.call_once(|| set_hook(Box::new(keep)));
    if catch_unwind(AssertUnwindSafe(check)).is_err() {
        eprintln!("{}", last());
        std::process::abort();
    }
}

/// Runs something that may panic in a library of others, which is no finding; a panic of ours is.
pub(crate) fn tolerate_others(read: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(read)).is_err() {
        let what = last();
        let is_other = what.contains("/parquet-") || what.contains("/arrow-");
        assert!(is_other, "{what}");
    }
}

fn keep(info: &PanicHookInfo) {
    *LAST.lock().unwrap() = info.to_string();
}

fn last() -> String {
    LAST.lock().unwrap().clone()
}
