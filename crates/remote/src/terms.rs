//! What one answer of a server says of the use of an asset.

use damson_core::usage::Terms;

/// The terms in one answer. A listing may give all of them, some, or none, and what it leaves out is
/// unknown, which is not the same as unset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TermsSeen {
    pub terms: Terms,
    /// What `terms` lacks of expiry, approval and licence is not set.
    pub metadata: bool,
    /// The same for the times at which it is on and off.
    pub times: bool,
}

impl TermsSeen {
    /// An answer that has them all.
    pub fn whole(terms: Terms) -> Self {
        Self {
            terms,
            metadata: true,
            times: true,
        }
    }

    /// What is known after this answer when `known` was before; `None` while nothing is.
    pub fn onto(&self, known: Option<&Terms>) -> Option<Terms> {
        let nothing = self.terms == Terms::default() && !self.metadata && !self.times;
        if nothing {
            return known.cloned();
        }
        let before = known.cloned().unwrap_or_default();
        let Terms {
            expires,
            on,
            off,
            approval,
            licence,
        } = self.terms.clone();
        let (kept, kept_times) = (!self.metadata, !self.times);
        Some(Terms {
            expires: expires.or(before.expires.filter(|_| kept)),
            on: on.or(before.on.filter(|_| kept_times)),
            off: off.or(before.off.filter(|_| kept_times)),
            approval: approval.or(before.approval.filter(|_| kept)),
            licence: licence.or(before.licence.filter(|_| kept)),
        })
    }
}

#[cfg(test)]
mod tests {
    use damson_core::{Timestamp, usage::Approval};

    use super::*;

    #[test]
    fn what_an_answer_leaves_out_stays_known() {
        let known = Terms {
            expires: Some(Timestamp(5)),
            off: Some(Timestamp(9)),
            approval: Some(Approval::Rejected),
            ..Terms::default()
        };
        let silent = TermsSeen::default();
        assert_eq!(silent.onto(None), None);
        assert_eq!(silent.onto(Some(&known)), Some(known.clone()));
        let part = TermsSeen {
            terms: Terms {
                expires: Some(Timestamp(7)),
                ..Terms::default()
            },
            ..TermsSeen::default()
        };
        let merged = part.onto(Some(&known)).unwrap();
        assert_eq!(merged.expires, Some(Timestamp(7)));
        assert_eq!(merged.approval, Some(Approval::Rejected));
        let without_times = TermsSeen {
            metadata: true,
            ..TermsSeen::default()
        };
        let cleared = without_times.onto(Some(&known)).unwrap();
        assert_eq!((cleared.expires, cleared.off), (None, Some(Timestamp(9))));
        let whole = TermsSeen::whole(Terms::default());
        assert_eq!(whole.onto(Some(&known)), Some(Terms::default()));
    }
}
