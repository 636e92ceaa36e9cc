//! `serve`: the public pages of the releases in a folder.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use anyhow::{Context as _, Result};
use tokio::net::TcpListener;
use web::{
    api::{Api, Settings},
    server,
    site::Site,
};

use crate::{
    cli::Serve,
    command::import::today,
    output::{Ending, say},
};

pub fn run(serve: &Serve) -> Result<Ending> {
    of_folder(serve.folder.path()?, serve.listen.listen)
}

/// Serves a folder until the program is told to stop (Ctrl-C, or the signal to terminate).
pub fn of_folder(data: PathBuf, address: SocketAddr) -> Result<Ending> {
    let site = Site::open(data)?;
    let release = site.newest().id().to_owned();
    let api = Api::new(Vec::new(), Settings::new(Arc::new(today)));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await.with_context(|| {
            format!("cannot serve on {address}: choose another with --listen ADDR:PORT")
        })?;
        say(format_args!(
            "Serving release {release} on http://{}/ (stop with Ctrl-C)",
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
