//! `collection`: what is in collections, and what is done with all of it.

use std::collections::BTreeMap;

use damson_app::{
    Intent, Reply,
    view::{CollectionKindView, CollectionView, FoundView},
};

use crate::{
    args::{
        CollectionEdit, CollectionExport, CollectionGet, CollectionShow, CollectionVerb,
        Collections, Get,
    },
    commands::{list::Printer, local},
    exit::Exit,
    failure::Failure,
    rows::Columns,
    session::{Session, unexpected},
    table::{Cell, Table},
    words::say,
};

pub(crate) async fn collections(args: &Collections, session: &Session) -> Result<Exit, Failure> {
    match &args.verb {
        CollectionVerb::Ls => ls(session).await,
        CollectionVerb::Show(args) => show(args, session).await,
        CollectionVerb::Add(args) => edit(args, true, session).await,
        CollectionVerb::Remove(args) => edit(args, false, session).await,
        CollectionVerb::Get(args) => get(args, session).await,
        CollectionVerb::Export(args) => export(args, session).await,
    }
}

async fn ls(session: &Session) -> Result<Exit, Failure> {
    let all = all(session).await?;
    let output = &session.output;
    if output.json {
        for one in &all {
            output.json_line(one)?;
        }
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        output.message(say!("collection-none"));
        return Ok(Exit::Done);
    }
    let depths = depths(&all);
    let cells: Vec<Vec<Cell>> = all
        .iter()
        .zip(depths)
        .map(|(one, depth)| {
            vec![
                Cell::new(format!("{}{}", "  ".repeat(depth), one.title)),
                Cell::new(match one.kind {
                    CollectionKindView::Static => say!("collection-static"),
                    CollectionKindView::Smart => say!("collection-smart"),
                }),
                Cell::new(
                    one.members
                        .map(|count| count.to_string())
                        .unwrap_or_default(),
                )
                .right(),
            ]
        })
        .collect();
    let mut table = Table::new(&[
        say!("heading-collection"),
        say!("heading-type"),
        say!("heading-members"),
    ]);
    output.table(&mut table, &cells, 0)?;
    Ok(Exit::Done)
}

async fn show(args: &CollectionShow, session: &Session) -> Result<Exit, Failure> {
    let collection = named(&args.name, session).await?;
    let mut printer = Printer::new(Columns::Paths, session);
    let (mut page, mut left) = (None, args.limit);
    loop {
        let found = members(&collection, page, session).await?;
        let wanted = usize::try_from(left)
            .unwrap_or(usize::MAX)
            .min(found.rows.len());
        printer.print(&found.rows[..wanted])?;
        printer.hidden += found.hidden;
        left -= wanted as u64;
        let is_cut = wanted < found.rows.len();
        page = found.next;
        if is_cut || page.is_none() || left == 0 {
            let more = is_cut || page.is_some();
            if printer.end() == 0 && !more {
                let name = &collection.title;
                session
                    .output
                    .message(say!("collection-empty", name = name));
            } else if more {
                session
                    .output
                    .message(say!("list-first", count = args.limit));
            }
            return Ok(Exit::Done);
        }
    }
}

async fn edit(args: &CollectionEdit, adds: bool, session: &Session) -> Result<Exit, Failure> {
    let collection = named(&args.name, session).await?;
    let paths = session.paths(&args.paths).await?;
    let name = &collection.title;
    let output = &session.output;
    if session.dry_run {
        for path in &paths {
            output.result(if adds {
                say!("dry-run-collection-add", path = path, name = name)
            } else {
                say!("dry-run-collection-remove", path = path, name = name)
            })?;
        }
        return Ok(Exit::Done);
    }
    let count = paths.len() as u64;
    let (add, remove) = if adds {
        (paths, Vec::new())
    } else {
        (Vec::new(), paths)
    };
    let edit = Intent::EditCollection {
        connection: session.connection.clone(),
        id: collection.id.clone(),
        add,
        remove,
    };
    session.send(edit).await?;
    output.result(if adds {
        say!("collection-added", count = count, name = name)
    } else {
        say!("collection-removed", count = count, name = name)
    })?;
    Ok(Exit::Done)
}

async fn get(args: &CollectionGet, session: &Session) -> Result<Exit, Failure> {
    take(args, None, session).await
}

async fn export(args: &CollectionExport, session: &Session) -> Result<Exit, Failure> {
    take(&args.get, Some(args), session).await
}

/// What `damson get` does, with all members.
async fn take(
    args: &CollectionGet,
    export: Option<&CollectionExport>,
    session: &Session,
) -> Result<Exit, Failure> {
    let collection = named(&args.name, session).await?;
    let mut paths = Vec::new();
    let mut page = None;
    loop {
        let found = members(&collection, page, session).await?;
        paths.extend(found.rows.into_iter().map(|row| row.path));
        page = found.next;
        if page.is_none() {
            break;
        }
    }
    if paths.is_empty() {
        let name = &collection.title;
        session
            .output
            .message(say!("collection-empty", name = name));
        return Ok(Exit::Done);
    }
    let get = Get {
        paths,
        to: export.map(|export| export.to.clone()),
        // Members come from many folders, which say nothing of the collection.
        flat: export.is_some(),
        rendition: export.and_then(|export| export.rendition.clone()),
        yes: args.yes,
        anyway: args.anyway,
    };
    local::get(&get, session).await
}

async fn all(session: &Session) -> Result<Vec<CollectionView>, Failure> {
    let asked = Intent::Collections {
        connection: session.connection.clone(),
    };
    let reply = session.send(asked).await?;
    let Reply::Collections(all) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(all)
}

async fn members(
    collection: &CollectionView,
    page: Option<String>,
    session: &Session,
) -> Result<FoundView, Failure> {
    let asked = Intent::CollectionMembers {
        connection: session.connection.clone(),
        id: collection.id.clone(),
        page,
    };
    let reply = session.send(asked).await?;
    let Reply::Found(found) = reply else {
        return Err(unexpected(&reply));
    };
    Ok(found)
}

/// The collection that was typed: an id, the titles on the way to it, or its title alone where no
/// other one has it.
async fn named(typed: &str, session: &Session) -> Result<CollectionView, Failure> {
    let all = all(session).await?;
    match chosen(&all, typed) {
        Ok(one) => Ok(one.clone()),
        Err(0) => Err(Failure::Usage {
            what: say!("collection-unknown", name = typed),
            hint: say!("collection-unknown"."todo"),
        }),
        Err(_) => Err(Failure::Usage {
            what: say!("collection-several", name = typed),
            hint: say!("collection-several"."todo"),
        }),
    }
}

/// Fails with how many there are that it could be.
fn chosen<'a>(all: &'a [CollectionView], typed: &str) -> Result<&'a CollectionView, usize> {
    if let Some(one) = all.iter().find(|one| one.id == typed) {
        return Ok(one);
    }
    let ways = ways(all);
    let plain = |text: &str| text.trim_matches('/').to_lowercase();
    let wanted = plain(typed);
    let along: Vec<_> = all
        .iter()
        .filter(|one| {
            ways.get(one.id.as_str())
                .is_some_and(|way| plain(way) == wanted)
        })
        .collect();
    if let [one] = along[..] {
        return Ok(one);
    }
    let titled: Vec<_> = all
        .iter()
        .filter(|one| plain(&one.title) == wanted)
        .collect();
    match titled[..] {
        [one] => Ok(one),
        _ => Err(titled.len()),
    }
}

/// The titles on the way to each collection, by its id; a parent comes before what is in it.
fn ways(all: &[CollectionView]) -> BTreeMap<&str, String> {
    let mut ways: BTreeMap<&str, String> = BTreeMap::new();
    for one in all {
        let above = one.parent.as_deref().and_then(|parent| ways.get(parent));
        let way = match above {
            Some(above) => format!("{above}/{}", one.title),
            None => one.title.clone(),
        };
        ways.insert(&one.id, way);
    }
    ways
}

/// How deep each collection is.
fn depths(all: &[CollectionView]) -> Vec<usize> {
    let mut depths: BTreeMap<&str, usize> = BTreeMap::new();
    let mut listed = Vec::new();
    for one in all {
        let above = one.parent.as_deref().and_then(|parent| depths.get(parent));
        let depth = above.map_or(0, |above| above + 1);
        depths.insert(&one.id, depth);
        listed.push(depth);
    }
    listed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collection(id: &str, title: &str, parent: Option<&str>) -> CollectionView {
        CollectionView {
            id: id.to_owned(),
            title: title.to_owned(),
            description: None,
            kind: CollectionKindView::Static,
            parent: parent.map(str::to_owned),
            members: None,
            editable: true,
        }
    }

    #[test]
    fn a_collection_is_named_by_title_way_or_id() {
        let all = [
            collection("1", "Press", None),
            collection("2", "Social", Some("1")),
            collection("3", "Web", None),
            collection("4", "Social", Some("3")),
            collection("5", "A/B", None),
        ];
        let id = |typed: &str| chosen(&all, typed).map(|one| one.id.as_str());
        assert_eq!(id("press"), Ok("1"));
        assert_eq!(id("Press/Social"), Ok("2"));
        assert_eq!(id("web/social"), Ok("4"));
        assert_eq!(id("4"), Ok("4"));
        assert_eq!(id("A/B"), Ok("5"));
        assert_eq!(id("Social"), Err(2));
        assert_eq!(id("Print"), Err(0));
        assert_eq!(depths(&all), [0, 1, 0, 1, 0]);
    }
}
