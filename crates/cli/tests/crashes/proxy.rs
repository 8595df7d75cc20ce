//! What stands between a person and the server: a network that is slow, stops, breaks or lies.

use std::{
    collections::VecDeque,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{
        TcpListener, TcpSocket, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
    runtime::Runtime,
};

/// Passes bytes on to one server, and counts them.
pub(crate) struct Proxy {
    address: SocketAddr,
    shared: Arc<Shared>,
    _runtime: Runtime,
}

/// What happens to one connection once so many bytes have passed in a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) kind: Kind,
    pub(crate) toward: Toward,
    pub(crate) after: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Nothing passes any more, and nobody is told.
    Loss,
    /// Everything waits for a while, then goes on.
    Delay,
    /// Both ends see an orderly end.
    Cut,
    /// Both ends see a reset.
    Reset,
    /// Some bytes are others from there on.
    Garbage,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Toward {
    Client,
    Server,
}

/// The head of a request that passed.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) method: String,
    pub(crate) path: String,
    /// Where the range begins that was asked for.
    pub(crate) from: Option<u64>,
    pub(crate) length: u64,
}

#[derive(Debug, Default)]
struct Shared {
    server: Mutex<Option<SocketAddr>>,
    /// One for each connection to come.
    faults: Mutex<VecDeque<Fault>>,
    heads: Mutex<Vec<Head>>,
    /// How long each piece takes, in microseconds.
    pause: AtomicU64,
    to_client: AtomicU64,
    to_server: AtomicU64,
    /// Nothing passes in a direction once so much has; 0 for no such thing.
    hold_to_client: AtomicU64,
    hold_to_server: AtomicU64,
    /// No answer passes once so many writing requests have; 0 for no such thing.
    unanswered: AtomicU64,
    /// How many writing requests passed, ever.
    writes: AtomicU64,
    /// An answer waits because of `unanswered`.
    withheld: AtomicBool,
    /// How often what was held was let go.
    released: AtomicU64,
    struck: Mutex<Vec<Kind>>,
}

const PIECE: usize = 8 * 1024;
const DELAY: Duration = Duration::from_millis(150);

impl Proxy {
    pub(crate) fn before(server: SocketAddr) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let shared = Arc::new(Shared::default());
        let listener = runtime.block_on(async {
            let socket = TcpSocket::new_v4().unwrap();
            // What was counted is what the client has, or nearly so.
            socket.set_send_buffer_size(16 * 1024).unwrap();
            socket.bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
            socket.listen(64).unwrap()
        });
        let address = listener.local_addr().unwrap();
        *lock(&shared.server) = Some(server);
        runtime.spawn(listen(listener, Arc::clone(&shared)));
        Self {
            address,
            shared,
            _runtime: runtime,
        }
    }

    /// Connections from here on go to another server.
    pub(crate) fn lead_to(&self, server: SocketAddr) {
        *lock(&self.shared.server) = Some(server);
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The next connections have these faults, one each; what was planned before is forgotten.
    pub(crate) fn plan(&self, faults: &[Fault]) {
        *lock(&self.shared.faults) = faults.iter().copied().collect();
    }

    /// Every 8 KiB take so long.
    pub(crate) fn pace(&self, pause: Duration) {
        let micros = u64::try_from(pause.as_micros()).unwrap_or(u64::MAX);
        self.shared.pause.store(micros, Ordering::Relaxed);
    }

    /// How many bytes passed, ever.
    pub(crate) fn passed(&self, toward: Toward) -> u64 {
        self.shared.counter(toward).load(Ordering::SeqCst)
    }

    /// Lets no more than so many bytes pass, ever, so that who is killed then is killed in time.
    pub(crate) fn hold(&self, toward: Toward, passed: u64) {
        self.shared.held(toward).store(passed, Ordering::SeqCst);
    }

    /// How many requests that write have passed, ever.
    pub(crate) fn writes(&self) -> u64 {
        self.shared.writes.load(Ordering::SeqCst)
    }

    /// Keeps the answers back once so many writing requests have passed, ever.
    pub(crate) fn leave_unanswered(&self, writes: u64) {
        self.shared.withheld.store(false, Ordering::SeqCst);
        self.shared.unanswered.store(writes, Ordering::SeqCst);
    }

    /// Whether the server has answered what is left without an answer.
    pub(crate) fn withholds(&self) -> bool {
        self.shared.withheld.load(Ordering::SeqCst)
    }

    /// Ends the connections that are held; what comes after them passes again.
    pub(crate) fn release(&self) {
        self.leave_unanswered(0);
        for toward in [Toward::Client, Toward::Server] {
            self.hold(toward, 0);
        }
        self.shared.released.fetch_add(1, Ordering::SeqCst);
    }

    /// The requests since this was asked last.
    pub(crate) fn take_heads(&self) -> Vec<Head> {
        std::mem::take(&mut *lock(&self.shared.heads))
    }

    /// The faults that really happened.
    pub(crate) fn struck(&self) -> Vec<Kind> {
        lock(&self.shared.struck).clone()
    }
}

impl Shared {
    fn counter(&self, toward: Toward) -> &AtomicU64 {
        match toward {
            Toward::Client => &self.to_client,
            Toward::Server => &self.to_server,
        }
    }

    fn held(&self, toward: Toward) -> &AtomicU64 {
        match toward {
            Toward::Client => &self.hold_to_client,
            Toward::Server => &self.hold_to_server,
        }
    }

    fn withholds_answer(&self, toward: Toward) -> bool {
        let unanswered = self.unanswered.load(Ordering::SeqCst);
        let withholds = toward == Toward::Client
            && unanswered != 0
            && self.writes.load(Ordering::SeqCst) >= unanswered;
        if withholds {
            self.withheld.store(true, Ordering::SeqCst);
        }
        withholds
    }

    /// Waits while nothing may pass. False when it was for nothing: the connection is to end.
    async fn may_pass(&self, toward: Toward) -> bool {
        let released = self.released.load(Ordering::SeqCst);
        loop {
            if self.released.load(Ordering::SeqCst) != released {
                return false;
            }
            let held = self.held(toward).load(Ordering::SeqCst);
            let room = held == 0 || self.counter(toward).load(Ordering::SeqCst) < held;
            if room && !self.withholds_answer(toward) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
}

async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((client, _)) = listener.accept().await {
        let server = lock(&shared.server).expect("it leads somewhere");
        let fault = lock(&shared.faults).pop_front();
        tokio::spawn(carry(client, server, fault, Arc::clone(&shared)));
    }
}

async fn carry(client: TcpStream, server: SocketAddr, fault: Option<Fault>, shared: Arc<Shared>) {
    let Ok(server) = TcpStream::connect(server).await else {
        return;
    };
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let of = |toward| fault.filter(|fault| fault.toward == toward);
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    let up = pass(
        from_client,
        to_server,
        of(Toward::Server),
        Toward::Server,
        &shared,
    );
    let down = pass(
        from_server,
        to_client,
        of(Toward::Client),
        Toward::Client,
        &shared,
    );
    // When one way has ended for both, the other has nobody to talk to.
    tokio::select! {
        Ended::Both = up => {}
        Ended::Both = down => {}
        else => {}
    }
}

/// How one way ended.
enum Ended {
    /// Its sender has said everything.
    OneWay,
    Both,
}

async fn pass(
    mut from: OwnedReadHalf,
    mut to: OwnedWriteHalf,
    fault: Option<Fault>,
    toward: Toward,
    shared: &Shared,
) -> Ended {
    let mut buffer = vec![0; PIECE];
    let mut passed = 0;
    let mut due = fault;
    loop {
        let room = match due {
            Some(fault) => usize::try_from(fault.after - passed)
                .unwrap_or(PIECE)
                .clamp(1, PIECE),
            None => PIECE,
        };
        let count = match from.read(&mut buffer[..room]).await {
            Ok(0) => {
                let _ = to.shutdown().await;
                return Ended::OneWay;
            }
            Ok(count) => count,
            Err(_) => return Ended::Both,
        };
        let piece = &mut buffer[..count];
        if toward == Toward::Server {
            note_head(piece, shared);
        }
        let pause = shared.pause.load(Ordering::Relaxed);
        if pause > 0 {
            tokio::time::sleep(Duration::from_micros(pause)).await;
        }
        passed += count as u64;
        if let Some(fault) = due.take_if(|fault| passed >= fault.after) {
            lock(&shared.struck).push(fault.kind);
            match fault.kind {
                Kind::Loss => std::future::pending::<()>().await,
                Kind::Delay => tokio::time::sleep(DELAY).await,
                Kind::Cut => return Ended::Both,
                Kind::Reset => {
                    let _ = from.as_ref().set_zero_linger();
                    let _ = to.as_ref().set_zero_linger();
                    return Ended::Both;
                }
                Kind::Garbage => piece.iter_mut().for_each(|byte| *byte ^= 0x5a),
            }
        }
        if !shared.may_pass(toward).await || to.write_all(piece).await.is_err() {
            return Ended::Both;
        }
        shared
            .counter(toward)
            .fetch_add(count as u64, Ordering::SeqCst);
    }
}

/// Heads begin a piece: nobody sends a request before the answer to the one before.
fn note_head(piece: &[u8], shared: &Shared) {
    let methods: [&[u8]; 5] = [b"GET ", b"PUT ", b"POST ", b"HEAD ", b"DELETE "];
    if !methods.iter().any(|method| piece.starts_with(method)) {
        return;
    }
    let text = String::from_utf8_lossy(piece);
    if !piece.starts_with(b"GET ") && !piece.starts_with(b"HEAD ") {
        shared.writes.fetch_add(1, Ordering::SeqCst);
    }
    let mut lines = text.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let mut head = Head {
        method: first.next().unwrap_or_default().to_owned(),
        path: first.next().unwrap_or_default().to_owned(),
        from: None,
        length: 0,
    };
    for line in lines.take_while(|line| !line.is_empty()) {
        let Some((name, value)) = line.split_once(": ") else {
            continue;
        };
        match name.to_ascii_lowercase().as_str() {
            "range" => {
                let start = value
                    .strip_prefix("bytes=")
                    .and_then(|range| range.split('-').next());
                head.from = start.and_then(|start| start.parse().ok());
            }
            "content-length" => head.length = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    lock(&shared.heads).push(head);
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
