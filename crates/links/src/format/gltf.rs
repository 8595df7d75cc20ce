//! glTF scenes: buffers and pictures (glTF 2.0, 3.6 and 3.9).

use super::{Found, web};
use crate::{Error, Result, bounded::Window};

/// The text of a scene; its bulk is in the buffers.
const LARGEST: usize = 64 * 1024 * 1024;

pub(super) fn read(window: &mut Window<'_>) -> Result<Found> {
    if window.length > LARGEST as u64 {
        return Err(Error::TooLarge);
    }
    let bytes = window.up_to(0, LARGEST)?;
    let scene: serde_json::Value = serde_json::from_slice(&bytes)
        .map_err(|_| Error::Broken("the scene is no JSON that can be read"))?;
    let lists = ["buffers", "images"].into_iter();
    let parts = lists
        .filter_map(|list| scene.get(list)?.as_array())
        .flatten();
    let links = parts.filter_map(|part| web::link(part.get("uri")?.as_str()?));
    Ok(Found::whole(links.collect()))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::{Bounds, Error};

    #[test]
    fn buffers_and_pictures() {
        let scene = r#"{"asset":{"version":"2.0"},"buffers":[{"uri":"Box%200.bin"},{"uri":"data:application/octet-stream;base64,AA"}],
            "images":[{"uri":"tex/a.png"},{"bufferView":1}]}"#;
        let found = crate::read("a.gltf", &mut Cursor::new(scene), Bounds::default()).unwrap();
        let names: Vec<_> = found.links.iter().map(crate::Link::name).collect();
        assert_eq!(names, ["Box 0.bin", "a.png"]);
        let broken = crate::read("a.gltf", &mut Cursor::new("{"), Bounds::default());
        assert!(matches!(broken, Err(Error::Broken(_))));
    }
}
