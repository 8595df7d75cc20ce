//! Which language the terminal speaks.

use damson_words::Language;

use crate::session::env_text;

/// The variable of the environment that chooses the language, whatever the system's is.
pub(crate) const VARIABLE: &str = "DAMSON_LANGUAGE";

/// The language that was asked for, else the system's, else English.
pub(crate) fn of_this_person() -> Language {
    // The first of these that is set decides, as it does for every program.
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(env_text)
        .filter(|_| !cfg!(windows));
    let has_a_list = cfg!(any(windows, target_os = "macos"));
    let system: Vec<String> = if locale.is_none() && has_a_list {
        sys_locale::get_locales().collect()
    } else {
        Vec::new()
    };
    chosen(env_text(VARIABLE).as_deref(), locale.as_deref(), &system)
}

/// `own` goes first; then one locale of the environment, or the languages of a person in the order
/// that they like them.
fn chosen(own: Option<&str>, locale: Option<&str>, system: &[String]) -> Language {
    if let Some(language) = own.and_then(Language::of_locale) {
        return language;
    }
    if let Some(locale) = locale {
        return Language::of_locale(locale).unwrap_or_default();
    }
    let mut system = system.iter();
    system
        .find_map(|locale| Language::of_locale(locale))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_goes_first() {
        let german = Some("de_DE.UTF-8");
        assert_eq!(chosen(Some("ja"), german, &[]), Language::Japanese);
        assert_eq!(chosen(Some("fr-CH"), None, &[]), Language::French);
        assert_eq!(chosen(Some("klingon"), german, &[]), Language::German);
    }

    #[test]
    fn the_system_says_the_rest() {
        assert_eq!(chosen(None, Some("fr_FR.UTF-8"), &[]), Language::French);
        assert_eq!(chosen(None, Some("C"), &[]), Language::English);
        let liked = ["sv-SE", "ja-JP", "de-DE"].map(str::to_owned);
        assert_eq!(chosen(None, None, &liked), Language::Japanese);
        assert_eq!(chosen(None, Some("POSIX"), &liked), Language::English);
        assert_eq!(chosen(None, None, &[]), Language::English);
    }
}
