//! Reading and editing metadata.

use std::collections::BTreeMap;

use damson_core::{DamPath, Timestamp, usage};
use damson_remote::MetadataEdit;
use futures::{StreamExt as _, stream};
use url::Url;

use crate::{
    crossing::{
        error::{ErrorCode, Result, UserError},
        view::{
            Action, FieldChangeView, FieldValueView, MetadataSetView, MetadataView, ProblemView,
            RestrictedView, TagView, path_text,
        },
    },
    sessions::session::Session,
    translate::commands,
};

/// Edits under way at a time; the server takes more, and other work needs room.
const AT_ONCE: usize = 4;

pub(crate) async fn read(session: &Session, path: &DamPath) -> Result<MetadataView> {
    let (metadata, form) = session.engine().metadata(path).await?;
    let restrictions = usage::restrictions(&metadata.terms(), now());
    Ok(MetadataView::new(
        path_text(path),
        &metadata,
        &restrictions,
        &form,
    ))
}

/// Edits the same fields of one asset or many. One that fails is an error, of many each is a problem.
pub(crate) async fn set(
    session: &Session,
    paths: Vec<String>,
    changes: BTreeMap<String, FieldChangeView>,
    seen: Option<BTreeMap<String, FieldValueView>>,
) -> Result<MetadataSetView> {
    let edit = edit(changes, seen)?;
    let paths: Vec<DamPath> = paths
        .iter()
        .map(|path| commands::path(path))
        .collect::<Result<_>>()?;
    if let [path] = paths.as_slice() {
        session.engine().set_metadata(path, &edit).await?;
        return Ok(MetadataSetView {
            saved: 1,
            problems: Vec::new(),
        });
    }
    let attempts = stream::iter(paths).map(|path| {
        let edit = &edit;
        async move {
            let outcome = session.engine().set_metadata(&path, edit).await;
            (path, outcome)
        }
    });
    let done: Vec<_> = attempts.buffered(AT_ONCE).collect().await;
    let mut set = MetadataSetView {
        saved: 0,
        problems: Vec::new(),
    };
    for (path, outcome) in done {
        match outcome {
            Ok(_) => set.saved += 1,
            Err(error) => set.problems.push(ProblemView {
                path: path_text(&path),
                file: None,
                error: UserError::from(error),
            }),
        }
    }
    Ok(set)
}

fn edit(
    changes: BTreeMap<String, FieldChangeView>,
    seen: Option<BTreeMap<String, FieldValueView>>,
) -> Result<MetadataEdit> {
    let wrong = |date: String| UserError::new(ErrorCode::Incomplete).detail(date);
    let changes = changes
        .into_iter()
        .map(|(name, change)| Ok((name, change.change().map_err(wrong)?)))
        .collect::<Result<_>>()?;
    let values = |seen: BTreeMap<String, FieldValueView>| {
        seen.into_iter()
            .map(|(name, value)| Ok((name, value.value().map_err(wrong)?)))
            .collect::<Result<_>>()
    };
    Ok(MetadataEdit {
        changes,
        seen: seen.map(values).transpose()?,
    })
}

pub(crate) async fn suggest(session: &Session, text: &str, language: &str) -> Result<Vec<TagView>> {
    let tags = session.engine().suggest_tags(text, language).await?;
    Ok(tags.iter().map(TagView::from).collect())
}

/// What of the paths is restricted so that who asks for the action is asked first.
pub(crate) async fn restricted(
    session: &Session,
    action: Option<Action>,
    paths: &[DamPath],
) -> Result<RestrictedView> {
    let used = action.map_or(Some(usage::Use::Taken), |action| action.facts().uses);
    let Some(used) = used else {
        return Ok(RestrictedView::default());
    };
    let restricted = session.engine().restricted(used, paths).await?;
    Ok(RestrictedView::from(&restricted))
}

/// The page of the licence that an asset has: on the server itself, or on the web.
pub(crate) async fn licence(session: &Session, path: &DamPath) -> Result<Url> {
    let none = || UserError::new(ErrorCode::NotFound).about(path);
    let (metadata, _) = session.engine().metadata(path).await?;
    let licence = metadata.terms().licence.ok_or_else(none)?;
    let server = session.engine().web_page(&DamPath::root(), true);
    let page = server.join(licence.trim()).map_err(|_| none())?;
    // A server names pages, never programs.
    if matches!(page.scheme(), "http" | "https") {
        Ok(page)
    } else {
        Err(none())
    }
}

fn now() -> Timestamp {
    Timestamp(jiff::Timestamp::now().as_millisecond())
}
