//! The same assets on both servers: what the demo server has is written into Sling as nodes of the
//! same types with the same properties.

use damson_core::DamPath;
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample};
use serde_json::{Map, Value, json};
use tempfile::TempDir;

use crate::{
    ask::{client, is_ecma_date},
    server::Sling,
};

/// Above this number of nodes Sling's JSON answers 300, as AEM does.
pub(crate) const MANY: usize = 1_100;

/// Both servers with the same assets in `/content/dam/studio`, and [`MANY`] in `/content/dam/many`.
#[derive(Debug)]
pub(crate) struct Both {
    pub(crate) sling: Sling,
    // Before its storage: it is dropped first.
    pub(crate) demo: DemoServer,
    _storage: TempDir,
}

pub(crate) const BYTES: &[u8] = b"hello bytes of the poster";

impl Both {
    pub(crate) async fn start() -> Option<Self> {
        let sling = Sling::start().await?;
        let storage = TempDir::new().unwrap();
        let config = DemoConfig::new(storage.path(), Personality::Aem65, Sample::None);
        let demo = DemoServer::start(config).await.unwrap();
        for name in ["poster.v2.jpg", "plain", "Übergröße 1.psd"] {
            let asset = path(&format!("studio/{name}"));
            demo.put_asset(&asset, BYTES, "jane").unwrap();
            demo.set_metadata(&asset, "dc:title", "Über Äpfel", "jane")
                .unwrap();
        }
        demo.put_folder(&path("studio/empty")).unwrap();
        demo.put_folder(&path("studio/Ordner mit ß")).unwrap();
        demo.make_many(&path("many"), "a", MANY).unwrap();
        demo.finish_processing().unwrap();
        let both = Self {
            sling,
            demo,
            _storage: storage,
        };
        both.copy("studio").await;
        both.many().await;
        Some(both)
    }

    pub(crate) fn demo_url(&self) -> String {
        self.demo.url().as_str().trim_end_matches('/').to_owned()
    }

    /// Writes a tree of the demo server into Sling.
    async fn copy(&self, name: &str) {
        let client = client();
        let tree: Value = client
            .get(format!(
                "{}/content/dam/{name}.infinity.json",
                self.demo_url()
            ))
            .basic_auth("jane", Some("jane"))
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        import(&self.sling, name, &writable(&tree)).await;
    }

    async fn many(&self) {
        let mut folder = Map::new();
        folder.insert("jcr:primaryType".into(), json!("sling:OrderedFolder"));
        let title = json!({ "jcr:primaryType": "nt:unstructured", "jcr:title": "many" });
        folder.insert("jcr:content".into(), title);
        for number in 0..MANY {
            let child = json!({ "jcr:primaryType": "sling:Folder" });
            folder.insert(format!("a-{number:06}.txt"), child);
        }
        import(&self.sling, "many", &Value::Object(folder)).await;
    }
}

pub(crate) fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

/// Leaves out what only a repository may write, and gives files their bytes as text.
fn writable(tree: &Value) -> Value {
    // What is imported takes dates in another form than what is read has.
    if let Some(text) = tree.as_str().filter(|text| is_ecma_date(text)) {
        return json!(as_iso(text));
    }
    let Some(map) = tree.as_object() else {
        return tree.clone();
    };
    let mut kept = Map::new();
    for (name, value) in map {
        match name.as_str() {
            "jcr:created" | "jcr:createdBy" | "jcr:uuid" | "jcr:mixinTypes" | ":jcr:data" => {}
            _ => {
                kept.insert(name.clone(), writable(value));
            }
        }
    }
    if kept.get("jcr:primaryType") == Some(&json!("nt:resource")) {
        kept.insert("jcr:data".into(), json!(String::from_utf8_lossy(BYTES)));
    }
    Value::Object(kept)
}

fn as_iso(date: &str) -> String {
    let date = jiff::fmt::strtime::parse("%a %b %d %Y %H:%M:%S GMT%z", date);
    let at = date.unwrap().to_timestamp().unwrap();
    at.strftime("%Y-%m-%dT%H:%M:%S.000+00:00").to_string()
}

async fn import(sling: &Sling, name: &str, tree: &Value) {
    let form = [
        (":operation", "import"),
        (":contentType", "json"),
        (":name", name),
        (":content", &tree.to_string()),
        (":replace", "true"),
        ("_charset_", "UTF-8"),
    ];
    let answer = client()
        .post(format!("{}/content/dam", sling.url))
        .basic_auth("admin", Some("admin"))
        .form(&form)
        .send()
        .await
        .unwrap();
    let status = answer.status();
    let said = answer.text().await.unwrap();
    assert!(status.is_success(), "{name}: {status} {said}");
}
