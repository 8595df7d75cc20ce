//! Bytes that have arrived become an asset, or the next state of one.

use rusqlite::Connection;

use crate::{
    dam::Dam,
    errors::Refused,
    faults, names, processing, renditions,
    store::{
        Incoming, Kind, Node, node,
        version::{self, Keeping},
    },
};

/// What to do when the asset is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum IfThere {
    /// The bytes are replaced; nothing is kept.
    Update,
    /// The old state is kept as a version, then the bytes are replaced.
    KeepVersion {
        label: String,
        comment: String,
    },
    /// The asset is removed and made anew: another identity, no metadata.
    Recreate,
    Refuse,
}

/// Where bytes go, and whose they are.
#[derive(Debug)]
pub(crate) struct Delivery<'a> {
    pub folder: &'a Node,
    pub name: &'a str,
    /// What the sender says it is.
    pub mime: Option<&'a str>,
    pub user: &'a str,
    pub if_there: IfThere,
}

/// Puts bytes into the DAM; the answer says whether the asset was made.
pub(crate) fn ingest(
    dam: &Dam,
    db: &Connection,
    delivery: &Delivery<'_>,
    incoming: Incoming,
) -> Result<(Node, bool), Refused> {
    if let Some(problem) = names::refuse_asset(delivery.name) {
        return Err(Refused::bad(problem));
    }
    let now = dam.now();
    let there = node::child(db, delivery.folder, delivery.name)?;
    if let Some(there) = &there
        && (there.is_folder() || delivery.if_there == IfThere::Refuse)
    {
        let path = there.full_path();
        return Err(Refused::new(
            axum::http::StatusCode::CONFLICT,
            format!("{path} exists already"),
        ));
    }
    let kept = match (&delivery.if_there, there) {
        (_, None) => None,
        (IfThere::Recreate, Some(there)) => {
            node::remove(db, &there)?;
            None
        }
        (IfThere::KeepVersion { label, comment }, Some(there)) => {
            if !dam.switches().create_version_ignored {
                let keeping = Keeping {
                    user: delivery.user,
                    now,
                    label,
                    comment,
                };
                version::keep(db, &there, keeping)?;
            }
            Some(there)
        }
        (IfThere::Update | IfThere::Refuse, Some(there)) => Some(there),
    };
    let made = kept.is_none();
    let mut asset = kept.unwrap_or_else(|| {
        Node::new(
            Some(delivery.folder),
            delivery.name,
            Kind::Asset,
            delivery.user,
            now,
        )
    });
    asset.kind = Kind::Asset;
    asset.mime = mime(delivery);
    write_binary(dam, &mut asset, incoming, delivery.user, now)?;
    node::save(db, &mut asset)?;
    Ok((asset, made))
}

/// Makes `incoming` the binary of an asset and begins to process it.
pub(crate) fn write_binary(
    dam: &Dam,
    asset: &mut Node,
    incoming: Incoming,
    user: &str,
    now: i64,
) -> Result<(), Refused> {
    let garbled = faults::concerns(dam, &asset.path)
        && dam.take(|switches| &mut switches.garbled_upload_next);
    let incoming = if garbled {
        dam.store.binaries.garble(incoming)?
    } else {
        incoming
    };
    for (name, value) in renditions::facts(&dam.store, &incoming.binary, &asset.mime) {
        asset.metadata.insert(name, value);
    }
    asset.binary = Some(incoming.binary);
    asset.size = incoming.size;
    asset.sha1 = Some(incoming.sha1);
    asset.written = now;
    asset.touch(user, now);
    processing::begin(asset, &dam.switches(), now);
    Ok(())
}

/// The type by the name, else what the sender says.
pub(crate) fn guess_mime(name: &str) -> Option<String> {
    let extension = name.rsplit_once('.')?.1.to_ascii_lowercase();
    match extension.as_str() {
        "psd" | "psb" => Some("image/vnd.adobe.photoshop".to_owned()),
        "indd" => Some("application/x-indesign".to_owned()),
        "idml" => Some("application/vnd.adobe.indesign-idml-package".to_owned()),
        "ai" => Some("application/postscript".to_owned()),
        _ => mime_guess::from_ext(&extension)
            .first_raw()
            .map(str::to_owned),
    }
}

fn mime(delivery: &Delivery<'_>) -> String {
    let said = delivery
        .mime
        .filter(|mime| !mime.is_empty() && *mime != "application/octet-stream");
    guess_mime(delivery.name)
        .or_else(|| said.map(str::to_owned))
        .unwrap_or_else(|| "application/octet-stream".to_owned())
}
