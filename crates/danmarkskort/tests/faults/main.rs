//! Never half: the program killed at every step, on a full disk, in a folder it may not write, twice at
//! once, and on files with a changed bit. The real program runs, under `strace` where it must be
//! stopped at a step; `./test` installs it.

#![cfg(target_os = "linux")]

mod bits;
mod killed;
mod limits;
mod program;
mod together;
mod tree;
