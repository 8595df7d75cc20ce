//! `checkout`, `checkin`, `release`.

use damson_app::{
    intent::ActOptions,
    view::{ActionView, LockView},
};

use crate::{
    acting::{confirm, each, perform},
    args::{CheckIn, CheckOut, Release},
    exit::Exit,
    failure::Failure,
    session::Session,
};

pub(crate) async fn check_out(args: &CheckOut, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        perform(session, ActionView::CheckOut, path, ActOptions::default()).await
    })
    .await
}

pub(crate) async fn check_in(args: &CheckIn, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        let options = ActOptions {
            release: args.anyway,
            ..ActOptions::default()
        };
        perform(session, ActionView::CheckIn, path, options).await
    })
    .await
}

pub(crate) async fn release(args: &Release, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        if let LockView::Theirs { who } = session.row(path).await?.lock {
            let question = format!("Check in {path}, which {who} has checked out?");
            confirm(args.yes, &question)?;
        }
        perform(
            session,
            ActionView::ReleaseLock,
            path,
            ActOptions::default(),
        )
        .await
    })
    .await
}
