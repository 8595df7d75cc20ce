//! Names for uploads beside what is there.

/// `name (2).psd`: the `nth` of a name that is taken.
pub(crate) fn numbered(name: &str, nth: u32) -> String {
    match name.rfind('.') {
        Some(at) if at > 0 => format!("{} ({nth}){}", &name[..at], &name[at..]),
        Some(_) | None => format!("{name} ({nth})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_of_a_name_keeps_its_extension() {
        assert_eq!(numbered("a.psd", 2), "a (2).psd");
        assert_eq!(numbered(".hidden", 3), ".hidden (3)");
    }
}
