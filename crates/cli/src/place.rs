//! Paths as people type them.

use std::path::{Component, Path, PathBuf};

/// The path in the DAM of what was typed: a path of the DAM as it is, or a file in the cache
/// folder.
///
/// A relative path is one of the DAM, unless the shell stands inside the cache folder.
pub(crate) fn in_dam(typed: &str, cache_folder: Option<&str>) -> String {
    let here = std::env::current_dir().ok();
    cache_folder
        .and_then(|folder| below_cache(typed, Path::new(folder), here.as_deref()))
        .unwrap_or_else(|| format!("/{}", typed.trim_matches('/')))
}

/// Whether a name in a path stands for several: `*` for any characters, `?` for one.
pub(crate) fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?'])
}

/// Whether a name fits a pattern, whatever the case of its letters: nobody knows them by heart.
pub(crate) fn fits(name: &str, pattern: &str) -> bool {
    let name: Vec<char> = name.to_lowercase().chars().collect();
    let pattern: Vec<char> = pattern.to_lowercase().chars().collect();
    let (mut at, mut of) = (0, 0);
    // Where the last star was met, and what it stood for by then.
    let mut star: Option<(usize, usize)> = None;
    while at < name.len() {
        match pattern.get(of) {
            Some('*') => {
                star = Some((of, at));
                of += 1;
            }
            Some(c) if *c == '?' || *c == name[at] => {
                at += 1;
                of += 1;
            }
            Some(_) | None => {
                let Some((back, stood)) = star else {
                    return false;
                };
                star = Some((back, stood + 1));
                (at, of) = (stood + 1, back + 1);
            }
        }
    }
    pattern[of..].iter().all(|c| *c == '*')
}

/// The folder a path is in; the root is in itself.
pub(crate) fn parent(path: &str) -> &str {
    match path.trim_end_matches('/').rfind('/') {
        Some(0) | None => "/",
        Some(at) => &path[..at],
    }
}

/// The last name of a path.
pub(crate) fn name(path: &str) -> &str {
    path.trim_end_matches('/')
        .rsplit('/')
        .next()
        .unwrap_or_default()
}

/// The path of a name in a folder.
pub(crate) fn join(folder: &str, name: &str) -> String {
    format!("{}/{name}", folder.trim_end_matches('/'))
}

fn below_cache(typed: &str, folder: &Path, here: Option<&Path>) -> Option<String> {
    let folders = [Some(folder.to_path_buf()), folder.canonicalize().ok()];
    let typed = Path::new(typed);
    let file = if typed.is_absolute() {
        typed.to_path_buf()
    } else {
        here?.join(typed)
    };
    let file = without_dots(&file)?;
    folders.iter().flatten().find_map(|folder| {
        let below = file.strip_prefix(folder).ok()?;
        let names: Option<Vec<&str>> = below
            .components()
            .map(|part| part.as_os_str().to_str())
            .collect();
        Some(format!("/{}", names?.join("/")))
    })
}

/// The path without `.` and `..`, by the text alone.
fn without_dots(path: &Path) -> Option<PathBuf> {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                if !plain.pop() {
                    return None;
                }
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => plain.push(part),
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_of_the_dam_stays() {
        assert_eq!(in_dam("/Spring/a.psd", None), "/Spring/a.psd");
        assert_eq!(in_dam("Spring/", Some("/no/such/cache")), "/Spring");
        assert_eq!(in_dam("/", None), "/");
    }

    #[test]
    fn a_file_in_the_cache_folder_is_its_asset() {
        let cache = tempfile::tempdir().unwrap();
        let folder = cache.path().canonicalize().unwrap();
        let file = folder.join("Spring").join("a.psd");
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        assert_eq!(in_dam(&text(&file), Some(&text(&folder))), "/Spring/a.psd");
        let spring = folder.join("Spring");
        assert_eq!(
            below_cache("a.psd", &folder, Some(&spring)).as_deref(),
            Some("/Spring/a.psd")
        );
        assert_eq!(
            below_cache("..", &folder, Some(&spring)).as_deref(),
            Some("/")
        );
        assert_eq!(below_cache("../../x", &folder, Some(&spring)), None);
        assert_eq!(below_cache("a.psd", &folder, Some(Path::new("/"))), None);
    }

    #[test]
    fn patterns_stand_for_names() {
        for (name, pattern) in [
            ("hero.psd", "*.psd"),
            ("Hero.PSD", "hero.*"),
            ("a1.psd", "a?.psd"),
            ("a.b.psd", "a*b*d"),
            ("x", "*"),
            ("写真.psd", "?真*"),
        ] {
            assert!(fits(name, pattern), "{name} {pattern}");
        }
        for (name, pattern) in [("hero.psd", "*.jpg"), ("a12.psd", "a?.psd"), ("", "?")] {
            assert!(!fits(name, pattern), "{name} {pattern}");
        }
    }

    #[test]
    fn parts_of_a_path() {
        assert_eq!(parent("/a/b.psd"), "/a");
        assert_eq!(parent("/a"), "/");
        assert_eq!(parent("/"), "/");
        assert_eq!(name("/a/b.psd"), "b.psd");
        assert_eq!(join("/", "a"), "/a");
        assert_eq!(join("/a", "b"), "/a/b");
    }
}
