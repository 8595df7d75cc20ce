//! Names for copies and uploads, by the rules of the core.

use damson_core::name;
use damson_remote::NameRules;

/// `name (2).psd`: the `nth` of a name that is taken.
pub(crate) fn numbered(name: &str, nth: u32) -> String {
    match name.rfind('.') {
        Some(at) if at > 0 => format!("{} ({nth}){}", &name[..at], &name[at..]),
        Some(_) | None => format!("{name} ({nth})"),
    }
}

/// A server's rules in the core's words.
pub(crate) fn rules(rules: NameRules) -> name::NameRules {
    match rules {
        NameRules::Aem => name::NameRules::Aem,
        NameRules::Any => name::NameRules::Any,
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
