//! `doctor`: why a connection does not work, step by step.

use std::{fs, path::Path};

use damson_app::{
    Intent, Reply, UserError,
    view::{CheckView, DoctorStep, DoctorView, Health},
};

use crate::{
    args::Doctor,
    exit,
    exit::Exit,
    failure::Failure,
    session::{Session, unexpected},
    table::{Cell, Table},
    words::{self, say},
};

pub(crate) async fn doctor(args: &Doctor, session: &Session) -> Result<Exit, Failure> {
    let reply = session
        .send(Intent::Doctor {
            connection: session.connection.clone(),
            url: args.url.clone(),
        })
        .await?;
    let Reply::Doctor(found) = reply else {
        return Err(unexpected(&reply));
    };
    if session.output.json {
        session.output.document(&found)?;
    } else {
        report(&found, session)?;
    }
    if let Some(file) = &args.trace {
        record(file, args, session).await?;
    }
    Ok(end(&found))
}

/// Writes the record of the connection's calls.
async fn record(file: &Path, args: &Doctor, session: &Session) -> Result<(), Failure> {
    let reply = session
        .send(Intent::Trace {
            connection: session.connection.clone(),
            check_out: args.check_out.clone(),
        })
        .await?;
    let Reply::Trace(text) = reply else {
        return Err(unexpected(&reply));
    };
    fs::write(file, text).map_err(|error| UserError::io(&error, file))?;
    let file = file.to_string_lossy();
    session
        .output
        .message(say!("doctor-recorded", file = file.as_ref()));
    Ok(())
}

fn report(found: &DoctorView, session: &Session) -> Result<(), Failure> {
    session
        .output
        .line(say!("doctor-checking", server = &found.url))?;
    let rows: Vec<Vec<Cell>> = found.checks.iter().map(cells).collect();
    let mut table = Table::new(&[
        say!("heading-result"),
        say!("heading-step"),
        say!("heading-details"),
    ])
    .about(&say!("heading-step"));
    session.output.table(&mut table, &rows, 2)?;
    for check in &found.checks {
        let Some(error) = &check.error else { continue };
        let message = words::user_error(error);
        match check.health {
            Health::Fail => session.output.error(&message.what, &message.hint),
            // What a server does not offer is in the table, and no reason to worry.
            Health::Warn if check.step == DoctorStep::Capability => {}
            Health::Ok | Health::Warn => session.output.warning(message.what),
            Health::Skipped => {}
        }
    }
    if found.health() == Health::Ok && !found.checks.is_empty() {
        session.output.message(say!("doctor-fine"));
    }
    Ok(())
}

fn cells(check: &CheckView) -> Vec<Cell> {
    let (health, tone) = words::health(check.health);
    vec![
        Cell::new(health).tone(tone),
        Cell::new(words::step(check.step)),
        Cell::new(words::finding(check).unwrap_or_default()),
    ]
}

/// The first failure decides; warnings are no failure.
fn end(found: &DoctorView) -> Exit {
    let failed = found
        .checks
        .iter()
        .find(|check| check.health == Health::Fail);
    failed.map_or(Exit::Done, |check| {
        check.error.as_ref().map_or(Exit::Failed, exit::of_error)
    })
}
