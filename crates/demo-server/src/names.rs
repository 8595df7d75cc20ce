//! Which names AEM takes (its "Manage assets" page), and what it says about the others.

/// Why an asset can't have this name; `None` when it can.
pub(crate) fn refuse_asset(name: &str) -> Option<String> {
    refuse(name, "*/:[\\]|#%{}?&")
}

/// Why a folder can't have this name; `None` when it can.
pub(crate) fn refuse_folder(name: &str) -> Option<String> {
    if name == "subassets" {
        return Some("The name subassets is reserved".to_owned());
    }
    refuse(name, "*/:[\\]|#%{}?\".^;+&\t")
}

fn refuse(name: &str, forbidden: &str) -> Option<String> {
    if name.is_empty() || name == "." || name == ".." {
        return Some(format!("Invalid name: '{name}'"));
    }
    if name.trim() != name {
        return Some(format!(
            "Invalid name: '{name}' begins or ends with white space"
        ));
    }
    let bad = name
        .chars()
        .find(|c| forbidden.contains(*c) || c.is_control())?;
    Some(format!(
        "Invalid name: '{name}' holds the character '{bad}'"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_for_assets() {
        assert_eq!(refuse_asset("a.b.jpg"), None);
        assert!(refuse_folder("a.b").is_some());
        assert!(refuse_folder("subassets").is_some());
        assert_eq!(refuse_folder("Harvest 2026"), None);
    }

    #[test]
    fn white_space_stays_inside() {
        assert!(refuse_asset(" a.jpg").is_some());
        assert!(refuse_asset("a.jpg ").is_some());
        assert_eq!(refuse_asset("a b.jpg"), None);
    }

    #[test]
    fn forbidden_characters() {
        for name in [
            "a:b", "a*b", "a#b.jpg", "a%b", "a?b", "a&b", "..", ".", "", "a\u{7}b",
        ] {
            assert!(refuse_asset(name).is_some(), "{name:?}");
        }
    }
}
