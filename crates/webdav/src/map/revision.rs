//! What a server says of the bytes of a resource.

use damson_core::{ByteCount, ContentId, Revision, Tag, TagSource, Timestamp};
use damson_http::checksum::of_checksums;
use damson_remote::AssetKind;

use super::Reader;
use crate::wire::Reply;

/// How much later than the look a time may lie: clocks of one server that are not quite one.
const AHEAD_MS: i64 = 2_000;

/// Within one second of the server's clock.
const SECOND_MS: i64 = 1_000;

impl Reader {
    /// The revision that the properties show, and the tag as it may be compared strongly in a
    /// condition.
    pub(super) fn revision(
        &self,
        kind: AssetKind,
        reply: &Reply,
        modified: Option<Timestamp>,
    ) -> (Revision, Option<String>) {
        let told = reply.props.tag.as_deref();
        let text = told.and_then(identity);
        let strong_tag = text
            .clone()
            .filter(|_| told.is_some_and(|tag| !is_weak(tag)));
        let revision = match kind {
            AssetKind::Folder => Revision::default(),
            AssetKind::Asset | AssetKind::NoFile => Revision {
                unsettled: self.is_unsettled(text.is_some(), modified, reply.looked),
                content: text.map(|text| {
                    ContentId::Tag(Tag {
                        text,
                        source: TagSource::Listing,
                    })
                }),
                size: reply.props.length.map(ByteCount),
                modified,
                digest: reply
                    .props
                    .cloud
                    .checksums
                    .as_deref()
                    .and_then(of_checksums),
            },
        };
        (revision, strong_tag)
    }

    /// Whether another write could look the same, because the last one is of the second of the look:
    /// most servers make their tags of whole seconds, and keep them for as long.
    fn is_unsettled(
        &self,
        tagged: bool,
        modified: Option<Timestamp>,
        looked: Option<Timestamp>,
    ) -> bool {
        let Some((modified, looked)) = modified.zip(looked) else {
            return false;
        };
        let age = looked.0 - modified.0;
        !(tagged && self.fine_tags) && (-AHEAD_MS..SECOND_MS).contains(&age)
    }
}

/// The tag as far as it tells one revision from another. Whether it is a weak one makes no
/// difference: Apache marks a tag as weak while the file is young, and gives the same without the
/// mark later.
pub(crate) fn identity(tag: &str) -> Option<String> {
    let tag = tag.trim();
    let bare = if is_weak(tag) { &tag[2..] } else { tag };
    let text = quoted(bare);
    (text.len() > 2).then_some(text)
}

fn is_weak(tag: &str) -> bool {
    let tag = tag.trim_start();
    tag.starts_with("W/") || tag.starts_with("w/")
}

/// Some servers leave the quotes away in a property.
fn quoted(tag: &str) -> String {
    if tag.len() >= 2 && tag.starts_with('"') && tag.ends_with('"') {
        return tag.to_owned();
    }
    format!("\"{}\"", tag.trim_matches('"'))
}
