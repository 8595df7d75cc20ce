//! `upload`: files and folders from this computer into a folder of the DAM.

use std::path::{Path, PathBuf};

use damson_app::{
    Intent, Reply,
    view::{Action, IfExistsView, UploadItemView, UploadPlanView},
};

use crate::{
    acting::{confirm, report},
    args::{Upload, WhenTaken},
    exit::Exit,
    failure::Failure,
    human, report,
    session::{Session, unexpected},
    style::Tone,
    table::{Cell, Table},
    words::{self, say},
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
    report(session, Action::UploadHere, &into, reply)
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
    let mut table = Table::new(&[
        say!("heading-file"),
        say!("heading-becomes"),
        say!("heading-size"),
        String::new(),
    ]);
    session.output.table(&mut table, &rows, 0)?;
    report::problems(&plan.skipped, &session.output);
    tell_ignored(plan, session);
    session.output.message(say!("upload-nothing-sent"));
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
        notes.push(say!("upload-name-refused"));
    }
    if item.collides {
        notes.push(say!("upload-name-taken"));
    }
    if item.is_folder {
        if item.exists {
            notes.push(say!("upload-folder-exists"));
        }
    } else if item.exists {
        notes.push(match taken {
            WhenTaken::Skip => say!("upload-left-alone"),
            // A name that nobody chose is no reason to write upon what has it.
            WhenTaken::NewVersion if item.collides => say!("upload-left-alone"),
            WhenTaken::NewVersion => say!("upload-next-version"),
            WhenTaken::KeepBoth => say!("upload-free-name"),
        });
    }
    words::joined("upload-notes", &notes)
}

/// What the person should know before anything is sent.
fn tell_plan(plan: &UploadPlanView, taken: WhenTaken, session: &Session) {
    let files = plan.items.iter().filter(|item| !item.is_folder).count();
    let bytes: u64 = plan.items.iter().map(|item| item.size).sum();
    session.output.message(say!(
        "upload-much",
        count = files,
        size = human::size(bytes)
    ));
    let there = plan
        .items
        .iter()
        .filter(|item| item.exists && !item.is_folder);
    for item in there {
        session.output.message(say!(
            "upload-noted",
            name = &item.to,
            notes = note(item, taken)
        ));
    }
    tell_ignored(plan, session);
}

/// What systems and applications leave in folders is not sent, and that is said.
fn tell_ignored(plan: &UploadPlanView, session: &Session) {
    let Some(first) = plan.ignored.first() else {
        return;
    };
    session.output.message(say!(
        "upload-ignored",
        count = plan.ignored.len(),
        file = first
    ));
}

fn has_another_name(item: &UploadItemView) -> bool {
    item.renamed || item.collides
}

/// Names that change are shown before anything is sent; a person is asked, a program goes on.
async fn ask_about_names(plan: &UploadPlanView, session: &Session) -> Result<(), Failure> {
    for item in plan.items.iter().filter(|item| has_another_name(item)) {
        let (file, path) = (&item.source, &item.to);
        session.output.warning(if item.collides {
            say!("upload-becomes-taken", file = file, path = path)
        } else {
            say!("upload-becomes-refused", file = file, path = path)
        });
    }
    match confirm(session, false, &say!("question-upload-names")).await {
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
