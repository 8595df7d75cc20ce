//! The web pages a client opens in the browser.

use axum::http::StatusCode;

use crate::{
    call::{Call, encode_path},
    dates, desktop,
    errors::{Answer, Refused, escape, html_response, redirect},
    renditions, resolve,
    store::{Kind, Node, StoreError, node},
    switches::SirenOrder,
};

const ASSET: &str = "/assetdetails.html";
const FOLDER: &str = "/assets.html";
/// How many children a folder's page shows.
const SHOWN: i64 = 500;

const STYLE: &str = "body{font:15px/1.5 system-ui,sans-serif;margin:0;background:#f6f5f3;color:#2b2622}\
header{background:#4a2c4f;color:#fff;padding:.7rem 1.5rem;font-weight:600}\
main{max-width:64rem;margin:1.5rem auto;padding:0 1.5rem}\
main.narrow{max-width:22rem;background:#fff;padding:1.5rem;border-radius:.6rem}\
h1{font-size:1.4rem}a{color:#6b2f73;text-decoration:none}a:hover{text-decoration:underline}\
ul{list-style:none;padding:0;display:grid;grid-template-columns:repeat(auto-fill,minmax(12rem,1fr));gap:1rem}\
li{background:#fff;border-radius:.5rem;padding:.8rem;overflow-wrap:anywhere}\
img{max-width:100%;border-radius:.3rem}label{display:block;margin:.8rem 0}\
input{display:block;width:100%;box-sizing:border-box;padding:.4rem;font:inherit}\
button{font:inherit;padding:.5rem 1.2rem;border:0;border-radius:.3rem;background:#4a2c4f;color:#fff}\
table{border-collapse:collapse}th{text-align:left;padding:.2rem 1.5rem .2rem 0;vertical-align:top}\
.desktop{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;align-items:center}.desktop p{margin:.3rem 0}\
.hint{color:#6c655f;font-size:.85rem}.problem{color:#9c1f1f}.held{color:#9c5a00}";

/// A page around its content.
pub(crate) fn frame(title: &str, content: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><style>{STYLE}</style></head>\
         <body><header>Demo DAM</header>{content}</body></html>",
        escape(title)
    )
}

/// What a GET of a folder itself gives.
pub(crate) fn folder_stub(node: &Node) -> String {
    frame(
        &node.name,
        &format!("<main><h1>{}</h1></main>", escape(&node.full_path())),
    )
}

/// The pages of folders and assets; `None` for other paths.
pub(crate) fn answer(call: &Call) -> Option<Answer> {
    if matches!(call.path.as_str(), "/" | "/aem/start.html") {
        let context = call.dam.switches().context_path;
        return Some(Ok(redirect(&format!("{context}{FOLDER}/content/dam"))));
    }
    let (path, is_folder) = match (
        call.path.strip_prefix(ASSET),
        call.path.strip_prefix(FOLDER),
    ) {
        (Some(path), _) => (path, false),
        (None, Some(path)) => (path, true),
        (None, None) => return None,
    };
    Some(show(call, path, is_folder))
}

fn show(call: &Call, path: &str, is_folder: bool) -> Answer {
    let node = call
        .dam
        .store
        .read(|db| resolve::required(db, call, path))?;
    if node.is_folder() != is_folder {
        return Err(Refused::missing(path));
    }
    let body = if is_folder {
        folder(call, &node)?
    } else {
        asset(call, &node)
    };
    Ok(html_response(StatusCode::OK, body))
}

fn folder(call: &Call, folder: &Node) -> Result<String, Refused> {
    let hidden = call.hidden();
    let children = call.dam.store.read(|db| {
        Ok::<_, StoreError>(node::children(
            db,
            folder,
            SirenOrder::Name,
            (0, SHOWN),
            &hidden,
        )?)
    })?;
    let items: String = children.iter().map(|child| item(call, child)).collect();
    let title = folder.title.as_deref().unwrap_or(&folder.name);
    let content = format!(
        "<main>{}<h1>{}</h1>{}<ul>{items}</ul></main>",
        trail(call, folder),
        escape(title),
        desktop::actions(call, folder, &page_of(call, folder)),
    );
    Ok(frame(title, &content))
}

fn item(call: &Call, node: &Node) -> String {
    let picture = if node.is_folder() {
        "<div>Folder</div>".to_owned()
    } else {
        picture(call, node, "cq5dam.thumbnail.140.100.png")
    };
    format!(
        "<li><a href=\"{}\">{picture}<div>{}</div></a>{}</li>",
        page_of(call, node),
        escape(&node.name),
        held(node)
    )
}

fn asset(call: &Call, node: &Node) -> String {
    let prefix = call.dam.switches().context_path;
    let download = if node.kind == Kind::Asset {
        format!(
            "<p><a href=\"{prefix}{}\">Download</a></p>",
            encode_path(&node.full_path())
        )
    } else {
        "<p>A content fragment.</p>".to_owned()
    };
    let rows = [
        ("Path", node.full_path()),
        ("Type", node.mime.clone()),
        ("Size", format!("{} bytes", node.size)),
        (
            "Modified",
            format!("{} by {}", dates::iso(node.modified), node.modified_by),
        ),
        (
            "Created",
            format!("{} by {}", dates::iso(node.created), node.created_by),
        ),
        (
            "State",
            if node.processed {
                "processed"
            } else {
                "processing"
            }
            .to_owned(),
        ),
    ];
    let cells =
        rows.map(|(name, value)| format!("<tr><th>{name}</th><td>{}</td></tr>", escape(&value)));
    let table = cells.concat();
    let content = format!(
        "<main>{}<h1>{}</h1>{}{}{}<table>{table}</table>{download}</main>",
        trail(call, node),
        escape(node.title.as_deref().unwrap_or(&node.name)),
        held(node),
        desktop::actions(call, node, &page_of(call, node)),
        picture(call, node, renditions::THUMBNAIL),
    );
    frame(&node.name, &content)
}

fn picture(call: &Call, node: &Node, rendition: &str) -> String {
    if !renditions::names(node).iter().any(|name| name == rendition) {
        return String::new();
    }
    let at = encode_path(&format!(
        "{}/jcr:content/renditions/{rendition}",
        node.full_path()
    ));
    format!(
        "<img alt=\"\" src=\"{}{at}\">",
        call.dam.switches().context_path
    )
}

fn held(node: &Node) -> String {
    node.holder.as_ref().map_or_else(String::new, |holder| {
        format!("<p class=\"held\">Checked out by {}</p>", escape(holder))
    })
}

/// The way up.
fn trail(call: &Call, node: &Node) -> String {
    let Some((parent, _)) = node
        .path
        .rsplit_once('/')
        .or((!node.path.is_empty()).then_some(("", "")))
    else {
        return String::new();
    };
    let path = node::join(resolve::ROOT, parent);
    let context = call.dam.switches().context_path;
    format!(
        "<p><a href=\"{context}{FOLDER}{}\">{}</a></p>",
        encode_path(&path),
        escape(&path)
    )
}

fn page_of(call: &Call, node: &Node) -> String {
    let context = call.dam.switches().context_path;
    let kind = if node.is_folder() { FOLDER } else { ASSET };
    format!("{context}{kind}{}", encode_path(&node.full_path()))
}
