//! What machines find the figures by, asked over HTTP as programs do.

#[path = "open_data/changes.rs"]
mod changes;
#[path = "open_data/files.rs"]
mod files;
#[path = "open_data/openapi.rs"]
mod openapi;
#[path = "open_data/server.rs"]
mod server;
