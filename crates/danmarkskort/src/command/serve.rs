//! `serve`: the public pages of the releases in a folder.

use std::{path::PathBuf, sync::Arc};

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;
use web::{
    api::{Api, Settings},
    server,
    site::Site,
};

use crate::{
    cli::{Listen, Serve},
    command::{bank, import::today},
    output::{Ending, say},
};

pub fn run(serve: &Serve) -> Result<Ending> {
    of_folder(serve.folder.path()?, &serve.listen)
}

/// Serves a folder until the program is told to stop (Ctrl-C, or the signal to terminate).
pub fn of_folder(data: PathBuf, listen: &Listen) -> Result<Ending> {
    let address = listen.address;
    let site = Site::open(data.clone())?;
    let release = site.newest().id().to_owned();
    let settings = Settings::new(Arc::new(today));
    let settings = Settings {
        base: listen.base.clone(),
        calls: listen.calls,
        decided: bank::settings(&data)?,
        ..settings
    };
    let api = Api::open(data, settings)?;
    let tables = api.newest().map_or_else(
        || "no statistics tables: `danmarkskort bank build` makes them".to_owned(),
        |bank| format!("the tables of bank {bank}"),
    );
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.with_context(|| {
            format!("cannot serve on {address}: choose another with --listen ADDR:PORT")
        })?;
        say(format_args!(
            "Serving release {release} and {tables} on http://{}/ (stop with Ctrl-C)",
            listener.local_addr()?
        ))?;
        server::serve(site, api, listener, stop()).await?;
        Ok(Ending::Done)
    })
}

async fn stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt => {}
            }
            return;
        }
    }
    // Without a handler the signal ends the program by itself, so there is nothing more to wait for.
    if interrupt.await.is_err() {
        std::future::pending::<()>().await;
    }
}
