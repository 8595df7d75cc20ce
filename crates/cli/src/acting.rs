//! An action on each of several paths.

use damson_app::{
    Reply,
    intent::ActOptions,
    view::{ActionView, BulkView, StatusAfterView},
};
use serde::Serialize;

use crate::{
    ask::{Answer, yes_or_no},
    exit::Exit,
    failure::Failure,
    report,
    session::{Session, unexpected},
    words,
};

/// What an action came to, as `--json` prints it.
#[derive(Debug, Serialize)]
struct ActedView<'a> {
    path: &'a str,
    action: ActionView,
    #[serde(flatten)]
    status: Option<StatusAfterView>,
    #[serde(flatten)]
    bulk: Option<BulkView>,
}

/// Does `one` for every path that was typed, and goes on after a failure.
pub(crate) async fn each(
    session: &Session,
    typed: &[String],
    one: impl AsyncFn(&str) -> Result<Exit, Failure>,
) -> Result<Exit, Failure> {
    if let [only] = typed {
        return one(&session.path(only).await?).await;
    }
    let mut ends = Vec::with_capacity(typed.len());
    for typed in typed {
        let path = session.path(typed).await?;
        ends.push(match one(&path).await {
            Ok(exit) => exit,
            Err(failure) => report::failure(&failure, &session.output),
        });
    }
    Ok(together(&ends))
}

/// Performs an action and tells of it.
pub(crate) async fn perform(
    session: &Session,
    action: ActionView,
    path: &str,
    options: ActOptions,
) -> Result<Exit, Failure> {
    session.seen(path).await?;
    let reply = session.act(action, path, options).await?;
    tell(session, action, path, reply)
}

/// Tells what an action came to.
pub(crate) fn tell(
    session: &Session,
    action: ActionView,
    path: &str,
    reply: Reply,
) -> Result<Exit, Failure> {
    let (status, bulk) = match reply {
        Reply::Done => (None, None),
        Reply::Queued { .. } => {
            session.output.message(format!(
                "The server can't be reached: {} waits, and is carried out when it is back. \
                 `damson later` lists what waits.",
                crate::style::shown(path)
            ));
            return Ok(Exit::Done);
        }
        Reply::Status(status) => (Some(status), None),
        Reply::Bulk(bulk) => (None, Some(bulk)),
        Reply::Versions(_)
        | Reply::UploadPlan(_)
        | Reply::Measured(_)
        | Reply::Cache(_)
        | Reply::CacheMoved(_)
        | Reply::Name(_)
        | Reply::Found(_)
        | Reply::Recovered(_)
        | Reply::Sides(_)
        | Reply::Rows(_)
        | Reply::Thumbnail(_)
        | Reply::Recognised(_)
        | Reply::Connected(_)
        | Reply::Connections(_)
        | Reply::Snapshot(_)
        | Reply::Settings(_)
        | Reply::Doctor(_) => return Err(unexpected(&reply)),
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
        })?;
        return Ok(exit);
    }
    match bulk {
        Some(bulk) => session
            .output
            .result(report::tally(&bulk, words::action_done(action)))?,
        None => session.output.result(words::done(action, path))?,
    }
    Ok(exit)
}

/// Asks unless the person said yes beforehand; where there is nobody to ask it is a usage error.
pub(crate) fn confirm(yes: bool, question: &str) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    match yes_or_no(question)? {
        Answer::Yes => Ok(()),
        Answer::No => Err(Failure::Declined),
        Answer::Nobody => Err(Failure::Usage {
            what: format!("This asks first, and there is nobody to ask: {question}"),
            hint: "Say `--yes` to do it without being asked.".to_owned(),
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
