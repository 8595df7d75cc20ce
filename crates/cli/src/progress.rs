//! Transfers as they go, as bars on a terminal. What came of them the command says at its end: here
//! only some of many are seen.

use std::{collections::BTreeMap, time::Duration};

use damson_app::view::{
    CacheMovingView, SnapshotView, TransferDirectionView, TransferStateView, TransferView,
};
use futures::future::{Either, select};
use indicatif::{MultiProgress, ProgressBar, ProgressStyle};
use jiff::Timestamp;

use crate::{output::Output, session::Session, style::shown, words::say};

/// Waits for the answer and shows the transfers that run meanwhile.
pub(crate) async fn during<T>(session: &Session, answer: impl Future<Output = T>) -> T {
    if !session.output.shows_bars() {
        return answer.await;
    }
    let mut changes = session.handle().watch();
    let mut board = Board::new(session.output.clone(), session);
    board.show(&changes.borrow_and_update());
    let mut answer = std::pin::pin!(answer);
    loop {
        let next = {
            let change = std::pin::pin!(changes.changed());
            match select(answer.as_mut(), change).await {
                Either::Left((answer, _)) => Next::Answer(answer),
                Either::Right((Ok(()), _)) => Next::Changed,
                Either::Right((Err(_), _)) => Next::Ended,
            }
        };
        match next {
            Next::Answer(answer) => {
                board.show(&changes.borrow_and_update());
                board.clear();
                return answer;
            }
            Next::Changed => board.show(&changes.borrow_and_update()),
            // Damson ended; what it says is in the answer.
            Next::Ended => return answer.await,
        }
    }
}

enum Next<T> {
    Answer(T),
    Changed,
    Ended,
}

/// What is shown of the transfers of one command.
struct Board {
    output: Output,
    connection: Option<String>,
    bars: MultiProgress,
    waiting: Option<ProgressBar>,
    shown: BTreeMap<i64, Line>,
    /// The cache folder is being moved.
    moving: Option<ProgressBar>,
    /// A transfer that was over before is not reported again: a session that starts with the command brings the
    /// transfers of earlier ones along.
    began: Timestamp,
}

/// The line of one transfer.
struct Line {
    bar: Option<ProgressBar>,
    over: bool,
}

impl Board {
    fn new(output: Output, session: &Session) -> Self {
        let connection = session.connection.clone();
        let bars = MultiProgress::new();
        let waiting = output.shows_bars().then(|| {
            let spinner = ProgressBar::new_spinner().with_style(
                ProgressStyle::with_template("{spinner} {msg}").expect("the template is right"),
            );
            spinner.set_message(say!("progress-working"));
            spinner.enable_steady_tick(Duration::from_millis(120));
            bars.add(spinner)
        });
        Self {
            output,
            connection,
            bars,
            waiting,
            shown: BTreeMap::new(),
            moving: None,
            began: Timestamp::now(),
        }
    }

    fn show(&mut self, snapshot: &SnapshotView) {
        let connection = snapshot.connection(self.connection.as_deref());
        self.show_move(connection.and_then(|connection| connection.moving));
        for transfer in transfers(snapshot, self.connection.as_deref()) {
            if !self.is_old(transfer) {
                self.show_one(transfer);
            }
        }
    }

    fn show_move(&mut self, moving: Option<CacheMovingView>) {
        if moving.is_none()
            && let Some(bar) = self.moving.take()
        {
            bar.finish_and_clear();
        }
        // A move on the same disk is over before there is anything to show.
        let Some(moving) = moving.filter(|moving| moving.of_files > 0) else {
            return;
        };
        if !self.output.shows_bars() {
            return;
        }
        let bar = self
            .moving
            .get_or_insert_with(|| self.bars.add(move_bar(moving)));
        bar.set_length(moving.of_bytes);
        bar.set_position(moving.bytes);
        bar.set_message(how_far(moving));
    }

    fn is_old(&self, transfer: &TransferView) -> bool {
        let changed: Option<Timestamp> = transfer.changed.parse().ok();
        is_over(transfer.state) && changed.is_none_or(|changed| changed < self.began)
    }

    fn show_one(&mut self, transfer: &TransferView) {
        let over = is_over(transfer.state);
        let moving = transfer.state == TransferStateView::Running;
        let line = match self.shown.get_mut(&transfer.id) {
            Some(line) => line,
            None if moving || over => {
                let bar = self
                    .output
                    .shows_bars()
                    .then(|| self.bars.add(new_bar(transfer)));
                self.shown
                    .entry(transfer.id)
                    .or_insert(Line { bar, over: false })
            }
            None => return,
        };
        if line.over {
            return;
        }
        if let Some(bar) = &line.bar {
            if let Some(total) = transfer.total {
                bar.set_length(total);
            }
            bar.set_position(transfer.done);
        }
        if over {
            line.over = true;
            if let Some(bar) = line.bar.take() {
                bar.finish_and_clear();
            }
        }
    }

    fn clear(&mut self) {
        if let Some(spinner) = self.waiting.take() {
            spinner.finish_and_clear();
        }
        if let Some(bar) = self.moving.take() {
            bar.finish_and_clear();
        }
        for line in self.shown.values_mut() {
            if let Some(bar) = line.bar.take() {
                bar.finish_and_clear();
            }
        }
    }
}

fn transfers<'a>(snapshot: &'a SnapshotView, connection: Option<&str>) -> &'a [TransferView] {
    snapshot
        .session(connection)
        .map_or(&[], |session| &session.transfers)
}

fn is_over(state: TransferStateView) -> bool {
    match state {
        TransferStateView::Waiting
        | TransferStateView::Running
        | TransferStateView::Paused
        | TransferStateView::Retrying => false,
        TransferStateView::Failed | TransferStateView::Finished | TransferStateView::Cancelled => {
            true
        }
    }
}

fn new_bar(transfer: &TransferView) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{prefix} {wide_msg} {bytes:>10}/{total_bytes:<10} [{bar:24}] {bytes_per_sec:>12} {eta:>4}",
    )
    .expect("the template is right")
    .progress_chars("=> ");
    ProgressBar::new(transfer.total.unwrap_or(0))
        .with_style(style)
        .with_prefix(arrow(transfer.direction))
        .with_message(shown(&transfer.path))
}

fn move_bar(moving: CacheMovingView) -> ProgressBar {
    let style = ProgressStyle::with_template(
        "{wide_msg} {bytes:>10}/{total_bytes:<10} [{bar:24}] {bytes_per_sec:>12} {eta:>4}",
    )
    .expect("the template is right")
    .progress_chars("=> ");
    ProgressBar::new(moving.of_bytes).with_style(style)
}

/// How many files have arrived.
fn how_far(moving: CacheMovingView) -> String {
    say!("cache-moving", done = moving.files, count = moving.of_files)
}

fn arrow(direction: TransferDirectionView) -> &'static str {
    match direction {
        TransferDirectionView::Download => "↓",
        TransferDirectionView::Upload => "↑",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_tells_its_files() {
        let moving = CacheMovingView {
            files: 3,
            of_files: 1_234,
            ..CacheMovingView::default()
        };
        assert_eq!(how_far(moving), "Moved 3 of 1,234 files");
        let one = CacheMovingView {
            files: 0,
            of_files: 1,
            ..moving
        };
        assert_eq!(how_far(one), "Moved 0 of 1 file");
    }
}
