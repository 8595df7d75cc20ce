//! `package`: a document with what it links to, as a folder elsewhere.

use damson_app::{Intent, Reply, view::PackagedView};

use crate::{
    args::Package,
    exit::Exit,
    failure::Failure,
    json, report,
    session::{Session, unexpected},
    words::{self, say},
};

pub(crate) async fn package(args: &Package, session: &Session) -> Result<Exit, Failure> {
    let path = session.path(&args.path).await?;
    session.seen(&path).await?;
    let into = std::path::absolute(&args.into).map_err(|source| Failure::File {
        file: args.into.display().to_string(),
        source,
    })?;
    let asked = Intent::Package {
        connection: session.connection.clone(),
        path: path.clone(),
        into,
    };
    let reply = session.send(asked).await?;
    let Reply::Packaged(packaged) = reply else {
        return Err(unexpected(&reply));
    };
    report(&path, &packaged, session)
}

fn report(path: &str, packaged: &PackagedView, session: &Session) -> Result<Exit, Failure> {
    let output = &session.output;
    let exit = if packaged.problems.is_empty() {
        Exit::Done
    } else {
        Exit::Partly
    };
    if output.json {
        output.json_line(&json::Package::new(path, packaged))?;
        return Ok(exit);
    }
    report::problems(&packaged.problems, output);
    if !packaged.complete {
        output.warning(say!("links-incomplete", path = path));
    }
    output.result(words::packaged(path, packaged))?;
    Ok(exit)
}
