//! The decorators, against the in-memory server and in virtual time.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use damson_core::{ByteCount, DamPath, Digest, HashKind};
use damson_remote::{
    Capability, Entry, Error, ErrorKind, Expect, NoLedger, Read, Remote, Result, Retry, Source,
    UploadRequest, Verb,
    body::{Checked, Expected, Hasher},
    memory::MemoryServer,
    wrap::{
        Around, Attempt, Faulty, Glitch, Limited, Limits, Options, Patience, Retrying, Site,
        Throttled, Traced, stack,
    },
};
use futures::{StreamExt as _, TryStreamExt as _, future::join_all, stream};
use tokio::time::Instant;

fn path(text: &str) -> DamPath {
    DamPath::parse(text).unwrap()
}

/// A source that knows its hash, as a file of the engine does.
#[derive(Debug)]
struct Known(Bytes, Digest);

impl Known {
    fn new(bytes: &'static [u8]) -> Self {
        let mut hasher = Hasher::new(HashKind::Sha1);
        hasher.update(bytes);
        Self(Bytes::from_static(bytes), hasher.finish())
    }
}

#[async_trait::async_trait]
impl Source for Known {
    fn length(&self) -> ByteCount {
        ByteCount(self.0.len() as u64)
    }

    fn digest(&self) -> Option<&Digest> {
        Some(&self.1)
    }

    async fn read_at(&self, offset: u64, most: usize) -> Result<Bytes> {
        let start = usize::try_from(offset).unwrap().min(self.0.len());
        Ok(self
            .0
            .slice(start..start.saturating_add(most).min(self.0.len())))
    }

    async fn seal(&self) -> Result<()> {
        Ok(())
    }
}

fn upload<'a>(
    path: &'a DamPath,
    source: &'a dyn Source,
    replaces: Option<&'a Expect>,
) -> UploadRequest<'a> {
    UploadRequest {
        path,
        source,
        replaces,
        comment: None,
        title: None,
        ledger: &NoLedger,
    }
}

fn failing(server: &MemoryServer) -> (Faulty, Retrying) {
    let faulty = Faulty::scripted(Arc::new(server.login("jane")));
    let retrying = Retrying::new(Arc::new(faulty.clone()), Patience::default());
    (faulty, retrying)
}

fn lost() -> Glitch {
    Glitch::LoseAnswer(ErrorKind::Offline)
}

async fn all(remote: &dyn Remote, path: &DamPath) -> Result<Bytes> {
    let body = remote.read(path, Read::default()).await?;
    Ok(Bytes::from(
        body.stream.try_collect::<Vec<_>>().await?.concat(),
    ))
}

mod retry {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn reads_are_sent_again_until_patience_ends() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        let (faulty, retrying) = failing(&server);
        for _ in 0..5 {
            faulty.next(Verb::Stat, Glitch::Fail(ErrorKind::Timeout));
        }
        retrying.stat(&path("a.psd")).await.unwrap();
        assert_eq!(server.count(Verb::Stat, "a.psd"), 1);
        for _ in 0..6 {
            faulty.next(Verb::Stat, Glitch::Fail(ErrorKind::Timeout));
        }
        let failed = retrying.stat(&path("a.psd")).await.unwrap_err();
        assert_eq!(failed.kind, ErrorKind::Timeout);
    }

    #[tokio::test(start_paused = true)]
    async fn what_can_never_work_is_not_sent_again() {
        let server = MemoryServer::new();
        let (faulty, retrying) = failing(&server);
        faulty.next(Verb::Stat, Glitch::Fail(ErrorKind::Forbidden));
        let began = Instant::now();
        let failed = retrying.stat(&path("a.psd")).await.unwrap_err();
        assert_eq!(failed.kind, ErrorKind::Forbidden);
        assert_eq!(began.elapsed(), Duration::ZERO);
        assert!(server.calls().is_empty());
    }

    #[tokio::test(start_paused = true)]
    async fn waits_as_long_as_the_server_asks_or_not_at_all() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        let asks = |wait| {
            Arc::new(Asking::new(
                &server,
                Retry::After(Duration::from_secs(wait)),
            ))
        };
        let began = Instant::now();
        let retrying = Retrying::new(asks(20), Patience::default());
        retrying.stat(&path("a.psd")).await.unwrap();
        assert!(
            began.elapsed() >= Duration::from_secs(20),
            "{:?}",
            began.elapsed()
        );
        let began = Instant::now();
        let retrying = Retrying::new(asks(3600), Patience::default());
        assert!(retrying.stat(&path("a.psd")).await.is_err());
        assert_eq!(began.elapsed(), Duration::ZERO);
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_whose_answer_was_lost_is_found_and_not_sent_twice() {
        let server = MemoryServer::new();
        let (faulty, retrying) = failing(&server);
        let (asset, one, two) = (path("a.psd"), Known::new(b"one"), Known::new(b"number two"));
        faulty.next(Verb::Upload, lost());
        retrying.upload(upload(&asset, &one, None)).await.unwrap();
        let revision = server.revision("a.psd");
        let expect = Expect {
            revision,
            token: None,
        };
        faulty.next(Verb::Upload, lost());
        let uploaded = retrying
            .upload(upload(&asset, &two, Some(&expect)))
            .await
            .unwrap();
        assert!(uploaded.versioned);
        assert_eq!(server.ever_written().len(), 2);
        assert_eq!(server.versions("a.psd").len(), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_that_never_arrived_is_sent_again() {
        let server = MemoryServer::new();
        let (faulty, retrying) = failing(&server);
        let (asset, one) = (path("a.psd"), Known::new(b"one"));
        faulty.next(Verb::Upload, Glitch::Fail(ErrorKind::Offline));
        faulty.next(Verb::Stat, Glitch::Fail(ErrorKind::Offline));
        retrying.upload(upload(&asset, &one, None)).await.unwrap();
        assert_eq!(server.read("a.psd").unwrap(), "one");
    }

    #[tokio::test(start_paused = true)]
    async fn an_upload_is_not_sent_over_what_came_in_the_meantime() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        let (faulty, retrying) = failing(&server);
        let (asset, mine) = (path("a.psd"), Known::new(b"mine"));
        let expect = Expect {
            revision: server.revision("a.psd"),
            token: None,
        };
        faulty.next(Verb::Upload, Glitch::Fail(ErrorKind::Offline));
        server.before_next(Verb::Stat, |server| server.write("a.psd", "theirs"));
        let failed = retrying
            .upload(upload(&asset, &mine, Some(&expect)))
            .await
            .unwrap_err();
        assert_eq!(failed.kind, ErrorKind::Offline);
        assert_eq!(server.count(Verb::Upload, "a.psd"), 0);
        assert_eq!(server.read("a.psd").unwrap(), "theirs");
    }

    #[tokio::test(start_paused = true)]
    async fn writes_whose_answer_was_lost_count_once() {
        let server = MemoryServer::new();
        let (faulty, retrying) = failing(&server);
        let any = Expect::default();
        let verbs = [
            Verb::MakeFolder,
            Verb::Rename,
            Verb::Lock,
            Verb::Unlock,
            Verb::Remove,
        ];
        for verb in verbs {
            faulty.next(verb, lost());
        }
        retrying
            .make_folder(&path("folder"), "folder")
            .await
            .unwrap();
        server.write("folder/a.psd", "one");
        let (old, fresh) = (path("folder/a.psd"), path("folder/b.psd"));
        retrying.rename(&old, &fresh, &any).await.unwrap();
        retrying.lock(&fresh).await.unwrap();
        assert_eq!(server.holder("folder/b.psd").as_deref(), Some("jane"));
        retrying.unlock(&fresh, None).await.unwrap();
        assert_eq!(server.holder("folder/b.psd"), None);
        retrying.remove(&fresh, &any).await.unwrap();
        assert_eq!(server.list_all().len(), 1);
        assert_eq!(faulty.struck().len(), verbs.len());
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_removed_twice_without_knowing_what_it_is() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        let (faulty, retrying) = failing(&server);
        faulty.next(Verb::Remove, Glitch::Fail(ErrorKind::Offline));
        let removed = retrying.remove(&path("a.psd"), &Expect::default()).await;
        assert_eq!(removed.unwrap_err().kind, ErrorKind::Offline);
        assert!(server.exists("a.psd"));
        let expect = Expect {
            revision: server.revision("a.psd"),
            token: None,
        };
        faulty.next(Verb::Remove, Glitch::Fail(ErrorKind::Offline));
        retrying.remove(&path("a.psd"), &expect).await.unwrap();
        assert!(!server.exists("a.psd"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_release_is_not_sent_again_to_whoever_holds_it_by_then() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        server.lock_as("a.psd", "jane");
        let faulty = Faulty::scripted(Arc::new(server.login("admin")));
        let retrying = Retrying::new(Arc::new(faulty.clone()), Patience::default());
        faulty.next(Verb::ForceUnlock, lost());
        server.before_next(Verb::Stat, |server| server.lock_as("a.psd", "omar"));
        assert!(retrying.force_unlock(&path("a.psd")).await.is_err());
        assert_eq!(server.holder("a.psd").as_deref(), Some("omar"));
    }
}

/// Fails the first call with what a test says.
#[derive(Debug)]
struct Asking {
    inner: damson_remote::MemoryRemote,
    once: Mutex<Option<Retry>>,
}

impl Asking {
    fn new(server: &MemoryServer, retry: Retry) -> Self {
        Self {
            inner: server.login("jane"),
            once: Mutex::new(Some(retry)),
        }
    }
}

impl Around for Asking {
    fn inner(&self) -> &dyn Remote {
        &self.inner
    }

    async fn around<'a, T: Send + 'a>(&'a self, _: Site<'a>, attempt: Attempt<'a, T>) -> Result<T> {
        let retry = self
            .once
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        match retry {
            Some(retry) => Err(Error::new(ErrorKind::Unavailable).retry(retry)),
            None => attempt().await,
        }
    }
}

mod throttle {
    use super::*;

    /// Takes a second for each call and counts those under way.
    #[derive(Debug, Default)]
    struct Busy {
        state: Arc<Mutex<(usize, usize)>>,
        refuse_above: usize,
        inner: Option<damson_remote::MemoryRemote>,
    }

    impl Busy {
        fn new(server: &MemoryServer, refuse_above: usize) -> Self {
            Self {
                inner: Some(server.login("jane")),
                refuse_above,
                state: Arc::default(),
            }
        }
    }

    impl Around for Busy {
        fn inner(&self) -> &dyn Remote {
            self.inner.as_ref().unwrap()
        }

        async fn around<'a, T: Send + 'a>(
            &'a self,
            _: Site<'a>,
            attempt: Attempt<'a, T>,
        ) -> Result<T> {
            let now = {
                let mut state = self.state.lock().unwrap();
                state.0 += 1;
                state.1 = state.1.max(state.0);
                state.0
            };
            tokio::time::sleep(Duration::from_secs(1)).await;
            self.state.lock().unwrap().0 -= 1;
            if now > self.refuse_above {
                return Err(ErrorKind::Throttled.into());
            }
            attempt().await
        }
    }

    fn entries(results: Vec<Result<Entry>>) -> usize {
        results.into_iter().filter(Result::is_ok).count()
    }

    #[tokio::test(start_paused = true)]
    async fn grows_to_what_the_server_takes_and_no_further() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        let busy = Busy::new(&server, usize::MAX);
        let counted = Arc::clone(&busy.state);
        let throttled = Throttled::new(Arc::new(busy));
        assert_eq!(throttled.limit(), 4);
        let asset = path("a.psd");
        let done = join_all((0..200).map(|_| throttled.stat(&asset))).await;
        assert_eq!(entries(done), 200);
        assert_eq!(throttled.limit(), 8);
        assert_eq!(counted.lock().unwrap().1, 8);
    }

    #[tokio::test(start_paused = true)]
    async fn one_burst_of_refusals_halves_once_and_everybody_waits() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        let throttled = Throttled::new(Arc::new(Busy::new(&server, 0)));
        let asset = path("a.psd");
        let done = join_all((0..4).map(|_| throttled.stat(&asset))).await;
        assert_eq!(entries(done), 0);
        assert_eq!(throttled.limit(), 2, "four refusals of one moment are one");
        let began = Instant::now();
        let _ = throttled.stat(&asset).await;
        assert!(
            began.elapsed() >= Duration::from_secs(2),
            "a pause of one second, then the call"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn slow_answers_are_a_sign_of_overload() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        let faulty = Faulty::scripted(Arc::new(server.login("jane")));
        let throttled = Throttled::new(Arc::new(faulty.clone()));
        let asset = path("a.psd");
        for _ in 0..3 {
            faulty.next(Verb::Stat, Glitch::Stall(Duration::from_millis(20)));
            throttled.stat(&asset).await.unwrap();
        }
        let before = throttled.limit();
        for _ in 0..3 {
            faulty.next(Verb::Stat, Glitch::Stall(Duration::from_secs(5)));
            throttled.stat(&asset).await.unwrap();
        }
        assert!(
            throttled.limit() < before,
            "{} of {before}",
            throttled.limit()
        );
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_holds_its_place_and_a_call_passes_by() {
        let server = MemoryServer::new();
        server.write("a.psd", "one");
        server.set_capability(|can| can.concurrency = std::num::NonZeroUsize::MIN);
        let throttled = Throttled::new(Arc::new(server.login("jane")));
        let asset = path("a.psd");
        let body = throttled.read(&asset, Read::default()).await.unwrap();
        throttled.stat(&asset).await.unwrap();
        let second = throttled.read(&asset, Read::default());
        let waited = tokio::time::timeout(Duration::from_secs(60), second).await;
        assert!(waited.is_err(), "the only place is taken");
        drop(body);
        throttled.read(&asset, Read::default()).await.unwrap();
    }
}

mod bandwidth {
    use super::*;

    const LARGE: &[u8] = &[7; 100_000];

    fn limited(limits: &Limits) -> (MemoryServer, Limited) {
        let server = MemoryServer::new();
        server.write("a.psd", LARGE);
        server.set_chunk_size(1000);
        let limited = Limited::new(Arc::new(server.login("jane")), limits.clone());
        (server, limited)
    }

    #[track_caller]
    fn assert_took(began: Instant, seconds: f64) {
        let took = began.elapsed().as_secs_f64();
        assert!(
            (took - seconds).abs() < seconds * 0.05 + 0.01,
            "{took} s, not {seconds} s"
        );
    }

    #[tokio::test(start_paused = true)]
    async fn downloads_and_uploads_keep_to_their_limits() {
        let limits = Limits::new(10_000, 20_000);
        let (server, limited) = limited(&limits);
        let began = Instant::now();
        assert_eq!(all(&limited, &path("a.psd")).await.unwrap(), LARGE);
        assert_took(began, 10.0);
        let began = Instant::now();
        let (asset, source) = (path("b.psd"), Known::new(LARGE));
        limited.upload(upload(&asset, &source, None)).await.unwrap();
        assert_took(began, 5.0);
        assert_eq!(server.read("b.psd").unwrap(), LARGE);
    }

    #[tokio::test(start_paused = true)]
    async fn two_downloads_share_the_limit() {
        let limits = Limits::new(10_000, 0);
        let (_server, limited) = limited(&limits);
        let began = Instant::now();
        let asset = path("a.psd");
        let (one, two) = tokio::join!(all(&limited, &asset), all(&limited, &asset));
        assert_eq!((one.unwrap(), two.unwrap()), (LARGE.into(), LARGE.into()));
        assert_took(began, 20.0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_change_holds_at_once() {
        let limits = Limits::new(10, 0);
        let (_server, limited) = limited(&limits);
        let began = Instant::now();
        let asset = path("a.psd");
        let change = async {
            tokio::time::sleep(Duration::from_secs(5)).await;
            limits.set_download(0);
        };
        let (read, ()) = tokio::join!(all(&limited, &asset), change);
        assert_eq!(read.unwrap(), LARGE);
        assert_took(began, 5.0);
    }
}

mod fault {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn the_same_seed_fails_the_same_way() {
        let run = |seed| async move {
            let server = MemoryServer::new();
            server.write("a.psd", vec![1; 200_000]);
            let faulty = Faulty::seeded(Arc::new(server.login("jane")), seed, 3);
            for _ in 0..50 {
                let _ = all(&faulty, &path("a.psd")).await;
                let _ = faulty.list(&DamPath::root(), None).await;
                let _ = faulty.lock(&path("a.psd")).await;
            }
            faulty.struck()
        };
        let struck = run(42).await;
        assert!((20..80).contains(&struck.len()), "{}", struck.len());
        assert_eq!(struck, run(42).await);
        assert_ne!(struck, run(43).await);
    }

    #[tokio::test]
    async fn bodies_break_and_lie() {
        let server = MemoryServer::new();
        server.write("a.psd", "0123456789");
        let faulty = Faulty::scripted(Arc::new(server.login("jane")));
        let asset = path("a.psd");
        faulty.next(Verb::Read, Glitch::BreakBody(4));
        assert_eq!(
            all(&faulty, &asset).await.unwrap_err().kind,
            ErrorKind::Offline
        );
        faulty.next(Verb::Read, Glitch::CutBody(4));
        assert_eq!(all(&faulty, &asset).await.unwrap(), "0123");
        faulty.next(Verb::Read, Glitch::FlipBit);
        let flipped = all(&faulty, &asset).await.unwrap();
        assert!(flipped != "0123456789" && flipped.len() == 10);
        assert_eq!(all(&faulty, &asset).await.unwrap(), "0123456789");
    }

    #[tokio::test]
    async fn a_listing_can_be_old() {
        let server = MemoryServer::new();
        let faulty = Faulty::scripted(Arc::new(server.login("jane")));
        let root = DamPath::root();
        assert!(faulty.list(&root, None).await.unwrap().items.is_empty());
        server.write("a.psd", "one");
        faulty.next(Verb::List, Glitch::StaleList);
        assert!(faulty.list(&root, None).await.unwrap().items.is_empty());
        assert_eq!(faulty.list(&root, None).await.unwrap().items.len(), 1);
    }
}

mod trace {
    use super::*;

    #[derive(Clone, Default)]
    struct Log(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Log {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Says things that nobody may log.
    #[derive(Debug)]
    struct Talkative(damson_remote::MemoryRemote);

    impl Around for Talkative {
        fn inner(&self) -> &dyn Remote {
            &self.0
        }

        async fn around<'a, T: Send + 'a>(
            &'a self,
            site: Site<'a>,
            attempt: Attempt<'a, T>,
        ) -> Result<T> {
            if site.verb == Verb::Versions {
                let words = "https://store.example/?sig=hunter2";
                return Err(Error::new(ErrorKind::Garbled).said(words).caused_by(words));
            }
            attempt().await
        }
    }

    async fn logged(level: tracing::Level) -> String {
        let log = Log::default();
        let writer = log.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(level)
            .with_ansi(false)
            .with_writer(move || writer.clone())
            .finish();
        let _guard = tracing::subscriber::set_default(subscriber);
        let server = MemoryServer::new();
        server.write("secret-campaign.psd", "hunter2");
        let traced = Traced::new(Arc::new(Talkative(server.login("jane"))));
        let asset = path("secret-campaign.psd");
        all(&traced, &asset).await.unwrap();
        let token = damson_remote::LockToken("hunter2".to_owned());
        let _ = traced.refresh_lock(&asset, &token).await;
        let _ = traced.versions(&asset).await;
        let bytes = log.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[tokio::test]
    async fn tells_what_happened_and_no_secret() {
        let log = logged(tracing::Level::DEBUG).await;
        for part in [
            "verb=read",
            "path=/secret-campaign.psd",
            "bytes=7",
            "whole",
            "Garbled",
        ] {
            assert!(log.contains(part), "{part} in {log}");
        }
        assert!(
            !log.contains("hunter2") && !log.contains("store.example"),
            "{log}"
        );
        let log = logged(tracing::Level::INFO).await;
        assert!(
            log.contains("Garbled") && !log.contains("secret-campaign"),
            "{log}"
        );
    }
}

mod body {
    use super::*;

    fn pieces(pieces: &[&'static str]) -> stream::BoxStream<'static, Result<Bytes>> {
        let pieces: Vec<_> = pieces
            .iter()
            .map(|piece| Ok(Bytes::from_static(piece.as_bytes())))
            .collect();
        stream::iter(pieces).boxed()
    }

    /// The published test vectors of "abc" (FIPS 180-4 examples).
    const ABC: [(HashKind, &str); 2] = [
        (HashKind::Sha1, "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (
            HashKind::Sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        ),
    ];

    #[tokio::test]
    async fn right_bytes_pass() {
        for (kind, hex) in ABC {
            let digest = Digest::new(kind, hex);
            let expected = Expected {
                length: Some(2),
                digest: digest.clone(),
            };
            let mut hasher = Hasher::new(kind);
            hasher.update(b"a");
            let mut checked = Checked::new(pieces(&["b", "c"]), Some(hasher), expected);
            let passed: Vec<_> = checked.by_ref().try_collect().await.unwrap();
            assert_eq!(passed, ["b", "c"]);
            assert_eq!((checked.passed(), checked.digest()), (2, digest.as_ref()));
        }
    }

    #[tokio::test]
    async fn wrong_bytes_are_corrupt() {
        let digest = Digest::new(HashKind::Sha1, ABC[0].1);
        for (stream, length, digest) in [
            (["a", "b"], Some(3), None),
            (["ab", "cd"], Some(3), None),
            (["ab", "d"], Some(3), digest),
        ] {
            let hasher = Some(Hasher::new(HashKind::Sha1));
            let mut checked = Checked::new(pieces(&stream), hasher, Expected { length, digest });
            let passed: Vec<_> = checked.by_ref().collect().await;
            let failed = passed.last().unwrap().as_ref().unwrap_err();
            assert_eq!(failed.kind, ErrorKind::Corrupt);
            assert!(checked.digest().is_none() && checked.next().await.is_none());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn the_whole_stack_gets_through_a_bad_network() {
    for seed in 0..20 {
        let server = MemoryServer::new();
        for number in 0..20 {
            server.write(format!("shoot/{number}.psd").as_str(), vec![1; 5000]);
        }
        let faulty = Faulty::seeded(Arc::new(server.login("jane")), seed, 4);
        let remote = stack(Arc::new(faulty), Options::default());
        for number in 0..20 {
            let asset = path(&format!("shoot/{number}.psd"));
            let expect = Expect {
                revision: server.revision(&asset),
                token: None,
            };
            remote.lock(&asset).await.unwrap();
            let mine = Known::new(b"mine");
            remote
                .upload(upload(&asset, &mine, Some(&expect)))
                .await
                .unwrap();
            remote.unlock(&asset, None).await.unwrap();
        }
        assert_eq!(
            server.ever_written().len(),
            40,
            "each upload once, seed {seed}"
        );
        assert!(
            server
                .list_all()
                .iter()
                .all(|(path, _)| server.holder(path).is_none())
        );
    }
}

#[tokio::test]
async fn capabilities_come_through() {
    let server = MemoryServer::new();
    server.set_capability(|can| *can = Capability::least("bare"));
    let remote = stack(Arc::new(server.login("jane")), Options::default());
    assert_eq!(remote.capability(), Capability::least("bare"));
}
