//! What a person wishes of the order of things: which transfers go first, and which orders stand.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Line, Priority, Queue, State};
use crate::model::{OrderId, Transfer, TransferId, TransferState};

/// Where a transfer stands among those that wait: the lower, the sooner.
pub(crate) type Rank = (Reverse<u64>, Priority, TransferId);

/// What was wished so far.
#[derive(Debug, Default)]
pub(super) struct Wishes {
    /// Grows with every wish that something goes first, so that the latest wish wins.
    first: u64,
    orders: BTreeMap<OrderId, Wish>,
    /// Of transfers that had no line when they were wished first.
    without_line: BTreeMap<TransferId, u64>,
}

#[derive(Debug, Default, Clone, Copy)]
struct Wish {
    paused: bool,
    first: u64,
}

impl Wishes {
    /// Goes on after the latest wish of before a start.
    pub(super) fn since(latest_first: u64) -> Self {
        Self {
            first: latest_first,
            ..Self::default()
        }
    }

    /// What a new transfer begins with. What a person asks for by itself after a wish is asked for as
    /// late as the wish, and a part of an order stands where the order does.
    fn first(&self, priority: Priority, part_of: Option<OrderId>) -> u64 {
        match priority {
            Priority::Person => self.first,
            Priority::Bulk | Priority::Automatic => self.of_order(part_of),
        }
    }

    /// What a line begins with, of which the journal keeps `first`: a wish may have come since.
    pub(super) fn take(&mut self, transfer: &Transfer, first: u64) -> u64 {
        let since = self.since_kept(transfer.id, transfer.part_of, first);
        self.without_line.remove(&transfer.id);
        since
    }

    fn since_kept(&self, id: TransferId, part_of: Option<OrderId>, first: u64) -> u64 {
        let wished = self.without_line.get(&id).copied().unwrap_or_default();
        first.max(wished).max(self.of_order(part_of))
    }

    fn of_order(&self, part_of: Option<OrderId>) -> u64 {
        let wish = part_of.and_then(|order| self.orders.get(&order));
        wish.map_or(0, |wish| wish.first)
    }

    /// Whether the order of a line was paused.
    pub(super) fn stop(&self, line: &Line) -> bool {
        let order = line.transfer.part_of;
        let wish = order.and_then(|order| self.orders.get(&order));
        wish.is_some_and(|wish| wish.paused)
    }

    pub(super) fn resume(&mut self) {
        for wish in self.orders.values_mut() {
            wish.paused = false;
        }
    }
}

impl Queue {
    /// A wish that is later than all others.
    pub(crate) fn wish_first(&self) -> u64 {
        let mut state = self.state();
        state.wishes.first += 1;
        state.wishes.first
    }

    /// How many wishes to go first there were.
    pub(crate) fn latest_first(&self) -> u64 {
        self.state().wishes.first
    }

    /// The wish that a new transfer follows.
    pub(crate) fn first_of_new(&self, priority: Priority, part_of: Option<OrderId>) -> u64 {
        self.state().wishes.first(priority, part_of)
    }

    /// The wish that a transfer without a line follows, of which the journal kept `first`.
    pub(crate) fn first_of_kept(
        &self,
        id: TransferId,
        part_of: Option<OrderId>,
        first: u64,
    ) -> u64 {
        self.state().wishes.since_kept(id, part_of, first)
    }

    /// Lets a transfer go before all others whose wish is earlier.
    pub(crate) fn put_first(&self, id: TransferId, first: u64) {
        let mut state = self.state();
        match state.lines.get_mut(&id) {
            Some(line) => line.first = first,
            None => {
                state.wishes.without_line.insert(id, first);
            }
        }
        drop(state);
        self.ring();
    }

    /// As [`Queue::put_first`], for an order, also for what is still to come of it.
    pub(crate) fn put_order_first(&self, order: OrderId, first: u64) {
        let mut state = self.state();
        state.wishes.orders.entry(order).or_default().first = first;
        for line in state.parts(order) {
            line.first = first;
        }
        drop(state);
        self.ring();
    }

    /// Pauses or resumes an order, also what is still to come of it.
    pub(crate) fn pause_order(&self, order: OrderId, paused: bool) {
        let mut state = self.state();
        state.wishes.orders.entry(order).or_default().paused = paused;
        for line in state.parts(order) {
            line.paused = false;
            if !paused && line.transfer.state == TransferState::Paused {
                line.transfer.state = TransferState::Waiting;
            }
            line.stop.notify_waiters();
        }
        drop(state);
        self.ring();
    }

    /// No more will come of an order.
    pub(crate) fn forget_order(&self, order: OrderId) {
        let mut state = self.state();
        if state.parts(order).next().is_none() {
            state.wishes.orders.remove(&order);
        }
    }
}

impl State {
    fn parts(&mut self, order: OrderId) -> impl Iterator<Item = &mut Line> {
        let lines = self.lines.values_mut();
        lines.filter(move |line| line.transfer.part_of == Some(order))
    }

    /// Whether a person paused it, by itself or with others.
    pub(super) fn stands(&self, line: &Line) -> bool {
        line.paused || self.paused || self.wishes.stop(line)
    }
}

impl Line {
    pub(super) fn rank(&self) -> Rank {
        (Reverse(self.first), self.priority, self.transfer.id)
    }
}

#[cfg(test)]
mod tests {
    use damson_core::{ByteCount, DamPath, Timestamp};
    use tokio::sync::mpsc;

    use super::*;
    use crate::{
        model::{Transfer, TransferDirection},
        transfer_state::queue::Stop,
    };

    /// A large one, of which one at a time may run.
    fn enter(queue: &Queue, id: i64, part_of: Option<i64>) {
        let transfer = Transfer {
            id: TransferId(id),
            path: DamPath::parse(&format!("{id}.psd")).unwrap(),
            direction: TransferDirection::Download,
            done: ByteCount(0),
            total: Some(ByteCount(10_000_000)),
            state: TransferState::Waiting,
            changed: Timestamp(0),
            part_of: part_of.map(OrderId),
        };
        let first = queue.first_of_new(Priority::Bulk, transfer.part_of);
        queue.enter(transfer, Priority::Bulk, first);
    }

    fn goes(queue: &Queue, id: i64) -> bool {
        match queue.try_turn(TransferId(id)) {
            Some(Ok(())) => true,
            None => false,
            Some(Err(stop @ (Stop::Paused | Stop::Cancelled))) => panic!("{id}: {stop:?}"),
        }
    }

    fn queue() -> Queue {
        Queue::new(1, 0, mpsc::unbounded_channel().0)
    }

    #[test]
    fn the_transfer_that_was_wished_last_goes_first() {
        let queue = queue();
        for id in 1..=4 {
            enter(&queue, id, None);
        }
        assert!(goes(&queue, 1));
        queue.put_first(TransferId(3), queue.wish_first());
        queue.put_first(TransferId(4), queue.wish_first());
        // What runs is left to its end.
        assert!((2..=4).all(|id| !goes(&queue, id)));
        for (ended, next) in [(1, 4), (4, 3), (3, 2)] {
            queue.leave(TransferId(ended));
            assert!((2..next).all(|id| !goes(&queue, id)), "{next} is next");
            assert!(goes(&queue, next), "{next}");
        }
    }

    #[test]
    fn what_is_still_to_come_of_an_order_stands_where_the_order_does() {
        let queue = queue();
        enter(&queue, 1, Some(7));
        enter(&queue, 2, Some(7));
        assert!(goes(&queue, 1));
        queue.put_order_first(OrderId(8), queue.wish_first());
        enter(&queue, 3, Some(8));
        queue.leave(TransferId(1));
        assert!(!goes(&queue, 2) && goes(&queue, 3));
    }

    #[test]
    fn a_wish_for_what_has_no_line_holds_when_it_has_one() {
        let queue = queue();
        enter(&queue, 1, None);
        assert!(goes(&queue, 1));
        queue.put_first(TransferId(3), queue.wish_first());
        enter(&queue, 2, None);
        enter(&queue, 3, None);
        queue.leave(TransferId(1));
        assert!(!goes(&queue, 2) && goes(&queue, 3));
    }
}
