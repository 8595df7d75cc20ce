//! `history` and `restore`.

use damson_app::{
    Reply,
    intent::ActOptions,
    view::{ActionView, VersionView},
};

use crate::{
    acting::{confirm, perform},
    args::{History, Restore},
    exit::Exit,
    failure::Failure,
    human,
    session::{Session, unexpected},
    table::{Cell, Table},
};

pub(crate) async fn history(args: &History, session: &Session) -> Result<Exit, Failure> {
    let path = session.path(&args.path).await?;
    let versions = versions(&path, session).await?;
    if session.output.json {
        session.output.document(&versions)?;
        return Ok(Exit::Done);
    }
    if versions.is_empty() {
        session
            .output
            .message(format!("{path} has no earlier versions."));
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
                Cell::new(&version.label),
                Cell::new(when),
                cell(&version.created_by),
                cell(&version.comment),
            ]
        })
        .collect();
    let mut table = Table::new(&["Version", "When", "By", "Comment"]);
    for line in table.lay_out(&rows, session.output.style()) {
        session.output.line(line)?;
    }
    Ok(Exit::Done)
}

pub(crate) async fn restore(args: &Restore, session: &Session) -> Result<Exit, Failure> {
    let path = session.path(&args.path).await?;
    let versions = versions(&path, session).await?;
    let wanted = versions
        .iter()
        .find(|version| version.id == args.version || version.label == args.version);
    let Some(version) = wanted else {
        return Err(Failure::Usage {
            what: format!("{path} has no version {}.", args.version),
            hint: format!("`damson history {path}` lists them."),
        });
    };
    confirm(
        args.yes,
        &format!("Make version {} the current one of {path}?", version.label),
    )?;
    let options = ActOptions {
        version: Some(version.id.clone()),
        ..ActOptions::default()
    };
    perform(session, ActionView::Restore, &path, options).await
}

async fn versions(path: &str, session: &Session) -> Result<Vec<VersionView>, Failure> {
    session.seen(path).await?;
    let reply = session
        .act(ActionView::History, path, ActOptions::default())
        .await?;
    let Reply::Versions(versions) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(versions)
}
