//! `links`: what a document links to.

use damson_app::{
    Intent, Reply,
    intent::{ActOptions, MissingLinks},
    view::{Action, LinkTargetView, LinkedView, LinksView, RowView, StatusView},
};
use jiff::Timestamp;

use crate::{
    acting::{self, confirm, each, every, perform, together},
    args::Links,
    ask::{self, Answer},
    exit::Exit,
    failure::Failure,
    json,
    rows::Columns,
    session::{Session, unexpected},
    style::Tone,
    table::Cell,
    words::{self, say},
};

pub(crate) async fn links(args: &Links, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        session.seen(path).await?;
        if args.used_by {
            return used_by(path, session).await;
        }
        let links = read(path, session).await?;
        if args.upload_missing {
            return upload_missing(path, &links, args.yes, session).await;
        }
        if !args.get {
            report(path, &links, session)?;
            return Ok(Exit::Done);
        }
        let fetched = fetch(&links, session).await?;
        if !session.dry_run {
            report(path, &read(path, session).await?, session)?;
        }
        Ok(fetched)
    })
    .await
}

/// Which documents link to an asset.
async fn used_by(path: &str, session: &Session) -> Result<Exit, Failure> {
    let asked = Intent::UsedBy {
        connection: session.connection.clone(),
        path: path.to_owned(),
    };
    let reply = session.send(asked).await?;
    let Reply::UsedBy(users) = reply else {
        return Err(unexpected(&reply));
    };
    let output = &session.output;
    if output.json {
        output.json_line(&json::Used::new(path, &users))?;
    } else if users.is_empty() {
        output.result(say!("links-used-by-none", path = path))?;
    } else {
        let now = Timestamp::now();
        let cells: Vec<Vec<Cell>> = users
            .iter()
            .map(|user| asset_cells(&user.row, user.guess, now))
            .collect();
        output.table(&mut Columns::Paths.table(), &cells, 0)?;
    }
    Ok(Exit::Done)
}

async fn read(path: &str, session: &Session) -> Result<LinksView, Failure> {
    let asked = Intent::Links {
        connection: session.connection.clone(),
        path: path.to_owned(),
    };
    let reply = session.send(asked).await?;
    let Reply::Links(links) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(links)
}

/// Asks what is to become of linked files that the server lacks; `None` is an upload without them.
pub(crate) async fn ask_about_missing(
    path: &str,
    session: &Session,
) -> Result<Option<MissingLinks>, Failure> {
    let links = read(path, session).await?;
    let output = &session.output;
    output.message(say!("links-lacking", path = path));
    let mut here = 0;
    for link in &links.links {
        if let Some(line) = words::link_to_upload(link) {
            here += 1;
            output.message(format!("  {line}"));
        } else if link.target == LinkTargetView::NotFound {
            let name = say!("link-not-here", name = &link.written);
            output.message(format!("  {name}"));
        }
    }
    if here == 0 {
        return match ask::yes_or_no(&say!("question-without-links")).await? {
            Answer::Yes => Ok(None),
            Answer::No | Answer::Nobody => Err(Failure::Declined),
        };
    }
    let question = say!("question-with-links");
    let answer = ask::line(&question).await?.unwrap_or_default();
    let answer = answer.to_lowercase();
    let is_one_of = |words: String| words.split(' ').any(|word| word == answer);
    if ask::is_yes(&answer) {
        Ok(Some(MissingLinks::Upload))
    } else if is_one_of(say!("question-without")) {
        Ok(None)
    } else {
        Err(Failure::Declined)
    }
}

/// Uploads what the server lacks, once it was said what goes where.
async fn upload_missing(
    path: &str,
    links: &LinksView,
    yes: bool,
    session: &Session,
) -> Result<Exit, Failure> {
    if links.trouble.is_some() {
        report(path, links, session)?;
        return Ok(Exit::Done);
    }
    let goes: Vec<String> = links
        .links
        .iter()
        .filter_map(words::link_to_upload)
        .collect();
    for line in &goes {
        session.output.message(line);
    }
    if goes.is_empty() {
        session
            .output
            .message(say!("links-nothing-to-send", path = path));
    } else if session.dry_run {
        session.output.message(say!("upload-nothing-sent"));
        return Ok(Exit::Done);
    } else if !yes && ask::is_somebody_there() && !session.output.json {
        confirm(session, false, &say!("question-upload-links")).await?;
    }
    let asked = Intent::UploadLinks {
        connection: session.connection.clone(),
        path: path.to_owned(),
    };
    let reply = session.send(asked).await?;
    acting::report(session, Action::UploadHere, path, reply)
}

/// Downloads what isn't here, and updates what is older than on the server.
async fn fetch(links: &LinksView, session: &Session) -> Result<Exit, Failure> {
    let with = |status| {
        let rows = links.links.iter().filter_map(|link| link.row.as_ref());
        let rows = rows.filter(move |row| row.status == Some(status));
        rows.map(|row| row.path.clone()).collect::<Vec<_>>()
    };
    let mut ends = Vec::new();
    for (status, action) in [
        (StatusView::CloudOnly, Action::Download),
        (StatusView::ModifiedRemotely, Action::Update),
    ] {
        let paths = with(status);
        if !paths.is_empty() {
            let one =
                async |path: &str| perform(session, action, path, ActOptions::default()).await;
            ends.push(every(session, &paths, one).await?);
        }
    }
    Ok(together(&ends))
}

fn report(path: &str, links: &LinksView, session: &Session) -> Result<(), Failure> {
    let output = &session.output;
    if output.json {
        return Ok(output.json_line(&json::Linking::new(path, links))?);
    }
    if let Some(trouble) = links.trouble {
        return Ok(output.result(words::links_trouble(path, trouble))?);
    }
    if links.links.is_empty() {
        output.result(say!("links-none", path = path))?;
    } else {
        let now = Timestamp::now();
        let cells: Vec<Vec<Cell>> = links.links.iter().map(|link| cells(link, now)).collect();
        let mut table = Columns::Paths.table();
        output.table(&mut table, &cells, 0)?;
        output.message(words::links_summary(links));
    }
    if !links.complete {
        output.warning(say!("links-incomplete", path = path));
    }
    Ok(())
}

fn cells(link: &LinkedView, now: Timestamp) -> Vec<Cell> {
    if let Some(row) = &link.row {
        return asset_cells(row, link.guess, now);
    }
    let (text, tone) = match link.target {
        LinkTargetView::Embedded => (say!("link-embedded"), Tone::Plain),
        LinkTargetView::Remote => (say!("link-on-web"), Tone::Plain),
        LinkTargetView::Elsewhere => (say!("link-elsewhere"), Tone::Caution),
        LinkTargetView::Asset | LinkTargetView::NotFound => (say!("link-not-found"), Tone::Alarm),
    };
    let mut cells = vec![Cell::new(&link.written), Cell::new(text).tone(tone)];
    cells.resize_with(5, || Cell::new(""));
    cells
}

fn asset_cells(row: &RowView, guess: bool, now: Timestamp) -> Vec<Cell> {
    let mut cells = Columns::Paths.cells(row, now);
    if guess {
        cells[0] = Cell::new(say!("link-by-name", name = &row.path));
    }
    cells
}
