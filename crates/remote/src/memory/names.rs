//! Which names the in-memory server refuses.

use crate::{Error, ErrorKind, NameRules, Result};
use damson_core::DamPath;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    Folder,
    Asset,
}

/// The rules of AEM as its documentation gives them (manage-assets, "file and folder names").
pub(super) fn check(rules: NameRules, what: Named, path: &DamPath) -> Result<()> {
    let name = path.name();
    let refused = if rules == NameRules::AEM {
        aem_refuses(what, name)
    } else {
        match what {
            Named::Folder => name.contains(|c| rules.folders.contains(c)),
            Named::Asset => name.contains(|c| rules.assets.contains(c)),
        }
    };
    if refused {
        return Err(Error::new(ErrorKind::NameRefused).about(path));
    }
    Ok(())
}

fn aem_refuses(what: Named, name: &str) -> bool {
    let edges = name.trim() != name || name.starts_with('.');
    let everywhere = name.contains([
        '*', '/', ':', '[', '\\', ']', '|', '#', '%', '{', '}', '?', '&',
    ]);
    let in_folders = match what {
        Named::Asset => false,
        Named::Folder => name.contains(['"', '.', '^', ';', '+', '\t']) || name == "subassets",
    };
    edges || everywhere || in_folders
}
