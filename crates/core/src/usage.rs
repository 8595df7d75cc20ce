//! Whether an asset may be used: its expiry, its times of validity, its approval, its licence.

use crate::Timestamp;

/// What a server says of the use of an asset.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Terms {
    /// From this moment on it is expired.
    pub expires: Option<Timestamp>,
    /// Before this moment it is not to be used yet.
    pub on: Option<Timestamp>,
    /// From this moment on it is withdrawn.
    pub off: Option<Timestamp>,
    pub approval: Option<Approval>,
    /// Where the licence is that has to be accepted, as the server wrote it.
    pub licence: Option<String>,
}

/// What a reviewer decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Approval {
    Approved,
    Rejected,
    /// Another word of the server's, such as "changes requested".
    Undecided,
}

/// A reason to think twice before an asset is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Restriction {
    Expired(Timestamp),
    NotYetOn(Timestamp),
    Withdrawn(Timestamp),
    Rejected,
    /// Its licence is at this address.
    Licensed(String),
}

/// Every reason that holds at `now`, the gravest first.
pub fn restrictions(terms: &Terms, now: Timestamp) -> Vec<Restriction> {
    let past = |time: Option<Timestamp>| time.filter(|time| *time <= now);
    let expired = past(terms.expires).map(Restriction::Expired);
    let withdrawn = past(terms.off).map(Restriction::Withdrawn);
    let not_yet = terms.on.filter(|on| *on > now).map(Restriction::NotYetOn);
    let rejected = (terms.approval == Some(Approval::Rejected)).then_some(Restriction::Rejected);
    let licensed = terms.licence.clone().map(Restriction::Licensed);
    [expired, withdrawn, not_yet, rejected, licensed]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_belongs_to_what_begins_with_it() {
        let at = |ms| Timestamp(ms);
        let terms = Terms {
            expires: Some(at(50)),
            on: Some(at(10)),
            off: Some(at(60)),
            approval: Some(Approval::Approved),
            licence: None,
        };
        assert_eq!(restrictions(&terms, at(9)), [Restriction::NotYetOn(at(10))]);
        assert_eq!(restrictions(&terms, at(10)), []);
        assert_eq!(restrictions(&terms, at(49)), []);
        assert_eq!(restrictions(&terms, at(50)), [Restriction::Expired(at(50))]);
        assert_eq!(
            restrictions(&terms, at(60)),
            [Restriction::Expired(at(50)), Restriction::Withdrawn(at(60))]
        );
    }

    #[test]
    fn what_is_undecided_restricts_nothing() {
        let undecided = Terms {
            approval: Some(Approval::Undecided),
            ..Terms::default()
        };
        assert_eq!(restrictions(&undecided, Timestamp(0)), []);
        let rejected = Terms {
            approval: Some(Approval::Rejected),
            licence: Some("/content/licences/photo.html".to_owned()),
            ..Terms::default()
        };
        assert_eq!(
            restrictions(&rejected, Timestamp(0)),
            [
                Restriction::Rejected,
                Restriction::Licensed("/content/licences/photo.html".to_owned())
            ]
        );
    }
}
