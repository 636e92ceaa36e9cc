//! Serves the tables of the test kit, for the checks under `clients/`: `fixture 127.0.0.1:8788`.

use std::sync::Arc;

use domain::provenance::Provenance;
use testkit::DataFolder;
use web::{
    api::{Api, Settings},
    server,
    site::Site,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let address = std::env::args().nth(1).ok_or("name an address, such as 127.0.0.1:8788")?;
    let data = DataFolder::with_release(Provenance::Synthetic);
    let site = Site::open(data.path().into())?;
    let settings = Settings::new(Arc::new(|| jiff::civil::date(2025, 7, 1)));
    let settings = Settings { decided: testkit::tables::settings(), ..settings };
    let api = Api::new(testkit::tables::catalogs(), settings);
    let listener = tokio::net::TcpListener::bind(address).await?;
    server::serve(site, api, listener, std::future::pending()).await?;
    Ok(())
}
