//! A server of its own for each test, and people who log in to it.

use std::sync::Mutex;

use bytes::Bytes;
use damson_aem::{Aem, Config, Credentials, connect};
use damson_core::{ByteCount, DamPath, Digest, HashKind};
use damson_demo_server::{DemoConfig, DemoServer, Personality, Sample, Switches};
use damson_remote::{
    BytesSource, Expect, ReadBody, Remote as _, Result, Source, UploadLedger, UploadRequest,
    Uploaded,
};
use futures::TryStreamExt as _;
use tempfile::TempDir;

pub(crate) const BOTH: [Personality; 2] = [Personality::Aem65, Personality::Cloud];

/// A running server with an empty DAM.
pub(crate) struct Dam {
    pub(crate) server: DemoServer,
    pub(crate) personality: Personality,
    _storage: TempDir,
}

impl Dam {
    pub(crate) async fn start(personality: Personality) -> Self {
        Self::with(personality, |_| {}).await
    }

    pub(crate) async fn with(personality: Personality, change: impl FnOnce(&mut Switches)) -> Self {
        Self::filled(personality, Sample::None, change).await
    }

    /// One with the small sample.
    pub(crate) async fn sampled(personality: Personality) -> Self {
        Self::filled(personality, Sample::Small, |_| {}).await
    }

    async fn filled(
        personality: Personality,
        sample: Sample,
        change: impl FnOnce(&mut Switches),
    ) -> Self {
        let storage = TempDir::new().unwrap();
        let mut config = DemoConfig::new(storage.path(), personality, sample);
        change(&mut config.switches);
        Self {
            server: DemoServer::start(config).await.unwrap(),
            personality,
            _storage: storage,
        }
    }

    pub(crate) fn config(&self) -> Config {
        Config::new(self.server.url().as_str()).unwrap()
    }

    pub(crate) fn credentials(&self, user: &str) -> Credentials {
        match self.personality {
            Personality::Aem65 => Credentials::Password {
                user: user.into(),
                password: user.into(),
            },
            Personality::Cloud => Credentials::Token(self.server.token(user).into()),
        }
    }

    pub(crate) async fn log_in(&self, user: &str) -> Aem {
        connect(self.config(), self.credentials(user))
            .await
            .unwrap()
    }

    /// Every request since the last call, as `METHOD path status`.
    pub(crate) fn said(&self) -> Vec<String> {
        let said = self.server.requests();
        self.server.forget_requests();
        said.iter()
            .map(|request| format!("{} {} {}", request.method, request.path, request.status))
            .collect()
    }

    /// Fails when anything that tells who we are reached the binary store.
    pub(crate) fn assert_store_saw_no_secret(&self) {
        let requests = self.server.requests();
        let told = requests.iter().find(|request| {
            request.to_blob_origin && (request.had_authorization || request.had_cookie)
        });
        assert!(told.is_none(), "{told:?}");
    }
}

pub(crate) fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

pub(crate) async fn bytes(body: ReadBody) -> Result<Vec<u8>> {
    body.stream
        .try_fold(Vec::new(), |mut all, chunk| async move {
            all.extend_from_slice(&chunk);
            Ok(all)
        })
        .await
}

/// A ledger in memory.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) state: Mutex<Option<String>>,
    pub(crate) told: Mutex<Vec<u64>>,
}

impl UploadLedger for Ledger {
    fn resume(&self) -> Option<String> {
        self.state.lock().unwrap().clone()
    }

    fn save(&self, state: &str) {
        *self.state.lock().unwrap() = Some(state.to_owned());
    }

    fn tried(&self) -> bool {
        self.resume().is_some() || !self.told.lock().unwrap().is_empty()
    }

    fn progress(&self, sent: ByteCount) {
        self.told.lock().unwrap().push(sent.0);
    }
}

/// Bytes whose hash is known.
#[derive(Debug)]
pub(crate) struct Hashed {
    pub(crate) bytes: BytesSource,
    digest: Digest,
}

impl Hashed {
    pub(crate) fn new(bytes: Vec<u8>) -> Self {
        use sha1::Digest as _;
        let hash = sha1::Sha1::digest(&bytes);
        Self {
            digest: Digest::from_bytes(HashKind::Sha1, &hash).unwrap(),
            bytes: BytesSource(Bytes::from(bytes)),
        }
    }
}

#[async_trait::async_trait]
impl Source for Hashed {
    fn length(&self) -> ByteCount {
        self.bytes.length()
    }

    fn digest(&self) -> Option<&Digest> {
        Some(&self.digest)
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        self.bytes.read_at(offset, most).await
    }

    async fn seal(&self) -> Result<()> {
        self.bytes.seal().await
    }
}

/// Uploads and forgets the ledger.
pub(crate) async fn upload(
    aem: &Aem,
    at: &DamPath,
    bytes: &[u8],
    replaces: Option<&Expect>,
) -> Result<Uploaded> {
    let ledger = Ledger::default();
    upload_with(aem, at, &Hashed::new(bytes.to_vec()), replaces, &ledger).await
}

pub(crate) async fn upload_with(
    aem: &Aem,
    at: &DamPath,
    source: &dyn Source,
    replaces: Option<&Expect>,
    ledger: &Ledger,
) -> Result<Uploaded> {
    aem.upload(UploadRequest {
        path: at,
        source,
        replaces,
        comment: Some("retouched"),
        title: None,
        ledger,
    })
    .await
}

/// What an asset is, as it is.
pub(crate) async fn expect(aem: &Aem, at: &DamPath) -> Expect {
    Expect {
        revision: Some(aem.stat(at).await.unwrap().revision),
        token: None,
    }
}

/// Many bytes that don't repeat.
pub(crate) fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut bytes = Vec::with_capacity(length + 8);
    while bytes.len() < length {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend_from_slice(&state.to_le_bytes());
    }
    bytes.truncate(length);
    bytes
}
