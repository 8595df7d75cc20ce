//! `/bin/wcmcommand` and the references that make it refuse (page sections 10, 11 and 16).

use axum::{body::Body, http::StatusCode};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{
    call::{Call, Fields},
    errors::{Answer, Refused, html_response, json_response, status_page},
    relocate::{self, Destination},
    resolve,
    store::Node,
};

/// A page that uses an asset.
#[derive(Debug)]
struct Reference {
    page: String,
    title: String,
}

/// `POST /bin/wcmcommand`
pub(crate) async fn command(call: &Call, body: Body) -> Answer {
    if call.method != axum::http::Method::POST {
        return Err(Refused::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "Method not allowed",
        ));
    }
    let form = call.form(body).await?;
    let when = call.dam.switches().locked_wcmcommand;
    call.dam
        .store
        .write(|db| match form.get("cmd").unwrap_or_default() {
            "deletePage" => {
                for path in form.all("path") {
                    let node = resolve::required(db, call, path)?;
                    if !form.is_true("force") && !references_of(db, &node)?.is_empty() {
                        let message = format!("{path} is referenced");
                        return Err(Refused::new(StatusCode::PRECONDITION_FAILED, message));
                    }
                    relocate::remove_node(db, call, &node, when)?;
                }
                Ok(())
            }
            "movePage" => {
                let (node, to) = from_form(db, call, &form)?;
                relocate::move_node(db, call, &node, &to, when)?;
                db.execute(
                    "UPDATE page_references SET target = ?2 WHERE target = ?1",
                    [
                        &node.path,
                        &crate::store::node::join(&to.parent.path, &to.name),
                    ],
                )?;
                Ok(())
            }
            "copyPage" => {
                let (node, to) = from_form(db, call, &form)?;
                relocate::copy_node(db, call, &node, &to, form.is_true("shallow")).map(drop)
            }
            other => Err(Refused::bad(format!("Unknown command '{other}'"))),
        })?;
    Ok(html_response(
        StatusCode::OK,
        status_page(StatusCode::OK, "OK", &call.path),
    ))
}

/// `GET /bin/wcm/references.json?path=…`
pub(crate) fn references(call: &Call) -> Answer {
    let path = call.query.get("path").unwrap_or_default();
    let found = call.dam.store.read(|db| {
        let node = resolve::required(db, call, path)?;
        references_of(db, &node)
    })?;
    let pages: Vec<Value> = found
        .iter()
        .map(|reference| {
            json!({
                "path": reference.page,
                "title": reference.title,
                "references": [format!("{}/jcr:content/par/image", reference.page)],
            })
        })
        .collect();
    let body = json!({ "results": pages.len(), "pages": pages });
    Ok(json_response(StatusCode::OK, &body))
}

fn references_of(db: &Connection, node: &Node) -> Result<Vec<Reference>, Refused> {
    let sql = "SELECT page, title FROM page_references WHERE target = ?1
               OR (target > ?1 || '/' AND target < ?1 || '0') ORDER BY page";
    let found = db
        .prepare_cached(sql)?
        .query_map([&node.path], |row| {
            Ok(Reference {
                page: row.get(0)?,
                title: row.get(1)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    Ok(found)
}

fn from_form(db: &Connection, call: &Call, form: &Fields) -> Result<(Node, Destination), Refused> {
    let text = |name: &str| {
        form.get(name)
            .ok_or_else(|| Refused::bad(format!("{name} is missing")))
    };
    let node = resolve::required(db, call, text("srcPath")?)?;
    let parent = resolve::required(db, call, text("destParentPath")?)?;
    let name = form
        .get("destName")
        .filter(|name| !name.is_empty())
        .unwrap_or(&node.name)
        .to_owned();
    Ok((
        node,
        Destination {
            parent,
            name,
            overwrite: false,
        },
    ))
}
