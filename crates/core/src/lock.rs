//! Who has an asset checked out.

/// What the server says about the check-out of one asset. It is a fact beside the status.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Lock {
    #[default]
    Free,
    Mine,
    /// Somebody else holds it: their id as the server spells it.
    Theirs(String),
}

impl Lock {
    pub fn is_mine(&self) -> bool {
        *self == Self::Mine
    }

    /// Who else holds it.
    pub fn other_holder(&self) -> Option<&str> {
        match self {
            Self::Theirs(who) => Some(who),
            Self::Free | Self::Mine => None,
        }
    }
}
