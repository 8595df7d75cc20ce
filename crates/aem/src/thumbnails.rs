//! Images that stand for an asset.

use bytes::Bytes;
use damson_core::DamPath;
use damson_http::body;
use damson_remote::{Error, ErrorKind, Result, ThumbnailSize};
use http::header;

use crate::{http::Call, remote::Aem};

/// The largest image that is taken.
const MOST: usize = 8 * 1024 * 1024;

/// The smallest rendition that is large enough, or else the largest.
pub(crate) async fn thumbnail(aem: &Aem, path: &DamPath, size: ThumbnailSize) -> Result<Bytes> {
    for name in candidates(size) {
        let behind = format!("/jcr:content/renditions/{name}");
        let call = Call::get(aem.http.base.dam(path, &behind))
            .about(path)
            .bytes();
        match aem.http.ok(&call).await {
            Ok(answer) => {
                let headers = answer.response.headers();
                let image = headers
                    .get(header::CONTENT_TYPE)
                    .and_then(|value| value.to_str().ok())
                    .is_some_and(|value| value.starts_with("image/"));
                if !image {
                    return Err(aem.http.failed(answer, Some(path)).await);
                }
                return body::whole(answer.response, MOST)
                    .await
                    .map_err(|error| error.about(path));
            }
            Err(error) if error.kind == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Err(Error::new(ErrorKind::NotFound).about(path))
}

fn candidates(size: ThumbnailSize) -> &'static [&'static str] {
    match size {
        ThumbnailSize::Icon => &[
            "cq5dam.thumbnail.48.48.png",
            "cq5dam.thumbnail.140.100.png",
            "cq5dam.thumbnail.319.319.png",
        ],
        ThumbnailSize::Card => &[
            "cq5dam.thumbnail.319.319.png",
            "cq5dam.web.1280.1280.jpeg",
            "cq5dam.web.1280.1280.png",
            "cq5dam.thumbnail.140.100.png",
        ],
        ThumbnailSize::Preview => &[
            "cq5dam.web.1280.1280.jpeg",
            "cq5dam.web.1280.1280.png",
            "cq5dam.zoom.2048.2048.jpeg",
            "cq5dam.thumbnail.319.319.png",
        ],
        ThumbnailSize::Large => &[
            "cq5dam.zoom.2048.2048.jpeg",
            "cq5dam.web.1280.1280.jpeg",
            "cq5dam.web.1280.1280.png",
            "cq5dam.thumbnail.319.319.png",
        ],
    }
}
