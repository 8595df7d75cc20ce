//! `upload`: files and folders from this computer into a folder of the DAM.

use std::path::{Path, PathBuf};

use damson_app::{
    Intent, Reply,
    view::{ActionView, IfExistsView, UploadItemView, UploadPlanView},
};

use crate::{
    acting::{confirm, tell},
    args::{Upload, WhenTaken},
    exit::Exit,
    failure::Failure,
    human, report,
    session::{Session, unexpected},
    style::Tone,
    table::{Cell, Table},
};

pub(crate) async fn upload(args: &Upload, session: &Session) -> Result<Exit, Failure> {
    let into = session.path(&args.to).await?;
    let sources: Vec<PathBuf> = args
        .files
        .iter()
        .map(|file| absolute(file))
        .collect::<Result<_, _>>()?;
    let plan = plan(&into, &sources, session).await?;
    if session.dry_run {
        return show(&plan, args.if_exists, session);
    }
    tell_plan(&plan, args.if_exists, session);
    if plan.items.iter().any(has_another_name) && !args.yes {
        ask_about_names(&plan, session).await?;
    }
    let reply = session
        .send(Intent::UploadHere {
            connection: session.connection.clone(),
            into: into.clone(),
            sources,
            if_exists: when_taken(args.if_exists),
            comment: args.message.clone(),
        })
        .await?;
    tell(session, ActionView::UploadHere, &into, reply)
}

async fn plan(
    into: &str,
    sources: &[PathBuf],
    session: &Session,
) -> Result<UploadPlanView, Failure> {
    let reply = session
        .send(Intent::PlanUpload {
            connection: session.connection.clone(),
            into: into.to_owned(),
            sources: sources.to_vec(),
        })
        .await?;
    let Reply::UploadPlan(plan) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(plan)
}

fn show(plan: &UploadPlanView, taken: WhenTaken, session: &Session) -> Result<Exit, Failure> {
    if session.output.json {
        session.output.document(plan)?;
        return Ok(Exit::Done);
    }
    let rows: Vec<Vec<Cell>> = plan
        .items
        .iter()
        .map(|item| {
            let size = if item.is_folder {
                String::new()
            } else {
                human::size(item.size)
            };
            vec![
                Cell::new(&item.source),
                Cell::new(&item.to),
                Cell::new(size).right(),
                Cell::new(note(item, taken)).tone(Tone::Caution),
            ]
        })
        .collect();
    let mut table = Table::new(&["File", "Becomes", "Size", ""]);
    session.output.table(&mut table, &rows, 0)?;
    report::problems(&plan.skipped, &session.output);
    tell_ignored(plan, session);
    session.output.message("Nothing was sent.");
    Ok(if plan.skipped.is_empty() {
        Exit::Done
    } else {
        Exit::Partly
    })
}

/// What happens to one file, where that is not simply an upload.
fn note(item: &UploadItemView, taken: WhenTaken) -> String {
    let mut notes = Vec::new();
    if item.renamed {
        notes.push("renamed: the server doesn't accept the name");
    }
    if item.collides {
        notes.push("renamed: another of these files has the name");
    }
    if item.is_folder {
        if item.exists {
            notes.push("the folder exists");
        }
    } else if item.exists {
        notes.push(match taken {
            WhenTaken::Skip => "exists: left alone",
            // A name that nobody chose is no reason to write upon what has it.
            WhenTaken::NewVersion if item.collides => "exists: left alone",
            WhenTaken::NewVersion => "exists: becomes its next version",
            WhenTaken::KeepBoth => "exists: gets a free name",
        });
    }
    notes.join("; ")
}

/// What the person should know before anything is sent.
fn tell_plan(plan: &UploadPlanView, taken: WhenTaken, session: &Session) {
    let files = plan.items.iter().filter(|item| !item.is_folder).count();
    let bytes: u64 = plan.items.iter().map(|item| item.size).sum();
    let count = human::counted(i64::try_from(files).unwrap_or(i64::MAX), "file");
    session
        .output
        .message(format!("{count}, {} in all.", human::size(bytes)));
    let there = plan
        .items
        .iter()
        .filter(|item| item.exists && !item.is_folder);
    for item in there {
        session.output.message(format!(
            "{}: {}",
            crate::style::shown(&item.to),
            note(item, taken)
        ));
    }
    tell_ignored(plan, session);
}

/// What systems and applications leave in folders is not sent, and that is said.
fn tell_ignored(plan: &UploadPlanView, session: &Session) {
    let Some(first) = plan.ignored.first() else {
        return;
    };
    let count = i64::try_from(plan.ignored.len()).unwrap_or(i64::MAX);
    session.output.message(format!(
        "{} of systems and applications left out, as {}. Name one of them to send it all the same.",
        human::counted(count, "temporary file"),
        crate::style::shown(first)
    ));
}

fn has_another_name(item: &UploadItemView) -> bool {
    item.renamed || item.collides
}

/// Names that change are shown before anything is sent; a person is asked, a program goes on.
async fn ask_about_names(plan: &UploadPlanView, session: &Session) -> Result<(), Failure> {
    for item in plan.items.iter().filter(|item| has_another_name(item)) {
        let why = if item.collides {
            "another of these files has the name of"
        } else {
            "the server doesn't accept the name of"
        };
        session.output.warning(format!(
            "{why} {}; it becomes {}",
            crate::style::shown(&item.source),
            crate::style::shown(&item.to)
        ));
    }
    match confirm(session, false, "Upload under these names?").await {
        Err(Failure::Usage { .. }) => Ok(()),
        answer => answer,
    }
}

fn when_taken(taken: WhenTaken) -> IfExistsView {
    match taken {
        WhenTaken::Skip => IfExistsView::Skip,
        WhenTaken::NewVersion => IfExistsView::NewVersion,
        WhenTaken::KeepBoth => IfExistsView::KeepBoth,
    }
}

/// The application may run in a process that stands in another folder.
fn absolute(file: &Path) -> Result<PathBuf, Failure> {
    let named = |source| Failure::File {
        file: file.display().to_string(),
        source,
    };
    let absolute = std::path::absolute(file).map_err(named)?;
    std::fs::symlink_metadata(&absolute).map_err(named)?;
    Ok(absolute)
}
