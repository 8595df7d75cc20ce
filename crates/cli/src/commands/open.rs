//! `open`, `edit`, `reveal`, `web`.

use damson_app::{
    intent::{ActOptions, LinksAllowed},
    view::Action,
};

use crate::{
    acting::{every, perform},
    args::{Edit, Open, Reveal, Web},
    commands::restricted::may_use,
    exit::Exit,
    failure::Failure,
    session::Session,
};

pub(crate) async fn open(args: &Open, session: &Session) -> Result<Exit, Failure> {
    show(
        &args.paths,
        Action::Open,
        args.no_links,
        args.anyway,
        session,
    )
    .await
}

pub(crate) async fn edit(args: &Edit, session: &Session) -> Result<Exit, Failure> {
    show(
        &args.paths,
        Action::Edit,
        args.no_links,
        args.anyway,
        session,
    )
    .await
}

pub(crate) async fn reveal(args: &Reveal, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, Action::Reveal, false, args.anyway, session).await
}

pub(crate) async fn web(args: &Web, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, Action::OpenInWeb, false, false, session).await
}

async fn show(
    paths: &[String],
    action: Action,
    no_links: bool,
    anyway: bool,
    session: &Session,
) -> Result<Exit, Failure> {
    let paths = session.paths(paths).await?;
    let restricted = anyway || may_use(session, action, &paths).await?;
    every(session, &paths, async |path| {
        let options = ActOptions {
            links: no_links.then_some(LinksAllowed::None),
            restricted,
            ..ActOptions::default()
        };
        perform(session, action, path, options).await
    })
    .await
}
