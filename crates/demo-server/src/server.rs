//! A running server.

use std::{
    net::{SocketAddr, TcpListener},
    sync::Arc,
    time::Duration,
};

use axum::{Router, extract::DefaultBodyLimit, routing::any};
use thiserror::Error;
use tokio::{runtime::Runtime, sync::watch};
use url::Url;

use crate::{
    DemoConfig, Switches,
    connection::{Connections, Cut},
    dam::{Dam, RecordedRequest},
    route, sample,
    store::StoreError,
};

/// Why a server did not start.
#[derive(Debug, Error)]
pub enum StartError {
    #[error("the demo server can't listen at {0}")]
    Listen(SocketAddr, #[source] std::io::Error),
    #[error("the demo server's runtime did not start")]
    Runtime(#[source] std::io::Error),
    #[error("the storage of the demo server can't be opened")]
    Storage(#[from] StoreError),
    #[error("the sample assets could not be made: {0}")]
    Sample(String),
}

/// A running server; dropping it shuts it down.
///
/// It runs on threads of its own, so that it answers also while a test's thread waits for a
/// command-line program. The methods that act on the storage block the calling thread for as long
/// as SQLite needs, and make what they do visible to the next request.
#[derive(Debug)]
pub struct DemoServer {
    pub(crate) dam: Arc<Dam>,
    runtime: Option<Runtime>,
    stop: watch::Sender<bool>,
}

impl DemoServer {
    /// Opens the storage, fills an empty one with the sample, and listens.
    pub async fn start(config: DemoConfig) -> Result<Self, StartError> {
        let started = tokio::task::spawn_blocking(move || Self::start_blocking(&config)).await;
        started.map_err(|error| StartError::Sample(error.to_string()))?
    }

    /// The author's base URL: `http://127.0.0.1:<port>`, with the context path where one is set.
    pub fn url(&self) -> Url {
        Url::parse(&self.dam.base()).expect("it was built from a URL")
    }

    /// The base URL of the second origin, which takes parts of uploads and serves downloads by
    /// signed addresses.
    pub fn blob_url(&self) -> Url {
        self.dam.blob_url().clone()
    }

    pub fn switches(&self) -> Switches {
        self.dam.switches()
    }

    /// Changes the switches; the next request sees it.
    pub fn set_switches(&self, change: impl FnOnce(&mut Switches)) {
        self.dam.set_switches(change);
    }

    /// The requests that were answered, the oldest first; the last twenty thousand of them.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.dam.requests()
    }

    /// How many requests to the author were under way at a time at most, since they were forgotten.
    pub fn most_at_once(&self) -> usize {
        self.dam.most_under_way()
    }

    /// Forgets the requests, so that a test sees only what follows.
    pub fn forget_requests(&self) {
        self.dam.forget_requests();
    }

    /// Shuts the server down and waits until it let go of the storage.
    pub async fn stop(mut self) {
        let _ = self.stop.send(true);
        if let Some(runtime) = self.runtime.take() {
            let ended = tokio::task::spawn_blocking(move || {
                runtime.shutdown_timeout(Duration::from_secs(2));
            });
            // A panic of a request handler has been reported already.
            let _ = ended.await;
        }
    }

    fn start_blocking(config: &DemoConfig) -> Result<Self, StartError> {
        let dam = Dam::open(&config.storage, config.personality, config.switches.clone())?;
        sample::fill(&dam, config.sample).map_err(|error| StartError::Sample(error.to_string()))?;
        dam.apply_switches();
        let dam = Arc::new(dam);
        let author = listen(config.listen)?;
        let blob = listen(SocketAddr::new(config.listen.ip(), 0))?;
        dam.set_urls(
            url_of(&author, config.listen)?,
            url_of(&blob, config.listen)?,
        );
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_name("demo-server")
            .enable_all()
            .build()
            .map_err(StartError::Runtime)?;
        let (stop, stopped) = watch::channel(false);
        let author_router = Router::new()
            .fallback(any(route::author))
            .with_state(Arc::clone(&dam));
        let blob_router = Router::new()
            .fallback(any(route::blob))
            .with_state(Arc::clone(&dam));
        spawn(
            &runtime,
            author,
            config.listen,
            author_router,
            stopped.clone(),
        )?;
        spawn(&runtime, blob, config.listen, blob_router, stopped)?;
        Ok(Self {
            dam,
            runtime: Some(runtime),
            stop,
        })
    }
}

impl Drop for DemoServer {
    fn drop(&mut self) {
        let _ = self.stop.send(true);
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn listen(at: SocketAddr) -> Result<TcpListener, StartError> {
    let refused = |error| StartError::Listen(at, error);
    let listener = TcpListener::bind(at).map_err(refused)?;
    listener.set_nonblocking(true).map_err(refused)?;
    Ok(listener)
}

fn url_of(listener: &TcpListener, at: SocketAddr) -> Result<Url, StartError> {
    let address = listener
        .local_addr()
        .map_err(|error| StartError::Listen(at, error))?;
    Ok(Url::parse(&format!("http://{address}/")).expect("an address and a port make a URL"))
}

fn spawn(
    runtime: &Runtime,
    listener: TcpListener,
    at: SocketAddr,
    router: Router,
    mut stopped: watch::Receiver<bool>,
) -> Result<(), StartError> {
    let _inside = runtime.enter();
    let listener = tokio::net::TcpListener::from_std(listener)
        .map_err(|error| StartError::Listen(at, error))?;
    let service = router
        .layer(DefaultBodyLimit::disable())
        .into_make_service_with_connect_info::<Cut>();
    runtime.spawn(async move {
        let end = async move {
            // An error means that the server was dropped, which is an end too.
            let _ = stopped.wait_for(|stop| *stop).await;
        };
        let served = axum::serve(Connections(listener), service)
            .with_graceful_shutdown(end)
            .await;
        if let Err(error) = served {
            tracing::error!(%error, "the demo server ended");
        }
    });
    Ok(())
}
