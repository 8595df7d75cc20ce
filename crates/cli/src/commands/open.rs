//! `open`, `edit`, `reveal`, `web`.

use damson_app::{intent::ActOptions, view::ActionView};

use crate::{
    acting::{each, perform},
    args::{Edit, Open, Reveal, Web},
    exit::Exit,
    failure::Failure,
    session::Session,
};

pub(crate) async fn open(args: &Open, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, ActionView::Open, session).await
}

pub(crate) async fn edit(args: &Edit, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, ActionView::Edit, session).await
}

pub(crate) async fn reveal(args: &Reveal, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, ActionView::Reveal, session).await
}

pub(crate) async fn web(args: &Web, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, ActionView::OpenInWeb, session).await
}

async fn show(paths: &[String], action: ActionView, session: &Session) -> Result<Exit, Failure> {
    each(session, paths, async |path| {
        perform(session, action, path, ActOptions::default()).await
    })
    .await
}
