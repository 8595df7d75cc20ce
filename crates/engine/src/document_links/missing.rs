//! What a document links to and the server has not.

use std::sync::Arc;

use damson_core::{DamPath, Status};
use damson_remote::{Error as RemoteError, ErrorKind};

use crate::model::{Elsewhere, Linked, Links, Problem, Row, Target};

/// A linked file that the server has not.
#[derive(Debug, Clone)]
pub(crate) enum Missing {
    /// It is in the cache folder, and was never uploaded.
    NewHere(DamPath),
    Elsewhere(Elsewhere),
    /// It is not on this computer either; where it would be.
    Nowhere(DamPath),
}

impl Links {
    /// The linked files that the server does not have. What is on the web or in the document itself
    /// does not count.
    pub(crate) fn missing(&self, document: &DamPath) -> Vec<Missing> {
        let each = self.links.iter().filter_map(|link| link.missing(document));
        each.collect()
    }
}

impl Linked {
    /// The problem that a package lacks the linked file.
    pub(crate) fn lacking(&self, document: &DamPath) -> Problem {
        let path = match &self.target {
            Target::Asset { row, .. } => row.path.clone(),
            Target::Elsewhere(file) => file.to.clone(),
            Target::NotFound | Target::Embedded | Target::Remote => self.beside(document),
        };
        Missing::Nowhere(path).problem()
    }

    /// Where it would be beside the document.
    fn beside(&self, document: &DamPath) -> DamPath {
        let beside = document.parent().unwrap_or_default();
        beside.join(&self.name).unwrap_or(beside)
    }

    fn missing(&self, document: &DamPath) -> Option<Missing> {
        match &self.target {
            Target::Asset { row, .. } if is_new(row) => Some(Missing::NewHere(row.path.clone())),
            Target::Elsewhere(file) => Some(Missing::Elsewhere(file.clone())),
            Target::NotFound => Some(Missing::Nowhere(self.beside(document))),
            Target::Asset { .. } | Target::Embedded | Target::Remote => None,
        }
    }
}

impl Missing {
    /// Whether the linked file is on this computer, so that it could be uploaded.
    pub(crate) fn is_here(&self) -> bool {
        match self {
            Self::NewHere(_) | Self::Elsewhere(_) => true,
            Self::Nowhere(_) => false,
        }
    }

    /// The problem that a person sees: the server does not have the linked file.
    pub(crate) fn problem(self) -> Problem {
        let (path, file) = match self {
            Self::NewHere(path) | Self::Nowhere(path) => (path, None),
            Self::Elsewhere(Elsewhere { file, to, .. }) => (to, Some(file)),
        };
        let error = RemoteError::new(ErrorKind::NotFound).about(&path);
        Problem {
            path,
            file,
            error: Arc::new(error.into()),
        }
    }
}

fn is_new(row: &Row) -> bool {
    row.status == Some(Status::NewLocally)
}
