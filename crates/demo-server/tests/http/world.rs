//! A server and somebody who asks it.

use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample, Switches};
use reqwest::{Client, Method, RequestBuilder, Response, redirect::Policy};
use serde_json::Value;
use tempfile::TempDir;

pub(crate) struct World {
    pub server: DemoServer,
    pub client: Client,
    personality: Personality,
    pub folder: TempDir,
}

impl World {
    pub(crate) async fn aem65() -> Self {
        Self::start(Personality::Aem65, Switches::default()).await
    }

    pub(crate) async fn cloud() -> Self {
        Self::start(Personality::Cloud, Switches::default()).await
    }

    pub(crate) async fn start(personality: Personality, switches: Switches) -> Self {
        let folder = TempDir::new().unwrap();
        let config = DemoConfig {
            switches,
            ..DemoConfig::new(folder.path().join("dam"), personality, Sample::Small)
        };
        let server = DemoServer::start(config).await.unwrap();
        Self {
            server,
            client: client(),
            personality,
            folder,
        }
    }

    /// A request by `user` for a path that is encoded already.
    pub(crate) fn by(&self, user: &str, method: &str, path: &str) -> RequestBuilder {
        let request = self.anonymous(method, path);
        match self.personality {
            Personality::Aem65 => request.basic_auth(user, Some(user)),
            Personality::Cloud => request.bearer_auth(self.server.token(user)),
        }
    }

    pub(crate) fn anonymous(&self, method: &str, path: &str) -> RequestBuilder {
        let url = format!("{}{path}", self.server.url().as_str().trim_end_matches('/'));
        self.client
            .request(Method::from_bytes(method.as_bytes()).unwrap(), url)
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.by("jane", "GET", path).send().await.unwrap()
    }

    pub(crate) async fn json(&self, path: &str) -> Value {
        let response = self.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert!(
            header(&response, "content-type").starts_with("application/json"),
            "{path}"
        );
        response.json().await.unwrap()
    }

    pub(crate) async fn post(&self, user: &str, path: &str, form: &[(&str, &str)]) -> Response {
        self.by(user, "POST", path).form(form).send().await.unwrap()
    }

    pub(crate) fn bytes(&self, path: &str) -> Vec<u8> {
        self.server.read(&at(path)).unwrap()
    }
}

pub(crate) fn client() -> Client {
    // Another test may have installed it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .redirect(Policy::none())
        .user_agent("DemoTest/1")
        .no_proxy()
        .build()
        .unwrap()
}

pub(crate) fn at(path: &str) -> DamPath {
    DamPath::parse(path).unwrap()
}

pub(crate) fn header(response: &Response, name: &str) -> String {
    response
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap().to_owned())
        .unwrap_or_default()
}
