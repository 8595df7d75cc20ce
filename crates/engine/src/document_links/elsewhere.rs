//! Linked files that lie on this computer, outside the cache folder, and that the DAM has not.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use damson_core::{ByteCount, DamPath, OnServer, name::conventional_asset};
use damson_links::{Link, Place};

use crate::{
    context::{Context, blocking},
    model::{Elsewhere, EngineError},
    observe,
};

/// The folder beside a document in which applications keep what it links to.
pub(crate) const LINKS: &str = "Links";

/// Finds the file of a link at the place that the document says, and where it would go.
pub(super) async fn find(context: &Context, link: &Link, folder: &DamPath) -> Option<Elsewhere> {
    let name = link.name();
    let taken =
        conventional_asset(&name, context.capability().names, context.policy().names).ok()?;
    if taken.name != name {
        // Under another name the document would not find it.
        return None;
    }
    let to = folder.join(&name).ok()?;
    // What is in the cache folder is a row, or becomes one.
    let mut files = files(link);
    files.retain(|file| context.local.path_of(file).is_none());
    let found = blocking(move || files.into_iter().find_map(|file| look(&file)));
    let (file, bytes) = found.await?;
    Some(Elsewhere {
        file,
        size: bytes,
        to,
    })
}

/// The folder of the DAM that the links of a document belong in: its `Links` folder where there is
/// one, else its own.
pub(super) async fn folder_of(
    context: &Arc<Context>,
    document: &DamPath,
) -> Result<DamPath, EngineError> {
    let beside = document.parent().unwrap_or_default();
    let Ok(links) = beside.join(LINKS) else {
        return Ok(beside);
    };
    let mut known = observe::recall(context, &links).await?;
    if known.is_none() && context.is_online() {
        // Where the server gives no answer, the document's own folder will do.
        if let Err(error) = observe::look_again(context, &links).await {
            tracing::debug!(path = %links, %error, "not looked for");
        }
        known = observe::recall(context, &links).await?;
    }
    let there = known.is_some_and(|asset| {
        asset.is_folder() && matches!(asset.remote.state, OnServer::Present(_))
    });
    Ok(if there { links } else { beside })
}

/// The paths of this computer that a link may mean.
fn files(link: &Link) -> Vec<PathBuf> {
    let places = link.places().into_iter();
    places
        .filter_map(|place| match place {
            Place::Absolute(names) => Some(names),
            Place::Relative { .. } | Place::Remote(_) | Place::NotAFile => None,
        })
        .flat_map(|names| native(&names))
        .collect()
}

/// Whoever made the document chose these names. So nothing is looked at that is hidden or lies in a
/// hidden folder, and on Windows nothing of another computer, which would be told who this person
/// is.
fn native(names: &[String]) -> Vec<PathBuf> {
    let hidden = names.iter().any(|name| name.starts_with('.'));
    let odd = names
        .iter()
        .skip(1)
        .any(|name| name.contains(['/', '\\', ':', '\0']));
    let [first, rest @ ..] = names else {
        return Vec::new();
    };
    if hidden || odd || rest.is_empty() {
        return Vec::new();
    }
    let below = |root: &str| {
        rest.iter()
            .fold(PathBuf::from(root), |file, name| file.join(name))
    };
    let drive = first.len() == 2 && first.ends_with(':');
    if cfg!(windows) {
        let root = format!("{first}\\");
        return if drive {
            vec![below(&root)]
        } else {
            Vec::new()
        };
    }
    if drive || first.contains(['/', ':', '\0']) {
        return Vec::new();
    }
    let mut files = vec![below(&format!("/{first}"))];
    if cfg!(target_os = "macos") {
        files.push(below(&format!("/Volumes/{first}")));
    }
    files
}

/// A file with an extension, as every asset has one that a document links to; no link to one.
fn look(file: &Path) -> Option<(PathBuf, ByteCount)> {
    file.extension()?;
    let metadata = fs::symlink_metadata(file).ok()?;
    metadata
        .is_file()
        .then(|| (file.to_owned(), ByteCount(metadata.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_or_elsewhere_is_never_looked_at() {
        for written in [
            "file:///home/jane/.ssh/id.pem",
            "file:///home/jane/.a.psd",
            "/home/jane/.config/a.psd",
            "a.psd",
            "../../../../etc/a.psd",
            "https://example.com/a.psd",
        ] {
            assert_eq!(
                files(&Link::uri(written)),
                Vec::<PathBuf>::new(),
                "{written}"
            );
        }
        #[cfg(windows)]
        assert_eq!(
            files(&Link::native(r"\\server\share\a.psd")),
            Vec::<PathBuf>::new()
        );
        #[cfg(unix)]
        assert_eq!(
            files(&Link::native(r"C:\pics\a.psd")),
            Vec::<PathBuf>::new()
        );
    }

    #[test]
    fn only_files_with_an_extension_count() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a.psd"), "sky").unwrap();
        fs::write(at("passwd"), "jane").unwrap();
        fs::create_dir(at("b.psd")).unwrap();
        assert_eq!(look(&at("a.psd")), Some((at("a.psd"), ByteCount(3))));
        for name in ["passwd", "b.psd", "c.psd"] {
            assert_eq!(look(&at(name)), None, "{name}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_a_file_is_not_the_file() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.psd"), "sky").unwrap();
        let link = folder.path().join("b.psd");
        std::os::unix::fs::symlink(folder.path().join("a.psd"), &link).unwrap();
        assert_eq!(look(&link), None);
    }
}
