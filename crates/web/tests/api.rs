//! The open API, asked over HTTP as programs do.

#[path = "api/http.rs"]
mod http;
#[path = "api/random.rs"]
mod random;
#[path = "api/refusals.rs"]
mod refusals;
#[path = "api/schema.rs"]
mod schema;
#[path = "api/server.rs"]
mod server;
#[path = "api/v1.rs"]
mod v1;
#[path = "api/v2.rs"]
mod v2;
