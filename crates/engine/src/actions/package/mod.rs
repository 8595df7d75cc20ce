//! A document with what it links to, as a folder of its own elsewhere on this computer.

mod packed_file;

use std::{
    collections::BTreeSet,
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::Arc,
};

use damson_core::{DamPath, Status, name::numbered};

use crate::{
    actions::bring_links,
    context::{Context, blocking},
    document_links::{self, LINKS},
    model::{EngineError, Linked, LocalError, Packaged, Problem, Target, linked::Trouble},
};
use packed_file::{Origin, copy};

/// How many folders of one name there may be.
const MOST: u32 = 1_000;

/// Copies a document and what it links to into a new folder inside `into`, which is named after the
/// document. What is not here is downloaded first. The document is not changed: what it links to
/// relative to its own folder lies there as it does in the DAM, everything else in `Links`.
pub(crate) async fn package(
    context: &Arc<Context>,
    path: &DamPath,
    into: &Path,
) -> Result<Packaged, EngineError> {
    check_outside(context, into).await?;
    let found = bring_links::linked(context, path).await?;
    let complete = found.complete || found.trouble == Some(Trouble::NoReader);
    let mut problems = bring_links::bring_all(context, &found).await;
    // Where each is once it came.
    let found = document_links::links(context, path).await?;
    let document = name_here(context, path).await?;
    let mut names = Names::default();
    names.claim(&document);
    let mut wanted = Vec::new();
    for link in &found.links {
        match source(context, path, link).await {
            Ok(Some((from, name))) => {
                let known = wanted.iter().any(|(other, _)| *other == from);
                if !known {
                    let place = names.claim(&place(link, &name));
                    wanted.push((from, place));
                }
            }
            Ok(None) => {}
            Err(problem) => {
                let known = problems.iter().any(|known| known.path == problem.path);
                if !known {
                    problems.push(problem);
                }
            }
        }
    }
    let (parent, stem) = (into.to_owned(), stem_of(&document));
    let folder = blocking(move || make_folder(&parent, &stem)).await?;
    let first = copy(context, Origin::Here(path.clone()), folder.join(&document)).await;
    if let Err(error) = first {
        // Without the document it is nothing; only an empty folder goes.
        blocking(move || drop(fs::remove_dir(&folder))).await;
        return Err(error);
    }
    let mut files = 1;
    for (from, place) in wanted {
        let (at, file) = from.named(path);
        match copy(context, from, folder.join(place)).await {
            Ok(()) => files += 1,
            Err(error) => problems.push(Problem {
                path: at,
                file,
                error: Arc::new(error),
            }),
        }
    }
    Ok(Packaged {
        folder,
        files,
        problems,
        complete,
    })
}

/// Where a linked file comes from, and its name; `None` for what is no file of its own.
async fn source(
    context: &Arc<Context>,
    document: &DamPath,
    link: &Linked,
) -> Result<Option<(Origin, String)>, Problem> {
    match &link.target {
        Target::Asset { row, .. } if row.status != Some(Status::CloudOnly) => {
            let name = name_here(context, &row.path)
                .await
                .map_err(|error| Problem {
                    path: row.path.clone(),
                    file: None,
                    error: Arc::new(error),
                })?;
            Ok(Some((Origin::Here(row.path.clone()), name)))
        }
        Target::Elsewhere(found) => {
            let from = Origin::Elsewhere(found.file.clone());
            Ok(Some((from, link.name.clone())))
        }
        Target::Asset { .. } | Target::NotFound => Err(link.lacking(document)),
        Target::Embedded | Target::Remote => Ok(None),
    }
}

/// Where in the package a link belongs, with slashes.
fn place(link: &Linked, name: &str) -> String {
    match &link.beside {
        Some(names) => {
            let above = &names[..names.len().saturating_sub(1)];
            let names = above.iter().map(String::as_str).chain([name]);
            names.collect::<Vec<_>>().join("/")
        }
        None => format!("{LINKS}/{name}"),
    }
}

/// What a copy is called on this computer, which may not take the DAM's name.
async fn name_here(context: &Context, path: &DamPath) -> Result<String, EngineError> {
    let at = path.clone();
    let file = context.on_disk(move |local| local.file(&at)).await?;
    let name = file.file_name().and_then(|name| name.to_str());
    Ok(name.unwrap_or(path.name()).to_owned())
}

/// The places that were given away. Disks may not tell cases apart.
#[derive(Debug, Default)]
struct Names(BTreeSet<String>);

impl Names {
    fn claim(&mut self, wanted: &str) -> String {
        let (folder, name) = match wanted.rsplit_once('/') {
            Some((folder, name)) => (format!("{folder}/"), name),
            None => (String::new(), wanted),
        };
        let mut place = wanted.to_owned();
        let mut nth = 1;
        while !self.0.insert(place.to_lowercase()) {
            nth += 1;
            place = format!("{folder}{}", numbered(name, nth));
        }
        place
    }
}

fn stem_of(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        Some(_) | None => name.to_owned(),
    }
}

/// Makes a folder that is not there yet.
fn make_folder(parent: &Path, stem: &str) -> Result<PathBuf, EngineError> {
    let failed = |file: &Path, source| LocalError::Io {
        file: file.to_owned(),
        source,
    };
    fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
    for nth in 1..MOST {
        let name = match nth {
            1 => stem.to_owned(),
            nth => format!("{stem} ({nth})"),
        };
        let folder = parent.join(name);
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(source) => return Err(failed(&folder, source).into()),
        }
    }
    let file = parent.join(stem);
    Err(LocalError::Exists { file }.into())
}

/// In the cache folder it would be taken for new assets.
async fn check_outside(context: &Context, into: &Path) -> Result<(), EngineError> {
    let (into, root) = (into.to_owned(), context.local.file(&DamPath::root())?);
    let inside = blocking({
        let into = into.clone();
        move || {
            let real = |file: &Path| {
                let known = file.ancestors().find(|part| part.exists());
                known.and_then(|part| {
                    let rest = file.strip_prefix(part).ok()?;
                    Some(fs::canonicalize(part).ok()?.join(rest))
                })
            };
            real(&into)
                .zip(real(&root))
                .is_some_and(|(into, root)| into.starts_with(root))
        }
    });
    if inside.await {
        return Err(EngineError::PackageInside(into));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_case_alone_collide() {
        let mut names = Names::default();
        assert_eq!(names.claim("Links/sky.psd"), "Links/sky.psd");
        assert_eq!(names.claim("Links/Sky.psd"), "Links/Sky (2).psd");
        assert_eq!(names.claim("Links/sky.psd"), "Links/sky (3).psd");
        assert_eq!(names.claim("sky.psd"), "sky.psd");
    }

    #[test]
    fn a_folder_that_is_there_is_left_alone() {
        let parent = tempfile::tempdir().unwrap();
        let make = || make_folder(parent.path(), "layout").unwrap();
        assert_eq!(make(), parent.path().join("layout"));
        assert_eq!(make(), parent.path().join("layout (2)"));
    }
}
