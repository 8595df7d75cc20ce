//! `history` and `restore`.

use damson_app::{
    Reply,
    intent::ActOptions,
    view::{Action, VersionView},
};

use crate::{
    acting::{confirm, perform},
    args::{History, Restore},
    exit::Exit,
    failure::Failure,
    human,
    session::{Session, unexpected},
    table::{Cell, Table},
    words::say,
};

pub(crate) async fn history(args: &History, session: &Session) -> Result<Exit, Failure> {
    let path = session.path(&args.path).await?;
    let versions = versions(&path, session).await?;
    if session.output.json {
        session.output.document(&versions)?;
        return Ok(Exit::Done);
    }
    let cell = |text: &Option<String>| Cell::new(text.clone().unwrap_or_default());
    let rows: Vec<Vec<Cell>> = versions
        .iter()
        .map(|version| {
            let when = version
                .created
                .as_deref()
                .map(human::moment)
                .unwrap_or_default();
            vec![
                Cell::new(if version.current {
                    say!("versions-current")
                } else {
                    version.label.clone()
                }),
                Cell::new(when),
                cell(&version.created_by),
                cell(&version.comment),
            ]
        })
        .collect();
    let mut table = Table::new(&[
        say!("heading-version"),
        say!("heading-when"),
        say!("heading-by"),
        say!("heading-comment"),
    ]);
    session.output.table(&mut table, &rows, 0)?;
    if versions.iter().all(|version| version.current) {
        session.output.message(say!("versions-none", path = path));
    }
    Ok(Exit::Done)
}

pub(crate) async fn restore(args: &Restore, session: &Session) -> Result<Exit, Failure> {
    let path = session.path(&args.path).await?;
    let versions = versions(&path, session).await?;
    let wanted = versions
        .iter()
        .filter(|version| !version.current)
        .find(|version| version.id == args.version || version.label == args.version);
    let Some(version) = wanted else {
        return Err(Failure::Usage {
            what: say!("failure-no-version", path = &path, version = &args.version),
            hint: say!("failure-no-version"."todo", path = &path),
        });
    };
    let question = say!("question-restore", version = &version.label, path = &path);
    confirm(session, args.yes, &question).await?;
    let options = ActOptions {
        version: Some(version.id.clone()),
        ..ActOptions::default()
    };
    perform(session, Action::Restore, &path, options).await
}

async fn versions(path: &str, session: &Session) -> Result<Vec<VersionView>, Failure> {
    session.seen(path).await?;
    let reply = session
        .act(Action::History, path, ActOptions::default())
        .await?;
    let Reply::Versions(versions) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(versions)
}

/// Says where a server keeps no comments: what was typed is in no history then.
pub(crate) async fn tell_lost_comment(
    comment: Option<&str>,
    session: &Session,
) -> Result<(), Failure> {
    if comment.is_none() || session.dry_run {
        return Ok(());
    }
    let capability = session
        .connection_in_use()
        .await?
        .and_then(|connection| connection.capability);
    if capability.is_some_and(|capability| !capability.version_comments) {
        session.output.warning(say!("versions-no-comments"));
    }
    Ok(())
}
