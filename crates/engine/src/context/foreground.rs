//! What a person waits for goes before the first look at the whole server.

use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use tokio::{
    sync::watch,
    time::{sleep, timeout},
};

/// How long after the start the first look at the server waits for a first command.
const FIRST_ORDER: Duration = Duration::from_millis(100);
/// How long the first look at the server gives way at most.
const PATIENCE: Duration = Duration::from_secs(30);

/// The commands that are being carried out.
#[derive(Debug)]
pub(crate) struct Foreground {
    state: watch::Sender<State>,
    gave_way: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    orders: usize,
    /// Somebody waits for the look itself.
    settling: bool,
}

/// A command that is being carried out, until this is dropped.
#[derive(Debug)]
pub(crate) struct Running(watch::Sender<State>);

impl Foreground {
    pub(crate) fn new() -> Self {
        Self {
            state: watch::Sender::default(),
            gave_way: AtomicBool::new(false),
        }
    }

    pub(crate) fn begin(&self) -> Running {
        self.state.send_modify(|state| state.orders += 1);
        Running(self.state.clone())
    }

    /// Somebody waits until nothing is under way or due.
    pub(crate) fn settle(&self) {
        self.state.send_modify(|state| state.settling = true);
    }

    /// The first time: waits until what was asked for right after the start is done. It often looks
    /// at the same folders.
    pub(crate) async fn give_way(&self) {
        if self.gave_way.swap(true, Ordering::Relaxed) {
            return;
        }
        let mut state = self.state.subscribe();
        // It can't be closed: `self` has a sender.
        tokio::select! {
            _ = state.wait_for(|state| state.orders > 0 || state.settling) => {}
            () = sleep(FIRST_ORDER) => {}
        }
        let _ = timeout(PATIENCE, state.wait_for(|state| state.orders == 0)).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.send_modify(|state| state.orders -= 1);
    }
}

#[cfg(test)]
mod tests {
    use tokio::time::Instant;

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn orders_go_first_once() {
        let foreground = Foreground::new();
        let order = foreground.begin();
        let start = Instant::now();
        let ended = async {
            sleep(Duration::from_secs(5)).await;
            drop(order);
        };
        tokio::join!(foreground.give_way(), ended);
        assert_eq!(start.elapsed().as_secs(), 5);
        let _other = foreground.begin();
        foreground.give_way().await;
        assert_eq!(start.elapsed().as_secs(), 5);
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_is_waited_for_long() {
        let foreground = Foreground::new();
        let start = Instant::now();
        foreground.give_way().await;
        assert!(start.elapsed() < Duration::from_millis(150));
        let foreground = Foreground::new();
        let _order = foreground.begin();
        foreground.give_way().await;
        assert!(start.elapsed() < Duration::from_secs(31));
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_for_the_look_does_not_wait_for_an_order() {
        let foreground = Foreground::new();
        foreground.settle();
        let start = Instant::now();
        foreground.give_way().await;
        assert_eq!(start.elapsed(), Duration::ZERO);
    }
}
