//! The public pages: routes, templates, texts, and the server that sends them.
//!
//! A page is a pure function of an address and a release: [`site::Site::answer`] does no I/O, reads
//! no clock and sets no cookie. Only [`server`] speaks HTTP. The crate cannot name a case row or a
//! draft, because it depends on neither `register` nor a `Draft`'s maker.

pub mod address;
mod answer;
pub mod api;
mod asset;
mod cache;
mod pages;
pub mod server;
pub mod site;
mod text;
