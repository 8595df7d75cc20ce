//! The window's page in an ordinary browser, over the real application.
//!
//! Playwright and the people who draw the window use it: everything behind the page is real, only
//! the desktop (pickers, notifications, dragging) is one that tests can read and steer. It listens
//! on loopback, and every call carries a random token.

mod bench;
mod call;
mod opener;
mod route;

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

pub use bench::Bench;
use damson_desk::Desk;
pub use opener::open_desk;
use tokio::{net::TcpListener, task::JoinHandle};

/// A running bridge; dropping it stops it.
#[derive(Debug)]
pub struct Bridge {
    pub address: SocketAddr,
    pub token: String,
    serving: JoinHandle<()>,
}

/// What the routes share.
#[derive(Debug)]
struct Shared {
    desk: Desk,
    bench: Arc<Bench>,
    token: String,
    /// The built page.
    ui: PathBuf,
}

impl Bridge {
    /// Serves the page in `ui` and the calls of its window.
    pub async fn start(
        desk: Desk,
        bench: Arc<Bench>,
        ui: PathBuf,
        listen: SocketAddr,
    ) -> std::io::Result<Self> {
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let token = uuid::Uuid::new_v4().simple().to_string();
        let shared = Shared {
            desk,
            bench,
            token: token.clone(),
            ui,
        };
        let router = route::router(Arc::new(shared));
        let serving = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "the bridge stopped serving");
            }
        });
        Ok(Self {
            address,
            token,
            serving,
        })
    }

    /// Where a browser begins.
    pub fn url(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token)
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.serving.abort();
    }
}
