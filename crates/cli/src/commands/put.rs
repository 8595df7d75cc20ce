//! `put`: upload changes.

use damson_app::{intent::ActOptions, view::ActionView};

use crate::{
    acting::{each, perform},
    args::Put,
    exit::Exit,
    failure::Failure,
    session::Session,
};

pub(crate) async fn put(args: &Put, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        let options = ActOptions {
            comment: args.message.clone(),
            keep_checked_out: args.keep_checked_out,
            ..ActOptions::default()
        };
        perform(session, ActionView::UploadChanges, path, options).await
    })
    .await
}
