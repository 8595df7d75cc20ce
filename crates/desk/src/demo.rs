//! The demo DAM that runs inside Damson, for people who have no server at hand.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
};

use damson_app::{
    ErrorCode, Intent, UserError,
    error::Result,
    intent::{Connect, Login, Secret},
};
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample, StartError};

/// The name of the connection to the demo DAM.
pub const DEMO_NAME: &str = "Demo DAM";
/// The name with which the person logs in to the demo DAM, and the password.
const PERSON: &str = "jane";

/// A running demo DAM.
#[derive(Debug)]
pub struct Demo {
    server: DemoServer,
}

impl Demo {
    /// Starts the demo DAM with the storage in `folder`, at its former address if that is free, because a
    /// connection knows its server by the address.
    pub async fn start(folder: &Path) -> Result<Self> {
        let note = folder.join("port");
        let port = fs::read_to_string(&note)
            .ok()
            .and_then(|text| text.trim().parse().ok());
        let server = match Self::listen(folder, port.unwrap_or(0)).await {
            Err(StartError::Listen(..)) if port.is_some() => Self::listen(folder, 0).await,
            started => started,
        };
        let server = server.map_err(|error| failed(folder, &error))?;
        if let Some(port) = server.url().port() {
            // Without the file, the next start has another address, and connects to that one.
            let _ = fs::write(&note, port.to_string());
        }
        Ok(Self { server })
    }

    async fn listen(folder: &Path, port: u16) -> Result<DemoServer, StartError> {
        let storage: PathBuf = folder.join("storage");
        let mut config = DemoConfig::new(storage, Personality::Aem65, Sample::Full);
        config.listen = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        DemoServer::start(config).await
    }

    pub fn url(&self) -> String {
        self.server.url().to_string()
    }

    /// Ends the demo DAM, and waits until its files are closed.
    pub async fn stop(self) {
        self.server.stop().await;
    }

    /// The intent that connects this person to the demo DAM.
    pub fn connect(&self) -> Intent {
        Intent::Connect(Box::new(Connect {
            url: self.url(),
            name: Some(DEMO_NAME.to_owned()),
            login: Login::Password {
                user: PERSON.to_owned(),
                password: Secret::new(PERSON),
            },
            // The password is no secret, so it need not be in the keychain.
            remember: false,
            allow_plain_http: true,
            cache_folder: None,
        }))
    }
}

fn failed(folder: &Path, error: &StartError) -> UserError {
    UserError::new(ErrorCode::Unexpected)
        .file(folder)
        .said(error.to_string())
}
