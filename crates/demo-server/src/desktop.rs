//! What a page offers for the desktop: links that a desktop application takes, and the buttons for
//! checking out and in.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{
    auth,
    call::{Call, encode_path},
    errors::escape,
    resolve,
    store::{Kind, Node},
};

/// The links and buttons of an asset or a folder.
pub(crate) fn actions(call: &Call, node: &Node, back: &str) -> String {
    let mut parts = vec![links(call, node)];
    if node.kind == Kind::Asset && call.dam.switches().checkout {
        parts.push(check_out(call, node, back));
    }
    format!("<div class=\"desktop\">{}</div>", parts.concat())
}

fn links(call: &Call, node: &Node) -> String {
    let below = node.full_path();
    let below = below.strip_prefix(resolve::ROOT).unwrap_or(&below);
    let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let base = call.dam.base();
    let (server, asset) = (encoded(base.trim_end_matches('/')), encoded(below));
    let actions = [("open", "Open"), ("edit", "Edit"), ("reveal", "Reveal")];
    let is_offered = |action: &str| !node.is_folder() || action == "reveal";
    let of = |scheme: &str, address: &dyn Fn(&str) -> String| {
        let links =
            actions
                .iter()
                .filter(|(action, _)| is_offered(action))
                .map(|(action, text)| {
                    let address = escape(&address(action));
                    format!("<a class=\"{scheme}\" href=\"{address}\">{text}</a>")
                });
        links.collect::<Vec<_>>().join(" ")
    };
    let damson = of("damson", &|action| {
        format!("damson://{action}?server={server}&asset={asset}")
    });
    // The product's Reveal has no query, and its root is a slash.
    let aem = of("aem-asset", &|action| {
        let query = if action == "reveal" {
            String::new()
        } else {
            format!("?action={action}")
        };
        let path = if below.is_empty() { "/" } else { below };
        format!("aem-asset:{}{query}", encode_path(path))
    });
    format!("<p>In Damson: {damson}</p><p class=\"hint\">As AEM's Desktop Actions: {aem}</p>")
}

/// One button: what this person may do about the check-out.
fn check_out(call: &Call, node: &Node, back: &str) -> String {
    let (action, text) = match &node.holder {
        None => ("checkout", "Check out"),
        Some(holder) if *holder == call.user.id => ("checkin", "Check in"),
        Some(_) if call.user.rights == auth::Rights::Admin => ("checkin", "Check in for them"),
        Some(_) => return String::new(),
    };
    let token = auth::csrf_token(&call.dam, &call.user);
    let token = utf8_percent_encode(&token, NON_ALPHANUMERIC);
    let context = call.dam.switches().context_path;
    let asset = encode_path(&node.full_path());
    format!(
        "<form method=\"post\" action=\"{context}{asset}.checkout.json?:cq_csrf_token={token}\">\
         <input type=\"hidden\" name=\"action\" value=\"{action}\">\
         <input type=\"hidden\" name=\":redirect\" value=\"{}\">\
         <button>{text}</button></form>",
        escape(back)
    )
}
