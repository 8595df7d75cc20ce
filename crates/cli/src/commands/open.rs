//! `open`, `edit`, `reveal`, `web`.

use damson_app::{
    intent::{ActOptions, LinksAllowed},
    view::Action,
};

use crate::{
    acting::{each, perform},
    args::{Edit, Open, Reveal, Web},
    exit::Exit,
    failure::Failure,
    session::Session,
};

pub(crate) async fn open(args: &Open, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, Action::Open, args.no_links, session).await
}

pub(crate) async fn edit(args: &Edit, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, Action::Edit, args.no_links, session).await
}

pub(crate) async fn reveal(args: &Reveal, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, Action::Reveal, false, session).await
}

pub(crate) async fn web(args: &Web, session: &Session) -> Result<Exit, Failure> {
    show(&args.paths, Action::OpenInWeb, false, session).await
}

async fn show(
    paths: &[String],
    action: Action,
    no_links: bool,
    session: &Session,
) -> Result<Exit, Failure> {
    each(session, paths, async |path| {
        let options = ActOptions {
            links: no_links.then_some(LinksAllowed::None),
            ..ActOptions::default()
        };
        perform(session, action, path, options).await
    })
    .await
}
