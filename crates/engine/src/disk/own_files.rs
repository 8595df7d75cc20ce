//! What a watch reports of the files that Damson itself writes.

use std::{
    thread,
    time::{Duration, Instant},
};

use notify::{
    Event, EventKind,
    event::{DataChange, ModifyKind, RenameMode},
};

use super::names::is_partial;

/// What the system reports of the partial files of downloads, where it reports each call by itself:
/// most of all there is, and nothing but noise.
#[derive(Debug, Default)]
pub(super) struct OwnFiles {
    /// The rename that gives one its name.
    naming: Option<usize>,
    rested: Option<Instant>,
}

/// So long such reports are left to gather, so that many are read at once. What else comes waits
/// with them; a save counts after seconds.
const REST: Duration = Duration::from_millis(10);
/// Reports that are this close to each other were read together.
const TOGETHER: Duration = Duration::from_micros(500);

impl OwnFiles {
    /// Leaves out what is about a partial file, and what was reported already; returns what is left.
    pub(super) fn leave_out(&mut self, mut event: Event) -> Option<Event> {
        // Its two halves were reported before.
        if event.kind == EventKind::Modify(ModifyKind::Name(RenameMode::Both)) {
            return None;
        }
        let [file] = &event.paths[..] else {
            return Some(event);
        };
        let name = file.file_name().and_then(|name| name.to_str());
        if name.is_some_and(is_partial) {
            if event.kind == EventKind::Modify(ModifyKind::Name(RenameMode::From)) {
                self.naming = event.tracker();
            }
            self.rest();
            return None;
        }
        let to = event.kind == EventKind::Modify(ModifyKind::Name(RenameMode::To));
        if to && event.tracker().is_some() && event.tracker() == self.naming {
            // A file, and no folder, without a look.
            event.kind = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        }
        Some(event)
    }

    fn rest(&mut self) {
        if self.rested.is_none_or(|at| at.elapsed() > TOGETHER) {
            thread::sleep(REST);
        }
        self.rested = Some(Instant::now());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn renamed(half: RenameMode, tracker: usize, files: &[&str]) -> Event {
        let event = Event::new(EventKind::Modify(ModifyKind::Name(half))).set_tracker(tracker);
        files
            .iter()
            .fold(event, |event, file| event.add_path(file.into()))
    }

    /// What is left of a report: whether a folder may have come with it.
    fn left(own: &mut OwnFiles, event: Event) -> Option<EventKind> {
        own.leave_out(event).map(|event| event.kind)
    }

    #[test]
    fn the_name_of_a_download_is_reported_once_and_as_a_file() {
        let mut own = OwnFiles::default();
        let part = "/cache/shoot/.damson-0123456789abcdef.part";
        let written = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        let half = |half| EventKind::Modify(ModifyKind::Name(half));
        let made = Event::new(written).add_path(part.into());
        assert_eq!(left(&mut own, made), None);
        let from = renamed(RenameMode::From, 7, &[part]);
        assert_eq!(left(&mut own, from), None);
        let to = renamed(RenameMode::To, 7, &["/cache/shoot/a.psd"]);
        assert_eq!(left(&mut own, to), Some(written));
        let both = renamed(RenameMode::Both, 7, &[part, "/cache/shoot/a.psd"]);
        assert_eq!(left(&mut own, both), None);
        // What a person renames may be a folder.
        let away = renamed(RenameMode::From, 8, &["/cache/shoot/old"]);
        assert_eq!(left(&mut own, away), Some(half(RenameMode::From)));
        let came = renamed(RenameMode::To, 8, &["/cache/shoot/new"]);
        assert_eq!(left(&mut own, came), Some(half(RenameMode::To)));
        let unasked = renamed(RenameMode::To, 9, &["/cache/shoot/other"]);
        assert_eq!(left(&mut own, unasked), Some(half(RenameMode::To)));
    }
}
