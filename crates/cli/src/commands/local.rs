//! Copies on this computer: `get`, `update`, `free`, `pin`, `unpin`, `discard`.

use damson_app::{
    Intent, Reply, UserError,
    intent::ActOptions,
    view::{ActionView, KindView, LockView, RefusalCode},
};

use crate::{
    acting::{confirm, each, perform, tell},
    args::{Discard, Free, Get, Pin, Unpin, Update},
    exit::Exit,
    failure::Failure,
    human,
    session::{Session, unexpected},
};

pub(crate) async fn get(args: &Get, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        // The root has no row.
        if path == "/" {
            return get_folder(path, args.yes, session).await;
        }
        let row = session.row(path).await?;
        match row.kind {
            KindView::Root | KindView::Folder => get_folder(path, args.yes, session).await,
            KindView::Asset | KindView::NoFile | KindView::NoName => {
                // What was known may not be so any more: the disk is asked all the same.
                let asked = session.act(ActionView::Download, path, ActOptions::default());
                let reply = match asked.await {
                    Ok(reply) => reply,
                    Err(Failure::App(error)) if is_here_already(&error) => {
                        let row = session.row(path).await?;
                        let state = crate::rows::state(&row);
                        session
                            .output
                            .result(format!("{path} is here already: {state}."))?;
                        if session.output.json {
                            session.output.json_line(&row)?;
                        }
                        return Ok(Exit::Done);
                    }
                    Err(failure) => return Err(failure),
                };
                tell(session, ActionView::Download, path, reply)
            }
        }
    })
    .await
}

fn is_here_already(error: &UserError) -> bool {
    let refusal = error.refusal.as_ref();
    refusal.is_some_and(|refusal| refusal.code == RefusalCode::AlreadyHere)
}

pub(crate) async fn update(args: &Update, session: &Session) -> Result<Exit, Failure> {
    simply(&args.paths, ActionView::Update, session).await
}

pub(crate) async fn free(args: &Free, session: &Session) -> Result<Exit, Failure> {
    simply(&args.paths, ActionView::RemoveLocalCopy, session).await
}

pub(crate) async fn pin(args: &Pin, session: &Session) -> Result<Exit, Failure> {
    simply(&args.paths, ActionView::Pin, session).await
}

pub(crate) async fn unpin(args: &Unpin, session: &Session) -> Result<Exit, Failure> {
    simply(&args.paths, ActionView::Unpin, session).await
}

pub(crate) async fn discard(args: &Discard, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        let row = session.row(path).await?;
        if row.refusal(ActionView::DiscardChanges).is_none() {
            confirm(args.yes, &format!("Discard your changes of {path}?"))?;
        }
        let options = ActOptions {
            release: args.check_in,
            ..ActOptions::default()
        };
        let exit = perform(session, ActionView::DiscardChanges, path, options).await?;
        if row.lock == LockView::Mine && !args.check_in {
            session.output.message(format!(
                "You still have it checked out; `damson checkin {path}` checks it in."
            ));
        }
        Ok(exit)
    })
    .await
}

async fn simply(paths: &[String], action: ActionView, session: &Session) -> Result<Exit, Failure> {
    each(session, paths, async |path| {
        perform(session, action, path, ActOptions::default()).await
    })
    .await
}

/// A folder comes with everything below it, after the person saw how much that is.
async fn get_folder(path: &str, yes: bool, session: &Session) -> Result<Exit, Failure> {
    let measure = Intent::Measure {
        connection: session.connection.clone(),
        folder: path.to_owned(),
    };
    let reply = session.send(measure).await?;
    let Reply::Measured(measured) = reply else {
        return Err(unexpected(&reply));
    };
    if measured.assets == 0 {
        session
            .output
            .message(format!("Everything in {path} is on this computer."));
    } else {
        let count = human::counted(i64::try_from(measured.assets).unwrap_or(i64::MAX), "asset");
        let size = crate::words::total_size(&measured);
        session
            .output
            .message(format!("{path} has {count} to download, {size} in all."));
        confirm(yes, &format!("Download {count} ({size})?"))?;
    }
    let reply = session
        .act(ActionView::Download, path, ActOptions::default())
        .await?;
    tell(session, ActionView::Download, path, reply)
}
