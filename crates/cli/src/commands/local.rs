//! Copies on this computer: `get`, `update`, `free`, `pin`, `unpin`, `discard`.

use damson_app::{
    Intent, Reply,
    intent::ActOptions,
    view::{Action, LockView, StatusView},
};

use crate::{
    acting::{All, confirm, each, every, meant, offering_later, perform, together},
    args::{Discard, Free, Get, Pin, Unpin, Update},
    commands::{
        renditions,
        restricted::{may_take, may_use},
        taken::Taken,
    },
    exit::{self, Exit},
    failure::Failure,
    session::{Session, unexpected},
    words::{self, say},
};

pub(crate) async fn get(args: &Get, session: &Session) -> Result<Exit, Failure> {
    let mut taken = args.to.as_deref().map(Taken::into_folder).transpose()?;
    let paths = session.paths(&args.paths).await?;
    let mut assets = Vec::new();
    for path in &paths {
        // The root has no row.
        if path != "/" && !session.is_folder(path).await? {
            assets.push(path.clone());
        }
    }
    if let (Some(taken), Some(rendition)) = (&taken, &args.rendition) {
        if !args.anyway {
            may_take(session, &paths).await?;
        }
        let place = (taken.folder(), args.flat);
        return renditions::take(&paths, rendition, place, session).await;
    }
    let restricted = args.anyway || may_use(session, Action::Download, &assets).await?;
    let end = every(session, &paths, async |path| {
        if !assets.iter().any(|asset| asset == path) {
            return get_folder(path, args, session).await;
        }
        let options = ActOptions {
            restricted,
            ..ActOptions::default()
        };
        // What was known may not be so any more: the disk is asked all the same.
        perform(session, Action::Download, path, options).await
    })
    .await?;
    let Some(taken) = &mut taken else {
        return Ok(end);
    };
    let copied = taken.all(&paths, args.flat, session).await?;
    Ok(together(&[end, copied]))
}

pub(crate) async fn update(args: &Update, session: &Session) -> Result<Exit, Failure> {
    let changed = All {
        statuses: vec![StatusView::ModifiedRemotely],
        ..All::default()
    };
    let paths = meant(session, &args.which, args.all, &changed).await?;
    every(session, &paths, async |path| {
        perform(session, Action::Update, path, ActOptions::default()).await
    })
    .await
}

pub(crate) async fn free(args: &Free, session: &Session) -> Result<Exit, Failure> {
    simply(&args.paths, Action::RemoveLocalCopy, session).await
}

pub(crate) async fn pin(args: &Pin, session: &Session) -> Result<Exit, Failure> {
    let paths = session.paths(&args.paths).await?;
    let restricted = args.anyway || may_use(session, Action::Pin, &paths).await?;
    every(session, &paths, async |path| {
        let options = ActOptions {
            restricted,
            ..ActOptions::default()
        };
        perform(session, Action::Pin, path, options).await
    })
    .await
}

pub(crate) async fn unpin(args: &Unpin, session: &Session) -> Result<Exit, Failure> {
    simply(&args.paths, Action::Unpin, session).await
}

pub(crate) async fn discard(args: &Discard, session: &Session) -> Result<Exit, Failure> {
    let paths = meant(session, &args.which, args.all, &All::edited()).await?;
    every(session, &paths, async |path| {
        let row = session.row(path).await?;
        let question = say!("question-discard", path = path);
        confirm(session, args.yes, &question).await?;
        let options = ActOptions {
            release: args.check_in,
            ..ActOptions::default()
        };
        let exit = perform(session, Action::DiscardChanges, path, options).await?;
        if row.lock == LockView::Mine && !args.check_in && !session.dry_run {
            session
                .output
                .message(say!("discard-still-out", path = path));
        }
        Ok(exit)
    })
    .await
}

async fn simply(paths: &[String], action: Action, session: &Session) -> Result<Exit, Failure> {
    each(session, paths, async |path| {
        perform(session, action, path, ActOptions::default()).await
    })
    .await
}

/// A folder comes with everything below it, after the person saw how much that is.
async fn get_folder(path: &str, args: &Get, session: &Session) -> Result<Exit, Failure> {
    let measure = Intent::Measure {
        connection: session.connection.clone(),
        folder: path.to_owned(),
    };
    match session.send(measure).await {
        Ok(Reply::Measured(measured)) if measured.assets > 0 => {
            let count = measured.assets;
            let size = words::total_size(&measured);
            session
                .output
                .message(say!("get-much", path = path, count = count, size = &size));
            let question = say!("question-download", count = count, size = size);
            confirm(session, args.yes, &question).await?;
        }
        Ok(Reply::Measured(_)) => {}
        Ok(reply) => return Err(unexpected(&reply)),
        // How much it is nobody can tell then; it waits until the server is back.
        Err(Failure::App(error)) if session.later && exit::of_error(&error) == Exit::Offline => {}
        Err(failure) => {
            return Err(offering_later(session, Action::Download, path, failure).await);
        }
    }
    let restricted = args.anyway || may_use(session, Action::Download, &[path.to_owned()]).await?;
    let options = ActOptions {
        restricted,
        ..ActOptions::default()
    };
    perform(session, Action::Download, path, options).await
}
