//! What was found out about a server, kept for the processes of a day: a command that asks for one
//! thing should not ask ten others before it.

use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

/// What the server was found to be and to offer, before anything was used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Facts {
    /// Whose rights they were found with.
    pub(crate) user: String,
    /// When, in seconds since 1970.
    pub(crate) at: u64,
    pub(crate) product: String,
    /// May release what others have checked out.
    pub(crate) administrator: bool,
    /// `/api/assets` lists.
    pub(crate) siren: bool,
    /// A listing told of a check-out, or did not; `None` while there was none to look at.
    pub(crate) lists_locks: Option<bool>,
    /// `/bin/querybuilder.json` answers.
    pub(crate) queries: bool,
    pub(crate) direct_upload: bool,
    pub(crate) proved_direct: bool,
    pub(crate) versions: bool,
    /// Nothing of it rests on an answer that may have been missing for a moment.
    #[serde(skip)]
    pub(crate) certain: bool,
}

/// A server that was updated, or a person who was given rights, is noticed after this time.
const GOOD_FOR: u64 = 24 * 60 * 60;

pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}

impl Facts {
    /// What a later process may take as it is, if that is so.
    pub(crate) fn write(&self) -> Option<String> {
        self.certain.then(|| serde_json::to_string(self).ok())?
    }

    /// What an earlier process wrote for the same person, if it is not too old. Another version of
    /// this program may have written something else.
    pub(crate) fn read(text: &str, user: &str, now: u64) -> Option<Self> {
        let read: Self = serde_json::from_str(text).ok()?;
        let age = now.checked_sub(read.at)?;
        let facts = Self {
            certain: true,
            ..read
        };
        (facts.user == user && age < GOOD_FOR).then_some(facts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_hold_for_a_day_and_for_one_person() {
        let facts = Facts {
            user: "jane".to_owned(),
            at: 1_000_000,
            product: "Adobe Experience Manager".to_owned(),
            administrator: false,
            siren: true,
            lists_locks: None,
            queries: true,
            direct_upload: false,
            proved_direct: false,
            versions: true,
            certain: true,
        };
        let text = facts.write().unwrap();
        let read = |user, now| Facts::read(&text, user, now);
        assert_eq!(read("jane", 1_000_000), Some(facts.clone()));
        assert_eq!(read("jane", 1_000_000 + GOOD_FOR - 1), Some(facts.clone()));
        assert_eq!(read("jane", 1_000_000 + GOOD_FOR), None);
        // The clock was set back.
        assert_eq!(read("jane", 999_999), None);
        assert_eq!(read("omar", 1_000_000), None);
        assert_eq!(Facts::read("Apache/2.4", "jane", 1_000_000), None);
        let uncertain = Facts {
            certain: false,
            ..facts
        };
        assert_eq!(uncertain.write(), None);
    }
}
