//! `put`: upload changes.

use damson_app::{
    ErrorCode,
    intent::{ActOptions, MissingLinks},
    view::Action,
};

use crate::{
    acting::{All, every, meant, perform},
    args::Put,
    ask,
    commands::links,
    exit::Exit,
    failure::Failure,
    session::Session,
};

pub(crate) async fn put(args: &Put, session: &Session) -> Result<Exit, Failure> {
    let paths = meant(session, &args.which, args.all, &All::edited()).await?;
    every(session, &paths, async |path| {
        let exit = match send(args, path, unasked(args, session), session).await {
            Err(Failure::App(error)) if error.code == ErrorCode::LinksMissing => {
                let answer = links::ask_about_missing(path, session).await?;
                send(args, path, answer, session).await?
            }
            sent => sent?,
        };
        crate::commands::versions::tell_lost_comment(args.message.as_deref(), session).await?;
        Ok(exit)
    })
    .await
}

async fn send(
    args: &Put,
    path: &str,
    missing_links: Option<MissingLinks>,
    session: &Session,
) -> Result<Exit, Failure> {
    let options = ActOptions {
        comment: args.message.clone(),
        keep_checked_out: args.keep_checked_out,
        missing_links,
        ..ActOptions::default()
    };
    perform(session, Action::UploadChanges, path, options).await
}

/// A person is asked; a program gets an error.
fn unasked(args: &Put, session: &Session) -> Option<MissingLinks> {
    if args.no_links {
        return None;
    }
    Some(if args.with_links {
        MissingLinks::Upload
    } else if !session.output.json && ask::is_somebody_there() {
        MissingLinks::Ask
    } else {
        MissingLinks::Tell
    })
}
