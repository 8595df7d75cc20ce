//! Paths as the journal sorts them.

use damson_core::DamPath;
use rusqlite::{Params, Statement};

/// The bytes of a path with 0x00 between its names. No name holds NUL, so it is reversible, and
/// its byte order is the order of [`DamPath`].
pub(super) fn key(path: &DamPath) -> Vec<u8> {
    let bytes = path.as_str().bytes();
    bytes.map(|b| if b == b'/' { 0 } else { b }).collect()
}

/// The path of a key; `None` for bytes that the journal never wrote.
pub(super) fn path(key: &[u8]) -> Option<DamPath> {
    let bytes: Vec<u8> = key.iter().map(|&b| if b == 0 { b'/' } else { b }).collect();
    let text = String::from_utf8(bytes).ok()?;
    DamPath::parse(&text).ok()
}

/// The paths of the keys that a query's first column has.
pub(super) fn paths(
    select: &mut Statement<'_>,
    params: impl Params,
) -> rusqlite::Result<Vec<DamPath>> {
    let keys = select.query_map(params, |row| row.get::<_, Vec<u8>>(0))?;
    let mut paths = Vec::new();
    for stored in keys {
        paths.extend(path(&stored?));
    }
    Ok(paths)
}

/// The key of the folder it is in; `None` for the root.
pub(super) fn parent(path: &DamPath) -> Option<Vec<u8>> {
    path.parent().map(|folder| key(&folder))
}

/// Everything below a folder, without itself: keys between these two, both exclusive.
pub(super) fn below(folder: &DamPath) -> (Vec<u8>, Vec<u8>) {
    if folder.is_root() {
        // No UTF-8 holds 0xFF.
        return (Vec::new(), vec![0xFF]);
    }
    let mut low = key(folder);
    let mut high = low.clone();
    low.push(0);
    high.push(1);
    (low, high)
}

/// A name as it sorts, as it is searched, and as a disk without case compares it.
pub(super) fn name_key(name: &str) -> String {
    damson_core::name::fold(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_path() -> impl Strategy<Value = DamPath> {
        let name = "[a-c\u{1} \u{e9}\\-.]{1,3}".prop_filter("dots", |n| n != "." && n != "..");
        proptest::collection::vec(name, 0..4)
            .prop_map(|names| DamPath::parse(&names.join("/")).unwrap())
    }

    proptest! {
        #[test]
        fn keys_sort_as_paths_do(a in any_path(), b in any_path()) {
            prop_assert_eq!(key(&a).cmp(&key(&b)), a.cmp(&b));
            prop_assert_eq!(path(&key(&a)), Some(a));
        }

        #[test]
        fn a_range_is_exactly_what_lies_below(a in any_path(), folder in any_path()) {
            let (low, high) = below(&folder);
            let inside = key(&a) > low && key(&a) < high;
            prop_assert_eq!(inside, a.is_within(&folder) && a != folder);
        }
    }
}
