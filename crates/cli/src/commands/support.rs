//! `support`: what whoever looks into a trouble needs, in one file.

use damson_app::{Dirs, support};
use serde::Serialize;

use crate::{
    exit::Exit, failure::Failure, session::Session, session::env_text, style::shown, words::say,
};

/// The file as `--json` prints it.
#[derive(Debug, Serialize)]
struct SupportReport<'a> {
    file: &'a str,
}

pub(crate) async fn support(session: &Session) -> Result<Exit, Failure> {
    if session.dry_run {
        session.output.result(say!("dry-run-support"))?;
        return Ok(Exit::Done);
    }
    let language = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(env_text);
    let language = language.unwrap_or_default();
    let file = support::bundle(session.handle(), &Dirs::of_this_person()?, &language).await?;
    let file = file.to_string_lossy();
    if session.output.json {
        session.output.document(&SupportReport { file: &file })?;
    } else {
        session.output.line(shown(&file))?;
    }
    session.output.message(say!("support-look"));
    Ok(Exit::Done)
}
