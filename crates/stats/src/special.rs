//! Special functions, root finding and quadrature, all on `libm`.
//!
//! The standard library leaves the last digits of logarithms and exponentials to the platform;
//! `libm` is plain Rust and gives the same bits everywhere. Square roots, sums and products are
//! exact to the last bit in IEEE 754 and need no library.

pub(crate) mod incomplete_beta;
pub(crate) mod incomplete_gamma;
pub(crate) mod normal;
mod outward;
pub(crate) mod quadrature;
pub(crate) mod root;
pub(crate) mod saddle_point;
pub(crate) mod student;
