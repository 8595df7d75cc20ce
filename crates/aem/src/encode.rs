//! How paths that AEM names become parts of addresses.

use damson_http::encode::encode_name;

/// Encodes a repository path that a server named, or gives `None` for one that climbs.
pub(crate) fn encode_repository_path(path: &str) -> Option<String> {
    let mut encoded = String::new();
    for name in path.strip_prefix('/')?.split('/') {
        if matches!(name, "" | "." | "..") {
            return None;
        }
        encoded.push('/');
        encoded.push_str(&encode_name(name));
    }
    Some(encoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_climbs_is_none() {
        assert_eq!(
            encode_repository_path("/jcr:system/a b"),
            Some("/jcr%3Asystem/a%20b".into())
        );
        assert_eq!(encode_repository_path("/a/../b"), None);
        assert_eq!(encode_repository_path("//host/b"), None);
        assert_eq!(encode_repository_path("a"), None);
    }
}
