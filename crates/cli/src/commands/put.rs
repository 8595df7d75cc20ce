//! `put`: upload changes.

use damson_app::{intent::ActOptions, view::ActionView};

use crate::{
    acting::{All, every, meant, perform},
    args::Put,
    exit::Exit,
    failure::Failure,
    session::Session,
};

pub(crate) async fn put(args: &Put, session: &Session) -> Result<Exit, Failure> {
    let paths = meant(session, &args.which, args.all, &All::edited()).await?;
    every(session, &paths, async |path| {
        let options = ActOptions {
            comment: args.message.clone(),
            keep_checked_out: args.keep_checked_out,
            ..ActOptions::default()
        };
        let exit = perform(session, ActionView::UploadChanges, path, options).await?;
        crate::commands::versions::tell_lost_comment(args.message.as_deref(), session).await?;
        Ok(exit)
    })
    .await
}
