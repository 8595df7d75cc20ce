//! `renditions`, and `get --rendition`: what the server drew from assets.

use std::path::Path;

use damson_app::{
    Intent, Reply, export,
    intent::{RowsFilter, RowsQuery, RowsScope},
    view::{DimensionsView, KindView, RenditionKindView, RenditionView, RowOrderView, RowView},
};
use serde::Serialize;

use crate::{
    acting::{each, together},
    args::Renditions,
    exit::Exit,
    failure::Failure,
    human, report,
    session::{Session, unexpected},
    table::{Cell, Table},
    words::say,
};

#[derive(Serialize)]
struct Listed<'a> {
    path: &'a str,
    renditions: &'a [RenditionView],
}

pub(crate) async fn renditions(args: &Renditions, session: &Session) -> Result<Exit, Failure> {
    each(session, &args.paths, async |path| {
        let asked = Intent::Renditions {
            connection: session.connection.clone(),
            path: path.to_owned(),
        };
        let reply = session.send(asked).await?;
        let Reply::Renditions(renditions) = reply else {
            return Err(unexpected(&reply));
        };
        if session.output.json {
            session.output.json_line(&Listed {
                path,
                renditions: &renditions,
            })?;
        } else {
            show(path, &renditions, session)?;
        }
        Ok(Exit::Done)
    })
    .await
}

fn show(path: &str, renditions: &[RenditionView], session: &Session) -> Result<(), Failure> {
    session.output.sentence(path)?;
    let cells: Vec<Vec<Cell>> = renditions
        .iter()
        .map(|one| {
            vec![
                Cell::new(&one.name),
                Cell::new(kind(one.kind)),
                Cell::new(one.media_type.as_deref().unwrap_or_default()),
                Cell::new(pixels(one)),
                Cell::new(one.size.map(human::size).unwrap_or_default()).right(),
            ]
        })
        .collect();
    let mut table = Table::new(&[
        say!("heading-name"),
        say!("heading-rendition"),
        say!("heading-type"),
        say!("heading-pixels"),
        say!("heading-size"),
    ]);
    session.output.table(&mut table, &cells, 2)?;
    Ok(())
}

/// The word that `get --rendition` takes; other kinds are asked for by their names.
fn kind(kind: RenditionKindView) -> &'static str {
    match kind {
        RenditionKindView::Original => "original",
        RenditionKindView::Web => "web",
        RenditionKindView::Fpo => "fpo",
        RenditionKindView::Thumbnail => "thumbnail",
        RenditionKindView::Other => "",
    }
}

fn pixels(rendition: &RenditionView) -> String {
    let said = |size: DimensionsView| format!("{}×{}", size.width, size.height);
    let within = rendition.within.map(|size| format!("≤ {}", said(size)));
    let exact = rendition.dimensions.map(said);
    exact.or(within).unwrap_or_default()
}

/// Exports a rendition of assets, and of all assets in folders, to `folder`.
pub(crate) async fn take(
    paths: &[String],
    rendition: &str,
    (folder, flat): (&Path, bool),
    session: &Session,
) -> Result<Exit, Failure> {
    let mut ends = Vec::new();
    let mut copied = 0_u64;
    for top in paths {
        for row in assets(top, session).await? {
            let Some(file) = row.file.as_deref().map(Path::new) else {
                continue;
            };
            let to = folder.join(export::place(file, &row.path, top, flat));
            if session.dry_run {
                let to = to.to_string_lossy();
                session
                    .output
                    .result(say!("dry-run-copy", path = &row.path, to = to.as_ref()))?;
                continue;
            }
            let export = Intent::ExportRendition {
                connection: session.connection.clone(),
                path: row.path.clone(),
                rendition: rendition.to_owned(),
                to,
            };
            match session.send(export).await {
                Ok(_) => {
                    copied += 1;
                    ends.push(Exit::Done);
                }
                Err(failure) => ends.push(report::failure(&failure, &session.output)),
            }
        }
    }
    if !session.dry_run {
        let folder = folder.to_string_lossy();
        session
            .output
            .result(say!("get-copied", count = copied, folder = folder.as_ref()))?;
    }
    Ok(together(&ends))
}

/// The asset at a path, or all that the server has below a folder.
async fn assets(path: &str, session: &Session) -> Result<Vec<RowView>, Failure> {
    if !session.is_folder(path).await? {
        return Ok(vec![session.row(path).await?]);
    }
    // Whoever counts what is below a folder reads all of it from the server.
    let measure = Intent::Measure {
        connection: session.connection.clone(),
        folder: path.to_owned(),
    };
    session.send(measure).await?;
    let query = RowsQuery {
        filter: RowsFilter {
            assets: true,
            ..RowsFilter::default()
        },
        order: RowOrderView::Path,
        ..RowsQuery::new(RowsScope::Below {
            path: path.to_owned(),
        })
    };
    let mut rows = session.all_rows(query).await?;
    rows.retain(|row| row.kind == KindView::Asset);
    Ok(rows)
}
