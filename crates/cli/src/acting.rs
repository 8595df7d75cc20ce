//! An action on each of several paths.

use damson_app::{
    ErrorCode, Intent, Reply, UserError,
    intent::{ActOptions, RowsFilter, RowsQuery, RowsScope},
    view::{
        Action, BulkView, KindView, LockView, RowOrderView, StatusAfterView, StatusView,
        WithLinksView,
    },
};
use serde::Serialize;

use crate::{
    args::Which,
    ask::{Answer, yes_or_no},
    commands::list::refresh_or_tell,
    exit::{self, Exit},
    failure::Failure,
    place, report,
    session::{Session, unexpected},
    words::{self, say},
};

/// What an action came to, as `--json` prints it.
#[derive(Debug, Serialize)]
struct ActedView<'a> {
    path: &'a str,
    action: Action,
    #[serde(flatten)]
    status: Option<StatusAfterView>,
    #[serde(flatten)]
    bulk: Option<BulkView>,
    /// What became of the linked assets that were not here.
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<BulkView>,
}

/// What an action would come to, as `--json` prints it.
#[derive(Debug, Serialize)]
struct RehearsedView<'a> {
    path: &'a str,
    action: Action,
    dry_run: bool,
    to: Option<&'a str>,
}

/// Does `one` for every path that was typed, and goes on after a failure.
pub(crate) async fn each(
    session: &Session,
    typed: &[String],
    one: impl AsyncFn(&str) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    every(session, &session.paths(typed).await?, one).await
}

/// Does `one` for every path, and goes on after a failure.
pub(crate) async fn every(
    session: &Session,
    paths: &[String],
    one: impl AsyncFn(&str) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    if let [only] = paths {
        return one(only).await;
    }
    let mut ends = Vec::with_capacity(paths.len());
    for path in paths {
        ends.push(match one(path).await {
            Ok(exit) => exit,
            Err(failure) => report::failure(&failure, &session.output),
        });
    }
    Ok(together(&ends))
}

/// Which assets are meant by all, or by a folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct All {
    pub(crate) statuses: Vec<StatusView>,
    pub(crate) mine: bool,
}

impl All {
    /// What has changes that the server doesn't have.
    pub(crate) fn edited() -> Self {
        Self {
            statuses: vec![
                StatusView::EditingConflict,
                StatusView::EditedLocally,
                StatusView::NewLocally,
            ],
            ..Self::default()
        }
    }
}

/// The paths that a command is about: those that were typed; with `--recursive` or `--all`, of
/// what is in folders the assets that `all` says.
pub(crate) async fn meant(
    session: &Session,
    which: &Which,
    everything: bool,
    all: &All,
) -> Result<Vec<String>, Failure> {
    let mut paths = Vec::new();
    if everything {
        session.settle().await?;
        paths.extend(inside(session, "/", all).await?);
    }
    for path in session.paths(&which.paths).await? {
        if which.recursive && session.is_folder(&path).await? {
            paths.extend(inside(session, &path, all).await?);
        } else {
            paths.push(path);
        }
    }
    if paths.is_empty() {
        session.output.result(say!("nothing-to-do"))?;
    }
    Ok(paths)
}

/// The assets below a folder that are as `all` says.
pub(crate) async fn inside(
    session: &Session,
    folder: &str,
    all: &All,
) -> Result<Vec<String>, Failure> {
    // What the server has below it is asked for; without the server, what is known counts.
    let listed = session
        .send(Intent::Measure {
            connection: session.connection.clone(),
            folder: folder.to_owned(),
        })
        .await;
    match listed {
        Ok(_) => {}
        Err(Failure::App(error)) if exit::of_error(&error) == Exit::Offline => {}
        Err(failure) => return Err(failure),
    }
    let query = RowsQuery {
        filter: RowsFilter {
            statuses: all.statuses.clone(),
            mine: all.mine,
            ..RowsFilter::default()
        },
        order: RowOrderView::Path,
        ..RowsQuery::new(RowsScope::Below {
            path: folder.to_owned(),
        })
    };
    let rows = session.all_rows(query).await?;
    let assets = rows.into_iter().filter(|row| row.kind == KindView::Asset);
    Ok(assets.map(|row| row.path).collect())
}

/// Performs an action and reports it. An asset that is as wanted already counts as done.
pub(crate) async fn perform(
    session: &Session,
    action: Action,
    path: &str,
    options: ActOptions,
) -> Result<Exit, Failure> {
    session.seen(path).await?;
    if session.dry_run {
        return rehearse(session, action, path, &options).await;
    }
    match session.act(action, path, options).await {
        Ok(reply) => {
            let done = matches!(reply, Reply::Done | Reply::Status(_) | Reply::Opened(_));
            if done && opened_only(session, action, path).await? {
                session
                    .output
                    .result(say!("done-opened-unlocked", path = path))?;
                if let Reply::Opened(opened) = reply {
                    return Ok(tell_links(&opened.links, session));
                }
                return Ok(Exit::Done);
            }
            report(session, action, path, reply)
        }
        Err(Failure::App(error)) => match already(action, path, &error) {
            Some(sentence) => tell_already(session, action, path, sentence).await,
            None => Err(offering_later(session, action, path, Failure::App(error)).await),
        },
        Err(failure) => Err(failure),
    }
}

/// The same failure; where the server can't be reached and the action may wait for it, that is said.
pub(crate) async fn offering_later(
    session: &Session,
    action: Action,
    path: &str,
    failure: Failure,
) -> Failure {
    let Failure::App(error) = failure else {
        return failure;
    };
    if session.later || exit::of_error(&error) != Exit::Offline {
        return Failure::App(error);
    }
    let row = session.known(path).await.ok().flatten();
    let waits = row.is_some_and(|row| {
        let offers = row.actions.iter();
        offers
            .filter(|offer| offer.action == action)
            .any(|offer| offer.later)
    });
    if waits {
        Failure::MayWait(error)
    } else {
        Failure::App(error)
    }
}

/// Whether an edit began without a check-out: on a server without locks the asset is opened all the
/// same, and nobody else is told.
async fn opened_only(session: &Session, action: Action, path: &str) -> Result<bool, Failure> {
    let is_edit = action == Action::Edit && !session.output.json;
    Ok(is_edit && session.row(path).await?.lock != LockView::Mine)
}

/// What is said instead of the refusal, where it means that everything is as was asked for.
fn already(action: Action, path: &str, error: &UserError) -> Option<String> {
    let refusal = error.refusal.as_ref()?;
    words::already(action, refusal.code, path)
}

async fn tell_already(
    session: &Session,
    action: Action,
    path: &str,
    sentence: String,
) -> Result<Exit, Failure> {
    let row = session.row(path).await?;
    if session.output.json {
        session.output.json_line(&ActedView {
            path,
            action,
            status: Some(StatusAfterView {
                status: row.status,
                conflict: row.conflict,
            }),
            bulk: None,
            links: None,
        })?;
        return Ok(Exit::Done);
    }
    let sentence = if action == Action::Download {
        {
            let sentence = sentence.trim_end_matches(['.', '。']);
            say!(
                "already-download-with",
                sentence = sentence,
                state = crate::rows::state(&row)
            )
        }
    } else {
        sentence
    };
    session.output.result(sentence)?;
    Ok(Exit::Done)
}

/// What an action would do, as far as that is known without doing it.
async fn rehearse(
    session: &Session,
    action: Action,
    path: &str,
    options: &ActOptions,
) -> Result<Exit, Failure> {
    refresh_or_tell(place::parent(path), session).await?;
    let row = session.row(path).await?;
    if let Some(refusal) = row.refusal(action) {
        if let Some(sentence) = words::already(action, refusal.code, path) {
            return tell_already(session, action, path, sentence).await;
        }
        let error = UserError {
            about: Some(path.to_owned()),
            who: refusal.who.clone(),
            action: Some(action),
            refusal: Some(refusal.clone()),
            ..UserError::new(ErrorCode::Refused)
        };
        return Err(error.into());
    }
    if session.output.json {
        session.output.json_line(&RehearsedView {
            path,
            action,
            dry_run: true,
            to: options.to.as_deref(),
        })?;
    }
    let action = words::action(action);
    session.output.result(match &options.to {
        Some(to) => say!("dry-run-action-to", action = action, path = path, to = to),
        None => say!("dry-run-action", action = action, path = path),
    })?;
    Ok(Exit::Done)
}

/// Tells what an action came to.
pub(crate) fn report(
    session: &Session,
    action: Action,
    path: &str,
    reply: Reply,
) -> Result<Exit, Failure> {
    let (status, bulk) = match reply {
        Reply::Done => (None, None),
        Reply::Queued { .. } => {
            session.output.message(say!("later-waits", path = path));
            return Ok(Exit::Done);
        }
        Reply::Status(status) => (Some(status), None),
        Reply::Opened(opened) => return tell_opened(session, action, path, opened),
        Reply::Sent(sent) => return tell_sent(session, action, path, sent),
        Reply::Bulk(bulk) => (None, Some(bulk)),
        Reply::Versions(_)
        | Reply::UploadPlan(_)
        | Reply::Measured(_)
        | Reply::Links(_)
        | Reply::Packaged(_)
        | Reply::UsedBy(_)
        | Reply::Metadata(_)
        | Reply::MetadataSet(_)
        | Reply::Tags(_)
        | Reply::Collections(_)
        | Reply::Restricted(_)
        | Reply::Cache(_)
        | Reply::CacheMoved(_)
        | Reply::Name(_)
        | Reply::Found(_)
        | Reply::Recovered(_)
        | Reply::Sides(_)
        | Reply::Rows(_)
        | Reply::Thumbnail(_)
        | Reply::Renditions(_)
        | Reply::Exported(_)
        | Reply::Recognised(_)
        | Reply::Connected(_)
        | Reply::Connections(_)
        | Reply::Snapshot(_)
        | Reply::Settings(_)
        | Reply::Doctor(_)
        | Reply::Trace(_) => return Err(unexpected(&reply)),
    };
    let exit = bulk
        .as_ref()
        .map_or(Exit::Done, |bulk| report::bulk(bulk, &session.output));
    if session.output.json {
        session.output.json_line(&ActedView {
            path,
            action,
            status,
            bulk,
            links: None,
        })?;
        return Ok(exit);
    }
    match bulk {
        Some(bulk) => session.output.result(report::tally(&bulk, action, path))?,
        None => session.output.result(words::done(action, path))?,
    }
    Ok(exit)
}

/// Asks unless the person said yes beforehand; where there is nobody to ask it is a usage error.
pub(crate) async fn confirm(session: &Session, yes: bool, question: &str) -> Result<(), Failure> {
    if yes || session.dry_run {
        return Ok(());
    }
    match yes_or_no(question).await? {
        Answer::Yes => Ok(()),
        Answer::No => Err(Failure::Declined),
        Answer::Nobody => Err(Failure::Usage {
            what: say!("question-nobody", question = question),
            hint: say!("question-nobody"."todo"),
        }),
    }
}

/// The end of a call that did several things.
pub(crate) fn together(ends: &[Exit]) -> Exit {
    let Some(first) = ends.first() else {
        return Exit::Done;
    };
    if ends.iter().all(|end| end == first) {
        return *first;
    }
    if ends.contains(&Exit::Done) || ends.contains(&Exit::Partly) {
        return Exit::Partly;
    }
    Exit::Failed
}

fn tell_opened(
    session: &Session,
    action: Action,
    path: &str,
    opened: WithLinksView,
) -> Result<Exit, Failure> {
    if !session.output.json {
        let exit = tell_links(&opened.links, session);
        session.output.result(words::done(action, path))?;
        return Ok(exit);
    }
    let exit = report::bulk(&opened.links, &session.output);
    session.output.json_line(&ActedView {
        path,
        action,
        status: Some(opened.after),
        bulk: None,
        links: Some(opened.links),
    })?;
    Ok(exit)
}

fn tell_sent(
    session: &Session,
    action: Action,
    path: &str,
    sent: WithLinksView,
) -> Result<Exit, Failure> {
    let output = &session.output;
    let exit = match sent.links.done {
        // The document was uploaded, as was asked for; what it lacks is said.
        0 => Exit::Done,
        _ => report::bulk(&sent.links, output),
    };
    if output.json {
        output.json_line(&ActedView {
            path,
            action,
            status: Some(sent.after),
            bulk: None,
            links: Some(sent.links),
        })?;
        return Ok(exit);
    }
    if sent.links.done > 0 {
        output.message(say!("links-sent", count = sent.links.done));
    }
    output.result(words::done(action, path))?;
    if sent.links.done == 0 {
        output.warning(words::links_missing(&sent.links));
    }
    Ok(exit)
}

/// Says what was fetched of the links, and what could not be.
fn tell_links(links: &BulkView, session: &Session) -> Exit {
    if links.done > 0 {
        session
            .output
            .message(say!("links-brought", count = links.done));
    }
    report::bulk(links, &session.output)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_ends_are_one() {
        assert_eq!(together(&[]), Exit::Done);
        assert_eq!(together(&[Exit::Done, Exit::Done]), Exit::Done);
        assert_eq!(together(&[Exit::Refused, Exit::Refused]), Exit::Refused);
        assert_eq!(together(&[Exit::Refused, Exit::Done]), Exit::Partly);
        assert_eq!(together(&[Exit::Refused, Exit::Conflict]), Exit::Failed);
    }
}
