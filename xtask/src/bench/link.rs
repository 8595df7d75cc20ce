//! A link as a proxy: so many bytes a second for all connections together, a delay each way, and
//! segments that are lost.
//!
//! Nothing is really lost, since what stands on both sides of the proxy is a loopback. What a loss
//! costs is what it costs TCP: each connection has a window in each direction that begins small, grows
//! while nothing is lost, shrinks when something is, and may be sent once a round trip (RFC 5681,
//! with the factor of CUBIC, RFC 9438); a lost segment comes one round trip later, and what was
//! sent after it waits for it.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use anyhow::Result;

/// Bytes a second in each direction: 100 Mbit/s.
pub(crate) const RATE: f64 = 100e6 / 8.0;
pub(crate) const ROUND_TRIP: Duration = Duration::from_millis(40);
/// Of all segments.
const LOST: f64 = 0.01;
const SEGMENT: usize = 1_448;
/// RFC 6928.
const FIRST_WINDOW: usize = 10 * SEGMENT;
const LEAST_WINDOW: usize = 2 * SEGMENT;
const MOST_WINDOW: usize = 4 << 20;

/// What the tables say of it.
pub(crate) fn title() -> String {
    format!(
        "a link of {} Mbit/s, {} ms and {} % loss (a proxy that delays, no netem)",
        RATE * 8.0 / 1e6,
        ROUND_TRIP.as_millis(),
        LOST * 100.0
    )
}

/// A port of this computer behind which another one seems far away.
#[derive(Debug)]
pub(crate) struct Link {
    port: u16,
    closed: Arc<AtomicBool>,
}

impl Link {
    pub(crate) fn to(server: u16) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let closed = Arc::new(AtomicBool::new(false));
        let over = Arc::clone(&closed);
        let lines = [Arc::new(Line::default()), Arc::new(Line::default())];
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if over.load(Ordering::Relaxed) {
                    return;
                }
                // A connection that fails is one that the client sees fail.
                let _ = carry(client, server, &lines);
            }
        });
        Ok(Self { port, closed })
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.closed.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// One direction, which all connections share.
#[derive(Debug, Default)]
struct Line {
    /// Until when it is busy with what was sent.
    busy: Mutex<Option<Instant>>,
    /// How many connections began, so that each has dice of its own.
    begun: AtomicU64,
}

impl Line {
    /// When so many bytes have left it.
    fn sent(&self, bytes: usize, now: Instant) -> Instant {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        let from = busy.map_or(now, |busy| busy.max(now));
        let until = from + Duration::from_secs_f64(bytes as f64 / RATE);
        *busy = Some(until);
        until
    }
}

fn carry(client: TcpStream, server: u16, [up, down]: &[Arc<Line>; 2]) -> Result<()> {
    let server = TcpStream::connect(("127.0.0.1", server))?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    // The handshake: what the client sends first may leave one round trip later.
    let open = Instant::now() + ROUND_TRIP;
    let ends = [
        (client.try_clone()?, server.try_clone()?, up),
        (server, client, down),
    ];
    for (from, to, line) in ends {
        let (pieces, arriving) = channel();
        let line = Arc::clone(line);
        thread::spawn(move || send(from, &line, open, &pieces));
        thread::spawn(move || arrive(to, &arriving));
    }
    Ok(())
}

/// Takes what the sender may have on the way, and says when it arrives.
fn send(mut from: TcpStream, line: &Line, open: Instant, pieces: &Sender<(Instant, Vec<u8>)>) {
    let mut window = Window::new(open, line.begun.fetch_add(1, Ordering::Relaxed));
    let mut buffer = vec![0; 64 * 1024];
    let mut before = open;
    loop {
        let room = window.room().min(buffer.len());
        let Ok(count @ 1..) = from.read(&mut buffer[..room]) else {
            let _ = pieces.send((before, Vec::new()));
            return;
        };
        let now = Instant::now().max(open);
        let late = window.take(count, now);
        // In order: what comes after a lost segment waits for it.
        let due = (line.sent(count, now) + ROUND_TRIP / 2 + late).max(before);
        before = due;
        if pieces.send((due, buffer[..count].to_vec())).is_err() {
            return;
        }
    }
}

fn arrive(mut to: TcpStream, pieces: &Receiver<(Instant, Vec<u8>)>) {
    while let Ok((due, piece)) = pieces.recv() {
        thread::sleep(due.saturating_duration_since(Instant::now()));
        if piece.is_empty() {
            break;
        }
        if to.write_all(&piece).is_err() {
            let _ = to.shutdown(Shutdown::Both);
            return;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

/// How much of one connection may be on the way in one direction.
#[derive(Debug)]
struct Window {
    size: usize,
    /// Below it the window doubles with each round trip.
    threshold: usize,
    used: usize,
    lost: bool,
    /// When what this round sent is acknowledged.
    ends: Instant,
    dice: u64,
}

impl Window {
    fn new(open: Instant, seed: u64) -> Self {
        Self {
            size: FIRST_WINDOW,
            threshold: MOST_WINDOW,
            used: 0,
            lost: false,
            ends: open,
            dice: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
        }
    }

    /// How much may be sent; waits for the round trip's end when nothing may.
    fn room(&mut self) -> usize {
        if self.used >= self.size {
            thread::sleep(self.ends.saturating_duration_since(Instant::now()));
            self.next_round();
        }
        self.size - self.used
    }

    /// Notes that it was sent, and says how much later than usual it arrives.
    fn take(&mut self, bytes: usize, now: Instant) -> Duration {
        if self.used > 0 && now >= self.ends {
            self.next_round();
        }
        if self.used == 0 {
            self.ends = now + ROUND_TRIP;
        }
        self.used += bytes;
        let segments = bytes.div_ceil(SEGMENT);
        let lost = (0..segments).filter(|_| self.is_lost()).count();
        if lost == 0 {
            return Duration::ZERO;
        }
        self.lost = true;
        self.ends = self.ends.max(now + 2 * ROUND_TRIP);
        ROUND_TRIP
    }

    fn next_round(&mut self) {
        if self.lost {
            self.size = (self.size * 7 / 10).max(LEAST_WINDOW);
            self.threshold = self.size;
        } else if self.used >= self.size / 2 {
            let more = if self.size < self.threshold {
                self.size
            } else {
                SEGMENT
            };
            self.size = (self.size + more).min(MOST_WINDOW);
        }
        (self.used, self.lost) = (0, false);
    }

    fn is_lost(&mut self) -> bool {
        self.dice ^= self.dice << 13;
        self.dice ^= self.dice >> 7;
        self.dice ^= self.dice << 17;
        // The upper bits, as a number from 0 to 1.
        ((self.dice >> 11) as f64) < LOST * (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_segment_of_a_hundred_is_lost() {
        let mut window = Window::new(Instant::now(), 7);
        let lost = (0..100_000).filter(|_| window.is_lost()).count();
        assert!((900..1_100).contains(&lost), "{lost}");
    }

    #[test]
    fn a_window_doubles_until_something_is_lost_and_shrinks_then() {
        let mut window = Window::new(Instant::now(), 7);
        window.used = window.size;
        window.next_round();
        assert_eq!(window.size, 2 * FIRST_WINDOW);
        (window.used, window.lost) = (window.size, true);
        window.next_round();
        assert_eq!(window.size, FIRST_WINDOW * 14 / 10);
        window.used = window.size;
        window.next_round();
        assert_eq!(window.size, FIRST_WINDOW * 14 / 10 + SEGMENT);
    }

    #[test]
    fn what_is_sent_by_all_shares_the_line() {
        let line = Line::default();
        let now = Instant::now();
        line.sent(1_250_000, now);
        let second = line.sent(1_250_000, now);
        assert!(second >= now + Duration::from_millis(199));
    }
}
