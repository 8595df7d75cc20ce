//! What changes the server alone: `mv`, `cp`, `rm`, `mkdir`.

use damson_app::{
    Intent, Reply,
    intent::ActOptions,
    view::{Action, KindView, StatusView},
};

use crate::{
    acting::{confirm, each, every, perform, report},
    args::{Copy, Delete, MakeFolder, Move},
    exit::Exit,
    failure::Failure,
    place,
    session::{Session, unexpected},
    words::{self, say},
};

pub(crate) async fn mv(args: &Move, session: &Session) -> Result<Exit, Failure> {
    let from = session.path(&args.from).await?;
    let to = target(&from, &args.to, session).await?;
    if from == to {
        session
            .output
            .result(say!("move-already-there", path = from))?;
        return Ok(Exit::Done);
    }
    let action = if place::parent(&from) == place::parent(&to) {
        Action::Rename
    } else {
        Action::Move
    };
    perform(
        session,
        action,
        &from,
        ActOptions {
            to: Some(to),
            ..ActOptions::default()
        },
    )
    .await
}

pub(crate) async fn cp(args: &Copy, session: &Session) -> Result<Exit, Failure> {
    let from = session.path(&args.from).await?;
    let to = target(&from, &args.to, session).await?;
    let options = ActOptions {
        to: Some(to),
        ..ActOptions::default()
    };
    perform(session, Action::Duplicate, &from, options).await
}

pub(crate) async fn rm(args: &Delete, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        let row = session.row(path).await?;
        let question = match row.kind {
            KindView::Asset | KindView::NoFile | KindView::NoName => {
                say!("question-delete", path = path)
            }
            KindView::Root | KindView::Folder => {
                let count = inside(path, session).await?;
                say!("question-delete-folder", path = path, count = count)
            }
        };
        confirm(session, args.yes, &question).await?;
        let options = ActOptions {
            anyway: args.anyway,
            ..ActOptions::default()
        };
        perform(session, Action::Delete, path, options).await
    })
    .await
}

pub(crate) async fn mkdir(args: &MakeFolder, session: &Session) -> Result<Exit, Failure> {
    // Patterns stand for what is there, and these are not.
    let mut paths = Vec::new();
    for typed in &args.paths {
        paths.push(session.path(typed).await?);
    }
    every(session, &paths, async |path| {
        if args.parents {
            return with_parents(path, session).await;
        }
        make(path, session).await
    })
    .await
}

/// Makes a folder and those above it; what is there already is fine.
async fn with_parents(path: &str, session: &Session) -> Result<Exit, Failure> {
    let mut folder = String::new();
    let (mut made, mut there) = (false, true);
    for name in path.split('/').filter(|name| !name.is_empty()) {
        folder = format!("{folder}/{name}");
        if made || !session.is_folder(&folder).await? {
            make(&folder, session).await?;
            there = false;
            // What is in a folder that is new nobody has to be asked.
            made = !session.dry_run;
        }
    }
    if there {
        session.output.result(say!("folder-exists", path = path))?;
    }
    Ok(Exit::Done)
}

async fn make(path: &str, session: &Session) -> Result<Exit, Failure> {
    let parent = place::parent(path);
    let options = ActOptions {
        to: Some(path.to_owned()),
        ..ActOptions::default()
    };
    if session.dry_run {
        let action = words::action(Action::NewFolder);
        session
            .output
            .result(say!("dry-run-action", action = action, path = path))?;
        return Ok(Exit::Done);
    }
    session.seen(parent).await?;
    let reply = session.act(Action::NewFolder, parent, options).await?;
    report(session, Action::NewFolder, path, reply)
}

/// Into a folder that is there, else to that very path; a name alone stays in the same folder.
async fn target(from: &str, typed: &str, session: &Session) -> Result<String, Failure> {
    if !typed.contains('/') && !typed.contains('\\') {
        return Ok(place::join(place::parent(from), typed));
    }
    let to = session.path(typed).await?;
    if session.is_folder(&to).await? {
        return Ok(place::join(&to, place::name(from)));
    }
    Ok(to)
}

/// How many assets a folder holds.
async fn inside(path: &str, session: &Session) -> Result<u64, Failure> {
    let measure = Intent::Measure {
        connection: session.connection.clone(),
        folder: path.to_owned(),
    };
    let reply = session.send(measure).await?;
    let Reply::Measured(_) = reply else {
        return Err(unexpected(&reply));
    };
    // What is here already counts too.
    let row = session.row(path).await?;
    let inside = row.below.iter();
    Ok(inside
        .filter(|(status, _)| **status != StatusView::NewLocally)
        .map(|(_, count)| count)
        .sum())
}
