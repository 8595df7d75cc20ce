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

    async fn around<'a, T: Send + 'a>(&'a self, _: Site<'a>, attempt: Attempt<'a, T>) -> Result<T> {
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
    results.into_iter().flatten().count()
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

/// Far away, a call takes long; whoever adds one only after each round never gets there.
#[tokio::test(start_paused = true)]
async fn doubles_until_the_first_refusal_and_adds_little_after_it() {
    let server = MemoryServer::new();
    server.write("a.psd", "one");
    server.set_capability(|can| can.concurrency = std::num::NonZeroUsize::new(64).unwrap());
    let throttled = Throttled::new(Arc::new(Busy::new(&server, 20)));
    let asset = path("a.psd");
    let done = join_all((0..28).map(|_| throttled.stat(&asset))).await;
    assert_eq!(entries(done), 28);
    let grown = throttled.limit();
    assert!(grown >= 12, "{grown}");
    let done = join_all((0..100).map(|_| throttled.stat(&asset))).await;
    assert!(entries(done) < 100, "more at a time than the server takes");
    let cut = throttled.limit();
    tokio::time::sleep(Duration::from_mins(1)).await;
    let done = join_all((0..cut).map(|_| throttled.stat(&asset))).await;
    assert_eq!(entries(done), cut);
    assert!(throttled.limit() <= cut + 1, "{cut}: {}", throttled.limit());
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
    let waited = tokio::time::timeout(Duration::from_mins(1), second).await;
    assert!(waited.is_err(), "the only place is taken");
    drop(body);
    throttled.read(&asset, Read::default()).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_long_pause_is_told_and_not_waited_for() {
    let server = MemoryServer::new();
    server.write("a.psd", "one");
    let asking = Asking::new(&server, Retry::After(Duration::from_hours(1)));
    let throttled = Throttled::new(Arc::new(asking));
    let asset = path("a.psd");
    assert!(throttled.stat(&asset).await.is_err());
    let began = Instant::now();
    let failed = throttled.stat(&asset).await.unwrap_err();
    assert_eq!(failed.kind, ErrorKind::Throttled);
    assert_eq!(failed.retry, Retry::After(Duration::from_hours(1)));
    assert_eq!(began.elapsed(), Duration::ZERO);
    tokio::time::sleep(Duration::from_hours(1)).await;
    throttled.stat(&asset).await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn calls_one_by_one_prove_nothing() {
    let server = MemoryServer::new();
    server.write("a.psd", "one");
    let throttled = Throttled::new(Arc::new(server.login("jane")));
    for _ in 0..100 {
        throttled.stat(&path("a.psd")).await.unwrap();
    }
    assert_eq!(throttled.limit(), 4);
}
