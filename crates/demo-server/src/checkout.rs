//! Check-out and check-in (page section 12).

use axum::{body::Body, http::StatusCode};
use serde_json::json;

use crate::{
    auth::Rights,
    call::Call,
    errors::{Answer, Refused, json_response, redirect},
    resolve,
    store::{Node, node},
    switches::OwnCheckout,
};

/// `POST <asset>.checkout.json`
pub(crate) async fn answer(call: &Call, asset: &str, body: Body) -> Answer {
    let switches = call.dam.switches();
    if !switches.checkout {
        return Err(Refused::missing(&call.path));
    }
    let form = call.form(body).await?;
    let action = form.get("action").unwrap_or_default();
    let result = call.dam.store.write(|db| {
        let mut node = resolve::required(db, call, asset)?;
        if node.is_folder() {
            return Err(Refused::bad(format!("{asset} is not an asset")));
        }
        call.must_write(&node)?;
        let holder = match action {
            "checkout" => check_out(call, &node),
            "checkin" => check_in(call, &node),
            other => return Err(Refused::bad(format!("Unknown action '{other}'"))),
        };
        let Ok(holder) = holder else {
            return Ok("conflict");
        };
        if switches.checkout_ignored {
            return Ok("ok");
        }
        if node.holder != holder && switches.checkout_bumps_modified {
            node.touch(&call.user.id, call.dam.now());
        }
        node.holder = holder;
        node::save(db, &mut node)?;
        Ok("ok")
    })?;
    // Sling's way to send a browser on after a form.
    if let Some(page) = form.get(":redirect").filter(|page| is_here(page)) {
        return Ok(redirect(page));
    }
    Ok(json_response(StatusCode::OK, &json!({ "result": result })))
}

/// A page of this server, not of another one.
fn is_here(page: &str) -> bool {
    page.starts_with('/') && !page.starts_with("//") && !page.contains('\\')
}

/// Somebody else holds the asset.
struct Conflict;

fn check_out(call: &Call, node: &Node) -> Result<Option<String>, Conflict> {
    let user = &call.user.id;
    let own = call.dam.switches().own_checkout;
    match &node.holder {
        None => Ok(Some(user.clone())),
        Some(holder) if holder == user && own == OwnCheckout::Ok => Ok(Some(user.clone())),
        Some(_) => Err(Conflict),
    }
}

/// The holder checks in, and so does an administrator for anybody.
fn check_in(call: &Call, node: &Node) -> Result<Option<String>, Conflict> {
    if node.held_by_other(&call.user.id) && call.user.rights != Rights::Admin {
        return Err(Conflict);
    }
    Ok(None)
}
