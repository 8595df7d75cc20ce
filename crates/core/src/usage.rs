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
    /// Where its licence is, as the server wrote it.
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
    /// A licence has to be accepted, which is on this page of the server.
    Licensed(String),
}

/// Every reason that holds at `now`, the gravest first.
pub fn restrictions(terms: &Terms, now: Timestamp) -> Vec<Restriction> {
    let expired = terms.expires.filter(|_| is_expired(terms, now));
    let expired = expired.map(Restriction::Expired);
    let withdrawn = terms.off.filter(|off| *off <= now);
    let withdrawn = withdrawn.map(Restriction::Withdrawn);
    let not_yet = terms.on.filter(|on| *on > now).map(Restriction::NotYetOn);
    let rejected = (terms.approval == Some(Approval::Rejected)).then_some(Restriction::Rejected);
    // A server wants a page of its own accepted; an address elsewhere, as photographers write it into
    // their pictures, is to be read.
    let page = terms.licence.clone().filter(|page| page.starts_with('/'));
    let licensed = page.map(Restriction::Licensed);
    [expired, withdrawn, not_yet, rejected, licensed]
        .into_iter()
        .flatten()
        .collect()
}

/// The next moment after `now` at which other restrictions hold than before.
pub fn changes_next(terms: &Terms, now: Timestamp) -> Option<Timestamp> {
    [terms.expires, terms.on, terms.off]
        .into_iter()
        .flatten()
        .filter(|moment| *moment > now)
        .min()
}

/// Whether it has expired at `now`.
pub fn is_expired(terms: &Terms, now: Timestamp) -> bool {
    terms.expires.is_some_and(|expires| expires <= now)
}

/// How an action uses assets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Use {
    /// It hands the file of an asset to a person.
    Shown,
    /// It brings files that are not here: that of an asset, or all of a folder's.
    Brought,
    /// Copies go elsewhere: of an asset, or of all in a folder.
    Taken,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Action;

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
    fn each_of_its_moments_is_next_once() {
        let terms = Terms {
            expires: Some(Timestamp(50)),
            on: Some(Timestamp(10)),
            off: Some(Timestamp(60)),
            ..Terms::default()
        };
        let next = |now| changes_next(&terms, Timestamp(now));
        assert_eq!(next(0), Some(Timestamp(10)));
        assert_eq!(next(10), Some(Timestamp(50)));
        assert_eq!(next(50), Some(Timestamp(60)));
        assert_eq!(next(60), None);
    }

    #[test]
    fn a_question_stands_before_use_and_never_before_an_edit_that_is_made() {
        let asked: Vec<Action> = Action::ALL
            .into_iter()
            .filter(|action| action.facts().uses.is_some())
            .collect();
        let use_it = [
            Action::Open,
            Action::Edit,
            Action::Download,
            Action::Reveal,
            Action::Pin,
        ];
        assert_eq!(asked, use_it);
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
        let elsewhere = Terms {
            licence: Some("https://creativecommons.org/licenses/by/4.0".to_owned()),
            ..Terms::default()
        };
        assert_eq!(restrictions(&elsewhere, Timestamp(0)), []);
    }
}
